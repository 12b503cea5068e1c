"""The roster of a station's resident staff as it is planned: who is posted when, from which county, in which home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LodgingId, check_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.staff import StaffId, StationStaff
from laborcoop.retention.station import WorkStation


@frozen(kw_only=True)
class StaffOffer(Record):
    """Somebody whom a county can delegate (委派) to live at the station, and when."""

    id: StaffId = field(validator=check_id)
    county: DivisionCode
    available: Period


@frozen(kw_only=True)
class StaffHome(Record):
    """A home for staff that the receiving side guarantees for a period, with so many places."""

    id: LodgingId = field(validator=check_id)
    guaranteed: Period
    places: int = field(default=1, validator=at_least(1, Text("至少一个床位", "a home must have a place or more")))


@frozen(kw_only=True)
class RosterQuestion(Record):
    """What a roster is planned from: the station, the days, who is posted already, who could be, the homes.

    Raises:
        InvalidValue: ``window`` has no end, an offer or a home is given twice, or somebody is offered for days on
            which they are resident at another station.
    """

    station: WorkStation
    window: Period
    staff: tuple[StationStaff, ...] = ()
    offers: tuple[StaffOffer, ...] = ()
    homes: tuple[StaffHome, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.window.end is None:
            raise InvalidValue(Text("排班时间段必须有结束日", "the window must have a day on which it ends"))
        for ids in ([offer.id for offer in self.offers], [home.id for home in self.homes]):
            if len(set(ids)) < len(ids):
                raise InvalidValue(Text("人员或住处重复", "somebody is offered twice, or a home is given twice"))
        away = [(one.id, one.posted) for one in self.staff if one.resident and one.station != self.station.id]
        twice = {
            offer.id
            for offer in self.offers
            for name, posted in away
            if name == offer.id and posted.overlaps(offer.available)
        }
        if twice:
            raise InvalidValue(
                Text(
                    "以下人员在此期间常驻另一站：{ids}；只填其余的日期",
                    "resident at another station on days for which they are offered: {ids}; give the other days alone",
                ).format(ids=sorted(twice))
            )

    def counties(self) -> tuple[DivisionCode, ...]:
        """The counties with an agreement, whatever its days, by code."""
        return tuple(sorted({agreement.county for agreement in self.station.agreements}))

    def uncovered(self, county: DivisionCode) -> tuple[date, ...]:
        """The days of the window on which a county's agreement is in force and nobody of it is resident yet."""
        posted = [
            member.posted
            for member in self.staff
            if member.resident and member.station == self.station.id and member.delegated_by == county
        ]
        agreements = [agreement for agreement in self.station.agreements if agreement.county == county]
        return tuple(
            day
            for day in self.window.days()
            if any(agreement.in_force(day) for agreement in agreements) and not any(day in one for one in posted)
        )


@frozen(kw_only=True)
class CoverGap(Record):
    """Days, from the first to the last, on which a county has nobody resident and offers nobody."""

    county: DivisionCode
    first: date
    last: date


@frozen(kw_only=True)
class RosterPlan(Record):
    """A roster: the new postings, where each lives, the days that nobody covers, the postings that have no home.

    ``proof_days`` prove, for each county, that fewer postings would not do: nobody who is offered is available on two
    of them. ``housing`` is the proof that no more postings can be housed, nor as many for
    more days in all.

    Raises:
        InvalidValue: somebody posted has neither a home nor a reason why not, or has both.
    """

    question: RosterQuestion
    postings: tuple[StationStaff, ...] = ()
    gaps: tuple[CoverGap, ...] = ()
    homes: Mapping[StaffId, LodgingId] = field(factory=dict, hash=False)
    unhoused: Mapping[StaffId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof_days: Mapping[DivisionCode, tuple[date, ...]] = field(factory=dict, hash=False)
    housing: Proof

    def __attrs_post_init__(self) -> None:
        posted = {posting.id for posting in self.postings}
        if {*self.homes, *self.unhoused} != posted or len(self.homes) + len(self.unhoused) != len(posted):
            raise InvalidValue(
                Text(
                    "派驻人员都要有住处，或写明没有住处的理由",
                    "each posting must have a home, or be among those without one",
                )
            )
        if not all(self.unhoused.values()):
            raise InvalidValue(Text("没有住处的要写明理由", "each posting without a home must have a reason"))

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<RosterPlan: {len(self.postings)} postings, {len(self.gaps)} gaps, {len(self.unhoused)} without a home>"
        )

    @property
    def staff(self) -> tuple[StationStaff, ...]:
        """Everybody posted: those who were before, and the new postings."""
        return (*self.question.staff, *self.postings)

    def verify(self) -> tuple[Text, ...]:
        """Check the roster against the question alone, by code of its own; empty when it is sound."""
        from laborcoop.retention.roster_audit import faults  # it reads rosters, and so imports this module

        return faults(self)
