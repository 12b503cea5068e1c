"""findings.csv and itineraries.csv: their columns, their bytes, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from itertools import groupby

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.exchange import findings_csv as findings_table
from laborcoop.exchange import itineraries_csv as itineraries_table
from laborcoop.exchange.csv_text import csv_bytes, harmless
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.itineraries_csv import itineraries_csv
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding, Findings, Locus, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

BOM = "\ufeff".encode()


def _finding(
    subject: str = "W-1", *, severity: Severity = Severity.ERROR, where: Locus | None = None, waived: bool = False
) -> Finding:
    return Finding(
        rule="ID-01",
        severity=severity,
        subject=subject,
        path="id_number",
        message=Text("号码不对", "the number is wrong"),
        suggestion=Text("请核对", "compare"),
        where=where or Locus(),
        waived=waived,
    )


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    applicants = (Applicant(), Applicant(returns=False, employer=None), Applicant(willing=False))
    return plan_return(small_case(Programme(applicants=applicants)))


def test_findings_have_the_columns_that_every_command_writes() -> None:
    assert findings_csv(Findings(()), "zh") == BOM + (
        b"file,sheet,row,column,subject,rule,severity,path,message,suggestion\r\n"
    )


@pytest.mark.parametrize(
    ("locale", "words"), [("zh", ["号码不对", "请核对"]), ("en", ["the number is wrong", "compare"])]
)
def test_a_finding_is_one_line_in_the_language_asked_for(locale: str, words: list[str]) -> None:
    finding = _finding(where=Locus("a.xlsx", "一", 7, "C"))
    (_, line) = _rows(findings_csv(Findings((finding,)), "zh" if locale == "zh" else "en"))
    assert line == ["a.xlsx", "一", "7", "C", "W-1", "ID-01", "ERROR", "id_number", *words]


def test_what_a_finding_does_not_have_is_an_empty_cell() -> None:
    finding = evolve(_finding(), path="", suggestion=Text("", ""))
    (_, line) = _rows(findings_csv(Findings((finding,)), "en"))
    assert line == ["", "", "", "", "W-1", "ID-01", "ERROR", "", "the number is wrong", ""]


def test_a_waived_finding_says_so() -> None:
    lines = [_rows(findings_csv(Findings((_finding(waived=True),)), locale))[1][8] for locale in ("zh", "en")]
    assert lines == ["号码不对（已豁免）", "the number is wrong (waived)"]


def test_findings_stand_heaviest_first_in_whatever_order_they_come() -> None:
    given_ones = [_finding(f"W-{i}", severity=severity) for i, severity in enumerate(reversed(Severity))]
    content = findings_csv(Findings.of(given_ones), "zh")
    assert content == findings_csv(Findings.of(reversed(given_ones)), "zh")
    assert [line[6] for line in _rows(content)[1:]] == ["BLOCK", "ERROR", "WARN", "INFO"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    (_, (cell,)) = _rows(csv_bytes(["a"], [[f"{start}1+1"]]))
    assert cell == f"'{start}1+1"


def test_a_number_below_zero_stays_a_number() -> None:
    assert csv_bytes(["a", "b"], [[-1, None]]) == b"a,b\r\n-1,\r\n"


def test_a_file_name_that_is_not_utf_8_is_shown_by_number() -> None:
    assert csv_bytes(["a"], [["\udcff.csv"]]) == b"a\r\n\\udcff.csv\r\n"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_every_text_comes_back_as_it_was_made_harmless(rows: list[list[str]]) -> None:
    whole = [[harmless(cell) for cell in row] for row in rows if all("\x00" not in cell for cell in row)]
    kept = [row for row in rows if all("\x00" not in cell for cell in row)]
    assert _rows(csv_bytes(["a", "b"], kept))[1:] == whole


def test_an_itinerary_is_a_line_for_each_step_from_home_to_gate(plan: ReturnPlan) -> None:
    header, *lines = _rows(itineraries_csv(plan))
    assert header == ["worker_id", "seq", "kind", "from", "to", "depart", "arrive", "vehicle", "seat"]
    ways = {worker: list(way) for worker, way in groupby(lines, key=lambda line: line[0])}
    assert list(ways) == sorted(plan.handovers)
    for worker, way in ways.items():
        assert [int(line[1]) for line in way] == list(range(1, len(way) + 1))
        assert [line[2] for line in way] == [step.kind.value for step in plan.itinerary(worker).steps]
        assert [line[3] for line in way[1:]] == [line[4] for line in way[:-1]]
        assert way[0][3].startswith("V-")
        assert way[-1][2:5] == ["handover", way[-1][3], way[-1][3]]


def test_the_times_of_an_itinerary_are_iso_with_their_offset_and_never_run_back(plan: ReturnPlan) -> None:
    _, *lines = _rows(itineraries_csv(plan))
    for _, way in groupby(lines, key=lambda line: line[0]):
        moments = [datetime.fromisoformat(moment) for line in way for moment in line[5:7]]
        assert moments == sorted(moments)
        assert all(moment.tzinfo is not None for moment in moments)


def test_itineraries_have_no_bom_and_findings_have_one(plan: ReturnPlan) -> None:
    assert not itineraries_csv(plan).startswith(BOM)
    assert findings_csv(plan.findings, "zh").startswith(BOM)


def test_the_columns_are_those_that_the_modules_name() -> None:
    assert findings_csv(Findings(()), "en").decode("utf-8-sig").strip() == ",".join(findings_table.COLUMNS)
    assert len(itineraries_table.COLUMNS) == 9
