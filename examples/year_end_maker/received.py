"""Receptions at the Employees' Home and the transit hotel: 1 412 of persons of Nujiang from 2021 on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from spring_return_maker.frame import BATCHES, stream

from year_end_maker.travel import Trip, stays_a_night
from year_end_maker.work import ON, Spell

TOTAL = 1412
"""More than 1 400, as the article says; the number itself is made up."""

SINCE = date(2021, 1, 1)
_EARLIER = 6
"""Receptions of 2020, which are not of the report."""


def reception_rows(work: Sequence[Spell], trips: Sequence[Trip]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of receptions, by day."""
    yield "务工人员编号", "到达日期", "住宿编号", "离开日期", "已提供服务"
    rng = stream("year-end/received")
    batch_days = {batch.number: batch.train_day for batch in BATCHES}
    found = {(one.worker, batch_days[one.batch.number]) for one in trips if not one.end and stays_a_night(one)}
    by_programme = [
        (one.worker, one.start - timedelta(days=1)) for one in work if one.organised and one.employer and one.start < ON
    ]
    since = sorted({one for one in by_programme if SINCE <= one[1] < date(2023, 1, 1)} - found)
    before = sorted(one for one in by_programme if one[1] < SINCE)
    chosen = {*rng.sample(since, TOTAL - len(found)), *rng.sample(before, _EARLIER), *found}
    for worker, day in sorted(chosen, key=lambda one: (one[1], one[0])):
        house = "H-HOME" if rng.randrange(100) < 70 else "H-ZH-1"  # noqa: PLR2004 - per cent, made up
        yield worker, str(day), house, str(day + timedelta(days=1)), "防疫、吃、住、组织到岗"
