"""The answer: who goes where, why, how good it is and how that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from laborcoop.allocation.checks import as_written
from laborcoop.allocation.conflict import Demand, Relaxation
from laborcoop.allocation.explain import Judge, Mechanism
from laborcoop.allocation.goals import Aim, Goal, Objective
from laborcoop.allocation.ledger import Audit
from laborcoop.allocation.mapping import Fixed, is_in
from laborcoop.allocation.order import readable
from laborcoop.allocation.outcome import Status
from laborcoop.allocation.placement import Placement
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.proof import Proof
from laborcoop.allocation.reports import Move, PlacementRate, Shortage
from laborcoop.allocation.shortages import shortages
from laborcoop.allocation.stability import blocking
from laborcoop.allocation.trace import Trace
from laborcoop.allocation.verify import audit
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.display import table
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.allocation.explain import Refusal, Why


_REASONS_SHOWN = 5
_LABEL = Text(
    "by 给 {name} 的组别是 {kind}，不能作为组别；请用文本",
    "by gives a {kind} as the group of {name}, which cannot be a label; give a text",
)
_LABELS = Text(
    "by 给出的组别种类不同（{kinds}），无法排序；请都用文本",
    "by gives labels of kinds that have no common order ({kinds}); make all of them texts",
)


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class Result:
    """What :func:`allocate` found; nothing in it changes afterwards."""

    problem: Problem
    mechanism: Mechanism
    objective: Objective
    move_cost: int
    proposing: Literal["applicants", "places"]
    status: Status
    placed: Mapping[str, str]
    """Applicant id -> place id."""
    unplaced: Mapping[str, tuple[Text, ...]]
    """Applicant id -> every reason."""
    goals: tuple[Goal, ...]
    """Each goal in order with its value and bound, up to the first that is not proved."""
    price: Mapping[str, int]
    """Place id -> what one more opening there would add to the score. With groups, sizes, cohorts or caps it is the
    price of the linear relaxation, a guide that may be far off (then ``worth`` is empty)."""
    worth: Mapping[str, tuple[int, ...]]
    """Place id -> what one more opening there would add to each goal, in the order of ``aims``."""
    loss: Mapping[str, tuple[int, ...]]
    """Place id -> what one opening fewer there would take from each goal; for places that have openings."""
    aims: tuple[Aim, ...]
    """The goals that were asked for, in order."""
    conflict: tuple[Demand, ...] = ()
    """Of an infeasible problem: the smallest set of demands that contradict one another."""
    relaxation: tuple[Relaxation, ...] = ()
    """Of an infeasible problem: the least that has to give way."""
    is_smallest: bool = True
    """False where the search was stopped: there may be a smaller conflict than the one found."""
    is_least: bool = True
    """False where the search was stopped, or where a queue names pins to lift one conflict at a time: less than this
    relaxation may be enough."""
    proofs: tuple[Proof, ...] = ()
    """Where rules give very many pairs: what bounds each goal, in order, with groups, sizes, cohorts or caps; what
    bounds the first, where the search among single people was stopped (``price`` and ``worth`` say it otherwise)."""
    trace: Trace | None = None
    """What ``allocate(..., start=result)`` takes up again: no part of the answer, and left out of a pickle."""

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"Result({self.mechanism}, {self.status}, {len(self.placed)} placed, {len(self.unplaced)} unplaced,"
            f" score {self.score})"
        )

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it: counts, the proof of each goal, and the first reasons of the unplaced.

        The reasons of a few are worded, and of no more: those of a hundred thousand would take long.
        """
        caption = Text(
            "{mechanism} · {status}：安排 {placed}，未安排 {unplaced}",
            "{mechanism} · {status}: {placed} placed, {unplaced} not placed",
        ).format(mechanism=self.mechanism, status=self.status, placed=len(self.placed), unplaced=len(self.unplaced))
        if self.status == "infeasible":
            return self._html_of_conflict()
        goals = table(
            caption,
            [Text("目标", "goal"), Text("得到", "value"), Text("上界", "bound"), Text("差距", "gap")],
            [(goal.name, goal.value, goal.bound, goal.gap) for goal in self.goals],
        )
        if not self.unplaced:
            return goals
        first = readable(self.unplaced)[:_REASONS_SHOWN]
        return goals + table(
            Text("未安排（前 {most} 个）", "not placed (the first {most})").format(most=len(first)),
            [Text("申请人", "applicant"), Text("理由", "reason")],
            [(name, reason) for name in first for reason in self.unplaced[name][:1]],
        )

    def _html_of_conflict(self) -> str:
        """What a notebook shows of an infeasible problem: the demands that contradict one another, and what helps."""
        caption = Text(
            "{mechanism} · 无解：以下要求互相矛盾，不能同时满足",
            "{mechanism} · infeasible: these demands contradict one another",
        ).format(mechanism=self.mechanism)
        return table(caption, (), [(demand.text,) for demand in self.conflict]) + table(
            Text("放宽以下各项即可", "it is enough to change these"), (), [(one.text,) for one in self.relaxation]
        )

    @property
    def score(self) -> int:
        """The plain sum of the scores of the pairs that were made."""
        return sum(self.problem.pairs.of(name)[place] for name, place in self.placed.items())

    @property
    def bound(self) -> tuple[int, ...]:
        """The bound of each goal in order, up to the first that is not proved; empty where none was sought."""
        return tuple(goal.bound for goal in self.goals)

    @property
    def gap(self) -> int | None:
        """How far the first unproved goal may be from its best; 0 when all are proved; None where none was sought."""
        return self.goals[-1].gap if self.goals else None

    @property
    def moves(self) -> Mapping[str, Move]:
        """Applicant id -> the move, for everyone in ``previous`` who is now elsewhere or unplaced."""
        before, now = self.problem.previous, self.placed
        gone: Iterable[str]
        if isinstance(before, Placement):
            gone = before.gone(now)
        else:
            gone = readable(name for name, place in before.items() if now.get(name) != place)
        return Fixed({name: Move(before[name], now.get(name)) for name in gone})

    @cached_property
    def _judge(self) -> Judge:
        return Judge.of(
            self.problem,
            self.placed,
            mechanism=self.mechanism,
            aims=self.aims,
            status=self.status,
            worth=self.worth,
            loss=self.loss,
        )

    def why(self, applicant: str) -> Why:
        """Everything that was open to an applicant, and why each place did or did not come to them.

        Raises:
            UnknownName: ``applicant`` is not in the problem.
        """
        self._known(applicant)
        return self._judge.why(applicant)

    def why_not(self, applicant: str, place: str) -> Refusal:
        """Why one place did not come to an applicant.

        Raises:
            UnknownName: ``applicant`` or ``place`` is not in the problem.
        """
        self._known(applicant)
        if not is_in(place, self.problem.capacity):
            raise UnknownName(Text("没有去处 {name}", "there is no place {name}").format(name=as_written(place)))
        return self._judge.refusal(applicant, place)

    def why_moved(self, applicant: str) -> Text:
        """Why somebody is no longer where ``previous`` had them.

        Raises:
            UnknownName: ``applicant`` has not moved.
        """
        moves = self.moves
        if not is_in(applicant, moves):
            raise UnknownName(Text("{name} 没有变动", "{name} has not moved").format(name=as_written(applicant)))
        move = moves[applicant]
        if move.before in self.problem.capacity:
            reason = self._judge.refusal(applicant, move.before).text
        else:
            reason = Text("已没有 {place}", "there is no {place} any more").format(place=move.before)
        return Text(f"{applicant} {move.text.zh}：{reason.zh}", f"{applicant} {move.text.en}: {reason.en}")

    def _known(self, applicant: str) -> None:
        if not is_in(applicant, self.placed, self.unplaced):
            text = Text("没有申请人 {name}", "there is no applicant {name}")
            raise UnknownName(text.format(name=as_written(applicant)))

    def short(self) -> tuple[Shortage, ...]:
        """Where more openings are wanted: by what one more is worth, then by how many wait.

        With groups, sizes, cohorts or caps no price says it exactly: small problems are then solved again with one more
        opening at the five places that most people wait for; of other places the price of the linear relaxation is
        told, as the guide that it is (``is_exact`` is False), after those.
        """
        return shortages(self, self._judge.situation, self._judge.kept)

    def fairness(self, by: Mapping[str, str] | Callable[[str], str]) -> Mapping[str, PlacementRate]:
        """Placement by group of applicants, as counts: nothing is corrected.

        Args:
            by: applicant id -> the group's label, as a mapping or a function. Applicants whom a mapping does not name
                are counted under the empty label.

        Raises:
            InvalidValue: ``by`` is neither a mapping nor a function, or gives labels that cannot be put in order.
        """
        if not callable(by) and not isinstance(by, Mapping):
            raise InvalidValue(
                Text("by 应为映射或函数，而不是 {kind}", "by must be a mapping or a function, not {kind}").format(
                    kind=type(by).__name__
                )
            )
        label = by if callable(by) else lambda name: by.get(name, "")
        counts: dict[str, list[int]] = {}
        for name in readable((*self.placed, *self.unplaced)):
            group = label(name)
            try:
                count = counts.setdefault(group, [0, 0])
            except TypeError as error:
                raise InvalidValue(_LABEL.format(name=name, kind=type(group).__name__)) from error
            count[0] += name in self.placed
            count[1] += 1
        try:
            return {group: PlacementRate(*counts[group]) for group in readable(counts)}
        except TypeError as error:
            raise InvalidValue(_LABELS.format(kinds={type(group).__name__ for group in counts})) from error

    def blocking_pairs(self) -> tuple[tuple[str, str], ...]:
        """(applicant, place) where both would rather have each other; for a group, a pair for each member."""
        return blocking(self.problem, self.placed)

    def verify(self, *, search: bool = True) -> tuple[Text, ...]:
        """Check the answer against the problem alone, by code of its own; empty when it is sound.

        What could not be derived again is no fault: :meth:`audit` tells it.

        Args:
            search: whether a search of the check's own, of limited length, looks for a better answer of indivisible
                problems (groups, sizes, cohorts, caps), where prices alone prove none: seconds for a thousand people.
        """
        return self.audit(search=search).faults

    def audit(self, *, search: bool = True) -> Audit:
        """The faults of :meth:`verify`, and what of the proof it did not derive again.

        Args:
            search: as for :meth:`verify`.
        """
        return audit(self, search=search)
