"""A programme (劳务协作): its name, the pairings and mandates that it rests on over the years, and its goals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from attrs import field, frozen

from laborcoop.cooperation.figures import FigureClaim
from laborcoop.cooperation.goals import PolicyGoal
from laborcoop.cooperation.pairing import Pairing
from laborcoop.cooperation.pillar import Pillar
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class PolicyMandate(Record):
    """What governments require of their departments for a period (工作要求), and the goals it sets.

    Raises:
        InvalidValue: ``issued_by`` or ``goals`` is empty.
    """

    title: Text
    issued_by: frozenset[DivisionCode]
    period: Period
    goals: frozenset[PolicyGoal]

    def __attrs_post_init__(self) -> None:
        if not self.issued_by or not self.goals:
            raise InvalidValue(Text("工作要求要有发出方和目标", "a mandate must have an issuer and a goal"))

    def binds(self, pairing: Pairing) -> bool:
        """Whether both regions of the pairing issued it."""
        return {pairing.sending, pairing.receiving} <= self.issued_by


def _by_start(pairings: tuple[Pairing, ...]) -> tuple[Pairing, ...]:
    return tuple(sorted(pairings, key=lambda pairing: (pairing.period.start, pairing.sending, pairing.receiving)))


@frozen(kw_only=True)
class Programme(Record):
    """A programme of labour cooperation over the years.

    ``pairings`` are the versions of the pairing in order of time: another region may become the partner, and the work
    may go on under mandates where no pairing is in force (不忘初心，接续合作).

    Raises:
        InvalidValue: ``pairings`` are empty, or two versions of one pair share a day.
    """

    name: Text
    slogan: Text
    pairings: tuple[Pairing, ...] = field(converter=_by_start)
    mandates: tuple[PolicyMandate, ...] = ()
    pillars: frozenset[Pillar] = frozenset(Pillar)
    goals: frozenset[PolicyGoal] = frozenset()

    def __attrs_post_init__(self) -> None:
        if not self.pairings:
            raise InvalidValue(Text("劳务协作至少有一段结对关系", "a programme must have one pairing or more"))
        pairs: dict[tuple[DivisionCode, DivisionCode], list[Period]] = {}
        for pairing in self.pairings:
            pairs.setdefault((pairing.sending, pairing.receiving), []).append(pairing.period)
        if any(before.overlaps(after) for periods in pairs.values() for before, after in pairwise(periods)):
            raise InvalidValue(
                Text("同一对结对关系的前后两段不能重叠", "two versions of one pairing must not share a day"),
            )

    def paired(self, on: date) -> tuple[Pairing, ...]:
        """The pairings in force on the day."""
        return tuple(pairing for pairing in self.pairings if on in pairing.period)

    def mandated(self, on: date) -> tuple[PolicyMandate, ...]:
        """The mandates in force on the day."""
        return tuple(mandate for mandate in self.mandates if on in mandate.period)

    def interruptions(self, window: Period) -> tuple[Period, ...]:
        """The stretches of a window on which the work rests on neither a pairing nor a mandate; empty: it carried on.

        Raises:
            InvalidValue: ``window`` has no end.
        """
        if window.end is None:
            raise InvalidValue(Text("检查的时间段必须有结束日", "the window must have a day on which it ends"))
        bases = [*(pairing.period for pairing in self.pairings), *(mandate.period for mandate in self.mandates)]
        gaps: list[Period] = []
        day = window.start
        for basis in sorted((basis for basis in bases if basis.overlaps(window)), key=lambda period: period.start):
            if basis.start > day:
                gaps.append(Period(day, basis.start))
            day = max(day, basis.end or window.end)
        if day < window.end:
            gaps.append(Period(day, window.end))
        return tuple(gaps)

    def goals_on(self, on: date) -> frozenset[PolicyGoal]:
        """The programme's own goals, and those of the mandates in force."""
        return self.goals.union(*(mandate.goals for mandate in self.mandated(on)))

    def unserved(self, figures: Iterable[FigureClaim], on: date) -> frozenset[PolicyGoal]:
        """The goals of the day that none of the figures measures."""
        return self.goals_on(on).difference(*(claim.goals for claim in figures))

    def unreported(self, figures: Iterable[FigureClaim]) -> frozenset[Pillar]:
        """The lines of work about which none of the figures says anything."""
        return self.pillars - {claim.pillar for claim in figures}
