"""What a tour of fairs is asked: the fairs wished for, venues, ways between counties, and who carries word ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.ids import EmployerId, PlaceId, check_id, check_once
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.plan import Organiser
from laborcoop.outreach.visit import OutreachActor, OutreachChannel
from laborcoop.rulebook.book import RuleBook

_NATURAL = at_least(0, Text("数量和天数不能为负数", "numbers and days must not be negative"))
_ONE = at_least(1, Text("至少为 1", "at least 1 is expected"))


@frozen(kw_only=True)
class FairWish(Record):
    """A fair that somebody wishes to hold: as wished, and how far its day may move.

    ``fair`` has the hours, the day that is liked best, and the booths of the employers that would come. It is held on
    the same hours, with its first day from ``earliest`` to ``latest`` (both included; the day wished where they are not
    given). Where ``fair`` names a wider region than a county, it is held in any county of it that has a venue. A fair
    that was announced already keeps its day. ``licence`` is the HR service licence of a private organiser. A wish that
    cannot be met is not an error: it is left out by name, and the rest goes on.
    """

    fair: RecruitmentFair
    earliest: date | None = None
    latest: date | None = None
    organiser: Organiser = Organiser.PUBLIC_SERVICE
    expected_visitors: int | None = field(default=None, validator=_NATURAL)
    open_to_public: bool = True
    across_provinces: bool = False
    licence: Period | None = None

    @property
    def wished_on(self) -> date:
        """The first day of the fair as it was wished."""
        return self.fair.starts.date()

    @property
    def first(self) -> date:
        """The first day on which it may start."""
        return self.wished_on if self.earliest is None or self.fair.published_on is not None else self.earliest

    @property
    def last(self) -> date:
        """The last day on which it may start."""
        return self.wished_on if self.latest is None or self.fair.published_on is not None else self.latest

    def ends(self, on: date) -> date:
        """The last day of the fair, if it starts on a day."""
        return on + (self.fair.ends.date() - self.wished_on)

    def held(self, on: date) -> Iterator[date]:
        """The days of the fair, if it starts on a day."""
        for number in range((self.ends(on) - on).days + 1):
            yield on + timedelta(days=number)


@frozen(kw_only=True)
class Venue(Record):
    """Where fairs of a county can be held: its stands, and how many people it was approved for (None: not recorded).

    ``closed`` are the periods in which it cannot be had.

    Raises:
        InvalidValue: ``stands`` or ``capacity`` is negative.
    """

    id: PlaceId = field(validator=check_id)
    division: DivisionCode
    stands: int = field(validator=_NATURAL)
    capacity: int | None = field(default=None, validator=_NATURAL)
    closed: tuple[Period, ...] = ()


@frozen(kw_only=True)
class FairTravel(Record):
    """The full days that employers need on the road between fairs of two counties; the way back takes as long.

    With 0 days, an employer at a fair of one county can be at a fair of the other on the next day.

    Raises:
        InvalidValue: ``days`` is negative.
    """

    start: DivisionCode
    end: DivisionCode
    days: int = field(validator=_NATURAL)


@frozen(kw_only=True)
class PublicityTeam(Record):
    """Village cadres (村干部) or a stationed work team (驻村工作队) that carry word of fairs to villages (F069, F070).

    Raises:
        InvalidValue: ``visits_a_day`` is below 1, or ``actor`` is a squad, which goes to sites on rounds of its own.
    """

    id: str = field(validator=check_id)
    actor: OutreachActor
    villages: frozenset[str]
    visits_a_day: int = field(default=1, validator=_ONE)
    channel: OutreachChannel | None = None

    def __attrs_post_init__(self) -> None:
        if self.actor is OutreachActor.SQUAD:
            raise InvalidValue(
                Text(
                    "招聘会宣传由村干部、驻村工作队等进行，小分队另行安排",
                    "fairs must be publicised by village cadres, work teams and the like; squads have plans of "
                    "their own",
                )
            )


@frozen(kw_only=True)
class Touring(Record):
    """The question of a tour: the day on which it is planned, the law, venues, ways, and publicity.

    ``travel_days`` are the days on the road between counties that ``travel`` does not name; within a county there are
    none. ``away`` are periods in which an employer sends nobody; ``least_employers`` is how many employers make a fair
    worth holding. ``workdays`` are those on which offices take applications: a deadline is met on a workday.

    ``villages`` gives the county of each village that is told of the fairs there, by a visit of one of the ``teams``
    in the ``publicity_days`` before the fair; the fair is announced by then. How many, no text of law says.

    Raises:
        InvalidValue: two venues or teams share an id, two ways join the same counties, a number is negative, or the
            holidays of the day are not known.
    """

    on: date
    book: RuleBook = field(repr=False)
    venues: tuple[Venue, ...]
    travel: tuple[FairTravel, ...] = ()
    travel_days: int = field(default=0, validator=_NATURAL)
    workdays: Workdays = field(factory=Workdays)
    away: Mapping[EmployerId, tuple[Period, ...]] = field(factory=dict, hash=False)
    least_employers: int = field(default=1, validator=_ONE)
    publicity_days: int = field(default=0, validator=_NATURAL)
    villages: Mapping[str, DivisionCode] = field(factory=dict, hash=False)
    teams: tuple[PublicityTeam, ...] = ()

    def __attrs_post_init__(self) -> None:
        for ids in (
            [venue.id for venue in self.venues],
            [team.id for team in self.teams],
            ["–".join(sorted((str(way.start), str(way.end)))) for way in self.travel],
        ):
            check_once(ids)
        self.workdays.is_workday(self.on)

    def days_between(self, one: DivisionCode, other: DivisionCode) -> int:
        """The full days on the road between fairs of two counties."""
        for way in self.travel:
            if {way.start, way.end} == {one, other}:
                return way.days
        return 0 if one == other else self.travel_days
