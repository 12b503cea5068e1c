"""TR-20 to TR-22: the epidemic measures, a case on each side of every threshold and of the days on which they held."""

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
from laborcoop.packs.epidemic_2020 import PARAMETERS
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters, Value
from laborcoop.transfer import Boarding, Leg, Ride, Stop, TransportMode, Vehicle
from laborcoop.transfer.boarding import SeatUse
from laborcoop.transfer.precautions import HealthCheck, Precautions, RiskLevel
from laborcoop.transfer.rules_health import RULES_HEALTH

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
IN_2020 = date(2020, 3, 7)
MINUTE = timedelta(minutes=1)
COACH, TRAIN = TransportMode.CHARTER_COACH, TransportMode.SPECIAL_TRAIN
BOOK = RuleBook(title=Text.same("health"), rules=RULES_HEALTH, parameters=Parameters.of(PARAMETERS))


def with_values(**values: Value) -> RuleBook:
    source = Convention(Text("试验", "a trial"))
    return BOOK.with_parameters(
        *(
            evolve(BOOK.parameters[key], values=(DatedValue(value=value, source=source),))
            for key, value in values.items()
        )
    )


LIMITS = with_values(temperature_limit=Decimal("37.3"), oxygen_limit=93)


def leg(on: date = IN_2020, mode: TransportMode = COACH, rated: int = 49) -> Leg:
    start = datetime(on.year, on.month, on.day, 8, tzinfo=ZONE)
    return Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=rated),
        stops=tuple(
            Stop(place=PlaceId(place), arrive=start + hours, depart=start + hours)
            for place, hours in (("A", 0 * MINUTE), ("B", 60 * MINUTE))
        ),
    )


DEPARTS = leg().depart


def health(on: date = IN_2020, **changes: Any) -> HealthCheck:
    of = leg(on)
    base = HealthCheck(
        worker=WorkerId("W-1"),
        leg=of,
        at=of.depart - MINUTE,
        passed=True,
        temperature=Decimal("36.5"),
        oxygen=Decimal(97),
    )
    return evolve(base, **changes)


def taken(riders: int = 24, of: Leg | None = None, **changes: Any) -> Precautions:
    return evolve(Precautions(leg=of or leg(), riders=riders, rear_rows_free=True, isolation_seats=4), **changes)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR
    book: RuleBook = BOOK


BLOCK, WARN = Severity.BLOCK, Severity.WARN
HIGH, MEDIUM, LOW = RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW
FIRST, LAST = date(2020, 2, 12), date(2020, 12, 31)
BEFORE, AFTER = date(2020, 2, 11), date(2021, 1, 1)

FIVE_BEHIND = with_values(rear_rows_seats=5)


def seated(seat: str, of: Leg | None = None) -> SeatUse:
    on = of or leg()
    ride = Ride(worker=WorkerId("W-1"), leg=on.id, board=on.stops[0].place, alight=on.stops[1].place, seat=seat)
    return SeatUse(leg=on, rides=(ride,))


BREAKS = [
    Case("TR-20", health(at=None), "no check", "W-1 before boarding: there was none", "at"),
    Case("TR-20", health(at=DEPARTS), "as it leaves", "only after departure (2020-03-07 08:00)", "at"),
    Case("TR-20", health(oxygen=None), "no oxygen measured", "not measured", "oxygen"),
    Case("TR-20", health(passed=False), "below the standard", "below the standard", "passed"),
    Case("TR-20", health(temperature=Decimal("37.3")), "at the limit", "37.3 °C or more", "temperature", book=LIMITS),
    Case("TR-20", health(oxygen=Decimal("92.9")), "below the limit", "below 93 %", "oxygen", book=LIMITS),
    Case("TR-20", health(FIRST, passed=False), "the first day of the measures", "below", "passed"),
    Case("TR-20", health(LAST, passed=False), "the last day of the measures", "below", "passed"),
    Case("TR-21", Boarding(leg=leg(), riders=25), "25 of 49 seats", "49 seats at 50 % take 24", "riders", BLOCK),
    Case("TR-21", taken(25), "25 of 49 seats with precautions", "take 24", "riders", BLOCK),
    Case("TR-21", taken(26, leg(rated=50)), "26 of 50", "take 25", "riders", BLOCK),
    Case("TR-21", taken(25, risk=HIGH), "25 of 49 at high risk", "at 50 % take 24", "riders", BLOCK),
    Case("TR-21", taken(35, risk=MEDIUM), "35 of 49 at medium risk", "at 70 % take 34", "riders", BLOCK),
    Case("TR-21", taken(45, risk=LOW), "45 of 49 at low risk", "at 90 % take 44", "riders", BLOCK),
    Case("TR-21", taken(25, leg(FIRST)), "the first day", "take 24", "riders", BLOCK),
    Case("TR-21", taken(25, leg(LAST)), "the last day", "take 24", "riders", BLOCK),
    Case("TR-21", taken(rear_rows_free=False), "the rear rows are used", "missing", "rear_rows_free", BLOCK),
    Case("TR-21", taken(rear_rows_free=None), "nobody says", "not recorded", "rear_rows_free", WARN),
    Case("TR-21", taken(35), "with a cap of 70", "take 34", "riders", BLOCK, with_values(load_cap=70)),
    Case("TR-21", Boarding(leg=leg(), riders=35, risk=MEDIUM), "35 aboard at medium risk", "at 70 %", "riders", BLOCK),
    Case("TR-21", seated("45"), "a seat in the rear rows", "seats 45 are in the rear", "rides", BLOCK, FIVE_BEHIND),
    Case("TR-21", seated("02"), "nobody knows the rear rows", "cannot be told", "rides", WARN),
    Case("TR-22", taken(of=leg(mode=TRAIN), isolation_seats=0), "none kept", "no seats", "isolation_seats", WARN),
    Case("TR-22", taken(of=leg(mode=TRAIN), isolation_seats=None), "none named", "no seats", "isolation_seats", WARN),
]

