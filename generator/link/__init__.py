"""Link: all documents at once, to a site.

Names, references, mentions, backlinks, related pages and topics. Pure, and always whole.
"""

from generator.link.explain import Explanation, explain_links
from generator.link.site import link_site

__all__ = ["Explanation", "explain_links", "link_site"]
