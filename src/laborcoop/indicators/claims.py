"""Claims for subsidies, each judged by the rules of its payer's place and year, and beside the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.indicators.held import Otherwise, held_against
from laborcoop.indicators.recorded import Recorded
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.check import UNKNOWN_SUBJECT
from laborcoop.planning.repeats import CLAIM
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.rulebook.source import Convention, Mark

DOUBLE = "SB-05"

CONTRADICTED = "PL-27"
"""The code of the finding that the case's own records do not bear a claim out."""

Claim = SubsidyClaim | EmployerSubsidyClaim


_ELIGIBLE, _OPEN = Text("符合条件", "eligible"), Text("待核实", "to be checked")
_DOUBLE, _REFUSED = Text("重复申请", "claimed twice"), Text("不予发放", "refused")


def _is_doubt(finding: Finding) -> bool:
    return finding.severity is Severity.WARN and not finding.waived


@frozen(kw_only=True)
class JudgedClaim(Record):
    """A claim and what the rules say of it; ``source`` is its place in the files."""

    claim: SubsidyClaim | EmployerSubsidyClaim
    source: str
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether a rule bars the claim."""
        return any(finding.excludes for finding in self.findings)

    @property
    def open(self) -> bool:
        """Whether nothing bars it, and something is not recorded, not read or needs a person's decision."""
        return any(map(_is_doubt, self.findings)) and not self.refused

    @property
    def double(self) -> bool:
        """Whether it is barred by another claim of the same person (and employer), kind and year made before it."""
        return DOUBLE in self.barred_by()

    def barred_by(self) -> frozenset[str]:
        """The rules that bar it."""
        return frozenset(finding.rule for finding in self.findings if finding.excludes)

    @property
    def verdict(self) -> Text:
        """What was decided: eligible, to be checked, refused, or claimed twice."""
        if self.refused:
            return _DOUBLE if self.double else _REFUSED
        return _OPEN if self.open else _ELIGIBLE

    def why(self) -> tuple[Text, ...]:
        """Why it is refused, or else why it is to be checked, each reason with its rule; none where it is eligible.

        Beside a refusal for too short a time in post stands what longer time the records have, where they have one.
        """
        bars = [one for one in self.findings if one.excludes]
        doubts = [one for one in self.findings if _is_doubt(one)]
        beside = [one for one in self.findings if one.rule == CONTRADICTED and one.severity is Severity.INFO]
        return tuple(
            Text("{rule} {message}", "{rule} {message}").format(rule=one.rule, message=one.message)
            for one in ([*bars, *beside] if bars else doubts)
        )


def judge_claims(case: Case, recorded: Recorded, given: Iterable[tuple[str, Claim]]) -> tuple[JudgedClaim, ...]:
    """The claims by id, each after its place in the files, held against what the case has ``recorded`` of people."""
    alone = [_judged(case, recorded, source, claim) for source, claim in given]
    twice = _doubles(case, alone)
    judged = (evolve(one, findings=(*one.findings, *twice[one.claim.id])) for one in alone)
    return tuple(sorted(judged, key=lambda one: one.claim.id))


def year_of(claim: SubsidyClaim | EmployerSubsidyClaim) -> int:
    """The year that a claim is for."""
    return claim.year if isinstance(claim, SubsidyClaim) else claim.applied_on.year


def day_of(claim: SubsidyClaim | EmployerSubsidyClaim) -> date:
    """The day on which a claim was made."""
    return claim.claimed_on if isinstance(claim, SubsidyClaim) else claim.applied_on


def _judged(case: Case, recorded: Recorded, source: str, claim: Claim) -> JudgedClaim:
    """A claim by itself and beside what the case has recorded, whatever else was claimed."""

    def judge(one: Claim) -> tuple[Finding, ...]:
        return case.book.judge(one, one.id, on=day_of(one), region=one.payer, kind=CLAIM)

    found = judge(claim)
    if claim.worker in recorded.people:
        beside = [_said_otherwise(claim, one) for one in held_against(claim, recorded, found, judge)]
    else:
        beside = [_of_nobody(source, claim)]
    return JudgedClaim(claim=claim, source=source, findings=_waived(case, (*found, *beside)))


