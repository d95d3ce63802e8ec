"""The quick reader of front matter answers as the real one, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fields import read_fields
from generator.parse.heads import SeedHead
from generator.parse.plain_head import read_plain_head

WORDS = st.sampled_from(
    ("Talks", "end", "in", "Київ", "no", "yes", "null", "1984", "3.5", "é", "“so”", "A’s", "x:y")
)
SIGNS = st.sampled_from(
    (" ", "  ", ", ", ": ", " #", "-", "'", '"', "\\", "\t", "\xa0", "", "%", "|")
)
KEYS = st.sampled_from((*SeedHead.__struct_fields__, "titel", "Title", "kind"))
DATES = st.sampled_from(("2026-02-18", "2026-02-30", "2026-2-8", "18.02.2026", "2026-02-18 10:00"))
HOSTS = st.sampled_from(("nypost.com", "www.nypost.com", "NYPost", "https://nypost.com/x", "a b"))
PLAIN = st.lists(st.tuples(WORDS, SIGNS), max_size=4).map(
    lambda pairs: "".join(part for pair in pairs for part in pair)
)
VALUES = st.one_of(PLAIN, PLAIN.map('"{}"'.format), PLAIN.map("'{}'".format), DATES, HOSTS)
LINES = st.one_of(
    st.tuples(KEYS, st.sampled_from((": ", ":", ":  ", " : ")), VALUES).map("".join),
    st.sampled_from(("topics: [a, b]", "- x", "# a remark", "", "  more")),
)
BLOCKS = st.lists(LINES, max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines))


@settings(max_examples=1_500)
@given(BLOCKS)
def test_where_it_answers_the_answer_is_the_real_readers(block: str) -> None:
    head = read_plain_head(block)
    if head is not None:
        fields = read_fields(block, "seeds/a.txt", SeedHead)
        assert fields.problems == ()
        assert head == (fields.value or SeedHead())


@pytest.mark.parametrize(
    "block",
    [
        "title: Talks end in Geneva\ndate: 2026-02-18\npublisher: nypost.com\n",
        'title: "Talks: the end"\ndate: 2026-02-18\n',
        "title: Перемовини завершено\n",
    ],
)
def test_it_answers_for_what_found_texts_usually_have(block: str) -> None:
    assert read_plain_head(block) == read_fields(block, "seeds/a.txt", SeedHead).value


@pytest.mark.parametrize(
    "block",
    ["title: no\n", "title: 1984\n", "date: 2026-02-30\n", "title: a: b\n", "title: x\ntitle: y\n"]
    + ["topics: [a]\n", "publisher: nowhere\n", "title: >\n  folded\n", "titel: x\n"],
)
def test_it_leaves_the_rest_to_the_real_reader(block: str) -> None:
    assert read_plain_head(block) is None
