"""Reading templates, and finding what is wrong with all of them at once.

In: the sources of templates. Out: a Jinja environment, and problems with file and line. Templates
belong to the site's owner, so they are not run in a sandbox, and their faults are problems to be
shown, not tracebacks.

A template is known by its path below the folder of templates. The loader hands its whole path to
Jinja, so that an error at run time tells the file and line; Jinja's own DictLoader would not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket

from generator.model import Source
from generator.problems import Problem, did_you_mean, fill, place
from generator.render.compiler import Compiler, escape_text

MARKUP = (".html", ".xml")

NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
"""Statements that name another template."""

Texts = Mapping[str, str]


def read_texts(templates: Iterable[Source]) -> tuple[dict[str, str], dict[str, str]]:
    """Text and path of every template by name; bytes that are not UTF-8 become U+FFFD."""
    texts: dict[str, str] = {}
    paths: dict[str, str] = {}
    for source in templates:
        name = source.path.partition("/")[2] or source.path
        text = source.data.decode("utf-8", errors="replace").removeprefix("\ufeff")
        texts[name] = re.sub("\r\n?", "\n", text)
        paths[name] = source.path
    return texts, paths


def make_environment(
    texts: Texts, paths: Mapping[str, str], bytecode: dict[str, bytes] | None = None
) -> Environment:
    """The environment that compiles each template once, or takes it from `bytecode`."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (texts[name], paths[name], lambda: True) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=lambda name: name is not None and name.endswith(MARKUP),  # noqa: S701 - by name
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=None if bytecode is None else _Compiled(bytecode),
    )
    environment.code_generator_class = Compiler
    environment.escape_text = escape_text  # type: ignore[attr-defined]
    return environment


class _Compiled(BytecodeCache):
    """Compiled templates by name; Jinja checks that they are of the same text and Python."""

    def __init__(self, bytecode: dict[str, bytes]) -> None:
        self._bytecode = bytecode

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._bytecode:
            bucket.bytecode_from_string(self._bytecode[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._bytecode[bucket.key] = bucket.bytecode_to_string()


def find_problems(
    environment: Environment, texts: Texts, paths: Mapping[str, str], needed: Iterable[str]
) -> Iterator[Problem]:
    """What is wrong with the templates as they stand: syntax, and templates that are missing."""
    for name in needed:
        if name not in texts:
            yield _missing(name)
    for name in texts:
        try:
            tree = environment.parse(texts[name], name, paths[name])
            environment.compile(tree, name, paths[name])
        except TemplateSyntaxError as error:
            yield syntax_problem(error, texts[name], paths[name])
        else:
            yield from _unknown_names(tree, texts, name, paths[name])


def syntax_problem(error: TemplateSyntaxError, text: str, path: str) -> Problem:
    """A template that Jinja cannot read."""
    where = line_of(path, text, error.lineno)
    message = (error.message or "this cannot be read").rstrip(".")
    return fill(where, "error", "template-syntax", message[0].lower() + message[1:])


def line_of(path: str, text: str, line: int) -> Problem:
    """The first character of a line that is not a space, as a place."""
    lines = text.splitlines(keepends=True) or [""]
    line = min(max(line, 1), len(lines))
    current = lines[line - 1]
    indent = len(current) - len(current.lstrip())
    return place(path, text, sum(map(len, lines[: line - 1])) + indent)


def _missing(name: str) -> Problem:
    return Problem(
        path=f"templates/{name}",
        rule="missing-template",
        message=f"there is no template called '{name}'",
        hint="every kind of page needs its template",
    )


def _unknown_names(tree: nodes.Template, texts: Texts, name: str, path: str) -> Iterator[Problem]:
    """Templates that this one names and that do not exist (computed names show when they run)."""
    for node in tree.find_all(nodes.Stmt):
        wanted = node.template if isinstance(node, NAMING) else None
        may_miss = isinstance(node, nodes.Include) and node.ignore_missing
        if isinstance(wanted, nodes.Const) and wanted.value not in texts and not may_miss:
            message = f"there is no template called '{wanted.value}'"
            where = line_of(path, texts[name], node.lineno)
            hint = did_you_mean(wanted.value, texts)
            yield fill(where, "error", "missing-template", message, hint)
