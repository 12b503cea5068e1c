"""All the files of a year-end report, written into one folder."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_files import write_files
from laborcoop.exchange.report.claims_csv import claims_csv
from laborcoop.exchange.report.document import report_docx
from laborcoop.exchange.report.evidence_csv import evidence_csv
from laborcoop.exchange.report.figures_json import disclosed_figures, figures_json
from laborcoop.exchange.report.page import report_page
from laborcoop.exchange.report.workbook import report_xlsx
from laborcoop.indicators import Disclosure, YearEndReport
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Locale


def write_report(report: YearEndReport, folder: str | Path, locale: Locale = "zh") -> tuple[Path, ...]:
    """Write report.html, .docx and .xlsx, figures.json, evidence.csv, claims.csv and findings.csv.

    The same report gives the same bytes, and everything is made before anything is written. The first four withhold
    small numbers of people and name nobody, so that they can be passed on; the others name those behind a figure by id,
    and are the bureau's own.

    Args:
        report: the report.
        folder: where to; made if it is not there, files of the same names replaced.
        locale: the language of document, workbook and findings, and the one in which the page opens; it holds both.

    Returns:
        The files, in the order above.

    Raises:
        InvalidValue: ``report`` is no report, ``folder`` no path, or ``locale`` neither ``zh`` nor ``en``.
        MissingExtra: a package that writes one of them is not installed.
        OSError: ``folder`` cannot be written to.
    """
    check_arguments("write_report", (("report", report, YearEndReport), ("folder", folder, str | PathLike)))
    public = Disclosure.of(report)
    return write_files(
        folder,
        {
            "report.html": report_page(public, locale).encode(),
            "report.docx": report_docx(public, locale),
            "report.xlsx": report_xlsx(public, locale),
            "figures.json": figures_json(disclosed_figures(public)).encode(),
            "evidence.csv": evidence_csv(report),
            "claims.csv": claims_csv(report, locale),
            "findings.csv": findings_csv(report.findings + report.faults, locale),
        },
    )
