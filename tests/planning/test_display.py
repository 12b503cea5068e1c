"""Plans, findings, figures, allocations, rosters and tables of counts as a notebook shows them."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.allocation import Problem, allocate
from laborcoop.cooperation import Basis, FigureRow
from laborcoop.exchange.export import table_of
from laborcoop.indicators import CATALOGUE, Measured, measure, reconcile, retention, window_text, year_end_report
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.planning.events import WorkerRefuses
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding, Findings, Locus, Severity
from laborcoop.testing import Programme, small_case, synthetic_number


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    return plan_return(small_case(Programme()))


def shown(value: object) -> str:
    html = value._repr_html_()  # type: ignore[attr-defined] # the notebook asks by this name
    assert isinstance(html, str)
    ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own text: it is well-formed
    return html


def cells(html: str) -> list[list[str]]:
    rows = ET.fromstring(f"<div>{html}</div>").iter("tr")  # noqa: S314 - our own text
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_a_plan_shows_each_stage_and_that_it_adds_up(plan: ReturnPlan) -> None:
    html = shown(plan)
    _, *rows = cells(html)
    assert len(rows) == len(plan.outcomes)
    for (_, *numbers), outcome in zip(rows, plan.outcomes, strict=True):
        came_in, *parts = map(int, numbers)
        assert came_in == sum(parts) == len(outcome.came_in)
    assert f"{len(plan.handovers)} 人到岗" in html
    assert f"{len(plan.unplaced)} left out" in html
    hubs = {plan.case.hub_name(outcome.hub).zh for outcome in plan.outcomes if outcome.hub}
    assert hubs
    assert all(hub in html for hub in hubs)


def test_a_plan_and_its_findings_show_no_name_and_no_number(plan: ReturnPlan) -> None:
    html = shown(plan) + shown(plan.findings) + shown(plan.summary())
    assert not re.search(r"\d{17}[\dX]", html)
    for worker in plan.case.workers:
        assert worker.name.reveal() not in html
        assert worker.number is not None
        assert worker.number.reveal() not in html


def test_a_summary_shows_every_figure_with_its_unit(plan: ReturnPlan) -> None:
    summary = plan.summary()
    rows = cells(shown(summary))
    assert [row[1].split(" ")[0] for row in rows] == [str(line.count.value) for line in summary]
    assert rows[2][0] == "人员 persons"
    assert rows[2][1] == "1 人 1 person"


def finding(number: int, message: str = "太小") -> Finding:
    return Finding(
        rule="WK-01",
        severity=Severity.BLOCK,
        subject=f"W-{number:02}",
        message=Text(message, "too <young>"),
        where=Locus("a.xlsx", "名单", 3, "E"),
    )


def test_a_finding_shows_what_where_and_what_to_do_and_nothing_empty() -> None:
    full = evolve(finding(1), suggestion=Text("请核对", "compare"))
    assert cells(shown(full)) == [
        ["位置 where", "a.xlsx · 名单 · 第 3 行 · E a.xlsx · 名单 · row 3 · E"],
        ["内容 what", "太小 too <young>"],
        ["办法 what to do", "请核对 compare"],
    ]
    assert cells(shown(evolve(finding(1), where=Locus()))) == [["内容 what", "太小 too <young>"]]
    assert "too &lt;young&gt;" in shown(full)


def test_a_waived_finding_shows_that_it_is() -> None:
    assert "（已豁免）" in shown(evolve(finding(1), waived=True))
    assert "（已豁免）" not in shown(finding(1))


def test_findings_show_the_first_twenty_and_say_how_many_more_there_are() -> None:
    html = shown(Findings.of(finding(number) for number in range(25)))
    assert len(cells(html)) == 1 + 20
    assert "另有 5 行" in html
    assert "findings: 25 (block 25, error 0, warning 0, note 0)" in html


def test_an_allocation_shows_its_proof_and_the_first_reasons() -> None:
    pairs = [(f"W{i:02}", "P1", i) for i in range(1, 10)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P1": 2}))
    html = shown(result)
    assert "optimal · proved：安排 2，未安排 7" in html
    table_of_goals, reasons = cells(html)[:2], cells(html)[2:]
    assert table_of_goals[1][1:] == ["17", "17", "0"]
    assert [row[0] for row in reasons[1:]] == ["W01", "W02", "W03", "W04", "W05"]
    assert "P1 is full" in reasons[1][1]


def test_an_allocation_of_everybody_shows_no_reasons() -> None:
    html = shown(allocate(Problem.from_pairs([("W1", "P1", 1)], capacity={"P1": 1})))
    assert html.count("<table>") == 1


def test_an_infeasible_allocation_shows_what_contradicts_and_what_would_help() -> None:
    problem = Problem.from_pairs(
        [("W1", "P1", 1), ("W2", "P1", 1)], capacity={"P1": 1}, pinned={"W1": "P1", "W2": "P1"}
    )
    result = allocate(problem)
    assert result.status == "infeasible"
    html = shown(result)
    assert "optimal · 无解" in html
    assert "optimal · infeasible: these demands contradict one another" in html
    told = ["".join(row) for row in cells(html)]
    texts = [*(one.text for one in result.conflict), *(one.text for one in result.relaxation)]
    assert told == [f"{text.zh} {text.en}" for text in texts]
    assert len(told) >= 3


def test_a_plan_says_its_day(plan: ReturnPlan) -> None:
    assert isinstance(plan.case.on, date)
    assert f"计划日 {plan.case.on}" in shown(plan)


def test_a_figure_counted_from_records_shows_its_days_its_definition_and_how_many_rows_are_behind_it() -> None:
    window = Period(date(2021, 1, 1), date(2022, 1, 1))
    rows = tuple(FigureRow(source="fairs.csv", counted=f"F-{i}", on=date(2021, 3, i)) for i in (1, 2))
    figure = Measured(
        code="fairs",
        title=Text("招聘会", "fairs"),
        count=Count(2, Unit.FAIR),
        window=window,
        definition="fairs/1",
        terms=Text("已举办的", "held"),
        basis=Basis.CUMULATIVE,
        regions=(DivisionCode("533300"),),
        receiving=DivisionCode("440400"),
        rows=rows,
    )
    html = shown(figure)
    assert "招聘会：2 场" in html
    days = window_text(window)
    assert [row[1] for row in cells(html)] == [
        "怒江 → 珠海 Nujiang → Zhuhai",
        f"{days.zh} {days.en}",
        "已举办的 held",
        "2",
    ]


def test_all_figures_of_a_case_are_one_table_with_what_is_not_recorded(plan: ReturnPlan) -> None:
    figures = measure(plan.case)
    _, *rows = cells(shown(figures))
    assert len(rows) == len(figures) + len(figures.missing) == len(CATALOGUE)
    fairs = "赴输出地招聘会 fairs held in the sending region"
    assert [fairs, "未记录 not recorded", "案例中没有这类记录：招聘会 the case has no records of fairs", ""] in rows
    done = measure(plan.carried_out())
    _, *rows = cells(shown(done))
    assert len(done) > 0
    assert {row[3] for row in rows} == {"", "怒江 → 珠海 Nujiang → Zhuhai"}


def test_a_share_shows_both_its_numbers() -> None:
    rows = (FigureRow("a", "W-1", date(2022, 1, 1)),)
    figure = Measured(
        code="no_shows",
        title=Text("未到", "did not come"),
        count=Count(1, Unit.PERSON),
        window=Period(date(2022, 1, 1), date(2023, 1, 1)),
        definition="no_shows/1",
        terms=Text("口径", "terms"),
        basis=Basis.CUMULATIVE,
        rows=rows,
        whole=Count(4, Unit.PERSON),
    )
    assert "did not come: 1 of 4 persons (25.0 %)" in shown(figure)
    assert "近5 人" in shown(reconcile(figure, "近5人"))


def test_a_report_shows_its_case_and_its_figures(plan: ReturnPlan) -> None:
    report = year_end_report(plan.case, findings=Findings(()))
    html = shown(report)
    assert "小型案例" in html
    assert shown(report.figures) in html


def test_a_retention_shows_both_ways_of_counting(plan: ReturnPlan) -> None:
    (first, *_) = retention(plan.case, hired=Period(date(2022, 1, 1), date(2023, 1, 1)), known_until=date(2023, 1, 20))
    assert first.text().zh in shown(first).replace("&gt;", ">")


def test_a_plan_made_again_shows_how_many_changed_and_who_is_left_out_and_why(plan: ReturnPlan) -> None:
    (worker,) = plan.handovers
    when = datetime(2023, 1, 29, 7, tzinfo=plan.case.campaign.zone)
    nobody = WorkerRefuses(id=EventId("EV-2"), time=when, subject=WorkerId("W-none"))
    change = lc.replan(plan, [WorkerRefuses(id=EventId("EV-1"), time=when, subject=worker), nobody])
    html = shown(change)
    counts = dict(cells(html)[:4])
    assert counts["改变安排 moved"] == str(len({one.worker for one in change.moved}))
    assert counts["同一路段改座位、车次等 otherwise on the same leg"] == str(
        len({one.worker for one in change.altered})
    )
    assert counts["不再有安排 left out"] == str(len(change.left_out)) == "1"
    assert counts["应通知 to be told"] == str(len(change.to_tell))
    assert [worker, *(reason.text.zh + " " + reason.text.en for reason in change.left_out[worker])] in cells(html)
    assert change.findings[0].message.zh in html
    assert cells(shown(lc.replan(plan, [])))[2] == ["不再有安排 left out", "0"]
    assert "问题" not in shown(lc.replan(plan, []))


def test_a_roster_shows_its_sum_what_could_not_be_read_and_what_was_found(tmp_path: Path) -> None:
    number = synthetic_number(1, date(1990, 1, 1), Sex.MALE).reveal()
    rows = f"合成人甲,{number}\n合成人甲,{number}\n合成人乙,12\n"
    (tmp_path / "甲.csv").write_text(f"姓名,身份证号\n{rows}", encoding="utf-8")
    (tmp_path / "乙.xlsx").write_bytes(b"no workbook")
    result = lc.read_roster(sorted(tmp_path.iterdir()), on=date(2023, 1, 1))
    html = shown(result)
    assert cells(html)[1] == ["3", "1", "1", "1"]
    assert "could not be read" in html
    assert "乙.xlsx" in html
    assert shown(result.findings) in html
    assert "合成人甲" not in html
    whole = lc.read_roster(tmp_path / "甲.csv", on=date(2023, 1, 1))
    assert "could not be read" not in shown(whole)


def test_a_table_of_counts_shows_its_cells_in_both_languages_and_a_star_for_what_is_withheld(plan: ReturnPlan) -> None:
    table = lc.count_table(plan.case.workers, "sex")
    html = shown(table)
    heads, *rows = cells(html)
    assert heads == ["性别 sex", "数量 count"]
    assert [label for label, _ in rows][-1] == "合计 total"
    assert [number for _, number in rows] == ["*" if row[-1] is None else str(row[-1]) for row in table.rows]
    assert table.note.zh in html
    many = lc.count_table(plan.case.workers * 50, "sex")
    assert cells(shown(many))[-1][-1] == str(50 * len(plan.case.workers))


def test_a_table_of_records_shows_how_large_it_is_and_nothing_of_its_rows(plan: ReturnPlan) -> None:
    for reveal in (True, False):
        table = table_of(plan.case.workers, reveal=reveal)
        html = shown(table)
        assert f"{len(table.rows)} rows, {len(table.columns)} columns" in html
        assert table.full_title.zh in html
        assert str(plan.case.workers[0].id) not in html


def test_a_way_shows_a_line_for_each_step_and_no_name(plan: ReturnPlan) -> None:
    worker = min(plan.handovers)
    html = shown(plan.itinerary(worker))
    _, *rows = cells(html)
    assert [row[0] for row in rows] == [
        step.kind.label.zh + " " + step.kind.label.en for step in plan.itinerary(worker).steps
    ]
    assert f"the way of {worker}" in html
    assert rows[0][3] == plan.itinerary(worker).steps[0].depart.strftime("%Y-%m-%d %H:%M")


def test_a_plan_and_a_report_name_the_files_that_were_not_read(plan: ReturnPlan) -> None:
    intake = evolve(plan.case.intake, unread=("泸水市.xlsx",))
    case = evolve(plan.case, intake=intake)
    for value in (evolve(plan, case=case), year_end_report(case)):
        assert "泸水市.xlsx" in shown(value)
    assert "could not be read" not in shown(plan) + shown(year_end_report(plan.case))


def test_a_case_shows_how_much_it_holds_and_nobody(spring_return: lc.Case) -> None:
    html = shown(spring_return)
    kinds = ("workers", "employers", "posts", "convoys", "records", "findings")
    assert [number for _, number in cells(html)] == [str(len(getattr(spring_return, kind))) for kind in kinds]
    assert f"{spring_return.name.zh}（{spring_return.on}）" in html
    assert not any(worker.name.reveal() in html for worker in spring_return.workers)
