"""One worker from the home door to the factory gate: what was asked for, what each stage gave, every step."""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.journey.feedback import Feedback, satisfied
    from laborcoop.journey.itinerary import Itinerary, Step, StepKind
    from laborcoop.journey.journey import EarlyEnd, Journey, JourneyEnd
    from laborcoop.journey.journey_status import JOURNEY_LIFECYCLE, JourneyStatus
    from laborcoop.journey.outcome import Outcome, Proof, Reason, Stage
    from laborcoop.journey.registration import OtherTrip, Purpose, Registration
    from laborcoop.journey.through_service import ThroughService
else:
    __getattr__ = lazy(
        __name__,
        {
            "feedback": "Feedback satisfied",
            "itinerary": "Itinerary Step StepKind",
            "journey": "EarlyEnd Journey JourneyEnd",
            "journey_status": "JOURNEY_LIFECYCLE JourneyStatus",
            "outcome": "Outcome Proof Reason Stage",
            "registration": "OtherTrip Purpose Registration",
            "through_service": "ThroughService",
        },
    )


__all__ = [
    "JOURNEY_LIFECYCLE",
    "EarlyEnd",
    "Feedback",
    "Itinerary",
    "Journey",
    "JourneyEnd",
    "JourneyStatus",
    "OtherTrip",
    "Outcome",
    "Proof",
    "Purpose",
    "Reason",
    "Registration",
    "Stage",
    "Step",
    "StepKind",
    "ThroughService",
    "satisfied",
]


def __dir__() -> list[str]:
    return __all__
