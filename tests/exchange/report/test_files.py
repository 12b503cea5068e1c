"""The files of a year-end report, held against independent readers."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from attrs import evolve
from docx.document import Document
from openpyxl import Workbook

from laborcoop.errors import MissingExtra
from laborcoop.exchange.report import write_report
from laborcoop.exchange.report.about import about
from laborcoop.exchange.report.claims_csv import claims_csv
from laborcoop.exchange.report.curve import curve
from laborcoop.exchange.report.document import report_docx
from laborcoop.exchange.report.evidence_csv import evidence_csv
from laborcoop.exchange.report.page import report_page
from laborcoop.exchange.report.table import ReportTable
from laborcoop.exchange.report.tables import tables
from laborcoop.indicators import Disclosure, YearEndReport, year_end_report
from laborcoop.kernel.counts import Count
from laborcoop.kernel.text import Locale, Text
from laborcoop.rulebook import Findings, Severity

LOCALES: tuple[Locale, ...] = ("zh", "en")


def by_id(public: Disclosure) -> dict[str, ReportTable]:
    return {table.id: table for table in tables(public)}


def lines_of(table: ReportTable, locale: Locale) -> list[list[str]]:
    return [[cell.render(locale) for cell in row] for row in table.rows]


@pytest.fixture(scope="module")
def made(public: Disclosure) -> dict[str, ReportTable]:
    """The tables of the report by their ids, made once."""
    return by_id(public)


@pytest.fixture(scope="module")
def written(report: YearEndReport, tmp_path_factory: pytest.TempPathFactory) -> dict[Locale, dict[str, bytes]]:
    """The files of the report by their names in each language, written once."""
    folder = tmp_path_factory.mktemp("report")
    return {
        locale: {path.name: path.read_bytes() for path in write_report(report, folder / locale, locale)}
        for locale in LOCALES
    }


@pytest.fixture(scope="module")
def documents(written: dict[Locale, dict[str, bytes]]) -> dict[Locale, Document]:
    """The documents, as another reader reads them."""
    return {locale: docx.Document(io.BytesIO(files["report.docx"])) for locale, files in written.items()}


@pytest.fixture(scope="module")
def workbooks(written: dict[Locale, dict[str, bytes]]) -> dict[Locale, Workbook]:
    """The workbooks, as another reader reads them."""
    return {locale: openpyxl.load_workbook(io.BytesIO(files["report.xlsx"])) for locale, files in written.items()}


@pytest.fixture(scope="module")
def pages(written: dict[Locale, dict[str, bytes]]) -> dict[Locale, str]:
    """The page as it opens in each language."""
    return {locale: files["report.html"].decode() for locale, files in written.items()}


class _Cells(HTMLParser):
    """The rows of all tables, in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.hidden, self.cell = language, 0, False
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.cell = True
            self.rows[-1].append("")
        if tag == "span":
            self.hidden += dict(attrs).get("lang") not in {None, self.language}

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.cell = False
        if tag == "span":
            self.hidden = 0

    def handle_data(self, data: str) -> None:
        if self.cell and not self.hidden:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("locale", LOCALES)
