"""The page of facts: what the source article says, and where the library carries it, read off the tests.

A test that shows a fact in use is marked with the fact's code, its words, and the names that carry it::

    @pytest.mark.fact("F009", "597名务工人员", carries="`Convoy`, `ReturnPlan.summary`")
    def test_the_second_batch_is_597_persons() -> None: ...
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent.parent / "tests" / "facts"

_CODE = re.compile(r"\b([A-Z]{2}-\d\d)\b")


class ShownFact(NamedTuple):
    """A fact, its words, what carries it, and the sentence of the test that shows it."""

    code: str
    words: str
    carries: str
    sentence: str


def shown_facts(folder: Path = TESTS) -> list[ShownFact]:
    """Every fact that a test below the folder shows, in order of code and sentence."""
    return sorted(fact for path in folder.glob("test_*.py") for fact in _facts(ast.parse(path.read_text("utf-8"))))


def facts_page() -> str:
    """The page in Markdown; a fact that several tests show has a line for each."""
    lines = [
        "# The facts of the article",
        "",
        "Written by `make pages` from `tests/facts`; do not edit. Each fact of the source article,",
        "《春光无限好 再续“江海情”》, a report (its publisher is not on record here) on the",
        "cooperation of Zhuhai and Nujiang, what in the library carries it, and what the tests show of it. T1 to T12",
        "are the traps, what the article's words invite to confuse.",
        "",
        "| fact | words | carried by | shown |",
        "|---|---|---|---|",
    ]
    for fact in shown_facts():
        carries = _CODE.sub(r"[\1](rules/\1.md)", fact.carries)
        lines.append(f"| {fact.code} | {fact.words} | {carries} | {fact.sentence} |")
    return "\n".join(lines) + "\n"


def _facts(module: ast.Module) -> Iterator[ShownFact]:
    for function in module.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for mark in function.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fact":
                code, words = (ast.literal_eval(argument) for argument in mark.args)
                carries = ast.literal_eval(mark.keywords[0].value)
                sentence = function.name.removeprefix("test_").replace("_", " ")
                yield ShownFact(code, words, carries, sentence)
