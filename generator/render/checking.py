"""What templates decide without any page: their problems, what each reaches, their compiled code.

In: the templates. Out: `Checked`. It takes a tenth of a second, longer than a small build, and
depends on the templates alone, so the build keeps it in its log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator import model
from generator.model import Checked, Source
from generator.problems import in_order
from generator.render.filters import FILTERS
from generator.render.templates import NAMING, Texts, find_problems, make_environment, read_texts
from generator.urls import digest


def check(
    templates: Iterable[Source], needed: Iterable[str] = tuple(model.TEMPLATES.values())
) -> Checked:
    """All that can be said of templates before a page is rendered; `needed` must be there."""
    texts, paths = read_texts(tuple(templates))
    bytecode: dict[str, bytes] = {}
    environment = make_environment(texts, paths, bytecode)
    environment.filters.update(FILTERS)
    problems = in_order(find_problems(environment, texts, paths, needed))
    if not problems:
        for name in texts:
            environment.get_template(name)
    return Checked(problems, closures(environment, texts), bytecode)


def closures(environment: Environment, texts: Texts) -> dict[str, str]:
    """For each template the digest of its text and of all that it reaches.

    It reaches what it extends, includes and imports, and what these do; a name that is computed
    while rendering may be any template.
    """
    named = {name: _named(environment, text, texts) for name, text in texts.items()}
    return {name: _digest(_reached(name, named), texts) for name in texts}


def _named(environment: Environment, text: str, texts: Texts) -> frozenset[str]:
    """The templates that one names itself."""
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError:
        return frozenset()
    found: set[str] = set()
    for node in tree.find_all(nodes.Stmt):
        if isinstance(node, NAMING):
            wanted = node.template
            found |= {wanted.value} if isinstance(wanted, nodes.Const) else set(texts)
    return frozenset(found & set(texts))


def _reached(name: str, named: Mapping[str, frozenset[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting.extend(named[each])
    return reached


def _digest(names: Iterable[str], texts: Texts) -> str:
    parts = [f"{name}\0{digest(texts[name].encode())}" for name in sorted(names)]
    return digest("\n".join(parts).encode())
