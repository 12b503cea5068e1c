"""The tables of the page say what the plan says: stages, beds, reasons, findings, ways."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from attrs import evolve

from laborcoop.exchange.page.absent import reason_groups, refused_rows
from laborcoop.exchange.page.figures import figures
from laborcoop.exchange.page.names import Names
from laborcoop.exchange.page.nights import occupancy
from laborcoop.exchange.page.promise import stage_rows
from laborcoop.exchange.page.remarks import remarks
from laborcoop.exchange.page.render import render_page
from laborcoop.exchange.page.ways import lookup
from laborcoop.journey import Proof, StepKind
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import FairId, SiteId, SquadId
from laborcoop.kernel.text import Text
from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import RoomUse
from laborcoop.rulebook import Finding, Findings, Locus, Severity


@pytest.fixture(scope="module")
def names(plan: ReturnPlan) -> Names:
    return Names.of(plan.case)


def test_each_stage_adds_up_and_hands_on_to_the_next(plan: ReturnPlan, names: Names) -> None:
    rows = stage_rows(plan, names)

    assert [(row.title.en, row.came_in, row.placed, row.not_needed, row.left_out) for row in rows] == [
        ("admission", 14, 12, 0, 2),
        ("posts", 12, 11, 0, 1),
        ("seats", 11, 10, 0, 1),
        ("beds · Kunming", 10, 10, 0, 0),
        ("beds · Zhuhai", 10, 3, 7, 0),
        ("gate", 10, 10, 0, 0),
    ]
    assert all(row.adds_up for row in rows)
    assert [row.went_on for row in rows[:-1]] == [row.came_in for row in rows[1:]]
    assert not evolve(rows[0], left_out=1).adds_up


def test_a_chosen_stage_shows_the_value_and_bound_of_each_goal_that_counts(plan: ReturnPlan, names: Names) -> None:
    admission, posts, *_ = stage_rows(plan, names)

    assert (admission.chosen, admission.proved, admission.goals) == (False, False, ())
    assert (posts.chosen, posts.proved, posts.gap) == (True, True, 0)
    assert all(goal.value == goal.bound > 0 for goal in posts.goals)


@pytest.mark.parametrize(
    "proof",
    [
        pytest.param(Proof(status="feasible", gap=3), id="time ran out"),
        pytest.param(Proof(status="proved", faults=(Text.same("f"),)), id="its own check found something"),
    ],
)
def test_a_stage_that_is_not_proved_does_not_say_so(plan: ReturnPlan, names: Names, proof: Proof) -> None:
    first, *others = plan.outcomes
    row = stage_rows(evolve(plan, outcomes=(evolve(first, proof=proof), *others)), names)[0]

    assert (row.chosen, row.proved, row.gap, row.faults) == (True, False, proof.gap, proof.faults)


def test_the_big_figures_stand_where_they_belong(plan: ReturnPlan) -> None:
    found = figures(plan)

    assert [figure.value for figure in found.batches] == [4, 6]
    assert [(figure.value, figure.share) for figure in found.purposes] == [(9, 90.0), (1, 10.0)]
    assert found.by_key["travelling"].unit == Text("人", "persons")
    shown = {figure.key for figure in (*found.batches, *found.purposes, *found.others)}
    rest = {"rows", "merged", "persons", "refused", "left_out", "travelling"}
    assert shown | rest | {"fairs", "attendances", "post_times", "squads", "cadres", "target_sites"} == set(
        found.by_key
    )


def test_what_the_case_does_not_record_is_said_once_and_is_no_row_of_zeros(plan: ReturnPlan) -> None:
    found = figures(plan)
    assert [figure.key for figure in found.others] == ["batches", "employers", "bed_nights"]
    assert [noun.en for noun in found.unrecorded] == ["recruitment fairs", "employment squads", "resettlement sites"]
    said = "The case has no records of recruitment fairs, employment squads, resettlement sites"
    assert said in render_page(plan, verified=())

    squad = EmploymentSquad(id=SquadId("SQ-1"), name=Text.same("squad"))
    with_squad = evolve(plan, case=evolve(plan.case, squads=(squad,)))
    shown = {figure.key: figure.value for figure in figures(with_squad).others}
    assert (shown["squads"], shown["cadres"]) == (1, 0), "a squad without cadres is on record, and so is a zero"
    assert [noun.zh for noun in figures(with_squad).unrecorded] == ["招聘会", "安置点"]

    site = ResettlementSite(id=SiteId("S-1"), name=Text.same("site"), division=DivisionCode("533301"))
    fair = RecruitmentFair(
        id=FairId("F-1"),
        name=Text.same("fair"),
        division=DivisionCode("533301"),
        starts=datetime(2023, 1, 10, 1, tzinfo=UTC),
        ends=datetime(2023, 1, 10, 8, tzinfo=UTC),
    )
    whole = evolve(with_squad, case=evolve(with_squad.case, sites=(site,), fairs=(fair,)))
    assert figures(whole).unrecorded == ()
    assert "has no records of" not in render_page(whole, verified=())


def test_the_share_of_nobody_is_nothing(plan: ReturnPlan) -> None:
    nobody = evolve(plan, handovers={}, rides=(), stays=(), matches={})

    assert figures(nobody).by_key["persons"].share == 0.0


def test_beds_taken_are_the_stays_of_each_night(plan: ReturnPlan) -> None:
    found = occupancy(plan)
    nights = sum(1 for stay in plan.stays for _ in stay.period.days())

    assert sum(found.totals) == sum(whole.taken for house in found.houses for whole, _ in house.nights) == nights
    for house in found.houses:
        for whole, parts in house.nights:
            assert whole.taken == sum(part.taken for part in parts)
            assert whole.beds == sum(part.beds for part in parts)
            assert all(part.taken <= part.beds for part in parts)
    kunming = next(house for house in found.houses if house.name.en == "Kunming Sample Hotel")
    assert [part.key for part in kunming.nights[0][1]] == [RoomUse.MEN.value, RoomUse.WOMEN.value]
    assert [whole.taken for whole, _ in kunming.nights] == [4, 0, 6, 0]


def test_the_share_of_the_beds_is_in_per_cent(plan: ReturnPlan) -> None:
    whole, parts = occupancy(plan).houses[1].nights[0]

    assert (whole.taken, whole.beds, whole.share) == (4, 16, 25.0)
    assert evolve(parts[0], beds=0).share == 0.0


def test_everyone_left_out_stands_under_each_of_their_reasons(plan: ReturnPlan, names: Names) -> None:
    groups = reason_groups(plan, names)
    listed = Counter(
        (person.id, group.code) for group in groups for sentence in group.sentences for person in sentence.people
    )

    assert listed == Counter((worker, reason.code) for worker, reasons in plan.unplaced.items() for reason in reasons)
    assert [(group.stage.en, group.people) for group in groups] == [
        ("admission", 1),
        ("admission", 1),
        ("admission", 1),
        ("posts", 1),
        ("seats", 1),
    ]


def test_a_reason_that_is_a_rule_brings_its_law_and_its_advice(plan: ReturnPlan, names: Names) -> None:
    groups = {group.code: group for group in reason_groups(plan, names)}

    assert any("art. 15" in source.en for source in groups["WK-01"].sources)
    assert groups["WK-01"].sentences[0].suggestion.en.startswith("Do not hire")
    assert groups["admission.unwilling"].sources == ()
    assert groups["admission.unwilling"].sentences[0].suggestion.en.startswith("leave it at that")
    assert all(sentence.suggestion.zh for group in groups.values() for sentence in group.sentences)


def test_refused_rows_stand_in_the_order_of_the_files(plan: ReturnPlan) -> None:
    turned = evolve(plan.case.intake, refused=tuple(reversed(plan.case.intake.refused)))
    rows = refused_rows(evolve(plan, case=evolve(plan.case, intake=turned)))

    assert [(row.subject, row.where.row, len(row.findings)) for row in rows] == [("R-1", 31, 1), ("R-2", 32, 0)]


def test_findings_that_say_the_same_stand_in_one_row() -> None:
    said = Finding(
        rule="ID-06",
        severity=Severity.WARN,
        subject="W-1",
        message=Text("不同", "differs"),
        suggestion=Text("核对", "Compare"),
        where=Locus("a.xlsx", "s", 3),
    )
    other = evolve(said, subject="W-2", where=Locus("b.xlsx", "s", 4))
    found = remarks(Findings.of([said, other, evolve(said, subject="W-3", waived=True, where=Locus())]))

    assert [(len(remark.about), remark.waived, remark.files) for remark in found.all] == [
        (1, True, ()),
        (2, False, ("a.xlsx", "b.xlsx")),
    ]
    assert found.findings == 3
    assert found.rules == (("ID-06", 3),)
    assert found.files == (("a.xlsx", 1), ("b.xlsx", 1))
    assert dict(found.severities)[Severity.WARN] == 3
    assert all(word in found.all[1].words for word in ("id-06", "differs", "不同", "compare", "w-1", "w-2"))


def test_the_search_data_gives_back_every_way(plan: ReturnPlan, names: Names) -> None:
    ways = plan.itineraries()
    data = json.loads(json.dumps(lookup(plan, names, ways)))
    zh = [text[0] for text in data["texts"]]

    assert set(data["people"]) == set(plan.travellers)
    for worker, (name, _, employer, steps) in data["people"].items():
        way = ways[worker].steps
        assert name == names.people[worker]
        assert zh[employer] == names.employers[plan.matches[worker].employer].zh
        for (number, seat), step in zip(steps, way, strict=True):
            kind, start, end, _, depart, _, arrive, vehicle = data["steps"][number]
            assert (kind, vehicle) == (step.kind.value, step.vehicle)
            assert (zh[start], zh[end]) == (names.place(step.start).zh, names.place(step.end).zh)
            assert (depart, arrive) == (f"{step.depart:%H:%M}", f"{step.arrive:%H:%M}")
            assert seat == ("" if step.kind is StepKind.HANDOVER else step.seat)


def test_the_search_data_gives_the_reasons_of_everyone_else(plan: ReturnPlan, names: Names) -> None:
    data = lookup(plan, names, plan.itineraries())
    en = [text[1] for text in data["texts"]]

    assert {worker: len(reasons) for worker, (_, _, reasons) in data["absent"].items()} == {
        worker: len(reasons) for worker, reasons in plan.unplaced.items()
    }
    assert [en[stage] for stage, _ in data["absent"]["W-014"][2]] == ["admission", "admission"]
    assert data["refused"]["R-2"] == [["rosters/泸水.xlsx", "名单", 32], []]
    assert en[data["refused"]["R-1"][1][0]] == "the check character is wrong </script>"
