"""Parse: one source to one document, each by itself.

A seed becomes an article, Markdown an explainer, card or page. Pure: a parsed source depends on its
own path and bytes, and on nothing else. The readers are imported when a source of theirs comes:
Markdown and its sanitiser take a tenth of a second to load, and most builds read one seed.
"""

from generator.model import Parsed, Source
from generator.parse.chunk import Row, parse_chunk, read_passages, read_record, read_rows

__all__ = ["Row", "parse_chunk", "parse_source", "read_passages", "read_record", "read_rows"]


def parse_source(source: Source) -> Parsed:
    """The document of a seed or explainer, and all that is wrong with its file."""
    if source.kind == "seed":
        from generator.parse.seed import read_seed  # noqa: PLC0415 - see above

        return read_seed(source)
    from generator.parse.explainer import read_explainer  # noqa: PLC0415 - see above

    return read_explainer(source)
