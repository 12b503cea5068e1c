"""What verification finds: a finding of its own codes, PL-11 to PL-18."""

from __future__ import annotations

from enum import Enum

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Convention, Finding, Severity

_WHY = Convention(Text("计划从记录逐项重新计算", "a plan is recomputed from its records"))


Barred = frozenset[tuple[str, str]]
"""The records that a rule bars, by kind and id."""


class Check(Enum):
    """What a fault is about."""

    NOBODY_LOST = "PL-11"
    MATCH = "PL-12"
    RIDE = "PL-13"
    SEAT = "PL-14"
    BED = "PL-15"
    WAY = "PL-16"
    WISH = "PL-17"
    PROOF = "PL-18"


def fault(check: Check, subject: str, text: Text, **facts: object) -> Finding:
    """A fault of a plan: always a BLOCK."""
    return Finding(
        rule=check.value, severity=Severity.BLOCK, subject=subject, message=text.format(**facts), sources=(_WHY,)
    )
