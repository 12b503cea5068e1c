"""The times between a coach's other legs, in which it and whoever goes with it are free for one more run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrs import evolve, frozen

from laborcoop.kernel.ids import PlaceId, VehicleId
from laborcoop.kernel.moments import elapsed, instant, later
from laborcoop.kernel.text import Text
from laborcoop.transfer.duty import Shared
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.timetable_refusal import NoTimetable
from laborcoop.transfer.travel_times import TravelTimes

_MINUTE = timedelta(minutes=1)
_NONE = timedelta(0)


@frozen(kw_only=True)
class FreeTime:
    """A time in which a coach is free: between which moments it may set out, by when it must be there, for what."""

    depart_between: tuple[datetime, datetime]
    until: datetime | None = None
    then: Leg | None = None

    def earlier(self, arrive_by: datetime | None) -> datetime | None:
        """The latest arrival: that which is asked for, or the end of this time."""
        return min((one for one in (arrive_by, self.until) if one is not None), key=instant, default=None)

    def refusal(self, found: NoTimetable) -> NoTimetable:
        """A refusal, with the leg that the coach must be back for where it would be too late."""
        in_time = self.until is None or found.earliest is None or elapsed(found.earliest, self.until) >= _NONE
        if self.then is None or in_time:
            return found
        text = Text(
            "{what}；车辆、驾驶员或车长此后另有班次 {leg}（{depart} 从 {start} 发车）",
            "{what}; the coach, a driver or a captain of it then has the leg {leg}, which leaves {start} at {depart}",
        )
        leg = self.then
        return evolve(
            found,
            code=ELSEWHERE,
            text=text.format(what=found.text, leg=leg.id, start=leg.stops[0].place, depart=leg.depart),
            suggestion=_ANOTHER,
        )


ELSEWHERE = "collecting.coach-elsewhere"
_ANOTHER = Text("另派车辆、驾驶员或车长，或改时刻", "send another coach, driver or captain, or change the times")


def times_between(
    legs: Sequence[Leg], travel: TravelTimes, asked: tuple[datetime, datetime], ends: tuple[PlaceId, PlaceId]
) -> Iterator[FreeTime]:
    """The times before, between and after some legs, in order, in which a coach can set out as it is asked to.

    Args:
        legs: what it runs besides, in order of time.
        travel: the road between the end of a leg and the start of another; one that is not known takes a minute.
        asked: between which moments it is to set out.
        ends: where the run starts and ends.
    """
    first, last = asked
    for leg in legs:
        until = later(leg.depart, -_road(travel, ends[1], leg.stops[0].place))
        closes = min(last, later(leg.depart, -_MINUTE), key=instant)
        if elapsed(first, closes) >= _NONE:
            yield FreeTime(depart_between=(first, closes), until=until, then=leg)
        first = max(first, later(leg.arrive, _road(travel, leg.stops[-1].place, ends[0])), key=instant)
        first = first.astimezone(asked[0].tzinfo)
    if elapsed(first, last) >= _NONE:
        yield FreeTime(depart_between=(first, last))


def is_elsewhere(legs: Sequence[Leg]) -> NoTimetable:
    """The refusal of a coach that is on its other legs all the time in which it is to set out."""
    leg = legs[-1]
    text = Text(
        "车辆、驾驶员或车长在可发车的时间内另有班次 {legs}",
        "the coach, a driver or a captain of it is on {legs} when it is to set out",
    )
    return NoTimetable(
        code=ELSEWHERE,
        at=leg.depart,
        place=leg.stops[0].place,
        text=text.format(legs=tuple(leg.id for leg in legs)),
        suggestion=_ANOTHER,
    )


def shared_by_coach(vehicle: VehicleId, *people: str) -> frozenset[tuple[Shared, str]]:
    """What a coach takes that no other leg can have meanwhile, as `laborcoop.transfer.shared_by` says of a leg."""
    return frozenset({(Shared.VEHICLE, str(vehicle)), *((Shared.CAPTAIN, name) for name in people if name)})


def _road(travel: TravelTimes, start: PlaceId, end: PlaceId) -> timedelta:
    way = travel.find(start, end)
    return _NONE if start == end else timedelta(minutes=1 if way is None else way.minutes)
