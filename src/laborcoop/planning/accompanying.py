"""Where those go who go along with a worker: to the gate of an adult of their party, without a post of their own.

They come into the posts stage and need nothing of it. The stages after it ask where everybody is bound: workers for
their employer, and whoever goes along for the employer of the adult who takes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Reason, Registration
from laborcoop.kernel.ids import EmployerId, PartyId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.adults import eldest_first, of_age
from laborcoop.planning.case import Case


def takers(case: Case) -> Mapping[WorkerId, tuple[Worker, ...]]:
    """For everybody who goes along the adults of the party who go to work, the eldest first; who is one on its day."""
    party_of = {one.worker: one.together for one in case.registrations if not one.works}
    parties = set(party_of.values()) - {None}
    if not parties:
        return dict.fromkeys(party_of, ())
    age, workers = of_age(case, case.on), {worker.id: worker for worker in case.workers}
    adults: dict[PartyId, list[Worker]] = defaultdict(list)
    for one in case.registrations:
        if one.works and one.together in parties and one.together and workers[one.worker].age(case.on) >= age:
            adults[one.together].append(workers[one.worker])
    return {
        worker: tuple(eldest_first(adults[party])) if party is not None else () for worker, party in party_of.items()
    }


def bound(
    case: Case,
    posts: Outcome[Match],
    along: Iterable[WorkerId],
    *,
    others: Mapping[WorkerId, Match] | None = None,
    had: Mapping[WorkerId, EmployerId] | None = None,
) -> Outcome[Match]:
    """The posts stage with those who go along as if they worked where the adult does who takes them.

    Args:
        case: the case.
        posts: the outcome of the stage for those who go to work.
        along: who goes along with them.
        others: the matches of those who are not in ``posts``, and travel all the same.
        had: the employers to whose gates those who go along were bound before, kept while an adult goes there.
    """
    adults_of = takers(case)
    matches = {**(others or {}), **posts.placed}
    before = had or {}
    placed: dict[WorkerId, Match] = {}
    left_out: dict[WorkerId, tuple[Reason, ...]] = {}
    for worker in sorted(along):
        adults = adults_of[worker]
        goals = [matches[one.id].employer for one in adults if one.id in matches]
        if goals:
            goal = before.get(worker) if before.get(worker) in goals else goals[0]
            assert goal is not None  # noqa: S101 - one of the goals
            placed[worker] = Match(worker=worker, employer=goal, first_day=case.campaign.first_working_day)
        else:
            why = {reason: None for one in adults for reason in posts.left_out.get(one.id, ())}
            taken_by = _STAYS.format(adults=tuple(one.id for one in adults)) if adults else _NOBODY
            left_out[worker] = (Reason(code="posts.without-adult", text=taken_by), *why)
    return evolve(
        posts,
        came_in=posts.came_in | frozenset(placed) | frozenset(left_out),
        placed={**posts.placed, **placed},
        left_out={**posts.left_out, **left_out},
    )


def posts_of(bound_for: Outcome[Match], wishes: Mapping[WorkerId, Registration]) -> Outcome[Match]:
    """The posts stage, from where everybody is bound: whoever goes along needs no post."""
    along = frozenset(worker for worker in bound_for.placed if not wishes[worker].works)
    return evolve(
        bound_for,
        placed={worker: match for worker, match in bound_for.placed.items() if worker not in along},
        not_needed=bound_for.not_needed | along,
    )


_NOBODY = Text(
    "随行人员没有同行的成年务工人员",
    "goes along, and no adult of the party goes to work",
)
_STAYS = Text(
    "随行人员所跟随的成年务工人员 {adults} 不能成行",
    "goes along with {adults}, who cannot go",
)
