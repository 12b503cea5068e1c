"""What a roster refers to: employers, places, sites and batches of the case, found by the names that rosters write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from attrs import define, field, frozen

from laborcoop.employers import Employer
from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.ids import Ids, SaltedIds, ShownIds
from laborcoop.kernel.divisions import DIVISIONS, Division, DivisionCode
from laborcoop.kernel.ids import ConvoyId, EmployerId, PlaceId, SiteId
from laborcoop.kernel.places import Place
from laborcoop.kernel.text import Text
from laborcoop.outreach import ResettlementSite

_Id = TypeVar("_Id", bound=str)

_DRESS = re.compile(r"[\s()\[\]【】《》\"'“”·.,、-]")
_CODE = re.compile(r"[1-9][0-9]{5}")
_BATCH = re.compile(r"第?([0-9]{1,3}|[一二三四五六七八九十]{1,3}|首)(?:批次?|趟)?")
_CHINA = DivisionCode("100000")
_NUMERALS = "零一二三四五六七八九"


class Batch(Protocol):
    """What a roster may know of a convoy: its id, the number of its batch, its name."""

    @property
    def id(self) -> ConvoyId:
        """The convoy's id."""
        ...

    @property
    def batch(self) -> int:
        """The number of the batch, from 1."""
        ...

    @property
    def name(self) -> Text:
        """The convoy's name."""
        ...


def _check_columns(_instance: object, _attribute: object, columns: Mapping[str, str]) -> None:
    unknown = sorted(set(columns.values()) - BY_KEY.keys())
    if unknown:
        raise InvalidValue(
            Text(
                "columns 中有花名册没有的列：{unknown}；可用的列：{keys}",
                "columns names columns that a roster does not have: {unknown}; it has {keys}",
            ).format(unknown=unknown, keys=sorted(BY_KEY))
        )


Wages = tuple[Decimal | int, Decimal | int]
"""Two amounts in yuan a month, the smaller one first."""
PLAUSIBLE_WAGES: Wages = (Decimal(500), Decimal(100_000))


def _check_wages(_instance: object, _attribute: object, wages: Wages) -> None:
    amounts = wages if isinstance(wages, tuple) else ()
    kinds = all(isinstance(one, Decimal | int) and Decimal(one).is_finite() for one in amounts)
    if len(amounts) != len(PLAUSIBLE_WAGES) or not kinds or not 0 <= amounts[0] <= amounts[1]:
        raise InvalidValue(
            Text(
                "plausible_wages 应为两个金额（元），小的在前，例如 (500, 100000)",
                "plausible_wages must be two amounts in yuan, the smaller one first, such as (500, 100000)",
            )
        )


@frozen
class _Names(Generic[_Id]):
    """Records by their names: as written, and without what writing adds."""

    exact: Mapping[str, frozenset[_Id]]
    plain: Mapping[str, frozenset[_Id]]

    @classmethod
    def of(cls, named: Iterable[tuple[_Id, Iterable[str]]]) -> _Names[_Id]:
        exact: dict[str, set[_Id]] = {}
        plain: dict[str, set[_Id]] = {}
        for record, names in named:
            for name in filter(None, names):
                exact.setdefault(name, set()).add(record)
                plain.setdefault(_plain(name), set()).add(record)
        return cls(
            {name: frozenset(records) for name, records in exact.items()},
            {name: frozenset(records) for name, records in plain.items()},
        )

    def find(self, written: str) -> frozenset[_Id]:
        return self.exact.get(written) or self.plain.get(_plain(written), frozenset())

    def only(self, written: str) -> _Id | None:
        found = self.find(written)
        return next(iter(found)) if len(found) == 1 else None


