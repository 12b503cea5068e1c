"""送岗: posts are brought to the villages: fairs and their booths, squads, cadres and resettlement sites."""

from laborcoop.outreach.fair import (
    Booth,
    RecruitmentFair,
    attendances,
    distinct_posts,
    employers_present,
    post_times,
)
from laborcoop.outreach.fair_status import FAIR_LIFECYCLE, FairStatus
from laborcoop.outreach.intent import HiringIntent, conversion
from laborcoop.outreach.plan import FairPlan, Organiser, PlanKind
from laborcoop.outreach.safety import ChangeKind, FairChange, Permit, PoliceLevel, SafetyElement
from laborcoop.outreach.site import Population, ResettlementSite
from laborcoop.outreach.squad import Cadre, CadreLevel, EmploymentSquad, squads_formed_by
from laborcoop.outreach.tally import FairFunnel, FairTally
from laborcoop.outreach.visit import (
    HouseholdId,
    HouseholdWork,
    Outreach,
    OutreachActor,
    OutreachCampaign,
    OutreachChannel,
    OutreachList,
    OutreachPerson,
    OutreachResult,
    SiteServices,
    SiteSize,
    SquadRoster,
    not_told,
    reach,
)

__all__ = [
    "FAIR_LIFECYCLE",
    "Booth",
    "Cadre",
    "CadreLevel",
    "ChangeKind",
    "EmploymentSquad",
    "FairChange",
    "FairFunnel",
    "FairPlan",
    "FairStatus",
    "FairTally",
    "HiringIntent",
    "HouseholdId",
    "HouseholdWork",
    "Organiser",
    "Outreach",
    "OutreachActor",
    "OutreachCampaign",
    "OutreachChannel",
    "OutreachList",
    "OutreachPerson",
    "OutreachResult",
    "Permit",
    "PlanKind",
    "PoliceLevel",
    "Population",
    "RecruitmentFair",
    "ResettlementSite",
    "SafetyElement",
    "SiteServices",
    "SiteSize",
    "SquadRoster",
    "attendances",
    "conversion",
    "distinct_posts",
    "employers_present",
    "not_told",
    "post_times",
    "reach",
    "squads_formed_by",
]
