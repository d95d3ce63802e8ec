"""Write: bytes to `output/`, and the search index of what is there. Writes nowhere else."""

from generator.write.bundle import bundle_seal
from generator.write.disk import TreeUnwritableError
from generator.write.forbid import check_folder
from generator.write.search import index_search, remove_search
from generator.write.tree import Tree

__all__ = [
    "Tree",
    "TreeUnwritableError",
    "bundle_seal",
    "check_folder",
    "index_search",
    "remove_search",
]
