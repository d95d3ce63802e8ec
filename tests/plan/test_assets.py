"""URLs of assets."""

from __future__ import annotations

import pytest

from generator.plan.assets import asset_urls
from tests.values import an_entry


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("style.css", "assets/style.{digest}.css"),
        ("theme.min.css", "assets/theme.min.{digest}.css"),
        ("icons/map.svg", "assets/icons/map.{digest}.svg"),
        ("LICENCE", "assets/LICENCE.{digest}"),
        ("fixed/fonts/serif.woff2", "assets/fixed/fonts/serif.woff2"),
    ],
)
def test_an_asset_carries_its_digest(path, expected) -> None:
    source = an_entry(f"templates/assets/{path}", "data", "asset")
    assert asset_urls((source,)) == ((path, expected.format(digest=source.digest[:8])),)
