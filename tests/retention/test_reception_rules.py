"""Receptions (AC-14), exchange visits and welfare visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.cooperation import TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, LodgingId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import lodgings
from laborcoop.people import Worker
from laborcoop.retention import (
    Reception,
    ReceptionItem,
    Visit,
    VisitKind,
    WelfareVisit,
    mutual,
    person_times,
    persons,
    received,
)
from laborcoop.retention.rules_reception import RULES_RECEPTION
from laborcoop.rulebook import Convention, DatedValue, Parameters, RuleBook, Severity
from laborcoop.testing.programme import synthetic_number
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

NUJIANG, ZHUHAI, LUSHUI = DivisionCode("533300"), DivisionCode("440400"), DivisionCode("533301")
DAY = timedelta(days=1)
ARRIVED = date(2023, 2, 6)
BOOK = RuleBook(title=Text.same("reception"), rules=RULES_RECEPTION, parameters=Parameters.of(lodgings.PARAMETERS))


def worker(number: int, registered: DivisionCode = LUSHUI) -> Worker:
    return Worker(
        id=WorkerId(f"W-{number}"),
        name=PersonName("阿普"),
        sex=Sex.FEMALE,
        number=synthetic_number(number, date(1990, 1, 1), Sex.FEMALE),
        born=date(1990, 1, 1),
        registered=registered,
    )


def reception(number: int = 1, on: date = ARRIVED, registered: DivisionCode = LUSHUI) -> Reception:
    return Reception(
        worker=worker(number, registered),
        arrived_on=on,
        lodging=LodgingId("H-HOME"),
        done=dict.fromkeys(ReceptionItem, on),
        left_on=on + DAY,
    )


def without(item: ReceptionItem, one: Reception) -> Reception:
    return evolve(one, done={given: day for given, day in one.done.items() if given is not item})


BEFORE = date(2020, 12, 31)
EXAMPLES: tuple[Example, ...] = (
    *(
        Breaks("AC-14", without(item, reception()), Severity.WARN, f"done[{item.value}]", f"no {item.value}")
        for item in ReceptionItem
    ),
    Keeps("AC-14", reception(), "all four items"),
    Keeps("AC-14", evolve(reception(), done={}, left_on=None), "is still there"),
    Keeps("AC-14", without(ReceptionItem.PREVENTION, reception(on=BEFORE)), "the day before prevention was an item"),
    Breaks(
        "AC-14",
        without(ReceptionItem.PREVENTION, reception(on=BEFORE + DAY)),
        Severity.WARN,
        "done[prevention]",
        "no prevention on its first day",
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_the_rule_has_examples_on_both_sides_and_reads_what_it_declares() -> None:
    assert one_sided(RULES_RECEPTION, EXAMPLES) == []
    assert misread(BOOK, RULES_RECEPTION[0], EXAMPLES) == []


@pytest.mark.parametrize(("region", "found"), [(ZHUHAI, 1), (LUSHUI, 0), (None, 0)])
def test_prevention_is_an_item_where_the_measures_of_the_place_say_so(region: DivisionCode | None, found: int) -> None:
    measures = DatedValue(value=True, region=ZHUHAI, source=Convention(Text("试验", "a trial")))
    book = BOOK.with_parameters(evolve(BOOK.parameters["reception_prevention"], values=(measures,)))
    assert len(book.judge(without(ReceptionItem.PREVENTION, reception()), "W-1", on=ARRIVED, region=region)) == found


def test_receptions_are_those_of_the_region_in_the_window_by_day_and_person() -> None:
    second, first, third = reception(2), reception(1), reception(1, ARRIVED + DAY)
    others = [reception(3, registered=DivisionCode("440402")), reception(4, ARRIVED + 2 * DAY)]
    own = received([third, second, *others, first], NUJIANG, Period(ARRIVED, ARRIVED + 2 * DAY))
    assert own == (first, second, third)
    assert person_times(own) == Count(3, Unit.PERSON_TIME)
    assert persons(own) == Count(2, Unit.PERSON)


@pytest.mark.parametrize(
    "make",
    [
        lambda: evolve(reception(), done={ReceptionItem.FOOD: ARRIVED - DAY}),
        lambda: evolve(reception(), done={ReceptionItem.FOOD: ARRIVED + 2 * DAY}),
        lambda: evolve(reception(), done={}, left_on=ARRIVED - DAY),
        lambda: evolve(reception(), charges={ReceptionItem.FOOD: Decimal("-0.01")}),
        lambda: evolve(reception(), charges={ReceptionItem.FOOD: Decimal("NaN")}),
    ],
)
def test_a_reception_out_of_order_is_refused(make: Callable[[], Reception]) -> None:
    with pytest.raises(InvalidValue):
        make()


def exchange(by: DivisionCode, to: DivisionCode, on: date = ARRIVED) -> Visit:
    return Visit(on=on, kind=VisitKind.EXCHANGE, by=by, to=to)


def test_an_exchange_visit_is_between_two_regions() -> None:
    with pytest.raises(InvalidValue, match="between two regions"):
        exchange(LUSHUI, NUJIANG)
    assert Visit(on=ARRIVED, by=LUSHUI, to=NUJIANG).kind is VisitKind.EMPLOYER


def test_visits_are_mutual_once_each_side_was_at_the_others_in_the_window() -> None:
    window = Period(ARRIVED, ARRIVED + DAY)
    there, back = exchange(ZHUHAI, LUSHUI), exchange(NUJIANG, ZHUHAI)
    assert mutual([there, back], ZHUHAI, NUJIANG, window)
    assert mutual([there, back], NUJIANG, ZHUHAI, window)
    assert not mutual([there], ZHUHAI, NUJIANG, window)
    assert not mutual([there, evolve(back, on=ARRIVED + DAY)], ZHUHAI, NUJIANG, window)
    assert not mutual([there, evolve(back, kind=VisitKind.EMPLOYER)], ZHUHAI, NUJIANG, window)
    assert not mutual([there, evolve(back, by=None), evolve(back, to=None)], ZHUHAI, NUJIANG, window)


def test_a_welfare_visit_greets_each_worker_in_post_once() -> None:
    employer = EmployerId("E-1")
    spell = TransferEmployment(
        worker=WorkerId("W-1"), registered=LUSHUI, division=ZHUHAI, period=Period(ARRIVED), employer=employer
    )
    visit = WelfareVisit(on=ARRIVED, employer=employer, greeted=(spell, spell))
    assert visit.persons == Count(1, Unit.PERSON)
    assert visit.as_visit() == Visit(on=ARRIVED, kind=VisitKind.WELFARE, employer=employer)
    for elsewhere in (evolve(spell, employer=EmployerId("E-2")), evolve(spell, period=Period(ARRIVED + DAY))):
        with pytest.raises(InvalidValue, match="not in post"):
            evolve(visit, greeted=(elsewhere,))
