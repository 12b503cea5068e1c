"""Coaches that deliver: people are brought from a station to the employers' gates while these are open.

It is collecting the other way round: routes are sought from the gates to the station over the ways reversed, and driven
from the station to the gates and home again. So `laborcoop.transfer.collect` answers this question too, with its bound
and its gap; the way home is in the kilometres, and has no timetable, since nobody is aboard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.moments import elapsed, later
from laborcoop.kernel.text import Text
from laborcoop.transfer.coach_way import Halt
from laborcoop.transfer.collecting import Collecting, FeederCoach
from laborcoop.transfer.driving_limits import minute_of
from laborcoop.transfer.free_times import FreeTime
from laborcoop.transfer.leg import Stop
from laborcoop.transfer.timetable_refusal import NoTimetable
from laborcoop.transfer.timetables import Timetable, timetable
from laborcoop.transfer.travel_times import TravelTimes

_NONE = timedelta(0)
_FURTHEST = 9 * 24 * 60
"""Minutes after the last departure at which even the longest way is driven."""


@frozen(kw_only=True)
class Delivering(Collecting):
    """The question of collecting the other way round: from ``station`` to the places where people wait to be set down.

    ``open_between`` gives the moments between which a gate receives people; a gate without them does at any time. A
    coach comes empty from its depot to the station; the station's own point says from when on it may leave there.

    Raises:
        InvalidValue: as `Collecting`; or the table has no way from the depot of a coach to the station.
    """

    open_between: Mapping[PlaceId, tuple[datetime, datetime]] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        far = [one.depot for one in self.coaches if one.depot != self.station]
        cut_off = sorted({depot for depot in far if self.travel.find(depot, self.station) is None})
        if cut_off:
            raise InvalidValue(
                Text("没有从车场 {depots} 到 {station} 的路段", "no way leads from {depots} to {station}").format(
                    depots=cut_off, station=self.station
                )
            )

    @property
    def routing(self) -> TravelTimes:
        """The ways reversed."""
        return self.travel.reversed

    def sets_out(self) -> int | None:
        """None: the routes are sought the other way round, and so begin where the coach is free again."""
        return None

    def reaches(self) -> tuple[int, int | None]:
        """When the station is left, on a clock that runs backwards."""
        leaves = self.halt(self.station).not_before or self.depart_between[0]
        return self._left(minute_of(self.depart_between[1])), self._left(minute_of(leaves, up=True))

    def boards(self, place: PlaceId) -> tuple[int | None, int | None]:
        """When somebody is set down at a gate that is open, on that clock."""
        if place not in self.open_between:
            return None, None
        opens, closes = self.open_between[place]
        dwell = self.halt(place).dwell
        return self._left(minute_of(closes) + dwell), self._left(minute_of(opens, up=True) + dwell)

    def drives_for(self, coach: FeederCoach) -> int | None:  # noqa: ARG002 - as that of collecting
        """None: a route that is sought holds the way home, and not that from the depot to the station."""
        return None

    def _left(self, minute: int) -> int:
        """The minutes that are left from a minute to the last that counts."""
        return max(0, minute_of(self.depart_between[1]) + _FURTHEST - minute)

    def ends(self, place: PlaceId) -> tuple[PlaceId, PlaceId]:
        """People board at the station and alight at their place."""
        return self.station, place

    def calls(self, places: Sequence[PlaceId]) -> list[Halt]:
        """The stops from the station over the places, which are in the order of collecting."""
        return [
            evolve(self.halt(self.station), alighting=False),
            *(Halt(place=place, dwell=self.halt(place).dwell, boarding=False) for place in reversed(places)),
        ]

    def _timetable(
        self,
        coach: FeederCoach,
        places: Sequence[PlaceId],
        free: FreeTime,
        *,
        leave_late: bool,  # noqa: ARG002 - as that of collecting
        states: int,
    ) -> Timetable | NoTimetable:
        """The earliest timetable from the station over the places, in the order of driving, at gates that are open."""
        station, *halts = self.calls(places)
        first, last = free.depart_between
        wait = _NONE
        while True:
            start = later(station.not_before or first, wait)
            if elapsed(start, last) < _NONE:
                return self._never_open(station.place, start, last, places, wait)
            found = timetable(
                [evolve(station, not_before=start), *halts],
                self.travel,
                crew=coach.crew,
                depart_between=free.depart_between,
                book=self.book,
                region=self.region,
                arrive_by=free.earlier(self.arrive_by),
                depot=coach.depot,
                most_states=states,
            )
            if isinstance(found, NoTimetable):
                return found
            too_early = [elapsed(stop.arrive, self.open_between[stop.place][0]) for stop in self._gates(found)]
            if max(too_early, default=_NONE) <= _NONE:
                break
            wait += max(too_early)
        shut = next((stop for stop in self._gates(found) if self.open_between[stop.place][1] < stop.arrive), None)
        return found if shut is None else _closed(shut.place, shut.arrive)

    def _never_open(
        self, station: PlaceId, start: datetime, last: datetime, places: Sequence[PlaceId], wait: timedelta
    ) -> NoTimetable:
        """The refusal where the station could be left only after the last departure: for people, or for a gate."""
        if wait == _NONE:
            text = Text(
                "乘客 {start} 才能从 {place} 出发，晚于最晚发车时刻 {last}",
                "people can leave {place} from {start} on, and the last departure is {last}",
            )
            return _refused("delivering.too-early", station, text.format(place=station, start=start, last=last))
        shut = max((place for place in places if place in self.open_between), key=lambda one: self.open_between[one][0])
        text = Text(
            "{place} 在 {opens} 才开始接收：须 {start} 从 {station} 发车，晚于最晚发车时刻 {last}",
            "{place} receives people from {opens} on: {station} would be left at {start}, and the last departure is "
            "{last}",
        )
        facts = {"station": station, "start": start, "last": last, "opens": self.open_between[shut][0]}
        return _refused("delivering.gate-closed", shut, text.format(place=shut, **facts))

    def _gates(self, found: Timetable) -> list[Stop]:
        """The stops at gates that are open at some times only."""
        return [stop for stop in found.stops if stop.place in self.open_between]


def _refused(code: str, place: PlaceId, text: Text) -> NoTimetable:
    return NoTimetable(code=code, place=place, text=text, suggestion=Text("允许更晚发车", "allow a later departure"))


def _closed(place: PlaceId, at: datetime) -> NoTimetable:
    return NoTimetable(
        code="delivering.gate-closed",
        at=at,
        place=place,
        text=Text("{at} 到达 {place} 时已不接收", "{place} does not receive people any more at {at}").format(
            place=place, at=at
        ),
        suggestion=Text("提前发车，或次日送达", "set out earlier, or deliver on the next day"),
    )
