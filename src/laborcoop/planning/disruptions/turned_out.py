"""Another bed for whoever goes no further and whose room cannot be slept in: a free one where they are that suits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from laborcoop.journey import Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.adults import child_age, of_age
from laborcoop.planning.bed_rules import bed_needs, room_limits, unfit_rooms
from laborcoop.planning.disruptions.again import Again, bed_of, closed_beds, with_stays
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Standing
from laborcoop.retention import BedNeed, Stay
from laborcoop.retention.beds import Bed, BedRequest, find_beds

Standings = Mapping[WorkerId, Standing]
Beds = dict[WorkerId, Stay]


def with_other_beds(look: Look, before: Standings, again: Again) -> Again:
    """How people have been planned again, and those turned out of their rooms with the beds that they get instead.

    Those who go on have theirs first. Of a party all sleep in one house; where none has beds for all, each has what
    is free.

    Args:
        look: the case and how everyone stands.
        before: how everyone stood before the event, with the nights of the rooms that it has closed.
        again: how people have been planned since.
    """
    now = {**look.scene.standings, **again.standings}
    out = _turned_out(look, before, now)
    if not out:
        return again
    taken = closed_beds(look)
    for standing in now.values():
        for stay in standing.stays:
            taken[bed_of(stay)].append(stay.period)
    found = _beds(look, out, taken, together=True)
    for stay in found.values():
        taken[bed_of(stay)].append(stay.period)
    found |= _beds(look, {worker: night for worker, night in out.items() if worker not in found}, taken, together=False)
    return evolve(
        again,
        standings={
            **again.standings,
            **{worker: _in_bed(look, now[worker], stay) for worker, stay in sorted(found.items())},
        },
    )


def _turned_out(look: Look, before: Standings, now: Standings) -> dict[WorkerId, Stay]:
    """The night of everyone who has none any more because the room is closed, in the bed that it was to be."""
    found = {}
    for worker, standing in now.items() if look.tonight.closed else ():
        if standing.left is None or standing.left.stage is Stage.ADMISSION:
            continue
        night = look.tonight.due(before[worker].stays, look.done[worker])
        has_one = night is None or any(night.period.start in stay.period for stay in standing.stays)
        if night is not None and not has_one and look.tonight.is_closed(night):
            found[worker] = night
    return found


def _beds(look: Look, out: Mapping[WorkerId, Stay], taken: Mapping[Bed, Sequence[Period]], *, together: bool) -> Beds:
    """The beds of some people, as far as there are any: in houses where they are, for the night that they had."""
    case, needs = look.travel.case, bed_needs(look.travel.case)
    open_houses = [house for house in case.lodgings if house.id not in look.travel.barred.lodgings]
    requests = []
    for worker, night in sorted(out.items()):
        age, on = look.travel.workers[worker].age(night.period.start), night.period.start
        here = look.houses[night.lodging]
        need = needs.get(worker, BedNeed(worker=worker))
        requests.append(
            BedRequest(
                worker=worker,
                sex=look.travel.workers[worker].sex,
                period=night.period,
                lodgings=frozenset(house.id for house in open_houses if house.place == here),
                party=look.travel.registrations[worker].together if together else None,
                along=not look.travel.registrations[worker].works,
                child=age < child_age(case, on),
                adult=age >= of_age(case, on),
                beside=look.travel.beside(worker),
                lower_bed=need.lower_bed,
                low_floor=need.low_floor,
            )
        )
    nights = {night.period.start for night in out.values()}
    found = find_beds(requests, open_houses, taken=taken, holds=room_limits(case, nights), unfit=unfit_rooms(case))
    return {worker: stay for worker, (stay,) in found.stays.items()}


def _in_bed(look: Look, standing: Standing, night: Stay) -> Standing:
    """How somebody stands with one night more."""
    nights, stays = with_stays(look, standing.stays, {look.town(night): (night,)})
    return evolve(standing, nights=nights, stays=stays)
