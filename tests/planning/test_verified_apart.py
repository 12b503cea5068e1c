"""Verification stands on its own: it imports records alone, and a mistake planted in the planner does not blind it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from laborcoop import planning
from laborcoop.cooperation import EastWestResult
from laborcoop.employers.insurance import SocialInsurance
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties, Venue
from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    EventId,
    FairId,
    LegId,
    LodgingId,
    PlacementId,
    RoomId,
    SchoolId,
    StationId,
    WorkerId,
)
from laborcoop.kernel.text import Text
from laborcoop.outreach import EmploymentSquad, FairPlan, RecruitmentFair
from laborcoop.outreach.plan import Organiser
from laborcoop.outreach.squad import Cadre, CadreLevel
from laborcoop.people import Flag, FlagKind
from laborcoop.people.assignment import Assignment
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.events import Event, RoomOutOfService, TicketMismatch
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.verification.judged import judged
from laborcoop.retention import WorkStation
from laborcoop.retention.housing import LodgingPlan
from laborcoop.retention.station_work import JobSeekerLodging
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.rulebook.finding import Waiver
from laborcoop.testing import Programme, small_case
from laborcoop.testing.breakings import BREAKINGS, Breaking
from laborcoop.testing.programme import Applicant
from laborcoop.training import (
    Recommendation,
    StudentAid,
    StudentAidId,
    TrainingPlacement,
    TrainingProgramme,
    TrainingSchool,
)
from laborcoop.transfer import DriverHours, Leg, TransportMode
from laborcoop.transfer.departure_check import DepartureCheck
from laborcoop.transfer.hours import Span

ROOT = Path(__file__).parents[2]
PLANNING = Path(planning.__file__).parent
RECORDS = {"case", "plan", "not_carried", "event_log", "events", "own_findings", "verification", "__init__"}
"""What verification may know of planning: the records, and itself."""


def test_the_contract_forbids_every_module_that_plans() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "forbidden")
    modules = {path.stem for path in PLANNING.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    named = {name.removeprefix("laborcoop.planning.") for name in contract["forbidden_modules"]}
    assert modules - RECORDS == {name for name in named if "." not in name}


def _imported(module: Path) -> Iterator[tuple[str, object]]:
    """What a module imports of the library when it runs."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    of_types = [node for each in tree.body if isinstance(each, ast.If) for node in ast.walk(each)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in of_types and (node.module or "").startswith("laborcoop."):
            held = import_module(str(node.module))
            yield from ((f"{node.module}.{each.name}", getattr(held, each.name)) for each in node.names)


@pytest.mark.parametrize("module", sorted((PLANNING / "verification").glob("*.py")), ids=lambda path: path.stem)
def test_of_the_rest_of_the_library_only_records_and_what_they_are_made_of_are_imported(module: Path) -> None:
    own = ("laborcoop.kernel.", "laborcoop.rulebook.", "laborcoop.planning.verification.", "laborcoop.planning.events")
    others = [(name, held) for name, held in _imported(module) if not name.startswith(own)]
    assert [name for name, held in others if not isinstance(held, type)] == []


# What the rules bar --------------------------------------------------------------------------------------------------


def _essence(findings: Iterable[Finding]) -> set[tuple[object, ...]]:
    return {(one.rule, one.kind, one.subject, one.severity, one.message, one.waived) for one in findings}


def _by_rules(case: Case) -> list[Finding]:
    return [finding for finding in check(case) if not finding.rule.startswith("PL-")]


@pytest.mark.parametrize("breaking", BREAKINGS, ids=lambda breaking: breaking.name)
def test_what_is_barred_is_found_apart_from_the_check_of_a_case(breaking: Breaking) -> None:
    case = breaking.change(small_case(Programme(applicants=(Applicant(), Applicant(returns=False, employer=None)))))
    assert _essence(judged(case)) == _essence(_by_rules(case))


ONE = WorkerId("W-000")
EARLY = datetime.fromisoformat("2023-02-05T06:00+08:00")
TIRED = DriverHours(
    driver=DriverId("feeder-driver-1"), driven=(Span(EARLY - timedelta(hours=12), EARLY - timedelta(minutes=1)),)
)
CASE = small_case(Programme(applicants=(Applicant(born=date(2005, 6, 1)), Applicant())))
MINOR, GROWN = CASE.workers
FAIR = RecruitmentFair(
    id=FairId("F-1"),
    name=Text("招聘会", "fair"),
    division=DivisionCode("533323"),
    starts=datetime.fromisoformat("2023-01-10T09:00+08:00"),
    ends=datetime.fromisoformat("2023-01-10T16:00+08:00"),
)
ELSEWHERE = LodgingPlan(lodging=LodgingId("nowhere"), first_arrival=date(2023, 2, 6))
LEG = CASE.convoys[0].legs[0]
CADRE = Cadre(id="C-1", level=CadreLevel.COUNTY)  # type: ignore[arg-type] # a plain text is the id


