"""JSON Schema (2020-12) of the documents, made from their classes; titles in both languages."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields

from laborcoop.exchange.case_schema import case_schema
from laborcoop.exchange.document import PlanDocument
from laborcoop.exchange.entries import Entry
from laborcoop.exchange.records.schema import DIALECT, records_schema
from laborcoop.exchange.workers_document import WorkersDocument
from laborcoop.kernel.text import Text

_PLAIN: Mapping[type, Mapping[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Decimal: {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
}


def document_schema(kind: type[Entry], title: Text) -> dict[str, object]:
    """The schema of a document: its own fields, and a definition for each class of entry below it.

    Fields beyond those named are allowed: a reader keeps them.
    """
    definitions: dict[str, object] = {}
    whole = _entry(kind, definitions)
    return {"$schema": DIALECT, **whole, "title": str(title), "$defs": definitions}


def _plan_schema() -> dict[str, object]:
    return document_schema(PlanDocument, Text("返岗计划 plan.json", "a planned return, plan.json"))


def _workers_schema() -> dict[str, object]:
    return document_schema(WorkersDocument, Text("务工人员 workers.json", "workers of rosters, workers.json"))


def _case_schema() -> dict[str, object]:
    return {"$schema": DIALECT, **case_schema()}


SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = {
    "case.toml": _case_schema,
    "plan.json": _plan_schema,
    "records.json": records_schema,
    "workers.json": _workers_schema,
}


def _entry(kind: type[Entry], definitions: dict[str, object]) -> dict[str, object]:
    hints = get_type_hints(kind, include_extras=True)
    known = [attribute for attribute in fields(kind) if attribute.name != "extra"]
    return {
        "type": "object",
        "description": inspect.cleandoc(kind.__doc__ or "").splitlines()[0],
        "properties": {attribute.name: _field(hints[attribute.name], definitions) for attribute in known},
        "required": [
            attribute.name for attribute in known if attribute.default is NOTHING or attribute.name in _ALWAYS
        ],
    }


_ALWAYS = ("format", "version")


def _field(hint: Any, definitions: dict[str, object]) -> dict[str, object]:  # noqa: ANN401 - any annotation
    kind, text = get_args(hint)
    return {"title": str(text), **_kind(kind, definitions)}


def _kind(kind: Any, definitions: dict[str, object]) -> dict[str, object]:  # noqa: ANN401 - any annotation
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"const": parts[0]} if len(parts) == 1 else {"enum": list(parts)}
    if origin is tuple:
        return {"type": "array", "items": _kind(parts[0], definitions)}
    if origin is UnionType:
        return {"anyOf": [_kind(part, definitions) for part in parts]}
    if issubclass(kind, Entry):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _entry(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return dict(_PLAIN[kind])