def test_page_workbook_and_document_show_the_same_tables(
    made: dict[str, ReportTable],
    documents: dict[Locale, Document],
    workbooks: dict[Locale, Workbook],
    pages: dict[Locale, str],
    locale: Locale,
) -> None:
    expected = [
        [column.render(locale) for column in table.columns] if number == 0 else lines_of(table, locale)[number - 1]
        for table in made.values()
        for number in range(len(table.rows) + 1)
    ]
    page = _Cells(locale)
    page.feed(pages[locale])
    assert [[cell.strip() for cell in row] for row in page.rows] == expected
    texts = [[cell.text for cell in row.cells] for table in documents[locale].tables for row in table.rows]
    assert texts == expected
    read = [
        [cell or "" for cell in row]
        for sheet in workbooks[locale].worksheets[1:]
        for row in sheet.iter_rows(values_only=True)
    ]
    assert read == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_chinese_in_a_document_is_marked_as_chinese(written: dict[Locale, dict[str, bytes]], locale: Locale) -> None:
    with zipfile.ZipFile(io.BytesIO(written[locale]["report.docx"])) as parts:
        styles = [parts.read(f"word/{name}.xml") for name in ("styles", "settings")]
    assert [set(re.findall(rb'w:eastAsia="([a-z]{2}-[A-Z]{2})"', part)) for part in styles] == [{b"zh-CN"}] * 2


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_report_gives_the_same_bytes(
    report: YearEndReport, written: dict[Locale, dict[str, bytes]], tmp_path: Path, locale: Locale
) -> None:
    again = write_report(report, str(tmp_path / "again"), locale)
    names = ["report.html", "report.docx", "report.xlsx", "figures.json", "evidence.csv", "claims.csv", "findings.csv"]
    assert list(written[locale]) == names
    assert written[locale] == {path.name: path.read_bytes() for path in again}


def test_what_is_passed_on_names_nobody(report: YearEndReport, written: dict[Locale, dict[str, bytes]]) -> None:
    for name, content in list(written["zh"].items())[:4]:
        parts = [content]
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = [archive.read(part) for part in archive.namelist()]
        text = b"".join(parts).decode(errors="ignore")
        assert not re.search(r"\b[YT]-\d{3,4}\b|SC-\d\d|533399\d{8}", text), name
        assert all(worker.name.reveal() not in text for worker in report.case.workers[:50]), name


