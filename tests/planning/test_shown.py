"""What a prompt shows of whatever holds many records: how many, and nobody's data."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import laborcoop as lc
from laborcoop.exchange.export.table import table_of
from laborcoop.exchange.plan_document import plan_document
from laborcoop.exchange.workers_document import workers_document
from laborcoop.indicators import retention, review_subsidies
from laborcoop.kernel.ids import EventId, WorkerId
from laborcoop.planning.events import WorkerRefuses
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

CASE = small_case(Programme(applicants=(Applicant(), Applicant(willing=False))))
PLAN = lc.plan_return(CASE)


def test_a_case_a_plan_and_their_parts_show_counts() -> None:
    convoy, home = CASE.convoys[0], CASE.lodgings[0]
    posts = f"{len(CASE.posts)} posts, {len(CASE.convoys)} convoys"
    assert repr(CASE) == f"<Case {CASE.id}: 2 workers, {posts}, 0 findings in the files>"
    assert repr(CASE.intake) == "<Intake: 2 rows, 2 workers, 0 merged, 0 refused>"
    assert repr(PLAN) == f"<ReturnPlan {CASE.id}: 1 travel, 1 left out>"
    assert repr(PLAN.outcomes[0]) == "<Outcome admission: 2 came in, 1 placed, 0 not needed, 1 left out>"
    assert repr(PLAN.outcome(lc.Stage.BEDS, "zhuhai")).startswith("<Outcome beds zhuhai: 1 came in, ")
    assert repr(convoy) == f"<Convoy {convoy.id}: batch {convoy.batch}, {len(convoy.legs)} legs>"
    beds = sum(room.beds for room in home.rooms)
    assert repr(home) == f"<Lodging {home.id}: {len(home.rooms)} rooms, {beds} beds>"


def test_a_plan_made_again_shows_how_much_changed() -> None:
    refuses = WorkerRefuses(
        id=EventId("EV-1"), time=datetime(2023, 2, 5, 7, tzinfo=ZoneInfo("Asia/Shanghai")), subject=WorkerId("W-000")
    )
    change = lc.replan(PLAN, [refuses])
    told = f"{len(change.moved)} moved, 0 altered, 1 left out, {len(change.to_tell)} to tell, 0 findings"
    assert repr(change) == f"<Replanned {CASE.id}: {told}>"


def test_what_is_counted_from_a_case_shows_how_many_figures_there_are() -> None:
    done = PLAN.carried_out()
    figures, report = lc.measure(done), lc.year_end_report(done)
    counted = f"{len(figures)} counted, {len(figures.missing)} not recorded"
    assert repr(figures) == f"<Figures: {counted}>"
    counted = f"{len(report.figures)} figures, {len(report.figures.missing)} not recorded"
    assert repr(report) == f"<YearEndReport {CASE.id}: {counted}, {len(report.findings)} findings>"
    assert repr(review_subsidies(done)) == "<SubsidyReview: 0 claims, 0 eligible, 0 to check, 0 refused>"
    kept = retention(done, hired=lc.Period(date(2022, 1, 1), date(2024, 1, 1)), known_until=done.on, days=[30])
    assert repr(kept) == f"(<Retention {kept[0].text().en}>,)"
    assert repr(kept[0].claim) == f"<RetentionClaim 30 days: {len(kept[0].claim.cohort)} people, 0 of 0 stayed>"
    assert repr(kept[0].survival) == f"<Survival: {len(kept[0].survival.steps)} steps, longest 0 days>"
    assert repr(lc.simulate(PLAN, runs=3)) == "<Simulation: 3 runs, 0 legs that broke a way first>"


def test_what_is_read_and_written_shows_how_many_records_it_holds(tmp_path: Path) -> None:
    roster = tmp_path / "花名册.csv"
    roster.write_text("姓名,身份证号\n合成人甲,533399199001010011\n", encoding="utf-8")
    result = lc.read_roster(roster, on=CASE.on)
    rows = result.counts
    shown = f"{rows.rows} rows, {rows.workers} workers, {rows.repeated} repeated, {rows.refused} refused"
    assert repr(result) == f"<RosterResult: {shown}, {len(result.findings)} findings>"
    assert repr(workers_document(result)) == f"<WorkersDocument: {rows.workers} workers>"
    table = table_of(lc.placements(PLAN))
    assert repr(table) == f"<Table placement (personal data masked): 2 rows, {len(table.columns)} columns>"
    assert (
        repr(plan_document(PLAN, reveal=True)) == f"<PlanDocument {CASE.id}: 2 people, {len(PLAN.findings)} findings>"
    )
    revealed = lc.read_records(lc.write_records(CASE.workers, reveal=True))
    assert repr(revealed) == "<JsonDocument: 2 records>"
    assert repr(lc.read_json(lc.write_json(CASE.places[0]))) == "<JsonDocument: Place>"
    assert repr(lc.JsonDocument(value=CASE.places[0], masked=True)) == "<JsonDocument: Place, masked>"
