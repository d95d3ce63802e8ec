"""What nobody meant to publish: keys, places on this machine, the preview's own script.

In: a tree, and the folders of this machine that must not be named. Out: problems with file and
line. The patterns are those of keys as they are issued, with their length, so that an article about
keys is no alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.problems import Problem, fill, place
from generator.publish.tree import Tree

SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"),
    "a GitHub token": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b"
    ),
    "an AWS key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a Slack token": re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}"),
    "a Google key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "an API key": re.compile(r"\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}\b"),
}
LOCAL = re.compile(
    r"""(?:href|src|content|action)=["']?(?:file:|https?://(?:localhost|127\.0\.0\.1|\[::1\])[:/"'])"""
)
"""An address of this machine in an attribute; in prose it may be what an article is about."""
LIVE = re.compile(r"/__live/")


def secret_problems(tree: Tree, folders: Sequence[str]) -> Iterator[Problem]:
    """Secrets and local places; `folders` are absolute paths of this machine."""
    names = re.compile("|".join(re.escape(each) for each in folders)) if folders else None
    for path, text in tree.texts():
        for what, pattern in SECRETS.items():
            yield from _found(path, text, pattern, "secret", f"{what} is in the site")
        yield from _found(path, text, LIVE, "preview-script", "the preview's script is in the site")
        message = "an address of this machine is in the site"
        yield from _found(path, text, LOCAL, "local-address", message)
        if names is not None:
            message = "a folder of this machine is named in the site"
            yield from _found(path, text, names, "local-path", message)


def _found(
    path: str, text: str, pattern: re.Pattern[str], rule: str, message: str
) -> Iterator[Problem]:
    """The first place of a pattern in a file; its words are not shown again."""
    match = pattern.search(text)
    if match:
        where = place(path, text, match.start())
        yield fill(Problem(path=path, line=where.line, column=where.column), "error", rule, message)
