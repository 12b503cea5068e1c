"""Parameters about minors, women, hazards and retirement: ages, limits, and the lists of forbidden work.

A list is words of `laborcoop.kernel.duties.Hazard`; ``height:2`` is forbidden from grade II, and ``other-toxic?`` is
what a law names by "and the like" only.
"""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import (
    JUVENILE_WORKER_RULES,
    LABOUR_LAW,
    OCCUPATIONAL_DISEASE_LAW,
    WOMEN_WORKERS_ANNEX,
    WOMEN_WORKERS_RULES,
)

_JUVENILE = Citation(JUVENILE_WORKER_RULES, "3", Mark.SECONDARY)
_CHECKS = Citation(JUVENILE_WORKER_RULES, "6", Mark.UNVERIFIED)
_LIST = "list of forbidden work"
_REFORM = date(2025, 1, 1)

_PREGNANCY_TOXICS = (
    "lead mercury benzene cadmium beryllium arsenic cyanide nitrogen-oxides carbon-monoxide carbon-disulphide chlorine "
    "caprolactam chloroprene vinyl-chloride ethylene-oxide aniline formaldehyde"
)
_NURSING_TOXICS = "manganese fluorine bromine methanol organophosphorus organochlorine"
_OPEN = "other-toxic?"
_ALL_TOXICS = f"{_PREGNANCY_TOXICS} {_NURSING_TOXICS} other-toxic"


def _retirement(name: str, title: Text, age: int) -> Parameter:
    before = Convention(Text("一般工人退休年龄", "the usual age of retirement for workers"), Mark.UNVERIFIED)
    after = Convention(
        Text(
            "2025 年起按出生年月逐步延迟；这里是起点，请核对",
            "raised step by step by month of birth from 2025; this is where it starts: check",
        ),
        Mark.UNVERIFIED,
    )
    return Parameter(
        name=name,
        title=title,
        unit="year",
        values=(
            DatedValue(value=age, source=before, until=_REFORM),
            DatedValue(value=age, source=after, since=_REFORM),
        ),
    )


MINORS: tuple[Parameter, ...] = (
    always(
        "juvenile_until",
        Text("未成年工的年龄上限（不含）", "age below which a worker is a juvenile"),
        "year",
        18,
        Citation(LABOUR_LAW, "58"),
    ),
    always(
        "minor_work_by_law",
        Text("劳动法禁止安排未成年工从事的劳动", "work that the Labour Law forbids to juvenile workers"),
        _LIST,
        f"underground-mine workload:4 poison other-hazard radioactive unsealed-radioactive {_ALL_TOXICS}",
        Citation(LABOUR_LAW, "64"),
    ),
    always(
        "minor_work_listed",
        Text("未成年工禁忌从事的劳动", "work listed as forbidden to juvenile workers"),
        _LIST,
        "dust:1 poison:1 height:2 cold-water:2 heat:3 low-temperature:3 workload:4 underground-mine quarry logging "
        "radioactive unsealed-radioactive fire-or-burns field-prospecting diving culvert pneumatic-tools boiler-firing",
        _JUVENILE,
    ),
    always(
        "minor_load_often_kg",
        Text("未成年工连续负重上限（不含）", "load that juvenile workers may carry often"),
        "kg",
        20,
        _JUVENILE,
    ),
    always(
        "minor_load_times",
        Text("未成年工连续负重的次数（含）", "times an hour from which loads are carried often"),
        "times/hour",
        6,
        _JUVENILE,
    ),
    always(
        "minor_load_single_kg",
        Text("未成年工间断负重上限", "load that juvenile workers may carry now and then"),
        "kg",
        25,
        _JUVENILE,
    ),
    always(
        "minor_line_moves",
        Text("未成年工流水线动作频率上限", "fastest assembly line for juvenile workers"),
        "moves/minute",
        50,
        _JUVENILE,
    ),
    always(
        "minor_altitude",
        Text("未成年工高原作业的海拔上限", "highest altitude for juvenile workers"),
        "metre",
        3000,
        _JUVENILE,
    ),
    always(
        "minor_check_before_start",
        Text("未成年工上岗前须健康检查", "juvenile workers are checked before they start"),
        "yes/no",
        True,  # noqa: FBT003 - the value of a yes-or-no parameter
        _CHECKS,
    ),
    always(
        "minor_check_months",
        Text("未成年工两次健康检查的最长间隔", "longest time between two checks of juvenile workers"),
        "month",
        12,
        _CHECKS,
    ),
    always(
        "minor_check_before_adult_months",
        Text("年满 18 周岁时前一次检查的最长间隔", "oldest check on coming of age"),
        "month",
        6,
        _CHECKS,
    ),
    always(
        "occupational_hazards",
        Text("职业病危害因素", "occupational hazards"),
        _LIST,
        "dust poison noise heat low-temperature radioactive unsealed-radioactive nuclear-emergency strong-vibration "
        f"pressure-chamber anaesthetic-gas cancer-drugs other-hazard {_ALL_TOXICS}",
        Citation(OCCUPATIONAL_DISEASE_LAW, "2", Mark.UNVERIFIED),
    ),
)

