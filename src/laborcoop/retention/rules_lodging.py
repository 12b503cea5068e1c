"""Rules about lodgings beyond beds and sexes (AC-03, AC-04, AC-06 to AC-13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve
from dateutil.relativedelta import relativedelta

from laborcoop.kernel.text import Text
from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, LodgingRent, Sanitation
from laborcoop.retention.lodging import LodgingKind
from laborcoop.retention.nights import PartyStay, RoomClosure, TransitStay
from laborcoop.retention.room_night import RoomNight
from laborcoop.retention.stay import Stay
from laborcoop.rulebook.documents import (
    FAIR_RECRUITMENT,
    HOTEL_SECURITY_RULES,
    PALM_SCHEME,
    ROOMING_RULES,
    RSE_SCHEME,
    WORK_SAFETY_LAW,
)
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark


def _given(ctx: Context, name: str) -> bool:
    return ctx.value(name) is not None


def _held(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Those that hold a bed: not those that were cancelled."""
    return tuple(stay for stay in stays if stay.held is not None)


@rule(
    "AC-03",
    "retention.floor-area",
    Severity.ERROR,
    subject=RoomNight,
    sources=(Citation(RSE_SCHEME, "", Mark.SECONDARY),),
    message=Text(
        "房间 {room} 面积 {area} 平方米，住 {people} 人；每人至少 {each} 平方米，最多住 {most} 人",
        "room {room} of {area} m² holds {people}; at {each} m² for each it holds {most}",
    ),
    suggestion=Text("把多出的人安排到其他房间", "move those beyond that number to another room"),
    parameters=("floor_area_per_person",),
)
def floor_area(night: RoomNight, ctx: Context) -> Iterator[Breach]:
    """Each person has the floor area that the programme asks for, where it asks and the room was measured."""
    then = evolve(ctx, on=night.night)
    area, people = night.room.floor_area, len({sleeper.worker for sleeper in night.sleepers})
    if area is None or not _given(then, "floor_area_per_person"):
        return
    each = then.number("floor_area_per_person")
    if people * each > area:
        yield Breach(
            {"room": night.room.id, "area": area, "people": people, "each": each, "most": int(area / each)},
            "room.floor_area",
        )


@rule(
    "AC-04",
    "retention.bed-space",
    Severity.WARN,
    subject=BedSpace,
    sources=(Citation(FAIR_RECRUITMENT, "", Mark.SECONDARY),),
    message=Text("房间 {room}：{fault}", "room {room}: {fault}"),
    suggestion=Text("更换床铺或减少床位", "change the beds, or take some out"),
    parameters=("bed_tiers", "bed_length", "bed_width", "bed_headroom"),
)
def bed_space(bed: BedSpace, ctx: Context) -> Iterator[Breach]:
    """Beds stand in two tiers at most, are 198 by 80 cm or more, and have 203 cm above them."""
    tiers = ctx.whole("bed_tiers")
    if bed.tiers is not None and bed.tiers > tiers:
        fault = Text("床铺 {found} 层，最多 {most} 层", "beds in {found} tiers, and {most} are the most")
        yield Breach({"room": bed.room, "fault": fault.format(found=bed.tiers, most=tiers)}, "tiers")
    for path, found, name, what in (
        ("length", bed.length, "bed_length", Text("床长", "a bed's length")),
        ("width", bed.width, "bed_width", Text("床宽", "a bed's width")),
        ("headroom", bed.headroom, "bed_headroom", Text("床上净高", "the height above a bed")),
    ):
        least = ctx.whole(name)
        if found is not None and found < least:
            fault = Text("{what} {found} 厘米，至少 {least} 厘米", "{what} is {found} cm, and {least} are the least")
            yield Breach({"room": bed.room, "fault": fault.format(what=what, found=found, least=least)}, path)


