"""The check of planned convoys from their records and the rules; it shares no code with what made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from laborcoop.kernel.ids import ConvoyId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.verification.convoy_roads import jumps, off_the_ways
from laborcoop.planning.verification.convoy_times import out_of_time
from laborcoop.planning.verification.driving import driven, run_in_turn
from laborcoop.planning.verification.room import crew_of
from laborcoop.transfer import DriverHours, Ticket
from laborcoop.transfer.change import TripOverlap

if TYPE_CHECKING:
    from laborcoop.planning.convoys import PlannedConvoys
    from laborcoop.rulebook import Context, Finding
    from laborcoop.transfer import FeederCoach, FeederRun


def faults(planned: PlannedConvoys) -> tuple[Text, ...]:
    """What is wrong: with the rules on legs and drivers, with seats, stops, deadlines, gates."""
    return (
        *_of_rules(planned),
        *_of_runs(planned),
        *_of_figures(planned),
        *_of_people(planned),
        *_on_no_ticket(planned),
        *_on_another_trip(planned),
        *_recorded(planned),
        *out_of_time(planned),
        *jumps(planned),
        *off_the_ways(planned),
    )


def _of_rules(planned: PlannedConvoys) -> Iterator[Text]:
    """The legs are in the case, and no rule excludes one of them or a driver of theirs."""
    case = planned.case
    everything = [leg for convoy in case.convoys for leg in convoy.legs]
    known = {leg.id: leg for leg in everything}
    drivers = {driver for leg in planned.legs for driver in leg.drivers}
    for leg in planned.legs:
        if known.get(leg.id) != leg:
            yield Text("案例中没有班次 {leg}", "the case does not have the leg {leg}").format(leg=leg.id)
    judged: list[tuple[str, object, datetime, PlaceId]] = [
        (leg.id, leg, leg.depart, leg.stops[0].place) for leg in planned.legs
    ]
    yield from _hours_kept(planned)
    judged += [
        (pair.second.id, pair, pair.second.depart, pair.second.stops[0].place)
        for pair in run_in_turn(everything)
        if pair.second in planned.legs or pair.first in planned.legs
    ]
    for duty in driven(everything, case.records_of(DriverHours)):
        if duty.driver in drivers:
            first = min(duty.sections, key=lambda section: section.depart)
            judged.append((duty.driver, duty, first.depart, first.start))
    for name, subject, depart, place in judged:
        said = case.book.judge(subject, name, on=depart.date(), region=case.region_of(place))
        for finding in [each for each in said if each.excludes]:
            yield _told(name, finding)


def _hours_kept(planned: PlannedConvoys) -> Iterator[Text]:
    """The hours that lie behind the drivers of the coaches are in the case, where whatever comes of it counts them."""
    behind = {one.driver: one.driven for one in planned.case.records_of(DriverHours)}
    for coach in (coach for one in planned.coaches for coach in (*one.feeders, *one.deliveries)):
        for member in coach.crew:
            known = behind.get(member.driver, ())
            if not all(any(one.start <= span.start and span.end <= one.end for one in known) for span in member.driven):
                yield Text("案例没有 {driver} 此前的工时", "the case lacks hours that lie behind {driver}").format(
                    driver=member.driver
                )


def _carried(planned: PlannedConvoys) -> Iterator[tuple[ConvoyId, WorkerId, list[FeederRun]]]:
    """Everybody who is carried, with the convoy and the runs that they ride, in the order of time."""
    for convoy, found in planned.collected.items():
        delivered = planned.delivered[convoy].runs if convoy in planned.delivered else ()
        for worker in sorted({ride.worker for run in found.runs for ride in run.rides} & planned.carried):
            yield (
                convoy,
                worker,
                [run for run in (*found.runs, *delivered) if worker in {ride.worker for ride in run.rides}],
            )


def _on_no_ticket(planned: PlannedConvoys) -> Iterator[Text]:
    """Whoever is carried may hold a ticket for some train or flight of the convoy, where it has any (TR-14)."""
    case = planned.case
    people = {worker.id: worker for worker in case.workers}
    trains = {convoy.id: [leg for leg in convoy.legs if not leg.mode.is_coach] for convoy in case.convoys}
    for convoy, worker, _ in _carried(planned):
        said = [
            [
                finding
                for finding in case.book.judge(
                    Ticket(worker=people[worker], leg=leg),
                    worker,
                    on=leg.depart.date(),
                    region=case.region_of(leg.stops[0].place),
                )
                if finding.excludes
            ]
            for leg in trains[convoy]
        ]
        if said and all(said):
            yield from (_told(worker, finding) for finding in said[0])


def _on_another_trip(planned: PlannedConvoys) -> Iterator[Text]:
    """Nobody who is carried is on another trip between boarding and the last stop in these coaches (TR-15)."""
    case = planned.case
    trips = {one.worker: one.other_trip for one in case.registrations}
    for _, worker, runs in _carried(planned):
        trip = trips[worker]
        if trip is not None:
            depart = min(
                stop.depart
                for ride in runs[0].rides
                if ride.worker == worker
                for stop in runs[0].leg.stops
                if stop.place == ride.board
            )
            overlap = TripOverlap(worker=worker, booked=trip, depart=depart, arrive=runs[-1].leg.arrive)
            said = case.book.judge(overlap, worker, on=depart.date(), region=case.region_of(runs[0].leg.stops[0].place))
            yield from (_told(worker, finding) for finding in said if finding.excludes)


def _told(name: str, finding: Finding) -> Text:
    return Text("{name}：{rule} {what}", "{name}: {rule} {what}").format(
        name=name, rule=finding.rule, what=finding.message
    )


def _runs(planned: PlannedConvoys) -> Iterator[tuple[FeederCoach, FeederRun]]:
    """Each run with its coach as that convoy has it: another may have it with another crew."""
    feeders = {one.convoy: one.feeders for one in planned.coaches}
    deliveries = {one.convoy: one.deliveries for one in planned.coaches}
    for found, given in ((planned.collected, feeders), (planned.delivered, deliveries)):
        for convoy, answer in found.items():
            coaches = {coach.vehicle.id: coach for coach in given[convoy]}
            for run in answer.runs:
                yield coaches[run.coach], run


def _of_runs(planned: PlannedConvoys) -> Iterator[Text]:
    """Everybody sits alone in a seat that is not the crew's, and boards and alights where the coach lets them."""
    case = planned.case
    for coach, run in _runs(planned):
        then = case.book.context(run.leg.depart.date(), case.region_of(run.leg.stops[0].place))
        crew = crew_of(case, run.leg)
        seats = Counter([*run.leg.vehicle.seat_labels()[:crew], *(ride.seat for ride in run.rides)])
        if len(run.rides) > max(0, run.leg.vehicle.rated - crew) or max(seats.values(), default=1) > 1:
            yield Text("{leg} 座位不够或重复", "{leg}: a seat too few, or one taken twice").format(leg=run.leg.id)
        if not seats.keys() <= set(run.leg.vehicle.seat_labels()):
            yield Text("{leg} 没有所写的座位", "{leg} has no seat that is named so").format(leg=run.leg.id)
        yield from _kept_free(run, then)
        drivers = len(coach.crew) if crew > run.leg.escorts else 0
        if crew < coach.escorts + drivers:
            yield Text("{leg} 有随车人员没有座位", "{leg}: somebody of the crew has no seat").format(leg=run.leg.id)
        boards = [stop.place for stop in run.leg.stops if stop.boarding]
        alights = [stop.place for stop in run.leg.stops if stop.alighting]
        order = [stop.place for stop in run.leg.stops]
        for ride in run.rides:
            in_order = ride.board in boards and ride.alight in alights
            if not in_order or order.index(ride.board) >= order.index(ride.alight) or ride.leg != run.leg.id:
                yield Text("{worker} 不能在 {leg} 这样上下车", "{worker} cannot ride {leg} like this").format(
                    worker=ride.worker, leg=run.leg.id
                )


