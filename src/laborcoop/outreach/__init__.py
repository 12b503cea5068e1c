"""送岗: posts are brought to the villages: fairs and their booths, squads, cadres and resettlement sites."""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.outreach.fair import (
        Booth,
        RecruitmentFair,
        attendances,
        distinct_posts,
        employers_present,
        post_times,
    )
    from laborcoop.outreach.fair_day import BoothRanking, FairDay, FairVisitor, match_intents, verify_fair_day
    from laborcoop.outreach.fair_status import FAIR_LIFECYCLE, FairStatus
    from laborcoop.outreach.fair_tour import (
        AbsentEmployer,
        DeadlineKind,
        FairDeadline,
        FairPublicity,
        FairTour,
        UntoldVillage,
    )
    from laborcoop.outreach.intent import HiringIntent, conversion
    from laborcoop.outreach.plan import FairPlan, Organiser, PlanKind
    from laborcoop.outreach.safety import ChangeKind, FairChange, Permit, PoliceLevel, SafetyElement
    from laborcoop.outreach.site import Population, ResettlementSite
    from laborcoop.outreach.squad import Cadre, CadreLevel, EmploymentSquad, squads_formed_by
    from laborcoop.outreach.squad_forming import FormedSquads, form_squads
    from laborcoop.outreach.squad_plan import (
        SquadDay,
        SquadGoal,
        SquadPlan,
        SquadQuestion,
        SquadWork,
        first_without_work,
    )
    from laborcoop.outreach.squad_planning import plan_squads
    from laborcoop.outreach.tally import FairFunnel, FairTally
    from laborcoop.outreach.tour import FairTravel, FairWish, PublicityTeam, Touring, Venue
    from laborcoop.outreach.tour_verify import verify_fairs
    from laborcoop.outreach.touring import plan_fairs
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
        reached_households,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "fair": "Booth RecruitmentFair attendances distinct_posts employers_present post_times",
            "fair_day": "BoothRanking FairDay FairVisitor match_intents verify_fair_day",
            "fair_status": "FAIR_LIFECYCLE FairStatus",
            "fair_tour": "AbsentEmployer DeadlineKind FairDeadline FairPublicity FairTour UntoldVillage",
            "intent": "HiringIntent conversion",
            "plan": "FairPlan Organiser PlanKind",
            "safety": "ChangeKind FairChange Permit PoliceLevel SafetyElement",
            "site": "Population ResettlementSite",
            "squad": "Cadre CadreLevel EmploymentSquad squads_formed_by",
            "squad_forming": "FormedSquads form_squads",
            "squad_plan": "SquadDay SquadGoal SquadPlan SquadQuestion SquadWork first_without_work",
            "squad_planning": "plan_squads",
            "tally": "FairFunnel FairTally",
            "tour": "FairTravel FairWish PublicityTeam Touring Venue",
            "tour_verify": "verify_fairs",
            "touring": "plan_fairs",
            "visit": (
                "HouseholdId HouseholdWork Outreach OutreachActor OutreachCampaign OutreachChannel OutreachList "
                "OutreachPerson OutreachResult SiteServices SiteSize SquadRoster not_told reach reached_households"
            ),
        },
    )


__all__ = [
    "FAIR_LIFECYCLE",
    "AbsentEmployer",
    "Booth",
    "BoothRanking",
    "Cadre",
    "CadreLevel",
    "ChangeKind",
    "DeadlineKind",
    "EmploymentSquad",
    "FairChange",
    "FairDay",
    "FairDeadline",
    "FairFunnel",
    "FairPlan",
    "FairPublicity",
    "FairStatus",
    "FairTally",
    "FairTour",
    "FairTravel",
    "FairVisitor",
    "FairWish",
    "FormedSquads",
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
    "PublicityTeam",
    "RecruitmentFair",
    "ResettlementSite",
    "SafetyElement",
    "SiteServices",
    "SiteSize",
    "SquadDay",
    "SquadGoal",
    "SquadPlan",
    "SquadQuestion",
    "SquadRoster",
    "SquadWork",
    "Touring",
    "UntoldVillage",
    "Venue",
    "attendances",
    "conversion",
    "distinct_posts",
    "employers_present",
    "first_without_work",
    "form_squads",
    "match_intents",
    "not_told",
    "plan_fairs",
    "plan_squads",
    "post_times",
    "reach",
    "reached_households",
    "squads_formed_by",
    "verify_fair_day",
    "verify_fairs",
]


def __dir__() -> list[str]:
    return __all__
