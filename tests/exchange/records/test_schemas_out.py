"""The schema of a record holds for what is written, masked or not, and refuses what the reader refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, cast

import pytest
from attrs import evolve, field, frozen
from jsonschema import Draft202012Validator, FormatChecker

import laborcoop as lc
from laborcoop.errors import DocumentError
from laborcoop.exchange.records.classes import record_classes
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.records.schema import record_schema, records_schema
from laborcoop.kernel.bounds import at_least, between
from laborcoop.kernel.counts import Count
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.personal import Phone
from laborcoop.kernel.record import Record
from laborcoop.people import Worker

_WHAT = lc.Text("不行", "no good")


def _validator(schema: dict[str, object]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def definitions() -> dict[str, object]:
    """What the schema of all classes together says of each; it is held against the dialect as a whole elsewhere."""
    return cast("dict[str, object]", records_schema()["$defs"])


@pytest.mark.parametrize("name", sorted(record_classes()))
def test_every_class_has_a_schema_with_a_title_in_both_languages(name: str, definitions: dict[str, object]) -> None:
    schema = record_schema(record_classes()[name])
    used = cast("dict[str, object]", schema.pop("$defs"))
    Draft202012Validator.check_schema(schema)
    # Of whatever is in a record the same is said as in the schema of all.
    assert {each: definitions[each] for each in used} == used
    assert " / " in str(schema["title"])


def test_the_schema_holds_for_every_written_record(records: tuple[Record, ...]) -> None:
    validators = {kind: _validator(record_schema(kind)) for kind in set(map(type, records))}
    for record in records:
        for reveal in (True, False):
            validators[type(record)].validate(json.loads(lc.write_json(record, reveal=reveal)))


Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("type"),
        lambda d: d.update(type="Employer"),
        lambda d: d.update(version=2),
        lambda d: d.update(masked="false"),
        lambda d: d.pop("value"),
        lambda d: d["value"].update(id=""),
        lambda d: d["value"].update(id="W" * 65),
        lambda d: d["value"].update(id=7),
        lambda d: d["value"].update(name="王1"),
        lambda d: d["value"].update(number="533399"),
        lambda d: d["value"].update(born=None),
        lambda d: d["value"].update(born="6 February"),
        lambda d: d["value"].update(registered="53330"),
        lambda d: d["value"].update(phone="12345678901"),
        lambda d: d["value"].update(education="PhD"),
        lambda d: d["value"].update(skills=["a", "a"]),
        lambda d: d["value"]["flags"][0].pop("source"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(worker: Worker, spoil: Spoil) -> None:
    document = json.loads(lc.write_json(worker, reveal=True))
    validator = _validator(record_schema(Worker))
    validator.validate(document)
    spoil(document)
    assert not validator.is_valid(document)
    with pytest.raises(DocumentError):
        lc.read_json(json.dumps(document), Worker)


def test_what_is_hidden_may_be_null_in_a_masked_document_only(worker: Worker) -> None:
    masked = json.loads(lc.write_json(worker))
    validator = _validator(record_schema(Worker))
    validator.validate(masked)
    assert not validator.is_valid(masked | {"masked": False})


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Shape(Record):
    """Bounds of several kinds."""

    count: int = field(default=1, validator=between(1, 4, _WHAT))
    area: Decimal = field(default=Decimal(0), validator=at_least(0, _WHAT))
    depth: Decimal | None = field(default=None, validator=at_least(-5, _WHAT))
    value: int | Decimal | str = 0
    either: DivisionCode | Count = field(factory=lambda: DivisionCode("533301"))
    colour: Colour | tuple[int, ...] = Colour.RED
    pair: tuple[str, int] = ("a", 1)
    latitude: float = 0.0
    kind: Literal["shape"] = "shape"
    by_day: dict[date, int] = field(factory=dict)
    by_id: dict[str, Phone] = field(factory=dict)
    any_record: Record = field(factory=lambda: DivisionCode("533301"))
    secret: str | None = field(default=None, repr=False)


_GOOD = Shape(
    count=4,
    value=Decimal("0.5"),
    by_day={date(2023, 2, 6): 1},
    by_id={"13812340001": Phone("13812340001")},
    secret="x",  # noqa: S106 - no password
)


def _value_schema(*, masked: bool) -> dict[str, object]:
    definitions: dict[str, object] = {}
    own = form_of(Shape).schema(definitions, masked=masked)
    return {**own, "$defs": definitions}


@pytest.mark.parametrize(
    "shape", [_GOOD, Shape(), evolve(_GOOD, value="x", colour=(1, 2)), evolve(_GOOD, colour=Colour.BLUE, value=1)]
)
@pytest.mark.parametrize("reveal", [True, False])
def test_the_schema_of_a_class_from_elsewhere_holds_too(shape: Shape, reveal: bool) -> None:  # noqa: FBT001 - a case
    written = json.loads(lc.write_json(shape, reveal=reveal))["value"]
    _validator(_value_schema(masked=not reveal)).validate(written)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", 0),
        ("count", 5),
        ("area", "-0.5"),
        ("area", 1),
        ("value", 0.5),
        ("value", {"date": "2023-02-06"}),
        ("value", {"decimal": "1e3"}),
        ("value", {"decimal": "1", "date": "x"}),
        ("either", "533301"),
        ("either", {"type": "DivisionCode", "value": "5"}),
        ("either", {"type": "Count", "value": -1, "unit": "person"}),
        ("either", {"type": "Period"}),
        ("colour", "green"),
        ("colour", [1, "2"]),
        ("pair", ["a"]),
        ("pair", ["a", 1, 2]),
        ("pair", [1, "a"]),
        ("pair", "a1"),
        ("latitude", "26"),
        ("kind", "form"),
        ("by_day", {"2023-02-06": 1}),
        ("by_day", [["2023-02-06"]]),
        ("by_day", ["2023-02-06"]),
        ("by_day", [["6 February", 1]]),
        ("by_id", []),
        ("by_id", {"a": "1"}),
        ("any_record", "533301"),
        ("any_record", {"code": "533301"}),
    ],
)
def test_the_schema_and_the_reader_refuse_the_same_values(name: str, value: object) -> None:
    document = json.loads(lc.write_json(_GOOD, reveal=True))
    document["value"][name] = value
    with pytest.raises(DocumentError) as raised:
        lc.read_json(json.dumps(document), Shape)
    assert all(fault.en.startswith(f"value.{name}") for fault in raised.value.faults)
    # The number of a Count is bound by a validator of its own; two marks at once are refused by the reader alone.
    if value not in ({"type": "Count", "value": -1, "unit": "person"}, {"decimal": "1", "date": "x"}):
        assert not _validator(_value_schema(masked=False)).is_valid(document["value"])


def test_a_whole_number_will_do_for_a_number_if_it_is_exactly_that() -> None:
    document = json.loads(lc.write_json(_GOOD, reveal=True))
    document["value"]["latitude"] = 26
    latitude = lc.read_json(json.dumps(document), Shape).value.latitude
    assert type(latitude) is float
    assert latitude == 26.0
    document["value"]["latitude"] = 2**53 + 1
    with pytest.raises(DocumentError, match=r"value\.latitude: a number is expected"):
        lc.read_json(json.dumps(document), Shape)


@pytest.mark.parametrize("pairs", [[["2023-02-06", 1], ["2023-02-06", 2]], [["2023-02-06", 1], ["2023-02-06", 1]]])
def test_a_key_stands_once(pairs: list[object]) -> None:
    document = json.loads(lc.write_json(_GOOD, reveal=True))
    document["value"]["by_day"] = pairs
    with pytest.raises(DocumentError, match=r"value\.by_day\[1\]: its key stands there already"):
        lc.read_json(json.dumps(document), Shape)
