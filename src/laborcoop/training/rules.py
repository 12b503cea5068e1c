"""Rules about internships, student aid and recommendation (TP), by code."""

from __future__ import annotations

from laborcoop.rulebook.rule import AnyRule
from laborcoop.training.rules_aid import RULES_AID
from laborcoop.training.rules_internship import RULES_INTERNSHIP

RULES_TRAINING: tuple[AnyRule, ...] = (*RULES_INTERNSHIP, *RULES_AID)
