"""Rules about carriers: drivers' papers, charters, conduct, what a coach has aboard (TR-10 to 13, 17, 32, 33).

Limits are those of the day on which the leg departs.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve
from dateutil.relativedelta import relativedelta

from laborcoop.kernel.ages import Completion
from laborcoop.kernel.text import Text
from laborcoop.rulebook.ages import LEAP_BIRTHDAY, age_reading
from laborcoop.rulebook.documents import (
    ROAD_TRAFFIC_LAW,
    ROAD_TRANSPORT_RULES,
    SPECIAL_TRAIN_PRACTICE,
)
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark
from laborcoop.transfer.charter import CharterRun, Incident, IncidentKind
from laborcoop.transfer.departure_check import DepartureCheck, VehicleBody
from laborcoop.transfer.driver import Driver, DriverAssignment
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.vehicle import TransportMode


def _then(ctx: Context, leg: Leg) -> Context:
    return evolve(ctx, on=leg.depart.date())


@rule(
    "TR-10",
    "transfer.driver-qualified",
    Severity.ERROR,
    subject=DriverAssignment,
    sources=(Citation(ROAD_TRANSPORT_RULES, "9"),),
    message=Text("驾驶员 {driver}：{fault}", "driver {driver}: {fault}"),
    suggestion=Text("改派符合条件的驾驶员，或补齐其档案", "send a driver who qualifies, or complete the file"),
    parameters=("driver_highest_age", "driver_accident_free_years", LEAP_BIRTHDAY),
)
def driver_qualified(sent: DriverAssignment, ctx: Context) -> Iterator[Breach]:
    """A driver has the licence, the exam, no grave accident in three years, and is not over sixty.

    Whether one who is sixty and some days is over sixty is open: a warning until the sixty-first birthday.
    """
    then, driver = _then(ctx, sent.leg), sent.driver
    for breach in (*_papers(sent), *_age(driver, then), *_accidents(driver, then)):
        yield evolve(breach, facts={**breach.facts, "driver": driver.id})


def _papers(sent: DriverAssignment) -> Iterator[Breach]:
    driver, day = sent.driver, sent.leg.depart.date()
    licensed = None if driver.licences is None else sent.licence in driver.licences
    examined = None if driver.exam_passed_on is None else driver.exam_passed_on <= day
    yield from unmet(
        (
            Requirement(
                "driver.licences",
                licensed,
                Text("{licence} 驾驶证", "a driving licence of class {licence}").format(licence=sent.licence),
            ),
            Requirement(
                "driver.exam_passed_on",
                examined,
                Text("出车前通过的客运考试", "the passenger transport exam, passed before the journey"),
            ),
            Requirement("driver.born", None if driver.born is None else True, Text("出生日期", "the date of birth")),
            Requirement(
                "driver.file_seen_on",
                None if driver.file_seen_on is None else True,
                Text("交通事故记录", "the record of accidents"),
            ),
        )
    )


def _age(driver: Driver, then: Context) -> Iterator[Breach]:
    if driver.born is None:
        return
    highest = then.whole("driver_highest_age")
    reading = age_reading(then, driver.born, Completion.BIRTHDAY)
    age = reading.age(driver.born, then.on)
    if age > highest:
        fault = Text("{age} 岁，超过 {highest} 岁", "is {age}, over {highest}").format(age=age, highest=highest)
        yield Breach({"fault": fault}, "driver.born")
    elif then.on > reading.reached_on(driver.born, highest):
        fault = Text(
            "已过 {highest} 岁生日，是否算作“超过 {highest} 岁”没有定论，请人工决定",
            "is past the birthday of {highest}, and whether that is over {highest} is open: decide by hand",
        ).format(highest=highest)
        yield Breach({"fault": fault}, "driver.born", Severity.WARN)


def _accidents(driver: Driver, then: Context) -> Iterator[Breach]:
    if driver.liable_accident_on is None:
        return
    years = then.whole("driver_accident_free_years")
    if driver.liable_accident_on <= then.on <= driver.liable_accident_on + relativedelta(years=years):
        fault = Text(
            "{day} 有重大以上责任事故，距出车不超过 {years} 年",
            "was liable for a grave accident on {day}, within {years} years of the journey",
        ).format(day=driver.liable_accident_on, years=years)
        yield Breach({"fault": fault}, "driver.liable_accident_on")


@rule(
    "TR-11",
    "transfer.charter-as-agreed",
    Severity.WARN,
    subject=CharterRun,
    sources=(Citation(ROAD_TRANSPORT_RULES, "19"),),
    message=Text("包车：{fault}", "charter: {fault}"),
    suggestion=Text("按包车合同运行，有变动的先改合同", "run as the contract says, and change the contract first"),
    parameters=("charter_contract_aboard",),
)
def charter_as_agreed(run: CharterRun, ctx: Context) -> Iterator[Breach]:
    """A charter keeps its route; in Guangdong its contract is aboard, checked, and names all who ride."""
    first, *between, last = run.leg.stops
    served = [stop for stop in between if stop.boarding or stop.alighting]
    stops = tuple(stop.place for stop in (first, *served, last))
    if (stops[0], stops[-1]) != (run.charter.route[0], run.charter.route[-1]):
        fault = Text("约定 {agreed}，实际 {real}", "agreed from {agreed}, runs from {real}").format(
            agreed=_way(run.charter.route), real=_way(stops)
        )
        yield Breach({"fault": fault}, "leg.stops")
    off = tuple(place for place in stops if place not in run.charter.route)
    if off:
        fault = Text("在合同之外的地点 {places} 上下客", "stops at {places}, which are not in the contract")
        yield Breach({"fault": fault.format(places=off)}, "leg.stops")
    kept = tuple(place for place in run.charter.route if place in stops)
    if kept != tuple(place for place in stops if place in kept):
        yield Breach({"fault": Text("停靠顺序与合同不同", "the order of the stops is not the contract's")}, "leg.stops")
    if _then(ctx, run.leg).value("charter_contract_aboard") is True:
        yield from _in_guangdong(run)


def _way(stops: tuple[str, ...]) -> Text:
    return Text(f"{stops[0]} 至 {stops[-1]}", f"{stops[0]} to {stops[-1]}")


def _in_guangdong(run: CharterRun) -> Iterator[Breach]:
    charter = run.charter
    known = charter.home is not None and charter.start is not None and charter.end is not None
    at_home = [place for place in (charter.start, charter.end) if place and charter.home and place.within(charter.home)]
    yield from unmet(
        (
            Requirement("contract_aboard", run.contract_aboard, Text("随车的书面合同", "the written contract aboard")),
            Requirement(
                "contract_checked",
                run.contract_checked,
                Text("发车前对合同的核对", "the check of the contract before departure"),
            ),
            Requirement(
                "charter.home",
                bool(at_home) if known else None,
                Text("设在车籍所在地的一端", "an end of the route at the vehicle's home place"),
            ),
        )
    )
    outside = run.riders - charter.riders
    if outside:
        fault = Text("合同之外的乘客 {number} 人：{riders}", "{number} aboard who are not in the contract: {riders}")
        yield Breach({"fault": fault.format(number=len(outside), riders=outside)}, "riders")


_CONDUCT = {
    IncidentKind.VEHICLE_SWAP: Text("换车没有许可和记录", "the vehicle was swapped without leave and record"),
    IncidentKind.DUMPED: Text("中途甩客", "passengers were left on the way"),
    IncidentKind.FORCED_ABOARD: Text("强迫乘车", "passengers were forced aboard"),
    IncidentKind.EXTORTED: Text("敲诈乘客", "money was extorted from passengers"),
}


@rule(
    "TR-12",
    "transfer.conduct-of-carriers",
    Severity.ERROR,
    subject=Incident,
    sources=(Citation(ROAD_TRANSPORT_RULES, "20"),),
    message=Text("班次 {leg}：{fault}", "leg {leg}: {fault}"),
    suggestion=Text(
        "查明情况，安置乘客并报交通运输部门；换车的，补记由谁同意、为何更换",
        "find out what happened, look after the passengers and report it; for a swap, record who allowed it and why",
    ),
)
def conduct_of_carriers(incident: Incident, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Nobody is left on the way, forced aboard or extorted; a vehicle is swapped with leave and on record only."""
    if incident.kind is IncidentKind.VEHICLE_SWAP and incident.agreed_by and incident.why:
        return
    path = "agreed_by" if incident.kind is IncidentKind.VEHICLE_SWAP else "kind"
    yield Breach({"leg": incident.leg.id, "fault": _CONDUCT[incident.kind]}, path)


