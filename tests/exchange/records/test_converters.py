"""Records within the classes of a program that uses cattrs."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from attrs import frozen
from cattrs import BaseValidationError, Converter

import laborcoop as lc
from laborcoop.errors import DocumentError
from laborcoop.exchange.records.converters import configure
from laborcoop.kernel.record import Record
from laborcoop.people import Worker


@frozen
class Request:
    """A class of a program."""

    by: str
    worker: Worker


def _converter(*, reveal: bool) -> Converter:
    converter = Converter()
    configure(converter, reveal=reveal)
    return converter


def test_a_record_within_another_class_goes_there_and_back(worker: Worker) -> None:
    converter = _converter(reveal=True)
    plain = converter.unstructure(Request("县人社局", worker))
    assert plain["worker"] == json.loads(lc.write_json(worker, reveal=True))["value"]
    assert converter.structure(plain, Request) == Request("县人社局", worker)


def test_unless_asked_to_reveal_it_is_masked(worker: Worker) -> None:
    plain = _converter(reveal=False).unstructure(worker)
    assert plain == json.loads(lc.write_json(worker))["value"]
    assert worker.number.reveal() not in str(plain)


def test_every_fault_is_told_alone_or_within_cattrs_own_error(worker: Worker) -> None:
    converter = _converter(reveal=True)
    plain: dict[str, Any] = converter.unstructure(worker)
    plain |= {"id": 7, "born": "?"}
    with pytest.raises(DocumentError) as raised:
        converter.structure(plain, Worker)
    assert [fault.en.partition(":")[0] for fault in raised.value.faults] == ["id", "born"]
    with pytest.raises(BaseValidationError) as within:
        converter.structure({"by": "x", "worker": plain}, Request)
    assert isinstance(within.value.exceptions[0], DocumentError)


@frozen
class Day(Record):
    day: date


def test_what_could_not_be_read_again_is_not_unstructured() -> None:
    converter = _converter(reveal=True)
    tampered = Day(date(2023, 2, 6))
    object.__setattr__(tampered, "day", datetime(2023, 2, 6))  # noqa: DTZ001 - no date, which is the point
    with pytest.raises(DocumentError, match="cannot be written"):
        converter.unstructure(tampered)
    assert converter.unstructure(Day(date(2023, 2, 6))) == {"day": "2023-02-06"}
