"""The look of a site: its templates, checked and compiled, and the frame around every page.

In: the templates and the chrome. Out: what is wrong with the templates, the digest of each with all
that it reaches, and the bytes that a rendering worker needs. Checking and compiling costs more than
a small build, so the log keeps the outcome for these very templates.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from generator.build.keys import digest_of, encode, key_of
from generator.log import Log
from generator.model import Checked, Chrome, Source
from generator.problems import Problem
from generator.render import Look, check_templates

MEMO = "templates"


class Dress(Struct, frozen=True):
    """The look of one build. `shared` is for the workers, `frame` the digest of the chrome."""

    problems: tuple[Problem, ...]
    templates: dict[str, bytes]
    frame: bytes
    shared: bytes


def dress(templates: tuple[Source, ...], chrome: Chrome, log: Log) -> Dress:
    """The look of a site with these templates and this chrome."""
    checked = _checked(templates, log)
    return Dress(
        problems=checked.problems,
        templates={name: text.encode() for name, text in checked.closures.items()},
        frame=digest_of(encode(chrome)),
        shared=encode(Look(templates, chrome, checked.bytecode)),
    )


def _checked(templates: tuple[Source, ...], log: Log) -> Checked:
    key = key_of(*(part for source in templates for part in (source.path, source.digest)))
    known = log.memo(MEMO, key)
    if known is not None:
        return msgspec.msgpack.decode(known, type=Checked)
    checked = check_templates(templates)
    if not checked.problems:
        log.keep_memo(MEMO, key, encode(checked))
    return checked
