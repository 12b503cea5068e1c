"""The page of the mutation scores, made from what benchmarks/mutation measured and from the reasons given there."""

from __future__ import annotations

import json
import runpy
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_MUTATION = Path(__file__).parents[1] / "benchmarks" / "mutation"
_BEFORE = """\
# Mutation score

Made of `benchmarks/mutation/results.json` and `benchmarks/mutation/equivalent.toml` by `make pages`; do not edit.

A mutant is the code with one thing changed: `and` is `or`, 1 is 2, a text is another, an argument is left out. It is
killed when a test fails that passes without the change. The score is the share of mutants that are killed; 95 % is
wanted.

| sources | tests | mutants | killed | survived | score |
|---|---|---|---|---|---|
"""
_AFTER = """
## Measuring it

```console
$ pip install -e '.[mutation]'
$ python benchmarks/mutation/run.py rulebook          # a group: mutate a copy of the checkout in build/mutation
$ python benchmarks/mutation/run.py --again rulebook  # tests were added: try the survivors again
$ make pages                                          # write this page
```

What survives is tried once more with the mutant chosen before anything is imported, since a pack makes its parameters
while it is imported. Hypothesis draws the same examples each time and has no deadline, so no mutant dies of a busy
machine.

## What the score leaves out

- Tables at the top of a module (the parameters of a pack, the words of an enum) and the arguments of decorators (the
  wording and the sources of a rule) are no functions, so no mutant changes them. The pages of the rules show them, and
  `tests/docs` holds the pages against them.
- Functions with a decorator other than `property`, `rule`, `cache` and attrs' validators and defaults are left alone.
- A group's mutants are tried with the tests named beside it alone. What only the tests of another folder would notice
  counts as survived.

- The figures were put together from several runs, with tests added between them: a group's survivors were tried again,
  not all of its mutants. In the rules of employers and cooperation most kills were found by running each rule's
  examples with mutmut's mutant active, all in one process; mutmut's own run decided on the rest.

## What survived, and why

"""


def mutation_page() -> str:
    """The page in Markdown."""
    results: dict[str, Any] = json.loads((_MUTATION / "results.json").read_text("utf-8"))
    groups = runpy.run_path(str(_MUTATION / "groups.py"))["GROUPS"]
    measured = [name for name in groups if name in results]
    rows = "".join(_row(groups[name], results[name]) for name in measured)
    lists = "\n".join(_list(name, results[name]) for name in measured)
    return f"{_BEFORE}{rows}{_AFTER}{lists}"


def _row(group: Any, result: Mapping[str, Any]) -> str:  # noqa: ANN401 - a Group of benchmarks/mutation/groups.py
    mutants, killed = result["mutants"], result["killed"]
    sources, tests = (", ".join(f"`{path}`" for path in paths) for paths in (group.sources, group.tests))
    # Cut and not rounded: 94.99 is not 95.0.
    score = f"{killed * 1000 // mutants / 10} %"
    return f"| {sources} | {tests} | {mutants} | {killed} | {result.get('survived', 0)} | {score} |\n"


def _list(name: str, result: Mapping[str, Any]) -> str:
    return f"### {name}\n\n" + "".join(_lines(name, result))


def _lines(name: str, result: Mapping[str, Any]) -> Iterator[str]:
    found = runpy.run_path(str(_MUTATION / "reasons.py"))
    given, reason = found["reasons"](name), found["reason"]
    survived = Counter(result["survivors"].values())
    if not survived:
        yield "Nothing.\n"
        return
    yield "| changed | times | why no test notices |\n|---|---|---|\n"
    for change, times in sorted(survived.items()):
        yield f"| `{change.replace('|', '¦')}` | {times} | {reason(change, given) or 'A test is missing.'} |\n"
