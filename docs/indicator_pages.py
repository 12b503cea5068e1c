"""The page of the indicators, made from the catalogue: what each counts, in which unit, over which days."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.cooperation import Basis
from laborcoop.indicators import CATALOGUE, Indicator, Section, Span
from laborcoop.kernel.text import Locale, Text

_HEAD = Text(
    """# 统计指标

由 `make pages` 根据指标目录生成，请勿手改。[English](indicators.md) · [怎样使用](../how-to/report.zh-CN.md)

`laborcoop.measure` 数出每一项；没有所需记录的，说明未记录，不写成零。口径编号为“指标/版本”，版本不同的不作比较。
带“占比”的是部分，分母在口径中写明。

分地区（`region=`）的数字只数该地区的记录，每个对象在该地区计一次：参加过两县招聘会的企业，两县各计一家。因此各县的数字
不能直接相加；用 `+` 相加时，两边都有的对象只计一次，得数就是两县合计。期间也是如此。""",
    """# Indicators

Written by `make pages` from the catalogue; do not edit. [中文](indicators.zh-CN.md) ·
[how to use them](../how-to/report.md)

`laborcoop.measure` counts each of them. What has no records is not recorded, which is not nought. The id of a
definition is the indicator and a version; figures of two versions are never compared. A share is a part, and its
definition names the whole.

The figure of a region (`region=`) counts the records of that region alone, each thing once there: an employer at fairs
of two counties is one employer in each. So the numbers of counties do not simply add up; `+` counts once what both
figures count, and makes the figure of the two together. The same goes for days that follow one another.""",
)
_COLUMNS = Text(
    "| 代码 | 指标 | 单位 | 时间段 | 口径 | 依据 |", "| code | indicator | unit | days | definition | rests on |"
)
_SHARE = Text("（占比）", " (a share)")
_STATE = Text("；时点数", "; a state")


def indicators_page(locale: Locale) -> str:
    """The page in Markdown."""
    parts = [_HEAD.render(locale), "\n".join(_spans(locale))]
    for section in Section:
        label = section.label.render(locale)
        parts += [f"## {label[:1].upper()}{label[1:]}", "\n".join(_table(section, locale))]
    return "\n\n".join(parts) + "\n"


def _spans(locale: Locale) -> Iterator[str]:
    yield Text("| 时间段 | 含义 |", "| days | meaning |").render(locale)
    yield "|---|---|"
    for span in Span:
        yield f"| `{span.value}` | {span.label.render(locale)} |"


def _table(section: Section, locale: Locale) -> Iterator[str]:
    yield _COLUMNS.render(locale)
    yield "|---|---|---|---|---|---|"
    yield from (_row(one, locale) for one in CATALOGUE if one.section is section)


def _row(one: Indicator, locale: Locale) -> str:
    title = one.title.render(locale) + ("" if one.whole is None else _SHARE.render(locale))
    unit = one.unit.zh if locale == "zh" else one.unit.en(2)
    days = f"`{one.span.value}`" + (_STATE.render(locale) if one.basis is Basis.AT_CUTOFF else "")
    folder = "rules/zh-CN" if locale == "zh" else "rules"
    rules = [f"[{code}]({folder}/{code}.md)" for code in one.rules]
    rests = ", ".join((*one.facts, *rules))
    return f"| `{one.code}` | {title} | {unit} | {days} | {one.definition.render(locale)} | {rests} |"
