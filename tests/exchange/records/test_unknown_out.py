"""Fields of a later release are reported and kept; documents of an earlier one are made new."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

import laborcoop as lc
from laborcoop.errors import DocumentError
from laborcoop.people import Worker


@pytest.fixture
def later(worker: Worker) -> str:
    """The worker as a later release might write it."""
    document: dict[str, Any] = json.loads(lc.write_json(worker, reveal=True))
    document["signed"] = "县人社局"
    document["value"]["nickname"] = "小阿普"
    document["value"]["flags"][0]["page"] = {"from": 1, "to": 2}
    return json.dumps(document)


def test_unknown_fields_are_reported_with_their_paths(later: str) -> None:
    document = lc.read_json(later, Worker)
    assert document.unknown == ("signed", "value.flags[0].page", "value.nickname")
    assert "小阿普" not in repr(document)


def test_unknown_fields_are_written_again_where_they_were(later: str) -> None:
    document = lc.read_json(later, Worker)
    assert json.loads(lc.write_json(document, reveal=True)) == json.loads(later)
    for twin in (copy.deepcopy(document), pickle.loads(pickle.dumps(document))):  # noqa: S301 - a document of our own
        assert twin == document
        assert json.loads(lc.write_json(twin, reveal=True)) == json.loads(later)


def test_nobody_knows_whether_an_unknown_field_is_personal_so_a_masked_document_has_none(later: str) -> None:
    written = json.loads(lc.write_json(lc.read_json(later, Worker)))
    assert written["masked"] is True
    assert "signed" not in written
    assert "nickname" not in written["value"]
    assert "page" not in written["value"]["flags"][0]


def test_unknown_fields_stay_with_their_record_when_a_set_is_sorted_anew() -> None:
    exposures: list[dict[str, object]] = [
        {"hazard": "noise", "grade": 2, "dose": 1},
        {"hazard": "dust", "grade": 1},
        {"hazard": "heat", "grade": None, "dose": 3},
    ]
    value = {"exposures": exposures}
    text = json.dumps({"format": "laborcoop-record", "type": "Duties", "version": 1, "masked": False, "value": value})
    document = lc.read_json(text)
    assert document.unknown == ("value.exposures[0].dose", "value.exposures[2].dose")
    written = json.loads(lc.write_json(document, reveal=True))["value"]["exposures"]
    assert {item["hazard"]: item.get("dose") for item in written} == {"noise": 1, "dust": None, "heat": 3}


def test_the_key_of_an_unknown_field_is_shown_only_if_it_cannot_tell_a_person(worker: Worker) -> None:
    document = json.loads(lc.write_json(worker, reveal=True))
    document["value"]["阿普的电话"] = 1
    document["阿普"] = 1
    again = lc.read_json(json.dumps(document))
    assert again.unknown == ("…", "value.…")
    assert json.loads(lc.write_json(again, reveal=True)) == document


def _from_version_0(document: dict[str, object]) -> dict[str, object]:
    """In this invented version 0 a period was a list of two days, and the envelope did not say what is masked."""
    days = document["value"]
    assert isinstance(days, list)
    return {**document, "masked": False, "value": {"start": days[0], "end": days[1]}}


def test_an_older_document_is_made_new_before_it_is_read() -> None:
    old = {"format": "laborcoop-record", "type": "Period", "version": 0, "value": ["2023-02-06", "2023-03-01"]}
    text = json.dumps(old | {"masked": False})
    document = lc.read_json(text, lc.Period, migrations={0: _from_version_0})
    assert (document.value.start.month, document.version) == (2, 0)
    assert json.loads(lc.write_json(document))["version"] == 1
    assert lc.read_json(json.dumps(old), lc.Period, migrations={0: _from_version_0}).value == document.value
    with pytest.raises(DocumentError, match="there is no such version"):
        lc.read_json(text, lc.Period)


def test_migrations_run_one_after_the_other() -> None:
    steps = {
        -1: lambda document: {**document, "value": [document["value"], None]},
        0: _from_version_0,
    }
    old = {"format": "laborcoop-record", "type": "Period", "version": -1, "masked": False, "value": "2023-02-06"}
    document = lc.read_json(json.dumps(old), lc.Period, migrations=steps)
    assert (str(document.value.start), document.value.end) == ("2023-02-06", None)
