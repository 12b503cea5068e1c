"""On the day of a fair: nobody lost, no booth over its openings, stable or as many as can be; to sign is no hire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, PostId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Booth,
    BoothRanking,
    FairDay,
    FairVisitor,
    RecruitmentFair,
    match_intents,
    verify_fair_day,
)

START = datetime(2023, 3, 1, 1, tzinfo=UTC)
DAY = date(2023, 3, 1)


def fair(*booths: Booth) -> RecruitmentFair:
    return RecruitmentFair(
        id=FairId("F"),
        name=Text.same("F"),
        division=DivisionCode("533301"),
        starts=START,
        ends=START + timedelta(hours=7),
        booths=booths,
    )


def booth(employer: str, openings: int = 1, **posts: int) -> Booth:
    return Booth(
        employer=EmployerId(employer), openings=openings, posts={PostId(post): many for post, many in posts.items()}
    )


def visitor(name: str, wants: str = "") -> FairVisitor:
    return FairVisitor(worker=WorkerId(name), wants=tuple(wants))


def ranking(place: str, workers: str) -> BoothRanking:
    return BoothRanking(place=place, workers=tuple(map(WorkerId, workers)))


def signed(day: FairDay) -> dict[str, str]:
    return {intent.worker: intent.post or intent.employer for intent in day.intents}


@st.composite
def days(draw: st.DrawFn) -> tuple[RecruitmentFair, list[FairVisitor], list[BoothRanking]]:
    places = draw(st.sampled_from(["P", "PQ", "PQR"]))
    visitors = [
        visitor(name, "".join(draw(st.lists(st.sampled_from(f"{places}X"), max_size=3))))
        for name in draw(st.sampled_from(["", "a", "abc", "abcd"]))
    ]
    names = st.lists(st.sampled_from([str(one.worker) for one in visitors] or [""]), max_size=5).map("".join)
    rankings = [ranking(place, draw(names)) for place in places if draw(st.booleans())]
    return fair(*(booth(place, draw(st.integers(0, 2))) for place in places)), visitors, rankings


def answers(
    held: RecruitmentFair, visitors: Sequence[FairVisitor], rankings: Sequence[BoothRanking]
) -> Iterator[list[str | None]]:
    """Every way to sign: what is wanted by both, within the openings."""
    taken_by = {each.place: each.workers for each in rankings}
    openings = {str(each.employer): each.openings for each in held.booths}
    options = [
        [
            None,
            *(p for p in dict.fromkeys(each.wants) if p in openings and each.worker in taken_by.get(p, (each.worker,))),
        ]
        for each in visitors
    ]
    for way in product(*options):
        if all(way.count(place) <= most for place, most in openings.items()):
            yield list(way)


@settings(max_examples=60)
@given(days())
def test_intentions_are_stable_or_as_many_as_any_way_gives(
    case: tuple[RecruitmentFair, list[FairVisitor], list[BoothRanking]],
) -> None:
    held, visitors, rankings = case
    ways = list(answers(held, visitors, rankings))
    stable = match_intents(held, visitors, rankings)
    best = match_intents(held, visitors, rankings, mechanism="optimal")
    assert verify_fair_day(stable, held, visitors, rankings) == ()
    assert verify_fair_day(best, held, visitors, rankings) == ()
    assert verify_fair_day(stable, held, visitors, rankings, mechanism="optimal") == ()
    assert (stable.mechanism, best.mechanism) == ("stable", "optimal")
    for day in (stable, best):
        assert [signed(day).get(each.worker) for each in visitors] in ways
        assert day.proof.status == "proved"
    assert len(best.intents) == max(len(way) - way.count(None) for way in ways)
    # Stable by a check of this test's own: nobody would rather have a booth that has room, or somebody it likes less.
    order = {each.place: each.workers for each in rankings}
    for each in visitors:
        own = signed(stable).get(each.worker)
        liked = list(dict.fromkeys(each.wants))
        for place in liked[: liked.index(own)] if own else liked:
            at = next((one for one in held.booths if one.employer == place), None)
            if at is None or each.worker not in order.get(place, (each.worker,)):
                continue
            there = [worker for worker, taken in signed(stable).items() if taken == place]
            assert len(there) >= at.openings
            if place in order:
                assert all(order[place].index(WorkerId(one)) < order[place].index(each.worker) for one in there)
    assert match_intents(held, visitors[::-1], rankings[::-1]) == stable


def test_everybody_who_came_signs_or_is_told_why_not() -> None:
    held = fair(booth("P", 1), booth("Q", 3, J1=1, J2=2))
    visitors = [
        visitor("a", "P"),
        visitor("b", "P"),
        visitor("c"),
        visitor("d", "X"),
        FairVisitor(worker=WorkerId("e"), wants=("J2",)),
        FairVisitor(worker=WorkerId("f"), wants=("Q",)),
    ]
    day = match_intents(held, visitors, [ranking("P", "b")])
    assert signed(day) == {"b": "P", "e": "J2"}
    assert [(intent.employer, intent.post, intent.signed_on) for intent in day.intents] == [
        ("P", None, DAY),
        ("Q", "J2", DAY),
    ]
    assert {worker: reasons[0].code for worker, reasons in day.left_out.items()} == {
        "a": "fairs.no-intent",
        "c": "fairs.no-cv",
        "d": "fairs.not-at-the-fair",
        "f": "fairs.not-at-the-fair",
    }
    assert day.left_out[WorkerId("d")][0].about == ("X",)
    assert (day.funnel.visitors, day.funnel.resumes, day.funnel.intents, day.funnel.hires) == (6, 3, 2, 0)
    assert day.funnel.fair == "F"
    assert repr(day) == "<FairDay F: 6 came in, 2 intentions, 4 left out>"


def test_an_intention_is_a_hire_from_the_day_on_which_it_became_one() -> None:
    day = match_intents(fair(booth("P", 2)), [visitor("a", "P"), visitor("b", "P")])
    hired = day.hire(WorkerId("b"), DAY + timedelta(days=9))
    assert [intent.hired_on for intent in hired.intents] == [None, DAY + timedelta(days=9)]
    assert (hired.funnel.intents, hired.funnel.hires, day.funnel.hires) == (2, 1, 0)
    with pytest.raises(InvalidValue, match="before the intention"):
        day.hire(WorkerId("b"), DAY - timedelta(days=1))
    with pytest.raises(UnknownName, match="z signed no intention"):
        day.hire(WorkerId("z"), DAY)


def test_what_cannot_be_told_apart_or_is_not_there_is_refused_by_name() -> None:
    held = fair(booth("P"))
    with pytest.raises(InvalidValue, match="given twice: a"):
        match_intents(held, [visitor("a"), visitor("a")])
    with pytest.raises(InvalidValue, match="given twice: P"):
        match_intents(held, [], [ranking("P", ""), ranking("P", "a")])
    with pytest.raises(InvalidValue) as refused:
        match_intents(
            held,
            [visitor("ann")],
            [ranking("X", ""), BoothRanking(place="P", workers=(WorkerId("amn"), WorkerId("ann")))],
        )
    assert refused.value.text.en == (
        "rankings of booths: nothing has the id X, known are: P; "
        "the ranking of the booth P: nothing has the id amn, did you mean “ann”?"
    )
    with pytest.raises(InvalidValue, match="given twice: P"):
        match_intents(fair(booth("P"), booth("Q", P=1)), [])
    called_off = fair(booth("P")).cancel(date(2020, 1, 1), "雨")
    with pytest.raises(InvalidValue, match="was called off"):
        match_intents(called_off, [visitor("a", "P")])


def test_a_day_that_loses_a_visitor_cannot_be_built() -> None:
    day = match_intents(fair(booth("P")), [visitor("a", "P"), visitor("b")])
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(day, intents=())
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(day, left_out={WorkerId("b"): ()})
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(day, intents=day.intents * 2)


def test_the_check_finds_what_the_matching_would_not_do() -> None:
    held = fair(booth("P"), booth("Q"))
    visitors = [visitor("a", "PQ"), visitor("b", "PQ")]
    rankings = [ranking("P", "ab"), ranking("Q", "ba")]
    day = match_intents(held, visitors, rankings)
    assert signed(day) == {"a": "P", "b": "Q"}

    def faults(wrong: FairDay, mechanism: str = "stable") -> str:
        found = verify_fair_day(wrong, held, visitors, rankings, mechanism=mechanism)  # type: ignore[arg-type]  # one of the two
        return "; ".join(text.en for text in found)

    first, second = day.intents
    swapped = evolve(
        day,
        intents=(evolve(first, employer=EmployerId("Q")), evolve(second, employer=EmployerId("P"))),
    )
    assert "a and P would both rather have each other" in faults(swapped)
    assert faults(swapped, "optimal") == ""
    both = evolve(day, intents=(first, evolve(second, employer=EmployerId("P"))))
    assert "P signed 2, and has 1 openings" in faults(both)
    elsewhere = evolve(day, intents=(first, evolve(second, employer=EmployerId("X"))))
    assert "b and X do not both want it" in faults(elsewhere)
    reason = match_intents(held, [visitor("b")]).left_out
    nobody = evolve(day, intents=(first,), left_out=reason)
    assert "b and Q would both rather have each other" in faults(nobody)
    visitors.append(visitor("c"))
    assert "those who came are not those recorded" in faults(day)
