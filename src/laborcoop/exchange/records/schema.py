"""JSON Schema (2020-12) of records and of the documents around them, with titles and bounds in one place each.

What a masked document hides is null or a mask: the schema of such a document differs where something may be hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.exchange.records.classes import record_classes
from laborcoop.exchange.records.document import RECORD_FORMAT, RECORDS_FORMAT, VERSION, form_of_class
from laborcoop.exchange.records.unions import TYPE, VALUE, tagged_schema
from laborcoop.exchange.titles import class_title
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TITLES = {
    "format": Text("格式", "format"),
    "version": Text("版本", "version"),
    "masked": Text("个人信息已遮蔽", "personal data are masked"),
    TYPE: Text("数据类", "class of the record"),
    VALUE: Text("记录", "record"),
}


def record_schema(kind: type[Record]) -> dict[str, object]:
    """The schema of a document of one record of a class, as `write_json` writes it.

    Raises:
        DocumentError: records of the class are no data.
        UnknownName: the class has no title.
    """
    form = form_of_class(kind)
    definitions: dict[str, object] = {}
    plain, masked = (form.schema(definitions, masked=hidden) for hidden in (False, True))
    tag = {TYPE: {"const": form.tag}}
    return _envelope(class_title(kind), {"format": {"const": RECORD_FORMAT}, **tag}, plain, masked, definitions)


def records_schema() -> dict[str, object]:
    """The schema of a document of records of any of the library's classes, as `write_records` writes it."""
    definitions: dict[str, object] = {}
    forms = [form_of_class(kind) for kind in record_classes().values()]
    plain, masked = (
        {"type": "array", "items": {"anyOf": [tagged_schema(form, definitions, masked=hidden) for form in forms]}}
        for hidden in (False, True)
    )
    title = Text("多条记录", "records of any class")
    return _envelope(title, {"format": {"const": RECORDS_FORMAT}}, plain, masked, definitions)


def _envelope(
    title: Text,
    own: Mapping[str, Mapping[str, object]],
    plain: Mapping[str, object],
    masked: Mapping[str, object],
    definitions: Mapping[str, object],
) -> dict[str, object]:
    fields: dict[str, Mapping[str, object]] = {
        **own,
        "version": {"const": VERSION},
        "masked": {"type": "boolean"},
        VALUE: {},
    }
    return {
        "$schema": DIALECT,
        "title": str(title),
        "type": "object",
        "properties": {name: {"title": str(_TITLES[name]), **schema} for name, schema in fields.items()},
        "required": list(fields),
        "if": {"properties": {"masked": {"const": True}}},
        "then": {"properties": {VALUE: masked}},
        "else": {"properties": {VALUE: plain}},
        "$defs": definitions,
    }
