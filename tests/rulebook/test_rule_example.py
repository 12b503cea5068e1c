"""The example in the docstring of `laborcoop.rulebook.rule`, which is a module as well as a function of the package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from textwrap import dedent

from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.people.hire import Hire
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import LABOUR_LAW
from laborcoop.testing import Programme, small_case


def test_the_example_of_a_rule_finds_who_is_too_young_and_nobody_else() -> None:
    told = sys.modules["laborcoop.rulebook.rule"].__doc__ or ""
    names: dict[str, object] = {
        each.__name__: each for each in (Breach, Citation, Context, Hire, Iterator, Severity, Text, rule)
    }
    names["LABOUR_LAW"] = LABOUR_LAW
    exec(dedent(told.split("::\n\n", 1)[1]), names)  # noqa: S102 - the docstring's own example
    book = national().with_rules(names["minimum_age"])  # type: ignore[arg-type] # the name is defined by the example
    worker = small_case(Programme()).workers[0]
    sixteenth = date(worker.born.year + 16, worker.born.month, worker.born.day)
    found = [
        [finding.message.en for finding in book.judge(Hire(worker=worker, first_day=day), worker.id, on=day)]
        for day in (date(sixteenth.year - 1, 12, 31), sixteenth)
    ]
    assert found[0] == ["is 15 on the first working day, under 16"]
    assert found[1] == []
