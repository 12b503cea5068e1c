"""The year-end report as a workbook to send: a sheet for each table, frozen headers, set to print, texts only."""

from __future__ import annotations

from laborcoop.exchange.report.about import about
from laborcoop.exchange.report.table import ReportTable
from laborcoop.exchange.report.tables import tables
from laborcoop.exchange.workbook import Page, workbook_bytes
from laborcoop.indicators import YearEndReport
from laborcoop.kernel.text import Locale, Text


def report_xlsx(report: YearEndReport, locale: Locale) -> bytes:
    """The workbook (.xlsx); the same report gives the same bytes.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    name = report.case.name.render(locale)
    return workbook_bytes(
        [_front(report, name, locale), *(_page(table, name, locale) for table in tables(report))],
        created=report.windows.until,
        title=name,
        locale=locale,
    )


def _front(report: YearEndReport, name: str, locale: Locale) -> Page:
    """The sheet to begin with: what the report is, and what is to be known of single tables."""
    heading = Text("说明", "About").render(locale)
    whole = Text("全表", "The report")
    rows = [(whole, one) for one in about(report)]
    rows += [(table.title, table.lead) for table in tables(report) if table.lead.zh]
    return Page(
        name=heading,
        title=f"{name} · {heading}",
        header=(Text("工作表", "Sheet").render(locale), heading),
        widths=(30, 100),
        rows=tuple((sheet.render(locale), said.render(locale)) for sheet, said in rows),
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
