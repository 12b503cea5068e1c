"""A record takes no value of another kind than its field's annotation names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from inspect import signature
from typing import Annotated, Any, Literal, NewType, Protocol, TypeVar

import pytest
from attrs import evolve, field, frozen

import laborcoop as lc
from laborcoop.errors import InvalidValue
from laborcoop.kernel.field_kinds import kind_of
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record, unchecked
from laborcoop.people.hire import Brokering, Hire
from laborcoop.retention import Room, RoomNight, RoomUse, Stay
from laborcoop.testing import Programme, small_case
from laborcoop.transfer import Reconciliation

WORKER = small_case(Programme()).workers[0]
DAY = date(2023, 2, 6)
MOMENT = datetime(2023, 2, 6, tzinfo=UTC)
Name = NewType("Name", str)
Any_ = TypeVar("Any_")


class Colour(Enum):
    RED = "red"


class Shown(Protocol):
    def show(self) -> str: ...


@pytest.mark.parametrize(
    ("hint", "allowed", "refused"),
    [
        (str, ["", "a"], [b"", 7, None]),
        (int, [7, -1], [True, 7.0, "7", Decimal(7)]),
        (bool, [True], [1, 0, None]),
        (float, [0.5, 7], [True, "0.5", Decimal(1)]),
        (date, [DAY], [MOMENT, "2023-02-06"]),
        (datetime, [MOMENT], [DAY]),
        (Colour, [Colour.RED], ["red"]),
        (Period, [Period(DAY)], [DAY]),
        (Name, ["a"], [7]),
        (Annotated[int, "a number"], [7], ["7"]),
        (date | None, [DAY, None], [MOMENT, 7]),
        (Literal["a", 1], ["a", 1], ["b", True, 1.0]),
        (tuple[int, ...], [(), (1, 2)], [[1], (1, True), 1]),
        (tuple[int, str], [(1, "a")], [(1,), (1, 2), [1, "a"], ("a", 1)]),
        (frozenset[Name], [frozenset(), frozenset({"a"})], [{"a"}, frozenset({1}), ["a"]]),
        (Mapping[str, tuple[date, ...]], [{}, {"a": (DAY,)}], [{1: ()}, {"a": (MOMENT,)}, [("a", ())]]),
        (Sequence[int], [[1], (1,)], [{1}, 1]),
        (Callable[[], int], [int], [1]),
        (str | tuple[Period, ...], ["a", (Period(DAY),)], [(DAY,), None]),
        (Any, [1, None], []),
        (object, [1, None], []),
        (Any_, [1, None], []),
        (Shown, [1], []),
    ],
)
def test_an_annotation_allows_its_own_kind_and_no_other(
    hint: object, allowed: Iterable[object], refused: Iterable[object]
) -> None:
    kind = kind_of(hint)
    assert [value for value in allowed if not kind.allows(value)] == []
    assert [value for value in refused if kind.allows(value)] == []


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: Hire(worker="W-1", first_day=DAY), "Hire.worker must be a Worker, not str"),  # type: ignore[arg-type] # the point
        (lambda: Hire(worker=WORKER, first_day=MOMENT), "Hire.first_day must be a date without an hour, not datetime"),
        (lambda: Brokering(WORKER, "today"), "Brokering.on must be a date without an hour, not str"),  # type: ignore[arg-type] # the point
        (lambda: evolve(WORKER, flags=("poor",)), "Worker.flags must be a tuple (each item a Flag)"),  # type: ignore[arg-type] # the point
        (lambda: evolve(WORKER, skills={"焊工"}), "Worker.skills must be a frozenset (each item a text), not set"),  # type: ignore[arg-type] # the point
        (lambda: evolve(WORKER, education="junior"), "Worker.education must be an Education or None, not str"),  # type: ignore[arg-type] # the point
    ],
)
def test_a_record_refuses_what_is_of_another_kind(build: Callable[[], object], told: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        build()
    assert refused.value.text.en == told
    assert "应为" in refused.value.text.zh


def test_all_fields_of_another_kind_are_named_at_once_and_no_value_is_shown() -> None:
    with pytest.raises(InvalidValue) as refused:
        Hire(worker="阿普", first_day=7, signed_on="13812340001")  # type: ignore[arg-type] # the point
    assert [part.partition(" must ")[0] for part in refused.value.text.en.split("; ")] == [
        "Hire.worker",
        "Hire.first_day",
        "Hire.signed_on",
    ]
    assert "阿普" not in str(refused.value)
    assert "1381234" not in str(refused.value)


@pytest.mark.parametrize("sleepers", [(1, 2), "ab", 7])
def test_what_a_converter_cannot_use_is_refused_with_a_sentence(sleepers: object) -> None:
    room = Room(id=RoomId("101"), beds=2, use=RoomUse.MEN)
    with pytest.raises(InvalidValue, match=r"RoomNight\.sleepers must be a tuple \(each item a Sleeper\)"):
        RoomNight(lodging=LodgingId("H-1"), room=room, night=DAY, sleepers=sleepers)  # type: ignore[arg-type] # the point


def test_what_the_check_of_the_whole_cannot_use_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidValue, match=r"Stay\.period must be a Period"):
        Stay(worker=WorkerId("W-1"), lodging=LodgingId("H"), room=RoomId("1"), bed=1, period="soon")  # type: ignore[arg-type] # the point


def test_a_wrong_call_stays_a_wrong_call() -> None:
    with pytest.raises(TypeError, match="missing"):
        Hire()  # type: ignore[call-arg] # the point
    with pytest.raises(TypeError, match="wroker"):
        Hire(wroker=WORKER, first_day=DAY)  # type: ignore[call-arg] # the point
    with pytest.raises(TypeError, match="positional"):
        Brokering(WORKER, DAY, 7)  # type: ignore[call-arg] # the point


def _broken(_: object) -> int:
    raise AttributeError("a fault of the converter's own")


@frozen
class Faulty(Record):
    value: int = field(converter=_broken)


def test_a_fault_of_the_classs_own_is_not_hidden() -> None:
    with pytest.raises(AttributeError, match="own"):
        Faulty(7)


@frozen
class Marked(Record):
    number: Annotated[int, "with a title"] = 0
    choice: Literal["a", 1] = "a"
    names: Mapping[Name, date] = field(factory=dict, hash=False)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"number": "1"}, "Marked.number must be a whole number, not str"),
        ({"choice": "b"}, "Marked.choice must be one of: a, 1, not str"),
        ({"names": {1: DAY}}, "Marked.names must be a Mapping from a text to a date without an hour, not dict"),
    ],
)
def test_a_kind_is_told_in_words(given: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Marked(**given)
    assert refused.value.text.en == told


def test_a_class_within_a_function_is_built_as_ever() -> None:
    class Own:
        pass

    @frozen
    class Local(Record):
        value: Own

    assert Local(7).value == 7  # type: ignore[arg-type,comparison-overlap] # nobody else can read its annotations


def test_a_class_that_was_not_known_yet_is_looked_at_once_it_is() -> None:
    with pytest.raises(InvalidValue, match=r"Early\.later must be a Later"):
        Early(7)  # type: ignore[arg-type] # the point
    assert Early(Later(1)).later.value == 1


@frozen
class Early(Record):
    later: Later


@frozen
class Later(Record):
    value: int


def test_who_has_looked_at_the_kinds_may_build_without() -> None:
    made: Any = object.__new__(Hire)
    unchecked(Hire)(made, worker="W-1", first_day=DAY)
    assert made.worker == "W-1"
    assert unchecked(Reconciliation) is Reconciliation.__init__  # its validators see to each field


def test_the_constructor_tells_what_it_takes() -> None:
    assert lc.Worker.__init__.__name__ == "__init__"
    assert list(signature(lc.Worker).parameters)[:2] == ["id", "name"]
