"""Rules about a person: identity (ID) and who may work (WK)."""

from __future__ import annotations

from laborcoop.rulebook.rule import AnyRule

RULES: tuple[AnyRule, ...] = ()
