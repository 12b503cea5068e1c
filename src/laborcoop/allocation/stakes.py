"""What is at stake in a move: what somebody brings at a place, what others lose by it, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.allocation import wording
from laborcoop.allocation.detours import Detours
from laborcoop.allocation.goals import Aim
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.wording import REASONS
from laborcoop.kernel.text import Text, in_a_row

if TYPE_CHECKING:
    from collections.abc import Iterator


Vector = tuple[int, ...]


@frozen
class Stakes:
    """The goals of one answer of ``optimal``, and what is known of their prices."""

    problem: Problem
    aims: Sequence[Aim]
    status: str
    placed: Mapping[str, str]
    worth: Mapping[str, Vector]
    """Place id -> what one more opening there would add to each goal."""
    loss: Mapping[str, Vector]
    """Place id -> what one opening fewer there would take from each goal."""
    detours: Detours

    def _gains(self, members: tuple[str, ...], place: str | None) -> Vector:
        if place is None:
            return (0,) * len(self.aims)
        rows = [(name, self.problem.pairs.of(name)[place]) for name in members]
        return tuple(sum(aim.gain(self.problem, name, place, score) for name, score in rows) for aim in self.aims)

    def change(self, members: tuple[str, ...], place: str) -> Vector:
        """What these bring more to each goal there than where they are."""
        now = self._gains(members, self.placed.get(members[0]))
        return tuple(there - here for there, here in zip(self._gains(members, place), now, strict=True))

    @property
    def none(self) -> Vector:
        """Nothing, for each goal."""
        return (0,) * len(self.aims)

    def lost(self, members: tuple[str, ...], place: str) -> Vector | None:
        """What others lose of each goal, at the least, when these go there; None where it is not known exactly."""
        here = self.placed.get(members[0])
        if place not in self.loss:
            return None
        if here is None:
            return self.loss[place]
        return self.detours.lost(here, place) if self.detours.are_few else None

    def _at_least(self, members: tuple[str, ...], place: str) -> Vector:
        """A bound on that: any prices that prove the answer bound what others lose when somebody moves."""
        here = self.placed[members[0]]
        return max(
            tuple(there - left for there, left in zip(prices[place], prices[here], strict=True))
            for prices in (self.loss, self.worth)
        )

    def worse(self, applicant: str, members: tuple[str, ...], place: str, shown: str) -> Text:
        """What they would bring less there; of all together only what is known."""
        change, lost = self.change(members, place), self.lost(members, place)
        at, own = next((at, -by) for at, by in enumerate(change) if by)
        facts = {"who": applicant, "party": wording.party(applicant, len(members)), "place": shown}
        is_bound = lost is None and place in self.loss
        bound = self._at_least(members, place) if is_bound else lost
        fall = None if bound is None else tuple(less - more for less, more in zip(bound, change, strict=True))
        first = next(((goal, by) for goal, by in enumerate(fall or ()) if by), None)
        if lost is not None and first == (at, own):
            return REASONS["worse"].format(goal=self._goal(at), loss=own, **facts)
        parts = [wording.LESS.format(goal=self._goal(at), loss=own, **facts), *self._compared(members, place, at)]
        if first is not None and first[1] > 0:
            last = wording.LOWER_AT_LEAST if is_bound else wording.STILL_LOWER
            parts.append(last.format(goal=self._goal(first[0]), loss=first[1]))
            parts += [wording.OR_BEFORE] * (is_bound and first[0] > 0)
            return wording.in_one(parts)
        text = wording.in_one(parts)
        return in_a_row((text, wording.NO_BETTER)) if self.status == "proved" else text

    def _goal(self, at: int) -> Text:
        return wording.goal_of(self.aims[at], self.aims)

    def _compared(self, members: tuple[str, ...], place: str, at: int) -> Iterator[Text]:
        """What they bring there and where they are, in points of the score."""
        here, aim = self.placed.get(members[0]), self.aims[at]
        if here is not None and aim.kind == "score" and not aim.move_cost:
            gain, own = (self._gains(members, one)[at] for one in (place, here))
            yield wording.COMPARED.format(gain=gain, own=own, there=here)

    def unbeaten(self, applicant: str, members: tuple[str, ...], place: str) -> Text:
        """What is proved where no price says what others lose: no less than these bring more."""
        change = self.change(members, place)
        at, more = next(((at, by) for at, by in enumerate(change) if by), (0, 0))
        if more <= 0:
            return wording.NO_BETTER
        party = wording.party(applicant, len(members))
        parts = [wording.UNBEATEN.format(party=party, goal=self._goal(at), more=more)]
        return wording.in_one([*parts, *[wording.OR_BEFORE] * (at > 0), *self._compared(members, place, at)])

    def priced(self, applicant: str, place: str) -> Text:
        """The first goal in which others lose more than the applicant, who is in no group, brings."""
        members = (applicant,)
        others = self.lost(members, place) or self._at_least(members, place)
        for at, (more, price) in enumerate(zip(self.change(members, place), others, strict=True)):
            if more != price:
                text = wording.PRICED if more else wording.UNPAID
                parts = [text.format(who=applicant, more=more, price=price, goal=self._goal(at))]
                # Prices bound what others lose in the order of the goals, so it may show in an earlier one instead.
                parts += [wording.OR_BEFORE] * (at > 0)
                return wording.in_one([*parts, *(self._compared(members, place, at) if more else ())])
        return wording.EVEN.format(who=applicant)
