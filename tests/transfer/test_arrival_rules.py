"""TR-23 to TR-26: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.employers import Contact, Employer
from laborcoop.errors import InvalidValue
from laborcoop.journey import Itinerary, Step, StepKind
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, LegId, PlaceId, WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.rulebook import Convention, DatedValue, Finding, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters
from laborcoop.transfer import Change, GateList, Handover, Reconciliation
from laborcoop.transfer.rules import RULES

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
TRAIN = datetime(2023, 2, 6, 8, 35, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
NATIONAL = RuleBook(title=Text.same("transport"), rules=RULES, parameters=Parameters.of(PARAMETERS))
BOOK = NATIONAL.with_parameters(
    evolve(
        NATIONAL.parameters["transfer_buffer"],
        values=(DatedValue(value=60, source=Convention(Text("本案例", "this case"))),),
    )
)


def gate(workers: int, *, signed: bool | None = None, contact: bool = True) -> GateList:
    employer = Employer(
        id=EmployerId("E-1"),
        name=Text("某厂", "a factory"),
        division=DivisionCode("440404"),
        gate=PlaceId("gate"),
        contact=Contact(name=PersonName("门卫")) if contact else None,
    )
    return GateList(employer=employer, workers=workers, signed=signed)


def change(minutes: int, *, to_rail: bool = True, to_flight: bool = False) -> Change:
    return Change(
        arriving=LegId("L-1"),
        departing=LegId("L-2"),
        place=PlaceId("station"),
        arrive=TRAIN - minutes * MINUTE,
        depart=TRAIN,
        to_rail=to_rail,
        to_flight=to_flight,
    )


def way(*steps: tuple[StepKind, str, int, int]) -> Itinerary:
    """Steps of a kind, from and to a place (a letter each), in minutes from the train's departure."""
    return Itinerary(
        worker=WorkerId("W-1"),
        steps=tuple(
            Step(
                kind=kind,
                start=PlaceId(places[0]),
                end=PlaceId(places[1]),
                depart=TRAIN + depart * MINUTE,
                arrive=TRAIN + arrive * MINUTE,
            )
            for kind, places, depart, arrive in steps
        ),
    )


COACH = (StepKind.COACH, "AB", -700, -600)
NIGHT = (StepKind.STAY, "BB", -600, -100)
RAIL = (StepKind.TRAIN, "BC", 0, 600)
GATE = (StepKind.HANDOVER, "CC", 600, 600)
SUMS = Reconciliation(
    registered=600,
    boarded=597,
    no_show=1,
    withdrawn=1,
    moved=1,
    handed_over=594,
    alighted_early=1,
    hospital=1,
    missing=1,
)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    severity: Severity = Severity.ERROR
    book: RuleBook = BOOK


BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO

FIELDS = {
    "TR-23": {"employer.contact", "signed"},
    "TR-24": {"registered", "boarded"},
    "TR-25": {"depart"},
    "TR-26": {"steps", "steps[0]", "steps[1]"},
}

FLIGHT_59 = change(59, to_rail=False, to_flight=True)

BREAKS = [
    Case("TR-23", gate(1, contact=False), "nobody can sign", "no contact"),
    Case("TR-23", gate(1, signed=False), "an unsigned list", "not signed"),
    Case("TR-24", Reconciliation(registered=597, boarded=596, handed_over=596), "one registered is lost", "597", BLOCK),
    Case("TR-24", Reconciliation(registered=597, boarded=597, handed_over=596), "one boarded is lost", "= 596", BLOCK),
    Case("TR-24", Reconciliation(registered=597, boarded=597, handed_over=598), "one too many", "= 598", BLOCK),
    Case("TR-24", evolve(SUMS, no_show=2), "one is in two places", "no-show 2", BLOCK),
    Case("TR-25", change(59), "59 minutes", "in 59 min; 60 min are needed", WARN),
    Case("TR-25", change(-5), "the train has left", "in -5 min", WARN),
    Case("TR-25", change(600), "no buffer is given", "no transfer_buffer", INFO, NATIONAL),
    Case("TR-25", FLIGHT_59, "59 minutes to a flight", "to the flight L-2 at station in 59 min; 60 min", WARN),
    Case("TR-26", way(), "no step at all", "not the hand-over"),
    Case("TR-26", way(COACH, NIGHT, RAIL), "ends at the station", "not the hand-over"),
    Case("TR-26", way(RAIL, GATE, (StepKind.COACH, "CD", 700, 800)), "goes on behind the gate", "not the hand-over"),
    Case("TR-26", way(COACH, (*NIGHT[:2], -601, -100), RAIL, GATE), "overlaps by a minute", "step 2, B to B"),
    Case("TR-26", way((StepKind.COACH, "AD", -700, -600), RAIL, GATE), "starts elsewhere", "step 2, B to C"),
    Case("TR-26", way(RAIL, (StepKind.HANDOVER, "DD", 600, 600)), "handed over elsewhere", "does not follow on"),
    Case("TR-26", way((StepKind.COACH, "AB", -700, -701), RAIL, GATE), "ends before it starts", "step 1, A to B, ends"),
]

