"""Load: the site's folder to sources. The only stage that reads the disk."""

from generator.load.folder import SiteFolder, read_config_file

__all__ = ["SiteFolder", "read_config_file"]
