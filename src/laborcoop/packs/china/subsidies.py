"""Parameters about subsidies, by region and year.

Only amounts that were read are here, each for the region and the year of its notice, and up to the end of that year:
another year has none until somebody adds it. The amounts of Guangdong's subsidies were not read.
"""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Document, Mark, Parameter
from laborcoop.rulebook.documents import (
    GUANGDONG_HIRING_SUBSIDY,
    TRAVEL_AID_LINYI,
    TRAVEL_AID_NOTICES,
    TRAVEL_AID_QINGZHEN,
    TRAVEL_AID_YUNNAN,
)
from laborcoop.rulebook.parameter import Value

YUNNAN, NUJIANG, GUANGDONG = DivisionCode("530000"), DivisionCode("533300"), DivisionCode("440000")
LINYI, QINGZHEN = DivisionCode("140821"), DivisionCode("520181")


def _cited(document: Document) -> Citation:
    return Citation(document, "", Mark.SECONDARY)


def _in_year(value: Value, region: DivisionCode, document: Document, year: int) -> DatedValue:
    return DatedValue(
        value=value, source=_cited(document), since=date(year, 1, 1), until=date(year + 1, 1, 1), region=region
    )


def _yunnan(value: Value, region: DivisionCode = YUNNAN) -> DatedValue:
    return _in_year(value, region, TRAVEL_AID_YUNNAN, 2020)


def _linyi(value: Value) -> DatedValue:
    return _in_year(value, LINYI, TRAVEL_AID_LINYI, 2024)


def _qingzhen(value: Value) -> DatedValue:
    return _in_year(value, QINGZHEN, TRAVEL_AID_QINGZHEN, 2023)


def _guangdong(value: Value) -> DatedValue:
    return DatedValue(value=value, source=_cited(GUANGDONG_HIRING_SUBSIDY), region=GUANGDONG)


def _parameter(name: str, zh: str, en: str, unit: str, *values: DatedValue) -> Parameter:
    return Parameter(name=name, title=Text(zh, en), unit=unit, values=values)


_YES = True

PARAMETERS: tuple[Parameter, ...] = (
    _parameter(
        "employment_gap_days",
        "两段就业之间允许的间隔",
        "days between two posts that are let pass",
        "day",
        DatedValue(
            value=0,
            source=Convention(Text("没有规定的，不允许间断", "none, unless a text says so"), Mark.UNVERIFIED),
        ),
    ),
    _parameter("free_trainings", "每年免费培训次数", "free trainings a year", "time", _yunnan(1), _yunnan(2, NUJIANG)),
    _parameter(
        "hiring_apply_by", "每月申请截止日", "day of the month by which to claim", "day of the month", _guangdong(15)
    ),
    _parameter("hiring_contract_months", "劳动合同期限下限", "least term of the contract", "month", _guangdong(12)),
    _parameter("hiring_insured_months", "参保月数下限", "least months of insurance", "month", _guangdong(6)),
    _parameter(
        "notice_days",
        "发放前公示天数",
        "days of public notice before payment",
        "day",
        DatedValue(value=7, source=_cited(TRAVEL_AID_NOTICES)),
    ),
    _parameter("training_living_per_day", "培训生活补贴", "living allowance in training", "CNY/day", _yunnan(60)),
    _parameter("training_travel_per_day", "培训交通补贴", "travel allowance in training", "CNY/day", _yunnan(20)),
    _parameter("travel_aid_far", "交通补助（远）", "travel aid, far", "CNY", _linyi(1500)),
    _parameter(
        "travel_aid_from_line",
        "交通补助（收入达到线）",
        "travel aid, income at the line or above",
        "CNY",
        _qingzhen(500),
    ),
    _parameter("travel_aid_in_province", "省内县外交通补助上限", "travel aid within the province", "CNY", _yunnan(500)),
    _parameter("travel_aid_income_line", "交通补助收入线", "income line of travel aid", "CNY/year", _qingzhen(10000)),
    _parameter(
        "travel_aid_income_proof",
        "交通补助须收入证明",
        "travel aid asks for a proof of income",
        "yes/no",
        _yunnan(_YES),
    ),
    _parameter("travel_aid_middle", "交通补助（中）", "travel aid, middle", "CNY", _linyi(600)),
    _parameter("travel_aid_months", "交通补助须稳定就业月数", "months in post for travel aid", "month", _yunnan(3)),
    _parameter("travel_aid_near", "交通补助（近）", "travel aid, near", "CNY", _linyi(300)),
    _parameter(
        "travel_aid_out_of_province", "跨省交通补助上限", "travel aid to another province", "CNY", _yunnan(1000)
    ),
    _parameter(
        "travel_aid_under_line", "交通补助（收入不到线）", "travel aid, income under the line", "CNY", _qingzhen(1000)
    ),
)
