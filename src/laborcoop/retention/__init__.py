"""稳岗: work stations lodge and look after those who arrived: lodgings, rooms, stays, stations."""

from laborcoop.retention.agenda import FollowUpCall, StationAgenda, StationBook, StationTask, TaskKind
from laborcoop.retention.bed_request import BedNeed
from laborcoop.retention.benefits import BenefitIssue, BenefitKind, BenefitRound
from laborcoop.retention.employer_visits import VisitPace, VisitPlan, plan_employer_visits
from laborcoop.retention.help_case import HelpCase, HelpCaseId, HelpKind
from laborcoop.retention.help_status import HELP_LIFECYCLE, HelpStatus
from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, LodgingRent, Sanitation
from laborcoop.retention.lodging import Lodging, LodgingKind, Room, RoomUse
from laborcoop.retention.nights import PartyStay, RoomClosure, TransitStay
from laborcoop.retention.plan_agenda import station_agenda
from laborcoop.retention.plan_roster import plan_roster
from laborcoop.retention.reception import Reception, ReceptionItem, person_times, persons, received
from laborcoop.retention.room_night import RoomNight, Sleeper
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
