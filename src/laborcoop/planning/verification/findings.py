"""A plan tells what files and rules say of its case and of itself: nothing of it is left out, nothing is invented.

What the code that plans notes about a case (PL-01 to PL-10, PL-25, PL-26, PL-28 to PL-31) is compared by code, record
and severity alone; whoever noted it wrote the words. Of what a rule about `Itinerary` says nothing is asked: ways are
put together by the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.journey import Itinerary
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.judged import names_of_further
from laborcoop.planning.verification.notices import Notice, notices
from laborcoop.rulebook import Finding

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_STANDS = "PL-20"
"""Compared where stands are counted."""

Essence = tuple[object, ...]


@frozen
class Said:
    """What rules say of a record of a plan.

    ``is_told`` is False where plans tell nothing of such records, since rules about them only forbid. What
    ``has_happened`` is told as well, whatever a rule forbids: no plan can undo it.
    """

    check: Check
    subject: str
    findings: tuple[Finding, ...]
    is_told: bool = True
    has_happened: bool = False


def check_findings(plan: ReturnPlan, of_case: Iterable[Finding], of_plan: Iterable[Said]) -> Iterator[Finding]:
    """The findings of a plan, and those kept of its case alone, against what is said.

    Args:
        plan: the plan.
        of_case: what files and rules say of the records of its case.
        of_plan: what is said of the plan's own records.
    """
    by_rules = tuple(of_case)
    of_records = {_essence(finding) for finding in by_rules}
    noted = frozenset(notices(plan.case, by_rules, names_of_further(plan.case)))
    told = {_essence(finding) for finding in plan.findings}
    given = set(of_records)
    for said in of_plan:
        given.update(map(_essence, said.findings))
        yield from _untold(said, told)
    unasked = {_STANDS, *(rule.code for rule in plan.case.book if issubclass(Itinerary, rule.subject))}
    yield from _missing(plan, plan.findings, of_records, noted)
    yield from _invented(plan, (one for one in plan.findings if one.rule not in unasked), given, noted)
    for held in (plan.findings, plan.checked or ()):
        if len(set(held)) < len(held):
            yield fault(Check.NOBODY_LOST, plan.case.id, Text("同一问题写了两次", "a finding is told twice"))
    if plan.checked is not None:
        yield from _missing(plan, plan.checked, of_records, noted)
        yield from _invented(plan, plan.checked, of_records, noted)


def _untold(said: Said, told: set[Essence]) -> Iterator[Finding]:
    """The faults in what is said of a record: what rules forbid, and what they warn of and the plan does not tell."""
    for found in said.findings:
        if found.excludes and not said.has_happened:
            text = Text("{rule}：{what}", "{rule}: {what}")
        elif said.is_told and _essence(found) not in told:
            text = Text("计划没有写明 {rule} 的问题：{what}", "the plan does not tell what {rule} finds: {what}")
        else:
            continue
        yield fault(said.check, said.subject, text, rule=found.rule, what=found.message)


def _missing(
    plan: ReturnPlan, told: Iterable[Finding], of_records: set[Essence], noted: frozenset[Notice]
) -> Iterator[Finding]:
    """What is said of the case and not told."""
    held = tuple(told)
    rules = {str(rule) for rule, *_ in of_records.difference(map(_essence, held))}
    rules |= {code for code, *_ in noted.difference(map(_key, held))}
    if rules:
        yield fault(
            Check.NOBODY_LOST,
            plan.case.id,
            Text("计划缺少案例的问题：{rules}", "findings about the case are missing: {rules}"),
            rules=tuple(sorted(rules)),
        )


def _invented(
    plan: ReturnPlan, told: Iterable[Finding], given: set[Essence], noted: frozenset[Notice]
) -> Iterator[Finding]:
    """What is told and said by nobody."""
    rules = {one.rule for one in told if _essence(one) not in given and not (_key(one) in noted and not one.excludes)}
    if rules:
        yield fault(
            Check.NOBODY_LOST,
            plan.case.id,
            Text("计划写有没有规则说过的问题：{rules}", "findings are told that no rule and no file gives: {rules}"),
            rules=tuple(sorted(rules)),
        )


def _essence(finding: Finding) -> Essence:
    """All that a finding says, wherever in the files and within its record it says it."""
    return (
        finding.rule,
        finding.kind,
        finding.subject,
        finding.severity,
        finding.message,
        finding.suggestion,
        finding.facts,
        finding.waived,
        finding.sources,
    )


def _key(finding: Finding) -> Notice:
    return finding.rule, finding.kind, finding.subject
