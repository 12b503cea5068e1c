"""Rules about employers and posts (EM)."""

from __future__ import annotations

from laborcoop.rulebook.rule import AnyRule

RULES: tuple[AnyRule, ...] = ()
