"""The stage that looks at a whole site for what an editor should know."""

from generator.check.rules import RULES
from generator.check.silencing import keep_quiet
from generator.check.site import check_site

__all__ = ["RULES", "check_site", "keep_quiet"]
