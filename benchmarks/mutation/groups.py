"""What is mutated together, and the tests that must notice."""

from __future__ import annotations

from typing import NamedTuple


class Group(NamedTuple):
    """Sources (patterns below src/) and the tests that cover them."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


def _rules(package: str) -> Group:
    return Group(
        (f"src/laborcoop/{package}/rules*.py", f"src/laborcoop/{package}/*_rules.py"),
        (f"tests/{package}", "tests/docs/test_rule_wordings.py"),
    )


GROUPS: dict[str, Group] = {
    "kernel": Group(("src/laborcoop/kernel/*.py",), ("tests/kernel",)),
    "rulebook": Group(("src/laborcoop/rulebook/*.py",), ("tests/rulebook",)),
    "packs": Group(
        ("src/laborcoop/packs/*.py", "src/laborcoop/packs/china/*.py"),
        ("tests/packs/test_stated.py", "tests/packs"),  # first what notices most
    ),
    **{
        f"{package}-rules": _rules(package)
        for package in ("people", "employers", "cooperation", "outreach", "transfer", "retention", "training")
    },
}
