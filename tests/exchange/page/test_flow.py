"""The flow of people: nobody appears and nobody vanishes between two columns."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from attrs import evolve

from laborcoop.employers import Employer
from laborcoop.exchange.page.flow import Flow, flow, tones_of
from laborcoop.exchange.page.names import Names
from laborcoop.kernel.ids import EmployerId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.transfer import Convoy, Leg, TransportMode, Vehicle


@pytest.fixture(scope="module")
def drawn(plan: ReturnPlan) -> Flow:
    return _flow(plan)


def _flow(plan: ReturnPlan) -> Flow:
    return flow(plan, Names.of(plan.case), tones_of([convoy.id for convoy in plan.case.convoys]))


def test_everyone_who_arrives_leaves_a_county_and_reaches_an_employer(plan: ReturnPlan, drawn: Flow) -> None:
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for ribbon in drawn.picture.ribbons:
        out[ribbon.start.split(" ")[0]] += ribbon.value
        into[ribbon.end.split(" ")[0]] += ribbon.value

    assert out["county"] == into["employer"] == len(plan.travellers)
    assert out["night"] == into["night"] == 2 * len(plan.travellers)
    assert out["train"] == into["train"] == len(plan.travellers)


def test_what_flows_into_a_station_flows_out_of_it(drawn: Flow) -> None:
    for key in drawn.nodes:
        into = sum(ribbon.value for ribbon in drawn.picture.ribbons if ribbon.end == key)
        out = sum(ribbon.value for ribbon in drawn.picture.ribbons if ribbon.start == key)
        assert into == out or key.split(" ")[0] in {"county", "employer"}


def test_the_columns_say_what_they_hold(drawn: Flow) -> None:
    assert [head.en for _, head in drawn.heads] == [
        "County",
        "Coaches",
        "Night in Kunming",
        "Train",
        "Night in Zhuhai",
        "Employer",
    ]


def test_stations_are_named_with_their_batch_and_hour(drawn: Flow) -> None:
    titles = {node.title.en: node.note.en for node in drawn.nodes.values()}

    assert titles["D3812/D3809"] == "batch 2, Mon 6 Feb 08:35"
    assert titles["1 coach"] == "batch 1, Wed 1 Feb"
    assert titles["2 coaches"] == "batch 2, Sun 5 Feb"
    assert titles["Lushui"] == titles["no bed needed"] == ""


def test_each_batch_that_travels_has_its_colour(drawn: Flow) -> None:
    assert drawn.tones == ((0, Text("第1批", "Batch 1")), (1, Text("第2批", "Batch 2")))


def test_colours_repeat_after_five_batches() -> None:
    assert list(tones_of(list("abcdefg")).values()) == [0, 1, 2, 3, 4, 0, 1]


def test_where_nobody_travels_there_is_nothing_to_draw(case: Case) -> None:
    stay = tuple(evolve(registration, willing=False) for registration in case.registrations)
    drawn = _flow(plan_return(evolve(case, registrations=stay)))

    assert (drawn.nodes, drawn.heads, drawn.tones, drawn.picture.boxes) == ({}, (), (), ())


def test_small_employers_beyond_the_first_24_stand_together(plan: ReturnPlan) -> None:
    employers = tuple(
        evolve(plan.case.employers[0], id=EmployerId(f"X-{i:02}"), name=Text.same(f"X {i:02}")) for i in range(30)
    )
    many = _many(plan, employers)
    titles = [node.title.en for node in _flow(many).nodes.values() if node.key.startswith("employer")]

    assert len(titles) == 25
    assert titles.count("other employers") == 1


def _many(plan: ReturnPlan, employers: tuple[Employer, ...]) -> ReturnPlan:
    """The plan with each of its people three times, each to an employer of the own."""
    workers = {worker.id: worker for worker in plan.case.workers}
    copies = [(worker, WorkerId(f"{worker}-{i}")) for worker in plan.travellers for i in range(3)]
    of = dict(zip((name for _, name in copies), employers, strict=True))
    return evolve(
        plan,
        case=evolve(
            plan.case,
            employers=employers,
            workers=tuple(evolve(workers[worker], id=name) for worker, name in copies),
            registrations=tuple(
                evolve(registration, worker=name)
                for worker, name in copies
                for registration in plan.case.registrations
                if registration.worker == worker
            ),
        ),
        matches={name: evolve(plan.matches[worker], worker=name, employer=of[name].id) for worker, name in copies},
        handovers={name: evolve(plan.handovers[worker], worker=name, employer=of[name].id) for worker, name in copies},
        rides=tuple(
            evolve(ride, worker=name) for ride in plan.rides for worker, name in copies if ride.worker == worker
        ),
    )


def _by_air(case: Case, *, numbers: frozenset[int]) -> Case:
    """The case with a flight in place of the train of some batches."""

    def changed(convoy: Convoy) -> Convoy:
        if convoy.batch not in numbers:
            return convoy
        vehicle = Vehicle(id=VehicleId("V-AIR"), mode=TransportMode.CHARTER_FLIGHT, rated=40)
        return evolve(convoy, legs=tuple(_fly(leg, vehicle) if leg.mode.is_rail else leg for leg in convoy.legs))

    return evolve(case, convoys=tuple(map(changed, case.convoys)))


def _fly(leg: Leg, vehicle: Vehicle) -> Leg:
    return evolve(leg, vehicle=vehicle, train=None, stops=(leg.stops[0], evolve(leg.stops[1])))


@pytest.mark.parametrize(
    ("numbers", "head"),
    [
        pytest.param(frozenset({1, 2}), "Flight", id="all fly"),
        pytest.param(frozenset({1}), "Long haul", id="some fly, some go by train"),
    ],
)
def test_a_flight_is_called_a_flight(case: Case, numbers: frozenset[int], head: str) -> None:
    drawn = _flow(plan_return(_by_air(case, numbers=numbers)))

    assert [text.en for _, text in drawn.heads][3] == head
    assert any(node.title.en == "V-AIR" for node in drawn.nodes.values())


def test_a_batch_that_goes_straight_to_its_town_skips_the_columns_between(case: Case) -> None:
    def changed(convoy: Convoy) -> Convoy:
        if convoy.batch == 2:
            return convoy
        feeder = convoy.leg(LegId("F1-LS"))
        end = evolve(
            feeder.stops[-1],
            place=convoy.leg(LegId("Z1-1")).stops[0].place,
            arrive=feeder.stops[-1].arrive + timedelta(minutes=1),
            depart=feeder.stops[-1].depart + timedelta(minutes=1),
        )
        straight = evolve(feeder, stops=(*feeder.stops[:-1], end))
        local = [
            evolve(
                leg,
                stops=tuple(
                    evolve(stop, arrive=stop.arrive - timedelta(days=1), depart=stop.depart - timedelta(days=1))
                    for stop in leg.stops
                ),
            )
            for leg in convoy.legs
            if leg.id.startswith("Z")
        ]
        return evolve(convoy, legs=(straight, *local))

    planned = plan_return(evolve(case, convoys=tuple(map(changed, case.convoys))))
    drawn = _flow(planned)
    starts = {ribbon.start for ribbon in drawn.picture.ribbons if ribbon.tone == 0}

    assert len(planned.travellers) == 10
    assert {key.split(" ")[0] for key in starts} == {"county", "coach", "night"}
    assert not any(key.startswith("night 0 kunming") for key in starts)


def test_a_change_outside_the_towns_is_no_night(case: Case) -> None:
    def changed(convoy: Convoy) -> Convoy:
        if convoy.batch == 2:
            return convoy
        feeder = convoy.leg(LegId("F1-LS"))
        on_the_way = evolve(
            feeder.stops[0],
            place=PlaceId("P-GS"),
            arrive=feeder.stops[1].depart + timedelta(hours=1),
            depart=feeder.stops[1].depart + timedelta(hours=1),
        )
        first = evolve(feeder, stops=(*feeder.stops[:2], on_the_way))
        later = timedelta(minutes=30)
        start = evolve(on_the_way, arrive=on_the_way.arrive + later, depart=on_the_way.depart + later)
        second = evolve(feeder, id=LegId("F1-LS-2"), vehicle=_bus(), stops=(start, feeder.stops[-1]))
        others = (leg for leg in convoy.legs if not leg.id.startswith("F"))
        return evolve(convoy, legs=(first, second, *others))

    planned = plan_return(evolve(case, convoys=tuple(map(changed, case.convoys))))
    keys = [node.key for node in _flow(planned).nodes.values()]

    assert len(planned.travellers) == 10
    assert "coach 1 C-1" in keys
    assert not any(key.startswith("night 0  ") for key in keys)


def _bus() -> Vehicle:
    return Vehicle(id=VehicleId("V-BUS"), mode=TransportMode.CHARTER_COACH, rated=9)


def test_a_county_that_no_table_knows_stands_by_its_code(drawn: Flow) -> None:
    assert drawn.nodes["county 533399"].title == Text.same("533399")
