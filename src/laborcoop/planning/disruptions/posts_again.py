"""The posts stage once more, for some people only: everyone else keeps the post that the plan gave them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from attrs import evolve

from laborcoop.hiring import Match, match_posts
from laborcoop.hiring.match import Earlier, priority
from laborcoop.journey import Outcome
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.accompanying import bound
from laborcoop.planning.disruptions.breaks import Look, needs_post, overfull_posts
from laborcoop.planning.disruptions.waiting_list import turns_of


def posts_again(look: Look, people: frozenset[WorkerId], waiting: Collection[WorkerId]) -> Outcome[Match]:
    """Where people are bound: the posts stage for those without a post that they can keep; the others keep theirs.

    Whoever is of those that wait comes after the others, by class and then by the time of registration.
    """
    overfull = overfull_posts(look)
    standings, case = look.scene.standings, look.travel.case
    wishes = look.travel.registrations
    along = frozenset(worker for worker in people if not wishes[worker].works)
    seeking = [worker for worker in sorted(people - along) if needs_post(look, worker, overfull)]
    asking = frozenset(seeking)
    held = Counter(
        standing.match.post
        for worker, standing in standings.items()
        if standing.match is not None and worker not in asking
    )
    matched = match_posts(
        [look.travel.workers[worker] for worker in seeking],
        wishes,
        case.employers,
        case.posts,
        barred_employers=look.travel.barred.employers,
        barred_posts=look.travel.barred.posts,
        first_working_day=case.campaign.first_working_day,
        earlier=Earlier(
            posts={
                worker: match.post
                for worker in seeking
                if (match := standings[worker].match) is not None and match.post is not None
            },
            waiting=turns_of(wishes, waiting, {worker: priority(look.travel.workers[worker]) for worker in waiting}),
            refused=look.scene.log.refused,
            held=held,
        ),
    )
    kept = {
        worker: match for worker in sorted(people - along - asking) if (match := standings[worker].match) is not None
    }
    posts = evolve(matched, came_in=people - along, placed={**kept, **matched.placed})
    arriving = {worker: one.match for worker, one in standings.items() if one.is_arriving and one.match is not None}
    return bound(
        case,
        posts,
        along,
        others={worker: match for worker, match in arriving.items() if worker not in people},
        had={worker: match.employer for worker in along if (match := standings[worker].match) is not None},
    )
