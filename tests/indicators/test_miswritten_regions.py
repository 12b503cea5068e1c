"""A division of neither region, or of none at all, keeps a record out of figures: it is told of, and what was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import Agreement, TransferEmployment
from laborcoop.exchange.report.rule_words import rule_words
from laborcoop.indicators import measure, year_end_report
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.outreach import EmploymentSquad, Population, RecruitmentFair, ResettlementSite
from laborcoop.people import Worker
from laborcoop.planning.verification.regions import in_no_region
from laborcoop.retention import StationStaff, WorkStation
from laborcoop.training import TrainingPlacement, TrainingProgramme, TrainingSchool

CountedCase = Callable[..., lc.Case]
NAME = lc.Text("某", "some")
DAY = datetime(2023, 2, 3, 1, tzinfo=UTC)
TERM = lc.Period(date(2022, 1, 1))


def fair(division: str = "533301", host: str | None = None) -> RecruitmentFair:
    return RecruitmentFair(
        id="F-1",  # type: ignore[arg-type]
        name=NAME,
        division=lc.DivisionCode(division),
        host=None if host is None else lc.DivisionCode(host),
        starts=DAY,
        ends=DAY + timedelta(hours=3),
    )


def hosted(host: str) -> RecruitmentFair:
    return fair(host=host)


def site(division: str) -> ResettlementSite:
    people = Population(people=900, as_of=date(2022, 1, 1))
    return ResettlementSite(id="S-1", name=NAME, division=lc.DivisionCode(division), populations=(people,))  # type: ignore[arg-type]


def squad(formed_by: str | None) -> EmploymentSquad:
    return EmploymentSquad(id="Q-1", name=NAME, formed_by=None if formed_by is None else lc.DivisionCode(formed_by))  # type: ignore[arg-type]


def station(county: str) -> WorkStation:
    return WorkStation(
        id="WS-1",  # type: ignore[arg-type]
        name=NAME,
        home=lc.DivisionCode("533300"),
        host=lc.DivisionCode("440400"),
        agreements=(Agreement(title=NAME, county=lc.DivisionCode(county), period=TERM),),
    )


def staff(division: str) -> StationStaff:
    return StationStaff(id="P-1", station="WS-1", delegated_by=lc.DivisionCode(division), posted=TERM)  # type: ignore[arg-type]


def told(case: lc.Case) -> list[lc.Finding]:
    found = [one for one in lc.check(case) if one.rule in {"PL-30", "PL-31"}]
    assert sorted((one.rule, one.kind, one.subject) for one in found) == sorted(in_no_region(case))
    return found


RECORDS: list[tuple[Callable[[str], Record], str, str, str, str]] = [
    (fair, "fairs", "fair", "F-1", "division"),
    (site, "sites", "site", "S-1", "division"),
    (squad, "squads", "squad", "Q-1", "formed_by"),
    (station, "stations", "agreement", "WS-1/某/535301/2022-01-01", "county"),
]


@pytest.mark.parametrize(("make", "table", "kind", "subject", "path"), RECORDS)
def test_a_code_of_neither_region_is_told_of_with_the_one_that_is_meant(
    counted: CountedCase, make: Callable[[str], Record], table: str, kind: str, subject: str, path: str
) -> None:
    (found,) = told(counted(**{table: (make("535301"),)}))
    assert (found.rule, found.severity.value, found.kind, found.subject, found.path) == (
        "PL-30",
        "WARN",
        kind,
        subject,
        path,
    )
    assert "535301" in found.message.en
    assert "既不在输出地 533300，也不在输入地 440400" in found.message.zh
    assert found.suggestion.en == "did you mean 533301 (Lushui)? What truly lies elsewhere can stay"
    (further,) = told(counted(make("535301")))
    assert (further.kind, further.subject, further.path) == ("record", subject.partition("/")[0], path)
    assert told(counted(make("533301"), **{table: (make("533301"),)})) == []


def test_a_code_that_never_was_in_the_region_is_told_of_and_one_of_then_or_now_is_not(counted: CountedCase) -> None:
    (found,) = told(counted(fairs=(fair("533302"),)))
    assert (found.rule, found.path) == ("PL-31", "division")
    assert "533302 is no division of 533300" in found.message.en
    assert found.suggestion.zh == "是否应为 533301（泸水）？"
    assert told(counted(fairs=(fair("533300", "440402"),))) == []
    (abolished,) = told(counted(sites=(site("533321"),)))
    assert "was in use until 2016-01-01" in abolished.message.en


@pytest.mark.parametrize(
    ("host", "meant"),
    [("404402", "440402"), ("440502", "440402"), ("999999", "compare the code"), ("530000", "compare the code")],
)
def test_a_host_of_neither_region_is_asked_for_in_the_receiving_one(
    counted: CountedCase, host: str, meant: str
) -> None:
    (found,) = told(counted(fairs=(hosted(host),)))
    assert (found.rule, found.path) == ("PL-30", "host")
    assert meant in found.suggestion.en


@pytest.mark.parametrize("host", ["440400", "440403", "533301"])
def test_a_host_of_either_region_is_one(counted: CountedCase, host: str) -> None:
    assert told(counted(fairs=(hosted(host),))) == []


def test_who_is_posted_and_who_formed_a_squad_may_be_unsaid_or_of_either_region(counted: CountedCase) -> None:
    assert [one.path for one in told(counted(staff("353301")))] == ["delegated_by"]
    assert told(counted(staff("533301"), squad(None), squad("440400"), station("533301").agreements[0])) == []


def programme(*students: Worker) -> TrainingProgramme:
    return TrainingProgramme(
        pairing=lc.Pairing(
            sending=lc.DivisionCode("533300"), receiving=lc.DivisionCode("440400"), period=lc.Period(date(2020, 1, 1))
        ),
        schools=(TrainingSchool(id="TS-1", name=NAME, division=lc.DivisionCode("440402")),),  # type: ignore[arg-type]
        students=students,
        placements=tuple(
            TrainingPlacement(
                id=f"TP-{one.id}",  # type: ignore[arg-type]
                worker=one.id,
                school="TS-1",  # type: ignore[arg-type]
                programme="某",
                enrolled_on=date(2022, 9, 1),
            )
            for one in students
        ),
    )


def registered(worker: Worker, code: str, name: str) -> Worker:
    return evolve(worker, id=WorkerId(name), registered=lc.DivisionCode(code))


@pytest.mark.parametrize(
    ("code", "rule", "meant"),
    [("535301", "PL-30", "533301"), ("440402", "PL-30", "compare"), ("533302", "PL-31", "533301")],
)
def test_a_student_of_another_region_is_told_of_where_no_roster_has_the_person(
    counted: CountedCase, five: lc.Case, code: str, rule: str, meant: str
) -> None:
    worker, *others = five.workers
    student = registered(worker, code, "T-1")
    case = counted(programme(student), workers=tuple(others), registrations=five.registrations[1:])
    (found,) = told(case)
    assert (found.rule, found.kind, found.subject, found.path) == (rule, "person", "T-1", "registered")
    assert meant in found.suggestion.en
    assert student.name.reveal() not in str(found)
    known = registered(worker, code, others[0].id)
    assert told(counted(programme(known))) == []
    assert "recruited" not in measure(case).missing


def test_workers_of_rosters_are_for_id_16_unless_there_is_no_such_division(
    counted: CountedCase, five: lc.Case, spell: Callable[..., TransferEmployment]
) -> None:
    elsewhere, nowhere, *others = five.workers
    workers = (
        evolve(elsewhere, registered=lc.DivisionCode("535301")),
        evolve(nowhere, registered=lc.DivisionCode("533302")),
        *others,
    )
    case = counted(spell(workers[0], date(2022, 1, 1)), workers=workers)
    assert [(one.rule, one.kind, one.subject) for one in told(case)] == [("PL-31", "worker", nowhere.id)]
    assert [one.subject for one in lc.check(case) if one.rule == "ID-16"] == [elsewhere.id]


def test_whoever_is_known_by_spells_alone_is_where_the_first_of_them_says(
    counted: CountedCase, spell: Callable[..., TransferEmployment]
) -> None:
    def at(code: str, name: str, year: int) -> TransferEmployment:
        return evolve(spell(name, date(year, 1, 1), date(year, 6, 1)), registered=lc.DivisionCode(code))

    case = counted(
        at("533301", "A", 2022),
        at("535301", "A", 2021),
        at("533301", "B", 2021),
        at("535301", "B", 2022),
        at("533302", "C", 2021),
    )
    assert [(one.rule, one.kind, one.subject) for one in told(case)] == [("PL-30", "record", "A")]


def test_a_report_says_how_many_records_its_regions_left_out(counted: CountedCase) -> None:
    case = counted(site("533301"), fairs=(fair("535301"),))
    report = year_end_report(case)
    assert report["fairs"].count.value == 0
    assert [one.subject for one in report.findings if one.rule == "PL-30"] == ["F-1"]
    for code in ("PL-28", "PL-29", "PL-30", "PL-31"):
        words = rule_words(code, case.book)
        assert words.zh.endswith("。")
        assert words.en.endswith(".")


def test_a_plan_tells_of_it_and_one_that_does_not_is_found_out(counted: CountedCase) -> None:
    plan = lc.plan_return(counted(fairs=(fair("535301", "440409"),)))
    assert plan.verify() == ()
    silent = evolve(plan, findings=plan.findings.where(lambda one: one.rule not in {"PL-30", "PL-31"}))
    assert [one.message.en for one in silent.verify()] == ["findings about the case are missing: PL-30, PL-31"]
