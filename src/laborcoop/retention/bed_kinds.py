"""People whose needs of a bed are alike, as one: singles and parties that the search cannot tell apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import frozen

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, order_key
from laborcoop.kernel.periods import Period
from laborcoop.retention.bed_request import Bed, BedQuestion, BedRequest, own_bed

Unit = tuple[BedRequest, ...]
"""Those who lodge together: a party, or somebody alone."""


class Age(Enum):
    """Who looks after whom at night, in a party with children and adults; of others nothing is asked."""

    CHILD, ADULT, OTHER, NOT_ASKED = range(4)


@frozen
class Role:
    """Those of a unit who can take the same beds; ``house`` and ``own`` bed: those planned before, where seen."""

    sex: Sex
    lower_bed: bool
    low_floor: bool
    house: LodgingId | None
    own: Bed | None
    age: Age
    people: int

    def has(self, request: BedRequest) -> bool:
        """Whether somebody is one of them."""
        traits = _traits(request, sees_own=self.own is not None)
        alike = traits == (self.sex, self.lower_bed, self.low_floor, self.house, self.own)
        return alike and self.age in {Age.NOT_ASKED, _age(request)}


@frozen
class Kind:
    """Units that are alike: the same nights and houses, the same people as far as beds are concerned."""

    units: tuple[Unit, ...]
    roles: tuple[Role, ...]
    period: Period
    minutes: Mapping[LodgingId, int]
    """The houses that all of a unit reach, each with the minutes on local coaches of all of them together."""
    turn: int

    @property
    def size(self) -> int:
        """The people of a unit."""
        return sum(role.people for role in self.roles)

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights that they need."""
        return tuple(self.period.days())

    @property
    def is_family(self) -> bool:
        """Whether a unit is a couple or a family: both sexes are in it, or somebody who goes along."""
        return is_family(self.units[0])

    @property
    def lonely(self) -> int:
        """The children of a unit without an adult of their own sex in it: nobody looks after them apart by sexes."""
        return sum(self.of(Age.CHILD, sex) for sex in Sex if not self.of(Age.ADULT, sex))

    def of(self, age: Age, sex: Sex | None = None) -> int:
        """The people of a unit of an age, of one sex or of both."""
        return sum(role.people for role in self.roles if role.age is age and sex in {None, role.sex})


def is_family(unit: Iterable[BedRequest]) -> bool:
    """Whether those who lodge together are a couple or a family: of both sexes, or with somebody who goes along."""
    people = tuple(unit)
    return len(people) > 1 and (len({one.sex for one in people}) > 1 or any(one.along for one in people))


def parties_of(requests: Iterable[BedRequest]) -> dict[tuple[PartyId, Period], Unit]:
    """The parties of two or more who need beds in the same nights."""
    members: dict[tuple[PartyId, Period], list[BedRequest]] = defaultdict(list)
    for request in requests:
        if request.party is not None:
            members[request.party, request.period].append(request)
    return {key: tuple(group) for key, group in members.items() if len(group) > 1}


def kinds_of(question: BedQuestion, *, sees_own: bool, parted_above: int | None = None) -> tuple[Kind, ...]:
    """The units of a question by kind, in an order that does not depend on that of the requests.

    A party of several nights is of a kind of its own: who of them changes beds matters. So is whoever had a bed
    before, if the search ``sees_own`` beds; else only the house of that bed tells people apart. Where parties of more
    than so many people may be parted among rooms (``parted_above``), each of those is a kind of its own, too.
    """
    parties = parties_of(question.requests)
    units = [*parties.values()]
    units += [(one,) for one in question.requests if one.party is None or (one.party, one.period) not in parties]
    found: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in units:
        is_parted = parted_above is not None and len(unit) > max(1, parted_above)
        found[_key(question, unit, sees_own=sees_own, alone=is_parted)].append(
            tuple(sorted(unit, key=lambda one: order_key(one.worker)))
        )
    kinds = [_kind(question, units, sees_own=sees_own) for units in found.values()]
    return tuple(sorted(kinds, key=lambda kind: (kind.period.start, order_key(kind.units[0][0].worker))))


def _key(question: BedQuestion, unit: Unit, *, sees_own: bool, alone: bool) -> tuple[object, ...]:
    alone |= (sees_own and any(one.kept for one in unit)) or (len(unit) > 1 and len(list(unit[0].period.days())) > 1)
    asks = _asks_age(unit)
    return (
        unit[0].period,
        max(one.turn for one in unit),
        len(unit),
        is_family(unit),
        tuple(sorted(_minutes(question, unit).items())),
        frozenset(Counter((*_traits(one, sees_own=sees_own), _age(one, asked=asks)) for one in unit).items()),
        min(one.worker for one in unit) if alone else "",
    )


def _traits(request: BedRequest, *, sees_own: bool) -> tuple[Sex, bool, bool, LodgingId | None, Bed | None]:
    own = own_bed(request)
    house = None if own is None else own[0]
    return request.sex, request.lower_bed, request.low_floor, house, own if sees_own else None


def _asks_age(unit: Unit) -> bool:
    """Whether there are children in a unit, and adults who can sleep where they do."""
    return any(one.child for one in unit) and any(_age(one) is Age.ADULT for one in unit)


def _age(request: BedRequest, *, asked: bool = True) -> Age:
    if not asked:
        return Age.NOT_ASKED
    return Age.CHILD if request.child else Age.ADULT if request.adult else Age.OTHER


def _minutes(question: BedQuestion, unit: Unit) -> dict[LodgingId, int]:
    houses = set(question.reached(unit[0])).intersection(*map(question.reached, unit[1:]))
    return {house: sum(one.minutes.get(house, 0) for one in unit) for house in sorted(houses)}


def _kind(question: BedQuestion, units: Iterable[Unit], *, sees_own: bool) -> Kind:
    units = tuple(sorted(units, key=lambda unit: order_key(unit[0].worker)))
    asks = _asks_age(units[0])
    roles = Counter((*_traits(one, sees_own=sees_own), _age(one, asked=asks)) for one in units[0])
    order = sorted(
        roles, key=lambda role: (role[0].value, role[1], role[2], role[3] or "", role[4] or (), role[5].value)
    )
    return Kind(
        units=units,
        roles=tuple(Role(*role, people=roles[role]) for role in order),
        period=units[0][0].period,
        minutes=_minutes(question, units[0]),
        turn=max(one.turn for one in units[0]),
    )