@define(kw_only=True, frozen=True, slots=False)
class Known:
    """The records of a case that its rosters name, and what it says about rosters.

    ``on`` is the day on which the plan is made; ``on_is_given`` says that somebody chose it, so that it can tell the
    year of a date that is written without one; ``sending`` the region that the workers come from; ``columns`` further
    headers of the case's rosters, each to a key of the roster's columns; ``synthetic_areas`` the areas of resident
    numbers that no real person has; ``salt`` keys the ids of workers that have none, and where it is empty
    ``shown_ids`` makes them; ``resolves`` says that the records are those of a case, so that a name to which none of
    them answers is worth a finding; ``plausible_wages`` are the least and the most yuan a month that a cell is believed
    to mean, experience and no rule: 5 is short for thousands.

    Raises:
        InvalidValue: ``columns`` names a key that no column has, or ``plausible_wages`` are no two amounts.
    """

    on: date
    on_is_given: bool = True
    zone: ZoneInfo
    sending: DivisionCode
    salt: str = field(repr=False)
    resolves: bool = True
    employers: tuple[Employer, ...] = ()
    places: tuple[Place, ...] = ()
    sites: tuple[ResettlementSite, ...] = ()
    convoys: tuple[Batch, ...] = ()
    synthetic_areas: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(factory=dict, validator=_check_columns)
    plausible_wages: Wages = field(default=PLAUSIBLE_WAGES, validator=_check_wages)
    shown_ids: ShownIds = field(factory=ShownIds, repr=False, eq=False)

    def employer(self, written: str) -> EmployerId | None:
        """The one employer that answers to a name, short name or id; None where none or several do."""
        return self._employers.only(written)

    def place(self, written: str, county: DivisionCode | None) -> PlaceId | None:
        """The one place that answers to a name or id, of several the one in the county; None where that is not one."""
        found = self._places.find(written)
        if len(found) > 1:
            found = frozenset(place.id for place in self.places if place.id in found and place.division == county)
        return next(iter(found)) if len(found) == 1 else None

    def site(self, written: str) -> SiteId | None:
        """The one resettlement site that answers to a name or id; None where none or several do."""
        return self._sites.only(written)

    def batches(self, written: str) -> frozenset[ConvoyId]:
        """The convoys that answer to an id, a name or a batch (``第一批``, ``1``); empty where none does."""
        named = self._convoys.find(written)
        if named:
            return named
        match = _BATCH.fullmatch(_plain(written))
        number = _number(match[1]) if match else 0
        return frozenset(convoy.id for convoy in self.convoys if convoy.batch == number)

    def county(self, written: str) -> DivisionCode | None:
        """The division that a cell of the county's column names: a code, a name, or a text with one name in it."""
        if _CODE.fullmatch(written):
            return DivisionCode(written)
        return self.county_in(written, anywhere=True)

    def county_in(self, written: str, *, anywhere: bool) -> DivisionCode | None:
        """The one county named in a text: an address, a title, a file's name.

        Args:
            written: the text.
            anywhere: whether counties outside the sending region count as well, where none inside is named.
        """
        plain = _plain(written)
        named = [division for division in self._counties if _is_named(division, plain)]
        everywhere = self.sending == _CHINA
        inside = {division.code for division in named if everywhere or division.code.within(self.sending)}
        found = inside or ({division.code for division in named} if anywhere else set())
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def ids(self) -> Ids:
        """The ids of those who have none that may be shown."""
        return SaltedIds(self.salt) if self.salt else self.shown_ids

    @cached_property
    def _counties(self) -> tuple[Division, ...]:
        return tuple(
            division
            for division in DIVISIONS
            if division.in_force(self.on) and division.code not in {division.code.province, division.code.prefecture}
        )

    @cached_property
    def _employers(self) -> _Names[EmployerId]:
        return _Names.of((e.id, (e.id, e.name.zh, e.name.en, *e.aliases)) for e in self.employers)

    @cached_property
    def _places(self) -> _Names[PlaceId]:
        return _Names.of((place.id, (place.id, place.name.zh, place.name.en)) for place in self.places)

    @cached_property
    def _sites(self) -> _Names[SiteId]:
        return _Names.of((site.id, (site.id, site.name.zh, site.name.en)) for site in self.sites)

    @cached_property
    def _convoys(self) -> _Names[ConvoyId]:
        return _Names.of((convoy.id, (convoy.id, convoy.name.zh, convoy.name.en)) for convoy in self.convoys)


def _plain(written: str) -> str:
    """A name without what writing adds: full width, blanks, brackets, quotation marks, capitals."""
    return _DRESS.sub("", unicodedata.normalize("NFKC", written)).casefold()


def _is_named(division: Division, plain: str) -> bool:
    return any(name in plain for name in _names(division))


def _names(division: Division) -> Iterator[str]:
    shortest = 2
    yield division.name.zh
    yield division.name.en.casefold()
    yield from (alias for alias in division.aliases if len(alias) >= shortest)


def _number(written: str) -> int:
    """A number in ASCII digits or in Chinese numerals to 99; 首 is 1."""
    if written.isascii():
        return int(written)
    if written == "首":
        return 1
    tens, ten, ones = written.rpartition("十")
    high = _NUMERALS.find(tens) if tens else 1
    return (high * 10 if ten else 0) + (_NUMERALS.find(ones) if ones else 0)
