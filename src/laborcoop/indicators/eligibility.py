"""Who may get what: every claim for a subsidy and every student's aid, judged by the rules, each refusal explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.errors import InvalidValue
from laborcoop.indicators.ledger import CLAIM, Ledger
from laborcoop.kernel.display import table
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text, in_a_row
from laborcoop.planning.case import Case
from laborcoop.planning.check import UNKNOWN_SUBJECT
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.training import StudentAid, StudentAidId

DOUBLE = "SB-05"

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
        """Why it is refused, or else why it is to be checked, each reason with its rule; none where it is eligible."""
        bars = [one for one in self.findings if one.excludes]
        doubts = [one for one in self.findings if _is_doubt(one)]
        return tuple(
            Text("{rule} {message}", "{rule} {message}").format(rule=one.rule, message=one.message)
            for one in bars or doubts
        )


@frozen(kw_only=True)
class SubsidyReview(Record):
    """All claims of a place and year: in = eligible + to be looked at + refused with reasons.

    Raises:
        InvalidValue: two of ``claims`` share an id.
    """

    claims: tuple[JudgedClaim, ...]

    def __attrs_post_init__(self) -> None:
        if len({one.claim.id for one in self.claims}) < len(self.claims):
            raise InvalidValue(Text("补助申请编号重复", "two claims have one id"))

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<SubsidyReview: {len(self.claims)} claims, {len(self.eligible())} eligible, "
            f"{len(self.to_check())} to check, {len(self.refused())} refused>"
        )

    def _repr_html_(self) -> str:
        """The claims as a notebook shows them: of each what was decided, and why."""
        caption = Text(
            "{all} 笔申请：符合条件 {eligible}，待核实 {open}，不予发放 {refused}",
            "{all} claims: {eligible} eligible, {open} to be checked, {refused} refused",
        ).format(
            all=len(self.claims),
            eligible=len(self.eligible()),
            open=len(self.to_check()),
            refused=len(self.refused()),
        )
        heads = (
            Text("申请", "claim"),
            Text("支付地", "payer"),
            Text("年度", "year"),
            Text("结论", "decided"),
            Text("理由", "why"),
        )
        rows = [
            (one.claim.id, str(one.claim.payer), str(year_of(one.claim)), one.verdict, in_a_row(one.why()))
            for one in self.claims
        ]
        return table(caption, heads, rows)

    def eligible(self) -> tuple[JudgedClaim, ...]:
        """The claims that the text of their place and year allows: one was read, and nothing stands against them."""
        return tuple(one for one in self.claims if not one.refused and not one.open)

    def to_check(self) -> tuple[JudgedClaim, ...]:
        """The claims of which something is not recorded or no text was read, or that a person must decide."""
        return tuple(one for one in self.claims if one.open)

    def refused(self) -> tuple[JudgedClaim, ...]:
        """The claims that a rule bars."""
        return tuple(one for one in self.claims if one.refused)

    def doubles(self) -> tuple[JudgedClaim, ...]:
        """Those of the refused that ask for what was claimed before."""
        return tuple(one for one in self.claims if one.double)

    def of_nobody(self) -> tuple[Finding, ...]:
        """What is said of the claims for people whom the case does not have (PL-05)."""
        return tuple(said for one in self.claims for said in one.findings if said.rule == UNKNOWN_SUBJECT)


def review_subsidies(case: Case, *, region: DivisionCode | None = None, year: int | None = None) -> SubsidyReview:
    """Judge every claim for a subsidy by the rules of the region that pays, in the year it is for.

    Of two claims of one person, kind and year, of whichever counties, the one made first stays to be compared and the
    later ones are refused (SB-05); so it is with two of one employer for one worker. A claim that another rule bars
    makes no other one double, unless it was paid. Of two employers' claims for one worker both are to be checked: no
    text that was read says whether each may have it. To be checked too are claims of a place and year of which no text
    was read (SB-10), and those for people whom neither the workers nor the students of the case have (PL-05). Waivers
    of the case hold.

    Args:
        case: the records.
        region: only claims that this region, or a part of it, pays; double claims are looked for in all.
        year: only claims for this year; an employer's is of the year in which it was made.

    Raises:
        InvalidValue: ``case`` has two claims with one id, or an argument is of another kind.
    """
    check_arguments(
        "review_subsidies",
        (("case", case, Case), ("region", region, DivisionCode | None), ("year", year, int | None)),
    )
    ledger = Ledger.of(case)
    for twice in ledger.repeats:
        if twice.kind == CLAIM:
            raise InvalidValue(
                Text("补助申请编号重复：{why}", "two claims have one id: {why}").format(why=twice.message)
            )
    return review_claims(ledger, region=region, year=year)


def review_claims(
    ledger: Ledger, *, region: DivisionCode | None = None, year: int | None = None, made: Period | None = None
) -> SubsidyReview:
    """As `review_subsidies`, of a ledger, which holds the first of two claims of one id alone.

    ``made`` are the days on which the claims were made, all days unless given; double claims are looked for in all.
    """
    case = ledger.case
    given: list[tuple[str, Claim]] = [*ledger.each(SubsidyClaim), *ledger.each(EmployerSubsidyClaim)]
    alone = [_judged(ledger, source, one) for source, one in given]
    twice = _doubles(case, alone)
    judged = [evolve(one, findings=(*one.findings, *twice[one.claim.id])) for one in alone]
    wanted = (
        one
        for one in judged
        if (region is None or one.claim.payer.within(region))
        and (year is None or year_of(one.claim) == year)
        and (made is None or day_of(one.claim) in made)
    )
    return SubsidyReview(claims=tuple(sorted(wanted, key=lambda one: one.claim.id)))


def year_of(claim: SubsidyClaim | EmployerSubsidyClaim) -> int:
    """The year that a claim is for."""
    return claim.year if isinstance(claim, SubsidyClaim) else claim.applied_on.year


def day_of(claim: SubsidyClaim | EmployerSubsidyClaim) -> date:
    """The day on which a claim was made."""
    return claim.claimed_on if isinstance(claim, SubsidyClaim) else claim.applied_on


def _judged(ledger: Ledger, source: str, claim: Claim) -> JudgedClaim:
    """A claim by itself, whatever else was claimed."""
    case = ledger.case
    found = case.book.judge(claim, claim.id, on=day_of(claim), region=claim.payer, kind=CLAIM)
    strange = () if claim.worker in ledger.workers else (_of_nobody(source, claim),)
    return JudgedClaim(claim=claim, source=source, findings=_waived(case, (*found, *strange)))


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


@frozen(kw_only=True)
class JudgedAid(Record):
    """One student's aid on a day: the instalments that may be paid, or what stands against it."""

    aid: StudentAid
    source: str
    payable: tuple[date, ...] = ()
    obstacles: tuple[Text, ...] = ()


def review_aid(case: Case, on: date) -> tuple[JudgedAid, ...]:
    """Every student's aid on a day (TP-11): what may be paid, and why the others may not, by id.

    Aid without an instalment that is due, suspended or ended, has neither.

    Raises:
        InvalidValue: an argument is of another kind.
    """
    check_arguments("review_aid", (("case", case, Case), ("on", on, date)))
    found = (
        JudgedAid(
            aid=aid,
            source=source,
            payable=aid.payable(on),
            obstacles=tuple(why for _, why in aid.obstacles(on)),
        )
        for source, aid in Ledger.of(case).each(StudentAid)
    )
    return tuple(sorted(found, key=lambda one: StudentAidId(one.aid.id)))
