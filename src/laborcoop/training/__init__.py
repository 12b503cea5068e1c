"""推岗: technical schools train, and recommend those who graduate."""

from laborcoop.training.aid import AidEnd, EarlyLeaver, GraduateOffers, StudentAid, StudentAidId, YuluPlan
from laborcoop.training.aid_status import AID_LIFECYCLE, AidStatus
from laborcoop.training.intake import (
    TrainingApplication,
    TrainingCourse,
    TrainingIntake,
    intake_market,
    plan_intake,
)
from laborcoop.training.intake_verify import verify_intake
from laborcoop.training.internship import (
    HostDuties,
    InformedConsent,
    InternHours,
    InternPay,
    InternShare,
    Internship,
    InternshipId,
    InternshipKind,
    InternWork,
    TripartiteAgreement,
    WorkMatch,
)
from laborcoop.training.offers import (
    OfferAnswer,
    OfferLog,
    OfferMarket,
    OfferPlace,
    OfferSeeker,
    OfferStanding,
    RefusedAnswer,
    TrainingOffer,
    make_offers,
)
from laborcoop.training.offers_verify import verify_offers
from laborcoop.training.placement import Recommendation, TrainingPlacement
from laborcoop.training.placement_status import PLACEMENT_LIFECYCLE, PlacementStatus
from laborcoop.training.programme import TrainingProgramme, TrainingSchool

__all__ = [
    "AID_LIFECYCLE",
    "PLACEMENT_LIFECYCLE",
    "AidEnd",
    "AidStatus",
    "EarlyLeaver",
    "GraduateOffers",
    "HostDuties",
    "InformedConsent",
    "InternHours",
    "InternPay",
    "InternShare",
    "InternWork",
    "Internship",
    "InternshipId",
    "InternshipKind",
    "OfferAnswer",
    "OfferLog",
    "OfferMarket",
    "OfferPlace",
    "OfferSeeker",
    "OfferStanding",
    "PlacementStatus",
    "Recommendation",
    "RefusedAnswer",
    "StudentAid",
    "StudentAidId",
    "TrainingApplication",
    "TrainingCourse",
    "TrainingIntake",
    "TrainingOffer",
    "TrainingPlacement",
    "TrainingProgramme",
    "TrainingSchool",
    "TripartiteAgreement",
    "WorkMatch",
    "YuluPlan",
    "intake_market",
    "make_offers",
    "plan_intake",
    "verify_intake",
    "verify_offers",
]
