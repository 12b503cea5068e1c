"""What stands under two ids, and what is written down twice, is counted once and told of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import (
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    SubsidyClaim,
    SubsidyClaimId,
    SubsidyKind,
    SubsidyLedger,
    TransferEmployment,
)
from laborcoop.employers import Employer
from laborcoop.indicators import measure, review_subsidies, year_end_report
from laborcoop.kernel.ids import EmployerId, FairId, SiteId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.outreach import Booth, FairFunnel, Outreach, OutreachActor, RecruitmentFair, ResettlementSite
from laborcoop.outreach.site import Population
from laborcoop.people import Worker
from laborcoop.retention import HelpCase, HelpCaseId, HelpKind, Visit, WelfareVisit, WorkStation
from laborcoop.retention.station_work import VisitKind
from laborcoop.testing.programme import synthetic_credit_code
from laborcoop.training import TrainingProgramme

CountedCase = Callable[..., lc.Case]
Spell = Callable[..., TransferEmployment]
LUSHUI = lc.DivisionCode("533301")


def also_a_student(worker: Worker, case: lc.Case) -> TrainingProgramme:
    student = evolve(worker, id=WorkerId("T-1"), registered=lc.DivisionCode("533325"))
    return TrainingProgramme(pairing=case.campaign.pairing, schools=(), students=(student,))


def test_a_person_of_two_ids_is_new_once_and_in_post_once(counted: CountedCase, five: lc.Case, spell: Spell) -> None:
    ann, *_ = five.workers
    spells = (spell("T-1", date(2022, 3, 1)), spell(ann, date(2022, 5, 1)))
    codes = ("new_transfers", "in_post", "worked")
    apart = measure(counted(*spells))
    assert [apart[code].count.value for code in codes] == [2, 2, 2]
    case = counted(*spells, also_a_student(ann, five))
    figures = measure(case)
    assert [figures[code].count.value for code in codes] == [1, 1, 1]
    assert [(row.counted, row.on) for row in figures["new_transfers"].evidence()] == [(ann.id, date(2022, 3, 1))]
    assert [one.subject for one in lc.check(case) if one.rule == "PL-25"] == ["T-1"]
    assert [one.subject for one in year_end_report(case).findings if one.rule == "PL-25"] == ["T-1"]


def claim(name: str, worker: str, **changed: Any) -> SubsidyClaim:
    sound = SubsidyClaim(
        id=SubsidyClaimId(name),
        worker=WorkerId(worker),
        kind=SubsidyKind.TRAVEL,
        year=2020,
        amount=Decimal(300),
        payer=LUSHUI,
        claimed_on=date(2020, 12, 1),
    )
    return evolve(sound, **changed)


def hiring(name: str, worker: str, employer: str = "E-1") -> EmployerSubsidyClaim:
    return EmployerSubsidyClaim(
        id=SubsidyClaimId(name),
        worker=WorkerId(worker),
        employer=EmployerId(employer),
        kind=EmployerSubsidyKind.HIRING,
        payer=lc.DivisionCode("440400"),
        registered=LUSHUI,
        paired=frozenset({lc.DivisionCode("533300")}),
        out_of_poverty=True,
        contract=Period(date(2022, 1, 1), date(2023, 1, 1)),
        insured_since=date(2022, 1, 1),
        applied_on=date(2022, 9, 1),
    )


TWO_CLAIMS: list[tuple[Record, ...]] = [
    (claim("A", "W-000"), claim("B", "T-1", claimed_on=date(2020, 12, 2))),
    (SubsidyLedger(claims=(claim("A", "T-1"),)), claim("B", "W-000", claimed_on=date(2020, 12, 2))),
    (hiring("A", "W-000"), hiring("B", "T-1")),
    (SubsidyLedger(claims=(), employer_claims=(hiring("A", "W-000"), hiring("B", "T-1"))),),
]


@pytest.mark.parametrize(
    "claims", TWO_CLAIMS, ids=["by themselves", "in a ledger", "of an employer", "of an employer, in a ledger"]
)
def test_of_two_claims_for_one_person_under_two_ids_the_later_is_double(
    counted: CountedCase, five: lc.Case, claims: tuple[Record, ...]
) -> None:
    ann, *_ = five.workers
    assert ann.id == "W-000"
    case = counted(*claims, also_a_student(ann, five))
    assert [one.claim.id for one in review_subsidies(case).doubles()] == ["B"]
    assert measure(case, since=date(2020, 1, 1))["claims_double"].count.value == 1
    without = review_subsidies(counted(*claims))
    assert without.doubles() == ()


# Firms, sites, fairs -------------------------------------------------------------------------------------------------


def fair(name: str, *employers: str, day: int = 10) -> RecruitmentFair:
    starts = datetime(2022, 3, day, 1, tzinfo=UTC)
    return RecruitmentFair(
        id=FairId(name),
        name=lc.Text(f"招聘会{name}", name),
        division=LUSHUI,
        starts=starts,
        ends=starts + timedelta(hours=3),
        booths=tuple(Booth(employer=EmployerId(one), openings=10) for one in employers),
    )


def second(first: Employer, **changed: Any) -> Employer:
    return evolve(first, id=EmployerId("E-9"), **changed)


FAIRS = (fair("F-1", "E-1", "E-9"), fair("F-2", "E-9", day=11))
NAMES = [
    ({}, 1, 2, "it is one firm, and figures count it once"),
    ({"name": lc.Text("甲 厂（新）", "New"), "aliases": frozenset({"第1厂"})}, 1, 2, "figures count it once"),
    ({"name": lc.Text("另厂", "Other")}, 2, 3, "figures count them as two"),
    ({"credit_code": synthetic_credit_code(9)}, 2, 3, ""),
    ({"credit_code": None}, 2, 3, "E-9 has the name and division of E-1 and may be the same employer"),
    ({"credit_code": None, "name": lc.Text("第1厂", "x")}, 2, 3, "figures count them as two"),
    ({"credit_code": None, "name": lc.Text("另厂", "Other"), "aliases": frozenset()}, 2, 3, ""),
    ({"credit_code": None, "division": lc.DivisionCode("440300")}, 2, 3, ""),
]


@pytest.mark.parametrize(("changed", "firms", "attendances", "says"), NAMES)
def test_a_firm_of_one_code_and_one_name_is_one_employer(
    counted: CountedCase, five: lc.Case, changed: dict[str, Any], firms: int, attendances: int, says: str
) -> None:
    first, *others = five.employers
    case = counted(fairs=FAIRS, employers=(second(first, **changed), first, *others))
    figures = measure(case)
    assert figures["employers"].count.value == firms
    assert figures["attendances"].count.value == attendances
    assert figures["post_times"].count.value == 30
    told = [one for one in lc.check(case) if one.rule == "PL-26"]
    assert [(one.kind, one.subject, one.severity.value) for one in told] == [("employer", "E-9", "WARN")] * bool(says)
    assert all(says in one.message.en for one in told)


def test_employers_of_one_name_and_division_may_be_one_where_either_has_no_code(
    counted: CountedCase, five: lc.Case
) -> None:
    bare = tuple(evolve(one, credit_code=None) for one in five.employers)
    assert not [one for one in lc.check(counted(employers=bare)) if one.rule == "PL-26"]
    first, *others = bare
    coded = second(first, credit_code=synthetic_credit_code(9))
    third = evolve(coded, id=EmployerId("E-91"), credit_code=synthetic_credit_code(8))
    case = counted(employers=(third, coded, first, *others))
    assert [(one.subject, one.message.en[:44]) for one in lc.check(case) if one.rule == "PL-26"] == [
        ("E-9", "E-9 has the name and division of E-1 and may"),
        ("E-91", "E-91 has the name and division of E-1 and ma"),
    ]
    assert lc.plan_return(case).verify() == ()


HELPED = HelpCase(
    id=HelpCaseId("HC-1"), worker=WorkerId("W-000"), kind=HelpKind.WAGES, opened_on=date(2022, 9, 1), owner="R-1"
)


def test_a_help_case_entered_again_under_another_id_is_told_of_and_counted_as_it_stands(counted: CountedCase) -> None:
    again = evolve(HELPED, id=HelpCaseId("HC-9"), closed_on=date(2022, 9, 20), outcome="paid")
    apart = (
        evolve(HELPED, id=HelpCaseId("HC-2"), worker=WorkerId("W-001")),
        evolve(HELPED, id=HelpCaseId("HC-3"), kind=HelpKind.INJURY),
        evolve(HELPED, id=HelpCaseId("HC-4"), opened_on=date(2022, 9, 2)),
    )
    case = counted(again, *apart, HELPED)
    (found,) = [one for one in lc.check(case) if one.rule == "PL-26"]
    assert (found.kind, found.subject) == ("help-case", "HC-9")
    assert found.message.en.startswith("HC-9 has the worker, kind and day of HC-1 and may be the same help case")
    assert measure(case)["cases_opened"].count.value == 5
    assert lc.plan_return(case).verify() == ()


def test_two_claims_of_one_firm_under_two_ids_are_one_too_many(counted: CountedCase, five: lc.Case) -> None:
    first, *others = five.employers
    records = (hiring("A", "W-000"), hiring("B", "W-000", "E-9"))
    case = counted(*records, employers=(first, second(first), *others))
    assert [one.claim.id for one in review_subsidies(case).doubles()] == ["B"]
    assert review_subsidies(counted(*records)).doubles() == ()


def test_a_spell_under_the_one_id_of_a_firm_bears_out_a_claim_under_the_other(
    counted: CountedCase, five: lc.Case, spell: Spell
) -> None:
    ann, *_ = five.workers
    first, *others = five.employers
    worked = evolve(spell(ann, date(2022, 1, 1)), employer=EmployerId("E-9"))
    case = counted(worked, hiring("A", ann.id), employers=(first, second(first), *others))
    (one,) = review_subsidies(case).claims
    (apart,) = review_subsidies(evolve(case, employers=(first, second(first, credit_code=None), *others))).claims
    assert not [found for found in one.findings if found.rule == "PL-27" and "E-9" in found.message.en]
    assert [found for found in apart.findings if found.rule == "PL-27" and "E-9" in found.message.en]


SITE = ResettlementSite(
    id=SiteId("S-1"),
    name=lc.Text("安居 一", "One"),
    division=LUSHUI,
    populations=(Population(people=900, as_of=date(2022, 1, 1)),),
)


def test_sites_and_fairs_and_stations_that_may_be_one_are_told_of_and_counted_as_they_stand(
    counted: CountedCase,
) -> None:
    station = WorkStation(id=StationId("W-1"), name=lc.Text("工作站", "x"), home=LUSHUI, host=lc.DivisionCode("440400"))
    first = fair("F-1", "E-1")
    case = counted(
        sites=(
            SITE,
            evolve(SITE, id=SiteId("S-2"), name=lc.Text("安居一", "Two")),
            evolve(SITE, id=SiteId("S-3"), division=lc.DivisionCode("533323")),
        ),
        fairs=(first, evolve(first, id=FairId("F-2")), evolve(first, id=FairId("F-3"), name=lc.Text("另一场", "x"))),
        stations=(station, evolve(station, id=StationId("W-2"))),
    )
    told = {(one.kind, one.subject): one.message.en for one in lc.check(case) if one.rule == "PL-26"}
    assert told == {
        ("site", "S-2"): "S-2 has the name and division of S-1 and may be the same site: figures count them as two",
        (
            "fair",
            "F-2",
        ): "F-2 has the name, division and hour of F-1 and may be the same fair: figures count them as two",
        (
            "station",
            "W-2",
        ): "W-2 has the name, home and host of W-1 and may be the same station: figures count them as two",
    }
    assert measure(case)["target_sites"].count.value == 3
    assert lc.plan_return(case).verify() == ()


def test_a_plan_that_does_not_tell_of_a_second_id_is_found_out(counted: CountedCase, five: lc.Case) -> None:
    first, *others = five.employers
    case = counted(employers=(first, second(first, name=lc.Text("另厂", "Other")), *others))
    plan = lc.plan_return(case)
    assert plan.verify() == ()
    silent = evolve(plan, findings=plan.findings.where(lambda one: one.rule != "PL-26"))
    assert silent.verify()


# The same thing written down twice -----------------------------------------------------------------------------------

CAME = FairFunnel(fair=FairId("F-1"), visitors=300)
SPOKEN = Outreach(actor=OutreachActor.VILLAGE_CADRE, on=date(2022, 3, 1), village="上村", reached=12)
VISITED = Visit(on=date(2022, 3, 1), employer=EmployerId("E-1"))


@pytest.mark.parametrize(
    ("first", "again", "code", "number", "says"),
    [
        (CAME, CAME, "visitors", 300, "the visitors of fair F-1 is recorded twice"),
        (CAME, evolve(CAME, visitors=350), "visitors", 300, "the visitors of fair F-1"),
        (SPOKEN, SPOKEN, "reached", 12, "one outreach visit to 上村 is recorded twice"),
        (VISITED, VISITED, "visits", 1, "one visit to E-1 is recorded twice"),
        (evolve(VISITED, employer=None, kind=VisitKind.WELFARE),) * 2 + ("greetings", 1, "one visit to"),
        (WelfareVisit(on=date(2022, 3, 1), employer=EmployerId("E-1"), greeted=()),) * 2
        + ("greetings", 1, "one visit to E-1"),
    ],
)
def test_what_is_written_down_twice_counts_once_and_is_told_of(
    counted: CountedCase, first: Record, again: Record, code: str, number: int, says: str
) -> None:
    case = counted(first, again, fairs=(fair("F-1", "E-1"),))
    assert measure(case)[code].count.value == number
    (told,) = [one for one in year_end_report(case).findings if one.rule == "PL-06"]
    assert says in told.message.en
    assert re.search(r"at record 1 \(.*\) and at record 2 \(", told.message.en)


@pytest.mark.parametrize(
    ("first", "other", "code"),
    [
        (SPOKEN, evolve(SPOKEN, reached=13), "reached"),
        (VISITED, evolve(VISITED, on=date(2022, 3, 2)), "visits"),
        (CAME, evolve(CAME, fair=None), "visitors"),
    ],
)
def test_what_differs_is_another_thing(counted: CountedCase, first: Record, other: Record, code: str) -> None:
    case = counted(first, other, other if code == "visitors" else first, fairs=(fair("F-1", "E-1"),))
    alone = [measure(counted(one, fairs=(fair("F-1", "E-1"),)))[code].count.value for one in (first, other)]
    assert measure(case)[code].count.value == sum(alone)
