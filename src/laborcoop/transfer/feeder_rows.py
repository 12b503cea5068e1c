"""Rows of places that a coach can lawfully call at: what the search for runs chooses from.

Whether a row is lawful is asked of its timetable, and of nothing else; coaches of one kind (the same depot, seats,
crew, hours driven and other legs) are asked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import Factory, define, frozen

from laborcoop.kernel.ids import PlaceId, order_key
from laborcoop.transfer.coach_way import CoachWay
from laborcoop.transfer.collecting import Collecting, FeederCoach
from laborcoop.transfer.hours import Span
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.route import nights
from laborcoop.transfer.timetable_refusal import NoTimetable
from laborcoop.transfer.timetables import Timetable

_METRES = 1000
STATES = 20
"""So many states of a timetable are followed: enough to find one, and few enough to ask about many rows."""


@frozen(kw_only=True)
class CoachKind:
    """Coaches between which a row makes no difference."""

    coaches: tuple[FeederCoach, ...]
    seats: int

    @property
    def depot(self) -> PlaceId:
        """Where they stand."""
        return self.coaches[0].depot


def kinds_of(question: Collecting) -> tuple[CoachKind, ...]:
    """The kinds of the coaches that have a seat, by their first coach."""
    found: dict[tuple[PlaceId, int, tuple[tuple[Span, ...], ...], tuple[Leg, ...]], list[FeederCoach]] = {}
    for coach in sorted(question.coaches, key=lambda coach: order_key(coach.vehicle.id)):
        crew = tuple(member.driven for member in coach.crew)
        if question.seats(coach) > 0:
            key = coach.depot, question.seats(coach), crew, question.elsewhere(coach)
            found.setdefault(key, []).append(coach)
    return tuple(CoachKind(coaches=tuple(coaches), seats=key[1]) for key, coaches in found.items())


@frozen
class Row:
    """A kind of coach (by number) and places in order: the metres from its depot, and the nights with people aboard."""

    kind: int
    places: tuple[PlaceId, ...]
    metres: int
    nights: int


@define
class Rows:
    """What has been asked: the lawful rows, and None for the others."""

    question: Collecting
    kinds: tuple[CoachKind, ...]
    known: dict[tuple[int, tuple[PlaceId, ...]], Row | None] = Factory(dict)

    @property
    def lawful(self) -> list[Row]:
        """The lawful rows found so far."""
        return [row for row in self.known.values() if row is not None]

    def find(self, kind: int, places: Sequence[PlaceId]) -> Row | None:
        """The row where it is lawful; None also where some way of it is not known."""
        key = kind, tuple(places)
        if key not in self.known:
            self.known[key] = self._asked(kind, key[1])
        return self.known[key]

    def timetable(self, kind: int, places: Sequence[PlaceId]) -> Timetable | NoTimetable | None:
        """The earliest timetable of a row, or what forbids it; None where some way of it is not known."""
        if self.length(kind, places) is None:
            return None
        coach = self.kinds[kind].coaches[0]
        return self.question.timetable(coach, places, leave_late=False, most_states=STATES)

    def is_new(self, kind: int, places: Sequence[PlaceId]) -> bool:
        """Whether the row has not been asked yet."""
        return (kind, tuple(places)) not in self.known

    def length(self, kind: int, places: Sequence[PlaceId]) -> tuple[int, int] | None:
        """The minutes at the wheel and the metres of a row, from the depot; None where some way is not known."""
        stops = [self.kinds[kind].depot, *places, self.question.station]
        minutes = metres = 0
        for start, end in pairwise(stops):
            if start != end:
                way = self.question.routing.find(start, end)
                if way is None:
                    return None
                minutes, metres = minutes + way.minutes, metres + int(way.km * _METRES)
        return minutes, metres

    def _asked(self, kind: int, places: tuple[PlaceId, ...]) -> Row | None:
        length = self.length(kind, places)
        if length is None or self._without_rest(kind, places):
            return None
        found = self.timetable(kind, places)
        return Row(kind, places, length[1], nights_aboard(found)) if isinstance(found, Timetable) else None

    def _without_rest(self, kind: int, places: Sequence[PlaceId]) -> bool:
        """Whether some section is too long to be driven without a rest: no search is needed to know it unlawful."""
        most = self.question.longest_drive()
        ways = CoachWay.every(self.question.calls(places), self.question.travel, self.kinds[kind].depot)
        return most is not None and all(any(section.minutes > most for section in way.sections) for way in ways)

    def part(self, kind: int, places: tuple[PlaceId, ...]) -> None:
        """Ask for shorter rows of an unlawful one: parted in two, and without the dearest place again and again."""
        shorter = [half for i in range(1, len(places)) for half in (places[:i], places[i:])]
        fewer = places
        while len(fewer) > 1:
            fewer = min(self._without_one(fewer), key=lambda rest: (*self._order(kind, rest), rest))
            shorter.append(fewer)
        for row in shorter:
            self.find(kind, row)

    def with_place(self, kind: int, places: tuple[PlaceId, ...], place: PlaceId) -> list[tuple[PlaceId, ...]]:
        """The rows that call at one more place, the shortest first."""
        longer = [places] if place in places else [(*places[:i], place, *places[i:]) for i in range(len(places) + 1)]
        return sorted(longer, key=lambda row: (*self._order(kind, row), row))

    def _without_one(self, places: tuple[PlaceId, ...]) -> Iterable[tuple[PlaceId, ...]]:
        return ((*places[:i], *places[i + 1 :]) for i in range(len(places)))

    def _order(self, kind: int, places: Sequence[PlaceId]) -> tuple[bool, tuple[int, int]]:
        length = self.length(kind, places)
        return length is None, length or (0, 0)


def nights_aboard(found: Timetable) -> int:
    """The nights that a coach stands through between its first stop and its last."""
    return sum(len(nights(stop.arrive, stop.depart)) for stop in found.stops[1:-1])
