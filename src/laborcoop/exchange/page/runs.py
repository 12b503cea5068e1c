"""One run of a vehicle as a row: when it leaves, how full it is, who changes from and to it, its stops."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import frozen

from laborcoop.exchange.page.axis import Axis
from laborcoop.exchange.page.changes import Connection
from laborcoop.exchange.page.names import Names
from laborcoop.exchange.page.wording import clock
from laborcoop.journey import Reason
from laborcoop.kernel.ids import LegId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.admission import Barred
from laborcoop.planning.leg_room import drivers_count
from laborcoop.planning.plan import ReturnPlan
from laborcoop.rulebook import Finding, Severity
from laborcoop.transfer import Leg, Ride


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
    before: tuple[Connection, ...]
    after: tuple[Connection, ...]
    barred: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    calls: tuple[Call, ...]
    captain: str
    deputy: str
    escorts: int
    drivers: tuple[str, ...]

    @property
    def marks(self) -> tuple[tuple[str, str, int], ...]:
        """The rules that found something heavier than a note, unwaived: severity, rule, how often."""
        found = Counter(
            (finding.severity.value, finding.rule)
            for finding in self.findings
            if not finding.waived and finding.severity is not Severity.INFO
        )
        return tuple((severity, rule, number) for (severity, rule), number in found.items())

    @property
    def share(self) -> float:
        """How full it is, in per cent of the seats for workers."""
        return round(100 * self.riders / self.seats, 1) if self.seats else 0.0


class Runs:
    """The rows of a plan's legs."""

    def __init__(self, plan: ReturnPlan, names: Names, connections: Sequence[Connection]) -> None:
        self._case = plan.case
        self._names = names
        self._aboard: dict[LegId, list[Ride]] = defaultdict(list)
        for ride in plan.rides:
            self._aboard[ride.leg].append(ride)
        self._before: dict[LegId, list[Connection]] = defaultdict(list)
        self._after: dict[LegId, list[Connection]] = defaultdict(list)
        for connection in connections:
            self._after[connection.arriving.id].append(connection)
            if connection.onward is not None:
                self._before[connection.onward.id].append(connection)
        self._barred = Barred.of(plan.case, plan.findings).legs
        self._findings = plan.findings.by_record()

    def riders(self, legs: Iterable[Leg]) -> frozenset[WorkerId]:
        """Everyone who rides one of the legs."""
        return frozenset(ride.worker for leg in legs for ride in self._aboard[leg.id])

    def row(self, leg: Leg, axis: Axis) -> Run:
        """The row of a leg on the track of its day."""
        depart, arrive = self._names.local(leg.depart), self._names.local(leg.arrive)
        left, width = axis.span(depart, arrive)
        calls = self._calls(leg)
        return Run(
            leg=leg.id,
            vehicle=leg.vehicle.id,
            train=str(leg.train or ""),
            start=self._names.place(leg.stops[0].place),
            end=self._names.place(leg.stops[-1].place),
            depart=clock(depart),
            arrive=clock(arrive) + ("" if arrive.date() == depart.date() else " +1"),
            riders=max(call.aboard for call in calls),
            seats=leg.worker_seats(drivers_count=drivers_count(self._case, leg)),
            rated=leg.vehicle.rated,
            left=left,
            width=width,
            tightest=next(iter(self._after[leg.id]), None),
            before=tuple(self._before[leg.id]),
            after=tuple(self._after[leg.id]),
            barred=self._barred.get(leg.id, ()),
            findings=(*self._findings.get(("leg", leg.id), ()), *self._findings.get(("", leg.id), ())),
            calls=calls,
            captain=leg.captain,
            deputy=leg.deputy,
            escorts=leg.escorts,
            drivers=tuple(sorted(leg.drivers)),
        )

    def _calls(self, leg: Leg) -> tuple[Call, ...]:
        boarding = Counter(ride.board for ride in self._aboard[leg.id])
        alighting = Counter(ride.alight for ride in self._aboard[leg.id])
        calls = []
        aboard = 0
        last = len(leg.stops) - 1
        for i, stop in enumerate(leg.stops):
            aboard += boarding[stop.place] - alighting[stop.place]
            calls.append(
                Call(
                    place=self._names.place(stop.place),
                    arrive=clock(self._names.local(stop.arrive)) if i else "",
                    depart=clock(self._names.local(stop.depart)) if i < last else "",
                    boarding=boarding[stop.place],
                    alighting=alighting[stop.place],
                    aboard=aboard,
                    driver=stop.driver or "",
                    rest=not (stop.boarding or stop.alighting),
                )
            )
        return tuple(calls)
