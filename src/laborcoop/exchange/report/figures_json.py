"""figures.json: the figures of a year-end report for other programs, and read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from laborcoop.cooperation import Basis, FigureRow
from laborcoop.exchange.document import CaseEntry
from laborcoop.exchange.entries import Words
from laborcoop.exchange.plan_json import read_text
from laborcoop.exchange.report.figures_document import (
    FORMAT,
    VERSION,
    CountedEntry,
    FiguresDocument,
    MissingEntry,
    QualifierName,
    RowEntry,
)
from laborcoop.exchange.structuring import read_document, write_document
from laborcoop.indicators import Disclosure, Line, Measured, YearEndReport
from laborcoop.indicators.breakdown import withheld
from laborcoop.kernel.counts import Qualifier
from laborcoop.kernel.text import Text
from laborcoop.planning.unread_files import unread_files

_NAMES: Mapping[Qualifier, QualifierName] = {
    Qualifier.EXACT: "exact",
    Qualifier.NEARLY: "nearly",
    Qualifier.MORE_THAN: "more-than",
    Qualifier.AT_LEAST: "at-least",
    Qualifier.FEWER_THAN: "fewer-than",
    Qualifier.ABOUT: "about",
}


def figures_document(report: YearEndReport, *, reveal: bool = False) -> FiguresDocument:
    """The figures of a report as a document.

    Args:
        report: the report.
        reveal: whether every number stands in it, and the rows behind each, with ids of workers; else small numbers of
            people are withheld as in the report (`laborcoop.indicators.Disclosure`), and no row is shown.
    """
    return disclosed_figures(Disclosure.of(report), reveal=reveal)


def disclosed_figures(public: Disclosure, *, reveal: bool = False) -> FiguresDocument:
    """The same, where what of the report may be published is known: to find it takes half of the time."""
    report, case = public.report, public.report.case
    return FiguresDocument(
        masked=not reveal,
        case=CaseEntry(
            id=case.id, name=Words.of(case.name), note=Words.of(case.note), on=case.on, synthetic=case.synthetic
        ),
        since=report.windows.since,
        until=report.windows.until,
        figures=tuple(
            _figure(public, line, line.figure, reveal=reveal) for line in report.lines if line.figure is not None
        ),
        missing=tuple(
            MissingEntry(
                code=line.indicator.code,
                title=Words.of(line.indicator.title),
                why=Words.of(report.figures.missing[line.indicator.code]),
            )
            for line in report.lines
            if line.figure is None
        ),
        unread=tuple(map(Words.of, unread_files(case))),
    )


def figures_json(document: FiguresDocument) -> str:
    """The document as JSON text: sorted keys, the same bytes for the same document."""
    return write_document(document)


def read_figures_document(source: Path | str) -> FiguresDocument:
    """Read figures.json: from the file if ``source`` is a `Path`, else ``source`` is the text.

    Raises:
        DocumentError: ``source`` cannot be read; with every fault and its path.
    """
    text = read_text(source) if isinstance(source, Path) else source
    return read_document(text, FiguresDocument, FORMAT, VERSION)


def _figure(public: Disclosure, line: Line, figure: Measured, *, reveal: bool) -> CountedEntry:
    told = reveal or public.may(figure)
    said = line.published.published if told and line.published is not None and line.published.holds else None
    words = figure.text() if told else withheld()
    end = figure.window.end
    return CountedEntry(
        code=figure.code,
        title=Words.of(figure.title),
        section=line.indicator.section.value,
        unit=figure.count.unit.value,
        value=figure.count.value if told else None,
        whole=figure.whole.value if told and figure.whole is not None else None,
        withheld=not told,
        qualifier="exact" if said is None else _NAMES[said.qualifier],
        said=Words.of(words if said is None else Text(said.render("zh"), said.render("en"))),
        since=figure.window.start,
        until=None if end is None else end - timedelta(days=1),
        basis="at-cut-off" if figure.basis is Basis.AT_CUTOFF else "cumulative",
        regions=tuple(region.code for region in figure.regions),
        receiving=None if figure.receiving is None else figure.receiving.code,
        definition=figure.definition,
        terms=Words.of(figure.terms),
        evidence=tuple(map(_row, figure.rows)) if reveal else None,
    )


def _row(row: FigureRow) -> RowEntry:
    return RowEntry(
        source=row.source,
        counted=row.counted,
        on=row.on,
        amount=row.amount,
        division=None if row.division is None else row.division.code,
    )
