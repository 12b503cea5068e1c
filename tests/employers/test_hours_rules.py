"""HP-01 to HP-14: a case on each side of every threshold, each shown to break that very rule or to keep it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.employers import rules_hours, rules_insurance, rules_pay
from laborcoop.employers.hours import AnnualLeave, DayKind, HoursSystem, TimeSheet, WorkDay, YearPlan
from laborcoop.employers.insurance import AccidentKind, Exclusion, InsuranceKind, SocialInsurance, WorkInjury
from laborcoop.employers.payroll import Deduction, OvertimePay, Payee, PayForm, PaySlip
from laborcoop.employers.rules_labor import RULES_LABOR
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs.china import hours as pack
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameters, RuleBook, Severity

ON = date(2023, 4, 1)
ZHUHAI = DivisionCode("440402")
WORKER, EMPLOYER = WorkerId("W-1"), EmployerId("E-1")
MEASURE = Convention(Text.same("of this test"))
RULES = tuple(sorted((*rules_hours.RULES, *rules_pay.RULES, *rules_insurance.RULES), key=lambda rule: rule.code))
BOOK = RuleBook(title=Text.same("hours and pay"), rules=RULES, parameters=Parameters.of(pack.PARAMETERS))
BY_THE_LABOUR_LAW = BOOK.with_parameters(
    evolve(BOOK.parameters["weekly_hours"], values=(DatedValue(value=44, source=MEASURE),))
)
WORKDAY, REST_DAY, HOLIDAY = DayKind.WORKDAY, DayKind.REST_DAY, DayKind.HOLIDAY


def day(written: str) -> date:
    return date.fromisoformat(written)


def worked(on: str, hours: str = "8", overtime: str = "0", kind: DayKind = WORKDAY, **more: bool) -> WorkDay:
    return WorkDay(on=day(on), hours=Decimal(hours), overtime=Decimal(overtime), kind=kind, **more)


def sheet(*days: WorkDay, first: str = "2023-03-01", last: str = "2023-03-31", talks: bool | None = True) -> TimeSheet:
    return TimeSheet(
        worker=WORKER,
        employer=EMPLOYER,
        division=ZHUHAI,
        first=day(first),
        last=day(last),
        days=days,
        overtime_talks=talks,
    )


def march(*numbers: int, hours: str = "8", overtime: str = "0", kind: DayKind = WORKDAY) -> tuple[WorkDay, ...]:
    """Days of March 2023, of which the 6th is a Monday."""
    return tuple(worked(f"2023-03-{n:02}", hours, overtime, kind) for n in numbers)


REGULAR = sheet(*march(*(n for n in range(1, 32) if date(2023, 3, n).weekday() < 5)))
TWELVE = march(1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, hours="11", overtime="3")
"""Twelve days with three hours of overtime: 36 in the month."""


def special(*days: WorkDay) -> tuple[WorkDay, ...]:
    return tuple(evolve(one, special_reason=True) for one in days)


FULL = sheet(*special(*TWELVE))
FLEXIBLE = evolve(sheet(*march(6, 7, 8, 9, 10, 11, 12, hours="12")), system=HoursSystem.FLEXIBLE, approved=True)

SLIP = PaySlip(
    worker=WORKER,
    employer=EMPLOYER,
    division=ZHUHAI,
    first=day("2023-02-01"),
    last=day("2023-02-28"),
    due_on=day("2023-03-10"),
    paid_on=day("2023-03-10"),
    form=PayForm.BANK,
    payee=Payee.WORKER,
    monthly_wage=Decimal(5220),
    day_rate=Decimal(240),
    rural=True,
    real_name=True,
    slip_given=True,
    ledger_kept_until=day("2026-03-10"),
)
"""5220 yuan a month are 240 a day and 30 an hour."""


def extra(kind: DayKind, hours: str, paid: str, *, in_lieu: bool = False) -> PaySlip:
    return evolve(SLIP, overtime=(OvertimePay(kind=kind, hours=Decimal(hours), paid=Decimal(paid), in_lieu=in_lieu),))


def withheld(kind: InsuranceKind, amount: str) -> PaySlip:
    return evolve(SLIP, deductions=(Deduction(kind=kind, amount=Decimal(amount)),))


def due(on: str, paid: str | None = None, calendar: Workdays | None = None) -> PaySlip:
    return evolve(SLIP, due_on=day(on), paid_on=None if paid is None else day(paid), calendar=calendar or Workdays())


INSURED = SocialInsurance(
    worker=WORKER,
    employer=EMPLOYER,
    division=ZHUHAI,
    first_day=day("2023-02-07"),
    registered_on=day("2023-03-09"),
    insured=frozenset(InsuranceKind),
    rural=True,
)
SHUTTLE = WorkInjury(
    worker=WORKER,
    employer=EMPLOYER,
    division=ZHUHAI,
    on=day("2023-02-10"),
    commuting=True,
    kind=AccidentKind.TRAFFIC,
    mainly_at_fault=False,
    treated_as_injury=True,
    employer_applied_on=day("2023-03-12"),
)
STAIRS = evolve(SHUTTLE, kind=AccidentKind.OTHER, treated_as_injury=False, employer_applied_on=None)
AT_WORK = evolve(SHUTTLE, commuting=False, kind=AccidentKind.OTHER, mainly_at_fault=None, treated_as_injury=None)
LEAVE = AnnualLeave(
    worker=WORKER, division=ZHUHAI, on=day("2023-02-07"), continuous_since=day("2022-02-07"), total_years=1, granted=5
)
PLAN = YearPlan(
    employer=EMPLOYER, division=ZHUHAI, year=2024, workdays=250, holidays=11, workdays_per_month=Decimal("20.83")
)
PLAN_2025 = evolve(PLAN, year=2025, workdays=248, holidays=13, workdays_per_month=Decimal("20.67"))


@frozen
class Case:
    rule: str
    subject: object
    why: str
    path: str = ""
    severity: Severity = Severity.ERROR
    on: date = ON
    book: RuleBook = BOOK


def error(rule: str, subject: object, path: str, why: str, *, on: str = "2023-04-01") -> Case:
    return Case(rule, subject, why, path, Severity.ERROR, day(on))


def warn(rule: str, subject: object, path: str, why: str, *, on: str = "2023-04-01") -> Case:
    return Case(rule, subject, why, path, Severity.WARN, day(on))


def info(rule: str, subject: object, path: str, why: str) -> Case:
    return Case(rule, subject, why, path, Severity.INFO)


def keep(rule: str, subject: object, why: str, *, on: str = "2023-04-01", book: RuleBook = BOOK) -> Case:
    return Case(rule, subject, why, on=day(on), book=book)


SIX_DAYS = march(6, 7, 8, 9, 10, hours="8") + march(11, hours="4")
"""44 regular hours in a week."""

BREAKS = [
    error("HP-01", sheet(*march(6, hours="8.5")), "days[0].hours", "half an hour more, not recorded as overtime"),
    error("HP-01", sheet(*march(6), *march(7, hours="10", overtime="1.5")), "days[1].hours", "8.5 without overtime"),
    error("HP-01", sheet(*march(6, 7, 8, 9, 10), *march(11, hours="0.5")), "days", "40.5 hours in a week"),
    error("HP-01", sheet(*SIX_DAYS), "days", "44 hours in a week"),
    error("HP-01", sheet(*march(1, 2, 3, 4, 5, hours="8.01")), "days", "a week that the sheet cuts off"),
    error("HP-01", evolve(FLEXIBLE, approved=False), "system", "another system without approval"),
    error("HP-02", sheet(*march(6, hours="9.5", overtime="1.5")), "days[0].overtime", "more than an hour"),
    error("HP-02", sheet(*special(*march(6, hours="11.5", overtime="3.5"))), "days[0].overtime", "more than three"),
    error("HP-02", sheet(*special(*TWELVE, *march(17, hours="8.5", overtime="0.5"))), "days", "36.5 in a month"),
    warn("HP-02", sheet(*special(*TWELVE), *march(18, hours="1", kind=REST_DAY)), "days", "37 with a rest day"),
    warn("HP-02", sheet(*march(*range(1, 6), hours="8", kind=HOLIDAY)), "days", "40 on holidays"),
    error("HP-02", sheet(*march(6, hours="9", overtime="1"), talks=False), "overtime_talks", "no talks"),
    warn("HP-02", sheet(*march(6, hours="9", overtime="1"), talks=None), "overtime_talks", "talks not recorded"),
    warn("HP-02", sheet(*march(11, hours="1", kind=REST_DAY), talks=None), "overtime_talks", "a rest day, no record"),
    error("HP-03", sheet(*march(*range(6, 13), hours="1")), "days", "a week without rest"),
    error(
        "HP-03", sheet(*march(*range(6, 13), hours="1"), first="2023-03-06", last="2023-03-12"), "days", "just a week"
    ),
    error("HP-03", evolve(FLEXIBLE, approved=False), "days", "another system without approval"),
    error("HP-04", extra(WORKDAY, "2", "89.99"), "overtime[0].paid", "a fen below 150 %"),
    error("HP-04", extra(REST_DAY, "8", "479.99"), "overtime[0].paid", "a fen below 200 %"),
    error("HP-04", extra(HOLIDAY, "8", "719.99"), "overtime[0].paid", "a fen below 300 %"),
    error("HP-04", extra(HOLIDAY, "8", "480", in_lieu=True), "overtime[0].paid", "a holiday cannot be given back"),
    error("HP-04", extra(WORKDAY, "2", "60", in_lieu=True), "overtime[0].paid", "nor the hours of a longer day"),
    error("HP-05", evolve(SLIP, form=PayForm.VOUCHERS), "form", "vouchers"),
    error("HP-05", evolve(SLIP, form=PayForm.GOODS), "form", "goods"),
    error("HP-05", evolve(SLIP, payee=Payee.OTHER), "payee", "paid to the agency"),
    error("HP-05", evolve(SLIP, paid_on=day("2023-03-11")), "paid_on", "a day late"),
    error("HP-05", evolve(SLIP, paid_on=None), "paid_on", "not paid the day after", on="2023-03-11"),
    error("HP-05", evolve(SLIP, last=day("2023-03-01")), "last", "a month and a day"),
    warn("HP-06", evolve(SLIP, slip_given=False), "slip_given", "no slip"),
    warn("HP-06", evolve(SLIP, real_name=False), "real_name", "no real names"),
    warn("HP-06", evolve(SLIP, ledger_kept_until=day("2026-03-09")), "ledger_kept_until", "a day short of 3 years"),
    warn(
        "HP-06",
        evolve(SLIP, rural=False, ledger_kept_until=day("2025-03-09")),
        "ledger_kept_until",
        "others: a day short of 2 years",
    ),
    warn(
        "HP-06",
        evolve(SLIP, rural=None, paid_on=None, ledger_kept_until=day("2025-02-27")),
        "ledger_kept_until",
        "not known to be rural, counted from the period",
    ),
    info("HP-07", due("2023-03-12"), "due_on", "a rest Sunday"),
    info("HP-07", due("2023-03-12", "2023-03-11"), "due_on", "paid on the Saturday before"),
    info("HP-07", due("2023-04-05", "2023-04-05"), "due_on", "paid on the holiday"),
    info("HP-07", due("2036-03-12"), "due_on", "a year whose holidays are not known"),
    info("HP-07", due("2008-01-01"), "due_on", "the workday before lies in a year that is not known"),
    error("HP-08", evolve(INSURED, registered_on=day("2023-03-10")), "registered_on", "on the 31st day"),
    error("HP-08", evolve(INSURED, registered_on=None), "registered_on", "not on the 31st day", on="2023-03-10"),
    error("HP-09", withheld(InsuranceKind.WORK_INJURY, "0.01"), "deductions[0].amount", "work injury, a fen"),
    error("HP-09", withheld(InsuranceKind.MATERNITY, "10"), "deductions[0].amount", "maternity"),
    *(
        info("HP-10", evolve(INSURED, insured=frozenset(InsuranceKind) - {kind}), "insured", f"no {kind.value}")
        for kind in InsuranceKind
    ),
    info("HP-11", evolve(SLIP, day_rate=Decimal("239.99")), "day_rate", "a fen less than a month by 21.75"),
    info("HP-11", evolve(SLIP, day_rate=Decimal("250.60")), "day_rate", "a month by 20.83"),
    info("HP-11", evolve(PLAN, workdays=251), "workdays", "251 days in 2024"),
    info("HP-11", evolve(PLAN_2025, workdays=249), "workdays", "249 days in 2025"),
    info("HP-11", evolve(PLAN, holidays=10), "holidays", "10 holidays in 2024"),
    info("HP-11", evolve(PLAN_2025, holidays=12), "holidays", "12 holidays in 2025"),
    info("HP-11", evolve(PLAN_2025, workdays_per_month=Decimal("20.83")), "workdays_per_month", "20.83 in 2025"),
    info("HP-12", evolve(SHUTTLE, treated_as_injury=None), "treated_as_injury", "a shuttle accident"),
    *(
        info("HP-12", evolve(SHUTTLE, kind=kind, treated_as_injury=False), "treated_as_injury", kind.value)
        for kind in (AccidentKind.URBAN_RAIL, AccidentKind.FERRY, AccidentKind.TRAIN)
    ),
    info("HP-12", evolve(SHUTTLE, mainly_at_fault=None), "mainly_at_fault", "fault not settled"),
    info("HP-12", evolve(STAIRS, treated_as_injury=True), "treated_as_injury", "a slip on the stairs"),
    info("HP-12", evolve(SHUTTLE, mainly_at_fault=True), "treated_as_injury", "mainly the worker's fault"),
    *(
        info("HP-12", evolve(SHUTTLE, exclusions=frozenset({exclusion})), "treated_as_injury", exclusion.value)
        for exclusion in Exclusion
    ),
    warn("HP-13", evolve(SHUTTLE, employer_applied_on=day("2023-03-13")), "employer_applied_on", "on the 31st day"),
    warn(
        "HP-13",
        evolve(SHUTTLE, employer_applied_on=None),
        "employer_applied_on",
        "not on the 31st day",
        on="2023-03-13",
    ),
    warn(
        "HP-13",
        evolve(SHUTTLE, extended_until=day("2023-03-20"), employer_applied_on=day("2023-03-21")),
        "employer_applied_on",
        "after the later day granted",
    ),
    warn(
        "HP-13",
        evolve(SHUTTLE, employer_applied_on=None),
        "worker_applied_on",
        "nobody within a year",
        on="2024-02-11",
    ),
    warn(
        "HP-13",
        evolve(SHUTTLE, employer_applied_on=None, worker_applied_on=day("2024-02-11")),
        "worker_applied_on",
        "the worker a day after the year",
    ),
    warn("HP-13", evolve(AT_WORK, employer_applied_on=None), "employer_applied_on", "at work"),
    warn(
        "HP-13",
        evolve(SHUTTLE, mainly_at_fault=None, employer_applied_on=None),
        "employer_applied_on",
        "fault not settled, but treated as an injury",
    ),
    warn(
        "HP-13",
        evolve(SHUTTLE, treated_as_injury=None, employer_applied_on=None),
        "employer_applied_on",
        "it counts, whatever the employer thinks",
    ),
    info("HP-14", evolve(LEAVE, granted=4), "granted", "4 days after exactly a year"),
    info("HP-14", evolve(LEAVE, total_years=10, granted=9), "granted", "9 days from 10 years"),
    info("HP-14", evolve(LEAVE, total_years=20, granted=14), "granted", "14 days from 20 years"),
]

KEEPS = [
    keep("HP-01", REGULAR, "8 hours a day, 40 a week"),
    keep("HP-01", FULL, "8 and 3 hours of overtime"),
    keep("HP-01", sheet(*march(6, 7, 8, 9, 10), *march(11, hours="8", kind=REST_DAY)), "a rest day is no regular day"),
    keep("HP-01", FLEXIBLE, "another system, approved"),
    keep("HP-01", sheet(*SIX_DAYS), "44 hours where they are the limit", book=BY_THE_LABOUR_LAW),
    keep("HP-02", sheet(*march(6, hours="9", overtime="1")), "an hour"),
    keep("HP-02", FULL, "three hours for special reasons, 36 in the month"),
    keep("HP-02", sheet(worked("2023-03-06", "16", "8", urgent=True), talks=False), "an emergency"),
    keep(
        "HP-02",
        sheet(*special(*TWELVE), worked("2023-03-17", "16", "8", urgent=True)),
        "an emergency does not count in the month",
    ),
    keep(
        "HP-02",
        sheet(*special(*TWELVE), worked("2023-03-18", "8", kind=REST_DAY, in_lieu=True)),
        "a rest day given back does not count in the month",
    ),
    keep(
        "HP-02",
        sheet(*special(*TWELVE), *special(worked("2023-04-03", "11", "3")), last="2023-04-30"),
        "another month",
    ),
    keep("HP-02", evolve(REGULAR, overtime_talks=None), "no overtime, no talks"),
    keep("HP-02", evolve(REGULAR, overtime_talks=False), "no overtime, talks refused"),
    keep("HP-02", evolve(FLEXIBLE, overtime_talks=False), "another system"),
    keep(
        "HP-02", sheet(*special(*march(6, hours="11", overtime="3")), *march(12, hours="8", kind=HOLIDAY)), "11 in all"
    ),
    keep("HP-03", sheet(*march(*range(6, 12), hours="1")), "six days"),
    keep("HP-03", sheet(*march(*range(6, 12), hours="1"), *march(12, hours="0")), "a day of no hours is rest"),
    keep("HP-03", sheet(*march(*range(7, 13), *range(13, 19), hours="1")), "twelve days over two weeks"),
    keep("HP-03", sheet(*march(*range(1, 6), hours="1")), "a week that is cut off in front"),
    keep("HP-03", sheet(*march(*range(27, 32), hours="1")), "a week that is cut off behind"),
    keep("HP-03", FLEXIBLE, "another system, approved"),
    keep("HP-04", extra(WORKDAY, "2", "90"), "150 %"),
    keep("HP-04", extra(REST_DAY, "8", "480"), "200 %"),
    keep("HP-04", extra(REST_DAY, "8", "0", in_lieu=True), "a rest day given back"),
    keep("HP-04", extra(HOLIDAY, "8", "720"), "300 %"),
    keep("HP-04", evolve(extra(WORKDAY, "1", "43.10"), monthly_wage=Decimal(5000)), "43.1034 yuan paid to the fen"),
    keep("HP-04", evolve(extra(WORKDAY, "2", "0"), monthly_wage=None), "the wage is not known"),
    keep(
        "HP-04",
        evolve(extra(WORKDAY, "2", "0"), first=day("2007-12-01"), last=day("2007-12-31")),
        "before the days of this table",
    ),
    keep("HP-05", SLIP, "by bank, on the day"),
    keep("HP-05", evolve(SLIP, form=PayForm.CASH, payee=Payee.AUTHORISED), "cash, to whom the worker chose"),
    keep("HP-05", evolve(SLIP, form=None, payee=None, due_on=None, paid_on=None), "nothing recorded"),
    keep("HP-05", evolve(SLIP, paid_on=None), "due today", on="2023-03-10"),
    keep("HP-05", evolve(SLIP, first=day("2023-01-15"), last=day("2023-02-14")), "a month to the day"),
    keep("HP-06", SLIP, "slip, real names, three years"),
    keep("HP-06", evolve(SLIP, rural=False, ledger_kept_until=day("2025-03-10")), "others: two years"),
    keep("HP-06", evolve(SLIP, rural=False, real_name=False), "real names are for rural workers"),
    keep("HP-06", evolve(SLIP, rural=None, paid_on=None, ledger_kept_until=day("2025-02-28")), "not known to be rural"),
    keep("HP-06", evolve(SLIP, slip_given=None, real_name=None, ledger_kept_until=None), "nothing recorded"),
    keep("HP-07", SLIP, "a Friday"),
    keep("HP-07", due("2023-03-12", "2023-03-10"), "a rest Sunday, paid on the Friday before"),
    keep("HP-07", due("2023-01-24", "2023-01-20"), "Spring Festival, paid on the Friday before"),
    keep(
        "HP-07",
        due("2023-03-12", "2023-03-11", Workdays(rest_weekdays=frozenset({6}))),
        "a rest Sunday, paid on the Saturday worked",
    ),
    keep("HP-07", due("2023-03-10"), "a Friday, not paid yet"),
    keep("HP-07", evolve(SLIP, due_on=None), "no day agreed"),
    keep("HP-08", INSURED, "on the 30th day"),
    keep("HP-08", evolve(INSURED, registered_on=None), "the 30th day is today", on="2023-03-09"),
    keep("HP-08", evolve(INSURED, registered_on=None, part_time=True), "part-time"),
    keep("HP-09", withheld(InsuranceKind.WORK_INJURY, "0"), "nothing withheld"),
    keep("HP-09", withheld(InsuranceKind.PENSION, "400"), "the worker's share of the pension"),
    keep("HP-10", INSURED, "all five"),
    keep("HP-10", evolve(INSURED, insured=None), "nobody looked"),
    keep("HP-10", evolve(INSURED, insured=frozenset(), rural=False), "not a rural worker"),
    keep("HP-10", evolve(INSURED, insured=frozenset(), part_time=True), "part-time"),
    keep("HP-11", SLIP, "a month by 21.75"),
    keep("HP-11", evolve(SLIP, monthly_wage=Decimal(5000), day_rate=Decimal("229.89")), "rounded to the fen"),
    keep("HP-11", evolve(SLIP, day_rate=None), "no day rate"),
    keep("HP-11", evolve(SLIP, monthly_wage=None), "no monthly wage"),
    keep(
        "HP-11",
        evolve(SLIP, first=day("2007-12-01"), last=day("2007-12-31"), day_rate=Decimal(1)),
        "before the days of this table",
    ),
    keep("HP-11", PLAN, "250 workdays, 11 holidays, 20.83 before 2025"),
    keep("HP-11", PLAN_2025, "248 workdays, 13 holidays, 20.67 from 2025"),
    keep("HP-11", evolve(PLAN, workdays=200, holidays=20), "better than the law"),
    keep("HP-11", YearPlan(employer=EMPLOYER, division=ZHUHAI, year=2024), "nothing planned"),
    keep("HP-11", evolve(PLAN, year=2007, workdays=300), "before the days of this table"),
    keep("HP-12", SHUTTLE, "a shuttle accident, treated as an injury"),
    keep("HP-12", STAIRS, "a slip on the stairs, not treated as one"),
    keep("HP-12", AT_WORK, "not on the way"),
    keep(
        "HP-12",
        evolve(SHUTTLE, exclusions=frozenset({Exclusion.DRUNK_OR_DRUGGED}), treated_as_injury=False),
        "drunk, not treated as one",
    ),
    keep("HP-13", SHUTTLE, "on the 30th day"),
    keep("HP-13", evolve(SHUTTLE, employer_applied_on=None), "the 30th day is today", on="2023-03-12"),
    keep(
        "HP-13",
        evolve(SHUTTLE, extended_until=day("2023-03-20"), employer_applied_on=day("2023-03-20")),
        "on the later day granted",
    ),
    keep("HP-13", evolve(STAIRS), "it does not count"),
    keep("HP-13", evolve(STAIRS, commuting=False, exclusions=frozenset({Exclusion.CRIME})), "excluded"),
    keep("HP-13", evolve(AT_WORK, treated_as_injury=False, employer_applied_on=None), "found to be none"),
    keep("HP-14", LEAVE, "5 days after exactly a year"),
    keep("HP-14", evolve(LEAVE, continuous_since=day("2022-02-08"), granted=0), "a day short of a year"),
    keep("HP-14", evolve(LEAVE, total_years=0), "5 days where the years were not added up"),
    keep("HP-14", evolve(LEAVE, total_years=9), "5 days at 9 years"),
    keep("HP-14", evolve(LEAVE, total_years=19, granted=10), "10 days at 19 years"),
    keep("HP-14", evolve(LEAVE, total_years=20, granted=15), "15 days at 20 years"),
    keep("HP-14", evolve(LEAVE, granted=0, not_entitled=True), "a case of art. 4"),
]


def judged(case: Case) -> tuple[Finding, ...]:
    return case.book.judge(case.subject, "S-1", on=case.on)


def named(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_break_fires_that_very_rule_on_the_field_that_is_wrong(case: Case) -> None:
    found = [(finding.severity, finding.path) for finding in judged(case) if finding.rule == case.rule]
    assert (case.severity, case.path) in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("case", KEEPS, ids=named)
def test_a_keep_does_not_fire_the_rule(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in judged(case)}


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_break_says_so_in_both_languages(case: Case) -> None:
    for finding in judged(case):
        for text in (finding.message, finding.suggestion):
            assert text.zh
            assert text.en
            assert "{" not in text.zh + text.en


def test_every_rule_has_a_case_on_each_side() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == [f"HP-{n:02}" for n in range(1, 15)]
    assert {case.rule for case in BREAKS} == set(codes) == {case.rule for case in KEEPS}
    labour = [rule.code for rule in RULES_LABOR]
    assert set(codes) <= set(labour)
    assert labour == sorted(labour)


def test_the_rules_read_no_parameter_that_they_do_not_declare_and_the_pack_has_none_unread() -> None:
    for case in (*BREAKS, *KEEPS):
        rule = case.book[case.rule]
        declared = Parameters.of(case.book.parameters[name] for name in rule.parameters)
        RuleBook(title=Text.same("one"), rules=(rule,), parameters=declared).judge(case.subject, "S-1", on=case.on)
    read = {name for rule in RULES for name in rule.parameters}
    assert {parameter.name for parameter in pack.PARAMETERS} == read


@pytest.mark.parametrize("subject", [REGULAR, FULL, FLEXIBLE, SLIP, INSURED, SHUTTLE, STAIRS, LEAVE, PLAN, PLAN_2025])
def test_what_is_sound_breaks_nothing(subject: object) -> None:
    assert BOOK.judge(subject, "S-1", on=ON) == ()


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("statutory_holidays", "2024-12-31", 11),
        ("statutory_holidays", "2025-01-01", 13),
        ("workdays_per_year", "2024-12-31", 250),
        ("workdays_per_year", "2025-01-01", 248),
        ("workdays_per_month", "2024-12-31", Decimal("20.83")),
        ("workdays_per_month", "2025-01-01", Decimal("20.67")),
        ("paid_days_per_month", "2024-12-31", Decimal("21.75")),
        ("paid_days_per_month", "2025-01-01", Decimal("21.75")),
        ("statutory_holidays", "2007-12-31", None),
        ("weekly_hours", "2023-01-01", 40),
    ],
)
def test_a_parameter_has_the_value_of_its_day(name: str, on: str, expected: object) -> None:
    assert BOOK.context(day(on)).value(name) == expected


def test_a_year_less_its_weekends_and_holidays_is_the_workdays_of_the_notice() -> None:
    for on, days in (("2024-01-01", 250), ("2025-01-01", 248)):
        then = BOOK.context(day(on))
        assert 365 - 104 - then.whole("statutory_holidays") == days == then.whole("workdays_per_year")
        assert abs(Decimal(days) / 12 - then.number("workdays_per_month")) < Decimal("0.005")
        assert Decimal(365 - 104) / 12 == then.number("paid_days_per_month")


def test_the_last_workday_before_the_pay_day_is_said() -> None:
    sunday = BOOK.judge(due("2023-03-12"), "S-1", on=day("2023-03-01"))
    festival = BOOK.judge(due("2023-01-24"), "S-1", on=day("2023-01-01"))
    assert [("2023-03-10" in finding.message.en, finding.rule) for finding in sunday] == [(True, "HP-07")]
    assert [("2023-01-20" in finding.message.en, finding.rule) for finding in festival] == [(True, "HP-07")]


def test_the_two_last_days_for_an_injury_are_said() -> None:
    (finding,) = BOOK.judge(evolve(SHUTTLE, employer_applied_on=None), "S-1", on=day("2023-03-13"))
    assert "2023-03-12" in finding.suggestion.en
    assert "2024-02-10" in finding.suggestion.zh


@pytest.mark.parametrize(
    ("subject", "on", "said"),
    [
        (evolve(SLIP, paid_on=None), "2023-03-11", "and are not paid"),
        (evolve(SLIP, paid_on=day("2023-03-11")), "2023-03-20", "were paid on 2023-03-11"),
        (evolve(INSURED, registered_on=None), "2023-03-10", "it is not"),
        (evolve(INSURED, registered_on=day("2023-03-10")), "2023-03-20", "it was on 2023-03-10"),
    ],
)
def test_what_was_never_done_is_told_from_what_was_done_late(subject: object, on: str, said: str) -> None:
    assert any(said in finding.message.en for finding in BOOK.judge(subject, "S-1", on=day(on)))


def test_only_whole_weeks_of_a_sheet_are_judged_for_rest_whatever_is_due() -> None:
    two_days = BOOK.with_parameters(
        evolve(BOOK.parameters["weekly_rest_days"], values=(DatedValue(value=2, source=MEASURE),))
    )
    days = march(*range(6, 12), hours="1")
    whole = sheet(*days, first="2023-03-06", last="2023-03-12")
    assert [finding.rule for finding in two_days.judge(whole, "S-1", on=ON)] == ["HP-03"]
    assert two_days.judge(evolve(whole, last=day("2023-03-11")), "S-1", on=ON) == ()
    later = evolve(whole, first=day("2023-03-07"), days=march(*range(7, 13), hours="1"))
    assert two_days.judge(later, "S-1", on=ON) == ()


def test_on_the_last_day_of_the_year_the_worker_may_still_apply() -> None:
    late = evolve(SHUTTLE, employer_applied_on=None)
    assert {finding.path for finding in BOOK.judge(late, "S-1", on=day("2024-02-10"))} == {"employer_applied_on"}


@settings(deadline=None, max_examples=100)
@given(
    hours=st.lists(st.integers(0, 12), min_size=28, max_size=28),
    overtime=st.lists(st.integers(0, 4), min_size=28, max_size=28),
)
def test_hours_are_within_the_limits_exactly_where_nothing_is_found(hours: list[int], overtime: list[int]) -> None:
    monday = date(2023, 2, 27)
    days = tuple(
        WorkDay(on=monday + timedelta(days=n), hours=Decimal(h), overtime=Decimal(min(o, h)), special_reason=True)
        for n, (h, o) in enumerate(zip(hours, overtime, strict=True))
    )
    subject = sheet(*days, first="2023-02-27", last="2023-03-26")
    regular = [h - min(o, h) for h, o in zip(hours, overtime, strict=True)]
    weeks = [slice(n, n + 7) for n in range(0, 28, 7)]
    too_long = max(regular) > 8 or any(sum(regular[week]) > 40 for week in weeks)
    in_march = sum(min(o, h) for h, o in list(zip(hours, overtime, strict=True))[2:])
    too_much = in_march > 36 or any(min(o, h) > 3 for h, o in zip(hours, overtime, strict=True))
    restless = any(all(hours[week]) for week in weeks)
    fired = {finding.rule for finding in BOOK.judge(subject, "S-1", on=ON)}
    assert fired == {rule for rule, broken in (("HP-01", too_long), ("HP-02", too_much), ("HP-03", restless)) if broken}


@pytest.mark.parametrize(
    ("hours", "overtime"), [("-1", "0"), ("25", "0"), ("8", "9"), ("8", "-1"), ("NaN", "0"), ("8", "Infinity")]
)
def test_a_day_of_impossible_hours_is_refused(hours: str, overtime: str) -> None:
    assert worked("2023-03-01", "24", "24").regular == 0
    with pytest.raises(InvalidValue, match=r"24 hours|finite number, not negative"):
        worked("2023-03-01", hours, overtime)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (march(1, 1), "2023-03-01", "2023-03-31"),
        (march(1), "2023-03-02", "2023-03-31"),
        (march(31), "2023-03-01", "2023-03-30"),
        ((), "2023-03-02", "2023-03-01"),
    ],
)
def test_a_sheet_lists_each_of_its_days_once(days: tuple[WorkDay, ...], first: str, last: str) -> None:
    with pytest.raises(InvalidValue, match="time sheet"):
        sheet(*days, first=first, last=last)


def test_days_are_kept_in_order_and_a_sheet_of_one_day_is_one() -> None:
    assert sheet(*march(3, 1, 2)) == sheet(*march(1, 2, 3))
    assert len(list(sheet(first="2023-03-06", last="2023-03-06").weeks())) == 1


def test_negative_amounts_days_and_years_are_refused_and_a_period_ends_after_it_starts() -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        Deduction(kind=InsuranceKind.PENSION, amount=Decimal("-0.01"))
    with pytest.raises(InvalidValue, match="not be negative"):
        OvertimePay(kind=WORKDAY, hours=Decimal(1), paid=Decimal("NaN"))
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(SLIP, monthly_wage=Decimal(-1))
    with pytest.raises(InvalidValue, match="before its first"):
        evolve(SLIP, last=day("2023-01-31"))
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(LEAVE, granted=-1)
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(LEAVE, total_years=-1)


def test_kinds_have_names_of_their_own_in_both_languages() -> None:
    for kinds in (DayKind, InsuranceKind):
        labels = [kind.label for kind in kinds]
        assert len({label.zh for label in labels}) == len({label.en for label in labels}) == len(labels)


@pytest.mark.parametrize(
    ("rule", "name", "value", "subject", "on"),
    [
        ("HP-01", "daily_hours", 7, REGULAR, "2023-03-31"),
        ("HP-04", "daily_hours", 7, extra(WORKDAY, "2", "90"), "2023-02-28"),
        ("HP-08", "insurance_registration_days", 29, INSURED, "2023-02-07"),
        ("HP-11", "paid_days_per_month", 20, SLIP, "2023-02-28"),
        ("HP-11", "workdays_per_year", 249, PLAN, "2024-01-01"),
        ("HP-13", "injury_employer_days", 29, SHUTTLE, "2023-02-10"),
        ("HP-14", "leave_days", 6, LEAVE, "2023-02-07"),
    ],
)
def test_a_limit_is_that_of_the_place_and_the_day_of_what_is_judged(
    rule: str, name: str, value: int, subject: object, on: str
) -> None:
    there = DatedValue(value=value, source=MEASURE, region=ZHUHAI, since=day(on), until=day(on) + timedelta(days=1))
    stricter = BOOK.with_parameters(BOOK.parameters[name].extended((there,)))
    for book, found in ((BOOK, False), (stricter, True)):
        findings = book.judge(subject, "S-1", on=day("2024-06-01"))
        assert (rule in {finding.rule for finding in findings}) is found


def test_a_plan_without_workdays_is_still_judged_by_its_holidays() -> None:
    (finding,) = BOOK.judge(evolve(PLAN, workdays=None, workdays_per_month=None, holidays=10), "S-1", on=ON)
    assert finding.path == "holidays"


def test_overtime_after_a_rest_day_given_back_is_still_paid() -> None:
    given_back = OvertimePay(kind=REST_DAY, hours=Decimal(8), paid=Decimal(0), in_lieu=True)
    holiday = OvertimePay(kind=HOLIDAY, hours=Decimal(8), paid=Decimal("719.99"))
    (finding,) = BOOK.judge(evolve(SLIP, overtime=(given_back, holiday)), "S-1", on=ON)
    assert finding.path == "overtime[1].paid"


def test_more_than_half_a_fen_of_overtime_pay_is_let_go_too() -> None:
    slip = evolve(SLIP, monthly_wage=Decimal(5000), day_rate=None)
    due = Decimal(5000) / Decimal("21.75") / 8 * 2 * Decimal("1.5")
    assert Decimal("86.206") < due < Decimal("86.207")
    for pay, fired in (("86.20", []), ("86.19", ["HP-04"])):
        extra_hours = OvertimePay(kind=WORKDAY, hours=Decimal(2), paid=Decimal(pay))
        found = BOOK.judge(evolve(slip, overtime=(extra_hours,)), "S-1", on=ON)
        assert [finding.rule for finding in found] == fired
