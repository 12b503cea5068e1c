"""One event on the scene: whose business it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve

from laborcoop.planning import events
from laborcoop.planning.disruptions import people, places, trips
from laborcoop.planning.disruptions.scene import Scene

_EFFECTS: Mapping[type, Callable[[Any, Scene], Scene]] = {
    events.NoShow: people.no_show,
    events.LateCancel: people.late_cancel,
    events.BoardElsewhere: people.board_elsewhere,
    events.TripCancelled: trips.trip_cancelled,
    events.TripDelayed: trips.trip_delayed,
    events.TripRenumbered: trips.trip_renumbered,
    events.VehicleBreakdown: trips.vehicle_breakdown,
    events.VehicleSwap: trips.vehicle_swap,
    events.DriverOverHours: trips.driver_over_hours,
    events.StopSkipped: trips.stop_skipped,
    events.RoomOutOfService: places.room_out_of_service,
    events.PostWithdrawn: places.post_withdrawn,
    events.EmployerSuspended: places.employer_suspended,
    events.DuplicateIdentity: people.duplicate_identity,
    events.TicketMismatch: people.ticket_mismatch,
    events.HealthStop: people.health_stop,
    events.InjuryEnRoute: people.injury_en_route,
    events.MissingAtHandover: people.missing_at_handover,
    events.WorkerRefuses: people.worker_refuses,
    events.ContractDiffersFromOffer: places.contract_differs,
}


def take(event: events.Event, scene: Scene) -> Scene:
    """The scene after an event, with the event in its log.

    Raises:
        Refusal: what it names is not there, or what it says cannot have happened.
    """
    after = _EFFECTS[type(event)](event, scene)
    return evolve(after, log=evolve(after.log, events=(*after.log.events, event)))
