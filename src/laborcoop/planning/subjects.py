"""What a case gives the rules to look at: its records, what follows from them, and its further records.

A record of a case is judged as what it is about to become: a worker as a hire and a traveller, a station with the
counties that owe it an agreement. A lodging is judged where it stands, a leg or a driver's day where it starts. The
further records of `Case.records` are judged as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain

from attrs import evolve, frozen

from laborcoop.journey import JOURNEY_LIFECYCLE, Journey, Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record
from laborcoop.outreach import SquadRoster
from laborcoop.people import Worker
from laborcoop.people.entries import Member
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.people.identity_check import SharedNumber
from laborcoop.people.records import FlagEntry
from laborcoop.planning.case import Case
from laborcoop.planning.further import day_of, record_key, region_of
from laborcoop.planning.one_person import PERSON, place_of, sharing_numbers
from laborcoop.retention import AgreementCover
from laborcoop.rulebook import Finding, Locus
from laborcoop.rulebook.finding import NOWHERE
from laborcoop.transfer import Reconciliation
from laborcoop.transfer.arrival import GateList
from laborcoop.transfer.duty import DriverHours, duties, in_turn


@frozen(kw_only=True)
class Subject(Record):
    """One subject of the rules: which record it is about, the day and the place by which it is judged.

    ``within`` is where in the record it stands, such as ``flags[0]``; ``where`` its place in the files, where that is
    another than the record's.
    """

    kind: str
    id: str
    of: object
    on: date
    region: DivisionCode | None = None
    within: str = ""
    where: Locus = NOWHERE


RecordKey = tuple[str, str]
"""A record of a case: its kind and its id."""


def subjects(case: Case, but: Container[RecordKey] = ()) -> Iterator[Subject]:
    """Everything that the rules look at in a case, in no order that matters.

    Args:
        case: the case.
        but: workers, convoys, legs and drivers to leave aside.
    """
    return chain(
        _workers(case, but),
        _employers(case),
        _convoys(case, but),
        _lodgings(case),
        _stations(case),
        _squads(case),
        _further(case),
        _travelled(case),
        _persons(case),
    )


def judged(case: Case, subject: Subject) -> Iterator[Finding]:
    """What the rules of the case say about a subject, each finding at its place in the files."""
    for finding in case.book.judge(subject.of, subject.id, on=subject.on, region=subject.region, kind=subject.kind):
        path = ".".join(filter(None, (subject.within, finding.path)))
        where = case.locus(subject.kind, subject.id, path) if subject.where is NOWHERE else subject.where
        yield evolve(finding, path=path, where=where)


def _each(
    kind: str, record_id: str, of: Iterable[object], on: date, region: DivisionCode | None = None
) -> Iterator[Subject]:
    return (Subject(kind=kind, id=record_id, of=one, on=on, region=region) for one in of)


def _workers(case: Case, but: Container[RecordKey]) -> Iterator[Subject]:
    registered = {registration.worker: registration for registration in case.registrations}
    receiving = case.campaign.pairing.receiving
    leaves = {convoy.id: convoy.depart.date() for convoy in case.convoys}
    shared = shared_numbers(case)
    for worker in (one for one in case.workers if ("worker", one.id) not in but):
        yield from _each(
            "worker", worker.id, _situations(case, worker, registered[worker.id], leaves), case.on, receiving
        )
        if worker.id in shared:
            yield from _each("worker", worker.id, [SharedNumber(workers=shared[worker.id])], case.on)
        for i, flag in enumerate(worker.flags):
            yield Subject(
                kind="worker",
                id=worker.id,
                of=FlagEntry.of(flag),
                on=case.on,
                region=worker.registered,
                within=f"flags[{i}]",
            )


SAME_PERSON = "EV-14"
"""The code of the finding that a worker's record is another's: the one of two that is no longer looked at."""


def shared_numbers(case: Case) -> Mapping[WorkerId, tuple[WorkerId, ...]]:
    """Those whose resident number another worker has too, with all who have it; a masked one tells nothing.

    A record that is known to be another's of the same person stands for nobody else.
    """
    settled = {found.subject for found in case.findings if (found.rule, found.kind) == (SAME_PERSON, "worker")}
    having: dict[ResidentNumber, list[WorkerId]] = defaultdict(list)
    for worker in case.workers:
        if not worker.number.is_masked and worker.id not in settled:
            having[worker.number].append(worker.id)
    groups = (tuple(group) for group in having.values() if len(group) > 1)
    return {worker: group for group in groups for worker in group}


def _situations(
    case: Case, worker: Worker, registration: Registration, leaves: Mapping[ConvoyId, date]
) -> Iterator[object]:
    departures = [day for convoy, day in leaves.items() if not registration.batches or convoy in registration.batches]
    starts = [post.starts_on for post in case.posts if post.starts_on is not None]
    returning = registration.purpose is Purpose.RETURN_TO_POST
    if registration.works:
        yield Hire(worker=worker, first_day=min([case.campaign.first_working_day, *(() if returning else starts)]))
        yield Brokering(worker=worker, on=case.on)
    yield Traveller(worker=worker, travels_on=min(departures, default=case.on))
    yield Member(worker=worker, sending=case.campaign.pairing.sending)


def _employers(case: Case) -> Iterator[Subject]:
    wanted = Counter(registration.employer for registration in case.registrations if registration.works)
    for post in case.posts:
        wanted[post.employer] += post.openings
    for employer in case.employers:
        gate = GateList(employer=employer, workers=wanted[employer.id])
        yield from _each("employer", employer.id, (employer, gate), case.on, employer.division)
    for post in case.posts:
        yield from _each("post", post.id, (post,), case.on, post.division)


def _convoys(case: Case, but: Container[RecordKey]) -> Iterator[Subject]:
    legs = [leg for convoy in case.convoys for leg in convoy.legs]
    for convoy in case.convoys:
        if ("convoy", convoy.id) not in but:
            yield from _each("convoy", convoy.id, (convoy,), case.on, case.region_of(convoy.legs[0].stops[0].place))
    for leg in legs:
        if ("leg", leg.id) not in but:
            yield from _each("leg", leg.id, (leg,), leg.depart.date(), case.region_of(leg.stops[0].place))
    out = case.stopped_legs()
    for pair in in_turn(leg for leg in legs if leg.id not in out):
        second = pair.second
        if ("leg", second.id) not in but:
            yield from _each("leg", second.id, (pair,), second.depart.date(), case.region_of(second.stops[0].place))
    wanted = frozenset(driver for leg in legs for driver in leg.drivers if ("driver", driver) not in but)
    for duty in duties((leg for leg in legs if not leg.drivers.isdisjoint(wanted)), case.records_of(DriverHours)):
        if duty.driver in wanted:
            first = min(duty.sections, key=lambda section: section.depart)
            yield from _each("driver", duty.driver, (duty,), first.depart.date(), case.region_of(first.start))


def _lodgings(case: Case) -> Iterator[Subject]:
    for lodging in case.lodgings:
        yield from _each("lodging", lodging.id, (lodging,), case.on, case.region_of(lodging.place))


def _stations(case: Case) -> Iterator[Subject]:
    for station in case.stations:
        yield from _each("station", station.id, (AgreementCover.of(station, case.on),), case.on, station.host)


def _squads(case: Case) -> Iterator[Subject]:
    sending = case.campaign.pairing.sending
    yield from _each("campaign", case.id, (SquadRoster(on=case.on, squads=case.squads),), case.on, sending)


def _further(case: Case) -> Iterator[Subject]:
    for position, record in enumerate(case.records):
        kind, record_id = record_key(record, position)
        region = region_of(record) or case.campaign.pairing.receiving
        where = case.locus("record", str(position + 1))
        yield Subject(kind=kind, id=record_id, of=record, on=day_of(record) or case.on, region=region, where=where)


def _travelled(case: Case) -> Iterator[Subject]:
    """What became of everyone registered for a convoy, by the end of the day of the case, once it is to be there.

    The place is that of the first journey of which nobody knows yet how it ended.
    """
    end = datetime.combine(case.on + timedelta(days=1), time(), case.campaign.zone)
    went: dict[ConvoyId, dict[WorkerId, tuple[int, Journey]]] = defaultdict(dict)
    for position, record in enumerate(case.records, start=1):
        if isinstance(record, Journey):
            went[record.convoy].setdefault(record.worker, (position, record))
    for convoy in case.convoys:
        people = went.get(convoy.id, {}).values()
        if people and all(instant(leg.arrive) < instant(end) for leg in convoy.legs):
            sums = Reconciliation.of((one for _, one in people), end)
            not_ended = (position for position, one in people if _goes_on(one, end))
            where = case.locus("record", str(next(not_ended, "")))
            yield Subject(kind="journey", id=convoy.id, of=sums, on=case.on, where=where)


def _goes_on(journey: Journey, at: datetime) -> bool:
    status = journey.status(at)
    return status is not None and bool(JOURNEY_LIFECYCLE.table[status])


def _persons(case: Case) -> Iterator[Subject]:
    """Those whom further records hold and whose number somebody of another name has."""
    for person, sharing in sharing_numbers(case).items():
        shared = SharedNumber(workers=sharing)
        yield Subject(kind=PERSON, id=person, of=shared, on=case.on, where=place_of(case, person))
