"""The nine machines as data: a fresh record, the steps that can be taken, and what may follow what.

``allowed`` is written out here a second time, by the sources and not by the code, so that a changed table is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import frozen

from laborcoop.cooperation import AGREEMENT_LIFECYCLE, Agreement, Pairing, Renewal
from laborcoop.employers import POST_LIFECYCLE, JobPost
from laborcoop.journey import JOURNEY_LIFECYCLE, EarlyEnd, Journey
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import (
    ConvoyId,
    EmployerId,
    FairId,
    LegId,
    LodgingId,
    PlaceId,
    PlacementId,
    PostId,
    RoomId,
    SchoolId,
    VehicleId,
    WorkerId,
)
from laborcoop.kernel.lifecycle import Lifecycle
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.outreach import FAIR_LIFECYCLE, RecruitmentFair
from laborcoop.people import Worker
from laborcoop.retention import HELP_LIFECYCLE, STAY_LIFECYCLE, HelpCase, HelpCaseId, HelpKind, Stay
from laborcoop.training import AID_LIFECYCLE, PLACEMENT_LIFECYCLE, AidEnd, StudentAid, StudentAidId, TrainingPlacement
from laborcoop.transfer import CONVOY_LIFECYCLE, Convoy, Leg, Stop, TransportMode, Vehicle

Record = Any
Step = Callable[[Record, Any], Record]


@frozen(kw_only=True)
class Machine:
    """One lifecycle under test; statuses are named by their codes."""

    name: str
    lifecycle: Lifecycle[Any]
    fresh: Record
    begins: int | None
    """The day on which it begins; None where that is not dated."""
    steps: Mapping[str, Step]
    """How each status is reached that does not come by itself."""
    allowed: Mapping[str, str]
    """What may follow each status."""
    due: Callable[[Record], list[tuple[int, str]]]
    """What comes by itself, and on which day: each an odd one, while steps are taken on even days."""
    impossible: Mapping[str, object]
    """Facts, by field, that a fresh record cannot have: each for itself well formed, but in no order of the table."""

    def when(self, day: int) -> date:
        """The day, counted from the first of January, as the machine's facts write it."""
        return datetime(2023, 1, 1, 8, tzinfo=UTC) + timedelta(days=day) if self.lifecycle.hourly else on(day)

    def record_status(self, record: Record, day: int) -> str | None:
        """What a record says of a day."""
        status = record.status(self.when(day))
        return None if status is None else str(status.value)

    def may_follow(self, status: str) -> list[str]:
        return self.allowed[status].split()

    def label(self, status: str) -> Text:
        label: Text = type(self.lifecycle.start)(status).label
        return label


def on(day: int) -> date:
    return date(2023, 1, 1) + timedelta(days=day)


def day_of(when: date) -> int:
    return (when - on(0)).days


def nothing(_: Record) -> list[tuple[int, str]]:
    return []


DIVISION = DivisionCode("533301")
STUDENT = Worker(
    id=WorkerId("W-1"),
    name=PersonName("阿普·迪"),
    sex=Sex.MALE,
    number=ResidentNumber("533399********0079"),
    born=date(2006, 1, 1),
    registered=DIVISION,
)
PLACEMENT = TrainingPlacement(
    id=PlacementId("PL-1"),
    worker=WorkerId("W-1"),
    school=SchoolId("SC-1"),
    programme="welding",
    enrolled_on=on(0),
)


def a_leg() -> Leg:
    start = datetime(2023, 2, 6, 8, 35, tzinfo=UTC)
    end = start + timedelta(hours=9)
    return Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=10),
        stops=(
            Stop(place=PlaceId("KM"), arrive=start, depart=start),
            Stop(place=PlaceId("ZH"), arrive=end, depart=end),
        ),
    )


def ends_early(how: EarlyEnd) -> Step:
    return lambda journey, at: journey.end_early(how, at, "a reason")


def decline_all(placement: TrainingPlacement, day: date) -> TrainingPlacement:
    """Decline, and decline whatever else waits."""
    declined = placement.decline(EmployerId("E-1"), day)
    while any(offer.accepted is None for offer in declined.recommendations):
        declined = declined.decline(EmployerId("E-1"), day)
    return declined


def fair_due(fair: RecruitmentFair) -> list[tuple[int, str]]:
    return [(day_of(fair.starts.date()), "open"), (day_of(fair.ends.date()) + 1, "closed")]


