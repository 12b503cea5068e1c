"""The pipeline from a folder of rosters to figures: nothing lost, nobody shown, small counts left out."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import keyed_id
from laborcoop.testing import synthetic_number

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "pipeline" / "rosters_to_figures.py"
ROSTERS = ROOT / "examples" / "spring-return" / "rosters"
Run = Callable[[Path, Path], tuple[int, list[str], list[str]]]
_HEADER = "登记编号,姓名,身份证号码,县(市),村委会,文化程度,返岗/新增,是否脱贫户\n"


@pytest.fixture(scope="module")
def pipeline() -> ModuleType:
    """The script, to be run here: a process for each test would take seconds."""
    spec = spec_from_file_location("rosters_to_figures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def run(pipeline: ModuleType, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the script on a folder; the exit status, the lines that it shows and those of its refusal."""

    def done(rosters: Path, out: Path) -> tuple[int, list[str], list[str]]:
        status = pipeline.main([str(rosters), str(out)])
        shown = capsys.readouterr()
        return status, shown.out.splitlines(), shown.err.splitlines()

    return done


def test_the_figures_of_the_example_are_those_of_its_case(tmp_path: Path, spring_return: lc.Case) -> None:
    command = [sys.executable, str(SCRIPT), str(ROSTERS), str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=120)  # noqa: S603 - our script
    said = done.stdout.splitlines()
    case, intake = spring_return, spring_return.intake
    parts = f"{len(intake.workers)} workers + {len(intake.merged)} merged + {len(intake.refused)} refused"
    assert said[0] == f"{intake.rows} rows = {parts}"
    returning = sum(registration.purpose.value == "return-to-post" for registration in case.registrations)
    assert f"persons: {len(case.workers)} persons" in said
    assert f"who return to a post: {returning} persons" in said
    table = pl.read_csv(tmp_path / "by-county.csv")
    assert table["total"].to_list()[-1] == len(case.workers)
    counties = {str(worker.registered) for worker in case.workers}
    assert table.height == len(counties) + 1
    problems = pl.read_csv(tmp_path / "problems.csv")
    assert problems["times"].is_sorted(descending=True)
    # Excel reads UTF-8 as such only where the file says so.
    assert all((tmp_path / name).read_bytes()[:3] == b"\xef\xbb\xbf" for name in ("problems.csv", "by-county.csv"))
    assert not set(problems["rule"]) & {"RO-03", "RO-04", "RO-05", "RO-13"}


def test_no_id_of_the_ledger_is_keyed_by_what_the_script_prints(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "rosters"
    folder.mkdir()
    number = synthetic_number(1, date(1990, 1, 1), Sex.MALE).reveal()
    (folder / "a.csv").write_text(f"{_HEADER},阿普,{number},泸水市,一村,初中,返岗,是\n", "utf-8")
    assert run(folder, tmp_path / "out")[0] == 0
    (made,) = pl.read_parquet(tmp_path / "out" / "workers.parquet")["id"].to_list()
    texts = {node.value for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    assert made not in {keyed_id("W", text, number) for text in texts if isinstance(text, str) and len(text) >= 16}


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ("empty", "文件夹 empty 中没有花名册", "the folder empty holds no roster"),
        ("away", "没有文件夹 away", "there is no folder away"),
        ("list.csv", "list.csv 是文件", "list.csv is a file"),
    ],
)
def test_where_there_are_no_rosters_a_sentence_says_so_and_nothing_is_counted(
    run: Run, tmp_path: Path, given: str, zh: str, en: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "~$泸水市.xlsx").touch()  # the lock of an office program
    (tmp_path / "list.csv").write_text(_HEADER, "utf-8")
    status, shown, (said,) = run(tmp_path / given, tmp_path / "out")
    assert (status, shown) == (2, [])
    assert zh in said
    assert en in said
    assert not (tmp_path / "out").exists()


