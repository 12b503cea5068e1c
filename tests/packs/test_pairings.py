"""The same code judges and plans for another pair of regions under another book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.kernel.divisions import DivisionCode, division_named, find_division
from laborcoop.kernel.text import Text
from laborcoop.packs import answered, epidemic_2020, iris, zhuhai_nujiang, zhuhai_zunyi
from laborcoop.planning.check import check
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Change, Convention, DatedValue, RuleBook, Severity
from laborcoop.testing import small_case
from laborcoop.testing.programme import Applicant, Programme
from laborcoop.transfer import Leg

ZUNYI, CHISHUI = DivisionCode("520300"), DivisionCode("520381")
NUJIANG, LUSHUI = DivisionCode("533300"), DivisionCode("533301")
PEOPLE = (
    Applicant(born=date(1990, 1, 1)),
    Applicant(born=date(2005, 6, 1)),
    Applicant(born=date(2008, 6, 1)),
    Applicant(returns=False, employer=None),
)


def programme(sending: DivisionCode, county: DivisionCode) -> Programme:
    return Programme(applicants=PEOPLE, sending=sending, county=county)


def rules_found(found: Programme, book: RuleBook) -> dict[str, int]:
    return dict(check(small_case(found, book)).by_rule())


def test_a_programme_with_zunyi_is_planned_and_verified_as_one_with_nujiang() -> None:
    zunyi = plan_return(small_case(programme(ZUNYI, CHISHUI), zhuhai_zunyi()))
    nujiang = plan_return(small_case(programme(NUJIANG, LUSHUI), zhuhai_nujiang()))
    assert zunyi.verify() == nujiang.verify() == ()
    assert zunyi.travellers == nujiang.travellers
    assert zunyi.travellers
    assert set(zunyi.unplaced) == set(nujiang.unplaced) == {"W-002"}


@pytest.mark.parametrize(
    ("sending", "county", "strangers"),
    [(ZUNYI, CHISHUI, 0), (ZUNYI, LUSHUI, 4), (NUJIANG, LUSHUI, 0), (NUJIANG, CHISHUI, 4)],
)
def test_who_is_of_the_sending_region_depends_on_the_pairing(
    sending: DivisionCode, county: DivisionCode, strangers: int
) -> None:
    assert rules_found(programme(sending, county), zhuhai_zunyi()).get("ID-16", 0) == strangers


def test_the_book_of_zunyi_differs_from_that_of_nujiang_by_yunnans_rules_alone() -> None:
    changes = zhuhai_nujiang().diff(zhuhai_zunyi())
    # What the national book has without a value, as the names of what places state, it has without Yunnan's.
    emptied = [change for change in changes if change.change is Change.REPLACED]
    assert {change.change for change in changes} == {Change.REMOVED, Change.REPLACED}
    assert all(change.before and not change.after for change in emptied)
    assert {change.name for change in changes if change.kind == "rule"} == {"SB-02", "SB-03"}


@pytest.mark.parametrize(("sending", "county"), [(ZUNYI, CHISHUI), (NUJIANG, LUSHUI)])
@pytest.mark.parametrize(
    ("book", "too_young"),
    [(zhuhai_zunyi(), 1), (iris(zhuhai_zunyi()), 2), (answered(zhuhai_zunyi(), "minimum_age", 18), 2)],
)
def test_a_minimum_age_of_eighteen_leaves_out_another_whichever_the_pairing(
    sending: DivisionCode, county: DivisionCode, book: RuleBook, too_young: int
) -> None:
    assert rules_found(programme(sending, county), book)["WK-01"] == too_young
    plan = plan_return(small_case(programme(sending, county), book))
    assert len(plan.unplaced) == too_young
    assert plan.verify() == ()


def test_half_the_load_is_asked_where_the_measures_are_in_force_and_not_in_2023() -> None:
    book = epidemic_2020(zhuhai_zunyi())
    cap = book.parameters["load_cap"]
    now = book.with_parameters(evolve(cap, values=tuple(evolve(value, since=None, until=None) for value in cap.values)))
    crowded = evolve(programme(ZUNYI, CHISHUI), coach_seats=5)

    def aboard(by: RuleBook) -> int:
        plan = plan_return(small_case(crowded, by))
        assert plan.verify() == ()
        assert "TR-21" not in {finding.rule for finding in plan.findings}
        return len(plan.travellers)

    assert aboard(now) < aboard(book)


@pytest.mark.parametrize(
    ("code", "name"),
    [("520000", "贵州"), ("520300", "遵义"), ("520330", "习水"), ("520381", "赤水"), ("520382", "仁怀")],
)
def test_the_divisions_of_zunyi_are_known(code: str, name: str) -> None:
    division = find_division(DivisionCode(code))
    assert division is not None
    assert division_named(name, date(2023, 1, 1)) == division
    assert division.code.within(DivisionCode("520000"))


# --- in force by place, in a whole case -------------------------------------------------------------------------------


def local(book: RuleBook, name: str, value: int, region: str) -> RuleBook:
    """The book with a value that holds in one region only."""
    dated = DatedValue(
        value=value, source=Convention(Text("当地规定", "as the place asks")), region=DivisionCode(region)
    )
    return book.with_parameters(book.parameters[name].extended([dated]))


@pytest.mark.parametrize(
    ("region", "subjects"),
    [("533300", ["feeder"]), ("530000", ["feeder"]), ("520300", []), ("440400", ["to-gates"])],
)
def test_a_leg_goes_by_the_rules_of_the_place_where_it_starts(region: str, subjects: list[str]) -> None:
    """The feeder drives 180 km from a village in Nujiang, and the coach to the gates 180 km in Zhuhai."""
    book = local(zhuhai_nujiang(), "two_drivers_motorway_km", 100, region)
    case = small_case(Programme(), book)
    alone = evolve(
        case, convoys=(evolve(case.convoys[0], legs=tuple(one_driver(leg) for leg in case.convoys[0].legs)),)
    )
    found = [
        finding.subject for finding in check(alone) if finding.rule == "TR-09" and finding.severity is Severity.ERROR
    ]
    assert found == subjects


def one_driver(leg: Leg) -> Leg:
    """The leg with a single driver."""
    first = leg.stops[0].driver
    return evolve(leg, stops=tuple(evolve(stop, driver=first) for stop in leg.stops))


@pytest.mark.parametrize(("region", "crowded"), [("440400", True), ("440000", True), ("530000", False)])
def test_a_room_goes_by_the_rules_of_the_place_of_its_lodging(region: str, *, crowded: bool) -> None:
    """One worker would spend the last night in the home, whose single rooms have three square metres here."""
    book = local(zhuhai_nujiang(), "floor_area_per_person", 4, region)
    case = small_case(evolve(Programme(), late_gate=False), book)
    lodgings = tuple(
        evolve(lodging, rooms=tuple(evolve(room, floor_area=Decimal(3)) for room in lodging.rooms))
        if lodging.id == "home"
        else lodging
        for lodging in case.lodgings
    )
    plan = plan_return(evolve(case, lodgings=lodgings))
    assert "AC-03" not in {finding.rule for finding in plan.findings}
    assert [why.code for reasons in plan.unplaced.values() for why in reasons] == (["beds.full"] if crowded else [])
