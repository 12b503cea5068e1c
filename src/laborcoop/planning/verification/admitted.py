"""Who is left out at admission is barred by a rule or does not want to go, for those reasons and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding

_UNWILLING = "admission.unwilling"


def check_admitted(plan: ReturnPlan, said: Iterable[Finding]) -> Iterator[Finding]:
    """Everyone else goes on; of an unwillingness the code alone is compared.

    Args:
        plan: the plan.
        said: what files and rules say of the records of its case.
    """
    given: dict[str, set[tuple[str, Text | None]]] = defaultdict(set)
    for finding in said:
        if finding.kind == "worker" and finding.excludes:
            given[finding.subject].add((finding.rule, finding.message))
    for registration in plan.case.registrations:
        if not registration.willing:
            given[registration.worker].add((_UNWILLING, None))
    for outcome in plan.outcomes:
        for worker in sorted(outcome.came_in) if outcome.stage is Stage.ADMISSION else ():
            reasons = outcome.left_out.get(worker, ())
            told = {(one.code, None if one.code == _UNWILLING else one.text) for one in reasons}
            if told != given.get(worker, set()) or len(told) < len(reasons):
                yield fault(
                    Check.MATCH, worker, Text("审核结果与规则不符", "what admission decided is not what the rules say")
                )
