"""Rules about tickets and fares (TR-27 to TR-31). Ages are those of the day on which the leg departs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from attrs import evolve

from laborcoop.kernel.ages import Completion
from laborcoop.kernel.text import Text
from laborcoop.rulebook.ages import LEAP_BIRTHDAY, age_reading
from laborcoop.rulebook.documents import CHILD_FARES
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark
from laborcoop.transfer.fares import (
    CoachFare,
    Fare,
    FareParty,
    GroupBooking,
    MinorTravel,
    StudentTicket,
    TicketKind,
)
from laborcoop.transfer.leg import Leg


def _then(ctx: Context, leg: Leg) -> Context:
    return evolve(ctx, on=leg.depart.date())


def _age(born: date, then: Context) -> int:
    """The age on the day of travel; the birthday counts, as fares are sold."""
    return age_reading(then, born, Completion.BIRTHDAY).age(born, then.on)


@rule(
    "TR-27",
    "transfer.child-tickets",
    Severity.ERROR,
    subject=FareParty,
    sources=(Citation(CHILD_FARES, "", Mark.SECONDARY),),
    message=Text("旅客 {passenger}（{age} 岁）：{fault}", "passenger {passenger}, aged {age}: {fault}"),
    suggestion=Text("按出行日的年龄改票，并与同行成人同车同席别", "change the ticket to fit the age, beside the adult"),
    parameters=(
        "rail_child_ticket_age",
        "rail_full_ticket_age",
        "rail_free_children",
        "coach_free_child_age",
        "coach_free_child_height",
        "coach_free_children",
        "coach_free_child_seats",
        "adult_age",
        LEAP_BIRTHDAY,
    ),
)
def child_tickets(party: FareParty, ctx: Context) -> Iterator[Breach]:
    """By rail: a child ticket from six, a full one from fourteen, one free child for each adult, beside the adult.

    By coach: a child up to six, or up to 1.20 m, rides free without a seat, one for each adult.
    """
    then = _then(ctx, party.leg)
    if party.leg.mode.is_rail and then.value("rail_full_ticket_age") is not None:
        faults = _by_rail(party, then)
    elif party.leg.mode.is_coach:
        faults = _by_coach(party, then)
    else:
        return
    for fare, path, fault in faults:
        yield Breach({"passenger": fare.id, "age": _age(fare.born, then), "fault": fault}, f"fares[{fare.id}].{path}")


_Fault = tuple[Fare, str, Text]
_NOT_FREE = Text("有自己的座位，不能免票", "has a seat of its own and cannot ride free")


def _by_rail(party: FareParty, then: Context) -> Iterator[_Fault]:
    child, full = then.whole("rail_child_ticket_age"), then.whole("rail_full_ticket_age")
    for fare in party.fares:
        age = _age(fare.born, then)
        if age >= full and fare.ticket is not TicketKind.FULL:
            yield fare, "ticket", Text("满 {full} 岁须买全价票", "pays the full fare from {full} on").format(full=full)
        elif fare.ticket is TicketKind.FREE and age >= child:
            yield (
                fare,
                "ticket",
                Text("满 {child} 岁须买儿童票", "needs a child ticket from {child} on").format(child=child),
            )
        elif fare.ticket is TicketKind.FREE and fare.own_seat:
            yield fare, "own_seat", _NOT_FREE
        if age < full:
            yield from _beside_adult(party, fare, then)
    yield from _free_beyond(party, then.whole("rail_free_children"))


def _beside_adult(party: FareParty, fare: Fare, then: Context) -> Iterator[_Fault]:
    adult = party.adult_of(fare)
    if adult is None or _age(adult.born, then) < then.whole("adult_age") or adult.ticket is not TicketKind.FULL:
        yield fare, "adult", Text("没有持票成人同行", "travels without an adult who has a ticket")
        return
    if (fare.train or party.leg.id) != (adult.train or party.leg.id):
        yield fare, "train", Text("与同行成人不同车次", "is booked on another train than the adult")
    if fare.travel_class != adult.travel_class:
        yield fare, "travel_class", Text("与同行成人席别不同", "is booked in another class than the adult")
    ends = [party.leg.index(place) for place in (fare.alight, adult.alight)]
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        yield fare, "alight", Text("到站远于同行成人", "goes further than the adult")


def _free_beyond(party: FareParty, most: int) -> Iterator[_Fault]:
    """Free children beyond those that an adult may take: the eldest pay, so that the rest stay as they are."""
    taken: Counter[str | None] = Counter()
    free = (fare for fare in party.fares if fare.ticket is TicketKind.FREE)
    for fare in sorted(free, key=lambda fare: (-fare.born.toordinal(), fare.id)):
        taken[fare.adult] += 1
        if taken[fare.adult] > most:
            yield (
                fare,
                "ticket",
                Text("每名成人只能免费带 {most} 名儿童", "an adult takes {most} child free of charge").format(
                    most=most
                ),
            )


def _by_coach(party: FareParty, then: Context) -> Iterator[_Fault]:
    oldest, tallest = then.whole("coach_free_child_age"), then.number("coach_free_child_height")
    seats = then.whole("coach_free_child_seats")
    for fare in party.fares:
        if fare.ticket is not TicketKind.FREE:
            continue
        if _age(fare.born, then) > oldest and (fare.height is None or fare.height > tallest):
            fault = Text(
                "超过 {oldest} 岁，且身高超过 {tallest} 米或没有登记，不能免票",
                "is over {oldest} and not known to be {tallest} m or less: cannot ride free",
            )
            yield fare, "ticket", fault.format(oldest=oldest, tallest=tallest)
        if fare.own_seat:
            yield fare, "own_seat", _NOT_FREE
        if party.leg.vehicle.rated <= seats:
            fault = Text("{seats} 座及以下的车不适用免票", "no child rides free in a vehicle of {seats} seats or fewer")
            yield fare, "ticket", fault.format(seats=seats)
        adult = party.adult_of(fare)
        if adult is None or _age(adult.born, then) < then.whole("adult_age"):
            yield fare, "adult", Text("没有成人同行，不能免票", "has no adult beside and cannot ride free")
    yield from _free_beyond(party, then.whole("coach_free_children"))


@rule(
    "TR-28",
    "transfer.student-tickets",
    Severity.INFO,
    subject=StudentTicket,
    sources=(
        Convention(
            Text("学生票仅限在校生、家庭与学校所在地之间、限定次数", "for enrolled students, home to school, so often"),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("学生票：{fault}", "student ticket: {fault}"),
    suggestion=Text("向铁路部门核实能否买学生票", "ask the railway whether the ticket can be had at that price"),
    parameters=("student_tickets_a_year",),
)
def student_tickets(ticket: StudentTicket, ctx: Context) -> Iterator[Breach]:
    """A student's price is for the enrolled, between home and school, a limited number of times a year."""
    if not ticket.enrolled:
        yield Breach({"fault": Text("不是在校学生", "the traveller is not enrolled")}, "enrolled")
    if {ticket.board, ticket.alight} != {ticket.home, ticket.school}:
        yield Breach({"fault": Text("区间不是家庭与学校之间", "the way is not that from home to school")}, "alight")
    then = evolve(ctx, on=ticket.on)
    if then.value("student_tickets_a_year") is not None and ticket.used >= then.whole("student_tickets_a_year"):
        fault = Text("本年度已用 {used} 次", "{used} have been used this year").format(used=ticket.used)
        yield Breach({"fault": fault}, "used")


