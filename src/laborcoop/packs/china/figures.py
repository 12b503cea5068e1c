"""Parameters about figures: how many months in post are stable employment, for each purpose.

The texts differ, so each purpose has its own number; another text replaces the one, and no code.
"""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import GUANGDONG_HIRING_SUBSIDY, TRAVEL_AID_NOTICES
from laborcoop.rulebook.source import Source

_TRANSFER = Convention(
    Text("一些转移就业统计以离开乡镇 6 个月以上为准", "some transfer statistics take six months outside the township"),
    Mark.SECONDARY,
)


def _months(name: str, zh: str, en: str, value: int, source: Source) -> Parameter:
    return Parameter(
        name=f"stable_months_{name}",
        title=Text(f"稳定就业月数（{zh}）", f"months of stable employment ({en})"),
        unit="month",
        values=(DatedValue(value=value, source=source),),
    )


PARAMETERS: tuple[Parameter, ...] = (
    _months(
        "employer_subsidy",
        "用人单位补贴",
        "employer subsidies",
        6,
        Citation(GUANGDONG_HIRING_SUBSIDY, "", Mark.SECONDARY),
    ),
    _months("transfer", "转移就业统计", "transfer statistics", 6, _TRANSFER),
    _months("travel_aid", "交通补助", "travel aid", 3, Citation(TRAVEL_AID_NOTICES, "", Mark.SECONDARY)),
)
