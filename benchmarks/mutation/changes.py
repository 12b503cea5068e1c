"""What a mutant changed, in words that stay the same when mutmut numbers its mutants anew."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LONGEST = 80
_STANDS_ALONE = (ast.expr, ast.stmt, ast.keyword, ast.arguments, ast.comprehension, ast.match_case)
"""What can be read without what is around it, as an operator cannot."""


def change(mutants: Path, key: str) -> str:
    """What a mutant changed, by mutmut's key for it: ``finding.Finding.excludes: a and b -> a or b``."""
    module, _, mangled = key.rpartition(".")
    stem = mangled.partition("__mutmut_")[0]
    bodies = _functions(mutants / "src" / module.replace(".", "/"))
    name = stem[2:].replace("ǁ", ".") if "ǁ" in stem else stem.removeprefix("x_")
    below_package = ".".join([*module.split(".")[2:], name])
    was, now = _smallest(bodies[f"{stem}__mutmut_orig"], bodies[mangled])
    return f"{below_package}: {_short(was)} -> {_short(now)}"


@cache
def _functions(module: Path) -> Mapping[str, ast.AST]:
    """The functions of a mutated module, mutants and all, by their mangled names and without them."""
    path = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    found = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            name, node.name, node.decorator_list = node.name, "f", []
            found[name] = node
    return found


def _smallest(was: ast.AST, now: ast.AST) -> tuple[ast.AST, ast.AST]:
    """The smallest expressions, or else statements, that hold all that differs."""
    if type(was) is not type(now):
        return was, now
    pairs: list[tuple[object, object]] = []
    for (_, before), (_, after) in zip(ast.iter_fields(was), ast.iter_fields(now), strict=True):
        if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
            pairs += zip(before, after, strict=True)
        else:
            pairs.append((before, after))
    differing = [(before, after) for before, after in pairs if _shown(before) != _shown(after)]
    if len(differing) == 1:
        ((before, after),) = differing
        if isinstance(before, _STANDS_ALONE) and isinstance(after, _STANDS_ALONE):
            return _smallest(before, after)
    return was, now


def _shown(part: object) -> str:
    return ast.dump(part) if isinstance(part, ast.AST) else repr(part)


def _short(node: ast.AST) -> str:
    line = " ".join(ast.unparse(node).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
