"""The same clone and remote as for the tests of publishing."""

from tests.publish.conftest import desk, own_git

__all__ = ["desk", "own_git"]
