"""An index in shards answers as one index would, in a real Chromium."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.plan import shards as plan_shards
from tests.archive import ROOT, build_site
from tests.bench.corpus import Vocabulary, make_archive
from tests.serve import serving

pytestmark = pytest.mark.browser

SEEDS = 150
ASK = """
async (queries) => {
  const form = document.getElementById("site-search-page");
  const index = await window.siteSearch.open(form.dataset.bundle);
  const ids = (found) => found.results.map((result) => result.id);
  const counts = (filters) => Object.fromEntries(
    Object.entries(filters).filter(([name]) => name !== "shard").map(([name, values]) => [
      name, Object.fromEntries(Object.entries(values).filter(([, count]) => count)),
    ]),
  );
  const all = counts(await index.filters());  // as the search page does: counts need them
  const answers = [];
  for (const [query, filters] of queries) {
    const found = await index.search(query, { filters });
    const newest = await index.search(query, { filters, sort: { date: "desc" } });
    const oldest = await index.search(query, { filters, sort: { date: "asc" } });
    const [matched, first, last] = [found, newest, oldest].map(ids);
    answers.push({ ids: matched, counts: counts(found.filters), newest: first, oldest: last });
  }
  return { shards: index.shards.length, answers, all };
}
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The same archive with one index and with several, each served under /repo/."""
    folder = tmp_path_factory.mktemp("shards")
    make_archive(folder, SEEDS, 12, 40)
    shutil.copytree(ROOT / "templates", folder / "templates")
    outputs = {}
    for name, size in (("one", 10_000), ("many", 30)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plan_shards, "ONE", size)
            patch.setattr(plan_shards, "SIZE", size)
            report = build_site(folder, base_url="https://example.org/repo/")
        assert report.searchable == SEEDS + 12
        outputs[name] = folder / name
        shutil.copytree(folder / "output", outputs[name])
        shutil.rmtree(folder / ".cache")  # the sizes are code, which the log knows by its digest
    with serving(outputs["one"]) as one, serving(outputs["many"]) as many:
        yield {"one": one, "many": many}


def queries() -> list[tuple[str | None, dict[str, Any]]]:
    """Single words, several words, rare and common ones, unknown ones, beginnings, and filters."""
    chance = random.Random("queries")
    words = Vocabulary().words
    common, rare = words[:60], words[2_000:6_000]
    found: list[tuple[str | None, dict[str, Any]]] = [(word, {}) for word in common[:30]]
    found += [(word, {}) for word in chance.sample(rare, 40)]
    found += [(" ".join(chance.sample(common, 2)), {}) for _ in range(50)]
    found += [(f"{chance.choice(common)} {chance.choice(rare)}", {}) for _ in range(60)]
    found += [(f"{chance.choice(common)} xyzzyq", {}) for _ in range(10)]
    found += [(word[:3], {}) for word in chance.sample(words[:400], 30)]
    found += [(word, {"year": {"any": ["2019", "2022"]}}) for word in common[:20]]
    found += [
        (word, {"topic": {"any": ["Water"]}, "kind": {"any": ["Article"]}}) for word in common[:20]
    ]
    return [
        *found,
        (None, {"kind": {"any": ["Explainer"]}}),
        (None, {"publisher": {"any": ["Wire"]}}),
    ]


def ask(browser: Browser, address: str) -> dict[str, Any]:
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(f"{address}search/")
    answer: dict[str, Any] = page.evaluate(ASK, queries())
    context.close()
    return answer


@pytest.fixture(scope="module")
def answers(sites: dict[str, str], browser: Browser) -> dict[str, Any]:
    return {name: ask(browser, address) for name, address in sites.items()}


def pairs(answers: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    """Each query with the answers of one index and of several."""
    given = (queries(), answers["one"]["answers"], answers["many"]["answers"])
    return list(zip(*given, strict=True))


def test_shards_answer_as_one_index(answers: dict[str, Any]) -> None:
    assert answers["one"]["shards"] == 1
    assert answers["many"]["shards"] >= 4
    assert answers["many"]["all"] == answers["one"]["all"]
    for query, single, several in pairs(answers):
        assert sorted(several["ids"]) == sorted(single["ids"]), query
        assert several["counts"] == single["counts"], query
    assert sum(bool(single["ids"]) for _, single, _ in pairs(answers)) > 200


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_the_order_by_date_is_that_of_one_index(answers: dict[str, Any], order: str) -> None:
    for query, single, several in pairs(answers):
        assert several[order] == single[order], query


def test_the_best_results_are_mostly_those_of_one_index(answers: dict[str, Any]) -> None:
    """Each shard weighs a word by how rare it is there, so their order need not be the same."""
    shares = [
        len(set(single["ids"][:10]) & set(several["ids"][:10])) / len(single["ids"][:10])
        for _, single, several in pairs(answers)
        if single["ids"]
    ]
    print(f"the first ten agree by {sum(shares) / len(shares):.0%}")
    assert sum(shares) / len(shares) > 0.6
