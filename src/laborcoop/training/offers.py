"""Offers that can be declined: a log as a left fold of answers, so that the same answers give the same log.

The first offers are the stable placement of everybody (deferred acceptance, the seekers ask): nobody and no place would
both rather have each other. An offer stands until it is answered, and an accepted one stays. When one is declined, the
stable placement of those who then hold none gives the next offers: nobody is ever offered again what they declined, and
nothing that was offered is taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from itertools import groupby

from attrs import evolve, field, frozen
from attrs.validators import optional

from laborcoop.allocation import Problem, allocate
from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import WorkerId, check_id, check_once
from laborcoop.kernel.kinds import check_items
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_NATURAL = at_least(0, Text("名额和次数不能为负数", "places and numbers must not be negative"))


@frozen(kw_only=True)
class OfferPlace(Record):
    """What can be offered: a course, or an employer; how many times at once, and to whom.

    ``takes`` are those whom it would take, in groups, the first group first, all of a group alike; None: everybody,
    alike. ``open`` are the periods in which it may be offered; None: always.

    Raises:
        InvalidValue: ``places`` is negative, or ``takes`` names somebody twice.
    """

    id: str = field(validator=check_id)
    places: int = field(validator=_NATURAL)
    takes: tuple[tuple[WorkerId, ...], ...] | None = None
    open: tuple[Period, ...] | None = None

    def __attrs_post_init__(self) -> None:
        check_once(worker for group in self.takes or () for worker in group)

    def would_take(self, worker: WorkerId) -> bool:
        """Whether it takes somebody at all."""
        return self.takes is None or any(worker in group for group in self.takes)

    def is_open(self, on: date) -> bool:
        """Whether it may be offered on a day."""
        return self.open is None or any(on in period for period in self.open)


@frozen(kw_only=True)
class OfferSeeker(Record):
    """Somebody who can be offered something, and what they would accept, best first; nothing else is offered.

    Raises:
        InvalidValue: ``choices`` name one twice.
    """

    worker: WorkerId = field(validator=check_id)
    choices: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        check_once(self.choices)


@frozen(kw_only=True)
class OfferMarket(Record):
    """Everybody who seeks, and all that can be offered.

    Raises:
        InvalidValue: ``seekers`` or ``places`` name one twice.
    """

    seekers: tuple[OfferSeeker, ...]
    places: tuple[OfferPlace, ...]

    def __attrs_post_init__(self) -> None:
        check_once(seeker.worker for seeker in self.seekers)
        check_once(place.id for place in self.places)

    def both_want(self, seeker: OfferSeeker) -> tuple[str, ...]:
        """What somebody would accept and would be taken by, best first."""
        places = {place.id: place for place in self.places}
        return tuple(one for one in seeker.choices if one in places and places[one].would_take(seeker.worker))


@frozen(kw_only=True)
class TrainingOffer(Record):
    """An offer made to somebody on a day, ``after`` so many answers were taken; ``accepted`` is None until answered.

    Raises:
        InvalidValue: ``accepted`` is given without ``answered_on`` or the other way round, or the answer is before the
            offer.
    """

    worker: WorkerId
    place: str
    on: date
    after: int = field(default=0, validator=_NATURAL)
    accepted: bool | None = None
    answered_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if (self.accepted is None) != (self.answered_on is None) or (self.answered_on or self.on) < self.on:
            raise InvalidValue(
                Text(
                    "答复要有日期，且不早于录取或推荐", "an answer must have its day, and must not be before the offer"
                )
            )


@frozen(kw_only=True)
class OfferAnswer(Record):
    """What somebody said to an offer on a day; with ``withdraws`` the person declines it and wants no other.

    ``after`` says how many answers a log had taken before it took this one; None until it is taken.

    Raises:
        InvalidValue: ``accepted`` and ``withdraws`` are both true, or ``after`` is negative.
    """

    worker: WorkerId
    place: str
    on: date
    accepted: bool
    withdraws: bool = False
    after: int | None = field(default=None, validator=optional(_NATURAL))

    def __attrs_post_init__(self) -> None:
        if self.accepted and self.withdraws:
            raise InvalidValue(Text("接受的人不能同时退出", "an answer that accepts cannot withdraw"))

    @property
    def order(self) -> tuple[date, bool, int, str, str, bool, bool]:
        """Answers given together go by day: those that a log took as it took them, then the others by id.

        Of two to one offer the one that declines is first.
        """
        taken = (self.after is None, self.after or 0)
        return (self.on, *taken, self.worker, self.place, self.accepted, self.withdraws)


@frozen(kw_only=True)
class RefusedAnswer(Record):
    """An answer that was not taken, and why; the log goes on without it."""

    answer: OfferAnswer
    reason: Reason


class OfferStanding(Enum):
    """Where somebody stands. Offered = accepted + declined + pending + exhausted; ``WAITING`` was never offered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    """Has declined and can be offered something else yet."""
    PENDING = "pending"
    EXHAUSTED = "exhausted"
    """Has declined all that there is for them, or has withdrawn."""
    WAITING = "waiting"


