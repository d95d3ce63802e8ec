"""A static-site generator for an explainer archive. `docs/architecture.md` is the way in."""

__version__ = "0.1.0"
