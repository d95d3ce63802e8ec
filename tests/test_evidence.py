"""Citations, rights and checks on whole sites."""

import gzip
import random
import re
from pathlib import Path

import pytest
from lxml import html

from generator.build import Options, build, check
from generator.cli import main
from tests.small_site import CONFIG, put, small_site

ROOT = Path(__file__).parent.parent
TALKS = """---
title: The talks end
date: 2026-02-18
publisher: agency.example
---
The talks in Kyiv on the Plant ended on Wednesday.

“We will not leave the city,” Grossi told reporters.

Medinsky called them difficult but businesslike.
"""
PLANT = """---
title: Plant
summary: A plant.
date: 2026-02-01
reviewed: 2026-02-10
---
He said “we will not leave the city” [@talks]. More is known. [@book, p. 3; @talks, "difficult but"]
"""
BOOKS = "references:\n  - {id: book, title: A Book, issued: '1999'}\n"


def site(root: Path, **more: str) -> Path:
    files = {"seeds/talks.txt": TALKS, "content/plant.md": PLANT, "content/sources.yaml": BOOKS}
    small_site(root, **(files | more))
    for path in (ROOT / "templates").iterdir():
        if path.is_file():
            put(root, **{f"templates/{path.name}": path.read_text("utf-8")})
    assets = root / "templates/assets"
    assets.mkdir(exist_ok=True)
    for path in (ROOT / "templates/assets").iterdir():
        (assets / path.name).write_bytes(path.read_bytes())
    return root


def built(root: Path, *, search: bool = False) -> list[str]:
    report = build(Options(site=root, output=root / "output", search=search))
    assert report.written is not None, report.problems
    return [problem.rule for problem in report.problems]


def page(root: Path, url: str) -> html.HtmlElement:
    return html.fromstring((root / "output" / url / "index.html").read_text("utf-8"))


def test_a_number_leads_to_the_words_and_back(tmp_path: Path) -> None:
    assert built(site(tmp_path)) == []
    plant = page(tmp_path, "plant")
    assert [sup.text_content() for sup in plant.cssselect("sup.citation")] == ["1", "2, 1"]
    (checked,) = [a for a in plant.cssselect(".note a") if a.cssselect(".verified")]
    assert re.fullmatch(
        r"\.\./articles/talks/#(p-[0-9a-f]{6}):~:text=We%20will%20not%20leave%20the%20city",
        checked.get("href"),
    )
    identifier = checked.get("href").partition("#")[2].partition(":")[0]
    talks = page(tmp_path, "articles/talks")
    (paragraph,) = talks.cssselect(f"#{identifier}")
    assert "Cited in: Plant" in paragraph.text_content()
    (back,) = paragraph.cssselect(".cited-in a")
    assert back.get("href") == "../../plant/#site-cite-1"
    sources = plant.cssselect(".sources li")
    assert [li.get("id") for li in sources] == ["site-source-1", "site-source-2"]
    assert [a.get("href") for a in sources[0].cssselect(".source-places a")] == [
        "#site-cite-1",
        "#site-cite-2",
    ]
    assert "1 article since the last review" in plant.text_content()


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("So. [@nothing]", "unknown-citation"),
        ("So. [@kyiv]", "unknown-citation"),
        ("So. [@talks#p-000000]", "unknown-passage"),
        ('So. [@talks, "words nobody said"]', "unknown-passage"),
        ('So. [@talks, "the"]', "ambiguous-passage"),
        ("“We will leave the city” [@talks].", "altered-quotation"),
        ("“We will not leave the town” [@talks].", "altered-quotation"),
        ("“Quite another thing about birds” [@talks].", "quotation-not-found"),
        ('“we will not leave the city” [@talks, "difficult but"].', "quotation-not-found"),
        ("“we will not leave the city” [@book].", "unchecked-quotation"),
        ("“we will not leave the city today or tomorrow”.", "uncited-quotation"),
    ],
)
def test_what_is_wrong_with_a_claim_is_told(tmp_path: Path, written: str, rule: str) -> None:
    root = site(tmp_path, **{"content/plant.md": PLANT + "\n" + written + "\n"})
    found = check(Options(site=root, output=root / "output"))
    problems = [each for each in found.problems if each.rule == rule]
    assert [(each.path, each.line) for each in problems] == [("content/plant.md", 9)]
    assert not (root / "output").exists()


