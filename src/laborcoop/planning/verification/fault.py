"""What verification finds: a finding of its own codes, PL-11 to PL-18."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def untold(
    check: Check, subject: str, said: Iterable[Finding], told: frozenset[Finding] | None = None
) -> Iterator[Finding]:
    """The faults in what rules say of a record of a plan: what they forbid, and what they warn of and nobody is told.

    Args:
        check: what the record is about.
        subject: its name.
        said: what the rules say of it.
        told: the findings of the plan; None where it does not tell what rules say of such records.
    """
    for found in said:
        if found.excludes:
            text = Text("{rule}：{what}", "{rule}: {what}")
        elif told is not None and found not in told:
            text = Text("计划没有写明 {rule} 的问题：{what}", "the plan does not tell what {rule} finds: {what}")
        else:
            continue
        yield fault(check, subject, text, rule=found.rule, what=found.message)
