"""Rules about bringing posts to the villages, by code."""

from __future__ import annotations

from laborcoop.outreach import rules_fair_counts, rules_fair_permit, rules_fair_service
from laborcoop.rulebook.rule import AnyRule

RULES: tuple[AnyRule, ...] = tuple(
    sorted(
        (*rules_fair_service.RULES, *rules_fair_permit.RULES, *rules_fair_counts.RULES),
        key=lambda rule: rule.code,
    )
)
