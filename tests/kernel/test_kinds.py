"""Values are of the kind that they say: text is no number, True no count, a float no wage, a moment no date."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import fields, frozen
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.employers import JobPost, WageRange
from laborcoop.employers.term import Duration, Term, months_after
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DIVISIONS, Division, DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.field_kinds import is_of_kind
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.identity import CreditCode, ResidentNumber, is_possible_birth
from laborcoop.kernel.ids import EmployerId, PlaceId, PostId, VehicleId
from laborcoop.kernel.kinds import check_items, of_kind
from laborcoop.kernel.lunar import lunar_year
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.record import arguments
from laborcoop.kernel.text import Text
from laborcoop.kernel.worklist import WorkList
from laborcoop.people import Worker
from laborcoop.transfer import Stop, TrainNumber, TransportMode, Vehicle

DAY = date(2023, 2, 6)
NOON = datetime(2023, 2, 6, 12, tzinfo=UTC)
NAIVE = datetime(2023, 2, 6, 12)  # noqa: DTZ001 - a moment without a zone is one of the wrong values
LUSHUI = DivisionCode("533301")
YES = True

VALUES: tuple[Any, ...] = (
    Count(5, Unit.PERSON),
    Figure(Count(5, Unit.PERSON), Qualifier.NEARLY),
    Period(DAY, date(2023, 2, 7)),
    LUSHUI,
    Division(code=LUSHUI, name=Text.same("泸水市"), since=DAY, until=date(2023, 2, 7), aliases=("泸水",)),
    Exposure(Hazard.NOISE, 2),
    Duties(exposures=frozenset({Exposure(Hazard.NOISE, 2)}), load_kg=Decimal(5), lifts_per_hour=5, line_moves=5),
    Workdays(off=frozenset({DAY}), worked=frozenset({date(2023, 2, 5)})),
    lunar_year(2023),
    CreditCode("91350100M000100Y43"),
    Text("一", "one"),
    Place(id=PlaceId("P-1"), name=Text.same("村"), kind=PlaceKind.VILLAGE, latitude=25.8, longitude=98.8),
    WorkList("noise:3"),
    WageRange(Decimal(4500), Decimal(6000)),
    Duration(1, 15),
    Term(DAY, date(2024, 2, 5)),
    TrainNumber(("D3812", "D3809")),
    Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=5),
    JobPost(id=PostId("P-1"), employer=EmployerId("E-1"), title="装配", openings=5, division=LUSHUI),
)
HOSTILE: tuple[object, ...] = (
    None, "5", "", 5, -5, 10**30, True, 5.0, math.nan, math.inf, b"5", [], ["D1"], {}, object(), Ellipsis, LUSHUI,
    Decimal(5), Decimal(-5), Decimal("-0"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e999999"),
    DAY, NOON, NAIVE, time(8), timedelta(5), Unit.PERSON, Text.same("x"), frozenset({NOON}), frozenset({True}), (5,),
    "\ud800", "５", "٥",
)  # fmt: skip


def with_one_changed() -> Iterator[Any]:
    for value in VALUES:
        for attribute in fields(type(value)):
            yield pytest.param(value, attribute.alias, id=f"{type(value).__name__}.{attribute.name}")


@pytest.mark.parametrize(("value", "part"), list(with_one_changed()))
def test_a_wrong_part_is_refused_in_the_librarys_own_words(value: object, part: str) -> None:
    for wrong in HOSTILE:
        try:
            made = type(value)(**{**arguments(value), part: wrong})
        except InvalidValue:
            continue
        assert type(made) is type(value)


WRONG: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Count.value must be a whole number, not bool", lambda: Count(YES, Unit.PERSON)),
    ("Count.value must be a whole number, not float", lambda: Count(5.0, Unit.PERSON)),  # type: ignore[arg-type]
    ("Count.value must be a whole number, not str", lambda: Count("5", Unit.PERSON)),  # type: ignore[arg-type]
    ("Count.unit must be a Unit", lambda: Count(5, "person")),  # type: ignore[arg-type]
    ("Figure.count must be a Count", lambda: Figure(5)),  # type: ignore[arg-type]
    ("Figure.qualifier must be a Qualifier", lambda: Figure(Count(5, Unit.POST), "nearly")),  # type: ignore[arg-type]
    ("Period.start must be a date without an hour", lambda: Period(NOON)),
    ("Period.start must be a date without an hour", lambda: Period("2023-02-06")),  # type: ignore[arg-type]
    ("Period.end must be a date without an hour", lambda: Period(DAY, NAIVE)),
    ("a division code must be six digits", lambda: DivisionCode(533301)),  # type: ignore[arg-type]
    ("goes out of use|go out of use", lambda: Division(code=LUSHUI, name=Text.same("x"), since=DAY, until=DAY)),
    ("Division.aliases must be a tuple", lambda: Division(code=LUSHUI, name=Text.same("x"), aliases=["x"])),  # type: ignore[arg-type]
    ("Exposure.grade must be a whole number", lambda: Exposure(Hazard.NOISE, YES)),
    ("Exposure.grade must be a whole number", lambda: Exposure(Hazard.NOISE, 2.0)),  # type: ignore[arg-type]
    ("Duties.load_kg must be a decimal number", lambda: Duties(load_kg=5.5)),  # type: ignore[arg-type]
    ("a finite number", lambda: Duties(load_kg=Decimal("sNaN"))),
    ("Workdays.off must be a frozenset", lambda: Workdays(off=frozenset({NOON}))),
    ("Workdays.rest_weekdays must be a frozenset", lambda: Workdays(rest_weekdays=frozenset({True}))),
    ("a credit code must be 18", lambda: CreditCode(None)),  # type: ignore[arg-type]
    ("a number must be given as a text", lambda: CreditCode.parse(5)),  # type: ignore[arg-type]
    ("a number must be given as a text", lambda: ResidentNumber.parse(533399199001010012, DAY)),  # type: ignore[arg-type]
    ("a date without an hour", lambda: ResidentNumber.parse("533399199001010012", NOON)),
    ("a date without an hour", lambda: is_possible_birth(NAIVE, DAY)),
    ("a name must be given as a text", lambda: PersonName.parse(None)),  # type: ignore[arg-type]
    ("a Phone must be made of a text", lambda: Phone(13800000001)),  # type: ignore[arg-type]
    ("Text.en must be a text, not None", lambda: Text("一", None)),  # type: ignore[arg-type]
    ("Place.id must be a text, not int", lambda: Place(id=5, name=Text.same("x"), kind=PlaceKind.STOP)),  # type: ignore[arg-type]
    ("a latitude must lie from", lambda: Place(id=PlaceId("P"), name=Text.same("x"), kind=PlaceKind.STOP, latitude=91)),
    ("a longitude from", lambda: Place(id=PlaceId("P"), name=Text.same("x"), kind=PlaceKind.STOP, longitude=math.nan)),
    ("must be a decimal number", lambda: WageRange(4500.0, 6000.0)),  # type: ignore[arg-type]
    ("must be a decimal number", lambda: WageRange(4500, 6000)),  # type: ignore[arg-type]
    ("finite number, not negative", lambda: WageRange(Decimal("sNaN"), Decimal(5))),
    ("above zero and under a billion", lambda: WageRange(Decimal("-0"), Decimal(5))),
    ("above zero and under a billion", lambda: WageRange(Decimal(5), Decimal("1e9"))),
    ("be finer than a fen", lambda: WageRange(Decimal("4500.005"), Decimal(6000))),
    ("be finer than a fen", lambda: WageRange(Decimal(4500), Decimal("6000.001"))),
    ("Duration.months must be a whole number", lambda: Duration(YES)),
    ("Duration.months must be a whole number", lambda: Duration(1.5)),  # type: ignore[arg-type]
    ("the calendar does not reach", lambda: Duration(10**9).after(DAY)),
    ("the calendar does not reach", lambda: Duration(0, 10**9).after(DAY)),
    ("the calendar does not reach", lambda: months_after(date(9999, 12, 1), 1)),
    ("Term.first must be a date", lambda: Term(NOON)),
    ("a train number must be a letter", lambda: TrainNumber("12")),  # type: ignore[arg-type]
    ("a train number must be a letter", lambda: TrainNumber(["D1"])),  # type: ignore[arg-type]
    ("a train number must be a letter", lambda: TrainNumber((12,))),  # type: ignore[arg-type]
    ("Stop.arrive must be a moment, not date", lambda: Stop(place=PlaceId("P"), arrive=DAY, depart=NOON)),  # type: ignore[arg-type]
    ("a time must have a zone", lambda: Stop(place=PlaceId("P"), arrive=NAIVE, depart=NOON)),
)


@pytest.mark.parametrize(("said", "make"), WRONG)
def test_what_is_of_another_kind_is_refused(said: str, make: Callable[[], object]) -> None:
    with pytest.raises(InvalidValue, match=said):
        make()


def test_a_count_and_a_number_do_not_mix() -> None:
    five: Any = Count(5, Unit.PERSON)
    for mix in (operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError, match=r"not supported between|unsupported operand"):
            mix(five, 5)
    assert five != 5


def test_degrees_on_the_edge_of_the_globe_are_degrees() -> None:
    for latitude, longitude in ((90, 180), (-90.0, -180.0), (0, None)):
        assert Place(
            id=PlaceId("P"), name=Text.same("x"), kind=PlaceKind.STOP, latitude=latitude, longitude=longitude
        ).latitude == latitude  # fmt: skip


def test_a_wage_is_printed_as_it_is_paid() -> None:
    assert str(WageRange(Decimal("5E+3"), Decimal("6000.50"))) == "5000-6000.50"
    assert str(WageRange(Decimal("5E+3"), Decimal(5000))) == "5000"
    assert str(WageRange(Decimal("4500.000"), Decimal("999999999.99"))) == "4500.000-999999999.99"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400), st.integers(0, 400))
def test_the_end_of_a_duration_never_comes_before_that_of_a_shorter_one(day: date, months: int, days: int) -> None:
    assert (
        day < Duration(months).after(day) <= Duration(months, days).after(day) <= Duration(months + 14, days).after(day)
    )
    whole = Term.of_months(day, months)
    assert whole.reaches(months, first_counts=True)
    assert not Term(day, months_after(day, months) - 2 * timedelta(days=1) if months > 1 else day).reaches(
        months, first_counts=True
    )


def test_the_table_of_divisions_contradicts_itself_nowhere() -> None:
    for division in DIVISIONS:
        others = [other for other in DIVISIONS if other is not division]
        assert all(other.code != division.code for other in others)
        for name in (division.name.zh, *division.aliases):
            same = [other for other in others if name in {other.name.zh, *other.aliases}]
            assert not [other for other in same if other.in_force(DAY) and division.in_force(DAY)]
        province = next(other for other in DIVISIONS if other.code == division.code.province)
        assert division.code.within(province.code)


def test_kinds_are_strict() -> None:
    assert not is_of_kind(YES, int)
    assert is_of_kind(YES, bool)
    assert not is_of_kind(NOON, date)
    assert is_of_kind(NOON, datetime)
    assert is_of_kind(DAY, date)


@frozen
class Sheet:
    rows: Any = None


ROWS = fields(Sheet).rows


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "zh", "en"),
    [
        (str, "5", 5, "文字，而不是 int", "a text, not int"),
        (str, "5", None, "文字，而不是 None", "a text, not None"),
        (int, 5, YES, "整数，而不是 bool", "a whole number, not bool"),
        (bool, YES, 1, "是或否，而不是 int", "true or false, not int"),
        (date, DAY, NOON, "日期（不带时刻），而不是 datetime", "a date without an hour, not datetime"),
        (datetime, NOON, DAY, "时刻，而不是 date", "a moment, not date"),
        (time, time(8), 8, "一天中的时刻，而不是 int", "an hour of the day, not int"),
        (Decimal, Decimal(5), 5, "十进制数 (Decimal)，而不是 int", "a decimal number (Decimal), not int"),
        (Unit, Unit.PERSON, "person", " Unit，而不是 str", "a Unit, not str"),
    ],
)
def test_a_validator_lets_pass_its_kind_alone_and_says_which_and_what_was_given(
    kind: type, right: object, wrong: object, zh: str, en: str
) -> None:
    of_kind(kind)(Sheet(), ROWS, right)
    with pytest.raises(InvalidValue) as refused:
        of_kind(kind)(Sheet(), ROWS, wrong)
    assert refused.value.text == Text(f"Sheet.rows 应为{zh}", f"Sheet.rows must be {en}")


ANY_WORKER: Any = Worker


def test_a_wrong_kind_in_one_field_does_not_hide_those_in_others() -> None:
    with pytest.raises(InvalidValue) as refused:
        ANY_WORKER(id="", name="张三", sex="男", number="5", born=DAY, registered="533301")
    assert refused.value.text.en == (
        "Worker.name must be a PersonName, not str; Worker.sex must be a Sex, not str; "
        "Worker.number must be a ResidentNumber, not str; Worker.registered must be a DivisionCode, not str"
    )


def test_the_items_of_an_argument_are_told_by_their_places() -> None:
    assert check_items("f", "days", iter([DAY, DAY]), date) == (DAY, DAY)
    with pytest.raises(InvalidValue, match=r"f: days\[1\] must be a date without an hour, not str; days\[2\] must"):
        check_items("f", "days", [DAY, "x", 5], date)
    with pytest.raises(InvalidValue, match="days must be a list or another iterable, not int"):
        check_items("f", "days", 5, date)  # type: ignore[arg-type] # the point
