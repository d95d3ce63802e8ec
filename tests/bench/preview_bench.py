"""How long it takes from a save to the new words on the screen, in a real Chromium.

    python tests/bench/preview_bench.py [--sizes 100 1000 10000] [--rounds 11] [--folder FOLDER]

For each size a made-up archive is served by `watch` (without search, as a process of its own), one
article is open, and its file is saved again and again with a new sentence; every other time the
sentence names an explainer that the article did not name. A save counts from the moment its file is
closed to the moment the browser's page holds the sentence. Between saves there are two seconds.
Printed are medians with the lowest and highest of all rounds, and the seconds to the first answer
of the server and to the first page of a site that was never built.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Page, sync_playwright

from tests.bench.corpus import make_archive
from tests.find_browser import find

ROOT = Path(__file__).parents[2]
PAUSE = 2.0
DRAWN = """addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => {
    window.drawnAt = performance.timeOrigin + performance.now();
}));"""
SHAPES = {100: (10, 100), 1_000: (50, 500), 10_000: (100, 1_000)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--folder", type=Path, help="where the archives are made (a temporary one)")
    arguments = parser.parse_args()
    print("| seeds | first answer | first page | words: median (range) | names: median (range) |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="preview-") as folder:
        for size in arguments.sizes:
            print(measure(Path(folder) / str(size), size, arguments.rounds), flush=True)


def measure(site: Path, size: int, rounds: int) -> str:
    """A row of the table."""
    explainers, names = SHAPES.get(size, (100, 1_000))
    make_archive(site, size, explainers, names)
    shutil.copytree(ROOT / "templates", site / "templates")
    begin = time.perf_counter()
    command = [sys.executable, "-m", "generator", "watch", "--no-search", "--site", str(site)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        address = process.stdout.readline().split()[1].replace("localhost", "127.0.0.1")
        status(address)
        first_answer = time.perf_counter() - begin
        while status(address) != 200:
            time.sleep(0.02)
        first_page = time.perf_counter() - begin
        words, names_too = saves(site, address, rounds)
    finally:
        process.terminate()
        process.wait()
    times = f"{first_answer:.2f} s | {first_page:.1f} s"
    return f"| {size:,} | {times} | {shown(words)} | {shown(names_too)} |"


def saves(site: Path, address: str, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of every save: of words alone, and of a sentence with a new name."""
    seed, path = _an_article(site)
    text = seed.read_text("utf-8")
    url = address + path
    titles = [
        found[1].strip("'\"")
        for path in sorted((site / "content").rglob("*.md"))
        if (found := re.search(r"^title: *(.+)$", path.read_text("utf-8"), re.MULTILINE))
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True)  # looking at the page evaluates text in it
        page.add_init_script(DRAWN)
        page.goto(url)
        plain = [save(page, seed, text, f"Sentence {number} is new.") for number in range(rounds)]
        unnamed = [title for title in titles if title not in text][:rounds]
        named = [
            save(page, seed, text, f"Sentence {number} of {title} is new.")
            for number, title in enumerate(unnamed)
        ]
        browser.close()
    return plain, named


def save(page: Page, seed: Path, text: str, sentence: str) -> float:
    """Seconds until the page is drawn that holds the sentence, by the browser's own clock."""
    time.sleep(PAUSE)
    seed.write_text(f"{text}\n\n{sentence}\n", encoding="utf-8")
    begin = time.time()
    page.wait_for_function("words => document.body?.innerText.includes(words)", arg=sentence)
    drawn: float = page.evaluate("drawnAt")
    return drawn / 1_000 - begin


def _an_article(site: Path) -> tuple[Path, str]:
    """A seed near the middle, and the address of its page."""
    pages = {}
    for page in (site / "output").rglob("index.html"):
        heading = re.search("<h1>(.*?)</h1>", page.read_text("utf-8"))
        if heading:
            pages[heading[1]] = page.parent.relative_to(site / "output").as_posix() + "/"
    seeds = sorted((site / "seeds").rglob("*.txt"))
    for seed in seeds[len(seeds) // 2 :]:
        title = re.search(r"^title: *(.+)$", seed.read_text("utf-8"), re.MULTILINE)
        if title and title[1] in pages:
            return seed, pages[title[1]]
    raise AssertionError("no article has a page")


def status(address: str) -> int:
    """The status of the home page."""
    try:
        with urllib.request.urlopen(address) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.3f} s ({min(seconds):.3f}–{max(seconds):.3f})"


if __name__ == "__main__":
    main()
