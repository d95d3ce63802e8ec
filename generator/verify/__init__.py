"""Verify: whether a site that many builds made is equal to one that is built at once."""

from generator.verify.trees import Comparison, Difference, compare_trees

__all__ = ["Comparison", "Difference", "compare_trees"]
