"""推岗: technical schools train, and recommend those who graduate."""

from laborcoop.training.aid import AidEnd, EarlyLeaver, GraduateOffers, StudentAid, StudentAidId, YuluPlan
from laborcoop.training.aid_status import AID_LIFECYCLE, AidStatus
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
    "PlacementStatus",
    "Recommendation",
    "StudentAid",
    "StudentAidId",
    "TrainingPlacement",
    "TrainingProgramme",
    "TrainingSchool",
    "TripartiteAgreement",
    "WorkMatch",
    "YuluPlan",
]
