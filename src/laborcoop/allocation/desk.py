"""A place as it keeps the best of those who ask, and lets go of the others."""

from __future__ import annotations

from bisect import insort

from attrs import define, field

Suitor = tuple[int, tuple[int, ...], int, int]
"""A party that asks: how much the place wants it (negative, so that the best sorts first), what breaks ties, the
party's number, and how many places it takes there."""

ANYBODY = -(2**63)
NOBODY = 2**63 - 1
"""Below and above whatever a score or a regard can be; both fit into a machine word."""


@define(eq=False)
class Desk:
    """The parties kept at one place, best first; they never take more than its room."""

    free: int
    """What is left of the room; negative where the pinned take more than there is."""
    kept: list[Suitor] = field(factory=list)

    bar: int = field(init=False)
    """The regard below which asking is in vain as things stand."""

    @bar.default
    def _(self) -> int:
        return ANYBODY if self.free > 0 else NOBODY

    def ask(self, suitor: Suitor) -> list[int]:
        """Keep, in order of regard, everyone who still fits; those who are let go, perhaps the newcomer."""
        kept = self.kept
        insort(kept, suitor)
        self.free -= suitor[3]
        gone: list[int] = []
        if self.free < 0:
            last = kept[-1]
            if self.free + last[3] >= 0:
                # All but the last fit, so it alone has to go: always so where everybody takes one place.
                kept.pop()
                self.free += last[3]
                gone.append(last[2])
            else:
                gone = self._sorted_out(kept.index(suitor))
        self.bar = ANYBODY if self.free > 0 else -kept[-1][0]
        return gone

    def _sorted_out(self, at: int) -> list[int]:
        """Go through everyone from a position on anew: a smaller party may fit where a larger one no longer does."""
        later = self.kept[at:]
        del self.kept[at:]
        self.free += sum(size for *_, size in later)
        gone = []
        for suitor in later:
            *_, number, size = suitor
            if size <= self.free:
                self.kept.append(suitor)
                self.free -= size
            else:
                gone.append(number)
        return gone