KEEPS = [
    Case("TR-23", gate(1), "planned, and somebody can sign"),
    Case("TR-23", gate(0, contact=False), "nobody arrives"),
    Case("TR-23", gate(1, signed=True), "signed"),
    Case("TR-23", gate(1, signed=True, contact=False), "signed by somebody else"),
    Case("TR-24", Reconciliation(registered=597, boarded=597, handed_over=597), "597 = 597"),
    Case("TR-24", SUMS, "everyone is somewhere"),
    Case("TR-24", Reconciliation(registered=0, boarded=0, handed_over=0), "nobody"),
    Case("TR-25", change(60), "60 minutes"),
    Case("TR-25", evolve(FLIGHT_59, arrive=TRAIN - 60 * MINUTE), "60 minutes to a flight"),
    Case("TR-25", change(5, to_rail=False), "to a coach"),
    Case("TR-25", change(5, to_rail=False), "to a coach, no buffer given", book=NATIONAL),
    Case("TR-26", way(COACH, NIGHT, RAIL, GATE), "from door to gate"),
    Case("TR-26", way(GATE), "only the hand-over"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


def judged(case: Case) -> tuple[Finding, ...]:
    return case.book.judge(case.subject, "S-1", on=ON)


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = judged(case)
    assert [(finding.rule, finding.severity) for finding in found] == [(case.rule, case.severity)]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


def test_a_finding_names_the_field_that_is_wrong() -> None:
    found = [finding for case in BREAKS for finding in judged(case)]
    assert {code: {finding.path for finding in found if finding.rule == code} for code in FIELDS} == FIELDS


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert judged(case) == ()


def test_every_arrival_rule_has_a_case_on_each_side() -> None:
    codes = {f"TR-{number}" for number in range(23, 27)}
    assert {case.rule for case in BREAKS} == {case.rule for case in KEEPS} == codes


def test_a_gate_without_a_contact_and_without_a_signature_has_two_faults() -> None:
    found = BOOK.judge(gate(3, signed=False, contact=False), "E-1", on=ON)
    assert [finding.path for finding in found] == ["employer.contact", "signed"]


def test_every_gap_of_a_way_is_found() -> None:
    found = BOOK.judge(way(COACH, GATE, RAIL), "W-1", on=ON)
    assert [finding.path for finding in found] == ["steps[1]", "steps[2]", "steps"]


@pytest.mark.parametrize(("since", "broken"), [(TRAIN.date(), True), (TRAIN.date() + timedelta(days=1), False)])
def test_the_time_to_change_is_that_of_the_day_of_the_train(since: date, broken: bool) -> None:  # noqa: FBT001 - a case as data
    (usual,) = BOOK.parameters["transfer_buffer"].values
    values = (evolve(usual, until=since), evolve(usual, value=61, since=since))
    book = BOOK.with_parameters(evolve(BOOK.parameters["transfer_buffer"], values=values))
    for judged_on in (ON, TRAIN.date() + timedelta(days=9)):
        assert bool(book.judge(change(60), "L-1", on=judged_on)) is broken


def test_the_change_says_how_long_it_is() -> None:
    assert change(95).buffer == 95 * MINUTE
    assert change(-5).buffer == -5 * MINUTE


NUMBERS = st.integers(0, 3)


@settings(deadline=None)
@given(numbers=st.tuples(*[NUMBERS] * 9))
def test_the_sums_come_out_exactly_where_nobody_is_lost_or_doubled(numbers: tuple[int, ...]) -> None:
    given_numbers = dict(zip((attribute.name for attribute in fields(Reconciliation)), numbers, strict=True))
    sums = Reconciliation(**given_numbers)
    left = sums.registered - sums.no_show - sums.withdrawn - sums.moved
    right = sums.handed_over + sums.alighted_early + sums.hospital + sums.missing
    wrong = (left != sums.boarded, right != sums.boarded)
    found = BOOK.judge(sums, "CV-1", on=ON)
    assert tuple(path in {finding.path for finding in found} for path in ("registered", "boarded")) == wrong


@pytest.mark.parametrize("attribute", [attribute.name for attribute in fields(Reconciliation)])
def test_numbers_of_people_are_not_negative(attribute: str) -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(SUMS, **{attribute: -1})


def test_a_gate_list_is_not_of_fewer_than_nobody() -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        gate(-1)


def test_a_hand_over_is_planned_first_and_signed_later() -> None:
    planned = Handover(worker=WorkerId("W-1"), employer=EmployerId("E-1"), gate=PlaceId("gate"), at=TRAIN)
    assert planned.signed_at is None
    assert evolve(planned, signed_at=TRAIN + MINUTE).signed_at == TRAIN + MINUTE
    with pytest.raises(InvalidValue, match="must have a zone"):
        evolve(planned, at=TRAIN.replace(tzinfo=None))
    with pytest.raises(InvalidValue, match="must have a zone"):
        evolve(planned, signed_at=TRAIN.replace(tzinfo=None))