def _of_figures(planned: PlannedConvoys) -> Iterator[Text]:
    """The kilometres are those of the legs, of coaches that deliver with the way back too; no bound is above them."""
    for answers, comes_back in ((planned.collected, False), (planned.delivered, True)):
        for found in answers.values():
            driven_km = sum((stop.km or Decimal(0) for leg in found.legs for stop in leg.stops), Decimal(0))
            is_right = found.km >= driven_km if comes_back else found.km == driven_km
            if not is_right or found.bound_km > found.km:
                yield Text(
                    "所写 {km} 公里（下限 {bound}）与班次的 {driven} 公里不符",
                    "{km} km (no fewer than {bound}) are written, and the legs drive {driven} km",
                ).format(km=found.km, bound=found.bound_km, driven=driven_km)


def _kept_free(run: FeederRun, then: Context) -> Iterator[Text]:
    """Against an epidemic: no coach fuller than the load factor, nobody in the rear two rows where they are known.

    No level of risk is recorded of these legs.
    """
    names = [name for name in ("load_cap", "isolation_rows", "rear_rows_seats") if name in then.parameters]
    asked = {name: then.value(name) for name in names}
    cap, rear = asked.get("load_cap"), asked.get("rear_rows_seats")
    rated = run.leg.vehicle.rated
    if cap is not None and Decimal(len(run.rides)) * 100 > rated * Decimal(cap):
        yield Text("{leg} 超过防疫期间的客座率上限", "{leg} is fuller than the measures allow").format(leg=run.leg.id)
    behind = run.leg.vehicle.seat_labels()[rated - int(rear or 0) :] if asked.get("isolation_rows") is True else ()
    if not {ride.seat for ride in run.rides}.isdisjoint(behind):
        yield Text("{leg} 的后两排有人乘坐", "people sit in the rear two rows of {leg}").format(leg=run.leg.id)


