"""The way of a coach: the stops that it is to make, the rest places between them, and the sections that they part."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import DriverId, PlaceId, check_id
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.driving_limits import minute_of
from laborcoop.transfer.leg import Road, Stop
from laborcoop.transfer.timetable_search import Drive
from laborcoop.transfer.travel_times import TravelTimes, Way


@frozen(kw_only=True)
class Halt(Record):
    """A stop that a coach is to make: how long it stands there, and when it may leave.

    ``dwell`` is in minutes, and counts for nothing where the coach sets out. The coach leaves between ``not_before``
    and ``not_after``; None: at any time.

    Raises:
        InvalidValue: ``dwell`` is negative, or a time has no zone.
    """

    place: PlaceId = field(validator=check_id)
    dwell: int = field(default=0, validator=at_least(0, Text("停留时间不能为负数", "a dwell must not be negative")))
    boarding: bool = True
    alighting: bool = True
    not_before: datetime | None = field(default=None, validator=optional(has_zone))
    not_after: datetime | None = field(default=None, validator=optional(has_zone))


@frozen
class CoachWay:
    """Sections in order, the halt that each starts from (None: a rest place), and how many of them are driven empty."""

    sections: tuple[Way, ...]
    halts: tuple[Halt | None, ...]
    empty: int

    @classmethod
    def of(
        cls, halts: Sequence[Halt], travel: TravelTimes, depot: PlaceId | None, *, rests_late: bool = False
    ) -> CoachWay:
        """The way from halt to halt, and before it from the depot to the first.

        A leg stops at no place twice: a rest place on two of its ways is one on the first of them, or, where it
        ``rests_late``, on the last. The other is driven past it on the harder of the roads that meet there.

        Raises:
            UnknownName: two that follow each other have no way between them.
        """
        sections: list[Way] = []
        starts: list[Halt | None] = []
        empty = 0
        if depot is not None and depot != halts[0].place:
            sections += travel.between(depot, halts[0].place).parts()
            empty = len(sections)
            starts += [None] * empty
        ways = [travel.between(start.place, end.place) for start, end in pairwise(halts)]
        resting = _rests_once(ways, {halt.place for halt in halts}, rests_late=rests_late)
        for start, way in zip(halts, resting, strict=False):
            parts = way.parts()
            sections += parts
            starts += [start, *[None] * (len(parts) - 1)]
        return cls(tuple(sections), (*starts, halts[-1]), empty)

    @classmethod
    def every(cls, halts: Sequence[Halt], travel: TravelTimes, depot: PlaceId | None) -> tuple[CoachWay, ...]:
        """The one way that exists; two where a rest place is passed twice.

        Raises:
            UnknownName: two that follow each other have no way between them.
        """
        return tuple(dict.fromkeys(cls.of(halts, travel, depot, rests_late=rests_late) for rests_late in (False, True)))

    @property
    def places(self) -> tuple[PlaceId, ...]:
        """The places in order, rest places among them."""
        return (self.sections[0].start, *(section.end for section in self.sections))

    @property
    def drives(self) -> tuple[Drive, ...]:
        """The sections as the search asks for them."""
        return tuple(
            Drive(
                minutes=section.minutes,
                mountain=section.road is Road.MOUNTAIN,
                dwell=0 if halt is None else halt.dwell,
                opens=None if halt is None or halt.not_before is None else minute_of(halt.not_before, up=True),
                closes=None if halt is None or halt.not_after is None else minute_of(halt.not_after),
                run=int(i >= self.empty),
            )
            for i, (section, halt) in enumerate(zip(self.sections, self.halts, strict=False))
        )

    def run(self, number: int) -> tuple[Decimal, bool]:
        """The kilometres of the empty run (0) or the run with passengers (1), and whether all of it is motorway."""
        sections = self.sections[self.empty :] if number else self.sections[: self.empty]
        return (
            sum((section.km for section in sections), Decimal(0)),
            all(section.road is Road.MOTORWAY for section in sections),
        )

    def stops(
        self, trail: Sequence[tuple[datetime, DriverId]], ends: Sequence[datetime], *, empty: bool
    ) -> tuple[Stop, ...]:
        """The stops of one run: halts, and the rest places at which the coach stands, or drivers or the road change."""
        first, last = (0, self.empty) if empty else (self.empty, len(self.sections))
        if first == last:
            return ()
        kept = [
            i
            for i in range(first, last)
            if i == first
            or self.halts[i] is not None
            or self.sections[i].road is not self.sections[i - 1].road
            or _pauses(trail, ends, i)
        ]
        stops = [
            Stop(
                place=self.places[i],
                arrive=trail[i][0] if i == first else ends[i - 1],
                depart=trail[i][0],
                boarding=not empty and self._boards(i),
                alighting=not empty and self._alights(i),
                driver=trail[i][1],
                km=sum((section.km for section in self.sections[i:following]), Decimal(0)),
                road=self.sections[i].road,
            )
            for i, following in zip(kept, [*kept[1:], last], strict=True)
        ]
        end = ends[last - 1]
        stops.append(
            Stop(
                place=self.places[last],
                arrive=end,
                depart=end,
                boarding=not empty and self._boards(last),
                alighting=not empty and self._alights(last),
            )
        )
        return tuple(stops)

    def _boards(self, i: int) -> bool:
        halt = self.halts[i]
        return halt is not None and halt.boarding

    def _alights(self, i: int) -> bool:
        halt = self.halts[i]
        return halt is not None and halt.alighting


def _rests_once(ways: Sequence[Way], seen: AbstractSet[PlaceId], *, rests_late: bool) -> list[Way]:
    """The ways, each without rest places that are halts, or are on a way that comes first."""
    step = -1 if rests_late else 1
    found: list[Way] = []
    for way in ways[::step]:
        found.append(way.without(seen))
        seen = seen | {rest.place for rest in way.rests}
    return found[::step]


def _pauses(trail: Sequence[tuple[datetime, DriverId]], ends: Sequence[datetime], i: int) -> bool:
    """Whether the coach stands before a section, or drivers change there."""
    return trail[i][0] != ends[i - 1] or trail[i][1] != trail[i - 1][1]
