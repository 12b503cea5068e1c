"""稳岗: work stations lodge and look after those who arrived: lodgings, rooms, stays, stations."""

from typing import TYPE_CHECKING

from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.retention.agenda import FollowUpCall, StationAgenda, StationBook, StationTask, TaskKind
    from laborcoop.retention.bed_request import BedNeed
    from laborcoop.retention.benefits import BenefitIssue, BenefitKind, BenefitRound
    from laborcoop.retention.employer_visits import VisitPace, VisitPlan, plan_employer_visits
    from laborcoop.retention.help_case import HelpCase, HelpCaseId, HelpKind
    from laborcoop.retention.help_status import HELP_LIFECYCLE, HelpStatus
    from laborcoop.retention.housing import (
        BedSpace,
        BuildingSafety,
        GuestRegister,
        LodgingPlan,
        LodgingRent,
        Sanitation,
    )
    from laborcoop.retention.lodging import Lodging, LodgingKind, Room, RoomUse
    from laborcoop.retention.nights import PartyStay, RoomClosure, TransitStay
    from laborcoop.retention.plan_agenda import station_agenda
    from laborcoop.retention.reception import Reception, ReceptionItem, person_times, persons, received
    from laborcoop.retention.room_night import RoomNight, Sleeper
    from laborcoop.retention.roster_planning import plan_roster
    from laborcoop.retention.staff import AgreementCover, StaffId, StationRoster, StationStaff
    from laborcoop.retention.staffing import CoverGap, RosterPlan, RosterQuestion, StaffHome, StaffOffer
    from laborcoop.retention.station import WorkStation
    from laborcoop.retention.station_work import (
        Activity,
        Duty,
        JobSeekerLodging,
        StationNode,
        StationQuarter,
        StationTier,
        StationTree,
        Visit,
        VisitKind,
        VisitRound,
        mutual,
    )
    from laborcoop.retention.stay import Stay
    from laborcoop.retention.stay_status import STAY_LIFECYCLE, StayStatus
    from laborcoop.retention.welcome import EventAct, EventEntry, Official, WelcomeEvent
    from laborcoop.retention.welfare import WelfareVisit
else:
    __getattr__ = lazy(
        __name__,
        {
            "agenda": "FollowUpCall StationAgenda StationBook StationTask TaskKind",
            "bed_request": "BedNeed",
            "benefits": "BenefitIssue BenefitKind BenefitRound",
            "employer_visits": "VisitPace VisitPlan plan_employer_visits",
            "help_case": "HelpCase HelpCaseId HelpKind",
            "help_status": "HELP_LIFECYCLE HelpStatus",
            "housing": "BedSpace BuildingSafety GuestRegister LodgingPlan LodgingRent Sanitation",
            "lodging": "Lodging LodgingKind Room RoomUse",
            "nights": "PartyStay RoomClosure TransitStay",
            "plan_agenda": "station_agenda",
            "reception": "Reception ReceptionItem person_times persons received",
            "room_night": "RoomNight Sleeper",
            "roster_planning": "plan_roster",
            "staff": "AgreementCover StaffId StationRoster StationStaff",
            "staffing": "CoverGap RosterPlan RosterQuestion StaffHome StaffOffer",
            "station": "WorkStation",
            "station_work": (
                "Activity Duty JobSeekerLodging StationNode StationQuarter StationTier StationTree Visit VisitKind "
                "VisitRound mutual"
            ),
            "stay": "Stay",
            "stay_status": "STAY_LIFECYCLE StayStatus",
            "welcome": "EventAct EventEntry Official WelcomeEvent",
            "welfare": "WelfareVisit",
        },
    )


__all__ = [
    "HELP_LIFECYCLE",
    "STAY_LIFECYCLE",
    "Activity",
    "AgreementCover",
    "BedNeed",
    "BedSpace",
    "BenefitIssue",
    "BenefitKind",
    "BenefitRound",
    "BuildingSafety",
    "CoverGap",
    "Duty",
    "EventAct",
    "EventEntry",
    "FollowUpCall",
    "GuestRegister",
    "HelpCase",
    "HelpCaseId",
    "HelpKind",
    "HelpStatus",
    "JobSeekerLodging",
    "Lodging",
    "LodgingKind",
    "LodgingPlan",
    "LodgingRent",
    "Official",
    "PartyStay",
    "Reception",
    "ReceptionItem",
    "Room",
    "RoomClosure",
    "RoomNight",
    "RoomUse",
    "RosterPlan",
    "RosterQuestion",
    "Sanitation",
    "Sleeper",
    "StaffHome",
    "StaffId",
    "StaffOffer",
    "StationAgenda",
    "StationBook",
    "StationNode",
    "StationQuarter",
    "StationRoster",
    "StationStaff",
    "StationTask",
    "StationTier",
    "StationTree",
    "Stay",
    "StayStatus",
    "TaskKind",
    "TransitStay",
    "Visit",
    "VisitKind",
    "VisitPace",
    "VisitPlan",
    "VisitRound",
    "WelcomeEvent",
    "WelfareVisit",
    "WorkStation",
    "mutual",
    "person_times",
    "persons",
    "plan_employer_visits",
    "plan_roster",
    "received",
    "station_agenda",
]


def __dir__() -> list[str]:
    return __all__
