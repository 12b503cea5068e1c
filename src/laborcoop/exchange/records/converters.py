"""The forms of records as hooks of a cattrs converter, for programs that structure their own classes with cattrs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from laborcoop.errors import DocumentError
from laborcoop.exchange.records.desk import Reading, Writing, worded
from laborcoop.exchange.records.document import form_of_class
from laborcoop.exchange.strict_json import unreadable
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from cattrs import Converter


def configure(converter: Converter, *, reveal: bool = False) -> None:
    """Let a converter structure and unstructure the library's records as `read_json` and `write_json` do.

    Args:
        converter: any cattrs converter; its hooks for other classes stay as they are.
        reveal: whether personal data stand in what is unstructured; masked unless asked for.

    The hooks raise `DocumentError` with every fault and its path; cattrs puts it into an error of its own where the
    record is part of another class.
    """

    def structure(value: Any, kind: type[Record]) -> object:  # noqa: ANN401 - plain values
        reading = Reading()
        record = form_of_class(kind).read(value, None, reading)
        if reading.faults:
            raise unreadable(*worded(reading.faults))
        return record

    def unstructure(record: Record) -> object:
        writing = Writing(reveal=reveal)
        written = form_of_class(type(record)).write(record, None, writing)
        if writing.faults:
            raise DocumentError(Text("无法写成 JSON", "this cannot be written as JSON"), worded(writing.faults))
        return written

    converter.register_structure_hook_func(_is_record, structure)
    converter.register_unstructure_hook_func(_is_record, unstructure)


def _is_record(kind: object) -> TypeGuard[type[Record]]:
    return isinstance(kind, type) and issubclass(kind, Record)
