"""Offers: the first are stable, each can be declined and the next one follows, the same answers give the same log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.training import (
    OfferAnswer,
    OfferLog,
    OfferMarket,
    OfferPlace,
    OfferSeeker,
    OfferStanding,
    TrainingOffer,
    make_offers,
    verify_offers,
)

START = date(2023, 7, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def seeker(name: str, choices: str) -> OfferSeeker:
    return OfferSeeker(worker=WorkerId(name), choices=tuple(choices))


def place(name: str, places: int, takes: str | None = None, opens: tuple[Period, ...] | None = None) -> OfferPlace:
    """A place that takes the groups of workers named, such as ``"ab c"``."""
    groups = None if takes is None else tuple(tuple(map(WorkerId, group)) for group in takes.split())
    return OfferPlace(id=name, places=places, takes=groups, open=opens)


def market(seekers: dict[str, str], *places: OfferPlace) -> OfferMarket:
    return OfferMarket(seekers=tuple(seeker(name, choices) for name, choices in seekers.items()), places=places)


def said(worker: str, of: str, on: int, *, yes: bool = False, gone: bool = False) -> OfferAnswer:
    return OfferAnswer(worker=WorkerId(worker), place=of, on=day(on), accepted=yes, withdraws=gone)


def out(log: OfferLog) -> list[tuple[str, str, int]]:
    return [(offer.worker, offer.place, (offer.on - START).days) for offer in log.offers]


def codes(log: OfferLog) -> list[str]:
    return [one.reason.code for one in log.refused]


def standing(log: OfferLog) -> dict[str, str]:
    return {worker: one.value for worker, one in log.standing.items()}


# Laws -----------------------------------------------------------------------------------------------------------------


@st.composite
def markets(draw: st.DrawFn) -> OfferMarket:
    names, places = "abcd"[: draw(st.integers(0, 4))], "PQR"[: draw(st.integers(0, 3))]
    groups = st.permutations(list(names)).map(lambda order: " ".join("".join(order[i : i + 2]) for i in (0, 2, 4)))
    opens = st.sampled_from([None, None, (Period(START, day(2)),), (Period(day(1)),)])
    return market(
        {
            name: "".join(draw(st.lists(st.sampled_from("PQRX"), unique=True, max_size=4)))
            for name in draw(st.permutations(names))
        },
        *(place(name, draw(st.integers(0, 2)), draw(st.none() | groups), draw(opens)) for name in places),
    )


ANSWERS = st.lists(
    st.builds(
        lambda worker, at, on, yes, gone: said(worker, at, on, yes=yes, gone=gone and not yes),
        st.sampled_from("abcd"),
        st.sampled_from("PQR"),
        st.integers(0, 4),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(markets(), ANSWERS)
def test_nobody_is_lost_no_place_passed_and_what_was_declined_is_never_offered_again(
    asked: OfferMarket, answers: list[OfferAnswer]
) -> None:
    log = make_offers(asked, START).answer(*answers)
    assert verify_offers(log) == ()
    count = Counter(log.standing.values())
    offered = {offer.worker for offer in log.offers}
    kinds = (OfferStanding.ACCEPTED, OfferStanding.DECLINED, OfferStanding.PENDING, OfferStanding.EXHAUSTED)
    assert len(offered) == sum(count[kind] for kind in kinds)
    assert len(offered) + count[OfferStanding.WAITING] == len(asked.seekers)
    assert log.accepted.keys() | log.pending.keys() | log.left_out.keys() == {one.worker for one in asked.seekers}
    assert len(log.accepted) + len(log.pending) + len(log.left_out) == len(asked.seekers)
    pairs = [(offer.worker, offer.place) for offer in log.offers]
    assert len(set(pairs)) == len(pairs)
    held = Counter(offer.place for offer in log.offers if offer.accepted is not False)
    assert all(held[one.id] <= one.places for one in asked.places)
    assert len(log.answers) + len(log.refused) == len(answers)


@settings(max_examples=80)
@given(markets(), ANSWERS)
def test_answers_one_by_one_or_all_at_once_or_played_again_give_the_same_log(
    asked: OfferMarket, answers: list[OfferAnswer]
) -> None:
    at_once = make_offers(asked, START).answer(*answers)
    one_by_one = make_offers(asked, START)
    for answer in at_once.answers:
        one_by_one = one_by_one.answer(answer)
    assert one_by_one == evolve(at_once, refused=())
    assert evolve(make_offers(asked, START).answer(*at_once.answers), refused=at_once.refused) == at_once
    shuffled = OfferMarket(seekers=asked.seekers[::-1], places=asked.places[::-1])
    assert make_offers(shuffled, START).answer(*answers[::-1]).offers == at_once.offers


@st.composite
def crowded_markets(draw: st.DrawFn) -> OfferMarket:
    """Markets in which everybody would go anywhere and every place knows its order: much depends on who is first."""
    choices, orders = st.permutations("PQR").map("".join), st.permutations("abcde").map(" ".join)
    return market({name: draw(choices) for name in "abcde"}, *(place(name, 1, draw(orders)) for name in "PQR"))


@settings(max_examples=120)
@given(crowded_markets(), st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0, 0, 1])), max_size=6))
def test_answers_in_whatever_order_of_a_day_they_came_give_the_same_log_when_played_again_all_at_once(
    asked: OfferMarket, declining: list[tuple[int, int]]
) -> None:
    first = log = make_offers(asked, START)
    on = 1
    for pick, later in declining:
        on += later
        if log.pending:
            worker = sorted(log.pending)[pick % len(log.pending)]
            log = log.answer(said(worker, log.pending[worker], on))
    assert first.answer(*log.answers[::-1]) == log


def test_of_two_who_decline_on_a_day_the_one_who_came_first_is_first_when_played_again() -> None:
    asked = market({"a": "PQ", "b": "QP", "c": "PQ", "d": "PQ"}, place("P", 1, "a c d b"), place("Q", 1, "b c d a"))
    first = make_offers(asked, START)
    log = first.answer(said("b", "Q", 1)).answer(said("a", "P", 1))
    assert log.pending == {"c": "Q", "d": "P"}
    assert [(one.worker, one.after) for one in log.answers] == [("b", 0), ("a", 1)]
    assert first.answer(*log.answers) == log
    assert first.answer(said("b", "Q", 1), said("a", "P", 1)).pending == {"c": "P", "d": "Q"}


@settings(max_examples=60)
@given(markets())
def test_the_first_offers_are_stable_by_a_check_of_this_test_s_own(asked: OfferMarket) -> None:
    log = make_offers(asked, START)
    got = {offer.worker: offer.place for offer in log.offers}
    for one in asked.seekers:
        own = got.get(one.worker)
        for name in one.choices[: one.choices.index(own)] if own else one.choices:
            there = next((each for each in asked.places if each.id == name), None)
            if there is None or (there.open is not None and not any(START in period for period in there.open)):
                continue
            rank = {worker: i for i, group in enumerate(there.takes or ()) for worker in group}
            if there.takes is None or one.worker in rank:
                rivals = [worker for worker, taken in got.items() if taken == name]
                assert len(rivals) == there.places
                assert all(rank.get(rival, 0) <= rank.get(one.worker, 0) for rival in rivals)


def test_of_all_stable_placements_the_first_offers_are_the_best_for_everybody() -> None:
    asked = market({"a": "PQ", "b": "QP"}, place("P", 1, "b a"), place("Q", 1, "a b"))
    assert out(make_offers(asked, START)) == [("a", "P", 0), ("b", "Q", 0)]


# One answer at a time -------------------------------------------------------------------------------------------------


def test_an_offer_that_is_declined_goes_to_the_next_in_the_order_of_the_place_and_who_declined_to_the_next_choice() -> (
    None
):
    asked = market({"a": "PQ", "b": "P", "c": "P"}, place("P", 1, "a c b"), place("Q", 1))
    first = make_offers(asked, START)
    assert (out(first), standing(first)) == ([("a", "P", 0)], {"a": "pending", "b": "waiting", "c": "waiting"})
    assert first.left_out[WorkerId("b")].code == "offers.waiting"
    second = first.answer(said("a", "P", 3))
    assert out(second)[1:] == [("a", "Q", 3), ("c", "P", 3)]
    third = second.answer(said("c", "P", 4, yes=True))
    assert (third.accepted, third.pending) == ({"c": "P"}, {"a": "Q"})
    last = third.answer(said("a", "Q", 5))
    assert standing(last) == {"a": "exhausted", "b": "waiting", "c": "accepted"}
    assert last.left_out[WorkerId("a")].code == "offers.exhausted"


def test_who_has_declined_and_waits_for_a_full_place_is_offered_it_when_it_is_free() -> None:
    asked = market({"a": "PQ", "b": "QP"}, place("P", 1), place("Q", 1, "b a"))
    log = make_offers(asked, START).answer(said("a", "P", 1))
    assert standing(log) == {"a": "declined", "b": "pending"}
    assert log.left_out[WorkerId("a")].about == ("Q",)
    closed = evolve(log, market=market({"a": "PQR", "b": "QP"}, place("P", 1), place("Q", 1), place("R", 1, opens=())))
    assert closed.left_out[WorkerId("a")].text.en == "waits for Q"
    assert out(log.answer(said("b", "Q", 2)))[2:] == [("a", "Q", 2), ("b", "P", 2)]


def test_what_was_offered_is_not_taken_back_for_somebody_who_comes_before() -> None:
    asked = market({"a": "PQ", "b": "Q"}, place("P", 1), place("Q", 1, "a b"))
    log = make_offers(asked, START).answer(said("a", "P", 1))
    assert (log.pending, standing(log)["a"]) == ({"b": "Q"}, "declined")


def test_who_withdraws_is_offered_nothing_more() -> None:
    log = make_offers(market({"a": "PQ"}, place("P", 1), place("Q", 1)), START).answer(said("a", "P", 1, gone=True))
    assert (log.pending, standing(log)) == ({}, {"a": "exhausted"})
    assert log.left_out[WorkerId("a")].code == "offers.withdrawn"


def test_a_place_is_offered_only_on_the_days_on_which_it_is_open() -> None:
    asked = market(
        {"a": "PQ", "b": "Q"},
        place("P", 2, opens=(Period(START, day(1)),)),
        place("Q", 2, opens=(Period(START, day(1)), Period(day(2)))),
    )
    closed = make_offers(asked, day(1))
    assert out(closed) == []
    assert (closed.left_out[WorkerId("b")].code, closed.left_out[WorkerId("b")].about) == ("offers.closed", ("Q",))
    assert closed.left_out[WorkerId("b")].text.en == "Q may not be offered on 2023-07-02"
    log = make_offers(asked, START)
    assert out(log.answer(said("a", "P", 1)))[2:] == []
    assert out(log.answer(said("a", "P", 2)))[2:] == [("a", "Q", 2)]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (said("a", "Q", 1), "offers.never-made"),
        (said("z", "P", 1), "offers.never-made"),
        (said("a", "P", -1), "offers.too-early"),
    ],
)
def test_an_answer_to_no_offer_is_refused_by_name_and_the_rest_goes_on(answer: OfferAnswer, why: str) -> None:
    log = make_offers(market({"a": "PQ", "b": "Q"}, place("P", 1), place("Q", 1)), START)
    after = log.answer(answer, said("b", "Q", 2, yes=True))
    assert codes(after) == [why]
    assert after.refused[0].answer == answer
    assert after.accepted == {"b": "Q"}
    assert verify_offers(after) == ()


def test_what_is_no_answer_is_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match="answers"):
        make_offers(market({"a": "P"}, place("P", 1)), START).answer("yes")  # type: ignore[arg-type]


def test_an_answer_is_given_once_and_in_the_order_of_days() -> None:
    log = make_offers(market({"a": "P", "b": "Q"}, place("P", 1), place("Q", 1)), START)
    accepted = log.answer(said("a", "P", 2, yes=True))
    assert codes(accepted.answer(said("a", "P", 3))) == ["offers.answered"]
    assert codes(accepted.answer(said("b", "Q", 1))) == ["offers.out-of-order"]
    assert accepted.answer(said("a", "P", 3)).accepted == {"a": "P"}


def test_who_chose_what_is_not_there_or_does_not_take_them_is_told_so() -> None:
    log = make_offers(market({"a": "X", "b": "P", "c": ""}, place("P", 1, "a")), START)
    assert {worker: reason.code for worker, reason in log.left_out.items()} == {
        "a": "offers.no-choice",
        "b": "offers.not-taken",
        "c": "offers.no-choice",
    }
    assert set(standing(log).values()) == {"waiting"}


def test_what_contradicts_itself_is_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match="given twice: P"):
        seeker("a", "PP")
    with pytest.raises(InvalidValue, match="given twice: a"):
        place("P", 1, "ab a")
    with pytest.raises(InvalidValue, match="given twice: P"):
        market({}, place("P", 1), place("P", 2))
    with pytest.raises(InvalidValue, match="given twice: a"):
        OfferMarket(seekers=(seeker("a", ""), seeker("a", "P")), places=())
    with pytest.raises(InvalidValue, match="must not be negative"):
        evolve(said("a", "P", 1), after=-1)
    with pytest.raises(InvalidValue, match="cannot withdraw"):
        said("a", "P", 1, yes=True, gone=True)
    for wrong in ({"accepted": True}, {"answered_on": START}, {"accepted": True, "answered_on": day(-1)}):
        with pytest.raises(InvalidValue, match="must have its day"):
            TrainingOffer(worker=WorkerId("a"), place="P", on=START, **wrong)


def offer(worker: str, at: str, **more: Any) -> TrainingOffer:
    return TrainingOffer(**{"worker": WorkerId(worker), "place": at, "on": START, **more})


@pytest.mark.parametrize(
    "offers",
    [
        (offer("z", "P"),),
        (offer("a", "X"),),
        (offer("a", "P"), offer("b", "P")),
        (offer("a", "P"), offer("a", "P", accepted=False, answered_on=START)),
        (offer("a", "P"), offer("a", "Q")),
    ],
)
def test_a_log_that_offers_too_much_cannot_be_built(offers: tuple[TrainingOffer, ...]) -> None:
    asked = market({"a": "PQ", "b": "PQ"}, place("P", 1), place("Q", 1))
    with pytest.raises(InvalidValue, match=r"not sound|given twice"):
        OfferLog(market=asked, started_on=START, offers=offers)


# The check ------------------------------------------------------------------------------------------------------------


def faults(log: OfferLog) -> str:
    return "; ".join(text.en for text in verify_offers(log))


def test_the_check_finds_offers_that_the_mechanism_would_not_make() -> None:
    asked = market({"a": "PQ", "b": "PQ", "c": "Q"}, place("P", 1, "a b"), place("Q", 1, "b a"))
    log = make_offers(asked, START)
    assert [(one.worker, one.place) for one in log.offers] == [("a", "P"), ("b", "Q")]

    def with_offers(*offers: TrainingOffer) -> str:
        return faults(evolve(log, offers=offers))

    assert "a and P would both rather" in with_offers(offer("b", "P"), offer("a", "Q"))
    assert "b and Q would both rather" in with_offers(offer("a", "P"))
    assert "c and Q do not both want it" in with_offers(offer("a", "P"), offer("c", "Q"))
    assert "cannot be offered to a on 2023-07-02" in with_offers(offer("a", "P", on=day(1)), offer("b", "Q"))
    assert "where nobody declined" in with_offers(offer("a", "P"), offer("b", "Q", after=1))


def test_the_check_finds_answers_that_are_not_those_of_the_offers() -> None:
    asked = market({"a": "PQ", "b": "QP"}, place("P", 1), place("Q", 1))
    log = make_offers(asked, START).answer(said("a", "P", 1), said("b", "Q", 2, yes=True))
    assert faults(log) == ""
    assert "the answer of b to Q is not that of the offer" in faults(
        evolve(log, answers=(log.answers[0], said("b", "Q", 3, yes=True)))
    )
    assert "b has not answered Q" in faults(evolve(log, answers=log.answers[:1]))
    assert "the answer of b to P is not" in faults(evolve(log, answers=(*log.answers, said("b", "P", 3))))
    assert "not in order" in faults(evolve(log, answers=log.answers[::-1]))


def test_the_check_finds_who_is_offered_more_after_answering_and_a_place_given_twice_in_a_round() -> None:
    asked = market({"a": "PQ", "b": "PQ"}, place("P", 2), place("Q", 1))
    log = make_offers(asked, START).answer(said("a", "P", 1, gone=True))
    again = evolve(log, offers=(*log.offers, offer("a", "Q", on=day(1), after=1)))
    assert "a has an offer, has withdrawn or has declined it" in faults(again)
    first = make_offers(market({"a": "PQ", "b": "PQ"}, place("P", 1), place("Q", 1)), START)
    declined = [evolve(one, accepted=False, answered_on=START) for one in first.offers]
    answers = (said("a", declined[0].place, 0), said("b", declined[1].place, 0))
    twice = (*declined, offer("a", "Q", accepted=False, answered_on=START))
    both: Sequence[TrainingOffer] = [one for one in twice if (one.worker, one.place) != ("a", "P")] + [twice[0]]
    assert "a is offered two at once" in faults(evolve(first, offers=tuple(both), answers=answers))
    full = evolve(first, offers=(*declined[:1], evolve(declined[1], place=declined[0].place)), answers=answers)
    assert "more offers out than places" in faults(full)


def test_an_order_of_answers_on_one_day_is_that_of_the_ids() -> None:
    asked = market({"a": "PQ", "b": "P", "c": "Q"}, place("P", 1, "a b c"), place("Q", 1, "c a"))
    answers = [said("a", "P", 1), said("c", "Q", 1), said("b", "P", 1)]
    logs = {make_offers(asked, START).answer(*order) for order in permutations(answers)}
    assert len(logs) == 1


def test_an_answer_on_the_day_of_an_offer_is_taken_whoever_declined_before_it() -> None:
    log = make_offers(market({"a": "P", "b": "P", "c": "P"}, place("P", 1, "c b a")), START)
    declined, then, accepted = said("c", "P", 1), said("b", "P", 1), said("a", "P", 1, yes=True)
    one_by_one = log.answer(declined).answer(then).answer(accepted)
    assert (one_by_one.accepted, codes(one_by_one)) == ({"a": "P"}, [])
    assert verify_offers(one_by_one) == ()
    assert {log.answer(*order) for order in permutations((accepted, then, declined))} == {one_by_one}
    assert codes(log.answer(accepted, then)) == ["offers.never-made", "offers.never-made"]


def test_places_that_take_people_who_do_not_seek_are_refused_all_at_once() -> None:
    with pytest.raises(InvalidValue) as refused:
        make_offers(market({"a": "P"}, place("P", 1, "a z"), place("Q", 1, "y")), START)
    assert refused.value.text.en == (
        "those whom P takes: nothing has the id z, known are: a; those whom Q takes: nothing has the id y, known are: a"
    )
