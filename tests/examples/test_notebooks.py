"""The notebooks run cell by cell, show something in both languages, and name nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import laborcoop as lc

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.py"))
SMALL = {"PEOPLE = 1_000_000": "PEOPLE = 5_000", "POSTS = 400": "POSTS = 20"}
"""What the cell of parameters says, and what it says in the tests."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def cells(path: Path) -> Iterator[tuple[bool, str]]:
    """The cells of a notebook in percent format: whether one is of words, and its text."""
    for part in re.split(r"^# %%", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, text = part.partition("\n")
        yield "[markdown]" in head, text


def run(path: Path, *, small: bool = True) -> list[str]:
    """What the cells show, run in order: the last value of each that has one, as a notebook shows it."""
    names: dict[str, Any] = {"__name__": "notebook"}
    shown = []
    for is_words, text in cells(path):
        if is_words:
            continue
        for asked, in_tests in SMALL.items() if small else ():
            text = text.replace(asked, in_tests)  # noqa: PLW2901 - the same cell, smaller
        tree = ast.parse(text)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, str(path), "exec"), names)  # noqa: S102 - our own notebook
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), str(path), "eval"), names)  # noqa: S307 - the same
            show = getattr(value, "_repr_svg_", None) or getattr(value, "_repr_html_", None)
            if value is not None:
                assert show is not None, f"{path.name} ends a cell with what a notebook does not show: {value!r}"
                shown.append(show())
    return shown


def _words_of(svg: str) -> str:
    """What a picture says."""
    return re.sub(r"<style.*?</style>|<[^>]*>", " ", svg, flags=re.DOTALL)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_what_it_shows_reads_in_both_languages(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(path.parent)  # where Jupyter and VS Code start it
    shown = run(path)
    everything = "\n".join([*shown, capsys.readouterr().out])
    assert shown
    assert _CHINESE.search(everything)
    assert re.search(r"[a-z]{4}", re.sub(r"<[^>]*>|\{[^}]*\}", "", everything))
    assert not re.search(r"533399\d{11}[\dX]", everything), "a resident number is shown"
    pictures = [svg for svg in shown if svg.startswith("<svg")]
    assert {_CHINESE.search(svg) is not None for svg in map(_words_of, pictures)} == {True, False}
    for words in filter(_CHINESE.search, map(_words_of, pictures)):
        assert not re.search(r"kunming|zhuhai|zunyi", words), "a town is shown by its key"


@pytest.mark.parametrize("folder", [".", "examples/notebooks", "docs/how-to"])
@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if "load_case" in path.read_text("utf-8")])
def test_a_notebook_finds_the_examples_wherever_in_the_repository_it_runs(
    path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / folder)
    asked: list[Path] = []
    monkeypatch.setattr(lc, "load_case", lambda case: asked.append(Path(case)))
    text = next(text for is_words, text in cells(path) if not is_words)
    exec(text[: text.index("\n", text.index("load_case("))], {})  # noqa: S102 - our own notebook
    (case,) = asked
    assert (case / "case.toml").is_file()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_tells_its_story_in_both_languages(path: Path) -> None:
    words = [text for is_words, text in cells(path) if is_words]
    assert words[0].startswith("# # ")
    for text in words:
        assert _CHINESE.search(text)
        assert re.search(r"[A-Za-z]{3}", text)


def test_every_notebook_is_listed_and_no_outputs_are_kept() -> None:
    page = (ROOT / "examples" / "notebooks" / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[(\w+\.py)\]", page, re.MULTILINE)
    assert sorted(listed) == [path.name for path in NOTEBOOKS]
    ignored = ROOT / ".gitignore"
    assert not ignored.exists() or "*.ipynb" in ignored.read_text("utf-8").splitlines()


def test_the_parameters_that_the_tests_make_smaller_are_there() -> None:
    text = (ROOT / "examples" / "notebooks" / "a_million.py").read_text("utf-8")
    assert all(asked in text for asked in SMALL)
