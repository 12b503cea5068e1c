"""The year-end report as values: sections, breakdowns, years, what was published, what is still wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import TransferEmployment
from laborcoop.indicators import CATALOGUE, Section, year_end_report
from laborcoop.journey import Journey
from laborcoop.kernel.ids import ConvoyId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.rulebook import Findings
from laborcoop.rulebook.finding import Waiver
from laborcoop.training import TrainingPlacement

CountedCase = Callable[..., lc.Case]
Spell = Callable[..., TransferEmployment]

SINCE, UNTIL = date(2021, 1, 1), date(2023, 2, 7)
NONE = Findings(())


def journey(convoy: str, worker: str) -> Journey:
    hours = ("left_home_at", "boarded_at", "arrived_at", "received_at", "entered_factory_at")
    moments: dict[str, Any] = {name: datetime(2023, 2, 6, 1 + n, tzinfo=UTC) for n, name in enumerate(hours)}
    return Journey(
        worker=WorkerId(worker), convoy=ConvoyId(convoy), registered_at=datetime(2023, 1, 25, tzinfo=UTC), **moments
    )


@pytest.fixture
def case(counted: CountedCase, spell: Spell, five: lc.Case) -> lc.Case:
    """Two new in 2021 and one in 2022; two arrive with a batch of the case, one with another."""
    first, second, third, *_ = five.workers
    (convoy,) = five.convoys
    placement = TrainingPlacement(
        id=PlacementId("TP-1"),
        worker=first.id,
        school=SchoolId("SCH-9"),
        programme="焊接",
        enrolled_on=date(2022, 9, 1),
    )
    return counted(
        spell(first, date(2021, 3, 1)),
        spell(second, date(2021, 4, 1), date(2021, 5, 1)),
        spell(third, date(2022, 4, 1)),
        journey(convoy.id, first.id),
        journey(convoy.id, second.id),
        journey("C-ELSE", "W-STRANGER"),
        placement,
    )


def test_every_indicator_has_its_line_under_its_heading(case: lc.Case) -> None:
    report = year_end_report(case, since=SINCE, until=UNTIL, findings=NONE)
    codes = {section: [line.indicator.code for line in report.section(section)] for section in Section}
    assert codes[Section.SEND_POSTS][:3] == ["fairs", "attendances", "employers"]
    assert sum(map(len, codes.values())) == len(report.lines)
    assert str(report["new_transfers"]) == "3 persons / 3 人"
    assert next(report.section(Section.STABILISE)).figure is None


def test_the_years_are_compared(case: lc.Case) -> None:
    report = year_end_report(case, since=SINCE, until=UNTIL, findings=NONE)
    (new,) = [one for one in report.by_year if one.indicator.code == "new_transfers"]
    assert [figure.count.value for figure in new.years] == [2, 1]
    growth = new.growth()
    assert growth is not None
    assert str(growth.per_cent) == "-50.0"
    codes = {one.indicator.code for one in report.by_year}
    assert "in_post" not in codes
    assert "new_organised" not in codes
    assert "new_transfers_to_date" not in codes


@pytest.mark.parametrize(
    ("since", "until", "windows", "counts"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), [Period(date(2021, 1, 1), date(2022, 1, 1))], (2, 1)),
        # The year before lies in part within the report.
        (date(2021, 3, 15), UNTIL, [Period(date(2021, 1, 1), date(2022, 1, 1))], (2, 1)),
        (date(2022, 3, 15), date(2022, 9, 1), [Period(date(2021, 3, 15), date(2021, 9, 2))], (1, 1)),
        # Nothing is recorded of 2020, before the pairing, nor are there days that a year could lie between.
        (date(2021, 1, 1), date(2021, 12, 31), [], (2,)),
        (date(2021, 3, 1), date(2021, 9, 1), [], (2,)),
    ],
)
def test_one_year_or_part_of_it_is_compared_with_the_same_days_of_the_year_before(
    case: lc.Case, since: date, until: date, windows: list[Period], counts: tuple[int, ...]
) -> None:
    report = year_end_report(case, since=since, until=until, findings=NONE)
    (new,) = [one for one in report.by_year if one.indicator.code == "new_transfers"]
    assert [figure.window for figure in new.years[:-1]] == windows
    assert tuple(figure.count.value for figure in new.years) == counts
    growth = new.growth()
    assert (growth is None) == (not windows)
    assert growth is None or (growth.earlier.value, growth.later.value) == counts
    assert report["new_transfers"].window == new.years[-1].window


def test_more_than_a_year_without_a_whole_calendar_year_is_compared_with_nothing(case: lc.Case) -> None:
    assert year_end_report(case, since=date(2021, 2, 1), until=date(2022, 2, 1), findings=NONE).by_year == ()
    (until_then, *_) = year_end_report(case, since=date(2021, 2, 1), until=date(2022, 1, 31), findings=NONE).by_year
    assert until_then.growth() is None


def test_the_year_before_the_pairing_is_told_where_something_is_recorded_of_it(
    counted: CountedCase, spell: Spell
) -> None:
    records = (spell("W-A", date(2021, 3, 1)), spell("W-B", date(2020, 3, 1)))
    case = counted(*records)
    (new, *_) = year_end_report(case, since=date(2021, 1, 1), until=date(2021, 12, 31), findings=NONE).by_year
    assert [figure.count.value for figure in new.years] == [1, 1]


def test_years_before_the_pairing_are_told_where_something_is_recorded_of_them(
    counted: CountedCase, spell: Spell
) -> None:
    records = (spell("W-A", date(23, 3, 1)), spell("W-B", date(2021, 3, 1)))
    report = year_end_report(counted(*records), since=date(1, 1, 1), until=date(2021, 12, 31), findings=NONE)
    (new,) = [one for one in report.by_year if one.indicator.code == "new_transfers"]
    assert [(figure.window.start.year, figure.count.value) for figure in new.years] == [(23, 1), (2021, 1)]
    assert new.growth() is None


def test_persons_are_parted_by_batch_and_county_and_students_by_school(case: lc.Case) -> None:
    report = year_end_report(case, since=SINCE, until=UNTIL, findings=NONE)
    said = {
        (one.code, one.by.en): [(part.label.en, part.count.value) for part in one.parts] for one in report.breakdowns
    }
    assert said["brought", "by batch"] == [("batch 1", 2), ("not known", 1)]
    assert said["brought", "by county"] == [("Lushui", 2), ("not known", 1)]
    assert said["recruited", "by school"] == [("SCH-9", 1)]
    assert dict(said["trips", "by kind of vehicle"])["charter coaches"] >= 1


def test_the_return_is_reconciled(case: lc.Case) -> None:
    report = year_end_report(case, since=SINCE, until=UNTIL, findings=NONE)
    assert report.reconciliation is not None
    assert (report.reconciliation.registered, report.reconciliation.handed_over) == (3, 3)
    assert year_end_report(case, until=date(2022, 12, 31), findings=NONE).reconciliation is None


def test_published_figures_are_held_against_the_records(case: lc.Case) -> None:
    report = year_end_report(
        case, since=SINCE, until=UNTIL, findings=NONE, published={"new_transfers": "超2人", "brought": "近4人"}
    )
    assert [(one.published.count.value, one.holds) for one in report.published()] == [(4, False), (2, True)]
    near = year_end_report(case, since=SINCE, until=UNTIL, findings=NONE, published={"brought": "近4人"}, nearly=70)
    assert near.published()[0].holds
    with pytest.raises(lc.UnknownName, match=r"there is no such indicator, known are: .*new_transfers") as refused:
        year_end_report(case, findings=NONE, published={"nothing": "1"})
    assert all(indicator.code in refused.value.text.zh for indicator in CATALOGUE)


def test_every_published_figure_that_is_refused_is_told_by_its_code_with_what_to_do(case: lc.Case) -> None:
    wrong = {"new_transfer": "2", "new_transfers": "近2场", "brought": "不少", "fairs": "1", "in_post": "超0人"}
    with pytest.raises(lc.InvalidValue) as refused:
        year_end_report(case, since=SINCE, until=UNTIL, findings=NONE, published=wrong)
    assert refused.value.text.zh.split("；") == [
        "new_transfer=“2”：没有数字 new_transfer：没有这个指标，是否应为“new_transfers”？",
        "new_transfers=“近2场”：公布的单位是“场”，指标的单位是“人”，请用本指标的单位，或改用单位为“场”的指标",
        "brought=“不少”：读不出数字：应如“近5000人”“超1400人”",
        "fairs=“1”：没有数字 fairs：案例中没有这类记录：招聘会",
    ]
    assert refused.value.text.en.replace("the figure counts", "counted are").split("; ") == [
        "new_transfer=“2”: no figure new_transfer: there is no such indicator, did you mean “new_transfers”?",
        "new_transfers=“近2场”: published are fairs, counted are persons: publish persons, or name a figure of fairs",
        "brought=“不少”: no figure: such as nearly 5000 persons or more than 1400 persons",
        "fairs=“1”: no figure fairs: the case has no records of fairs",
    ]
    with pytest.raises(lc.UnitMismatch, match=r"^new_transfers=.*; brought="):
        year_end_report(case, findings=NONE, published={"new_transfers": "2场", "brought": "2家"})


def test_its_own_figures_break_no_rule_about_figures(case: lc.Case) -> None:
    assert year_end_report(case, since=SINCE, until=UNTIL, findings=NONE).faults == ()


def test_a_rule_about_figures_that_one_breaks_is_told(case: lc.Case) -> None:
    elsewhere = {"fairs": Period(SINCE, date(2022, 1, 1))}
    strict = evolve(case, book=case.book.without("IN-07"))
    assert year_end_report(strict, since=SINCE, findings=NONE, windows=elsewhere).faults == ()


def test_open_findings_are_those_not_waived_and_no_batch_that_has_left(case: lc.Case) -> None:
    minor = evolve(case, on=UNTIL)
    report = year_end_report(minor, since=SINCE, until=UNTIL)
    assert "PL-04" in lc.check(minor).by_rule()
    assert "PL-04" not in report.findings.by_rule()
    (rule, subject) = next((finding.rule, finding.subject) for finding in report.findings)
    waiver = Waiver(rule=rule, subject=subject, by="x", why="y", until=date(2099, 1, 1))
    fewer = year_end_report(evolve(minor, waivers=(waiver,)), since=SINCE, until=UNTIL).findings
    assert len(fewer.about(subject).where(lambda one: one.rule == rule)) == 0


def test_a_case_without_records_has_a_report_that_says_so(five: lc.Case) -> None:
    report = year_end_report(evolve(five, convoys=()), findings=NONE)
    assert report.breakdowns == ()
    assert report.retention == ()
    assert report.refusals() == {}
    assert [line for line in report.lines if line.figure is not None] == []


def test_the_retention_is_of_the_days_that_its_line_has(case: lc.Case) -> None:
    days = Period(date(2021, 1, 1), date(2022, 1, 1))
    report = year_end_report(case, since=SINCE, until=UNTIL, findings=NONE, windows={"retention_30": days})
    thirty, ninety, _ = report.retention
    assert str(thirty.ratio) == str(report["retention_30"].share) == "2 of 2 persons (100.0 %)"
    assert (len(thirty.claim.cohort), len(ninety.claim.cohort)) == (2, 3)
    assert str(ninety.ratio) == str(report["retention_90"].share)
    open_end = year_end_report(case, findings=NONE, windows={"retention_30": Period(SINCE)})
    assert len(open_end.retention[0].claim.cohort) == 3


def test_however_early_a_report_begins_its_years_begin_with_the_pairing_or_the_records(case: lc.Case) -> None:
    def years(made: lc.Case) -> set[int]:
        report = year_end_report(made, since=date(1, 1, 1), until=UNTIL, findings=NONE)
        return {one.window.start.year for row in report.by_year for one in row.years}

    paired = case.campaign.pairing.period.start.year
    assert years(case) == set(range(paired, 2023))
    (first, *others) = [one for one in case.records if isinstance(one, TransferEmployment)]
    early = evolve(first, period=Period(date(paired - 2, 5, 1)))
    assert years(evolve(case, records=(early, *others))) == {paired - 2, *range(paired, 2023)}
