"""What every page prints around its view.

In: the configuration and the URLs of the assets. Out: the Chrome. It holds no counts and no
documents: a change here renders every page anew.
"""

from __future__ import annotations

from generator.model import Chrome, Config


def plan_chrome(config: Config, assets: tuple[tuple[str, str], ...], search: bool) -> Chrome:
    """The chrome of a site; `search` tells whether it can be searched."""
    return Chrome(
        title=config.title,
        description=config.description,
        language=config.language,
        base_url=config.base_url,
        authors=config.authors,
        menu=config.menu,
        assets=assets,
        search=search,
    )
