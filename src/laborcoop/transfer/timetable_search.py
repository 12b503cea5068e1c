"""The search for the earliest timetable: driver by driver, stop by stop, the earliest lawful departure.

A state at a stop is when the coach is there and what each driver has driven. One that is there no later, with no driver
the worse for it, makes all others needless: whatever they can do from there, it can. What is kept is tried in two ways
at each stop: on as soon as it is lawful, and on as soon as the driver has rested. In between nothing is won, since a
pause that is no rest frees no driving, and what has been driven earlier counts no longer for a later window.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, tzinfo
from heapq import heapify, heappop, heappush
from itertools import pairwise

from attrs import evolve, frozen

from laborcoop.transfer.driving_limits import DriverLimits, RunLimits, day_of, first_minute_after
from laborcoop.transfer.wheel import LONGEST_WAIT, Hindrance, Wheel, hindrances, standing


@frozen(kw_only=True)
class Drive:
    """One section to be driven: its minutes, and what holds before it may be left for.

    ``dwell`` is how long the coach stands first, ``opens`` and ``closes`` the minutes between which it leaves; ``run``
    numbers the run that the section belongs to.
    """

    minutes: int
    mountain: bool
    dwell: int
    opens: int | None
    closes: int | None
    run: int


@frozen(kw_only=True)
class State:
    """A coach at a stop: the minute, its drivers, who of them has driven on this run, and how it came there."""

    at: int
    wheels: tuple[Wheel, ...]
    drove: frozenset[int] = frozenset()
    run: RunLimits | None = None
    exact: bool = True
    trail: tuple[tuple[int, int], ...] = ()
    """For each section driven: the departure, and the number of the driver."""


@frozen
class Stuck:
    """Where the search ended: the section, the best state before it, who was tried last, and what forbade it.

    A hindrance of None: the section is left too late, by no rule of driving.
    """

    section: int
    state: State
    driver: int
    hindrance: Hindrance | None
    exact: bool = True


@frozen(kw_only=True)
class Search:
    """Everything that the search asks: the sections, the limits of a day, the clock."""

    drives: Sequence[Drive]
    wheels: tuple[Wheel, ...]
    driver_limits: Callable[[date], DriverLimits]
    run_limits: Callable[[int, date], RunLimits]
    zone: tzinfo | None
    most_states: int
    """So many states are followed from one stop; where there were more, the answer says that it is not proved."""

    def shortest(self) -> int:
        """The minutes from the first departure to the end, were there no rule."""
        return sum(drive.minutes + (drive.dwell if i else 0) for i, drive in enumerate(self.drives))

    def earliest(self, first: int, last: int) -> State | Stuck:
        """The earliest arrival of a coach that leaves from ``first`` to ``last``; the most promising state goes first.

        What a state promises is the arrival that it would have, were there no limits of drivers: none is later.
        """
        queue = [self._promising(State(at=start, wheels=self.wheels)) for start in self._starts(first, last)]
        heapify(queue)
        seen: dict[int, list[State]] = defaultdict(list)
        stuck = Stuck(0, State(at=first, wheels=self.wheels), 0, None)
        exact = True
        while queue:
            state = heappop(queue)[-1]
            i = len(state.trail)
            if i == len(self.drives):
                return evolve(state, exact=exact)
            if any(_no_worse(other, state) for other in seen[i]):
                continue
            if len(seen[i]) >= self.most_states:
                exact = False
                continue
            seen[i].append(state)
            for found in self._onward(state, i, last):
                if isinstance(found, State):
                    heappush(queue, self._promising(found))
                elif stuck.section < i or (stuck.section == i and stuck.hindrance is None):
                    stuck = found
        return evolve(stuck, exact=exact)

    def _promising(self, state: State) -> tuple[int, int, int, int, tuple[tuple[int, int], ...], State]:
        """A state behind what orders it: the arrival that it promises; then how far it is, and the fewest changes."""
        at, run = state.at, state.run
        for i in range(len(state.trail), len(self.drives)):
            drive = self.drives[i]
            at = max(at + (drive.dwell if i else 0), at if drive.opens is None else drive.opens)
            if run is None or (i and drive.run != self.drives[i - 1].run):
                run = self.run_limits(drive.run, self.day(at))
            at = _clear(run, at, drive) + drive.minutes
        changes = sum(before != after for (_, before), (_, after) in pairwise(state.trail))
        return at, -len(state.trail), changes, state.at, state.trail, state

    def day(self, minute: int) -> date:
        """The day of a minute, by the clock."""
        return day_of(minute, self.zone)

    def _starts(self, first: int, last: int) -> Iterator[int]:
        """The first moment, and each later midnight from which other limits hold."""
        yield first
        day, minute = self.day(first), self._midnight_after(first)
        while minute <= last:
            after = self.day(minute)
            if self._limits(after) != self._limits(day):
                yield minute
            day, minute = after, self._midnight_after(minute)

    def _limits(self, day: date) -> tuple[DriverLimits, RunLimits]:
        return self.driver_limits(day), self.run_limits(self.drives[0].run, day)

    def _midnight_after(self, minute: int) -> int:
        return first_minute_after(self.day(minute), self.zone)

    def _onward(self, state: State, i: int, last: int) -> Iterator[State | Stuck]:
        """The states at the next stop, by each driver, at once and after a rest."""
        drive = self.drives[i]
        opens = max(state.at + (drive.dwell if i else 0), state.at if drive.opens is None else drive.opens)
        closes = [minute for minute in (drive.closes, None if i else last) if minute is not None]
        ends_run = i + 1 == len(self.drives) or self.drives[i + 1].run != drive.run
        for driver, wheel in enumerate(state.wheels):
            least = opens if wheel.end is None else max(opens, wheel.end)
            tried: set[int] = set()
            for rested in (False, True):
                start, found = self._depart(state, i, driver, rested=rested, least=least)
                if start is None or start > min(closes, default=start):
                    yield Stuck(i, state, driver, found)
                elif start not in tried:
                    tried.add(start)
                    after = self._driven(state, i, driver, start)
                    if ends_run and after.run is not None and len(after.drove) < after.run.drivers:
                        yield Stuck(i, state, driver, Hindrance("TR-09", self._run_starts(state, i, start), None))
                    else:
                        yield after

    def _run_starts(self, state: State, i: int, start: int) -> int:
        """When the run of a section sets out: it lacks a driver from then on, on whichever section that comes out."""
        first = next(n for n, drive in enumerate(self.drives) if drive.run == self.drives[i].run)
        return state.trail[first][0] if first < i else start

    def _depart(
        self, state: State, i: int, driver: int, *, rested: bool, least: int
    ) -> tuple[int | None, Hindrance | None]:
        """The earliest lawful departure, and the last rule that held it up; None where no wait helps."""
        drive, wheel = self.drives[i], state.wheels[driver]
        start, held = least, None
        if rested and wheel.end is not None and wheel.limits is not None:
            start = max(start, wheel.end + wheel.limits.rest)
        while start <= least + LONGEST_WAIT:
            limits, run = self.in_force(state, i, driver, start)
            found = hindrances(wheel, run, limits, start, start + drive.minutes, mountain=drive.mountain)
            if not found:
                return start, held
            held = min(found, key=lambda hindrance: hindrance.at)
            waits = [hindrance.until for hindrance in found if hindrance.until is not None]
            if len(waits) < len(found):
                return None, next(hindrance for hindrance in found if hindrance.until is None)
            # Other limits may hold from the next day on, under which less of a wait is needed.
            start = min(max(waits), self._midnight_after(start))
        return None, None if held is None else evolve(held, until=None)

    def in_force(self, state: State, i: int, driver: int, start: int) -> tuple[DriverLimits, RunLimits]:
        """The limits of a driver and of the run on a departure: those of the day on which duty and run start."""
        begins = i == 0 or self.drives[i].run != self.drives[i - 1].run
        day = self.day(start)
        limits = state.wheels[driver].limits or self.driver_limits(day)
        run = self.run_limits(self.drives[i].run, day) if begins or state.run is None else state.run
        return limits, run

    def _driven(self, state: State, i: int, driver: int, start: int) -> State:
        limits, run = self.in_force(state, i, driver, start)
        begins = i == 0 or self.drives[i].run != self.drives[i - 1].run
        end = start + self.drives[i].minutes
        return State(
            at=end,
            wheels=tuple(
                wheel.after(start, end, limits) if number == driver else wheel
                for number, wheel in enumerate(state.wheels)
            ),
            drove=frozenset({driver}) if begins else state.drove | {driver},
            run=run,
            trail=(*state.trail, (start, driver)),
        )

    def straight_on(self, state: State, drivers: Sequence[int], start: int) -> Hindrance | None:
        """The first rule broken by going on from a state at ``start`` and waiting nowhere longer than one must."""
        for i in range(len(state.trail), len(self.drives)):
            drive, driver = self.drives[i], drivers[min(i, len(drivers) - 1)]
            limits, run = self.in_force(state, i, driver, start)
            end = start + drive.minutes
            found = hindrances(state.wheels[driver], run, limits, start, end, mountain=drive.mountain)
            if found:
                return min(found, key=lambda hindrance: (hindrance.at, hindrance.rule))
            state = self._driven(state, i, driver, start)
            following = self.drives[i + 1] if i + 1 < len(self.drives) else drive
            start = max(end + following.dwell, end if following.opens is None else following.opens)
        return None

    def waits(self, end: State) -> Iterator[tuple[int, int, int, Hindrance]]:
        """The waits of a timetable that a rule asks for: the stop, from when, until when, and the rule."""
        state = State(at=end.trail[0][0], wheels=self.wheels)
        drivers = [driver for _, driver in end.trail]
        for i, (start, driver) in enumerate(end.trail):
            drive = self.drives[i]
            ready = max(state.at + (drive.dwell if i else 0), state.at if drive.opens is None else drive.opens)
            if start > ready:
                asked = self.straight_on(state, drivers, ready)
                if asked is not None:
                    yield i, ready, start, asked
            state = self._driven(state, i, driver, start)


def _clear(run: RunLimits, start: int, drive: Drive) -> int:
    """The earliest departure for which no hour of the day stands in the way."""
    for _ in range(LONGEST_WAIT // (24 * 60)):
        end = start + drive.minutes
        found = [
            *standing(run.stands, "TR-07", start, end),
            *(standing(run.off_mountains, "TR-08", start, end) if drive.mountain else ()),
        ]
        if not found:
            break
        start = max(hindrance.until or start for hindrance in found)
    return start


def _no_worse(one: State, other: State) -> bool:
    """Whether ``one`` is there no later than ``other``, and can do all that it can from here on."""
    return (
        one.at <= other.at
        and one.run == other.run
        and one.drove >= other.drove
        and all(_fresher(mine, its, other.at) for mine, its in zip(one.wheels, other.wheels, strict=True))
    )


def _fresher(one: Wheel, other: Wheel, at: int) -> bool:
    if one == other:
        return True
    if one.limits != other.limits or one.end is None or other.end is None or one.end > other.end:
        return one.end is None and one.limits == other.limits
    rest = 0 if one.limits is None else one.limits.rest
    rested = at - one.end >= rest or one.stretch <= other.stretch
    by_night = (
        one.night_end is None
        or at - one.night_end >= rest
        or (other.night_end is not None and one.night_end <= other.night_end and one.by_night <= other.by_night)
    )
    edges = {edge for wheel in (one, other) for span in wheel.spans for edge in span}
    return rested and by_night and all(one.driven(edge, at) <= other.driven(edge, at) for edge in edges)


def with_limits(wheel: Wheel, spans: Iterable[tuple[int, int]], limits: DriverLimits) -> Wheel:
    """A driver who has driven these spans, in order of time; those that overlap or touch are one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    for start, end in merged:
        wheel = wheel.after(start, end, limits)
    return evolve(wheel, limits=limits)
