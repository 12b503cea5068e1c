"""The tables of a year-end report: what the page, the workbook and the document all show, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import evolve

from laborcoop.exchange.report.over_time import by_year, retention
from laborcoop.exchange.report.rule_words import rule_words
from laborcoop.exchange.report.table import ReportTable
from laborcoop.indicators import Breakdown, Disclosure, Line, Measured, Section, YearEndReport, window_text
from laborcoop.indicators.breakdown import BY_COUNTY, withheld
from laborcoop.indicators.disclosure import may_tell
from laborcoop.indicators.measured import division_name
from laborcoop.indicators.report_numbers import UNDER_WAY, WAITING
from laborcoop.kernel.text import Text, in_a_row
from laborcoop.rulebook import Severity

_NUMERALS = "一二三四五六七八九十"
_RULE, _ASKS, _ADVICE = Text("规则", "Rule"), Text("要求", "What it asks"), Text("怎样处理", "What to do")
_SEE = Text("逐条核实", "look at each of them")
_TOGETHER = Text("合计", "together")


def tables(public: Disclosure) -> tuple[ReportTable, ...]:
    """All tables in their order, those that belong to a section below it; one that would have no row is left out.

    Args:
        public: the report, and what of it may be published.
    """
    report = public.report
    notes = {line.indicator.code: number for number, line in enumerate(report.lines, start=1)}
    below = {
        Section.RETURN_TO_POST: (_reconciliation(public), *_parted(public, "brought"), *_parted(public, "trips")),
        Section.RECOMMEND: _parted(public, "recruited"),
        Section.TRANSFERS: (retention(report, public), _by_county(public)),
        Section.SUBSIDIES: (_refusals(public), _aid(report)),
    }
    made: list[ReportTable] = []
    for section in Section:
        made += [_section(public, section, notes), *below.get(section, ())]
    made += [
        by_year(report, public),
        _published(report, public),
        _findings(report, public),
        _definitions(report, public, notes),
    ]
    return tuple(_begun(table) for table in made if table.rows)


def _begun(table: ReportTable) -> ReportTable:
    """The table with its headings and first cells begun as sentences are."""
    return evolve(
        table,
        title=_capital(table.title),
        columns=tuple(map(_capital, table.columns)),
        rows=tuple((_capital(row[0]), *row[1:]) for row in table.rows),
    )


def _capital(text: Text) -> Text:
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def printed(public: Disclosure, line: Line, figure: Measured) -> Text:
    """A figure as the report prints it: as it was published, where that holds and may be told, else as it may be."""
    if line.published is None or not line.published.holds or not public.may(figure):
        return public.figure(figure)
    return Text(line.published.published.render("zh"), line.published.published.render("en"))


def _section(public: Disclosure, section: Section, notes: Mapping[str, int]) -> ReportTable:
    number = list(Section).index(section)
    heading = Text("{zh}、{title}", "{en}. {title}").format(zh=_NUMERALS[number], en=number + 1, title=section.label)
    return ReportTable(
        id=section.value,
        title=heading,
        lead=in_a_row(_above(public.report, section)),
        columns=(Text("指标", "Indicator"), Text("数值", "Figure"), Text("时间段", "Window"), Text("口径注", "Note")),
        widths=(34, 26, 26, 10),
        numbers=frozenset({1}),
        rows=tuple(_line(public, line, notes[line.indicator.code]) for line in public.report.section(section)),
    )


def _above(report: YearEndReport, section: Section) -> Iterator[Text]:
    """What is said above the figures of a section."""
    yield region_line(report)
    if section is Section.SUBSIDIES:
        yield from report.subsidies.without_records()


def region_line(report: YearEndReport) -> Text:
    """Of which region all figures of a section are."""
    pairing = report.case.campaign.pairing
    return Text("地区：{sending} → {receiving}", "Region: {sending} → {receiving}").format(
        sending=division_name(pairing.sending), receiving=division_name(pairing.receiving)
    )


def _line(public: Disclosure, line: Line, note: int) -> tuple[Text, ...]:
    mark = Text.same(f"[{note}]")
    figure = line.figure
    if figure is None:
        why = public.report.figures.missing[line.indicator.code]
        return line.indicator.title, Text("未记录", "not recorded"), why, mark
    return line.indicator.title, printed(public, line, figure), window_text(figure.window), mark


_BECAME = {
    "registered": Text("报名", "registered"),
    "boarded": Text("上车", "boarded"),
    "no_show": Text("未到", "did not come"),
    "withdrawn": Text("已退出", "withdrew"),
    "moved": Text("已改批次", "moved to another batch"),
    WAITING: Text("尚未出发", "yet to set out"),
    "handed_over": Text("进厂门交接", "handed over at the gate"),
    "alighted_early": Text("提前下车", "alighted early"),
    "hospital": Text("就医", "in hospital"),
    "missing": Text("失联", "missing"),
    UNDER_WAY: Text("在途", "on the way"),
}


def _reconciliation(public: Disclosure) -> ReportTable:
    numbers = public.reconciliation()
    rows = tuple(
        (title, withheld() if numbers[name] is None else Text.same(str(numbers[name])))
        for name, title in _BECAME.items()
        if name in numbers and (numbers[name] != 0 or name not in {WAITING, UNDER_WAY})
    )
    return ReportTable(
        id="reconciliation",
        below=True,
        title=Text("返岗对账", "The return, reconciled"),
        lead=Text(
            "报名 = 上车 + 未到 + 已退出 + 已改批次（+ 尚未出发）；上车 = 进厂门 + 提前下车 + 就医 + 失联（+ 在途）。"
            "改批次的在两批各登记一次",
            "Registered = boarded + did not come + withdrew + moved (+ yet to set out); boarded = handed over + "
            "alighted early + in hospital + missing (+ on the way). Who moved to another batch is registered for both",
        ),
        columns=(Text("去向", "What became of them"), Text("登记数", "Registrations")),
        widths=(34, 16),
        numbers=frozenset({1}),
        rows=rows,
    )


def _parted(public: Disclosure, code: str) -> list[ReportTable]:
    """The breakdowns of one figure, other than that by county."""
    return [
        _breakdown(public.breakdown(one))
        for one in public.report.breakdowns
        if one.code == code and one.by != BY_COUNTY
    ]


def _breakdown(public: Breakdown) -> ReportTable:
    title = Text("{title}，{by}", "{title}, {by}").format(title=public.title, by=public.by)
    rows = tuple((part.label, part.text()) for part in public.parts)
    return ReportTable(
        id=f"{public.code}-parts",
        title=title,
        below=True,
        columns=(public.by, Text("数值", "Figure")),
        widths=(34, 26),
        numbers=frozenset({1}),
        rows=(*rows, (_TOGETHER, public.text())) if rows else (),
    )


def _by_county(public: Disclosure) -> ReportTable:
    """A row for each county, a column for each figure that is parted so."""
    columns = [public.breakdown(one) for one in public.report.breakdowns if one.by == BY_COUNTY]
    labels = dict.fromkeys(part.label for one in columns for part in one.parts)
    cells = [{part.label: part.text() for part in one.parts} for one in columns]
    rows = [(label, *(of.get(label, Text.same("0")) for of in cells)) for label in labels]
    return ReportTable(
        id="counties",
        title=BY_COUNTY,
        below=True,
        lead=Text("各列的时间段同上表", "Each column is of the window that its figure has above"),
        columns=(Text("县（市）", "County"), *(one.title for one in columns)),
        widths=(16, *(18 for _ in columns)),
        numbers=frozenset(range(1, len(columns) + 1)),
        rows=(*rows, (_TOGETHER, *(one.text() for one in columns))) if rows else (),
    )


def _published(report: YearEndReport, public: Disclosure) -> ReportTable:
    def verdict(holds: bool) -> Text:  # noqa: FBT001 - the one thing it words
        return Text("成立", "holds") if holds else Text("不成立", "does not hold")

    compared = [
        (line.published, public.may(line.figure))
        for line in report.lines
        if line.published is not None and line.figure is not None
    ]
    return ReportTable(
        id="published",
        title=Text("公布数字核对", "Published figures held against the records"),
        lead=Text(
            "“近”为低于该数且不低于其 {nearly}%（约定），“超”不含本数，“以上”含本数",
            "Nearly is below the number and at least {nearly} per cent of it, by convention; more than excludes the "
            "number, or more includes it",
        ).format(nearly=report.published()[0].nearly if report.published() else ""),
        columns=(
            Text("指标", "Indicator"),
            Text("公布", "Published"),
            Text("记录", "Records"),
            Text("结论", "Verdict"),
        ),
        widths=(34, 26, 22, 14),
        numbers=frozenset({1, 2}),
        rows=tuple(
            (
                one.title,
                Text(one.published.render("zh"), one.published.render("en")),
                one.true.text() if may else withheld(),
                verdict(one.holds) if may else withheld(),
            )
            for one, may in compared
        ),
    )


def _refusals(public: Disclosure) -> ReportTable:
    report = public.report
    advice = {finding.rule: finding.suggestion for one in report.subsidies.refused() for finding in one.findings}
    return ReportTable(
        id="refusals",
        title=Text("不予发放的补贴申请", "Refused claims for subsidies"),
        below=True,
        lead=Text(
            "一笔申请可能违反几条规则；逐笔理由见 claims.csv",
            "A claim may be barred by several rules; the reasons of each: claims.csv",
        ),
        columns=(_RULE, _ASKS, Text("笔数", "Claims"), _ADVICE),
        widths=(10, 46, 12, 35),
        numbers=frozenset({2}),
        rows=tuple(
            (
                Text.same(rule),
                rule_words(rule, report.case.book),
                withheld() if number is None else Text.same(str(number)),
                advice[rule],
            )
            for rule, number in public.refusals().items()
        ),
    )


def _aid(report: YearEndReport) -> ReportTable:
    reasons = Counter(why for one in report.aid for why in one.obstacles)
    return ReportTable(
        id="aid",
        title=Text("截止日不能发放的学生资助", "Aid that may not be paid on the last day"),
        below=True,
        columns=(Text("理由", "Reason"), Text("学生", "Students")),
        widths=(60, 14),
        numbers=frozenset({1}),
        rows=tuple(
            (why, Text.same(str(number)) if may_tell(number) else withheld())
            for why, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0].en))
        ),
    )


def _findings(report: YearEndReport, public: Disclosure) -> ReportTable:
    """By rule and severity: what the rule asks, what to do, and no example, which could name somebody."""
    counted = public.findings()
    order = list(Severity)
    told: dict[str, set[Text]] = {}
    for finding in report.findings:
        if finding.suggestion.zh:
            told.setdefault(finding.rule, set()).add(finding.suggestion)
    # What is to be done about one record, such as a name that was meant, is not to be done about the others.
    advice = {rule: next(iter(ways)) for rule, ways in told.items() if len(ways) == 1}
    return ReportTable(
        id="quality",
        title=Text("数据质量：未处理的问题", "Data quality: open findings"),
        lead=Text("逐条见 findings.csv", "Each of them: findings.csv"),
        columns=(_RULE, _ASKS, Text("程度", "Severity"), Text("条数", "Number"), _ADVICE),
        widths=(10, 40, 12, 13, 28),
        numbers=frozenset({3}),
        rows=tuple(
            (
                Text.same(rule),
                rule_words(rule, report.case.book),
                severity.label,
                withheld() if number is None else Text.same(str(number)),
                advice.get(rule, _SEE),
            )
            for (rule, severity), number in sorted(counted.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
        ),
    )


def _definitions(report: YearEndReport, public: Disclosure, notes: Mapping[str, int]) -> ReportTable:
    return ReportTable(
        id="definitions",
        title=Text("口径注", "Notes: definitions"),
        lead=Text(
            "每个数字的明细行见 evidence.csv",
            "The rows behind each figure: evidence.csv",
        ),
        columns=(
            Text("注", "Note"),
            Text("口径编号", "Definition"),
            Text("口径", "What is counted, and how"),
            Text("依据规则", "Rests on rules"),
            Text("明细行", "Rows"),
        ),
        widths=(8, 34, 55, 22, 12),
        numbers=frozenset({4}),
        rows=tuple(
            (
                Text.same(f"[{notes[line.indicator.code]}]"),
                Text.same(line.indicator.definition_id),
                line.indicator.definition,
                Text.same(", ".join(line.indicator.rules) or "–"),
                _rows_behind(public, line.figure),
            )
            for line in report.lines
        ),
    )


def _rows_behind(public: Disclosure, figure: Measured | None) -> Text:
    """How many rows a figure is counted from, where the figure may be told: of people, each is one."""
    if figure is None:
        return Text.same("–")
    return Text.same(str(len(figure.rows))) if public.may(figure) else withheld()
