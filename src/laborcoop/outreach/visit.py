"""Going to the people: who went where, to which household, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import PostId, SiteId, SquadId
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
    OTHER = "other"
    """The list of those who go is open (村干部、驻村工作队等)."""


class OutreachChannel(Enum):
    """How people are told of posts."""

    HOME_VISIT = "home-visit"
    VILLAGE_MEETING = "village-meeting"
    LOUDSPEAKER = "loudspeaker"
    CHAT_GROUP = "chat-group"
    POSTER = "poster"


class OutreachResult(Enum):
    """What a household said."""

    WANTS_WORK = "wants-work"
    WANTS_TRAINING = "wants-training"
    DECLINED = "declined"
    NOT_AT_HOME = "not-at-home"
    NO_LABOUR = "no-labour"


@frozen(kw_only=True)
class Outreach(Record):
    """One visit (动员, 摸排, 宣传岗位) on a day: to a village or site, and to one household where it is named.

    ``reached`` is how many people were spoken to; ``posts`` are those they were told of, and ``channel`` how.

    Raises:
        InvalidValue: ``squad`` is missing from a squad's visit, a household is told at a meeting, or ``reached`` is
            negative.
    """

    actor: OutreachActor
    on: date
    site: SiteId | None = None
    squad: SquadId | None = None
    household: HouseholdId | None = None
    result: OutreachResult | None = None
    reached: int = field(
        default=0, validator=at_least(0, Text("人数不能为负数", "numbers of people must not be negative"))
    )
    village: str = ""
    channel: OutreachChannel | None = None
    posts: frozenset[PostId] = frozenset()

    def __attrs_post_init__(self) -> None:
        if self.household is not None and self.channel not in {None, OutreachChannel.HOME_VISIT}:
            raise InvalidValue(
                Text("写明一户的走访只能是入户走访", "a visit to one household must be a visit to its home")
            )
        if (self.actor is OutreachActor.SQUAD) != (self.squad is not None):
            raise InvalidValue(
                Text(
                    "小分队的走访要写明是哪支队，其他人的不写",
                    "a squad's visit must name the squad, and no other visit may",
                )
            )


def reach(visits: Iterable[Outreach], window: Period, post: PostId | None = None) -> Mapping[OutreachActor, Count]:
    """How many person-times (人次) each kind of actor reached in the window, with one post where it is named.

    Actors that did not go out are not in it. Somebody told twice counts twice: the visits do not say who was spoken to.
    """
    reached: dict[OutreachActor, Count] = {}
    for visit in visits:
        if visit.on in window and (post is None or post in visit.posts):
            reached[visit.actor] = reached.get(visit.actor, Count(0, Unit.PERSON_TIME)) + Count(
                visit.reached, Unit.PERSON_TIME
            )
    return {actor: reached[actor] for actor in OutreachActor if actor in reached}


def reached_households(visits: Iterable[Outreach], by: date) -> frozenset[HouseholdId]:
    """The households that somebody has spoken to by a day; one that was not at home is still to be reached."""
    return frozenset(
        visit.household
        for visit in visits
        if visit.household is not None
        and visit.on <= by
        and (visit.reached > 0 or visit.result not in {None, OutreachResult.NOT_AT_HOME})
    )


def not_told(villages: Iterable[str], visits: Iterable[Outreach], post: PostId) -> frozenset[str]:
    """The villages to which nobody carried word of a post."""
    told = {visit.village for visit in visits if post in visit.posts and visit.reached > 0}
    return frozenset(villages) - told


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
    """How many of a household can work, and how many do (SQ-05); ``site`` is where it lives, None: not at a site.

    Raises:
        InvalidValue: ``able`` or ``in_work`` is negative, or more are in work than are able.
    """

    household: HouseholdId
    able: int
    in_work: int
    site: SiteId | None = None

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.in_work <= self.able:
            raise InvalidValue(
                Text("就业人数不超过劳动力人数", "no more people of a household can be in work than are able to work")
            )

    @property
    def without_work(self) -> bool:
        """Whether it is a household without work (零就业家庭): somebody can work, and nobody does."""
        return self.able > 0 and self.in_work == 0


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
