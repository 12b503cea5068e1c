"""Rules about carrying people (TR)."""

from __future__ import annotations

from laborcoop.rulebook.rule import AnyRule

RULES: tuple[AnyRule, ...] = ()
