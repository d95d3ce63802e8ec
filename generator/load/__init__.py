"""Load: the site's folder to sources. The only stage that reads the disk."""

from generator.load.folder import read_config_file, read_site
from generator.load.temp import SiteFolder

__all__ = ["SiteFolder", "read_config_file", "read_site"]
