"""What a work station does: duties, visits to employers, beds for job-seekers; and which station is above which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, StationId, check_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class Duty(Enum):
    """The duties of a station."""

    POST_LEDGER = "post-ledger"
    WORKER_LEDGER = "worker-ledger"
    """Whereabouts, skills, wishes for training."""
    FOLLOW_UP = "follow-up"
    ORGANISED_EXPORT = "organised-export"
    RIGHTS_ADVICE = "rights-advice"
    RETURN_START_UPS = "return-start-ups"

    @property
    def label(self) -> Text:
        """The duty in a sentence."""
        return _DUTIES[self]


_DUTIES = {
    Duty.POST_LEDGER: Text("岗位台账", "the ledger of posts"),
    Duty.WORKER_LEDGER: Text("务工人员台账", "the ledger of workers"),
    Duty.FOLLOW_UP: Text("跟踪服务", "follow-up"),
    Duty.ORGANISED_EXPORT: Text("两地有组织输出", "organised export at both ends"),
    Duty.RIGHTS_ADVICE: Text("政策和维权咨询", "advice on policy and rights"),
    Duty.RETURN_START_UPS: Text("返乡创业", "start-ups of those who return home"),
}


@frozen
class Activity(Record):
    """Something that a station did on a day for one of its duties."""

    duty: Duty
    on: date


@frozen(kw_only=True)
class StationQuarter(Record):
    """A station's activities in a quarter or another period (ST-04)."""

    station: StationId
    period: Period
    activities: frozenset[Activity] = frozenset()


class StationTier(Enum):
    """The three tiers of stations, from the top."""

    PROVINCIAL_HEAD = "provincial-head"
    CITY_BRANCH = "city-branch"
    COUNTY_STATION = "county-station"


@frozen(kw_only=True)
class StationNode(Record):
    """A station in the tree; ``parent`` is the one above it."""

    id: StationId = field(validator=check_id)
    tier: StationTier
    parent: StationId | None = None


@frozen(kw_only=True)
class StationTree(Record):
    """Stations and who stands above whom (ST-05).

    Raises:
        InvalidValue: two stations share an id.
    """

    nodes: tuple[StationNode, ...]

    def __attrs_post_init__(self) -> None:
        if len({node.id for node in self.nodes}) < len(self.nodes):
            raise InvalidValue(Text("工作站编号重复", "two stations have one id"))

    def node(self, station: StationId | None) -> StationNode | None:
        """The station of this id; None where the tree has none."""
        return next((node for node in self.nodes if node.id == station), None)

    def above_itself(self, node: StationNode) -> bool:
        """Whether going up from a station leads back to it."""
        seen: set[StationId] = set()
        above = self.node(node.parent)
        while above is not None and above.id not in seen:
            if above.id == node.id:
                return True
            seen.add(above.id)
            above = self.node(above.parent)
        return False


class VisitKind(Enum):
    """What a visit is for."""

    EMPLOYER = "employer"
    WELFARE = "welfare"
    """To greet workers in post (慰问)."""
    EXCHANGE = "exchange"
    """Between the two sides (互访)."""


@frozen(kw_only=True)
class Visit(Record):
    """A visit on a day; ``employer`` where it was to one.

    ``by`` and ``to`` are the regions of those who came and of those who received them, None where not recorded.

    Raises:
        InvalidValue: an exchange visit stays within one prefecture: the two sides have not met.
    """

    on: date
    kind: VisitKind = VisitKind.EMPLOYER
    employer: EmployerId | None = None
    by: DivisionCode | None = None
    to: DivisionCode | None = None

    def __attrs_post_init__(self) -> None:
        if (
            self.kind is VisitKind.EXCHANGE
            and self.by is not None
            and self.to is not None
            and self.by.prefecture == self.to.prefecture
        ):
            raise InvalidValue(Text("互访是两地之间的走访", "an exchange visit must be between two regions"))


def mutual(visits: Iterable[Visit], first: DivisionCode, second: DivisionCode, window: Period) -> bool:
    """Whether, in the window, each of two regions visited the other (互访): a visit one way is no exchange."""
    ways = [
        (visit.by, visit.to)
        for visit in visits
        if visit.kind is VisitKind.EXCHANGE and visit.on in window and visit.by is not None and visit.to is not None
    ]
    return all(
        any(by.within(guest) and to.within(host) for by, to in ways)
        for guest, host in ((first, second), (second, first))
    )


def _positive(given: Mapping[EmployerId, int]) -> dict[EmployerId, int]:
    return {employer: workers for employer, workers in sorted(given.items()) if workers > 0}


@frozen(kw_only=True)
class VisitRound(Record):
    """How many workers of the programme each employer has, and who was visited in a period (ST-07).

    ``since`` is the day on which the first workers come to an employer that has none when the period starts: it is
    visited from then on.
    """

    station: StationId
    period: Period
    workers: Mapping[EmployerId, int] = field(converter=_positive, hash=False)
    visits: tuple[Visit, ...] = ()
    since: Mapping[EmployerId, date] = field(factory=dict, hash=False)

    def ranked(self) -> tuple[tuple[EmployerId, int], ...]:
        """The employers with their workers, those that absorb the most first (吸纳较多); equals by id."""
        return tuple(sorted(self.workers.items(), key=lambda item: (-item[1], item[0])))

    def first_visits(self) -> Mapping[EmployerId, date]:
        """The first visit in the period to each employer."""
        return _earliest(
            (visit.employer, visit.on)
            for visit in self.visits
            if visit.employer is not None and visit.kind is VisitKind.EMPLOYER and visit.on in self.period
        )


def _earliest(visits: Iterable[tuple[EmployerId, date]]) -> Mapping[EmployerId, date]:
    first: dict[EmployerId, date] = {}
    for employer, day in visits:
        first[employer] = min(day, first.get(employer, day))
    return first


_NATURAL = at_least(0, Text("人数和金额不能为负数", "numbers and amounts must not be negative"))


@frozen(kw_only=True)
class JobSeekerLodging(Record):
    """Beds that a station keeps for people who look for work (ST-08); ``charge`` in yuan for a night.

    Raises:
        InvalidValue: a number or amount is negative.
    """

    station: StationId
    places: int = field(validator=_NATURAL)
    guests: int = field(default=0, validator=_NATURAL)
    charge: Decimal = field(default=Decimal(0), validator=_NATURAL)
