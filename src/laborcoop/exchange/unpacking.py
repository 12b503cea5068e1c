"""What a zipped workbook would unpack to, found out before it is opened.

A workbook of 3 MiB may unpack to 300 MiB, and one cell in the last corner of a sheet makes a reader ask for the memory
of the whole rectangle, which ends the process; XML that is not sound may keep it busy for good. So the parts are
unpacked and parsed piece by piece and thrown away, while what each sheet spans is noted, and what a reader does not
tell: hidden rows, and the merged cells of .ods.
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from xml.parsers import expat

from attrs import field, frozen

from laborcoop.errors import DocumentError
from laborcoop.exchange.cell_formats import STRINGS, STYLES
from laborcoop.exchange.failed_cells import Corner, Failed, failed_cells
from laborcoop.exchange.sheet_elements import (
    MOST_REPEATED,
    Entries,
    OfficeSheet,
    OpenSheets,
    RepeatsRowsError,
    Scan,
    corner_of,
)
from laborcoop.exchange.sheet_glance import SheetGlance
from laborcoop.exchange.shown_units import shown_units
from laborcoop.exchange.struck import struck_cells
from laborcoop.kernel.text import Text

LARGEST_FILE = 128 << 20
"""The most bytes that a file may unpack to, unless the caller says otherwise."""

LARGEST_SHEET = 5_000_000
"""The most cells that a sheet may span, from column A and its first filled row to its last filled cell."""

_PIECE = 1 << 20
_RELATIONS = "xl/_rels/workbook.xml.rels"
_BOOK = "xl/workbook.xml"
_CONTENT = "content.xml"

# An encrypted part is a RuntimeError, a strange compression a NotImplementedError, a strange encoding of XML a
# LookupError or a ValueError.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    RuntimeError,
    LookupError,
    ValueError,
)


@frozen(kw_only=True)
class Layout:
    """What was seen on the way: by the name of the sheet the numbers of hidden rows, and merged cells (.ods).

    ``failed`` are the cells of each sheet in which a formula has failed, or was never calculated: a reader gives both
    as empty.
    ``struck`` are the first cells of each sheet that are struck through, wholly or in part (.xlsx); ``blank`` those
    whose formula shows nothing where none does (.xls); ``units`` those that a format shows with 万 or 千 (.xlsx).
    ``encrypted`` says that an .ods is protected by a password; such an .xlsx is no zip file. ``since_1904`` says that
    the days of the workbook are counted from 1904.
    """

    hidden_rows: Mapping[str, frozenset[int]] = field(factory=dict)
    merged: Mapping[str, tuple[tuple[Corner, Corner], ...]] = field(factory=dict)
    failed: Mapping[str, Failed] = field(factory=dict)
    struck: Mapping[str, tuple[str, ...]] = field(factory=dict)
    blank: Mapping[str, tuple[Corner, ...]] = field(factory=dict)
    units: Mapping[str, Mapping[Corner, str]] = field(factory=dict)
    encrypted: bool = False
    since_1904: bool = False


def inspect_zip(data: bytes, file: str, limit: int, largest_sheet: int = LARGEST_SHEET) -> Layout:
    """Unpack a zipped workbook piece by piece, and refuse it if a reader could not hold it.

    Args:
        data: the workbook.
        file: the name under which messages cite it.
        limit: the most bytes that all parts together may declare or unpack to.
        largest_sheet: the most cells that a sheet may span.

    Raises:
        DocumentError: it is no sound zip file, no workbook of a kind that is read, or larger than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspected(archive, file, limit, largest_sheet)
    except _DeclaresEntitiesError:
        raise _error(
            file,
            "声明了 XML 实体（可能无限展开或引入别的文件），工作簿不需要它们，不予打开：请用电子表格软件另存为 .xlsx",
            "it declares XML entities, which may unfold without end or bring in other files; no workbook needs them, "
            "and it is not opened: save it as .xlsx in a spreadsheet program",
        ) from None
    except RepeatsRowsError:
        raise _error(
            file,
            "有 {most} 行以上与上一行完全相同，不予打开：请删去重复的行",
            "more than {most} rows say the same as the row above, and it is not opened: delete the rows that repeat it",
            most=MOST_REPEATED,
        ) from None
    except _DAMAGE:
        raise _error(
            file,
            "工作簿已损坏，请用电子表格软件打开后另存为 .xlsx",
            "the workbook is damaged: open it in a spreadsheet program and save it as .xlsx",
        ) from None


