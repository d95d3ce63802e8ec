"""Many pages at once, as bytes, so that another process can render them.

In: what all pages share (templates, chrome, compiled templates) and a list of pages with their
bodies, both as msgpack. Out: for each page its bytes, or the problem that its template has. A
process makes one Renderer and keeps it for all chunks of a build.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator.model import Chrome, Output, Page, Source
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.render.renderer import Renderer


class Look(Struct, frozen=True, array_like=True):
    """What all pages of a build share."""

    templates: tuple[Source, ...]
    chrome: Chrome
    bytecode: dict[str, bytes]


class Job(Struct, frozen=True, array_like=True):
    """A page, and the body that goes into it."""

    page: Page
    body: str


Rendered = tuple[bytes, Problem | None]
"""The bytes of a page, or why there are none."""

_LOOK = msgspec.msgpack.Decoder(Look)
_JOBS = msgspec.msgpack.Decoder(list[Job])
_RENDERED = msgspec.msgpack.Decoder(list[Rendered])
_encode = msgspec.msgpack.Encoder().encode


def render_chunk(look: bytes, jobs: bytes) -> bytes:
    """Render many pages."""
    renderer = _renderer(look)
    return _encode([_rendered(renderer.render(job.page, job.body)) for job in _JOBS.decode(jobs)])


def read_rendered(rendered: bytes) -> list[Rendered]:
    """The outcome for every page of a chunk."""
    return _RENDERED.decode(rendered)


@lru_cache(maxsize=2)
def _renderer(look: bytes) -> Renderer:
    """Templates are read once in a process for all chunks of a build."""
    from generator.render.renderer import Renderer  # noqa: PLC0415 - see the stage's own note

    shared = _LOOK.decode(look)
    return Renderer(shared.templates, shared.chrome, shared.bytecode)


def _rendered(outcome: Output | Problem) -> Rendered:
    return (outcome.data, None) if isinstance(outcome, Output) else (b"", outcome)