def test_the_workbook_is_fit_to_print(workbooks: dict[Locale, Workbook]) -> None:
    book = workbooks["zh"]
    assert book.sheetnames[:3] == ["说明", "一、送岗", "二、返岗"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert all(cell.value is None or isinstance(cell.value, str) for row in sheet.iter_rows() for cell in row)
    notes = book["口径注"]
    assert notes.row_dimensions[2].height > notes.row_dimensions[11].height


def test_a_figure_with_its_unit_stands_to_the_right_in_the_workbook(workbooks: dict[Locale, Workbook]) -> None:
    sheet = workbooks["en"].worksheets[1]
    assert [cell.alignment.horizontal for cell in sheet[2]] == [None, "right", None, None]


@pytest.mark.parametrize("locale", LOCALES)
def test_document_and_workbook_say_first_what_they_are(
    report: YearEndReport,
    made: dict[str, ReportTable],
    documents: dict[Locale, Document],
    workbooks: dict[Locale, Workbook],
    locale: Locale,
) -> None:
    said = [text.render(locale) for text in about(report)]
    assert "2023-02-07" in said[0]
    assert {"zh": "珠海市人力资源和社会保障局、怒江州", "en": "Zhuhai"}[locale] in said[1]
    assert said[2].startswith({"zh": "合成数据，人员均为虚构。", "en": "Synthetic: all people are invented."}[locale])
    assert [one.text for one in documents[locale].paragraphs[1:4]] == said
    front = workbooks[locale].worksheets[0]
    told = [row[1] for row in front.iter_rows(min_row=2, values_only=True)]
    assert told[:3] == said
    assert told[3:] == [table.lead.render(locale) for table in made.values() if table.lead.zh]


def test_the_document_breaks_no_small_table_and_leaves_no_sentence_behind(
    made: dict[str, ReportTable], documents: dict[Locale, Document]
) -> None:
    document = documents["zh"]
    small = [table for table in document.tables if len(table.rows) <= 17]
    assert 5 < len(small) < len(document.tables)
    for table in document.tables:
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert kept == [True] * (len(kept) - 1) + [False] if table in small else [True] + [False] * (len(kept) - 1)
    leads = {table.lead.zh for table in made.values()}
    assert all(one.paragraph_format.keep_with_next for one in document.paragraphs if one.text in leads - {""})


def test_the_document_repeats_its_headers_and_reads_chinese(
    written: dict[Locale, dict[str, bytes]], documents: dict[Locale, Document]
) -> None:
    document = documents["zh"]
    assert document.paragraphs[0].text == "怒江—珠海劳务协作年终报表（示例）"
    assert document.paragraphs[1].text == "报告期：2021-01-01 至 2023-02-07"
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings[:4] == ["一、送岗", "二、返岗", "三、稳岗", "四、推岗"]
    with zipfile.ZipFile(io.BytesIO(written["zh"]["report.docx"])) as parts:
        body = parts.read("word/document.xml").decode()
        footer = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
    first_rows = re.findall(r"<w:tbl>.*?</w:tr>", body, re.DOTALL)
    assert len(first_rows) == len(document.tables) == body.count("<w:tblHeader/>")
    assert all("<w:tblHeader/>" in row for row in first_rows)
    assert 'w:eastAsia="SimSun"' in document.styles["Normal"].element.xml
    assert "PAGE" in footer
    assert str(document.core_properties.created)[:10] == "2023-02-07"


def test_a_case_without_a_note_has_none(few: YearEndReport, tmp_path: Path) -> None:
    page, written, *_ = write_report(few, tmp_path, "en")
    document = docx.Document(str(written))
    assert [one.text for one in document.paragraphs[:3]][1:] == [one.en for one in about(few)]
    assert document.paragraphs[3].style is not None
    assert document.paragraphs[3].style.name == "Heading 1"
    assert 'class="notice"' not in page.read_text(encoding="utf-8")


def test_a_table_without_a_lead_stands_right_below_its_heading(few: YearEndReport, report: YearEndReport) -> None:
    public = Disclosure.of(evolve(few, aid=report.aid))
    document = docx.Document(io.BytesIO(report_docx(public, "en")))
    (heading,) = [one for one in document.paragraphs if one.text == by_id(public)["aid"].title.en]
    following = heading._p.getnext()  # noqa: SLF001 - python-docx has no call for what follows
    assert following is not None
    assert following.tag.endswith("}tbl")


def test_the_evidence_makes_up_every_figure(report: YearEndReport) -> None:
    rows = list(csv.DictReader(io.StringIO(evidence_csv(report).decode("utf-8-sig"))))
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["indicator"]] += int(row["amount"])
    assert {figure.code: sums[figure.code] for figure in report.figures} == {
        figure.code: figure.count.value for figure in report.figures
    }
    assert {row["division"] for row in rows if row["indicator"] == "agreements"} == {
        "533301",
        "533323",
        "533324",
        "533325",
    }


def test_every_claim_has_its_verdict_and_each_refusal_its_reason(
    report: YearEndReport, made: dict[str, ReportTable]
) -> None:
    rows = list(csv.DictReader(io.StringIO(claims_csv(report, "en").decode("utf-8-sig"))))
    verdicts = Counter(row["verdict"] for row in rows)
    assert verdicts == {"eligible": 42, "to be checked": 6, "refused": 10, "claimed twice": 2}
    assert all(row["reasons"] for row in rows if row["verdict"] != "eligible")
    assert "SB-05" in next(row["reasons"] for row in rows if row["verdict"] == "claimed twice")
    barred = lines_of(made["refusals"], "zh")[1]
    assert barred == [
        "SB-05",
        "同一人同类补贴每年只发一次，不论由哪个县支付；同一用人单位为同一人每年同类只发一次。",
        "不公布",
        "只发一笔，跨县的由两县核对",
    ]
    assert report.refusals()["SB-05"] == len(report.refused_by("SB-05")) == 2


def test_published_figures_stand_in_place_of_the_exact_ones(
    report: YearEndReport, public: Disclosure, made: dict[str, ReportTable]
) -> None:
    lines = {row[0]: row[1] for row in lines_of(made["send-posts"], "zh")}
    assert lines["提供岗位（个次）"] == "近5000 个次"
    # What does not hold is not printed as if it did.
    assert {row[0]: row[1] for row in lines_of(made["return-to-post"], "zh")}["输送到岗"] == "997 人"
    verdicts = [row[3] for row in lines_of(made["published"], "en")]
    assert verdicts == ["holds", "does not hold", "holds"]
    unpublished = evolve(public, report=evolve(report, lines=()))
    assert "published" not in by_id(unpublished)


