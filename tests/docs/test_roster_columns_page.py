"""The page of the columns of a roster names every header that the library knows, under its key, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from laborcoop.exchange.roster.columns import COLUMNS, Headers
from laborcoop.exchange.words import folded

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("page", ["roster-columns.md", "roster-columns.zh-CN.md"])
def test_every_header_is_on_the_page_beside_the_key_that_it_means(page: str) -> None:
    lines = (REFERENCE / page).read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    shown = {row[0].strip("`"): [row[1], *row[2].replace("、", ", ").split(", ")] for row in rows}
    assert list(shown) == [column.key for column in COLUMNS]
    for column in COLUMNS:
        # A header may hold the mark that parts headers on the page.
        said = "、".join((column.header, *column.others)).replace("、", ", ").split(", ")
        assert [header for header in shown[column.key] if header.strip("| ")] == said
    known = Headers.known({})
    for column in COLUMNS:
        for header in (column.header, *column.others):
            found = known.find(folded(header))
            assert found is not None
            assert found[0] == column.key
