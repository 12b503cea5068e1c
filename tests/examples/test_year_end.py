"""The example of a year's end: the figures of the article, each counted from records over its own days."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.indicators import (
    Figures,
    Span,
    Windows,
    indicator,
    measure,
    review_subsidies,
    window_text,
    year_end_report,
)
from laborcoop.journey import Journey
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.training import TrainingProgramme

_ROOT = Path(__file__).parents[2]
_COMMITTED = _ROOT / "examples" / "year-end"


def _made(folder: Path, hash_seed: str) -> dict[str, bytes]:
    command = [sys.executable, str(_ROOT / "examples" / "make_year_end.py"), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})  # noqa: S603 - our own script
    return _files(folder)


def _files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def case() -> lc.Case:
    return lc.load_case(_COMMITTED)


@pytest.fixture(scope="module")
def figures(case: lc.Case) -> Figures:
    return measure(case)


def test_the_maker_writes_what_is_committed_each_time(tmp_path: Path) -> None:
    assert _made(tmp_path, "1") == _files(_COMMITTED)


# Code, the article's words, the count of this case, the first day, the last.
ARTICLE = [
    ("fairs", "16场", 16, "2021-01-01", "2023-02-07"),
    ("attendances", "45家次", 45, "2021-01-01", "2023-02-07"),
    ("post_times", "近5000个次", 4962, "2021-01-01", "2023-02-07"),
    ("new_transfers", "共2369人", 2369, "2021-01-01", "2022-12-31"),
    ("brought", "共997名", 997, "2023-01-20", "2023-02-07"),
    ("batches", "两批次", 2, "2023-01-20", "2023-02-07"),
    ("receptions", "超1400人次", 1412, "2021-01-01", "2023-02-07"),
    ("agreements", "4份", 4, "2023-02-07", "2023-02-07"),
    ("squads", "24支", 24, "2023-01-20", "2023-02-07"),
    ("cadres", "500名", 500, "2023-01-20", "2023-02-07"),
    ("target_sites", "24个", 24, "2023-01-20", "2023-02-07"),
    ("recruited", "共162人", 162, "2022-09-01", "2023-02-07"),
]


@pytest.mark.parametrize(("code", "words", "count", "first", "last"), ARTICLE, ids=[row[0] for row in ARTICLE])
def test_a_figure_of_the_article_comes_from_records_of_its_own_days(
    figures: Figures, code: str, words: str, count: int, first: str, last: str
) -> None:
    figure = figures[code]
    assert figure.count.value == count
    assert window_text(figure.window).en == (first if first == last else f"{first} to {last}")
    assert lc.reconcile(figure, words.replace("两", "2")).holds
    assert sum(row.amount for row in figure.evidence()) == count
    assert all(row.on in figure.window for row in figure.evidence())
    assert all(row.source for row in figure.evidence())


def _without(case: lc.Case, code: str) -> lc.Case:
    """The case without the record behind the first row of a figure."""
    figure = measure(case, indicators=[indicator(code)])[code]
    row = figure.evidence()[0]
    fewer = [record for record in case.records if not _is_behind(code, record, row.counted)]
    stations = [evolve(one, agreements=one.agreements[1:]) for one in case.stations]
    changed: dict[str, dict[str, list[Any]]] = {
        "fairs": {"fairs": [fair for fair in case.fairs if fair.id != row.counted]},
        "attendances": {"fairs": [evolve(one, booths=one.booths[one.id == "RF-01" :]) for one in case.fairs]},
        "agreements": {"stations": stations},
        "squads": {"squads": [squad for squad in case.squads if squad.id != row.counted]},
        "cadres": {"squads": [evolve(one, cadres=one.cadres[one.id == "SQ-01" :]) for one in case.squads]},
        "target_sites": {"sites": [site for site in case.sites if site.id != row.counted]},
    }
    changed["post_times"] = changed["attendances"]
    taken: dict[str, Any] = {name: tuple(kept) for name, kept in changed.get(code, {"records": fewer}).items()}
    return evolve(case, **taken)


def _is_behind(code: str, record: Record, counted: str) -> bool:
    if code == "batches":
        return isinstance(record, Journey) and record.convoy == counted
    kinds = {"new_transfers": "TransferEmployment", "brought": "Journey", "receptions": "Reception"}
    worker = getattr(record, "worker", None)
    return type(record).__name__ == kinds.get(code) and getattr(worker, "id", worker) == counted


@pytest.mark.parametrize("code", [row[0] for row in ARTICLE if row[0] != "recruited"])
def test_without_one_of_its_records_it_is_another(case: lc.Case, figures: Figures, code: str) -> None:
    fewer = measure(_without(case, code), indicators=[indicator(code)])[code]
    assert fewer.count < figures[code].count


def test_without_one_student_there_are_161(case: lc.Case) -> None:
    def short(record: Record) -> Record:
        if not isinstance(record, TrainingProgramme):
            return record
        new = [one for one in record.placements if one.enrolled_on == date(2022, 9, 1)]
        return evolve(record, placements=tuple(one for one in record.placements if one is not new[0]))

    fewer = evolve(case, records=tuple(map(short, case.records)))
    assert measure(fewer, indicators=[indicator("recruited")])["recruited"].count.value == 161


def test_the_two_batches_are_400_and_597(case: lc.Case, figures: Figures) -> None:
    report = year_end_report(case, findings=lc.Findings(()))
    (batches,) = [one for one in report.breakdowns if one.by == Text("按批次", "by batch")]
    assert [part.count.value for part in batches.parts] == [400, 597]
    assert batches.whole == figures["brought"].count
    assert report.reconciliation is not None
    assert report.reconciliation.boarded == 997
    assert report.faults == ()
    assert [one.rule for one in report.findings] == []


def test_each_trap_is_in_the_records_and_counts_nothing(case: lc.Case, figures: Figures) -> None:
    assert len(case.fairs) == 18
    assert figures["received"].count.value < figures["receptions"].count.value
    assert figures["new_transfers_to_date"].count.value > 2369
    first = figures["new_transfers"].window.start
    earlier = measure(case, since=date(2019, 1, 1), until=first - timedelta(days=1))["new_transfers"]
    assert {row.counted for row in earlier.rows}.isdisjoint(row.counted for row in figures["new_transfers"].rows)
    assert earlier.count.value == 300
    assert figures["registered"].count.value == 1033


def test_no_claim_says_otherwise_than_the_ledgers_but_those_made_in_another_county(case: lc.Case) -> None:
    review = review_subsidies(case)
    otherwise = [(one.claim.id, said.path) for one in review.claims for said in one.findings if said.rule == "PL-27"]
    assert otherwise == [("SC-91", "payer"), ("SC-92", "payer")]
    assert (len(review.eligible()), review.unheld) == (42, ())


def test_other_days_give_other_figures(case: lc.Case) -> None:
    figures = measure(case, until=date(2022, 12, 31))
    assert figures["fairs"].count.value == 15
    assert figures["new_transfers"].count.value == 2369
    assert "brought" in figures.missing
    assert Windows.of(case, until=date(2021, 6, 30)).period(Span.YEARS) == Windows.of(
        case, until=date(2021, 6, 30)
    ).period(Span.WHOLE)


def test_everybody_is_invented_and_no_number_could_be_real(case: lc.Case) -> None:
    students = [one for record in case.records if isinstance(record, TrainingProgramme) for one in record.students]
    for worker in (*case.workers, *students):
        number = worker.number.reveal()
        assert number.startswith("533399")
        assert number[17] == check_character(number[:17])
    assert case.findings.by_rule() == {"ID-05": 4}