def _odd() -> Case:
    """A case with a record of every kind that is judged, most of them wrong, and one of two findings waived."""
    bare = evolve(CASE.lodgings[0], id=LodgingId("bare"), rooms=())
    station = WorkStation(
        id=StationId("S-1"),
        name=Text("工作站", "station"),
        home=DivisionCode("533300"),
        host=DivisionCode("440400"),
        lodgings=frozenset({LodgingId("bare")}),
    )
    return evolve(
        CASE,
        workers=(evolve(MINOR, flags=(Flag(kind=FlagKind.RELOCATED, as_of=date(2022, 1, 1), source=" "),)), GROWN),
        registrations=(
            evolve(CASE.registrations[0], batches=frozenset({ConvoyId("B-7")})),
            evolve(CASE.registrations[1], available_from=date(2023, 2, 9), available_until=date(2023, 2, 8)),
        ),
        records=(
            Assignment(worker=MINOR, duties=Duties(venue=Venue.BAR), on=date(2023, 2, 7)),
            JobSeekerLodging(station=StationId("S-1"), places=2, guests=3),
            DepartureCheck(leg=LEG, riders=2, seat_belts=False),
            EastWestResult(year=2023, helped=10, out_of_poverty=11),
            SocialInsurance(
                worker=WorkerId("W-001"),
                employer=EmployerId("E-1"),
                division=DivisionCode("440402"),
                first_day=date(2023, 2, 7),
            ),
            FairPlan(fair=FAIR, organiser=Organiser.AGENCY),
            ELSEWHERE,
            TIRED,
        ),
        stations=(station, evolve(station, id=StationId("S-2"), lodgings=frozenset({CASE.lodgings[0].id}))),
        lodgings=(*CASE.lodgings, bare),
        squads=tuple(
            EmploymentSquad(id=name, name=Text.same(name), cadres=(CADRE,))  # type: ignore[arg-type] # as above
            for name in ("Q-1", "Q-2")
        ),
        on=date(2023, 2, 8),
        waivers=(
            Waiver(rule="ST-08", subject="S-1", by="x", why="y", until=date(2024, 1, 1)),
            Waiver(rule="ST-08", subject="S-2", by="x", why="y", until=date(2024, 1, 1)),
        ),
    )


def test_every_kind_of_record_is_judged_as_in_the_check() -> None:
    case = _odd()
    said = _by_rules(case)
    assert {"ST-08", "SQ-03", "WK-09", "WK-19"} <= {finding.rule for finding in said}
    assert {"driver", "fair", "leg", "lodging", "job-seeker-lodging"} <= {finding.kind for finding in said}
    assert any(finding.waived for finding in said)
    assert _essence(judged(case)) == _essence(said)
    other = _other()
    assert {"ID-08"} <= {finding.rule for finding in _by_rules(other)}
    assert _essence(judged(other)) == _essence(_by_rules(other))


def _other() -> Case:
    """Two with one number, a leg that is gone, one that nobody is known to drive, and an ordinary train."""
    convoy = CASE.convoys[0]
    changed = {
        "train": lambda leg: evolve(leg, vehicle=evolve(leg.vehicle, mode=TransportMode.ORDINARY_TRAIN)),
        "evening": lambda leg: evolve(leg, stops=tuple(evolve(stop, driver=None) for stop in leg.stops)),
    }
    legs = tuple(changed[leg.id](leg) if leg.id in changed else leg for leg in convoy.legs)
    return evolve(
        CASE,
        workers=(MINOR, evolve(GROWN, born=MINOR.born, number=MINOR.number)),
        convoys=(evolve(convoy, legs=legs),),
        records=(TIRED,),
        findings=Findings.of([_no_leg("feeder")]),
    )


def _no_leg(leg: str) -> Finding:
    return Finding(rule="EV-04", severity=Severity.BLOCK, subject=leg, kind="leg", message=Text.same("x"))


NOTICES = ("PL-01", "PL-04", "PL-05", "PL-07", "PL-10", "PL-26")


def test_a_plan_that_leaves_out_a_notice_about_its_case_is_found() -> None:
    plan = plan_return(_odd())
    assert plan.verify() == ()
    assert {finding.rule for finding in plan.findings if finding.rule.startswith("PL-")} == set(NOTICES)
    assert {finding.kind for finding in plan.findings if finding.rule == "PL-07"} == {"lodging", "station"}
    for code in (*NOTICES, "ST-08", "SQ-03"):
        silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != code))
        (missing,) = silent.verify()
        assert (missing.rule, missing.message.en) == ("PL-11", f"findings about the case are missing: {code}")


