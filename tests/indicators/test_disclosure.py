"""What of a report may be published: figures over nested days do not tell what one of them withholds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.cooperation import SubsidyClaim, SubsidyClaimId, SubsidyKind, TransferEmployment
from laborcoop.indicators import SMALL, Disclosure, YearEndReport, year_end_report
from laborcoop.indicators.measured import division_name
from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.ids import ConvoyId, LegId, LodgingId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.retention import HelpCase, HelpCaseId, HelpKind, Reception
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case, synthetic_number
from laborcoop.testing.programme import Applicant

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


def _of_twenty(counted: CountedCase, *records: Record) -> lc.Case:
    """The records in a case of twenty workers, whose book knows of a text on the job-seeking subsidy for all years."""
    asked = lc.national().parameters["job_seeking_aid_organised"]
    always = [evolve(value, since=None, until=None) for value in asked.values]
    case, names = counted(*records), [WorkerId(f"W-{number}") for number in range(20)]
    first = case.workers[0]
    return evolve(
        case,
        book=lc.national().with_parameters(asked.extended(always)),
        workers=tuple(
            evolve(first, id=name, number=synthetic_number(serial, first.born, first.sex))
            for serial, name in enumerate(names)
        ),
        registrations=tuple(evolve(case.registrations[0], worker=name) for name in names),
    )


def _told(counted: CountedCase, *claims: SubsidyClaim) -> dict[str, str]:
    case = _of_twenty(counted, *claims)
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


def _season(*batches: int, ends: dict[int, EarlyEnd] | None = None, twice: int = 0) -> YearEndReport:
    """The report of a season that so many people of one county went home from with each batch.

    ``ends`` says of whom, by number, how the way ended early; ``twice`` of the first moved from a batch before.
    """
    plan = lc.plan_return(
        small_case(
            Programme(
                applicants=(Applicant(),) * sum(batches),
                coach_seats=60,
                train_seats=60,
                shuttle_seats=60,
                beds_men=60,
                openings=60,
            )
        )
    )
    done = plan.carried_out()
    (first,) = done.convoys
    convoys = [first]
    for number in range(2, len(batches) + 1):
        legs = tuple(evolve(leg, id=LegId(f"{leg.id}-{number}")) for leg in first.legs)
        convoys.append(evolve(first, id=ConvoyId(f"C-{number}"), batch=number, legs=legs))
    of = [convoy.id for convoy, size in zip(convoys, batches, strict=True) for _ in range(size)]
    ways = [one for one in done.records if isinstance(one, Journey)]
    made: list[Record] = []
    for number, (way, convoy) in enumerate(zip(ways, of, strict=True)):
        how = (ends or {}).get(number)
        made.append(evolve(way, convoy=convoy) if how is None else _ended(evolve(way, convoy=convoy), how))
    made += [
        Journey(
            worker=way.worker,
            convoy=ConvoyId("C-BEFORE"),
            registered_at=way.registered_at,
            end=JourneyEnd(at=way.boarded_at, how=EarlyEnd.MOVED),
        )
        for way in ways[:twice]
        if way.boarded_at is not None
    ]
    return year_end_report(evolve(done, convoys=tuple(convoys), records=tuple(made)), findings=Findings(()))


def _ended(way: Journey, how: EarlyEnd) -> Journey:
    assert way.boarded_at is not None
    end = JourneyEnd(at=way.boarded_at + timedelta(hours=2), how=how)
    return evolve(way, arrived_at=None, received_at=None, entered_factory_at=None, end=end)


def _said(made: YearEndReport, *codes: str) -> list[str]:
    public = Disclosure.of(made)
    return [public.figure(made[code]).en for code in codes]


def test_the_figures_do_not_tell_how_many_were_taken_to_hospital() -> None:
    made = _season(20, ends=dict.fromkeys(range(3), EarlyEnd.HOSPITAL))
    shown = Disclosure.of(made).reconciliation()
    assert shown["hospital"] is None
    assert _said(made, "brought", "person_trips", "registered") == ["17 persons", "withheld", "withheld"]
    # 17 came to the gate: whoever is told that 20 boarded, or registered and none stayed away, knows the three.
    assert (shown["boarded"], shown["registered"], shown["no_show"]) == (None, None, 0)
    more = _season(20, ends=dict.fromkeys(range(6), EarlyEnd.HOSPITAL))
    assert _said(more, "brought", "person_trips", "registered") == ["14 persons", "20 person-times", "20 persons"]
    assert Disclosure.of(more).reconciliation()["hospital"] == 6


def test_the_registered_do_not_tell_how_many_moved_to_another_batch() -> None:
    few, more = (Disclosure.of(_season(20, twice=number)) for number in (3, 5))
    assert _said(few.report, "registered") == _said(more.report, "registered") == ["20 persons"]
    assert (few.reconciliation()["registered"], few.reconciliation()["moved"]) == (None, None)
    assert (more.reconciliation()["registered"], more.reconciliation()["moved"]) == (25, 5)


def test_a_total_that_is_withheld_stands_nowhere_else() -> None:
    made = _season(3, 2)
    public = Disclosure.of(made)
    codes = ("brought", "person_trips", "registered", "no_shows")
    assert set(_said(made, *codes)) == {"withheld"}
    parts = [public.breakdown(one) for one in made.breakdowns if one.code == "brought"]
    assert len(parts) == 2
    assert all(one.hidden and all(part.hidden for part in one.parts) for one in parts)
    assert {number for number in public.reconciliation().values() if number != 0} == {None}
    open_to_all = _season(30, 20)
    assert _said(open_to_all, *codes[:3]) == ["50 persons", "50 person-times", "50 persons"]
    assert not any(one.hidden for one in open_to_all.breakdowns)


def test_who_is_still_on_the_way_or_waits_is_told_of_and_makes_up_the_sums() -> None:
    made = _season(20)
    early = year_end_report(made.case, until=made["batches"].rows[0].on, findings=Findings(()))
    assert early.reconciliation is not None
    shown = Disclosure.of(early).reconciliation()
    assert (shown["boarded"], shown["handed_over"], shown["under_way"]) == (20, 0, 20)
    assert Disclosure.of(evolve(made, reconciliation=None)).reconciliation() == {}
    # Registrations that are more than the persons, and have not been moved, are a difference of their own.
    assert made.reconciliation is not None
    odd = evolve(made, reconciliation=evolve(made.reconciliation, registered=22))
    shown = Disclosure.of(odd).reconciliation()
    assert (shown["registered"], shown["waiting"]) == (None, None)
    # Where no figure of the persons registered stands beside them, the registrations are told.
    assert Disclosure.of(evolve(made, lines=())).reconciliation()["registered"] == 20


def test_claims_and_cases_of_few_people_are_withheld(counted: CountedCase) -> None:
    def told(*records: Record, code: str) -> str:
        made = year_end_report(_of_twenty(counted, *records), findings=Findings(()))
        return _said(made, code)[0]

    def case(number: int, worker: int, *, closed: bool = False) -> HelpCase:
        ended: dict[str, Any] = {"outcome": "y", "resolved_on": (date(2022, 2, 1),), "closed_on": date(2022, 2, 2)}
        return HelpCase(
            id=HelpCaseId(f"H-{number}"),
            worker=WorkerId(f"W-{worker}"),
            kind=HelpKind.WAGES,
            opened_on=date(2022, 1, 1),
            owner="x",
            **(ended if closed else {}),
        )

    assert told(*_claims(4), code="claims") == "withheld"
    assert told(*_claims(5), code="claims") == "5 claims"
    # Six claims, and all of two people.
    assert told(*_claims(2, years=3), code="claims") == "withheld"
    claims = _claims(20)
    for twice, said in ((3, "withheld"), (6, "6 of 26 claims (23.1 %)")):
        assert told(*claims, *_again(claims[:twice], date(2021, 9, 1)), code="claims_double") == said
    assert told(*(case(n, n) for n in range(4)), code="cases_opened") == "withheld"
    assert told(*(case(n, 1) for n in range(9)), code="cases_opened") == "withheld"
    some = [case(n, n, closed=n < 12) for n in range(20)]
    assert told(*some, code="cases_closed") == "12 of 20 cases (60.0 %)"
    assert told(*some[:14], code="cases_closed") == "withheld"


def test_what_each_rule_bars_is_withheld_with_what_would_tell_it(counted: CountedCase) -> None:
    claims = _claims(20)
    late = [evolve(one, out_of_poverty=None, amount=Decimal(900)) for one in _again(claims[:3], date(2021, 9, 1))]
    made = year_end_report(_of_twenty(counted, *claims, *late), findings=Findings(()))
    assert made.refusals() == {"SB-05": 3}
    assert Disclosure.of(made).refusals() == {"SB-05": None}


def _hired(counted: CountedCase, spell: Spell, *starts: tuple[date, int]) -> YearEndReport:
    """A report in which so many began to work on each of these days, and stayed."""
    days = [day for day, number in starts for _ in range(number)]
    case = counted(*(spell(f"Z-{n}", day) for n, day in enumerate(days)))
    return year_end_report(case, since=date(2021, 1, 1), until=date(2023, 2, 7), findings=Findings(()))


def test_who_could_be_seen_for_thirty_days_does_not_tell_the_few_hired_since_the_new_year(
    counted: CountedCase, spell: Spell
) -> None:
    codes = ("new_transfers", "retention_30")
    few = _hired(counted, spell, (date(2021, 3, 1), 20), (date(2023, 1, 5), 1), (date(2023, 1, 20), 8))
    assert _said(few, *codes) == ["20 persons", "withheld"]
    assert not Disclosure.of(few).retention(few.retention[0])
    more = _hired(counted, spell, (date(2021, 3, 1), 20), (date(2023, 1, 5), 6), (date(2023, 1, 20), 8))
    assert _said(more, *codes) == ["20 persons", "26 of 26 persons (100.0 %)"]
    assert Disclosure.of(more).retention(more.retention[0])


def test_those_in_post_beside_the_new_transfers_do_not_tell_the_few_more(counted: CountedCase, spell: Spell) -> None:
    for later, said in ((3, "withheld"), (5, "25 persons")):
        made = _hired(counted, spell, (date(2021, 3, 1), 20), (date(2023, 1, 20), later))
        assert _said(made, "new_transfers", "in_post") == ["20 persons", said]


EARLY, AUTUMN = date(2021, 3, 1), date(2021, 9, 1)
Spells = list[tuple[int, date, date | None, dict[str, Any]]]


def _worked(five: lc.Case, spell: Spell, those: Spells) -> YearEndReport:
    """A report in which so many began to work on each of these days, and left, or stayed."""
    spells = [
        evolve(spell(f"Z-{group}-{n}", start, end), **facts)
        for group, (number, start, end, facts) in enumerate(those)
        for n in range(number)
    ]
    case = evolve(five, records=tuple(spells))
    return year_end_report(case, since=date(2021, 1, 1), until=date(2023, 2, 7), findings=Findings(()))


LANPING: dict[str, Any] = {"registered": lc.DivisionCode("533325")}


@pytest.mark.parametrize("few", [2, 6])
def test_a_county_does_not_tell_the_few_of_another_beside_all(five: lc.Case, spell: Spell, few: int) -> None:
    """In post are the 20 of Lushui and so few of Lanping."""
    made = _worked(five, spell, [(20, EARLY, None, {}), (few, EARLY, None, LANPING), (12, EARLY, AUTUMN, LANPING)])
    parts = {one.code: Disclosure.of(made).breakdown(one).parts for one in made.breakdowns}
    assert _said(made, "in_post") == [f"{20 + few} persons"]
    assert [part.hidden for part in parts["new_transfers"]] == [few == 2] * 2


@pytest.mark.parametrize("few", [2, 6])
def test_the_rest_of_a_share_does_not_tell_the_few_beside_it(five: lc.Case, spell: Spell, few: int) -> None:
    """In post are all who were not organised, and so few of the others."""
    how: dict[str, Any] = {"organised": True}
    made = _worked(five, spell, [(20, EARLY, AUTUMN, how), (few, EARLY, None, how), (8, EARLY, None, {})])
    assert _said(made, "in_post") == ["withheld" if few == 2 else "14 persons"]


@pytest.mark.parametrize("few", [2, 6])
def test_the_whole_of_a_share_does_not_tell_the_few_who_came_later(five: lc.Case, spell: Spell, few: int) -> None:
    """Seen for 30 days are all new transfers, of whom some left, and so few of the days after."""
    soon, later = EARLY + timedelta(days=10), date(2023, 1, 2)
    made = _worked(five, spell, [(14, EARLY, None, {}), (6, EARLY, soon, {}), (few, later, None, {})])
    said = "withheld" if few == 2 else "20 of 26 persons (76.9 %)"
    assert _said(made, "new_transfers", "retention_30") == ["20 persons", said]


def test_years_are_told_rather_than_the_retention_that_differs_by_few(five: lc.Case, spell: Spell) -> None:
    """Of those who stayed for 30 days two did not work in 2022."""
    ends = [(6, 10), (2, 40), (6, 650)]
    those: Spells = [(number, EARLY, EARLY + timedelta(days=days), {}) for number, days in ends]
    made = _worked(five, spell, [(16, EARLY, None, {}), *those])
    (worked,) = [one for one in made.by_year if one.indicator.code == "worked"]
    assert [one.count.value for one in worked.years] == [30, 22]
    assert Disclosure.of(made).years(worked)
    assert _said(made, "retention_30", "retention_90") == ["withheld", "22 of 30 persons (73.3 %)"]


@pytest.mark.parametrize("few", [2, 6])
def test_receptions_beside_the_received_do_not_tell_the_few_who_came_twice(counted: CountedCase, few: int) -> None:
    case = _of_twenty(counted)
    came = [Reception(worker=one, arrived_on=date(2022, 3, 1), lodging=LodgingId("H-1")) for one in case.workers]
    again = [evolve(one, arrived_on=date(2022, 5, 1)) for one in came[:few]]
    made = year_end_report(
        evolve(case, records=(*came, *again)), since=date(2021, 1, 1), until=date(2023, 2, 7), findings=Findings(())
    )
    said = _said(made, "receptions", "received")
    assert said.count("withheld") == (few == 2)
    assert "20 persons" in said or few == 2


def _told_of(made: YearEndReport) -> dict[str, frozenset[str]]:
    """Whom each number that is told counts: figures, the rest and the whole of shares, years, parts by county."""
    public = Disclosure.of(made)
    told = {
        one.code: frozenset(row.counted for row in one.rows)
        for one in made.figures
        if one.count.unit is Unit.PERSON and public.may(one)
    }
    for stay in made.retention:
        if public.retention(stay):
            told[f"{stay.days} days, seen"] = frozenset(one.worker for one in stay.claim.observable())
    for row in made.by_year:
        if row.indicator.unit is Unit.PERSON and public.years(row):
            told |= {f"{one.code} {one.window.start}": frozenset(x.counted for x in one.rows) for one in row.years}
    for given_parts in made.breakdowns:
        if given_parts.by.en == "by county" and given_parts.whole.unit is Unit.PERSON:
            shown = public.breakdown(given_parts)
            for part in shown.parts:
                rows = made[shown.code].rows
                those = frozenset(x.counted for x in rows if x.division and division_name(x.division) == part.label)
                if not part.hidden:
                    told[f"{shown.code} of {part.label.en}"] = those
    return told


@settings(max_examples=6)
@given(
    st.lists(
        st.tuples(st.integers(0, 760), st.sampled_from((20, 60, 200, 900)), st.booleans()), min_size=10, max_size=40
    )
)
def test_no_two_numbers_that_are_told_differ_by_few_people(
    spell: Spell, five: lc.Case, hired: list[tuple[int, int, bool]]
) -> None:
    spells = [
        evolve(
            spell(f"Z-{n}", start := date(2021, 1, 1) + timedelta(days=on), start + timedelta(days=lasts)),
            registered=five.workers[4 if lanping else 0].registered,
        )
        for n, (on, lasts, lanping) in enumerate(hired)
    ]
    case = evolve(five, records=tuple(spells))
    made = year_end_report(case, since=date(2021, 1, 1), until=date(2023, 2, 7), findings=Findings(()))
    told = _told_of(made)
    assert all(not 0 < len(more - less) < SMALL for more in told.values() for less in told.values() if less < more)


def test_a_retention_that_is_withheld_is_no_figure_either(counted: CountedCase, spell: Spell) -> None:
    made = report(counted, spell, 30, stays=10)
    assert _said(made, "retention_30") == ["20 of 30 persons (66.7 %)"]
    assert _said(report(counted, spell, 30, stays=3), "retention_30") == ["withheld"]
