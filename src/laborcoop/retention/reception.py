"""Receptions (接收): a worker who arrives is looked after, one stop and free of charge, until brought to the post."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LodgingId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker


class ReceptionItem(Enum):
    """What a reception consists of (防疫、吃、住、组织到岗等一站式服务)."""

    PREVENTION = "prevention"
    FOOD = "food"
    LODGING = "lodging"
    DELIVERY_TO_POST = "delivery-to-post"

    @property
    def label(self) -> Text:
        """The item in a sentence."""
        return _ITEMS[self]


_ITEMS = {
    ReceptionItem.PREVENTION: Text("防疫", "epidemic prevention"),
    ReceptionItem.FOOD: Text("用餐", "food"),
    ReceptionItem.LODGING: Text("住宿", "lodging"),
    ReceptionItem.DELIVERY_TO_POST: Text("组织到岗", "the way to the post"),
}


@frozen(kw_only=True)
class Reception(Record):
    """One reception of one worker at a home or hotel: a person who comes twice is received twice.

    ``done`` gives the first day on which each item was given; ``charges`` what the worker was asked for it, in yuan,
    and must be nothing (AC-01). ``left_on`` is the day of leaving for the post, None while the worker is there.

    Raises:
        InvalidValue: something was given before the arrival or after the leaving, or one of ``charges`` is negative.
    """

    worker: Worker
    arrived_on: date
    lodging: LodgingId
    done: Mapping[ReceptionItem, date] = field(factory=dict, hash=False)
    charges: Mapping[ReceptionItem, Decimal] = field(factory=dict, hash=False)
    left_on: date | None = None

    def __attrs_post_init__(self) -> None:
        days = (self.arrived_on, *sorted(self.done.values()), self.left_on or date.max)
        if list(days) != sorted(days):
            raise InvalidValue(
                Text(
                    "接待的各项服务应在到达之后、离开之前",
                    "what a reception gives must be given between arrival and leaving",
                )
            )
        if not all(charge.is_finite() and charge >= 0 for charge in self.charges.values()):
            raise InvalidValue(Text("金额不能为负数", "amounts must not be negative"))

    def missing(self, asked: Collection[ReceptionItem]) -> tuple[ReceptionItem, ...]:
        """The items asked for that were not given, in the order in which they are named."""
        return tuple(item for item in ReceptionItem if item in asked and item not in self.done)


def received(receptions: Iterable[Reception], home: DivisionCode, window: Period) -> tuple[Reception, ...]:
    """The receptions, in a window, of those whose household is registered in a region (怒江籍), by day and person.

    Where somebody lives or was born does not count.
    """
    own = (one for one in receptions if one.arrived_on in window and one.worker.registered.within(home))
    return tuple(sorted(own, key=lambda one: (one.arrived_on, one.worker.id)))


def person_times(receptions: Iterable[Reception]) -> Count:
    """How many receptions there were (人次): somebody who came twice counts twice."""
    return Count(sum(1 for _ in receptions), Unit.PERSON_TIME)


def persons(receptions: Iterable[Reception]) -> Count:
    """How many persons were received (人): somebody who came twice counts once."""
    return Count(len({one.worker.id for one in receptions}), Unit.PERSON)
