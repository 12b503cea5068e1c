"""Who of those who wait for an opening can hear of none in time: one that falls free is kept for whoever can."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from attrs import evolve

from laborcoop.hiring import match_posts
from laborcoop.hiring.match import Earlier
from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.moments import instant, later
from laborcoop.kernel.text import Text
from laborcoop.planning.accompanying import bound
from laborcoop.planning.boarding_places import boarding_places
from laborcoop.planning.disruptions.again import Again
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Standing

_HOUR = timedelta(hours=1)
_FILLED = frozenset({"posts.no-opening", "posts.too-late"})


def beyond_reach(look: Look, cut_off: timedelta) -> frozenset[WorkerId]:
    """Those who wait for an opening, and whom every leg leaves too soon now to tell them."""
    told = instant(later(look.scene.now, cut_off))
    return frozenset(
        worker for worker in look.waiting if _waits_for_opening(look, worker) and not _leaves(look, worker, told)
    )


def _waits_for_opening(look: Look, worker: WorkerId) -> bool:
    left = look.scene.standings[worker].left
    return (
        left is not None
        and left.stage is Stage.POSTS
        and any(reason.code in _FILLED for reason in left.reasons)
        and not look.done[worker]
    )


def _leaves(look: Look, worker: WorkerId, told: datetime) -> bool:
    """Whether somebody can still set out for the gate of some post who is told at that instant at the latest."""
    travel, wish = look.travel, look.travel.registrations[worker]
    starts = boarding_places(travel.case.places, travel.workers[worker], wish)
    gates = {travel.employers[post.employer].gate for post in travel.case.posts if post.employer in travel.employers}
    return any(
        instant(route.depart) >= told and not look.scene.has_come(route.depart)
        for convoy in travel.case.convoys
        if not wish.batches or convoy.id in wish.batches
        for start in starts
        for gate in sorted(gates)
        for route in travel.network.long_haul(convoy.id, start, gate)
    )


def told_of_openings(look: Look, again: Again, late: frozenset[WorkerId], cut_off: timedelta) -> Again:
    """How those stand who can hear of no opening in time: told so where one that suits is free, else why none is.

    Whoever goes along with one of them is told of that one.

    Args:
        look: the case and how everyone stood.
        again: how the others have been planned since.
        late: those who can hear of none.
        cut_off: how long before their first leg leaves they must know.
    """
    if not late:
        return again
    travel, standings = look.travel, look.scene.standings
    now = {**standings, **again.standings}
    held = Counter(one.match.post for worker, one in now.items() if one.match is not None and worker not in late)
    free = [
        evolve(post, openings=held[post.id] + len(late)) if post.openings > held[post.id] else post
        for post in travel.case.posts
    ]
    working = [worker for worker in sorted(late) if travel.registrations[worker].works]
    found = match_posts(
        [travel.workers[worker] for worker in working],
        travel.registrations,
        travel.case.employers,
        free,
        barred_employers=travel.barred.employers,
        barred_posts=travel.barred.posts,
        first_working_day=travel.case.campaign.first_working_day,
        earlier=Earlier(held=held, refused=look.scene.log.refused),
    )
    too_late = Reason(code="posts.too-late", text=_TOO_LATE.format(hours=f"{cut_off / _HOUR:g}"))
    told = {worker: _left(standings[worker], found.left_out.get(worker), too_late) for worker in working}
    left_out = {worker: one.left.reasons for worker, one in told.items() if one.left is not None}
    arriving = {worker: one.match for worker, one in now.items() if one.is_arriving and one.match is not None}
    along = late.difference(working)
    taken = bound(travel.case, evolve(found, placed={}, left_out=left_out), along, others=arriving)
    told |= {worker: _left(standings[worker], taken.left_out.get(worker), too_late) for worker in sorted(along)}
    return evolve(again, standings={**again.standings, **told})


def _left(standing: Standing, reasons: tuple[Reason, ...] | None, too_late: Reason) -> Standing:
    left = standing.left
    assert left is not None  # noqa: S101 - whoever waits is left out
    if reasons is None:
        reasons = (*(reason for reason in left.reasons if reason.code not in _FILLED), too_late)
    return evolve(standing, left=evolve(left, reasons=reasons))


_TOO_LATE = Text(
    "空出名额时已来不及通知：候补人员须在首程出发前 {hours} 小时得知",
    "an opening fell free too late: whoever waits must hear of it {hours} hours before the first leg leaves",
)