def _error(file: str, zh: str, en: str, **facts: object) -> DocumentError:
    return DocumentError(Text("文件 {file}：" + zh, "file {file}: " + en).format(file=file, **facts))


def too_wide(file: str, cells: int) -> DocumentError:
    """The error for a workbook with a sheet that spans more than so many cells."""
    return _error(
        file,
        "有工作表跨越 {cells} 个以上单元格，不予打开：请删去表格下方和右侧的空行空列，或拆分后再交",
        "a sheet spans more than {cells} cells and is not opened: delete the empty rows below and the empty columns "
        "beside the table, or split it",
        cells=cells,
    )


def _inspected(archive: zipfile.ZipFile, file: str, limit: int, largest_sheet: int) -> Layout:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not names & {_BOOK, _CONTENT}:
        raise _error(
            file,
            "内容不是 .xlsx 或 .ods 工作簿，请用电子表格软件打开后另存为 .xlsx",
            "its content is no .xlsx or .ods workbook: open it in a spreadsheet program and save it as .xlsx",
        )
    if len(names) < len(parts) or any(map(_is_astray, parts)):
        raise _error(
            file,
            "内部有指向别处的路径、重名的部件或链接，不是正常的工作簿，不予打开：请用电子表格软件打开后另存为 .xlsx",
            "it has parts that lead elsewhere, names given twice or links, which no workbook has, and is not opened: "
            "open it in a spreadsheet program and save it as .xlsx",
        )
    if sum(part.file_size for part in parts) > limit:
        raise _error(
            file,
            "解压后超过 {limit} MiB，不予打开：请删去图片和多余的工作表，或拆分后再交",
            "it would unpack to more than {limit} MiB and is not opened: remove pictures and spare sheets, or split it",
            limit=limit >> 20,
        )
    scans: dict[str, Scan | SheetGlance] = {}
    for part in parts:
        glance = _glanced(archive, part)
        if glance is not None and glance.cells <= largest_sheet:
            scans[part.filename] = glance
            continue
        scan = scans[part.filename] = _SCANS.get(part.filename, OfficeSheet)()
        for _ in _parsed(archive, part, scan):
            if scan.cells > largest_sheet:
                raise too_wide(file, largest_sheet)
    return _layout(scans, archive)


def _is_astray(part: zipfile.ZipInfo) -> bool:
    """Whether the name of a part leads out of the workbook, or the part is a link to somewhere else."""
    name = part.filename.replace("\\", "/")
    leads_out = name.startswith("/") or ".." in name.split("/") or ":" in name
    return leads_out or stat.S_ISLNK(part.external_attr >> 16)


