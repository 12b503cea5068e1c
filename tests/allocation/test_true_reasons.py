"""The law of explanations: whatever a reason claims, trying every placement bears it out."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import PairRule, Preference, Problem, Result, allocate
from laborcoop.allocation.wording import goal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
chances = st.randoms(use_true_random=True)

NEVER = {"no-opening", "cohort-above-capacity", "too-large", "pinned", "pinned-away", "cap-too-small"}
ADDS = re.compile(
    r"there would add (nothing|-?\d+) to (.*?), and (?:it is proved that )?others would lose at least (as much|-?\d+)"
    r" by it(?:, if the demands allow it at all)?(, or something in a goal before that)?"
)
LESS = re.compile(r" would bring (\d+) less to (.*?)( \((-?\d+) there, (-?\d+) at .*?\))?(?:;|$)")
FALLS = re.compile(
    r"(?:going to \S+ would lower (.*) by (\d+)|(?:of it, |most: )(.*) would be lower by (at least )?(\d+))"
)
HELD = re.compile(
    r"(\d+) (?:people are|person is) there, with (?:a score of|scores from) (-?\d+)(?: to (-?\d+))?;"
    r" (\S+) would have (-?\d+)"
)


def minus(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(one, other, strict=True))


@frozen
class Witness:
    """Everything that can be, and the answer: what a sentence says is held against it."""

    oracle: Any
    case: Any
    result: Result
    every: list[tuple[dict[str, str], tuple[int, ...]]]

    @classmethod
    def of(cls, oracle: Any, case: Any, result: Result) -> Witness:  # noqa: ANN401 - a script
        problem = result.problem
        every = [
            (placed, oracle.values(problem, placed, case.objective, case.move_cost))
            for placed in oracle.placements(problem)
        ]
        return cls(oracle, case, result, every)

    @property
    def problem(self) -> Problem:
        return self.result.problem

    def members(self, name: str) -> list[str]:
        return sorted(next((group for group in self.problem.groups if name in group), {name}))

    def size(self, names: Sequence[str], place: str) -> int:
        return sum(self.problem.size_of(name, place) for name in names)

    def load(self, place: str) -> int:
        return sum(self.problem.size_of(name, place) for name, at in self.result.placed.items() if at == place)

    def brings(self, names: Sequence[str], place: str | None) -> tuple[int, ...]:
        """What some people bring to each goal at a place."""
        value = [
            self.oracle.values(self.problem, placed, self.case.objective, self.case.move_cost)
            for placed in ({} if place is None else dict.fromkeys(names, place), {})
        ]
        return minus(*value)

    def moved(self, name: str, place: str) -> bool:
        """Whether they could go there while all others stay."""
        if any(place not in self.problem.pairs.of(one) for one in self.members(name)):
            return False
        alone = {**self.result.placed, **dict.fromkeys(self.members(name), place)}
        return bool(self.oracle.keeps(self.problem, alone))

    def lies(self) -> Iterator[str]:
        """Whatever is said and not so."""
        for name in self.problem.applicants:
            for place in self.problem.capacity:
                refusal = self.result.why_not(name, place)
                for lie in self.of_place(name, place, refusal.code, refusal.text.en):
                    yield f"{name} {place} {refusal.code} {refusal.text.en!r}: {lie}"
            for said in self.result.unplaced.get(name, ()):
                yield from self.of_several(name, said.en)
        yield from self.of_shortages()

    def of_place(self, name: str, place: str, code: str, said: str) -> Iterator[str]:
        problem, placed = self.problem, self.result.placed
        members, row = self.members(name), problem.pairs.of(name)
        room, least = problem.capacity[place], problem.minimum.get(place, 0)
        pins = [one for one in members if one in problem.pinned]
        is_there = any(one.get(name) == place for one, _ in self.every)
        facts = {
            "here": placed.get(name) == place,
            "not-open": place not in row,
            "forbidden": place not in row,
            "not-open-to-group": any(place not in problem.pairs.of(one) for one in members),
            "pinned": any(f"{one} " in said and f"is pinned to {problem.pinned[one]}" in said for one in pins),
            "infeasible": not self.every,
            "no-opening": room == 0,
            "cohort-above-capacity": least > room,
            "too-large": self.size(members, place) > room,
            "no-cohort": self.load(place) == 0 and self.size(members, place) < least,
            "full": self.load(place) >= room,
            "too-few-left": self.load(place) + self.size(members, place) > room,
            "cap": not self.moved(name, place),
            "needed": not self.moved(name, place),
            "better": self.result.status != "proved",
        }
        if not facts.get(code, True):
            yield "the kind of reason"
        if code in NEVER and is_there:
            yield "a placement has them there"
        if code in NEVER | {"here", "not-open", "forbidden", "not-open-to-group", "infeasible"}:
            return
        if found := HELD.search(said):
            scores = [problem.pairs.of(one)[place] for one, at in placed.items() if at == place]
            if (len(scores), min(scores), max(scores)) != (int(found[1]), int(found[2]), int(found[3] or found[2])):
                yield "who is there"
            if int(found[5]) != row[place]:
                yield "their own score"
        if found := re.search(r"(\d+) of those there (?:is|are) pinned to it(, or of a group)?", said):
            own = [one for one, at in problem.pinned.items() if at == place]
            if int(found[1]) != len(own if found[2] is None else {one for pin in own for one in self.members(pin)}):
                yield "how many are pinned"
        checks = {"optimal": self.of_optimal, "stable": self.of_stable, "queue": self.of_queue}
        yield from checks[self.result.mechanism](name, place, code, said)

    def of_optimal(self, name: str, place: str, code: str, said: str) -> Iterator[str]:
        members, here = self.members(name), self.result.placed.get(name)
        own, own_there = self.brings(members, here), self.brings(members, place)
        change = minus(own_there, own)
        goals = [goal_of(aim, self.result.aims).en for aim in self.result.aims]
        if found := LESS.search(said):
            at = goals.index(found[2])
            if change[at] != -int(found[1]) or any(change[:at]):
                yield "what they bring less"
            if found[3] and (own_there[at], own[at]) != (int(found[4]), int(found[5])):
                yield "what they bring"
        if (found := ADDS.search(said)) and found[1] != "nothing" and change[goals.index(found[2])] != int(found[1]):
            yield "what they would add"
        if self.result.status == "proved":
            yield from self.of_all(name, place, code, said)

    def of_all(self, name: str, place: str, code: str, said: str) -> Iterator[str]:
        """What is said of others, and of all together, against the best that can be with them there."""
        members, here = self.members(name), self.result.placed.get(name)
        own, own_there = self.brings(members, here), self.brings(members, place)
        truth = max(value for _, value in self.every)
        there = max((value for one, value in self.every if one.get(name) == place), default=None)
        if code == "equal" and there != truth:
            yield "it is not as good"
        if there is None:
            if FALLS.search(said) or ("as much by it" not in said and ADDS.search(said)) or code == "equal":
                yield "no placement has them there"
            return
        if "a fixed draw" in said and code == "full" and here is None and there != truth:
            yield "no draw has decided"
        yield from self.of_losses(said, minus(truth, there), minus(own_there, own))

    def of_losses(self, said: str, fall: tuple[int, ...], change: tuple[int, ...]) -> Iterator[str]:
        """What others lose, and all together, where the first bring so much more."""
        goals = [goal_of(aim, self.result.aims).en for aim in self.result.aims]
        lost = tuple(map(sum, zip(fall, change, strict=True)))
        if found := ADDS.search(said):
            at = goals.index(found[2])
            claimed = change[at] if found[3] == "as much" else int(found[3])
            # Up to that goal, others lose what the first people bring more, and then at least so much.
            if lost[: at + 1] < (*change[:at], claimed):
                yield f"others lose {lost}"
            if bool(found[4]) != (at > 0):
                yield "where it may show"
        if found := FALLS.search(said):
            at = goals.index(found[1] or found[3])
            by = int(found[2] or found[5])
            wrong = fall[: at + 1] < (0,) * at + (by,) if found[4] else fall[: at + 1] != (0,) * at + (by,)
            if wrong:
                yield f"all fall by {fall}"

    def of_stable(self, name: str, place: str, code: str, said: str) -> Iterator[str]:
        problem, placed = self.problem, self.result.placed
        members = self.members(name)

        def regard(names: Sequence[str]) -> int:
            return min(problem.regard_of(place, one) for one in names)

        there = [one for one, at in placed.items() if at == place]
        if found := re.search(r"wants everyone there at least as much as (\S+)( \(of their group)?", said):
            if any(problem.regard_of(place, one) < problem.regard_of(place, found[1]) for one in there):
                yield "it wants somebody less"
            if problem.regard_of(place, found[1]) != regard(members) or found[1] not in members:
                yield "somebody else is wanted least"
        if "letting go of those" in said:
            less = [
                one
                for one in there
                if problem.pinned.keys().isdisjoint(party := self.members(one)) and regard(party) < regard(members)
            ]
            if problem.capacity[place] - self.load(place) + self.size(less, place) >= self.size(members, place):
                yield "that would be enough"
        if code == "prefers":
            yield from self.of_preference(name, place, said)
        if code == "unstable" and (name, place) not in self.result.blocking_pairs():
            yield "they do not block"

    def of_preference(self, name: str, place: str, said: str) -> Iterator[str]:
        members, pairs = self.members(name), self.problem.pairs
        told = members if "by the sum of their scores" in said else [name]
        if sum(pairs.of(one)[place] - pairs.of(one)[self.result.placed[name]] for one in told) > 0:
            yield "it suits them better"

    def of_queue(self, name: str, place: str, code: str, said: str) -> Iterator[str]:
        problem, placed = self.problem, self.result.placed
        members = self.members(name)
        if code == "prefers":
            yield from self.of_preference(name, place, said)
        turn = {one: min(map(problem.applicants.index, self.members(one))) for one in problem.applicants}
        early = [
            one
            for one, at in placed.items()
            if at == place and (turn[one] < turn[name] or not problem.pinned.keys().isdisjoint(self.members(one)))
        ]
        if "to those whose turn came before" in said:
            taken = re.search(r"came, (\d+) openings? had gone", said)
            if taken is None and self.size(early, place) < self.load(place):
                yield "somebody came later"
            if taken is not None and self.size(early, place) != int(taken[1]):
                yield "so many had not gone"
            if self.size(early, place) + self.size(members, place) <= problem.capacity[place]:
                yield "there was room"
        least = problem.minimum.get(place, 0)
        if "so it was closed" in said and (self.load(place) or least < 2):
            yield "it was not closed"
        if found := re.search(r"somebody is pinned to (.*):", said):
            calling = {at for at in problem.pinned.values() if problem.minimum.get(at, 0) > 1}
            if not set(found[1].split(", ")) <= calling & {place, placed.get(name)}:
                yield "nobody calls"
        if code == "turn" and "so it was closed" not in said and "somebody is pinned to" not in said:
            yield "nothing is said"

    def of_several(self, name: str, said: str) -> Iterator[str]:
        """One sentence for several places is true of each of them."""
        first, _, others = said.partition("; likewise ")
        open_here = [place for place in self.problem.capacity if place in self.problem.pairs.of(name)]
        same = [place for place in open_here if self.result.why_not(name, place).text.en == first]
        if re.search(r"^no place is open|contradict one another|reasons of the same kind", said):
            return
        if len(same) != 1:
            yield f"{name} {said!r}: of no place"
            return
        for place in re.sub(r" and \d+ more$", "", others).split(", ") if others else ():
            code = self.result.why_not(name, same[0]).code
            for lie in self.of_place(name, place, code, first.replace(same[0], place)):
                yield f"{name} {said!r}: of {place}, {lie}"

    def of_shortages(self) -> Iterator[str]:
        problem = self.problem
        for short in self.result.short():
            place = short.place
            waiting = [name for name in self.result.unplaced if self.may(name, place)]
            if short.waiting != len(waiting):
                yield f"{short.text.en}: {waiting}"
            if short.worth is None or not short.is_exact:
                continue
            more = self.case.problem(capacity={**problem.capacity, place: problem.capacity[place] + 1})
            gain = minus(self.oracle.best(self.case, more), max(value for _, value in self.every))
            parts = {
                kind: sum(by for by, aim in zip(gain, self.result.aims, strict=True) if aim.kind == kind)
                for kind in ("score", "people")
            }
            if short.worth != parts["score"] or (short.people or 0) != parts["people"]:
                yield f"{short.text.en}: {gain}"

    def may(self, name: str, place: str) -> bool:
        """Whether pairs, groups, pins and caps, whatever others do, let them go there."""
        problem, members = self.problem, self.members(name)
        if any(place not in problem.pairs.of(one) or problem.pinned.get(one, place) != place for one in members):
            return False
        fixed = {one: at for pin, at in problem.pinned.items() for one in self.members(pin)}
        fixed |= dict.fromkeys(members, place)
        return all(
            cap.most is None
            or sum(problem.size_of(one, at) for one, at in fixed.items() if one in cap.applicants and at in cap.places)
            <= cap.most
            for cap in problem.caps
            if not cap.applicants.isdisjoint(members) and place in cap.places
        )


def drawn(oracle: ModuleType, chance: Random) -> Any:  # noqa: ANN401 - a case of a script
    """A case whose ids are texts that are not taken for anything else in a sentence."""
    while True:
        case = oracle.draw(chance)
        if all(re.fullmatch(r"[ap]\d", str(name)) for name in (*case.applicants, *case.capacity)):
            return case


def by_rules(case: Any) -> Problem:  # noqa: ANN401 - a case of a script
    """The same problem by rules, treated as one of very many pairs."""
    score = {(name, place): points for name, place, points in case.pairs}
    places = list(case.capacity)
    return Problem.from_rules(
        [("worker", name) for name in case.applicants],
        [("post", place) for place in places],
        rules=[PairRule("listed", _id, _id, lambda name, place: (name, place) in score)],
        preferences=[Preference("score", _id, _id, lambda name, place: score.get((name, place), 0))],
        capacity=case.capacity,
        id_of=_id,
        listed_up_to=0,
        **case.demands,
    )


def _id(one: tuple[str, str]) -> str:
    return one[1]


def lies(oracle: ModuleType, case: Any) -> list[str]:  # noqa: ANN401 - a case of a script
    """Whatever an answer of any mechanism says of a case and is not so."""
    found = list(Witness.of(oracle, case, case.solve()).lies())
    if case.applicants and case.capacity:
        large = allocate(by_rules(case), objective=case.objective, move_cost=case.move_cost)
        found += Witness.of(oracle, case, large).lies()
    without_floors = {**case.demands, "caps": [evolve(cap, least=0) for cap in case.demands.get("caps", [])]}
    for mechanism, demands in (
        ("queue", without_floors),
        ("stable", {key: part for key, part in case.demands.items() if key not in {"tier", "minimum", "caps"}}),
    ):
        other = evolve(case, demands=demands)
        result = allocate(other.problem(), mechanism=mechanism)  # type: ignore[arg-type]  # the two that exist
        found += Witness.of(oracle, other, result).lies()
    return found


@few
@given(chance=chances)
def test_no_explanation_claims_what_is_not_so(oracle: ModuleType, chance: Random) -> None:
    assert lies(oracle, drawn(oracle, chance)) == []


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_no_explanation_of_the_same_few_problems_claims_what_is_not_so(oracle: ModuleType, first: int) -> None:
    for seed in range(first, first + 20):
        assert lies(oracle, drawn(oracle, Random(seed))) == []
