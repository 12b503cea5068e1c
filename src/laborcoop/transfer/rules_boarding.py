"""Rules about who is aboard, and what each vehicle needs before it leaves (TR-01 to TR-03, TR-14 to TR-16, 18, 19)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import (
    CHILD_FARES,
    COACH_LOAD_NOTICE,
    POINT_TO_POINT_NOTICE,
    RAIL_SAFETY_RULES,
    ROAD_TRAFFIC_LAW,
    ROAD_TRAFFIC_RULES,
    ROAD_TRANSPORT_RULES,
    TRAIN_NUMBER_PRACTICE,
    ZIGONG_PLAN,
)
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark
from laborcoop.transfer.boarding import Boarding, SeatUse, Ticket
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.duty import DriverDuty, LegsInTurn, Shared
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.ride import Ride

_PER_CENT = 100


def _crew(leg: Leg, ctx: Context) -> int:
    then = evolve(ctx, on=leg.depart.date())
    return leg.crew_seats(drivers_count=then.value("crew_counts") is True)


@rule(
    "TR-01",
    "transfer.rated-capacity",
    Severity.BLOCK,
    subject=Boarding,
    sources=(
        Citation(ROAD_TRAFFIC_RULES, "55"),
        Citation(ROAD_TRAFFIC_LAW, "49"),
        Citation(ROAD_TRANSPORT_RULES, "34"),
    ),
    message=Text(
        "乘客 {riders} 人加随车占座 {crew} 个，超过核载 {rated} 人",
        "riders {riders} + crew seats {crew} are more than the {rated} that the vehicle is rated for",
    ),
    suggestion=Text("把 {over} 人改到其他车辆，或换大车", "move {over} to another vehicle, or send a larger one"),
    parameters=("crew_counts",),
)
def rated_capacity(boarding: Boarding, ctx: Context) -> Iterator[Breach]:
    """Riders and the crew's seats are no more than the rating; where only the drivers are too many, a warning."""
    rated, crew = boarding.leg.vehicle.rated, _crew(boarding.leg, ctx)
    over = boarding.riders + crew - rated
    if over > 0:
        facts = {"riders": boarding.riders, "crew": crew, "rated": rated, "over": over}
        without_drivers = boarding.riders + boarding.leg.crew_seats(drivers_count=False)
        yield Breach(facts, path="riders", severity=None if without_drivers > rated else Severity.WARN)


@rule(
    "TR-02",
    "transfer.children-beyond-the-rating",
    Severity.WARN,
    subject=Boarding,
    sources=(Citation(ROAD_TRAFFIC_RULES, "55"), Citation(CHILD_FARES, "", Mark.SECONDARY)),
    message=Text(
        "免票儿童 {children} 人，除空座 {free} 个外超出核载 {over} 人；{rated} 座客车最多可超 {most} 人",
        "children riding free {children}, seats free {free}, so {over} beyond the rating; "
        "a coach rated for {rated} may take {most} beyond it",
    ),
    suggestion=Text(
        "为超出的儿童安排座位，或改到其他车辆", "give the children beyond it a seat, or move them to another coach"
    ),
    parameters=("crew_counts", "free_child_share"),
)
def children_beyond_the_rating(boarding: Boarding, ctx: Context) -> Iterator[Breach]:
    """On a full coach, children who ride free by rule are no more than a tenth of the rating."""
    if not boarding.leg.mode.is_coach:
        return
    rated = boarding.leg.vehicle.rated
    share = evolve(ctx, on=boarding.leg.depart.date()).number("free_child_share")
    free = max(0, rated - boarding.riders - _crew(boarding.leg, ctx))
    over = boarding.children - free
    if over * _PER_CENT > rated * share:
        yield Breach(
            {
                "children": boarding.children,
                "free": free,
                "over": over,
                "rated": rated,
                "most": int(rated * share / _PER_CENT),
            },
            path="children",
        )


