"""The workbooks of the library in LibreOffice: it opens and saves each, and what it saved reads as what was written."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from python_calamine import load_workbook

import laborcoop as lc
from laborcoop.exchange.roster.marked import marked_copy

OFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
EXAMPLES = Path(__file__).parents[2] / "examples"
ROSTER = EXAMPLES / "spring-return" / "rosters" / "福贡县返珠人员名单.xlsx"
WRITTEN = ("manifests", "marked", "placements", "posts", "report", "workers")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice on this machine"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, spring_return_plan: lc.ReturnPlan) -> Path:
    """Workbooks of every kind that the library writes, and in ``xlsx`` and ``ods`` what LibreOffice saved of them."""
    made = tmp_path_factory.mktemp("office")
    case = spring_return_plan.case
    for written in lc.write_plan(spring_return_plan, made / "plan", reveal=True):
        if written.suffix == ".xlsx":
            written.rename(made / "manifests.xlsx")
    lc.write_table(case.workers, made / "workers.xlsx", reveal=True, on=case.on)
    lc.write_table(case.posts, made / "posts.xlsx", locale="en")
    lc.write_table(lc.placements(spring_return_plan), made / "placements.xlsx", on=case.on)
    for written in lc.write_report(lc.year_end_report(lc.load_case(EXAMPLES / "year-end")), made / "report"):
        if written.suffix == ".xlsx":
            written.rename(made / "report.xlsx")
    roster = lc.read_roster(ROSTER, on=case.on, synthetic_areas=("533399",))
    marked = marked_copy(ROSTER, ROSTER.name, roster, created=case.on, locale="zh")
    (made / "marked.xlsx").write_bytes(marked)
    assert OFFICE is not None
    for suffix in ("xlsx", "ods"):
        profile = f"-env:UserInstallation={(made / 'profile').as_uri()}"
        saved = [
            "--convert-to",
            suffix,
            "--outdir",
            str(made / suffix),
            *(str(made / f"{name}.xlsx") for name in WRITTEN),
        ]
        subprocess.run(  # noqa: S603 - the program that was found, with arguments of this file
            [OFFICE, profile, "--headless", *saved], check=True, capture_output=True, timeout=300
        )
    return made


def cells(path: Path) -> Mapping[str, Mapping[tuple[int, int], object]]:
    """What stands in the cells of each sheet."""
    with load_workbook(path) as book:
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {
        name: {
            (row, column): cell.replace("\r\n", "\n") if isinstance(cell, str) else cell
            for row, line in enumerate(lines)
            for column, cell in enumerate(line)
            if cell != ""
        }
        for name, lines in sheets.items()
    }


def comments(path: Path) -> Counter[tuple[str, str]]:
    """The comments of all sheets, each with its cell."""
    with zipfile.ZipFile(path) as book:
        names = [name for name in book.namelist() if name.startswith("xl/comments")]
        parts = [ET.fromstring(book.read(name)) for name in names]  # noqa: S314 - this library or LibreOffice wrote it
    return Counter(
        (one.attrib["ref"], "".join(text.text or "" for text in one.iter(f"{_MAIN}t")))
        for part in parts
        for one in part.iter(f"{_MAIN}comment")
    )


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_workbook_that_libreoffice_opened_and_saved_reads_as_it_was_written(
    folder: Path, name: str, suffix: str
) -> None:
    given, saved = cells(folder / f"{name}.xlsx"), cells(folder / suffix / f"{name}.{suffix}")
    assert sum(map(len, given.values())) > 100
    assert list(saved) == list(given)
    assert saved == given


def test_the_comments_of_a_marked_copy_are_there_in_libreoffice(folder: Path) -> None:
    given = comments(folder / "marked.xlsx")
    assert given.total() > 10
    assert comments(folder / "xlsx" / "marked.xlsx") == given
