"""Load: the site's folder to sources. The only stage that reads the disk."""

from generator.load.folder import FOLDERS, SiteFolder, read_config_file
from generator.load.walk import is_passed_over

__all__ = ["FOLDERS", "SiteFolder", "is_passed_over", "read_config_file"]
