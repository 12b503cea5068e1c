"""A table: columns, and rows of plain values; from it every format is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from laborcoop.errors import DocumentError, InvalidValue, UnknownName
from laborcoop.exchange.export.columns import Column, columns_of
from laborcoop.exchange.records.desk import Writing, worded
from laborcoop.exchange.records.document import form_of_class
from laborcoop.exchange.titles import class_title
from laborcoop.kernel.display import Cell, table, words
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text

_MASKED = Text("{title}（个人信息已遮蔽）", "{title} (personal data masked)")
_NOTED = Text("{title}　{note}", "{title}. {note}")


@frozen(kw_only=True)
class Table:
    """Rows of plain values under columns.

    ``rows`` hold for each column what JSON would: text, a number, True, a list, None. ``kind`` is the class of the
    records that the rows were made of, where each is one. ``masked`` says that something is hidden; ``note`` what a
    reader must know beside the title.
    """

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...] = field(repr=False)
    masked: bool = False
    kind: type[Record] | None = None
    note: Text = NO_TEXT

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Table {self.full_title.en}: {len(self.rows)} rows, {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        """What a notebook shows: a table of counts whole; of records how many there are, for they are of people."""
        if self.kind is not None:
            size = Text("{title}：{rows} 行，{columns} 列", "{title}: {rows} rows, {columns} columns")
            return words(size.format(title=self.full_title, rows=len(self.rows), columns=len(self.columns)))
        # The first two columns name each row, one in each language.
        heads = [self.columns[0].title, *(column.title for column in self.columns[2:])]
        rows = [(Text(str(zh), str(en)), *map(self._cell, self.columns[2:], cells)) for zh, en, *cells in self.rows]
        return table(self.full_title, heads, rows, most=len(rows))

    @staticmethod
    def _cell(column: Column, value: object) -> Cell:
        return value if isinstance(value, int) else column.absent

    @property
    def full_title(self) -> Text:
        """The title, which says so where the table is masked, with the note."""
        title = _MASKED.format(title=self.title) if self.masked else self.title
        return title if self.note == NO_TEXT else _NOTED.format(title=title, note=self.note)


def table_of(
    records: Iterable[Record],
    *,
    kind: type[Record] | None = None,
    columns: Sequence[str] | None = None,
    title: Text | None = None,
    reveal: bool = False,
) -> Table:
    """Records of one class as a table.

    Args:
        records: the records, a row each, in their order.
        kind: their class; needed only where there may be none.
        columns: the keys of the columns that are wanted, in the order wanted (``["id", "wage"]``); a field that holds
            a record stands for all of its columns. All of them unless given.
        title: what the table is called; by default as its class.
        reveal: whether personal data stand in it. Otherwise names, numbers and phones are masked, and what is hidden
            whole, such as the birth date, has no column.

    Raises:
        InvalidValue: ``records`` are empty and ``kind`` is not given, or ``records`` are of several classes, or
            ``columns`` names a column twice.
        UnknownName: ``columns`` names a column that does not exist; the error lists those that do.
        DocumentError: ``records`` are of a class that holds no data, or one of them holds a value that its
            annotations do not allow.
    """
    given = tuple(records)
    if kind is None and not given:
        raise InvalidValue(
            Text("没有记录：请用 kind 说明是哪一类", "there are no records: `kind` must name their class")
        )
    known = kind or type(given[0])
    if any(type(record) is not known for record in given):
        raise InvalidValue(
            Text(
                "一张表只放一类记录，这里应全为 {kind}", "a table can hold records of one class only, here {kind}"
            ).format(kind=name_of(known))
        )
    form_of_class(known)  # raises, with the reason, if the class does not hold data
    every = columns_of(known)
    shown = tuple(column for column in _wanted(every, columns) if reveal or not column.hidden_whole)
    writing = Writing(reveal=reveal)
    rows = tuple(
        tuple(column.form.write(column.value(record), ((None, index), column.key), writing) for column in shown)
        for index, record in enumerate(given)
    )
    if writing.faults:
        raise DocumentError(Text("无法写成表格", "this cannot be written as a table"), worded(writing.faults))
    return Table(
        title=title or name_of(known),
        columns=shown,
        rows=rows,
        masked=writing.hid or (not reveal and any(column.hidden_whole for column in every)),
        kind=known,
    )


def name_of(kind: type) -> Text:
    """What a class of records is called; one from elsewhere may have no title, and then it is its name."""
    try:
        return class_title(kind)
    except UnknownName:
        return Text.same(kind.__name__)


def _wanted(every: tuple[Column, ...], keys: Sequence[str] | None) -> tuple[Column, ...]:
    if keys is None:
        return every
    found = [(key, [column for column in every if f"{column.key}.".startswith(f"{key}.")]) for key in keys]
    missing = [key for key, columns in found if not columns]
    if missing:
        raise UnknownName(
            Text("没有这些列：{missing}；有：{known}", "there are no columns {missing}; there are {known}").format(
                missing=tuple(missing), known=tuple(column.key for column in every)
            )
        )
    wanted = [column for _, columns in found for column in columns]
    twice = tuple(dict.fromkeys(column.key for column in wanted if wanted.count(column) > 1))
    if twice:
        raise InvalidValue(Text("这些列写了两次：{twice}", "columns named twice: {twice}").format(twice=twice))
    return tuple(wanted)