def _recorded(planned: PlannedConvoys) -> Iterator[Text]:
    """Whoever is left out by these convoys is recorded so: others would lose their seats to them."""
    asked = {one.convoy for one in planned.coaches}
    out: dict[WorkerId, set[ConvoyId]] = {}
    for record in planned.case.records_of(NotCarried):
        out.setdefault(record.worker, set()).update(record.convoys)
    for worker in sorted(planned.came_in):
        if out.get(worker, set()) & asked != (asked if worker in planned.left_out else set()):
            yield Text(
                "{worker}：已成行却记为未成行，或未成行而无记录",
                "{worker}: is carried and recorded as left out by these convoys, or left out and not",
            ).format(worker=worker)


def _of_people(planned: PlannedConvoys) -> Iterator[Text]:
    """Whoever is carried is registered for that batch and boards where registered; nobody rides in two."""
    registered = {one.worker: one for one in planned.case.registrations}
    convoy_of: dict[WorkerId, ConvoyId] = {}
    for convoy, found in planned.collected.items():
        for run in found.runs:
            for ride in run.rides:
                other = convoy_of.setdefault(ride.worker, convoy)
                one = registered[ride.worker]
                carried = ride.worker not in planned.left_out
                if other != convoy or (carried and (one.batches != {convoy} or one.boarding != ride.board)):
                    yield Text("{worker} 的批次或上车点不符", "{worker}: another batch or another stop").format(
                        worker=ride.worker
                    )
    for convoy, found in planned.delivered.items():
        for run in found.runs:
            for ride in run.rides:
                if convoy_of.get(ride.worker) != convoy:
                    yield Text("{worker} 没有到达车站", "{worker} was not brought to the station").format(
                        worker=ride.worker
                    )
