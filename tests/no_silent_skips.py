"""A pytest plugin: a test that should run and was skipped fails the run.

It watches where nobody reads along (`CI` is set) and where the real article is given
(`REAL_SEEDS`). The one skip that is allowed is that of the tests on the real article where none is
given; its reason says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import pytest

WITHOUT_REAL_SEEDS = "REAL_SEEDS is not set: tests on the real article are left out"


class NoSilentSkips:
    """Collects skips and turns the run red at its end."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.watching = bool(environment.get("CI") or environment.get("REAL_SEEDS"))
        self.real_seeds = bool(environment.get("REAL_SEEDS"))
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a skip that is not allowed."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self.remember(report.nodeid, str(report.longrepr))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a whole module that was skipped."""
        if report.skipped:
            self.remember(report.nodeid, str(report.longrepr))

    def remember(self, test: str, reason: str) -> None:
        """Take note of a skip unless it is the allowed one."""
        if self.real_seeds or WITHOUT_REAL_SEEDS not in reason:
            self.skipped.append(test)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that would have passed."""
        if self.watching and self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which tests should have run."""
        if self.watching and self.skipped:
            terminalreporter.section("skipped, but should have run", red=True)
            for test in self.skipped:
                terminalreporter.line(test)
