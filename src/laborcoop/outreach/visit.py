"""Going to the people: who went where, to which household, and what came of it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import SiteId, SquadId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.site import ResettlementSite
from laborcoop.outreach.squad import EmploymentSquad
from laborcoop.people import Worker

HouseholdId = NewType("HouseholdId", str)


class OutreachActor(Enum):
    """Who goes to the people."""

    SQUAD = "squad"
    VILLAGE_CADRE = "village-cadre"
    STATIONED_TEAM = "stationed-team"
    GRID_WORKER = "grid-worker"


class OutreachResult(Enum):
    """What a household said."""

    WANTS_WORK = "wants-work"
    WANTS_TRAINING = "wants-training"
    DECLINED = "declined"
    NOT_AT_HOME = "not-at-home"
    NO_LABOUR = "no-labour"


@frozen(kw_only=True)
class Outreach(Record):
    """One visit (动员, 摸排) on a day: to a site, and to one household where it is named.

    ``reached`` is how many people were spoken to.

    Raises:
        InvalidValue: a squad's visit without the squad, or a negative number.
    """

    actor: OutreachActor
    on: date
    site: SiteId | None = None
    squad: SquadId | None = None
    household: HouseholdId | None = None
    result: OutreachResult | None = None
    reached: int = 0

    def __attrs_post_init__(self) -> None:
        if (self.actor is OutreachActor.SQUAD) != (self.squad is not None):
            raise InvalidValue(
                Text("小分队的走访要写明是哪支队，其他人的不写", "a squad's visit names the squad, and no other does")
            )
        if self.reached < 0:
            raise InvalidValue(Text("人数不能为负数", "numbers of people are not negative"))


@frozen(kw_only=True)
class OutreachCampaign(Record):
    """A campaign at resettlement sites: the sites, those chosen as targets, and the visits (SQ-01, SQ-02).

    Populations are those known on the first day of the window.
    """

    window: Period
    sites: tuple[ResettlementSite, ...]
    targets: frozenset[SiteId]
    visits: tuple[Outreach, ...] = ()

    def visited(self) -> frozenset[SiteId]:
        """The sites at which a squad was in the window."""
        return frozenset(
            visit.site
            for visit in self.visits
            if visit.site is not None and visit.actor is OutreachActor.SQUAD and visit.on in self.window
        )


def _by_id(squads: tuple[EmploymentSquad, ...]) -> tuple[EmploymentSquad, ...]:
    return tuple(sorted(squads, key=lambda squad: squad.id))


@frozen(kw_only=True)
class SquadRoster(Record):
    """All squads of one day, with their cadres (SQ-03)."""

    on: date
    squads: tuple[EmploymentSquad, ...] = field(converter=_by_id)


@frozen(kw_only=True)
class OutreachPerson(Record):
    """A worker on a squad's list; whether able to work, where that is known, and never why not."""

    worker: Worker
    able_to_work: bool | None = field(default=None, repr=False)


@frozen(kw_only=True)
class OutreachList(Record):
    """The people whom a squad goes to on a day, in the order in which it goes (SQ-04)."""

    on: date
    people: tuple[OutreachPerson, ...]


@frozen(kw_only=True)
class HouseholdWork(Record):
    """How many of a household can work, and how many do (SQ-05).

    Raises:
        InvalidValue: a number is negative, or more work than can.
    """

    household: HouseholdId
    able: int
    in_work: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.in_work <= self.able:
            raise InvalidValue(Text("就业人数不超过劳动力人数", "no more of a household work than can"))


class SiteSize(Enum):
    """How large a resettlement area is, as the authority classes it."""

    ORDINARY = "ordinary"
    VERY_LARGE = "very-large"
    """特大型安置区."""


@frozen(kw_only=True)
class SiteServices(Record):
    """Whether a site has a public employment service station or window (SQ-06). None: not recorded."""

    site: ResettlementSite
    size: SiteSize
    service_point: bool | None = None
