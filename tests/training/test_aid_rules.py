"""TP-11 to TP-15: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve, frozen

from laborcoop.cooperation import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import internships
from laborcoop.people import Worker
from laborcoop.people.worker import Flag, FlagKind
from laborcoop.rulebook import Citation, RuleBook, Severity
from laborcoop.rulebook.parameter import Parameters
from laborcoop.training import Recommendation, TrainingPlacement
from laborcoop.training.aid import AidEnd, EarlyLeaver, GraduateOffers, StudentAid, StudentAidId, YuluPlan
from laborcoop.training.rules import RULES_TRAINING
from laborcoop.training.rules_aid import RULES_AID
from laborcoop.training.rules_internship import RULES_INTERNSHIP

ON = date(2024, 1, 1)
PAID = date(2023, 10, 8)
DAY = timedelta(days=1)
BOOK = RuleBook(title=Text.same("aid"), rules=RULES_AID, parameters=Parameters.of(internships.PARAMETERS))
PAIRED = Period(date(2021, 6, 1), date(2023, 10, 1))


def aid(
    county: str = "533301",
    flag: tuple[FlagKind, date] = (FlagKind.OUT_OF_POVERTY, PAID),
    enrolled_on: date = date(2023, 9, 1),
    left_on: date | None = None,
    **changes: Any,
) -> StudentAid:
    student = Worker(
        id=WorkerId("W-1"),
        name=PersonName("阿普·迪"),
        sex=Sex.MALE,
        number=ResidentNumber("533399********0079"),
        born=date(2006, 1, 1),
        registered=DivisionCode(county),
        flags=(Flag(kind=flag[0], as_of=flag[1], source="register"),),
    )
    placement = TrainingPlacement(
        id=PlacementId("PL-1"),
        worker=WorkerId("W-1"),
        school=SchoolId("SC-1"),
        programme="welding",
        enrolled_on=enrolled_on,
        left_on=left_on,
    )
    base = StudentAid(
        id=StudentAidId("A-1"),
        student=student,
        placement=placement,
        pairing=Pairing(sending=DivisionCode("533300"), receiving=DivisionCode("440400"), period=PAIRED),
        paid_on=(PAID,),
    )
    return evolve(base, **changes)


def leaver(**changes: Any) -> EarlyLeaver:
    base = EarlyLeaver(
        worker=WorkerId("W-1"), low_income=True, at_technical_school=True, tuition_waived=True, grant=True
    )
    return evolve(base, **changes)


def plan(**changes: bool | None) -> YuluPlan:
    return evolve(YuluPlan(covers_monitored=True, post_list=True, ledger=True), **changes)


GRADUATED = date(2023, 7, 1)


def offers(
    on: date = GRADUATED, graduated_on: date | None = GRADUATED, listed: Period | None = None, **changes: Any
) -> GraduateOffers:
    placement = TrainingPlacement(
        id=PlacementId("PL-1"),
        worker=WorkerId("W-1"),
        school=SchoolId("SC-1"),
        programme="welding",
        enrolled_on=date(2020, 9, 1),
        graduated_on=graduated_on,
        recommendations=(Recommendation(employer=EmployerId("E-1"), on=on, accepted=False),),
    )
    quality = {EmployerId("E-1"): (Period(date(2023, 1, 1), date(2024, 1, 1)) if listed is None else listed,)}
    return evolve(GraduateOffers(placement=placement, quality=quality), **changes)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR


INFO = Severity.INFO
POOR, MONITORED = FlagKind.OUT_OF_POVERTY, FlagKind.RELAPSE_MONITORED


def ended(on: date, why: AidEnd = AidEnd.LEFT_REGISTER) -> StudentAid:
    return aid(ended_on=on, end=why, paid_on=())


BREAKS = [
    Case(
        "TP-11",
        aid("530114"),
        "registered in Kunming",
        "aid paid on 2023-10-08: is not registered",
        "student.registered",
    ),
    Case("TP-11", aid(flag=(MONITORED, PAID)), "not out of poverty", "out of poverty", "student.flags"),
    Case("TP-11", aid(flag=(POOR, PAID + DAY)), "out of poverty the day after", "on that day", "student.flags"),
    Case("TP-11", aid(left_on=PAID), "left on the day", "is not enrolled", "placement"),
    Case(
        "TP-11",
        aid(enrolled_on=date(2023, 10, 1)),
        "enrolled after the pairing",
        "time of the pairing",
        "placement.enrolled_on",
    ),
    Case(
        "TP-11",
        aid(enrolled_on=date(2021, 5, 31)),
        "enrolled before the pairing",
        "time of the",
        "placement.enrolled_on",
    ),
    Case("TP-12", ended(date(2021, 1, 1)), "on the first day of the transition", "ended on 2021-01-01", "ended_on"),
    Case("TP-12", ended(date(2025, 12, 31)), "on its last day", "ended on 2025-12-31", "ended_on"),
    Case("TP-13", leaver(tuition_waived=False), "no waiver", "no tuition waiver", "tuition_waived", INFO),
    Case("TP-13", leaver(grant=None), "no grant on record", "no grant", "grant", INFO),
    Case("TP-14", plan(covers_monitored=False), "monitored left out", "missing: monitored", "covers_monitored", INFO),
    Case("TP-14", plan(post_list=False), "no list", "list of posts", "post_list", INFO),
    Case("TP-14", plan(ledger=None), "ledger unknown", "not recorded: the ledger", "ledger", INFO),
    Case(
        "TP-15",
        offers(GRADUATED - DAY),
        "the day before graduation",
        "2023-06-30, before",
        "placement.recommendations[0].on",
    ),
    Case("TP-15", offers(graduated_on=None), "never graduated", "before", "placement.recommendations[0].on"),
    Case(
        "TP-15",
        offers(date(2024, 1, 1)),
        "listed until the day before",
        "E-1 is not on",
        "placement.recommendations[0].employer",
    ),
    Case(
        "TP-15",
        offers(listed=Period(GRADUATED + DAY)),
        "listed from the day after",
        "is not on",
        "placement.recommendations[0].employer",
    ),
    Case("TP-15", offers(quality={}), "never listed", "is not on", "placement.recommendations[0].employer"),
    Case("TP-15", offers(pressed=True), "told to accept", "told to accept", "pressed"),
]

KEEPS = [
    Case("TP-11", aid(), "registered, out of poverty, enrolled"),
    Case("TP-11", aid(left_on=PAID + DAY), "leaves the day after"),
    Case("TP-11", aid(enrolled_on=date(2023, 9, 30)), "enrolled on the last day of the pairing"),
    Case("TP-11", aid(enrolled_on=date(2021, 6, 1)), "enrolled on its first day"),
    Case("TP-11", aid("440402", paid_on=()), "nothing is paid"),
    Case("TP-12", ended(date(2020, 12, 31)), "before the transition"),
    Case("TP-12", ended(date(2026, 1, 1)), "after the transition"),
    Case("TP-12", ended(date(2023, 1, 1), AidEnd.LEFT_SCHOOL), "left the school"),
    Case("TP-12", aid(), "goes on"),
    Case("TP-13", leaver(), "waiver and grant"),
    Case("TP-13", leaver(low_income=False, grant=False), "not of low income"),
    Case("TP-13", leaver(at_technical_school=False, grant=False), "at no technical school"),
    Case("TP-14", plan(), "all three"),
    Case("TP-15", offers(), "on the day of graduation, and declined"),
    Case("TP-15", offers(date(2023, 12, 31)), "on the last day of the list"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = BOOK.judge(case.subject, "S-1", on=ON)
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [
        (case.rule, case.severity, case.path)
    ]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert BOOK.judge(case.subject, "S-1", on=ON) == ()


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_AID]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})
    assert (*RULES_INTERNSHIP, *RULES_AID) == RULES_TRAINING


def test_who_dropped_out_gets_no_further_payment_and_keeps_what_was_paid() -> None:
    dropped = aid(left_on=PAID + DAY, paid_on=(PAID + 30 * DAY, PAID))
    (finding,) = BOOK.judge(dropped, "A-1", on=ON)
    assert "2023-11-07" in finding.message.en


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            f"{source.document.key}/{source.article}/{source.mark.value}"
            for source in rule.sources
            if isinstance(source, Citation)
        ]
        for rule in RULES_AID
    }
    assert cited == {
        "TP-11": ["F/F116–F119/V"],
        "TP-12": ["F/F055/V"],
        "TP-13": ["P13//V2"],
        "TP-14": ["P13//V2"],
        "TP-15": ["F/F120–F122/V"],
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: evolve(aid(), placement=evolve(aid().placement, worker=WorkerId("W-2"))),
        lambda: aid(ended_on=PAID),
        lambda: aid(end=AidEnd.DECLINED),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()
