"""The rules that `check` adds to those of building, and what each means.

In: nothing. Out: a table by name, for the documentation and for SARIF. Names are stable.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        "altered-quotation": "a quotation differs from the words of its source",
        "ambiguous-citation": "a citation's key fits two sources",
        "ambiguous-passage": "the words of a citation stand in several paragraphs",
        "citation": "a citation cannot be understood",
        "duplicate-source": "two outside sources share an id",
        "image-without-alt": "a picture has no description",
        "missing-date": "an explainer or article has no date",
        "missing-summary": "an explainer or card has no summary",
        "moved-paragraph": "a cited paragraph was edited; the ledger knows it again",
        "near-duplicate": "an article nearly repeats another",
        "no-sources": "an explainer cites nothing",
        "orphan": "nothing mentions an explainer or card",
        "paragraph-ledger": "a line of content/paragraphs.txt cannot be read",
        "quotation-not-found": "the cited text does not hold the quoted words",
        "redirect-loop": "an old address leads back to itself",
        "silence": "a rule is to be allowed without a reason",
        "stale": "articles that mention a page are newer than its last review",
        "unchecked-quotation": "a quotation could not be looked up",
        "uncited-quotation": "no citation follows a quotation",
        "undecided-rights": "an article's publisher is not listed in site.yaml",
        "unknown-citation": "a citation leads to nothing",
        "unknown-passage": "the cited text has no such paragraph or words",
        "unused-source": "no page cites an outside source",
    }
)
