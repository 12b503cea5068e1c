"""What the coaches of a convoy are asked: wishes and trips for the batches, who waits where, gates and their hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Reason
from laborcoop.kernel.ids import PartyId, PlaceId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.adults import eldest_adult, of_age
from laborcoop.planning.boarding_places import boarding_places
from laborcoop.planning.case import Case
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoy_seats import seats_onward
from laborcoop.planning.convoy_trains import people_arrive, train_leaves, ways_on_leave
from laborcoop.transfer import (
    Collecting,
    Delivering,
    FeederCoach,
    Halt,
    Leg,
    TravelTimes,
    Trip,
    Waiting,
    Wish,
)
from laborcoop.transfer.duty import DriverHours
from laborcoop.transfer.hours import merged
from laborcoop.transfer.timetables import time_to_change


def wishes_of(
    case: Case, matches: Iterable[Match], coaches: Sequence[ConvoyCoaches], travel: TravelTimes
) -> tuple[list[Wish], dict[WorkerId, tuple[Reason, ...]]]:
    """The wish of each matched person, and those of whom no place to board at is known, or none for the whole party.

    Of several places near home the first is taken from which a way leads to some convoy's station. A party boards at
    one place: no route is common to people who board at several.
    """
    workers = {worker.id: worker for worker in case.workers}
    registered = {registration.worker: registration for registration in case.registrations}
    matched = {match.worker: match for match in matches}
    leads = {home for home in {place.id for place in case.places} if any(_way(travel, home, one) for one in coaches)}
    homes: dict[WorkerId, list[PlaceId]] = {}
    parties: dict[PartyId | WorkerId, list[WorkerId]] = {}
    for worker in matched:
        one = registered[worker]
        near = boarding_places(case.places, workers[worker], one)
        is_known = one.boarding is not None or not one.boarding_as_written
        homes[worker] = sorted(near, key=lambda home: home not in leads) if is_known else []
        parties.setdefault(one.together or worker, []).append(worker)
    wishes: dict[WorkerId, Wish] = {}
    unknown: dict[WorkerId, tuple[Reason, ...]] = {}
    for members in parties.values():
        common = [home for home in homes[members[0]] if all(home in homes[other] for other in members)]
        for worker in members:
            one = registered[worker]
            if common:
                wishes[worker] = Wish(
                    worker=worker,
                    home=common[0],
                    employer=matched[worker].employer,
                    earliest=one.available_from,
                    latest=one.available_until,
                    together=one.together,
                    trips=one.batches,
                )
            else:
                unknown[worker] = (_why_nowhere(worker, {other: homes[other] for other in members}),)
    return [wishes[worker] for worker in matched if worker in wishes], unknown


def _way(travel: TravelTimes, home: PlaceId, asked: ConvoyCoaches) -> bool:
    return travel.find(home, asked.station) is not None


def _why_nowhere(worker: WorkerId, homes: Mapping[WorkerId, Sequence[PlaceId]]) -> Reason:
    """Why somebody boards nowhere, by the places at which each of the party could."""
    if not homes[worker]:
        return _NO_PLACE
    lacking = tuple(sorted(other for other, near in homes.items() if not near))
    if lacking:
        return Reason(code="convoys.company", text=_COMPANY.format(workers=lacking))
    places = tuple(sorted({near[0] for near in homes.values()}))
    return Reason(code="convoys.board-apart", about=places, text=_APART.format(places=places))


def trip_of(
    case: Case,
    asked: ConvoyCoaches,
    legs: Sequence[Leg],
    wishes: Sequence[Wish],
    gates: Mapping[WorkerId, PlaceId],
    travel: TravelTimes,
) -> Trip:
    """The convoy as a trip: as many seats as feeders and the legs on from there have, from where a way leads to it."""
    question = collecting(case, asked, travel, legs, ())
    collects = frozenset(wish.home for wish in wishes if travel.find(wish.home, asked.station) is not None)
    seats = [sum(question.seats(coach) for coach in asked.feeders)]
    bound = {gates[wish.worker] for wish in wishes if wish.home in collects}
    onward = seats_onward(case, asked, legs, bound) if asked.seats is None else asked.seats
    return Trip(
        id=asked.convoy,
        leaves_on=asked.collect_between[0].date(),
        seats=min(seats if onward is None else [*seats, onward]),
        collects=collects,
    )


def collecting(
    case: Case,
    asked: ConvoyCoaches,
    travel: TravelTimes,
    own: Sequence[Leg],
    legs: Iterable[Leg],
    *,
    late: bool = False,
) -> Collecting:
    """The question of the feeder coaches, which reach the station before what the convoy has of its own leaves there.

    Args:
        case: the case.
        asked: the coaches and their times.
        travel: the ways.
        own: the legs that the convoy keeps.
        legs: those that take coaches, drivers and captains already.
        late: whether coaches that are to be early set out as late as they may all the same.
    """
    region = case.campaign.pairing.sending
    train = train_leaves(asked.station, own)
    arrive_by, before_train = asked.arrive_by, asked.before_train
    if train is None:
        arrive_by = _earliest(arrive_by, ways_on_leave(case, asked.station, own))
    elif time_to_change(case.book, region, train) is None:
        arrive_by = _earliest(arrive_by, train)
    else:
        before_train = _earliest(before_train, train)
    return Collecting(
        coaches=_with_hours(case, asked.feeders),
        station=asked.station,
        travel=travel,
        book=case.book,
        region=region,
        depart_between=asked.collect_between,
        arrive_by=arrive_by,
        before_train=before_train,
        early=is_early(asked) and not late,
        points=asked.halts,
        prefix=f"F-{asked.convoy}",
        taken=tuple(legs),
    )


def is_early(asked: ConvoyCoaches) -> bool:
    """Whether the coaches of a convoy are at the station as early as they can."""
    return asked.early or (asked.arrive_by is None and asked.before_train is None)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), key=instant, default=None)


def delivering(
    case: Case,
    asked: ConvoyCoaches,
    station: PlaceId,
    between: tuple[datetime, datetime],
    travel: TravelTimes,
    own: Sequence[Leg],
    legs: Iterable[Leg],
) -> Delivering:
    """The question of the coaches that deliver: they leave once people are there; gates are open at their hours.

    The hours are those of the day on which coaches set out.
    """
    day, zone = between[0].date(), between[0].tzinfo
    here = next((halt for halt in asked.halts if halt.place == station), Halt(place=station))
    there = [moment for moment in (here.not_before, people_arrive(case, station, own)) if moment is not None]
    stays = (halt for halt in asked.halts if halt.place != station)
    return Delivering(
        coaches=_with_hours(case, asked.deliveries),
        station=station,
        travel=travel,
        book=case.book,
        region=case.region_of(station),
        depart_between=between,
        points=(evolve(here, not_before=max(there, key=instant, default=None)), *stays),
        prefix=f"L-{asked.convoy}",
        taken=tuple(legs),
        open_between={
            employer.gate: (
                datetime.combine(day, employer.gate_opens, zone),
                datetime.combine(day, employer.gate_closes, zone),
            )
            for employer in case.employers
            if employer.gate_opens is not None and employer.gate_closes is not None
        },
    )


def waiting(case: Case, places: Mapping[WorkerId, PlaceId], on: date) -> list[Waiting]:
    """People at their places; those of a party are one household, and its minors ride beside its eldest adult there."""
    workers = {worker.id: worker for worker in case.workers}
    party = {one.worker: one.together for one in case.registrations if one.worker in places}
    households: dict[tuple[PartyId, PlaceId], list[Worker]] = {}
    for name, place in places.items():
        together = party[name]
        if together is not None:
            households.setdefault((together, place), []).append(workers[name])
    age = of_age(case, on)
    eldest = {household: eldest_adult(people, on, age) for household, people in households.items()}
    found = []
    for name, place in sorted(places.items()):
        together = party[name]
        beside = None if together is None else eldest[together, place]
        minor = workers[name].age(on) < age
        found.append(
            Waiting(
                worker=name,
                place=place,
                household=together,
                adult=beside.id if minor and beside is not None else None,
            )
        )
    return found


def _with_hours(case: Case, coaches: Iterable[FeederCoach]) -> tuple[FeederCoach, ...]:
    """The coaches, with what their drivers have driven beside all legs."""
    driven = {one.driver: one.driven for one in case.records_of(DriverHours)}
    return tuple(
        evolve(
            coach,
            crew=tuple(
                evolve(member, driven=merged((*member.driven, *driven.get(member.driver, ())))) for member in coach.crew
            ),
        )
        for coach in coaches
    )


_COMPANY = Text("同行的 {workers} 没有可以上车的地点", "{workers}, in the same party, have no place to board at")
_APART = Text(
    "同行的人上车点不同（{places}），接驳车只在一处接同行的人",
    "those who go together would board at {places}, and planned coaches collect a party at one place",
)
_NO_PLACE = Reason(
    code="convoys.no-place",
    text=Text("案例中没有可以上车的地点", "the case has no place at which this person could board"),
)
