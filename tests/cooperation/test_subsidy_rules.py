"""SB-01 to SB-10: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.cooperation.rules_subsidy import RULES_SUBSIDY
from laborcoop.cooperation.rules_unread import no_text_read
from laborcoop.cooperation.stability import in_post_for
from laborcoop.cooperation.subsidy import (
    DistanceBand,
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    ServiceSubsidyClaim,
    SubsidyClaim,
    SubsidyClaimId,
    SubsidyKind,
    SubsidyLedger,
    TrainingAllowance,
    WorkScope,
)
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.rulebook import Citation, Convention, DatedValue, RuleBook, Severity

ON = date(2026, 1, 1)
DAY = timedelta(days=1)
BOOK = RuleBook(title=Text.same("subsidies"), rules=RULES_SUBSIDY, parameters=china_with_regions().parameters)
LUSHUI, FUGONG, DALI, ZHUHAI = (DivisionCode(code) for code in ("533301", "533323", "532900", "440400"))
NUJIANG, LINYI, QINGZHEN = DivisionCode("533300"), DivisionCode("140821"), DivisionCode("520181")
STARTED, CLAIMED = date(2020, 3, 1), date(2020, 6, 1)
TRAVEL, JOB = SubsidyKind.TRAVEL, SubsidyKind.JOB_SEEKING
OUT, INSIDE, LOCAL = WorkScope.OUT_OF_PROVINCE, WorkScope.IN_PROVINCE_OUT_OF_COUNTY, WorkScope.LOCAL
GAP_7 = BOOK.with_parameters(
    evolve(
        BOOK.parameters["employment_gap_days"],
        values=tuple(evolve(value, value=7) for value in BOOK.parameters["employment_gap_days"].values),
    )
)
SIX_MONTHS = BOOK.with_parameters(
    evolve(
        BOOK.parameters["travel_aid_months"],
        values=tuple(evolve(value, value=6) for value in BOOK.parameters["travel_aid_months"].values),
    )
)

ZHUHAI_MONTHS = BOOK.with_parameters(
    BOOK.parameters["travel_aid_months"].extended(
        (DatedValue(value=3, source=Convention(Text.same("of this test")), region=ZHUHAI),)
    )
)


def claim(number: int = 1, **changes: Any) -> SubsidyClaim:
    """A claim of Lushui for 2020 that nothing is wrong with."""
    base = SubsidyClaim(
        id=SubsidyClaimId(f"C-{number}"),
        kind=TRAVEL,
        worker=WorkerId("W-1"),
        payer=LUSHUI,
        year=2020,
        claimed_on=CLAIMED,
        amount=Decimal(1000),
        scope=OUT,
        employed=(Period(STARTED),),
        out_of_poverty=True,
        income_proof=True,
    )
    return evolve(base, **changes)


def worked(*days: int) -> tuple[Period, ...]:
    """Spells of work that start and end so many days after the start."""
    return tuple(Period(STARTED + days[i] * DAY, STARTED + days[i + 1] * DAY) for i in range(0, len(days), 2))


def job(**changes: Any) -> SubsidyClaim:
    """A claim for the job-seeking subsidy of 2020 that nothing is wrong with."""
    return evolve(claim(kind=JOB, organised=True), **changes)


def linyi(amount: int, band: DistanceBand | None, year: int = 2024) -> SubsidyClaim:
    return claim(payer=LINYI, year=year, amount=Decimal(amount), distance=band)


def qingzhen(amount: int, income: str | None, year: int = 2023) -> SubsidyClaim:
    return claim(payer=QINGZHEN, year=year, amount=Decimal(amount), income=None if income is None else Decimal(income))


def training(**changes: Any) -> TrainingAllowance:
    base = TrainingAllowance(
        worker=WorkerId("W-1"),
        home=LUSHUI,
        year=2020,
        trainings=2,
        days=10,
        living=Decimal(600),
        travel=Decimal(200),
    )
    return evolve(base, **changes)


def ledger(*claims: SubsidyClaim) -> SubsidyLedger:
    return SubsidyLedger(claims=claims)


def noticed(days: int | None, paid_after: int = 0) -> SubsidyClaim:
    """A claim shown for so many days, and paid so many days after the notice ended."""
    notice = None if days is None else Period(CLAIMED, CLAIMED + days * DAY)
    end = CLAIMED if notice is None or notice.end is None else notice.end
    return claim(notice=notice, paid_on=end + paid_after * DAY)


APPLIED = date(2022, 9, 15)


def employer(**changes: Any) -> EmployerSubsidyClaim:
    base = EmployerSubsidyClaim(
        id=SubsidyClaimId("C-1"),
        kind=EmployerSubsidyKind.HIRING,
        employer=EmployerId("E-1"),
        worker=WorkerId("W-1"),
        registered=LUSHUI,
        payer=ZHUHAI,
        paired=frozenset({NUJIANG}),
        out_of_poverty=True,
        contract=Period(date(2022, 3, 1), date(2023, 3, 1)),
        insured_since=date(2022, 3, 15),
        applied_on=APPLIED,
    )
    return evolve(base, **changes)


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
INSURANCE = EmployerSubsidyKind.INSURANCE
FAR, MIDDLE, NEAR = DistanceBand.FAR, DistanceBand.MIDDLE, DistanceBand.NEAR
AGENCY = ServiceSubsidyClaim(agency="A-1", payer=LUSHUI, year=2020, workers=1)

BREAKS = [
    Case("SB-01", claim(out_of_poverty=False), "not out of poverty", "as out of poverty", "out_of_poverty", WARN),
    Case("SB-01", claim(out_of_poverty=None), "not recorded", "not recorded", "out_of_poverty", WARN),
    Case("SB-01", claim(scope=INSIDE, amount=None), "in the province", "another province", "scope", INFO),
    Case("SB-01", evolve(AGENCY, workers=0), "an agency that brought nobody", "brought nobody", "workers", INFO),
    Case("SB-02", claim(employed=worked(0, 89)), "89 days", "travel aid of 533301 for 2020: not 3 months", "employed"),
    Case("SB-02", claim(employed=worked(0, 91)), "a day short of three months", "not 3 months", "employed"),
    Case("SB-02", claim(claimed_on=CLAIMED - DAY), "claimed a day early", "not 3 months", "employed"),
    Case("SB-02", claim(employed=worked(0, 50, 51, 92)), "a day without work", "not 3 months", "employed"),
    Case("SB-02", claim(employed=worked(0, 40, 48, 92)), "eight days without", "not 3", "employed", book=GAP_7),
    Case("SB-02", claim(employed=()), "never in post", "not 3 months", "employed"),
    Case("SB-02", claim(), "three months where six are asked", "not 6 months", "employed", book=SIX_MONTHS),
    Case("SB-02", claim(employed=None), "time not on record", "not recorded", "employed", WARN),
    Case("SB-02", claim(employed=worked(-200, -60)), "in the year before", "lies in 2020", "employed", WARN),
    Case(
        "SB-02",
        claim(employed=worked(-400, -100, 80, 84)),
        "three months the year before, and four days",
        "no day of 3 months in post lies in 2020",
        "employed",
        WARN,
    ),
    Case("SB-02", claim(employed=worked(-1000, -700, 70, 92)), "long ago, and again", "lies in 2020", "employed", WARN),
    Case(
        "SB-02",
        claim(employed=(Period(date(2019, 9, 1)),), claimed_on=date(2020, 1, 1)),
        "claimed before a day of the year was worked",
        "lies in 2020",
        "employed",
        WARN,
    ),
    Case(
        "SB-02",
        claim(claimed_on=date(2019, 12, 31), employed=worked(-200, 0)),
        "too soon",
        "before the year",
        "claimed_on",
        WARN,
    ),
    Case("SB-02", claim(income_proof=False), "no proof", "no proof of income", "income_proof"),
    Case("SB-02", claim(income_proof=None), "proof not on record", "not recorded", "income_proof", WARN),
    Case("SB-02", claim(amount=Decimal("1000.01")), "over 1000", "1000.01 yuan, and 1000 are", "amount"),
    Case(
        "SB-03",
        training(home=DALI),
        "two trainings in Dali",
        "532900 for 2020: 2 free trainings, and 1 are",
        "trainings",
    ),
    Case("SB-03", training(trainings=3), "three in Nujiang", "3 free trainings, and 2 are", "trainings"),
    Case(
        "SB-03", training(living=Decimal("600.01")), "a cent more", "600.01 yuan for living; 10 days make 600", "living"
    ),
    Case("SB-03", training(living=Decimal(599)), "a yuan less", "599 yuan for living", "living", WARN),
    Case("SB-03", training(travel=Decimal(201)), "more for travel", "201 yuan for travel; 10 days make 200", "travel"),
    Case("SB-04", linyi(1499, FAR), "far", "1499 yuan, and by distance it is 1500", "distance", WARN),
    Case("SB-04", linyi(601, MIDDLE), "middle", "it is 600", "distance", WARN),
    Case("SB-04", linyi(301, NEAR), "near", "it is 300", "distance", WARN),
    Case("SB-04", qingzhen(1000, "10000"), "at the line", "by income it is 500", "income", WARN),
    Case("SB-04", qingzhen(500, "9999.99"), "under the line", "by income it is 1000", "income", WARN),
    Case("SB-04", linyi(600, None), "distance not recorded", "goes by distance, and what is due is", "distance", WARN),
    Case("SB-04", evolve(linyi(1, None), amount=None), "nor the amount", "what is due", "distance", WARN),
    Case("SB-04", qingzhen(1, None), "income not recorded", "goes by income, and what is due is", "income", WARN),
    Case(
        "SB-05",
        ledger(claim(), claim(2)),
        "twice",
        "W-1 has 2 claims of one kind for 2020: C-1, C-2",
        "claims[W-1].travel",
        BLOCK,
    ),
    Case(
        "SB-05", ledger(claim(), claim(2, payer=FUGONG)), "two counties", "533301, 533323", "claims[W-1].travel", BLOCK
    ),
    Case(
        "SB-05",
        SubsidyLedger(
            claims=(), employer_claims=(employer(), employer(id=SubsidyClaimId("C-2"), employer=EmployerId("E-2")))
        ),
        "two employers",
        "C-1, C-2 (of 440400), by several employers: no text that was read says whether each may have it",
        "claims[W-1].hiring",
        WARN,
    ),
    Case("SB-06", noticed(None), "no notice", "there was none", "notice", WARN),
    Case("SB-06", noticed(6), "six days", "6 days, and 7", "notice", WARN),
    Case("SB-06", noticed(7, -1), "paid on the last day", "before the notice ended", "paid_on", WARN),
    Case("SB-06", claim(notice=Period(CLAIMED), paid_on=ON), "without an end", "before the", "paid_on", WARN),
    Case("SB-07", employer(registered=DALI), "of another region", "neither", "registered"),
    Case("SB-07", employer(out_of_poverty=False), "not out of poverty", "not out of poverty", "out_of_poverty"),
    Case("SB-07", employer(out_of_poverty=None), "not recorded", "not recorded", "out_of_poverty", WARN),
    Case(
        "SB-07", employer(contract=Period(date(2022, 3, 1), date(2023, 2, 28))), "a day short", "under 12", "contract"
    ),
    Case("SB-07", employer(insured_since=date(2022, 3, 16)), "a day short of six", "under 6 months", "insured_since"),
    Case("SB-07", employer(insured_since=None), "not recorded", "not recorded", "insured_since", WARN),
    Case("SB-07", employer(applied_on=APPLIED + DAY), "on the 16th", "by the 15th", "applied_on"),
    Case("SB-07", employer(kind=INSURANCE, dispatch_firm=True), "a dispatch firm", "dispatch firm", "dispatch_firm"),
    Case("SB-08", claim(trip_was_free=True), "a free trip", "free trip", "trip_was_free", WARN),
    Case("SB-09", claim(kind=JOB, organised=False), "on his own", "organised", "organised", WARN),
    Case("SB-09", claim(kind=JOB, organised=True, out_of_poverty=None), "poverty", "poverty", "out_of_poverty", WARN),
    Case("SB-10", claim(year=2019), "the year before", "no text of 533301 for 2019 that was read says", "payer", WARN),
    Case("SB-10", claim(year=2021), "the year after", "who may have travel aid", "payer", WARN),
    Case("SB-10", claim(payer=ZHUHAI), "travel aid of Zhuhai", "no text of 440400 for 2020", "payer", WARN),
    Case("SB-10", linyi(1500, FAR, 2025), "Linyi a year later", "no text of 140821 for 2025", "payer", WARN),
    Case("SB-10", qingzhen(500, "10000", 2024), "Qingzhen a year later", "520181 for 2024", "payer", WARN),
    Case("SB-10", job(year=2019), "job-seeking in 2019", "who may have the job-seeking subsidy", "payer", WARN),
    Case("SB-10", job(year=2021), "job-seeking in 2021", "no text of 533301 for 2021", "payer", WARN),
    Case("SB-10", employer(payer=LUSHUI), "hired in Yunnan", "who may have the hiring subsidy", "payer", WARN),
    Case("SB-10", employer(payer=LUSHUI, kind=INSURANCE), "insured in Yunnan", "the insurance subsidy", "payer", WARN),
]

KEEPS = [
    Case("SB-01", claim(), "out of poverty, out of the province"),
    Case("SB-01", claim(kind=JOB, out_of_poverty=False, scope=None), "no travel aid"),
    Case("SB-01", AGENCY, "an agency that brought one"),
    Case("SB-02", claim(), "three months, 1000 yuan"),
    Case("SB-02", claim(employed=worked(0, 92)), "three months, and left"),
    Case("SB-02", claim(employed=worked(-200, -59)), "its last day in the year"),
    Case("SB-02", claim(employed=worked(0, 46, 46, 92)), "from one post to the next"),
    Case("SB-02", claim(employed=worked(-200, -62, -55, 10)), "joined into the year by seven days", book=GAP_7),
    Case("SB-02", claim(employed=worked(0, 50, 57, 92)), "seven days without where seven are let pass", book=GAP_7),
    Case("SB-02", claim(amount=Decimal(500), scope=INSIDE), "500 in the province"),
    Case("SB-02", claim(amount=None), "no amount yet"),
    Case("SB-02", claim(year=2021, employed=()), "another year"),
    Case("SB-02", claim(year=2019, employed=()), "the year before"),
    Case("SB-02", claim(payer=ZHUHAI, employed=(), amount=Decimal(9999), income_proof=False), "another province"),
    Case("SB-02", claim(kind=JOB, employed=()), "no travel aid"),
    Case("SB-03", training(), "two in Nujiang, ten days"),
    Case("SB-03", training(home=DALI, trainings=1), "one in Dali"),
    Case("SB-03", training(year=2021, trainings=9, living=Decimal(0)), "another year"),
    Case("SB-03", training(home=ZHUHAI, trainings=9, travel=Decimal(0)), "another province"),
    Case("SB-04", linyi(1500, FAR), "far"),
    Case("SB-04", linyi(600, MIDDLE), "middle"),
    Case("SB-04", linyi(300, NEAR), "near"),
    Case("SB-04", linyi(1, FAR, 2025), "another year"),
    Case("SB-04", qingzhen(500, "10000"), "at the line"),
    Case("SB-04", qingzhen(1000, "9999.99"), "under the line"),
    Case("SB-04", claim(), "paid by province"),
    Case("SB-04", qingzhen(1, "1", 2022), "another year"),
    Case("SB-04", evolve(linyi(1, FAR), kind=JOB), "no travel aid"),
    Case("SB-04", evolve(linyi(1, FAR), amount=None), "no amount yet"),
    Case("SB-05", ledger(claim(), claim(2, kind=JOB)), "of two kinds"),
    Case("SB-05", ledger(claim(), claim(2, year=2021)), "of two years"),
    Case("SB-05", ledger(claim(), claim(2, worker=WorkerId("W-2"))), "of two people"),
    Case("SB-06", noticed(7), "seven days, paid the day after"),
    Case("SB-06", claim(), "not paid yet"),
    Case("SB-07", employer(), "a year, half a year, the 15th"),
    Case("SB-07", employer(registered=DivisionCode("445200"), paired=frozenset()), "of the province itself"),
    Case("SB-07", employer(contract=Period(date(2022, 3, 1))), "an open-ended contract"),
    Case("SB-07", employer(dispatch_firm=True), "a dispatch firm may have the hiring subsidy"),
    Case("SB-07", employer(kind=INSURANCE), "an employer of its own"),
    Case("SB-07", employer(payer=LUSHUI, registered=DALI, applied_on=APPLIED + DAY), "paid in Yunnan"),
    Case("SB-08", claim(trip_was_free=False), "an own trip"),
    Case("SB-08", claim(trip_was_free=None), "not recorded"),
    Case("SB-08", claim(kind=JOB, trip_was_free=True), "no travel aid"),
    Case("SB-09", job(), "organised, out of poverty"),
    Case("SB-09", claim(organised=False), "travel aid"),
    Case("SB-09", job(year=2021, organised=False), "another year"),
    Case("SB-10", claim(), "Yunnan in the year of its notice"),
    Case("SB-10", linyi(1500, FAR), "Linyi in the year of its notice"),
    Case("SB-10", qingzhen(500, "10000"), "Qingzhen in the year of its notice"),
    Case("SB-10", claim(payer=ZHUHAI), "a place whose case gives a condition", book=ZHUHAI_MONTHS),
    Case("SB-10", job(), "job-seeking in the year of the report"),
    Case("SB-10", employer(), "hired in Guangdong"),
    Case("SB-10", employer(kind=INSURANCE), "insured in Guangdong"),
]


def name(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=name)
def test_a_broken_rule_is_found_and_no_other(case: Case) -> None:
    found = case.book.judge(case.subject, "S-1", on=ON)
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [
        (case.rule, case.severity, case.path)
    ]
    assert case.says in found[0].message.en
    assert found[0].message.zh
    assert found[0].suggestion.en


@pytest.mark.parametrize("case", KEEPS, ids=name)
def test_a_kept_rule_is_not_found(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in case.book.judge(case.subject, "S-1", on=ON)}


def test_every_rule_has_a_case_on_each_side_and_they_are_in_order() -> None:
    codes = [rule.code for rule in RULES_SUBSIDY]
    assert codes == sorted({case.rule for case in BREAKS}) == sorted({case.rule for case in KEEPS})


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"scope": INSIDE, "amount": Decimal("500.01")}, ["amount"]),
        ({"scope": LOCAL, "amount": Decimal("0.01")}, ["amount"]),
        ({"scope": LOCAL, "amount": Decimal(0)}, []),
        ({"scope": None}, ["scope"]),
        ({"scope": None, "amount": None}, ["scope"]),
        ({"scope": INSIDE, "amount": None}, []),
        ({"scope": LOCAL, "amount": None}, ["scope"]),
    ],
)
def test_within_the_province_yunnan_pays_five_hundred_and_at_home_nothing(
    changes: dict[str, Any], found: list[str]
) -> None:
    findings = [finding for finding in BOOK.judge(claim(**changes), "C-1", on=ON) if finding.rule == "SB-02"]
    assert [finding.path for finding in findings] == found


def test_who_works_at_home_has_no_travel_aid_however_much_is_asked_for() -> None:
    (found,) = (one for one in BOOK.judge(claim(scope=LOCAL, amount=None), "C-1", on=ON) if one.rule == "SB-02")
    assert found.severity is Severity.ERROR
    assert found.message.en == "travel aid of 533301 for 2020: for work there none is paid"
    assert found.message.zh.endswith("：在该范围务工的不发放")


def test_a_place_that_pays_one_scope_only_pays_the_other_nothing() -> None:
    only_out = BOOK.with_parameters(evolve(BOOK.parameters["travel_aid_in_province"], values=()))
    findings = only_out.judge(claim(scope=INSIDE, amount=Decimal(1)), "C-1", on=ON)
    assert [finding.path for finding in findings if finding.rule == "SB-02"] == ["amount"]


def test_who_has_neither_flag_nor_organiser_is_told_both() -> None:
    found = BOOK.judge(claim(kind=JOB, out_of_poverty=None), "C-1", on=ON)
    assert [finding.path for finding in found] == ["organised", "out_of_poverty"]


@pytest.mark.parametrize(
    ("start", "until", "months", "expected"),
    [
        (date(2020, 11, 30), date(2021, 2, 27), 3, False),
        (date(2020, 11, 30), date(2021, 2, 28), 3, True),
        (date(2021, 2, 1), date(2021, 5, 1), 3, True),
        (date(2021, 2, 1), date(2021, 7, 31), 6, False),
        (date(2021, 2, 1), date(2021, 8, 1), 6, True),
    ],
)
def test_months_are_those_of_the_calendar(start: date, until: date, months: int, expected: bool) -> None:  # noqa: FBT001 - a case as data
    assert in_post_for([Period(start)], until, months) is expected


def test_a_spell_inside_another_does_not_shorten_it_and_one_after_the_day_does_not_count() -> None:
    assert in_post_for(worked(0, 92, 10, 20), CLAIMED, 3)
    assert not in_post_for(worked(0, 80, 92, 200), CLAIMED, 3, gap_days=30)
    assert in_post_for(worked(0, 10, 40, 140), STARTED + 140 * DAY, 3)


SPELLS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 120)).map(
        lambda pair: Period(STARTED + pair[0] * DAY, STARTED + (pair[0] + pair[1]) * DAY)
    ),
    max_size=4,
)


@settings(deadline=None)
@given(spells=SPELLS, gap=st.integers(0, 20), until=st.integers(0, 330), order=st.randoms(use_true_random=True))
def test_being_in_post_is_what_a_walk_over_the_days_says(
    spells: list[Period], gap: int, until: int, order: Random
) -> None:
    last = STARTED + until * DAY
    stretches: list[list[date]] = []
    for day in sorted({day for spell in spells for day in spell.days() if day < last}):
        if stretches and (day - stretches[-1][-1]).days - 1 <= gap:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    expected = any(days[0] + relativedelta(months=3) <= days[-1] + DAY for days in stretches)
    assert in_post_for(order.sample(spells, len(spells)), last, 3, gap) is expected


def test_the_rules_cite_what_the_catalogue_cites() -> None:
    cited = {
        rule.code: [
            (source.document.key if isinstance(source, Citation) else "", source.mark.value) for source in rule.sources
        ]
        for rule in RULES_SUBSIDY
    }
    assert cited == {
        "SB-01": [("P13", "V2")],
        "SB-02": [("P11", "V2")],
        "SB-03": [("P11", "V2")],
        "SB-04": [("P11", "V2"), ("P11", "V2")],
        "SB-05": [("P11", "V2")],
        "SB-06": [("P11", "V2")],
        "SB-07": [("P12", "V2")],
        "SB-08": [("", "U")],
        "SB-09": [("wenweipo.com", "V2")],
        "SB-10": [("", "U")],
    }


def test_every_amount_has_a_region_and_a_year() -> None:
    read = {name for rule in RULES_SUBSIDY for name in rule.parameters}
    amounts: list[DatedValue] = [
        value
        for parameter in BOOK.parameters
        if parameter.name in read and parameter.unit.startswith("CNY")
        for value in parameter.values
    ]
    assert amounts
    assert all(value.region and value.since and value.until for value in amounts)


TEXTS = {
    TRAVEL: [name for name in no_text_read.parameters if name.startswith("travel_aid")],
    JOB: [name for name in no_text_read.parameters if name.startswith("job_seeking")],
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in TEXTS.items() for name in names])
def test_one_value_of_a_place_and_year_is_a_text_that_was_read(kind: SubsidyKind, name: str) -> None:
    last = date(2019, 12, 31)
    there = DatedValue(
        value=1, source=Convention(Text.same("of this test")), region=ZHUHAI, since=last, until=last + DAY
    )
    book = BOOK.with_parameters(BOOK.parameters[name].extended((there,)))
    for year, read in ((2018, False), (2019, True)):
        found = book.judge(claim(kind=kind, payer=ZHUHAI, year=year), "C-1", on=ON)
        assert ("SB-10" not in {finding.rule for finding in found}) is read


def test_every_kind_of_claim_is_judged_by_a_text_or_said_to_have_none() -> None:
    nowhere = DivisionCode("110000")
    claims = [
        *(claim(kind=kind, payer=nowhere, year=2019) for kind in SubsidyKind),
        *(employer(kind=kind, payer=nowhere, registered=nowhere) for kind in EmployerSubsidyKind),
    ]
    for one in claims:
        (said,) = (finding for finding in BOOK.judge(one, "C-1", on=ON) if finding.rule == "SB-10")
        assert said.message.zh.startswith("没有读到 110000 20")


def test_an_income_is_not_shown() -> None:
    assert "9999" not in repr(qingzhen(1, "9999")) + repr(BOOK.judge(qingzhen(1, "9999"), "C-1", on=ON))


@pytest.mark.parametrize(
    "make",
    [
        lambda: claim(amount=Decimal(-1)),
        lambda: claim(income=Decimal(-1)),
        lambda: ledger(claim(), claim()),
        lambda: evolve(AGENCY, workers=-1),
        lambda: training(trainings=-1),
        lambda: training(days=-1),
        lambda: training(living=Decimal(-1)),
        lambda: training(travel=Decimal(-1)),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue):
        make()


def test_the_order_of_claims_changes_nothing() -> None:
    assert ledger(claim(), claim(2)) == ledger(claim(2), claim())


def test_a_claim_whose_place_of_work_is_not_recorded_says_so() -> None:
    found = [finding for finding in BOOK.judge(claim(scope=None), "C-1", on=ON) if finding.rule == "SB-02"]
    assert [(finding.severity, finding.path) for finding in found] == [(Severity.WARN, "scope")]
    assert found[0].message.zh.endswith("：没有记录务工地范围")
    assert found[0].message.en.endswith(": where the work is, is not recorded")


@pytest.mark.parametrize(
    ("rule", "name", "value", "subject", "day"),
    [
        ("SB-06", "notice_days", 90, noticed(30), date(2020, 12, 31)),
        ("SB-07", "hiring_contract_months", 600, employer(), APPLIED),
    ],
)
def test_a_condition_is_that_of_the_payer_on_the_day(
    rule: str, name: str, value: int, subject: SubsidyClaim | EmployerSubsidyClaim, day: date
) -> None:
    there = DatedValue(
        value=value, source=Convention(Text.same("of this test")), region=subject.payer, since=day, until=day + DAY
    )
    stricter = BOOK.with_parameters(BOOK.parameters[name].extended((there,)))
    for book, found in ((BOOK, False), (stricter, True)):
        assert (rule in {finding.rule for finding in book.judge(subject, "C-1", on=ON)}) is found
