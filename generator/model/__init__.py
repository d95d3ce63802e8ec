"""Every value that the stages hand on.

All values are frozen `msgspec` structs that hold strings, numbers, tuples and one another, so they
can be compared, hashed to a digest, sent to another process and kept in a file. Two values are
equal exactly when a reader could not tell the difference; that is what the build relies on.

Words used everywhere, in code, templates and docs:

* a *source* is a file as it was found; a *document* is what parsing made of it;
* an *article* is the document of a seed; every other document is an *explainer*, a *card* (a short
  explainer about a person, place or organisation) or a *page* (About);
* a *passage* is one paragraph: the unit that is linked to, quoted and looked up;
* a *name* is a title or an alias that documents are found by; a *mention* is one place where a
  name stands in a passage; a *touch* is one document mentioning another, with the sentence;
* a *URL* is always relative to the site's root and has no leading slash (`znpp-control/#p-3f9a2c`);
  only `render` turns it into what a page needs.

Rejected: dataclasses (five times slower to make, no codec) and dictionaries (no types, mutable).
"""

from generator.model.documents import (
    CARD_KINDS,
    Card,
    Document,
    Guess,
    Heading,
    Kind,
    Leftover,
    Name,
    Parsed,
    Passage,
    Provenance,
    Reference,
    Run,
    Span,
)
from generator.model.outputs import (
    Chrome,
    Output,
    Page,
    Plan,
    Report,
    Written,
)
from generator.model.site import (
    Insertion,
    Linked,
    Mention,
    Redirect,
    Sentence,
    Site,
    Touch,
)
from generator.model.sources import (
    Config,
    MenuEntry,
    Publisher,
    Source,
    SourceKind,
    Sources,
    Topic,
)
from generator.model.views import (
    TEMPLATES,
    ArticleView,
    Evidence,
    ExplainerView,
    FeedEntry,
    FeedView,
    Group,
    Head,
    HomeExplainer,
    HomeStory,
    HomeView,
    IndexEntry,
    IndexGroup,
    IndexView,
    Link,
    ListingView,
    MentionsView,
    NotFoundView,
    RedirectView,
    Row,
    SearchView,
    SitemapEntry,
    SitemapView,
    Tally,
    TextView,
    View,
)

__all__ = [
    "CARD_KINDS",
    "TEMPLATES",
    "ArticleView",
    "Card",
    "Chrome",
    "Config",
    "Document",
    "Evidence",
    "ExplainerView",
    "FeedEntry",
    "FeedView",
    "Group",
    "Guess",
    "Head",
    "Heading",
    "HomeExplainer",
    "HomeStory",
    "HomeView",
    "IndexEntry",
    "IndexGroup",
    "IndexView",
    "Insertion",
    "Kind",
    "Leftover",
    "Link",
    "Linked",
    "ListingView",
    "Mention",
    "MentionsView",
    "MenuEntry",
    "Name",
    "NotFoundView",
    "Output",
    "Page",
    "Parsed",
    "Passage",
    "Plan",
    "Provenance",
    "Publisher",
    "Redirect",
    "RedirectView",
    "Reference",
    "Report",
    "Row",
    "Run",
    "SearchView",
    "Sentence",
    "Site",
    "SitemapEntry",
    "SitemapView",
    "Source",
    "SourceKind",
    "Sources",
    "Span",
    "Tally",
    "TextView",
    "Topic",
    "Touch",
    "View",
    "Written",
]
