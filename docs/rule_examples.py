"""The examples of the rules, read off their tests: what breaks a rule, what keeps it, and what the library says of it.

A module of tests shows rules in the lists ``BREAKS`` and ``KEEPS``, or in ``EXAMPLES`` of `laborcoop.testing.rules`. An
example has the code of its ``rule``, its ``subject``, and a phrase ``why``; ``on``, ``region`` and ``book`` where they
are not the module's ``ON``, none, and ``BOOK``. The tests show that each example holds; the pages show the same ones.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from laborcoop.rulebook import Finding
from laborcoop.testing.rules import DAY, Breaks

TESTS = Path(__file__).parent.parent / "tests"


class Shown(NamedTuple):
    """An example: its rule, the phrase that tells it, and what is found where it breaks the rule; None where not."""

    rule: str
    why: str
    found: tuple[Finding, ...] | None


def shown_examples(folder: Path = TESTS) -> list[Shown]:
    """Every example below the folder, in the order in which the tests have them."""
    return [shown for path in sorted(folder.glob("*/test_*rules.py")) for shown in examples_in(path)]


def examples_in(path: Path) -> Iterator[Shown]:
    """The examples of one module of tests."""
    module = runpy.run_path(str(path))
    examples = module.get("EXAMPLES", ())
    broken = [*module.get("BREAKS", ()), *(example for example in examples if isinstance(example, Breaks))]
    kept = [*module.get("KEEPS", ()), *(example for example in examples if not isinstance(example, Breaks))]
    for example in broken:
        yield Shown(example.rule, example.why, _found(example, module))
    for example in kept:
        yield Shown(example.rule, example.why, None)


def _found(example: Any, module: Mapping[str, Any]) -> tuple[Finding, ...]:  # noqa: ANN401 - each module has its class
    book = getattr(example, "book", module["BOOK"])
    on = getattr(example, "on", module.get("ON", DAY))
    findings = book.judge(example.subject, "S-1", on=on, region=getattr(example, "region", None))
    return tuple(finding for finding in findings if finding.rule == example.rule)
