"""The parts that documents share: an entry, words in two languages, a place in the files, a reason, a finding.

Each field carries its title in both languages (``Annotated[str, Text(...)]``), from which the schema is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from attrs import field, fields, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange.private import tells_identity
from laborcoop.exchange.records.record_form import KEEPS_UNKNOWN
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding, Locus

SeverityName = Literal["BLOCK", "ERROR", "WARN", "INFO"]


@frozen(kw_only=True)
class Entry(Record):
    """An object of a document; ``extra`` keeps the fields that this release does not know, as they were read."""

    extra: Mapping[str, object] = field(factory=dict, repr=False, metadata={KEEPS_UNKNOWN: True}, hash=False)

    def unknown(self, path: str = "") -> Iterator[str]:
        """The paths of the fields kept in ``extra``, here and in every entry below."""
        yield from (f"{path}{name}" for name in sorted(self.extra))
        for attribute in fields(type(self)):
            value = getattr(self, attribute.name)
            if isinstance(value, Entry):
                yield from value.unknown(f"{path}{attribute.name}.")
            elif isinstance(value, tuple):
                for index, item in enumerate(value):
                    if isinstance(item, Entry):
                        yield from item.unknown(f"{path}{attribute.name}[{index}].")

    def texts(self, path: str = "") -> Iterator[tuple[str, str]]:
        """Every text here and in every entry below, with the path of its field; what ``extra`` holds included."""
        for attribute in fields(type(self)):
            yield from _texts(f"{path}{attribute.name}", getattr(self, attribute.name))


def _texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield path, value
        case Entry():
            yield from value.texts(f"{path}.")
        case tuple() | list():
            for index, item in enumerate(value):
                yield from _texts(f"{path}[{index}]", item)
        case Mapping():
            # Below ``extra`` no key is named: a key that this release does not know may tell as much as a value.
            for item in (*value.keys(), *value.values()):
                yield from _texts(path, item)


def check_masked(document: Entry) -> None:
    """Refuse a document that says that it is masked, and holds a whole resident number in any of its texts.

    Raises:
        InvalidValue: with the paths of these texts, and nothing of what they hold.
    """
    telling = dict.fromkeys(path for path, text in document.texts() if tells_identity(text))
    if telling:
        raise InvalidValue(
            Text(
                "文件声明已遮蔽，但含有完整的号码：{paths}",
                "the document says that it is masked, but holds a whole number: {paths}",
            ).format(paths=tuple(telling))
        )


@frozen(kw_only=True)
class Words(Entry):
    """A text in both languages."""

    zh: Annotated[str, Text("中文", "Chinese")]
    en: Annotated[str, Text("英文", "English")]

    @classmethod
    def of(cls, text: Text) -> Words:
        """The words of a text."""
        return cls(zh=text.zh, en=text.en)


@frozen(kw_only=True)
class WhereEntry(Entry):
    """A place in the files, as a spreadsheet shows it."""

    file: Annotated[str, Text("文件", "file")] = ""
    sheet: Annotated[str, Text("工作表", "sheet")] = ""
    row: Annotated[int | None, Text("行，从 1 起", "row, from 1")] = None
    column: Annotated[str, Text("列", "column")] = ""

    @classmethod
    def of(cls, where: Locus) -> WhereEntry:
        """The entry of a place."""
        return cls(file=where.file, sheet=where.sheet, row=where.row, column=where.column)


@frozen(kw_only=True)
class FindingEntry(Entry):
    """A finding: which rule, how badly, about whom, where, what to do, by which source.

    ``kind`` is empty where the subject is no record: a file, a sheet, a row that is nobody's.
    """

    rule: Annotated[str, Text("规则编号", "code of the rule")]
    severity: Annotated[SeverityName, Text("严重程度", "severity")]
    subject: Annotated[str, Text("对象编号", "id of the record")]
    kind: Annotated[str, Text("对象类别", "kind of record")]
    path: Annotated[str, Text("字段", "field within the record")]
    message: Annotated[Words, Text("问题", "what is wrong")]
    suggestion: Annotated[Words, Text("建议", "what to do")]
    sources: Annotated[tuple[Words, ...], Text("依据", "sources")]
    where: Annotated[WhereEntry, Text("在文件中的位置", "place in the files")]
    waived: Annotated[bool, Text("已豁免", "let stand by a recorded decision")]

    @classmethod
    def of(cls, finding: Finding) -> FindingEntry:
        """The entry of a finding."""
        return cls(
            rule=finding.rule,
            severity=finding.severity.value,
            subject=finding.subject,
            kind=finding.kind,
            path=finding.path,
            message=Words.of(finding.message),
            suggestion=Words.of(finding.suggestion),
            sources=tuple(Words.of(source.text()) for source in finding.sources),
            where=WhereEntry.of(finding.where),
            waived=finding.waived,
        )


@frozen(kw_only=True)
class IntakeEntry(Entry):
    """What became of the rows of the rosters: rows = workers + merged + refused; unread files are in none of them."""

    rows: Annotated[int, Text("花名册行数", "rows of the rosters")]
    workers: Annotated[int, Text("人员", "workers")]
    merged: Annotated[int, Text("重复的行", "rows that repeat another")]
    refused: Annotated[int, Text("退回的行", "rows refused for their data")]
    unread: Annotated[tuple[str, ...], Text("未能读取的文件", "files that could not be read")] = ()
