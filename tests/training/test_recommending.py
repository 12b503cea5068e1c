"""Graduates are recommended to quality employers of the day, may decline, and the next offer follows (TP-15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.packs import national
from laborcoop.training import (
    OfferAnswer,
    QualityEmployer,
    Recommendation,
    Recommendations,
    TrainingPlacement,
    recommend_graduates,
    verify_recommendations,
)
from laborcoop.training.offers import TrainingOffer

BOOK = national()
GRADUATION = date(2023, 6, 30)
ON = date(2023, 7, 3)


def placement(name: str, graduated: date | None = GRADUATION) -> TrainingPlacement:
    return TrainingPlacement(
        id=PlacementId(f"P-{name}"),
        worker=WorkerId(name),
        school=SchoolId("T-1"),
        programme="weld",
        enrolled_on=date(2020, 9, 1),
        graduated_on=graduated,
    )


def employer(name: str, openings: int = 1, *listed: Period) -> QualityEmployer:
    periods = listed or (Period(date(2023, 1, 1), date(2024, 1, 1)),)
    return QualityEmployer(employer=EmployerId(name), openings=openings, listed=periods)


def wants(**choices: str) -> dict[WorkerId, tuple[EmployerId, ...]]:
    return {WorkerId(name): tuple(map(EmployerId, employers)) for name, employers in choices.items()}


def said(worker: str, of: str, on: date, *, yes: bool) -> OfferAnswer:
    return OfferAnswer(worker=WorkerId(worker), place=of, on=on, accepted=yes)


def test_who_graduated_is_recommended_and_everybody_else_is_told_why_not() -> None:
    left = evolve(placement("left", None), left_on=date(2022, 1, 1))
    taken = placement("taken").recommend(EmployerId("A"), GRADUATION).accept(EmployerId("A"), GRADUATION)
    waits = placement("waits").recommend(EmployerId("A"), GRADUATION)
    new = evolve(placement("new", None), enrolled_on=date(2023, 9, 1))
    known = [placement("a"), placement("at school", None), left, taken, waits, new]
    found = recommend_graduates(known, [employer("A", 9)], on=ON)
    assert found.log.pending == {"a": "A"}
    assert {worker: reasons[0].code for worker, reasons in found.left_out.items()} == {
        "at school": "recommending.enrolled",
        "left": "recommending.left",
        "taken": "recommending.accepted",
        "waits": "recommending.recommended",
        "new": "recommending.enrolled",
    }
    assert verify_recommendations(found, known, [employer("A", 9)], BOOK) == ()


def test_a_declined_offer_is_followed_by_the_next_and_nothing_declined_comes_again() -> None:
    before = placement("a").recommend(EmployerId("A"), GRADUATION).decline(EmployerId("A"), GRADUATION)
    employers = [employer("A"), employer("B"), employer("C")]
    found = recommend_graduates([before], employers, on=ON, choices=wants(a="ABC"))
    assert found.log.pending == {"a": "B"}
    after = found.answer(said("a", "B", ON + timedelta(days=2), yes=False))
    assert after.log.pending == {"a": "C"}
    last = after.answer(said("a", "C", ON + timedelta(days=3), yes=True))
    (done,) = last.applied([before])
    assert [(one.employer, one.accepted) for one in done.recommendations] == [("A", False), ("B", False), ("C", True)]
    assert verify_recommendations(last, [before], employers, BOOK) == ()


def test_an_employer_is_offered_only_while_it_is_on_the_list_of_the_day() -> None:
    gone = employer("B", 1, Period(date(2023, 1, 1), ON))
    ends = employer("C", 1, Period(date(2023, 1, 1), ON + timedelta(days=1)))
    found = recommend_graduates([placement("a"), placement("b")], [gone, ends], on=ON, choices=wants(a="BC", b="CB"))
    assert list(found.log.pending.values()) == ["C"]
    (holder,) = found.log.pending
    next_day = found.answer(said(holder, "C", ON + timedelta(days=1), yes=False))
    assert next_day.log.pending == {}
    assert len(next_day.left_out) == 2


def test_who_names_no_employer_would_go_to_any_and_the_openings_are_kept_to() -> None:
    known = [placement(f"G{i}") for i in range(7)]
    found = recommend_graduates(known, [employer("A", 2), employer("B", 3)], on=ON)
    offered = list(found.log.pending.values())
    assert (offered.count("A"), offered.count("B"), len(found.left_out)) == (2, 3, 2)
    assert recommend_graduates(known[::-1], [employer("B", 3), employer("A", 2)], on=ON) == found


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from(["", "A", "AB", "BA", "BAC"]), max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ABC"), st.integers(0, 3), st.booleans()), max_size=8),
)
def test_whatever_is_answered_the_placements_keep_to_the_rule(
    choices: list[str], answers: list[tuple[int, str, int, bool]]
) -> None:
    known = [placement(f"G{i}") for i in range(len(choices))]
    employers = [employer("A"), employer("B", 2), employer("C", 1, Period(ON + timedelta(days=2)))]
    wanted = wants(**{f"G{i}": own for i, own in enumerate(choices)})
    found = recommend_graduates(known, employers, on=ON, choices=wanted).answer(
        *(said(f"G{who}", of, ON + timedelta(days=after), yes=yes) for who, of, after, yes in answers)
    )
    assert verify_recommendations(found, known, employers, BOOK) == ()
    in_hand = {**found.log.accepted, **found.log.pending}
    assert len(in_hand) + len(found.left_out) == len(known)
    for before, after in zip(known, found.applied(known), strict=True):
        employers_named = [one.employer for one in after.recommendations]
        assert len(set(employers_named)) == len(employers_named)
        assert before.recommendations == ()


def test_given_twice_or_lost_is_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match="given twice: a"):
        recommend_graduates([placement("a"), placement("a")], [], on=ON)
    with pytest.raises(InvalidValue, match="given twice: A"):
        recommend_graduates([], [employer("A"), employer("A")], on=ON)
    found = recommend_graduates([placement("a"), placement("b", None)], [employer("A")], on=ON)
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(found, barred={})
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(found, barred=dict.fromkeys(found.barred, ()))


def test_the_check_finds_what_would_not_be_recommended() -> None:
    known, employers = [placement("a")], [employer("A"), employer("B")]
    found = recommend_graduates(known, employers, on=ON, choices=wants(a="AB"))

    def faults(wrong: Recommendations, *of: TrainingPlacement, listed: list[QualityEmployer] = employers) -> str:
        return "; ".join(text.en for text in verify_recommendations(wrong, of or known, listed, BOOK))

    second = TrainingOffer(worker=WorkerId("a"), place="B", on=ON)
    assert "a and A would both rather" in faults(evolve(found, log=evolve(found.log, offers=(second,))))
    assert "is not on the quality list" in faults(found, listed=[employer("A", 1, Period(ON + timedelta(days=1)))])
    earlier = Recommendation(employer=EmployerId("A"), on=GRADUATION, accepted=False)
    again = evolve(known[0], recommendations=(earlier,))
    assert "a is recommended to A again" in faults(found, again)
    assert "are not those given" in faults(found, placement("b"))


@pytest.mark.parametrize(
    ("before", "openings", "offered"),
    [
        ("waits", 1, 0),
        ("accepted", 1, 0),
        ("waits", 2, 1),
        ("declined", 1, 1),
        ("took another", 1, 1),  # what A had offered beside is void
        ("before graduation", 1, 1),  # no step of the lifecycle: nobody can accept it
        ("waits", 0, 0),  # more offers are out than there are openings: none is added, none is taken back
    ],
)
def test_an_offer_that_waits_or_is_accepted_takes_up_an_opening(before: str, openings: int, offered: int) -> None:
    asked = placement("a").recommend(EmployerId("A"), GRADUATION)
    known = {
        "waits": asked,
        "accepted": asked.accept(EmployerId("A"), ON),
        "declined": asked.decline(EmployerId("A"), ON),
        "took another": asked.recommend(EmployerId("B"), GRADUATION).accept(EmployerId("B"), ON),
        "before graduation": evolve(
            placement("a"),
            recommendations=(Recommendation(employer=EmployerId("A"), on=GRADUATION - timedelta(days=1)),),
        ),
    }[before]
    graduates, employers = [known, placement("b"), placement("c")], [employer("A", openings)]
    found = recommend_graduates(graduates, employers, on=ON)
    assert list(found.log.pending.values()).count("A") == offered
    assert {reasons[0].code for worker, reasons in found.left_out.items() if worker != "a"} == {"offers.waiting"}
    assert [fault.en for fault in verify_recommendations(found, graduates, employers, BOOK) if "left" in fault.en] == []


def test_the_openings_are_kept_to_from_one_day_to_the_next() -> None:
    first, employers = placement("a"), [employer("A")]
    known = recommend_graduates([first], employers, on=ON).applied([first])
    later = [*known, placement("b")]
    found = recommend_graduates(later, employers, on=ON + timedelta(days=1))
    assert found.log.pending == {}
    assert found.left_out[WorkerId("b")][0].text.en == "waits for A"
    # The same offers for one who came alone, held against both: A would be promised twice.
    alone = recommend_graduates([placement("b")], employers, on=ON)
    twice = evolve(alone, came_in=frozenset({WorkerId("a"), WorkerId("b")}), barred=found.barred)
    faults = [fault.en for fault in verify_recommendations(twice, later, employers, BOOK)]
    assert faults == ["A has 0 openings left, and the offers count on other openings or another list"]


def test_the_check_finds_openings_and_lists_that_are_not_those_of_the_employers() -> None:
    known, employers = [placement("a")], [employer("A", 2)]
    found = recommend_graduates(known, employers, on=ON)
    more, fewer = [employer("A", 3)], [employer("A", 1)]
    for other in (more, fewer, [*employers, employer("B")], []):
        assert verify_recommendations(found, known, other, BOOK) != ()
    assert verify_recommendations(found, known, employers, BOOK) == ()


def test_choices_of_nobody_and_of_employers_that_are_not_there_are_refused_all_at_once() -> None:
    with pytest.raises(InvalidValue, match="ids: X, nobody /"):
        recommend_graduates([placement("a")], [employer("A")], on=ON, choices=wants(a="AX", nobody="A"))