def test_an_edit_of_a_source_is_seen(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert built(root) == []
    put(root, **{"seeds/talks.txt": TALKS.replace("will not leave", "will never leave")})
    assert built(root) == ["altered-quotation"]
    put(root, **{"seeds/talks.txt": TALKS})
    assert built(root) == []


def test_a_reason_silences_a_rule_in_its_place(tmp_path: Path) -> None:
    said = "“We will leave the city” [@talks]."
    silence = "<!-- allow: altered-quotation: he said so later -->"
    root = site(tmp_path, **{"content/plant.md": f"{PLANT}\n{silence}\n\n{said}\n"})
    assert "altered-quotation" in built(root), "two lines further it does not hold"
    put(root, **{"content/plant.md": f"{PLANT}\n{said} {silence}\n"})
    assert "altered-quotation" not in built(root)
    allow = "allow:\n  - {rule: undated, path: seeds/talks.txt, reason: so}\n"
    put(root, **{"site.yaml": CONFIG + allow})
    assert "altered-quotation" not in built(root)


def test_check_finds_what_editors_should_know(tmp_path: Path) -> None:
    more = {
        "content/sources.yaml": BOOKS + "  - {id: unread, title: Unread}\n",
        "content/bare.md": "---\ntitle: Bare\n---\nText ![](map.png).\n",
        "content/map.png": "x",
        "seeds/later.txt": "---\ntitle: Later\n---\nThe Plant stands.\n",
    }
    root = site(tmp_path, **more)
    found = check(Options(site=root, output=root / "output"))
    rules = {(each.path, each.rule) for each in found.problems}
    assert rules >= {
        ("content/sources.yaml", "unused-source"),
        ("content/bare.md", "missing-summary"),
        ("content/bare.md", "missing-date"),
        ("content/bare.md", "orphan"),
        ("content/bare.md", "no-sources"),
        ("content/bare.md", "image-without-alt"),
        ("seeds/later.txt", "missing-date"),
    }


# --- Rights ---------------------------------------------------------------------------------------

KINDS = ("full", "excerpt", "link")
FILLERS = ("the", "talks", "went", "on", "in", "Kyiv")


def invented(number: int, rng: random.Random) -> tuple[str, list[str]]:
    """An article of six paragraphs, each with a word that stands nowhere else."""
    kind = KINDS[number % 3]
    words = [f"w{number}x{at}q" for at in range(6)]
    paragraphs = []
    for word in words:
        filler = " ".join(
            rng.choice(["the", "talks", "went", "on", "in", "Kyiv"]) for _ in range(12)
        )
        paragraphs.append(f"Here {filler} {word} and {filler}.")
    head = f"---\ntitle: Text {number}\ndate: 2026-01-{number % 28 + 1:02}\nrights: {kind}\n"
    return head + "excerpt: 30 words\n---\n" + "\n\n".join(paragraphs) + "\n", words


def everything(output: Path) -> str:
    """Every byte of the output, with what is packed unpacked."""
    texts = []
    for path in sorted(output.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            texts.append(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    return b"\n".join(texts).decode("utf-8", "replace")


def test_no_withheld_word_is_anywhere_in_the_output(tmp_path: Path) -> None:
    rng = random.Random(5)
    articles = {number: invented(number, rng) for number in range(2_000)}
    files = {f"seeds/text-{number}.txt": text for number, (text, _) in articles.items()}
    root = site(tmp_path, **files)
    built(root, search=True)
    out = set(re.findall(r"w[0-9]+x[0-9]q", everything(root / "output")))
    for number, (_, words) in articles.items():
        shown = {"full": words, "excerpt": words[:1], "link": []}[KINDS[number % 3]]
        assert out & set(words) == set(shown), f"text {number} ({KINDS[number % 3]})"


def test_a_withheld_text_shows_what_is_quoted_and_says_why(tmp_path: Path) -> None:
    publishers = "publishers:\n  agency.example: {name: The Agency, rights: link}\n"
    root = site(tmp_path, **{"site.yaml": CONFIG + publishers})
    assert built(root) == [], "quotations are checked against the whole text"
    talks = page(root, "articles/talks")
    text = talks.cssselect(".document-text")[0].text_content()
    assert "We will not leave the city" in text
    assert "The rights belong to The Agency" in text
    assert "businesslike" not in everything(root / "output")
    assert "ended on Wednesday" not in everything(root / "output")
    notes = page(root, "plant").cssselect(".note a[href*=articles]")
    assert [a.get("href").partition(":~:")[0] for a in notes][1:] == ["../articles/talks/"]


def test_what_is_not_listed_is_an_excerpt(tmp_path: Path) -> None:
    long = TALKS + "\n" + "Word after word goes on. " * 60
    config = CONFIG.replace("rights: full\n", "")
    root = site(tmp_path, **{"site.yaml": config, "seeds/talks.txt": long})
    built(root)
    text = page(root, "articles/talks").cssselect(".document-text")[0].text_content()
    assert "This is an excerpt: 80 words of" in " ".join(text.split())


# --- Paragraph ids --------------------------------------------------------------------------------


def test_an_id_outlives_the_edit_of_its_paragraph(tmp_path: Path) -> None:
    root = site(tmp_path)
    built(root)
    link = page(root, "plant").cssselect(".note a:has(.verified)")[0].get("href")
    old = link.partition("#")[2].partition(":~:")[0]
    cited = PLANT.replace("[@talks]", f"[@talks#{old}]")
    put(root, **{"content/plant.md": cited})
    assert main(["keep-ids", "--site", str(root)]) == 0
    told = (root / "content/paragraphs.txt").read_text("utf-8")
    assert f"seeds/talks.txt\t{old}\t“We will not leave the city,” Grossi told" in told

    edited = TALKS.replace("Grossi told reporters", "Rafael Grossi told all reporters")
    put(root, **{"seeds/talks.txt": edited})
    assert built(root) == ["moved-paragraph"]
    (anchor,) = page(root, "articles/talks").cssselect(f"[id='{old}']")
    assert "Rafael Grossi" in anchor.getparent().text_content()
    link = page(root, "plant").cssselect(".note a:has(.verified)")[0].get("href")
    assert old not in link, "our own links go to the new id"
    assert not (root / "output/files").exists(), "the ledger is not published"

    put(root, **{"seeds/talks.txt": TALKS.replace("“We will not leave the city,” Grossi", "He")})
    found = check(Options(site=root, output=root / "output"))
    assert "unknown-passage" in [each.rule for each in found.problems]


# --- Near-duplicates ------------------------------------------------------------------------------


def story(number: int) -> list[str]:
    rng = random.Random(number)
    return [f"w{rng.randrange(5_000)}" for _ in range(220)]


def test_copies_of_one_story_are_one_cluster(tmp_path: Path) -> None:
    """2,000 articles, among them clusters of three: exactly these are found."""
    files = {}
    for number in range(1_900):
        words = story(number)
        files[f"seeds/s{number}.txt"] = _told(number, "2026-01-05", words)
        if number % 38 == 0:
            cut = [*words[:60], "adds", "a", "word", *words[60:200]]
            files[f"seeds/s{number}-b.txt"] = _told(number, "2026-01-04", cut)
            late = ["Wire", "report", *words[10:]]
            files[f"seeds/s{number}-c.txt"] = _told(number, "2026-01-06", late)
    root = site(tmp_path, **files)
    found = check(Options(site=root, output=root / "output"))
    told = {each.path: each.message for each in found.problems if each.rule == "near-duplicate"}
    expected = {f"seeds/s{n}{part}.txt": n for n in range(0, 1_900, 38) for part in ("", "-c")}
    assert told.keys() == expected.keys()
    assert all(f"seeds/s{number}-b.txt" in told[path] for path, number in expected.items())


def _told(number: int, date: str, words: list[str]) -> str:
    return f"---\ntitle: Story {number}\ndate: {date}\n---\n{' '.join(words)}.\n"


def test_a_copy_names_the_others_and_the_canonical_one(tmp_path: Path) -> None:
    words = story(1)
    files = {"seeds/a.txt": _told(1, "2026-01-05", words), "seeds/b.txt": _told(2, "", words)}
    root = site(tmp_path, **files)
    built(root)
    copy = page(root, "articles/story-2")
    assert "Also carried by" in copy.text_content()
    assert [link.get("href") for link in copy.cssselect("link[rel=canonical]")] == [
        "https://example.org/repo/articles/story-1/"
    ]
    first = page(root, "articles/story-1")
    assert first.cssselect("link[rel=canonical]")[0].get("href").endswith("articles/story-1/")


# --- The desk -------------------------------------------------------------------------------------


def test_the_desk_shows_what_to_take_up_and_is_not_published(tmp_path: Path) -> None:
    named = "Keith Kellogg met Kyiv officials. The <script> Plant was named.\n"
    files = {
        f"seeds/k{n}.txt": f"---\ntitle: K{n}\ndate: 2026-03-0{n}\n---\n{named}" for n in (1, 2, 3)
    }
    root = site(
        tmp_path, **files, **{"content/plant.md": PLANT + "\n“We will leave the city” [@talks].\n"}
    )
    built(root)
    assert main(["desk", "--site", str(root)]) == 0
    text = (root / ".cache/desk.html").read_text("utf-8")
    desk = html.fromstring(text)
    groups = {
        group.cssselect("summary")[0].text_content(): group.text_content()
        for group in desk.cssselect("details")
    }
    assert "Keith Kellogg named in 3 articles" in groups["Wanted explainers (1)"]
    assert "4 newer than the last review" in groups["Stale explainers (1)"]
    assert "content/plant.md:9" in groups["Quotations that are not verified (1)"]
    assert "<script" not in text
    assert "the desk" not in everything(root / "output")
