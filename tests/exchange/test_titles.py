"""Every class of the domain and every field has a title in both languages: whoever adds a field adds its title.

Titles are written in ``laborcoop/exchange/titles``: ``"Class.field"`` in the package's module, a name that means the
same everywhere in ``common.py``, a new class under ``CLASSES``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Annotated

import pytest
from attrs import fields, frozen

import laborcoop
from laborcoop.errors import UnknownName
from laborcoop.exchange import titles
from laborcoop.exchange.document import PersonEntry
from laborcoop.exchange.titles import class_title, common, title_of
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker

HAN = re.compile(r"[\u4e00-\u9fff]")
PACKAGES = [
    importlib.import_module(f"{titles.__name__}.{module.name}")
    for module in pkgutil.iter_modules(titles.__path__)
    if module.name != "common"
]


def _classes() -> Iterator[type]:
    for found in pkgutil.walk_packages(laborcoop.__path__, "laborcoop."):
        if not found.name.startswith(("laborcoop.testing", "laborcoop.cli", "laborcoop.__main__")):
            module = importlib.import_module(found.name)
            kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Record)]
            yield from (kind for kind in kinds if kind.__module__ == module.__name__ and kind is not Record)


CLASSES = list(_classes())
FIELDS = [(kind, attribute.alias) for kind in CLASSES for attribute in fields(kind) if attribute.init]


def _faults(title: Text) -> list[str]:
    said = []
    if not HAN.search(title.zh):
        said.append("no Chinese")
    if not title.en.strip() or HAN.search(title.en):
        said.append("no English")
    return said


def test_every_class_has_a_title_in_both_languages() -> None:
    lacking = []
    for kind in CLASSES:
        try:
            lacking += [f"{kind.__module__}.{kind.__name__}: {fault}" for fault in _faults(class_title(kind))]
        except UnknownName as error:
            lacking.append(f"{kind.__module__}: {error.text.en}")
    assert len(CLASSES) > 200
    assert lacking == []


def test_every_field_has_a_title_in_both_languages() -> None:
    lacking = []
    for kind, field in FIELDS:
        try:
            lacking += [
                f"{kind.__module__}.{kind.__name__}.{field}: {fault}" for fault in _faults(title_of(kind, field))
            ]
        except UnknownName as error:
            lacking.append(f"{kind.__module__}: {error.text.en}")
    assert lacking == []


def test_no_title_is_of_something_that_is_gone_or_says_again_what_is_common() -> None:
    named = {(kind.__module__.split(".")[1], kind.__name__) for kind in CLASSES}
    fields_named = {(kind.__module__.split(".")[1], f"{kind.__name__}.{field}") for kind, field in FIELDS}
    stale = []
    for module in PACKAGES:
        package = module.__name__.rpartition(".")[2]
        stale += [f"{package}: {name}" for name in module.CLASSES if (package, name) not in named]
        stale += [f"{package}: {name}" for name in module.FIELDS if (package, name) not in fields_named]
        stale += [
            f"{package}: {name} is common"
            for name, title in module.FIELDS.items()
            if common.FIELDS.get(name.rpartition(".")[2]) == title
        ]
    stale += [name for name in common.FIELDS if name not in {field for _, field in FIELDS}]
    assert stale == []


@pytest.mark.parametrize("module", [*PACKAGES, common], ids=lambda module: module.__name__)
def test_the_titles_of_a_package_are_sorted_by_name(module: object) -> None:
    for table in ("CLASSES", "FIELDS"):
        names = list(getattr(module, table, {}))
        assert names == sorted(names)


def test_a_name_that_means_something_else_in_one_class_has_its_own_title_there() -> None:
    assert title_of(Worker, "name") == Text("姓名", "name")
    assert title_of(laborcoop.Employer, "name") == Text("名称", "name")


def test_a_title_that_stands_in_the_annotation_is_taken_from_there() -> None:
    assert title_of(PersonEntry, "rides") == Text("乘车", "rides")


def test_a_class_of_somebody_else_titles_its_fields_by_annotation() -> None:
    @frozen
    class Bonus(Record):
        amount: Annotated[int, Text("奖金", "bonus")]
        colour: str

    assert title_of(Bonus, "amount") == Text("奖金", "bonus")
    with pytest.raises(UnknownName, match=r"Bonus\.colour has no title"):
        title_of(Bonus, "colour")
    with pytest.raises(UnknownName, match="Bonus has no title"):
        class_title(Bonus)


def test_what_is_no_field_of_the_class_has_no_title() -> None:
    with pytest.raises(UnknownName, match=r"Worker\.employer has no title"):
        title_of(Worker, "employer")
