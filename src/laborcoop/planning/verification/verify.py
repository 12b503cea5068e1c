"""The whole check: nobody lost, everyone lawfully matched, seated, lodged and handed over, every wish kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.planning.check import check
from laborcoop.planning.verification.beds import check_beds
from laborcoop.planning.verification.matches import check_matches
from laborcoop.planning.verification.people import check_people
from laborcoop.planning.verification.rides import check_rides
from laborcoop.planning.verification.ways import check_ways

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


def verify(plan: ReturnPlan) -> tuple[Finding, ...]:
    """Everything that is wrong with a plan, recomputed from its records; empty when it is sound."""
    barred = frozenset((finding.kind, finding.subject) for finding in check(plan.case) if finding.excludes)
    found = (
        *check_people(plan),
        *check_matches(plan, barred),
        *check_rides(plan, barred),
        *check_beds(plan, barred),
        *check_ways(plan),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.order()))