KEEPS = [
    Case("TR-20", health(), "checked a minute before"),
    Case("TR-20", health(passed=None), "measured, without a verdict"),
    Case("TR-20", health(temperature=None), "the temperature is not on record", book=LIMITS),
    Case("TR-20", health(temperature=Decimal("37.2")), "under the limit", book=LIMITS),
    Case("TR-20", health(oxygen=Decimal(93)), "at the limit", book=LIMITS),
    Case("TR-20", health(temperature=Decimal(41), oxygen=Decimal(80)), "no limit is in force"),
    Case("TR-20", health(oxygen=None), "no oxygen asked for", book=with_values(oxygen_check=False)),
    Case("TR-20", health(BEFORE, at=None, passed=False), "the day before the measures"),
    Case("TR-20", health(AFTER, at=None, passed=False), "the day after the measures"),
    Case("TR-20", health(at=None), "switched off", book=with_values(health_check=False)),
    Case("TR-21", Boarding(leg=leg(), riders=24), "24 of 49 seats"),
    Case("TR-21", taken(25, leg(rated=50)), "25 of 50"),
    Case("TR-21", taken(24, risk=HIGH), "24 of 49 at high risk"),
    Case("TR-21", taken(34, risk=MEDIUM), "34 of 49 at medium risk"),
    Case("TR-21", taken(44, risk=LOW), "44 of 49 at low risk"),
    Case("TR-21", Boarding(leg=leg(), riders=44, risk=LOW), "44 aboard at low risk"),
    Case("TR-21", seated("44"), "a seat before the rear rows", book=FIVE_BEHIND),
    Case("TR-21", seated("49", leg(AFTER)), "the last seat the day after", book=FIVE_BEHIND),
    Case("TR-21", seated("49", leg(mode=TRAIN)), "the last seat of a train", book=FIVE_BEHIND),
    Case("TR-21", Boarding(leg=leg(BEFORE), riders=49), "full the day before"),
    Case("TR-21", taken(49, leg(AFTER), rear_rows_free=False), "full the day after"),
    Case("TR-21", Boarding(leg=leg(mode=TRAIN), riders=49), "the cap is of coaches"),
    Case("TR-22", taken(of=leg(mode=TRAIN), isolation_seats=1), "one seat"),
    Case("TR-22", taken(isolation_seats=0), "a coach keeps rows"),
    Case("TR-22", taken(of=leg(AFTER, TRAIN), isolation_seats=0), "the day after the measures"),
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
    codes = [rule.code for rule in RULES_HEALTH]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_without_a_check_nothing_more_is_asked_for() -> None:
    bare = HealthCheck(worker=WorkerId("W-1"), leg=leg())
    assert [finding.path for finding in BOOK.judge(bare, "W-1", on=ON)] == ["at"]


def test_the_rules_cite_secondary_pages_and_say_so() -> None:
    cited = {
        rule.code: [
            (source.document.key if isinstance(source, Citation) else "", source.mark.value) for source in rule.sources
        ]
        for rule in RULES_HEALTH
    }
    assert cited == {
        "TR-20": [("P1", "V2"), ("P2", "V2")],
        "TR-21": [("P3", "V2"), ("", "V2")],
        "TR-22": [("P4", "V2")],
    }


@pytest.mark.parametrize(("riders", "seats"), [(-1, 0), (0, -1)])
def test_numbers_are_not_negative(riders: int, seats: int) -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        taken(riders, isolation_seats=seats)


def test_the_hour_of_a_check_has_a_zone() -> None:
    with pytest.raises(InvalidValue, match="zone"):
        health(at=datetime(2020, 3, 7, 7))  # noqa: DTZ001 - the lack of a zone is the point


def test_what_was_measured_is_never_shown() -> None:
    feverish = health(temperature=Decimal("39.4"), oxygen=Decimal(81), passed=False)
    shown = repr(feverish) + repr(LIMITS.judge(feverish, "W-1", on=ON))
    assert not [value for value in ("39.4", "81", "passed=") if value in shown]