def test_small_numbers_of_people_are_withheld(few: YearEndReport, made: dict[str, ReportTable]) -> None:
    of_few = by_id(Disclosure.of(few))
    lines = {row[0]: row[1] for row in lines_of(of_few["transfers"], "en")}
    assert lines["New transfers"] == "withheld"
    assert lines["In post after 30 days"] == "withheld"
    assert {row[1] for row in lines_of(of_few["counties"], "en")} == {"withheld"}
    assert {tuple(row[1:]) for row in lines_of(of_few["retention"], "en")} == {("withheld", "withheld")}
    assert of_few["years"].rows[-1][-1].en == "withheld"
    schools = {row[0]: row[1] for row in lines_of(made["recruited-parts"], "en")}
    assert schools["Xiangzhou Sample Technical School"] == schools["Jinwan Sample Technical School"] == "withheld"
    assert made["aid"].rows[0][1].en == "withheld"


@pytest.mark.parametrize(
    ("since", "until", "windows"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), ["2021", "2022"]),
        (date(2022, 2, 1), date(2022, 6, 30), ["2021-02-01 to 2021-06-30", "2022-02-01 to 2022-06-30"]),
    ],
)
def test_a_report_of_one_year_tells_the_year_before_beside_it(
    few: YearEndReport, since: date, until: date, windows: list[str]
) -> None:
    told = year_end_report(few.case, since=since, until=until, findings=few.findings)
    years = by_id(Disclosure.of(told))["years"]
    assert [column.en for column in years.columns] == ["Indicator", *windows, "On the year before"]
    assert all(row[-1].en for row in years.rows)
    assert "nothing is recorded" not in years.lead.en


def test_where_the_records_begin_with_the_year_the_report_says_why_there_is_no_growth(few: YearEndReport) -> None:
    told = year_end_report(few.case, since=date(2021, 1, 1), until=date(2021, 12, 31), findings=few.findings)
    years = by_id(Disclosure.of(told))["years"]
    assert [column.en for column in years.columns] == ["Indicator", "2021"]
    assert years.lead.en.endswith("nothing is recorded of the year before: no growth is told")
    assert years.lead.zh.endswith("案例没有上一年的记录，因此没有增减")
    assert {len(row) for row in years.rows} == {len(years.columns)} == {len(years.widths)} == {2}


def test_a_share_whose_rest_is_small_is_withheld(report: YearEndReport, public: Disclosure) -> None:
    figure = report["no_shows"]
    assert public.figure(figure).en == "27 of 1033 persons (2.6 %)"
    assert public.figure(evolve(figure, whole=Count(30, figure.count.unit))).en == "withheld"
    assert public.figure(evolve(figure, whole=figure.count)).en == "27 of 27 persons (100.0 %)"


def test_what_is_withheld_stands_nowhere_else_in_the_public_files(few: YearEndReport) -> None:
    told = year_end_report(
        few.case, until=date(2022, 12, 31), findings=few.findings, published={"new_transfers": "2人", "worked": "超1人"}
    )
    public = Disclosure.of(told)
    made = by_id(public)
    notes = {row[1]: row[4] for row in lines_of(made["definitions"], "en")}
    assert notes["new_transfers/1"] == "withheld"
    assert notes["fairs/1"] == "–"
    assert {tuple(row[2:]) for row in lines_of(made["published"], "en")} == {("withheld", "withheld")}
    # What was to be printed in its place would tell it as well.
    assert {row[0]: row[1] for row in lines_of(made["transfers"], "en")}["New transfers"] == "withheld"
    assert curve(public) is None
    assert '<svg class="curve"' not in report_page(public)