def test_rosters_of_nobody_have_figures_of_nobody(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "rosters"
    folder.mkdir()
    (folder / "a.csv").write_text(_HEADER, "utf-8")
    status, said, _ = run(folder, tmp_path / "out")
    assert status == 0
    assert said[:2] == ["0 rows = 0 workers + 0 merged + 0 refused", "persons: 0 persons"]


def test_files_that_cannot_be_read_are_named_beside_the_sum(run: Run, village: Path, tmp_path: Path) -> None:
    (village / "坏.xlsx").write_bytes(bytes(range(256)))
    (village / "名单.docx").write_bytes(b"PK")
    status, (rows, unread, persons, *_), refused = run(village, tmp_path / "out")
    assert rows == "10 rows = 10 workers + 0 merged + 0 refused"
    assert "2 of the files could not be read" in unread
    assert "有 2 个文件未能读取" in unread
    assert "名单.docx" in unread
    assert "坏.xlsx" in unread
    assert persons == "persons: 10 persons"
    assert (status, refused) == (1, [])
    problems = pl.read_csv(tmp_path / "out" / "problems.csv")
    assert problems.filter(rule="RO-16")["where.file"].to_list() == ["名单.docx", "坏.xlsx"]


def test_the_rosters_in_a_folder_of_the_rosters_are_read_and_cited_with_the_folder(
    run: Run, village: Path, tmp_path: Path
) -> None:
    (village / "泸水市" / "老窝镇").mkdir(parents=True)
    row = f"W-99,阿普,{_number(99)},泸水市,一村,初中,返岗,是\n"
    (village / "泸水市" / "老窝镇" / "补报.csv").write_text(_HEADER + row, "utf-8")
    (village / "泸水市" / "全部.zip").write_bytes(b"PK")
    status, (rows, unread, *_), _ = run(village, tmp_path / "out")
    assert rows == "11 rows = 11 workers + 0 merged + 0 refused"
    assert "泸水市/全部.zip" in unread
    assert status == 1
    problems = pl.read_csv(tmp_path / "out" / "problems.csv")
    assert problems.filter(rule="RO-16")["where.file"].to_list() == ["泸水市/全部.zip"]


def test_the_name_of_a_file_is_no_formula_in_the_list_of_problems(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "rosters"
    folder.mkdir()
    (folder / "=1+1.csv").write_text(f"{_HEADER}W-1,阿普,123,泸水市,一村,初中,返岗,是\n", "utf-8")
    assert run(folder, tmp_path / "out")[0] == 0
    assert "'=1+1.csv" in pl.read_csv(tmp_path / "out" / "problems.csv")["where.file"].to_list()


def _number(serial: int) -> str:
    return synthetic_number(serial, date(1990, 1, 1), Sex.MALE).reveal()


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """Two files of one county: eight people of one school, two of another."""
    folder = tmp_path / "rosters"
    folder.mkdir()
    for name, serials, school in (("甲.csv", range(8), "初中"), ("乙.csv", range(8, 10), "高中")):
        rows = [
            f"W-{serial},阿普,{_number(serial)},泸水市,一村,{school},返岗,{mark}\n"
            for serial, mark in zip(serials, "是否" * 4, strict=False)
        ]
        (folder / name).write_text(_HEADER + "".join(rows), encoding="utf-8")
    return folder


def test_small_counts_are_left_out_and_nobody_stands_in_any_file(run: Run, village: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, said, _ = run(village, out)
    assert status == 0
    assert said[0] == "10 rows = 10 workers + 0 merged + 0 refused"
    assert "of them out of poverty: 5 persons" in said
    assert "who return to a post: 10 persons" in said
    lushui, total = pl.read_csv(out / "by-county.csv").rows()
    assert lushui == ("Lushui", None, None, 10)
    assert total == ("total", None, None, 10)
    workers = pl.read_parquet(out / "workers.parquet")
    assert workers["name"].unique().to_list() == ["阿**"]
    assert "born" not in workers.columns
    written = [str(pl.read_parquet(path).to_dicts()) for path in out.glob("*.parquet")]
    written += [path.read_text("utf-8") for path in out.glob("*.csv")]
    assert len(written) == 5
    assert not [text for text in written for serial in range(10) if _number(serial) in text or "阿普" in text]
