"""TP-01 to TP-10: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity
from laborcoop.training.internship import (
    HostDuties,
    InformedConsent,
    InternHours,
    InternPay,
    InternShare,
    Internship,
    InternshipId,
    InternshipKind,
    InternWork,
    TripartiteAgreement,
    WorkMatch,
)
from laborcoop.training.rules_internship import RULES_INTERNSHIP

ON = date(2023, 1, 1)
START, END = date(2023, 3, 1), date(2023, 9, 1)
EVE = START - timedelta(days=1)
NEXT = START + timedelta(days=1)
BOOK = RuleBook(title=Text.same("internships"), rules=RULES_INTERNSHIP, parameters=national().parameters)
UNDER_18 = BOOK.with_parameters(
    evolve(
        BOOK.parameters["guardian_consent_under"],
        values=(DatedValue(value=18, source=Convention(Text("地方旧规定", "an older local rule"))),),
    )
)
ORIENTATION = InternshipKind.ORIENTATION
PARTS = {
    "work": InternWork(
        grade=2,
        entertainment=False,
        forbidden_to_minors=False,
        forbidden_to_women=False,
        through_agent=False,
        match=WorkMatch.MATCHES,
    ),
    "agreement": TripartiteAgreement(school_signed_on=EVE, host_signed_on=EVE, student_signed_on=EVE),
    "consent": InformedConsent(student_signed_on=EVE, guardian_signed_on=EVE),
    "pay": InternPay(
        monthly=Decimal(3200),
        same_post=Decimal(4000),
        lowest_grade=None,
        independent=True,
        in_money=True,
        to_the_student=True,
        every_month=True,
    ),
    "hours": InternHours(daily=Decimal(8)),
    "duties": HostDuties(rest=True, safety=True, insurance=True, guidance=True),
}


def intern(**changes: Any) -> Internship:
    """A lawful internship of a man of nineteen, with changes; ``work_grade=3`` changes a part."""
    parts: dict[str, Any] = dict(PARTS)
    for key in [key for key in changes if key.partition("_")[0] in parts and key.partition("_")[1]]:
        part, _, field = key.partition("_")
        parts[part] = evolve(parts[part], **{field: changes.pop(key)})
    return Internship(
        **{
            "id": InternshipId("IN-1"),
            "student": WorkerId("W-1"),
            "born": date(2004, 1, 1),
            "sex": Sex.MALE,
            "school": SchoolId("SC-1"),
            "host": EmployerId("E-1"),
            "kind": InternshipKind.POST,
            "period": Period(START, END),
            "year": 2,
            **parts,
            **changes,
        }
    )


def share(interns: int, staff: int, post_interns: int = 0, post_staff: int = 0) -> InternShare:
    return InternShare(
        host=EmployerId("E-1"), interns=interns, staff=staff, post_interns=post_interns, post_staff=post_staff
    )


# The birthday itself is open: a year is completed on it, or on the day after.
AGED_16, TURNS_16, AGED_15 = date(2007, 2, 28), date(2007, 3, 1), date(2007, 3, 2)
AGED_18, TURNS_18, AGED_17 = date(2005, 2, 28), date(2005, 3, 1), date(2005, 3, 2)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    says: str = ""
    path: str = ""
    severity: Severity = Severity.ERROR
    book: RuleBook = BOOK


BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
FEMALE = Sex.FEMALE
UNUSUAL = {"hours_daily": Decimal(12), "hours_night": True, "hours_holidays": True}

BREAKS = [
    Case("TP-01", intern(year=1), "first year", "first-year", "year", BLOCK),
    Case("TP-01", intern(born=AGED_15), "15 on the first day", "is 15, under 16", "born", BLOCK),
    Case("TP-01", intern(born=TURNS_16), "16 that day", "under 16 (by another reading", "born", WARN),
    Case(
        "TP-01",
        intern(born=TURNS_18, work_forbidden_to_minors=True),
        "18 that day",
        "under 18, and the work is forbidden to minors (by another reading",
        "work.forbidden_to_minors",
        WARN,
    ),
    Case(
        "TP-01",
        intern(born=AGED_17, work_forbidden_to_minors=True),
        "17",
        "under 18",
        "work.forbidden_to_minors",
        BLOCK,
    ),
    Case(
        "TP-01",
        intern(sex=FEMALE, work_forbidden_to_women=True),
        "a woman",
        "a woman",
        "work.forbidden_to_women",
        BLOCK,
    ),
    Case("TP-01", intern(work_entertainment=True), "a bar", "in a bar", "work.entertainment", BLOCK),
    Case("TP-01", intern(work_through_agent=True), "an agent", "intermediary", "work.through_agent", BLOCK),
    Case("TP-01", intern(work_grade=3), "grade III", "of grade 3, forbidden from 3", "work.grade", BLOCK),
    Case(
        "TP-01", intern(kind=ORIENTATION, work_grade=4), "grade IV when looking on", "of grade 4", "work.grade", BLOCK
    ),
    Case("TP-01", intern(work_grade=None), "grade unknown", "not recorded: the grade of", "work.grade", WARN),
    Case("TP-01", intern(work_entertainment=None), "place unknown", "in a bar", "work.entertainment", WARN),
    Case(
        "TP-01",
        intern(born=AGED_17, work_forbidden_to_minors=None),
        "17, list of minors not asked",
        "not recorded: whether the work is forbidden to minors",
        "work.forbidden_to_minors",
        WARN,
    ),
    Case(
        "TP-01",
        intern(sex=FEMALE, work_forbidden_to_women=None),
        "a woman, list of women not asked",
        "not recorded: whether the work is forbidden to women",
        "work.forbidden_to_women",
        WARN,
    ),
    Case(
        "TP-01",
        intern(kind=ORIENTATION, work_through_agent=None),
        "agent unknown",
        "not recorded: whether an intermediary",
        "work.through_agent",
        WARN,
    ),
    Case("TP-02", intern(agreement=None), "no agreement", "there is none", "agreement", BLOCK),
    Case(
        "TP-02",
        intern(agreement_school_signed_on=None),
        "school",
        "the school has not",
        "agreement.school_signed_on",
        BLOCK,
    ),
    Case("TP-02", intern(agreement_host_signed_on=None), "host", "the host has not", "agreement.host_signed_on", BLOCK),
    Case(
        "TP-02",
        intern(agreement_student_signed_on=None),
        "student",
        "student has not",
        "agreement.student_signed_on",
        BLOCK,
    ),
    Case(
        "TP-02", intern(agreement_host_signed_on=NEXT), "late", "only on 2023-03-02", "agreement.host_signed_on", BLOCK
    ),
    Case("TP-02", intern(agreement_host_signed_on=START), "that day", "first day", "agreement.host_signed_on", WARN),
    Case("TP-03", intern(consent_student_signed_on=None), "student", "student has not", "consent.student_signed_on"),
    Case("TP-03", intern(consent_guardian_signed_on=None), "guardian of 19", "guardian", "consent.guardian_signed_on"),
    Case("TP-03", intern(consent_guardian_signed_on=NEXT), "late", "only on", "consent.guardian_signed_on"),
    Case("TP-03", intern(consent_guardian_signed_on=START), "that day", "first", "consent.guardian_signed_on", WARN),
    Case(
        "TP-03",
        intern(born=AGED_17, consent_guardian_signed_on=None),
        "guardian of 17 where 18 is the limit",
        "guardian",
        "consent.guardian_signed_on",
        book=UNDER_18,
    ),
    Case(
        "TP-03",
        intern(born=TURNS_18, consent_guardian_signed_on=None),
        "guardian of one who is 18 that day",
        "guardian",
        "consent.guardian_signed_on",
        WARN,
        book=UNDER_18,
    ),
    Case(
        "TP-04", intern(pay_monthly=Decimal("3199.99")), "under 80 %", "3199.99 yuan a month, and 3200", "pay.monthly"
    ),
    Case(
        "TP-04",
        intern(pay_monthly=Decimal("2499.99"), pay_lowest_grade=Decimal(2500)),
        "under the lowest grade too",
        "and 2500 are",
        "pay.monthly",
    ),
    Case("TP-04", intern(pay_in_money=False), "vouchers", "payment in money", "pay.in_money"),
    Case("TP-04", intern(pay_to_the_student=False), "to the agency", "student alone", "pay.to_the_student"),
    Case("TP-04", intern(pay_every_month=False), "at the end", "every month", "pay.every_month"),
    Case("TP-04", intern(pay_in_money=None), "unknown how", "not recorded", "pay.in_money", WARN),
    Case("TP-04", intern(pay_same_post=None), "no wage to compare with", "same post", "pay.same_post", WARN),
    Case("TP-04", intern(pay_independent=None), "alone or not", "works alone", "pay.independent", WARN),
    Case("TP-04", intern(pay=None), "no pay on record", "not recorded", "pay", WARN),
    Case(
        "TP-05", intern(period=Period(START, END + timedelta(days=1))), "six months and a day", "over 6", "period", WARN
    ),
    Case("TP-05", intern(period=Period(START, END - timedelta(days=1))), "a day short", "under 6", "period", INFO),
    Case(
        "TP-06",
        share(11, 100),
        "11 of 100",
        "in all: 11 interns beside 100 staff; as a rule no more than 10 %",
        "interns",
        WARN,
    ),
    Case("TP-06", share(1, 9), "1 of 9", "1 interns beside 9", "interns", WARN),
    Case("TP-06", share(9, 100, 3, 14), "3 of 14 in a post", "one kind of post: 3 interns", "post_interns", WARN),
    Case("TP-07", intern(charged=Decimal("0.01")), "a cent", "charged 0.01", "charged", BLOCK),
    Case("TP-07", intern(guarantee=True), "a guarantee", "guarantee", "guarantee", BLOCK),
    Case("TP-07", intern(papers_held=True), "a card held", "card held", "papers_held", BLOCK),
    Case("TP-08", intern(hours_daily=Decimal("8.5")), "eight and a half", "8.5 hours a day, over 8", "hours.daily"),
    Case("TP-08", intern(hours_night=True), "nights", "by night", "hours.night"),
    Case("TP-08", intern(hours_holidays=True), "holidays", "holidays", "hours.holidays"),
    Case("TP-08", intern(hours_night=True, hours_needed=True), "not filed", "by night", "hours.night"),
    Case("TP-08", intern(hours_night=True, hours_filed_on=EVE), "not needed", "by night", "hours.night"),
    Case(
        "TP-08",
        intern(hours_night=True, hours_needed=True, hours_filed_on=NEXT),
        "filed a day late",
        "by night",
        "hours.night",
    ),
    Case("TP-09", intern(work_match=WorkMatch.RELATED), "near", "only near to", "work.match", WARN),
    Case("TP-09", intern(work_match=WorkMatch.UNRELATED), "unrelated", "nothing to do", "work.match"),
    Case("TP-09", intern(work_match=None), "unknown", "not compared", "work.match", INFO),
    Case("TP-10", intern(duties_rest=False), "no rest", "rest and leave", "duties.rest"),
    Case("TP-10", intern(duties_safety=False), "no safety", "safety", "duties.safety"),
    Case("TP-10", intern(duties_insurance=False), "no insurance", "insurance", "duties.insurance"),
    Case("TP-10", intern(duties_guidance=False), "no guidance", "guidance", "duties.guidance"),
    Case("TP-10", intern(duties_guidance=None), "unknown", "not recorded", "duties.guidance", WARN),
]

KEEPS = [
    Case("TP-01", intern(), "second year, 19"),
    Case("TP-01", intern(born=AGED_16), "16 the day before"),
    Case("TP-01", intern(kind=ORIENTATION, year=1, born=AGED_15), "looking on in the first year"),
    Case("TP-01", intern(born=AGED_18, work_forbidden_to_minors=True), "18 the day before"),
    Case("TP-01", intern(work_forbidden_to_women=True), "a man"),
    Case("TP-01", intern(work_forbidden_to_minors=None, work_forbidden_to_women=None), "a grown man, lists not asked"),
    Case(
        "TP-01",
        intern(
            kind=ORIENTATION, sex=FEMALE, work_grade=None, work_forbidden_to_minors=None, work_forbidden_to_women=None
        ),
        "looking on, work not on record",
    ),
    Case("TP-02", intern(), "signed on the eve"),
    Case("TP-02", intern(kind=ORIENTATION, agreement=None), "looking on"),
    Case("TP-03", intern(), "both on the eve"),
    Case("TP-03", intern(consent=InformedConsent(own_host=True)), "an own host"),
    Case("TP-03", intern(kind=ORIENTATION, consent=InformedConsent()), "looking on"),
    Case("TP-03", intern(born=AGED_18, consent_guardian_signed_on=None), "18 where 18 is the limit", book=UNDER_18),
    Case("TP-04", intern(), "80 % to the yuan"),
    Case("TP-04", intern(pay_monthly=Decimal(2500), pay_lowest_grade=Decimal(2500)), "the lowest grade"),
    Case(
        "TP-04", intern(pay_monthly=Decimal(2500), pay_lowest_grade=Decimal(2500), pay_same_post=None), "only a grade"
    ),
    Case("TP-04", intern(pay_monthly=Decimal(1), pay_independent=False), "who does not work alone"),
    Case("TP-04", intern(kind=ORIENTATION, pay=None), "looking on"),
    Case("TP-05", intern(), "six months"),
    Case("TP-05", intern(kind=ORIENTATION, period=Period(START, NEXT)), "looking on for a day"),
    Case("TP-06", share(10, 100), "10 of 100"),
    Case("TP-06", share(10, 100, 4, 20), "4 of 20 in a post"),
    Case("TP-06", share(0, 0), "nobody"),
    Case("TP-07", intern(), "nothing"),
    Case("TP-08", intern(), "eight hours"),
    Case("TP-08", intern(**UNUSUAL, hours_needed=True, hours_filed_on=START), "needed and filed"),
    Case("TP-08", intern(hours=None), "not on record"),
    Case("TP-08", intern(**UNUSUAL, kind=ORIENTATION), "looking on"),
    Case("TP-09", intern(), "matches"),
    Case("TP-09", intern(kind=ORIENTATION, work_match=WorkMatch.UNRELATED), "looking on"),
    Case("TP-10", intern(), "all four"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = case.book.judge(case.subject, "IN-1", on=ON)
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [
        (case.rule, case.severity, case.path)
    ]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in case.book.judge(case.subject, "IN-1", on=ON)}


def test_a_lawful_internship_has_no_finding() -> None:
    assert BOOK.judge(intern(), "IN-1", on=ON) == ()


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_INTERNSHIP]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            f"{source.document.key}/{source.article}/{source.mark.value}"
            for source in rule.sources
            if isinstance(source, Citation)
        ]
        for rule in RULES_INTERNSHIP
    }
    assert cited == {
        "TP-01": ["L30/16/V", "L17/50/V"],
        "TP-02": ["L17/50/V", "P8//V2"],
        "TP-03": ["P19//V2"],
        "TP-04": ["L30/18/V"],
        "TP-05": ["P8//V2"],
        "TP-06": ["P19//V2"],
        "TP-07": ["P8//V2"],
        "TP-08": ["P19//V2"],
        "TP-09": ["L17/50/V"],
        "TP-10": ["L17/50/V"],
    }


def test_a_birth_date_is_not_shown() -> None:
    assert "2004" not in repr(intern())


@pytest.mark.parametrize(
    "make",
    [
        lambda: intern(year=0),
        lambda: intern(charged=Decimal(-1)),
        lambda: intern(period=Period(START)),
        lambda: intern(pay_monthly=Decimal(-1)),
        lambda: intern(pay_same_post=Decimal(-1)),
        lambda: intern(pay_lowest_grade=Decimal(-1)),
        lambda: intern(hours_daily=Decimal(-1)),
        lambda: share(-1, 1),
        lambda: share(1, -1),
        lambda: share(1, 1, -1),
        lambda: share(1, 1, 0, -1),
        lambda: share(1, 9, 2, 9),
        lambda: share(1, 9, 1, 10),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()
