"""Time and patience: when a search has to stop, and whom it tells how it is getting on."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from attrs import define, field, frozen

from laborcoop.kernel.text import Text


@frozen
class Progress:
    """Where a search stands: the goal it is at, the best value so far, and the bound on it."""

    goal: Text
    step: int
    """The goal's number, from 1."""
    steps: int
    value: int | None
    bound: int | None


@define
class Watch:
    """Says when to stop: the seconds are over, or the caller's ``progress`` returned True.

    The clock is read only where a limit was asked for, so that nothing else can depend on it. ``effort`` limits each
    search for a better answer in the solver's own measure of work, whatever the clock says.
    """

    limit: float | None
    progress: Callable[[Progress], bool | None] | None
    effort: float | None = field(default=None, kw_only=True)
    stopped: bool = False
    _start: float = field(init=False, default=0.0)

    def __attrs_post_init__(self) -> None:
        if self.limit is not None:
            self._start = monotonic()

    def left(self) -> float | None:
        """Seconds that remain; None without a limit."""
        return None if self.limit is None else max(0.0, self.limit - (monotonic() - self._start))

    def over(self) -> bool:
        """Whether to stop now."""
        return self.stopped or self.left() == 0.0

    def tell(self, progress: Progress) -> bool:
        """Report; whether to stop now."""
        if self.progress is not None and self.progress(progress):
            self.stopped = True
        return self.over()
