"""Rules about contracts, hours, pay and insurance, by code."""

from __future__ import annotations

from laborcoop.employers import (
    rules_contract,
    rules_hours,
    rules_insurance,
    rules_pay,
    rules_probation,
    rules_renewal,
)
from laborcoop.rulebook.rule import AnyRule

RULES_LABOR: tuple[AnyRule, ...] = tuple(
    sorted(
        (
            *rules_contract.RULES,
            *rules_probation.RULES,
            *rules_renewal.RULES,
            *rules_hours.RULES,
            *rules_pay.RULES,
            *rules_insurance.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