def test_the_reconciliation_withholds_small_numbers_and_what_would_tell_them(
    report: YearEndReport, made: dict[str, ReportTable]
) -> None:
    assert report.reconciliation is not None
    rows = dict(lines_of(made["reconciliation"], "en"))
    # 1036 beside the 1033 persons registered would tell the three.
    assert rows["Registered"] == rows["Moved to another batch"] == "withheld"
    assert (rows["Boarded"], rows["Did not come"], rows["Withdrew"], rows["In hospital"]) == ("997", "27", "9", "0")
    assert not rows.keys() & {"On the way", "Yet to set out"}
    sums = evolve(report.reconciliation, withdrawn=3, handed_over=900)
    rows = dict(lines_of(by_id(Disclosure.of(evolve(report, reconciliation=sums)))["reconciliation"], "en"))
    assert rows["Withdrew"] == rows["Moved to another batch"] == "withheld"
    # The persons registered, less those who boarded, did not come, or wait, would be those who withdrew.
    assert (rows["On the way"], rows["Yet to set out"]) == ("97", "withheld")


def _quality(public: Disclosure, *found: tuple[str, Severity, str]) -> list[list[str]]:
    """The table of open findings, where these are found: rule, severity and kind of record of each."""
    like = evolve(next(iter(public.report.findings)), suggestion=Text("", ""))
    made = [
        evolve(like, rule=rule, severity=severity, kind=kind, subject=str(number))
        for number, (rule, severity, kind) in enumerate(found)
    ]
    rows = lines_of(by_id(evolve(public, report=evolve(public.report, findings=Findings.of(made))))["quality"], "en")
    assert all(row[4] for row in rows)
    return [[row[0], *row[2:4]] for row in rows]


def test_errors_and_warnings_of_one_rule_are_counted_apart(public: Disclosure) -> None:
    error, warning = Severity.ERROR, Severity.WARN
    found = [("ZZ-01", one, "lodging") for one in (warning, error, error)]
    assert _quality(public, *found, ("ZZ-02", warning, "leg")) == [
        ["ZZ-01", error.label.en, "2"],
        ["ZZ-01", warning.label.en, "1"],
        ["ZZ-02", warning.label.en, "1"],
    ]


def test_what_to_do_is_told_of_a_rule_where_it_is_the_same_for_all_that_it_found(public: Disclosure) -> None:
    like = next(iter(public.report.findings))
    said = {"ZZ-01": ["one way", "one way"], "ZZ-02": ["this way", "that way"], "ZZ-03": ["", "one way"]}
    made = [
        evolve(like, rule=rule, kind="lodging", subject=str(number), suggestion=Text(way, way))
        for rule, ways in said.items()
        for number, way in enumerate(ways)
    ]
    report = evolve(public.report, findings=Findings.of(made))
    rows = lines_of(by_id(evolve(public, report=report))["quality"], "en")
    assert {row[0]: row[4] for row in rows} == {
        "ZZ-01": "one way",
        "ZZ-02": "look at each of them",
        "ZZ-03": "one way",
    }


def test_a_few_findings_about_people_are_withheld(public: Disclosure) -> None:
    label = Severity.WARN.label.en
    found = [
        *[("ZZ-01", Severity.WARN, "worker")] * 4,
        *[("ZZ-02", Severity.WARN, "worker")] * 5,
        *[("ZZ-03", Severity.WARN, kind) for kind in (*["lodging"] * 9, "help-case")],
    ]
    assert _quality(public, *found) == [
        ["ZZ-01", label, "withheld"],
        ["ZZ-02", label, "5"],
        ["ZZ-03", label, "withheld"],
    ]


def test_what_bars_claims_is_not_told_by_the_open_findings_where_the_claims_are_withheld(
    report: YearEndReport, made: dict[str, ReportTable]
) -> None:
    barring = [Text.same(rule) for rule in report.refusals()]
    refused = {row[0]: row[2] for row in lines_of(made["refusals"], "en")}
    quality = [row for row in lines_of(made["quality"], "en") if Text.same(row[0]) in barring]
    assert len(quality) > 1
    assert {refused[row[0]] for row in quality} == {"withheld"}
    assert {row[3] for row in quality} == {"withheld"}


