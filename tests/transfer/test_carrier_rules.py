"""TR-10 to TR-13, TR-17, TR-32, TR-33: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.rulebook import Citation, RuleBook, Severity
from laborcoop.transfer import Leg, Stop, TransportMode, Vehicle
from laborcoop.transfer.charter import Charter, CharterRun, Incident, IncidentKind
from laborcoop.transfer.departure_check import DepartureCheck, VehicleBody
from laborcoop.transfer.driver import Driver, DriverAssignment
from laborcoop.transfer.rules_carrier import RULES_CARRIER

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
TRAVEL = date(2023, 2, 6)
IN_2020 = date(2020, 3, 7)
BOOK = RuleBook(
    title=Text.same("carriers"),
    rules=RULES_CARRIER,
    parameters=china_with_regions().parameters,
)
ZHUHAI = DivisionCode("440400")
LUSHUI = DivisionCode("533301")
XIANGZHOU = DivisionCode("440402")


def leg(
    stops: str = "ABC",
    mode: TransportMode = TransportMode.CHARTER_COACH,
    on: date = TRAVEL,
    *,
    not_on: str = "",
    not_off: str = "",
    days: int = 0,
) -> Leg:
    """A leg along the places named by letters, an hour apart; the last of them so many days later.

    Nobody gets on at the places ``not_on``, nobody off at those of ``not_off``.
    """
    start = datetime(on.year, on.month, on.day, 8, tzinfo=ZONE)
    times = [start + timedelta(hours=i) for i in range(len(stops))]
    times[-1] += timedelta(days=days)
    return Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=49),
        stops=tuple(
            Stop(
                place=PlaceId(place), arrive=at, depart=at, boarding=place not in not_on, alighting=place not in not_off
            )
            for place, at in zip(stops, times, strict=True)
        ),
    )


def sent(licence: str = "A1", on: date = TRAVEL, **changes: Any) -> DriverAssignment:
    driver = Driver(
        id=DriverId("D-1"),
        born=date(1980, 5, 1),
        licences=frozenset({"A1", "C1"}),
        exam_passed_on=date(2010, 1, 1),
        file_seen_on=date(2023, 1, 5),
    )
    return DriverAssignment(driver=evolve(driver, **changes), leg=leg(on=on), licence=licence)


def run(of: Leg | None = None, route: str = "ABC", riders: str = "", **changes: Any) -> CharterRun:
    charter = Charter(
        route=tuple(PlaceId(place) for place in route),
        riders=frozenset({WorkerId("W-1"), WorkerId("W-2")}),
        home=ZHUHAI,
        start=LUSHUI,
        end=XIANGZHOU,
    )
    charter = evolve(charter, **{key: changes.pop(key) for key in ("home", "start", "end") if key in changes})
    base = CharterRun(
        leg=of or leg(),
        charter=charter,
        riders=frozenset(WorkerId(f"W-{number}") for number in riders),
        contract_aboard=True,
        contract_checked=True,
    )
    return evolve(base, **changes)


def check(**changes: Any) -> DepartureCheck:
    base = DepartureCheck(
        leg=leg(days=1),
        riders=40,
        body=VehicleBody.PASSENGERS,
        emergency_plan=True,
        seat_belts=True,
        certificate_aboard=True,
        insured_from=TRAVEL,
        insured_until=TRAVEL + timedelta(days=1),
    )
    return evolve(base, **changes)


def incident(kind: IncidentKind, **changes: Any) -> Incident:
    return Incident(leg=leg(), kind=kind, **changes)


def train(mode: TransportMode = TransportMode.SPECIAL_TRAIN, on: date = IN_2020, **stops: str) -> Leg:
    return leg("KLM", mode, on, not_on=stops.get("not_on", ""), not_off=stops.get("not_off", ""))


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR
    region: DivisionCode | None = None


BLOCK, WARN = Severity.BLOCK, Severity.WARN
SWAP, DUMPED = IncidentKind.VEHICLE_SWAP, IncidentKind.DUMPED

BREAKS = [
    Case(
        "TR-10",
        sent("A2"),
        "another class of licence",
        "D-1: missing: a driving licence of class A2",
        "driver.licences",
    ),
    Case("TR-10", sent(licences=None), "no licence on file", "not recorded", "driver.licences", WARN),
    Case(
        "TR-10", sent(exam_passed_on=TRAVEL + timedelta(days=1)), "the exam is later", "exam", "driver.exam_passed_on"
    ),
    Case("TR-10", sent(exam_passed_on=None), "no exam on file", "not recorded", "driver.exam_passed_on", WARN),
    Case("TR-10", sent(born=date(1962, 2, 6)), "61 on the day", "is 61, over 60", "driver.born"),
    Case("TR-10", sent(born=date(1963, 2, 5)), "60 since yesterday", "is open", "driver.born", WARN),
    Case("TR-10", sent(born=date(1962, 2, 7)), "61 tomorrow", "is open", "driver.born", WARN),
    Case("TR-10", sent(born=None), "no birth date on file", "not recorded", "driver.born", WARN),
    Case(
        "TR-10",
        sent(liable_accident_on=date(2020, 2, 6)),
        "an accident three years ago to the day",
        "within 3 years",
        "driver.liable_accident_on",
    ),
    Case("TR-10", sent(liable_accident_on=TRAVEL), "an accident today", "2023-02-06", "driver.liable_accident_on"),
    Case("TR-10", sent(file_seen_on=None), "nobody looked at the record", "accidents", "driver.file_seen_on", WARN),
    Case("TR-11", run(leg("ABXC")), "an off-list pickup", "stops at X", "leg.stops", WARN),
    Case("TR-11", run(leg("ABXC", not_off="X")), "only boarding at a place off the list", "X", "leg.stops", WARN),
    Case("TR-11", run(leg("ABXC", not_on="X")), "only alighting at a place off the list", "X", "leg.stops", WARN),
    Case("TR-11", run(leg("AB")), "ends before the end", "from A to C, runs from A to B", "leg.stops", WARN),
    Case("TR-11", run(leg("BC")), "starts after the start", "runs from B to C", "leg.stops", WARN),
    Case("TR-11", run(leg("ACBD"), "ABCD"), "another order", "order", "leg.stops", WARN),
    Case("TR-11", run(contract_aboard=False), "no contract", "missing", "contract_aboard", WARN, ZHUHAI),
    Case("TR-11", run(contract_aboard=None), "unknown contract", "not recorded", "contract_aboard", WARN, ZHUHAI),
    Case("TR-11", run(contract_checked=False), "not checked", "missing", "contract_checked", WARN, ZHUHAI),
    Case("TR-11", run(riders="13"), "a rider outside the contract", "1 aboard", "riders", WARN, ZHUHAI),
    Case("TR-11", run(home=LUSHUI, start=ZHUHAI), "no end at home", "missing", "charter.home", WARN, ZHUHAI),
    Case("TR-11", run(home=None), "home unknown", "not recorded", "charter.home", WARN, ZHUHAI),
    Case("TR-11", run(start=None), "start unknown", "not recorded", "charter.home", WARN, ZHUHAI),
    Case("TR-11", run(end=None), "end unknown", "not recorded", "charter.home", WARN, ZHUHAI),
    Case("TR-12", incident(SWAP), "swapped without a word", "swapped", "agreed_by"),
    Case("TR-12", incident(SWAP, agreed_by="B-1"), "swapped without a reason", "swapped", "agreed_by"),
    Case("TR-12", incident(SWAP, why="breakdown"), "swapped without leave", "swapped", "agreed_by"),
    Case("TR-12", incident(DUMPED, agreed_by="B-1", why="late"), "left on the way", "left on the way", "kind"),
    Case("TR-12", incident(IncidentKind.FORCED_ABOARD), "forced", "forced aboard", "kind"),
    Case("TR-12", incident(IncidentKind.EXTORTED), "extorted", "extorted", "kind"),
    Case("TR-13", check(emergency_plan=False), "no plan", "missing: an emergency plan", "emergency_plan"),
    Case("TR-13", check(emergency_plan=None), "plan unknown", "not recorded", "emergency_plan", WARN),
    Case("TR-13", check(seat_belts=False), "no belts", "missing: a seat belt", "seat_belts"),
    Case("TR-17", train(), "a stop that is served", "at L", "stops", WARN),
    Case("TR-17", train(not_off="L"), "a stop for boarding only", "at L", "stops", WARN),
    Case("TR-17", train(not_on="L"), "a stop for alighting only", "at L", "stops", WARN),
    Case("TR-17", train(on=date(2020, 2, 12)), "the first day", "at L", "stops", WARN),
    Case("TR-17", train(on=date(2020, 12, 31)), "the last day", "at L", "stops", WARN),
    Case("TR-32", check(body=VehicleBody.GOODS, riders=1), "one on a lorry", "carries 1 people", "body", BLOCK),
    Case("TR-33", check(certificate_aboard=False), "no certificate", "certificate", "certificate_aboard"),
    Case("TR-33", check(certificate_aboard=None), "unknown", "not recorded", "certificate_aboard", WARN),
    Case("TR-33", check(insured_until=TRAVEL), "the insurance ends under way", "every day", "insured_until"),
    Case(
        "TR-33",
        check(insured_from=TRAVEL + timedelta(days=1)),
        "the insurance starts under way",
        "missing",
        "insured_until",
    ),
    Case(
        "TR-33", check(insured_from=None, insured_until=None), "unknown", "not recorded", "insured_until", Severity.WARN
    ),
]

KEEPS = [
    Case("TR-10", sent(), "all on file"),
    Case("TR-10", sent(born=date(1963, 2, 6)), "60 on the day"),
    Case("TR-10", sent(exam_passed_on=TRAVEL), "the exam is today"),
    Case("TR-10", sent(liable_accident_on=date(2020, 2, 5)), "three years and a day ago"),
    Case("TR-10", sent(liable_accident_on=TRAVEL + timedelta(days=1)), "an accident after the journey"),
    Case("TR-11", run(riders="12"), "as agreed", region=ZHUHAI),
    Case("TR-11", run(leg("AC")), "a stop is left out"),
    Case("TR-11", run(leg("ABXC", not_on="X", not_off="X")), "a rest off the list"),
    Case("TR-11", run(start=ZHUHAI, end=LUSHUI), "the start is at home", region=ZHUHAI),
    Case("TR-11", run(riders="3", contract_aboard=False, home=LUSHUI, end=ZHUHAI), "Yunnan asks less", region=LUSHUI),
    Case("TR-12", incident(SWAP, agreed_by="B-1", why="breakdown"), "a swap on record"),
    Case("TR-13", check(), "plan and belts"),
    Case("TR-17", train(not_on="L", not_off="L"), "passes without serving"),
    Case("TR-17", train(TransportMode.RESERVED_CARRIAGE), "reserved carriages may stop"),
    Case("TR-17", train(on=date(2020, 2, 11)), "the day before the measures"),
    Case("TR-17", train(on=date(2021, 1, 1)), "the day after the measures"),
    Case("TR-17", train(on=TRAVEL), "2023"),
    Case("TR-32", check(body=VehicleBody.GOODS, riders=0), "nobody on the lorry"),
    Case("TR-32", check(), "a coach"),
    Case("TR-32", check(body=None), "not recorded"),
    Case("TR-33", check(), "insured from the first to the last day"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = BOOK.judge(case.subject, "S-1", on=ON, region=case.region)
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [
        (case.rule, case.severity, case.path)
    ]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert BOOK.judge(case.subject, "S-1", on=ON, region=case.region) == ()


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_CARRIER]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            f"{source.document.key}/{source.article}/{source.mark.value}"
            for source in rule.sources
            if isinstance(source, Citation)
        ]
        for rule in RULES_CARRIER
    }
    assert cited == {
        "TR-10": ["L15/9/V"],
        "TR-11": ["L15/19/V"],
        "TR-12": ["L15/20/V"],
        "TR-13": ["L15/31/V", "L14/51/V"],
        "TR-17": ["P4//V2"],
        "TR-32": ["L14/50/V"],
        "TR-33": ["L15/33/V", "L15/35/V"],
    }


def test_everything_that_a_driver_lacks_is_said_at_once() -> None:
    empty = DriverAssignment(driver=Driver(id=DriverId("D-2")), leg=leg(), licence="A1")
    assert [finding.path for finding in BOOK.judge(empty, "D-2", on=ON)] == [
        "driver.licences",
        "driver.exam_passed_on",
        "driver.born",
        "driver.file_seen_on",
    ]


def test_a_route_has_two_ends() -> None:
    with pytest.raises(InvalidValue, match="a start and an end"):
        Charter(route=(PlaceId("A"),), riders=frozenset())


@pytest.mark.parametrize("changes", [{"riders": -1}, {"insured_from": None}, {"insured_until": None}])
def test_a_checklist_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        check(**changes)


def test_the_birth_date_of_a_driver_is_not_shown() -> None:
    assert "1980" not in repr(sent())


def test_the_way_of_a_charter_is_named_from_its_start_to_its_end_in_both_languages() -> None:
    (finding,) = BOOK.judge(run(leg("AB")), "L-1", on=ON)
    assert "约定 A 至 C，实际 A 至 B" in finding.message.zh
