"""Rules about carrying people (TR), by code."""

from __future__ import annotations

from laborcoop.rulebook.rule import AnyRule
from laborcoop.transfer import rules_arrival, rules_boarding, rules_driving

RULES: tuple[AnyRule, ...] = tuple(
    sorted(
        (*rules_boarding.RULES, *rules_driving.RULES, *rules_arrival.RULES),
        key=lambda rule: rule.code,
    )
)
