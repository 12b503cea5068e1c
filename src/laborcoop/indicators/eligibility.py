"""Who may get what: every claim for a subsidy and every student's aid, judged by the rules, each refusal explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.errors import InvalidValue
from laborcoop.indicators.ledger import CLAIM, Ledger
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.training import StudentAid, StudentAidId

DOUBLE = "SB-05"

Claim = SubsidyClaim | EmployerSubsidyClaim


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
        """Whether nothing bars it, and something is not recorded or needs a person's decision."""
        doubts = any(one.severity is Severity.WARN and not one.waived for one in self.findings)
        return doubts and not self.refused

    @property
    def double(self) -> bool:
        """Whether another claim of the same person (and employer), kind and year stands before it."""
        return self.refused and any(finding.rule == DOUBLE for finding in self.findings)

    def barred_by(self) -> frozenset[str]:
        """The rules that bar it."""
        return frozenset(finding.rule for finding in self.findings if finding.excludes)

    def why(self) -> tuple[Text, ...]:
        """The reasons of the refusal, each with its rule; none where it is not refused."""
        return tuple(
            Text("{rule} {message}", "{rule} {message}").format(rule=one.rule, message=one.message)
            for one in self.findings
            if one.excludes
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

    def eligible(self) -> tuple[JudgedClaim, ...]:
        """The claims against which nothing stands."""
        return tuple(one for one in self.claims if not one.refused and not one.open)

    def to_check(self) -> tuple[JudgedClaim, ...]:
        """The claims of which something is not recorded, or that a person must decide."""
        return tuple(one for one in self.claims if one.open)

    def refused(self) -> tuple[JudgedClaim, ...]:
        """The claims that a rule bars."""
        return tuple(one for one in self.claims if one.refused)

    def doubles(self) -> tuple[JudgedClaim, ...]:
        """Those of the refused that ask for what was claimed before."""
        return tuple(one for one in self.claims if one.double)


def review_subsidies(case: Case, *, region: DivisionCode | None = None, year: int | None = None) -> SubsidyReview:
    """Judge every claim for a subsidy by the rules of the region that pays, in the year it is for.

    Of two claims of one person, kind and year, of whichever counties, the one made first stays to be compared and the
    later ones are refused (SB-05); so it is with two of one employer for one worker. Waivers of the case hold.

    Args:
        case: the records.
        region: only claims that this region, or a part of it, pays; double claims are looked for in all.
        year: only claims for this year; an employer's is of the year in which it was made.

    Raises:
        InvalidValue: ``case`` has two claims with one id.
    """
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
    twice = _doubles(case, [one for _, one in given])
    judged = [_judged(case, source, one, day_of(one), twice.get(one.id, ())) for source, one in given]
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


def _judged(case: Case, source: str, claim: Claim, on: date, others: tuple[Finding, ...]) -> JudgedClaim:
    found = case.book.judge(claim, claim.id, on=on, region=claim.payer, kind=CLAIM)
    marked, _ = Findings.of([*found, *others]).waive(case.waivers, case.on)
    return JudgedClaim(claim=claim, source=source, findings=tuple(marked))


def _doubles(case: Case, claims: Iterable[Claim]) -> Mapping[str, tuple[Finding, ...]]:
    """What the rule on double claims says of each: a bar for the later ones, a warning for the first."""
    groups: dict[tuple[str, str, str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        # A worker's claim and an employer's for the worker are two subsidies.
        employer = claim.employer if isinstance(claim, EmployerSubsidyClaim) else ""
        groups[employer, claim.worker, claim.kind.value, year_of(claim)].append(claim)
    said: dict[str, tuple[Finding, ...]] = {}
    for group in groups.values():
        ledger = SubsidyLedger(
            claims=tuple(one for one in group if isinstance(one, SubsidyClaim)),
            employer_claims=tuple(one for one in group if isinstance(one, EmployerSubsidyClaim)),
        )
        found = case.book.judge(ledger, "ledger", on=case.on, region=case.campaign.pairing.sending, kind=CLAIM)
        for place, claim in enumerate(sorted(group, key=lambda one: (day_of(one), one.id))):
            said[claim.id] = tuple(
                evolve(one, subject=claim.id, severity=one.severity if place else Severity.WARN) for one in found
            )
    return said


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
    """
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
