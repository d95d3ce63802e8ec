"""Both sides of every rule: lines that are taken off, and sentences that only begin alike."""

import pytest

from generator.parse.apparatus import byline_authors, publisher_host, rule_of, separate
from generator.parse.apparatus_rules import RULES
from generator.parse.paragraphs import Paragraph

TAKEN = {
    "agency": [
        "With Post wires",
        "With AP wires.",
        "(With agencies)",
        "— with wire services",
        "From Post wire services",
        "Reuters",
        "AP, AFP and Reuters",
        "(Reuters)",
    ],
    "credit": [
        "(Reporting by Pavel Polityuk in Kyiv; editing by Gareth Jones)",
        "Reporting by Jane Doe and John Roe; Writing by A.B. Smith; Editing by Ann Lee",
        "Additional reporting by Jane Doe in Geneva.",
        "With reporting by Jane Doe",
        "With reports from Reuters and AFP",
        "Jane Doe contributed to this report.",
        "Jane Doe and John Roe in Kyiv contributed reporting.",
        "Translated by Olena Koval",
    ],
    "disclaimer": [
        "Disclaimer : This story is auto aggregated by a computer programme.",
        "This story has not been edited by our staff and is auto-generated from a feed.",
        "(This article was originally published in another place.)",
        "The views expressed in this article are those of the author.",
    ],
    "publisher": ["Publisher: nypost.com", "PUBLISHER : Example House"],
    "source": [
        "Source: Reuters",
        "Sources: AP, own reporting",
        "Джерело: Укрінформ",
        "https://example.org/news/talks",
        "Original article: https://example.org/a",
    ],
    "copyright": [
        "© 2026 Example Media",
        "Copyright 2026 The Associated Press. All rights reserved.",
        "(c) 2026 Example",
        "All Rights Reserved",
    ],
    "read-more": [
        "Read more",
        "READ MORE: How the talks began.",
        "Read more about the fortress belt",
        "Also read: Who holds the plant?",
        "Related articles",
        "You may also like",
        "More from World News",
        "Читайте також: Хто керує станцією",
    ],
    "follow": [
        "Follow us on Telegram",
        "Follow us on Facebook, Twitter and Instagram!",
        "Sign up for our newsletter.",
        "Subscribe to our daily newsletter to get the latest.",
        "Subscribe",
        "Newsletter",
        "Get breaking alerts in your inbox",
        "Підписуйтесь на наш канал",
    ],
    "share": [
        "Share",
        "Facebook",
        "WhatsApp",
        "Copy link",
        "Share on Facebook",
        "Share this article",
        "Print",
        "Comments",
        "12 comments",
        "Facebook Twitter WhatsApp Copy link",
        "Share | Tweet | Email",
        "X",
    ],
    "advertisement": ["Advertisement", "ADVERTISEMENT", "Story continues below advertisement"],
    "photo": [
        "Photo: Jane Doe",
        "Photo credit: Reuters",
        "(Photo by Sean Gallup/Getty Images)",
        "Getty Images",
        "REUTERS/Gleb Garanich",
        "Sean Gallup/Getty Images",
        "AP Photo/Efrem Lukatsky",
    ],
    "tags": ["Tags: Ukraine, Russia", "Filed under: war"],
    "date": [
        "Published: 18 February 2026",
        "Updated Feb. 18, 2026, 10:15 a.m. ET",
        "February 18, 2026",
        "18.02.2026",
        "Published 2 hours ago",
    ],
    "reading-time": ["5 min read", "Reading time: 4 minutes"],
    "contact": ["Got a tip? Write to our desk.", "Contact us at news@example.org"],
    "end-mark": ["***", "-30-", "---", "ENDS"],
}

