"""The independent check of ``optimal`` where rules give the pairs and there are groups, sizes, cohorts or caps.

The keys are read anew. The bound of each goal is worked out from the prices and dues of the result, over all pairs, a
block of teams at a time. An answer that reaches it is proved here. Where the solver's search of the pairs that matter
closed the rest, no single move to free openings may improve the answer; and another solver, among the pairs that
could, finds no better one. Where there are too many of those, the audit says that this was not derived again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.audit import Reading, fixed
from laborcoop.allocation.audit_search import NOT_ASKED, give_up, is_beaten
from laborcoop.allocation.better import LARGEST, TOO_MANY
from laborcoop.allocation.certificate import check_goals, goals_of
from laborcoop.allocation.ledger import Ledger, Team
from laborcoop.allocation.loads import Loads
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from laborcoop.allocation.certificate import Goals
    from laborcoop.allocation.proof import Proof
    from laborcoop.allocation.result import Result
    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]
    Sign = tuple[int, tuple[tuple[int, int], ...]]
    """The openings that a team takes, and (cap, how much of it) for each cap that counts it."""

_TEAMS = 512
_EXACT = 2**62
_SEARCHED = 2**26
"""Pairs among which those are sought that a better answer could use."""


def check_grouped(result: Result, ledger: Ledger, pairs: Ruled) -> None:
    """Values of the goals and bounds by the proofs of a result whose demands were found to hold."""
    book = _Book.of(result, ledger, pairs)
    if not check_goals(result, ledger, book.scores):
        return
    goals = goals_of(result.problem, result.objective)
    values = [-goal.value if goal.kind == "moves" else goal.value for goal in result.goals]
    bounds = [-goal.bound if goal.kind == "moves" else goal.bound for goal in result.goals]
    if len(result.proofs) != len(result.goals) or not all(map(book.is_sound, result.proofs, range(len(goals)))):
        ledger.fault("价格或限额的加价缺失或不当", "a price or a due is missing, or not what it may be")
        return
    settled = fixed(evolve(result, problem=book.problem), goals, book.scores)
    # What prices leave open above the value of a goal that is said to be proved.
    still: list[tuple[int, int]] = []
    for at, proof in enumerate(result.proofs):
        before = sum(
            weight * (value - own) for weight, value, own in zip(proof.weights[:at], values, settled, strict=False)
        )
        most = book.bound(proof, goals[: at + 1]) - proof.unit * (before - settled[at])
        bound = most // proof.unit
        if bounds[at] == values[at] < bound:
            still.append((at, most - proof.unit * (values[at] + 1)))
        if (bound < values[at]) if bounds[at] == values[at] else (bound != bounds[at]):
            ledger.fault(
                "目标“{goal}”的上界应为 {bound}，声称 {claimed}",
                "by its prices the goal '{goal}' has the bound {bound}; claimed {claimed}",
                goal=result.goals[at].name,
                bound=bound if result.goals[at].kind != "moves" else -bound,
                claimed=result.goals[at].bound,
            )
    if result.status == "proved":
        book.check_moves(goals)
    if not ledger.faults and any(book.is_beaten(result.proofs[at], goals[: at + 1], slack) for at, slack in still):
        ledger.fault("搜索找到了更好的结果", "a search found a better answer")


@frozen(eq=False)
class _Book:
    """Everybody's scores, read anew, and the teams that are free to move."""

    problem: Problem
    """The problem, with everybody pinned whose team has a pinned member."""
    move_cost: int
    ledger: Ledger
    reading: Reading
    teams: Sequence[Team]
    number: dict[str, int]
    column: dict[str, int]
    scores: dict[str, int]
    signs: dict[Team, Sign]
    covers: list[Any]
    """Cap -> whether it looks at each place, as 0 or 1."""

    @classmethod
    def of(cls, result: Result, ledger: Ledger, pairs: Ruled) -> _Book:
        """The book of a result."""
        import numpy as np

        problem, placed = result.problem, result.placed
        pinned = {
            name: place
            for team in ledger.teams
            for place in [problem.pinned[one] for one in team if one in problem.pinned]
            for name in team
        }
        number = {name: at for at, name in enumerate(pairs.workers)}
        column = {name: at for at, name in enumerate(pairs.posts)}
        shut = [problem.minimum.get(name, 0) > problem.capacity[name] for name in column]
        reading = Reading(pairs, np.array(shut))
        names = list(placed)
        scores: dict[str, int] = {}
        done = 0
        for some, score in reading.blocks(np.array([number[name] for name in names], dtype=np.int64)):
            here = names[done : done + len(some)]
            done += len(some)
            got = score[np.arange(len(some)), [column[placed[name]] for name in here]]
            scores |= zip(here, got.tolist(), strict=True)
        counted: dict[str, list[int]] = {}
        for at, cap in enumerate(problem.caps):
            for name in cap.applicants:
                counted.setdefault(name, []).append(at)
        signs: dict[Team, Sign] = {}
        for team in ledger.teams:
            loads: dict[int, int] = {}
            for name in team:
                for at in counted.get(name, ()):
                    loads[at] = loads.get(at, 0) + ledger.taken(name, next(iter(column)))
            signs[team] = ledger.size(team, next(iter(column))), tuple(sorted(loads.items()))
        return cls(
            signs=signs,
            covers=[np.array([int(name in cap.places) for name in column]) for cap in problem.caps],
            problem=evolve(problem, pinned=Fixed(pinned)),
            move_cost=result.move_cost,
            ledger=ledger,
            reading=reading,
            teams=[team for team in ledger.teams if team.isdisjoint(pinned)],
            number=number,
            column=column,
            scores=scores,
        )

    def is_sound(self, proof: Proof, at: int) -> bool:
        """Whether a proof has what it must have, and nothing that would prove too much."""
        caps = {cap.name: cap for cap in self.problem.caps}
        return (
            len(proof.weights) == at + 1
            and min(proof.weights) >= 0
            and proof.weights[at] == 1
            and proof.unit >= 1
            and proof.price.keys() == self.column.keys()
            and min(proof.price.values(), default=0) >= 0
            and proof.dues.keys() == caps.keys()
            and not any(due > 0 and caps[name].most is None for name, due in proof.dues.items())
            and not any(due < 0 and caps[name].least <= 0 for name, due in proof.dues.items())
        )

    def bound(self, proof: Proof, goals: Goals) -> int:
        """What no answer can add to the weighted goals, in the proof's units."""
        problem = self.problem
        left = dict(problem.capacity)
        for name, place in problem.pinned.items():
            left[place] -= self.ledger.taken(name, place)
        total = sum(price * left[place] for place, price in proof.price.items())
        for cap in problem.caps:
            own = sum(
                self.ledger.taken(name, place)
                for name, place in problem.pinned.items()
                if name in cap.applicants and place in cap.places
            )
            due = proof.dues[cap.name]
            total += due * (max(0, cap.least - own) if due < 0 else (cap.most or 0) - own)
        for _, left_over, _ in self._left(proof, goals):
            total += int(left_over.max(axis=1, initial=0).sum())
        return total

    def _left(self, proof: Proof, goals: Goals) -> Iterator[tuple[Sequence[Team], Array, Array]]:
        """Some teams, what each place leaves them of the weighted goals after paying, and what is barred."""
        import numpy as np

        weights = [weight * proof.unit for weight in proof.weights]
        price = np.array([proof.price[place] for place in self.column], dtype=object)
        paid = max(price, default=0) + sum(map(abs, proof.dues.values()))
        for teams, worth, barred in self.worths(goals, weights, paid):
            yield teams, worth - self._charges(teams, price.astype(worth.dtype), proof), barred

    def is_beaten(self, proof: Proof, goals: Goals, slack: int) -> bool | None:
        """Whether an answer is better in these goals, of which the last is the first to be so; None if it is not known.

        Such an answer uses no pair that alone loses more than ``slack`` at the prices of the proof.
        """
        import numpy as np

        if not self.ledger.may_search:
            give_up(self.ledger, NOT_ASKED)
            return None
        count = len(self.number) * len(self.column)
        if count > _SEARCHED:
            give_up(self.ledger, TOO_MANY.format(count=count, most=_SEARCHED))
            return None
        kept = 0
        places = list(self.column)
        ways = [[int(one == at) for one in range(len(goals))] for at in range(len(goals))]
        adds: dict[Team, dict[str, tuple[int, ...]]] = {}
        for (teams, left, barred), *worths in zip(
            self._left(proof, goals), *(self.worths(goals, weights, 0) for weights in ways), strict=True
        ):
            may = (left.max(axis=1, initial=0)[:, None] - left <= slack) & ~barred
            for row, team in enumerate(teams):
                here = self.ledger.place(team)
                if here is not None:
                    may[row, self.column[here]] = True
            kept += int(may.sum())
            if kept > LARGEST:
                give_up(self.ledger, TOO_MANY.format(count=kept, most=LARGEST))
                return None
            for row, team in enumerate(teams):
                adds[team] = {
                    places[at]: tuple(int(worth[row, at]) for _, worth, _ in worths)
                    for at in np.flatnonzero(may[row]).tolist()
                }
        return is_beaten(self.ledger, adds, [0] * len(goals), len(goals) - 1)

    def _charges(self, teams: Sequence[Team], price: Array, proof: Proof) -> Array:
        """What each team pays at every place."""
        import numpy as np

        rows: dict[object, Array] = {}
        found = []
        for team in teams:
            size, loads = self.signs[team]
            if (size, loads) not in rows:
                row = size * price
                for cap, load in loads:
                    row = row + load * proof.dues[self.problem.caps[cap].name] * self.covers[cap]
                rows[size, loads] = row
            found.append(rows[size, loads])
        return np.array(found).reshape(len(teams), len(price))

    def worths(self, goals: Goals, weights: Sequence[int], paid: int) -> Iterator[tuple[Sequence[Team], Array, Array]]:
        """Some teams, what each is worth at every place, and what is barred: that is below anything that is paid."""
        import numpy as np

        problem, reach = self.problem, self.reading.reach + self.move_cost + 1
        longest = max(map(len, self.teams), default=1)
        sizes = max((size for size, _ in self.signs.values()), default=1)
        most = longest * sum(weights) * reach + sizes * paid
        kind: Any = np.int64 if 4 * most * (len(self.number) + 1) < _EXACT else object
        at = dict(zip(goals, weights, strict=True))
        for first in range(0, len(self.teams), _TEAMS):
            teams = self.teams[first : first + _TEAMS]
            names = [name for team in teams for name in team]
            blocks = self.reading.blocks(np.array([self.number[name] for name in names], dtype=np.int64))
            score = np.concatenate([block.copy() for _, block in blocks])
            barred = score < -self.reading.reach
            worth = score.astype(kind)
            worth *= np.array([at.get(("score", problem.tier.get(name, 0)), 0) for name in names], dtype=kind)[:, None]
            worth += np.array([self._base(name, at) for name in names], dtype=kind)[:, None]
            for row, name in enumerate(names):
                before = problem.previous.get(name)
                stays = None if before is None else self.column.get(before)
                if stays is not None:
                    moves = at.get(("score", problem.tier.get(name, 0)), 0) * self.move_cost
                    worth[row, stays] += moves + at.get(("moves", 0), 0)
            start = np.cumsum([0, *map(len, teams)])[:-1]
            together = np.add.reduceat(worth, start, axis=0)
            barred = np.logical_or.reduceat(barred, start, axis=0)
            together[barred] = -2 * most - 1
            yield teams, together, barred

    def _base(self, name: str, at: dict[tuple[str, int], int]) -> int:
        problem = self.problem
        first = at.get(("priority", problem.priority[name]), 0) if name in problem.priority else 0
        return at.get(("people", problem.tier.get(name, 0)), 0) + first

    def check_moves(self, goals: Goals) -> None:
        """No team could do better by going to free openings."""
        import numpy as np

        problem, placed = self.problem, self.ledger.placed
        longest = max(map(len, self.teams), default=1)
        # More than twice what a lesser goal can differ by between two places of one team.
        base = 4 * longest * (self.reading.reach + self.move_cost + 1)
        weights = [base**at for at in reversed(range(len(goals)))]
        loads = Loads.of(self.ledger)
        places = list(self.column)
        left = np.array([problem.capacity[place] - loads.at.get(place, 0) for place in places])
        for teams, worth, _ in self.worths(goals, weights, 0):
            here = [placed.get(next(iter(team))) for team in teams]
            now = [0 if place is None else worth[at, self.column[place]] for at, place in enumerate(here)]
            size = np.array([self.signs[team][0] for team in teams])
            better = (worth > np.array(now, dtype=worth.dtype)[:, None]) & (left >= size[:, None])
            for row, column in zip(*np.nonzero(better), strict=True):
                if loads.keep({teams[row]: places[column]}):
                    self.ledger.fault(
                        "把 {team} 改到 {place} 会改进结果",
                        "moving {team} to {place} would improve the answer",
                        team=teams[row],
                        place=places[column],
                    )
