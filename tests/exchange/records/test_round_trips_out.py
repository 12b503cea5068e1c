"""What is written with identity reads as the same record, and as the same bytes again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from attrs import field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.errors import DocumentError
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.personal import Phone
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.record import Record
from laborcoop.people import Worker
from laborcoop.rulebook import Parameter
from laborcoop.rulebook.parameter import DatedValue
from laborcoop.rulebook.source import Convention
from laborcoop.transfer.vehicle import TrainNumber


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Everything(Record):
    """A field of every kind of annotation."""

    text: str = ""
    whole: int = 0
    truth: bool = False
    number: float = 0.0
    decimal: Decimal = Decimal(0)
    day: date = date(2023, 2, 6)
    moment: datetime = datetime(2023, 2, 6, tzinfo=UTC)
    hour: time = time(8, 30)
    length: timedelta = timedelta(0)
    zone: ZoneInfo = field(factory=lambda: ZoneInfo("Asia/Shanghai"))
    colour: Colour = Colour.RED
    choice: Literal["a", 1, True] = "a"
    division: DivisionCode = field(factory=lambda: DivisionCode("533301"))
    credit: CreditCode = field(factory=lambda: CreditCode("91350100M000100Y43"))
    train: TrainNumber = field(factory=lambda: TrainNumber(("D3812", "D3809")))
    phone: Phone | None = None
    several: tuple[date, ...] = ()
    pair: tuple[str, int] = ("", 0)
    once: frozenset[int] = frozenset()
    by_text: dict[str, date] = field(factory=dict)
    by_pair: dict[tuple[str, int], bool] = field(factory=dict)
    plain: int | Decimal | str | bool | date = 0
    numbers: str | float | int | None = None
    either: DivisionCode | Flagged | None = None
    colour_or_number: Colour | int = 0
    anything: object = None


@frozen(kw_only=True)
class Flagged(Record):
    on: date
    why: str = ""


_MOMENTS = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(minutes=90))])
)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4)
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
_EVERYTHING = st.builds(
    Everything,
    text=_TEXTS,
    whole=st.integers(),
    truth=st.booleans(),
    number=st.floats(allow_nan=False, allow_infinity=False),
    decimal=_DECIMALS,
    day=st.dates(),
    moment=_MOMENTS,
    hour=st.times(),
    length=st.timedeltas(),
    zone=st.sampled_from([ZoneInfo("Asia/Shanghai"), ZoneInfo("UTC")]),
    colour=st.sampled_from(Colour),
    choice=st.sampled_from(["a", 1, True]),
    train=st.sampled_from([TrainNumber(("K1",)), TrainNumber(("D3812", "D3809"))]),
    phone=st.none() | st.just(Phone("13812340001")),
    several=st.lists(st.dates()).map(tuple),
    pair=st.tuples(_TEXTS, st.integers()),
    once=st.frozensets(st.integers()),
    by_text=st.dictionaries(_TEXTS, st.dates()),
    by_pair=st.dictionaries(st.tuples(_TEXTS, st.integers()), st.booleans()),
    plain=st.integers() | _DECIMALS | _TEXTS | st.booleans() | st.dates(),
    numbers=st.none() | _TEXTS | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    either=st.none() | st.just(DivisionCode("440400")) | st.builds(Flagged, on=st.dates(), why=_TEXTS),
    colour_or_number=st.sampled_from(Colour) | st.integers(),
    anything=st.recursive(
        st.none() | _TEXTS | st.integers() | st.booleans() | _DECIMALS | st.dates() | _MOMENTS | st.timedeltas(),
        lambda inner: st.lists(inner, max_size=3).map(tuple),
        max_leaves=5,
    )
    | st.frozensets(st.dates())
    | st.just(lc.Text("人", "person")),
)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any values
    """Equal, and of the same classes all the way down: True == 1 and 1 == 1.0, but they are not the same."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, tuple):
        return all(map(_same, one, other))
    if isinstance(one, Everything | Flagged):
        return all(_same(getattr(one, name), getattr(other, name)) for name in type(one).__annotations__)
    return True


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw loads the tables of characters
@given(_EVERYTHING)
def test_a_record_with_every_kind_of_field_reads_as_it_was_written(record: Everything) -> None:
    text = lc.write_json(record, reveal=True)
    again = lc.read_json(text, Everything)
    assert _same(again.value, record)
    assert (again.masked, again.unknown) == (False, ())
    assert lc.write_json(again, reveal=True) == text


