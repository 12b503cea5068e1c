"""A student's place at a technical school, and the employers recommended afterwards."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from laborcoop.errors import IllegalTransition, InvalidValue
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Recommendation(Record):
    """An employer recommended to a graduate on a day. It is an offer: ``accepted`` stays None until it is answered."""

    employer: EmployerId
    on: date
    accepted: bool | None = None


@frozen(kw_only=True)
class TrainingPlacement(Record):
    """A student at a school, from enrolment to graduation or leaving, and what was recommended then (TP-15).

    ``left_on`` is the day on which the student left without graduating.

    Raises:
        InvalidValue: the student graduates or leaves before the enrolment, or does both.
    """

    id: PlacementId = field(validator=check_id)
    worker: WorkerId
    school: SchoolId
    programme: str
    enrolled_on: date
    graduated_on: date | None = None
    left_on: date | None = None
    recommendations: tuple[Recommendation, ...] = ()

    def __attrs_post_init__(self) -> None:
        ends = [day for day in (self.graduated_on, self.left_on) if day is not None]
        if len(ends) > 1 or any(day < self.enrolled_on for day in ends):
            raise InvalidValue(
                Text(
                    "学生要么毕业、要么离校，且不早于入学",
                    "a student graduates or leaves, not both, and not before the enrolment",
                )
            )

    def enrolled(self, on: date) -> bool:
        """Whether the student is at the school on the day; the day of graduation or leaving no longer counts."""
        end = self.graduated_on or self.left_on
        return self.enrolled_on <= on and (end is None or on < end)

    def recommend(self, employer: EmployerId, on: date) -> TrainingPlacement:
        """The placement with one more recommendation.

        Raises:
            IllegalTransition: the student has not graduated by that day, or has accepted an offer.
        """
        if self.graduated_on is None or on < self.graduated_on:
            raise IllegalTransition(
                Text("学生毕业后才能推荐就业", "a student is recommended after graduation, not before")
            )
        if any(offer.accepted for offer in self.recommendations):
            raise IllegalTransition(Text("该毕业生已接受推荐", "this graduate has accepted an offer already"))
        return evolve(self, recommendations=(*self.recommendations, Recommendation(employer=employer, on=on)))