def agreement_due(agreement: Agreement) -> list[tuple[int, str]]:
    if agreement.signed_on is None:
        return []
    effective = max(agreement.signed_on, agreement.period.start)
    end = agreement.renewals[-1].until if agreement.renewals else agreement.period.end
    assert end is not None
    return [(day_of(effective), "in-force"), (day_of(max(end, effective)), "expired")]


def renew(agreement: Agreement, day: date) -> Agreement:
    end = agreement.renewals[-1].until if agreement.renewals else agreement.period.end
    assert end is not None
    return agreement.renew(day, until=end + timedelta(days=6))


MACHINES = (
    Machine(
        name="fair",
        lifecycle=FAIR_LIFECYCLE,
        fresh=RecruitmentFair(
            id=FairId("F-1"),
            name=Text("招聘会", "fair"),
            division=DIVISION,
            starts=datetime(2023, 1, 8, 9, tzinfo=UTC),
            ends=datetime(2023, 1, 9, 17, tzinfo=UTC),
        ),
        begins=None,
        steps={
            "published": lambda fair, day: fair.publish(day),
            "cancelled": lambda fair, day: fair.cancel(day, "a reason"),
        },
        allowed={
            "planned": "published open cancelled",
            "published": "open cancelled",
            "open": "closed",
            "closed": "",
            "cancelled": "",
        },
        due=fair_due,
        impossible={"cancelled_on": on(2), "cancel_reason": "a reason", "published_on": on(3)},
    ),
    Machine(
        name="post",
        lifecycle=POST_LIFECYCLE,
        fresh=JobPost(id=PostId("P-1"), employer=EmployerId("E-1"), title="普工", openings=3, division=DIVISION),
        begins=None,
        steps={
            "open": lambda post, day: post.publish(day),
            "filled": lambda post, day: post.fill(day),
            "reopened": lambda post, day: post.reopen(day),
            "withdrawn": lambda post, day: post.withdraw(day, "a reason"),
        },
        allowed={
            "draft": "open withdrawn",
            "open": "filled withdrawn",
            "filled": "reopened withdrawn",
            "reopened": "filled withdrawn",
            "withdrawn": "",
        },
        due=nothing,
        impossible={"published_on": on(3), "filled": (Period(on(2)),)},
    ),
    Machine(
        name="convoy",
        lifecycle=CONVOY_LIFECYCLE,
        fresh=Convoy(id=ConvoyId("CV-1"), batch=1, name=Text("第一批", "first"), legs=(a_leg(),)),
        begins=None,
        steps={
            "confirmed": lambda convoy, at: convoy.confirm(at),
            "departed": lambda convoy, at: convoy.set_out(at),
            "arrived": lambda convoy, at: convoy.arrive(at),
            "handed-over": lambda convoy, at: convoy.hand_over(at),
            "cancelled": lambda convoy, at: convoy.cancel(at, "a reason"),
        },
        allowed={
            "planned": "confirmed cancelled",
            "confirmed": "departed cancelled",
            "departed": "arrived",
            "arrived": "handed-over",
            "handed-over": "",
            "cancelled": "",
        },
        due=nothing,
        impossible={"departed_at": datetime(2023, 1, 3, tzinfo=UTC)},
    ),
    Machine(
        name="journey",
        lifecycle=JOURNEY_LIFECYCLE,
        fresh=Journey(
            worker=WorkerId("W-1"), convoy=ConvoyId("CV-1"), registered_at=datetime(2023, 1, 1, 8, tzinfo=UTC)
        ),
        begins=0,
        steps={
            "left-home": lambda journey, at: journey.leave_home(at),
            "boarded": lambda journey, at: journey.board(at),
            "arrived": lambda journey, at: journey.arrive(at),
            "received": lambda journey, at: journey.receive(at),
            "entered-factory": lambda journey, at: journey.enter_factory(at),
            **{how.value: ends_early(how) for how in EarlyEnd},
        },
        allowed={
            "registered": "left-home no-show withdrawn moved",
            "left-home": "boarded no-show withdrawn moved",
            "boarded": "arrived alighted-early hospital missing",
            "arrived": "received hospital missing",
            "received": "entered-factory hospital missing",
            "entered-factory": "",
            "no-show": "",
            "withdrawn": "",
            "moved": "",
            "alighted-early": "",
            "hospital": "",
            "missing": "",
        },
        due=nothing,
        impossible={"left_home_at": datetime(2023, 1, 3, tzinfo=UTC), "boarded_at": datetime(2023, 1, 2, tzinfo=UTC)},
    ),
    Machine(
        name="stay",
        lifecycle=STAY_LIFECYCLE,
        fresh=Stay(
            worker=WorkerId("W-1"),
            lodging=LodgingId("LO-1"),
            room=RoomId("R-1"),
            bed=1,
            period=Period(on(0), on(100)),
            booked_on=on(0),
        ),
        begins=0,
        steps={
            "checked-in": lambda stay, day: stay.check_in(day),
            "checked-out": lambda stay, day: stay.check_out(day),
            "cancelled": lambda stay, day: stay.cancel(day, "a reason"),
        },
        allowed={"booked": "checked-in cancelled", "checked-in": "checked-out", "checked-out": "", "cancelled": ""},
        due=nothing,
        impossible={"checked_in_on": on(3), "checked_out_on": on(2)},
    ),
    Machine(
        name="agreement",
        lifecycle=AGREEMENT_LIFECYCLE,
        fresh=Agreement(
            title=Text("协议", "agreement"), county=DIVISION, period=Period(on(7), on(13)), drafted_on=on(0)
        ),
        begins=0,
        steps={
            "signed": lambda agreement, day: agreement.sign(day),
            "renewed": renew,
            "terminated": lambda agreement, day: agreement.terminate(day, "a reason"),
        },
        allowed={
            "drafted": "signed",
            "signed": "in-force terminated",
            "in-force": "renewed expired terminated",
            "renewed": "renewed expired terminated",
            "expired": "",
            "terminated": "",
        },
        due=agreement_due,
        impossible={"signed_on": on(7), "renewals": (Renewal(signed_on=on(14), until=on(20)),)},
    ),
    Machine(
        name="help",
        lifecycle=HELP_LIFECYCLE,
        fresh=HelpCase(id=HelpCaseId("HC-1"), worker=WorkerId("W-1"), kind=HelpKind.WAGES, opened_on=on(0)),
        begins=0,
        steps={
            "assigned": lambda case, day: case.assign(day, "S-1"),
            "resolved": lambda case, day: case.resolve(day, "paid"),
            "reopened": lambda case, day: case.reopen(day),
            "closed": lambda case, day: case.close(day),
        },
        allowed={
            "opened": "assigned closed",
            "assigned": "resolved closed",
            "resolved": "reopened closed",
            "reopened": "assigned closed",
            "closed": "",
        },
        due=nothing,
        impossible={"resolved_on": (on(2),)},
    ),
    Machine(
        name="aid",
        lifecycle=AID_LIFECYCLE,
        fresh=StudentAid(
            id=StudentAidId("A-1"),
            student=STUDENT,
            placement=PLACEMENT,
            pairing=Pairing(sending=DivisionCode("533300"), receiving=DivisionCode("440400"), period=Period(on(0))),
            due_on=(on(7), on(13)),
        ),
        begins=None,
        steps={
            "paid": lambda aid, day: aid.pay(day),
            "suspended": lambda aid, day: aid.suspend(day),
            "resumed": lambda aid, day: aid.resume(day),
            "ended": lambda aid, day: aid.stop(day, AidEnd.LEFT_SCHOOL),
        },
        allowed={
            "due": "paid suspended ended",
            "paid": "due paid suspended ended",
            "suspended": "resumed ended",
            "resumed": "due paid suspended ended",
            "ended": "",
        },
        due=lambda aid: [
            (day_of(day), "due") for i, day in enumerate(aid.due_on) if not any(paid <= day for paid in aid.paid_on[i:])
        ],
        impossible={"suspended": (Period(on(2)),), "paid_on": (on(4),)},
    ),
    Machine(
        name="placement",
        lifecycle=PLACEMENT_LIFECYCLE,
        fresh=PLACEMENT,
        begins=0,
        steps={
            "graduated": lambda placement, day: placement.graduate(day),
            "left": lambda placement, day: placement.leave(day),
            "recommended": lambda placement, day: placement.recommend(EmployerId("E-1"), day),
            "declined": decline_all,
            "accepted": lambda placement, day: placement.accept(EmployerId("E-1"), day),
        },
        allowed={
            "enrolled": "graduated left",
            "graduated": "recommended",
            "recommended": "recommended accepted declined",
            "declined": "recommended",
            "accepted": "",
            "left": "",
        },
        due=nothing,
        impossible={"graduated_on": on(2), "left_on": on(3)},
    ),
)


@pytest.fixture(scope="session", params=MACHINES, ids=lambda machine: machine.name)
def machine(request: pytest.FixtureRequest) -> Machine:
    """Each of the nine machines."""
    found: Machine = request.param
    return found


@pytest.fixture(scope="session")
def fresh() -> Mapping[str, Record]:
    """The record from which each machine sets out, by the machine's name."""
    return {machine.name: machine.fresh for machine in MACHINES}