@rule(
    "AC-06",
    "retention.toilets-and-showers",
    Severity.WARN,
    subject=Sanitation,
    sources=(Citation(ROOMING_RULES, "", Mark.SECONDARY),),
    message=Text(
        "{occupants} 人共用 {found} 个{what}，按每 {each} 人 1 个应有 {need} 个",
        "{occupants} people share {found} {what}; at one for every {each} there should be {need}",
    ),
    suggestion=Text("增设或减少入住", "add some, or lodge fewer people"),
    parameters=("persons_per_toilet", "persons_per_shower"),
)
def toilets_and_showers(shared: Sanitation, ctx: Context) -> Iterator[Breach]:
    """There is a toilet and a shower for every so many people."""
    for path, found, name, what in (
        ("toilets", shared.toilets, "persons_per_toilet", Text("厕所", "toilets")),
        ("showers", shared.showers, "persons_per_shower", Text("淋浴", "showers")),
    ):
        each = ctx.whole(name)
        need = -(-shared.occupants // each)
        if found < need:
            yield Breach(
                {"occupants": shared.occupants, "found": found, "what": what, "each": each, "need": need}, path
            )


@rule(
    "AC-07",
    "retention.nights-in-transit",
    Severity.WARN,
    subject=TransitStay,
    sources=(
        Convention(
            Text("中转住宿过久须上报，几晚由案例规定", "a wait that is long is reported; how long, the case says"),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("中转住宿 {nights} 晚，超过 {most} 晚", "{nights} nights on the way, and {most} are the most"),
    suggestion=Text("上报并尽快送到岗位", "report it, and bring the worker to the post soon"),
    parameters=("transit_nights",),
)
def nights_in_transit(stay: TransitStay, ctx: Context) -> Iterator[Breach]:
    """Nobody waits on the way for more nights than the case allows, where it names a number."""
    if _given(ctx, "transit_nights") and stay.nights > ctx.whole("transit_nights"):
        yield Breach({"nights": stay.nights, "most": ctx.whole("transit_nights")}, "stays")


@rule(
    "AC-08",
    "retention.lodging-approved",
    Severity.ERROR,
    subject=LodgingPlan,
    sources=(Citation(PALM_SCHEME, "", Mark.SECONDARY),),
    message=Text("住宿方案：{fault}", "lodging plan: {fault}"),
    suggestion=Text(
        "入住前完成检查和批准，变更后重新批准", "inspect and approve before people move in, and after changes"
    ),
)
def lodging_approved(plan: LodgingPlan, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A plan is approved before the first arrival and again after a change, and the house was inspected."""
    if plan.approved_on is None:
        yield Breach({"fault": Text("没有批准", "it is not approved")}, "approved_on")
    elif plan.approved_on >= plan.first_arrival:
        fault = Text("{day} 才批准，不在首批入住之前", "it was approved only on {day}, not before the first arrival")
        yield Breach({"fault": fault.format(day=plan.approved_on)}, "approved_on")
    if plan.approved_on is not None and plan.changed_on is not None and plan.approved_on < plan.changed_on:
        fault = Text("{day} 的变更没有重新批准", "the change of {day} is not approved").format(day=plan.changed_on)
        yield Breach({"fault": fault}, "changed_on")
    if plan.inspected_on is None:
        yield Breach({"fault": Text("没有检查日期", "there is no day of inspection")}, "inspected_on")


@rule(
    "AC-09",
    "retention.rent-cap",
    Severity.ERROR,
    subject=LodgingRent,
    sources=(Citation(RSE_SCHEME, "", Mark.SECONDARY),),
    message=Text("每周租金 {weekly}：{fault}", "a weekly rent of {weekly}: {fault}"),
    suggestion=Text("降到档次上限和实际成本以内", "bring it down to the cap of the class and to the cost"),
    parameters=("rent_cap_low", "rent_cap_high"),
)
def rent_cap(rent: LodgingRent, ctx: Context) -> Iterator[Breach]:
    """A rent is no more than the cap of its class, the highest cap of all, and the real cost.

    A warning where the class is not recorded and the rent is above the lowest cap.
    """
    if rent.cost is not None and rent.weekly > rent.cost:
        fault = Text("高于实际成本 {cost}", "above the cost of {cost}").format(cost=rent.cost)
        yield Breach({"weekly": rent.weekly, "fault": fault}, "weekly")
    caps = [rent.class_cap] if rent.class_cap is not None else []
    if _given(ctx, "rent_cap_high"):
        caps.append(ctx.number("rent_cap_high"))
    if caps and rent.weekly > min(caps):
        fault = Text("高于上限 {cap}", "above the cap of {cap}").format(cap=min(caps))
        yield Breach({"weekly": rent.weekly, "fault": fault}, "weekly")
    elif rent.class_cap is None and _given(ctx, "rent_cap_low") and rent.weekly > ctx.number("rent_cap_low"):
        fault = Text(
            "高于最低档上限 {cap}，而档次没有登记", "above the lowest cap, {cap}, and its class is not recorded"
        )
        yield Breach(
            {"weekly": rent.weekly, "fault": fault.format(cap=ctx.number("rent_cap_low"))}, "class_cap", Severity.WARN
        )


@rule(
    "AC-10",
    "retention.closed-room-emptied",
    Severity.WARN,
    subject=RoomClosure,
    sources=(
        Convention(
            Text("房间停用时只移动必须移动的人", "when a room closes, nobody is moved who need not be"),
        ),
    ),
    message=Text("房间 {room} 停用：{fault}", "room {room} is closed: {fault}"),
    suggestion=Text("只重新安排停用房间的住客", "find new beds for the people of the closed room, and for nobody else"),
)
def closed_room_emptied(closure: RoomClosure, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Everyone leaves a closed room, nobody loses a bed, and nobody else moves unless somebody decides so."""
    before, after = _held(closure.before), _held(closure.after)
    left = tuple(stay.worker for stay in after if closure.closes(stay))
    if left:
        fault = Text("{workers} 仍住在里面", "{workers} still sleep in it").format(workers=left)
        yield Breach({"room": closure.room, "fault": fault}, "after", Severity.ERROR)
    lost = sorted({stay.worker for stay in before} - {stay.worker for stay in after})
    if lost:
        fault = Text("{workers} 没有了床位", "{workers} have no bed any more").format(workers=lost)
        yield Breach({"room": closure.room, "fault": fault}, "after", Severity.ERROR)
    must = {stay.worker for stay in before if closure.closes(stay)}
    moved = sorted({stay.worker for stay in before if stay not in after} - must - set(lost))
    if moved:
        fault = Text("{workers} 本不必搬动", "{workers} were moved and need not have been").format(workers=moved)
        yield Breach({"room": closure.room, "fault": fault}, "after")


@rule(
    "AC-11",
    "retention.parties-together",
    Severity.INFO,
    subject=PartyStay,
    sources=(
        Convention(
            Text(
                "尽量不拆散家庭和同村人，低楼层优先给有需要的人",
                "parties stay together, low floors go to who needs them",
            ),
        ),
    ),
    message=Text("同住安排：{fault}", "who lodges where: {fault}"),
    suggestion=Text("有空床时调整", "change it when beds are free"),
)
def parties_together(party: PartyStay, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A party lodges in one house, and nobody without the need sleeps below somebody who needs a low floor."""
    houses = sorted({stay.lodging for stay in _held(party.stays)})
    if len(houses) > 1:
        fault = Text("同行人分住 {houses}", "a party is spread over {houses}").format(houses=houses)
        yield Breach({"fault": fault}, "stays")
    lowest = min((floor for worker, floor in party.floors.items() if worker not in party.low_floor), default=None)
    above = sum(lowest is not None and party.floors.get(worker, lowest) > lowest for worker in party.low_floor)
    if above:
        fault = Text(
            "有 {people} 人需要低楼层，{floor} 层却住着不需要的人",
            "of those who need a low floor, {people} sleep above others on floor {floor}",
        )
        # How many, not who: the need tells of somebody's health.
        yield Breach({"fault": fault.format(people=above, floor=lowest)}, "floors")


@rule(
    "AC-12",
    "retention.guest-register",
    Severity.INFO,
    subject=GuestRegister,
    sources=(Citation(ROOMING_RULES, "", Mark.SECONDARY), Citation(HOTEL_SECURITY_RULES, "6")),
    message=Text("住客登记：{fault}", "guest register: {fault}"),
    suggestion=Text("补登记，并按期限保存", "complete the register, and keep it for its time"),
    parameters=("register_months",),
)
def guest_register(register: GuestRegister, ctx: Context) -> Iterator[Breach]:
    """Every guest is registered, in a hotel after a check of the card, and the register is kept for its time."""
    if register.registered < register.guests:
        fault = Text("{guests} 人中登记 {registered} 人", "{registered} of {guests} guests are in it")
        yield Breach({"fault": fault.format(guests=register.guests, registered=register.registered)}, "registered")
    if register.kind is LodgingKind.TRANSIT_HOTEL and register.id_checked < register.guests:
        fault = Text("{guests} 人中查验证件 {checked} 人", "the cards of {checked} of {guests} guests were checked")
        yield Breach({"fault": fault.format(guests=register.guests, checked=register.id_checked)}, "id_checked")
    until = register.last_departure + relativedelta(months=ctx.whole("register_months"))
    if register.kept_until is None or register.kept_until < until:
        fault = Text("应保存到 {until}", "it is kept until {until}").format(until=until)
        yield Breach({"fault": fault}, "kept_until")


@rule(
    "AC-13",
    "retention.no-dangerous-goods",
    Severity.BLOCK,
    subject=BuildingSafety,
    sources=(Citation(WORK_SAFETY_LAW, "42"),),
    message=Text("宿舍安全：{fault}", "safety of a dormitory: {fault}"),
    suggestion=Text("整改前不得住人", "nobody sleeps there until it is mended"),
)
def no_dangerous_goods(building: BuildingSafety, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """No dangerous goods in the building or near it; exits are marked and open."""
    yield from unmet(
        (
            Requirement(
                "free_of_dangerous_goods",
                building.free_of_dangerous_goods,
                Text(
                    "与危险物品的生产、经营、储存分开的楼",
                    "a building in which no dangerous goods are made, kept or sold",
                ),
            ),
            Requirement(
                "far_from_dangerous_goods",
                building.far_from_dangerous_goods,
                Text("与危险物品场所的安全距离", "a safe distance from dangerous goods"),
            ),
            Requirement("exits_marked", building.exits_marked, Text("有明显标志的出口", "exits that are marked")),
            Requirement("exits_open", building.exits_open, Text("畅通的出口", "exits that are open")),
        )
    )


RULES_LODGING: tuple[AnyRule, ...] = (
    floor_area,
    bed_space,
    toilets_and_showers,
    nights_in_transit,
    lodging_approved,
    rent_cap,
    closed_room_emptied,
    parties_together,
    guest_register,
    no_dangerous_goods,
)