WOMEN: tuple[Parameter, ...] = (
    always(
        "women_work_listed",
        Text("女职工禁忌从事的劳动", "work forbidden to women"),
        _LIST,
        "underground-mine workload:4",
        Citation(WOMEN_WORKERS_ANNEX, "1"),
    ),
    always(
        "women_load_often_kg",
        Text("女职工连续负重上限（不含）", "load that women may carry often"),
        "kg",
        20,
        Citation(WOMEN_WORKERS_ANNEX, "1"),
    ),
    always(
        "women_load_times",
        Text("女职工连续负重的次数（含）", "times an hour from which loads are carried often"),
        "times/hour",
        6,
        Citation(WOMEN_WORKERS_ANNEX, "1"),
    ),
    always(
        "women_load_single_kg",
        Text("女职工间断负重上限", "load that women may carry now and then"),
        "kg",
        25,
        Citation(WOMEN_WORKERS_ANNEX, "1"),
    ),
    always(
        "late_pregnancy_months",
        Text("不得加班和上夜班的怀孕月数", "months of pregnancy from which there is no overtime or night work"),
        "month",
        7,
        Citation(WOMEN_WORKERS_RULES, "6"),
    ),
    always(
        "pregnancy_work_listed",
        Text("女职工孕期禁忌从事的劳动", "work forbidden to pregnant women"),
        _LIST,
        f"{_PREGNANCY_TOXICS} {' '.join(f'{toxic}?' for toxic in _NURSING_TOXICS.split())} {_OPEN} cancer-drugs "
        "anaesthetic-gas unsealed-radioactive nuclear-emergency height:1 cold-water:1 low-temperature:1 heat:3 noise:3 "
        "workload:3 confined-space pressure-chamber diving strong-vibration frequent-bending",
        Citation(WOMEN_WORKERS_ANNEX, "3"),
    ),
    always(
        "nursing_work_listed",
        Text("女职工哺乳期禁忌从事的劳动", "work forbidden to nursing mothers"),
        _LIST,
        f"{_PREGNANCY_TOXICS} {_NURSING_TOXICS} {_OPEN} unsealed-radioactive nuclear-emergency workload:3",
        Citation(WOMEN_WORKERS_ANNEX, "4"),
    ),
    always(
        "nursing_infant_age",
        Text("哺乳婴儿的年龄上限（不含）", "age below which an infant is nursed"),
        "year",
        1,
        Citation(WOMEN_WORKERS_RULES, "9"),
    ),
    always(
        "nursing_minutes",
        Text("每个工作日每名婴儿的哺乳时间", "time for nursing each infant in a working day"),
        "minute",
        60,
        Citation(WOMEN_WORKERS_RULES, "9"),
    ),
)

HEALTH_AND_AGE: tuple[Parameter, ...] = (
    # The intervals of the health authorities were not read: a case gives those of its own hazards.
    Parameter(
        name="hazard_exam_months",
        title=Text("在岗期间职业健康检查的间隔", "longest time between two occupational health exams"),
        unit="month",
        values=(),
    ),
    _retirement("retirement_age_men", Text("男职工退休年龄", "retirement age of men"), 60),
    _retirement("retirement_age_women", Text("女职工退休年龄", "retirement age of women"), 50),
)

PARAMETERS: tuple[Parameter, ...] = (*MINORS, *WOMEN, *HEALTH_AND_AGE)
