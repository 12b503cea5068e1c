"""IN-01 to IN-09: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.cooperation.figures import (
    Basis,
    EastWestResult,
    FigureClaim,
    FigureComparison,
    FigureRow,
    Hired,
    RetentionClaim,
    StableClaim,
    StablePurpose,
)
from laborcoop.cooperation.rules_figures import RULES_FIGURES
from laborcoop.cooperation.transfer_employment import TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs.china import figures
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters

ON = date(2024, 1, 31)
DAY = timedelta(days=1)
YEAR = Period(date(2023, 1, 1), date(2024, 1, 1))
BOOK = RuleBook(title=Text.same("figures"), rules=RULES_FIGURES, parameters=Parameters.of(figures.PARAMETERS))
PERSON, TIMES = Unit.PERSON, Unit.PERSON_TIME


def result(**changes: Any) -> EastWestResult:
    base = EastWestResult(
        year=2023,
        helped=731,
        out_of_poverty=478,
        out_of_province=400,
        in_province=231,
        local=100,
        relocated=50,
    )
    return evolve(base, **changes)


def figure(number: int, unit: Unit = PERSON, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    return Figure(Count(number, unit), qualifier)


def rows(*counted: str, on: date = YEAR.start) -> tuple[FigureRow, ...]:
    return tuple(FigureRow(f"roster:{i}", who, on) for i, who in enumerate(counted, start=1))


def claim(number: int = 2, unit: Unit = PERSON, **changes: Any) -> FigureClaim:
    base = FigureClaim(
        title=Text("返岗人数", "returned"),
        figure=figure(number, unit),
        window=YEAR,
        definition="returns-2023",
        basis=Basis.CUMULATIVE,
        rows=rows("W-1", "W-2"),
    )
    return evolve(base, **changes)


HIRED = date(2023, 1, 1)


def stable(months_end: date, *, counted: bool, purpose: str = "transfer", **changes: Any) -> StableClaim:
    base = StableClaim(
        worker=WorkerId("W-1"),
        purpose=StablePurpose(purpose),
        spells=(Period(HIRED, months_end),),
        until=date(2023, 12, 31),
        counted=counted,
    )
    return evolve(base, **changes)


def hired(number: int, after: int = 0, left_after: int | None = None) -> Hired:
    """Somebody hired so many days after the first, who left so many days after being hired."""
    start = HIRED + after * DAY
    return Hired(
        worker=WorkerId(f"W-{number}"), on=start, left_on=None if left_after is None else start + left_after * DAY
    )


def retention(stayed: int, observed: int, *cohort: Hired) -> RetentionClaim:
    """After 90 days, of what is known for 100 days from the first hiring on."""
    return RetentionClaim(days=90, known_until=HIRED + 100 * DAY, cohort=cohort, stayed=stayed, observed=observed)


def spell(division: str = "440402", start: date = HIRED, registered: str = "533301") -> TransferEmployment:
    return TransferEmployment(
        worker=WorkerId("W-1"),
        registered=DivisionCode(registered),
        division=DivisionCode(division),
        period=Period(start),
    )


def pair(**later: Any) -> FigureComparison:
    return FigureComparison(earlier=claim(), later=evolve(claim(), **later))


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR


WARN = Severity.WARN
MORE_THAN, NEARLY = Qualifier.MORE_THAN, Qualifier.NEARLY
TWO_YEARS = Period(date(2022, 1, 1), date(2024, 1, 1))
LAST_YEAR = rows("W-1", on=date(2022, 12, 31))
TWO_SPELLS = (Period(HIRED, HIRED + 100 * DAY), Period(HIRED + 105 * DAY, HIRED + 300 * DAY))

BREAKS = [
    Case(
        "IN-01",
        result(out_of_poverty=None),
        "not given",
        "731 rural workers helped to work in 2023: how",
        "out_of_poverty",
        WARN,
    ),
    Case("IN-01", result(out_of_poverty=732), "more than all", "732 of them", "out_of_poverty"),
    Case("IN-02", result(in_province=232), "one too many", "the parts make 732, and the whole is 731", "helped"),
    Case("IN-02", result(in_province=230), "one too few", "make 730", "helped"),
    Case("IN-02", result(local=None), "no local", "local is not given", "local", WARN),
    Case("IN-02", result(relocated=None), "no relocated", "the relocated is not given", "relocated", WARN),
    Case("IN-02", result(relocated=732), "more relocated than all", "732 relocated", "relocated"),
    Case("IN-03", claim(3), "three of two", "returned: says 3 persons in all, and 2 rows make 2 persons", "figure"),
    Case("IN-03", claim(3, rows=rows("W-1", "W-1", "W-2")), "one counted twice", "3 rows make 2 persons", "figure"),
    Case("IN-03", claim(2, figure=figure(2, qualifier=MORE_THAN)), "not more than two", "more than 2", "figure"),
    Case("IN-03", claim(2, TIMES, rows=rows("W-1")), "one person-time", "1 rows make 1 person-time", "figure"),
    Case("IN-03", claim(basis=None), "state or sum", "a state or a sum", "basis", WARN),
    Case(
        "IN-04",
        stable(date(2023, 6, 30), counted=True),
        "a day short of six",
        "counted as stably employed: 6 months in post are not",
        "counted",
        WARN,
    ),
    Case(
        "IN-04",
        stable(date(2023, 7, 1), counted=False),
        "six, not counted",
        "not counted as stably employed: 6 months in post are full",
        "counted",
        WARN,
    ),
    Case(
        "IN-04",
        stable(date(2023, 3, 31), counted=True, purpose="travel-aid"),
        "a day short of three",
        "3 months",
        "counted",
        WARN,
    ),
    Case(
        "IN-04",
        stable(date(2023, 6, 30), counted=True, purpose="employer-subsidy"),
        "employers",
        "6 months",
        "counted",
        WARN,
    ),
    Case(
        "IN-04",
        stable(HIRED + DAY, counted=True, spells=TWO_SPELLS, gap_days=4, until=HIRED + 200 * DAY),
        "a gap of five days",
        "not full",
        "counted",
        WARN,
    ),
    Case("IN-05", stable(HIRED + DAY, counted=True, spells=TWO_SPELLS), "two posts", "is not said", "gap_days", WARN),
    Case(
        "IN-06",
        retention(1, 2, hired(1), hired(2, 11)),
        "one hired too late",
        "says 1 of 2, and the facts make 1 of 1 (hired: 2)",
        "observed",
    ),
    Case("IN-06", retention(1, 1, hired(1, 0, 89)), "left a day early", "0 of 1", "stayed"),
    Case("IN-06", retention(0, 1, hired(1)), "stayed and not counted", "1 of 1", "stayed"),
    Case("IN-07", claim(figure=None), "no number", "unit and qualifier is missing", "figure"),
    Case("IN-07", claim(window=None), "no window", "the window", "window"),
    Case("IN-07", claim(definition=""), "no definition", "the definition", "definition"),
    Case("IN-07", claim(rows=()), "no rows", "source rows", "rows"),
    Case("IN-07", claim(1, rows=LAST_YEAR), "a row of the year before", "within the window for roster:1", "rows"),
    Case(
        "IN-08",
        pair(definition="returns-2022"),
        "two definitions",
        "returned and returned cannot be compared: their def",
        "definition",
    ),
    Case("IN-08", pair(figure=figure(2, TIMES)), "two units", "units differ", "figure"),
    Case("IN-08", pair(figure=None), "one without a number", "units", "figure"),
    Case(
        "IN-08", FigureComparison(earlier=claim(figure=None), later=claim()), "the earlier without", "units", "figure"
    ),
    Case("IN-08", pair(basis=Basis.AT_CUTOFF), "a state and a sum", "a state", "basis"),
    Case(
        "IN-08",
        FigureComparison(earlier=claim(definition=""), later=claim(definition="")),
        "neither defined",
        "not given",
        "definition",
    ),
    Case("IN-09", spell("449999"), "no such city", "W-1: 449999 is no division of 449900", "division"),
    Case("IN-09", spell("999999"), "no such province", "999999 is no division", "division"),
    Case("IN-09", spell("440421"), "a county gone before the spell", "in use until 2001-01-01", "division"),
    Case("IN-09", spell(registered="533330"), "registered in no county", "533330 is no division", "registered"),
    Case("IN-09", spell(start=ON + DAY), "begins tomorrow", "begins on 2024-02-01, after 2024-01-31", "period", WARN),
]

KEEPS = [
    Case("IN-01", result(), "478 of 731"),
    Case("IN-01", result(out_of_poverty=731), "all of them"),
    Case("IN-01", result(out_of_poverty=0), "none of them"),
    Case("IN-02", result(), "400 + 231 + 100"),
    Case("IN-02", result(relocated=731), "all relocated"),
    Case("IN-03", claim(), "two of two"),
    Case("IN-03", claim(2, rows=rows("W-1", "W-1", "W-2")), "one twice in a year, counted once"),
    Case("IN-03", claim(2, rows=(*rows("W-1"), *LAST_YEAR), window=TWO_YEARS), "one in each of two years"),
    Case("IN-03", claim(3, TIMES, rows=rows("W-1", "W-1", "W-2"), basis=None), "three person-times"),
    Case("IN-03", claim(1, figure=figure(1, qualifier=MORE_THAN)), "more than one"),
    Case("IN-03", claim(99, rows=()), "no rows to count"),
    Case("IN-03", claim(figure=None, basis=None), "no number"),
    Case("IN-04", stable(date(2023, 7, 1), counted=True), "six months"),
    Case("IN-04", stable(date(2023, 6, 30), counted=False), "a day short, not counted"),
    Case("IN-04", stable(date(2023, 4, 1), counted=True, purpose="travel-aid"), "three months"),
    Case("IN-04", stable(date(2023, 7, 1), counted=True, purpose="employer-subsidy"), "six for employers"),
    Case(
        "IN-04",
        stable(HIRED + DAY, counted=True, spells=TWO_SPELLS, gap_days=5, until=HIRED + 200 * DAY),
        "five days let pass",
    ),
    Case("IN-05", stable(HIRED + DAY, counted=True, spells=TWO_SPELLS, gap_days=0), "none let pass, and said"),
    Case("IN-05", stable(date(2023, 7, 1), counted=True), "one post"),
    Case("IN-06", retention(1, 1, hired(1), hired(2, 11)), "one hired too late is in neither"),
    Case("IN-06", retention(2, 2, hired(1), hired(2, 10)), "hired on the last day that can be seen"),
    Case("IN-06", retention(1, 2, hired(1, 0, 89), hired(2, 0, 90)), "left after 89 and after 90 days"),
    Case("IN-06", retention(0, 0), "nobody"),
    Case("IN-07", claim(), "all there"),
    Case("IN-07", claim(0, rows=()), "none, and no rows"),
    Case("IN-07", claim(1, rows=rows("W-1", on=date(2023, 12, 31))), "a row of the last day"),
    Case("IN-08", pair(), "the same definition"),
    Case("IN-08", pair(figure=figure(9, qualifier=NEARLY)), "another number and qualifier"),
    Case("IN-09", spell(), "a county of Zhuhai"),
    Case("IN-09", spell("310115"), "a county that the table does not have"),
    Case("IN-09", spell(start=ON), "began today"),
    Case("IN-09", spell(start=date(2015, 1, 1), registered="533321"), "called as it was then"),
    Case("IN-09", spell(start=date(2015, 1, 1)), "called as it is now"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found(case: Case) -> None:
    found = [finding for finding in BOOK.judge(case.subject, "S-1", on=ON) if finding.rule == case.rule]
    assert [(finding.severity, finding.path) for finding in found] == [(case.severity, case.path)]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in BOOK.judge(case.subject, "S-1", on=ON)}


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_FIGURES]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_a_sound_figure_and_a_sound_result_have_no_finding() -> None:
    assert BOOK.judge(claim(), "F-1", on=ON) == ()
    assert BOOK.judge(result(), "R-1", on=ON) == ()


def test_parts_that_are_too_many_are_found_although_one_is_not_given() -> None:
    found = BOOK.judge(result(out_of_province=732, local=None), "R-1", on=ON)
    assert [finding.path for finding in found] == ["local", "helped"]
    assert BOOK.judge(result(out_of_province=500, local=None), "R-1", on=ON)[-1].path == "local"


def test_everything_that_a_figure_lacks_is_said_at_once() -> None:
    bare = FigureClaim(title=Text.same("bare"))
    assert [finding.path for finding in BOOK.judge(bare, "F-1", on=ON)] == ["figure", "window", "definition", "rows"]


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            (source.document.key if isinstance(source, Citation) else "", source.mark.value) for source in rule.sources
        ]
        for rule in RULES_FIGURES
    }
    assert cited == {
        "IN-01": [("P15", "V2")],
        "IN-02": [("", "V2")],
        "IN-03": [("", "U")],
        "IN-04": [("P11", "V2"), ("", "V2")],
        "IN-05": [("", "V")],
        "IN-06": [("", "V")],
        "IN-07": [("", "V")],
        "IN-08": [("", "V")],
        "IN-09": [("C1", "V"), ("", "V")],
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: result(helped=-1),
        lambda: result(out_of_poverty=-1),
        lambda: result(out_of_province=-1),
        lambda: result(in_province=-1),
        lambda: result(local=-1),
        lambda: result(relocated=-1),
        lambda: hired(1, 0, -1),
        lambda: retention(1, 1, hired(1), hired(1)),
        lambda: evolve(retention(0, 0), days=0),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()


def test_the_order_of_rows_changes_nothing() -> None:
    assert claim() == claim(rows=rows("W-1", "W-2")[::-1])


COHORT = st.lists(st.tuples(st.integers(0, 110), st.none() | st.integers(0, 120)), max_size=6)


@settings(deadline=None)
@given(given_days=COHORT, order=st.randoms(use_true_random=True))
def test_retention_is_that_of_the_days_that_were_seen(given_days: list[tuple[int, int | None]], order: Random) -> None:
    cohort = [hired(i, after, left) for i, (after, left) in enumerate(given_days, start=1)]
    seen = [one for one in cohort if one.on + 90 * DAY <= HIRED + 100 * DAY]
    stayed = [one for one in seen if all(one.left_on is None or one.on + i * DAY < one.left_on for i in range(90))]
    assert BOOK.judge(retention(len(stayed), len(seen), *order.sample(cohort, len(cohort))), "R", on=ON) == ()


def test_where_no_gap_is_said_none_is_let_pass() -> None:
    apart = (Period(HIRED, HIRED + 100 * DAY), Period(HIRED + 101 * DAY, HIRED + 300 * DAY))
    found = BOOK.judge(stable(HIRED + DAY, counted=True, spells=apart, until=HIRED + 190 * DAY), "W-1", on=ON)
    assert [finding.rule for finding in found] == ["IN-04", "IN-05"]


@pytest.mark.parametrize(
    ("part", "english", "chinese"),
    [
        ("out_of_province", "out of the province", "省外"),
        ("in_province", "in the province, out of the county", "省内县外"),
    ],
)
def test_a_part_that_is_not_given_is_named(part: str, english: str, chinese: str) -> None:
    (finding,) = BOOK.judge(result(**{part: None}), "F-1", on=ON)
    assert finding.path == part
    assert finding.message == Text(f"2023 年分项：没有“{chinese}”一项", f"the parts of 2023: {english} is not given")


def test_the_months_of_stable_employment_are_those_of_the_place_and_the_day() -> None:
    until, nujiang = date(2023, 12, 31), DivisionCode("533300")
    there = DatedValue(
        value=5, source=Convention(Text.same("of this test")), region=nujiang, since=until, until=until + DAY
    )
    book = BOOK.with_parameters(BOOK.parameters["stable_months_transfer"].extended((there,)))
    five_months = stable(date(2023, 6, 1), counted=True)
    assert len(BOOK.judge(five_months, "F-1", on=ON, region=nujiang)) == 1
    assert book.judge(five_months, "F-1", on=ON, region=nujiang) == ()
