"""Why an applicant is where they are, and why each other place did not come to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from laborcoop.allocation import wording
from laborcoop.allocation.goals import Aim
from laborcoop.allocation.kept import Kept
from laborcoop.allocation.order import readable
from laborcoop.allocation.parties import open_to
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.situation import Situation
from laborcoop.allocation.wording import REASONS
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.kernel.text import Locale

Mechanism = Literal["optimal", "stable", "queue"]

_SHOWN = 5
_TAKEN = {"full", "too-few-left"}


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
    aims: Sequence[Aim]
    status: str
    situation: Situation
    kept: Kept
    worth: Mapping[str, tuple[int, ...]]
    loss: Mapping[str, tuple[int, ...]]
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
        return cls(problem, mechanism, aims, status, seats, Kept.of(seats), worth, loss, held, wanted)

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
        text = self._text(code, applicant, members, place)
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
            gathered(self._text(code, applicant, members, places[0]), places[1:]) for code, places in by_code.items()
        )

    def _code(self, applicant: str, members: tuple[str, ...], place: str) -> str:
        code = next((code for code, holds in self._barriers(applicant, members, place) if holds), "")
        if code:
            return code
        if self.mechanism != "optimal":
            return "unstable" if self.mechanism == "stable" else "turn"
        change, none = self._change(members, place), (0,) * len(self.aims)
        return "equal" if change == none else "worse" if change < none else "better"

    def _text(self, code: str, applicant: str, members: tuple[str, ...], place: str) -> Text:
        seats, problem = self.situation, self.problem
        here = seats.placed.get(applicant)
        pin = next((problem.pinned[name] for name in members if name in problem.pinned), None)
        is_taken, is_optimal = code in _TAKEN, self.mechanism == "optimal"
        caps = tuple(map(wording.capped, seats.full_caps(members, place))) if is_taken or code == "cap" else ()
        needed = seats.needed_by(members, place) if code == "needed" or (is_taken and is_optimal) else ()
        goal, loss = self._first_loss(members, place) if code == "worse" else (None, 0)
        text = REASONS[code].format(
            who=applicant,
            place=place,
            there=pin if code == "pinned" else here,
            capacity=problem.capacity[place],
            openings=wording.openings(problem.capacity[place]),
            free=problem.capacity[place] - seats.load[place],
            minimum=problem.minimum.get(place, 0),
            party=wording.party(applicant, len(members)),
            size=seats.size(members, place),
            blocked=self._blocked(members, place) if code == "not-open-to-group" else (),
            rules=problem.pairs.barriers(applicant, place) if code == "forbidden" else (),
            caps=caps,
            needed=needed,
            goal=goal,
            loss=loss,
        )
        if not is_taken:
            return text
        # In a queue it may be the cap alone that was in the way when their turn came.
        contest = () if self.mechanism == "queue" and caps else self._contest(applicant, members, place)
        more = [wording.USED_UP.format(caps=caps)] if caps else []
        if needed:
            more.append(REASONS["needed"].format(who=applicant, there=here, needed=needed))
        return wording.joined(text, *contest, *more)

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
        yield "infeasible", self.status == "infeasible"
        if self.mechanism == "optimal":
            yield "worse", not seats.has_room(members, place) and self._change(members, place) < (0,) * len(self.aims)
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

    def _first_loss(self, members: tuple[str, ...], place: str) -> tuple[Text, int]:
        """The first goal that would change, and by how much it would fall."""
        change = zip(self.aims, self._change(members, place), strict=True)
        aim, by = next((aim, by) for aim, by in change if by)
        return wording.goal_of(aim, self.aims), -by

    def _wish(self, members: tuple[str, ...], place: str) -> int:
        return sum(self.problem.pairs.of(name)[place] for name in members)

    def _gains(self, members: tuple[str, ...], place: str | None) -> tuple[int, ...]:
        if place is None:
            return (0,) * len(self.aims)
        rows = [(name, self.problem.pairs.of(name)[place]) for name in members]
        return tuple(sum(aim.gain(self.problem, name, place, score) for name, score in rows) for aim in self.aims)

    def _change(self, members: tuple[str, ...], place: str) -> tuple[int, ...]:
        now = self._gains(members, self.situation.placed.get(members[0]))
        return tuple(there - here for there, here in zip(self._gains(members, place), now, strict=True))

    def _contest(self, applicant: str, members: tuple[str, ...], place: str) -> tuple[Text, ...]:
        """What stands against them at a full place: what others would lose, where that is known, else who is there."""
        facts = {"who": applicant, "place": place, "size": self.situation.size(members, place)}
        if place in self.loss:
            return (self._priced(applicant, place),)
        if self.mechanism == "queue":
            return (wording.EARLIER,)
        if self.mechanism == "stable" and self.status == "proved":
            regard = min(self.problem.regard_of(place, name) for name in members)
            text = wording.WANTED if self.wanted[place] >= regard else wording.HELD_BACK
            return (text.format(**facts),)
        score = self.problem.pairs.of(applicant)[place]
        there = wording.held(*self.held[place], applicant, score)
        proved = (wording.NO_BETTER,) if self.status == "proved" else ()
        return (there, *self.kept.reasons(self.situation, members, place), *proved)

    def _priced(self, applicant: str, place: str) -> Text:
        """The first goal in which others lose more than the applicant, who is in no group, brings."""
        here = self.situation.placed.get(applicant)
        none = (0,) * len(self.aims)
        # Any prices that prove the answer bound what others lose when somebody leaves here for there.
        others = max(
            tuple(there - left for there, left in zip(prices[place], own, strict=True))
            for prices in (self.loss, self.worth)
            for own in [none if here is None else prices.get(here, none)]
        )
        gains, owns = self._gains((applicant,), place), self._gains((applicant,), here)
        columns = enumerate(zip(self.aims, gains, owns, others, strict=True))
        for at, (aim, gain, own, price) in columns:
            if gain - own != price:
                goal = wording.goal_of(aim, self.aims)
                text = wording.UNPAID if gain == own else wording.PRICED
                parts = [text.format(who=applicant, more=gain - own, price=price, goal=goal)]
                # Prices bound what others lose in the order of the goals, so it may show in an earlier one instead.
                parts += [wording.OR_BEFORE] * (at > 0)
                if here is not None and gain != own and aim.kind == "score" and not aim.move_cost:
                    parts.append(wording.COMPARED.format(gain=gain, own=own, there=here))
                return Text("".join(part.zh for part in parts), "".join(part.en for part in parts))
        return wording.EVEN.format(who=applicant)


_NOWHERE = Text("没有任何去处向 {who} 开放", "no place is open to {who}")


def gathered(text: Text, others: Sequence[str]) -> Text:
    """One reason for several places of the same kind: of the first in full, then the others' names."""
    if not others:
        return text
    names = tuple(others[:_SHOWN])
    rest = len(others) - len(names)
    if not rest:
        more = Text("；另有 {names} 同此类", "; likewise {names}")
    else:
        more = Text("；另有 {names} 等共 {count} 处同此类", "; likewise {names} and {rest} more")
    more = more.format(names=names, count=len(others), rest=rest)
    return Text(text.zh + more.zh, text.en + more.en)
