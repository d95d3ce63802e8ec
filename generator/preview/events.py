"""What a preview tells the browsers: one value for each thing that happened.

In: nothing. Out: structs that travel as JSON, each with its `type`. Paths are those of files in the
output folder, relative to the site's root.
"""

from __future__ import annotations

from msgspec import Struct


class Building(Struct, frozen=True, tag="building"):
    """A build goes on: its stage, and how much of the stage is done (`total` 0: not known)."""

    stage: str
    done: int = 0
    total: int = 0


class Built(Struct, frozen=True, tag="built"):
    """A good build that changed something; the `number` counts these.

    `styles`: nothing but style sheets changed; pages were written only because they name them.
    `follow` is the URL, below the base path, of the page whose words were edited.
    """

    number: int
    pages: tuple[str, ...]
    removed: tuple[str, ...] = ()
    styles: bool = False
    milliseconds: int = 0
    follow: str = ""


class Line(Struct, frozen=True):
    """A line of a source file, as it is shown."""

    number: int
    text: str


class Shown(Struct, frozen=True):
    """A problem as a browser shows it.

    `lines` are the source lines around it; the caret stands below character `caret` of line
    `line`. `editor` is a URL that opens the place in an editor, or empty where that is a command:
    then the server runs it when it is asked to open problem number `index`.
    """

    index: int
    path: str
    line: int
    column: int
    severity: str
    message: str
    hint: str
    lines: tuple[Line, ...] = ()
    caret: int = 0
    editor: str = ""


class Failed(Struct, frozen=True, tag="failed"):
    """A build that was refused; the last good site is still served.

    `more` problems are not among those shown. `defect` is the traceback of an error of our own.
    """

    number: int
    problems: tuple[Shown, ...]
    more: int = 0
    defect: str = ""


class Mended(Struct, frozen=True, tag="mended"):
    """After a failure, a good build that changed nothing."""

    number: int


class Reload(Struct, frozen=True, tag="reload"):
    """Too much happened since the page was loaded, or another preview runs now."""


Event = Building | Built | Failed | Mended | Reload
