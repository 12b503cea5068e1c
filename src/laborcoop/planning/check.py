"""Every rule on every record of a case; nothing is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from attrs import evolve

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.double_aid import about_double_aid
from laborcoop.planning.further import record_key
from laborcoop.planning.impossible_wishes import IMPOSSIBLE_WISH, about_wishes
from laborcoop.planning.later_deeds import about_later_deeds
from laborcoop.planning.missed_changes import MISSED_CHANGE, about_missed_changes
from laborcoop.planning.miswritten_regions import about_regions
from laborcoop.planning.one_person import about_two_ids
from laborcoop.planning.one_thing import about_one_thing
from laborcoop.planning.subjects import RecordKey, judged, shared_numbers, subjects
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.training import TrainingProgramme
from laborcoop.transfer import DriverHours, shared_by

UNUSED_WAIVER = "PL-01"
DEPARTED = "PL-04"
UNKNOWN_SUBJECT = "PL-05"
WITHOUT_BEDS = "PL-07"
OF_CLAIMS = frozenset({UNKNOWN_SUBJECT, "PL-27", "SB-05"})
"""What the review of claims for subsidies finds of a claim beside other records, and no check of it by itself."""


def check(case: Case) -> Findings:
    """What was wrong in the files and what every rule says about every record, with the waivers of the case applied.

    It never stops at the first. A finding names its record by id and, where the record was read from a file, its place.
    A waiver that covers nothing is itself a finding (PL-01).

    Raises:
        InvalidValue: ``case`` is not a case.
    """
    check_arguments("check", (("case", case, Case),))
    return _with_waivers(case, (finding for subject in subjects(case) for finding in judged(case, subject)))


def check_again(case: Case, before: Case, said: Findings) -> Findings:
    """What `check` says about a case, from what it said about the case as it was before some of it changed.

    Unchanged workers, convoys, legs and drivers are not judged again; the result is the same.

    Args:
        case: the case now, with the book, the campaign, the places and the day that it had.
        before: the case as it was.
        said: the findings about it.
    """
    same = frozenset((*_same_workers(case, before), *_same_convoys(case, before)))
    kept = (
        evolve(finding, waived=False) if finding.waived else finding
        for finding in said
        if finding.rule not in {UNUSED_WAIVER, MISSED_CHANGE, IMPOSSIBLE_WISH}
        and (finding.kind, finding.subject) in same
    )
    anew = (finding for subject in subjects(case, same) for finding in judged(case, subject))
    return _with_waivers(case, chain(kept, anew))


def _same_workers(case: Case, before: Case) -> Iterator[RecordKey]:
    """Those of whom the rules see what they saw before: their own records, when convoys leave, when posts start."""
    seen = [
        (
            [(convoy.id, convoy.depart.date()) for convoy in one.convoys],
            [post.starts_on for post in one.posts],
            shared_numbers(one),
        )
        for one in (case, before)
    ]
    if seen[0] != seen[1]:
        return
    workers, registrations = set(map(id, before.workers)), set(map(id, before.registrations))
    as_registered = {one.worker for one in case.registrations if id(one) in registrations}
    yield from (("worker", one.id) for one in case.workers if id(one) in workers and one.id in as_registered)


def _same_convoys(case: Case, before: Case) -> Iterator[RecordKey]:
    """The convoys and legs that are the records that they were, and the drivers who drive none but such legs.

    A leg is judged anew where another with its vehicle, captain or deputy is another now, or does not run any more.
    """
    was, now = ([leg for convoy in one.convoys for leg in convoy.legs] for one in (before, case))
    convoys, legs = set(map(id, before.convoys)), set(map(id, was))
    yield from (("convoy", one.id) for one in case.convoys if id(one) in convoys)
    kept = set(map(id, now)) & legs
    stopped = case.stopped_legs() | before.stopped_legs()
    touched = {shared for one in (*was, *now) if id(one) not in kept or one.id in stopped for shared in shared_by(one)}
    yield from (("leg", one.id) for one in now if id(one) in legs and touched.isdisjoint(shared_by(one)))
    if tuple(case.records_of(DriverHours)) != tuple(before.records_of(DriverHours)):
        return
    other = {driver for one in (*was, *now) if id(one) not in kept for driver in one.drivers}
    yield from (("driver", driver) for driver in {driver for one in now for driver in one.drivers} - other)


def _with_waivers(case: Case, found: Iterable[Finding]) -> Findings:
    about = chain(
        found,
        _about_departed(case),
        _about_unknown(case),
        _about_beds(case),
        about_missed_changes(case),
        about_wishes(case),
        about_two_ids(case),
        about_one_thing(case),
        about_double_aid(case),
        about_later_deeds(case),
        about_regions(case),
    )
    said = case.findings + about
    if not case.waivers:
        return said
    marked, unused = said.waive(case.waivers, case.on)
    claims = _claims(case)
    return marked + (
        Finding(
            rule=UNUSED_WAIVER,
            severity=Severity.WARN,
            subject=waiver.subject,
            kind=waiver.kind,
            message=Text(
                "对 {rule} 的豁免没有用到：没有这样的问题，或已过 {until}",
                "the waiver of {rule} is not used: there is no such finding, or {until} has passed",
            ).format(rule=waiver.rule, until=waiver.until),
            suggestion=Text(
                "删去这条豁免，或更正规则、对象、类别、日期", "drop the waiver, or mend its rule, subject, kind or date"
            ),
        )
        for waiver in unused
        if waiver.rule not in OF_CLAIMS or waiver.subject not in claims
    )


def _claims(case: Case) -> frozenset[str]:
    """The ids of the claims for subsidies: whether waivers of what their review finds are used, it alone can tell."""
    found = {one.id for one in case.records_of(SubsidyClaim)} | {
        one.id for one in case.records_of(EmployerSubsidyClaim)
    }
    for ledger in case.records_of(SubsidyLedger):
        found |= {one.id for one in ledger.claims} | {one.id for one in ledger.employer_claims}
    return frozenset(found)


def _about_departed(case: Case) -> Iterator[Finding]:
    for convoy in case.convoys:
        if convoy.depart.date() < case.on:
            yield Finding(
                rule=DEPARTED,
                severity=Severity.WARN,
                subject=convoy.id,
                kind="convoy",
                message=Text(
                    "批次 {convoy} 已于 {depart} 出发，早于计划日 {on}",
                    "convoy {convoy} left on {depart}, before the day of the plan, {on}",
                ).format(convoy=convoy.id, depart=convoy.depart.date(), on=case.on),
                suggestion=Text("改用以后的批次，或更正计划日", "use a later convoy, or mend the day of the plan"),
                where=case.locus("convoy", convoy.id),
            )


def _about_beds(case: Case) -> Iterator[Finding]:
    """Lodgings without a bed, and stations whose lodgings have none: nobody sleeps there, all else goes on."""
    beds = {lodging.id: sum(room.beds for room in lodging.rooms) for lodging in case.lodgings}
    bare: list[tuple[str, str]] = [("lodging", lodging) for lodging, number in beds.items() if not number]
    bare += [
        ("station", station.id)
        for station in case.stations
        if station.lodgings and not any(beds.get(lodging) for lodging in station.lodgings)
    ]
    for kind, name in bare:
        yield Finding(
            rule=WITHOUT_BEDS,
            severity=Severity.WARN,
            subject=name,
            kind=kind,
            path="lodgings" if kind == "station" else "rooms",
            message=Text("{name} 没有床位，不能安排住宿", "{name} has no beds: nobody can be lodged there").format(
                name=name
            ),
            suggestion=Text("补上房间和床位，或删去这一条", "add its rooms and beds, or drop it"),
            where=case.locus(kind, name),
        )


def _about_unknown(case: Case) -> Iterator[Finding]:
    """Further records that decide about somebody or something that the case does not have."""
    known: dict[str, set[str]] = {
        "worker": {str(worker.id) for worker in case.workers},
        "leg": {str(leg.id) for convoy in case.convoys for leg in convoy.legs},
        "lodging": {str(lodging.id) for lodging in case.lodgings},
        "fair": {str(fair.id) for fair in case.fairs},
    }
    for position, record in enumerate(case.records):
        kind, record_id = record_key(record, position)
        if kind in known and record_id not in known[kind]:
            yield Finding(
                rule=UNKNOWN_SUBJECT,
                severity=Severity.WARN,
                subject=record_id,
                kind=kind,
                message=Text(
                    "第 {position} 条附加记录（{type}）所指的 {id} 不在案例中",
                    "further record {position} ({type}) is about {id}, which the case does not have",
                ).format(position=position + 1, type=type(record).__name__, id=record_id),
                suggestion=Text("更正编号，或补上这一条", "mend the id, or add what it names"),
                where=case.locus("record", str(position + 1)),
            )
    yield from _about_recommended(case)


def _about_recommended(case: Case) -> Iterator[Finding]:
    """Recommendations of students to employers that the case does not have."""
    employers = {employer.id for employer in case.employers}
    for programme in case.records_of(TrainingProgramme):
        for placement in programme.placements:
            for employer in sorted({offer.employer for offer in placement.recommendations} - employers):
                yield Finding(
                    rule=UNKNOWN_SUBJECT,
                    severity=Severity.WARN,
                    subject=placement.id,
                    kind="placement",
                    path="recommended_to",
                    message=Text(
                        "学籍 {placement} 推荐的企业 {employer} 不在案例中",
                        "student {placement} is recommended to {employer}, an employer that the case does not have",
                    ).format(placement=placement.id, employer=employer),
                    suggestion=Text("更正企业编号，或补上这家企业", "mend the employer's id, or add the employer"),
                    where=case.locus("placement", placement.id, "recommended_to"),
                )
