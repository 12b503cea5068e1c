"""Welfare visits (慰问在岗务工人员): workers are greeted at their posts."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.cooperation import TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.station_work import Visit, VisitKind


@frozen(kw_only=True)
class WelfareVisit(Record):
    """A visit to workers at one employer on a day; ``greeted`` are the spells of work in which they were met.

    Raises:
        InvalidValue: ``greeted`` has somebody who is not in post with this employer on the day: people who have left
            are not greeted in post.
    """

    on: date
    employer: EmployerId
    greeted: tuple[TransferEmployment, ...]

    def __attrs_post_init__(self) -> None:
        absent = sorted(
            spell.worker for spell in self.greeted if spell.employer != self.employer or self.on not in spell.period
        )
        if absent:
            raise InvalidValue(
                Text("{day} 不在该企业在岗：{workers}", "not in post with this employer on {day}: {workers}").format(
                    day=self.on, workers=absent
                )
            )

    @property
    def persons(self) -> Count:
        """How many were greeted, each once."""
        return Count(len({spell.worker for spell in self.greeted}), Unit.PERSON)

    def as_visit(self) -> Visit:
        """The visit as it stands in a station's list of visits."""
        return Visit(on=self.on, kind=VisitKind.WELFARE, employer=self.employer)
