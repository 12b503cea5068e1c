"""An employment squad (就业小分队) of cadres from three levels."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import CadreId, SiteId, SquadId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class CadreLevel(Enum):
    """The level of the organ that sent a cadre; a county-level city is of the county tier."""

    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@frozen(kw_only=True)
class Cadre(Record):
    """A cadre of a squad, and the languages that the cadre speaks (as the case names them: 傈僳语, 白语, …)."""

    id: CadreId = field(validator=check_id)
    level: CadreLevel
    languages: frozenset[str] = frozenset()


@frozen(kw_only=True)
class EmploymentSquad(Record):
    """A squad, who is in it and which sites it works at: squads and sites are not one to one.

    ``formed_by`` is the division whose bureau formed it; None where that is not recorded.

    Raises:
        InvalidValue: ``cadres`` list somebody twice.
    """

    id: SquadId = field(validator=check_id)
    name: Text
    cadres: tuple[Cadre, ...] = ()
    sites: frozenset[SiteId] = frozenset()
    formed_by: DivisionCode | None = None

    def __attrs_post_init__(self) -> None:
        if len({cadre.id for cadre in self.cadres}) < len(self.cadres):
            raise InvalidValue(Text("同一名干部在小分队中只能登记一次", "a cadre must be entered only once in a squad"))

    @property
    def languages(self) -> frozenset[str]:
        """The languages that somebody in the squad speaks."""
        return frozenset(language for cadre in self.cadres for language in cadre.languages)


def squads_formed_by(squads: Iterable[EmploymentSquad], division: DivisionCode) -> Count:
    """How many squads (支) the bureau of a division, or of one within it, formed."""
    formed = [squad for squad in squads if squad.formed_by is not None and squad.formed_by.within(division)]
    return Count(len(formed), Unit.SQUAD)
