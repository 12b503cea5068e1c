"""Boarding passes as iCalendar (RFC 5545): a file for each person with every ride, and one for each leg with its stops.

Names are masked unless the identity is asked for; numbers and phones are in none. Times are written in UTC, which every
calendar shows by the clock of whoever looks, and in words by the clock of the leg. The same plan gives the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from laborcoop.errors import MissingExtra
from laborcoop.exchange.masking import shown
from laborcoop.exchange.visible import visible
from laborcoop.kernel.ids import LegId, PlaceId, WorkerId
from laborcoop.kernel.text import Locale, Text
from laborcoop.people import Worker
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg, Ride, Stop
from laborcoop.transfer.train_numbers import number_at, numbers_on_way, told_of_ride

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")

_RIDE = Text("{leg}：{start} 至 {end}", "{leg}: {start} to {end}")
_PASS = Text(
    "{worker} {name}\n座位 {seat}\n{start} {depart} 发车\n{end} {arrive} 到达",
    "{worker} {name}\nseat {seat}\nleaves {start} {depart}\nreaches {end} {arrive}",
)
_STOP = Text(
    "{place} {arrive}-{depart}：上 {boards} 人，下 {alights} 人",
    "{place} {arrive}-{depart}: {boards} board, {alights} alight",
)
_NUMBERS = Text("{said}\n车次 {numbers}", "{said}\ntrain {numbers}")
_RIDER = Text("{seat} {worker} {name}：{start} 至 {end}", "{seat} {worker} {name}: {start} to {end}")


def passes_by_person(plan: ReturnPlan, locale: Locale, *, reveal: bool = False) -> dict[str, bytes]:
    """For everyone who travels a file of their rides, by file name (``pass-W-0412.ics``).

    Args:
        plan: the plan.
        locale: the language of the events.
        reveal: whether names stand in full; masked unless asked for.

    Raises:
        MissingExtra: icalendar is not installed (extra ``calendar``).
    """
    words = _Words(plan, locale, reveal=reveal)
    people = {worker: _by_time(plan.rides_of(worker), plan.legs()) for worker in plan.travellers}
    names = _file_names("pass", people)
    return {
        names[worker]: _calendar([words.ride_event(ride) for ride in rides])
        for worker, rides in people.items()
        if rides
    }


def passes_by_leg(plan: ReturnPlan, locale: Locale, *, reveal: bool = False) -> dict[str, bytes]:
    """For each leg that somebody rides a file of its run, its stops and its riders, by file name (``leg-B1-K.ics``).

    Args:
        plan: the plan.
        locale: the language of the event.
        reveal: whether names stand in full; masked unless asked for.

    Raises:
        MissingExtra: icalendar is not installed (extra ``calendar``).
    """
    words = _Words(plan, locale, reveal=reveal)
    riders: dict[LegId, list[Ride]] = {}
    for ride in plan.rides:
        riders.setdefault(ride.leg, []).append(ride)
    names = _file_names("leg", riders)
    return {names[leg]: _calendar([words.leg_event(leg, rides)]) for leg, rides in sorted(riders.items())}


def _by_time(rides: Iterable[Ride], legs: Mapping[str, Leg]) -> list[Ride]:
    return sorted(rides, key=lambda ride: (_board(ride, legs[ride.leg]), ride.leg))


def _board(ride: Ride, leg: Leg) -> datetime:
    return next(stop.depart for stop in leg.stops if stop.place == ride.board)


def _alight(ride: Ride, leg: Leg) -> datetime:
    return next(stop.arrive for stop in leg.stops if stop.place == ride.alight)


def _file_names(kind: str, ids: Iterable[str]) -> dict[str, str]:
    """A name for each id that is safe in any folder; ids that would share one are told apart by a number."""
    taken: Counter[str] = Counter()
    names = {}
    for each in sorted(ids):
        name = f"{kind}-{_UNSAFE.sub('_', each)}"
        taken[name.casefold()] += 1
        number = taken[name.casefold()]
        names[each] = f"{name}.ics" if number == 1 else f"{name}~{number}.ics"
    return names


def _icalendar() -> tuple[type[Calendar], type[Event]]:
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise MissingExtra("icalendar", "calendar") from None
    return Calendar, Event


def _calendar(events: Iterable[Event]) -> bytes:
    calendar_class, _ = _icalendar()
    calendar = calendar_class()
    calendar.add("prodid", "-//laborcoop//boarding passes//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


class _Words:
    """What a plan calls its places and people, in one language."""

    def __init__(self, plan: ReturnPlan, locale: Locale, *, reveal: bool) -> None:
        self._legs = plan.legs()
        self._places = {place.id: place.name.render(locale) for place in plan.case.places}
        self._people: Mapping[WorkerId, Worker] = {worker.id: worker for worker in plan.case.workers}
        self._locale: Locale = locale
        self._reveal = reveal
        # The day on which the plan was made stands for the moment at which the file was: the same plan, the same bytes.
        self._made = datetime.combine(plan.case.on, time(), UTC)

    def ride_event(self, ride: Ride) -> Event:
        """The event of one person's ride."""
        leg = self._legs[ride.leg]
        depart, arrive = _board(ride, leg), _alight(ride, leg)
        facts = {
            "leg": str(number_at(leg, leg.stops[leg.position(ride.board)]) or leg.id),
            "worker": ride.worker,
            "name": shown(self._people[ride.worker].name, reveal=self._reveal),
            "seat": ride.seat,
            "start": self._place(ride.board),
            "end": self._place(ride.alight),
            "depart": f"{depart:%m-%d %H:%M}",
            "arrive": f"{arrive:%m-%d %H:%M}",
        }
        said = _PASS.format(**facts)
        if len(numbers_on_way(leg, ride.board, ride.alight)) > 1:
            said = _NUMBERS.format(said=said, numbers=told_of_ride(leg, ride.board, ride.alight, self._places))
        return self._event(f"{ride.leg}.{ride.worker}", depart, arrive, _RIDE, said, facts)

    def leg_event(self, leg_id: LegId, rides: Iterable[Ride]) -> Event:
        """The event of a leg's run, with its stops and its riders by seat."""
        leg = self._legs[leg_id]
        riders = sorted(rides, key=lambda ride: (ride.seat, _board(ride, leg), ride.worker))
        boards, alights = Counter(ride.board for ride in riders), Counter(ride.alight for ride in riders)
        lines = [
            _STOP.format(
                place=self._called(leg, stop),
                arrive=f"{stop.arrive:%H:%M}",
                depart=f"{stop.depart:%H:%M}",
                boards=boards[stop.place],
                alights=alights[stop.place],
            ).render(self._locale)
            for stop in leg.stops
        ]
        lines += [
            _RIDER.format(
                seat=ride.seat,
                worker=ride.worker,
                name=shown(self._people[ride.worker].name, reveal=self._reveal),
                start=self._place(ride.board),
                end=self._place(ride.alight),
            ).render(self._locale)
            for ride in riders
        ]
        facts = {
            "leg": str(leg.train or leg.id),
            "start": self._place(leg.stops[0].place),
            "end": self._place(leg.stops[-1].place),
        }
        return self._event(str(leg_id), leg.depart, leg.arrive, _RIDE, Text.same("\n".join(lines)), facts)

    def _place(self, place: PlaceId) -> str:
        return self._places.get(place, place)

    def _called(self, leg: Leg, stop: Stop) -> str:
        """A stop, with the number that holds there where the train says so."""
        place, number = self._place(stop.place), number_at(leg, stop)
        return place if number == leg.train else f"{place} ({number})"

    def _event(
        self, uid: str, depart: datetime, arrive: datetime, summary: Text, description: Text, facts: Mapping[str, str]
    ) -> Event:
        _, event_class = _icalendar()
        event = event_class()
        event.add("uid", f"{uid}@laborcoop")
        event.add("dtstamp", self._made)
        event.add("dtstart", depart.astimezone(UTC))
        event.add("dtend", arrive.astimezone(UTC))
        event.add("summary", visible(summary.format(**facts).render(self._locale)))
        event.add("location", visible(facts["start"]))
        event.add("description", visible(description.render(self._locale)))
        return event
