"""The year-end report as a workbook to send: a sheet for each table, frozen headers, set to print, texts only."""

from __future__ import annotations

from collections.abc import Sequence

from laborcoop.exchange.report.about import about
from laborcoop.exchange.report.table import ReportTable
from laborcoop.exchange.report.tables import tables
from laborcoop.exchange.workbook import Page, workbook_bytes
from laborcoop.indicators import Disclosure
from laborcoop.kernel.text import Locale, Text


def report_xlsx(public: Disclosure, locale: Locale) -> bytes:
    """The workbook (.xlsx); the same report gives the same bytes.

    Args:
        public: the report, and what of it may be published.
        locale: the language.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    report, made = public.report, tables(public)
    name = report.case.name.render(locale)
    return workbook_bytes(
        [_front(about(report), made, name, locale), *(_page(table, name, locale) for table in made)],
        created=report.windows.until,
        title=name,
        locale=locale,
    )


def _front(said: Sequence[Text], made: Sequence[ReportTable], name: str, locale: Locale) -> Page:
    """The sheet to begin with: what the report is, and what is to be known of single tables."""
    heading = Text("说明", "About").render(locale)
    whole = Text("全表", "The report")
    rows = [(whole, one) for one in said]
    rows += [(table.title, table.lead) for table in made if table.lead.zh]
    return Page(
        name=heading,
        title=f"{name} · {heading}",
        header=(Text("工作表", "Sheet").render(locale), heading),
        widths=(30, 100),
        rows=tuple((sheet.render(locale), text.render(locale)) for sheet, text in rows),
        fit=True,
    )


def _page(table: ReportTable, name: str, locale: Locale) -> Page:
    heading = table.title.render(locale)
    return Page(
        name=heading,
        title=f"{name} · {heading}",
        header=tuple(column.render(locale) for column in table.columns),
        widths=table.widths,
        rows=tuple(tuple(cell.render(locale) for cell in row) for row in table.rows),
        numbers=table.numbers,
        fit=True,
    )
