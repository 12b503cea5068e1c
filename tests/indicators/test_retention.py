"""Who stays: the simple ratio counts those only who could be seen, the estimate counts everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import Hired, TransferEmployment
from laborcoop.indicators import measure, retention
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period

CountedCase = Callable[..., lc.Case]
Spell = Callable[..., TransferEmployment]
LUSHUI, LANPING = lc.DivisionCode("533301"), lc.DivisionCode("533325")

HIRED = Period(date(2022, 1, 1), date(2023, 1, 1))
KNOWN = date(2023, 1, 1)
START = date(2022, 6, 1)


def after(days: int) -> date:
    return START + timedelta(days=days)


def test_a_cohort_checked_by_hand(counted: CountedCase, spell: Spell) -> None:
    """Five begin on 1 June: one leaves after 20 days, one after 100; one begins on 1 December and stays; two stay."""
    case = counted(
        spell("A", START, after(20)),
        spell("B", START, after(100)),
        spell("C", date(2022, 12, 1)),
        spell("D", START),
        spell("E", START),
    )
    thirty, ninety, half_year = retention(case, hired=HIRED, known_until=KNOWN)
    assert [str(one.ratio) for one in (thirty, ninety, half_year)] == [
        "4 of 5 persons (80.0 %)",
        "3 of 4 persons (75.0 %)",
        "2 of 4 persons (50.0 %)",
    ]
    # C, seen for 31 days, helps the estimate: 4/5 after 20 days, then 2/3 of it after 100, for C has gone from sight.
    assert [one.estimate for one in (thirty, ninety, half_year)] == [Decimal("80.0"), Decimal("80.0"), Decimal("53.3")]
    assert thirty.text().en == "30 days: 4 of 5 persons (80.0 %); estimate 80.0 %"


def test_nobody_is_seen_longer_than_the_records_reach(counted: CountedCase, spell: Spell) -> None:
    (year,) = retention(counted(spell("A", START)), hired=HIRED, known_until=KNOWN, days=[365])
    assert (year.estimate, str(year.ratio)) == (None, "0 of 0 persons (none)")
    assert year.text().zh.endswith("估计 无从估计")


@pytest.mark.parametrize(("gap", "stays"), [(0, False), (6, False), (7, True)])
def test_a_gap_between_two_posts_ends_the_stay_unless_it_is_let_pass(
    counted: CountedCase, spell: Spell, gap: int, *, stays: bool
) -> None:
    case = counted(spell("A", START, after(50)), spell("A", after(57)))
    (ninety,) = retention(case, hired=HIRED, known_until=KNOWN, days=[90], gap_days=gap)
    assert ninety.claim.stayed == stays


def test_posts_that_overlap_or_touch_are_one_stay(counted: CountedCase, spell: Spell) -> None:
    case = counted(spell("A", START, after(50)), spell("A", after(40), after(45)), spell("A", after(50), after(95)))
    (ninety,) = retention(case, hired=HIRED, known_until=KNOWN, days=[90])
    assert ninety.claim.cohort[0].left_on == after(95)
    assert ninety.claim.stayed == 1


def test_what_happens_after_the_last_day_is_not_known(counted: CountedCase, spell: Spell) -> None:
    later = spell("A", START, date(2023, 5, 1))
    not_yet = spell("B", date(2022, 12, 31))
    case = counted(later, not_yet)
    (thirty,) = retention(case, hired=HIRED, known_until=date(2022, 12, 31), days=[30])
    assert [one.worker for one in thirty.claim.cohort] == ["A"]
    assert thirty.claim.cohort[0].left_on is None
    for end, left_on in ((KNOWN, None), (date(2022, 12, 31), date(2022, 12, 31))):
        (year,) = retention(counted(spell("A", START, end)), hired=HIRED, known_until=KNOWN, days=[30])
        assert year.claim.cohort[0].left_on == left_on


def test_work_elsewhere_and_people_from_elsewhere_are_in_no_cohort(counted: CountedCase, spell: Spell) -> None:
    guangzhou, away = lc.DivisionCode("440100"), spell("B", START)
    case = counted(spell("A", START, division=guangzhou), away, spell("B", after(10), division=guangzhou))
    (thirty,) = retention(case, hired=HIRED, known_until=KNOWN, days=[30])
    assert [one.worker for one in thirty.claim.cohort] == ["B"]


def test_a_county_has_its_own(counted: CountedCase, spell: Spell, five: lc.Case) -> None:
    case = counted(*(spell(worker, START, after(20 * n)) for n, worker in enumerate(five.workers, start=1)))
    for county, said in ((LUSHUI, "2 of 3"), (LANPING, "2 of 2")):
        (thirty,) = retention(case, hired=HIRED, known_until=KNOWN, days=[30], region=county)
        assert str(thirty.ratio).startswith(said)


def test_the_catalogue_counts_the_same(counted: CountedCase, spell: Spell) -> None:
    case = counted(spell("A", START, after(20)), spell("B", START), spell("C", date(2023, 1, 20)))
    figures = measure(case, since=date(2021, 1, 1), until=date(2023, 2, 7))
    assert str(figures["retention_30"].share) == "1 of 2 persons (50.0 %)"
    assert str(figures["retention_180"].share) == "1 of 2 persons (50.0 %)"
    assert [row.counted for row in figures["retention_30"].evidence()] == ["B"]


def test_of_two_posts_on_the_first_day_the_organised_one_counts_in_whatever_order(
    counted: CountedCase, spell: Spell, five: lc.Case
) -> None:
    first, other = five.workers[0], five.workers[4]
    brought, alone = spell(first, START, after(90), organised=True), spell(first, START, after(9))
    elsewhere = evolve(alone, registered=other.registered)
    for records in ([brought, alone], [alone, brought], [elsewhere, brought], [brought, elsewhere]):
        figures = measure(counted(*records), since=date(2022, 1, 1), until=date(2023, 1, 1))
        assert figures["new_organised"].count.value == 1
        assert [row.division for row in figures["new_transfers"].evidence()] == [first.registered]
    for records in ([alone, elsewhere], [elsewhere, alone]):
        figures = measure(counted(*records), since=date(2022, 1, 1), until=date(2023, 1, 1))
        for code in ("new_transfers", "worked"):
            assert [row.division for row in figures[code].evidence()] == [LUSHUI]


@pytest.mark.parametrize(("known", "left", "observed"), [(105, False, 0), (110, True, 1)])
def test_a_gap_that_may_still_be_let_pass_is_no_leaving_yet(
    counted: CountedCase, spell: Spell, known: int, *, left: bool, observed: int
) -> None:
    """In post for 88 days, then a gap of which 21 days are let pass: on the 105th day nobody knows."""
    case = counted(spell("A", START, after(88)))
    (eighty, ninety) = retention(case, hired=HIRED, known_until=after(known), days=[80, 90], gap_days=21)
    (person,) = ninety.claim.cohort
    assert (person.left_on, person.seen_until) == ((after(88), None) if left else (None, after(88)))
    assert (eighty.claim.observed, eighty.claim.stayed) == (1, 1)
    assert (ninety.claim.observed, ninety.claim.stayed) == (observed, 0)
    assert ninety.survival.longest == 88
    assert len(ninety.survival.steps) == left


def test_nobody_has_left_and_is_waited_for() -> None:
    days: dict[str, date] = {"left_on": after(1), "seen_until": after(1)}
    with pytest.raises(lc.InvalidValue, match="not waited for"):
        Hired(worker=WorkerId("A"), on=START, **days)
    for one in days:
        with pytest.raises(lc.InvalidValue, match="before being hired"):
            Hired(worker=WorkerId("A"), on=after(2), **{one: after(1)})
