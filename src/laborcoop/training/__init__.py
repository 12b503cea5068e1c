"""推岗: technical schools train, and recommend those who graduate."""

from laborcoop.training.aid import AidEnd, EarlyLeaver, GraduateOffers, StudentAid, StudentAidId, YuluPlan
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

__all__ = [
    "AidEnd",
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
    "Recommendation",
    "StudentAid",
    "StudentAidId",
    "TrainingPlacement",
    "TripartiteAgreement",
    "WorkMatch",
    "YuluPlan",
]
