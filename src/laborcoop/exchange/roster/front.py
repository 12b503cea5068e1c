"""Rosters without a case: the calls `laborcoop.read_roster` and `laborcoop.stream_roster`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from laborcoop.errors import InvalidValue
from laborcoop.exchange.files import shown_name
from laborcoop.exchange.roster.known import PLAUSIBLE_WAGES, Known, Wages
from laborcoop.exchange.roster.read import RosterResult, read_rosters
from laborcoop.exchange.roster.stream import RosterStream, stream_rosters
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.rulebook import RuleBook

CHINA = DivisionCode("100000")
_ZONE = "Asia/Shanghai"

Files = Path | str | Iterable[Path | str]
"""One file or several."""


def read_roster(  # noqa: PLR0913 - what rosters leave unsaid, each independent of the others
    files: Files,
    *,
    on: date,
    sending: DivisionCode = CHINA,
    columns: Mapping[str, str] | None = None,
    salt: str = "",
    synthetic_areas: Iterable[str] = (),
    plausible_wages: Wages = PLAUSIBLE_WAGES,
    book: RuleBook | None = None,
    limit: int | None = None,
) -> RosterResult:
    """Read messy rosters (花名册); every row comes out as a worker, said again, or refused with what speaks against it.

    Args:
        files: the paths of workbooks (.xlsx, .xls, .ods) and CSV files (UTF-8, UTF-16, GBK), one or several; the order
            does not matter. What was uploaded is written to a file first: its suffix says what it is.
        on: the day as of which dates without a year are read and birth dates judged.
        sending: the region that the workers come from; it stands in where a row tells no county.
        columns: further headers, each to the key of a column (`laborcoop.exchange.roster.columns`).
        salt: keys the ids of workers that have none, 16 characters or more: keep it secret, and give the same one each
            time. Without one the ids are made of the digits that a mask shows, and hold for these files only.
        synthetic_areas: the areas of resident numbers that no real person has (``533399``).
        plausible_wages: the least and the most yuan a month that a cell is believed to mean, experience and no rule; a
            wage that is not between them is told of (RO-02) and left out.
        book: the rules by which resident numbers are judged; China's with its regions unless given.
        limit: the most bytes that one file may hold when unpacked; 128 MiB for a workbook, 4 GiB for a CSV file.

    Returns:
        What the rosters came to: ``workers``, ``registrations``, ``refused``, ``merged``, ``findings``, ``counts``. A
        file that cannot be read is a finding (RO-16) and stands in ``unread``, and the others go on.

    Raises:
        InvalidValue: an argument is of another kind, ``salt`` is too short, ``columns`` names a key that no
            column has, or ``plausible_wages`` are no two amounts, the smaller one first.
        MissingExtra: one of ``files`` is a workbook, and the package that reads workbooks is not installed.
    """
    paths = _checked("read_roster", files, on, sending, book)
    known = known_of(on, sending, columns, salt, synthetic_areas, plausible_wages)
    return read_rosters(named(paths), known, book or china_with_regions(), limit=limit)


def stream_roster(  # noqa: PLR0913 - as read_roster
    files: Files,
    *,
    on: date,
    sending: DivisionCode = CHINA,
    columns: Mapping[str, str] | None = None,
    salt: str = "",
    synthetic_areas: Iterable[str] = (),
    plausible_wages: Wages = PLAUSIBLE_WAGES,
    book: RuleBook | None = None,
    limit: int | None = None,
) -> RosterStream:
    """Messy rosters row by row, for those that do not fit into memory: the same outcomes as of `read_roster`.

    Going through it gives each row as an outcome: one with a ``worker`` and a ``registration``, a `Repeated` or a
    `RefusedRow`. Rows that share a number, an id, or a name and phone come last, for they have to be compared.
    ``findings`` and ``counts`` grow on the way; ``unread`` are the files of which nothing could be read.

    Args:
        files: as for `read_roster`, as all others.
        on: the day.
        sending: the region that the workers come from.
        columns: further headers.
        salt: keys the ids.
        synthetic_areas: areas that no real person has.
        plausible_wages: the least and the most of a month.
        book: the rules.
        limit: the most bytes of a file.

    Raises:
        InvalidValue: as `read_roster`.
        MissingExtra: as `read_roster`.
    """
    paths = _checked("stream_roster", files, on, sending, book)
    known = known_of(on, sending, columns, salt, synthetic_areas, plausible_wages)
    return stream_rosters(named(paths), known, book or china_with_regions(), limit=limit)


def _checked(
    function: str, files: Files, on: date, sending: DivisionCode, book: RuleBook | None
) -> tuple[Path | str, ...]:
    """The paths of the files, once the arguments are what they are to be.

    Raises:
        InvalidValue: one is of another kind, or ``files`` are what files hold.
    """
    given = (("files", files, str | Path | Iterable), ("on", on, date), ("sending", sending, DivisionCode))
    check_arguments(function, (*given, ("book", book, RuleBook | None)))
    if isinstance(files, Path | str):
        return (files,)
    if isinstance(files, bytes | bytearray | memoryview) or hasattr(files, "read"):
        raise InvalidValue(
            Text(
                "{function} 的参数：files 应为文件的路径，而不是文件的内容；请先存成文件，扩展名表明它的格式",
                "arguments of {function}: files are paths, and not what files hold; write it to a file first, whose "
                "suffix says what it is",
            ).format(function=function)
        )
    paths = tuple(files)
    check_arguments(function, ((f"files[{place}]", path, Path | str) for place, path in enumerate(paths)))
    return paths


def named(files: Files) -> list[tuple[Path, str]]:
    """The files with the names under which findings cite them: the bare name, or the path where two share it."""
    paths = [Path(files)] if isinstance(files, Path | str) else [Path(file) for file in files]
    distinct = {path.resolve(): path for path in paths}.values()
    names = [path.name for path in distinct]
    return [(path, shown_name(path.name if names.count(path.name) == 1 else path.as_posix())) for path in distinct]


def known_of(
    on: date,
    sending: DivisionCode,
    columns: Mapping[str, str] | None = None,
    salt: str = "",
    synthetic_areas: Iterable[str] = (),
    plausible_wages: Wages = PLAUSIBLE_WAGES,
    *,
    on_is_given: bool = True,
) -> Known:
    """What rosters without a case refer to.

    ``on_is_given`` is False where nobody chose the day, so that a date that needs it for its year is told of (RO-21).

    Raises:
        InvalidValue: ``salt`` is too short, ``columns`` names a key that no column has, or ``plausible_wages`` are no
            two amounts, the smaller one first.
    """
    return Known(
        on=on,
        on_is_given=on_is_given,
        zone=ZoneInfo(_ZONE),
        sending=sending,
        salt=salt,
        resolves=False,
        columns=dict(columns or {}),
        synthetic_areas=frozenset(synthetic_areas),
        plausible_wages=plausible_wages,
    )
