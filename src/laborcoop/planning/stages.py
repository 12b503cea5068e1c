"""The stages of a return after admission: posts, seats, beds, gate, in that order."""

from __future__ import annotations

from laborcoop.hiring.match import Earlier
from laborcoop.journey import Outcome, Registration
from laborcoop.planning.accompanying import posts_of
from laborcoop.planning.arrival import take_seats
from laborcoop.planning.assembly import assemble
from laborcoop.planning.destinations import destinations
from laborcoop.planning.onward import onward
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.travel import TravelCase
from laborcoop.rulebook import Findings


def by_stages(
    travel: TravelCase, findings: Findings, admitted: Outcome[Registration], earlier: Earlier | None = None
) -> ReturnPlan:
    """The plan, stage by stage: each takes on those whom the stage before placed.

    Args:
        travel: the case laid out, with what is known beforehand of ways.
        findings: what the rules say about the case.
        admitted: the outcome of the admission stage.
        earlier: what is known beforehand of posts; None where nothing is.
    """
    case, barred = travel.case, travel.barred
    wishes = travel.registrations
    going = destinations(case, barred, admitted, earlier)
    gone = onward(travel, going)
    rides = take_seats(travel, going, gone.ways)
    return assemble(case, findings, (admitted, posts_of(going, wishes), *gone.outcomes), rides, gone.stays)
