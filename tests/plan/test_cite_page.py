"""How a page is cited."""

import json

import bibtexparser.entrypoint

from generator.model import Publisher
from generator.plan.cite_page import cite_page
from generator.plan.desk import open_desk
from tests.values import a_site, an_article

PUBLISHERS = (Publisher("nypost.com", "New York Post"),)

SITE = a_site(
    an_article(
        title="50 % of {Kyiv} & more_",
        publisher="nypost.com",
        authors=("Jane Doe",),
        date="2026-02-18",
    ),
    publishers=PUBLISHERS,
)


def test_four_forms_say_the_same() -> None:
    card = SITE.documents[0].document.card
    cite = cite_page(card, open_desk(SITE))
    assert cite.text.startswith(
        "Jane Doe: “50 % of {Kyiv} & more_”, New York Post, 18 February 2026."
    )
    (item,) = json.loads(cite.csl)
    assert item["title"] == card.title
    assert item["issued"] == {"date-parts": [[2026, 2, 18]]}
    library = bibtexparser.entrypoint.parse_string(cite.bibtex)
    assert library.failed_blocks == []
    fields = {field.key: field.value for field in library.entries[0].fields}
    assert fields["author"] == "{Jane Doe}"
    assert fields["url"] == item["URL"]
    assert "AU  - Jane Doe" in cite.ris
    assert cite.ris.endswith("ER  - ")
