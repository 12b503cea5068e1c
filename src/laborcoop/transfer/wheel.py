"""A driver at the wheel, minute by minute: what has been driven, and when the next section may be.

Times are whole minutes from 1970. Nothing here asks the rules' own arithmetic (`laborcoop.transfer.hours`): a timetable
that is made here and judged there is judged by another.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from laborcoop.transfer.driving_limits import DriverLimits, Hours, RunLimits

LONGEST_WAIT = 9 * 24 * 60
"""A wait of more than a week and a day frees nothing more: the longest window is seven days."""


@frozen
class Hindrance:
    """A rule that a drive breaks from minute ``at`` on, at each departure up to ``until`` (not included; None: all)."""

    rule: str
    at: int
    until: int | None


@frozen
class Wheel:
    """What one driver has driven: the spans in order, and the driving since the last rest, all and by night.

    ``ahead`` are spans that are to be driven after all that is asked for; they are to be lawful then as well.
    """

    spans: tuple[tuple[int, int], ...] = ()
    stretch: int = 0
    by_night: int = 0
    night_end: int | None = None
    limits: DriverLimits | None = None
    ahead: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int | None:
        """When the driver last left the wheel; None where nothing is driven yet."""
        return self.spans[-1][1] if self.spans else None

    def since_rest(self, start: int, limits: DriverLimits) -> int:
        """The driving that a drive from ``start`` adds to: none once the driver has rested."""
        return 0 if self.end is None or start - self.end >= limits.rest else self.stretch

    def driven(self, start: int, end: int) -> int:
        """The minutes driven between two moments."""
        minutes = 0
        for since, until in reversed(self.spans):
            if until <= start:
                break
            minutes += max(0, min(until, end) - max(since, start))
        return minutes

    def after(self, start: int, end: int, limits: DriverLimits) -> Wheel:
        """The driver after one more drive; limits are those of the first."""
        by_night, night_end = self.by_night, self.night_end
        for first, last in limits.night.parts(start, end):
            carried = 0 if night_end is None or first - night_end >= limits.rest else by_night
            by_night, night_end = carried + last - first, last
        touches = self.end == start
        return evolve(
            self,
            spans=(*self.spans[:-1], (self.spans[-1][0], end)) if touches else (*self.spans, (start, end)),
            stretch=self.since_rest(start, limits) + end - start,
            by_night=by_night,
            night_end=night_end,
            limits=limits,
        )

    def hindrances(self, start: int, end: int, limits: DriverLimits) -> Iterator[Hindrance]:
        """What forbids this driver to drive from ``start`` to ``end`` (TR-04 to TR-06)."""
        if limits.continuous is not None:
            carried = self.since_rest(start, limits)
            if carried + end - start > limits.continuous:
                rested = None if carried == 0 or self.end is None else self.end + limits.rest
                yield Hindrance("TR-04", start + limits.continuous - carried, rested)
        if limits.by_night is not None:
            yield from self._by_night(start, end, limits, limits.by_night)
        for length, most in limits.windows:
            over = end - start + self.driven(end - length, start) - most
            if over > 0:
                until = start + over if end - start <= most else None
                yield Hindrance("TR-06", self._passed(start, end, length, most), until)
        if self.ahead and end <= self.ahead[0][0]:  # else the coach is late for them, whatever the rules say
            yield from self._ahead(start, end, limits)

    def _ahead(self, start: int, end: int, limits: DriverLimits) -> Iterator[Hindrance]:
        """What this drive forbids of those ahead: no wait before it helps, it would only come nearer to them."""
        then = evolve(self.after(start, end, limits), ahead=())
        for first, last in self.ahead:
            found = min(then.hindrances(first, last, limits), key=lambda hindrance: hindrance.at, default=None)
            if found is not None:
                yield evolve(found, until=None)
                return
            then = then.after(first, last, limits)

    def _by_night(self, start: int, end: int, limits: DriverLimits, most: int) -> Iterator[Hindrance]:
        driven, before = self.by_night, self.night_end
        for first, last in limits.night.parts(start, end):
            rested = before is None or first - before >= limits.rest
            driven = (0 if rested else driven) + last - first
            before = last
            if driven > most:
                # Each minute later takes one minute of the night off at the most, unless the driver has rested by then.
                until = start + driven - most
                if self.night_end is not None and start < self.night_end + limits.rest:
                    until = min(until, self.night_end + limits.rest)
                yield Hindrance("TR-05", last - (driven - most), until)
                return

    def _passed(self, start: int, end: int, length: int, most: int) -> int:
        """The minute after which the window that ends there holds more than it may: it never holds less later on."""
        first, last = start, end
        while first < last:
            middle = (first + last) // 2
            if middle + 1 - start + self.driven(middle + 1 - length, start) > most:
                last = middle
            else:
                first = middle + 1
        return first


def standing(hours: Hours, rule: str, start: int, end: int) -> Iterator[Hindrance]:
    """What forbids a coach to be on its way from ``start`` to ``end`` in some hours of the day (TR-07, TR-08)."""
    for first, _ in hours.parts(start, end):
        until = next(last for _, last in hours.parts(first, first + 2 * 24 * 60))
        yield Hindrance(rule, first, until)
        return


def hindrances(
    wheel: Wheel, run: RunLimits, limits: DriverLimits, start: int, end: int, *, mountain: bool
) -> list[Hindrance]:
    """Everything that forbids a driver to drive a section of this coach from ``start`` to ``end``."""
    return [
        *wheel.hindrances(start, end, limits),
        *standing(run.stands, "TR-07", start, end),
        *(standing(run.off_mountains, "TR-08", start, end) if mountain else ()),
    ]