def test_the_form_of_every_kind_of_value_is_as_documented() -> None:
    record = Everything(
        decimal=Decimal("0.40"),
        length=timedelta(hours=4),
        phone=Phone("13812340001"),
        once=frozenset({10, 9}),
        by_pair={("L-2", 3): True, ("L-1", 4): False},
        plain=Decimal("0.40"),
        either=Flagged(on=date(2023, 2, 6)),
        anything=(DivisionCode("533301"), frozenset({"b", "a"})),
    )
    value = json.loads(lc.write_json(record, reveal=True))["value"]
    shown = {key: item for key, item in value.items() if key not in {"text", "whole", "truth", "number", "by_text"}}
    assert shown == {
        "decimal": "0.40",
        "day": "2023-02-06",
        "moment": "2023-02-06T00:00:00+00:00",
        "hour": "08:30:00",
        "length": "PT14400S",
        "zone": "Asia/Shanghai",
        "colour": "red",
        "choice": "a",
        "division": "533301",
        "credit": "91350100M000100Y43",
        "train": "D3812/D3809",
        "phone": "13812340001",
        "several": [],
        "pair": ["", 0],
        "once": [9, 10],
        "by_pair": [[["L-1", 4], False], [["L-2", 3], True]],
        "plain": {"decimal": "0.40"},
        "numbers": None,
        "either": {"type": "Flagged", "on": "2023-02-06", "why": ""},
        "colour_or_number": 0,
        "anything": [{"type": "DivisionCode", "value": "533301"}, {"set": ["a", "b"]}],
    }


def test_records_of_a_case_and_its_plan_read_as_they_were_written(records: tuple[Record, ...]) -> None:
    assert len(set(map(type, records))) > 15
    text = lc.write_records(records, reveal=True)
    again = lc.read_records(text)
    assert again.value == records
    assert lc.write_records(again, reveal=True) == text


def test_one_record_is_read_by_its_tag_or_by_the_class_that_is_asked_for(records: tuple[Record, ...]) -> None:
    for kind, record in {type(record): record for record in records}.items():
        text = lc.write_json(record, reveal=True)
        assert lc.read_json(text).value == lc.read_json(text, kind).value == record


def test_a_value_without_personal_data_says_that_nothing_is_masked() -> None:
    text = lc.write_json(DivisionCode("533301"))
    assert json.loads(text) == {
        "format": "laborcoop-record",
        "type": "DivisionCode",
        "version": 1,
        "masked": False,
        "value": "533301",
    }
    assert lc.read_json(text).value == DivisionCode("533301")


@pytest.mark.parametrize("value", [16, Decimal("0.5"), "2023-02-06", True])
def test_a_parameter_keeps_the_class_of_its_value(value: int | Decimal | str | bool) -> None:  # noqa: FBT001 - the point
    dated = DatedValue(value=value, source=Convention(lc.Text("约定", "agreed")))
    parameter = Parameter(name="a.b", title=lc.Text("甲", "a"), unit="", values=(dated,))
    again = lc.read_json(lc.write_json(parameter), Parameter).value
    assert again == parameter
    assert type(again.values[0].value) is type(value)


_WRONG: dict[str, Any] = {
    "text": 7,
    "whole": True,
    "truth": 1,
    "number": 1,
    "decimal": Decimal("NaN"),
    "day": datetime(2023, 2, 6, tzinfo=UTC),
    "moment": datetime(2023, 2, 6),  # noqa: DTZ001 - a moment without a zone is the point
    "length": 4,
    "colour": "red",
    "choice": "b",
    "division": "533301",
    "train": "D1",
    "phone": "13812340001",
    "several": [],
    "pair": ("", 0, 0),
    "once": (),
    "by_text": (),
    "plain": 0.5,
    "either": lc.Period(date(2023, 1, 1)),
    "anything": Colour.RED,
}


@pytest.mark.parametrize("name", sorted(_WRONG))
def test_what_could_not_be_read_again_is_not_written(name: str) -> None:
    tampered = Everything()
    object.__setattr__(tampered, name, _WRONG[name])  # the constructor refuses most of them
    with pytest.raises(DocumentError) as raised:
        lc.write_json(tampered, reveal=True)
    assert [fault.en.partition(":")[0] for fault in raised.value.faults] == [f"value.{name}"]


def test_a_record_in_the_place_of_another_is_not_written(worker: Worker) -> None:
    place = lc.Place(id=PlaceId("P-1"), name=lc.Text.same("站"), kind=PlaceKind.STOP)
    object.__setattr__(place, "name", worker)  # the constructor would refuse it
    with pytest.raises(DocumentError, match=r"value\.name: the value is no Text"):
        lc.write_json(place)
