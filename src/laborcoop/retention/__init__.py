"""稳岗: work stations lodge and look after those who arrived: lodgings, rooms, stays, stations."""

from laborcoop.retention.benefits import BenefitIssue, BenefitKind, BenefitRound
from laborcoop.retention.help_case import HelpCase, HelpCaseId, HelpKind
from laborcoop.retention.help_status import HELP_LIFECYCLE, HelpStatus
from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, LodgingRent, Sanitation
from laborcoop.retention.lodging import Lodging, LodgingKind, Room, RoomUse
from laborcoop.retention.nights import PartyStay, RoomClosure, TransitStay
from laborcoop.retention.reception import Reception, ReceptionItem, person_times, persons, received
from laborcoop.retention.room_night import RoomNight, Sleeper
from laborcoop.retention.staff import AgreementCover, StaffId, StationRoster, StationStaff
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
    "BedSpace",
    "BenefitIssue",
    "BenefitKind",
    "BenefitRound",
    "BuildingSafety",
    "Duty",
    "EventAct",
    "EventEntry",
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
    "Sanitation",
    "Sleeper",
    "StaffId",
    "StationNode",
    "StationQuarter",
    "StationRoster",
    "StationStaff",
    "StationTier",
    "StationTree",
    "Stay",
    "StayStatus",
    "TransitStay",
    "Visit",
    "VisitKind",
    "VisitRound",
    "WelcomeEvent",
    "WelfareVisit",
    "WorkStation",
    "mutual",
    "person_times",
    "persons",
    "received",
]
