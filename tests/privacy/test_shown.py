"""Whatever shows a person's data by default shows the mask: repr, logs, exports; revealing is one explicit call."""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import logging
import pickle
import pkgutil
import pprint
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import attrs
import cattrs
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcoop
from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.personal import Personal, PersonName, Phone
from laborcoop.people import Worker
from laborcoop.testing import Programme, record_classes, records, small_case

NAME, NUMBER, PHONE = "阿普·合成", "533399199001010012", "13800000001"
SECRETS = (NAME, NUMBER, PHONE)
WORKER = attrs.evolve(small_case(Programme()).workers[0], name=PersonName(NAME), phone=Phone(PHONE))
PERSONAL = (PersonName(NAME), ResidentNumber(NUMBER), Phone(PHONE))

TELLING = re.compile(
    r"^(written|cells|values|identity|_text|content|born|passed|cleared|grounds|exams|height|extra)$"
    r"|birth|pregnan|nursed|nursing|infant|matern|health|temperature|oxygen|pathogen|phone|contact$|exclusions"
    r"|at_fault|injury|able_to_work|low_floor|number$"
)
"""Words in the names of fields that hold a person's data, or a cell as it was written."""

FREE = {
    "allocation.audit_groups._Book.number": "places of rows in a table of scores",
    "allocation.cohorts.Branch.values": "what an answer is worth to each goal",
    "allocation.part_result.Reasons.number": "numbers of classes of people",
    "allocation.ruled.Ruled.number": "places of rows in a table of scores",
    "allocation.ruled.Table.values": "scores",
    "allocation.trace.Trace.number": "places of rows in a table of scores",
    "allocation.solver.Answer.values": "what a solver chose",
    "exchange.old_workbook.OldLayout.cells": "how many there are",
    "exchange.page.sankey.Box.height": "of a box in a picture",
    "exchange.page.sankey.Picture.height": "of a picture",
    "exchange.report.curve.Curve.height": "of a picture",
    "kernel.ages.AgeReading.leap_birthday": "how a birth on 29 February is counted, whoever was born",
    "exchange.roster.values.Wish.written": "an employer or a stop, in which numbers and phones are hidden already",
    "retention.bed_parts.Part.number": "the place of a pool of rooms",
    "retention.bed_kinds.Role.low_floor": "of a kind of people, by number",
    "rulebook.parameter.Parameter.values": "of the law",
    "training.aid_term.AidInstalment.number": "its place in the schedule of the aid",
}
"""Fields with a telling name that tell nothing about a person, and why."""


def attrs_classes() -> Iterator[type]:
    """Every attrs class of the library."""
    for module in pkgutil.walk_packages(laborcoop.__path__, "laborcoop."):
        if not module.name.endswith("__main__"):
            for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if found.__module__ == module.name and attrs.has(found):
                    yield found


def shown_in_the_clear(kind: type) -> Iterator[str]:
    """The fields that a class shows though their names say that they hold a person's data, and no mask covers them."""
    for attribute in attrs.fields(kind):
        masks_itself = re.search(r"\b(PersonName|ResidentNumber|Phone|Contact)\b", str(attribute.type))
        if attribute.repr and TELLING.search(attribute.name) and not masks_itself:
            yield f"{kind.__module__.removeprefix('laborcoop.')}.{kind.__qualname__}.{attribute.name}"


def test_no_class_shows_a_field_that_tells_about_a_person() -> None:
    shown = {name for kind in attrs_classes() for name in shown_in_the_clear(kind)}
    assert shown == set(FREE)


def test_a_new_class_that_shows_a_birth_date_is_noticed() -> None:
    @attrs.frozen
    class Careless:
        birth_date: str
        phone: Phone | None
        pregnant_since: str = attrs.field(repr=False)

    assert [name.rpartition(".")[2] for name in shown_in_the_clear(Careless)] == ["birth_date"]


_RECORDS: tuple[type, ...] = record_classes()
MASKING = [
    (kind, attribute)
    for kind in _RECORDS
    for attribute in attrs.fields(kind)
    if attribute.init and re.search(r"\b(PersonName|ResidentNumber|Phone|Contact)\b", str(attribute.type))
]
"""The fields of public records that rely on a type which masks itself."""


@pytest.mark.parametrize(
    ("kind", "attribute"), MASKING, ids=[f"{kind.__name__}.{attribute.name}" for kind, attribute in MASKING]
)
@settings(max_examples=3)
@given(data=st.data())
def test_a_plain_text_takes_no_place_of_a_type_that_masks_itself(
    kind: type, attribute: attrs.Attribute[Any], data: st.DataObject
) -> None:
    record: Any = data.draw(records(kind))
    for secret in SECRETS:
        with pytest.raises(InvalidValue) as refused:
            attrs.evolve(record, **{attribute.alias or attribute.name: secret})
        assert secret not in str(refused.value)


