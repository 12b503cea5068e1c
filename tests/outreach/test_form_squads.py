"""Cadres of three levels become squads: every level and language in each, nobody in two, sizes even."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import CadreId, SquadId
from laborcoop.kernel.text import Text
from laborcoop.outreach import Cadre, CadreLevel, EmploymentSquad, form_squads

LEVELS = list(CadreLevel)


def cadres(*languages: str) -> list[Cadre]:
    """A cadre for each set of languages that letters name; the levels take turns."""
    return [
        Cadre(id=CadreId(f"C-{i:02}"), level=LEVELS[i % 3], languages=frozenset(each))
        for i, each in enumerate(languages)
    ]


def empty(number: int) -> EmploymentSquad:
    return EmploymentSquad(id=SquadId(f"Q-{number}"), name=Text("小分队", "squad"))


@given(st.lists(st.sampled_from(("", "a", "b", "ab")), min_size=6, max_size=14), st.integers(1, 2))
@settings(max_examples=25)
def test_every_squad_has_all_levels_and_sizes_differ_by_one_at_most(languages: list[str], number: int) -> None:
    formed = form_squads(cadres(*languages), [empty(i) for i in range(number)])
    sizes = [len(squad.cadres) for squad in formed.squads]
    assert sum(sizes) == len(languages)
    assert max(sizes) - min(sizes) <= 1
    assert all({cadre.level for cadre in squad.cadres} == set(CadreLevel) for squad in formed.squads)
    assert (formed.proof.status, formed.proof.faults) == ("proved", ())


def test_a_language_is_spoken_where_it_is_asked_for() -> None:
    languages = {SquadId("Q-0"): frozenset("ab"), SquadId("Q-1"): frozenset("b")}
    formed = form_squads(cadres("", "", "", "b", "a", "b"), [empty(0), empty(1)], languages=languages)
    for squad in formed.squads:
        assert squad.languages >= languages[squad.id]


def test_languages_for_squads_that_are_not_there_are_refused_all_at_once() -> None:
    languages = {SquadId(name): frozenset("a") for name in ("Q-9", "Q-0", "Q-8")}
    with pytest.raises(InvalidValue, match="ids: Q-8, Q-9 /"):
        form_squads(cadres("a", "a", "a"), [empty(0)], languages=languages)


def test_a_cadre_stays_in_the_squad_where_that_may_be() -> None:
    people = cadres(*[""] * 6)
    before = [evolve(empty(0), cadres=tuple(people[:3])), evolve(empty(1), cadres=tuple(people[3:]))]
    assert list(form_squads(people, before).squads) == before
    crowded = [evolve(empty(0), cadres=tuple(people)), empty(1)]
    moved = form_squads(people, crowded)
    assert [len(squad.cadres) for squad in moved.squads] == [3, 3]


def test_demands_that_contradict_one_another_are_named_with_what_would_have_to_give_way() -> None:
    formed = form_squads(cadres("", "", "", "a"), [empty(0), empty(1)])
    assert set(formed.left_out) == formed.came_in
    [reason] = formed.left_out[CadreId("C-00")]
    assert reason.code == "squads.demands"
    assert "county" in reason.text.en
    few = form_squads(cadres("", "", "", "a"), [empty(0), empty(1)], levels=frozenset({CadreLevel.PREFECTURE}))
    assert few.left_out == {}


@pytest.mark.parametrize(
    ("squads", "speaking", "levels", "wanted", "told"),
    [
        (2, ("", "", "", "甲"), CadreLevel, "", ("Q-0 至少要有 1 名县级干部", "的县级干部改为至少 0 名")),
        (1, ("", "", ""), CadreLevel, "甲", ("Q-0 至少要有 1 名会说甲的干部", "Q-0 的会说甲的干部改为至少 0 名")),
        (3, ("甲", "乙", "丙", "", "", ""), (), "甲乙丙", ("Q-0 至多 2 名干部",)),
        (2, ("甲", "乙", "丙"), (), "甲乙丙", ("Q-1 至少要有 1 名干部",)),
    ],
)
def test_the_demands_are_told_in_one_language_and_by_what_they_ask_for(
    squads: int, speaking: tuple[str, ...], levels: Iterable[CadreLevel], wanted: str, told: tuple[str, ...]
) -> None:
    formed = form_squads(
        cadres(*speaking),
        [empty(number) for number in range(squads)],
        languages={SquadId("Q-0"): frozenset(wanted)},
        levels=frozenset(levels),
    )
    [reason] = formed.left_out[CadreId("C-00")]
    assert [phrase for phrase in told if phrase not in reason.text.zh] == []
    assert not re.search("[a-z]|限额", reason.text.zh)
    assert not re.search("the cap|[一-鿿]", re.sub("[甲乙丙]", "", reason.text.en))


def test_a_language_may_have_the_name_of_a_level() -> None:
    formed = form_squads(cadres("", "", ""), [empty(0)], languages={SquadId("Q-0"): frozenset({"county"})})
    assert "county" in formed.left_out[CadreId("C-00")][0].text.zh


def test_without_a_squad_nobody_is_in_one() -> None:
    assert [reason.text.en for reason in form_squads(cadres(""), []).left_out[CadreId("C-00")]] == ["there is no squad"]


def test_cadres_or_squads_given_twice_and_cadres_who_are_not_given_are_refused() -> None:
    people = cadres("", "")
    for given_cadres, squads in (
        ([*people, people[0]], [empty(0)]),
        (people, [empty(0), empty(0)]),
        (people[:1], [evolve(empty(0), cadres=(people[1],))]),
        (people, [evolve(empty(number), cadres=(people[1],)) for number in (0, 1)]),
    ):
        with pytest.raises(InvalidValue, match=r"given twice|not given"):
            form_squads(given_cadres, squads)


def test_squads_that_lose_a_cadre_are_refused() -> None:
    formed = form_squads(cadres("", "", ""), [empty(0)])
    changes: list[dict[str, Any]] = [{"squads": ()}, {"came_in": frozenset({CadreId("C-00")})}]
    for change in changes:
        with pytest.raises(InvalidValue, match="lost, twice"):
            evolve(formed, **change)
