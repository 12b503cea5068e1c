"""返岗: people are carried point to point: convoys, legs, stops, vehicles, seats, hand-over."""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.transfer.arrival import GateList
    from laborcoop.transfer.batching import Batches, Trip, Wish, make_batches
    from laborcoop.transfer.boarding import Boarding, SeatUse, Ticket
    from laborcoop.transfer.change import Change, TripOverlap
    from laborcoop.transfer.charter import Charter, CharterRun, Incident, IncidentKind
    from laborcoop.transfer.coach_routes import CoachRoute, CoachRoutes, Pickup, RouteCoach, RouteProblem, find_routes
    from laborcoop.transfer.coach_way import Halt
    from laborcoop.transfer.collected import Collected, FeederRun, Overnight
    from laborcoop.transfer.collecting import Collecting, FeederCoach
    from laborcoop.transfer.convoy import Convoy, ServiceMode
    from laborcoop.transfer.convoy_status import CONVOY_LIFECYCLE, ConvoyStatus
    from laborcoop.transfer.delivering import Delivering
    from laborcoop.transfer.departure_check import DepartureCheck, VehicleBody
    from laborcoop.transfer.driven_ways import joined_to, ways_driven
    from laborcoop.transfer.driver import Driver, DriverAssignment
    from laborcoop.transfer.duty import DriverDuty, DriverHours, LegsInTurn, Shared, duties, in_turn, shared_by
    from laborcoop.transfer.fares import (
        CoachFare,
        Fare,
        FareParty,
        GroupBooking,
        MinorTravel,
        Payer,
        StudentTicket,
        TicketKind,
    )
    from laborcoop.transfer.feeder_search import collect
    from laborcoop.transfer.handover import Handover, Reconciliation
    from laborcoop.transfer.leg import Leg, Road, Section, Stop
    from laborcoop.transfer.loads import Waiting
    from laborcoop.transfer.precautions import HealthCheck, Precautions, RiskLevel
    from laborcoop.transfer.ride import Ride
    from laborcoop.transfer.tickets import least_tickets
    from laborcoop.transfer.timetable_refusal import NoTimetable
    from laborcoop.transfer.timetables import CrewMember, Hold, Timetable, timetable
    from laborcoop.transfer.travel_times import GreatCircle, RestPlace, TravelTimes, Way
    from laborcoop.transfer.vehicle import TrainNumber, TransportMode, Vehicle
    from laborcoop.transfer.ways_joined import joined
else:
    __getattr__ = lazy(
        __name__,
        {
            "arrival": "GateList",
            "batching": "Batches Trip Wish make_batches",
            "boarding": "Boarding SeatUse Ticket",
            "change": "Change TripOverlap",
            "charter": "Charter CharterRun Incident IncidentKind",
            "coach_routes": "CoachRoute CoachRoutes Pickup RouteCoach RouteProblem find_routes",
            "coach_way": "Halt",
            "collected": "Collected FeederRun Overnight",
            "collecting": "Collecting FeederCoach",
            "convoy": "Convoy ServiceMode",
            "convoy_status": "CONVOY_LIFECYCLE ConvoyStatus",
            "delivering": "Delivering",
            "departure_check": "DepartureCheck VehicleBody",
            "driven_ways": "joined_to ways_driven",
            "driver": "Driver DriverAssignment",
            "duty": "DriverDuty DriverHours LegsInTurn Shared duties in_turn shared_by",
            "fares": "CoachFare Fare FareParty GroupBooking MinorTravel Payer StudentTicket TicketKind",
            "feeder_search": "collect",
            "handover": "Handover Reconciliation",
            "leg": "Leg Road Section Stop",
            "loads": "Waiting",
            "precautions": "HealthCheck Precautions RiskLevel",
            "ride": "Ride",
            "tickets": "least_tickets",
            "timetable_refusal": "NoTimetable",
            "timetables": "CrewMember Hold Timetable timetable",
            "travel_times": "GreatCircle RestPlace TravelTimes Way",
            "vehicle": "TrainNumber TransportMode Vehicle",
            "ways_joined": "joined",
        },
    )


__all__ = [
    "CONVOY_LIFECYCLE",
    "Batches",
    "Boarding",
    "Change",
    "Charter",
    "CharterRun",
    "CoachFare",
    "CoachRoute",
    "CoachRoutes",
    "Collected",
    "Collecting",
    "Convoy",
    "ConvoyStatus",
    "CrewMember",
    "Delivering",
    "DepartureCheck",
    "Driver",
    "DriverAssignment",
    "DriverDuty",
    "DriverHours",
    "Fare",
    "FareParty",
    "FeederCoach",
    "FeederRun",
    "GateList",
    "GreatCircle",
    "GroupBooking",
    "Halt",
    "Handover",
    "HealthCheck",
    "Hold",
    "Incident",
    "IncidentKind",
    "Leg",
    "LegsInTurn",
    "MinorTravel",
    "NoTimetable",
    "Overnight",
    "Payer",
    "Pickup",
    "Precautions",
    "Reconciliation",
    "RestPlace",
    "Ride",
    "RiskLevel",
    "Road",
    "RouteCoach",
    "RouteProblem",
    "SeatUse",
    "Section",
    "ServiceMode",
    "Shared",
    "Stop",
    "StudentTicket",
    "Ticket",
    "TicketKind",
    "Timetable",
    "TrainNumber",
    "TransportMode",
    "TravelTimes",
    "Trip",
    "TripOverlap",
    "Vehicle",
    "VehicleBody",
    "Waiting",
    "Way",
    "Wish",
    "collect",
    "duties",
    "find_routes",
    "in_turn",
    "joined",
    "joined_to",
    "least_tickets",
    "make_batches",
    "shared_by",
    "timetable",
    "ways_driven",
]


def __dir__() -> list[str]:
    return __all__
