"""Graduates recommended to quality employers of the day (优质企业): an offer can be declined, and the next follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import EmployerId, WorkerId, check_id, check_known, check_once, order_key
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook import RuleBook
from laborcoop.training.aid import GraduateOffers
from laborcoop.training.offers import OfferAnswer, OfferLog, OfferMarket, OfferPlace, OfferSeeker, make_offers
from laborcoop.training.offers_verify import verify_offers
from laborcoop.training.placement import TrainingPlacement
from laborcoop.training.placement_status import PlacementStatus

_NATURAL = at_least(0, Text("招聘人数不能为负数", "openings must not be negative"))
_WHY_NOT: Mapping[PlacementStatus, Reason] = {
    PlacementStatus.ENROLLED: Reason(code="recommending.enrolled", text=Text("尚未毕业", "has not graduated yet")),
    PlacementStatus.LEFT: Reason(code="recommending.left", text=Text("未毕业离校", "left without graduating")),
    PlacementStatus.ACCEPTED: Reason(code="recommending.accepted", text=Text("已接受推荐", "has taken an offer")),
    PlacementStatus.RECOMMENDED: Reason(
        code="recommending.recommended", text=Text("已有待答复的推荐", "has an offer that waits for an answer")
    ),
}


@frozen(kw_only=True)
class QualityEmployer(Record):
    """An employer to which graduates can be recommended: its openings, and the periods in which it is on the list.

    ``openings`` are all that it has for these graduates: those of whom an earlier offer waits for an answer, or is
    accepted, take up one each.

    Raises:
        InvalidValue: ``openings`` is negative.
    """

    employer: EmployerId = field(validator=check_id)
    openings: int = field(validator=_NATURAL)
    listed: tuple[Period, ...]


@frozen(kw_only=True)
class Recommendations(Record):
    """Everybody whose placement was given: those who can be recommended, in the log, and the others with the reasons.

    Raises:
        InvalidValue: somebody is lost, or both in the log and barred.
    """

    came_in: frozenset[WorkerId]
    log: OfferLog
    barred: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        whole = [*(seeker.worker for seeker in self.log.market.seekers), *self.barred]
        if sorted(whole) != sorted(self.came_in) or not all(self.barred.values()):
            raise InvalidValue(Text("推荐：有毕业生丢失或重复", "recommendations: a graduate is lost or twice"))

    @property
    def left_out(self) -> Mapping[WorkerId, tuple[Reason, ...]]:
        """Everybody without an offer in hand, and why."""
        return {**self.barred, **{worker: (reason,) for worker, reason in self.log.left_out.items()}}

    def answer(self, *answers: OfferAnswer) -> Recommendations:
        """The recommendations after some answers; each that is declined is followed by the next ones."""
        return evolve(self, log=self.log.answer(*answers))

    def applied(self, placements: Iterable[TrainingPlacement]) -> tuple[TrainingPlacement, ...]:
        """The placements with what was recommended and answered.

        Raises:
            IllegalTransition: one of ``placements`` does not allow it: it is not the one that was given.
        """
        return tuple(self._applied(placement) for placement in placements)

    def _applied(self, placement: TrainingPlacement) -> TrainingPlacement:
        for offer in self.log.offers:
            if offer.worker == placement.worker:
                employer = EmployerId(offer.place)
                placement = placement.recommend(employer, offer.on)
                if offer.answered_on is not None:
                    say = placement.accept if offer.accepted else placement.decline
                    placement = say(employer, offer.answered_on)
        return placement


def recommend_graduates(
    placements: Iterable[TrainingPlacement],
    employers: Iterable[QualityEmployer],
    *,
    on: date,
    choices: Mapping[WorkerId, tuple[EmployerId, ...]] | None = None,
) -> Recommendations:
    """Recommend graduates to employers that are on the quality list of the day, within their openings (TP-15).

    Args:
        placements: one for each person; those who have not graduated, or have an offer, are left out by name. Whoever
            has an offer takes up an opening of that employer.
        employers: with their openings and the periods of the list; whether one is on it is asked on each day anew.
        on: the day of the first recommendations.
        choices: the employers that a graduate would go to, best first; graduates who are not named would go to any, in
            an order that favours none. What a graduate has declined before is not offered again.

    Raises:
        InvalidValue: ``placements`` or ``employers`` name one twice, or ``choices`` names one that is not given.
    """
    known = sorted(placements, key=lambda placement: placement.worker)
    offered = sorted(employers, key=lambda employer: employer.employer)
    check_once(placement.worker for placement in known)
    check_once(employer.employer for employer in offered)
    wishes = choices or {}
    workers = wishes.keys() - {placement.worker for placement in known}
    nowhere = {one for wish in wishes.values() for one in wish} - {employer.employer for employer in offered}
    check_known({*workers, *nowhere}, ())
    barred: dict[WorkerId, tuple[Reason, ...]] = {}
    seekers: list[OfferSeeker] = []
    for placement in known:
        reason = _WHY_NOT.get(placement.status(on) or PlacementStatus.ENROLLED)
        if reason is not None:
            barred[placement.worker] = (reason,)
            continue
        wanted = wishes.get(placement.worker)
        if wanted is None:
            shuffled = {order_key(f"{placement.worker}/{one.employer}"): one.employer for one in offered}
            wanted = tuple(shuffled[key] for key in sorted(shuffled))
        declined = {one.employer for one in placement.recommendations}
        seekers.append(
            OfferSeeker(
                worker=placement.worker,
                choices=tuple(one for one in dict.fromkeys(wanted) if one not in declined),
            )
        )
    market = OfferMarket(seekers=tuple(seekers), places=_places(offered, known, on))
    return Recommendations(
        came_in=frozenset(placement.worker for placement in known), log=make_offers(market, on), barred=barred
    )


def _places(
    employers: Iterable[QualityEmployer], placements: Iterable[TrainingPlacement], on: date
) -> tuple[OfferPlace, ...]:
    """The openings that earlier offers leave on a day."""
    taken = Counter(employer for placement in placements for employer in placement.holds(on))
    return tuple(
        OfferPlace(id=one.employer, places=max(0, one.openings - taken[one.employer]), open=one.listed)
        for one in employers
    )


def verify_recommendations(
    found: Recommendations,
    placements: Iterable[TrainingPlacement],
    employers: Iterable[QualityEmployer],
    book: RuleBook,
) -> tuple[Text, ...]:
    """What is wrong with recommendations; empty when they are sound.

    The log is sound by its own check, and counts on the openings and lists of the employers, without those openings
    that earlier offers take up; everybody is there; nobody is offered again what an earlier recommendation offered; and
    the rules of the book (TP-15) say nothing against the placements with what was recommended.
    """
    known = {placement.worker: placement for placement in placements}
    given = tuple(employers)
    quality = {one.employer: one.listed for one in given}
    faults = [*verify_offers(found.log), *_places_not_theirs(found.log, tuple(known.values()), given)]
    if found.came_in != known.keys():
        faults.append(Text("人员与登记不一致", "those recommended and left out are not those given"))
        return tuple(faults)
    for worker, placement in known.items():
        before = {one.employer for one in placement.recommendations}
        again = sorted(one.place for one in found.log.offers if one.worker == worker and one.place in before)
        if again:
            text = Text("{worker} 又被推荐到 {again}", "{worker} is recommended to {again} again")
            faults.append(text.format(worker=worker, again=again))
        after = GraduateOffers(placement=found.applied([placement])[0], quality=quality)
        faults += [
            Text("{worker}：{what}", "{worker}: {what}").format(worker=worker, what=finding.message)
            for finding in book.judge(after, worker, on=found.log.started_on)
        ]
    return tuple(faults)


def _places_not_theirs(
    log: OfferLog, placements: Sequence[TrainingPlacement], employers: Iterable[QualityEmployer]
) -> Iterator[Text]:
    """The employers of which a log counts on other openings or another list than is true on its first day."""
    counted = {place.id: place for place in log.market.places}
    for one in employers:
        held = sum(one.employer in placement.holds(log.started_on) for placement in placements)
        left = max(one.openings - held, 0)
        place = counted.pop(one.employer, None)
        if place is None or (place.places, place.open) != (left, one.listed):
            yield Text(
                "{employer} 还有 {left} 个名额，推荐时的名额或名单不符",
                "{employer} has {left} openings left, and the offers count on other openings or another list",
            ).format(employer=one.employer, left=left)
    for name in sorted(counted):
        yield Text("{employer} 不在企业之中", "{employer} is none of the employers").format(employer=name)
