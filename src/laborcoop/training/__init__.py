"""推岗: technical schools train, and recommend those who graduate."""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.training.aid import AidEnd, EarlyLeaver, GraduateOffers, StudentAid, StudentAidId, YuluPlan
    from laborcoop.training.aid_status import AID_LIFECYCLE, AidStatus
    from laborcoop.training.aid_term import AidInstalment, AidTerm, aid_due
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
    from laborcoop.training.internship_plan import InternshipPlan, Signatory, SignatureDue, plan_internships
    from laborcoop.training.internship_question import HostStaff, InternshipOpening, InternshipQuestion, InternStudent
    from laborcoop.training.internship_verify import verify_internships
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
    from laborcoop.training.recommending import (
        QualityEmployer,
        Recommendations,
        recommend_graduates,
        verify_recommendations,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "aid": "AidEnd EarlyLeaver GraduateOffers StudentAid StudentAidId YuluPlan",
            "aid_status": "AID_LIFECYCLE AidStatus",
            "aid_term": "AidInstalment AidTerm aid_due",
            "intake": "TrainingApplication TrainingCourse TrainingIntake intake_market plan_intake",
            "intake_verify": "verify_intake",
            "internship": (
                "HostDuties InformedConsent InternHours InternPay InternShare Internship InternshipId InternshipKind "
                "InternWork TripartiteAgreement WorkMatch"
            ),
            "internship_plan": "InternshipPlan Signatory SignatureDue plan_internships",
            "internship_question": "HostStaff InternshipOpening InternshipQuestion InternStudent",
            "internship_verify": "verify_internships",
            "offers": (
                "OfferAnswer OfferLog OfferMarket OfferPlace OfferSeeker OfferStanding RefusedAnswer TrainingOffer "
                "make_offers"
            ),
            "offers_verify": "verify_offers",
            "placement": "Recommendation TrainingPlacement",
            "placement_status": "PLACEMENT_LIFECYCLE PlacementStatus",
            "programme": "TrainingProgramme TrainingSchool",
            "recommending": "QualityEmployer Recommendations recommend_graduates verify_recommendations",
        },
    )


__all__ = [
    "AID_LIFECYCLE",
    "PLACEMENT_LIFECYCLE",
    "AidEnd",
    "AidInstalment",
    "AidStatus",
    "AidTerm",
    "EarlyLeaver",
    "GraduateOffers",
    "HostDuties",
    "HostStaff",
    "InformedConsent",
    "InternHours",
    "InternPay",
    "InternShare",
    "InternStudent",
    "InternWork",
    "Internship",
    "InternshipId",
    "InternshipKind",
    "InternshipOpening",
    "InternshipPlan",
    "InternshipQuestion",
    "OfferAnswer",
    "OfferLog",
    "OfferMarket",
    "OfferPlace",
    "OfferSeeker",
    "OfferStanding",
    "PlacementStatus",
    "QualityEmployer",
    "Recommendation",
    "Recommendations",
    "RefusedAnswer",
    "Signatory",
    "SignatureDue",
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
    "aid_due",
    "intake_market",
    "make_offers",
    "plan_intake",
    "plan_internships",
    "recommend_graduates",
    "verify_intake",
    "verify_internships",
    "verify_offers",
    "verify_recommendations",
]


def __dir__() -> list[str]:
    return __all__
