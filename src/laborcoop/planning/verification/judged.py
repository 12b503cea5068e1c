"""What the rules say of every record of a case, asked anew: what no plan may use, and what every plan must tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain

from attrs import evolve, frozen

from laborcoop.journey import Journey, Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record, arguments
from laborcoop.outreach import FairPlan, SquadRoster
from laborcoop.people import Worker
from laborcoop.people.assignment import Assignment, MinorEmployment
from laborcoop.people.entries import Member
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.people.identity_check import SharedNumber
from laborcoop.people.records import FlagEntry
from laborcoop.planning.case import Case
from laborcoop.planning.verification.driving import driven, run_in_turn
from laborcoop.planning.verification.persons import sharing
from laborcoop.retention import AgreementCover, BedNeed
from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, Sanitation
from laborcoop.rulebook import Finding
from laborcoop.transfer import DriverHours, Reconciliation
from laborcoop.transfer.arrival import GateList
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.charter import CharterRun
from laborcoop.transfer.departure_check import DepartureCheck
from laborcoop.transfer.driver import DriverAssignment
from laborcoop.transfer.fares import CoachFare
from laborcoop.transfer.precautions import HealthCheck, Precautions

_DECIDING: dict[str, tuple[type[Record], ...]] = {
    "worker": (Assignment, BedNeed, HealthCheck, MinorEmployment, TripOverlap),
    "leg": (CharterRun, CoachFare, DepartureCheck, DriverAssignment, Precautions),
    "lodging": (BedSpace, BuildingSafety, GuestRegister, LodgingPlan, Sanitation),
    "fair": (FairPlan,),
}
"""The further records that decide whether a person, a leg, a lodging or a fair may be used."""
_NAMED = (
    *("id", "worker", "student", "employer", "user", "station", "lodging", "leg", "fair", "household", "site"),
    "agency",
)
"""The fields by which any other record is named: the first that it has."""
_ONE_PERSON = "EV-14"
"""The finding that a record is another's of the same person, whose number it then has by right."""


@frozen
class _Asked:
    """A record that rules look at, with what they go by."""

    kind: str
    name: str
    record: object
    on: date
    region: DivisionCode | None = None


def judged(case: Case) -> tuple[Finding, ...]:
    """What was wrong in the files of a case, and what its rules say of each of its records, waived or not."""
    found = (
        finding
        for one in _records(case)
        for finding in case.book.judge(one.record, one.name, on=one.on, region=one.region, kind=one.kind)
    )
    return tuple(
        evolve(finding, waived=True) if any(one.covers(finding, case.on) for one in case.waivers) else finding
        for finding in (*case.findings, *found)
    )


def names_of_further(case: Case) -> Iterator[tuple[str, str]]:
    """The kind and id under which each further record is judged."""
    return ((one.kind, one.name) for one in _further(case))


def _records(case: Case) -> Iterator[_Asked]:
    return chain(_people(case), _work(case), _ways(case), _houses(case), _further(case), _brought(case))


def _people(case: Case) -> Iterator[_Asked]:
    registered = {one.worker: one for one in case.registrations}
    settled = {one.subject for one in case.findings if (one.rule, one.kind) == (_ONE_PERSON, "worker")}
    having: dict[ResidentNumber, list[WorkerId]] = defaultdict(list)
    for worker in case.workers:
        if worker.id not in settled and not worker.number.is_masked:
            having[worker.number].append(worker.id)
    leaves = {convoy.id: convoy.depart.date() for convoy in case.convoys}
    for worker in case.workers:
        for record in _as_traveller_and_hire(case, worker, registered[worker.id], leaves):
            yield _Asked("worker", worker.id, record, case.on, case.campaign.pairing.receiving)
        others = having.get(worker.number, [])
        if len(others) > 1 and worker.id in others:
            yield _Asked("worker", worker.id, SharedNumber(workers=tuple(others)), case.on)
        for flag in worker.flags:
            yield _Asked("worker", worker.id, FlagEntry.of(flag), case.on, worker.registered)
    for person, workers in sharing(case):
        yield _Asked("person", person, SharedNumber(workers=workers), case.on)


