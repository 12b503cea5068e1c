"""Liaison (交流对接): what the two sides' bureaus told each other, and the posts that were found for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from laborcoop.cooperation.campaign import Agency
from laborcoop.cooperation.pillar import Pillar
from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import PostId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Liaison(Record):
    """One contact of the bureaus of both sides on a day, about one line of work; ``posts`` are those made known in it.

    Raises:
        InvalidValue: ``agencies`` are all of one prefecture: nobody was contacted.
    """

    on: date
    agencies: tuple[Agency, ...]
    pillar: Pillar
    posts: frozenset[PostId] = frozenset()

    def __attrs_post_init__(self) -> None:
        if len({agency.division.prefecture for agency in self.agencies}) < 2:  # noqa: PLR2004 - "both" is two
            raise InvalidValue(Text("对接至少要有两地的机构", "a liaison must be between agencies of two regions"))


def newly_found(liaisons: Iterable[Liaison]) -> Mapping[date, frozenset[PostId]]:
    """For each day of contact, in order, the posts that no earlier contact had made known (不断挖掘).

    A day that brought nothing new is there with nothing.
    """
    known: set[PostId] = set()
    found: dict[date, frozenset[PostId]] = {}
    for liaison in sorted(liaisons, key=lambda liaison: liaison.on):
        found[liaison.on] = found.get(liaison.on, frozenset()) | (liaison.posts - known)
        known |= liaison.posts
    return found
