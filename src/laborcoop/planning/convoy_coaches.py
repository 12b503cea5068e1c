"""The coaches of one convoy: who collects to which station, when, and who delivers from which station to the gates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import ConvoyId, PlaceId, check_id
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.boarding_places import NEAR_HOME
from laborcoop.planning.case import Case
from laborcoop.rulebook import RuleBook
from laborcoop.transfer import Convoy, CrewMember, FeederCoach, Halt, Leg


@frozen(kw_only=True)
class ConvoyCoaches(Record):
    """What one convoy is to be given: feeder coaches to ``station``, and where wanted coaches from ``deliver_from``.

    Feeder coaches set out between the moments of ``collect_between`` and reach the station by ``arrive_by``, or in time
    for the train of ``before_train`` (TR-25), as late as that allows, or ``early`` where people go on from there as
    they come, unless nothing leads on from that hour and something does from a late one; and always before the last
    train, flight or coach of the convoy that goes on from there. Coaches that deliver set out between those of
    ``deliver_between``, once the first that brings people has come.
    ``halts`` say how long a coach stands at a place and when it may leave. ``seats`` is how many people the convoy
    takes; None: as many as its own trains, flights and coaches carry on from the station, or else the feeder coaches.

    Raises:
        InvalidValue: moments have no zone or are the wrong way round, or of ``deliver_from``, ``deliveries`` and
            ``deliver_between`` some are given and others are not.
    """

    convoy: ConvoyId = field(validator=check_id)
    station: PlaceId = field(validator=check_id)
    feeders: tuple[FeederCoach, ...]
    collect_between: tuple[datetime, datetime]
    arrive_by: datetime | None = field(default=None, validator=optional(has_zone))
    before_train: datetime | None = field(default=None, validator=optional(has_zone))
    early: bool = False
    halts: tuple[Halt, ...] = ()
    deliver_from: PlaceId | None = None
    deliveries: tuple[FeederCoach, ...] = ()
    deliver_between: tuple[datetime, datetime] | None = None
    seats: int | None = field(
        default=None, validator=at_least(0, Text("座位数不能为负数", "seats must not be negative"))
    )

    def __attrs_post_init__(self) -> None:
        for name, between in (("collect_between", self.collect_between), ("deliver_between", self.deliver_between)):
            for moment in between or ():
                has_zone(None, None, moment)
            if between is not None and instant(between[-1]) < instant(between[0]):
                raise InvalidValue(
                    Text(
                        "批次 {convoy} 的 {name}：最晚发车不得早于最早发车",
                        "{name} of convoy {convoy}: the last departure must not be before the first",
                    ).format(convoy=self.convoy, name=name)
                )
        given = (self.deliver_from is not None, bool(self.deliveries), self.deliver_between is not None)
        if any(given) and not all(given):
            raise InvalidValue(
                Text(
                    "批次 {convoy}：deliver_from、deliveries、deliver_between 须同时给出",
                    "convoy {convoy}: deliver_from, deliveries and deliver_between must be given together",
                ).format(convoy=self.convoy)
            )

    @classmethod
    def of_legs(cls, case: Case, convoy: Convoy, station: PlaceId) -> ConvoyCoaches:
        """The feeder coaches that a convoy has: its legs from villages and sites to the station, to be planned anew.

        Each stands where its leg begins, with the leg's drivers, escorts, captain and deputy; they set out from the
        earliest to the latest of the legs' departures, and are there as early as they can, when the
        last of the legs is at the latest.
        """
        legs = feeder_legs(case, convoy, station)
        departures = [leg.depart for leg in legs] or [convoy.depart]
        return cls(
            convoy=convoy.id,
            station=station,
            feeders=tuple(coach_of(leg) for leg in legs),
            collect_between=(min(departures), max(departures)),
            arrive_by=max((leg.arrive for leg in legs), default=None),
            early=True,
        )


def check_captains(book: RuleBook, coaches: Iterable[ConvoyCoaches]) -> None:
    """Refuse coaches whose legs would be barred for want of a captain and a deputy (TR-19), all of them at once.

    Raises:
        InvalidValue: there are some, and the book has that rule.
    """
    bare = tuple(
        coach.vehicle.id
        for one in coaches
        for coach in (*one.feeders, *one.deliveries)
        if not coach.captain or not coach.deputy or coach.captain == coach.deputy
    )
    if bare and any(rule.code == "TR-19" for rule in book):
        raise InvalidValue(
            Text(
                "以下客车须指定车长和副车长各一名：{coaches}（TR-19）",
                "these coaches need a captain and a deputy, two people: {coaches} (TR-19)",
            ).format(coaches=bare),
            "TR-19",
        )


def feeder_legs(case: Case, convoy: Convoy, station: PlaceId) -> tuple[Leg, ...]:
    """The coaches' legs of a convoy that collect near people's homes and end at a station."""
    near_home = {place.id for place in case.places if place.kind in NEAR_HOME}
    return tuple(
        leg
        for leg in convoy.legs
        if leg.mode.is_coach and leg.stops[0].place in near_home and leg.stops[-1].place == station
    )


def coach_of(leg: Leg) -> FeederCoach:
    """The coach of a leg, standing where the leg begins, without drivers who were relieved and got off."""
    return FeederCoach(
        vehicle=leg.vehicle,
        depot=leg.stops[0].place,
        crew=tuple(CrewMember(driver=driver) for driver in sorted(leg.drivers - leg.relieved)),
        escorts=leg.escorts,
        captain=leg.captain,
        deputy=leg.deputy,
    )