def _as_traveller_and_hire(
    case: Case, worker: Worker, wish: Registration, leaves: Mapping[ConvoyId, date]
) -> Iterator[object]:
    """What somebody may become: hired on the first day of all that are open, on the way with the first convoy."""
    first = case.campaign.first_working_day
    if wish.purpose is not Purpose.RETURN_TO_POST:
        first = min([first, *(post.starts_on for post in case.posts if post.starts_on)])
    suiting = [day for convoy, day in leaves.items() if convoy in wish.batches or not wish.batches]
    if wish.purpose is not Purpose.ACCOMPANYING:
        yield Hire(worker=worker, first_day=first)
        yield Brokering(worker=worker, on=case.on)
    yield Traveller(worker=worker, travels_on=min(suiting) if suiting else case.on)
    yield Member(worker=worker, sending=case.campaign.pairing.sending)


def _work(case: Case) -> Iterator[_Asked]:
    expected = Counter(one.employer for one in case.registrations if one.purpose is not Purpose.ACCOMPANYING)
    for post in case.posts:
        expected[post.employer] += post.openings
        yield _Asked("post", post.id, post, case.on, post.division)
    for employer in case.employers:
        gate = GateList(employer=employer, workers=expected[employer.id])
        for record in (employer, gate):
            yield _Asked("employer", employer.id, record, case.on, employer.division)


def _ways(case: Case) -> Iterator[_Asked]:
    legs = [leg for convoy in case.convoys for leg in convoy.legs]
    region = {leg.id: case.region_of(leg.stops[0].place) for leg in legs}
    for convoy in case.convoys:
        yield _Asked("convoy", convoy.id, convoy, case.on, region[convoy.legs[0].id])
    gone = {one.subject for one in case.findings if one.kind == "leg" and one.excludes}
    in_turn = run_in_turn(leg for leg in legs if leg.id not in gone)
    for leg, record in (*((leg, leg) for leg in legs), *((pair.second, pair) for pair in in_turn)):
        yield _Asked("leg", leg.id, record, leg.depart.date(), region[leg.id])
    for duty in driven(legs, case.records_of(DriverHours)):
        start = min(duty.sections, key=lambda section: section.depart)
        yield _Asked("driver", duty.driver, duty, start.depart.date(), case.region_of(start.start))


def _houses(case: Case) -> Iterator[_Asked]:
    for house in case.lodgings:
        yield _Asked("lodging", house.id, house, case.on, case.region_of(house.place))
    for station in case.stations:
        yield _Asked("station", station.id, AgreementCover.of(station, case.on), case.on, station.host)
    squads = SquadRoster(on=case.on, squads=case.squads)
    yield _Asked("campaign", case.id, squads, case.on, case.campaign.pairing.sending)


def _further(case: Case) -> Iterator[_Asked]:
    """The further records: each where and when it holds, under what it decides about or its own kind."""
    for place, record in enumerate(case.records, start=1):
        kind = next((kind for kind, kinds in _DECIDING.items() if type(record) in kinds), "")
        named = (_name(getattr(record, field, None)) for field in ([kind] if kind else _NAMED))
        name = next(filter(None, named), str(place))
        kind = kind or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(record).__name__).lower()
        region = _division(record) or case.campaign.pairing.receiving
        yield _Asked(kind, name, record, _day(record) or case.on, region)


def _brought(case: Case) -> Iterator[_Asked]:
    """Everyone's real journeys with a convoy that is to be there by the end of the day, as they stand then."""
    midnight = datetime.combine(case.on, time(), case.campaign.zone) + timedelta(days=1)
    for convoy in case.convoys:
        # Of two records of one journey the first counts.
        own = {one.worker: one for one in reversed(list(case.records_of(Journey))) if one.convoy == convoy.id}
        if own and max(instant(leg.arrive) for leg in convoy.legs) < instant(midnight):
            yield _Asked("journey", convoy.id, Reconciliation.of(own.values(), midnight), case.on)


def _name(held: object) -> str:
    return held if isinstance(held, str) else str(getattr(held, "id", ""))


def _day(record: Record) -> date | None:
    leaves, on = getattr(getattr(record, "leg", None), "depart", None), getattr(record, "on", None)
    return leaves.date() if isinstance(leaves, datetime) else on if isinstance(on, date) else None


def _division(record: Record) -> DivisionCode | None:
    own = getattr(record, "division", None)
    if isinstance(own, DivisionCode):
        return own
    return next(
        (inner for part in arguments(record).values() if isinstance(part, Record) and (inner := _division(part))), None
    )
