"""All checks, one after the other; one that fails itself is told as such.

In: a place. Out: a finding for each check, in the order of `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.doctor import machine, publishing, site
from generator.doctor.findings import Finding, Place, problem

CHECKS: tuple[Callable[[Place], Finding], ...] = (
    machine.python,
    machine.libraries,
    machine.search,
    machine.watching,
    machine.space,
    machine.terminal,
    site.configuration,
    site.output,
    site.log,
    site.editor,
    publishing.git,
    publishing.remote,
    publishing.base_url,
    publishing.source,
)


def examine(place: Place) -> tuple[Finding, ...]:
    """Every check's finding."""
    return tuple(_finding(check, place) for check in CHECKS)


def _finding(check: Callable[[Place], Finding], place: Place) -> Finding:
    try:
        return check(place)
    except Exception as error:  # noqa: BLE001 - a set-up may be broken in any way; it is told
        return problem(check.__name__, f"could not be examined: {type(error).__name__}: {error}")
