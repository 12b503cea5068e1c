"""The reference pages of what is written: their examples are read, and they name what there is."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from laborcoop.cli.arguments import DOCUMENTS, ROSTER_DAY, parser
from laborcoop.exchange import findings_csv, itineraries_csv
from laborcoop.exchange.document import PersonEntry, PlanDocument
from laborcoop.exchange.entries import FindingEntry
from laborcoop.exchange.plan_json import read_plan_document
from laborcoop.exchange.report import claims_csv, evidence_csv
from laborcoop.exchange.report.figures_document import CountedEntry, FiguresDocument, MissingEntry, RowEntry
from laborcoop.exchange.report.figures_json import read_figures_document
from laborcoop.exchange.roster import merges_csv
from laborcoop.exchange.roster.known import PLAUSIBLE_WAGES
from laborcoop.exchange.schema import SCHEMAS
from laborcoop.journey import StepKind

_PAGES = Path(__file__).parents[2] / "docs" / "reference"


def _page(name: str) -> str:
    return (_PAGES / name).read_text(encoding="utf-8")


def _block(name: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", _page(name), re.DOTALL)
    assert found is not None
    return found[1]


def _first_cells(name: str) -> set[str]:
    """The names in the first column of a page's tables."""
    cells = [line.split("|")[1] for line in _page(name).splitlines() if line.startswith("|")]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_the_example_of_a_plan_is_read_and_its_schema_holds_for_it() -> None:
    text = _block("plan-json.md", "json")
    document = read_plan_document(text)
    assert list(document.unknown()) == []
    Draft202012Validator(SCHEMAS["plan.json"](), format_checker=FormatChecker()).validate(json.loads(text))


def test_the_example_of_figures_is_read_and_its_schema_holds_for_it() -> None:
    text = _block("figures-json.md", "json")
    document = read_figures_document(text)
    assert list(document.unknown()) == []
    Draft202012Validator(SCHEMAS["figures.json"](), format_checker=FormatChecker()).validate(json.loads(text))


@pytest.mark.parametrize("kind", [FiguresDocument, CountedEntry, MissingEntry, RowEntry])
def test_every_field_of_figures_is_described(kind: type) -> None:
    named = {attribute.name for attribute in kind.__attrs_attrs__} - {"extra"}  # type: ignore[attr-defined]
    assert named <= _first_cells("figures-json.md")


@pytest.mark.parametrize("kind", [PlanDocument, PersonEntry, FindingEntry])
def test_every_field_of_a_plan_is_described(kind: type) -> None:
    named = {attribute.name for attribute in kind.__attrs_attrs__} - {"extra"}  # type: ignore[attr-defined]
    assert named <= _first_cells("plan-json.md")


@pytest.mark.parametrize(
    ("page", "columns"),
    [("findings-csv.md", findings_csv.COLUMNS), ("itineraries-csv.md", itineraries_csv.COLUMNS)],
)
def test_every_column_is_described_and_the_example_has_them_all(page: str, columns: tuple[str, ...]) -> None:
    assert set(columns) == _first_cells(page)
    header, *rows = csv.reader(io.StringIO(_block(page, "csv")))
    assert header == list(columns)
    assert rows
    assert all(len(row) == len(columns) for row in rows)


@pytest.mark.parametrize("page", ["command-line.md", "command-line.zh-CN.md"])
@pytest.mark.parametrize(
    ("name", "columns"),
    [("merges.csv", merges_csv.COLUMNS), ("evidence.csv", evidence_csv.COLUMNS), ("claims.csv", claims_csv.COLUMNS)],
)
def test_every_column_of_a_smaller_table_is_described(page: str, name: str, columns: tuple[str, ...]) -> None:
    table = re.split(rf"\n\| `{name}` \| .*(?=\n\|---)", _page(page))[1].split("\n\n")[0]
    described = [key for line in table.splitlines()[2:] for key in re.findall(r"`([a-z_]+)`", line.split(" | ")[0])]
    assert tuple(described) == columns


def test_every_kind_of_step_is_named() -> None:
    assert all(f"`{kind.value}`" in _page("itineraries-csv.md") for kind in StepKind)


@pytest.mark.parametrize("name_of_page", ["command-line.md", "command-line.zh-CN.md"])
def test_every_command_and_option_is_described(name_of_page: str) -> None:
    page = _page(name_of_page)
    table = page[page.index("`--out DIR` |") : page.index("`--salt TEXT` |")]
    (commands,) = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - argparse tells its commands no other way
    for name, command in commands.choices.items():
        (usage,) = [line for line in page.splitlines() if line.startswith(f"| `laborcoop {name} ")]
        options = {option for action in command._actions for option in action.option_strings}  # noqa: SLF001 - as above
        options -= {"-h", "--help"}
        assert options == set(re.findall(r"--[a-z-]+", usage.split("` |")[0]))
        assert options - {"--salt"} <= set(re.findall(r"(?:\| |, )`(--[a-z-]+)", f"| {table}"))
    assert all(f"`{document}`" in page for document in DOCUMENTS)
    (help_on_wages,) = [action.help for action in commands.choices["roster"]._actions if action.dest == "wages"]  # noqa: SLF001 - as above
    default = "{}-{}".format(*PLAUSIBLE_WAGES)
    assert default in page
    assert all(default in part for part in str(help_on_wages).split(" / "))
    assert str(ROSTER_DAY) in page
