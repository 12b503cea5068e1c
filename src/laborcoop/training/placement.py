"""A student's place at a technical school, and the employers recommended afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId, check_id
from laborcoop.kernel.lifecycle import WithLifecycle
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.training.placement_status import PLACEMENT_LIFECYCLE, PlacementStatus


@frozen(kw_only=True)
class Recommendation(Record):
    """An employer recommended to a graduate on a day. It is an offer: ``accepted`` stays None until it is answered.

    ``answered_on`` is the day of the answer; an answer without a day was given at once.

    Raises:
        InvalidValue: ``answered_on`` is given without an answer, or is before the offer.
    """

    employer: EmployerId
    on: date
    accepted: bool | None = None
    answered_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.answered_on is not None and (self.accepted is None or self.answered_on < self.on):
            raise InvalidValue(
                Text(
                    "答复日期要有答复，且不早于推荐",
                    "a day of answering must have its answer, and must not be before the offer",
                )
            )

    @property
    def answered(self) -> date | None:
        """The day of the answer; None until there is one."""
        return None if self.accepted is None else self.answered_on or self.on


@frozen(kw_only=True)
class TrainingPlacement(Record, WithLifecycle[PlacementStatus, date]):
    """A student at a school, from enrolment to graduation or leaving, and what was recommended then (TP-15).

    ``left_on`` is the day on which the student left without graduating. A recommendation made before graduation can be
    recorded, for rule TP-15 to find, and is no step of the lifecycle.

    >>> import laborcoop as lc
    >>> student = lc.TrainingPlacement(
    ...     id="TP-1", worker="W-1", school="SC-1", programme="welding", enrolled_on=date(2021, 9, 1)
    ... )
    >>> student.enrolled(date(2022, 9, 1)), student.graduate(date(2024, 7, 1)).enrolled(date(2024, 7, 1))
    (True, False)

    Raises:
        IllegalTransition: the days are in an order that `PLACEMENT_LIFECYCLE` does not allow: a student graduates or
            leaves, not both and not before the enrolment; a student who has accepted an offer gets no other.
    """

    id: PlacementId = field(validator=check_id)
    worker: WorkerId
    school: SchoolId
    programme: str
    enrolled_on: date
    graduated_on: date | None = None
    left_on: date | None = None
    recommendations: tuple[Recommendation, ...] = ()

    lifecycle = PLACEMENT_LIFECYCLE

    def _recorded(self) -> Iterator[tuple[PlacementStatus, date | None]]:
        yield PlacementStatus.ENROLLED, self.enrolled_on
        yield PlacementStatus.GRADUATED, self.graduated_on
        yield PlacementStatus.LEFT, self.left_on
        graduated = self.graduated_on
        offers = [offer for offer in self.recommendations if graduated is not None and offer.on >= graduated]
        for offer in offers:
            yield PlacementStatus.RECOMMENDED, offer.on
        # The graduate has declined once no other offer waits; a refusal beside the accepted offer changes nothing.
        for day in sorted({offer.answered for offer in offers if offer.answered is not None and not offer.accepted}):
            if not any(_waits(offer, day) or _taken(offer, day) for offer in offers):
                yield PlacementStatus.DECLINED, day
        for offer in offers:
            if offer.accepted:
                yield PlacementStatus.ACCEPTED, offer.answered

    def enrolled(self, on: date) -> bool:
        """Whether the student is at the school on the day; the day of graduation or leaving no longer counts."""
        return self.status(on) is PlacementStatus.ENROLLED

    def holds(self, on: date) -> tuple[EmployerId, ...]:
        """The employers that keep an opening for the graduate at the end of a day.

        That is the one whose offer is accepted, or else those whose offers wait for an answer. A recommendation made
        before graduation keeps none, nor does one that waits beside an accepted offer: nobody can accept it any more.
        """
        status = self.status(on)
        if status is PlacementStatus.ACCEPTED:
            return tuple(offer.employer for offer in self.recommendations if _taken(offer, on))
        if status is PlacementStatus.RECOMMENDED:
            return tuple(dict.fromkeys(offer.employer for offer in self.recommendations if _waits(offer, on)))
        return ()

    def graduate(self, on: date) -> TrainingPlacement:
        """The placement, the student graduated.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it on that day.
        """
        return self._after(PlacementStatus.GRADUATED, on, graduated_on=on)

    def leave(self, on: date) -> TrainingPlacement:
        """The placement, the student gone without graduating."""
        return self._after(PlacementStatus.LEFT, on, left_on=on)

    def recommend(self, employer: EmployerId, on: date) -> TrainingPlacement:
        """The placement with one more recommendation: after graduation, and while no offer is accepted."""
        offer = Recommendation(employer=employer, on=on)
        return self._after(PlacementStatus.RECOMMENDED, on, recommendations=(*self.recommendations, offer))

    def accept(self, employer: EmployerId, on: date) -> TrainingPlacement:
        """The placement, the latest open offer of an employer accepted.

        Raises:
            UnknownName: ``employer`` has no offer that waits for an answer.
        """
        self._check_step(PlacementStatus.ACCEPTED, on)
        return self._answered(employer, on, accepted=True)

    def decline(self, employer: EmployerId, on: date) -> TrainingPlacement:
        """The placement, the latest open offer of an employer declined; the graduate stays open to others (F121).

        Raises:
            UnknownName: ``employer`` has no offer that waits for an answer.
        """
        self._check_step(PlacementStatus.DECLINED, on)
        return self._answered(employer, on, accepted=False)

    def _answered(self, employer: EmployerId, on: date, *, accepted: bool) -> TrainingPlacement:
        waiting = [
            i for i, offer in enumerate(self.recommendations) if offer.employer == employer and _waits(offer, on)
        ]
        if not waiting:
            raise UnknownName(
                Text("没有 {employer} 待答复的推荐", "no offer of {employer} waits for an answer").format(
                    employer=employer
                )
            )
        offers = list(self.recommendations)
        offers[waiting[-1]] = evolve(offers[waiting[-1]], accepted=accepted, answered_on=on)
        return evolve(self, recommendations=tuple(offers))


def _waits(offer: Recommendation, on: date) -> bool:
    """Whether an offer waits for an answer at the end of a day."""
    return offer.on <= on and (offer.answered is None or offer.answered > on)


def _taken(offer: Recommendation, on: date) -> bool:
    """Whether an offer has been accepted by the end of a day."""
    return bool(offer.accepted) and offer.answered is not None and offer.answered <= on
