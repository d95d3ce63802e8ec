"""What nobody meant to publish: keys, places on this machine, the preview's own script.

In: a tree, and the folders of this machine that must not be named. Out: problems with file and
line. The patterns are those of keys as they are issued, with their length, so that an article about
keys is no alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.problems import Problem, fill, place
from generator.publish.tree import Tree


class Trace(Struct, frozen=True):
    """Something to be looked for: `signs` are words one of which each occurrence holds.

    Looking for a word takes a fiftieth of the time that a pattern takes, and most pages hold none.
    """

    rule: str
    message: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]


def _secret(what: str, signs: tuple[str, ...], pattern: str) -> Trace:
    return Trace("secret", f"{what} is in the site", signs, re.compile(pattern))


GITHUB = tuple(f"gh{kind}_" for kind in "pousr")
LOCAL = r"""(?:href|src|content|action)=["']?(?:file:|https?://(?:localhost|127\.0\.0\.1|\[::1\])[:/"'])"""
TRACES = (
    _secret("a private key", ("PRIVATE KEY-----",), r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"),
    _secret("a GitHub token", GITHUB, r"\bgh[pousr]_[A-Za-z0-9]{36,}\b"),
    _secret("a GitHub token", ("github_pat_",), r"\bgithub_pat_[A-Za-z0-9_]{60,}"),
    _secret("an AWS key", ("AKIA", "ASIA"), r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    _secret("a Slack token", ("xox",), r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}"),
    _secret("a Google key", ("AIza",), r"\bAIza[0-9A-Za-z_-]{35}\b"),
    _secret("an API key", ("sk-",), r"\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}\b"),
    Trace(
        "preview-script",
        "the preview's script is in the site",
        ("/__live/",),
        re.compile("/__live/"),
    ),
    # In prose an address of this machine may be what an article is about; in an attribute not.
    Trace(
        "local-address",
        "an address of this machine is in the site",
        ("file:", "localhost", "127.0.0.1", "[::1]"),
        re.compile(LOCAL),
    ),
)


def secret_problems(tree: Tree, folders: Sequence[str]) -> Iterator[Problem]:
    """Secrets and local places; `folders` are absolute paths of this machine."""
    message = "a folder of this machine is named in the site"
    local = (Trace("local-path", message, (each,), re.compile(re.escape(each))) for each in folders)
    traces = (*TRACES, *local)
    for path, text in tree.texts():
        for trace in traces:
            if any(sign in text for sign in trace.signs):
                yield from _found(path, text, trace)


def _found(path: str, text: str, trace: Trace) -> Iterator[Problem]:
    """The first place of a trace in a file; its words are not shown again."""
    match = trace.pattern.search(text)
    if match:
        where = place(path, text, match.start())
        bare = Problem(path=path, line=where.line, column=where.column)
        yield fill(bare, "error", trace.rule, trace.message)
