"""Every rule on every record of a case; nothing is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from laborcoop.journey import Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.planning.case import Case
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.rulebook.finding import NOWHERE
from laborcoop.transfer.arrival import GateList
from laborcoop.transfer.duty import duties

UNUSED_WAIVER = "PL-01"


def check(case: Case) -> Findings:
    """What was wrong in the files and what every rule says about every record, with the waivers of the case applied.

    It never stops at the first. A finding names its record by id and, where the record was read from a file, its place.
    A waiver that covers nothing is itself a finding (PL-01).
    """
    lodgings = [(lodging, lodging.id, f"lodging:{lodging.id}") for lodging in case.lodgings]
    about = chain(_about_workers(case), _about_employers(case), _about_convoys(case), _judged(case, lodgings, case.on))
    marked, unused = (case.findings + about).waive(case.waivers, case.on)
    return marked + (
        Finding(
            rule=UNUSED_WAIVER,
            severity=Severity.WARN,
            subject=waiver.subject,
            message=Text(
                "对 {rule} 的豁免没有用到：没有这样的问题，或已过 {until}",
                "the waiver of {rule} is not used: there is no such finding, or {until} has passed",
            ).format(rule=waiver.rule, until=waiver.until),
            suggestion=Text(
                "删去这条豁免，或更正规则、对象、日期", "drop the waiver, or mend its rule, subject or date"
            ),
        )
        for waiver in unused
    )


def _judged(
    case: Case, subjects: Sequence[tuple[object, str, str]], on: date, region: DivisionCode | None = None
) -> Iterator[Finding]:
    for subject, subject_id, key in subjects:
        yield from case.book.judge(subject, subject_id, on=on, region=region, where=case.where.get(key, NOWHERE))


def _about_workers(case: Case) -> Iterator[Finding]:
    registered = {registration.worker: registration for registration in case.registrations}
    receiving = case.campaign.pairing.receiving
    for worker in case.workers:
        subjects = [(subject, worker.id, worker.id) for subject in _situations(case, worker, registered[worker.id])]
        yield from _judged(case, subjects, case.on, receiving)


def _situations(case: Case, worker: Worker, registration: Registration) -> Iterator[object]:
    departures = [
        convoy.depart.date() for convoy in case.convoys if not registration.batches or convoy.id in registration.batches
    ]
    yield Hire(worker=worker, first_day=case.campaign.first_working_day)
    yield Brokering(worker=worker, on=case.on)
    yield Traveller(worker=worker, travels_on=min(departures, default=case.on))


def _about_employers(case: Case) -> Iterator[Finding]:
    wanted = {registration.employer for registration in case.registrations}
    wanted |= {post.employer for post in case.posts}
    for employer in case.employers:
        subjects: list[tuple[object, str, str]] = [(employer, employer.id, f"employer:{employer.id}")]
        if employer.id in wanted:
            subjects.append((GateList(employer=employer, workers=1), employer.id, f"employer:{employer.id}"))
        yield from _judged(case, subjects, case.on, employer.division)
    for post in case.posts:
        yield from _judged(case, [(post, post.id, f"post:{post.id}")], case.on, post.division)


def _about_convoys(case: Case) -> Iterator[Finding]:
    for convoy in case.convoys:
        yield from _judged(case, [(convoy, convoy.id, f"convoy:{convoy.id}")], case.on)
        for leg in convoy.legs:
            yield from _judged(case, [(leg, leg.id, f"leg:{leg.id}")], leg.depart.date())
    legs = [leg for convoy in case.convoys for leg in convoy.legs]
    for duty in duties(legs):
        first = min(section.depart for section in duty.sections)
        yield from _judged(case, [(duty, duty.driver, f"driver:{duty.driver}")], first.date())
