"""The night that has begun: whoever has come to the house has the bed of that night, whatever is planned again.

So has whoever is aboard the coach that brings them there before the night is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from laborcoop.kernel.ids import LodgingId, PlaceId, RoomId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.planning.case import Case
from laborcoop.planning.disruptions.standing import Legs, gets_off, nights_before
from laborcoop.planning.event_log import EventLog
from laborcoop.retention import Stay
from laborcoop.transfer import Ride
from laborcoop.transfer.route import first_night

_ONE_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Tonight:
    """The next night to be slept, where the houses are, and the rooms in which nobody sleeps, with the nights."""

    night: date
    now: datetime
    houses: dict[LodgingId, PlaceId]
    closed: tuple[tuple[LodgingId, RoomId, Period], ...]
    legs: Legs

    @classmethod
    def of(cls, case: Case, log: EventLog, legs: Legs, now: datetime) -> Tonight:
        """The night of a moment."""
        return cls(
            night=first_night(now),
            now=now,
            houses={lodging.id: lodging.place for lodging in case.lodgings},
            closed=tuple(log.closed()),
            legs=legs,
        )

    def begun(self, stays: Iterable[Stay], boarded: Sequence[Ride]) -> Stay | None:
        """The night, in its bed, of somebody who has boarded these rides; None where the room is closed."""
        stay = self.due(stays, boarded)
        return None if stay is None or self.is_closed(stay) else stay

    def due(self, stays: Iterable[Stay], boarded: Sequence[Ride]) -> Stay | None:
        """The same night, whether the room is closed or not."""
        if not boarded:
            return None
        last = boarded[-1]
        comes = gets_off(last, self.legs)
        is_there = instant(comes) <= instant(self.now)
        night = self.night if is_there else first_night(comes.astimezone(self.now.tzinfo))
        stay = next((stay for stay in stays if night in stay.period), None)
        if stay is None or last.alight != self.houses[stay.lodging]:
            return None
        return evolve(stay, period=Period(night, night + _ONE_DAY))

    def is_closed(self, night: Stay) -> bool:
        """Whether nobody can sleep in the room of a night."""
        return any(
            (lodging, room) == (night.lodging, night.room) and night.period.start in period
            for lodging, room, period in self.closed
        )

    def kept(self, stays: Iterable[Stay], boarded: Sequence[Ride]) -> tuple[Stay, ...]:
        """The nights that are over and the one that has begun, of somebody who goes no further for now."""
        stays = tuple(stays)
        begun = self.begun(stays, boarded)
        return nights_before(stays, self.night if begun is None else begun.period.start + _ONE_DAY)
