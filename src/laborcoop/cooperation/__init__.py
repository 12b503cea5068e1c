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
    by_pillar,
    remainder,
)
from laborcoop.cooperation.liaison import Liaison, newly_found
from laborcoop.cooperation.pairing import Agreement, Pairing
from laborcoop.cooperation.pillar import Pillar
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
from laborcoop.cooperation.transfer_employment import TransferEmployment, first_transfers, new_transfers

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
    "Liaison",
    "Pairing",
    "Pillar",
    "RetentionClaim",
    "ServiceSubsidyClaim",
    "StableClaim",
    "StablePurpose",
    "SubsidyClaim",
    "SubsidyClaimId",
    "SubsidyKind",
    "SubsidyLedger",
    "TrainingAllowance",
    "TransferEmployment",
    "WorkScope",
    "by_pillar",
    "first_transfers",
    "in_post_for",
    "new_transfers",
    "newly_found",
    "remainder",
]
