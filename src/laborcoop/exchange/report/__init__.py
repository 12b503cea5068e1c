"""The year-end report as files: a page to print, a workbook, a document, and the rows behind every figure."""

from laborcoop.exchange.report.figures_document import FiguresDocument
from laborcoop.exchange.report.figures_json import figures_document, figures_json, read_figures_document
from laborcoop.exchange.report.files import write_report

__all__ = ["FiguresDocument", "figures_document", "figures_json", "read_figures_document", "write_report"]
