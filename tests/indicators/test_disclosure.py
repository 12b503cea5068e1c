"""What of a report may be published: figures over nested days do not tell what one of them withholds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import SubsidyClaim, SubsidyClaimId, SubsidyKind, TransferEmployment
from laborcoop.indicators import Disclosure, YearEndReport, year_end_report
from laborcoop.kernel.ids import WorkerId
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


def _claims(of: int, *, years: int = 1) -> list[SubsidyClaim]:
    """A claim of 1000 yuan of each of so many people in each year."""
    return [
        SubsidyClaim(
            id=SubsidyClaimId(f"SC-{year}-{number:02}"),
            kind=SubsidyKind.JOB_SEEKING,
            worker=WorkerId(f"W-{number}"),
            payer=lc.DivisionCode("533301"),
            year=year,
            claimed_on=date(year, 3, 1),
            amount=Decimal(1000),
            out_of_poverty=True,
            organised=True,
        )
        for year in range(2021, 2021 + years)
        for number in range(of)
    ]


def _told(counted: CountedCase, *claims: SubsidyClaim) -> dict[str, str]:
    case = evolve(counted(*claims), book=lc.national())
    made = year_end_report(case, since=date(2021, 1, 1), until=date(2023, 2, 7), findings=Findings(()))
    public = Disclosure.of(made)
    said = {code: public.figure(made[code]).en for code in ("claims_amount", "claims_amount_eligible")}
    (years,) = [one for one in made.by_year if one.indicator.code == "claims_amount"]
    return {**said, "years": "told" if public.years(years) else "withheld"}


def _again(claims: list[SubsidyClaim], on: date) -> list[SubsidyClaim]:
    """Claims of the same people for the year of another day."""
    return [evolve(one, id=SubsidyClaimId(f"X{one.id}"), year=on.year, claimed_on=on) for one in claims]


def test_money_of_few_people_is_withheld_however_many_payments_it_is(counted: CountedCase) -> None:
    assert _told(counted, *_claims(4, years=2))["claims_amount"] == "withheld"
    assert _told(counted, *_claims(5))["claims_amount"] == "5000.00 yuan"


def test_the_money_of_the_eligible_does_not_tell_that_of_the_few_who_are_not(counted: CountedCase) -> None:
    claims = _claims(20)
    few, more = (_told(counted, *claims, *_again(claims[:twice], date(2021, 9, 1))) for twice in (3, 6))
    assert (few["claims_amount"], few["claims_amount_eligible"]) == ("23000.00 yuan", "withheld")
    assert (more["claims_amount"], more["claims_amount_eligible"]) == ("26000.00 yuan", "14000.00 yuan")
    assert _told(counted, *claims)["claims_amount_eligible"] == "20000.00 yuan"


def test_the_years_of_money_do_not_tell_what_few_got(counted: CountedCase) -> None:
    claims = _claims(8)
    assert _told(counted, *_claims(8, years=2))["years"] == "told"
    assert _told(counted, *claims, *_again(claims[:3], date(2022, 3, 1)))["years"] == "withheld"
    # Beside the two whole years the figure of all days would tell what two people got in 2023.
    later = [*_again(claims, date(2022, 3, 1)), *_again(_again(claims[:2], date(2023, 1, 9)), date(2023, 1, 9))]
    assert _told(counted, *claims, *later)["years"] == "withheld"
