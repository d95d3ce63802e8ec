"""Link: all documents at once, to a site.

Names, references, mentions, backlinks, related pages and topics. Pure, and always whole.
"""

from generator.link.drawing import draw_chunk
from generator.link.explain import Explanation, explain_links
from generator.link.site import Linkage, link_site
from generator.link.survey import survey_archive

__all__ = ["Explanation", "Linkage", "draw_chunk", "explain_links", "link_site", "survey_archive"]
