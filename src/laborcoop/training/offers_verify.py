"""An independent check of a log of offers: its rounds played again from the offers and answers that it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.training.offers import OfferLog, OfferPlace, TrainingOffer


def verify_offers(log: OfferLog) -> tuple[Text, ...]:
    """What is wrong with a log; empty when it is sound.

    Offers are wanted by both and open on their day; nobody holds two, is offered the same twice, or is offered anything
    after accepting or withdrawing; no place has more out than it has; and after every round nobody without an offer and
    no place would both rather have each other than what that round gave them.
    """
    faults = list(_answers(log))
    rounds = [0, *(n for n, answer in enumerate(log.answers, start=1) if not answer.accepted)]
    if {offer.after for offer in log.offers} - set(rounds):
        faults.append(Text("有人在无人谢绝时被录取或推荐", "somebody is offered something where nobody declined"))
    for number in rounds:
        faults += _round(log, number)
    return tuple(faults)


def _answers(log: OfferLog) -> Iterator[Text]:
    """Each answer is to an offer that was out by then, and is what the offer says."""
    said = {(offer.worker, offer.place): (offer.accepted, offer.answered_on) for offer in log.offers}
    days = [answer.on for answer in log.answers]
    if days != sorted(days):
        yield Text("答复没有按日期排列", "the answers are not in order")
    for number, answer in enumerate(log.answers):
        out = [one for one in log.offers if (one.worker, one.place) == (answer.worker, answer.place)]
        if (
            not out
            or out[0].after > number
            or said.pop((answer.worker, answer.place), None)
            != (
                answer.accepted,
                answer.on,
            )
        ):
            yield Text(
                "{worker} 对 {place} 的答复与记录不符", "the answer of {worker} to {place} is not that of the offer"
            ).format(worker=answer.worker, place=answer.place)
    for (worker, place), (accepted, _) in said.items():
        if accepted is not None:
            yield Text("{worker} 对 {place} 没有答复", "{worker} has not answered {place}").format(
                worker=worker, place=place
            )


def _round(log: OfferLog, number: int) -> Iterator[Text]:
    """One round: who was free, what was free, and what was made of it."""
    on = log.answers[number - 1].on if number else log.started_on
    declined = {(one.worker, one.place) for one in log.answers[:number] if not one.accepted}
    gone = {one.worker for one in log.answers[:number] if one.withdraws}
    earlier = [one for one in log.offers if one.after < number and (one.worker, one.place) not in declined]
    made = [one for one in log.offers if one.after == number]
    places = {place.id: place for place in log.market.places}
    choices = {seeker.worker: seeker.choices for seeker in log.market.seekers}
    free = choices.keys() - gone - {one.worker for one in earlier}
    room = {name: place.places - sum(one.place == name for one in earlier) for name, place in places.items()}
    for offer in made:
        yield from _offer(offer, on, places, choices, free, declined)
    for worker, times in Counter(one.worker for one in made).items():
        if times > 1:
            yield Text("{worker} 同时有两个", "{worker} is offered two at once").format(worker=worker)
    for name, times in Counter(one.place for one in made).items():
        if times > room.get(name, 0):
            yield Text("{place} 超过名额", "{place} has more offers out than places").format(place=name)
    taken = {one.worker: one.place for one in made}
    open_places = {name: place for name, place in places.items() if place.is_open(on) and room[name] > 0}
    for worker in sorted(free):
        own = taken.get(worker)
        before = choices[worker][: choices[worker].index(own)] if own in choices[worker] else choices[worker]
        for name in before:
            if (worker, name) not in declined and name in open_places:
                there = [one for one, place in taken.items() if place == name]
                yield from _passed_over(open_places[name], worker, there, room[name])


def _passed_over(place: OfferPlace, worker: WorkerId, there: list[WorkerId], room: int) -> Iterator[Text]:
    """Somebody who would rather have a place, and whom it would rather have than one of those there, or than nobody."""
    own = _rank(place, worker)
    ranks = [_rank(place, one) for one in there]
    behind = any(own is not None and rank is not None and own < rank for rank in ranks)
    if own is not None and (len(there) < room or behind):
        text = Text("{worker} 与 {place} 都更愿意选择对方", "{worker} and {place} would both rather have each other")
        yield text.format(worker=worker, place=place.id)


def _offer(
    offer: TrainingOffer,
    on: date,
    places: Mapping[str, OfferPlace],
    choices: Mapping[WorkerId, tuple[str, ...]],
    free: set[WorkerId],
    declined: set[tuple[WorkerId, str]],
) -> Iterator[Text]:
    place = places[offer.place]
    facts = {"worker": offer.worker, "place": offer.place}
    if offer.on != on or not place.is_open(on):
        yield Text("{place} 在 {on} 不能给 {worker}", "{place} cannot be offered to {worker} on {on}").format(
            **facts, on=offer.on
        )
    if offer.place not in choices[offer.worker] or _rank(place, offer.worker) is None:
        yield Text("{worker} 与 {place} 不是双方意愿", "{worker} and {place} do not both want it").format(**facts)
    if offer.worker not in free or (offer.worker, offer.place) in declined:
        yield Text(
            "{worker} 已有去处、已退出或已谢绝", "{worker} has an offer, has withdrawn or has declined it"
        ).format(**facts)


def _rank(place: OfferPlace, worker: WorkerId) -> int | None:
    """The group in which a place takes somebody; None where it does not."""
    if place.takes is None:
        return 0
    return next((number for number, group in enumerate(place.takes) if worker in group), None)
