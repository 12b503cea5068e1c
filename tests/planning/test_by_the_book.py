"""What a plan takes from the rule book it was made with, whatever is usual: rules, values, and their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.planning.admission import Barred
from laborcoop.planning.arrival import seat_order
from laborcoop.planning.convoy_questions import waiting
from laborcoop.planning.leg_room import drivers_count
from laborcoop.planning.tickets import tickets_of
from laborcoop.planning.travel import TravelCase
from laborcoop.rulebook import Breach, Context, Findings, RuleBook, Severity, rule
from laborcoop.rulebook.parameter import DatedValue, Value
from laborcoop.rulebook.source import Convention, Mark
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Ticket

BACK = Applicant()
HERE = Convention(Text.same("of this test"), Mark.UNVERIFIED)
YUNNAN, GUANGDONG = DivisionCode("530000"), DivisionCode("440000")


@rule(
    "XX-01",
    "test.no-ticket-for-the-first",
    Severity.BLOCK,
    subject=Ticket,
    sources=(HERE,),
    message=Text.same("no ticket"),
    suggestion=Text.same("another way"),
)
def no_ticket_for_the_first(ticket: Ticket, ctx: Context) -> Iterator[Breach]:
    """The first worker gets no ticket of a train that leaves from Yunnan."""
    if ticket.worker.id == "W-000" and ticket.leg.mode.is_rail and ctx.region is not None and ctx.region.within(YUNNAN):
        yield Breach({})


def valued(name: str, values: Mapping[DivisionCode | None, Value]) -> RuleBook:
    """The usual book with other values of one parameter, by region (None: everywhere)."""
    book = china_with_regions()
    dated = tuple(DatedValue(value=value, source=HERE, region=region) for region, value in values.items())
    return book.with_parameters(evolve(book.parameters[name], values=dated))


def test_a_rule_of_another_book_about_tickets_leaves_out_whom_it_blocks() -> None:
    case = small_case(Programme(applicants=(BACK, BACK)))
    strict = evolve(case, book=case.book.with_rules(no_ticket_for_the_first))
    plan = lc.plan_return(strict)
    assert plan.verify() == ()
    assert {worker: reasons[0].code for worker, reasons in plan.unplaced.items()} == {"W-000": "XX-01"}
    broken = evolve(lc.plan_return(case), case=strict)
    assert [(finding.subject, "XX-01" in finding.message.en) for finding in broken.verify()] == [("W-000", True)]


@pytest.mark.parametrize(
    ("book", "arrive"),
    [
        (valued("crew_counts", {None: False, YUNNAN: True}), 4),
        (valued("crew_counts", {None: True, YUNNAN: False}), 6),
        (valued("crew_counts", {None: False, GUANGDONG: True}), 6),
        (valued("crew_counts", {None: False}), 6),
        (valued("crew_counts", {None: True}), 4),
    ],
)
def test_drivers_take_seats_where_the_book_says_so_of_the_place_that_a_coach_sets_out_from(
    book: RuleBook, arrive: int
) -> None:
    case = small_case(Programme(applicants=(BACK,) * 6, coach_seats=6), book)
    plan = lc.plan_return(case)
    assert len(plan.travellers) == arrive
    assert plan.verify() == ()
    assert not [finding for finding in plan.findings if finding.rule == "TR-01"]


def test_the_check_counts_the_drivers_by_the_place_too() -> None:
    case = small_case(Programme(applicants=(BACK,) * 6, coach_seats=6), valued("crew_counts", {None: False}))
    plan = lc.plan_return(case)
    broken = evolve(plan, case=evolve(case, book=valued("crew_counts", {None: False, YUNNAN: True})))
    assert any("rated for 6" in finding.message.en for finding in broken.verify())


def test_a_book_that_does_not_know_whether_drivers_count_gives_their_seats_to_workers() -> None:
    case = small_case(Programme())
    bare = RuleBook(title=Text.same("nothing"))
    (leg, *_) = case.convoys[0].legs
    assert drivers_count(case, leg)
    assert not drivers_count(evolve(case, book=bare), leg)


@pytest.mark.parametrize(
    ("age", "adult", "young"), [(18, None, set()), (25, "W-001", {"W-000"}), (60, None, {"W-000", "W-001"})]
)
def test_who_is_of_age_and_so_who_rides_beside_whom_is_as_the_book_says(
    age: int, adult: str | None, young: set[str]
) -> None:
    people = tuple(evolve(BACK, born=born, party="A") for born in (date(2003, 1, 1), date(1980, 1, 1)))
    case = small_case(Programme(applicants=people), valued("adult_age", {None: age}))
    plan = lc.plan_return(case)
    assert [ticket.adult for ticket in tickets_of(plan) if ticket.leg == "train"] == [adult, None]
    (first, _) = waiting(case, dict.fromkeys(plan.travellers, PlaceId("V-1")), case.on)
    assert first.adult == adult
    order, minors = seat_order(TravelCase.of(case, Barred.of(case, Findings(()))))
    assert order == {"W-001": 0, "W-000": 1}
    assert set(minors) == young