def test_a_plan_that_does_not_tell_of_a_student_recommended_to_nobody_is_found() -> None:
    offers = tuple(Recommendation(employer=EmployerId(name), on=date(2022, 7, 8)) for name in ("E-8", "E-9"))
    student = TrainingPlacement(
        id=PlacementId("TP-1"),
        worker=MINOR.id,
        school=SchoolId("SC-1"),
        programme="welding",
        enrolled_on=date(2021, 9, 1),
        graduated_on=date(2022, 7, 1),
        recommendations=offers,
    )
    pairing = CASE.campaign.pairing
    school = TrainingSchool(id=SchoolId("SC-1"), name=Text.same("school"), division=pairing.receiving)
    known = Recommendation(employer=CASE.employers[0].id, on=date(2022, 7, 8))
    other = evolve(student, id=PlacementId("TP-2"), recommendations=(known,))
    taught = TrainingProgramme(pairing=pairing, schools=(school,), students=(MINOR,), placements=(student, other))
    plan = plan_return(evolve(CASE, records=(taught,)))
    assert plan.verify() == ()
    about = [finding for finding in plan.findings if finding.rule == "PL-05"]
    assert [finding.message.en.split()[5] for finding in about] == ["E-8,", "E-9,"]
    silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one not in about))
    assert {fault.message.en for fault in silent.verify()} == {"findings about the case are missing: PL-05"}


def test_a_plan_that_does_not_tell_of_aid_for_one_time_under_two_ids_is_found() -> None:
    pairing = CASE.campaign.pairing
    school = TrainingPlacement(
        id=PlacementId("TP-1"),
        worker=MINOR.id,
        school=SchoolId("SC-1"),
        programme="welding",
        enrolled_on=date(2021, 9, 1),
    )
    student = evolve(MINOR, flags=(Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2020, 12, 31), source="x"),))
    days = (date(2022, 3, 1), date(2022, 9, 1))
    aids = [
        StudentAid(id=StudentAidId(name), student=student, placement=school, pairing=pairing, due_on=days)
        for name in ("AID-1", "AID-2")
    ]
    plan = plan_return(evolve(CASE, records=tuple(aids)))
    assert plan.verify() == ()
    assert [finding.subject for finding in plan.findings if finding.rule == "PL-28"] == ["AID-2"]
    silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != "PL-28"))
    assert {fault.message.en for fault in silent.verify()} == {"findings about the case are missing: PL-28"}


def test_a_plan_that_does_not_tell_of_a_missed_change_is_found() -> None:
    convoy = CASE.convoys[0]

    def later(leg: Leg) -> Leg:
        by = timedelta(days=3)
        stops = tuple(evolve(stop, arrive=stop.arrive + by, depart=stop.depart + by) for stop in leg.stops)
        return evolve(leg, stops=stops) if leg.id == "feeder" else leg

    plan = plan_return(evolve(CASE, convoys=(evolve(convoy, legs=tuple(map(later, convoy.legs))),)))
    assert plan.verify() == ()
    silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != "PL-09"))
    assert {fault.message.en for fault in silent.verify()} == {"findings about the case are missing: PL-09"}


# Planted mistakes ----------------------------------------------------------------------------------------------------

CLOSED = RoomOutOfService(id=EventId("e"), time=EARLY, subject=RoomId("men-0"), lodging=LodgingId("hotel"))
NO_TICKET = TicketMismatch(id=EventId("e"), time=EARLY, subject=ONE, leg=LegId("train"))


SHUT = evolve(CASE, employers=tuple(evolve(one, gate_opens=time(3), gate_closes=time(4)) for one in CASE.employers))


def _nobody(*_: object, **__: object) -> tuple[Any, ...]:
    return ()


def _everything(_: object, __: object, routes: list[Any]) -> tuple[list[Any], tuple[Any, ...]]:
    return routes, ()


def _late(worker: WorkerId) -> Case:
    return evolve(
        CASE,
        registrations=tuple(
            evolve(one, available_from=date(2023, 2, 9)) if one.worker == worker else one for one in CASE.registrations
        ),
    )


MISTAKES: dict[str, tuple[str, Any, Case, tuple[Event, ...], str]] = {
    "no record is judged": (
        "check.subjects",
        _nobody,
        evolve(CASE, employers=tuple(evolve(one, licence_checked_on=None) for one in CASE.employers)),
        (),
        "PL-12",
    ),
    "the hours of drivers are lost": ("subjects.duties", _nobody, evolve(CASE, records=(TIRED,)), (), "PL-13"),
    "people may go on any day": ("seating._in_window", _everything, _late(ONE), (), "PL-17"),
    "gates are open at any hour": ("waits._in_time", lambda *_: True, SHUT, (), "PL-16"),
    "rooms are never closed": ("event_log.EventLog.closed", _nobody, CASE, (CLOSED,), "PL-15"),
    "rooms close a night late": (
        "event_log.first_night",
        lambda moment: moment.date() + timedelta(days=1),
        CASE,
        (CLOSED,),
        "PL-15",
    ),
    "any ticket will do": ("event_log.EventLog.not_on", lambda _: {}, CASE, (NO_TICKET,), "PL-13"),
}


@pytest.mark.parametrize(("helper", "wrong", "case", "happens", "code"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_what_the_planner_goes_by_is_found(
    monkeypatch: pytest.MonkeyPatch, helper: str, wrong: Callable[..., Any], case: Case, happens: tuple[Event, ...],
    code: str,
) -> None:  # fmt: skip
    honest = plan_return(case)
    assert replan(honest, happens).plan.verify() == ()
    monkeypatch.setattr(f"laborcoop.planning.{helper}", wrong)
    plan = replan(plan_return(case), happens).plan
    assert code in {fault.rule for fault in plan.verify()}