@frozen(kw_only=True)
class OfferLog(Record):
    """All offers made, and the answers taken, in their order.

    Raises:
        InvalidValue: somebody is offered the same twice or holds two offers, a place has more offers out than places,
            or an offer names a person or a place that is not here.
    """

    market: OfferMarket
    started_on: date
    offers: tuple[TrainingOffer, ...]
    answers: tuple[OfferAnswer, ...] = ()
    refused: tuple[RefusedAnswer, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_once(f"{offer.worker} ← {offer.place}" for offer in self.offers)
        check_once(offer.worker for offer in self.held())
        places = {place.id: place.places for place in self.market.places}
        out = Counter(offer.place for offer in self.held())
        unknown = {offer.worker for offer in self.offers} - {seeker.worker for seeker in self.market.seekers}
        nowhere = {offer.place for offer in self.offers} - places.keys()
        over = {place for place, number in out.items() if number > places.get(place, 0)}
        if unknown or nowhere or over:
            raise InvalidValue(
                Text(
                    "录取或推荐记录有误：没有登记的人 {unknown}，没有的去处 {nowhere}，超过名额的 {over}",
                    "the offers are not sound: unknown people {unknown}, unknown places {nowhere}, more than the "
                    "places of {over}",
                ).format(unknown=sorted(unknown) or "-", nowhere=sorted(nowhere) or "-", over=sorted(over) or "-")
            )

    def held(self) -> tuple[TrainingOffer, ...]:
        """The offers that wait for an answer or are accepted."""
        return tuple(offer for offer in self.offers if offer.accepted is not False)

    @property
    def accepted(self) -> Mapping[WorkerId, str]:
        """The accepted offer of each person who has accepted one."""
        return {offer.worker: offer.place for offer in self.offers if offer.accepted}

    @property
    def pending(self) -> Mapping[WorkerId, str]:
        """The people whose offer waits for an answer."""
        return {offer.worker: offer.place for offer in self.offers if offer.accepted is None}

    @property
    def withdrawn(self) -> frozenset[WorkerId]:
        """The people who have withdrawn."""
        return frozenset(answer.worker for answer in self.answers if answer.withdraws)

    def left_to(self, seeker: OfferSeeker) -> tuple[str, ...]:
        """What could be offered to somebody yet, best first: wanted by both and not offered before."""
        if seeker.worker in self.withdrawn:
            return ()
        before = {offer.place for offer in self.offers if offer.worker == seeker.worker}
        return tuple(place for place in self.market.both_want(seeker) if place not in before)

    @property
    def standing(self) -> Mapping[WorkerId, OfferStanding]:
        """Where everybody stands."""
        offered = {offer.worker for offer in self.offers}
        accepted, pending = self.accepted, self.pending
        found: dict[WorkerId, OfferStanding] = {}
        for seeker in self.market.seekers:
            if seeker.worker not in offered:
                found[seeker.worker] = OfferStanding.WAITING
            elif seeker.worker in accepted:
                found[seeker.worker] = OfferStanding.ACCEPTED
            elif seeker.worker in pending:
                found[seeker.worker] = OfferStanding.PENDING
            else:
                left = self.left_to(seeker)
                found[seeker.worker] = OfferStanding.DECLINED if left else OfferStanding.EXHAUSTED
        return found

    @property
    def left_out(self) -> Mapping[WorkerId, Reason]:
        """Everybody without an offer in hand, and why."""
        in_hand = {offer.worker for offer in self.held()}
        return {seeker.worker: self._why_none(seeker) for seeker in self.market.seekers if seeker.worker not in in_hand}

    def _why_none(self, seeker: OfferSeeker) -> Reason:
        known = {place.id for place in self.market.places}
        left = self.left_to(seeker)
        last = self.answers[-1].on if self.answers else self.started_on
        open_now = {place.id for place in self.market.places if place.is_open(last)}
        if seeker.worker in self.withdrawn:
            code, text = "offers.withdrawn", Text("本人退出", "has withdrawn")
        elif left and open_now.isdisjoint(left):
            code, text = "offers.closed", Text("{places} 在 {on} 不可录取或推荐", "{places} may not be offered on {on}")
        elif left:
            left = tuple(place for place in left if place in open_now)
            code, text = "offers.waiting", Text("{places} 暂无空位，排队等候", "waits for {places}")
        elif self.market.both_want(seeker):
            code, text = "offers.exhausted", Text("可去的都已谢绝", "has declined all that there is")
        elif known & set(seeker.choices):
            code, text = "offers.not-taken", Text("所选的都不接收", "nothing that was chosen takes this person")
        else:
            code, text = "offers.no-choice", Text("所选的都不在名单中", "nothing that was chosen is there")
        return Reason(code=code, about=left, text=text.format(places=left, on=last))

    def answer(self, *answers: OfferAnswer) -> OfferLog:
        """The log after some answers; what cannot be taken is refused by name.

        Answers given together are taken by day, and on a day by id, but for those to an offer that another of them
        brings about: whoever is offered something on the day may answer on it. Given one by one they are taken as they
        come, none before the day of the last. Those that a log holds are numbered as it took them, and give it again,
        one by one or all at once.

        Raises:
            InvalidValue: ``answers`` hold something else.
        """
        log, refused = self, []
        in_order = sorted(check_items("answer", "answers", answers, OfferAnswer), key=lambda one: one.order)
        for _, of_a_day in groupby(in_order, key=lambda one: one.on):
            waiting = list(of_a_day)
            while (number := log._first(waiting)) is not None:
                log = log._taken(waiting.pop(number))
            against = ((one, log._against(one)) for one in waiting)  # noqa: SLF001 - a log of this class
            refused += [RefusedAnswer(answer=one, reason=reason) for one, reason in against if reason is not None]
        return evolve(log, refused=(*log.refused, *refused))

    def _first(self, answers: Iterable[OfferAnswer]) -> int | None:
        """The number of the first of some answers that can be taken; None where none can."""
        return next((number for number, one in enumerate(answers) if self._against(one) is None), None)

    def _against(self, answer: OfferAnswer) -> Reason | None:
        """Why an answer cannot be taken; None where it can."""
        offer = next((one for one in self.offers if (one.worker, one.place) == (answer.worker, answer.place)), None)
        if self.answers and answer.on < self.answers[-1].on:
            code, text = (
                "offers.out-of-order",
                Text("早于已受理的 {last} 的答复", "is before an answer of {last} that was taken"),
            )
            return Reason(code=code, text=text.format(last=self.answers[-1].on))
        if offer is None:
            code, text = "offers.never-made", Text("没有向其发出过 {place}", "was never offered {place}")
        elif offer.accepted is not None:
            code, text = "offers.answered", Text("{place} 已经答复过", "has answered {place} already")
        elif answer.on < offer.on:
            code, text = "offers.too-early", Text("早于发出日期 {on}", "is before the offer of {on}")
        else:
            return None
        return Reason(code=code, text=text.format(place=answer.place, on=offer.on if offer else ""))

    def _taken(self, answer: OfferAnswer) -> OfferLog:
        offers = tuple(
            evolve(offer, accepted=answer.accepted, answered_on=answer.on)
            if (offer.worker, offer.place) == (answer.worker, answer.place)
            else offer
            for offer in self.offers
        )
        log = evolve(self, offers=offers, answers=(*self.answers, evolve(answer, after=len(self.answers))))
        return log if answer.accepted else _offering(log, answer.on)


def check_market(market: OfferMarket) -> None:
    """Whether places take only people who seek.

    Raises:
        InvalidValue: some name others; says which places and whom, all at once.
    """
    seekers = {seeker.worker for seeker in market.seekers}
    check_names(
        *(
            Names(
                Text("{place} 愿接收的人", "those whom {place} takes").format(place=place.id),
                [worker for group in place.takes or () for worker in group],
                seekers,
            )
            for place in market.places
        )
    )


def make_offers(market: OfferMarket, on: date) -> OfferLog:
    """The first offers: the stable placement of everybody, on a day.

    Raises:
        InvalidValue: ``market`` has places that would take people who do not seek; the error names both, all at once.
    """
    check_market(market)
    return _offering(OfferLog(market=market, started_on=on, offers=()), on)


def _offering(log: OfferLog, on: date) -> OfferLog:
    """The log with the next offers: the stable placement of those who hold none, on what is free on the day."""
    in_hand = {offer.worker for offer in log.held()}
    out = Counter(offer.place for offer in log.held())
    free = {place.id: place for place in log.market.places if place.is_open(on)}
    wants: dict[str, list[str]] = {
        seeker.worker: [place for place in log.left_to(seeker) if place in free]
        for seeker in log.market.seekers
        if seeker.worker not in in_hand
    }
    result = allocate(
        Problem.from_preferences(
            applicants=wants,
            places={name: _ranked(place, wants) for name, place in free.items()},
            capacity={name: place.places - out[name] for name, place in free.items()},
        ),
        mechanism="stable",
    )
    made = (
        TrainingOffer(worker=WorkerId(worker), place=place, on=on, after=len(log.answers))
        for worker, place in sorted(result.placed.items())
    )
    return evolve(log, offers=(*log.offers, *made))


def _ranked(place: OfferPlace, wants: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """Those who want a place in the groups in which it takes them."""
    asking = [worker for worker, places in wants.items() if place.id in places]
    groups = [asking] if place.takes is None else [[one for one in group if one in asking] for group in place.takes]
    return [tuple(group) for group in groups if group]
