"""The spring return: posts, seats, beds, gate, stage by stage or seen together."""

from __future__ import annotations

from laborcoop.kernel.kinds import check_arguments
from laborcoop.planning.admission import Barred, admit
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.joint.together import plan_together
from laborcoop.planning.own_clock import on_own_clock
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.stages import by_stages
from laborcoop.planning.travel import TravelCase


def plan_return(case: Case, *, joint: bool = False) -> ReturnPlan:
    """Plan a return: who goes back to which employer, in which seats, which beds, to which gate.

    Each stage takes on those whom the stage before placed; everyone else stays in the plan with all reasons. Whoever is
    left out for want of room asks again, for another batch and for the seats and beds of people who got no further,
    until nobody is left to whom a way is open from home to the gate. The same case gives the same plan, in whatever
    order its records stand, and in whatever zone its timetables are written: nights and the hours of gates go by the
    clock of the campaign.

    Args:
        case: what to plan.
        joint: whether posts are chosen with the seats, beds and local coaches in view that lead to them, so that more
            people may arrive where those are short. Never fewer who go to work arrive than stage by stage. The proof of
            the gate stage then ends with the number of arrivals and a bound that no plan passes. It takes longer: every
            way of every person to every post that suits is looked at, fit for some thousand people.

    Raises:
        InvalidValue: ``case`` is not a case, such as the path of one, which `laborcoop.load_case` reads.
        MissingExtra: NumPy or OR-tools is not installed (extra ``plan``).
    """
    check_arguments("plan_return", (("case", case, Case),))
    case = on_own_clock(case)
    findings = check(case)
    travel = TravelCase.of(case, Barred.of(case, findings))
    plan = by_stages(travel, findings, admit(case, travel.barred))
    return plan_together(travel, plan, findings) if joint else plan
