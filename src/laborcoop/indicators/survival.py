"""The Kaplan–Meier estimate: how long people stay, from those who left and those who are seen for a time only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen


@frozen(kw_only=True)
class SurvivalStep:
    """A length of time after which somebody left: ``at_risk`` were seen so long, ``left`` of them left then.

    ``stayed`` is the estimated share of all who stayed longer than ``days``.
    """

    days: int
    at_risk: int
    left: int
    stayed: Fraction


@frozen(kw_only=True)
class Survival:
    """An estimated survival curve; ``longest`` is the longest time that anybody was seen, in days."""

    steps: tuple[SurvivalStep, ...]
    longest: int

    def __repr__(self) -> str:
        """How many steps, and the longest time."""
        return f"<Survival: {len(self.steps)} steps, longest {self.longest} days>"

    def after(self, days: int) -> Fraction | None:
        """The estimated share still there once ``days`` days were full: who left after just so many stayed them.

        None where nobody was seen for so long: the estimate says nothing there. Only where all who were seen so long
        left, nobody is there ever after.
        """
        gone = any(step.stayed == 0 for step in self.steps)
        if days > self.longest and not gone:
            return None
        return next((step.stayed for step in reversed(self.steps) if step.days < days), Fraction(1))


def kaplan_meier(seen: Iterable[tuple[int, bool]]) -> Survival:
    """The estimate from how long each was seen, in days, and whether the time ended by leaving.

    People who had not left when last seen (a censored time) count among those at risk up to that time (included) and
    no longer: nothing is assumed about anybody after that.

    >>> [str(step.stayed) for step in kaplan_meier([(3, True), (5, False), (8, True)]).steps]
    ['2/3', '0']

    Source: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, Journal of the American
    Statistical Association 53 (1958) 457–481.
    """
    times = list(seen)
    ended = Counter(days for days, _ in times)
    left = Counter(days for days, gone in times if gone)
    at_risk, stayed = len(times), Fraction(1)
    steps = []
    for days in sorted(ended):
        if left[days]:
            stayed *= Fraction(at_risk - left[days], at_risk)
            steps.append(SurvivalStep(days=days, at_risk=at_risk, left=left[days], stayed=stayed))
        at_risk -= ended[days]
    return Survival(steps=tuple(steps), longest=max(ended, default=0))
