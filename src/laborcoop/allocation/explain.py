"""Why an applicant is where they are, and why each other place did not come to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

from attrs import frozen

from laborcoop.allocation import wording
from laborcoop.allocation.arrivals import Arrivals
from laborcoop.allocation.detours import Detours
from laborcoop.allocation.goals import Aim
from laborcoop.allocation.kept import Kept
from laborcoop.allocation.order import readable
from laborcoop.allocation.parties import open_to
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.situation import Situation
from laborcoop.allocation.stakes import Stakes
from laborcoop.allocation.wording import REASONS
from laborcoop.kernel.text import Text, in_a_row

if TYPE_CHECKING:
    from laborcoop.kernel.text import Locale

Mechanism = Literal["optimal", "stable", "queue"]

_SHOWN = 5
_TAKEN = {"full", "too-few-left"}
_ANY_PLACE = "\0"
"""Stands for the place where two sentences are compared that differ in it alone."""


@frozen
class Refusal:
    """Why one place did not come to one applicant (or, with the code ``here``, that it did)."""

    applicant: str
    place: str
    code: str
    """Which kind of reason: ``full``, ``too-few-left``, ``cap``, ``not-open``, … Stable, for counting."""
    text: Text
    score: int | None
    """The pair's score; None where there is no such pair."""
    rules: tuple[str, ...] = ()
    """The rules, by name, that forbid the pair, where rules give the pairs."""

    def render(self, locale: Locale) -> str:
        """The reason as a sentence."""
        return self.text.render(locale)


@frozen
class Why:
    """Why an applicant is where they are: every place, and why it came to them or not."""

    applicant: str
    place: str | None
    options: tuple[Refusal, ...]
    """The places that are open to them: their own first, then the best score first."""
    closed: tuple[Refusal, ...]
    """The places that no pair opens to them, with the rule that forbids each where rules give the pairs."""
    text: Text

    def render(self, locale: Locale) -> str:
        """A heading, a line for each open place, and a line for each reason that closes others."""
        others = [option.text for option in self.options if option.code != "here"]
        by_rule: dict[tuple[str, ...], list[Refusal]] = {}
        for refusal in self.closed:
            by_rule.setdefault(refusal.rules, []).append(refusal)
        closed = (gathered(some[0].text, [one.place for one in some[1:]]) for some in by_rule.values())
        # Where the demands contradict one another, the same is said of every place.
        lines = dict.fromkeys([*others, *closed])
        return "\n".join([self.text.render(locale), *(f"- {line.render(locale)}" for line in lines)])


