"""How far a return reaches everybody: tickets, arrivals, groups, and the posts that employers want filled.

Each is a share that keeps both its numbers. The whole is everyone who registered for work and wants to go; who is
barred by a rule, or finds no post, is in it too, so that 100 % says what it seems to. Whoever only goes along is in no
share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import Enum

from laborcoop.journey import Purpose, Stage
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.ratios import Share
from laborcoop.people import FlagKind, Worker
from laborcoop.planning.plan import ReturnPlan


class Group(Enum):
    """Groups whose coverage is looked at apart; they overlap, so their numbers do not add up."""

    OUT_OF_POVERTY = "out-of-poverty"
    RELAPSE_MONITORED = "relapse-monitored"
    RELOCATED = "relocated"
    AT_A_SITE = "at-a-site"
    WOMEN = "women"
    MEN = "men"
    RETURNING = "returning"
    NEW = "new"


def ticket_coverage(plan: ReturnPlan) -> Share:
    """Those with a seat on a way to the gate, of everyone who registered and wants to go; its aim is 100 %.

    Raises:
        InvalidValue: ``plan`` is not a plan.
    """
    check_arguments("ticket_coverage", (("plan", plan, ReturnPlan),))
    return _of(frozenset(plan.outcome(Stage.SEATS).placed), _wanting(plan))


def return_coverage(plan: ReturnPlan) -> Share:
    """Those brought to the gate, of everyone who registered and wants to go.

    Raises:
        InvalidValue: ``plan`` is not a plan.
    """
    check_arguments("return_coverage", (("plan", plan, ReturnPlan),))
    return _of(frozenset(plan.handovers), _wanting(plan))


def return_coverage_by_group(plan: ReturnPlan) -> Mapping[Group, Share]:
    """The share brought to the gate in each group that somebody wanting to go belongs to.

    Raises:
        InvalidValue: ``plan`` is not a plan.
    """
    check_arguments("return_coverage_by_group", (("plan", plan, ReturnPlan),))
    wanting = _wanting(plan)
    purposes = {registration.worker: registration.purpose for registration in plan.case.registrations}
    members: dict[Group, set[WorkerId]] = {}
    for worker in plan.case.workers:
        if worker.id in wanting:
            for group in _groups(worker, purposes[worker.id], plan.case.on):
                members.setdefault(group, set()).add(worker.id)
    arrived = frozenset(plan.handovers)
    return {group: _of(arrived, frozenset(members[group])) for group in Group if group in members}


def demand_filled(plan: ReturnPlan) -> Mapping[EmployerId, Share]:
    """For each employer with open posts, the persons matched to them of the persons wanted (招聘人数).

    Raises:
        InvalidValue: ``plan`` is not a plan.
    """
    check_arguments("demand_filled", (("plan", plan, ReturnPlan),))
    wanted: Counter[EmployerId] = Counter()
    for post in plan.case.posts:
        wanted[post.employer] += post.openings
    employer_of = {post.id: post.employer for post in plan.case.posts}
    matched = Counter(employer_of[match.post] for match in plan.matches.values() if match.post is not None)
    return {
        employer: Share(Count(matched[employer], Unit.PERSON), Count(openings, Unit.PERSON))
        for employer, openings in sorted(wanted.items())
    }


def _wanting(plan: ReturnPlan) -> frozenset[WorkerId]:
    return frozenset(
        registration.worker for registration in plan.case.registrations if registration.willing and registration.works
    )


def _of(reached: frozenset[WorkerId], whole: frozenset[WorkerId]) -> Share:
    return Share(Count(len(reached & whole), Unit.PERSON), Count(len(whole), Unit.PERSON))


def _groups(worker: Worker, purpose: Purpose, on: date) -> set[Group]:
    groups = {Group(kind.value) for kind in FlagKind if worker.has(kind, on)}
    groups.add(Group.WOMEN if worker.sex is Sex.FEMALE else Group.MEN)
    groups.add(Group.RETURNING if purpose is Purpose.RETURN_TO_POST else Group.NEW)
    if worker.site is not None:
        groups.add(Group.AT_A_SITE)
    return groups
