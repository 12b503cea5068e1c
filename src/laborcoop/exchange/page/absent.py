"""Who is left out and why: by reason, with the law behind it; and the rows that were refused, with their place."""

from __future__ import annotations

from collections import defaultdict

from attrs import frozen

from laborcoop.exchange.page.names import Names
from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.what_to_do import what_to_do
from laborcoop.rulebook import Finding, Locus


@frozen(kw_only=True)
class Person:
    """A person as the page shows one: the id, the masked name, and the place in the files."""

    id: WorkerId
    name: str
    where: Locus


@frozen(kw_only=True)
class Sentence:
    """One sentence and all whom it leaves out; what to do about it."""

    text: Text
    suggestion: Text
    people: tuple[Person, ...]


@frozen(kw_only=True)
class ReasonGroup:
    """A reason: its code, the stage, its sources in law, and its sentences."""

    code: str
    stage: Text
    sources: tuple[Text, ...]
    sentences: tuple[Sentence, ...]
    people: int


@frozen(kw_only=True)
class RefusedRow:
    """A refused row: its id, its place in the files, what is wrong with it."""

    subject: str
    where: Locus
    findings: tuple[Finding, ...]


def reason_groups(plan: ReturnPlan, names: Names) -> tuple[ReasonGroup, ...]:
    """Everyone left out, by stage and reason; who has several reasons stands under each."""
    rules = {rule.code: rule for rule in plan.case.book}
    advice = {(finding.rule, finding.message): finding.suggestion for finding in plan.findings}
    whom: dict[tuple[Stage, str], dict[Reason, set[WorkerId]]] = defaultdict(lambda: defaultdict(set))
    for outcome in plan.outcomes:
        for worker, reasons in outcome.left_out.items():
            for reason in reasons:
                whom[outcome.stage, reason.code][reason].add(worker)
    order = list(Stage)
    groups = []
    for (stage, code), by_reason in whom.items():
        people = set().union(*by_reason.values())
        group = ReasonGroup(
            code=code,
            stage=stage.label,
            sources=tuple(source.text() for source in rules[code].sources) if code in rules else (),
            sentences=tuple(
                Sentence(
                    text=reason.text,
                    suggestion=advice.get((code, reason.text), what_to_do(code)),
                    people=tuple(
                        Person(id=worker, name=names.people[worker], where=plan.case.intake.workers[worker])
                        for worker in sorted(workers)
                    ),
                )
                for reason, workers in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0].text.en))
            ),
            people=len(people),
        )
        groups.append(((order.index(stage), -len(people), code), group))
    return tuple(group for _, group in sorted(groups, key=lambda item: item[0]))


def refused_rows(plan: ReturnPlan) -> tuple[RefusedRow, ...]:
    """The refused rows in the order of the files."""
    refused = sorted(plan.case.intake.refused, key=lambda one: (one.where.order(), one.subject))
    return tuple(RefusedRow(subject=one.subject, where=one.where, findings=one.findings) for one in refused)
