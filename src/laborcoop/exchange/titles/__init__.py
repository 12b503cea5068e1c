"""What the classes of the domain and their fields are called, in Chinese and English.

A form, a table header or a JSON Schema takes its wording from here. A field's title is looked for in three places, the
closest first: the field's own annotation (``Annotated[str, Text("编号", "id")]``), the package's module beside this
one under ``"Class.field"``, and `common`, where names that mean the same in every class are written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, get_args, get_type_hints

from attrs import fields

from laborcoop.errors import UnknownName
from laborcoop.exchange.titles import (
    allocation,
    common,
    cooperation,
    employers,
    exchange,
    hiring,
    indicators,
    journey,
    kernel,
    outreach,
    packs,
    people,
    planning,
    retention,
    rulebook,
    training,
    transfer,
)
from laborcoop.kernel.text import Text

__all__ = ["class_title", "title_of"]

_PACKAGES: Mapping[str, ModuleType] = {
    f"laborcoop.{module.__name__.rpartition('.')[2]}": module
    for module in (
        allocation,
        cooperation,
        employers,
        exchange,
        hiring,
        indicators,
        journey,
        kernel,
        outreach,
        packs,
        people,
        planning,
        retention,
        rulebook,
        training,
        transfer,
    )
}


def title_of(kind: type, field: str) -> Text:
    """The title of a field of a record's class, by the name that its constructor takes.

    >>> from laborcoop.people import Worker
    >>> title_of(Worker, "registered").render("zh")
    '户籍县'

    Raises:
        UnknownName: ``field`` has no title, or ``kind`` is a class from outside the library that annotates no title.
    """
    titles: Mapping[str, Text] = _module(kind, "FIELDS")
    title = _annotated(kind, field) or titles.get(f"{kind.__name__}.{field}") or common.FIELDS.get(field)
    if title is None:
        raise _unknown(f"{kind.__name__}.{field}")
    return title


def class_title(kind: type) -> Text:
    """The title of a record's class.

    >>> from laborcoop.people import Worker
    >>> str(class_title(Worker))
    'worker / 务工人员'

    Raises:
        UnknownName: ``kind`` has no title.
    """
    titles: Mapping[str, Text] = _module(kind, "CLASSES")
    if kind.__name__ not in titles:
        raise _unknown(kind.__name__)
    return titles[kind.__name__]


def _module(kind: type, table: str) -> Mapping[str, Text]:
    """One of the two tables of the package that the class is in; empty for a class from elsewhere."""
    package = ".".join(kind.__module__.split(".")[:2])
    titles: Mapping[str, Text] = getattr(_PACKAGES.get(package), table, {})
    return titles


def _annotated(kind: type, field: str) -> Text | None:
    """The title that stands in the field's own annotation."""
    if all(attribute.alias != field for attribute in fields(kind)):
        raise _unknown(f"{kind.__name__}.{field}")
    hints: Mapping[str, Any] = get_type_hints(kind, include_extras=True)
    return next((part for part in get_args(hints.get(field)) if isinstance(part, Text)), None)


def _unknown(name: str) -> UnknownName:
    return UnknownName(
        Text(
            "{name} 没有名称：请在字段的注解或 laborcoop/exchange/titles 中写上中英文名称",
            "{name} has no title: write one, in both languages, in the field's annotation or laborcoop/exchange/titles",
        ).format(name=name)
    )
