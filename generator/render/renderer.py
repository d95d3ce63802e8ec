"""Pages become bytes.

In: templates, the chrome and one page at a time. Out: the page's output, or the problem that its
template has. A Renderer is made once in each process and compiles each template once; nothing of a
page shows in the next, so the order of pages does not matter.

What a template sees: `page`, `head`, `chrome`, `body` (its links put in), the functions of `Links`
(`href`, `absolute`, `asset`, `linked_data`) and `filters.FILTERS`. `Links` is told which page is
rendered, so that a file of macros need not be imported `with context`: Jinja makes such a file anew
for every page.

A fault of a template (`jinja2.TemplateError`: unknown variable, unknown asset, missing template)
is returned as a Problem at its line; it does not name the page, so that a fault which thousands
of pages meet is one problem. Any other exception is a defect: it keeps its traceback and
gets a note that names the page.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup
from msgspec import StructMeta

from generator import model
from generator.model import CITATION, ArticleView, Chrome, ExplainerView, Output, Page, Source
from generator.problems import Problem, did_you_mean, fill
from generator.render.body import insert
from generator.render.filters import FILTERS
from generator.render.links import Links
from generator.render.templates import (
    line_of,
    make_environment,
    read_texts,
    syntax_problem,
)
from generator.urls import escape

VARIABLES = ("page", "head", "chrome", "body", "href", "absolute", "asset", "linked_data")


class Renderer:
    """Renders the pages of one site."""

    def __init__(
        self,
        templates: tuple[Source, ...],
        chrome: Chrome,
        bytecode: dict[str, bytes] | None = None,
    ) -> None:
        """Take the templates as they are; `checking` tells what is wrong with them.

        `bytecode` holds templates that were compiled before, and gets those that are compiled now.
        """
        self._texts, self._paths = read_texts(templates)
        self._text_at = {path: self._texts[name] for name, path in self._paths.items()}
        self._links = Links(chrome)
        self._environment = make_environment(self._texts, self._paths, bytecode)
        self._environment.filters.update(FILTERS)
        self._environment.globals.update(
            chrome=chrome,
            href=self._links.href,
            asset=self._links.asset,
            absolute=self._links.absolute,
            linked_data=self._links.linked_data,
        )

    def render(self, page: Page, body: str = "") -> Output | Problem:
        """One page as bytes (UTF-8, lines ended by a newline), or its template's problem."""
        try:
            text = self._render(page, body)
        except TemplateError as error:
            return self._problem(error, page)
        except Exception as error:
            error.add_note(f"while rendering {page.path} with {page.template}")
            raise
        return Output(page.path, _plain_lines(text).encode("utf-8"))

    def _render(self, page: Page, body: str) -> str:
        self._links.turn_to(page.view)
        template = self._environment.get_template(page.template)
        return template.render(page=page.view, head=page.view.head, body=self._body(page, body))

    def _body(self, page: Page, body: str) -> Markup:
        view = page.view
        if isinstance(view, ArticleView) and view.shortened is not None:
            body = view.shortened.body
        if isinstance(view, ArticleView | ExplainerView):
            body = insert(body, view.insertions, self._links.href, list(self._marks(view)))
        return Markup(body)  # noqa: S704 - sanitised while parsing

    def _marks(self, view: ArticleView | ExplainerView) -> Iterator[tuple[int, str]]:
        """What `citation.html` prints into a body, with its place."""
        if isinstance(view, ArticleView):
            yield from ((at, f'<span id="{escape(old)}"></span>') for old, at in view.anchors)
        found = view.cited if isinstance(view, ArticleView) else view.marks
        if not found:
            return
        macros = self._environment.get_template(CITATION).module
        macro = macros.cited_in if isinstance(view, ArticleView) else macros.mark  # type: ignore[attr-defined]
        for each in found:
            yield each.at, str(macro(each)).strip()

    def _problem(self, error: TemplateError, page: Page) -> Problem:
        """The template's problem, at the innermost of its lines."""
        if isinstance(error, TemplateSyntaxError) and error.name in self._texts:
            return syntax_problem(error, self._texts[error.name], self._paths[error.name])
        path, line = self._innermost_line(error)
        if not line:
            path = self._paths.get(page.template, f"templates/{page.template}")
            where = Problem(path=path)
        else:
            where = line_of(path, self._text_at[path], line)
        message = re.sub(r"generator\.model\.\w+\.", "", error.message or str(error))
        return fill(where, "error", "template", message, _hint(message))

    def _innermost_line(self, error: TemplateError) -> tuple[str, int]:
        """Path and line of the last template that the error went through, or no line."""
        found = ("", 0)
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename in self._text_at:
                found = (frame.f_code.co_filename, line)
        return found


def _plain_lines(text: str) -> str:
    return re.sub("\r\n?", "\n", text) if "\r" in text else text


def _hint(message: str) -> str:
    """The nearest word that views and templates know, where a message ends with an unknown one."""
    unknown = re.search(r"(?:has no attribute '(\w+)'|^'(\w+)' is undefined)$", message)
    return did_you_mean(unknown.group(1) or unknown.group(2), KNOWN_WORDS) if unknown else ""


def _fields() -> list[str]:
    """The names of all that views hold."""
    structs = [value for value in vars(model).values() if isinstance(value, StructMeta)]
    return [field for struct in structs for field in struct.__struct_fields__]


KNOWN_WORDS = tuple(dict.fromkeys([*VARIABLES, *_fields()]))
