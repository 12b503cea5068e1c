"""The page of the mutation scores: each survivor has a reason, and no reason is left of one that is gone."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MEASURED = ROOT / "benchmarks" / "mutation"
RESULTS: dict[str, Any] = json.loads((MEASURED / "results.json").read_text("utf-8"))
REASONS: dict[str, Any] = runpy.run_path(str(MEASURED / "reasons.py"))
PAGE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "mutation_page.py"))


@pytest.mark.parametrize("group", RESULTS)
def test_the_figures_of_a_group_add_up_and_its_score_is_what_is_wanted(group: str) -> None:
    result = RESULTS[group]
    assert result["killed"] + result.get("survived", 0) == result["mutants"]
    assert len(result["survivors"]) == result.get("survived", 0)
    assert result["killed"] >= 0.95 * result["mutants"]


@pytest.mark.parametrize("group", RESULTS)
def test_each_survivor_has_a_reason_and_each_reason_a_survivor(group: str) -> None:
    changes, reasons = set(RESULTS[group]["survivors"].values()), REASONS["reasons"](group)
    assert [change for change in changes if not REASONS["reason"](change, reasons)] == []
    assert reasons.keys() <= changes | {change.partition(":")[0] for change in changes}


def test_a_reason_is_given_for_one_change_or_for_all_of_a_function() -> None:
    reasons = {"text.worded": "all", "text.same: 1 -> 2": "one"}
    assert REASONS["reason"]("text.worded: a and b -> a or b", reasons) == "all"
    assert REASONS["reason"]("text.same: 1 -> 2", reasons) == "one"
    assert REASONS["reason"]("text.same: 2 -> 3", reasons) == ""


def test_the_page_has_a_row_and_a_list_for_each_group() -> None:
    page = PAGE["mutation_page"]()
    for group, result in RESULTS.items():
        assert f" | {result['mutants']} | {result['killed']} | " in page
        assert f"\n### {group}\n" in page
