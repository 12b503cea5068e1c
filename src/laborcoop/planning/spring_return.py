"""The spring return: posts, seats, beds, gate, in that order, on one screen."""

from __future__ import annotations

from laborcoop.hiring import match_posts
from laborcoop.planning.admission import Barred, admit
from laborcoop.planning.arrival import reach_gates
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.haul import Haul, seat_long_haul
from laborcoop.planning.lodge import lodge
from laborcoop.planning.plan import ReturnPlan


def plan_return(case: Case) -> ReturnPlan:
    """Plan a return: who goes back to which employer, in which seats, which beds, to which gate.

    Each stage takes on those whom the stage before placed; everyone else stays in the plan with all reasons. The same
    case gives the same plan, in whatever order its records stand.
    """
    findings = check(case)
    barred = Barred.of(case, findings)
    admitted = admit(case, barred)
    registrations = {registration.worker: registration for registration in case.registrations}
    posts = match_posts(
        [worker for worker in case.workers if worker.id in admitted.went_on],
        registrations,
        case.employers,
        case.posts,
        barred_employers=barred.employers,
        barred_posts=barred.posts,
        first_working_day=case.campaign.first_working_day,
    )
    haul = Haul.of(case, barred)
    seats = seat_long_haul(haul, posts)
    beds, movements = lodge(haul, posts, seats)
    return reach_gates(haul, findings, posts, seats, (admitted, posts, seats, *beds), movements)
