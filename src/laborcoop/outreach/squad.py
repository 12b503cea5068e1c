"""An employment squad (就业小分队) of cadres from three levels."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
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
    """A cadre of a squad."""

    id: CadreId = field(validator=check_id)
    level: CadreLevel


@frozen(kw_only=True)
class EmploymentSquad(Record):
    """A squad, who is in it and which sites it works at: squads and sites are not one to one.

    Raises:
        InvalidValue: a cadre is listed twice.
    """

    id: SquadId = field(validator=check_id)
    name: Text
    cadres: tuple[Cadre, ...] = ()
    sites: frozenset[SiteId] = frozenset()

    def __attrs_post_init__(self) -> None:
        if len({cadre.id for cadre in self.cadres}) < len(self.cadres):
            raise InvalidValue(Text("同一名干部在小分队中只能登记一次", "a cadre is entered once in a squad"))
