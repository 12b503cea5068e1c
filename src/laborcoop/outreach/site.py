"""A resettlement site (易地扶贫搬迁安置点), with its population by date."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import SiteId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Population(Record):
    """How many people lived at a site on a day.

    Raises:
        InvalidValue: ``people`` is negative.
    """

    people: int = field(validator=at_least(0, Text("人口数不能为负数", "a population must not be negative")))
    as_of: date


@frozen(kw_only=True)
class ResettlementSite(Record):
    """A site to which households were relocated. Not the reception home, which Chinese also calls 安置点.

    ``languages`` are those its people speak, each of which somebody who visits them must speak too.
    """

    id: SiteId = field(validator=check_id)
    name: Text
    division: DivisionCode
    populations: tuple[Population, ...] = ()
    languages: frozenset[str] = frozenset()

    def population(self, on: date) -> int | None:
        """The latest population known on the day; None where none is."""
        known = [entry for entry in self.populations if entry.as_of <= on]
        return max(known, key=lambda entry: entry.as_of).people if known else None

    def is_target(self, on: date, threshold: int) -> bool:
        """Whether the site is one of ``threshold`` people or more (以上 includes the number; SQ-01)."""
        population = self.population(on)
        return population is not None and population >= threshold
