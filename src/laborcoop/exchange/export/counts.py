"""Tables of counts that may be published: how many records by one field or two, without the cells that identify people.

What is left out is `laborcoop.cooperation.suppression`'s to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, get_args, get_type_hints

from laborcoop.cooperation.subsidy import SubsidyClaimId
from laborcoop.cooperation.suppression import SMALLEST_COUNT, suppress
from laborcoop.errors import InvalidValue
from laborcoop.exchange.export.columns import Column, Kind
from laborcoop.exchange.export.table import Table, name_of, table_of
from laborcoop.exchange.export.wording import worded_cell
from laborcoop.exchange.private import hidden
from laborcoop.exchange.records.containers import OptionalForm
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.records.plain import ChoiceForm, ExactForm, WrittenForm
from laborcoop.kernel.ids import CadreId, ContractId, DriverId, PlacementId, WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Locale, Text
from laborcoop.outreach.visit import HouseholdId
from laborcoop.retention.help_case import HelpCaseId
from laborcoop.retention.staff import StaffId
from laborcoop.training.aid import StudentAidId
from laborcoop.training.internship import InternshipId

_OF_PEOPLE: Final = frozenset(
    {WorkerId, CadreId, DriverId, StaffId, HouseholdId, PlacementId, ContractId, InternshipId, HelpCaseId}
    | {StudentAidId, SubsidyClaimId}
)
"""The ids of people, of their households, and of what one person has: a contract, a claim."""
_LOCALES: Final[tuple[Locale, Locale]] = ("zh", "en")
_TOTAL = Text("合计", "total")
_NOT_STATED = Text("未填", "not stated")
_COUNT = Text("数量", "count")
_TITLE = Text("{kind}：{by}", "{kind} by {by}")
_NOTE = Text(
    "* 为保护个人信息而不公布：少于 {least}，或可由合计推算",
    "* not shown: fewer than {least}, or computable from totals",
)
_WITHHELD = "*"


def count_table(
    records: Iterable[Record],
    rows: str,
    columns: str | None = None,
    *,
    kind: type[Record] | None = None,
    least: int = SMALLEST_COUNT,
    title: Text | None = None,
) -> Table:
    """How many records there are of each value of a field, or of each pair of two, with totals.

    Counts from 1 to ``least - 1`` are hidden (None; printed as ``*``), and so are as many others as it takes that
    nobody can compute them from the totals. Zeros are shown.

    Args:
        records: what is counted, each once; of one class.
        rows: the key of the column whose values are the rows (`table_of` names columns).
        columns: the key of the one whose values are the columns; without it one column of counts.
        kind: the class of the records; needed only where there may be none.
        least: the smallest count that is shown: 5 by a convention that no source verifies (PR-07).
        title: what the table is called; by default the class and the fields.

    Raises:
        InvalidValue: ``records`` are empty and ``kind`` is not given, or ``records`` are of several classes; ``rows``
            or ``columns`` names a field that is personal, has several values, or identifies single records; ``least``
            is below 1.
        UnknownName: ``rows`` or ``columns`` names a column that does not exist.
    """
    check_arguments("count_table", (("records", records, Iterable), ("rows", rows, str), ("least", least, int)))
    keys = [rows] if columns is None else [rows, columns]
    table = table_of(records, kind=kind, columns=keys, reveal=True)
    if [column.key for column in table.columns] != keys or any(map(_unfit, table.columns)):
        raise InvalidValue(
            Text(
                "公开表格不按这些字段计数：{keys}；请选不涉及个人的单个字段",
                "a public table cannot count by {keys}: choose single fields that are not personal",
            ).format(keys=tuple(keys))
        )
    each = [column.key for at, column in enumerate(table.columns) if _one_each(table, at, least)]
    if each:
        raise InvalidValue(
            Text(
                "公开表格不按这些字段计数：{keys}，因为它们是编号，或每条记录各不相同，一行就是一个人；请选多人相同的字段",
                "a public table cannot count by {keys}: they are ids, or differ from record to record, so that a "
                "row is one person; choose fields that many people share",
            ).format(keys=each)
        )
    found = [{row[index] for row in table.rows} for index in range(len(keys))]
    down, *others = map(_axis, table.columns, found)
    across = others[0] if others else {None: _COUNT}
    counted = Counter(table.rows)
    shown = suppress([[counted[(row, column)[: len(keys)]] for column in across] for row in down], least)
    if not others:
        # One column of counts is its own total: what is left out of either is left out.
        shown = tuple((None if None in row else row[0],) for row in shown)
    heads = [*across.items(), ("total", _TOTAL)] if others else [("count", _COUNT)]
    return Table(
        title=title or _TITLE.format(kind=name_of(table.kind or Record), by=tuple(c.title for c in table.columns)),
        columns=(*_label_columns(table.columns[0]), *(_count_column(str(key), head) for key, head in heads)),
        rows=tuple((label.zh, label.en, *row) for label, row in zip((*down.values(), _TOTAL), shown, strict=True)),
        note=_NOTE.format(least=least) if any(None in row for row in shown) else NO_TEXT,
    )


def _unfit(column: Column) -> bool:
    """Whether the values of a column tell of one person, or are no single words."""
    return column.personal or column.kind not in {Kind.TEXT, Kind.BOOLEAN, Kind.INTEGER, Kind.DATE}


def _one_each(table: Table, at: int, least: int) -> bool:
    """Whether a column names its records one by one: ids of theirs or of people, or no free value is there twice."""
    column = table.columns[at]
    kind, hint = table.kind, None
    for step in column.path:
        hint = get_type_hints(kind)[step]
        kind = next((part for part in (hint, *get_args(hint)) if isinstance(part, type)), None)
    if column.path == ("id",) or not _OF_PEOPLE.isdisjoint((hint, *get_args(hint))):
        return True
    form = column.form.inner if isinstance(column.form, OptionalForm) else column.form
    stated = [row[at] for row in table.rows if row[at] not in (None, "")]
    free = isinstance(form, ExactForm | WrittenForm) and column.kind is not Kind.BOOLEAN
    return free and len(stated) >= max(least, SMALLEST_COUNT) and len(set(stated)) == len(stated)


def _axis(column: Column, values: Iterable[object]) -> Mapping[Any, Text]:
    """The values of a column that occur, in their order, each with its words; what is not stated comes last."""
    form = column.form.inner if isinstance(column.form, OptionalForm) else column.form
    order = [plain for plain, _ in form.members] if isinstance(form, ChoiceForm) else []

    def place(value: object) -> tuple[bool, int, str]:
        return value in (None, ""), order.index(value) if value in order else 0, str(value)

    return {value: _words(column, value) for value in sorted(values, key=place)}


def _words(column: Column, value: object) -> Text:
    if value in (None, ""):
        return _NOT_STATED
    return Text(*(hidden(worded_cell(column.form, value, locale)) for locale in _LOCALES))


def _label_columns(column: Column) -> Iterator[Column]:
    """The two columns that name the rows, one for each language."""
    for language in _LOCALES:
        yield Column(
            key=f"{column.key}.{language}",
            title=column.title,
            kind=Kind.TEXT,
            form=OptionalForm(form_of(str)),
            path=(),
            language=language,
        )


def _count_column(key: str, head: Text) -> Column:
    return Column(key=key, title=head, kind=Kind.INTEGER, form=OptionalForm(form_of(int)), path=(), absent=_WITHHELD)
