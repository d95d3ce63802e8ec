"""The site's folder: configuration, output, build log.

In: a place. Out: findings.
"""

from __future__ import annotations

import os
import shlex
import shutil

from generator.build import Options
from generator.config import read_config
from generator.doctor.findings import Finding, Place, fine, problem, warning
from generator.log import LogUnwritableError, open_log
from generator.model import Config
from generator.preview.editor import ADDRESS
from generator.problems import to_text

MARK = ".nojekyll"


def configuration(place: Place) -> Finding:
    """Whether `site.yaml` can be read."""
    path = place.site / "site.yaml"
    if not path.is_file():
        return problem(
            "site.yaml", "is not here", "go to the site's folder, or name it with --site"
        )
    config, problems = read_config("site.yaml", path.read_bytes())
    if config is None:
        return problem("site.yaml", to_text(problems[0]).replace("\n", " / "), "mend it")
    return fine("site.yaml", f"'{config.title}' at {config.base_url}")


def output(place: Place) -> Finding:
    """Whether a build may write into the output folder."""
    folder = place.site / "output"
    if not folder.exists():
        can_make = os.access(place.site, os.W_OK)
        hint = "give this account the right to write here"
        return (
            fine("Output", "not built yet")
            if can_make
            else problem("Output", "cannot be made", hint)
        )
    if not folder.is_dir() or folder.is_symlink():
        return problem("Output", "output is no folder", "remove it, or build with --output")
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        hint = "remove it, or name another folder with --output"
        return problem("Output", "output/ holds files that no build made", hint)
    return fine("Output", "output/ is a build's")


def log(place: Place) -> Finding:
    """Whether the build log can be kept. This makes an empty one where there is none."""
    if not (place.site / "site.yaml").is_file():
        return warning("Build log", "no site, no log")
    held: list[bool] = []

    def stop() -> None:
        held.append(True)
        raise LogUnwritableError("another build is running")

    try:
        open_log(Options(place.site, place.site / "output").log, stop).close()
    except LogUnwritableError as error:
        if held:
            return warning("Build log", "a build is running now, so it cannot be looked at")
        return warning("Build log", f"{error}; every build begins anew", "mend the folder's rights")
    return fine("Build log", ".cache/build.sqlite")


def editor(place: Place) -> Finding:
    """Whether a click in the preview can open an editor."""
    config = config_of(place)
    template = config.editor if config else ""
    if not template:
        return fine("Editor", "clicks in the preview open vscode:// addresses")
    if ADDRESS.match(template):
        return fine("Editor", template)
    program = os.path.expandvars(shlex.split(template)[0])
    if shutil.which(program) is None:
        return warning("Editor", f"'{program}' is not found", "mend 'editor' in site.yaml")
    return fine("Editor", template)


def config_of(place: Place) -> Config | None:
    """The configuration, if it can be read."""
    try:
        return read_config("site.yaml", (place.site / "site.yaml").read_bytes())[0]
    except OSError:
        return None
