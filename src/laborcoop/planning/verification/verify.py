"""The whole check: nobody lost, everyone lawfully matched, seated, lodged and handed over, every wish kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.beds import check_beds
from laborcoop.planning.verification.effects import check_changes, check_effects
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.given import check_given
from laborcoop.planning.verification.happened import check_happened
from laborcoop.planning.verification.judged import judged, names_of_further
from laborcoop.planning.verification.matches import check_matches
from laborcoop.planning.verification.notices import notices
from laborcoop.planning.verification.people import check_people
from laborcoop.planning.verification.reasons import check_reasons
from laborcoop.planning.verification.rides import check_rides
from laborcoop.planning.verification.rules import check_rules
from laborcoop.planning.verification.stands import check_stands
from laborcoop.planning.verification.told import check_told
from laborcoop.planning.verification.ways import check_ways, ridden

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


def verify(plan: ReturnPlan) -> tuple[Finding, ...]:
    """Everything that is wrong with a plan, recomputed from its records; empty when it is sound."""
    said = judged(plan.case)
    barred = frozenset((finding.kind, finding.subject) for finding in said if finding.excludes)
    rides = ridden(plan)
    found = (
        *_said(plan, said),
        *check_people(plan, barred),
        *check_given(plan, rides),
        *check_matches(plan, barred),
        *check_reasons(plan, barred),
        *check_rides(plan, barred),
        *check_beds(plan, barred),
        *check_stands(plan),
        *check_ways(plan, rides),
        *check_rules(plan, rides),
        *check_told(plan, rides),
        *check_happened(plan, rides),
        *check_effects(plan, rides),
        *check_changes(plan),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.order()))


def _said(plan: ReturnPlan, said: Iterable[Finding]) -> Iterator[Finding]:
    """The plan holds every finding about its case, and an outcome for every stage."""
    found = tuple(said)
    told = {_essence(finding) for finding in plan.findings}
    missing = {finding.rule for finding in found if _essence(finding) not in told}
    noted = {(finding.rule, finding.kind, finding.subject) for finding in plan.findings}
    missing |= {code for code, *_ in set(notices(plan.case, found, names_of_further(plan.case))) - noted}
    if missing:
        yield fault(
            Check.NOBODY_LOST,
            plan.case.id,
            Text("计划缺少案例的问题：{rules}", "findings about the case are missing: {rules}"),
            rules=tuple(sorted(missing)),
        )
    for stage in Stage:
        if stage is not Stage.BEDS and stage not in {outcome.stage for outcome in plan.outcomes}:
            yield fault(
                Check.NOBODY_LOST,
                plan.case.id,
                Text("计划缺少“{stage}”阶段", "the plan has no stage {stage}"),
                stage=stage.label,
            )


def _essence(finding: Finding) -> tuple[object, ...]:
    """What a finding says of what, wherever its record was read from."""
    return finding.rule, finding.kind, finding.subject, finding.severity, finding.message, finding.waived
