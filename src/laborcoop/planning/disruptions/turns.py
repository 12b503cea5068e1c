"""Whom an event broke, and those who wait, planned again: at once, then in turns, for what the others leave."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.again import IN_TOWN, Again, laid_out, to_gates
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Standing
from laborcoop.planning.disruptions.wider import plan_with_room, together
from laborcoop.planning.room_left import RoomLeft
from laborcoop.planning.seating import seat_requests, take_routes


def plan_again(
    look: Look, affected: frozenset[WorkerId], cut_off: timedelta, late: frozenset[WorkerId] = frozenset()
) -> Again:
    """Plan those whom an event broke again, with those who wait; nobody who has a place loses it to company that waits.

    People of a party go together. Where one of them waits, the others are planned anew with that one; if they then have
    no place any more, they keep what they have, and the one goes on waiting.

    Args:
        look: the case and how everyone stands.
        affected: those whom the event broke.
        cut_off: how long before their first leg leaves those who wait must know.
        late: those who wait in vain: they can hear of nothing in time.
    """
    people = together(look, affected | look.waiting) - late
    if not people:
        return Again(standings={}, outcomes=())
    again = _with_what_falls_free(look, people, cut_off)
    registrations, standings = look.travel.registrations, look.scene.standings
    kept = frozenset(worker for worker in people - affected if standings[worker].is_arriving)
    parties = {registrations[worker].together for worker in again.lost(kept)}
    parties -= {registrations[worker].together for worker in affected}
    company = frozenset(worker for worker in people if registrations[worker].together in parties)
    if not parties:
        return again
    rest = people - company
    tried = _with_what_falls_free(look, rest, cut_off) if rest else Again(standings={}, outcomes=())
    waiting = {worker: _waits_on(standings[worker]) for worker in company & look.waiting}
    return evolve(tried, standings={**tried.standings, **waiting})


def _with_what_falls_free(look: Look, people: frozenset[WorkerId], cut_off: timedelta) -> Again:
    """Plan some people again; whoever is left out then asks once more for what the others leave.

    A further turn is taken where somebody arrives by it, or is told what is so: a leg may be called full that is not.
    """
    again = last = plan_with_room(look, people, cut_off)
    while True:
        told = _told_full(look, last)
        able = told | _with_room_left(look, again, cut_off)
        more = _next_in_turn(look, again, able, cut_off)
        if told and not _arriving(more):
            more = _next_in_turn(look, again, told, cut_off)
        elif not _arriving(more):
            return again
        again = Again(standings={**again.standings, **more.standings}, outcomes=(*again.outcomes, *more.outcomes[1:]))
        last = more


def _arriving(again: Again) -> bool:
    return any(standing.is_arriving for standing in again.standings.values())


def _with_room_left(look: Look, again: Again, cut_off: timedelta) -> frozenset[WorkerId]:
    """Those left out before they have set out to whom a way is open in what the others leave."""
    out = [
        standing.match
        for worker, standing in sorted(again.standings.items())
        if standing.left is not None and standing.match is not None and not look.done[worker]
    ]
    if not out:
        return frozenset()
    left = laid_out(look, frozenset(match.worker for match in out), cut_off, again)
    return RoomLeft(left).open_to(dict(zip(out, seat_requests(left, out), strict=True)))


def _told_full(look: Look, again: Again) -> frozenset[WorkerId]:
    """Those who find a leg full on which somebody else would have a seat, and gets no further."""
    left = {worker: standing.left for worker, standing in again.standings.items() if standing.left is not None}
    freed = {
        hop.leg.id
        for worker, one in left.items()
        if one.stage in IN_TOWN and not look.done[worker] and (route := again.standings[worker].route) is not None
        for hop in route.hops
    }
    full = {
        worker: {leg for reason in one.reasons for leg in reason.about}
        for worker, one in left.items()
        if one.stage is Stage.SEATS and not look.done[worker]
    }
    return frozenset(worker for worker, legs in full.items() if not freed.isdisjoint(legs))


def _next_in_turn(look: Look, again: Again, people: frozenset[WorkerId], cut_off: timedelta) -> Again:
    """Those who are left out once more, for what the others leave free since."""
    matches = {worker: match for worker in sorted(people) if (match := again.standings[worker].match) is not None}
    if not matches:
        return Again(standings={}, outcomes=())
    posts = evolve(again.outcomes[0], came_in=frozenset(matches), placed=matches, left_out={}, not_needed=frozenset())
    travel = laid_out(look, frozenset(matches), cut_off, again)
    return to_gates(look, travel, posts, take_routes(travel, seat_requests(travel, matches.values())))


_NO_COMPANY = Reason(
    code="posts.company",
    text=Text(
        "没有可与同行的人一起去的位子，同行的人保留原有安排",
        "there is no place on which to go with the others of the party, who keep theirs",
    ),
)


def _waits_on(standing: Standing) -> Standing:
    left = standing.left
    assert left is not None  # noqa: S101 - whoever waits is left out
    others = tuple(reason for reason in left.reasons if reason.code != _NO_COMPANY.code)
    return evolve(standing, left=evolve(left, reasons=(_NO_COMPANY, *others)))
