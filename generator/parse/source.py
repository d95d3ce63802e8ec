"""One source to one document: which reader reads it.

In: a source. Out: what its reader makes of it. The readers are imported when a source of theirs
comes: Markdown and its sanitiser take a tenth of a second to load, and most builds read one seed.
"""

from __future__ import annotations

from generator.model import Parsed, Source


def parse_source(source: Source) -> Parsed:
    """The document of a seed or explainer, and all that is wrong with its file."""
    if source.kind == "seed":
        from generator.parse.seed import read_seed  # noqa: PLC0415 - see the note

        return read_seed(source)
    from generator.parse.explainer import read_explainer  # noqa: PLC0415 - see the note

    return read_explainer(source)
