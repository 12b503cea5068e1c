"""TR-01 to TR-03, TR-14 to TR-16, TR-18, TR-19: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.journey import OtherTrip
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.people import Worker
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters, Value
from laborcoop.transfer import (
    Boarding,
    Convoy,
    DriverDuty,
    Leg,
    LegsInTurn,
    Ride,
    SeatUse,
    Shared,
    Stop,
    Ticket,
    TrainNumber,
    TransportMode,
    TripOverlap,
    Vehicle,
    duties,
)
from laborcoop.transfer.rules import RULES

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
DEPARTS = datetime(2023, 2, 5, 8, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
COACH, TRAIN = TransportMode.CHARTER_COACH, TransportMode.SPECIAL_TRAIN
BOOK = RuleBook(title=Text.same("transport"), rules=RULES, parameters=Parameters.of(PARAMETERS))


def with_value(name: str, value: Value) -> RuleBook:
    source = Convention(Text("试验", "a trial"))
    changed = evolve(BOOK.parameters[name], values=(DatedValue(value=value, source=source),))
    return BOOK.with_parameters(changed)


DRIVERS_BESIDE = with_value("crew_counts", value=False)


def leg(
    drivers: str = "DD",
    *,
    mode: TransportMode = COACH,
    rated: int = 49,
    captain: str = "C-1",
    deputy: str = "C-2",
    escorts: int = 0,
) -> Leg:
    """A leg A, B, C, …: a section an hour for each letter, the driver of that name; a dot for none."""
    return Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=rated),
        stops=tuple(
            Stop(
                place=PlaceId("ABCDEF"[i]),
                arrive=DEPARTS + 60 * i * MINUTE,
                depart=DEPARTS + 60 * i * MINUTE,
                driver=None if driver == "." else DriverId(driver),
                km=Decimal(30),
            )
            for i, driver in enumerate(f"{drivers}.")
        ),
        train=TrainNumber.parse("D3812/D3809") if mode.is_rail else None,
        captain=captain,
        deputy=deputy,
        escorts=escorts,
    )


def boarding(riders: int, children: int = 0, *, of: Leg | None = None, rated: int = 49) -> Boarding:
    return Boarding(leg=of or leg(rated=rated), riders=riders, children=children)


def ride(worker: str, seat: str, way: str, on: str = "L-1") -> Ride:
    return Ride(worker=WorkerId(worker), leg=LegId(on), board=PlaceId(way[0]), alight=PlaceId(way[1]), seat=seat)


def seats(*rides: tuple[str, ...]) -> SeatUse:
    return SeatUse(leg=leg("DDD"), rides=tuple(ride(*given) for given in rides))


NUMBER = ResidentNumber("533399199101010079")
OTHER_NUMBER = ResidentNumber("533399198805120028")
MASKED = ResidentNumber("533399********0079")


def worker(number: ResidentNumber = NUMBER) -> Worker:
    return Worker(
        id=WorkerId("W-1"),
        name=PersonName("阿普·迪"),
        sex=Sex.MALE,
        number=number,
        born=date(1991, 1, 1),
        registered=DivisionCode("533301"),
    )


def ticket(
    who: Worker, name: str | None = None, number: ResidentNumber | None = None, mode: TransportMode = TRAIN
) -> Ticket:
    return Ticket(worker=who, leg=leg(mode=mode), name=None if name is None else PersonName(name), number=number)


def trip(booked_from: int, booked_until: int) -> TripOverlap:
    """A trip of an hour, and another one booked, in minutes from the departure."""
    return TripOverlap(
        worker=WorkerId("W-1"),
        booked=OtherTrip(depart=DEPARTS + booked_from * MINUTE, arrive=DEPARTS + booked_until * MINUTE),
        depart=DEPARTS,
        arrive=DEPARTS + 60 * MINUTE,
    )


def convoy(listed_at: datetime | None, leader: str = "C-9") -> Convoy:
    return Convoy(
        id=ConvoyId("CV-1"), batch=1, name=Text("第一批", "first"), legs=(leg(),), leader=leader, listed_at=listed_at
    )


LISTED = DEPARTS - timedelta(days=1)


def twice_at_once(minutes: int) -> DriverDuty:
    """The duty of a driver whose second coach leaves so many minutes after the first set out on its hour."""
    first = leg("D")
    second = evolve(
        first,
        id=LegId("L-2"),
        stops=tuple(
            evolve(stop, arrive=stop.arrive + minutes * MINUTE, depart=stop.depart + minutes * MINUTE)
            for stop in first.stops
        ),
    )
    return duties([first, second])[0]


def in_turn_by(shared: Shared, gap: int, *, back: bool = False) -> LegsInTurn:
    """A leg A–B of an hour and another so many minutes after it, from A again, or from B ``back``."""
    first = leg("D")
    way = [*reversed(first.stops)] if back else first.stops
    moved = [at + (60 + gap) * MINUTE for at in (DEPARTS, DEPARTS + 60 * MINUTE)]
    second = evolve(
        first,
        id=LegId("L-2"),
        stops=tuple(evolve(stop, arrive=at, depart=at) for stop, at in zip(way, moved, strict=True)),
    )
    return LegsInTurn(shared=shared, name="V-1" if shared is Shared.VEHICLE else "C-1", first=first, second=second)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    severity: Severity = Severity.ERROR
    on: date = ON
    book: RuleBook = BOOK


BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
TRAVEL = DEPARTS.date()

FIELDS = {
    "TR-01": {"riders"},
    "TR-02": {"children"},
    "TR-03": {"01", "02", "1", "50"},
    "TR-14": {"worker.number", "number", "name"},
    "TR-15": {"booked"},
    "TR-16": {"train"},
    "TR-18": {"listed_at"},
    "TR-19": {"captain", "deputy", "stops", "leader", "sections", "vehicle"},
}

BREAKS = [
    Case("TR-01", boarding(50), "a 49-seat coach with 50", "riders 50", BLOCK, book=DRIVERS_BESIDE),
    Case("TR-01", boarding(49), "the driver takes a seat where the rating counts it", "crew seats 1 ", WARN),
    Case("TR-01", boarding(48, of=leg("DE")), "two drivers take two", "crew seats 2 ", WARN),
    Case("TR-01", boarding(47, of=leg(escorts=2)), "escorts take seats", "crew seats 3 ", WARN),
    Case("TR-01", boarding(48, of=leg(escorts=2)), "escorts are people aboard", "crew seats 3 ", BLOCK),
    Case("TR-01", boarding(50, of=leg(mode=TRAIN)), "a train of 49 seats", "crew seats 0 ", BLOCK),
    Case("TR-02", boarding(49, 6, rated=50), "six children beyond 50", "may take 5 beyond it", WARN),
    Case("TR-02", boarding(48, 5), "five children beyond 49", "may take 4 beyond it", WARN),
    Case("TR-02", boarding(47, 6), "one seat for six children", "seats free 1, so 5 beyond", WARN),
    Case("TR-02", boarding(0, 54, rated=49), "a coach of children", "seats free 48, so 6 beyond", WARN),
    Case("TR-03", seats(("W-1", "01", "AC"), ("W-2", "01", "BD")), "one seat, two people from B to C", "by W-1"),
    Case("TR-03", seats(("W-1", "01", "AD"), ("W-2", "01", "BC")), "one inside the other", "by W-1"),
    Case("TR-03", seats(("W-1", "01", "AC"), ("W-1", "02", "BD")), "one person, two seats", "sits in 01"),
    Case("TR-03", seats(("W-1", "50", "AB")), "the coach has 49 seats", "no such seat"),
    Case("TR-03", seats(("W-1", "1", "AB")), "labels have two digits", "no such seat"),
    Case("TR-03", seats(("W-1", "01", "BA")), "against the order of the stops", "from B to A"),
    Case("TR-03", seats(("W-1", "01", "AA")), "from a stop to itself", "from A to A"),
    Case("TR-03", seats(("W-1", "01", "AX")), "to a place where the leg does not stop", "from A to X"),
    Case("TR-03", seats(("W-1", "01", "XB")), "from a place where the leg does not stop", "from X to B"),
    Case("TR-03", seats(("W-1", "01", "AB", "L-2")), "a ride on another leg", "does not go"),
    Case("TR-14", ticket(worker(MASKED)), "a masked number", "on record is masked", BLOCK),
    Case("TR-14", ticket(worker(MASKED), number=NUMBER), "a masked number, a full one printed", "on record", BLOCK),
    Case("TR-14", ticket(worker(), number=MASKED), "a mask is printed", "on the ticket is masked", BLOCK),
    Case("TR-14", ticket(worker(), number=OTHER_NUMBER), "another number is printed", "is not that on record", BLOCK),
    Case("TR-14", ticket(worker(), name="阿普迪"), "a name typo", "name on the ticket", BLOCK),
    Case("TR-15", trip(59, 120), "leaves a minute before the end", "08:00 to 2023-02-05 09:00"),
    Case("TR-15", trip(-60, 1), "arrives a minute after the start", "07:00 to 2023-02-05 08:01"),
    Case("TR-15", trip(10, 20), "inside", "overlaps"),
    Case("TR-15", trip(-10, 200), "around", "overlaps"),
    Case("TR-16", evolve(leg(mode=TRAIN), train=None), "a train without a number", "L-1", INFO),
    Case("TR-18", convoy(None), "not listed, before the day", "is not registered", WARN),
    Case("TR-18", convoy(None), "not listed on the eve", "is not registered", WARN, TRAVEL - timedelta(days=1)),
    Case("TR-18", convoy(None), "not listed on the day", "is not registered", on=TRAVEL),
    Case("TR-18", convoy(DEPARTS), "listed as it leaves", "only at 2023-02-05 08:00", on=TRAVEL),
    Case("TR-18", convoy(DEPARTS + MINUTE), "listed late", "only at", on=TRAVEL + timedelta(days=30)),
    Case("TR-18", convoy(DEPARTS + MINUTE), "to be listed late", "only at", WARN),
    Case("TR-19", leg(captain=""), "no captain", "no captain"),
    Case("TR-19", leg(deputy=""), "no deputy", "no deputy"),
    Case("TR-19", leg(deputy="C-1"), "captain and deputy are one", "one person"),
    Case("TR-19", leg("D..D"), "nobody drives two sections", "sections B–C, C–D"),
    Case("TR-19", convoy(LISTED, leader=""), "no leader", "no leader"),
    Case("TR-19", twice_at_once(59), "on two coaches for a minute", "two vehicles at once"),
    Case("TR-19", twice_at_once(60), "here and elsewhere in the same minute", "two vehicles at once"),
    Case("TR-19", in_turn_by(Shared.VEHICLE, -1, back=True), "a coach sets out before it is back", "the vehicle V-1"),
    Case("TR-19", in_turn_by(Shared.VEHICLE, 0), "a coach is here and elsewhere in one minute", "the vehicle V-1"),
    Case("TR-19", in_turn_by(Shared.CAPTAIN, -30), "a captain is on two coaches", "the captain or deputy C-1"),
]

KEEPS = [
    Case("TR-01", boarding(49), "49 in 49", book=DRIVERS_BESIDE),
    Case("TR-01", boarding(48), "48 and the driver"),
    Case("TR-01", boarding(46, of=leg(escorts=2)), "46, two escorts and the driver"),
    Case("TR-01", boarding(49, of=leg(mode=TRAIN)), "who drives a train takes no seat"),
    Case("TR-02", boarding(49, 5, rated=50), "five children beyond 50"),
    Case("TR-02", boarding(48, 4), "four children beyond 49"),
    Case("TR-02", boarding(47, 5), "one seat and four beyond"),
    Case("TR-02", boarding(60, 0), "too many riders are not children"),
    Case("TR-02", boarding(48, 20, of=leg(mode=TRAIN)), "trains have their own rule"),
    Case("TR-03", seats(("W-1", "01", "AB"), ("W-2", "01", "BD")), "the seat is free again at B"),
    Case("TR-03", seats(("W-1", "01", "AB"), ("W-1", "02", "BC")), "another seat from B on"),
    Case("TR-03", seats(("W-1", "01", "AD"), ("W-2", "49", "AD")), "the first and the last seat"),
    Case("TR-03", seats(), "an empty coach"),
    Case("TR-14", ticket(worker()), "a full number, nothing printed yet"),
    Case("TR-14", ticket(worker(), "阿普·迪", NUMBER), "name and number as on record"),
    Case("TR-14", ticket(worker(MASKED), "谁", OTHER_NUMBER, COACH), "coaches ask for no real names"),
    Case("TR-15", trip(60, 120), "leaves as the trip ends"),
    Case("TR-15", trip(-60, 0), "arrives as the trip starts"),
    Case("TR-16", leg(mode=TRAIN), "a train with its numbers"),
    Case("TR-16", leg(), "a coach has none"),
    Case("TR-18", convoy(LISTED), "listed the day before"),
    Case("TR-18", convoy(DEPARTS - MINUTE), "listed a minute before", on=TRAVEL),
    Case("TR-19", leg(), "captain, deputy, driver"),
    Case("TR-19", leg("..", mode=TRAIN, captain="", deputy=""), "a train has its own crew"),
    Case("TR-19", convoy(LISTED), "a leader"),
    Case("TR-19", twice_at_once(61), "from one coach to the next"),
    Case("TR-19", in_turn_by(Shared.VEHICLE, 0, back=True), "a coach turns round at once"),
    Case("TR-19", in_turn_by(Shared.VEHICLE, 1), "a coach comes from another place in time"),
    Case("TR-19", in_turn_by(Shared.CAPTAIN, 0, back=True), "a captain goes back by the next coach"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


def judged(case: Case) -> tuple[Finding, ...]:
    return case.book.judge(case.subject, "S-1", on=case.on)


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
    assert case.rule not in {finding.rule for finding in judged(case)}


def test_every_boarding_rule_has_a_case_on_each_side() -> None:
    codes = {f"TR-{number}" for number in ("01", "02", "03", "14", "15", "16", "18", "19")}
    assert {case.rule for case in BREAKS} == {case.rule for case in KEEPS} == codes


def test_a_coach_without_a_driver_on_a_section_says_which() -> None:
    (finding,) = BOOK.judge(leg("D..D"), "L-1", on=ON)
    assert (finding.rule, finding.severity, finding.path) == ("TR-19", Severity.ERROR, "stops")
    assert "B–C, C–D" in finding.message.en
    assert "B–C、C–D" in finding.message.zh


def test_everything_that_a_coach_lacks_is_said_at_once() -> None:
    found = BOOK.judge(leg("..", captain="", deputy=""), "L-1", on=ON)
    assert [finding.path for finding in found if finding.rule == "TR-19"] == ["captain", "deputy", "stops"]


def test_everything_that_is_wrong_with_a_ticket_is_said_at_once_and_without_the_person() -> None:
    found = BOOK.judge(ticket(worker(), "某某", OTHER_NUMBER), "W-1", on=ON)
    assert [finding.path for finding in found] == ["number", "name"]
    for secret in ("阿普", "某", NUMBER.reveal(), OTHER_NUMBER.reveal()):
        assert secret not in repr(found)


@pytest.mark.parametrize(("share", "children", "broken"), [(10, 5, True), (11, 5, False), (11, 6, True), (0, 1, True)])
def test_the_share_of_children_is_a_parameter(
    share: int,
    children: int,
    broken: bool,  # noqa: FBT001 - a case as data
) -> None:
    book = with_value("free_child_share", share)
    assert bool(book.judge(boarding(48, children), "L-1", on=ON)) is broken


def test_whether_drivers_take_seats_is_judged_for_the_day_of_the_journey() -> None:
    source = Convention(Text("试验", "a trial"))
    changed = Parameter(
        name="crew_counts",
        title=Text.same("crew"),
        unit="",
        values=(DatedValue(value=True, source=source, since=TRAVEL),),
    )
    (finding,) = BOOK.with_parameters(changed).judge(boarding(49), "L-1", on=ON)
    assert finding.rule == "TR-01"


@pytest.mark.parametrize(("since", "broken"), [(TRAVEL, True), (TRAVEL + timedelta(days=1), False)])
def test_the_share_of_children_is_that_of_the_day_of_the_journey(since: date, broken: bool) -> None:  # noqa: FBT001 - a case as data
    (usual,) = BOOK.parameters["free_child_share"].values
    values = (evolve(usual, until=since), evolve(usual, value=0, since=since))
    book = BOOK.with_parameters(evolve(BOOK.parameters["free_child_share"], values=values))
    for judged_on in (ON, TRAVEL + timedelta(days=9)):
        assert bool(book.judge(boarding(48, 1), "L-1", on=judged_on)) is broken


@pytest.mark.parametrize(("riders", "children"), [(-1, 0), (0, -1)])
def test_numbers_aboard_are_not_negative(riders: int, children: int) -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        boarding(riders, children)


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_trip_arrives_after_it_departs(minutes: int) -> None:
    with pytest.raises(InvalidValue, match="must arrive after"):
        evolve(trip(0, 1), arrive=DEPARTS + minutes * MINUTE)


RIDES = st.lists(
    st.tuples(
        st.sampled_from(["W-1", "W-2", "W-3"]),
        st.sampled_from(["01", "02"]),
        st.sampled_from(["AB", "AC", "AD", "BC", "BD", "CD"]),
    ),
    max_size=5,
)


@settings(deadline=None)
@given(rides=RIDES, order=st.randoms(use_true_random=True))
def test_seats_are_in_order_exactly_where_no_section_has_a_seat_or_a_person_twice(
    rides: list[tuple[str, str, str]], order: Random
) -> None:
    taken = [(section, worker_id, seat) for worker_id, seat, way in rides for section in range(*map("ABCD".index, way))]
    sound = len({(section, who) for section, who, _ in taken}) == len(taken) and len(
        {(section, seat) for section, _, seat in taken}
    ) == len(taken)
    found = BOOK.judge(seats(*rides), "L-1", on=ON)
    assert (not found) == sound
    assert found == BOOK.judge(seats(*order.sample(rides, len(rides))), "L-1", on=ON)
