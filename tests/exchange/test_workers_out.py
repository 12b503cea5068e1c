"""workers.json: what rosters came to, masked unless asked otherwise, and back again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.workers_document import (
    WorkersDocument,
    read_workers_document,
    workers_document,
    workers_json,
)
from laborcoop.journey.registration import OtherTrip
from laborcoop.kernel.ids import ConvoyId
from laborcoop.kernel.personal import Phone
from laborcoop.people import Education, Flag, FlagKind
from laborcoop.planning.case import Intake
from laborcoop.rulebook import Findings, Locus
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant


@pytest.fixture(scope="module")
def result() -> RosterResult:
    """One worker of whom everything is known, one of whom little is."""
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    full, bare = case.workers
    wish, plain = case.registrations
    full = evolve(
        full,
        phone=Phone("19900009001"),
        education=Education.COLLEGE,
        skills=frozenset({"焊工", "电工"}),
        flags=(Flag(kind=FlagKind.RELOCATED, as_of=date(2023, 1, 1), source="a.xlsx"),),
        card_valid_until=date(2030, 1, 1),
    )
    wish = evolve(
        wish,
        batches=frozenset({ConvoyId("B-2"), ConvoyId("B-1")}),
        available_from=date(2023, 2, 1),
        lowest_wage=Decimal("5E+3"),
        other_trip=OtherTrip(depart=datetime(2023, 2, 1, 8, tzinfo=UTC), arrive=datetime(2023, 2, 1, 20, tzinfo=UTC)),
    )
    where = {full.id: Locus("a.xlsx", "一", 5), bare.id: Locus("a.xlsx", "一", 6)}
    return RosterResult(
        workers=(full, bare),
        registrations=(wish, plain),
        intake=Intake(rows=2, workers=where),
        refused=(),
        merged=(),
        findings=Findings(()),
    )


def test_everything_read_of_a_worker_is_written(result: RosterResult) -> None:
    full, bare = json.loads(workers_json(workers_document(result, reveal=True)))["workers"]
    worker = result.workers[0]
    assert full["name"] == worker.name.reveal()
    assert full["number"] == worker.number.reveal()
    assert (full["born"], full["phone"], full["education"]) == ("1990-01-01", "19900009001", "college")
    assert full["skills"] == sorted(worker.skills)
    assert full["flags"] == [{"as_of": "2023-01-01", "kind": "relocated", "source": "a.xlsx"}]
    assert full["where"] == {"column": "", "file": "a.xlsx", "row": 5, "sheet": "一"}
    assert full["registration"]["batches"] == ["B-1", "B-2"]
    assert full["registration"]["lowest_wage"] == "5000"
    assert full["registration"]["other_trip"]["depart"] == "2023-02-01T08:00:00+00:00"
    assert (bare["phone"], bare["education"], bare["registration"]["other_trip"]) == (None, None, None)


def test_masked_it_holds_no_name_number_birth_date_or_phone(result: RosterResult) -> None:
    document = workers_document(result)
    text = workers_json(document)
    assert document.masked
    for worker in result.workers:
        for personal in (worker.name.reveal(), worker.number.reveal(), worker.born.isoformat(), "19900009001"):
            assert personal not in text
    assert document.workers[0].phone == "199****9001"
    assert document.workers[0].born is None


@pytest.mark.parametrize("reveal", [True, False])
def test_it_comes_back_exactly(result: RosterResult, reveal: bool, tmp_path: Path) -> None:  # noqa: FBT001 - parametrized
    document = workers_document(result, reveal=reveal)
    text = workers_json(document)
    assert read_workers_document(text) == document
    assert workers_json(read_workers_document(text)) == text
    path = tmp_path / "workers.json"
    path.write_text(text, encoding="utf-8")
    assert read_workers_document(path) == document


@pytest.mark.parametrize("wage", ["abc", "5e3", "1_000", "5.", "", "٥", 5000, 5000.0])
def test_a_wage_is_a_decimal_number_written_as_text(result: RosterResult, wage: object) -> None:
    content = json.loads(workers_json(workers_document(result)))
    content["workers"][0]["registration"]["lowest_wage"] = wage
    with pytest.raises(DocumentError) as refused:
        read_workers_document(json.dumps(content))
    assert [fault.en for fault in refused.value.faults] == [
        "workers[0].registration.lowest_wage: a decimal number, written as text, is expected"
    ]


def test_a_document_that_says_it_is_masked_holds_no_whole_number(result: RosterResult) -> None:
    document = workers_document(result, reveal=True)
    with pytest.raises(InvalidValue, match=r"says that it is masked.*: workers\[0\].number, workers\[1\].number"):
        evolve(document, masked=True)
    masked = workers_document(result)
    spoilt = evolve(masked.workers[1], village=f"某村 {result.workers[0].number.reveal()}")
    with pytest.raises(InvalidValue, match=r"workers\[1\].village"):
        evolve(masked, workers=(masked.workers[0], spoilt))


def test_a_worker_shows_nothing_personal_in_its_repr(result: RosterResult) -> None:
    document: WorkersDocument = workers_document(result, reveal=True)
    shown = repr(document)
    for personal in ("阿普", result.workers[0].number.reveal(), "19900009001", "1990"):
        assert personal not in shown


def test_unknown_fields_are_kept_and_named(result: RosterResult) -> None:
    content = json.loads(workers_json(workers_document(result)))
    content["workers"][0]["registration"]["later"] = 1
    document = read_workers_document(json.dumps(content))
    assert list(document.unknown()) == ["workers[0].registration.later"]
    assert json.loads(workers_json(document)) == content
