"""What those who must be told of a disruption read: whatever they must do otherwise, and nothing that is over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, LegId, PlaceId, RoomId, VehicleId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.disruptions.scene import cause_of
from laborcoop.planning.events import Event
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, TrainNumber, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")
TO_ONE, TO_TWO = Applicant(accepts_other=True), Applicant(employer=2)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def after(*applicants: Applicant, event: Event, **short: Any) -> Replanned:
    change = replan(plan_return(small_case(Programme(applicants=applicants, **short))), [event])
    assert [finding.render("en") for finding in change.findings] == []
    return change


def of(kind: type, subject: str, time: datetime, /, **facts: Any) -> Event:
    event: Event = kind(id="event", time=time, subject=subject, **facts)
    return event


def told(change: Replanned, audience: Audience) -> dict[str, str]:
    return {one.recipient: one.text.en for one in change.to_tell if one.audience is audience}


BUS = Vehicle(id=VehicleId("bus"), mode=TransportMode.CHARTER_COACH, rated=9)
RUNS: list[tuple[type, str, datetime, dict[str, Any], str]] = [
    (
        events.VehicleSwap,
        "feeder",
        at(5, 7),
        {"vehicle": BUS},
        "leg feeder has changed: it leaves on Sun 5 Feb 08:00 with 1 aboard; vehicle bus",
    ),
    (
        events.StopSkipped,
        "feeder",
        at(5, 7),
        {"place": PlaceId("V-2")},
        "leg feeder has changed: it leaves on Sun 5 Feb 08:00 with 1 aboard; no longer calls at V-2",
    ),
    (
        events.DriverOverHours,
        "feeder-driver-2",
        at(5, 9),
        {"leg": LegId("feeder"), "relief": DriverId("D-9")},
        "leg feeder has changed: it left on Sun 5 Feb 08:00, 1 aboard; drivers D-9, feeder-driver-1",
    ),
    (
        events.VehicleBreakdown,
        "feeder",
        at(5, 9),
        {"minutes": 30},
        (
            "leg feeder has changed: it left on Sun 5 Feb 08:00, 1 aboard; "
            "drivers feeder-driver-1, no longer calls at K-park, ends at V-2 on Sun 5 Feb 12:00"
        ),
    ),
]


@pytest.mark.parametrize(("kind", "subject", "time", "facts", "text"), RUNS, ids=[kind.__name__ for kind, *_ in RUNS])
def test_a_driver_is_told_what_to_do_otherwise(
    kind: type, subject: str, time: datetime, facts: dict[str, Any], text: str
) -> None:
    change = after(TO_ONE, event=of(kind, subject, time, **facts))
    assert told(change, Audience.DRIVER)["feeder-driver-1"] == text


OVER_HOURS: list[tuple[Event, str, str]] = [
    (
        of(
            events.DriverOverHours, "feeder-driver-2", at(5, 9), leg=LegId("feeder"), relief=DriverId("feeder-driver-1")
        ),
        "drivers feeder-driver-1",
        "7 h from 2023-02-05 08:00 to 2023-02-05 15:00",
    ),
    (
        of(events.TripDelayed, "feeder", at(5, 9), minutes=60, held_legs=(LegId("evening"),)),
        "ends at K-park on Sun 5 Feb 16:00",
        "4 h 30 min from 2023-02-05 08:00 to 2023-02-05 12:30",
    ),
]
NEW_NUMBER = TrainNumber.parse("D6565/D6564")


@pytest.mark.parametrize(("event", "otherwise", "drives"), OVER_HOURS, ids=["a relief who drove before", "a delay"])
def test_drivers_and_captain_hear_what_a_rule_finds_against_a_leg_on_which_people_ride_on(
    event: Event, otherwise: str, drives: str
) -> None:
    change = after(TO_ONE, event=event)
    text = (
        f"leg feeder has changed: it left on Sun 5 Feb 08:00, 1 aboard; {otherwise}; against a rule, with "
        f"people aboard: feeder-driver-1 (TR-04): drives {drives} without a stop of 20 min; past 4 h from "
        "2023-02-05 12:00 on; stop for 20 min by 2023-02-05 12:00, or change drivers there"
    )
    both = told(change, Audience.DRIVER) | told(change, Audience.CAPTAIN)
    heard = {name for name, said in both.items() if said == text}
    assert heard == {"feeder-driver-1", "feeder-driver-2", "C-feeder"}
    number = events.TripRenumbered(id=EventId("n"), time=at(5, 9, 30), subject=LegId("train"), train=NEW_NUMBER)
    later = replan(change.plan, [number]).to_tell
    assert later
    assert not [one for one in later if "against a rule" in one.text.en]


def test_of_a_rule_against_a_leg_hears_nobody_once_it_has_ended_or_when_nobody_rides_it() -> None:
    case = small_case(Programme(applicants=(TO_ONE, Applicant(village=2))))
    plan, (event, *_) = plan_return(case), OVER_HOURS[0]
    ended = events.TripRenumbered(id=EventId("n"), time=at(5, 15), subject=LegId("train"), train=NEW_NUMBER)
    away = events.NoShow(id=EventId("a"), time=at(5, 8, 30), subject=WorkerId("W-000"), leg=LegId("feeder"))
    for happened in ([event, ended], [away, event]):
        change = replan(plan, happened)
        assert [finding.render("en") for finding in change.findings] == []
        assert not [one for one in change.to_tell if "against a rule" in one.text.en]


def test_a_driver_hears_of_stops_by_their_names() -> None:
    change = after(TO_ONE, event=of(events.VehicleBreakdown, "feeder", at(5, 9), minutes=30))
    (text,) = (one.text.zh for one in change.to_tell if one.recipient == "feeder-driver-1")
    assert text.endswith("不再停靠 集散点、2月5日 周日 12:00 终到 第2村")


def test_nobody_is_told_that_a_leg_has_changed_when_a_room_of_its_id_closes() -> None:
    case = small_case(Programme(applicants=(TO_ONE,)))
    hotel = case.lodgings[0]
    named = evolve(hotel, rooms=(evolve(hotel.rooms[0], id=RoomId("feeder")), *hotel.rooms[1:]))
    plan = plan_return(evolve(case, lodgings=(named, *case.lodgings[1:])))
    closed = of(events.RoomOutOfService, "feeder", at(5, 7), lodging=named.id, until=date(2023, 2, 9))
    change = replan(plan, [closed])
    assert [finding.render("en") for finding in change.findings] == []
    assert not [drivers for drivers in told(change, Audience.DRIVER) if drivers.startswith("feeder")]


def test_the_captain_of_a_late_train_is_told_when_it_ends() -> None:
    change = after(TO_TWO, event=of(events.TripDelayed, "train", at(6, 8), minutes=20))
    assert told(change, Audience.CAPTAIN)["C-train"].endswith(" with 1 aboard; ends at Z-station on Mon 6 Feb 19:00")


def test_who_is_under_way_is_told_of_what_is_still_to_come() -> None:
    event = of(events.TripDelayed, "train", at(6, 8), minutes=20, held_legs=("direct", "to-home"))
    (text,) = told(after(TO_TWO, event=event), Audience.WORKER).values()
    assert text.splitlines()[1] == "Mon 6 Feb 08:55: from K-station by train D3812/D3809, seat 01"
    assert "Mon 6 Feb, night: Nujiang Employees' Home" in text
    assert "hotel" not in text


def test_who_comes_late_to_a_lodging_is_announced_there_and_to_the_employer_for_the_event() -> None:
    event = of(events.TripDelayed, "to-home", at(6, 8), minutes=20)
    change = after(TO_TWO, event=event)
    (lodging,) = (one for one in change.to_tell if one.audience is Audience.LODGING)
    assert lodging.recipient == "home"
    assert lodging.text.en.startswith(
        "guests have changed: 0 bed-nights more, 0 fewer; 1 come at another time, the last"
    )
    assert lodging.events == ("event",)
    assert told(change, Audience.EMPLOYER) == {}
    late = after(TO_ONE, event=of(events.TripDelayed, "direct", at(6, 8), minutes=20))
    (employer,) = (one for one in late.to_tell if one.audience is Audience.EMPLOYER)
    assert employer.events == ("event",)


def test_who_is_matched_anew_is_told_to_whom_and_for_which_post() -> None:
    change = after(TO_ONE, TO_TWO, event=of(events.WorkerRefuses, "W-000", at(5, 7), takes_other=True))
    texts = told(change, Audience.WORKER)
    assert list(texts) == ["W-000"]
    assert texts["W-000"].splitlines()[-1] == "Tue 7 Feb 08:30: at the gate of Works 2, for work as 普工"
    assert told(change, Audience.EMPLOYER)["E-2"].startswith("arrivals have changed: 1 more")


def test_arrivals_of_several_hours_are_told_from_the_first_to_the_last() -> None:
    """The coach takes two of three, the third goes two days later."""
    event = of(events.EmployerSuspended, "E-1", at(5, 7))
    change = after(TO_ONE, TO_ONE, TO_ONE, event=event, coach_seats=4, batches=2)
    assert told(change, Audience.EMPLOYER)["E-2"] == (
        "arrivals have changed: 3 more, 0 fewer, 0 at another time; 3 in all; "
        "those more or at another time come from Tue 7 Feb 08:30 to Thu 9 Feb 08:30"
    )


BACK, NEW = Applicant(), Applicant(returns=False, employer=None)
AGAIN = "planned again for the event event"
CAUSES: dict[str, tuple[Applicant, Event, str]] = {
    "cancelled": (BACK, of(events.TripCancelled, "train", at(6, 7, 30)), f"{AGAIN} (cancelled: train D3812/D3809)"),
    "late": (BACK, of(events.TripDelayed, "feeder", at(5, 7), minutes=90), f"{AGAIN} (late: coach feeder)"),
    "no hours": (
        BACK,
        of(events.DriverOverHours, "feeder-driver-1", at(5, 9), leg=LegId("feeder")),
        f"{AGAIN} (its driver has no hours left: coach feeder)",
    ),
    "a room": (
        BACK,
        of(events.RoomOutOfService, "men-0", at(5, 7), lodging="hotel"),
        f"{AGAIN} (out of service: room men-0 of Kunming hotel)",
    ),
    "a post": (NEW, of(events.PostWithdrawn, "P-1", at(5, 7)), f"{AGAIN} (post withdrawn: 普工)"),
    "a contract": (
        NEW,
        of(events.ContractDiffersFromOffer, "P-1", at(5, 7)),
        "the contract of the post 普工 is not what was offered",
    ),
    "an employer": (
        BACK,
        of(events.EmployerSuspended, "E-1", at(5, 7)),
        "the employer Works 1 takes no more arrivals",
    ),
    "a person": (BACK, of(events.TicketMismatch, "W-000", at(5, 7), leg=LegId("train")), AGAIN),
}


@pytest.mark.parametrize(("applicant", "event", "why"), CAUSES.values(), ids=CAUSES.keys())
def test_the_reason_names_what_was_befallen_as_travellers_know_it_and_nothing_of_a_person(
    applicant: Applicant, event: Event, why: str
) -> None:
    change = after(applicant, event=event, beds_men=1, family_rooms=0)
    assert why in [reason.text.en for reason in change.left_out[WorkerId("W-000")]]
    assert why in told(change, Audience.WORKER)["W-000"]
    assert change.plan.verify() == ()


@pytest.mark.parametrize(
    ("kind", "subject", "zh", "en"),
    [
        (events.EmployerSuspended, "E-1", "第1厂暂停接收人员", "takes no more arrivals: Works 1"),
        (events.ContractDiffersFromOffer, "P-1", "合同与招聘不符：普工", "contract not as offered: 普工"),
    ],
)
def test_others_hear_of_it_too_who_are_left_out_for_another_reason(kind: type, subject: str, zh: str, en: str) -> None:
    cause = cause_of(of(kind, subject, at(5, 7)), small_case(Programme()))
    assert (cause.zh, cause.en) == (f"因事件 event 重新安排（{zh}）", f"{AGAIN} ({en})")


def test_the_train_is_told_of_still_for_which_somebody_was_planned_again_once_it_has_another_number() -> None:
    plan = plan_return(small_case(Programme(late_gate=False)))
    late = events.TripDelayed(id=EventId("e-1"), time=at(6, 9), subject=LegId("train"), minutes=60)
    other = TrainNumber.parse("D1/D4")
    renumbered = events.TripRenumbered(id=EventId("e-2"), time=at(6, 10), subject=LegId("train"), train=other)
    said = replan(plan, [late, renumbered]).plan.unplaced[WorkerId("W-000")]
    assert said[0].text.en == "planned again for the event e-1 (late: train D3812/D3809)"


NO_BED = "no bed is planned for the night of Sun 5 Feb any more; it was to be in Kunming hotel"


@pytest.mark.parametrize(
    ("hour", "is_told"),
    [(at(4, 8), False), (at(5, 9), True), (at(5, 15, 10), True), (at(5, 15, 45), False), (at(5, 20), False)],
    ids=["at home", "in the coach to the park", "at the park", "in the coach to the house", "in the house"],
)
def test_whoever_is_stranded_before_boarding_the_coach_to_the_house_is_told_that_there_is_no_bed(
    hour: datetime, *, is_told: bool
) -> None:
    change = after(BACK, event=of(events.TripCancelled, "train", hour))
    assert (NO_BED in told(change, Audience.WORKER)["W-000"].splitlines()) is is_told
    assert bool(change.plan.stays_of(WorkerId("W-000"))) is (hour > at(5, 15, 30))


KEPT = "the bed of this night is kept: Sun 5 Feb, night: Kunming hotel, room men-1, bed 1"


@pytest.mark.parametrize(
    ("hour", "is_told"),
    [(at(5, 15, 10), False), (at(5, 15, 45), True), (at(6, 2), True), (at(6, 3, 1), False)],
    ids=["at the park", "in the coach to the house", "before three in the morning", "after it"],
)
def test_whoever_has_no_way_on_reads_that_the_bed_of_the_night_is_kept(hour: datetime, *, is_told: bool) -> None:
    change = after(BACK, BACK, event=of(events.TripCancelled, "train", hour))
    assert (KEPT in told(change, Audience.WORKER)["W-000"].splitlines()) is is_told
    again = replan(change.plan, [events.TripCancelled(id=EventId("next"), time=at(6, 4), subject=LegId("direct"))])
    assert "W-000" not in told(again, Audience.WORKER)


def test_whoever_refuses_the_work_at_night_reads_that_the_bed_is_kept() -> None:
    change = after(BACK, BACK, event=of(events.WorkerRefuses, "W-000", at(5, 22)))
    assert told(change, Audience.WORKER)["W-000"].splitlines()[-1] == KEPT


def test_whoever_is_stranded_in_the_train_is_told_of_the_house_of_the_next_town() -> None:
    change = after(TO_TWO, event=of(events.TripCancelled, "to-home", at(6, 9)))
    *_, last = told(change, Audience.WORKER)["W-000"].splitlines()
    assert last == "no bed is planned for the night of Mon 6 Feb any more; it was to be in Nujiang Employees' Home"


def test_whoever_is_in_hospital_is_told_of_no_bed() -> None:
    change = after(BACK, event=of(events.InjuryEnRoute, "W-000", at(5, 15, 10)))
    assert "no bed" not in told(change, Audience.WORKER)["W-000"]


def test_a_missed_change_is_told_by_the_names_of_places() -> None:
    change = after(BACK, event=of(events.TripDelayed, "feeder", at(5, 7), minutes=90))
    (_, missed) = change.left_out[WorkerId("W-000")]
    assert missed.text.zh.startswith("feeder 于 2023-02-05 16:30 到达 集散点")


def test_a_room_that_closes_moves_a_guest_whose_slept_nights_are_not_told_again() -> None:
    event = of(events.RoomOutOfService, "men-0", at(6, 9), lodging="home", until=date(2023, 2, 9))
    change = after(TO_TWO, event=event)
    (text,) = told(change, Audience.WORKER).values()
    assert "hotel" not in text
    assert "Employees' Home" in text


YOUNG = evolve(TO_ONE, born=date(2006, 1, 1), party="H")


@pytest.mark.parametrize(
    ("kind", "time", "facts", "together"),
    [
        (events.LateCancel, at(5, 7), {}, set()),
        (events.InjuryEnRoute, at(5, 9), {}, {"feeder"}),
        (events.BoardElsewhere, at(5, 7), {"place": PlaceId("V-2"), "convoy": ConvoyId("B-2")}, set()),
    ],
)
def test_a_minor_who_goes_on_without_the_adult_is_found_and_told_of(
    kind: type, time: datetime, facts: dict[str, Any], together: set[str]
) -> None:
    adult = evolve(TO_ONE, party="H")
    assert not [
        one for one in plan_return(small_case(Programme(applicants=(adult, YOUNG)))).findings if one.rule == "TR-30"
    ]
    change = after(adult, YOUNG, event=of(kind, "W-000", time, **facts), batches=2)
    assert "W-001" in change.plan.travellers
    (found,) = (one for one in change.plan.findings if one.rule == "TR-30")
    assert (found.subject, found.severity) == ("W-001", Severity.WARN)
    notices = [one for one in change.to_tell if "under age" in one.text.en]
    legs = {ride.leg for ride in change.plan.rides_of(WorkerId("W-001"))} - together
    assert {one.text.en.split(":")[0].split()[-1] for one in notices} >= legs - {"train"}
    captains = {(Audience.CAPTAIN, f"C-{leg}") for leg in legs}
    assert {(one.audience, one.recipient) for one in notices} == captains | {(Audience.LODGING, "hotel")}
    assert {(one.about, one.events) for one in notices} == {(("W-001",), ("event",))}


def test_a_minor_who_went_alone_from_the_first_is_found_and_nothing_new_is_told() -> None:
    change = after(evolve(YOUNG, party=""), TO_ONE, event=of(events.LateCancel, "W-001", at(5, 7)))
    assert [one.subject for one in change.plan.findings if one.rule == "TR-30"] == ["W-000"]
    assert not [one for one in change.to_tell if "under age" in one.text.en]


def test_a_book_that_asks_for_no_adult_finds_and_tells_nothing_of_minors() -> None:
    case = small_case(Programme(applicants=(evolve(TO_ONE, party="H"), YOUNG)))
    plan = plan_return(evolve(case, book=case.book.without("TR-30")))
    change = replan(plan, [of(events.LateCancel, "W-000", at(5, 7))])
    assert "W-001" in change.plan.travellers
    assert not [one for one in change.plan.findings if one.rule == "TR-30"]
    assert not [one for one in change.to_tell if "under age" in one.text.en]


THE_WAY = """\
Your way has changed. This is how you travel now:
Tue 7 Feb 08:00: from V-1 by coach feeder-2 (vehicle veh-feeder), seat 03
Tue 7 Feb 15:30: from K-park by coach evening-2 (vehicle veh-evening), seat 02
Tue 7 Feb, night: Kunming hotel, room men-0, bed 1
Wed 8 Feb 06:30: from K-hotel by coach morning-2 (vehicle veh-morning), seat 02
Wed 8 Feb 08:35: from K-station by train D3812/D3809, seat 01
Wed 8 Feb 19:10: from Z-station by coach to-home-2 (vehicle veh-to-home), seat 02
Wed 8 Feb, night: Nujiang Employees' Home, room men-0, bed 1
Thu 9 Feb 07:30: from Z-home by coach to-gates-2 (vehicle veh-to-gates), seat 03
Thu 9 Feb 08:30: at the gate of Works 2"""
THE_WAY_IN_CHINESE = """\
行程有变，现在请这样走：
2月7日 周二 08:00 在 第1村 乘坐客车 feeder-2（车辆 veh-feeder），座位 03
2月7日 周二 15:30 在 集散点 乘坐客车 evening-2（车辆 veh-evening），座位 02
2月7日 周二晚 住 昆明旅馆，men-0 房 1 床
2月8日 周三 06:30 在 旅馆 乘坐客车 morning-2（车辆 veh-morning），座位 02
2月8日 周三 08:35 在 昆明南站 乘坐列车 D3812/D3809，座位 01
2月8日 周三 19:10 在 珠海站 乘坐客车 to-home-2（车辆 veh-to-home），座位 02
2月8日 周三晚 住 怒江员工之家，men-0 房 1 床
2月9日 周四 07:30 在 员工之家 乘坐客车 to-gates-2（车辆 veh-to-gates），座位 03
2月9日 周四 08:30 到 第2厂 厂门"""


def test_a_worker_reads_the_new_way_by_names_and_in_the_order_of_time() -> None:
    cancelled = after(TO_TWO, event=of(events.TripCancelled, "feeder", at(5, 7)), batches=2)
    (text,) = [one.text for one in cancelled.to_tell if one.audience is Audience.WORKER]
    assert (text.en, text.zh) == (THE_WAY, THE_WAY_IN_CHINESE)


def _without_number(leg: Leg, mode: TransportMode) -> Leg:
    return evolve(leg, train=None, vehicle=evolve(leg.vehicle, mode=mode)) if leg.train else leg


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        (TransportMode.SPECIAL_TRAIN, "by train train-2 (vehicle veh-train), seat"),
        (TransportMode.CHARTER_FLIGHT, "by flight train-2 (vehicle veh-train), seat"),
    ],
)
def test_what_has_no_number_is_told_by_the_id_of_the_leg(mode: TransportMode, text: str) -> None:
    case = small_case(Programme(applicants=(TO_ONE,), batches=2))
    convoys = tuple(
        evolve(convoy, legs=tuple(_without_number(leg, mode) for leg in convoy.legs)) for convoy in case.convoys
    )
    plan = plan_return(evolve(case, convoys=convoys, book=case.book.without("TR-16")))
    change = replan(plan, [of(events.TripCancelled, "feeder", at(5, 7))])
    assert text in told(change, Audience.WORKER)["W-000"]


def test_a_post_without_a_title_is_told_by_its_id() -> None:
    case = small_case(Programme(applicants=(evolve(TO_ONE, returns=False, employer=None),), batches=2))
    plan = plan_return(evolve(case, posts=tuple(evolve(post, title="") for post in case.posts)))
    change = replan(plan, [of(events.TripCancelled, "feeder", at(5, 7))])
    assert told(change, Audience.WORKER)["W-000"].endswith("at the gate of Works 2, for work as P-1")


def test_the_crew_of_a_leg_on_which_nobody_rides_any_more_is_told_that_it_need_not_run() -> None:
    change = after(TO_TWO, event=of(events.TripCancelled, "feeder", at(5, 7)), batches=2)
    (driver,) = (
        one.text for one in change.to_tell if (one.audience, one.recipient) == (Audience.DRIVER, "evening-driver-1")
    )
    assert driver.en == "leg evening, planned for Sun 5 Feb 15:30: nobody rides on it any more, it need not run"
    assert driver.zh == "班次 evening（原定 2月5日 周日 15:30 发车）已无人乘坐，可不开行"
    assert of_the_first_train(change) == [
        "leg train (D3812/D3809), planned for Mon 6 Feb 08:35: nobody rides on it any more, it need not run"
    ]


def of_the_first_train(change: Replanned) -> list[str]:
    """What its captain is told of it, who has the train of the second batch, too."""
    said = (one.text.en for one in change.to_tell if one.recipient == "C-train")
    return [text for text in said if text.startswith("leg train (")]


def test_the_captain_of_a_public_train_hears_only_that_nobody_rides_on_it() -> None:
    case = small_case(Programme(applicants=(TO_TWO,), batches=2))
    (first, second) = case.convoys
    public = tuple(
        evolve(leg, vehicle=evolve(leg.vehicle, mode=TransportMode.ORDINARY_TRAIN)) if leg.train else leg
        for leg in first.legs
    )
    plan = plan_return(evolve(case, convoys=(evolve(first, legs=public), second)))
    change = replan(plan, [of(events.TripCancelled, "feeder", at(5, 7))])
    assert of_the_first_train(change) == [
        "leg train (D3812/D3809), planned for Mon 6 Feb 08:35: nobody of the programme rides on it any more"
    ]


def test_a_leg_that_has_left_with_nobody_aboard_is_not_called_off() -> None:
    change = after(TO_TWO, event=of(events.NoShow, "W-000", at(5, 8, 5), leg=LegId("feeder")))
    assert told(change, Audience.DRIVER)["feeder-driver-1"] == (
        "leg feeder has changed: it left on Sun 5 Feb 08:00, 0 aboard"
    )


SECOND = evolve(TO_TWO, village=2)


@pytest.mark.parametrize(
    ("applicants", "en", "zh"),
    [
        (
            (TO_TWO, TO_TWO, SECOND, SECOND),
            "it leaves on Sun 5 Feb 08:00 with 1 aboard, 3 in all on its run",
            "2月5日 周日 08:00 发车，发车时 1 人，全程共 3 人乘车",
        ),
        ((TO_TWO, SECOND), "it leaves on Sun 5 Feb 08:00 with 0 aboard, 1 in all on its run", ""),
        ((TO_TWO, TO_TWO), "it leaves on Sun 5 Feb 08:00 with 1 aboard", "2月5日 周日 08:00 发车，乘车 1 人"),
    ],
)
def test_who_drives_a_leg_that_fills_on_its_way_hears_how_many_at_the_leaving_and_in_all(
    applicants: tuple[Applicant, ...], en: str, zh: str
) -> None:
    change = after(*applicants, event=of(events.LateCancel, "W-000", at(5, 7)))
    (text,) = (one.text for one in change.to_tell if one.recipient == "feeder-driver-1")
    assert text.en == f"leg feeder has changed: {en}"
    assert text.zh.endswith(zh)


def test_a_lodging_is_named_to_whoever_looks_after_the_minors_there() -> None:
    change = after(evolve(TO_ONE, party="H"), YOUNG, event=of(events.LateCancel, "W-000", at(5, 7)))
    (house,) = (one for one in change.to_tell if one.audience is Audience.LODGING and "under age" in one.text.en)
    assert (house.recipient, house.text.en.split(":")[0]) == ("hotel", "Kunming hotel")
