"""The order of rows, columns and files changes nothing but the places that are cited."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.exchange.case import load_case
from laborcoop.planning.case import Case

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Make, Rows


def loaded(make: Make, tables: Rows) -> Case:
    with tempfile.TemporaryDirectory() as name:
        return load_case(make(Path(name), tables))


def shuffled(tables: Rows, chance: random.Random) -> Rows:
    """The tables with their rows and columns in another order."""
    for records in tables.values():
        keys = list({key: None for record in records for key in record})
        chance.shuffle(records)
        chance.shuffle(keys)
        records[:] = [{key: record.get(key, "") for key in keys} for record in records]
    return tables


def told(case: Case) -> Counter[tuple[str, str, str, str, str]]:
    """What the findings say, without the rows that they say it of."""
    return Counter(
        (finding.rule, finding.severity.value, finding.where.file, finding.path, str(finding.message))
        for finding in case.findings
    )


def spoil(tables: Rows, spoils: list[tuple[str, int, str, int]]) -> None:
    """Copy cells within their columns or empty them: repeated ids, lost references, gaps."""
    for stem, row, key, source in spoils:
        records = tables[stem]
        record = records[row % len(records)]
        record[key] = records[source % len(records)].get(key, "") if source else ""


SPOILS = st.lists(
    st.tuples(
        st.sampled_from(["places", "vehicles", "legs", "stops", "employers", "posts", "sites", "rooms", "lodgings"]),
        st.integers(0, 4),
        st.sampled_from(["id", "place", "name", "kind", "leg", "seq", "employer", "gate", "lodging", "as_of"]),
        st.integers(0, 4),
    ),
    max_size=4,
)


@given(seed=st.integers(0, 2**32), spoils=SPOILS)
@settings(max_examples=25, deadline=None)
def test_shuffled_rows_and_columns_give_an_equal_case(
    fresh: Callable[[], Rows], make: Make, seed: int, spoils: list[tuple[str, int, str, int]]
) -> None:
    plain, other = fresh(), fresh()
    spoil(plain, spoils)
    spoil(other, spoils)
    first = loaded(make, plain)
    second = loaded(make, shuffled(other, random.Random(seed)))
    assert evolve(second, where=first.where, columns=first.columns, findings=first.findings, book=first.book) == first
    assert second.book.parameters == first.book.parameters
    assert set(second.where) == set(first.where)
    assert told(second) == told(first)
