"""The year-end report as files: a page to print, a workbook, a document, and the rows behind every figure."""

from laborcoop.exchange.report.files import write_report

__all__ = ["write_report"]
