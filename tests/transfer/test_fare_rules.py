"""TR-27 to TR-31: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity
from laborcoop.transfer import Leg, Stop, TransportMode, Vehicle
from laborcoop.transfer.fares import (
    CoachFare,
    Fare,
    FareParty,
    GroupBooking,
    MinorTravel,
    Payer,
    StudentTicket,
    TicketKind,
)
from laborcoop.transfer.rules_fares import RULES_FARES

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2022, 12, 1)
TRAVEL = date(2023, 2, 6)
RAIL, COACH = TransportMode.ORDINARY_TRAIN, TransportMode.CHARTER_COACH
FULL, CHILD, FREE = TicketKind.FULL, TicketKind.CHILD, TicketKind.FREE
BOOK = RuleBook(title=Text.same("fares"), rules=RULES_FARES, parameters=national().parameters)
FOUR_A_YEAR = BOOK.with_parameters(
    evolve(
        BOOK.parameters["student_tickets_a_year"],
        values=(DatedValue(value=4, source=Convention(Text("试验", "a trial"))),),
    )
)


def leg(mode: TransportMode = RAIL, on: date = TRAVEL, rated: int = 49) -> Leg:
    start = datetime(on.year, on.month, on.day, 8, tzinfo=ZONE)
    return Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=rated),
        stops=tuple(
            Stop(place=PlaceId(place), arrive=start + timedelta(hours=i), depart=start + timedelta(hours=i))
            for i, place in enumerate("ABC")
        ),
    )


AGED_14, AGED_13 = date(2009, 2, 6), date(2009, 2, 7)
AGED_6, AGED_5 = date(2017, 2, 6), date(2017, 2, 7)
AGED_7 = date(2016, 2, 6)
AGED_18, AGED_17 = date(2005, 2, 6), date(2005, 2, 7)
MOTHER = Fare(id="W-1", born=date(1990, 1, 1), ticket=FULL, alight=PlaceId("B"), travel_class="second")


def child(born: date, ticket: TicketKind, number: int = 1, **changes: Any) -> Fare:
    base = Fare(
        id=f"K-{number}",
        born=born,
        ticket=ticket,
        alight=PlaceId("B"),
        travel_class="second",
        own_seat=ticket is not FREE,
        adult="W-1",
    )
    return evolve(base, **changes)


def party(*fares: Fare, mode: TransportMode = RAIL, on: date = TRAVEL, rated: int = 49, **adult: Any) -> FareParty:
    return FareParty(leg=leg(mode, on, rated), fares=(evolve(MOTHER, **adult), *fares))


def student(**changes: Any) -> StudentTicket:
    base = StudentTicket(
        student=WorkerId("W-1"),
        on=TRAVEL,
        enrolled=True,
        home=PlaceId("A"),
        school=PlaceId("C"),
        board=PlaceId("C"),
        alight=PlaceId("A"),
        used=3,
    )
    return evolve(base, **changes)


def group(workers: int, mode: TransportMode = RAIL, *, as_group: bool) -> GroupBooking:
    return GroupBooking(leg=leg(mode), workers=workers, as_group=as_group)


def minor(born: date, adult: str = "", adult_born: date | None = None) -> MinorTravel:
    return MinorTravel(
        leg=leg(), traveller=WorkerId("W-9"), born=born, adult=WorkerId(adult) if adult else None, adult_born=adult_born
    )


def seated(seat: str, adult_seat: str) -> MinorTravel:
    """A minor of 17 with an adult, in a vehicle with rows of four."""
    travel = minor(AGED_17, "W-1", MOTHER.born)
    run = evolve(travel.leg, vehicle=evolve(travel.leg.vehicle, row=4))
    return evolve(travel, leg=run, seat=seat, adult_seat=adult_seat)


def fare(yuan: str, approved: str | None = None, payer: Payer | None = None) -> CoachFare:
    return CoachFare(
        leg=leg(COACH), fare=Decimal(yuan), approved=None if approved is None else Decimal(approved), payer=payer
    )


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR
    book: RuleBook = BOOK


WARN, INFO = Severity.WARN, Severity.INFO

BREAKS = [
    Case(
        "TR-27", party(child(AGED_14, CHILD)), "14 on the day, a child ticket", "full fare from 14", "fares[K-1].ticket"
    ),
    Case("TR-27", party(child(AGED_14, FREE, own_seat=True)), "14, free", "full fare", "fares[K-1].ticket"),
    Case("TR-27", party(child(AGED_6, FREE)), "six on the day, free", "aged 6: needs a child", "fares[K-1].ticket"),
    Case("TR-27", party(child(AGED_13, FREE)), "13, free", "child ticket from 6", "fares[K-1].ticket"),
    Case("TR-27", party(child(AGED_5, FREE, own_seat=True)), "five, own seat", "own", "fares[K-1].own_seat"),
    Case(
        "TR-27",
        party(child(AGED_5, FREE), child(date(2018, 1, 1), FREE, 2)),
        "two free: the elder pays",
        "K-1, aged 5: an adult takes 1 child",
        "fares[K-1].ticket",
    ),
    Case("TR-27", party(child(AGED_13, CHILD, adult=None)), "13, alone", "without an adult", "fares[K-1].adult"),
    Case("TR-27", party(child(AGED_13, FULL, adult="W-7")), "adult not aboard", "without", "fares[K-1].adult"),
    Case("TR-27", party(child(AGED_13, FULL, adult="K-1")), "beside itself", "without", "fares[K-1].adult"),
    Case("TR-27", party(child(AGED_13, CHILD), born=AGED_17), "the adult is 17", "without", "fares[K-1].adult"),
    Case("TR-27", party(child(AGED_13, CHILD, train=LegId("L-2"))), "other train", "train", "fares[K-1].train"),
    Case(
        "TR-27", party(child(AGED_13, CHILD), train=LegId("L-2")), "the adult's is other", "train", "fares[K-1].train"
    ),
    Case("TR-27", party(child(AGED_13, CHILD, travel_class="first")), "class", "class", "fares[K-1].travel_class"),
    Case("TR-27", party(child(AGED_13, CHILD, alight=PlaceId("C"))), "beyond", "further", "fares[K-1].alight"),
    Case("TR-27", party(child(AGED_7, FREE), mode=COACH), "seven, free on a coach", "over 6", "fares[K-1].ticket"),
    Case(
        "TR-27",
        party(child(AGED_7, FREE, height=Decimal("1.21")), mode=COACH),
        "seven, over 1.20 m",
        "1.2 m or less",
        "fares[K-1].ticket",
    ),
    Case("TR-27", party(child(AGED_6, FREE, own_seat=True), mode=COACH), "a seat", "seat", "fares[K-1].own_seat"),
    Case("TR-27", party(child(AGED_6, FREE), mode=COACH, rated=9), "nine seats", "9 seats", "fares[K-1].ticket"),
    Case("TR-27", party(child(AGED_6, FREE, adult=None), mode=COACH), "alone", "no adult", "fares[K-1].adult"),
    Case("TR-27", party(child(AGED_6, FREE), mode=COACH, born=AGED_17), "17", "no adult", "fares[K-1].adult"),
    Case(
        "TR-27",
        party(child(AGED_6, FREE), child(AGED_6, FREE, 2), mode=COACH),
        "two free on a coach",
        "K-2, aged 6: an adult takes 1",
        "fares[K-2].ticket",
    ),
    Case("TR-28", student(enrolled=False), "no student", "not enrolled", "enrolled", INFO),
    Case("TR-28", student(alight=PlaceId("B")), "another way", "home to school", "alight", INFO),
    Case("TR-28", student(used=4), "the fifth", "4 have been used", "used", INFO, FOUR_A_YEAR),
    Case("TR-29", group(19, as_group=True), "19 as a group", "19 workers are booked", "as_group", INFO),
    Case("TR-29", group(20, as_group=False), "20 one by one", "are not booked as a group", "as_group", INFO),
    Case("TR-30", minor(AGED_17), "17, nobody named", "is 17, under 18: no responsible", "adult", WARN),
    Case("TR-30", minor(AGED_17, "W-9"), "17, names itself", "no responsible", "adult", WARN),
    Case("TR-30", minor(AGED_17, "W-1", AGED_17), "17 with 17", "a minor too", "adult", WARN),
    Case("TR-30", seated("01", "03"), "17, a seat between", "sits in 01 of L-1, not beside", "seat", WARN),
    Case("TR-30", seated("04", "05"), "17, the next row", "the responsible adult in 05", "seat", WARN),
    Case("TR-31", fare("100.01", "100", Payer.EMPLOYER), "a cent above", "above the approved 100", "fare", INFO),
    Case("TR-31", fare("0.01"), "nobody pays", "who pays", "payer", INFO),
]

KEEPS = [
    Case("TR-27", party(child(AGED_14, FULL, adult=None)), "14 on the day, full, alone"),
    Case("TR-27", party(child(AGED_13, CHILD)), "13, a child ticket"),
    Case("TR-27", party(child(AGED_13, FULL)), "13 may pay in full"),
    Case("TR-27", party(child(AGED_6, CHILD)), "six on the day, a child ticket"),
    Case("TR-27", party(child(AGED_5, FREE)), "five, free"),
    Case("TR-27", party(child(AGED_5, FREE), child(AGED_5, CHILD, 2)), "one free, one pays"),
    Case("TR-27", party(child(AGED_13, CHILD), born=AGED_18), "the adult is 18"),
    Case("TR-27", party(child(AGED_13, CHILD), alight=PlaceId("C")), "the adult goes further"),
    Case("TR-27", party(child(AGED_13, CHILD, alight=PlaceId("X"))), "a place that the leg does not name"),
    Case("TR-27", party(child(AGED_13, CHILD), alight=PlaceId("X")), "a place that is not the leg's"),
    Case("TR-27", party(child(AGED_13, CHILD, train=LegId("L-1"))), "the train of the party by name"),
    Case("TR-27", party(child(AGED_14, CHILD), on=date(2022, 12, 31)), "the rail rules are not in force"),
    Case("TR-27", party(child(AGED_6, FREE), mode=COACH), "six, free on a coach"),
    Case("TR-27", party(child(AGED_7, FREE, height=Decimal("1.20")), mode=COACH), "seven, 1.20 m"),
    Case("TR-27", party(child(AGED_6, FREE), mode=COACH, rated=10), "ten seats"),
    Case("TR-27", party(child(AGED_6, FREE), mode=COACH, born=AGED_18), "free on a coach beside one of 18"),
    Case("TR-27", party(child(AGED_14, CHILD, adult=None), mode=COACH), "who pays on a coach is not judged"),
    Case("TR-27", party(child(AGED_14, CHILD), mode=TransportMode.CHARTER_FLIGHT), "flights have their own rules"),
    Case("TR-28", student(), "from school to home"),
    Case("TR-28", student(board=PlaceId("A"), alight=PlaceId("C")), "from home to school"),
    Case("TR-28", student(used=3), "the fourth", book=FOUR_A_YEAR),
    Case("TR-28", student(used=99), "no number is in force"),
    Case("TR-29", group(20, as_group=True), "20 as a group"),
    Case("TR-29", group(19, as_group=False), "19 one by one"),
    Case("TR-29", group(40, COACH, as_group=False), "a coach"),
    Case("TR-30", minor(AGED_18), "18 on the day"),
    Case("TR-30", minor(AGED_17, "W-1", AGED_18), "17 with 18"),
    Case("TR-30", minor(AGED_17, "W-1"), "17 with somebody named"),
    Case("TR-30", seated("02", "03"), "17, beside the adult"),
    Case("TR-31", fare("100", "100", Payer.WORKER), "the approved fare"),
    Case("TR-31", fare("100", None, Payer.WORKER), "no approved fare is known"),
    Case("TR-31", fare("0"), "free"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = case.book.judge(case.subject, "S-1", on=ON)
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [
        (case.rule, case.severity, case.path)
    ]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.book.judge(case.subject, "S-1", on=ON) == ()


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_FARES]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_a_child_beside_an_adult_who_rides_free_has_no_adult_with_a_ticket() -> None:
    found = BOOK.judge(party(child(AGED_13, CHILD), ticket=CHILD), "S-1", on=ON)
    assert [finding.path for finding in found] == ["fares[K-1].adult", "fares[W-1].ticket"]


def test_a_child_that_rides_free_is_judged_behind_one_that_pays() -> None:
    (finding,) = BOOK.judge(party(child(AGED_7, CHILD), child(AGED_7, FREE, 2), mode=COACH), "S-1", on=ON)
    assert (finding.rule, finding.path) == ("TR-27", "fares[K-2].ticket")


@pytest.mark.parametrize(("since", "found"), [(TRAVEL, 1), (TRAVEL + timedelta(days=1), 0)])
def test_how_often_a_student_travels_is_asked_of_the_day_of_the_ticket(since: date, found: int) -> None:
    (often,) = FOUR_A_YEAR.parameters["student_tickets_a_year"].values
    book = FOUR_A_YEAR.with_parameters(
        evolve(FOUR_A_YEAR.parameters["student_tickets_a_year"], values=(evolve(often, since=since),))
    )
    for judged_on in (ON, TRAVEL + timedelta(days=99)):
        assert len(book.judge(student(used=4), "S-1", on=judged_on)) == found


def test_the_order_of_a_party_changes_nothing() -> None:
    fares = (MOTHER, child(AGED_5, FREE), child(AGED_5, FREE, 2))
    assert FareParty(leg=leg(), fares=fares) == FareParty(leg=leg(), fares=fares[::-1])


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            (source.document.key if isinstance(source, Citation) else "", source.mark.value) for source in rule.sources
        ]
        for rule in RULES_FARES
    }
    assert cited == {
        "TR-27": [("P20", "V2")],
        "TR-28": [("", "U")],
        "TR-29": [("", "V2"), ("", "U")],
        "TR-30": [("P20", "V2"), ("", "U"), ("", "V")],
        "TR-31": [("", "V2")],
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: party(child(AGED_5, FREE), child(AGED_5, FREE)),
        lambda: student(used=-1),
        lambda: group(0, as_group=True),
        lambda: fare("-0.01"),
        lambda: fare("0", "-0.01"),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()


def test_a_birth_date_is_not_shown() -> None:
    assert "2009" not in repr(party(child(AGED_14, CHILD)))
    assert "2005" not in repr(minor(AGED_17, "W-1", AGED_18))
