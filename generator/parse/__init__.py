"""Parse: one source to one document, each by itself.

A seed becomes an article, Markdown an explainer, card or page. Pure: a parsed source depends on its
own path and bytes, and on nothing else.
"""

from generator.model import Parsed, Source
from generator.parse.explainer import read_explainer
from generator.parse.seed import read_seed

__all__ = ["parse_source"]


def parse_source(source: Source) -> Parsed:
    """The document of a seed or explainer, and all that is wrong with its file."""
    return read_seed(source) if source.kind == "seed" else read_explainer(source)
