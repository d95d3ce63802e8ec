"""Builds that end in the middle, as a killed process or a full disk would end them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest


class Killed(BaseException):
    """Ends a build at once; nothing in the generator may catch it."""


CALLS = ("mkdir", "rename", "unlink", "rmdir", "replace", "open", "stat")


@contextmanager
def interrupted(after: int) -> Iterator[None]:
    """End the work within at the call number `after` that touches the disk."""
    left = [after]

    def counted(call: Any) -> Any:
        def called(*arguments: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return call(*arguments, **more)

        return called

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, counted(getattr(os, name)))
        with suppress(Killed):
            yield
