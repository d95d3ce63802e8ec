"""Parse: one source to one document, each by itself.

A seed becomes an article, Markdown an explainer, card or page. Pure: a parsed source depends on its
own path and bytes, and on nothing else.
"""

from generator.parse.bibliography import read_bibliography
from generator.parse.chunk import Row, parse_chunk, read_passages, read_record, read_rows
from generator.parse.source import parse_source

__all__ = [
    "Row",
    "parse_chunk",
    "parse_source",
    "read_bibliography",
    "read_passages",
    "read_record",
    "read_rows",
]
