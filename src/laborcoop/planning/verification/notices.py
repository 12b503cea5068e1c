"""What a case's own records make every plan of it say, beside what rules find: wishes nobody can meet, unused waivers.

Each notice is named by its code, and by the kind and id of the record that it is about.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.planning.verification.ahead import ahead
from laborcoop.planning.verification.aid_again import aid_again
from laborcoop.planning.verification.companions import adults_by_party
from laborcoop.planning.verification.namesakes import second_ids
from laborcoop.planning.verification.persons import known_by_two_ids
from laborcoop.planning.verification.regions import in_no_region
from laborcoop.training import TrainingProgramme

if TYPE_CHECKING:
    from laborcoop.kernel.ids import PlaceId
    from laborcoop.planning.case import Case
    from laborcoop.rulebook import Finding
    from laborcoop.rulebook.finding import Waiver
    from laborcoop.transfer import Convoy, Leg

Notice = tuple[str, str, str]


def notices(case: Case, said: Iterable[Finding], named: Iterable[tuple[str, str]]) -> Iterator[Notice]:
    """All of them.

    Args:
        case: the case.
        said: what rules and files say of its records.
        named: the kind and id of what each further record is about.
    """
    found = tuple(said)
    for waiver in case.waivers:
        if not any(waiver.covers(finding, case.on) for finding in found) and not _left_to_the_review(case, waiver):
            yield "PL-01", waiver.kind, waiver.subject
    for convoy in case.convoys:
        if convoy.depart.date() < case.on:
            yield "PL-04", "convoy", convoy.id
    yield from _about_nobody(case, named)
    yield from _without_beds(case)
    gates = {employer.gate for employer in case.employers}
    yield from (
        ("PL-09", "leg", leg.id) for convoy in case.convoys for leg in convoy.legs if _misses(leg, convoy, gates)
    )
    yield from (("PL-10", "worker", worker) for worker in _impossible(case))
    yield from (("PL-25", "person", person) for person in known_by_two_ids(case))
    yield from (("PL-26", kind, name) for kind, name in second_ids(case))
    yield from (("PL-28", "record", name) for name in aid_again(case))
    yield from (("PL-29", "record", name) for name in ahead(case))
    yield from in_no_region(case)


def _left_to_the_review(case: Case, waiver: Waiver) -> bool:
    """Whether a waiver is of what is found of a claim for a subsidy where all claims are looked at together."""
    if waiver.rule not in {"PL-05", "PL-27", "SB-05"}:
        return False
    for record in case.records:
        if isinstance(record, SubsidyLedger):
            claims: Iterable[SubsidyClaim | EmployerSubsidyClaim] = (*record.claims, *record.employer_claims)
        else:
            claims = (record,) if isinstance(record, SubsidyClaim | EmployerSubsidyClaim) else ()
        if any(one.id == waiver.subject for one in claims):
            return True
    return False


def _about_nobody(case: Case, named: Iterable[tuple[str, str]]) -> Iterator[Notice]:
    known: dict[str, set[str]] = {
        "worker": {one.id for one in case.workers},
        "leg": {leg.id for convoy in case.convoys for leg in convoy.legs},
        "lodging": {one.id for one in case.lodgings},
        "fair": {one.id for one in case.fairs},
    }
    yield from (("PL-05", kind, name) for kind, name in named if kind in known and name not in known[kind])
    hiring = {one.id for one in case.employers}
    for programme in case.records_of(TrainingProgramme):
        for placement in programme.placements:
            if any(offer.employer not in hiring for offer in placement.recommendations):
                yield "PL-05", "placement", placement.id


def _without_beds(case: Case) -> Iterator[Notice]:
    bedded = {house.id for house in case.lodgings if any(room.beds for room in house.rooms)}
    yield from (("PL-07", "lodging", house.id) for house in case.lodgings if house.id not in bedded)
    for station in case.stations:
        if station.lodgings and bedded.isdisjoint(station.lodgings):
            yield "PL-07", "station", station.id


def _misses(leg: Leg, convoy: Convoy, gates: Container[PlaceId]) -> bool:
    """Whether other legs lead on from stops of a leg, and all of them have left those stops before it comes."""
    own = {stop.place for stop in leg.stops}
    ends = [stop for stop in leg.stops[1:] if stop.alighting]
    waits = [
        onward.depart.timestamp() - end.arrive.timestamp()
        for other in convoy.legs
        for place, onward in enumerate(other.stops[:-1])
        for end in ends
        if onward.boarding and onward.place == end.place and not {stop.place for stop in other.stops[place:]} <= own
    ]
    return not any(end.place in gates for end in ends) and bool(waits) and max(waits) < 0


def _impossible(case: Case) -> Iterator[str]:
    """Those who ask for what the case does not have, for days that end before they begin, or go along with nobody."""
    batches, places = {one.id for one in case.convoys}, {one.id for one in case.places}
    adults = adults_by_party(case)
    yield from (one.worker for one in case.registrations if not one.works and (one.together or "") not in adults)
    for wish in case.registrations:
        first, last = wish.available_from, wish.available_until
        backwards = first is not None and last is not None and last < first
        if backwards or wish.batches - batches or (wish.boarding is not None and wish.boarding not in places):
            yield wish.worker