def test_every_open_finding_of_the_report_says_in_words_what_its_rule_asks(made: dict[str, ReportTable]) -> None:
    for locale in LOCALES:
        rows = lines_of(made["quality"], locale)
        assert len(rows) > 3
        assert [row[0] for row in rows if not row[1].endswith("。" if locale == "zh" else ".")] == []


def test_an_office_reads_the_rules_that_a_figure_rests_on_and_no_numbers_of_facts(
    made: dict[str, ReportTable], pages: dict[Locale, str]
) -> None:
    rests_on = {row[3] for row in lines_of(made["definitions"], "en")}
    assert {code for cell in rests_on for code in cell.split(", ")} > {"–"}
    assert not re.search(r"\bF[0-9]{3}\b", pages["zh"])


def test_the_axes_of_the_curve_say_what_they_count(pages: dict[Locale, str]) -> None:
    page = pages["zh"]
    drawn = page[page.index('<svg class="curve"') : page.index("</svg>", page.index('<svg class="curve"'))]
    assert '<tspan lang="zh">首次就业后的天数</tspan>' in drawn
    assert '<tspan lang="en">days since the first day in post</tspan>' in drawn


def test_the_curve_goes_down_from_all_to_the_estimates(public: Disclosure, few: YearEndReport) -> None:
    report, drawn = public.report, curve(public)
    assert drawn is not None
    assert [label for _, _, label in drawn.marks] == [f"{one.estimate} %" for one in report.retention]
    assert [y for _, y, _ in drawn.marks] == sorted(y for _, y, _ in drawn.marks)
    assert drawn.across[1].label == "90"
    assert drawn.path.startswith("M48.0 12.0H")
    assert curve(Disclosure.of(evolve(few, retention=()))) is None


def test_the_page_needs_no_network_and_says_when_a_figure_is_wrong(
    report: YearEndReport, public: Disclosure, pages: dict[Locale, str]
) -> None:
    page = pages["zh"]
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert page == report_page(public)  # in Chinese if nothing else is asked for
    assert '<html lang="en">' in pages["en"]
    wrong = evolve(report, faults=tuple(report.findings)[:1])
    assert "1 figure breaks a rule about figures" in report_page(evolve(public, report=wrong))


@pytest.mark.parametrize(
    ("package", "write"),
    [("jinja2", report_page), ("docx", lambda public: report_docx(public, "zh"))],
    ids=["jinja2", "docx"],
)
def test_without_its_package_a_file_asks_for_the_extra(
    public: Disclosure, monkeypatch: pytest.MonkeyPatch, package: str, write: object
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert callable(write)
    with pytest.raises(MissingExtra, match=r"laborcoop\[report\]"):
        write(public)


def test_each_section_says_of_which_region_its_figures_are(
    made: dict[str, ReportTable], pages: dict[Locale, str]
) -> None:
    sections = [table for table in made.values() if table.title.en[0].isdigit()]
    assert {table.lead for table in sections} == {Text("地区：怒江 → 珠海", "Region: Nujiang → Zhuhai")}
    assert len(sections) == 6
    assert pages["zh"].count("Region: Nujiang → Zhuhai") == len(sections)


def test_english_readers_are_told_the_lines_of_work_in_english_with_the_chinese_once_in_brackets(
    made: dict[str, ReportTable],
) -> None:
    chinese = re.compile(r"[\u3400-\u9fff]+")
    texts = [
        text
        for table in made.values()
        for text in (table.title, table.lead, *table.columns, *(cell for row in table.rows for cell in row))
    ]
    assert [text.en for text in texts if chinese.search(text.en)] == [
        "1. Posts brought to the villages (送岗)",
        "2. Return to the post (返岗)",
        "3. Kept in the post (稳岗)",
        "4. Trained and recommended to posts (推岗)",
    ]
