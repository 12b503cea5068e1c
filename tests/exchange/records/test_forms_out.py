"""The less common forms and their refusals."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import field, frozen

import laborcoop as lc
from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange.entries import Entry
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.structuring import write_document
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.record import Record


@frozen(kw_only=True)
class Booking(Record):
    """A record whose validator looks at another field."""

    seats: int
    riders: int = field()
    length: lc.Period | None = None
    zone: ZoneInfo | None = None
    number: ResidentNumber | None = None
    several: frozenset[str] | tuple[int, ...] = ()

    @riders.validator
    def _check(self, _: object, value: int) -> None:
        if value > self.seats:
            raise InvalidValue(lc.Text("座位不够", "more riders than seats"))


def _read(**value: object) -> Booking:
    document = {"format": "laborcoop-record", "type": "Booking", "version": 1, "masked": False, "value": value}
    return lc.read_json(json.dumps(document), Booking).value


def _faults(**value: object) -> list[str]:
    with pytest.raises(DocumentError) as raised:
        _read(**value)
    return [fault.en for fault in raised.value.faults]


def test_a_validator_that_looks_at_a_field_at_fault_is_not_asked() -> None:
    assert _faults(seats=3, riders=4) == ["value.riders: more riders than seats"]
    assert _faults(seats="3", riders=4) == ["value.seats: a whole number is expected"]
    assert _faults(seats=3, riders=4, later=1) == ["value.riders: more riders than seats"]


@pytest.mark.parametrize("zone", ["Mars/Base", "Asia", "../etc/passwd", "", "asia/shanghai ", 8])
def test_a_zone_is_one_that_the_system_knows_by_this_name(zone: object) -> None:
    assert _faults(seats=1, riders=1, zone=zone) == ["value.zone: the name of a zone such as Asia/Shanghai is expected"]
    assert _read(seats=1, riders=1, zone="UTC").zone == ZoneInfo("UTC")


def test_a_set_beside_a_tuple_says_that_it_is_one() -> None:
    assert _read(seats=1, riders=1, several={"set": ["a"]}).several == frozenset({"a"})
    assert _read(seats=1, riders=1, several={"list": [1]}).several == (1,)
    booking = Booking(seats=1, riders=1, several=frozenset({"b", "a"}))
    assert '"set"' in lc.write_json(booking)
    assert lc.read_json(lc.write_json(booking), Booking).value == booking


@pytest.mark.parametrize(
    ("written", "kind"),
    [("PT1", "timedelta"), ("PT1.5S", "timedelta"), ("-PT0S", "timedelta"), ("PT9999999999999999S", "timedelta")],
)
def test_a_length_has_one_form(written: str, kind: str) -> None:
    excess = {"hours": written}
    document = {"format": "laborcoop-record", "type": "Length", "version": 1, "masked": False, "value": excess}
    with pytest.raises(DocumentError) as raised:
        lc.read_json(json.dumps(document), Length)
    assert [fault.en for fault in raised.value.faults] == [
        "value.hours: a length in seconds such as PT14400S is expected"
    ]
    assert kind in str(Length.__annotations__)


@frozen(kw_only=True)
class Length(Record):
    hours: timedelta


def test_an_optional_form_is_named_like_the_value() -> None:
    assert form_of(int | None).tag == "integer"
    assert form_of(ResidentNumber | None).tag == "ResidentNumber"


@frozen(kw_only=True)
class Page(Entry):
    number: int


def test_a_document_that_could_not_be_read_again_is_not_written() -> None:
    assert write_document(Page(number=1, extra={"later": 2})) == '{\n  "later": 2,\n  "number": 1\n}\n'
    tampered = Page(number=1)
    object.__setattr__(tampered, "number", "1")  # the constructor would refuse it
    with pytest.raises(DocumentError, match="number: the value cannot be written as the type that its field states"):
        write_document(tampered)
