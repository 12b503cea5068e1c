"""送岗: posts are brought to the villages: fairs and their booths, squads, cadres and resettlement sites."""

from laborcoop.outreach.fair import Booth, RecruitmentFair, attendances, post_times
from laborcoop.outreach.plan import FairPlan, Organiser, PlanKind
from laborcoop.outreach.safety import ChangeKind, FairChange, Permit, PoliceLevel, SafetyElement
from laborcoop.outreach.site import Population, ResettlementSite
from laborcoop.outreach.squad import Cadre, CadreLevel, EmploymentSquad
from laborcoop.outreach.tally import FairFunnel, FairTally
from laborcoop.outreach.visit import (
    HouseholdId,
    HouseholdWork,
    Outreach,
    OutreachActor,
    OutreachCampaign,
    OutreachList,
    OutreachPerson,
    OutreachResult,
    SiteServices,
    SiteSize,
    SquadRoster,
)

__all__ = [
    "Booth",
    "Cadre",
    "CadreLevel",
    "ChangeKind",
    "EmploymentSquad",
    "FairChange",
    "FairFunnel",
    "FairPlan",
    "FairTally",
    "HouseholdId",
    "HouseholdWork",
    "Organiser",
    "Outreach",
    "OutreachActor",
    "OutreachCampaign",
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
    "post_times",
]
