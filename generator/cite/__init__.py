"""The stage that follows every citation to the words it rests on, and checks every quotation."""

from generator.cite.citing import Archive, cite, needed
from generator.cite.directory import Shelf

__all__ = ["Archive", "Shelf", "cite", "needed"]
