"""The mutation score of kernel, rule book, packs and rules: ``python benchmarks/mutation/run.py [GROUP ...]``.

Each group's sources are mutated in a copy of the checkout and tested by the tests named for it alone, so the score is
a lower bound: what only the rest of the suite would notice counts as survived. With ``--again`` only what survived the
last run is tried against the tests as they are now, which is quick, and right where tests were only added since. Needs
mutmut (extra ``mutation``), and an hour or more for all of it on two cores. The figures are kept in
benchmarks/mutation/results.json, and docs/mutation.md is made of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from groups import GROUPS, Group

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build" / "mutation"
RESULTS = Path(__file__).parent / "results.json"
_KILLED = {1, 3, -24, 24, 36, 152, 255, 37}
"""mutmut's exit codes for a mutant that a test, a time-out or the type checker noticed."""
_SURVIVED = {0, 33}
"""Every test passed, or none covers it."""


_PARTS = ("src", "tests", "examples", "docs", "benchmarks", "README.md", "README.zh-CN.md", "conftest.py")


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
            env={**os.environ, "PYTHONPATH": ""},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )


def _forget_survivors(mutants: Path) -> None:
    """Let mutmut try the survivors anew, and find out anew which tests cover what."""
    for meta in mutants.rglob("*.meta"):
        known = json.loads(meta.read_text("utf-8"))
        codes = known["exit_code_by_key"]
        known["exit_code_by_key"] = {key: None if code in _SURVIVED else code for key, code in codes.items()}
        meta.write_text(json.dumps(known), "utf-8")
    (mutants / "mutmut-stats.json").unlink(missing_ok=True)


_PYTEST = (
    # Watching for what is raised unseen collects garbage ten times in each run, which more than doubles a short one.
    *("-p", "no:unraisableexception", "-p", "no:threadexception"),
    *("-p", "no:randomly", "-W", "ignore", "-x", "--tb=no"),
)


def _settings(group: Group) -> str:
    lines = {
        "source_paths": ["src"],
        "only_mutate": list(group.sources),
        "pytest_add_cli_args_test_selection": list(group.tests),
        "pytest_add_cli_args": list(_PYTEST),
        "also_copy": ["conftest.py", "examples", "docs", "README.md", "README.zh-CN.md"],
    }
    return "\n".join(f"{key} = {json.dumps(value)}" for key, value in lines.items()) + "\n"


def tally(name: str) -> dict[str, object]:
    """What became of the mutants of a group: how many, how many killed, which survived."""
    outcomes: dict[str, int] = {}
    for meta in (WORK / name / "mutants").rglob("*.meta"):
        outcomes |= json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    counted = Counter(
        "killed" if code in _KILLED else "survived" if code in _SURVIVED else "not run" for code in outcomes.values()
    )
    survived = sorted(key for key, code in outcomes.items() if code in _SURVIVED)
    return {"mutants": len(outcomes), **counted, "survivors": survived}


if __name__ == "__main__":
    chosen = [word for word in sys.argv[1:] if word != "--again"] or list(GROUPS)
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for chosen_name in chosen:
        run(chosen_name, GROUPS[chosen_name], os.cpu_count() or 1, again="--again" in sys.argv)
        results[chosen_name] = tally(chosen_name)
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
        print({key: value for key, value in results[chosen_name].items() if key != "survivors"}, chosen_name)
