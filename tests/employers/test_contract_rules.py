"""CT-01 to CT-17: a case on each side of every threshold, each shown to break that very rule or to keep it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.employers import rules_contract, rules_probation, rules_renewal
from laborcoop.employers.contract import (
    ContractContent,
    ContractKind,
    Contracts,
    LaborContract,
    Leaving,
    Offer,
    Party,
)
from laborcoop.employers.rules_labor import RULES_LABOR
from laborcoop.employers.staff_register import RegisterColumn, StaffRegister
from laborcoop.employers.term import Duration, Term
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import ContractId, EmployerId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs.china import contracts as pack
from laborcoop.packs.china import work
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, Parameters, RuleBook, Severity

ON = date(2023, 3, 1)
ZHUHAI = DivisionCode("440402")
SHENZHEN = DivisionCode("440300")
MEASURE = Convention(Text.same("of this test"))
RULES = tuple(sorted((*rules_contract.RULES, *rules_probation.RULES, *rules_renewal.RULES), key=lambda rule: rule.code))
MINIMUM = Parameter(
    name="minimum_wage",
    title=Text.same("minimum wage"),
    unit="CNY/month",
    values=(
        DatedValue(value=1900, source=MEASURE, region=DivisionCode("440400")),
        DatedValue(value=2100, source=MEASURE, region=DivisionCode("440400"), since=date(2025, 3, 1)),
        DatedValue(value=2360, source=MEASURE, region=SHENZHEN),
        DatedValue(value=1700, source=MEASURE, region=DivisionCode("440700")),
        DatedValue(value="by agreement", source=MEASURE, region=DivisionCode("530100")),
    ),
)
BOOK = RuleBook(
    title=Text.same("contracts"), rules=RULES, parameters=Parameters.of((*pack.PARAMETERS, *work.PARAMETERS))
).with_parameters(MINIMUM)
TO_THE_LETTER = BOOK.with_parameters(
    evolve(BOOK.parameters["term_first_day_counts"], values=(DatedValue(value=False, source=MEASURE),))
)

START = date(2023, 2, 7)
CONTRACT = LaborContract(
    id=ContractId("C-1"),
    worker=WorkerId("W-1"),
    employer=EmployerId("E-1"),
    division=ZHUHAI,
    first_day=START,
    signed_on=START,
    kind=ContractKind.FIXED_TERM,
    term=Term(START, date(2024, 2, 6)),
    work="包装线作业",
    wage=Decimal(5000),
    contents=frozenset(ContractContent),
    held_by=frozenset(Party),
)
UNWRITTEN = LaborContract(
    id=ContractId("C-1"), worker=WorkerId("W-1"), employer=EmployerId("E-1"), division=ZHUHAI, first_day=START
)
OPEN = evolve(CONTRACT, kind=ContractKind.OPEN_ENDED, term=Term(START))
TASK = evolve(CONTRACT, kind=ContractKind.TASK_BASED, term=None)
PART = evolve(
    CONTRACT,
    kind=ContractKind.PART_TIME,
    term=None,
    signed_on=None,
    daily_hours=Decimal(4),
    weekly_hours=Decimal(24),
    pay_every_days=15,
)


def day(written: str) -> date:
    return date.fromisoformat(written)


def until(
    last: str, months: int | None = None, days: int = 0, kind: ContractKind = ContractKind.FIXED_TERM
) -> LaborContract:
    """The contract with another last day, and a probation where one is given."""
    probation = None if months is None else Duration(months, days)
    return evolve(CONTRACT, kind=kind, term=Term(START, day(last)), probation=probation)


def trial(contract: LaborContract, months: int, days: int = 0) -> LaborContract:
    return evolve(contract, probation=Duration(months, days))


def signed(on: str | None, contract: LaborContract = CONTRACT) -> LaborContract:
    return evolve(contract, signed_on=None if on is None else day(on))


def left(on: str, contract: LaborContract = UNWRITTEN) -> LaborContract:
    end = day(on)
    return evolve(contract, leaving=Leaving(on=end, certificate_on=end, insurance_moved_on=end, file_moved_on=end))


def paid(low: str, **more: object) -> LaborContract:
    return evolve(CONTRACT, probation=Duration(1), probation_wage=Decimal(low), **more)  # type: ignore[arg-type]  # a table's fields


def series(*parts: LaborContract | tuple[str, str]) -> Contracts:
    """Contracts of one worker and employer; a pair is a fixed term from and to."""
    made = []
    for i, part in enumerate(parts):
        if isinstance(part, tuple):
            first = day(part[0])
            contract = evolve(CONTRACT, first_day=first, signed_on=first, term=Term(first, day(part[1])))
        else:
            contract = part
        made.append(evolve(contract, id=ContractId(f"C-{i + 1}")))
    return Contracts(tuple(made))


def fixed(first: str, last: str, **more: object) -> LaborContract:
    begin = day(first)
    return evolve(CONTRACT, first_day=begin, signed_on=begin, term=Term(begin, day(last)), **more)  # type: ignore[arg-type]  # the same


YEAR_1, YEAR_2, YEAR_3 = ("2020-02-07", "2021-02-06"), ("2021-02-07", "2022-02-06"), ("2022-02-07", "2023-02-06")
REGISTER = StaffRegister(
    employer=EmployerId("E-1"),
    columns=frozenset(RegisterColumn),
    entered=frozenset({WorkerId("W-1"), WorkerId("W-2")}),
    staff=frozenset({WorkerId("W-1")}),
)
OFFER = Offer(wage=Decimal(5000), work="包装线作业", division=DivisionCode("440400"), weekly_hours=Decimal(40))
OFFERED = evolve(CONTRACT, offer=OFFER, weekly_hours=Decimal(40))
DONE = Leaving(
    on=day("2023-02-10"),
    certificate_on=day("2023-02-10"),
    insurance_moved_on=day("2023-02-25"),
    file_moved_on=day("2023-02-25"),
)
GONE = evolve(CONTRACT, leaving=DONE)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    path: str = ""
    severity: Severity = Severity.ERROR
    on: date = ON
    book: RuleBook = BOOK


def error(rule: str, subject: object, path: str, why: str, *, on: str = "2023-03-01", book: RuleBook = BOOK) -> Case:
    return Case(rule, subject, why, path, Severity.ERROR, day(on), book)


def warn(rule: str, subject: object, path: str, why: str, *, on: str = "2023-03-01", book: RuleBook = BOOK) -> Case:
    return Case(rule, subject, why, path, Severity.WARN, day(on), book)


def keep(rule: str, subject: object, why: str, *, on: str = "2023-03-01", book: RuleBook = BOOK) -> Case:
    return Case(rule, subject, why, on=day(on), book=book)


BREAKS = [
    error("CT-01", signed("2023-03-08"), "signed_on", "signed a day after the month"),
    error("CT-01", UNWRITTEN, "signed_on", "none a day after the month", on="2023-03-08"),
    error(
        "CT-01",
        signed("2023-03-01", evolve(CONTRACT, first_day=day("2023-01-31"))),
        "signed_on",
        "from 31 January a month is full on 28 February",
    ),
    error("CT-01", left("2023-03-08"), "signed_on", "left a day after the month", on="2023-06-01"),
    warn("CT-02", signed("2023-03-09"), "signed_on", "one day from the day after the month to that before signing"),
    warn("CT-02", UNWRITTEN, "signed_on", "counted to the day of judgement", on="2023-03-08"),
    warn("CT-02", left("2023-03-08"), "signed_on", "counted to the last day worked", on="2024-01-01"),
    warn("CT-02", signed("2025-01-01"), "signed_on", "no further than the year"),
    *(
        error("CT-03", evolve(CONTRACT, contents=frozenset(ContractContent) - {content}), "contents", content.value)
        for content in ContractContent
    ),
    error("CT-04", until("2023-05-06", 1, 1), "probation", "exactly 3 months, 1 month and a day"),
    error("CT-04", until("2024-02-05", 2), "probation", "1 year minus 1 day, 2 months"),
    error("CT-04", until("2023-05-06", 0, 29), "probation", "29 days from 7 February are more than a month"),
    error("CT-04", until("2024-02-06", 2), "probation", "a year to the letter needs a day more", book=TO_THE_LETTER),
    error("CT-05", until("2024-02-06", 2, 1), "probation", "exactly 1 year, 2 months and a day"),
    error("CT-05", until("2026-02-05", 3), "probation", "3 years minus 1 day, 3 months"),
    error("CT-06", until("2026-02-06", 7), "probation", "exactly 3 years, 7 months"),
    error("CT-06", until("2026-02-06", 6, 1), "probation", "exactly 3 years, 6 months and a day"),
    error("CT-06", trial(OPEN, 7), "probation", "open-ended, 7 months"),
    error("CT-07", until("2023-05-05", 1), "probation", "3 months minus 1 day"),
    error("CT-07", until("2023-05-05", 0, 1), "probation", "3 months minus 1 day, a day of probation"),
    error("CT-07", trial(TASK, 1), "probation", "for a task"),
    error("CT-07", trial(PART, 1), "probation", "part-time"),
    error("CT-07", until("2025-02-06", 1, kind=ContractKind.TASK_BASED), "probation", "for a task of two years"),
    error(
        "CT-08",
        series(fixed(*YEAR_1, probation=Duration(1)), fixed("2023-02-07", "2024-02-06", probation=Duration(1))),
        "contracts[1].probation",
        "a returning worker, two years later",
    ),
    error(
        "CT-08",
        series(fixed(*YEAR_1, probation=Duration(1)), YEAR_2, fixed(*YEAR_3, probation=Duration(0, 1))),
        "contracts[2].probation",
        "with a contract between",
    ),
    error("CT-09", until("2023-05-06", 3), "probation", "the whole term is probation"),
    error("CT-09", until("2023-05-06", 3, 1), "probation", "probation outlasts the term by a day"),
    error("CT-09", until("2023-05-06", 4), "probation", "probation outlasts the term"),
    error("CT-10", paid("3999.99"), "probation_wage", "a fen below 80 % of the agreed wage"),
    error(
        "CT-10",
        paid("3599.99", lowest_grade_wage=Decimal(4500)),
        "probation_wage",
        "a fen below 80 % of the lowest grade",
    ),
    error("CT-10", paid("1899.99", wage=Decimal(2000)), "probation_wage", "a fen below the minimum wage"),
    error("CT-10", paid("1899.99", wage=None), "probation_wage", "below the minimum wage, nothing else known"),
    error(
        "CT-10",
        paid("2359.99", wage=Decimal(2500), standards_of=SHENZHEN),
        "probation_wage",
        "below the minimum of the registered place as agreed",
    ),
    error(
        "CT-10",
        paid("1899", wage=Decimal(2000), standards_of=DivisionCode("440700")),
        "probation_wage",
        "a lower registered place lowers nothing",
    ),
    error(
        "CT-10",
        paid("2099", wage=Decimal(2500), first_day=day("2025-03-01")),
        "probation_wage",
        "below the minimum of its first day",
    ),
    warn("CT-10", paid("4000", division=DivisionCode("440800")), "probation_wage", "no minimum of the place given"),
    warn("CT-10", paid("4000", division=DivisionCode("530114")), "probation_wage", "a minimum that is a word"),
    warn("CT-11", series(YEAR_1, YEAR_2, YEAR_3), "contracts[2]", "a third fixed term"),
    warn(
        "CT-11",
        series(YEAR_1, YEAR_2, YEAR_3, ("2023-02-07", "2024-02-06")),
        "contracts[3]",
        "and a fourth",
    ),
    warn(
        "CT-11", series(("2013-02-07", "2023-02-06"), ("2023-02-07", "2024-02-06")), "contracts[1]", "ten years exactly"
    ),
    warn(
        "CT-11",
        series(("2013-02-07", "2023-02-06"), fixed("2023-02-07", "2024-02-06", grounds_to_dismiss=True)),
        "contracts[1]",
        "ten years: grounds of arts 39 and 40 do not matter",
    ),
    warn(
        "CT-11",
        series(YEAR_1, evolve(UNWRITTEN, first_day=day(YEAR_2[0])), YEAR_3, ("2023-02-07", "2024-02-06")),
        "contracts[3]",
        "what was not written still joins two terms",
    ),
    warn(
        "CT-11",
        series(
            ("2007-12-01", "2008-11-30"),
            ("2008-12-01", "2009-11-30"),
            ("2009-12-01", "2010-11-30"),
            ("2010-12-01", "2011-11-30"),
        ),
        "contracts[3]",
        "two terms since the law, one signed in 2008 and one in 2009",
    ),
    warn(
        "CT-11",
        series(("2008-01-01", "2008-12-31"), ("2009-01-01", "2009-12-31"), ("2010-01-01", "2010-12-31")),
        "contracts[2]",
        "the first signed on the day the law came into force",
    ),
    error("CT-12", evolve(PART, daily_hours=Decimal("4.1")), "daily_hours", "4.1 hours a day"),
    error("CT-12", evolve(PART, weekly_hours=Decimal("24.5")), "weekly_hours", "24.5 hours a week"),
    error("CT-12", evolve(PART, pay_every_days=16), "pay_every_days", "paid every 16 days"),
    warn("CT-13", evolve(REGISTER, columns=frozenset()), "columns", "no register"),
    *(
        warn("CT-13", evolve(REGISTER, columns=frozenset(RegisterColumn) - {column}), "columns", column.value)
        for column in RegisterColumn
    ),
    warn("CT-13", evolve(REGISTER, staff=frozenset({WorkerId("W-3")})), "entered", "somebody not entered"),
    error("CT-14", evolve(OFFERED, wage=Decimal(4200)), "wage", "5000 offered, 4200 in the contract"),
    error("CT-14", evolve(OFFERED, wage=Decimal("4999.99")), "wage", "a fen less"),
    error("CT-14", evolve(OFFERED, weekly_hours=Decimal("40.5")), "weekly_hours", "half an hour more"),
    error("CT-14", evolve(OFFERED, division=SHENZHEN), "division", "another city"),
    error("CT-14", evolve(OFFERED, work="搬运"), "work", "other work"),
    warn("CT-15", evolve(UNWRITTEN, first_day=day("2022-02-06")), "signed_on", "full today", on="2023-02-06"),
    warn(
        "CT-15",
        signed("2023-02-06", evolve(CONTRACT, first_day=day("2022-02-06"))),
        "signed_on",
        "a fixed term signed on the day the year is full",
        on="2023-02-06",
    ),
    warn("CT-15", left("2024-02-07"), "signed_on", "left on the day the year is full", on="2024-06-01"),
    error("CT-16", evolve(CONTRACT, held_by=frozenset({Party.EMPLOYER})), "held_by", "the worker has none"),
    error("CT-16", evolve(CONTRACT, held_by=frozenset({Party.WORKER})), "held_by", "the employer has none"),
    error(
        "CT-17",
        evolve(GONE, leaving=evolve(DONE, certificate_on=None)),
        "leaving.certificate_on",
        "no certificate the day after",
        on="2023-02-11",
    ),
    error(
        "CT-17",
        evolve(GONE, leaving=evolve(DONE, certificate_on=day("2023-02-11"))),
        "leaving.certificate_on",
        "certificate a day late",
    ),
    error(
        "CT-17",
        evolve(GONE, leaving=evolve(DONE, insurance_moved_on=day("2023-02-26"))),
        "leaving.insurance_moved_on",
        "insurance moved on the 16th day",
    ),
    error(
        "CT-17",
        evolve(GONE, leaving=evolve(DONE, file_moved_on=None)),
        "leaving.file_moved_on",
        "file not moved on the 16th day",
        on="2023-02-26",
    ),
]

KEEPS = [
    keep("CT-01", signed("2023-03-07"), "signed on the last day of the month"),
    keep("CT-01", signed("2023-01-30"), "signed before work began"),
    keep("CT-01", UNWRITTEN, "the month is not over", on="2023-03-07"),
    keep("CT-01", PART, "part-time may be oral", on="2024-01-01"),
    keep("CT-01", left("2023-03-07"), "left within the month", on="2023-06-01"),
    keep("CT-02", signed("2023-03-07"), "signed in time"),
    keep("CT-02", signed("2023-03-08"), "signed the day after the month: no day between"),
    keep("CT-02", UNWRITTEN, "the month is full today", on="2023-03-07"),
    keep("CT-02", PART, "part-time may be oral", on="2024-01-01"),
    keep("CT-02", left("2023-03-07"), "left within the month", on="2024-01-01"),
    keep("CT-03", CONTRACT, "nine of nine"),
    keep("CT-03", evolve(CONTRACT, contents=None), "nobody looked"),
    keep("CT-03", evolve(CONTRACT, contents=frozenset(), signed_on=None), "nothing is written: another rule's"),
    keep("CT-03", evolve(PART, contents=frozenset(), signed_on=START), "part-time may be oral"),
    keep("CT-04", until("2023-05-06", 1), "exactly 3 months, 1 month"),
    keep("CT-04", until("2024-02-05", 1), "1 year minus 1 day, 1 month"),
    keep("CT-04", until("2023-05-06", 0, 28), "28 days from 7 February are a month"),
    keep("CT-04", until("2024-02-05"), "no probation"),
    keep("CT-05", until("2024-02-06", 2), "1 year, 2 months"),
    keep("CT-05", until("2026-02-05", 2), "3 years minus 1 day, 2 months"),
    keep("CT-06", until("2026-02-06", 6), "3 years, 6 months"),
    keep("CT-06", trial(OPEN, 6), "open-ended, 6 months"),
    keep("CT-07", TASK, "for a task, none"),
    keep("CT-07", PART, "part-time, none"),
    keep("CT-07", until("2023-05-06", 1), "exactly 3 months"),
    keep("CT-07", trial(UNWRITTEN, 1), "nothing is agreed"),
    keep("CT-08", series(fixed(*YEAR_1, probation=Duration(1)), YEAR_2), "one probation"),
    keep("CT-08", series(YEAR_1, fixed(*YEAR_2, probation=Duration(1))), "one probation, in the second"),
    keep("CT-08", Contracts(()), "no contract"),
    keep("CT-09", until("2023-05-06", 2, 27), "a day of the term is left"),
    keep("CT-09", trial(OPEN, 6), "open-ended"),
    keep("CT-09", trial(TASK, 1), "no term is written"),
    keep("CT-09", until("2023-05-06"), "no probation"),
    keep("CT-10", paid("4000"), "exactly 80 % of the agreed wage"),
    keep("CT-10", paid("3600", lowest_grade_wage=Decimal(4500)), "exactly 80 % of the lowest grade"),
    keep("CT-10", paid("4000", lowest_grade_wage=Decimal(9000)), "80 % of the agreed wage is enough"),
    keep("CT-10", paid("1900", wage=Decimal(2000)), "exactly the minimum wage"),
    keep("CT-10", paid("2360", wage=Decimal(2500), standards_of=SHENZHEN), "the agreed minimum"),
    keep("CT-10", paid("1900", wage=Decimal(2000), standards_of=DivisionCode("440800")), "agreed place unknown"),
    keep("CT-10", paid("1900", wage=Decimal(2000), standards_of=DivisionCode("440700")), "agreed place lower"),
    keep("CT-10", CONTRACT, "no wage of its own"),
    keep("CT-11", series(YEAR_1, YEAR_2), "a second fixed term"),
    keep("CT-11", series(YEAR_1, YEAR_2, evolve(OPEN, first_day=day(YEAR_3[0]), term=Term(day(YEAR_3[0])))), "open"),
    keep("CT-11", series(YEAR_1, YEAR_2, fixed(*YEAR_3, worker_asked_fixed_term=True)), "the worker asked for it"),
    keep("CT-11", series(YEAR_1, YEAR_2, fixed(*YEAR_3, public_welfare_post=True)), "a public-welfare post"),
    keep("CT-11", series(YEAR_1, YEAR_2, fixed(*YEAR_3, grounds_to_dismiss=True)), "grounds of arts 39, 40"),
    keep("CT-11", series(YEAR_1, YEAR_2, ("2022-02-08", "2023-02-07")), "a day between"),
    keep(
        "CT-11",
        series(("2013-02-08", "2023-02-06"), ("2023-02-07", "2024-02-06")),
        "a day short of ten years",
    ),
    keep(
        "CT-11",
        series(("2013-02-07", "2022-02-06"), ("2023-02-07", "2024-02-06")),
        "ten years with a break",
    ),
    keep(
        "CT-11",
        series(("2007-12-01", "2008-11-30"), ("2008-12-01", "2009-11-30"), ("2009-12-01", "2010-11-30")),
        "one of the two is older than the law",
    ),
    keep(
        "CT-11",
        series(("2007-12-31", "2008-12-31"), ("2009-01-01", "2009-12-31"), ("2010-01-01", "2010-12-31")),
        "the first signed on the day before the law",
    ),
    keep("CT-11", series(YEAR_1, evolve(left("2021-06-30", fixed(*YEAR_2))), YEAR_3), "left early: not on end"),
    keep("CT-12", PART, "4 hours, 24 hours, 15 days"),
    keep("CT-12", evolve(PART, daily_hours=None, weekly_hours=None, pay_every_days=None), "nothing recorded"),
    keep("CT-12", evolve(CONTRACT, daily_hours=Decimal(8), weekly_hours=Decimal(40), pay_every_days=31), "full-time"),
    keep("CT-13", REGISTER, "all columns, all entered"),
    keep("CT-14", OFFERED, "as offered"),
    keep("CT-14", evolve(OFFERED, wage=Decimal(5001), weekly_hours=Decimal(39)), "better than offered"),
    keep("CT-14", evolve(OFFERED, work=" 包装线作业 "), "blanks are no other work"),
    keep("CT-14", evolve(OFFERED, work="", wage=None, weekly_hours=None), "not recorded in the contract"),
    keep("CT-14", evolve(OFFERED, offer=Offer()), "nothing was offered"),
    keep("CT-14", evolve(OFFERED, wage=Decimal(4200), signed_on=None), "nothing is signed yet"),
    keep("CT-14", CONTRACT, "no offer on record"),
    keep("CT-15", evolve(UNWRITTEN, first_day=day("2022-02-06")), "a day before", on="2023-02-05"),
    keep(
        "CT-15",
        signed("2023-02-05", evolve(CONTRACT, first_day=day("2022-02-06"))),
        "signed a day before",
        on="2023-03-01",
    ),
    keep(
        "CT-15",
        signed("2023-02-06", evolve(OPEN, first_day=day("2022-02-06"))),
        "an open-ended one is in writing",
        on="2023-03-01",
    ),
    keep("CT-15", left("2024-02-06"), "left a day before the year was full", on="2024-06-01"),
    keep("CT-15", PART, "part-time may be oral", on="2025-01-01"),
    keep("CT-16", CONTRACT, "both hold one"),
    keep("CT-16", evolve(CONTRACT, held_by=None), "nobody looked"),
    keep("CT-16", evolve(CONTRACT, held_by=frozenset(), signed_on=None), "nothing is signed"),
    keep("CT-17", GONE, "certificate on the day, the rest on the 15th day"),
    keep("CT-17", evolve(GONE, leaving=Leaving(on=day("2023-02-10"))), "today", on="2023-02-10"),
    keep("CT-17", CONTRACT, "has not ended"),
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
    assert codes == [f"CT-{n:02}" for n in range(1, 18)]
    assert {case.rule for case in BREAKS} == set(codes) == {case.rule for case in KEEPS}
    assert set(codes) <= {rule.code for rule in RULES_LABOR}


def test_the_rules_read_no_parameter_that_they_do_not_declare() -> None:
    for case in (*BREAKS, *KEEPS):
        rule = case.book[case.rule]
        declared = Parameters.of(case.book.parameters[name] for name in rule.parameters)
        RuleBook(title=Text.same("one"), rules=(rule,), parameters=declared).judge(case.subject, "S-1", on=case.on)


def test_the_pack_has_no_parameter_that_no_rule_reads() -> None:
    declared = {name for rule in RULES for name in rule.parameters}
    assert {parameter.name for parameter in pack.PARAMETERS} <= declared


def test_a_sound_contract_a_part_time_one_and_a_register_break_nothing() -> None:
    for subject in (CONTRACT, OFFERED, PART, OPEN, GONE, REGISTER, series(YEAR_1, YEAR_2)):
        assert BOOK.judge(subject, "S-1", on=ON) == ()


@pytest.mark.parametrize(
    ("contract", "on", "first", "last", "days"),
    [
        (UNWRITTEN, "2023-03-08", "2023-03-08", "2023-03-08", 1),
        (UNWRITTEN, "2023-12-31", "2023-03-08", "2023-12-31", 299),
        (UNWRITTEN, "2024-06-01", "2023-03-08", "2024-02-06", 336),
        (signed("2023-04-08"), "2024-06-01", "2023-03-08", "2023-04-07", 31),
        (signed("2024-02-07"), "2024-06-01", "2023-03-08", "2024-02-06", 336),
    ],
)
def test_double_wage_runs_from_the_day_after_the_month_to_the_day_before_the_year_is_full(
    contract: LaborContract, on: str, first: str, last: str, days: int
) -> None:
    (finding,) = [found for found in BOOK.judge(contract, "S-1", on=day(on)) if found.rule == "CT-02"]
    assert f"from {first} to {last}, {days} days" in finding.message.en
    assert f"自 {first} 至 {last} 共 {days} 天" in finding.message.zh


@pytest.mark.parametrize(
    ("contract", "on", "said"),
    [
        (UNWRITTEN, "2023-03-08", "there was none on 2023-03-08"),
        (signed("2023-03-09"), "2023-06-01", "it was signed on 2023-03-09"),
        (evolve(GONE, leaving=evolve(DONE, file_moved_on=None)), "2023-03-01", "is not done"),
        (evolve(GONE, leaving=evolve(DONE, file_moved_on=day("2023-02-27"))), "2023-03-01", "was done on 2023-02-27"),
    ],
)
def test_what_was_never_done_is_told_from_what_was_done_late(contract: LaborContract, on: str, said: str) -> None:
    assert any(said in finding.message.en for finding in BOOK.judge(contract, "S-1", on=day(on)))


def test_limits_are_those_of_the_day_of_signing() -> None:
    limit = BOOK.parameters["probation_medium_months"]
    raised = (
        evolve(limit.values[0], until=day("2023-02-01")),
        DatedValue(value=3, source=MEASURE, since=day("2023-02-01")),
    )
    book = BOOK.with_parameters(evolve(limit, values=raised))
    contract = until("2024-02-06", 3)
    assert book.judge(contract, "S-1", on=ON) == ()
    (finding,) = book.judge(signed("2023-01-31", contract), "S-1", on=ON)
    assert finding.rule == "CT-05"


def test_probation_alone_is_told_from_probation_that_outlasts_the_term() -> None:
    alone = [finding for finding in BOOK.judge(until("2023-05-06", 3), "S-1", on=ON) if finding.rule == "CT-09"]
    longer = [finding for finding in BOOK.judge(until("2023-05-06", 4), "S-1", on=ON) if finding.rule == "CT-09"]
    assert "only a probation" in alone[0].message.en
    assert "outlasts" in longer[0].message.en


def test_the_floor_of_a_probation_wage_is_said_to_the_fen() -> None:
    (finding,) = BOOK.judge(paid("3000", wage=Decimal("4321.09")), "S-1", on=ON)
    assert "below 3456.87 yuan" in finding.message.en


@settings(deadline=None, max_examples=150)
@given(
    first=st.dates(date(2015, 1, 1), date(2030, 12, 31)),
    length=st.integers(0, 1500),
    months=st.integers(0, 8),
    days=st.integers(0, 31),
)
def test_exactly_one_of_the_probation_rules_judges_a_fixed_term(
    first: date, length: int, months: int, days: int
) -> None:
    if not months + days:
        return
    term = Term(first, first + timedelta(days=length))
    contract = evolve(CONTRACT, first_day=first, signed_on=first, term=term, probation=Duration(months, days))
    fired = {finding.rule for finding in BOOK.judge(contract, "S-1", on=first)} & {"CT-04", "CT-05", "CT-06", "CT-07"}
    whole = next(n for n in range(60) if not term.reaches(n + 1, first_counts=True))
    limit = 0 if whole < 3 else 1 if whole < 12 else 2 if whole < 36 else 6
    too_long = (
        limit == 0 or contract.probation is None or (contract.probation.after(first) > Duration(limit).after(first))
    )
    assert fired == ({"CT-07" if limit == 0 else {1: "CT-04", 2: "CT-05", 6: "CT-06"}[limit]} if too_long else set())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"term": None}, "fixed term"),
        ({"term": Term(START)}, "fixed term"),
        ({"kind": ContractKind.OPEN_ENDED}, "fixed term"),
        ({"kind": None}, "fixed term"),
        ({"wage": Decimal(0)}, "above zero"),
        ({"probation_wage": Decimal("NaN")}, "a finite number"),
        ({"weekly_hours": Decimal(-1)}, "not negative"),
        ({"pay_every_days": 0}, "above zero"),
    ],
)
def test_a_contract_that_contradicts_itself_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        evolve(CONTRACT, **fields)  # type: ignore[arg-type]  # a table's fields


def test_contracts_are_of_one_worker_and_employer_each_once_and_in_order() -> None:
    later, earlier = fixed(*YEAR_2), evolve(fixed(*YEAR_1), id=ContractId("C-2"))
    assert [contract.id for contract in Contracts((later, earlier)).contracts] == ["C-2", "C-1"]
    for other in (
        evolve(earlier, worker=WorkerId("W-2")),
        evolve(earlier, employer=EmployerId("E-2")),
        evolve(earlier, id=later.id),
    ):
        with pytest.raises(InvalidValue, match="one worker"):
            Contracts((later, other))


def test_the_law_names_nine_contents_and_eight_columns_each_with_a_name() -> None:
    for kinds, count in ((ContractContent, 9), (RegisterColumn, 8), (Party, 2)):
        labels = [kind.label for kind in kinds]
        assert len({label.zh for label in labels}) == len({label.en for label in labels}) == count


@pytest.mark.parametrize(
    ("rule", "name", "value", "subject", "on"),
    [
        ("CT-01", "contract_within_months", 0, signed("2023-02-20"), "2023-02-20"),
        ("CT-01", "contract_within_months", 0, UNWRITTEN, "2023-02-07"),
        ("CT-17", "leaving_transfer_days", 14, GONE, "2023-02-10"),
    ],
)
def test_a_limit_is_that_of_the_place_and_the_day_of_the_contract(
    rule: str, name: str, value: int, subject: object, on: str
) -> None:
    there = DatedValue(value=value, source=MEASURE, region=ZHUHAI, since=day(on), until=day(on) + timedelta(days=1))
    stricter = BOOK.with_parameters(BOOK.parameters[name].extended((there,)))
    for book, found in ((BOOK, False), (stricter, True)):
        findings = book.judge(subject, "C-1", on=day("2023-03-01"))
        assert (rule in {finding.rule for finding in findings}) is found


def test_no_other_place_is_asked_for_its_minimum_wage_unless_it_is_agreed_on() -> None:
    nowhere = DatedValue(value=3000, source=MEASURE)
    book = BOOK.with_parameters(MINIMUM.extended((nowhere,)))
    assert book.judge(paid("2000", wage=Decimal(2400)), "C-1", on=ON) == ()
    (finding,) = book.judge(paid("2000", wage=Decimal(2400), standards_of=SHENZHEN), "C-1", on=ON)
    assert "2360" in finding.message.en
