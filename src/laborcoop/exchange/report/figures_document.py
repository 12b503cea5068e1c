"""figures.json as classes: the figures of a report for other programs. The page "figures.json" describes it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange.document import CaseEntry
from laborcoop.exchange.entries import Entry, Words
from laborcoop.kernel.text import Text

FORMAT = "laborcoop-figures"
VERSION = 1

QualifierName = Literal["exact", "nearly", "more-than", "at-least", "fewer-than", "about"]
BasisName = Literal["at-cut-off", "cumulative"]


@frozen(kw_only=True)
class RowEntry(Entry):
    """One row that a figure counts."""

    source: Annotated[str, Text("在文件中的位置", "place in the files")]
    counted: Annotated[str, Text("计数对象", "whom or what it counts")]
    on: Annotated[date, Text("日期", "day")]
    amount: Annotated[int, Text("数量", "how many it makes")]
    division: Annotated[str | None, Text("所属地区", "place it is listed under")] = None


@frozen(kw_only=True)
class CountedEntry(Entry):
    """One figure with what it must say of itself.

    Raises:
        InvalidValue: it is withheld and yet told, or neither.
    """

    code: Annotated[str, Text("指标代码", "code of the indicator")]
    title: Annotated[Words, Text("名称", "title")]
    section: Annotated[str, Text("所在部分", "section of the report")]
    unit: Annotated[str, Text("单位", "unit")]
    value: Annotated[int | None, Text("数值", "value")]
    whole: Annotated[int | None, Text("占比的总数", "whole of which it is a part")] = None
    withheld: Annotated[bool, Text("不公布", "withheld")] = False
    qualifier: Annotated[QualifierName, Text("公布的数与记录的关系", "how what is said relates to the records")] = (
        "exact"
    )
    said: Annotated[Words, Text("公布的文字", "as it is said")]
    since: Annotated[date, Text("时间段第一天", "first day of its window")]
    until: Annotated[date | None, Text("时间段最后一天（含）", "last day of its window, which counts")]
    basis: Annotated[BasisName, Text("统计方式", "how it is counted")]
    regions: Annotated[tuple[str, ...], Text("输出地或其中的地区", "sending region, or parts of it")] = ()
    receiving: Annotated[str | None, Text("输入地", "receiving region")] = None
    definition: Annotated[str, Text("口径编号", "id of the definition")]
    terms: Annotated[Words, Text("口径", "definition")]
    evidence: Annotated[tuple[RowEntry, ...] | None, Text("计数明细", "rows that it counts")] = None

    def __attrs_post_init__(self) -> None:
        told = (self.value, self.whole, self.evidence) != (None, None, None)
        if told is self.withheld:
            raise InvalidValue(
                Text(
                    "数字 {code} 要么公布，要么不公布", "the figure {code} must be either published or withheld"
                ).format(code=self.code)
            )


@frozen(kw_only=True)
class MissingEntry(Entry):
    """A figure that could not be counted, and why: what is not recorded is not nought."""

    code: Annotated[str, Text("指标代码", "code of the indicator")]
    title: Annotated[Words, Text("名称", "title")]
    why: Annotated[Words, Text("未能统计的原因", "why it could not be counted")]


@frozen(kw_only=True)
class FiguresDocument(Entry):
    """figures.json. ``masked`` says that small numbers of people are withheld, and no row is shown.

    Raises:
        InvalidValue: ``masked`` is true, and ``figures`` show rows.
    """

    format: Annotated[Literal["laborcoop-figures"], Text("格式", "format")] = "laborcoop-figures"
    version: Annotated[Literal[1], Text("版本", "version")] = 1
    masked: Annotated[bool, Text("少数人的数字和明细不公布", "numbers of few people and all rows are withheld")]
    case: Annotated[CaseEntry, Text("案例", "case")]
    since: Annotated[date, Text("报告期第一天", "first day of the report")]
    until: Annotated[date, Text("报告期最后一天（含）", "last day of the report, which counts")]
    figures: Annotated[tuple[CountedEntry, ...], Text("数字", "figures")]
    missing: Annotated[tuple[MissingEntry, ...], Text("未能统计的指标", "what could not be counted")]
    unread: Annotated[tuple[Words, ...], Text("未能读取的文件", "files that could not be read")] = ()

    def __attrs_post_init__(self) -> None:
        shown = [figure.code for figure in self.figures if figure.evidence is not None]
        if self.masked and shown:
            raise InvalidValue(
                Text(
                    "文件声明不公布明细，但含有明细：{codes}",
                    "the document says that no rows are shown, but shows those of {codes}",
                ).format(codes=tuple(shown))
            )
