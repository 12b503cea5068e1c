"""What the packs state, line by line: the title, the unit, and each value with its days, its place and its source."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from laborcoop.errors import UnknownName
from laborcoop.kernel.text import Text
from laborcoop.packs import (
    OPEN_QUESTIONS,
    answered,
    china_with_regions,
    epidemic_2020,
    guangdong,
    iris,
    local_practice,
    national,
    yunnan,
    zhuhai_nujiang,
    zhuhai_zunyi,
)
from laborcoop.packs.rse_lodgings import PARAMETERS as RSE
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter, RuleBook

BOOK = china_with_regions()
YUNNAN_2020 = "(since 2020-01-01, before 2021-01-01, region 530000) — Yunnan aid for transfer employment [V2]"
ENDS = "(the day it ends is this library's convention)"
MEASURE = "(since 2020-02-12, before 2021-01-01)"
SHARES = "later 50, 70 and 90 % by level of risk; from which day was not read, so they hold where a level is recorded"
LINYI = "(since 2024-01-01, before 2025-01-01, region 140821) — Travel aid of Linyi, Shanxi [V2]"
QINGZHEN = "(since 2023-01-01, before 2024-01-01, region 520181) — Travel aid of Qingzhen, Guizhou [V2]"
BEIJING = "(region 110000) — convention: practice of Beijing (press, 2020) [V2]"
GUANGDONG_MARKET = (
    "True (since 2022-01-01, region 440000) — Guangdong Regulations on the Human Resources Market, art. {}"
)
GUANGDONG_SUBSIDY = "(region 440000) — Guangdong subsidies for employers who hire [V2]"
RETIREMENT = (
    "(before 2025-01-01) — convention: the usual age of retirement for workers [U]",
    (
        "(since 2025-01-01) — convention: raised step by step by month of birth from 2025; "
        "this is where it starts: check [U]"
    ),
)

STATED: list[tuple[str, str, str, str, list[str]]] = [
    ("brochure_complete", "招聘信息各项都须写明", "all facts of a brochure must be given", "yes/no",
     [GUANGDONG_MARKET.format(33)]),
    ("charter_contract_aboard", "包车须随车携带合同并核对", "a charter has its contract aboard, checked", "yes/no",
     ["True (region 440000) — Guangdong Road Transport Regulations, art. 17"]),
    ("fair_is_brokerage", "现场招聘会属于职业中介，须持证", "a fair is job brokerage and needs a licence", "yes/no",
     [GUANGDONG_MARKET.format(23)]),
    ("fair_prior_report", "举办招聘会须事前报告", "a fair is reported beforehand", "yes/no",
     [GUANGDONG_MARKET.format(36)]),
    ("hiring_apply_by", "每月申请截止日", "day of the month by which to claim", "day of the month",
     [f"15 {GUANGDONG_SUBSIDY}"]),
    ("hiring_contract_months", "劳动合同期限下限", "least term of the contract", "month", [f"12 {GUANGDONG_SUBSIDY}"]),
    ("hiring_insured_months", "参保月数下限", "least months of insurance", "month", [f"6 {GUANGDONG_SUBSIDY}"]),
    ("employment_gap_days", "两段就业之间允许的间隔", "days between two posts that are let pass", "day",
     ["0 — convention: none, unless a text says so [U]"]),
    ("free_trainings", "每年免费培训次数", "free trainings a year", "time",
     [f"1 {YUNNAN_2020}", f"2 {YUNNAN_2020.replace('530000', '533300')}"]),
    ("training_living_per_day", "培训生活补贴", "living allowance in training", "CNY/day", [f"60 {YUNNAN_2020}"]),
    ("travel_aid_in_province", "省内县外交通补助上限", "travel aid within the province", "CNY", [f"500 {YUNNAN_2020}"]),
    ("travel_aid_income_proof", "交通补助须收入证明", "travel aid asks for a proof of income", "yes/no",
     [f"True {YUNNAN_2020}"]),
    ("travel_aid_months", "交通补助须稳定就业月数", "months in post for travel aid", "month", [f"3 {YUNNAN_2020}"]),
    ("travel_aid_out_of_province", "跨省交通补助上限", "travel aid to another province", "CNY",
     [f"1000 {YUNNAN_2020}"]),
    ("health_check", "上车前健康检查", "health check before boarding", "yes/no",
     [f"True {MEASURE} — Five-department notice on point-to-point transport [V2] {ENDS}"]),
    ("isolation_seats", "列车预留隔离席位", "a train keeps seats for isolation", "yes/no",
     [f"True {MEASURE} — Practice of special trains for workers [V2] {ENDS}"]),
    ("load_cap", "客座率上限", "load factor of a coach, at most", "per cent of the rating",
     [f"50 {MEASURE} — Transport notice [2020] no. 56 [V2] {ENDS}"]),
    ("load_cap_low", "低风险地区客座率上限", "load factor at low risk, at most", "per cent of the rating",
     [f"90 {MEASURE} — convention: {SHARES} [V2]"]),
    ("oxygen_limit", "血氧下限（低于即未达标）", "oxygen saturation below which nobody travels", "per cent", []),
    ("fair_booths_per_staff", "每名工作人员对应的展位数", "booths for each member of staff", "booth", []),
    ("fair_filing_days", "招聘会备案须提前的天数", "days before the fair by which it is filed", "day",
     [f"15 {BEIJING}"]),
    ("fair_statistics_days", "招聘会后报送统计的天数", "days after the fair within which its figures are sent", "day",
     [f"7 {BEIJING}"]),
    ("travel_aid_far", "交通补助（远）", "travel aid, far", "CNY", [f"1500 {LINYI}"]),
    ("travel_aid_near", "交通补助（近）", "travel aid, near", "CNY", [f"300 {LINYI}"]),
    ("travel_aid_income_line", "交通补助收入线", "income line of travel aid", "CNY/year", [f"10000 {QINGZHEN}"]),
    ("travel_aid_under_line", "交通补助（收入不到线）", "travel aid, income under the line", "CNY",
     [f"1000 {QINGZHEN}"]),
    ("adult_age", "成年年龄", "age of majority", "year",
     ["18 — convention: that 14 to 17 need an adult is not verified [U]"]),
    ("coach_free_child_age", "客车免票儿童年龄上限（含）", "age up to which a child rides a coach free (included)",
     "year",
     ["6 — Child fares by rail and road [V2]"]),
    ("driver_highest_age", "客运驾驶员年龄上限", "highest age of a driver of passengers", "year",
     ["60 — Road Transport Regulations, art. 9"]),
    ("rail_child_ticket_age", "铁路儿童票起始年龄", "age from which a child needs a rail ticket", "year",
     ["6 (since 2023-01-01) — Child fares by rail and road [V2]"]),
    ("probation_long_months", "长期合同试用期上限", "longest probation of a long term", "month",
     ["6 — Labour Contract Law, art. 19"]),
    ("leaving_transfer_days", "离职后办理社会保险和档案转移的期限",
     "days for moving insurance and file after the end of a contract", "day", ["15 — Labour Contract Law, art. 50"]),
    ("stable_months_employer_subsidy", "稳定就业月数（用人单位补贴）",
     "months of stable employment (employer subsidies)",
     "month", ["6 — Guangdong subsidies for employers who hire [V2]"]),
    ("stable_months_travel_aid", "稳定就业月数（交通补助）", "months of stable employment (travel aid)", "month",
     ["3 — Local notices on travel aid [V2]"]),
    ("monthly_overtime_hours", "每月加班上限", "overtime a month", "hour", ["36 — Labour Law, art. 41"]),
    ("statutory_holidays", "全年法定休假日", "statutory holidays a year", "day",
     ["11 (since 2008-01-01, before 2025-01-01) — Measures on national holidays, art. 2",
      "13 (since 2025-01-01) — Measures on national holidays, art. 2"]),
    ("workdays_per_month", "月平均工作日", "average workdays a month", "day",
     ["20.83 (since 2008-01-01, before 2025-01-01) — Notice on average working time and the conversion of pay",
      "20.67 (since 2025-01-01) — Notice on average working time and the conversion of pay"]),
    ("intern_minimum_age", "岗位实习最低年龄", "lowest age of a post internship", "year",
     ["16 — Provisions on internships of vocational students, art. 16"]),
    ("interns_share", "实习学生比例上限", "most interns of a host", "per cent of staff",
     ["10 — Press on the provisions on internships [V2]"]),
    ("bed_width", "床宽下限", "least width of a bed", "cm", ["80 — IOM IRIS and ILO principles [V2]"]),
    ("transit_nights", "中转住宿晚数上限", "most nights on the way", "night", []),
    ("keep_assessment_years", "影响评估报告最短保存年限", "shortest time for which an impact assessment is kept",
     "year",
     ["3 — Personal Information Protection Law, art. 56"]),
    ("minor_load_single_kg", "未成年工间断负重上限", "load that juvenile workers may carry now and then", "kg",
     ["25 — Provisions on the Special Protection of Juvenile Workers, art. 3 [V2]"]),
    ("retirement_age_men", "男职工退休年龄", "retirement age of men", "year", [f"60 {line}" for line in RETIREMENT]),
    ("retirement_age_women", "女职工退休年龄", "retirement age of women", "year",
     [f"50 {line}" for line in RETIREMENT]),
    ("dispatch_contract_months", "派遣劳动合同期限下限", "shortest contract of a dispatched worker", "month",
     ["24 — Labour Contract Law, art. 58"]),
    ("max_continuous_driving", "连续驾驶时间上限", "longest continuous driving", "minute",
     ["240 — Regulations on the Road Traffic Safety Law, art. 62(7)"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "zh", "en", "unit", "lines"), STATED, ids=[row[0] for row in STATED])
def test_a_parameter_states_its_values_with_their_days_place_and_source(
    name: str, zh: str, en: str, unit: str, lines: list[str]
) -> None:
    parameter = BOOK.parameters[name]
    assert (parameter.name, parameter.title, parameter.unit) == (name, Text(zh, en), unit)
    assert [value.text().en for value in parameter.values] == lines


def test_what_is_said_of_retirement_and_of_levels_of_risk_is_said_in_chinese_too() -> None:
    said = [
        value.text().zh for name in ("retirement_age_men", "load_cap_high") for value in BOOK.parameters[name].values
    ]
    assert said == [
        "60 (至（不含） 2025-01-01) — 惯例：一般工人退休年龄 [U]",
        "60 (自 2025-01-01) — 惯例：2025 年起按出生年月逐步延迟；这里是起点，请核对 [U]",
        (
            "50 (自 2020-02-12, 至（不含） 2021-01-01) — 惯例：其后按风险等级分别为 50%、70%、90%；何日起未核实，"
            "有风险等级的按等级执行 [V2]"
        ),
    ]


def test_the_lodgings_of_another_programme_are_dated_and_cited() -> None:
    lines = {parameter.name: [value.text().en for value in parameter.values] for parameter in RSE}
    assert lines == {
        "floor_area_per_person": ["4.5 — RSE scheme, New Zealand [V2]"],
        "rent_cap_high": ["211 (since 2026-04-01) — RSE scheme, New Zealand [V2]"],
        "rent_cap_low": ["150 (since 2026-04-01) — RSE scheme, New Zealand [V2]"],
    }


@pytest.mark.parametrize(
    ("book", "zh", "en"),
    [
        (national, "中国（全国）", "China (national)"),
        (lambda: guangdong(national()), "中国（全国）＋广东", "China (national) + Guangdong"),
        (lambda: yunnan(national()), "中国（全国）＋云南", "China (national) + Yunnan"),
        (
            lambda: epidemic_2020(national()),
            "中国（全国）＋2020 年防疫措施",
            "China (national) + epidemic measures of 2020",
        ),
        (lambda: local_practice(national()), "中国（全国）＋各地做法", "China (national) + local practice"),
        (lambda: iris(national()), "中国（全国）", "China (national)"),
        (zhuhai_nujiang, "珠海—怒江劳务协作", "Zhuhai–Nujiang labour cooperation"),
        (zhuhai_zunyi, "珠海—遵义劳务协作", "Zhuhai–Zunyi labour cooperation"),
        (china_with_regions, "中国（全国及各地）", "China (national and regional)"),
    ],
)
def test_a_book_says_in_both_languages_what_it_is_of(book: Callable[[], RuleBook], zh: str, en: str) -> None:
    assert book().title == Text(zh, en)


def test_the_age_of_iris_replaces_that_of_the_law_and_cites_its_criterion() -> None:
    (value,) = iris(national()).parameters["minimum_age"].values
    assert value.text() == Text(
        "18 — 《国际移民组织IRIS与国际劳工组织原则》A.3 [V2]", "18 — IOM IRIS and ILO principles, A.3 [V2]"
    )


@pytest.mark.parametrize(
    ("parameter", "value", "known"),
    [("weekly_hours", 48, ("40、44", "40, 44")), ("no_such_question", None, ("-", "-"))],
)
def test_a_reading_that_nobody_has_is_refused_in_both_languages(
    parameter: str, value: int | None, known: tuple[str, str]
) -> None:
    with pytest.raises(UnknownName) as refused:
        answered(national(), parameter, value)
    zh, en = known
    assert refused.value.text == Text(
        f"{parameter} 没有读法 {value}；有：{zh}（要用其他数值，请用 with_parameters 并写明依据）",
        f"{parameter} has no reading {value}; it has: {en} (another value: with_parameters, with its source)",
    )


def test_an_answer_of_no_value_leaves_the_parameter_empty_and_another_holds_everywhere_and_always() -> None:
    asked = answered(national(), "guardian_consent_under", 18)
    again = answered(asked, "guardian_consent_under", None)
    assert [value.text().en for value in asked.parameters["guardian_consent_under"].values] == [
        "18 — convention: older local rules ask those under 18 [V2]"
    ]
    assert again.parameters["guardian_consent_under"].values == ()


def test_a_reading_is_unverified_unless_it_says_otherwise() -> None:
    sources = {
        (asked.parameter, str(reading.value)): reading.source.text()
        for asked in OPEN_QUESTIONS
        for reading in asked.readings
    }
    assert sources["age_completed", "birthday"] == Text(
        "惯例：劳动法律没有写明 [U]", "convention: labour law does not say [U]"
    )
    assert sources["stable_months_transfer", "6"] == Text(
        "惯例：一些转移就业统计以 6 个月为准 [V2]", "convention: some transfer statistics take six months [V2]"
    )
    assert all(isinstance(asked.readings, tuple) for asked in OPEN_QUESTIONS)


def test_each_region_brings_its_rules_and_the_country_none_of_them() -> None:
    def added(overlay: Callable[[RuleBook], RuleBook]) -> list[str]:
        return [one.name for one in national().diff(overlay(national())) if one.kind == "rule"]

    assert added(guangdong) == ["EM-02", "FA-09", "SB-07", "WK-02"]
    assert added(yunnan) == ["SB-02", "SB-03"]
    assert added(epidemic_2020) == ["TR-17", "TR-20", "TR-21", "TR-22"]
    assert added(local_practice) == ["FA-10", "SB-04"]
    assert added(iris) == []


def test_what_is_stated_without_a_bound_holds_on_every_day_and_everywhere() -> None:
    source = Convention(Text("试验", "of this test"))
    assert always("most", Text("上限", "most"), "person", 4, source) == Parameter(
        name="most",
        title=Text("上限", "most"),
        unit="person",
        values=(DatedValue(value=4, source=source, since=None, until=None, region=None),),
    )


@pytest.mark.parametrize("name", ["travel_aid_far", "travel_aid_months"])
def test_a_local_notice_is_cited_as_a_whole_and_not_by_article(name: str) -> None:
    (value,) = BOOK.parameters[name].values
    assert isinstance(value.source, Citation)
    assert (value.source.article, value.source.mark) == ("", Mark.SECONDARY)
