"""Records as JSON documents: the envelope around them, its version, what is hidden, what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar, overload

from attrs import field, frozen

from laborcoop.errors import DocumentError
from laborcoop.exchange.records.classes import NO_DATA, record_classes
from laborcoop.exchange.records.desk import REFUSED, At, Form, Reading, Writing, shown_path, worded
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.records.unions import TYPE, VALUE, read_tagged, write_tagged
from laborcoop.exchange.strict_json import json_text, parse_json, shown_key, unreadable
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

RECORD_FORMAT = "laborcoop-record"
RECORDS_FORMAT = "laborcoop-records"
VERSION = 1
"""The version of both formats that this release writes, and the latest that it reads."""

Migrations = Mapping[int, Callable[[dict[str, object]], dict[str, object]]]
"""For each older version what makes of such a document, as plain values, one of the next version."""

MIGRATIONS: Migrations = {}
"""There is no older version yet."""

Value = TypeVar("Value")
AnyRecord = TypeVar("AnyRecord", bound=Record)

_NO_VERSION = 1_000_000
_ENVELOPE = ("format", "version", "masked", VALUE)


@frozen(kw_only=True)
class JsonDocument(Record, Generic[Value]):
    """What a document holds.

    ``value`` is the record, or the records in their order. ``masked`` is what the document says of itself: True only
    where there was nothing to hide. ``version`` is that of the document as it was given. ``unknown`` are the paths of
    the fields that this release does not know; `write_json` writes them again with the records that they belong to,
    if it is asked to reveal.
    """

    value: Value
    masked: bool = False
    version: int = VERSION
    unknown: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(factory=dict, repr=False, hash=False)
    """The unknown fields of the document itself."""
    kept: tuple[tuple[object, Mapping[str, object]], ...] = field(default=(), repr=False, eq=False)
    """The unknown fields of each record below that has any, with that very record."""

    def __repr__(self) -> str:
        """Counts only."""
        what = f"{len(self.value)} records" if isinstance(self.value, tuple) else type(self.value).__name__
        return f"<JsonDocument: {what}{', masked' if self.masked else ''}>"


def write_json(record: Record | JsonDocument[Any], *, reveal: bool = False) -> str:
    """A record as a JSON document, the same bytes for the same record.

    Args:
        record: a record of the library, or a document that was read.
        reveal: whether personal data stand in it. Otherwise names, numbers and phones stand masked, what ``repr``
            does not show is null, unknown fields are left out, and the document says that it is masked.

    Raises:
        DocumentError: ``record`` is of a class that is not data (a rule, a case), or holds a value that its annotations
            do not allow.
    """
    document = record if isinstance(record, JsonDocument) else JsonDocument(value=record)
    form = form_of_class(type(document.value))
    return _written(RECORD_FORMAT, document, reveal, form.write, {TYPE: form.tag})


def write_records(records: Iterable[Record] | JsonDocument[tuple[Record, ...]], *, reveal: bool = False) -> str:
    """Records of any classes as one JSON document, in their order; masked unless asked to reveal.

    Raises:
        InvalidValue: ``records`` is one record, or anything else that is no list of them.
        DocumentError: one of ``records`` is of a class that is not data, or holds a value that its annotations do not
            allow.
    """
    if not isinstance(records, JsonDocument):
        check_arguments("write_records", (("records", records, Iterable),))
    document = records if isinstance(records, JsonDocument) else JsonDocument(value=tuple(records))
    forms = {kind: form_of_class(kind) for kind in set(map(type, document.value))}

    def written(value: tuple[Record, ...], at: At, writing: Writing) -> object:
        return [write_tagged(forms[type(item)], item, (at, index), writing) for index, item in enumerate(value)]

    return _written(RECORDS_FORMAT, document, reveal, written, {})


def _written(
    name: str,
    document: JsonDocument[Any],
    reveal: bool,  # noqa: FBT001 - handed on
    write: Callable[[Any, At, Writing], object],
    tag: Mapping[str, object],
) -> str:
    writing = Writing(reveal=reveal, kept={id(record): fields for record, fields in document.kept})
    value = write(document.value, (None, VALUE), writing)
    if writing.faults:
        raise DocumentError(Text("无法写成 JSON", "this cannot be written as JSON"), worded(writing.faults))
    extra = document.extra if reveal else {}
    masked = writing.hid or len(extra) < len(document.extra)
    return json_text({**extra, "format": name, "version": VERSION, "masked": masked, **tag, VALUE: value})


# Two signatures, for a type checker: the record is of the class that is expected, and of any where none is. What both
# do is said at the one below.
@overload
def read_json(
    text: str, kind: type[AnyRecord], *, migrations: Migrations = MIGRATIONS, fast: bool = False
) -> JsonDocument[AnyRecord]: ...


@overload
def read_json(
    text: str, kind: None = None, *, migrations: Migrations = MIGRATIONS, fast: bool = False
) -> JsonDocument[Any]: ...


def read_json(
    text: str, kind: type[Record] | None = None, *, migrations: Migrations = MIGRATIONS, fast: bool = False
) -> JsonDocument[Any]:
    """Read one record; nothing is coerced.

    Args:
        text: JSON, as `write_json` writes it.
        kind: the class that is expected; by default that which the document names.
        migrations: what makes an older document one of the next version.
        fast: whether msgspec parses the text (extra ``fast``); the same records and the same faults.

    Raises:
        InvalidValue: ``text`` is no text.
        MissingExtra: ``fast`` is asked for, and msgspec is not installed.
        DocumentError: ``text`` cannot be read, with every fault and its path; or it hides what the record needs, with
            the paths of what is hidden.
    """
    check_arguments("read_json", (("text", text, str | bytes | bytearray),))
    content = _content(parse_json(text, fast=fast), RECORD_FORMAT, migrations)
    reading = Reading(masked=content.get("masked") is True)
    form = _named_form(content.get(TYPE), kind, reading)
    value: object = REFUSED
    if VALUE not in content:
        reading.refuse((None, VALUE), _MISSING)
    elif form is not None:
        value = form.read(content[VALUE], (None, VALUE), reading)
    return _document(content, value, reading, (*_ENVELOPE, TYPE))


def read_records(
    text: str, *, migrations: Migrations = MIGRATIONS, fast: bool = False
) -> JsonDocument[tuple[Any, ...]]:
    """Read records of any classes, each named by its ``type``; nothing is coerced.

    Args:
        text: JSON, as `write_records` writes it.
        migrations: what makes an older document one of the next version.
        fast: whether msgspec parses the text (extra ``fast``).

    Raises:
        InvalidValue: ``text`` is no text.
        MissingExtra: ``fast`` is asked for, and msgspec is not installed.
        DocumentError: ``text`` cannot be read, with every fault and its path; or it hides what a record needs.
    """
    check_arguments("read_records", (("text", text, str | bytes | bytearray),))
    content = _content(parse_json(text, fast=fast), RECORDS_FORMAT, migrations)
    reading = Reading(masked=content.get("masked") is True)
    made = [_tagged_record(item, at, reading) for at, item in _items(content, reading)]
    return _document(content, tuple(made), reading, _ENVELOPE)


@frozen
class ReadRecord:
    """What became of one record of a document: the record, or None with every fault and its path.

    ``unknown`` are the paths of the fields that this release does not know.
    """

    path: str
    record: Record | None
    faults: tuple[Text, ...] = ()
    unknown: tuple[str, ...] = ()


def read_each_record(text: str, known: Iterable[Record], *, migrations: Migrations = MIGRATIONS) -> list[ReadRecord]:
    """Read records of any classes one by one: a fault in one leaves the others.

    Args:
        text: JSON, as `write_records` writes it; where a record holds another, the other's id may stand for it.
        known: the records that an id may stand for.
        migrations: what makes an older document one of the next version.

    Raises:
        DocumentError: the document as a whole cannot be read.
    """
    content = _content(parse_json(text), RECORDS_FORMAT, migrations)
    by_id = {(type(record).__name__, str(getattr(record, "id", ""))): record for record in known}
    whole = Reading()
    items = list(_items(content, whole))
    if whole.faults:
        raise unreadable(*worded(whole.faults))
    return [_read_one(item, at, Reading(masked=content["masked"] is True, known=by_id)) for at, item in items]


def _read_one(item: object, at: At, reading: Reading) -> ReadRecord:
    made = _tagged_record(item, at, reading)
    hidden = [(place, _HIDDEN) for place in reading.hidden]
    faults = worded([*hidden, *reading.faults])
    return ReadRecord(
        path=shown_path(at),
        record=None if faults or not isinstance(made, Record) else made,
        faults=faults,
        unknown=tuple(shown_path((place, key)) for place, _, fields in reading.unknown for key in fields),
    )


_HIDDEN = Text("已遮蔽", "it is masked")


def _items(content: Mapping[str, object], reading: Reading) -> list[tuple[At, object]]:
    """The items of a document of records with their places; a fault where there is no list."""
    given = content.get(VALUE)
    if type(given) is not list:
        reading.refuse((None, VALUE), Text("应为列表", "a list is expected"))
        return []
    return [(((None, VALUE), index), item) for index, item in enumerate(given)]


_MISSING = Text("缺少这一字段", "the field is missing")


def _content(content: object, name: str, migrations: Migrations) -> dict[str, object]:
    """The envelope, migrated, with the version as it was given; ``format``, ``version`` and ``masked`` are right."""
    if type(content) is not dict:
        raise unreadable(Text(".：应为对象", ".: an object is expected"))
    reading = Reading()
    if content.get("format") != name:
        reading.refuse((None, "format"), Text("应为 {name}", "{name} is expected").format(name=name))
    version = _known_version(content.get("version"), migrations, reading)
    if not reading.faults:
        content = _migrated(content, version, migrations)
    if type(content.get("masked")) is not bool:
        reading.refuse((None, "masked"), Text("应为 true 或 false", "true or false is expected"))
    if reading.faults:
        raise unreadable(*worded(reading.faults))
    return {**content, "version": version}


def _known_version(given: object, migrations: Migrations, reading: Reading) -> int:
    if type(given) is int and (given == VERSION or given in migrations):
        return given
    if type(given) is int and given > VERSION:
        newer = Text(
            "这是第 {newer} 版，本程序只能读到第 {version} 版，请升级",
            "this is version {newer}, and this release can read up to {version}: upgrade it",
        )
        # No release counts so far: what stands there may be a number of another kind, of a person even.
        told = given if given < _NO_VERSION else "…"
        reading.refuse((None, "version"), newer.format(newer=told, version=VERSION))
    else:
        reading.refuse((None, "version"), Text("没有这一版", "there is no such version"))
    return VERSION


def _migrated(content: dict[str, object], version: int, migrations: Migrations) -> dict[str, object]:
    while version < VERSION:
        content = migrations[version](content)
        version += 1
    return content


def _named_form(tag: object, kind: type[Record] | None, reading: Reading) -> Form | None:
    """The form that a document names; a class that the caller expects must be the one."""
    expected = kind.__name__ if kind else None
    if type(tag) is str and tag == (expected or tag):
        named = kind or record_classes().get(tag)
        if named is not None:
            return form_of_class(named)
    reading.refuse((None, TYPE), _no_class(tag) if expected is None else _EXPECTED.format(kind=expected))
    return None


_EXPECTED = Text("应为 {kind}", "{kind} is expected")


def _no_class(tag: object) -> Text:
    name = shown_key(tag) if isinstance(tag, str) else "…"
    return Text("本程序没有名为 {name} 的数据类", "this release has no data of the class {name}").format(name=name)


def _tagged_record(value: object, at: At, reading: Reading) -> object:
    if type(value) is not dict:
        return reading.refuse(at, Text("应为带有 type 的对象", "an object with its type is expected"))
    tag = value.get(TYPE)
    kind = record_classes().get(tag) if isinstance(tag, str) else None
    if kind is None:
        return reading.refuse((at, TYPE), _no_class(tag))
    return read_tagged(form_of_class(kind), value, at, reading)


def form_of_class(kind: type[Any]) -> Form:
    """The form of a class of records.

    Raises:
        DocumentError: records of the class are no data.
    """
    reason = NO_DATA.get(kind.__name__)
    if reason is not None or not issubclass(kind, Record):
        raise DocumentError(
            Text("{kind} 没有 JSON 形式：{reason}", "{kind} has no form in JSON: {reason}").format(
                kind=kind.__name__, reason=reason or Text("不是记录", "it is no record")
            )
        )
    return form_of(kind)


def _document(
    content: Mapping[str, object],
    value: Any,  # noqa: ANN401 - any record
    reading: Reading,
    known: Iterable[str],
) -> JsonDocument[Any]:
    if reading.hidden:
        raise DocumentError(
            Text(
                "文件已遮蔽，不能读成记录；请向提供者索取含身份信息的文件（reveal=True 或 --with-identity）",
                "the document is masked and cannot be read as a record: ask for one with identity "
                "(reveal=True or --with-identity)",
            ),
            tuple(Text.same(shown_path(at)) for at in reading.hidden),
        )
    if reading.faults:
        raise unreadable(*worded(reading.faults))
    extra = {key: item for key, item in content.items() if key not in known}
    unknown = [shown_key(key) for key in extra]
    unknown += [shown_path((at, key)) for at, _, fields in reading.unknown for key in fields]
    return JsonDocument(
        value=value,
        masked=content["masked"] is True,
        version=int(str(content["version"])),
        unknown=tuple(unknown),
        extra=extra,
        kept=tuple((record, fields) for _, record, fields in reading.unknown),
    )
