"""The year-end report as a document (.docx) to edit and print: A4, headings, tables whose header repeats."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any

from laborcoop.errors import MissingExtra
from laborcoop.exchange.report.about import about
from laborcoop.exchange.report.table import ReportTable
from laborcoop.exchange.report.tables import tables
from laborcoop.exchange.visible import visible
from laborcoop.indicators import Disclosure, YearEndReport
from laborcoop.kernel.text import Locale

_FONT = "SimSun"
"""Chinese-capable, and on every Windows machine; others put their own in its place."""

_WESTERN = "Times New Roman"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_BODY, _SMALL = 10.5, 9
_PAGE_WIDTH = 17.0
"""Centimetres between the margins of an A4 page."""

_KEPT_TOGETHER = 16
"""A table of no more rows is not broken between pages; a longer one has its first row below its header."""


def report_docx(public: Disclosure, locale: Locale) -> bytes:
    """The document; the same report gives the same bytes.

    Args:
        public: the report, and what of it may be published.
        locale: the language.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError:
        raise MissingExtra("python-docx", "report") from None
    document, report = Document(), public.report
    _set_up(document, report, locale)
    document.add_heading(visible(report.case.name.render(locale)), level=0)
    for told in about(report):
        document.add_paragraph(visible(told.render(locale)))
    for table in tables(public):
        _add(document, table, locale)
    written = io.BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def _set_up(document: Any, report: YearEndReport, locale: Locale) -> None:  # noqa: ANN401 - python-docx's document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = _WESTERN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
        fonts.set(_w("eastAsia"), _FONT)
    # The template's own is English: a program that checks spelling would mark all that is Chinese.
    for marked in (*document.styles.element.iter(_w("lang")), *document.settings.element.iter(_w("themeFontLang"))):
        marked.set(_w("eastAsia"), "zh-CN")
    document.styles["Normal"].font.size = Pt(_BODY)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    made = datetime.combine(report.windows.until, time())
    properties = document.core_properties
    # A property of a document holds no more than 255 characters.
    properties.title = visible(report.case.name.render(locale))[:255]
    properties.author, properties.comments = "laborcoop", ""
    properties.created = properties.modified = made
    properties.last_modified_by = "laborcoop"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE")


def _field(paragraph: Any, instruction: str) -> None:  # noqa: ANN401 - python-docx's paragraph
    """A field that the reader's program fills in."""
    from docx.oxml import OxmlElement

    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(_w("fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = instruction
        run._r.append(part)  # noqa: SLF001 - python-docx has no call for fields


def _add(document: Any, table: ReportTable, locale: Locale) -> None:  # noqa: ANN401 - python-docx's document
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    document.add_heading(visible(table.title.render(locale)), level=2 if table.below else 1)
    if table.lead.zh:
        document.add_paragraph(visible(table.lead.render(locale))).paragraph_format.keep_with_next = True
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    share = _PAGE_WIDTH / sum(table.widths)
    for place, column in enumerate(made.columns):
        column.width = Cm(table.widths[place] * share)
    together = len(table.rows) if len(table.rows) <= _KEPT_TOGETHER else 1
    for line, (row, texts) in enumerate(zip(made.rows, (table.columns, *table.rows), strict=True)):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Cm(table.widths[place] * share)
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(visible(text.render(locale)))
            run.font.size = Pt(_SMALL)
            run.bold = texts is table.columns
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            paragraph.paragraph_format.keep_with_next = line < together
            if place in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for place, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no call for what follows
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _without_clock(content: bytes) -> bytes:
    """The same archive with every part dated alike: python-docx writes the machine's time."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in given.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _ZIP_DAY), given.read(info), zipfile.ZIP_DEFLATED)
    return made.getvalue()
