"""The mutation score of kernel, rule book, packs and rules: ``python benchmarks/mutation/run.py [GROUP ...]``.

Each group's sources are mutated in a copy of the checkout and tested by the tests named for it alone, so the score is
a lower bound: what only the rest of the suite would notice counts as survived. With ``--again`` only what survived the
last run is tried against the tests as they are now, which is quick, and right where tests were only added since.

mutmut imports the sources before it chooses a mutant, so what a module calls while it is imported (a pack's tables are
made so) runs unchanged. Whatever survived is therefore tried once more, each in a process of its own in which it is
chosen from the start.

Needs mutmut (extra ``mutation``), and an hour or more for all of it on two cores. The figures are kept in
benchmarks/mutation/results.json, and docs/mutation.md is made of them (``make pages``).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from changes import change
from groups import GROUPS, Group
from reasons import reason, reasons

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build" / "mutation"
RESULTS = Path(__file__).parent / "results.json"
_KILLED = {1, 3, -24, 24, 36, 152, 255, 37}
"""mutmut's exit codes for a mutant that a test, a time-out or the type checker noticed."""
_SURVIVED = {0, 33}
"""Every test passed, or none covers it."""


_PARTS = ("src", "tests", "examples", "docs", "benchmarks", "README.md", "README.zh-CN.md")


def run(name: str, group: Group, children: int, *, again: bool) -> None:
    """Mutate one group in a copy of the checkout."""
    copy = WORK / name
    if again:
        _forget_survivors(copy / "mutants")
    else:
        shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True, exist_ok=True)
    for part in _PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, dirs_exist_ok=True)
        else:
            shutil.copy(source, copy / part)
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    (copy / "pyproject.toml").write_text(f"{settings}\n[tool.mutmut]\n{_settings(group)}", "utf-8")
    script = ROOT / "benchmarks" / "mutation" / "decorated.py"
    with (copy / "log.txt").open("w") as log:
        subprocess.run(  # noqa: S603 - our own script
            [sys.executable, str(script), "run", "--max-children", str(children)],
            cwd=copy,
            env={**os.environ, **_CALM, "PYTHONPATH": ""},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )


def _forget_survivors(mutants: Path) -> None:
    """Let mutmut try the survivors anew, and find out anew which tests cover what."""
    for meta, known in _metas(mutants):
        known["exit_code_by_key"] |= dict.fromkeys(_survivors(known["exit_code_by_key"]))
        meta.write_text(json.dumps(known), "utf-8")
    (mutants / "mutmut-stats.json").unlink(missing_ok=True)


_CALM = {"CI": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
"""Lets hypothesis draw the same examples each time and take its time: no mutant is killed by a busy machine.

The tests of the groups need no plugin, nor the conftest.py for the documentation, and start sooner so."""
_PYTEST = (
    # Watching for what is raised unseen collects garbage ten times in each run, which more than doubles a short one.
    *("-p", "no:unraisableexception", "-p", "no:threadexception"),
    *("-p", "no:cacheprovider", "-p", "no:randomly", "-W", "ignore", "-x", "--tb=no"),
)


def _settings(group: Group) -> str:
    lines = {
        "source_paths": ["src"],
        "only_mutate": list(group.sources),
        "pytest_add_cli_args_test_selection": list(group.tests),
        "pytest_add_cli_args": list(_PYTEST),
        "also_copy": ["examples", "docs", "README.md", "README.zh-CN.md"],
    }
    return "\n".join(f"{key} = {json.dumps(value)}" for key, value in lines.items()) + "\n"


def try_from_the_start(name: str, group: Group, children: int) -> None:
    """Try the survivors with each chosen before anything is imported, and record those that are noticed as killed.

    What has its reason in equivalent.toml is not tried again.
    """
    mutants, given = WORK / name / "mutants", reasons(name)
    survived = [key for _, known in _metas(mutants) for key in _survivors(known["exit_code_by_key"])]
    survivors = [key for key in survived if not reason(change(mutants, key), given)]
    asked, answer = mutants / "survivors.json", mutants / "noticed.json"
    asked.write_text(json.dumps(["", *survivors]), "utf-8")
    script = ROOT / "benchmarks" / "mutation" / "from_the_start.py"
    subprocess.run(  # noqa: S603 - our own script
        [
            sys.executable,
            str(script),
            str(asked),
            str(answer),
            str(children),
            *_PYTEST,
            "-pno:cacheprovider",
            *group.tests,
        ],
        cwd=mutants,
        env={**os.environ, **_CALM, "PYTHONPATH": str(mutants / "src"), "MUTANT_UNDER_TEST": ""},
        check=True,
    )
    noticed = set(json.loads(answer.read_text("utf-8")))
    if "" in noticed:
        raise SystemExit(f"{name}: the tests fail without a mutant")
    for meta, known in _metas(mutants):
        known["exit_code_by_key"] |= dict.fromkeys(noticed & known["exit_code_by_key"].keys(), 1)
        meta.write_text(json.dumps(known), "utf-8")


def _metas(mutants: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    return ((meta, json.loads(meta.read_text("utf-8"))) for meta in sorted(mutants.rglob("*.meta")))


def _survivors(outcomes: dict[str, int | None]) -> list[str]:
    return sorted(key for key, code in outcomes.items() if code in _SURVIVED)


def tally(name: str) -> dict[str, object]:
    """What became of the mutants of a group: how many, how many killed, which survived and what these changed."""
    mutants = WORK / name / "mutants"
    outcomes: dict[str, int | None] = {}
    for _, known in _metas(mutants):
        outcomes |= known["exit_code_by_key"]
    counted = Counter(
        "killed" if code in _KILLED else "survived" if code in _SURVIVED else "not run" for code in outcomes.values()
    )
    return {
        "mutants": len(outcomes),
        **counted,
        "survivors": {key: change(mutants, key) for key in _survivors(outcomes)},
    }


def record(name: str) -> None:
    """Write down what became of the mutants of a group."""
    tallied = tally(name)
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    results[name] = tallied
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    print({key: value for key, value in tallied.items() if key != "survivors"}, name)


if __name__ == "__main__":
    parser = ArgumentParser(description="Measure the mutation score of groups of sources.")
    parser.add_argument("groups", nargs="*", default=list(GROUPS), choices=GROUPS, metavar="GROUP")
    parser.add_argument("--again", action="store_true", help="try what survived against the tests as they are now")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="mutants tried at the same time")
    asked = parser.parse_args()
    for chosen in asked.groups:
        run(chosen, GROUPS[chosen], asked.children, again=asked.again)
        try_from_the_start(chosen, GROUPS[chosen], asked.children)
        record(chosen)
