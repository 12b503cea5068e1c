"""A masked document says that it is, leaks nothing, and is not taken for a record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.errors import DocumentError
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import WorkerId
from laborcoop.people import Worker


def test_a_masked_document_tells_nothing_of_the_person(worker: Worker) -> None:
    text = lc.write_json(worker)
    phone = worker.phone.reveal() if worker.phone else ""
    revealed = lc.write_json(worker, reveal=True)
    for secret in (worker.number.reveal(), worker.name.reveal(), worker.born.isoformat(), "19900101", phone):
        assert secret
        assert secret not in text
    for shown in (worker.number.reveal(), worker.name.reveal(), worker.born.isoformat(), phone):
        assert shown in revealed
    value = json.loads(text)["value"]
    assert (value["name"], value["number"], value["phone"], value["born"]) == (
        "阿**",
        "533399********0012",
        "138****0001",
        None,
    )
    assert json.loads(text)["masked"] is True


def test_a_masked_document_is_refused_with_what_is_hidden_and_what_to_ask_for(worker: Worker) -> None:
    with pytest.raises(DocumentError, match="ask for one with identity") as raised:
        lc.read_json(lc.write_json(worker), Worker)
    assert {fault.en for fault in raised.value.faults} == {"value.name", "value.number", "value.born", "value.phone"}
    assert "请向提供者索取含身份信息的文件" in raised.value.text.zh
    with pytest.raises(DocumentError, match="ask for one with identity") as raised:
        lc.read_records(lc.write_records([lc.Period(date(2023, 1, 1)), worker]))
    assert "value[1].number" in {fault.en for fault in raised.value.faults}


def test_a_document_is_masked_only_if_something_is_hidden(case: lc.Case) -> None:
    places = lc.read_records(lc.write_records(case.places))
    assert places.masked is False
    assert places.value == case.places
    assert json.loads(lc.write_records((*case.places, case.workers[0])))["masked"] is True


def test_a_number_known_only_by_its_mask_is_no_hidden_one(worker: Worker) -> None:
    ticket: dict[str, Any] = {"name": None, "number": "533399********0012"}
    only_masked = evolve(worker, number=ResidentNumber("533399********0012"))
    again = lc.read_json(lc.write_json(only_masked, reveal=True), Worker)
    assert again.value == only_masked
    assert again.value.number.reveal() == ticket["number"]


def test_a_document_that_says_masked_and_hides_nothing_can_be_read() -> None:
    document = json.loads(lc.write_json(lc.Period(date(2023, 1, 1)))) | {"masked": True}
    again = lc.read_json(json.dumps(document), lc.Period)
    assert again.masked is True
    assert again.value == lc.Period(date(2023, 1, 1))
    assert json.loads(lc.write_json(again))["masked"] is False


@pytest.mark.parametrize("strayed", ["533399199001010012", "13812340001"])
def test_a_number_that_strayed_into_another_text_is_hidden_too(worker: Worker, strayed: str) -> None:
    stray = evolve(worker, id=WorkerId(f"W {strayed}"), village=f"电话 {strayed}", skills=frozenset({strayed}))
    text = lc.write_json(stray)
    assert strayed not in text
    assert json.loads(text)["value"]["village"] == "电话 ***"
    assert lc.read_json(lc.write_json(stray, reveal=True), Worker).value == stray


def test_two_keys_with_one_mask_are_both_written() -> None:
    ids = [WorkerId("533399199001010012"), WorkerId("533399199001010039")]
    outcome: lc.Outcome[Any] = lc.Outcome(
        stage=lc.Stage.POSTS,
        came_in=frozenset(ids),
        left_out={worker: (lc.Reason(code="x", text=lc.Text("无", "none")),) for worker in ids},
    )
    text = lc.write_json(outcome)
    assert [pair[0] for pair in json.loads(text)["value"]["left_out"]] == ["***", "***"]
    assert not any(worker in text for worker in ids)
    assert lc.read_json(lc.write_json(outcome, reveal=True), lc.Outcome).value == outcome


def test_a_document_that_says_it_is_masked_is_refused_though_only_a_name_is_hidden(worker: Worker) -> None:
    document = json.loads(lc.write_json(worker, reveal=True))
    document["masked"] = True
    with pytest.raises(DocumentError, match="ask for one with identity") as raised:
        lc.read_json(json.dumps(document), Worker)
    assert {fault.en for fault in raised.value.faults} == {"value.name", "value.number", "value.phone"}
