"""返岗: people are carried point to point: convoys, legs, stops, vehicles, seats, hand-over."""

from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.handover import Handover, Reconciliation
from laborcoop.transfer.leg import Leg, Road, Section, Stop
from laborcoop.transfer.ride import Ride
from laborcoop.transfer.vehicle import TrainNumber, TransportMode, Vehicle

__all__ = [
    "Convoy",
    "Handover",
    "Leg",
    "Reconciliation",
    "Ride",
    "Road",
    "Section",
    "Stop",
    "TrainNumber",
    "TransportMode",
    "Vehicle",
]