@frozen
class Judge:
    """Words the reasons of one result."""

    problem: Problem
    mechanism: Mechanism
    status: str
    situation: Situation
    kept: Kept
    stakes: Stakes
    arrivals: Arrivals | None
    """Of ``queue``."""
    held: Mapping[str, tuple[int, int, int]]
    """Place id -> how many people are there, their lowest and their highest score."""
    wanted: Mapping[str, int]
    """Of ``stable``: place id -> how much it wants the one of those there whom it wants least."""

    @classmethod
    def of(
        cls,
        problem: Problem,
        placed: Mapping[str, str],
        *,
        mechanism: Mechanism,
        aims: Sequence[Aim],
        status: str,
        worth: Mapping[str, tuple[int, ...]],
        loss: Mapping[str, tuple[int, ...]],
    ) -> Judge:
        """A judge of one placement."""
        scores: dict[str, list[int]] = {}
        wanted: dict[str, int] = {}
        for name, place in placed.items():
            scores.setdefault(place, []).append(problem.pairs.of(name)[place])
            if mechanism == "stable":
                regard = problem.regard_of(place, name)
                wanted[place] = min(regard, wanted.get(place, regard))
        held = {place: (len(there), min(there), max(there)) for place, there in scores.items()}
        seats = Situation(problem, placed)
        stakes = Stakes(problem, aims, status, seats.placed, worth, loss, Detours(problem, seats.placed, aims, worth))
        arrivals = Arrivals(seats) if mechanism == "queue" else None
        kept = Kept.of(seats)
        return cls(problem, mechanism, status, seats, kept, stakes, arrivals, held, wanted)

    def why(self, applicant: str) -> Why:
        """Each place and why it did not come to them, the open ones first, by their score."""
        place = self.situation.placed.get(applicant)
        row = self.problem.pairs.of(applicant)
        options = sorted(readable(row), key=lambda name: (name != place, -row[name]))
        if place is not None:
            text = Text("{who} 安排在 {place}，分值 {score}", "{who} is at {place}, with a score of {score}")
            text = text.format(who=applicant, place=place, score=row[place])
        else:
            text = Text("{who} 没有去处", "{who} is not placed") if options else _NOWHERE
            text = text.format(who=applicant)
        closed = (other for other in readable(self.problem.capacity) if other not in row)
        return Why(
            applicant,
            place,
            tuple(self.refusal(applicant, option) for option in options),
            tuple(self.refusal(applicant, other) for other in closed),
            text,
        )

    def refusal(self, applicant: str, place: str) -> Refusal:
        """Why one place did not come to them."""
        members = self.situation.party(applicant)
        code = self._code(applicant, members, place)
        text = self._text(code, applicant, members, place, place)
        rules = self.problem.pairs.barriers(applicant, place) if code == "forbidden" else ()
        return Refusal(applicant, place, code, text, self.problem.pairs.of(applicant).get(place), rules)

    def reasons(self, applicant: str) -> tuple[Text, ...]:
        """Why an applicant is nowhere: the open places gathered by kind of reason, the best score first."""
        row = self.problem.pairs.of(applicant)
        members = self.situation.party(applicant)
        if not row:
            return (_NOWHERE.format(who=applicant),)
        if not open_to(self.problem, members):
            return (
                Text(
                    "没有一个去处向 {who} 的全组 {count} 人开放，小组不拆分",
                    "no place is open to all {count} of the group of {who}, and a group is not split",
                ).format(who=applicant, count=len(members)),
            )
        if self.status == "infeasible":
            return (REASONS["infeasible"],)
        by_code: dict[str, list[str]] = {}
        for place in sorted(readable(row), key=lambda place: -row[place]):
            by_code.setdefault(self._code(applicant, members, place), []).append(place)
        return tuple(
            text for code, places in by_code.items() for text in self._gathered(code, applicant, members, places)
        )

    def _gathered(self, code: str, applicant: str, members: tuple[str, ...], places: Sequence[str]) -> Iterator[Text]:
        """One kind of reason for several places: those of whom the same is true in one sentence, and few sentences."""
        same: dict[Text, list[str]] = {}
        rest: Sequence[str] = ()
        for at, place in enumerate(places):
            said = self._text(code, applicant, members, place, _ANY_PLACE)
            if said not in same and len(same) == _SHOWN:
                # Of very many places the rest is not even worded.
                rest = places[at:]
                break
            same.setdefault(said, []).append(place)
        for first, *others in same.values():
            yield gathered(self._text(code, applicant, members, first, first), others)
        if rest:
            yield named(wording.ALIKE, rest)

    def _code(self, applicant: str, members: tuple[str, ...], place: str) -> str:
        code = next((code for code, holds in self._barriers(applicant, members, place) if holds), "")
        if code:
            return code
        if self.mechanism != "optimal":
            return "unstable" if self.mechanism == "stable" else "turn"
        change, none = self.stakes.change(members, place), self.stakes.none
        return "equal" if change == none else "worse" if change < none else "better"

    def _text(self, code: str, applicant: str, members: tuple[str, ...], place: str, shown: str) -> Text:
        """The sentence; ``shown`` is how it calls the place."""
        seats, problem = self.situation, self.problem
        here = seats.placed.get(applicant)
        pin = next(((name, problem.pinned[name]) for name in members if name in problem.pinned), (None, None))
        is_taken, is_optimal = code in _TAKEN, self.mechanism == "optimal"
        caps = tuple(map(wording.capped, seats.full_caps(members, place))) if is_taken or code == "cap" else ()
        needed = seats.needed_by(members, place) if code == "needed" or (is_taken and is_optimal) else ()
        never = self.kept.too_small(seats, members, place) if code == "cap-too-small" else ()
        facts = {
            "who": applicant,
            "place": shown,
            "there": pin[1] if code == "pinned" else here,
            "member": pin[0],
            "capacity": problem.capacity[place],
            "openings": wording.openings(problem.capacity[place]),
            "free": problem.capacity[place] - seats.load[place],
            "kept": self.kept.openings.get(place, 0),
            "minimum": problem.minimum.get(place, 0),
            "party": wording.party(applicant, len(members)),
            "size": seats.size(members, place),
            "blocked": self._blocked(members, place) if code == "not-open-to-group" else (),
            "rules": problem.pairs.barriers(applicant, place) if code == "forbidden" else (),
            "caps": caps,
            "never": tuple(map(wording.capped, never)),
            "needed": needed,
            "before": self._before(applicant, members, place, shown) if code == "turn" else (),
        }
        if code == "worse":
            return self.stakes.worse(applicant, members, place, shown)
        text = REASONS[code]
        if code == "pinned" and pin[0] != applicant:
            text = wording.PINNED_WITH
        elif code == "prefers" and len(members) > 1:
            text = wording.PREFERS_TOGETHER
        text = text.format(**facts)
        if not is_taken:
            return text
        # In a queue it may be the cap alone that was in the way when their turn came.
        contest = () if self.mechanism == "queue" and caps else self._contest(applicant, members, place, shown)
        more = [wording.USED_UP.format(caps=caps)] if caps else []
        if needed:
            more.append(REASONS["needed"].format(**facts))
        return in_a_row((text, *contest, *more))

    def _barriers(self, applicant: str, members: tuple[str, ...], place: str) -> Iterator[tuple[str, bool]]:
        """(code, whether it holds), the reasons that nothing can change before those that others have a part in."""
        seats, problem = self.situation, self.problem
        here = seats.placed.get(applicant)
        capacity, minimum = problem.capacity[place], problem.minimum.get(place, 0)
        yield "here", here == place
        if place not in problem.pairs.of(applicant):
            yield "forbidden", bool(problem.pairs.barriers(applicant, place))
            yield "not-open", True
        yield "not-open-to-group", any(place not in problem.pairs.of(name) for name in members)
        yield "pinned", any(problem.pinned.get(name, place) != place for name in members)
        yield "no-opening", capacity == 0
        yield "cohort-above-capacity", minimum > capacity
        yield "too-large", seats.size(members, place) > capacity
        yield "pinned-away", self.kept.has_none_left(seats, members, place)
        yield "cap-too-small", bool(self.kept.too_small(seats, members, place))
        yield "infeasible", self.status == "infeasible"
        if self.mechanism == "optimal":
            is_less = self.stakes.change(members, place) < self.stakes.none
            yield "equal", is_less and self.stakes.lost(members, place) == self.stakes.change(members, place)
            yield "worse", is_less and not seats.has_room(members, place)
        else:
            yield "prefers", here is not None and self._wish(members, here) >= self._wish(members, place)
        yield "no-cohort", seats.load[place] == 0 and not seats.opens(members, place)
        yield "full", seats.load[place] >= capacity
        yield "too-few-left", not seats.has_room(members, place)
        yield "cap", bool(seats.full_caps(members, place))
        yield "needed", self.mechanism == "optimal" and bool(seats.needed_by(members, place))

    def _blocked(self, members: tuple[str, ...], place: str) -> tuple[str, ...]:
        """Those of a group to whom a place is not open, each with the rules that say so."""
        pairs = self.problem.pairs
        found = [(name, pairs.barriers(name, place)) for name in members if place not in pairs.of(name)]
        return tuple(f"{name} ({', '.join(rules)})" if rules else name for name, rules in found)

    def _wish(self, members: tuple[str, ...], place: str) -> int:
        return sum(self.problem.pairs.of(name)[place] for name in members)

    def _contest(self, applicant: str, members: tuple[str, ...], place: str, shown: str) -> tuple[Text, ...]:
        """What stands against them at a full place: what others would lose, where that is known, else who is there."""
        if place in self.stakes.loss:
            return (self.stakes.priced(applicant, place),)
        if self.mechanism == "queue":
            return (self._before(applicant, members, place, shown),)
        if self.mechanism == "stable" and self.status == "proved":
            return (self._wanted_more(members, place, shown),)
        score = self.problem.pairs.of(applicant)[place]
        there = wording.held(*self.held[place], applicant, score)
        proved = (self.stakes.unbeaten(applicant, members, place),) if self.status == "proved" else ()
        return (there, *self.kept.reasons(self.situation, members, place), *proved)

    def _wanted_more(self, members: tuple[str, ...], place: str, shown: str) -> Text:
        """Of a stable answer: whom the place wants at least as much, or why it cannot let go of others."""
        least = min(members, key=lambda name: self.problem.regard_of(place, name))
        if self.wanted[place] >= self.problem.regard_of(place, least):
            text = wording.WANTED.format(place=shown, least=least)
            return wording.in_one([text, wording.LEAST_OF_GROUP] if len(members) > 1 else [text])
        text = wording.HELD_BACK.format(place=shown, size=self.situation.size(members, place))
        has_groups = any(len(group) > 1 for group in self.problem.groups)
        return wording.in_one([text, wording.AS_ITS_LEAST] if has_groups else [text])

    def _before(self, applicant: str, members: tuple[str, ...], place: str, shown: str) -> Text:
        """Of a queue: what was in the way when their turn came."""
        arrivals, seats = cast("Arrivals", self.arrivals), self.situation
        taken, is_all = arrivals.before(applicant, place)
        if taken + seats.size(members, place) > self.problem.capacity[place]:
            if is_all:
                return wording.EARLIER
            party = wording.party(applicant, len(members))
            return wording.EARLIER_PART.format(party=party, taken=wording.openings(taken))
        here, least = seats.placed.get(applicant), self.problem.minimum.get(place, 0)
        said = [wording.CLOSED.format(place=shown, minimum=least)] if least > 1 and not seats.load[place] else []
        names = {place: shown, here: here}
        called = [str(name) for at, name in names.items() if at in arrivals.called]
        return in_a_row([*said, *([wording.CALLED.format(called=called)] if called else [])])


_NOWHERE = Text("没有任何去处向 {who} 开放", "no place is open to {who}")


def gathered(text: Text, others: Sequence[str]) -> Text:
    """One reason for several places of which the same is true: of the first in full, then the others' names."""
    return wording.in_one([text, named(wording.LIKEWISE, others)]) if others else text


def named(texts: tuple[Text, Text], names: Sequence[str]) -> Text:
    """The first names, in the first text if these are all of them, else in the second."""
    first = tuple(names[:_SHOWN])
    rest = len(names) - len(first)
    return texts[bool(rest)].format(names=first, count=len(names), rest=rest)