def _glanced(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> SheetGlance | None:
    """A sheet that is written as programs write it, at a glance; None for any other, and any other part."""
    if part.filename in _SCANS or not part.filename.endswith(".xml"):
        return None
    glance = SheetGlance()
    parser = _parser()
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            rest = glance.takes(piece)
            if rest is None:
                return None
            parser.Parse(rest, False)  # noqa: FBT003 - the parser takes it by position
        rest = glance.ends()
        if rest is not None and part.file_size:
            parser.Parse(rest, True)  # noqa: FBT003 - the parser takes it by position
    return None if rest is None else glance


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    return parser


def _parsed(archive: zipfile.ZipFile, part: zipfile.ZipInfo, scan: Scan) -> Iterator[bytes]:
    """Have the part parsed, and give each piece of it; a part that is no XML is only unpacked."""
    parser = _parser()
    scan.watch(parser)
    is_xml = part.filename.endswith((".xml", ".rels"))
    # Reading to the end checks the size and the check sum: a directory that lies about the size is found out.
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            if is_xml:
                parser.Parse(piece, False)  # noqa: FBT003 - the parser takes it by position
            yield piece
        if is_xml and part.file_size:
            parser.Parse(b"", True)  # noqa: FBT003 - the parser takes it by position


class _DeclaresEntitiesError(Exception):
    """A part declares entities of XML."""


def _refuse_entity(*_: object) -> None:
    raise _DeclaresEntitiesError


_SCANS: Mapping[str, type[Scan]] = {
    _CONTENT: OpenSheets,
    _BOOK: Entries,
    _RELATIONS: Entries,
    "META-INF/manifest.xml": Entries,
}


def _may_be_struck(scans: Mapping[str, Scan | SheetGlance], sheets: Iterable[str]) -> bool:
    """Whether a part of a workbook names a struck-through font, or was not glanced at."""
    looked = [scans[part] for part in (STYLES, STRINGS, *sheets) if part in scans]
    return any(not isinstance(scan, SheetGlance) or scan.names_strikes for scan in looked)


def _may_show_units(scans: Mapping[str, Scan | SheetGlance]) -> bool:
    """Whether the formats of a workbook name a unit of thousands, or were not glanced at."""
    styles = scans.get(STYLES)
    return styles is not None and (not isinstance(styles, SheetGlance) or styles.names_units)


def _regular(scans: Mapping[str, Scan | SheetGlance]) -> set[str]:
    """The parts that are written in the one way, and name no struck-through font among their cells."""
    return {part for part, scan in scans.items() if isinstance(scan, SheetGlance) and not scan.names_strikes}


def _failed(scan: OfficeSheet | SheetGlance) -> Failed:
    if isinstance(scan, OfficeSheet):
        return failed_cells(scan.failed, scan.uncalculated)
    failed = {corner_of(cell): said for cell, said in scan.failed.items()}
    return failed_cells(failed, map(corner_of, scan.uncalculated))


def _layout(scans: Mapping[str, Scan | SheetGlance], archive: zipfile.ZipFile) -> Layout:
    entries = {name: scan.found for name, scan in scans.items() if isinstance(scan, Entries)}
    targets = {
        entry.get("Id", ""): posixpath.normpath(posixpath.join("/xl", entry.get("Target", ""))).lstrip("/")
        for entry in entries.get(_RELATIONS, {}).get("Relationship", ())
    }
    hidden: dict[str, frozenset[int]] = {}
    failed: dict[str, Failed] = {}
    parts: dict[str, str] = {}
    for entry in entries.get(_BOOK, {}).get("sheet", ()):
        # The prefix of the relation is a matter of the program that wrote it.
        relation = next((value for key, value in entry.items() if key.endswith(":id")), "")
        part = targets.get(relation, "")
        scan = scans.get(part)
        if isinstance(scan, OfficeSheet | SheetGlance):
            parts[entry.get("name", "")] = part
            hidden[entry.get("name", "")] = frozenset(scan.hidden_rows)
            failed[entry.get("name", "")] = _failed(scan)
    units = shown_units(archive, parts, _regular(scans), LARGEST_SHEET) if _may_show_units(scans) else {}
    settings = entries.get(_BOOK, {}).get("workbookPr", ())
    since_1904 = any(one.get("date1904", "0") not in {"0", "false"} for one in settings)
    content = scans.get(_CONTENT)
    merged = content.merged.items() if isinstance(content, OpenSheets) else ()
    if isinstance(content, OpenSheets):
        hidden |= content.hidden_rows()
        failed |= content.failed()
        since_1904 = content.since_1904
    return Layout(
        hidden_rows=hidden,
        failed=failed,
        struck=struck_cells(archive, parts, _regular(scans)) if _may_be_struck(scans, parts.values()) else {},
        units={name: {corner_of(cell): unit for cell, unit in cells.items()} for name, cells in units.items()},
        merged={name: tuple(ranges) for name, ranges in merged},
        encrypted=any("encryption-data" in found for found in entries.values()),
        since_1904=since_1904,
    )
