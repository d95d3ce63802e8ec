"""The plugin against silent skips, watching runs of its own."""

from __future__ import annotations

import pytest

from tests.no_silent_skips import WITHOUT_REAL_SEEDS, NoSilentSkips

PASSES = "def test_passes(): pass\n"
SKIPS = "import pytest\ndef test_skips(): pytest.skip('no reason')\n"
LACKS_SEEDS = f"import pytest\ndef test_real(): pytest.skip({WITHOUT_REAL_SEEDS!r})\n"
MODULE_SKIPS = "import pytest\npytest.skip('all of it', allow_module_level=True)\n"
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail\ndef test_known(): assert False\n"
CI = {"CI": "true"}
SEEDS = {"REAL_SEEDS": "seeds"}


def run(pytester: pytest.Pytester, environment: dict[str, str], *texts: str) -> pytest.RunResult:
    """A run of modules with these texts."""
    for number, text in enumerate(texts):
        pytester.makepyfile(**{f"test_{number}": text})
    return pytester.runpytest_inprocess(plugins=[NoSilentSkips(environment)])


@pytest.mark.parametrize("environment", [CI, SEEDS, CI | SEEDS], ids=str)
@pytest.mark.parametrize("text", [SKIPS, MODULE_SKIPS], ids=["test", "module"])
def test_a_skip_fails_the_run_and_is_named(
    pytester: pytest.Pytester, environment: dict[str, str], text: str
) -> None:
    result = run(pytester, environment, PASSES, text)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*skipped, but should have run*", "test_1.py*"])


def test_nobody_minds_a_skip_at_home(pytester: pytest.Pytester) -> None:
    result = run(pytester, {}, PASSES, SKIPS)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*should have run*")


def test_tests_on_real_seeds_may_be_left_out_without_them(pytester: pytest.Pytester) -> None:
    assert run(pytester, CI, PASSES, LACKS_SEEDS).ret == pytest.ExitCode.OK


def test_tests_on_real_seeds_may_not_be_left_out_with_them(pytester: pytest.Pytester) -> None:
    assert run(pytester, SEEDS, PASSES, LACKS_SEEDS).ret == pytest.ExitCode.TESTS_FAILED


def test_an_expected_failure_is_no_skip(pytester: pytest.Pytester) -> None:
    assert run(pytester, CI, PASSES, EXPECTED_TO_FAIL).ret == pytest.ExitCode.OK


def test_a_failed_run_stays_failed(pytester: pytest.Pytester) -> None:
    result = run(pytester, CI, "def test_fails(): assert False\n", SKIPS)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(failed=1, skipped=1)
