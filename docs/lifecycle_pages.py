"""The page of the lifecycles, made from their tables: for each a diagram, what a status means, what may follow it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laborcoop.cooperation import AGREEMENT_LIFECYCLE, Agreement
from laborcoop.employers import POST_LIFECYCLE, JobPost
from laborcoop.journey import JOURNEY_LIFECYCLE, Journey
from laborcoop.kernel.lifecycle import Lifecycle
from laborcoop.kernel.text import Locale, Text
from laborcoop.outreach import FAIR_LIFECYCLE, RecruitmentFair
from laborcoop.retention import HELP_LIFECYCLE, STAY_LIFECYCLE, HelpCase, Stay
from laborcoop.training import AID_LIFECYCLE, PLACEMENT_LIFECYCLE, StudentAid, TrainingPlacement
from laborcoop.transfer import CONVOY_LIFECYCLE, Convoy

LIFECYCLES: tuple[tuple[type, Lifecycle[Any]], ...] = (
    (RecruitmentFair, FAIR_LIFECYCLE),
    (JobPost, POST_LIFECYCLE),
    (Convoy, CONVOY_LIFECYCLE),
    (Journey, JOURNEY_LIFECYCLE),
    (Stay, STAY_LIFECYCLE),
    (Agreement, AGREEMENT_LIFECYCLE),
    (HelpCase, HELP_LIFECYCLE),
    (StudentAid, AID_LIFECYCLE),
    (TrainingPlacement, PLACEMENT_LIFECYCLE),
)

_EXAMPLE = """```python
from datetime import date

from laborcoop import IllegalTransition
from laborcoop.retention import HelpCase, HelpKind, HelpStatus

case = HelpCase(id="HC-1", worker="W-0412", kind=HelpKind.WAGES, opened_on=date(2023, 2, 8))
case = case.assign(date(2023, 2, 9), owner="S-1")

assert case.status(date(2023, 2, 7)) is None
assert case.status(date(2023, 2, 8)) is HelpStatus.OPENED
assert case.status(date(2023, 2, 9)) is HelpStatus.ASSIGNED

try:
    case.reopen(date(2023, 2, 10))
except IllegalTransition as refused:
    zh, en = refused.text.render("zh"), refused.text.render("en")

assert en == "help case: no step from assigned to reopened; allowed: resolved, closed"
assert zh == "求助事项不能从“办理中”变为“重新受理”；只能变为：已解决、已办结"
```"""

_HEAD = Text(
    f"""# 生命周期

由 `make pages` 根据状态表生成，请勿手改。[English](lifecycles.md)

{_EXAMPLE}

- 记录里只有带日期的事实（公布、取消……），没有状态；`status(on)` 由事实推出某一天的状态。
- 事实自当日（当时）起算；同一天的多项事实，以最后一项为准。
- 开始之前没有状态（`None`）；没有写明开始日期的，视为一直处于起始状态。
- 到期自动发生的事（招聘会开始、协议到期、资助到期应发），只在状态表允许时发生；同一天先算已记录的事实。
- 每一步返回新的记录；不允许的一步、以及次序不可能的事实，都引发 `IllegalTransition`（也是 `InvalidValue`）。""",
    f"""# Lifecycles

Written by `make pages` from the tables; do not edit. [中文](lifecycles.zh-CN.md)

{_EXAMPLE}

- A record holds dated facts (published, cancelled) and no status; `status(on)` derives from them that of any day.
- A fact counts from its day, or moment, on; of several on one day the last counts.
- Before a thing begins it has no status (`None`); where nobody dated the beginning, it has begun ever since.
- What comes by itself (a fair opens, an agreement expires, an instalment falls due) comes only where the table allows
  it; on one day, what is recorded goes first.
- A step returns a new record. One that is not allowed, and facts in an order that cannot be, raise
  `IllegalTransition`, which is an `InvalidValue` as well.""",
)
_COLUMNS = Text("| 状态 | 代码 | 含义 | 之后可以是 |", "| status | code | meaning | may be followed by |")
_BY_DAY = Text("`{name}.status(日期)`", "`{name}.status(day)`")
_BY_MOMENT = Text("`{name}.status(带时区的时刻)`", "`{name}.status(moment with a zone)`")
_END = Text("（终点）", "(an end)")


def lifecycles_page(locale: Locale) -> str:
    """The page in Markdown."""
    parts = [_HEAD.render(locale)]
    for kind, lifecycle in LIFECYCLES:
        parts += [
            f"## {lifecycle.of.render(locale)[:1].upper()}{lifecycle.of.render(locale)[1:]}",
            (_BY_MOMENT if lifecycle.hourly else _BY_DAY).format(name=kind.__name__).render(locale),
            "\n".join(_diagram(lifecycle, locale)),
            "\n".join(_table(lifecycle, locale)),
        ]
    return "\n\n".join(parts) + "\n"


def _diagram(lifecycle: Lifecycle[Any], locale: Locale) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for status in lifecycle.table:
        yield f'    state "{status.label.render(locale)}" as {status.name}'
    yield f"    [*] --> {lifecycle.start.name}"
    for status in lifecycle.table:
        yield from (f"    {status.name} --> {after.name}" for after in lifecycle.allowed(status))
        if not lifecycle.allowed(status):
            yield f"    {status.name} --> [*]"
    yield "```"


def _table(lifecycle: Lifecycle[Any], locale: Locale) -> Iterator[str]:
    yield _COLUMNS.render(locale)
    yield "|---|---|---|---|"
    joint = "、" if locale == "zh" else ", "
    for status in lifecycle.table:
        after = joint.join(each.label.render(locale) for each in lifecycle.allowed(status))
        meaning = status.meaning.render(locale)
        yield f"| {status.label.render(locale)} | `{status.value}` | {meaning} | {after or _END.render(locale)} |"
