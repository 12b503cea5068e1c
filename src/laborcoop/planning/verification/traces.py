"""What events leave in a plan is there only where they are on record, and the log of a plan made once is empty.

A way is along legs as the case has them but for those that an event was about; the reasons are looked at in `causes`.
What leaves no trace is named where `ReturnPlan.verify` is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.planning.events import Event
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding

_OF_LEGS = (
    events.TripDelayed,
    events.TripRenumbered,
    events.VehicleBreakdown,
    events.VehicleSwap,
    events.DriverOverHours,
    events.StopSkipped,
)
"""After which a leg is another; one that is cancelled stays as it is, and does not run."""


def check_traces(plan: ReturnPlan) -> Iterator[Finding]:
    """Ways, and how early people had to know."""
    yield from _legs(plan)
    if plan.log.cut_off is not None and not plan.log.events:
        yield fault(
            Check.NOBODY_LOST,
            plan.case.id,
            Text(
                "没有事件，却记有通知的提前时间", "nothing has happened, and the log says how early people had to know"
            ),
        )


def _legs(plan: ReturnPlan) -> Iterator[Finding]:
    """Ways are along the legs of the case; a leg that an event was about may since be another."""
    legs = plan.legs()
    changed = {name for event in plan.log.events if isinstance(event, _OF_LEGS) for name in _named(event)}
    wrong = set()
    for outcome in plan.outcomes:
        for route in outcome.placed.values() if outcome.stage is Stage.SEATS else ():
            for leg in (hop.leg for hop in route.hops):
                own = legs.get(leg.id)
                if own is not leg and leg.id not in changed and own != leg:
                    wrong.add(leg.id)
    for name in sorted(wrong):
        yield fault(
            Check.RIDE, name, Text("路线中的班次与案例不符", "a way is along this leg as the case does not have it")
        )


def _named(event: Event) -> tuple[str, ...]:
    return event.subject, getattr(event, "leg", ""), *getattr(event, "held_legs", ())