SENTENCES = [
    "Share prices fell in Moscow after the talks.",
    "Share of the vote: 12 percent",
    "Read more books, the minister said.",
    "Read more on this than I did, she told the court.",
    "Related prices rose by a tenth.",
    "Follow us, the soldiers said.",
    "Follow us on Telegram, the rebel group told its supporters.",
    "Sign up for the army, the president told young men.",
    "Subscribers fell by a half.",
    "With winter near, Kyiv asked for transformers.",
    "With Russia cutting the wires, Kyiv went dark.",
    "Reporting by journalists was restricted.",
    "Reporting by Reuters found that 300 people had left.",
    "By Friday the talks had ended.",
    "By the time Zelensky spoke, all was over.",
    "Copyright law was changed last year.",
    "Sources say that the talks will go on.",
    "Source of the leak unknown",
    "Publishers met in Kyiv.",
    "Photo evidence shows that the bridge was hit.",
    "Photos: none were allowed in the room, officials said.",
    "Comments by the president drew criticism.",
    "Facebook banned the account.",
    "X marks the spot.",
    "Print media lost readers.",
    "Advertisement spending fell.",
    "Disclaimers were signed by all parties.",
    "Contact us and we will answer, the ministry wrote.",
    "Published reports say that 18 were hurt on 18 February 2026.",
    "On February 18, 2026, the talks ended.",
    "Reuters reported the strike first.",
    "AP and Reuters sent reporters.",
    "Getty Images sued.",
    "This article of the treaty was disputed.",
    "The story is not over.",
    "Ends justify means",
    "More from the front is expected.",
    "Tags were removed.",
    "Got a tip that the bridge was mined, he said.",
]


@pytest.mark.parametrize(
    ("rule", "line"), [(rule, line) for rule, lines in TAKEN.items() for line in lines]
)
def test_a_line_of_apparatus_is_recognised(rule: str, line: str) -> None:
    assert rule_of(line, "bottom") == rule


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE and JOHN ROE",
        "By Jane Doe, Staff Writer",
        "By Jane Doe, staff writer",
        "By Jane Doe | Kyiv",
    ],
)
def test_a_byline_is_recognised_at_the_top_only(line: str) -> None:
    assert rule_of(line, "top") == "byline"
    assert rule_of(line, "bottom") == ""


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_only_begins_alike_is_text(sentence: str) -> None:
    assert rule_of(sentence, "top") == ""
    assert rule_of(sentence, "bottom") == ""


def test_every_rule_has_an_example() -> None:
    assert {rule.name for rule in RULES} - {"byline"} == set(TAKEN)


def test_a_very_long_paragraph_is_text() -> None:
    assert rule_of("Disclaimer: " + "word " * 1000, "bottom") == ""


@pytest.mark.parametrize("token", ["A.b", "Ab ", "A'b-", "share ", "by A ", "a, ", "(", "x/"])
def test_no_pattern_runs_wild(token: str) -> None:
    for start in ("", "With ", "Reporting by ", "By ", "Photo: ", "Share ", "Published "):
        rule_of((start + token * 900)[:1999] + "\N{BULLET}!", "bottom")


def test_only_the_ends_are_separated() -> None:
    lines = ["Share", "The talks ended.", "Advertisement", "Nobody was glad.", "With Post wires"]
    separated = separate([Paragraph(0, 0, line) for line in lines])
    assert [paragraph.text for paragraph in separated.text] == lines[1:4]
    assert [(line.text, rule) for line, rule in separated.top] == [("Share", "share")]
    assert [(line.text, rule) for line, rule in separated.bottom] == [("With Post wires", "agency")]


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("Publisher: nypost.com", "nypost.com"),
        ("Disclaimer: not ours. Publisher: https://www.Example.co.uk/a/b", "example.co.uk"),
        ("Publisher: example.org.", "example.org"),
        ("Publisher: Example House", ""),
    ],
)
def test_the_publisher_is_a_host(line: str, host: str) -> None:
    assert publisher_host(line) == host


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By JANE DOE and AFP", ("Jane Doe", "AFP")),
        ("By Jane Doe, John Roe and Ann Lee in Kyiv", ("Jane Doe", "John Roe", "Ann Lee")),
        ("By Jane Doe, Senior Reporter", ("Jane Doe",)),
        ("By Jane Doe | 18 February 2026", ("Jane Doe",)),
        ("By Jane Doe, BBC News, Kyiv", ("Jane Doe",)),
        ("By Reuters", ("Reuters",)),
    ],
)
def test_a_byline_names_authors(line: str, authors: tuple[str, ...]) -> None:
    assert byline_authors(line) == authors
