"""The night that has begun: whoever has come to the house has the bed of that night, whatever is planned again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from laborcoop.kernel.ids import LodgingId, PlaceId, RoomId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.planning.case import Case
from laborcoop.planning.disruptions.standing import Legs, gets_off, nights_before
from laborcoop.planning.event_log import EventLog, first_night
from laborcoop.retention import Stay
from laborcoop.transfer import Ride

_ONE_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Tonight:
    """The next night to be slept, where the houses are, and the rooms in which nobody sleeps that night."""

    night: date
    now: datetime
    houses: dict[LodgingId, PlaceId]
    closed: frozenset[tuple[LodgingId, RoomId]]
    legs: Legs

    @classmethod
    def of(cls, case: Case, log: EventLog, legs: Legs, now: datetime) -> Tonight:
        """The night of a moment."""
        night = first_night(now)
        return cls(
            night=night,
            now=now,
            houses={lodging.id: lodging.place for lodging in case.lodgings},
            closed=frozenset((lodging, room) for lodging, room, period in log.closed() if night in period),
            legs=legs,
        )

    def begun(self, stays: Iterable[Stay], boarded: Sequence[Ride]) -> Stay | None:
        """The night, in its bed, of somebody who has come to the house; None where the room is closed.

        Args:
            stays: the nights of somebody.
            boarded: the rides that this person has boarded.
        """
        stay = next((stay for stay in stays if self.night in stay.period), None)
        if stay is None or not boarded or (stay.lodging, stay.room) in self.closed:
            return None
        last = boarded[-1]
        is_there = last.alight == self.houses[stay.lodging] and instant(gets_off(last, self.legs)) <= instant(self.now)
        return evolve(stay, period=Period(self.night, self.night + _ONE_DAY)) if is_there else None

    def kept(self, stays: Iterable[Stay], boarded: Sequence[Ride]) -> tuple[Stay, ...]:
        """The nights that are over and the one that has begun, of somebody who goes no further for now."""
        stays = tuple(stays)
        has_begun = self.begun(stays, boarded) is not None
        return nights_before(stays, self.night + _ONE_DAY if has_begun else self.night)
