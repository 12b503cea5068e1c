"""The days as a timeline: for each convoy and day, who drives where and when, how full it is, and the nights."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain

from attrs import frozen

from laborcoop.exchange.page.axis import Axis, days_axis, hours_axis
from laborcoop.exchange.page.changes import Connection
from laborcoop.exchange.page.names import Names
from laborcoop.exchange.page.runs import Run, Runs
from laborcoop.exchange.page.wording import clock
from laborcoop.journey import Itinerary, StepKind
from laborcoop.kernel.days import day_text, night_text, year_text
from laborcoop.kernel.ids import LodgingId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Convoy, Leg
from laborcoop.transfer.route import nights


@frozen(kw_only=True)
class Group:
    """Runs of one kind on one day: feeders, the train, the local coaches of a town; ``people`` ride in it."""

    title: Text
    kind: str
    runs: tuple[Run, ...]
    people: int


@frozen(kw_only=True)
class Lodged:
    """How many people of a convoy sleep in a lodging on a night."""

    lodging: Text
    people: int


@frozen(kw_only=True)
class Day:
    """A day of a convoy: its groups in order of departure, then the night."""

    title: Text
    axis: Axis
    groups: tuple[Group, ...]
    night: Text
    lodged: tuple[Lodged, ...]


@frozen(kw_only=True)
class Lane:
    """A line of the overview: the bars of a group, or a night."""

    title: Text
    kind: str
    bars: tuple[tuple[float, float], ...]
    people: int
    vehicles: int


@frozen(kw_only=True)
class ConvoyDays:
    """A convoy with its days."""

    id: str
    name: Text
    tone: int
    people: int
    window: Text
    leader: str
    listed: Text
    axis: Axis
    lanes: tuple[Lane, ...]
    days: tuple[Day, ...]


def convoy_days(
    plan: ReturnPlan,
    names: Names,
    tones: Mapping[str, int],
    connections: Sequence[Connection],
    ways: Mapping[WorkerId, Itinerary],
) -> tuple[ConvoyDays, ...]:
    """Every convoy with its days, by batch; ``ways`` are the itineraries of everyone who arrives."""
    builder = _Builder(plan, names, connections, ways)
    convoys = sorted(plan.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))
    return tuple(builder.convoy(convoy, tones[convoy.id]) for convoy in convoys)


class _Night:
    """Who sleeps where on one night, and from when to when."""

    def __init__(self) -> None:
        self.lodged: Counter[LodgingId] = Counter()
        self.starts: list[datetime] = []
        self.ends: list[datetime] = []

    def add(self, lodging: LodgingId, start: datetime, end: datetime) -> None:
        self.lodged[lodging] += 1
        self.starts.append(start)
        self.ends.append(end)


class _Builder:
    """What the rows of all convoys look at."""

    def __init__(
        self,
        plan: ReturnPlan,
        names: Names,
        connections: Sequence[Connection],
        ways: Mapping[WorkerId, Itinerary],
    ) -> None:
        self.names = names
        self.runs = Runs(plan, names, connections)
        self.ways = ways
        self.house_at = {lodging.place: lodging.id for lodging in plan.case.lodgings}

    def convoy(self, convoy: Convoy, tone: int) -> ConvoyDays:
        people = self.runs.riders(convoy.legs)
        evenings = self._nights(people)
        by_day: dict[date, list[Leg]] = defaultdict(list)
        for leg in sorted(convoy.legs, key=lambda leg: (leg.depart, leg.id)):
            by_day[self.names.local(leg.depart).date()].append(leg)
        days = sorted({*by_day, *evenings})
        whole = days_axis(days, self.names)
        built = tuple(self._day(day, by_day[day], evenings.get(day)) for day in days)
        return ConvoyDays(
            id=convoy.id,
            name=convoy.name,
            tone=tone,
            people=len(people),
            window=Text("{first} 至 {last}", "{first} to {last}").format(
                first=year_text(days[0]), last=year_text(days[-1])
            ),
            leader=convoy.leader,
            listed=self._listed(convoy),
            axis=whole,
            lanes=tuple(chain.from_iterable(self._lanes(by_day[day], evenings.get(day), whole) for day in days)),
            days=built,
        )

    def _listed(self, convoy: Convoy) -> Text:
        if convoy.listed_at is None:
            return Text("名单未报备", "trip list not registered")
        at = self.names.local(convoy.listed_at)
        return Text("名单报备于{day} {at}", "trip list registered {day} {at}").format(
            day=day_text(at.date()), at=clock(at)
        )

    def _nights(self, people: Iterable[WorkerId]) -> dict[date, _Night]:
        """The nights of some people, by their evening."""
        found: dict[date, _Night] = {}
        for worker in sorted(people):
            for step in self.ways[worker].steps:
                if step.kind is StepKind.STAY:
                    start, end = self.names.local(step.depart), self.names.local(step.arrive)
                    for evening in nights(start, end):
                        found.setdefault(evening, _Night()).add(self.house_at[step.start], start, end)
        return found

    def _day(self, day: date, legs: Sequence[Leg], night: _Night | None) -> Day:
        axis = hours_axis(day, legs, self.names)
        groups = [
            Group(
                title=title,
                kind=kind,
                runs=tuple(self.runs.row(leg, axis) for leg in members),
                people=len(self.runs.riders(members)),
            )
            for (title, kind), members in self._grouped(legs).items()
        ]
        return Day(
            title=day_text(day),
            axis=axis,
            groups=tuple(groups),
            night=night_text(day),
            lodged=tuple(
                Lodged(lodging=self.names.lodging(lodging), people=people)
                for lodging, people in (sorted(night.lodged.items()) if night else ())
            ),
        )

    def _grouped(self, legs: Sequence[Leg]) -> dict[tuple[Text, str], list[Leg]]:
        groups: dict[tuple[Text, str], list[Leg]] = defaultdict(list)
        for leg in legs:
            groups[self.names.group(leg)].append(leg)
        return groups

    def _lanes(self, legs: Sequence[Leg], night: _Night | None, axis: Axis) -> Iterator[Lane]:
        for (title, kind), members in self._grouped(legs).items():
            used = [leg for leg in members if self.runs.riders([leg])]
            yield Lane(
                title=title,
                kind=kind,
                bars=tuple(axis.span(leg.depart, leg.arrive) for leg in used),
                people=len(self.runs.riders(members)),
                vehicles=len(used),
            )
        if night:
            houses = [self.names.lodging(lodging) for lodging in sorted(night.lodged)]
            yield Lane(
                title=Text("住宿：{houses}", "Night: {houses}").format(houses=houses),
                kind="night",
                bars=(axis.span(min(night.starts), max(night.ends)),),
                people=sum(night.lodged.values()),
                vehicles=0,
            )
