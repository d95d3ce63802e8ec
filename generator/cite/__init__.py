"""The stage that follows every citation to the words it rests on, and checks every quotation."""

from generator.cite.citing import Archive, cite, needed
from generator.cite.directory import Shelf
from generator.cite.ledger import Ledger, Moved, ledger_text, moved, read_ledger, renewed

__all__ = [
    "Archive",
    "Ledger",
    "Moved",
    "Shelf",
    "cite",
    "ledger_text",
    "moved",
    "needed",
    "read_ledger",
    "renewed",
]
