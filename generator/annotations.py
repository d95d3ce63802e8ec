"""Problems as GitHub shows them beside the lines of a pull request.

In: a problem, and where the site's folder is in the repository. Out: a workflow command on one
line. Its values are escaped as the runner reads them: a comma or colon would end a property.

Format: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from generator.problems import Problem

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def to_annotation(problem: Problem, folder: str = "") -> str:
    """The problem as a workflow command; `folder` is the site's, ending with a slash, or empty."""
    properties = {"title": problem.rule}
    if "/" in problem.path or "." in problem.path:  # others name an option, and no file
        properties["file"] = folder + problem.path
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{COMMANDS[problem.severity]} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
