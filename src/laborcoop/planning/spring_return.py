"""The spring return: posts, seats, beds, gate, in that order, on one screen."""

from __future__ import annotations

from laborcoop.hiring import match_posts
from laborcoop.planning.admission import Barred, admit
from laborcoop.planning.arrival import reach_gates, take_seats
from laborcoop.planning.assembly import assemble
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.lodge import lodge
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.seating import seat_long_haul
from laborcoop.planning.travel import TravelCase


def plan_return(case: Case) -> ReturnPlan:
    """Plan a return: who goes back to which employer, in which seats, which beds, to which gate.

    Each stage takes on those whom the stage before placed; everyone else stays in the plan with all reasons. The same
    case gives the same plan, in whatever order its records stand.
    """
    findings = check(case)
    barred = Barred.of(case, findings)
    admitted = admit(case, barred)
    posts = match_posts(
        [worker for worker in case.workers if worker.id in admitted.went_on],
        {registration.worker: registration for registration in case.registrations},
        case.employers,
        case.posts,
        barred_employers=barred.employers,
        barred_posts=barred.posts,
        first_working_day=case.campaign.first_working_day,
    )
    travel = TravelCase.of(case, barred)
    seats = seat_long_haul(travel, posts)
    beds, local = lodge(travel, posts, seats)
    gate, ways = reach_gates(travel, posts, seats, beds, local)
    return assemble(case, findings, (admitted, posts, seats, *beds, gate), take_seats(travel, ways))
