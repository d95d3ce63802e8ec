"""Problems that somebody has looked at and allowed, with a reason.

In: problems, and the silences of all files. Out: the problems that are left. A silence in a text
holds for its own line and the next, one in front matter or in `site.yaml` for the whole file.
Errors cannot be silenced: the site would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Config, Document, Silence
from generator.problems import Problem


def keep_quiet(
    problems: Iterable[Problem], documents: Iterable[Document], config: Config
) -> tuple[Problem, ...]:
    """The problems that nobody silenced."""
    silences: dict[str, list[Silence]] = {}
    for document in documents:
        if document.silences:
            silences.setdefault(document.card.key, []).extend(document.silences)
    for path, silence in config.silences:
        silences.setdefault(path, []).append(silence)
    return tuple(
        problem
        for problem in problems
        if problem.severity == "error" or not _is_silenced(problem, silences.get(problem.path, ()))
    )


def _is_silenced(problem: Problem, silences: Iterable[Silence]) -> bool:
    return any(
        silence.rule == problem.rule
        and (silence.is_for_file or problem.line in (silence.line, silence.line + 1))
        for silence in silences
    )
