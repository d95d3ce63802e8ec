"""Doctor: what is wrong with a set-up, and how to mend it.

A room of its own that only looks: at this machine, at the site's folder and at its repository. It
uses no network, so what only GitHub knows it says where to look for.
"""

from generator.doctor.examination import CHECKS, examine
from generator.doctor.findings import Finding, Place

__all__ = ["CHECKS", "Finding", "Place", "examine"]
