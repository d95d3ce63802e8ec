"""The body of an article: text as text, and every passage where it says it is."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Source
from generator.parse.article_body import ArticleBody, article_body
from generator.parse.decode import decode
from generator.parse.paragraphs import Paragraph, split_paragraphs
from generator.parse.seed import read_seed
from generator.urls import escape


def body(*texts: str) -> ArticleBody:
    decoded, _ = decode(b"", "seeds/a.txt")
    return article_body(decoded, [Paragraph(0, 0, text) for text in texts], "seeds/a.txt")


def markdown(text: str) -> ArticleBody:
    decoded, _ = decode(text.encode(), "seeds/a.md")
    return article_body(decoded, split_paragraphs(decoded.text), "seeds/a.md")


def test_html_in_the_text_is_shown_as_text() -> None:
    html = body('<script>alert("x")</script> & more').html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more" in html


def test_equal_paragraphs_get_ids_of_their_own() -> None:
    ids = [passage.id for passage in body("Again.", "Again.", "Other.", "Again.").passages]
    assert ids[1] == ids[0] + "-2"
    assert ids[3] == ids[0] + "-3"
    assert len(set(ids)) == 4


def test_right_to_left_paragraphs_say_so() -> None:
    first, second = body("שלום לכם", "Peace").html.split("\n")
    assert first.endswith(' dir="rtl">שלום לכם</p>')
    assert "dir" not in second


@given(st.lists(st.text(alphabet='ab<>&"א ', min_size=1, max_size=20), max_size=8))
def test_every_run_is_where_it_says(texts: list[str]) -> None:
    made = body(*texts)
    for passage in made.passages:
        (run,) = passage.runs
        shown = escape(passage.text)
        assert (run.start, run.end) == (0, len(passage.text))
        assert made.html[run.at : run.at + len(shown)] == shown


def test_markdown_is_read_as_markdown_with_its_spans() -> None:
    made = markdown("Talks *ended*.\r\n\r\n## Later\r\n\r\n- “one”\r\n- two\r\n")
    assert "<em>ended</em>" in made.html
    assert [heading.text for heading in made.headings] == ["Later"]
    assert [item.text for item in made.passages] == ["Talks ended.", "Later", "“one”", "two"]
    assert [item.span.start for item in made.passages] == [0, 18, 30, 43]


def test_raw_html_in_markdown_is_text_and_our_own_links_mean_nothing() -> None:
    html = markdown("<script>alert(1)</script>\n\nA <b>bold</b> [[name]] \x00.").html
    assert "<script>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt; [[name]] ." in html


def test_the_title_of_a_markdown_seed_has_no_marks() -> None:
    data = b"# A *long* day for [NATO](https://x.org) & `us`\n\nText follows here.\n"
    document = read_seed(Source("seeds/day.md", "seed", "", data)).document
    assert document is not None
    assert document.card.title == "A long day for NATO & us"
