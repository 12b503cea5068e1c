"""返岗: people are carried point to point: convoys, legs, stops, vehicles, seats, hand-over."""

from laborcoop.transfer.arrival import GateList
from laborcoop.transfer.boarding import Boarding, SeatUse, Ticket
from laborcoop.transfer.change import Change, TripOverlap
from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.duty import DriverDuty, duties
from laborcoop.transfer.handover import Handover, Reconciliation
from laborcoop.transfer.leg import Leg, Road, Section, Stop
from laborcoop.transfer.ride import Ride
from laborcoop.transfer.vehicle import TrainNumber, TransportMode, Vehicle

__all__ = [
    "Boarding",
    "Change",
    "Convoy",
    "DriverDuty",
    "GateList",
    "Handover",
    "Leg",
    "Reconciliation",
    "Ride",
    "Road",
    "SeatUse",
    "Section",
    "Stop",
    "Ticket",
    "TrainNumber",
    "TransportMode",
    "TripOverlap",
    "Vehicle",
    "duties",
]
