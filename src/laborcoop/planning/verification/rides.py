"""Every ride is on a lawful leg, between stops it may use, in a seat that nobody else has meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Barred, Check, fault
from laborcoop.planning.verification.moments import has_come, without_ticket
from laborcoop.planning.verification.room import crew_of
from laborcoop.transfer import Precautions

if TYPE_CHECKING:
    from laborcoop.kernel.ids import LegId, PlaceId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding
    from laborcoop.transfer import Leg, Ride


def check_rides(plan: ReturnPlan, barred: Barred) -> Iterator[Finding]:
    """Legs, stops, seats and numbers aboard."""
    case = plan.case
    convoys = {leg.id: convoy for convoy in case.convoys for leg in convoy.legs}
    legs = plan.legs()
    seats_of = {leg.id: leg.vehicle.seat_labels() for leg in legs.values()}
    labels = {leg_id: frozenset(every) for leg_id, every in seats_of.items()}
    crews: dict[str, int] = {leg.id: crew_of(plan.case, leg) for leg in legs.values()}
    of_crew = {leg_id: frozenset(every[: crews[leg_id]]) for leg_id, every in seats_of.items()}
    places = {leg.id: {stop.place: at for at, stop in enumerate(leg.stops)} for leg in legs.values()}
    no_ticket = without_ticket(plan.log)
    seats: Counter[tuple[str, str, int]] = Counter()
    aboard: Counter[tuple[str, int]] = Counter()
    for ride in plan.rides:
        leg = legs.get(ride.leg)
        span = _span(ride, leg, places)
        if leg is None or span is None:
            yield fault(
                Check.RIDE,
                ride.worker,
                Text("不能在 {leg} 的这两站上下车", "{leg} cannot be boarded and left at these stops"),
                leg=ride.leg,
            )
            continue
        records = {("leg", leg.id), ("convoy", convoys[leg.id].id), *(("driver", driver) for driver in leg.drivers)}
        if barred & records and not has_come(plan.log, leg.stops[span.start].depart):
            yield fault(Check.RIDE, ride.worker, Text("{leg} 被规则排除", "{leg} is barred by a rule"), leg=leg.id)
        if (ride.worker, leg.id) in no_ticket:
            yield fault(
                Check.RIDE, ride.worker, Text("{leg} 的车票与证件不符", "holds no right ticket for {leg}"), leg=leg.id
            )
        if ride.seat not in labels[leg.id]:
            yield fault(Check.SEAT, ride.worker, Text("{leg} 没有这个座位", "{leg} has no such seat"), leg=leg.id)
        if ride.seat in of_crew[leg.id]:
            yield fault(
                Check.SEAT,
                ride.worker,
                Text("{leg} 的这个座位是随车人员的", "that seat of {leg} is its crew's"),
                leg=leg.id,
            )
        for section in span:
            seats[leg.id, ride.seat, section] += 1
            aboard[leg.id, section] += 1
    for (leg_id, seat, section), riders in sorted(seats.items()):
        if riders > 1:
            yield fault(
                Check.SEAT,
                leg_id,
                Text(
                    "第 {section} 段座位 {seat} 有 {riders} 人", "seat {seat} has {riders} riders on section {section}"
                ),
                section=section + 1,
                seat=seat,
                riders=riders,
            )
    yield from _numbers(plan, legs, aboard, crews)


def _span(ride: Ride, leg: Leg | None, places: Mapping[LegId, Mapping[PlaceId, int]]) -> range | None:
    if leg is None or ride.board not in places[leg.id] or ride.alight not in places[leg.id]:
        return None
    board, alight = places[leg.id][ride.board], places[leg.id][ride.alight]
    if board >= alight or not leg.stops[board].boarding or not leg.stops[alight].alighting:
        return None
    return range(board, alight)


def _numbers(
    plan: ReturnPlan, legs: Mapping[str, Leg], aboard: Counter[tuple[str, int]], crews: Mapping[str, int]
) -> Iterator[Finding]:
    kept = {one.leg.id: one for one in plan.case.records_of(Precautions)}
    for (leg_id, section), riders in sorted(aboard.items()):
        leg, crew = legs[leg_id], crews[leg_id]
        yield from _measures(plan, leg, riders, kept.get(leg.id))
        if riders + crew > leg.vehicle.rated:
            yield fault(
                Check.SEAT,
                leg_id,
                Text(
                    "第 {section} 段有 {riders} 人加 {crew} 名随车人员，核载 {rated} 人",
                    "section {section} has {riders} riders and {crew} crew; rated for {rated}",
                ),
                section=section + 1,
                riders=riders,
                crew=crew,
                rated=leg.vehicle.rated,
            )


def _measures(plan: ReturnPlan, leg: Leg, aboard: int, taken: Precautions | None) -> Iterator[Finding]:
    """Against an epidemic: no coach fuller than the load factor of its level of risk, seats of a train kept free.

    ``aboard`` are riders; the crew of a train sits beside them.
    """
    book = plan.case.book
    risk = "" if taken is None or taken.risk is None else f"_{taken.risk.value}"
    then = book.context(leg.depart.date(), plan.case.region_of(leg.stops[0].place))
    asked = {name: then.value(name) for name in (f"load_cap{risk}", "isolation_seats") if name in book.parameters}
    cap = asked.get(f"load_cap{risk}")
    full = leg.mode.is_coach and cap is not None and Decimal(100 * aboard) > leg.vehicle.rated * Decimal(cap)
    free = (0 if taken is None else taken.isolation_seats or 0) if asked.get("isolation_seats") is True else 0
    crowded = leg.mode.is_rail and free > 0 and aboard + leg.escorts + free > leg.vehicle.rated
    if full or crowded:
        yield fault(
            Check.SEAT,
            leg.id,
            Text("防疫期间 {riders} 人乘车，座位应更多空着", "{riders} ride, and the measures keep more seats free"),
            riders=aboard,
        )
