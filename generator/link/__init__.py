"""Link: all documents at once, to a site.

Names, references, mentions, backlinks, related pages and topics. Pure, and always whole.
"""

from generator.link.drawing import draw_chunk
from generator.link.explain import Explanation, explain_links, left_alone
from generator.link.site import Linkage, link_site
from generator.link.survey import survey_archive
from generator.link.wanted import Wanted, find_wanted

__all__ = [
    "Explanation",
    "Linkage",
    "Wanted",
    "draw_chunk",
    "explain_links",
    "find_wanted",
    "left_alone",
    "link_site",
    "survey_archive",
]
