"""The timeline: what a dispatcher reads off it is what the plan holds."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.exchange.page.axis import days_axis, hours_axis
from laborcoop.exchange.page.changes import connections, shortest
from laborcoop.exchange.page.days import ConvoyDays, convoy_days
from laborcoop.exchange.page.flow import tones_of
from laborcoop.exchange.page.names import Names
from laborcoop.exchange.page.runs import Run
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LegId, PlaceId, VehicleId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.transfer import Convoy, Leg, Stop, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")


def built(plan: ReturnPlan) -> tuple[ConvoyDays, ...]:
    names = Names.of(plan.case)
    tones = tones_of([convoy.id for convoy in plan.case.convoys])
    return convoy_days(plan, names, tones, connections(plan, names), plan.itineraries())


def runs(plan: ReturnPlan) -> dict[str, Run]:
    return {run.leg: run for convoy in built(plan) for day in convoy.days for group in day.groups for run in group.runs}


def test_every_leg_stands_once(plan: ReturnPlan) -> None:
    listed = [run.leg for convoy in built(plan) for day in convoy.days for group in day.groups for run in group.runs]

    assert sorted(listed) == sorted(plan.legs())


def test_riders_and_seats_are_those_of_the_plan(plan: ReturnPlan) -> None:
    aboard = Counter(ride.leg for ride in plan.rides)
    found = runs(plan)

    assert {leg: run.riders for leg, run in found.items()} == {leg: aboard[LegId(leg)] for leg in found}
    assert (found["F2-LS"].riders, found["F2-LS"].seats, found["F2-LS"].rated, found["F2-LS"].share) == (3, 3, 5, 100.0)
    assert (found["F1-LS"].depart, found["F1-LS"].arrive) == ("08:00", "11:50")


def test_the_stops_of_a_run_say_who_boards_where(plan: ReturnPlan) -> None:
    calls = runs(plan)["F1-LS"].calls

    assert [(call.boarding, call.alighting, call.aboard) for call in calls] == [(2, 0, 2), (2, 0, 4), (0, 4, 0)]
    assert [(call.arrive, call.depart) for call in calls] == [("", "08:00"), ("08:20", "08:25"), ("11:50", "")]
    assert calls[0].driver == "D-F1-LS"
    assert not any(call.rest for call in calls)


def test_a_leg_that_a_rule_bars_is_empty_and_says_why(plan: ReturnPlan) -> None:
    run = runs(plan)["F1-GS"]

    assert [reason.code for reason in run.barred] == ["TR-04"]
    assert run.riders == 0
    assert not runs(plan)["F2-GS"].barred


def test_the_days_hold_groups_by_way_and_the_nights(plan: ReturnPlan) -> None:
    first = built(plan)[0]

    assert [(day.title.en, [group.title.en for group in day.groups]) for day in first.days] == [
        ("Wed 1 Feb", ["Coaches: counties → Kunming", "Local coaches in Kunming"]),
        ("Thu 2 Feb", ["Local coaches in Kunming", "Train: Kunming → Zhuhai", "Local coaches in Zhuhai"]),
        ("Fri 3 Feb", ["Local coaches in Zhuhai"]),
    ]
    assert [[(one.lodging.en, one.people) for one in day.lodged] for day in first.days] == [
        [("Kunming Sample Hotel", 4)],
        [("Nujiang Employees' Home", 2)],
        [],
    ]
    assert (first.people, first.window.en) == (4, "1 Feb 2023 to 3 Feb 2023")
    assert first.listed.en == "trip list registered Wed 1 Feb 09:00"


def test_the_nights_of_all_convoys_are_the_bed_nights_of_the_plan(plan: ReturnPlan) -> None:
    lodged = sum(one.people for convoy in built(plan) for day in convoy.days for one in day.lodged)

    assert lodged == plan.summary()["bed_nights"].value


def test_the_overview_shows_what_rides_and_sleeps(plan: ReturnPlan) -> None:
    lanes = built(plan)[0].lanes

    assert [(lane.kind, lane.people, lane.vehicles, len(lane.bars)) for lane in lanes] == [
        ("coach", 4, 1, 1),
        ("local", 4, 1, 1),
        ("night", 4, 0, 1),
        ("local", 4, 1, 1),
        ("train", 4, 1, 1),
        ("local", 4, 2, 2),
        ("night", 2, 0, 1),
        ("local", 2, 1, 1),
    ]


def test_changes_of_one_day_are_listed_the_shortest_first(plan: ReturnPlan) -> None:
    found = connections(plan, Names.of(plan.case))

    assert [one.spare for one in found] == sorted(one.spare for one in found)
    assert {(one.arriving.id, one.onward.id if one.onward else "") for one in found if one.arriving.id[1] == "1"} == {
        ("F1-LS", "K1-1"),
        ("K1-2", "T1"),
        ("T1", "Z1-1"),
        ("T1", "Z1-2"),
        ("Z1-1", ""),
        ("Z1-3", ""),
    }


def test_a_gate_that_takes_people_at_any_hour_is_no_hurry(plan: ReturnPlan) -> None:
    open_house = tuple(evolve(employer, gate_opens=None, gate_closes=None) for employer in plan.case.employers)
    found = connections(evolve(plan, case=evolve(plan.case, employers=open_house)), Names.of(plan.case))

    assert {one.kind for one in found} == {"coach", "train"}


def test_each_kind_of_change_is_cut_after_the_shortest(plan: ReturnPlan) -> None:
    found = connections(plan, Names.of(plan.case))

    assert [(title.en, len(chosen)) for title, chosen in shortest(found, 2)] == [
        ("To a coach", 2),
        ("To a train", 2),
        ("At the gate, before it closes", 2),
    ]
    assert shortest((), 2) == ()


@pytest.mark.parametrize(
    ("leg", "spare", "need", "short", "tight", "kind"),
    [
        pytest.param("K1-2", 90, 100, True, True, "train", id="too short for the train"),
        pytest.param("T1", 40, None, False, False, "coach", id="no time asked for"),
        pytest.param("Z1-1", 60, None, False, False, "gate", id="before the gate closes"),
    ],
)
def test_a_change_is_compared_with_what_the_case_asks_for(
    plan: ReturnPlan, leg: str, spare: int, need: int | None, kind: str, *, short: bool, tight: bool
) -> None:
    found = next(one for one in connections(plan, Names.of(plan.case)) if one.arriving.id == leg)

    assert found.spare == timedelta(minutes=spare)
    assert found.need == (None if need is None else timedelta(minutes=need))
    assert (found.short, found.tight, found.kind) == (short, tight, kind)


@pytest.mark.parametrize(("minutes", "tight"), [(0, True), (9, True), (10, False)])
def test_less_than_ten_minutes_are_marked(plan: ReturnPlan, minutes: int, *, tight: bool) -> None:
    change = next(one for one in connections(plan, Names.of(plan.case)) if one.kind == "coach")
    at_the_gate = next(one for one in connections(plan, Names.of(plan.case)) if one.kind == "gate")

    assert evolve(change, until=change.since + timedelta(minutes=minutes)).tight is tight
    assert not evolve(at_the_gate, until=at_the_gate.since + timedelta(minutes=minutes)).tight


def test_a_run_names_those_it_takes_over_and_hands_on(plan: ReturnPlan) -> None:
    run = runs(plan)["T1"]

    assert [(one.arriving.id, one.people) for one in run.before] == [("K1-2", 4)]
    assert [(one.onward.id, one.people) for one in run.after if one.onward] == [("Z1-1", 2), ("Z1-2", 2)]
    assert run.tightest == run.after[0]
    assert runs(plan)["K1-1"].tightest is None


def test_marks_count_what_is_heavier_than_a_note_and_not_waived(plan: ReturnPlan) -> None:
    run = runs(plan)["T1"]
    finding = Finding(rule="TR-25", severity=Severity.WARN, subject="T1", message=Text.same("m"))
    found = (
        finding,
        finding,
        evolve(finding, waived=True),
        evolve(finding, severity=Severity.INFO),
    )

    assert evolve(run, findings=found).marks == (("WARN", "TR-25", 2),)
    assert run.marks == (("WARN", "TR-25", 1),)


def test_a_run_without_seats_for_workers_is_not_full(plan: ReturnPlan) -> None:
    assert evolve(runs(plan)["T1"], seats=0).share == 0.0


def _with_legs(case: Case, *legs: Leg) -> Case:
    first, *others = case.convoys
    return evolve(case, convoys=(evolve(first, legs=(*first.legs, *legs), listed_at=None), *others))


def _flight(*, vehicle_mode: TransportMode = TransportMode.CHARTER_FLIGHT, end: str = "P-GS") -> Leg:
    at = datetime(2023, 2, 3, 23, 30, tzinfo=ZONE)
    return Leg(
        id=LegId("X-1"),
        vehicle=Vehicle(id=VehicleId("V-X"), mode=vehicle_mode, rated=9),
        stops=(
            Stop(place=PlaceId("P-ZS"), arrive=at, depart=at),
            Stop(
                place=PlaceId("P-KS"),
                arrive=at + timedelta(hours=2),
                depart=at + timedelta(hours=3),
                boarding=False,
                alighting=False,
            ),
            Stop(place=PlaceId(end), arrive=at + timedelta(hours=4), depart=at + timedelta(hours=4)),
        ),
    )


def test_a_run_past_midnight_keeps_its_place_and_says_so(case: Case) -> None:
    planned = plan_return(_with_legs(case, _flight()))
    day = built(planned)[0].days[-1]
    run = runs(planned)["X-1"]

    assert run.arrive == "03:30 +1"
    assert [call.rest for call in run.calls] == [False, True, False]
    assert [text.en for _, text in day.axis.ticks] == ["08", "12", "16", "20", "00"]
    assert run.left + run.width == pytest.approx(97.5, abs=0.1)
    assert built(planned)[0].listed.en == "trip list not registered"


def test_a_flight_ends_at_its_place_where_that_lies_in_no_town(case: Case) -> None:
    planned = plan_return(_with_legs(case, _flight()))

    assert built(planned)[0].days[-1].groups[-1].title.en == "Flight: Zhuhai → Gongshan meeting point"


@pytest.mark.parametrize(
    ("hours", "ticks"),
    [
        pytest.param(1, 1, id="one hour"),
        pytest.param(8, 8, id="each hour"),
        pytest.param(9, 5, id="every other hour"),
        pytest.param(16, 8, id="still every other hour"),
        pytest.param(17, 5, id="every fourth hour"),
    ],
)
def test_the_ticks_of_a_day_do_not_crowd(plan: ReturnPlan, hours: int, ticks: int) -> None:
    names = Names.of(plan.case)
    start = datetime(2023, 2, 1, 6, 0, tzinfo=ZONE)
    leg = evolve(
        _flight(),
        stops=(
            Stop(place=PlaceId("P-ZS"), arrive=start, depart=start),
            Stop(place=PlaceId("P-GS"), arrive=start + timedelta(hours=hours), depart=start + timedelta(hours=hours)),
        ),
    )
    axis = hours_axis(date(2023, 2, 1), [leg], names)

    assert len(axis.ticks) == ticks
    assert axis.span(axis.start, axis.end) == (0.0, 100.0)
    assert axis.at(axis.start - timedelta(hours=1)) == 0.0
    assert axis.at(axis.end + timedelta(hours=1)) == 100.0
    assert axis.span(axis.start, axis.start) == (0.0, 0.3)


def test_the_overview_has_a_tick_for_each_day(plan: ReturnPlan) -> None:
    axis = days_axis([date(2023, 1, 31), date(2023, 2, 2)], Names.of(plan.case))

    assert [(left, text.en) for left, text in axis.ticks] == [
        (0.0, "Tue 31 Jan"),
        (33.33, "Wed 1 Feb"),
        (66.67, "Thu 2 Feb"),
    ]


def test_a_day_on_which_one_only_waits_has_a_night_and_no_runs(case: Case) -> None:
    """The local coach to the gate leaves a day later, so that two nights lie before it."""

    def changed(convoy: Convoy) -> Convoy:
        late = timedelta(days=1)
        legs = [
            evolve(
                leg,
                stops=tuple(evolve(stop, arrive=stop.arrive + late, depart=stop.depart + late) for stop in leg.stops),
            )
            if leg.id.endswith("-3")
            else leg
            for leg in convoy.legs
        ]
        return evolve(convoy, legs=tuple(legs))

    planned = plan_return(evolve(case, convoys=tuple(map(changed, case.convoys))))
    days = built(planned)[0].days

    assert [(len(day.groups) > 0, sum(one.people for one in day.lodged)) for day in days] == [
        (True, 4),
        (True, 2),
        (False, 2),
        (True, 0),
    ]
    assert {stay.period for stay in planned.stays if stay.lodging == "L-HOME" and stay.worker == "W-003"} == {
        Period(date(2023, 2, 2), date(2023, 2, 4))
    }
    assert (days[2].axis.start.time(), days[2].axis.end.time()) == (time(18), time(0))


def test_names_fall_back_on_ids(case: Case) -> None:
    names = Names.of(evolve(case, places=tuple(evolve(place, division=None) for place in case.places)))

    assert names.town("kunming") == Text.same("kunming")
    assert names.place(PlaceId("P-NONE")) == Text.same("P-NONE")
    assert names.hub(PlaceId("P-NONE")) == ""


def test_a_town_is_called_after_its_prefecture(plan: ReturnPlan) -> None:
    assert Names.of(plan.case).town("kunming") == Text("昆明", "Kunming")
    assert DivisionCode("530114").prefecture == DivisionCode("530100")


def test_findings_of_a_leg_stand_in_its_row(plan: ReturnPlan) -> None:
    note = Finding(rule="X-1", severity=Severity.INFO, subject="K1-1", message=Text.same("m"))
    of_leg, of_other = evolve(note, kind="leg"), evolve(note, kind="lodging")
    more = evolve(plan, findings=Findings.of([*plan.findings, note, of_leg, of_other]))

    assert runs(more)["K1-1"].findings == (of_leg, note)