def _said_otherwise(claim: Claim, found: Otherwise) -> Finding:
    """What is said of a claim that the case's own records do not bear out: a person finds which of the two is right."""
    return Finding(
        rule=CONTRADICTED,
        severity=Severity.INFO if found.lifts else Severity.WARN,
        subject=claim.id,
        kind=CLAIM,
        path=found.path,
        message=found.message,
        suggestion=Text(
            "核对申请和记录，更正有误的一方", "compare the claim and the records, and mend the one that is wrong"
        ),
        sources=(_WHICH_COUNTS,),
    )


_WHICH_COUNTS = Convention(
    Text(
        "已读文件没有规定申请与台账不一致时以何为准，由人工核对",
        "no text that was read says which counts where a claim and a ledger differ: a person decides",
    ),
    Mark.UNVERIFIED,
)


def _of_nobody(source: str, claim: Claim) -> Finding:
    """What is said of a claim for somebody of whom the case has no record: nothing can be compared with it."""
    return Finding(
        rule=UNKNOWN_SUBJECT,
        severity=Severity.WARN,
        subject=claim.id,
        kind=CLAIM,
        path="worker",
        message=Text(
            "{source}：所指的 {worker} 不在案例中",
            "{source}: it is for {worker}, whom the case does not have",
        ).format(source=source, worker=claim.worker),
        suggestion=Text("更正编号，或补上这个人的记录", "mend the id, or add the record of this person"),
    )


def _waived(case: Case, found: Iterable[Finding]) -> tuple[Finding, ...]:
    marked, _ = Findings.of(found).waive(case.waivers, case.on)
    return tuple(marked)


def _order(claim: Claim) -> tuple[date, str]:
    return day_of(claim), claim.id


def _doubles(case: Case, judged: Iterable[JudgedClaim]) -> Mapping[str, tuple[Finding, ...]]:
    """What the rule on double claims says of each: a bar for the later ones, a warning for the first."""
    groups: dict[tuple[type, str, str, int], list[JudgedClaim]] = defaultdict(list)
    for one in judged:
        # A worker's claim and an employer's for the worker are two subsidies.
        groups[type(one.claim), one.claim.worker, one.claim.kind.value, year_of(one.claim)].append(one)
    in_order = [sorted(group, key=lambda one: _order(one.claim)) for group in groups.values()]
    return {one.claim.id: _waived(case, _rivalry(case, one, group)) for group in in_order for one in group}


def _rivalry(case: Case, one: JudgedClaim, group: Iterable[JudgedClaim]) -> Iterator[Finding]:
    """What stands against a claim because of others, which may themselves be paid or have been.

    A claim that is barred by itself is asked only whether it was made before: it takes nothing from a later one.
    """
    claim = one.claim
    rivals = [
        other.claim
        for other in group
        if other is not one
        and (not other.refused or other.claim.paid_on is not None)
        and (not one.refused or _order(other.claim) < _order(claim))
    ]
    same = [other for other in rivals if _employer(other) == _employer(claim)]
    first = all(_order(claim) < _order(other) for other in same)
    for finding in _of_ledger(case, claim, *same):
        yield evolve(finding, subject=claim.id, severity=Severity.WARN if first else finding.severity)
    others = {_employer(other): other for other in reversed(rivals) if other not in same}
    if others:
        for finding in _of_ledger(case, claim, *others.values()):
            yield evolve(finding, subject=claim.id)


def _employer(claim: Claim) -> str:
    return claim.employer if isinstance(claim, EmployerSubsidyClaim) else ""


def _of_ledger(case: Case, *claims: Claim) -> tuple[Finding, ...]:
    ledger = SubsidyLedger(
        claims=tuple(one for one in claims if isinstance(one, SubsidyClaim)),
        employer_claims=tuple(one for one in claims if isinstance(one, EmployerSubsidyClaim)),
    )
    return case.book.judge(ledger, "ledger", on=case.on, region=case.campaign.pairing.sending, kind=CLAIM)
