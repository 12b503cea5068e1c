"""The two regions and what they agreed: pairing, agencies, agreements, campaigns."""

from laborcoop.cooperation.agreement_status import AGREEMENT_LIFECYCLE, AgreementStatus
from laborcoop.cooperation.campaign import Agency, Campaign, CampaignKind
from laborcoop.cooperation.commitments import Commitment, CommitmentKind, FollowUpPlan, FollowUpStep
from laborcoop.cooperation.exchanges import (
    Breadth,
    Exchange,
    ExchangeField,
    ExchangeForm,
    ExchangeLevel,
    ExchangeMechanism,
)
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
from laborcoop.cooperation.goals import FOUR_PART_GUIDELINE, PolicyGoal
from laborcoop.cooperation.growth import Growth
from laborcoop.cooperation.liaison import Liaison, newly_found
from laborcoop.cooperation.no_removals import EligibilityEnd, EndedEligibility, NoRemoval, NoRemovalReview
from laborcoop.cooperation.pairing import Agreement, Pairing, Renewal, Side
from laborcoop.cooperation.pillar import Pillar
from laborcoop.cooperation.programme import PolicyMandate, Programme
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
    "AGREEMENT_LIFECYCLE",
    "FOUR_PART_GUIDELINE",
    "Agency",
    "Agreement",
    "AgreementStatus",
    "Basis",
    "Breadth",
    "Campaign",
    "CampaignKind",
    "Commitment",
    "CommitmentKind",
    "DistanceBand",
    "EastWestResult",
    "EligibilityEnd",
    "EmployerSubsidyClaim",
    "EmployerSubsidyKind",
    "EndedEligibility",
    "Exchange",
    "ExchangeField",
    "ExchangeForm",
    "ExchangeLevel",
    "ExchangeMechanism",
    "FigureClaim",
    "FigureComparison",
    "FigureRow",
    "FollowUpPlan",
    "FollowUpStep",
    "Growth",
    "Hired",
    "Liaison",
    "NoRemoval",
    "NoRemovalReview",
    "Pairing",
    "Pillar",
    "PolicyGoal",
    "PolicyMandate",
    "Programme",
    "Renewal",
    "RetentionClaim",
    "ServiceSubsidyClaim",
    "Side",
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
