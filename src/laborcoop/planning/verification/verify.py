"""The whole check: nobody lost, everyone lawfully matched, seated, lodged and handed over, every wish kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.admitted import check_admitted
from laborcoop.planning.verification.beds import check_beds
from laborcoop.planning.verification.causes import check_causes
from laborcoop.planning.verification.companions import check_companions
from laborcoop.planning.verification.effects import check_changes, check_effects
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.findings import check_findings
from laborcoop.planning.verification.forms import check_forms
from laborcoop.planning.verification.given import check_given
from laborcoop.planning.verification.given_in_vain import check_given_in_vain
from laborcoop.planning.verification.happened import check_happened, said_of_sums
from laborcoop.planning.verification.judged import judged
from laborcoop.planning.verification.matches import check_matches
from laborcoop.planning.verification.nights import check_nights
from laborcoop.planning.verification.own_notices import own_notices
from laborcoop.planning.verification.parties import check_parties
from laborcoop.planning.verification.people import check_people
from laborcoop.planning.verification.proofs import check_proofs
from laborcoop.planning.verification.reasons import check_reasons
from laborcoop.planning.verification.recorded import check_recorded
from laborcoop.planning.verification.rides import check_rides
from laborcoop.planning.verification.rules import said_by_rules
from laborcoop.planning.verification.stands import check_stands
from laborcoop.planning.verification.told import said_of_ways
from laborcoop.planning.verification.traces import check_traces
from laborcoop.planning.verification.ways import check_ways, ridden

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


def verify(plan: ReturnPlan) -> tuple[Finding, ...]:
    """Everything that is wrong with a plan, recomputed from its records; empty when it is sound.

    Where records have not the form of a plan's, that alone is told: nothing can be recomputed from them.
    """
    if misformed := tuple(check_forms(plan)):
        return _in_order(misformed)
    said = judged(plan.case)
    barred = frozenset((finding.kind, finding.subject) for finding in said if finding.excludes)
    rides = ridden(plan)
    of_plan = (
        *said_by_rules(plan, rides),
        *said_of_ways(plan, rides),
        *said_of_sums(plan, rides),
        *own_notices(plan),
    )
    found = (
        *_stages(plan),
        *check_findings(plan, said, of_plan),
        *check_people(plan),
        *check_proofs(plan),
        *check_admitted(plan, said),
        *check_given(plan, rides),
        *check_given_in_vain(plan),
        *check_matches(plan, barred),
        *check_companions(plan),
        *check_causes(plan, said, barred),
        *check_reasons(plan, barred),
        *check_rides(plan, barred),
        *check_beds(plan, barred),
        *check_nights(plan, rides),
        *check_stands(plan),
        *check_ways(plan, rides),
        *check_parties(plan, rides),
        *check_happened(plan, rides),
        *check_recorded(plan),
        *check_traces(plan),
        *check_effects(plan, rides),
        *check_changes(plan),
    )
    return _in_order(found)


def _in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.order()))


def _stages(plan: ReturnPlan) -> Iterator[Finding]:
    """The plan has an outcome for every stage that each plan has."""
    for stage in Stage:
        if stage is not Stage.BEDS and stage not in {outcome.stage for outcome in plan.outcomes}:
            yield fault(
                Check.NOBODY_LOST,
                plan.case.id,
                Text("计划缺少“{stage}”阶段", "the plan has no stage {stage}"),
                stage=stage.label,
            )
