"""What places, lodgings, employers and posts are called where people read of them; they themselves go by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import frozen

from laborcoop.kernel.days import day_text
from laborcoop.kernel.ids import EmployerId, LodgingId, PlaceId, PostId
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.transfer import Leg


@frozen
class Names:
    """The names of a case by id; whatever the case does not have, or does not name, is told by its id."""

    places: Mapping[PlaceId, Text]
    lodgings: Mapping[LodgingId, Text]
    employers: Mapping[EmployerId, Text]
    posts: Mapping[PostId, str]

    @classmethod
    def of(cls, case: Case) -> Names:
        """The names of a case."""
        return cls(
            places={place.id: place.name for place in case.places},
            lodgings={lodging.id: lodging.name for lodging in case.lodgings},
            employers={employer.id: employer.name for employer in case.employers},
            posts={post.id: post.title for post in case.posts},
        )

    def place(self, place: PlaceId) -> Text:
        """A place."""
        return self.places.get(place) or Text.same(place)

    def lodging(self, lodging: LodgingId) -> Text:
        """A lodging."""
        return self.lodgings.get(lodging) or Text.same(lodging)

    def employer(self, employer: EmployerId) -> Text:
        """An employer."""
        return self.employers.get(employer) or Text.same(employer)

    def post(self, post: PostId) -> str:
        """A post by its title."""
        return self.posts.get(post) or post


def leg_text(leg: Leg, number: Text | None = None) -> Text:
    """A leg as those who ride it know it: a coach by its id, a train or flight by its number.

    Args:
        leg: the leg.
        number: the number of a part of the way, where the leg changes it; else all that it has.
    """
    means = _COACH if leg.mode.is_coach else _TRAIN if leg.mode.is_rail else _FLIGHT
    return means.format(name=number or str(leg.train or leg.id))


_COACH = Text("客车 {name}", "coach {name}")
_TRAIN = Text("列车 {name}", "train {name}")
_FLIGHT = Text("航班 {name}", "flight {name}")


def at_clock(moment: datetime) -> Text:
    """A moment as people are told of it: the day with its weekday, and the clock.

    >>> at_clock(datetime(2023, 2, 5, 9, 20)).en
    'Sun 5 Feb 09:20'
    """
    return Text.same("{day} {clock}").format(day=day_text(moment.date()), clock=f"{moment:%H:%M}")


def in_lines(texts: Iterable[Text]) -> Text:
    """Several sentences, each on a line of its own.

    >>> in_lines([Text("甲", "a"), Text("乙", "b")]).en.splitlines()
    ['a', 'b']
    """
    each = tuple(texts)
    return Text("\n".join(one.zh for one in each), "\n".join(one.en for one in each))
