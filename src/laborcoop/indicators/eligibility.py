"""Who may get what: every claim for a subsidy and every student's aid, judged by the rules, each refusal explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.indicators.claims import CONTRADICTED, JudgedClaim, day_of, year_of
from laborcoop.indicators.held import aid_held_against, unheld_facts
from laborcoop.indicators.ledger import Ledger
from laborcoop.kernel.display import paragraphs, table
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text, in_a_row
from laborcoop.planning.case import Case
from laborcoop.planning.check import UNKNOWN_SUBJECT
from laborcoop.planning.repeats import CLAIM
from laborcoop.rulebook import Finding
from laborcoop.training import StudentAid, StudentAidId
from laborcoop.training.aid_twice import aid_twice


@frozen(kw_only=True)
class SubsidyReview(Record):
    """All claims of a place and year: in = eligible + to be looked at + refused with reasons.

    ``unheld`` names the facts of which the case has no records at all: of these the claims alone were read.

    Raises:
        InvalidValue: two of ``claims`` share an id.
    """

    claims: tuple[JudgedClaim, ...]
    unheld: tuple[Text, ...] = ()

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
        return paragraphs(self.without_records()) + table(caption, heads, rows)

    def eligible(self) -> tuple[JudgedClaim, ...]:
        """The claims that the text of their place and year allows: one was read, and nothing stands against them."""
        return tuple(one for one in self.claims if not one.refused and not one.open)

    def to_check(self) -> tuple[JudgedClaim, ...]:
        """The claims that a person must decide: not all is recorded, no text was read, or a record says otherwise."""
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

    def contradicted(self) -> tuple[Finding, ...]:
        """What is said of the claims to be checked that the case's own records do not bear out (PL-27)."""
        return tuple(said for one in self.to_check() for said in one.findings if said.rule == CONTRADICTED)

    def without_records(self) -> tuple[Text, ...]:
        """Once for all claims, and only where it is so: which of their facts were held against no record."""
        return (_UNHELD.format(facts=self.unheld),) if self.unheld else ()


_UNHELD = Text(
    "案例中没有以下记录，补贴申请所写未经核对：{facts}",
    "the case has no records of the following, so that what claims for subsidies say of it is not held against any: "
    "{facts}",
)


def review_subsidies(case: Case, *, region: DivisionCode | None = None, year: int | None = None) -> SubsidyReview:
    """Judge every claim for a subsidy by the rules of the region that pays, in the year it is for.

    Of two claims of one person, kind and year, of whichever counties, the one made first stays to be compared and the
    later ones are refused (SB-05); so it is with two of one employer for one worker. A claim that another rule bars
    makes no other one double, unless it was paid. Of two employers' claims for one worker both are to be checked: no
    text that was read says whether each may have it. To be checked too are claims of a place and year of which no text
    was read (SB-10), and those for people whom neither the workers nor the students of the case have (PL-05). Waivers
    of the case hold.

    The facts of a claim are held against the records of the case: time, place and way of work against the spells of
    work, who is out of poverty against the marks of rosters and students, an employer's claim against the registered
    division and the employer of the spells too. Where the rules would say something else by the records, where a county
    pays for somebody registered elsewhere, or where the worker was not in post with the employer, the claim is to be
    checked (PL-27), and no more than that: no text that was read says whether the claim or the ledger counts. What the
    case has no records of at all is held against nothing (`SubsidyReview.unheld`).

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
    wanted = (
        one
        for one in ledger.claims
        if (region is None or one.claim.payer.within(region))
        and (year is None or year_of(one.claim) == year)
        and (made is None or day_of(one.claim) in made)
    )
    claims = tuple(wanted)
    return SubsidyReview(claims=claims, unheld=tuple(unheld_facts([one.claim for one in claims], ledger.recorded)))


@frozen(kw_only=True)
class JudgedAid(Record):
    """One student's aid on a day: the instalments that may be paid, or what stands against it.

    ``records`` are the places of the case's records that say otherwise than the aid, where some do.
    """

    aid: StudentAid
    source: str
    payable: tuple[date, ...] = ()
    obstacles: tuple[Text, ...] = ()
    records: tuple[str, ...] = ()


def review_aid(case: Case, on: date, *, region: DivisionCode | None = None) -> tuple[JudgedAid, ...]:
    """Every student's aid on a day (TP-11): what may be paid, and why the others may not, by id.

    Aid without an instalment that is due, suspended or ended, has neither. The student and the enrolment are also those
    of the rosters and the lists of students: what these say against paying is an obstacle as well. So is other aid for
    the same student in the same time: of two at one school that which was paid stands, else the one that begins first;
    of two at different schools, or both paid, a person decides (PL-28).

    Args:
        case: the records.
        on: the day.
        region: only aid of students who are registered in this region, by what the aid says; other aid for them is
            looked for in all.

    Raises:
        InvalidValue: an argument is of another kind.
    """
    check_arguments("review_aid", (("case", case, Case), ("on", on, date), ("region", region, DivisionCode | None)))
    ledger = Ledger.of(case)
    given = [(source, aid, tuple(_against(ledger, aid, on))) for source, aid in ledger.each(StudentAid)]
    twice = aid_twice((aid for _, aid, _ in given), {aid.id for _, aid, against in given if against})
    found = (
        JudgedAid(
            aid=aid,
            source=source,
            payable=() if against or aid.id in twice else aid.payable(on),
            obstacles=(*(why for why, _ in against), *([twice[aid.id]] if aid.id in twice else [])),
            records=tuple(place for _, place in against if place),
        )
        for source, aid, against in given
        if region is None or aid.student.registered.within(region)
    )
    return tuple(sorted(found, key=lambda one: StudentAidId(one.aid.id)))


def _against(ledger: Ledger, aid: StudentAid, on: date) -> Iterator[tuple[Text, str]]:
    """What stands against paying an aid by itself and by the records of the case, and where these stand."""
    yield from ((why, "") for _, why in aid.obstacles(on))
    yield from aid_held_against(aid, on, ledger.recorded)
