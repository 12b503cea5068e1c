"""Who is collected or delivered: the runs, the nights that they spend on the way, and who is left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.ride import Ride
from laborcoop.transfer.route import nights
from laborcoop.transfer.timetables import Timetable


@frozen(kw_only=True)
class Overnight(Record):
    """A night that a coach stands on its way (途中住宿): where, and for whom lodging is needed.

    ``night`` is the date of its evening. ``workers`` are those aboard; the drivers rest there too.
    """

    leg: LegId
    place: PlaceId
    night: date
    workers: tuple[WorkerId, ...]
    drivers: tuple[DriverId, ...]


@frozen(kw_only=True)
class FeederRun(Record):
    """One coach on its way: its timetable, its leg, the empty run before it, and who rides in which seat."""

    coach: VehicleId
    timetable: Timetable
    leg: Leg
    empty: Leg | None
    rides: tuple[Ride, ...]

    @property
    def overnights(self) -> tuple[Overnight, ...]:
        """The nights on the way: those whose small hours the coach stands through at a stop, with people aboard."""
        return tuple(self._nights())

    def _nights(self) -> Iterator[Overnight]:
        order = {stop.place: i for i, stop in enumerate(self.leg.stops)}
        for i, stop in enumerate(self.leg.stops):
            aboard = [ride.worker for ride in self.rides if order[ride.board] < i < order[ride.alight]]
            for night in nights(stop.arrive, stop.depart) if aboard else ():
                yield Overnight(
                    leg=self.leg.id,
                    place=stop.place,
                    night=night,
                    workers=tuple(sorted(aboard)),
                    drivers=tuple(sorted(self.leg.drivers)),
                )


@frozen(kw_only=True)
class Collected(Record):
    """Everyone who was waiting: collected (or delivered) by some run, or left out with reasons.

    ``km`` are driven by all runs, empty ones too. No routes of these coaches for the same loads are shorter than
    ``bound_km``, which is worked out from seats and distances alone. ``least_coaches`` is how many coaches those
    collected fill at least.

    Raises:
        InvalidValue: somebody is lost, named twice, or left out without a reason.
    """

    came_in: frozenset[WorkerId]
    runs: tuple[FeederRun, ...]
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    km: Decimal = Decimal(0)
    bound_km: Decimal = Decimal(0)
    least_coaches: int = 0

    def __attrs_post_init__(self) -> None:
        aboard = [ride.worker for run in self.runs for ride in run.rides]
        whole = {*aboard, *self.left_out}
        if whole != self.came_in or len(aboard) + len(self.left_out) != len(whole) or not all(self.left_out.values()):
            raise InvalidValue(
                Text(
                    "接送：登记 {came} 人，但上车 {aboard} + 未安排 {left}，有人丢失或重复",
                    "collecting: {came} were waiting, {aboard} ride, {left} are left out: somebody is lost or twice",
                ).format(came=len(self.came_in), aboard=len(aboard), left=len(self.left_out))
            )

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Collected: {len(self.came_in)} came in, {len(self.runs)} runs, {len(self.left_out)} left out>"

    @property
    def overnights(self) -> tuple[Overnight, ...]:
        """The nights on the way of all runs: for each, lodging is needed there."""
        return tuple(night for run in self.runs for night in run.overnights)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of all runs, empty ones first."""
        return tuple(leg for run in self.runs for leg in (run.empty, run.leg) if leg is not None)

    def added_to(self, convoy: Convoy) -> Convoy:
        """The convoy with the legs of these runs: its people can be planned on them as on any leg.

        Raises:
            InvalidValue: ``convoy`` has a leg with one of these ids.
        """
        return evolve(convoy, legs=(*convoy.legs, *self.legs))

    @property
    def gap(self) -> float:
        """By how much the kilometres may exceed the fewest, as a share of the bound; 0 is proved best."""
        return float((self.km - self.bound_km) / self.bound_km) if self.bound_km else 0.0
