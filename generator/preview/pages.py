"""Pages that the preview makes itself, and what it adds to those of the site.

In: what the channel knows, and the bytes of a page. Out: bytes. Nothing of this is ever written to
the output folder. The site's pages forbid inline script by their policy, so what is added is an
address: `/__live/client.js`, with what that needs to know as attributes.

The waiting page and the error page load themselves anew every other second where there is no
JavaScript.
"""

from __future__ import annotations

from html import escape

from msgspec import Struct

from generator.preview.events import Building, Failed, Shown

CLIENT = "/__live/client.js"
STAGES = {
    "load": "looking at the files",
    "parse": "reading texts",
    "draw": "finding names",
    "link": "linking",
    "plan": "planning pages",
    "render": "making pages",
    "write": "writing",
    "search": "indexing for search",
}
"""What a person reads for the stages of a build."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<noscript><meta http-equiv="refresh" content="2"></noscript>
<title>{title}</title>
<link rel="stylesheet" href="/__live/page.css">
</head>
<body>
<main>
<h1>{title}</h1>
{text}
</main>
</body>
</html>
"""


class Mark(Struct, frozen=True):
    """What a page needs to know: which run and build of the preview it is of, and which file."""

    run: str
    number: int
    base: str
    page: str
    follows: bool = False


def with_client(page: bytes, mark: Mark) -> bytes:
    """A page with the preview's script before the end of its body."""
    attributes = {
        "run": mark.run,
        "number": str(mark.number),
        "base": mark.base,
        "page": mark.page,
        "follows": "yes" if mark.follows else "",
    }
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())
    tag = f'<script src="{CLIENT}" id="live-client"{data} defer></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page + tag if at < 0 else page[:at] + tag + page[at:]


def waiting_page(building: Building | None) -> bytes:
    """What is shown until there is a site."""
    text = f'<p role="status" id="live-progress">{escape(in_words(building))}</p>'
    return PAGE.format(title="The site is being built", text=text).encode()


def error_page(failed: Failed) -> bytes:
    """What is shown where the first build was refused: there is no good page to show instead."""
    parts = [_problem(problem) for problem in failed.problems]
    if failed.more:
        parts.append(f"<p>… and {failed.more:,} more</p>")
    if failed.defect:
        parts.append(f"<p>This is a defect of the generator.</p><pre>{escape(failed.defect)}</pre>")
    parts.append("<p>Save the file, and this page follows.</p>")
    return PAGE.format(title="The site cannot be built yet", text="\n".join(parts)).encode()


def lost_page() -> bytes:
    """What is shown where the site has no 404 page."""
    return PAGE.format(title="Page not found", text="<p>Nothing is at this address.</p>").encode()


def in_words(building: Building | None) -> str:
    """How far a build is."""
    if building is None:
        return "It will be here in a moment."
    stage = STAGES.get(building.stage, building.stage)
    count = f": {building.done:,} of {building.total:,}" if building.total else ""
    return f"Now {stage}{count}."


def _problem(problem: Shown) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    lines = []
    for line in problem.lines:
        lines.append(f"{line.number:>5} | {line.text}")
        if line.number == problem.line:
            lines.append(" " * (8 + problem.caret) + "^")
    frame = f"<pre>{escape(chr(10).join(lines))}</pre>" if lines else ""
    hint = f"<p>{escape(problem.hint)}</p>" if problem.hint else ""
    message = f"<p>{escape(problem.severity)}: {escape(problem.message)}</p>"
    return f"<section><h2>{escape(place)}</h2>{message}{frame}{hint}</section>"
