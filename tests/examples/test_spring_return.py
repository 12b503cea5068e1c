"""The example case: what its maker writes, what is in it, and what a plan of it comes to."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

import laborcoop as lc
from laborcoop.exchange.sheets import read_sheets
from laborcoop.journey import StepKind
from laborcoop.kernel.identity import check_character
from laborcoop.outreach import CadreLevel, attendances, post_times
from laborcoop.rulebook import Severity

_ROOT = Path(__file__).parents[2]
_COMMITTED = _ROOT / "examples" / "spring-return"
_ARTICLE_FIRMS = {"E-01", "E-02", "E-03"}
_TARGET = 800


def _made(folder: Path, hash_seed: str) -> dict[str, bytes]:
    command = [sys.executable, str(_ROOT / "examples" / "make_spring_return.py"), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})  # noqa: S603 - our own script
    return _files(folder)


def _files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _made(tmp_path_factory.mktemp("once"), "1")


@pytest.fixture(scope="module")
def case(spring_return: lc.Case) -> lc.Case:
    return spring_return


@pytest.fixture(scope="module")
def plan(spring_return_plan: lc.ReturnPlan) -> lc.ReturnPlan:
    return spring_return_plan


def test_the_maker_writes_the_same_bytes_each_time(written: dict[str, bytes], tmp_path: Path) -> None:
    assert _made(tmp_path, "2") == written


def test_the_maker_writes_what_is_committed(written: dict[str, bytes], tmp_path: Path) -> None:
    committed = _files(_COMMITTED)
    assert written.keys() == committed.keys()
    for name, data in committed.items():
        if name.endswith(".xlsx"):
            # Another release of the writer of workbooks may dress the same cells differently.
            path = tmp_path / Path(name).name
            path.write_bytes(written[name])
            assert read_sheets(path, name) == read_sheets(_COMMITTED / name, name)
        else:
            assert data == written[name], name


def test_every_number_in_the_rosters_lies_in_the_synthetic_area() -> None:
    numbers = [
        found
        for path in sorted((_COMMITTED / "rosters").iterdir())
        for sheet in read_sheets(path, path.name)
        for row in sheet.rows
        for cell in row
        if isinstance(cell, (str, int, float))
        for found in re.findall(
            r"\d[\d*]{13,16}[\dXx]",
            re.sub(
                r"[\s']", "", unicodedata.normalize("NFKC", f"{cell:.0f}" if isinstance(cell, float) else str(cell))
            ),
        )
    ]
    assert len(numbers) > 1_080
    assert {number[:6] for number in numbers} == {"533399", "000000"}
    assert sum(number.startswith("000000") for number in numbers) == 2


def test_phones_begin_with_an_invented_range(case: lc.Case) -> None:
    phones = [worker.phone for worker in case.workers if worker.phone is not None]
    phones += [e.contact.phone for e in case.employers if e.contact is not None and e.contact.phone is not None]
    assert len(phones) > 1_000
    assert all(phone.reveal().startswith("1990000") for phone in phones)


def test_the_check_characters_of_those_taken_on_are_right(case: lc.Case) -> None:
    numbers = [worker.number.reveal() for worker in case.workers if not worker.number.is_masked]
    assert len(set(numbers)) == 1_036
    assert all(check_character(number[:17]) == number[17] for number in numbers)


def test_the_rosters_have_1092_rows_of_1050_persons(case: lc.Case) -> None:
    intake = case.intake
    assert (intake.rows, len(intake.workers), len(intake.merged), len(intake.refused)) == (1_092, 1_038, 42, 12)
    assert intake.persons == 1_050


def test_twelve_rows_are_refused_for_their_data(case: lc.Case) -> None:
    reasons = Counter(
        finding.rule for row in case.intake.refused for finding in row.findings if finding.severity is Severity.ERROR
    )
    assert reasons == {"ID-01": 2, "ID-02": 1, "ID-03": 2, "ID-08": 2, "ID-10": 2, "ID-12": 2, "RO-09": 1}


def test_people_repeat_within_a_sheet_across_sheets_and_across_files(case: lc.Case) -> None:
    kinds: Counter[tuple[bool, bool]] = Counter()
    for merged in case.intake.merged:
        kept = case.intake.workers[merged.kept]
        kinds[merged.where.file == kept.file, merged.where.sheet == kept.sheet] += 1
    assert kinds[True, True] > 0
    assert kinds[True, False] > 0
    assert kinds[False, False] > 0


def test_three_counties_give_ids_and_the_fourth_gets_hashes(case: lc.Case) -> None:
    given = re.compile(r"W-\d{4}")
    by_county = {
        county: {bool(given.fullmatch(worker.id)) for worker in case.workers if worker.registered.code == county}
        for county in ("533301", "533323", "533324", "533325")
    }
    assert by_county == {"533301": {True}, "533323": {True}, "533324": {False}, "533325": {True}}


def test_24_sites_are_targets_one_of_them_exactly_at_the_threshold(case: lc.Case) -> None:
    people = sorted(site.population(case.on) or 0 for site in case.sites)
    assert len([site for site in case.sites if site.is_target(case.on, _TARGET)]) == 24
    assert people[:2] == [799, 800]
    assert {site.division.code for site in case.sites} == {"533301", "533323", "533324", "533325"}


def test_24_squads_have_500_cadres_of_three_levels(case: lc.Case) -> None:
    assert Counter(len(squad.cadres) for squad in case.squads) == {21: 20, 20: 4}
    assert sum(len(squad.cadres) for squad in case.squads) == 500
    assert all({cadre.level for cadre in squad.cadres} == set(CadreLevel) for squad in case.squads)


def test_squads_and_sites_are_not_one_to_one_and_every_target_is_served(case: lc.Case) -> None:
    served = Counter(site for squad in case.squads for site in squad.sites)
    targets = {site.id for site in case.sites if site.is_target(case.on, _TARGET)}
    assert set(served) == targets
    assert max(served.values()) > 1
    assert max(len(squad.sites) for squad in case.squads) > 1


def test_16_fairs_had_45_attendances_and_nearly_5000_post_times(case: lc.Case) -> None:
    assert len(case.fairs) == 16
    assert attendances(case.fairs) == lc.Count(45, lc.Unit.EMPLOYER_TIME)
    assert post_times(case.fairs) == lc.Count(4_962, lc.Unit.POST_TIME)


def test_the_special_train_is_that_of_the_article(case: lc.Case) -> None:
    leg = next(leg for convoy in case.convoys for leg in convoy.legs if leg.train and leg.train.names("D3812"))
    names = {place.id: place.name.zh for place in case.places}
    assert (str(leg.train), names[leg.stops[0].place], names[leg.stops[-1].place]) == (
        "D3812/D3809",
        "昆明南站",
        "珠海站",
    )
    assert (leg.depart.strftime("%m-%d %H:%M"), leg.arrive.strftime("%m-%d %H:%M")) == ("02-06 08:35", "02-06 18:40")
    assert leg.vehicle.rated == 613


def test_feeders_leave_in_the_morning_and_reach_kunming_by_half_past_nine(case: lc.Case) -> None:
    feeders = [leg for convoy in case.convoys for leg in convoy.legs if leg.id.startswith("F")]
    assert len(feeders) == 27
    for leg in feeders:
        assert time(7) <= leg.depart.time() <= time(10)
        assert leg.arrive.time() <= time(21, 30)
        assert leg.arrive.date() == leg.depart.date()
        assert len(leg.drivers) == 2


def test_the_shuttles_are_at_kunming_south_by_five_past_seven(case: lc.Case) -> None:
    stops = [
        leg.stops[-1]
        for convoy in case.convoys
        for leg in convoy.legs
        if leg.stops[-1].place == "P-KM-S" and not leg.mode.is_rail
    ]
    assert len(stops) == 24
    assert all(stop.arrive.time() <= time(7, 5) for stop in stops)


def test_one_leg_breaks_a_driving_rule_on_purpose_and_no_other_leg_breaks_any(plan: lc.ReturnPlan) -> None:
    broken = {(finding.rule, finding.subject) for finding in plan.findings.excluding() if finding.rule.startswith("TR")}
    assert broken == {("TR-04", "D-214A"), ("TR-23", "E-13")}


def test_each_rule_about_posts_is_broken_by_an_invented_firm(plan: lc.ReturnPlan) -> None:
    rules = {finding.rule for finding in plan.findings.excluding()}
    assert {"EM-01", "EM-02", "EM-03", "EM-04", "EM-05", "EM-06", "EM-07", "ID-14"} <= rules


def test_the_firms_of_the_article_and_their_posts_are_without_a_fault(plan: lc.ReturnPlan) -> None:
    records = _ARTICLE_FIRMS | {post.id for post in plan.case.posts if post.employer in _ARTICLE_FIRMS}
    assert len(records) > len(_ARTICLE_FIRMS)
    assert [finding for finding in plan.findings if finding.subject in records] == []


def test_all_other_employers_say_in_their_name_that_they_are_invented(case: lc.Case) -> None:
    others = [employer for employer in case.employers if employer.id not in _ARTICLE_FIRMS]
    assert all("某" in employer.name.zh and "虚构" in employer.name.zh for employer in others)


def test_the_one_waiver_is_used(plan: lc.ReturnPlan) -> None:
    assert [finding.rule for finding in plan.findings if finding.waived] == ["ID-13"]
    assert [finding for finding in plan.findings if finding.rule == "PL-01"] == []


def test_997_people_travel_in_two_batches_of_400_and_597(plan: lc.ReturnPlan) -> None:
    batch = {leg.id: convoy.batch for convoy in plan.case.convoys for leg in convoy.legs}
    travelled = {ride.worker: batch[ride.leg] for ride in plan.rides}
    assert len(plan.travellers) == 997
    assert Counter(travelled.values()) == {1: 400, 2: 597}


def test_880_people_go_back_to_their_employer_and_117_to_a_new_post(plan: lc.ReturnPlan) -> None:
    assert Counter(match.returns for match in plan.matches.values()) == {True: 880, False: 117}


def test_most_people_go_to_the_three_firms_of_the_article(plan: lc.ReturnPlan) -> None:
    received = [handover.worker for handover in plan.handovers.values() if handover.employer in _ARTICLE_FIRMS]
    assert len(received) > len(plan.travellers) / 2


def test_41_people_are_left_out_for_twelve_reasons_or_more(plan: lc.ReturnPlan) -> None:
    reasons = Counter(why[0].code for why in plan.unplaced.values())
    assert sum(reasons.values()) == 41
    assert reasons == {
        "WK-01": 2,
        "admission.unwilling": 2,
        "EM-01": 2,
        "ID-14": 2,
        "TR-23": 2,
        "posts.unknown-employer": 2,
        "posts.none-suits": 4,
        "posts.no-opening": 2,
        "TR-04": 2,
        "TR-14": 2,
        "TR-15": 2,
        "seats.not-in-window": 2,
        "seats.no-coach-at-stop": 2,
        "seats.unknown-stop": 1,
        "seats.not-together": 2,
        "seats.train-full": 3,
        "seats.coach-full": 2,
        "gate.coach-full": 2,
        "beds.full": 2,
        "seats.no-way-on": 1,
    }


def test_whoever_has_no_coach_to_the_gate_is_told_so_with_its_name(plan: lc.ReturnPlan) -> None:
    ((reason,),) = (why for why in plan.unplaced.values() if why[0].code == "seats.no-way-on")
    assert reason.text.en == (
        "no coach goes from Zhuhai station to the gate of Sample Seafood K while it is open, "
        "not after a night there either"
    )


def test_no_bed_is_needed_by_those_who_reach_an_open_gate_in_the_evening(plan: lc.ReturnPlan) -> None:
    lodged = {stay.worker for stay in plan.stays if stay.period.start in {date(2023, 2, 2), date(2023, 2, 6)}}
    straight = set(plan.travellers) - lodged
    assert min(len(lodged), len(straight)) > 300
    assert {plan.handovers[worker].employer for worker in straight} == {"E-01", "E-02", "E-04", "E-05"}


def test_the_plan_is_sound(plan: lc.ReturnPlan) -> None:
    assert plan.verify() == ()


def test_the_worker_from_tuotuo_village_is_brought_from_the_village_to_the_gate(plan: lc.ReturnPlan) -> None:
    steps = plan.itinerary("W-0412").steps
    names = {place.id: place.name.zh for place in plan.case.places}
    assert [step.kind for step in steps] == [
        StepKind.COACH,
        StepKind.COACH,
        StepKind.STAY,
        StepKind.COACH,
        StepKind.TRAIN,
        StepKind.COACH,
        StepKind.STAY,
        StepKind.COACH,
        StepKind.HANDOVER,
    ]
    assert (names[steps[0].start], steps[4].vehicle, names[steps[-1].end]) == ("托拖村", "D3812/D3809", "珠海森洋厂门")


def test_people_of_a_party_sit_in_a_row_on_every_vehicle_that_they_board_together(
    case: lc.Case, plan: lc.ReturnPlan
) -> None:
    party = {one.worker: one.together for one in case.registrations if one.together is not None}
    labels = {leg.id: leg.vehicle.seat_labels() for leg in plan.legs().values()}
    seats: dict[tuple[str, str, str], list[int]] = {}
    for ride in plan.rides:
        if ride.worker in party:
            number = labels[ride.leg].index(ride.seat)
            seats.setdefault((ride.leg, ride.board, party[ride.worker]), []).append(number)
    together = [taken for taken in seats.values() if len(taken) > 1]
    assert len(together) > 100
    assert [taken for taken in together if max(taken) - min(taken) != len(taken) - 1] == []


def test_the_pictures_of_the_readme_are_those_of_this_plan(plan: lc.ReturnPlan) -> None:
    drawn = runpy.run_path(str(_ROOT / "docs" / "make_pictures.py"))["pictures"](plan)
    assert [path.name for path, svg in drawn.items() if path.read_text("utf-8") != svg] == []
    for readme, path in zip(("README.md", "README.zh-CN.md"), drawn, strict=True):
        assert f"](docs/{path.name})" in (_ROOT / readme).read_text("utf-8")


def test_what_was_planned_can_be_counted_as_done(plan: lc.ReturnPlan) -> None:
    figures, summary = lc.measure(plan.carried_out()), plan.summary()
    assert str(figures["brought"]) == "997 persons / 997 人"
    assert figures["bed_nights"].count == summary["bed_nights"]
    assert figures["batches"].count == summary["batches"]
    assert str(figures["no_shows"].count) == "0 persons / 0 人"