@rule(
    "TR-13",
    "transfer.emergency-plan-and-seat-belts",
    Severity.ERROR,
    subject=DepartureCheck,
    sources=(Citation(ROAD_TRANSPORT_RULES, "31"), Citation(ROAD_TRAFFIC_LAW, "51")),
    message=Text("发车前检查：{fault}", "check before departure: {fault}"),
    suggestion=Text("补齐后再发车", "see to it before the coach leaves"),
)
def emergency_plan_and_seat_belts(check: DepartureCheck, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """The carrier has an emergency plan, and everyone aboard a seat belt to wear."""
    yield from unmet(
        (
            Requirement("emergency_plan", check.emergency_plan, Text("应急预案", "an emergency plan")),
            Requirement("seat_belts", check.seat_belts, Text("每人一条安全带", "a seat belt for everyone aboard")),
        )
    )


@rule(
    "TR-17",
    "transfer.special-train-without-stops",
    Severity.WARN,
    subject=Leg,
    sources=(Citation(SPECIAL_TRAIN_PRACTICE, "", Mark.SECONDARY),),
    message=Text(
        "专列在途中 {places} 办理上下客；防疫期间的做法是途中不办客",
        "the special train takes on or sets down people at {places}; during the epidemic measures it does not",
    ),
    suggestion=Text("途中不办客，或改用普通列车的包车厢", "serve no stop on the way, or reserve carriages instead"),
    parameters=("special_train_without_stops",),
)
def special_train_without_stops(leg: Leg, ctx: Context) -> Iterator[Breach]:
    """During the epidemic measures a special train serves no stop on the way; reserved carriages may."""
    if leg.mode is not TransportMode.SPECIAL_TRAIN or _then(ctx, leg).value("special_train_without_stops") is not True:
        return
    served = tuple(stop.place for stop in leg.stops[1:-1] if stop.boarding or stop.alighting)
    if served:
        yield Breach({"places": served}, "stops")


@rule(
    "TR-32",
    "transfer.no-people-in-goods-vehicles",
    Severity.BLOCK,
    subject=DepartureCheck,
    sources=(Citation(ROAD_TRAFFIC_LAW, "50"),),
    message=Text("货运车辆载客 {riders} 人", "a goods vehicle carries {riders} people"),
    suggestion=Text("改用客车", "send a coach"),
)
def no_people_in_goods_vehicles(check: DepartureCheck, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A goods vehicle carries no passengers."""
    if check.body is VehicleBody.GOODS and check.riders > 0:
        yield Breach({"riders": check.riders}, "body")


@rule(
    "TR-33",
    "transfer.certificate-and-insurance",
    Severity.ERROR,
    subject=DepartureCheck,
    sources=(Citation(ROAD_TRANSPORT_RULES, "33"), Citation(ROAD_TRANSPORT_RULES, "35")),
    message=Text("发车前检查：{fault}", "check before departure: {fault}"),
    suggestion=Text("补齐后再发车，或换车", "see to it before the coach leaves, or send another"),
)
def certificate_and_insurance(check: DepartureCheck, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """The operating certificate is aboard, and the carrier's liability is insured on every day of the leg."""
    yield from unmet(
        (
            Requirement(
                "certificate_aboard", check.certificate_aboard, Text("随车的车辆营运证", "the certificate aboard")
            ),
            Requirement(
                "insured_until",
                check.insured,
                Text("覆盖全程的承运人责任险", "liability insurance for every day of the journey"),
            ),
        )
    )


RULES_CARRIER: tuple[AnyRule, ...] = (
    driver_qualified,
    charter_as_agreed,
    conduct_of_carriers,
    emergency_plan_and_seat_belts,
    special_train_without_stops,
    no_people_in_goods_vehicles,
    certificate_and_insurance,
)
