"""Who staffs a work station, and the agreements it stands on, as the rules look at them."""

from __future__ import annotations

from datetime import date
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DIVISIONS, DivisionCode
from laborcoop.kernel.ids import StationId, check_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.station import WorkStation

StaffId = NewType("StaffId", str)


@frozen(kw_only=True)
class StationStaff(Record):
    """One posting of one person to a station (派驻): sent by a county's bureau, for a period.

    ``resident`` (常驻) says that the person lives where the station is; ``housed`` are the periods for which the
    receiving side guarantees a home.
    """

    id: StaffId = field(validator=check_id)
    station: StationId
    delegated_by: DivisionCode
    posted: Period
    resident: bool = True
    housed: tuple[Period, ...] = ()


@frozen(kw_only=True)
class AgreementCover(Record):
    """A station, and the counties that ought each to have an agreement (ST-01)."""

    station: WorkStation
    counties: frozenset[DivisionCode]

    @classmethod
    def of(cls, station: WorkStation, on: date) -> AgreementCover:
        """The counties of the station's home on a day, as far as the library's table of divisions knows them."""
        return cls(
            station=station,
            counties=frozenset(
                division.code
                for division in DIVISIONS
                if division.in_force(on)
                and division.code.within(station.home)
                and division.code != division.code.prefecture
                and not division.name.zh.endswith("市辖区")
            ),
        )


@frozen(kw_only=True)
class StationRoster(Record):
    """A station's postings over a window of days (ST-02, ST-03); postings to other stations are passed over.

    Raises:
        InvalidValue: ``window`` has no end.
    """

    station: WorkStation
    window: Period = field()
    staff: tuple[StationStaff, ...] = ()

    @window.validator
    def _check(self, _: object, value: Period) -> None:
        if value.end is None:
            raise InvalidValue(Text("检查的时间段必须有结束日", "the window must have a day on which it ends"))

    def residents(self) -> tuple[StationStaff, ...]:
        """Those who live at this station, in order of id and posting."""
        own = (member for member in self.staff if member.resident and member.station == self.station.id)
        return tuple(sorted(own, key=lambda member: (member.id, member.posted.start)))
