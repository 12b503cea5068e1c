"""Rules about lodging people (AC)."""

from __future__ import annotations

from laborcoop.rulebook.rule import AnyRule

RULES: tuple[AnyRule, ...] = ()
