"""One worker from the home door to the factory gate: what was asked for, and the way there step by step."""

from laborcoop.journey.itinerary import Itinerary, Step, StepKind
from laborcoop.journey.registration import OtherTrip, Purpose, Registration

__all__ = ["Itinerary", "OtherTrip", "Purpose", "Registration", "Step", "StepKind"]
