"""The table of the policies is that of the script, the same in both languages, and obeys what each policy promises."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
PAGES = {"en": "policy.md", "zh": "policy.zh-CN.md"}


@pytest.fixture(scope="module")
def script() -> Iterator[SimpleNamespace]:

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks" / "allocation")
        yield SimpleNamespace(**runpy.run_path(str(ROOT / "benchmarks" / "allocation" / "policy.py")))


def rows(locale: str) -> dict[str, list[int]]:
    text = (ROOT / "docs" / "explanation" / PAGES[locale]).read_text("utf-8")
    made = text.split("policy.py -->\n")[1].split("\n<!-- end -->")[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in made.splitlines()[2:]]
    return {name: [int(cell.replace(" ", "")) for cell in cells] for name, *cells in lines}


def test_both_pages_show_the_policies_of_the_script_with_the_same_figures(script: SimpleNamespace) -> None:
    assert list(rows("en")) == [policy.en for policy in script.POLICIES]
    assert list(rows("zh")) == [policy.zh for policy in script.POLICIES]
    assert list(rows("en").values()) == list(rows("zh").values())


def test_the_figures_obey_what_the_policies_promise(script: SimpleNamespace) -> None:
    found = {name: dict(zip(script.COLUMNS, figures, strict=True)) for name, figures in rows("en").items()}
    people = script.SIZE[0]
    assert all(one["placed"] + one["waiting"] == people for one in found.values())
    assert found["stable: nobody can undo it"]["blocked"] == 0
    assert max(found, key=lambda name: found[name]["score"]) == "optimal, score first"
    assert max(found, key=lambda name: found[name]["placed"]) == "optimal, count first"
    assert min(found, key=lambda name: found[name]["flagged"]) == "count first; the flagged as tier 0"


def test_the_script_finds_the_same_promises_kept_on_a_small_problem(script: SimpleNamespace) -> None:
    found = dict(zip([policy.en for policy in script.POLICIES], script.seen(7, 60, 4), strict=True))
    assert found["stable: nobody can undo it"]["blocked"] == 0
    assert max(one["placed"] for one in found.values()) == found["optimal, count first"]["placed"]
    assert max(one["score"] for one in found.values()) == found["optimal, score first"]["score"]
    assert all(one["placed"] + one["waiting"] == 60 for one in found.values())
