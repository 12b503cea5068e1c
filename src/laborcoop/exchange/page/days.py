"""The days as a timeline: for each convoy and day, who drives where and when, how full it is, and the nights."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from attrs import frozen

from laborcoop.exchange.page.changes import Connection
from laborcoop.exchange.page.names import Names
from laborcoop.exchange.page.wording import clock, day_text, night_text, year_text
from laborcoop.journey import Reason
from laborcoop.journey.moments import elapsed
from laborcoop.kernel.ids import LegId
from laborcoop.kernel.text import Text
from laborcoop.planning.admission import Barred
from laborcoop.planning.haul import CREW_COUNTS
from laborcoop.planning.plan import ReturnPlan
from laborcoop.rulebook import Finding
from laborcoop.transfer import Convoy, Leg, Ride

_HOUR = timedelta(hours=1)
_FINE, _MIDDLE = 8, 16
_EVENING, _MORNING = time(20), time(7)


@frozen(kw_only=True)
class Axis:
    """The hours that a track shows; ``ticks`` are the share of the width (in per cent) and what stands there."""

    start: datetime
    end: datetime
    ticks: tuple[tuple[float, Text], ...]

    def at(self, moment: datetime) -> float:
        """The share of the width, in per cent, at which a moment lies; never outside the track."""
        return round(min(100.0, max(0.0, 100 * (elapsed(self.start, moment) / elapsed(self.start, self.end)))), 2)

    def span(self, start: datetime, end: datetime) -> tuple[float, float]:
        """The left edge and the width, in per cent, of a span of time."""
        left = self.at(start)
        return left, round(max(0.3, self.at(end) - left), 2)


@frozen(kw_only=True)
class Call:
    """A stop of a run with how many board and alight there."""

    place: Text
    arrive: str
    depart: str
    boarding: int
    alighting: int
    aboard: int
    driver: str
    rest: bool


@frozen(kw_only=True)
class Run:
    """One leg as a row: ``riders`` are the most at once, ``seats`` those for workers, ``rated`` all of them."""

    leg: LegId
    vehicle: str
    train: str
    start: Text
    end: Text
    depart: str
    arrive: str
    riders: int
    seats: int
    rated: int
    left: float
    width: float
    tightest: Connection | None
    barred: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    calls: tuple[Call, ...]
    captain: str
    deputy: str
    escorts: int
    drivers: tuple[str, ...]

    @property
    def share(self) -> float:
        """How full it is, in per cent of the seats for workers."""
        return round(100 * self.riders / self.seats, 1) if self.seats else 0.0


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
    axis: Axis
    lanes: tuple[Lane, ...]
    days: tuple[Day, ...]


def convoy_days(
    plan: ReturnPlan, names: Names, tones: Mapping[str, int], connections: Sequence[Connection]
) -> tuple[ConvoyDays, ...]:
    """Every convoy with its days, by batch."""
    builder = _Builder(plan, names, connections)
    convoys = sorted(plan.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))
    return tuple(builder.convoy(convoy, tones[convoy.id]) for convoy in convoys)


class _Builder:
    """What the rows of all convoys look at."""

    def __init__(self, plan: ReturnPlan, names: Names, connections: Sequence[Connection]) -> None:
        self.plan = plan
        self.names = names
        self.aboard: dict[LegId, list[Ride]] = defaultdict(list)
        for ride in plan.rides:
            self.aboard[ride.leg].append(ride)
        self.tightest: dict[LegId, Connection] = {}
        for connection in connections:
            self.tightest.setdefault(connection.arriving.id, connection)
        self.barred = Barred.of(plan.case, plan.findings).legs
        self.findings = plan.findings.by_subject()
        self.stays = {stay.worker: [] for stay in plan.stays}
        for stay in plan.stays:
            self.stays[stay.worker].append(stay)

    def convoy(self, convoy: Convoy, tone: int) -> ConvoyDays:
        people = {ride.worker for leg in convoy.legs for ride in self.aboard[leg.id]}
        nights: dict[date, Counter[str]] = defaultdict(Counter)
        for worker in people:
            for stay in self.stays.get(worker, ()):
                for night in stay.period.days():
                    nights[night][stay.lodging] += 1
        by_day: dict[date, list[Leg]] = defaultdict(list)
        for leg in sorted(convoy.legs, key=lambda leg: (leg.depart, leg.id)):
            by_day[self.names.local(leg.depart).date()].append(leg)
        days = sorted({*by_day, *nights})
        whole = _days_axis(days, self.names)
        built = tuple(self._day(day, by_day[day], nights[day]) for day in days)
        return ConvoyDays(
            id=convoy.id,
            name=convoy.name,
            tone=tone,
            people=len(people),
            window=Text("{first} 至 {last}", "{first} to {last}").format(
                first=year_text(days[0]), last=year_text(days[-1])
            ),
            axis=whole,
            lanes=tuple(self._lanes(days, by_day, nights, whole)),
            days=built,
        )

    def _day(self, day: date, legs: Sequence[Leg], lodged: Counter[str]) -> Day:
        axis = _hours_axis(day, legs, self.names)
        groups = [
            Group(
                title=title,
                kind=kind,
                runs=tuple(self._run(leg, axis) for leg in members),
                people=self._people(members),
            )
            for (title, kind), members in self._grouped(legs).items()
        ]
        return Day(
            title=day_text(day),
            axis=axis,
            groups=tuple(groups),
            night=night_text(day),
            lodged=tuple(
                Lodged(lodging=self.names.lodgings[lodging], people=people)
                for lodging, people in sorted(lodged.items())
            ),
        )

    def _people(self, legs: Sequence[Leg]) -> int:
        return len({ride.worker for leg in legs for ride in self.aboard[leg.id]})

    def _grouped(self, legs: Sequence[Leg]) -> dict[tuple[Text, str], list[Leg]]:
        groups: dict[tuple[Text, str], list[Leg]] = defaultdict(list)
        for leg in legs:
            groups[self._kind(leg)].append(leg)
        return groups

    def _kind(self, leg: Leg) -> tuple[Text, str]:
        start, end = self.names.hub(leg.stops[0].place), self.names.hub(leg.stops[-1].place)
        if self.names.is_local(leg):
            return Text("{town}市内接驳", "Local coaches in {town}").format(town=self.names.town(start)), "local"
        ends = {
            "start": self.names.town(start) if start else Text("各县", "counties"),
            "end": self.names.town(end) if end else self.names.place(leg.stops[-1].place),
        }
        if leg.mode.is_coach:
            return Text("客车：{start} → {end}", "Coaches: {start} → {end}").format(**ends), "coach"
        return Text("列车：{start} → {end}", "Train: {start} → {end}").format(**ends), "train"

    def _lanes(
        self,
        days: Sequence[date],
        by_day: Mapping[date, Sequence[Leg]],
        nights: Mapping[date, Counter[str]],
        axis: Axis,
    ) -> list[Lane]:
        lanes = []
        for day in days:
            for (title, kind), legs in self._grouped(by_day.get(day, ())).items():
                used = [leg for leg in legs if self.aboard[leg.id]]
                lanes.append(
                    Lane(
                        title=title,
                        kind=kind,
                        bars=tuple(axis.span(leg.depart, leg.arrive) for leg in used),
                        people=self._people(legs),
                        vehicles=len(used),
                    )
                )
            if nights.get(day):
                evening = datetime.combine(day, _EVENING, self.names.zone)
                morning = datetime.combine(day + timedelta(days=1), _MORNING, self.names.zone)
                houses = [self.names.lodgings[lodging] for lodging in sorted(nights[day])]
                lanes.append(
                    Lane(
                        title=Text("住宿：{houses}", "Night: {houses}").format(houses=houses),
                        kind="night",
                        bars=(axis.span(evening, morning),),
                        people=sum(nights[day].values()),
                        vehicles=0,
                    )
                )
        return lanes

    def _run(self, leg: Leg, axis: Axis) -> Run:
        depart, arrive = self.names.local(leg.depart), self.names.local(leg.arrive)
        left, width = axis.span(depart, arrive)
        calls = self._calls(leg)
        counts = bool(self.plan.case.book.context(leg.depart.date()).value(CREW_COUNTS))
        return Run(
            leg=leg.id,
            vehicle=leg.vehicle.id,
            train=str(leg.train or ""),
            start=self.names.place(leg.stops[0].place),
            end=self.names.place(leg.stops[-1].place),
            depart=clock(depart),
            arrive=clock(arrive) + ("" if arrive.date() == depart.date() else " +1"),
            riders=max(call.aboard for call in calls),
            seats=leg.worker_seats(drivers_count=counts),
            rated=leg.vehicle.rated,
            left=left,
            width=width,
            tightest=self.tightest.get(leg.id),
            barred=self.barred.get(leg.id, ()),
            findings=self.findings.get(leg.id, ()),
            calls=calls,
            captain=leg.captain,
            deputy=leg.deputy,
            escorts=leg.escorts,
            drivers=tuple(sorted(leg.drivers)),
        )

    def _calls(self, leg: Leg) -> tuple[Call, ...]:
        boarding = Counter(ride.board for ride in self.aboard[leg.id])
        alighting = Counter(ride.alight for ride in self.aboard[leg.id])
        calls = []
        aboard = 0
        last = len(leg.stops) - 1
        for i, stop in enumerate(leg.stops):
            aboard += boarding[stop.place] - alighting[stop.place]
            calls.append(
                Call(
                    place=self.names.place(stop.place),
                    arrive=clock(self.names.local(stop.arrive)) if i else "",
                    depart=clock(self.names.local(stop.depart)) if i < last else "",
                    boarding=boarding[stop.place],
                    alighting=alighting[stop.place],
                    aboard=aboard,
                    driver=stop.driver or "",
                    rest=not (stop.boarding or stop.alighting),
                )
            )
        return tuple(calls)


def _hours_axis(day: date, legs: Sequence[Leg], names: Names) -> Axis:
    """The hours of a day from the first departure to the last arrival, with a tick for every hour or every few."""
    midnight = datetime.combine(day, time(), names.zone)
    first = min((elapsed(midnight, leg.depart) for leg in legs), default=timedelta(hours=18)) // _HOUR
    last = -(-max((elapsed(midnight, leg.arrive) for leg in legs), default=timedelta(hours=24)) // _HOUR)
    hours = last - first
    step = 1 if hours <= _FINE else 2 if hours <= _MIDDLE else 4
    return Axis(
        start=midnight + first * _HOUR,
        end=midnight + last * _HOUR,
        ticks=tuple(
            (round(100 * (hour - first) / hours, 2), Text.same(f"{hour % 24:02}")) for hour in range(first, last, step)
        ),
    )


def _days_axis(days: Sequence[date], names: Names) -> Axis:
    """Whole days, with a tick at each midnight."""
    start = datetime.combine(days[0], time(), names.zone)
    count = (days[-1] - days[0]).days + 1
    return Axis(
        start=start,
        end=start + timedelta(days=count),
        ticks=tuple(
            (round(100 * i / count, 2), day_text(days[0] + timedelta(days=i))) for i in range(count)
        ),
    )
