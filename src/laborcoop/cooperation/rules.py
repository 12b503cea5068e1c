"""Rules about personal data between the two regions (PR, WK-20), by code."""

from __future__ import annotations

from laborcoop.cooperation import rules_privacy, rules_sharing
from laborcoop.rulebook.rule import AnyRule

RULES: tuple[AnyRule, ...] = tuple(
    sorted((*rules_privacy.RULES, *rules_sharing.RULES), key=lambda rule: rule.code),
)
