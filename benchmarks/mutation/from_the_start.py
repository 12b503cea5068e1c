"""Try mutants that run while their module is imported: each in a process that chooses it before it imports anything.

``python from_the_start.py KEYS.json NOTICED.json CHILDREN OPTION-OR-PATH...`` in the folder of the mutants, with the
options and the paths of tests for pytest. What does not depend on the mutated modules is imported once, and each mutant
is tried in a fork of that, on one path after another until a test notices it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

_PATIENCE = 900
"""Seconds after which the tests of one mutant are taken to run for ever."""


class _Closed(MetaPathFinder):
    """Keeps the mutated modules, and so whatever imports them, from being imported."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._modules = frozenset(modules)

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002 - the protocol
        if fullname in self._modules:
            raise ImportError(fullname)


def _run(key: str, arguments: Sequence[str]) -> int:
    """Run the tests with a mutant in a process of its own; the process's number."""
    child = os.fork()
    if child:
        return child
    gc.disable()
    signal.alarm(_PATIENCE)
    _be_silent()
    os.environ["MUTANT_UNDER_TEST"] = key
    paths = [word for word in arguments if Path(word).exists()]
    options = [word for word in arguments if word not in paths]
    os._exit(int(any(pytest.main([*options, path]) != 0 for path in paths)))


def _be_silent() -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)


def _import_what_is_the_same(mutated: Iterable[str], arguments: Sequence[str]) -> None:
    """Import what the tests need and what does not depend on the mutated modules."""
    reading, writing = os.pipe()
    if not os.fork():
        os.close(reading)
        before = set(sys.modules)
        _be_silent()
        pytest.main([*arguments, "--collect-only"])
        with os.fdopen(writing, "w") as out:
            json.dump([name for name in sys.modules if name not in before], out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        needed = json.load(told)
    os.wait()
    closed = _Closed(mutated)
    sys.meta_path.insert(0, closed)
    for name in needed:
        if name.partition(".")[0] not in {"tests", "conftest"}:
            with suppress(ImportError):
                import_module(name)
    sys.meta_path.remove(closed)


def noticed(keys: Sequence[str], children: int, arguments: Sequence[str]) -> list[str]:
    """The mutants with which the tests fail or run for ever."""
    _import_what_is_the_same({key.rpartition(".")[0] for key in keys}, arguments)
    found: list[str] = []
    running: dict[int, str] = {}
    waiting = list(keys)
    while waiting or running:
        while waiting and len(running) < children:
            key = waiting.pop(0)
            running[_run(key, arguments)] = key
        child, status = os.wait()
        key = running.pop(child)
        if status:
            found.append(key)
    return found


if __name__ == "__main__":
    asked, answer, at_once, *options = sys.argv[1:]
    found = noticed(json.loads(Path(asked).read_text("utf-8")), int(at_once), options)
    Path(answer).write_text(json.dumps(found), "utf-8")
