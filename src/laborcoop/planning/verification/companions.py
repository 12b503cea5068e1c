"""Whoever goes along is bound for where an adult of the party works; worked out from the records alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.moments import has_come

if TYPE_CHECKING:
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.case import Case
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


def going_along(case: Case) -> frozenset[WorkerId]:
    """Those who are registered to go along, and do no work."""
    return frozenset(one.worker for one in case.registrations if not one.works)


def adults_by_party(case: Case) -> Mapping[str, tuple[WorkerId, ...]]:
    """The adults of each party who are registered for work, the eldest first, by the book's age on the case's day."""
    then = case.book.context(case.on)
    grown = then.whole("adult_age") if "adult_age" in then.parameters else 0
    wishes = {one.worker: one for one in case.registrations}
    found: dict[str, tuple[WorkerId, ...]] = {}
    for one in sorted(case.workers, key=lambda one: (one.born, one.id)):
        wish = wishes[one.id]
        if wish.works and wish.together is not None and one.age(case.on) >= grown:
            found[wish.together] = (*found.get(wish.together, ()), one.id)
    return found


def check_companions(plan: ReturnPlan) -> Iterator[Finding]:
    """Whoever goes along has no post, and comes to a gate where an adult of the party goes to work.

    Whoever has been handed over stays so, whatever became of the adult since.
    """
    adults = adults_by_party(plan.case)
    for wish in (one for one in plan.case.registrations if not one.works):
        handover = plan.handovers.get(wish.worker)
        if wish.worker in plan.matches:
            yield fault(Check.MATCH, wish.worker, Text("随行人员不应有岗位", "goes along, and is given work"))
        goals = {plan.matches[one].employer for one in adults.get(wish.together or "", ()) if one in plan.matches}
        stands = handover is not None and has_come(plan.log, handover.at)
        if handover is not None and not stands and handover.employer not in goals:
            yield fault(
                Check.WISH,
                wish.worker,
                Text(
                    "没有同行的成年务工人员在该用人单位", "goes along to an employer to whom no adult of the party goes"
                ),
            )
