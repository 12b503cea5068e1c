"""A control character or half a pair in a text stops no document, page, picture or calendar, and is seen in each."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from attrs import evolve
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

import laborcoop as lc
from laborcoop.errors import InvalidValue
from laborcoop.exchange.boarding_passes import passes_by_leg
from laborcoop.exchange.export import table_bytes, table_of
from laborcoop.exchange.report.document import report_docx
from laborcoop.exchange.visible import visible
from laborcoop.indicators import Disclosure
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.testing import Programme, small_case

ODD = Text("怒江\x01报表\x0b\ufffe", "Nujiang\x01report\x0b\ufffe")
SEEN = Text("怒江␁报表␋\ufffd", "Nujiang␁report␋\ufffd")


@example("\r\n")
@given(st.text(st.characters(exclude_categories=())))
def test_whatever_a_text_holds_a_parser_of_xml_takes_what_is_shown_of_it(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    made = ET.Element("t")
    made.text = shown
    read = ET.fromstring(ET.tostring(made, "unicode")).text  # noqa: S314 - our own
    assert read == (shown.replace("\r\n", "\n").replace("\r", "\n") or None)
    assert all(was == now for was, now in zip(text, shown, strict=True) if was.isprintable())


def test_line_ends_and_tabs_stay() -> None:
    assert visible("a\tb\r\nc\x7f") == "a\tb\r\nc␡"


def test_a_report_is_written_of_a_case_with_control_characters_in_its_name() -> None:
    case = evolve(small_case(Programme()), name=ODD)
    document = Document(io.BytesIO(report_docx(Disclosure.of(lc.year_end_report(case)), "zh")))
    assert document.paragraphs[0].text == SEEN.zh
    assert document.core_properties.title == SEEN.zh


def test_a_report_has_no_more_of_a_very_long_name_as_its_property_than_a_document_takes() -> None:
    case = evolve(small_case(Programme()), name=Text.same("名" * 300))
    document = Document(io.BytesIO(report_docx(Disclosure.of(lc.year_end_report(case)), "zh")))
    assert (document.paragraphs[0].text, len(document.core_properties.title)) == ("名" * 300, 255)


def test_a_chart_is_well_formed_whatever_it_is_called() -> None:
    chart = lc.charts.bars(ODD, {ODD: Count(3, Unit.PERSON)}, locale="en")
    assert SEEN.en in [one.text for one in ET.fromstring(chart.svg).iter()]  # noqa: S314 - our own


def test_a_calendar_shows_the_control_characters_of_a_place() -> None:
    case = small_case(Programme())
    plan = lc.plan_return(evolve(case, places=tuple(evolve(place, name=ODD) for place in case.places)))
    (event, *_) = Calendar.from_ical(passes_by_leg(plan, "zh")["leg-feeder.ics"]).walk("VEVENT")
    assert event["location"] == SEEN.zh
    assert "\x0b" not in f"{event['description']}{event['summary']}"


@pytest.mark.parametrize(
    ("title", "head"),
    [
        (ODD, SEEN.zh),
        (Text.same("R&D"), "R&&D"),
        (Text.same("&" * 300), "&" * 100 + "…" + "&" * 86 + "（个人信息已遮蔽）"),
    ],
)
def test_the_printed_head_of_a_workbook_is_one_that_a_spreadsheet_takes(title: Text, head: str) -> None:
    content = table_bytes(table_of(small_case(Programme()).workers, title=title), ".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    printed = sheet.oddHeader.center.text
    assert printed.startswith(head[:80])
    assert printed.endswith("（个人信息已遮蔽）")
    assert len(printed) <= 250


def test_a_cell_holds_as_much_as_a_spreadsheet_counts_in_it() -> None:
    (post, *_) = small_case(Programme()).posts
    fits, over = (table_of([evolve(post, work="😀" * number)]) for number in (16_383, 16_384))
    sheet = openpyxl.load_workbook(io.BytesIO(table_bytes(fits, ".xlsx"))).worksheets[0]
    assert "😀" * 16_383 in [cell.value for cell in sheet[2]]
    with pytest.raises(InvalidValue, match="more than a cell takes"):
        table_bytes(over, ".xlsx")
