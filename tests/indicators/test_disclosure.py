"""What of a report may be published: figures over nested days do not tell what one of them withholds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import laborcoop as lc
from laborcoop.cooperation import TransferEmployment
from laborcoop.indicators import Disclosure, YearEndReport, year_end_report
from laborcoop.rulebook import Findings

CountedCase = Callable[..., lc.Case]
Spell = Callable[..., TransferEmployment]


def report(counted: CountedCase, spell: Spell, *numbers: int, stays: int = 0) -> YearEndReport:
    """A report in which so many began to work in 2021, 2022 and 2023; the last of them for ``stays`` left early."""
    starts = [date(2021 + place, 1, 10) for place, number in enumerate(numbers) for _ in range(number)]
    spells = [spell(f"Z-{n}", start, date(start.year, 1, 20) if n < stays else None) for n, start in enumerate(starts)]
    return year_end_report(counted(*spells), since=date(2021, 1, 1), until=date(2023, 2, 7), findings=Findings(()))


def years(made: YearEndReport) -> bool:
    (row,) = [one for one in made.by_year if one.indicator.code == "new_transfers"]
    return Disclosure.of(made).years(row)


def test_the_years_do_not_tell_the_one_that_is_withheld(counted: CountedCase, spell: Spell) -> None:
    assert not years(report(counted, spell, 50, 3))
    assert years(report(counted, spell, 50, 7))


def test_two_windows_of_one_definition_do_not_tell_the_few_between_them(counted: CountedCase, spell: Spell) -> None:
    few, more = report(counted, spell, 30, 12, 2), report(counted, spell, 30, 12, 6)
    assert Disclosure.of(few).figure(few["new_transfers"]).en == "42 persons"
    assert Disclosure.of(few).figure(few["new_transfers_to_date"]).en == "withheld"
    assert Disclosure.of(more).figure(more["new_transfers_to_date"]).en == "48 persons"


def test_a_retention_is_told_of_where_neither_those_who_left_nor_who_stayed_are_few(
    counted: CountedCase, spell: Spell
) -> None:
    def told(left: int) -> tuple[bool, bool]:
        made = report(counted, spell, 30, stays=left)
        public = Disclosure.of(made)
        return public.retention(made.retention[0]), public.curve()

    assert told(0) == told(10) == (True, True)
    assert told(3) == told(27) == (False, False)
