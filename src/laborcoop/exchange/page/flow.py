"""The flow of people as a picture: from their counties over coaches, nights and trains to their employers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import field, frozen

from laborcoop.exchange.page.names import Names, division_text
from laborcoop.exchange.page.sankey import Picture, Ribbon, lay_out
from laborcoop.exchange.page.wording import clock
from laborcoop.journey import Stage
from laborcoop.kernel.days import day_text
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.route import parted

_WIDTH = 1200.0
_LEFT, _RIGHT = 0.0, 260.0
_HEIGHT = 460.0
_MOST_EMPLOYERS = 24
_HEADS = {
    "coach": Text("客车", "Coaches"),
    "train": Text("列车", "Train"),
    "flight": Text("航班", "Flight"),
}


@frozen(order=True)
class Node:
    """A station of the flow: the column it stands in, its key, and what it is called."""

    rank: int
    key: str
    title: Text = field(order=False)
    note: Text = field(default=NO_TEXT, order=False)


@frozen(kw_only=True)
class Flow:
    """The picture, its nodes by key, the head of each column, and the batches by colour class."""

    picture: Picture
    nodes: Mapping[str, Node]
    heads: tuple[tuple[float, Text], ...]
    tones: tuple[tuple[int, Text], ...]
    width: float = _WIDTH
    room: float
    """The width that a name has beside its box; in the last column it has ``last_room``."""
    last_room: float = _RIGHT - 32


def flow(plan: ReturnPlan, names: Names, tones: Mapping[str, int]) -> Flow:
    """The flow of everyone who arrives; ``tones`` gives each convoy its colour class."""
    ways = _Ways(plan, names)
    streams: Counter[tuple[Node, Node, int]] = Counter()
    nodes: dict[str, Node] = {}
    for worker in plan.travellers:
        stations = ways.of(worker)
        nodes |= {node.key: node for node in stations}
        tone = tones[ways.convoy(worker)]
        streams.update((here, then, tone) for here, then in pairwise(stations))
    ranks = sorted({node.rank for node in nodes.values()})
    column = {rank: i for i, rank in enumerate(ranks)}
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, len(ranks) - 1)
    xs = [round(_LEFT + i * step, 1) for i in range(len(ranks))]
    picture = lay_out(
        {key: column[node.rank] for key, node in nodes.items()},
        [
            Ribbon(start=here.key, end=then.key, value=value, tone=tone)
            for (here, then, tone), value in sorted(streams.items(), key=lambda item: item[0])
        ],
        xs=xs,
        height=_HEIGHT,
    )
    used = {ribbon.tone for ribbon in picture.ribbons}
    return Flow(
        picture=picture,
        nodes=nodes,
        heads=tuple((xs[column[rank]], ways.head(rank, nodes.values())) for rank in ranks),
        room=round(step - picture.box_width - 12, 1),
        tones=tuple(
            (tones[convoy.id], convoy.name)
            for convoy in sorted(plan.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))
            if tones[convoy.id] in used
        ),
    )


class _Ways:
    """The stations that each person passes."""

    def __init__(self, plan: ReturnPlan, names: Names) -> None:
        self.plan = plan
        self.names = names
        self.legs = plan.legs()
        self.workers = {worker.id: worker for worker in plan.case.workers}
        self.hauls: dict[WorkerId, list[Ride]] = {
            worker: [*parted(plan.rides_of(worker), self.legs, names.hub_of)[0]] for worker in plan.travellers
        }
        self.beds = {outcome.hub: outcome for outcome in plan.outcomes if outcome.stage is Stage.BEDS}
        self.coaches = self._coaches()
        self.last = 2 * max(map(len, self.hauls.values()), default=0) + 1
        self.big = {
            employer
            for employer, _ in sorted(
                Counter(one.employer for one in plan.handovers.values()).items(), key=lambda item: (-item[1], item[0])
            )[:_MOST_EMPLOYERS]
        }

    def convoy(self, worker: WorkerId) -> str:
        """The convoy that a person travels in."""
        return self.names.convoys[self.hauls[worker][0].leg].id

    def of(self, worker: WorkerId) -> list[Node]:
        """The stations of one person, county first, employer last."""
        county = self.workers[worker].registered
        nodes = [Node(0, f"county {county.code}", division_text(county))]
        for i, ride in enumerate(self.hauls[worker]):
            nodes.append(self._haul(i, self.legs[ride.leg]))
            hub = self.names.hub(ride.alight)
            if hub:
                nodes.append(self._night(i, hub, worker))
        return [*nodes, self._employer(worker)]

    def head(self, rank: int, nodes: Iterable[Node]) -> Text:
        """The head of a column."""
        if rank == 0:
            return Text("户籍县", "County")
        if rank == self.last:
            return Text("用人单位", "Employer")
        keys = [node.key for node in nodes if node.rank == rank]
        if rank % 2 == 0:
            towns = sorted({key.split(" ")[2] for key in keys})
            return Text("{towns}过夜", "Night in {towns}").format(towns=[self.names.town(hub) for hub in towns])
        kinds = {key.split(" ")[0] for key in keys}
        return _HEADS[kinds.pop()] if len(kinds) == 1 else Text("长途", "Long haul")

    def _haul(self, i: int, leg: Leg) -> Node:
        convoy = self.names.convoys[leg.id]
        depart = self.names.local(leg.depart)
        if leg.mode.is_coach:
            number = len(self.coaches[convoy.id, i])
            return Node(
                2 * i + 1,
                f"coach {i} {convoy.id}",
                Text("{n} 辆客车", "{n} coaches" if number > 1 else "1 coach").format(n=number),
                Text("第{batch}批，{day}", "batch {batch}, {day}").format(
                    batch=convoy.batch, day=day_text(depart.date())
                ),
            )
        return Node(
            2 * i + 1,
            f"{self.names.kind(leg)} {i} {leg.id}",
            Text.same(str(leg.train or leg.vehicle.id)),
            Text("第{batch}批，{day} {at}", "batch {batch}, {day} {at}").format(
                batch=convoy.batch, day=day_text(depart.date()), at=clock(depart)
            ),
        )

    def _night(self, i: int, hub: str, worker: WorkerId) -> Node:
        stay = self.beds[hub].placed.get(worker)
        if stay is None:
            return Node(2 * i + 2, f"night {i} {hub} -", Text("不需床位", "no bed needed"))
        return Node(2 * i + 2, f"night {i} {hub} {stay.lodging}", self.names.lodging(stay.lodging))

    def _employer(self, worker: WorkerId) -> Node:
        employer = self.plan.handovers[worker].employer
        if employer in self.big:
            return Node(self.last, f"employer {employer}", self.names.employer(employer))
        return Node(self.last, "employers", Text("其余用人单位", "other employers"))

    def _coaches(self) -> Mapping[tuple[str, int], set[str]]:
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for rides in self.hauls.values():
            for i, ride in enumerate(rides):
                found[self.names.convoys[ride.leg].id, i].add(ride.leg)
        return found


def tones_of(convoys: Sequence[str]) -> dict[str, int]:
    """A colour class for each convoy, in the order given; they repeat after five."""
    return {convoy: i % 5 for i, convoy in enumerate(convoys)}
