"""A plan as a list of people: each with employer, batch and arrival, or with the reasons for which none was found."""

from __future__ import annotations

from datetime import date, datetime

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.plan import ReturnPlan


@frozen(kw_only=True)
class Placement(Record):
    """One person of a plan: what was found, or why nothing was.

    ``employer`` is None for somebody who is left out, and ``reasons`` are empty for somebody who arrives. ``post`` is
    empty for somebody who goes back to the own employer; ``batch`` and ``arrives`` are those of the way to the gate.
    """

    worker: WorkerId
    name: PersonName
    sex: Sex
    number: ResidentNumber
    phone: Phone | None = None
    registered: DivisionCode
    village: str = ""
    employer: Text | None = None
    post: str = ""
    batch: int | None = None
    arrives: datetime | None = field(default=None, validator=optional(has_zone))
    first_day: date | None = None
    reasons: tuple[Text, ...] = ()


def placements(plan: ReturnPlan) -> tuple[Placement, ...]:
    """Everyone of a plan's case, in the order of the case: as many as it has workers.

    Raises:
        InvalidValue: ``plan`` is not a plan.
    """
    check_arguments("placements", (("plan", plan, ReturnPlan),))
    return tuple(_Lines(plan).of(worker) for worker in plan.case.workers)


class _Lines:
    """What a plan calls things, for its list."""

    def __init__(self, plan: ReturnPlan) -> None:
        self._plan = plan
        self._employers = {employer.id: employer.name for employer in plan.case.employers}
        self._posts = {post.id: post.title for post in plan.case.posts}
        batch_of = {leg.id: convoy.batch for convoy in plan.case.convoys for leg in convoy.legs}
        self._batches = {ride.worker: batch_of[ride.leg] for ride in plan.rides}
        self._left_out = plan.unplaced

    def of(self, worker: Worker) -> Placement:
        """The line of one person."""
        match, handover = self._plan.matches.get(worker.id), self._plan.handovers.get(worker.id)
        return Placement(
            worker=worker.id,
            name=worker.name,
            sex=worker.sex,
            number=worker.number,
            phone=worker.phone,
            registered=worker.registered,
            village=worker.village,
            employer=self._employers[match.employer] if match else None,
            post=self._posts[match.post] if match and match.post else "",
            batch=self._batches.get(worker.id) if handover else None,
            arrives=handover.at if handover else None,
            first_day=match.first_day if match else None,
            reasons=tuple(reason.text for reason in self._left_out.get(worker.id, ())),
        )