def everything(value: object) -> object:
    """What a tool finds that goes through whatever has fields, items or a ``__dict__``."""
    kind: Any = type(value)
    if attrs.has(kind):
        return {attribute.name: everything(getattr(value, attribute.name)) for attribute in attrs.fields(kind)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [everything(item) for item in value]
    if isinstance(value, dict):
        return {str(key): everything(item) for key, item in value.items()}
    return {key: str(item) for key, item in vars(value).items()} if hasattr(value, "__dict__") else str(value)


def as_json(worker: Worker) -> str:
    return json.dumps(attrs.asdict(worker), default=str, ensure_ascii=False)


EXPORTS: dict[str, Callable[[Worker], object]] = {
    "repr": repr,
    "str": str,
    "format": lambda worker: f"{worker} {worker.name} {worker.number!s} {worker.phone!r}",
    "percent": lambda worker: "%s %r" % (worker, worker.name),  # noqa: UP031 - as logging formats it
    "pprint": pprint.pformat,
    "asdict": attrs.asdict,
    "asdict-with-serializer": lambda worker: attrs.asdict(worker, value_serializer=lambda _, __, value: str(value)),
    "astuple": attrs.astuple,
    "cattrs": cattrs.unstructure,
    "cattrs-astuple": lambda worker: cattrs.Converter(unstruct_strat=cattrs.UnstructureStrategy.AS_TUPLE).unstructure(
        worker
    ),
    "json": as_json,
    "fields": everything,
    "refused-by-json": lambda worker: _refusal(lambda: json.dumps(attrs.asdict(worker))),
    "refused-by-cattrs": lambda worker: _refusal(lambda: cattrs.structure(cattrs.unstructure(worker), Worker)),
    "refused-by-vars": lambda worker: [_refusal(partial(vars, one)) for one in (worker.name, worker.number)],
}


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - each tool has its own
        act()
    return repr(refused.value) + str(refused.value)


@pytest.mark.parametrize("way", EXPORTS)
def test_no_default_export_gives_a_name_a_number_or_a_phone(way: str) -> None:
    given = EXPORTS[way](WORKER)
    for told in (str(given), repr(given), json.dumps(given, default=str, ensure_ascii=False)):
        assert not [secret for secret in SECRETS if secret in told]


def test_a_log_shows_masks(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("office").info("%s is %r, call %s", WORKER.name, WORKER, WORKER.phone)
    assert "阿**" in caplog.text
    assert not [secret for secret in SECRETS if secret in caplog.text]


def repickled(value: Personal) -> object:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


def test_revealing_is_one_call() -> None:
    assert tuple(value.reveal() for value in PERSONAL) == SECRETS


@pytest.mark.parametrize("value", PERSONAL, ids=lambda value: type(value).__name__)
class TestPersonalValue:
    def test_it_cannot_be_changed(self, value: Personal) -> None:
        with pytest.raises(FrozenInstanceError):
            value._text = "x"  # noqa: SLF001 - what must not work
        with pytest.raises(FrozenInstanceError):
            del value._text  # noqa: SLF001 - the same
        with pytest.raises((FrozenInstanceError, AttributeError)):
            value.note = "x"

    def test_it_has_no_inside_for_tools_that_look(self, value: Personal) -> None:
        assert not attrs.has(type(value))
        assert not hasattr(value, "__dict__")
        assert not hasattr(value, "__match_args__")

    def test_equal_texts_of_one_kind_are_equal_and_one_key(self, value: Personal) -> None:
        assert value == type(value)(value.reveal())
        assert len({value, type(value)(value.reveal())}) == 1
        assert value != value.reveal()
        assert [other for other in PERSONAL if other == value] == [value]

    def test_copies_and_pickles_are_built_anew(self, value: Personal) -> None:
        assert copy.copy(value) == copy.deepcopy(value) == repickled(value) == value
        broken = copy.copy(value)
        object.__setattr__(broken, "_text", "")
        for again in (copy.copy, copy.deepcopy, repickled):
            with pytest.raises(InvalidValue):
                again(broken)

    @pytest.mark.parametrize("wrong", [None, 5, b"533399199001010012", 533399199001010012.0, ["x"]], ids=repr)
    def test_what_is_no_text_is_refused_and_not_shown(self, value: Personal, wrong: object) -> None:
        with pytest.raises(InvalidValue, match="must be made of a text") as refused:
            type(value)(wrong)  # type: ignore[arg-type]  # what must not work
        assert str(wrong) not in str(refused.value)


def test_the_base_by_itself_is_no_value() -> None:
    with pytest.raises(NotImplementedError):
        Personal("x")
    nobody = object.__new__(Personal)
    with pytest.raises(NotImplementedError):
        str(nobody)
