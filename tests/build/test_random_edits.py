"""Whatever is done to a site, in whatever order, builds end in the clean build's tree.

A machine of Hypothesis writes, renames and removes sources, changes the look, the configuration and
the options, meddles with the output folder and the log, and interrupts builds at any point.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from generator.build import Memory, Options, build
from tests.archive import tree
from tests.build.interruptions import interrupted
from tests.small_site import put, small_site

SEEDS = st.sampled_from([f"seeds/{name}.txt" for name in ("a", "b", "c", "d/e")])
EXPLAINERS = st.sampled_from([f"content/{name}.md" for name in ("kyiv", "plant", "p/about")])
TITLES = st.sampled_from(["Kyiv", "The plant", "Geneva", "Talks"])
DATES = st.sampled_from(["", "2025-12-31", "2026-01-01", "2026-02-18"])
SENTENCES = st.sampled_from(
    [
        "Talks in Kyiv.",
        "The plant stands.",
        "Geneva, New York.",
        "See [[Kyiv]].",
        "Nothing & <b>.",
        "“Talks in Kyiv” [@a].",
    ]
)
KINDS = ("full", "excerpt", "link")
RIGHTS = st.sampled_from(["", "full", "excerpt", "link"])
TEXTS = st.lists(SENTENCES, min_size=1, max_size=3).map("\n\n".join)
TEMPLATES = st.sampled_from(
    ["article.html", "explainer.html", "citation.html", "listing.html", "home.html"]
)


class Archive(RuleBasedStateMachine):
    """A site that people work on."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(prefix="archive-"))
        self.site = small_site(self.top / "site")
        self.options: dict[str, Any] = {}
        self.steps = 0
        self.memory = Memory(lasts=True)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.memory.forget()
        shutil.rmtree(self.top)

    # --- What people do ---

    @rule(path=SEEDS, title=TITLES, date=DATES, text=TEXTS, rights=RIGHTS)
    def write_seed(self, path: str, title: str, date: str, text: str, rights: str) -> None:
        """A new article, or a new text of one."""
        dated = (f"date: {date}\n" if date else "") + (f"rights: {rights}\n" if rights else "")
        put(self.site, **{path: f"---\ntitle: {title}\n{dated}---\n{text}\n"})

    @rule(path=EXPLAINERS, title=TITLES, alias=TITLES, text=TEXTS)
    def write_explainer(self, path: str, title: str, alias: str, text: str) -> None:
        """A new explainer; its names may clash with another's, and links lead nowhere."""
        aliases = f"aliases: [{alias}]\n" if alias != title else ""
        put(self.site, **{path: f"---\ntitle: {title}\n{aliases}---\n{text}\n"})

    @rule(path=st.one_of(SEEDS, EXPLAINERS))
    def remove(self, path: str) -> None:
        """A source goes."""
        (self.site / path).unlink(missing_ok=True)

    @rule(path=SEEDS, other=SEEDS)
    def rename(self, path: str, other: str) -> None:
        """A source gets another name, and may take another's place."""
        if (self.site / path).exists():
            (self.site / other).parent.mkdir(exist_ok=True)
            (self.site / path).replace(self.site / other)

    @rule(path=st.one_of(SEEDS, EXPLAINERS))
    def touch(self, path: str) -> None:
        """A source is saved as it was."""
        if (self.site / path).exists():
            os.utime(self.site / path)

    @rule(name=TEMPLATES, word=st.sampled_from(["one", "two"]))
    def change_template(self, name: str, word: str) -> None:
        """The look changes."""
        file = self.site / "templates" / name
        file.write_text(file.read_text(encoding="utf-8").split("<!--")[0] + f"<!--{word}-->")

    @rule(word=st.sampled_from(["red", "blue"]))
    def change_asset(self, word: str) -> None:
        """An asset changes."""
        put(self.site, **{"templates/assets/style.css": word})

    @rule(title=st.sampled_from(["The Archive", "An Archive"]), rights=st.sampled_from(KINDS))
    def change_configuration(self, title: str, rights: str) -> None:
        """The site gets another title, or shows less of its articles."""
        lines = f"title: {title}\nbase_url: https://example.org/repo/\nrights: {rights}\n"
        put(self.site, **{"site.yaml": lines + "excerpt: 3 words\n"})

    @rule(drafts=st.booleans(), base_url=st.sampled_from(["", "https://desk.example/"]))
    def change_options(self, *, drafts: bool, base_url: str) -> None:
        """Builds are asked for otherwise."""
        self.options = {"drafts": drafts, "base_url": base_url}

    # --- What befalls the output folder and the log ---

    @rule(number=st.integers(0, 40), what=st.sampled_from(["remove", "write", "swap", "folder"]))
    def meddle(self, number: int, what: str) -> None:
        """Somebody works on the output by hand, but leaves the mark that says whose it is."""
        found = (self.site / "output").rglob("*")
        files = sorted(path for path in found if path.is_file() and path.name != ".nojekyll")
        if not files:
            return
        file = files[number % len(files)]
        if what == "remove":
            file.unlink()
        elif what == "write":
            file.write_bytes(file.read_bytes()[::-1])
        elif what == "swap":
            file.replace(file.with_name("other.html"))
        else:
            file.unlink()
            (file / "inside").mkdir(parents=True)

    @rule()
    def lose_log(self) -> None:
        """The log is deleted, as anybody may at any time."""
        shutil.rmtree(self.site / ".cache", ignore_errors=True)

    @rule(after=st.integers(1, 60))
    def build_interrupted(self, after: int) -> None:
        """A build that ends at some point of its work on the disk."""
        with interrupted(after):
            self.build()

    @rule()
    def build_elsewhere(self) -> None:
        """Another process builds the site in between."""
        build(self.asked(self.site))

    # --- What must hold ---

    @rule()
    def build_twice(self) -> None:
        """A build ends in the clean tree, and a second one finds nothing to do."""
        self.assert_clean()

    @invariant()
    def is_clean_now_and_then(self) -> None:
        """Every few steps, so that edits pile up in between."""
        self.steps += 1
        if self.steps % 3 == 0:
            self.assert_clean()

    def assert_clean(self) -> None:
        """Build here and elsewhere, and compare."""
        report = self.build()
        clean = self.top / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.site, clean, ignore=shutil.ignore_patterns("output", ".cache"))
        expected = build(self.asked(clean))
        assert (report.written is None) == (expected.written is None)
        assert report.problems == expected.problems
        if report.written is not None:
            assert tree(self.site / "output") == tree(clean / "output")
            folders = [path for path in (self.site / "output").rglob("*") if path.is_dir()]
            assert all(any(folder.iterdir()) for folder in folders)
            again = self.build()
            assert again.written is not None
            assert (again.written.written, again.written.removed) == ((), ())

    def build(self) -> Any:
        """A build of a process that has built before."""
        return build(self.asked(self.site), memory=self.memory)

    def asked(self, site: Path) -> Options:
        """The options of now."""
        return Options(site, site / "output", search=False, jobs=1, **self.options)


TestArchive = Archive.TestCase
TestArchive.settings = settings(
    max_examples=settings().max_examples // 2,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestArchive = pytest.mark.slow(TestArchive)
