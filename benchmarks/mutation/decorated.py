"""mutmut's command line, made to mutate what is decorated: properties, rules, validators.

mutmut 3 leaves decorated functions alone, since a copy of one may have side effects. The decorators of this library
have none, so a copy without its decorators is a fair mutant; the decorators themselves stay on the function that is
called. Without this, the check of every rule would be left out, and the score would say little.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from typing import Any

import _pytest.python
import libcst as cst
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation
from mutmut.runners.harness import BadTestExecutionCommandsException, PytestRunner
from mutmut.state import state

_HARMLESS = frozenset({"property", "rule", "validator", "cache", "default"})
"""The decorators of this library whose functions may be copied without them."""

_native_skip = file_mutation.MutationVisitor._skip_node_and_children  # noqa: SLF001 - mutmut has no hook for this
_native_arrangement = file_mutation.function_trampoline_arrangement


def _last_name(decorator: cst.BaseExpression) -> str:
    while isinstance(decorator, cst.Call):
        decorator = decorator.func
    return decorator.attr.value if isinstance(decorator, cst.Attribute) else getattr(decorator, "value", "")


def _is_harmless(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.FunctionDef)
        and bool(node.decorators)
        and all(_last_name(one.decorator) in _HARMLESS for one in node.decorators)
    )


def _skip(self: Any, node: cst.CSTNode) -> bool:  # noqa: ANN401 - mutmut's visitor
    return False if _is_harmless(node) else bool(_native_skip(self, node))


def _arrangement(
    function: cst.FunctionDef, mutants: Iterable[Any], class_name: str | None
) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any], Sequence[str]]:
    arranged = _native_arrangement(function, mutants, class_name)
    if not _is_harmless(function):
        return arranged
    declared, (trampoline, *copies), assigned, names = arranged
    return declared, [trampoline, *(copy.with_changes(decorators=[]) for copy in copies)], assigned, names


_SUSPICIOUS = 35
"""mutmut's exit code for a mutant of which it cannot tell what became."""

_native_execution = PytestRunner.execute_pytest


def _execution(self: PytestRunner, params: list[str], **options: Any) -> int:
    """Run pytest; a run that does not find its tests must not count as a mutant that a test noticed."""
    try:
        return _native_execution(self, params, **options)
    except BadTestExecutionCommandsException as error:
        print(f"pytest did not find what it was asked for: {error}", flush=True)
        os._exit(_SUSPICIOUS)


_native_escape = _pytest.python._ascii_escaped_by_config  # noqa: SLF001 - pytest has no hook for this


def _escape(name: str | bytes, config: Any) -> str:  # noqa: ANN401 - pytest's configuration
    """The name of a case in ASCII: once, for each run in this process collects anew and would escape it once more."""
    once = isinstance(name, str) and name.isascii() and name.isprintable()
    return name if once else _native_escape(name, config)


_native_arguments = PytestRunner._pytest_args_regular_run  # noqa: SLF001 - mutmut has no hook for this


def _quickest_first(self: PytestRunner, tests: Iterable[str]) -> list[str]:
    """The arguments of pytest, with the quickest tests first: the first one that fails ends the run."""
    return list(_native_arguments(self, sorted(tests, key=lambda test: (state().duration_by_test[test], test))))


if __name__ == "__main__":
    PytestRunner._pytest_args_regular_run = _quickest_first  # noqa: SLF001 - as above
    _pytest.python._ascii_escaped_by_config = _escape  # noqa: SLF001 - as above
    PytestRunner.execute_pytest = _execution
    file_mutation.MutationVisitor._skip_node_and_children = _skip  # noqa: SLF001 - as above
    file_mutation.function_trampoline_arrangement = _arrangement
    os.register_at_fork(after_in_child=gc.disable)  # a mutant's process is short, and collecting copies all it shares
    cli()
