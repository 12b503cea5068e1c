"""Parameters about subsidies: what holds in every place, and the names of what places state.

Amounts and conditions are local, each for the year of its notice: a region's pack or a case gives the values, and where
none is in force SB-10 says that no text was read. Of the job-seeking subsidy a report of 2020 was read, which names no
place.
"""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import JOB_SEEKING_AID, TRAVEL_AID_NOTICES
from laborcoop.rulebook.parameter import Parameters

_ASKED_IN_2020 = DatedValue(
    value=True,
    source=Citation(JOB_SEEKING_AID, "", Mark.SECONDARY),
    since=date(2020, 1, 1),
    until=date(2021, 1, 1),
)


def _parameter(name: str, zh: str, en: str, unit: str, *values: DatedValue) -> Parameter:
    return Parameter(name=name, title=Text(zh, en), unit=unit, values=values)


LOCAL = Parameters.of(
    (
        _parameter("hiring_contract_months", "劳动合同期限下限", "least term of the contract", "month"),
        _parameter("travel_aid_far", "交通补助（远）", "travel aid, far", "CNY"),
        _parameter("travel_aid_from_line", "交通补助（收入达到线）", "travel aid, income at the line or above", "CNY"),
        _parameter("travel_aid_in_province", "省内县外交通补助上限", "travel aid within the province", "CNY"),
        _parameter("travel_aid_income_line", "交通补助收入线", "income line of travel aid", "CNY/year"),
        _parameter("travel_aid_income_proof", "交通补助须收入证明", "travel aid asks for a proof of income", "yes/no"),
        _parameter("travel_aid_middle", "交通补助（中）", "travel aid, middle", "CNY"),
        _parameter("travel_aid_months", "交通补助须稳定就业月数", "months in post for travel aid", "month"),
        _parameter("travel_aid_near", "交通补助（近）", "travel aid, near", "CNY"),
        _parameter("travel_aid_out_of_province", "跨省交通补助上限", "travel aid to another province", "CNY"),
        _parameter("travel_aid_under_line", "交通补助（收入不到线）", "travel aid, income under the line", "CNY"),
    )
)
"""What places state, without a value: the packs of regions give theirs."""

PARAMETERS: tuple[Parameter, ...] = (
    *LOCAL,
    _parameter(
        "job_seeking_aid_organised",
        "求职补贴须有组织输出",
        "the job-seeking subsidy asks for a way that was organised",
        "yes/no",
        _ASKED_IN_2020,
    ),
    _parameter(
        "job_seeking_aid_out_of_poverty",
        "求职补贴须脱贫人口",
        "the job-seeking subsidy is for the out-of-poverty",
        "yes/no",
        _ASKED_IN_2020,
    ),
    _parameter(
        "notice_days",
        "发放前公示天数",
        "days of public notice before payment",
        "day",
        DatedValue(value=7, source=Citation(TRAVEL_AID_NOTICES, "", Mark.SECONDARY)),
    ),
)
