"""Vehicles, their seats, and train numbers that are one train."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import VehicleId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_NUMBER = re.compile(r"[A-Z]?[1-9][0-9]{0,4}")


_MOST_SEATS = 5000
"""More than the longest train has: a larger number is a slip of the pen."""


class TransportMode(Enum):
    """How a leg is run."""

    CHARTER_COACH = "charter-coach"
    SPECIAL_TRAIN = "special-train"
    RESERVED_CARRIAGE = "reserved-carriage"
    ORDINARY_TRAIN = "ordinary-train"
    CHARTER_FLIGHT = "charter-flight"

    @property
    def is_rail(self) -> bool:
        """Whether rail rules hold: real names, carriages."""
        return self in {TransportMode.SPECIAL_TRAIN, TransportMode.RESERVED_CARRIAGE, TransportMode.ORDINARY_TRAIN}

    @property
    def is_reserved(self) -> bool:
        """Whether the programme has the vehicle, or the carriages, to itself: nobody else boards on the way."""
        return self is not TransportMode.ORDINARY_TRAIN

    @property
    def is_coach(self) -> bool:
        """Whether road rules hold: drivers' hours, captains, children beyond the rating."""
        return self is TransportMode.CHARTER_COACH


@frozen
class TrainNumber(Record):
    """The numbers under which one physical train runs on one day (``D3812/D3809``); a ticket may show any (TR-16).

    >>> TrainNumber.parse("D3812/D3809次").names("D3809")
    True

    Raises:
        InvalidValue: ``numbers`` is empty, or has one that is not a letter and up to five digits.
    """

    numbers: tuple[str, ...] = field()

    @numbers.validator
    def _check(self, _: object, value: tuple[str, ...]) -> None:
        # A text is a row of characters, and each digit of it would pass for a number.
        texts = isinstance(value, tuple) and all(isinstance(number, str) for number in value)
        if not value or not texts or not all(_NUMBER.fullmatch(number) for number in value):
            raise InvalidValue(
                Text(
                    "车次应为一个字母加至多五位数字，例如 D3812/D3809",
                    "a train number must be a letter and up to five digits, such as D3812/D3809",
                ),
                "TR-16",
            )

    @classmethod
    def parse(cls, written: str) -> TrainNumber:
        """Read numbers as written, parted by a slash or an arrow; a later one may be cut short (``D3812/09``).

        Raises:
            InvalidValue: ``written`` is not a text, or a part of it is not a train number.
        """
        if not isinstance(written, str):
            raise InvalidValue(Text("车次应为文字", "a train number must be given as a text"))
        text = unicodedata.normalize("NFKC", written).upper()
        numbers: list[str] = []
        for part in (part.strip().removesuffix("次").rstrip() for part in re.split(r"[/→、-]+", text)):
            cut = len(numbers[-1]) - len(part) if numbers and part.isdigit() else 0
            numbers.append(numbers[-1][:cut] + part if cut > 0 else part)
        return cls(tuple(numbers))

    def names(self, number: str) -> bool:
        """Whether this train runs under the number; on the same day it is then the same train."""
        return number in self.numbers

    def __str__(self) -> str:
        return "/".join(self.numbers)


class SeatRow(NamedTuple):
    """A row of a carriage, both counted from 1; a coach is one carriage."""

    carriage: int
    row: int


@frozen(kw_only=True)
class Vehicle(Record):
    """A coach, a train or reserved carriages, with the seats it is rated for (核载人数).

    ``carriages`` divides the seats of a train, first carriage first; empty for a coach. ``row`` is how many seats stand
    in a row, numbered from the front row by row; a single one that is left over belongs to the last row. None where it
    is not known: a carriage then counts as one row.

    Raises:
        InvalidValue: ``rated`` is below 1 or not whole, ``carriages`` do not add up to it, or ``row`` is below 1.
    """

    id: VehicleId = field(validator=check_id)
    mode: TransportMode
    rated: int
    carriages: tuple[int, ...] = ()
    row: int | None = field(
        default=None, validator=at_least(1, Text("每排至少一个座位", "a row must have one seat or more"))
    )

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.rated <= _MOST_SEATS or min(self.carriages, default=1) < 1:
            raise InvalidValue(
                Text("核载人数应为 1 到 {most}", "a vehicle must be rated for 1 to {most} seats").format(
                    most=_MOST_SEATS
                )
            )
        if self.carriages and sum(self.carriages) != self.rated:
            raise InvalidValue(
                Text(
                    "各车厢座位数之和 {sum} 不等于核载人数 {rated}",
                    "the carriages have {sum} seats, the vehicle is rated for {rated}",
                ).format(sum=sum(self.carriages), rated=self.rated)
            )

    def seat_labels(self) -> tuple[str, ...]:
        """Every seat's label: ``07`` in a coach, ``03-07`` (carriage, seat) in a train."""
        if not self.carriages:
            return tuple(f"{seat:02}" for seat in range(1, self.rated + 1))
        return tuple(
            f"{carriage:02}-{seat:02}"
            for carriage, seats in enumerate(self.carriages, start=1)
            for seat in range(1, seats + 1)
        )

    def seat_rows(self) -> tuple[SeatRow, ...]:
        """The row of every seat, in the order of `seat_labels`."""
        found: list[SeatRow] = []
        for carriage, seats in enumerate(self.carriages or (self.rated,), start=1):
            in_row = self.row or seats
            rows = seats // in_row + (seats % in_row > 1)
            found += (SeatRow(carriage, min(seat // in_row + 1, max(1, rows))) for seat in range(seats))
        return tuple(found)

    def are_beside(self, one: str, other: str) -> bool:
        """Whether two seats, by their labels, are neighbours in one row of one carriage."""
        labels, rows = self.seat_labels(), self.seat_rows()
        if one not in labels or other not in labels:
            return False
        here, there = labels.index(one), labels.index(other)
        return abs(here - there) == 1 and rows[here] == rows[there]
