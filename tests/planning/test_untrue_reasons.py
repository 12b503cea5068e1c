"""Whoever is left out is told what is true of this person: any other reason is found by verification."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve, frozen

from laborcoop.journey import OtherTrip, Purpose, Reason, Stage
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import ConvoyId, EmployerId, EventId, LegId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.events import (
    BoardElsewhere,
    DuplicateIdentity,
    Event,
    HealthStop,
    TicketMismatch,
    TripCancelled,
)
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.verification.causes import check_causes
from laborcoop.planning.verification.judged import judged
from laborcoop.rulebook import Convention, Finding, Findings, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO = WorkerId("W-000"), WorkerId("W-001")
UNTRUE = "left out for a reason that is not true of this person"
UNRECORDED = "left out for an event that is not on record"
MORNING = datetime.fromisoformat("2023-02-05T05:00+08:00")
GONE = TripCancelled(id=EventId("gone"), time=MORNING, subject=LegId("train"))
CHILD = Applicant(party="H", born=date(2017, 5, 1), along=True, returns=False, employer=None)
NEW = Applicant(party="", returns=False, employer=None)


def with_reason(plan: ReturnPlan, reason: Reason) -> ReturnPlan:
    """W-001 is left out for this reason alone."""
    outcomes = (
        evolve(one, left_out={**one.left_out, TWO: (reason,)}) if TWO in one.left_out else one for one in plan.outcomes
    )
    return evolve(plan, outcomes=tuple(outcomes))


@frozen
class Told:
    """A plan that leaves W-001 out, and what rules say of its case."""

    plan: ReturnPlan
    said: tuple[Finding, ...]

    @classmethod
    def of(cls, plan: ReturnPlan) -> Told:
        """A sound plan."""
        assert plan.verify() == ()
        return cls(plan, judged(plan.case))

    def found(self, code: str, text: str = "", about: tuple[str, ...] = ()) -> set[str]:
        """What verification says of reasons where this one alone is given."""
        return self.found_in(with_reason(self.plan, Reason(code=code, text=Text.same(text or "so"), about=about)))

    def found_in(self, plan: ReturnPlan) -> set[str]:
        """What verification says of the reasons of a plan."""
        barred = frozenset((one.kind, one.subject) for one in self.said if one.excludes)
        return {one.message.en for one in check_causes(plan, self.said, barred)}

    def wishing(self, **changes: Any) -> Told:
        """W-001 registered otherwise."""
        case = self.plan.case
        wishes = tuple(evolve(one, **changes) if one.worker == TWO else one for one in case.registrations)
        return evolve(self, plan=evolve(self.plan, case=evolve(case, registrations=wishes)))

    def after(self, *events: Event, **changes: Any) -> Told:
        """The same plan, said to be made after events."""
        return evolve(self, plan=evolve(self.plan, log=evolve(self.plan.log, events=events, **changes)))


def planned(programme: Programme) -> Told:
    return Told.of(plan_return(small_case(programme)))


@pytest.fixture(scope="module")
def no_bed() -> Told:
    """There is no bed for women."""
    return planned(Programme(applicants=(Applicant(), Applicant(sex=Sex.FEMALE)), beds_women=0, family_rooms=0))


@pytest.fixture(scope="module")
def no_post() -> Told:
    """There is no post."""
    return planned(Programme(applicants=(Applicant(), NEW), openings=0))


@pytest.fixture(scope="module")
def filled() -> Told:
    """There is one post, which W-000 has."""
    return planned(Programme(applicants=(NEW, NEW), openings=1))


@pytest.fixture(scope="module")
def no_seat() -> Told:
    """The train has one seat."""
    return planned(Programme(applicants=(Applicant(), Applicant()), train_seats=1))


@pytest.fixture(scope="module")
def alone() -> Told:
    """W-001 goes along with nobody."""
    return planned(Programme(applicants=(Applicant(), CHILD)))


@pytest.fixture(scope="module")
def cancelled(no_seat: Told) -> Told:
    """W-001 waits for a seat; the train is cancelled, and W-000 has none, either."""
    return Told.of(replan(no_seat.plan, [GONE]).plan)


EVERYWHERE = ("WK-01", "hello", "admission.unwilling", "intake.age", "posts.company", "TR-15", "TR-14")
NEVER_TRUE: dict[str, tuple[str, ...]] = {
    "no_bed": ("seats.departed", "posts.without-adult", "beds.not-together", "gate.company", "TR-05"),
    "no_post": (
        "posts.without-adult",
        "posts.unknown-employer",
        "posts.refused",
        "posts.no-opening",
        "posts.too-late",
        "seats.departed",
        "EM-01",
    ),
    "filled": ("posts.none-suits", "posts.without-adult"),
    "no_seat": (
        "seats.leg-refused",
        "seats.stranded",
        "seats.too-late",
        "seats.not-in-batch",
        "seats.not-in-window",
        "seats.ticket",
        "seats.unknown-stop",
        "seats.impossible-window",
        "seats.impossible-batches",
        "seats.impossible-boarding",
        "seats.company",
        "seats.not-together",
        "seats.coach-full",
        "seats.train-full",
        "beds.full",
        "posts.without-adult",
        "TR-05",
        "TR-08",
    ),
    "alone": ("posts.none-suits", "posts.no-opening", "posts.unknown-employer"),
    "cancelled": ("seats.ticket", "seats.stranded", "posts.none-suits", "seats.other-trip"),
}


@pytest.mark.parametrize("of", NEVER_TRUE)
def test_a_reason_that_cannot_be_true_of_a_person_is_found(of: str, request: pytest.FixtureRequest) -> None:
    told: Told = request.getfixturevalue(of)
    codes = (*NEVER_TRUE[of], *EVERYWHERE)
    assert [(code, told.found(code)) for code in codes] == [(code, {UNTRUE}) for code in codes]
    hello = Reason(code="hello", text=Text.same("hello"))
    assert UNTRUE in {finding.message.en for finding in with_reason(told.plan, hello).verify()}


@pytest.mark.parametrize("of", NEVER_TRUE)
def test_an_event_that_is_not_on_record_is_no_reason(of: str, request: pytest.FixtureRequest) -> None:
    told: Told = request.getfixturevalue(of)
    assert [told.found(code) for code in ("EV-00", "EV-02", "EV-14", "EV-99")] == [{UNRECORDED}] * 4


ILL = HealthStop(id=EventId("#7"), time=MORNING, subject=TWO)
OTHER = evolve(ILL, subject=ONE)
MOVED = BoardElsewhere(id=EventId("#8"), time=MORNING, subject=TWO, place=PlaceId("V-2"))
WRONG = TicketMismatch(id=EventId("#9"), time=MORNING, subject=TWO, leg=LegId("train"))
SAME = DuplicateIdentity(id=EventId("#6"), time=MORNING, subject=ONE, same_as=TWO)
BOOKED = OtherTrip(depart=MORNING, arrive=MORNING + timedelta(hours=1))
E1, B1, B9 = EmployerId("E-1"), frozenset({ConvoyId("B-1")}), frozenset({ConvoyId("B-9")})
SPRING = date(2023, 3, 1)
Change = Callable[[Told], Told]


def wishing(**changes: Any) -> Change:
    return lambda told: told.wishing(**changes)


def after(*events: Event, **changes: Any) -> Change:
    return lambda told: told.after(*events, **changes)


def in_party(*events: Event) -> Change:
    """W-000 and W-001 are of one party, parted since by an event."""
    parties = {ONE: PartyId("H"), TWO: PartyId("H@#8")}

    def change(told: Told) -> Told:
        case = told.plan.case
        wishes = tuple(evolve(one, together=parties[one.worker]) for one in case.registrations)
        return evolve(told, plan=evolve(told.plan, case=evolve(case, registrations=wishes))).after(*events)

    return change


def masked(told: Told) -> Told:
    case = told.plan.case
    workers = tuple(evolve(one, number=ResidentNumber(one.number.masked)) for one in case.workers)
    return evolve(told, plan=evolve(told.plan, case=evolve(case, workers=workers)))


def refuses(told: Told) -> Told:
    return told.wishing(employer=E1).after(ILL, refused={TWO: frozenset({E1})})


TRUE: dict[str, tuple[str, str, str, Change]] = {
    "no such employer": ("no_post", "posts.unknown-employer", "", wishing(purpose=Purpose.RETURN_TO_POST)),
    "the employer was refused": ("no_post", "posts.refused", "", refuses),
    "a post was open once": ("no_post", "posts.no-opening", "", after(ILL)),
    "the only post was withdrawn once": ("filled", "posts.none-suits", "", after(ILL)),
    "a post came too late": ("no_post", "posts.too-late", "", after(ILL)),
    "the party keeps its place": ("no_seat", "posts.company", "", in_party(ILL)),
    "whoever was ill is told so": ("no_seat", "EV-00", "", after(ILL)),
    "whoever of the party was ill is named": ("no_seat", "EV-00", "goes with W-000", in_party(OTHER)),
    "the event is named": ("no_seat", "EV-00", "planned again for the event #7", after(OTHER)),
    "the other record is gone": ("no_seat", "EV-14", "", after(SAME)),
    "a batch was asked for": ("no_seat", "seats.not-in-batch", "", wishing(batches=B1)),
    "days were asked for": ("no_seat", "seats.not-in-window", "", wishing(available_from=SPRING)),
    "the days are in the wrong order": (
        "no_seat",
        "seats.impossible-window",
        "",
        wishing(available_from=SPRING, available_until=date(2023, 2, 1)),
    ),
    "there is no such batch": ("no_seat", "seats.impossible-batches", "", wishing(batches=B9)),
    "there is no such stop": ("no_seat", "seats.impossible-boarding", "", wishing(boarding=PlaceId("V-9"))),
    "there was no such stop before": ("no_seat", "seats.impossible-boarding", "", after(MOVED)),
    "the stop is not known": ("no_seat", "seats.unknown-stop", "", wishing(boarding_as_written="the old mill")),
    "the stop was not known before": ("no_seat", "seats.unknown-stop", "", after(MOVED)),
    "the ticket is wrong": ("no_seat", "seats.ticket", "", after(WRONG)),
    "the number is not known in full": ("no_seat", "TR-14", "", masked),
    "another trip is booked": ("no_seat", "TR-15", "", wishing(other_trip=BOOKED)),
    "another trip is booked, of which no rule asks": ("no_seat", "seats.other-trip", "", wishing(other_trip=BOOKED)),
    "a driver was over hours once": ("no_seat", "TR-05", "", after(ILL)),
    "the party has no way in common": ("no_seat", "seats.not-together", "", in_party()),
    "the party has no house in common": ("no_bed", "beds.not-together", "", in_party()),
}


@pytest.mark.parametrize(("of", "code", "text", "change"), TRUE.values(), ids=TRUE.keys())
def test_a_reason_is_taken_once_it_can_be_true_of_a_person(
    of: str, code: str, text: str, change: Change, request: pytest.FixtureRequest
) -> None:
    told: Told = request.getfixturevalue(of)
    assert told.found(code, text)
    assert change(told).found(code, text) == set()


def test_whoever_of_the_party_was_ill_is_no_reason_of_others_own(no_seat: Told) -> None:
    assert in_party(OTHER)(no_seat).found("EV-00", "cannot go on with this trip for now") == {UNRECORDED}


def test_a_leg_that_is_said_to_be_full_is_one_of_the_case(no_seat: Told) -> None:
    assert no_seat.found("seats.train-full", "full: train", about=("train",)) == set()
    assert no_seat.found("seats.train-full", "full: train, no-such-leg", about=("train", "no-such-leg")) == {UNTRUE}


@pytest.mark.parametrize(
    ("said", "about"),
    [("full", ("train",)), ("full: train-2", ("train",)), ("full: train", ("train", "train")), ("full: train", ())],
)
def test_whoever_is_left_out_for_a_full_leg_reads_which_and_of_each_once(
    no_seat: Told, said: str, about: tuple[str, ...]
) -> None:
    assert no_seat.found("seats.train-full", said, about=about) == {UNTRUE}


@pytest.mark.parametrize("other", ["gone-2", "forgone", "gone2", "all-gone"])
def test_an_event_is_not_named_by_the_id_of_another_in_which_its_own_is_contained(cancelled: Told, other: str) -> None:
    assert cancelled.found("EV-04", "planned again for the event gone") == set()
    assert cancelled.found("EV-04", f"planned again for the event {other}") == {UNRECORDED}


def test_nobody_whom_the_case_does_not_have_is_left_out_for_a_reason(no_seat: Told) -> None:
    seats, stranger = no_seat.plan.outcome(Stage.SEATS), WorkerId("W-999")
    more = evolve(seats, came_in=seats.came_in | {stranger}, left_out={stranger: seats.left_out[TWO], **seats.left_out})
    plan = evolve(no_seat.plan, outcomes=tuple(more if one is seats else one for one in no_seat.plan.outcomes))
    assert no_seat.found_in(plan) == {UNTRUE}


def test_what_planned_convoys_said_of_somebody_is_a_reason_as_they_said_it(no_seat: Told) -> None:
    case = no_seat.plan.case
    full = Reason(code="convoys.full", text=Text.same("no coach takes any more"))
    behind = NotCarried(worker=TWO, convoys=B1, reasons=(full,))
    told = evolve(no_seat, plan=evolve(no_seat.plan, case=evolve(case, records=(*case.records, behind))))
    assert told.found("convoys.full", "no coach takes any more") == set()
    assert told.found("convoys.full", "another") == {UNTRUE}


def test_a_rule_bars_in_its_own_words_until_something_has_happened() -> None:
    """A rule bars the employer to whom W-001 goes back."""
    case = small_case(Programme(applicants=(Applicant(), Applicant(employer=2))))
    shut = Finding(
        rule="XX-01",
        severity=Severity.BLOCK,
        kind="employer",
        subject="E-2",
        message=Text.same("shut"),
        sources=(Convention(Text.same("a test says so")),),
    )
    told = Told.of(plan_return(evolve(case, findings=Findings.of([shut]))))
    assert [one.code for one in told.plan.unplaced[TWO]] == ["XX-01"]
    assert told.found("XX-01", "shut") == set()
    assert told.found("XX-01", "burnt down") == {UNTRUE}
    assert told.found("XX-02", "shut") == {UNTRUE}
    assert told.after(ILL).found("XX-01", "burnt down") == set()
    assert told.wishing(employer=E1).found("XX-01", "shut") == {UNTRUE}
    assert told.wishing(employer=E1).after(ILL).found("XX-01", "shut") == {UNTRUE}


def test_whoever_goes_along_is_told_why_the_adult_stays() -> None:
    told = planned(Programme(applicants=(evolve(NEW, party="H"), CHILD), openings=0))
    assert [one.code for one in told.plan.unplaced[TWO]] == ["posts.without-adult", "posts.none-suits"]
    assert told.found("posts.none-suits") == {UNTRUE}
    assert told.after(ILL).found("posts.none-suits") == set()


def test_a_leg_that_an_event_took_out_stays_out_of_a_plan_made_anew(cancelled: Told) -> None:
    """The case keeps what an event barred, and the log of a new plan has no events."""
    anew = plan_return(cancelled.plan.case)
    assert {one.code for one in anew.unplaced[TWO]} == {"EV-04"}
    assert anew.verify() == ()
