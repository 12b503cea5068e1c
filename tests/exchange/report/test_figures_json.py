"""figures.json: each figure with what it must say of itself; nothing told in it that the report withholds."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange.report import figures_document, figures_json, read_figures_document
from laborcoop.exchange.report.figures_document import FiguresDocument
from laborcoop.exchange.report.figures_json import disclosed_figures
from laborcoop.indicators import CATALOGUE, Disclosure, YearEndReport


@pytest.fixture(scope="module")
def document(public: Disclosure) -> FiguresDocument:
    """The figures of the report, as they may be published."""
    return disclosed_figures(public)


def test_every_indicator_is_a_figure_or_missing_with_the_reason(document: FiguresDocument) -> None:
    codes = [one.code for one in document.figures] + [one.code for one in document.missing]
    assert sorted(codes) == sorted(one.code for one in CATALOGUE)
    assert {one.code: one.why.en for one in document.missing}["bed_nights"] == "the case has no records of stays"


def test_files_that_were_not_read_are_named(
    report: YearEndReport, public: Disclosure, document: FiguresDocument
) -> None:
    intake = evolve(report.case.intake, unread=("泸水市.xlsx",))
    unread = evolve(public, report=evolve(report, case=evolve(report.case, intake=intake)))
    (told,) = disclosed_figures(unread).unread
    assert "泸水市.xlsx" in told.zh
    assert document.unread == ()


def test_a_figure_says_its_unit_window_definition_and_what_was_published(document: FiguresDocument) -> None:
    figures = {one.code: one for one in document.figures}
    posts, brought = figures["post_times"], figures["brought"]
    assert (posts.value, posts.unit, posts.qualifier, posts.said.zh) == (4962, "post-time", "nearly", "近5000 个次")
    assert (str(posts.since), str(posts.until), posts.definition) == ("2021-01-01", "2023-02-07", "post_times/1")
    # What does not hold is not said.
    assert (brought.qualifier, brought.said.en, brought.value) == ("exact", "997 persons", 997)
    assert (figures["in_post"].basis, figures["in_post"].since == figures["in_post"].until) == ("at-cut-off", True)
    assert (figures["no_shows"].value, figures["no_shows"].whole) == (27, 1033)
    assert (figures["aid_amount"].unit, figures["aid_amount"].said.en) == ("fen", "88500.00 yuan")


def test_a_masked_document_tells_what_the_report_tells_and_no_row(
    few: YearEndReport, document: FiguresDocument
) -> None:
    public = Disclosure.of(few)
    figures = {one.code: one for one in figures_document(few).figures}
    assert figures["new_transfers"].withheld
    assert {code: one.withheld for code, one in figures.items()} == {
        one.code: not public.may(one) for one in few.figures
    }
    assert all(
        (one.value, one.whole, one.said.zh) == (None, None, "不公布") for one in figures.values() if one.withheld
    )
    text = figures_json(document)
    assert {(one.regions, one.receiving) for one in figures.values()} == {(("533300",), "440400")}
    assert '"evidence": null' in text
    assert '"evidence": [' not in text


def test_with_everything_shown_the_rows_make_up_each_figure(public: Disclosure) -> None:
    shown = disclosed_figures(public, reveal=True)
    assert not shown.masked
    for one in shown.figures:
        assert one.evidence is not None
        assert sum(row.amount for row in one.evidence) == one.value


def test_what_is_written_is_read_back(few: YearEndReport, tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    for document in (figures_document(few), figures_document(few, reveal=True)):
        path.write_text(figures_json(document), encoding="utf-8")
        assert read_figures_document(path) == document == read_figures_document(figures_json(document))


def test_a_document_that_contradicts_itself_is_refused(few: YearEndReport) -> None:
    shown = figures_document(few, reveal=True)
    with pytest.raises(InvalidValue, match="no rows are shown"):
        evolve(shown, masked=True)
    with pytest.raises(InvalidValue, match="either published or withheld"):
        evolve(shown.figures[0], withheld=True)
    with pytest.raises(DocumentError):
        read_figures_document(figures_json(shown).replace('"laborcoop-figures"', '"laborcoop-plan"'))
