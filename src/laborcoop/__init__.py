"""Labour cooperation between two regions, from the home door to the factory gate.

The names below load when they are first used (PEP 562), so that ``import laborcoop`` stays light: nothing is read,
registered or set up by it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laborcoop.allocation import Problem, Result, allocate
    from laborcoop.cooperation import Agency, Agreement, Campaign, Pairing
    from laborcoop.employers import Employer, JobPost
    from laborcoop.errors import (
        CaseError,
        DocumentError,
        IllegalTransition,
        InvalidValue,
        LaborcoopError,
        MissingExtra,
        ProblemError,
        UnitMismatch,
        UnknownName,
    )
    from laborcoop.exchange import charts
    from laborcoop.exchange.case import load_case
    from laborcoop.exchange.document import PlanDocument
    from laborcoop.exchange.export import count_table, job_postings, placements, write_table
    from laborcoop.exchange.plan_files import write_plan
    from laborcoop.exchange.plan_json import read_plan_document
    from laborcoop.exchange.records import JsonDocument, read_json, read_records, write_json, write_records
    from laborcoop.exchange.report import write_report
    from laborcoop.exchange.roster import RosterResult, read_roster, stream_roster
    from laborcoop.indicators import Measured, YearEndReport, measure, reconcile, year_end_report
    from laborcoop.journey import Itinerary, Outcome, Reason, Registration, Stage, Step
    from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
    from laborcoop.kernel.divisions import DivisionCode
    from laborcoop.kernel.identity import CreditCode, ResidentNumber
    from laborcoop.kernel.periods import Period
    from laborcoop.kernel.places import Place
    from laborcoop.kernel.text import Text
    from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite, plan_fairs
    from laborcoop.packs import china_with_regions, national
    from laborcoop.people import Education, Flag, FlagKind, PersonName, Phone, Sex, Worker
    from laborcoop.planning.case import Case, Intake
    from laborcoop.planning.check import check
    from laborcoop.planning.check_hire import check_hire
    from laborcoop.planning.convoys import plan_convoys
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.replan import replan
    from laborcoop.planning.simulate import simulate
    from laborcoop.planning.spring_return import plan_return
    from laborcoop.planning.stations import plan_station
    from laborcoop.planning.summary import Summary
    from laborcoop.planning.visits import plan_visits
    from laborcoop.retention import Lodging, WorkStation
    from laborcoop.rulebook import Finding, Findings, Parameter, Rule, RuleBook, Severity
    from laborcoop.training import TrainingPlacement
    from laborcoop.transfer import Convoy, Leg, Vehicle

    __version__: str
else:  # hidden from type checkers, for whom a module with `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import version

            return version("laborcoop")
        for home, names in _HOMES.items():
            if name in names.split():
                value = getattr(import_module(home), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=__import__(__name__))


__all__ = [
    "Agency",
    "Agreement",
    "Campaign",
    "Case",
    "CaseError",
    "Convoy",
    "Count",
    "CreditCode",
    "DivisionCode",
    "DocumentError",
    "Education",
    "Employer",
    "EmploymentSquad",
    "Figure",
    "Finding",
    "Findings",
    "Flag",
    "FlagKind",
    "IllegalTransition",
    "Intake",
    "InvalidValue",
    "Itinerary",
    "JobPost",
    "JsonDocument",
    "LaborcoopError",
    "Leg",
    "Lodging",
    "Measured",
    "MissingExtra",
    "Outcome",
    "Pairing",
    "Parameter",
    "Period",
    "PersonName",
    "Phone",
    "Place",
    "PlanDocument",
    "Problem",
    "ProblemError",
    "Qualifier",
    "Reason",
    "RecruitmentFair",
    "Registration",
    "ResettlementSite",
    "ResidentNumber",
    "Result",
    "ReturnPlan",
    "RosterResult",
    "Rule",
    "RuleBook",
    "Severity",
    "Sex",
    "Stage",
    "Step",
    "Summary",
    "Text",
    "TrainingPlacement",
    "Unit",
    "UnitMismatch",
    "UnknownName",
    "Vehicle",
    "WorkStation",
    "Worker",
    "YearEndReport",
    "__version__",
    "allocate",
    "charts",
    "check",
    "check_hire",
    "china_with_regions",
    "count_table",
    "job_postings",
    "load_case",
    "measure",
    "national",
    "placements",
    "plan_convoys",
    "plan_fairs",
    "plan_return",
    "plan_station",
    "plan_visits",
    "read_json",
    "read_plan_document",
    "read_records",
    "read_roster",
    "reconcile",
    "replan",
    "simulate",
    "stream_roster",
    "write_json",
    "write_plan",
    "write_records",
    "write_report",
    "write_table",
    "year_end_report",
]

_HOMES = {
    "laborcoop.allocation": "Problem Result allocate",
    "laborcoop.cooperation": "Agency Agreement Campaign Pairing",
    "laborcoop.employers": "Employer JobPost",
    "laborcoop.errors": (
        "CaseError DocumentError IllegalTransition InvalidValue LaborcoopError MissingExtra ProblemError UnitMismatch "
        "UnknownName"
    ),
    "laborcoop.exchange": "charts",
    "laborcoop.exchange.case": "load_case",
    "laborcoop.exchange.document": "PlanDocument",
    "laborcoop.exchange.export": "count_table job_postings placements write_table",
    "laborcoop.exchange.plan_files": "write_plan",
    "laborcoop.exchange.plan_json": "read_plan_document",
    "laborcoop.exchange.records": "JsonDocument read_json read_records write_json write_records",
    "laborcoop.exchange.report": "write_report",
    "laborcoop.exchange.roster": "RosterResult read_roster stream_roster",
    "laborcoop.indicators": "Measured YearEndReport measure reconcile year_end_report",
    "laborcoop.journey": "Itinerary Outcome Reason Registration Stage Step",
    "laborcoop.kernel.counts": "Count Figure Qualifier Unit",
    "laborcoop.kernel.divisions": "DivisionCode",
    "laborcoop.kernel.identity": "CreditCode ResidentNumber",
    "laborcoop.kernel.periods": "Period",
    "laborcoop.kernel.places": "Place",
    "laborcoop.kernel.text": "Text",
    "laborcoop.outreach": "EmploymentSquad RecruitmentFair ResettlementSite plan_fairs",
    "laborcoop.packs": "china_with_regions national",
    "laborcoop.people": "Education Flag FlagKind PersonName Phone Sex Worker",
    "laborcoop.planning.case": "Case Intake",
    "laborcoop.planning.check": "check",
    "laborcoop.planning.check_hire": "check_hire",
    "laborcoop.planning.convoys": "plan_convoys",
    "laborcoop.planning.plan": "ReturnPlan",
    "laborcoop.planning.replan": "replan",
    "laborcoop.planning.simulate": "simulate",
    "laborcoop.planning.spring_return": "plan_return",
    "laborcoop.planning.stations": "plan_station",
    "laborcoop.planning.summary": "Summary",
    "laborcoop.planning.visits": "plan_visits",
    "laborcoop.retention": "Lodging WorkStation",
    "laborcoop.rulebook": "Finding Findings Parameter Rule RuleBook Severity",
    "laborcoop.training": "TrainingPlacement",
    "laborcoop.transfer": "Convoy Leg Vehicle",
}
"""Which module gives which names; the tests hold it against the imports above."""


def __dir__() -> list[str]:
    return __all__
