"""Parameters about labour contracts and probation."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import LABOUR_CONTRACT_LAW, LABOUR_CONTRACT_RULES
from laborcoop.rulebook.source import Source


def _always(name: str, zh: str, en: str, unit: str, value: int, source: Source) -> Parameter:
    return always(name, Text(zh, en), unit, value, source)


_PROBATION = Citation(LABOUR_CONTRACT_LAW, "19")
_OPEN_ENDED = Citation(LABOUR_CONTRACT_LAW, "14")
_PART_TIME = Citation(LABOUR_CONTRACT_LAW, "68")

PARAMETERS: tuple[Parameter, ...] = (
    _always(
        "contract_within_months",
        "订立书面合同的期限",
        "time for making the written contract",
        "month",
        1,
        Citation(LABOUR_CONTRACT_LAW, "10"),
    ),
    _always(
        "deemed_open_ended_months",
        "未订立书面合同满多久视为无固定期限",
        "time without a written contract after which an open-ended one is deemed made",
        "month",
        12,
        _OPEN_ENDED,
    ),
    Parameter(
        name="term_first_day_counts",
        title=Text("合同起始日计入期限", "the first day of a term is part of it"),
        unit="yes/no",
        values=(
            DatedValue(
                value=True,
                source=Convention(
                    Text(
                        "合同写明起止日的，按约定两日都计入（民法典第204条在此的适用未经核实；第201条为开始当日不计入）",
                        "a term written with its first and last day includes both, as agreed (that art. 204 of the "
                        "Civil Code applies here was not verified; art. 201 does not count the first day)",
                    ),
                    Mark.UNVERIFIED,
                ),
            ),
        ),
    ),
    _always(
        "probation_from_months",
        "可以约定试用期的最短期限（含）",
        "shortest term with probation",
        "month",
        3,
        _PROBATION,
    ),
    _always(
        "probation_medium_from_months",
        "适用中等试用期的最短期限（含）",
        "shortest term with the medium probation",
        "month",
        12,
        _PROBATION,
    ),
    _always(
        "probation_long_from_months",
        "适用最长试用期的最短期限（含）",
        "shortest term with the long probation",
        "month",
        36,
        _PROBATION,
    ),
    _always(
        "probation_short_months", "短期合同试用期上限", "longest probation of a short term", "month", 1, _PROBATION
    ),
    _always(
        "probation_medium_months", "中期合同试用期上限", "longest probation of a medium term", "month", 2, _PROBATION
    ),
    _always("probation_long_months", "长期合同试用期上限", "longest probation of a long term", "month", 6, _PROBATION),
    _always(
        "probation_wage_percent",
        "试用期工资的最低比例",
        "lowest share of the wage on probation",
        "%",
        80,
        Citation(LABOUR_CONTRACT_RULES, "15"),
    ),
    _always(
        "fixed_terms_before_open_ended",
        "连续订立多少次固定期限后续订为无固定期限",
        "fixed terms on end after which a renewal is open-ended",
        "contract",
        2,
        _OPEN_ENDED,
    ),
    _always(
        "years_before_open_ended",
        "连续工作满多少年后续订为无固定期限",
        "years on end after which a renewal is open-ended",
        "year",
        10,
        _OPEN_ENDED,
    ),
    _always(
        "contract_gap_days",
        "两份合同间隔不超过多少天仍算连续",
        "days between two contracts that still follow on each other",
        "day",
        0,
        Convention(
            Text("条文没有写明间隔多久仍算连续", "the article does not say how long a gap may be"), Mark.UNVERIFIED
        ),
    ),
    _always(
        "part_time_daily_hours", "非全日制平均每日工时上限", "hours a day of part-time work", "hour", 4, _PART_TIME
    ),
    _always("part_time_weekly_hours", "非全日制每周工时上限", "hours a week of part-time work", "hour", 24, _PART_TIME),
    _always(
        "part_time_pay_days",
        "非全日制结算支付周期上限",
        "days between payments for part-time work",
        "day",
        15,
        Citation(LABOUR_CONTRACT_LAW, "72"),
    ),
    _always(
        "leaving_transfer_days",
        "离职后办理社会保险和档案转移的期限",
        "days for moving insurance and file after the end of a contract",
        "day",
        15,
        Citation(LABOUR_CONTRACT_LAW, "50"),
    ),
)
