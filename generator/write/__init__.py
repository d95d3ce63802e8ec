"""Write: bytes to `output/`, and the search index of what is there. Writes nowhere else."""

from generator.write.search import index_search
from generator.write.tree import check_folder, write_tree
from generator.write.temp import Tree, WriteFailure, bundle_seal

__all__ = ["Tree", "WriteFailure", "bundle_seal", "check_folder", "index_search", "write_tree"]