@rule(
    "TR-29",
    "transfer.group-tickets",
    Severity.INFO,
    subject=GroupBooking,
    sources=(
        Convention(Text("12306 有务工团体票业务", "the railway sells group tickets to workers"), Mark.SECONDARY),
        Convention(Text("团体人数下限未核实", "the size of a group is not verified"), Mark.UNVERIFIED),
    ),
    message=Text("{workers} 人{how}；团体票从 {least} 人起", "{workers} workers {how}; a group is {least} or more"),
    suggestion=Text("向铁路部门核实团体票", "ask the railway about group tickets"),
    parameters=("group_ticket_size",),
)
def group_tickets(booking: GroupBooking, ctx: Context) -> Iterator[Breach]:
    """Twenty workers or more can be booked as a group; fewer cannot."""
    if not booking.leg.mode.is_rail:
        return
    least = _then(ctx, booking.leg).whole("group_ticket_size")
    if booking.as_group != (booking.workers >= least):
        how = (
            Text("按团体订票", "are booked as a group")
            if booking.as_group
            else Text("没有按团体订票", "are not booked as a group")
        )
        yield Breach({"workers": booking.workers, "how": how, "least": least}, "as_group")


@rule(
    "TR-30",
    "transfer.minors-accompanied",
    Severity.WARN,
    subject=MinorTravel,
    sources=(
        Citation(CHILD_FARES, "", Mark.SECONDARY),
        Convention(
            Text("14 至 17 岁是否须成人陪同未核实，从严提示", "whether 14 to 17 need an adult is not verified"),
            Mark.UNVERIFIED,
        ),
        Convention(Text("座位在负责的成年人旁边（同车厢、同排）", "with a seat beside the adult's, in one row")),
    ),
    message=Text("{age} 岁，未满 {adult} 岁：{fault}", "is {age}, under {adult}: {fault}"),
    suggestion=Text(
        "指定一名成年同行人负责，并坐在其旁边",
        "name an adult on the same journey who is responsible, and let them sit side by side",
    ),
    parameters=("adult_age", LEAP_BIRTHDAY),
)
def minors_accompanied(travel: MinorTravel, ctx: Context) -> Iterator[Breach]:
    """Somebody under eighteen travels with an adult who is named, in a seat beside that one's."""
    then = _then(ctx, travel.leg)
    adult, age = then.whole("adult_age"), _age(travel.born, then)
    if age >= adult:
        return
    if travel.adult is None or travel.adult == travel.traveller:
        fault = Text("没有指定负责的成年人", "no responsible adult is named")
    elif travel.adult_born is not None and _age(travel.adult_born, then) < adult:
        fault = Text("指定的同行人也未成年", "the companion named is a minor too")
    elif travel.seat and travel.adult_seat and not travel.leg.vehicle.are_beside(travel.seat, travel.adult_seat):
        apart = Text(
            "班次 {leg} 的座位 {seat} 不在负责的成年人（座位 {other}）旁边",
            "sits in {seat} of {leg}, not beside the responsible adult in {other}",
        ).format(leg=travel.leg.id, seat=travel.seat, other=travel.adult_seat)
        yield Breach({"age": age, "adult": adult, "fault": apart}, "seat")
        return
    else:
        return
    yield Breach({"age": age, "adult": adult, "fault": fault}, "adult")


@rule(
    "TR-31",
    "transfer.coach-fares",
    Severity.INFO,
    subject=CoachFare,
    sources=(
        Convention(
            Text(
                "包车票价不高于核定票价，或免费；由谁支付要登记",
                "no more than the approved fare, or free; who pays is kept",
            ),
            Mark.SECONDARY,
        ),
    ),
    message=Text("票价 {fare} 元：{fault}", "a fare of {fare} yuan: {fault}"),
    suggestion=Text("核对票价，登记由谁支付", "check the fare, and record who pays"),
)
def coach_fares(fare: CoachFare, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A seat costs no more than the approved fare, and who pays is recorded."""
    if fare.approved is not None and fare.fare > fare.approved:
        fault = Text("高于核定的 {approved} 元", "above the approved {approved} yuan").format(approved=fare.approved)
        yield Breach({"fare": fare.fare, "fault": fault}, "fare")
    if fare.fare > 0 and fare.payer is None:
        yield Breach({"fare": fare.fare, "fault": Text("没有登记由谁支付", "who pays is not recorded")}, "payer")


RULES_FARES: tuple[AnyRule, ...] = (child_tickets, student_tickets, group_tickets, minors_accompanied, coach_fares)
