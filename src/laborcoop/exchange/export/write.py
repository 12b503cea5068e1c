"""One function writes every table; the suffix of the path says how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from os import PathLike
from pathlib import Path

from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange.export.formats import Style, to_csv, to_json_lines, to_parquet, to_xlsx
from laborcoop.exchange.export.postings import to_json_ld
from laborcoop.exchange.export.table import Table, table_of
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text

_FORMATS: Mapping[str, Callable[[Table, Style], bytes]] = {
    ".csv": to_csv,
    ".jsonl": to_json_lines,
    ".jsonld": to_json_ld,
    ".ndjson": to_json_lines,
    ".parquet": to_parquet,
    ".xlsx": to_xlsx,
}
_FOR_PEOPLE = frozenset({".csv", ".xlsx"})


def write_table(
    records: Table | Iterable[Record],
    path: str | Path,
    *,
    columns: Sequence[str] | None = None,
    title: Text | None = None,
    locale: Locale = "zh",
    worded: bool | None = None,
    on: date | None = None,
    reveal: bool = False,
) -> Path:
    """Write records of one class, or a table that was made, as the suffix of the path says.

    ``.xlsx`` a workbook to print, ``.csv`` a table for spreadsheets, ``.jsonl`` (``.ndjson``) a JSON object for each
    row, ``.parquet`` typed columns, ``.jsonld`` schema.org JobPosting, of `job_postings` only. The same records give
    the same bytes; the file is written when all of it is made.

    Args:
        records: workers, posts, employers, rides, stays, `placements`, `job_postings`, any records; or a table, such
            as that of `count_table`.
        path: where to; a file of that name is replaced.
        columns: the keys of the columns that are wanted, in the order wanted (``["id", "wage"]``).
        title: what the table is called; by default as the class of its records.
        locale: the language of titles and cells.
        worded: whether columns have their titles and cells are worded (男, 是, 泸水市). Otherwise columns have the
            names of fields and cells what JSON has. By default in .xlsx and .csv; never in the other formats.
        on: the day that the table is of: printed in the head of a workbook.
        reveal: whether names, numbers, birth dates and phones stand in it; masked unless asked for.

    Returns:
        The path.

    Raises:
        InvalidValue: ``path`` has a suffix that no format has, or that these records cannot be written to;
            ``records`` are of several classes, or empty (`table_of` makes an empty table of a class), or more than a
            sheet takes.
        UnknownName: ``columns`` names a column that does not exist.
        DocumentError: ``records`` are of a class that holds no data, or one of them holds a value that its
            annotations do not allow, or half a surrogate pair.
        MissingExtra: the package that writes the format is not installed.
        OSError: the file cannot be written.
    """
    given = (("records", records, Table | Iterable), ("path", path, str | PathLike))
    check_arguments("write_table", given)
    table = records if isinstance(records, Table) else table_of(records, columns=columns, title=title, reveal=reveal)
    to = Path(path)
    to.write_bytes(table_bytes(table, to.suffix, locale=locale, worded=worded, on=on))
    return to


def table_bytes(
    table: Table, suffix: str, *, locale: Locale = "zh", worded: bool | None = None, on: date | None = None
) -> bytes:
    """What `write_table` would write of a table into a file of a suffix (``.xlsx``).

    Raises:
        InvalidValue: ``suffix`` is that of no format, or of one that cannot hold this table; or ``table`` is more than
            a sheet takes.
        DocumentError: ``table`` has a text that holds half a surrogate pair.
        MissingExtra: the package that writes the format is not installed.
    """
    written = _FORMATS.get(suffix.lower())
    if written is None:
        raise InvalidValue(
            Text("没有这种格式：{suffix}；可以用 {known}", "no format has the suffix {suffix}: use {known}").format(
                suffix=suffix or "-", known=tuple(sorted(_FORMATS))
            )
        )
    for_people = suffix.lower() in _FOR_PEOPLE
    style = Style(locale=locale, worded=for_people if worded is None else worded and for_people, on=on)
    with suppress(UnicodeEncodeError):
        return written(table, style)
    # Raised outside the handler: what Python says of it holds the text, which may be personal.
    raise DocumentError(
        Text("无法写成表格", "this cannot be written as a table"),
        (Text("有一段文字含有不成对的代理字符", "a text holds half a surrogate pair"),),
    )
