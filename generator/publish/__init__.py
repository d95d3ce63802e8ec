"""Publish: a fresh build onto a branch of a remote, by git itself.

A room of its own that asks `build` for the site; it changes one branch of a remote, and nothing
here.
"""

from generator.publish.addresses import Pages, pages_of
from generator.publish.git import Git, GitError, without_credentials
from generator.publish.run import Outcome, Wish, publish, undo

__all__ = [
    "Git",
    "GitError",
    "Outcome",
    "Pages",
    "Wish",
    "pages_of",
    "publish",
    "undo",
    "without_credentials",
]
