"""The two regions and what they agreed: pairing, agencies, agreements, campaigns."""

from laborcoop.cooperation.campaign import Agency, Campaign
from laborcoop.cooperation.figures import (
    Basis,
    EastWestResult,
    FigureClaim,
    FigureComparison,
    FigureRow,
    Hired,
    RetentionClaim,
    StableClaim,
    StablePurpose,
)
from laborcoop.cooperation.pairing import Agreement, Pairing
from laborcoop.cooperation.stability import in_post_for
from laborcoop.cooperation.subsidy import (
    DistanceBand,
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    ServiceSubsidyClaim,
    SubsidyClaim,
    SubsidyClaimId,
    SubsidyKind,
    SubsidyLedger,
    TrainingAllowance,
    WorkScope,
)

__all__ = [
    "Agency",
    "Agreement",
    "Basis",
    "Campaign",
    "DistanceBand",
    "EastWestResult",
    "EmployerSubsidyClaim",
    "EmployerSubsidyKind",
    "FigureClaim",
    "FigureComparison",
    "FigureRow",
    "Hired",
    "Pairing",
    "RetentionClaim",
    "ServiceSubsidyClaim",
    "StableClaim",
    "StablePurpose",
    "SubsidyClaim",
    "SubsidyClaimId",
    "SubsidyKind",
    "SubsidyLedger",
    "TrainingAllowance",
    "WorkScope",
    "in_post_for",
]