@rule(
    "TR-03",
    "transfer.one-person-one-seat",
    Severity.ERROR,
    subject=SeatUse,
    sources=(
        Convention(Text("一人一座；下车后座位可再用", "one person, one seat; a seat is free again behind its rider")),
    ),
    message=Text("座位 {seat}，人员 {worker}：{fault}", "seat {seat}, {worker}: {fault}"),
    suggestion=Text("给 {worker} 换一个全程空闲的座位", "give {worker} a seat that is free all the way"),
)
def one_person_one_seat(use: SeatUse, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A person has one seat at a time, and a seat one person; it may be used again behind its rider."""
    labels = frozenset(use.leg.vehicle.seat_labels())
    seats: dict[tuple[str, int], WorkerId] = {}
    people: dict[tuple[WorkerId, int], str] = {}
    for ride in use.rides:
        faults = [] if ride.seat in labels else [Text("该车没有这个座位", "the vehicle has no such seat")]
        ridden = _ridden(use.leg, ride)
        if not ridden:
            faults.append(
                Text("本班次不从 {board} 开往 {alight}", "this leg does not go from {board} to {alight}").format(
                    board=ride.board, alight=ride.alight
                )
            )
        taken = [seats[ride.seat, i] for i in ridden if (ride.seat, i) in seats]
        if taken:
            faults.append(
                Text("同一路段已由 {other} 占用", "is taken by {other} on the same way").format(other=taken[0])
            )
        elsewhere = [people[ride.worker, i] for i in ridden if (ride.worker, i) in people]
        if elsewhere:
            faults.append(Text("同一路段已坐 {other}", "sits in {other} on the same way").format(other=elsewhere[0]))
        for i in ridden:
            seats.setdefault((ride.seat, i), ride.worker)
            people.setdefault((ride.worker, i), ride.seat)
        for fault in faults:
            yield Breach({"seat": ride.seat, "worker": ride.worker, "fault": fault}, path=ride.seat)


def _ridden(leg: Leg, ride: Ride) -> range:
    """The sections (from 0) that a ride takes; none where the leg does not go that way."""
    board, alight = leg.index(ride.board), leg.index(ride.alight)
    if ride.leg != leg.id or board is None or alight is None:
        return range(0)
    return range(board, alight)


@rule(
    "TR-14",
    "transfer.real-name-ticket",
    Severity.BLOCK,
    subject=Ticket,
    sources=(Citation(RAIL_SAFETY_RULES, "64"),),
    message=Text("火车票实行实名制：{fault}", "rail tickets bear real names: {fault}"),
    suggestion=Text(
        "取得完整的身份证号码，与证件核对后改正票面和名单",
        "get the full number, compare with the card, and correct the ticket and the manifest",
    ),
)
def real_name_ticket(ticket: Ticket, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """On rails, the number is known in full, and name and number on the ticket are those of the worker."""
    if not ticket.leg.mode.is_rail:
        return
    own, printed = ticket.worker.number, ticket.number
    if own.is_masked:
        yield Breach({"fault": Text("登记的身份证号码已遮蔽", "the number on record is masked")}, path="worker.number")
    if printed is not None and printed.is_masked:
        yield Breach({"fault": Text("票面的身份证号码已遮蔽", "the number on the ticket is masked")}, path="number")
    elif printed is not None and not own.is_masked and printed != own:
        yield Breach(
            {"fault": Text("票面的身份证号码与登记不一致", "the number on the ticket is not that on record")},
            path="number",
        )
    if ticket.name is not None and ticket.name != ticket.worker.name:
        yield Breach(
            {"fault": Text("票面的姓名与登记不一致", "the name on the ticket is not that on record")}, path="name"
        )


@rule(
    "TR-15",
    "transfer.no-other-trip",
    Severity.ERROR,
    subject=TripOverlap,
    sources=(
        Convention(
            Text(
                "同一时间一人只能有一个行程",
                "nobody is on two trips at once: a seat kept for nobody is lost to another",
            )
        ),
    ),
    message=Text(
        "{depart} 至 {arrive} 的行程与本人已购票的行程（{booked_depart} 至 {booked_arrive}）重叠",
        "the trip from {depart} to {arrive} overlaps another one that is booked, {booked_depart} to {booked_arrive}",
    ),
    suggestion=Text(
        "请本人确认：退掉另一行程，或不列入本批次名单",
        "ask the person: give back the other trip, or leave the list of this convoy",
    ),
)
def no_other_trip(trip: TripOverlap, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Nobody who is on another trip at the same time is on the list."""
    if trip.overlaps:
        yield Breach(
            {
                "depart": trip.depart,
                "arrive": trip.arrive,
                "booked_depart": trip.booked.depart,
                "booked_arrive": trip.booked.arrive,
            },
            path="booked",
        )


@rule(
    "TR-16",
    "transfer.train-number",
    Severity.INFO,
    subject=Leg,
    sources=(Citation(TRAIN_NUMBER_PRACTICE, "", Mark.SECONDARY),),
    message=Text("班次 {leg} 是火车，但没有车次", "leg {leg} is a train without a number"),
    suggestion=Text(
        "补上车次；途中变换车次的，全部写上，例如 D3812/D3809",
        "give its number; where it changes on the way, all of them, such as D3812/D3809",
    ),
)
def train_number(leg: Leg, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A train has its numbers, so that a ticket of any of them is known to be for it."""
    if leg.mode.is_rail and leg.train is None:
        yield Breach({"leg": leg.id}, path="train")


@rule(
    "TR-18",
    "transfer.trip-list",
    Severity.ERROR,
    subject=Convoy,
    sources=(Citation(POINT_TO_POINT_NOTICE, "", Mark.SECONDARY), Citation(ZIGONG_PLAN, "", Mark.SECONDARY)),
    message=Text(
        "批次于 {depart} 首发，出行名单{listed}", "the first vehicle leaves at {depart}; the trip list {listed}"
    ),
    suggestion=Text(
        "在 {depart} 前报备名单，写明时间、地点和用人单位",
        "register the list with times, places and employers before {depart}",
    ),
)
def trip_list(convoy: Convoy, ctx: Context) -> Iterator[Breach]:
    """The trip list is registered before the first departure; a warning as long as that day has not come."""
    if convoy.listed_at is None:
        listed = Text("尚未报备", "is not registered")
    elif instant(convoy.listed_at) >= instant(convoy.depart):
        listed = Text("到 {at} 才报备", "is registered only at {at}").format(at=convoy.listed_at)
    else:
        return
    yield Breach(
        {"depart": convoy.depart, "listed": listed},
        path="listed_at",
        severity=None if ctx.on >= convoy.depart.date() else Severity.WARN,
    )


@rule(
    "TR-19",
    "transfer.one-vehicle-one-plan",
    Severity.ERROR,
    subject=(Leg, Convoy, DriverDuty, LegsInTurn),
    sources=(Citation(ZIGONG_PLAN, "", Mark.SECONDARY), Citation(COACH_LOAD_NOTICE, "", Mark.SECONDARY)),
    message=Text("一车一方案不完整：{fault}", "one vehicle, one plan: {fault}"),
    suggestion=Text("补全或改正方案：{remedy}", "complete the plan: {remedy}"),
)
def one_vehicle_one_plan(
    planned: Leg | Convoy | DriverDuty | LegsInTurn,
    ctx: Context,  # noqa: ARG001 - every check has this form
) -> Iterator[Breach]:
    """A convoy has a leader, a coach its crew for each section; neither crew nor vehicle is in two places at once."""
    match planned:
        case Convoy():
            yield from _leader(planned)
        case Leg() if planned.mode.is_coach:
            yield from _coach_plan(planned)
        case DriverDuty():
            yield from _one_place(planned)
        case LegsInTurn() if not planned.are_possible:
            yield _in_two_places(planned)


def _leader(convoy: Convoy) -> Iterator[Breach]:
    if not convoy.leader:
        yield Breach(
            {"fault": Text("批次没有领队", "the convoy has no leader"), "remedy": Text("指定领队", "name a leader")},
            path="leader",
        )


def _coach_plan(leg: Leg) -> Iterator[Breach]:
    remedy = Text("指定车长和副车长各一名", "name a captain and a deputy, two people")
    if not leg.captain:
        yield Breach({"fault": Text("客车没有车长", "the coach has no captain"), "remedy": remedy}, path="captain")
    if not leg.deputy:
        yield Breach(
            {"fault": Text("客车没有副车长", "the coach has no deputy captain"), "remedy": remedy}, path="deputy"
        )
    elif leg.deputy == leg.captain:
        yield Breach(
            {"fault": Text("车长和副车长是同一人", "captain and deputy are one person"), "remedy": remedy},
            path="deputy",
        )
    undriven = tuple(f"{section.start}–{section.end}" for section in leg.sections() if section.driver is None)
    if undriven:
        yield Breach(
            {
                "fault": Text("路段 {sections} 没有驾驶员", "nobody drives the sections {sections}").format(
                    sections=undriven
                ),
                "remedy": Text("写明每个路段由谁驾驶", "say who drives each section"),
            },
            path="stops",
        )


def _one_place(duty: DriverDuty) -> Iterator[Breach]:
    for first, second in duty.clashes():
        yield Breach(
            {
                "fault": Text(
                    "驾驶员同时在两辆车上：{start} 起驶往 {end}，{at} 又从 {place} 发车",
                    "the driver is on two vehicles at once: on the way to {end} since {start}, "
                    "and leaves {place} at {at}",
                ).format(start=first.depart, end=first.end, at=second.depart, place=second.start),
                "remedy": Text("其中一辆改派驾驶员", "send another driver for one of them"),
            },
            path="sections",
        )


def _in_two_places(legs: LegsInTurn) -> Breach:
    """A vehicle that is elsewhere cannot run, and a coach whose captain is elsewhere leaves without one."""
    what, remedy = _SHARED[legs.shared]
    first, second = legs.first, legs.second
    return Breach(
        {
            "fault": Text(
                "{what} {name} 同时在两个班次上：{first} 于 {arrive} 到达 {end}，"
                "{second} 已于 {depart} 从 {start} 发车",
                "{what} {name} is on two legs at once: {first} reaches {end} at {arrive}, "
                "and {second} leaves {start} at {depart}",
            ).format(
                what=what,
                name=legs.name,
                first=first.id,
                end=first.stops[-1].place,
                arrive=first.arrive,
                second=second.id,
                start=second.stops[0].place,
                depart=second.depart,
            ),
            "remedy": remedy,
        },
        path=legs.shared.value,
    )


_SHARED = {
    Shared.VEHICLE: (
        Text("车辆", "the vehicle"),
        Text("其中一个班次改派车辆，或改时刻", "send another vehicle for one of them, or change its times"),
    ),
    Shared.CAPTAIN: (
        Text("车长或副车长", "the captain or deputy"),
        Text("其中一个班次另派车长或副车长", "name another captain or deputy for one of them"),
    ),
}


RULES: tuple[AnyRule, ...] = (
    rated_capacity,
    children_beyond_the_rating,
    one_person_one_seat,
    real_name_ticket,
    no_other_trip,
    train_number,
    trip_list,
    one_vehicle_one_plan,
)
