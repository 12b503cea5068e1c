"""Every rule on every record of a case; nothing is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.planning.case import Case
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.transfer.arrival import GateList
from laborcoop.transfer.duty import duties

UNUSED_WAIVER = "PL-01"
DEPARTED = "PL-04"


def check(case: Case) -> Findings:
    """What was wrong in the files and what every rule says about every record, with the waivers of the case applied.

    It never stops at the first. A finding names its record by id and, where the record was read from a file, its place.
    A waiver that covers nothing is itself a finding (PL-01).
    """
    about = chain(_about_workers(case), _about_employers(case), _about_convoys(case), _about_lodgings(case))
    marked, unused = (case.findings + about).waive(case.waivers, case.on)
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
    )


def _judged(
    case: Case, kind: str, record_id: str, subjects: Iterable[object], on: date, region: DivisionCode | None = None
) -> Iterator[Finding]:
    for subject in subjects:
        for finding in case.book.judge(subject, record_id, on=on, region=region, kind=kind):
            yield finding.at(case.locus(kind, record_id, finding.path))


def _about_workers(case: Case) -> Iterator[Finding]:
    registered = {registration.worker: registration for registration in case.registrations}
    receiving = case.campaign.pairing.receiving
    for worker in case.workers:
        situations = _situations(case, worker, registered[worker.id])
        yield from _judged(case, "worker", worker.id, situations, case.on, receiving)


def _situations(case: Case, worker: Worker, registration: Registration) -> Iterator[object]:
    departures = [
        convoy.depart.date() for convoy in case.convoys if not registration.batches or convoy.id in registration.batches
    ]
    starts = [post.starts_on for post in case.posts if post.starts_on is not None]
    returning = registration.purpose is Purpose.RETURN_TO_POST
    yield Hire(worker=worker, first_day=min([case.campaign.first_working_day, *(() if returning else starts)]))
    yield Brokering(worker=worker, on=case.on)
    yield Traveller(worker=worker, travels_on=min(departures, default=case.on))


def _about_employers(case: Case) -> Iterator[Finding]:
    wanted = Counter(registration.employer for registration in case.registrations)
    for post in case.posts:
        wanted[post.employer] += post.openings
    for employer in case.employers:
        subjects = (employer, GateList(employer=employer, workers=wanted[employer.id]))
        yield from _judged(case, "employer", employer.id, subjects, case.on, employer.division)
    for post in case.posts:
        yield from _judged(case, "post", post.id, [post], case.on, post.division)


def _about_convoys(case: Case) -> Iterator[Finding]:
    for convoy in case.convoys:
        yield from _judged(case, "convoy", convoy.id, [convoy], case.on)
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
        for leg in convoy.legs:
            yield from _judged(case, "leg", leg.id, [leg], leg.depart.date())
    legs = [leg for convoy in case.convoys for leg in convoy.legs]
    for duty in duties(legs):
        first = min(section.depart for section in duty.sections)
        yield from _judged(case, "driver", duty.driver, [duty], first.date())


def _about_lodgings(case: Case) -> Iterator[Finding]:
    for lodging in case.lodgings:
        yield from _judged(case, "lodging", lodging.id, [lodging], case.on)
