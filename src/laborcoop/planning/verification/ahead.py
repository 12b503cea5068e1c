"""Records of deeds that are dated after the day of their case, and fairs to come of which deeds are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.journey import Journey
from laborcoop.outreach import FairFunnel, HiringIntent
from laborcoop.retention import HelpCase, Reception, Visit, WelfareVisit

if TYPE_CHECKING:
    from datetime import date

    from laborcoop.kernel.ids import FairId
    from laborcoop.kernel.record import Record
    from laborcoop.planning.case import Case


def ahead(case: Case) -> Iterator[str]:
    """The id of each: its own, or that of whom it is about, or its place among the records."""

    def lies_ahead(moment: date | datetime | None) -> bool:
        if isinstance(moment, datetime):
            moment = moment.astimezone(case.campaign.zone).date()
        return moment is not None and moment > case.on

    busy: set[FairId | None] = set()
    for place, record in enumerate(case.records, start=1):
        parts = [record, *record.claims, *record.employer_claims] if isinstance(record, SubsidyLedger) else [record]
        for one in parts:
            if any(lies_ahead(getattr(one, day)) for day in _DAYS.get(type(one), ())):
                yield _name(one) or str(place)
        if isinstance(record, HiringIntent) or (isinstance(record, FairFunnel) and _counted(record)):
            busy.add(record.fair)
    over = case.campaign.window.end
    for fair in case.fairs:
        begins = fair.starts.astimezone(case.campaign.zone).date()
        if begins > case.on and (fair.id in busy or not (over is None or begins < over)):
            yield fair.id


_DAYS = {
    SubsidyClaim: ("claimed_on",),
    EmployerSubsidyClaim: ("applied_on",),
    HelpCase: ("opened_on",),
    HiringIntent: ("signed_on", "hired_on"),
    Reception: ("arrived_on",),
    Visit: ("on",),
    WelfareVisit: ("on",),
    Journey: ("left_home_at", "boarded_at", "arrived_at", "received_at", "entered_factory_at"),
}
"""The days of what was done."""


def _name(one: Record) -> str:
    whose = getattr(one, "id", None) or getattr(one, "worker", None) or getattr(one, "employer", None) or ""
    return str(getattr(whose, "id", whose))


def _counted(came: FairFunnel) -> bool:
    numbers = (came.visitors, came.resumes, came.intents, came.hires, came.arrived)
    return any(number is not None for number in numbers)
