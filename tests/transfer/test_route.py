"""Routes: chains of legs in time, across a town on the long haul, step by step on local coaches."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.ids import ConvoyId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.transfer import Convoy, Leg, Ride, Stop, TransportMode, Vehicle
from laborcoop.transfer.route import Network, Route, nights, parted

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2023, 2, 5, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
CONVOY = ConvoyId("CV-1")
HUBS = {PlaceId(place): town for place, town in {"K1": "K", "K2": "K", "K3": "K", "Z1": "Z", "Z2": "Z"}.items()}


def leg(name: str, *stops: tuple[str, int] | tuple[str, int, str], wait: int = 0) -> Leg:
    """Stops at a minute of the day; ``-`` for a rest, ``<`` where one only alights, ``>`` where one only boards."""
    return Leg(
        id=LegId(name),
        vehicle=Vehicle(id=VehicleId(f"V-{name}"), mode=TransportMode.CHARTER_COACH, rated=49),
        stops=tuple(
            Stop(
                place=PlaceId(stop[0]),
                arrive=START + stop[1] * MINUTE,
                depart=START + (stop[1] + wait) * MINUTE,
                boarding=stop[2:] not in {("-",), ("<",)},
                alighting=stop[2:] not in {("-",), (">",)},
            )
            for stop in stops
        ),
    )


def network(*legs: Leg, barred: tuple[LegId, ...] = ()) -> Network:
    return Network.of([Convoy(id=CONVOY, batch=1, name=Text.same("1"), legs=legs)], HUBS, barred)


def ids(routes: tuple[Route, ...]) -> list[str]:
    return [route.id for route in routes]


FEEDER = leg("feeder", ("A", 100), ("B", 200), ("rest", 250, "-"), ("K1", 600))
TRAIN = leg("train", ("K2", 1000), ("Z1", 1500))
SHUTTLE = leg("shuttle", ("K1", 700), ("K3", 720), ("K2", 750))


def test_a_route_goes_from_the_stop_to_the_first_place_of_the_hub() -> None:
    (route,) = network(FEEDER, TRAIN, SHUTTLE).long_haul(CONVOY, PlaceId("B"), PlaceId("K2"))
    assert route.id == "feeder:1-3"
    assert (route.depart, route.arrive, route.end) == (START + 200 * MINUTE, START + 600 * MINUTE, "K1")
    assert list(route.sections()) == [("feeder", 1), ("feeder", 2)]
    assert [(hop.start, hop.end) for hop in route.hops] == [("B", "K1")]


def test_on_the_long_haul_one_changes_across_a_town() -> None:
    assert ids(network(FEEDER, TRAIN).long_haul(CONVOY, PlaceId("A"), PlaceId("Z2"))) == ["feeder:0-3|train:0-1"]


def test_outside_a_town_one_changes_where_one_alights() -> None:
    on = leg("on", ("B", 300), ("K1", 500))
    elsewhere = leg("elsewhere", ("C", 300), ("K1", 500))
    found = network(FEEDER, on, elsewhere).long_haul(CONVOY, PlaceId("A"), PlaceId("K2"))
    assert ids(found) == ["feeder:0-1|on:0-1", "feeder:0-3"]


@pytest.mark.parametrize(
    ("legs", "barred"),
    [
        ((FEEDER, leg("train", ("K2", 599), ("Z1", 1500))), ()),
        ((FEEDER, leg("train", ("K2", 1000, "<"), ("Z1", 1500))), ()),
        ((FEEDER, leg("train", ("K2", 1000), ("Z1", 1500, ">"))), ()),
        ((FEEDER, TRAIN), (LegId("train"),)),
        ((FEEDER, TRAIN), (LegId("feeder"),)),
        ((TRAIN,), ()),
    ],
    ids=["the train has left", "nobody boards", "nobody alights", "barred train", "barred coach", "no coach"],
)
def test_there_is_no_route_where_a_link_is_missing(legs: tuple[Leg, ...], barred: tuple[LegId, ...]) -> None:
    assert network(*legs, barred=barred).long_haul(CONVOY, PlaceId("A"), PlaceId("Z2")) == ()


def test_a_train_may_leave_as_the_coach_arrives() -> None:
    at_once = leg("train", ("K2", 600), ("Z1", 1500))
    assert ids(network(FEEDER, at_once).long_haul(CONVOY, PlaceId("A"), PlaceId("Z2"))) == ["feeder:0-3|train:0-1"]


def test_a_convoy_without_legs_of_the_kind_has_no_route() -> None:
    assert network(SHUTTLE).long_haul(CONVOY, PlaceId("K1"), PlaceId("K2")) == ()
    assert network(FEEDER).across(CONVOY, PlaceId("K1"), PlaceId("K2"), START) == ()
    assert network(FEEDER).across(ConvoyId("CV-2"), PlaceId("K1"), PlaceId("K2"), START) == ()
    assert network(FEEDER).hub(PlaceId("A")) == ""
    assert network(FEEDER).hub(PlaceId("K1")) == "K"


def test_across_town_what_leaves_time_to_change_comes_first_then_the_earliest_arrival() -> None:
    town = network(
        leg("a", ("K1", 712), ("K2", 800)),
        leg("b", ("K1", 710), ("K2", 730)),
        leg("tight", ("K1", 709), ("K2", 720)),
        leg("c", ("K1", 699), ("K2", 720)),
        leg("early", ("K1", 10), ("K2", 20)),
    )
    assert ids(town.across(CONVOY, PlaceId("K1"), PlaceId("K2"), START + 700 * MINUTE)) == [
        "b:0-1",
        "a:0-1",
        "tight:0-1",
    ]


def test_local_coaches_are_changed_only_where_one_gets_off() -> None:
    first = leg("first", ("K1", 700), ("K2", 710))
    meets = leg("meets", ("K2", 710), ("K3", 730))
    apart = leg("apart", ("K1", 720), ("K3", 740))
    assert ids(network(first, meets).across(CONVOY, PlaceId("K1"), PlaceId("K3"), START)) == ["first:0-1|meets:0-1"]
    assert (
        network(leg("only", ("K2", 700), ("K1", 710)), apart).across(
            CONVOY, PlaceId("K2"), PlaceId("K3"), START + 705 * MINUTE
        )
        == ()
    )


def test_across_town_one_changes_once_at_the_most() -> None:
    town = [leg(f"{i}", (f"K{i}", 700 + 10 * i), (f"K{i + 1}", 705 + 10 * i)) for i in (1, 2)]
    assert ids(network(*town).across(CONVOY, PlaceId("K1"), PlaceId("K3"), START)) == ["1:0-1|2:0-1"]
    last = leg("3", ("K3", 740), ("K4", 750))
    more = Network.of(
        [Convoy(id=CONVOY, batch=1, name=Text.same("1"), legs=(*town, last))], {**HUBS, PlaceId("K4"): "K"}
    )
    assert more.across(CONVOY, PlaceId("K1"), PlaceId("K4"), START) == ()


def test_a_gate_in_no_town_is_reached_by_a_leg_that_stops_at_it_and_by_no_other() -> None:
    road = leg("road", ("A", 100), ("B", 200), ("gate", 300))
    assert ids(network(road).long_haul(CONVOY, PlaceId("A"), PlaceId("gate"))) == ["road:0-2"]
    assert network(road).long_haul(CONVOY, PlaceId("A"), PlaceId("other")) == ()


def test_no_town_is_entered_twice() -> None:
    back = leg("back", ("K2", 700), ("B", 800))
    again = leg("again", ("B", 850), ("K3", 900))
    train = leg("train", ("K3", 1000), ("Z1", 1500))
    assert ids(network(FEEDER, back, again, train).long_haul(CONVOY, PlaceId("A"), PlaceId("Z2"))) == [
        "feeder:0-1|again:0-1|train:0-1",
        "feeder:0-3|train:0-1",
    ]


def test_a_route_has_no_more_than_four_legs() -> None:
    chain = [leg(f"L{i}", (f"P{i}", 100 * i), (f"P{i + 1}", 100 * i + 50)) for i in range(4)]
    short = network(*chain[:3], leg("last", ("P3", 300), ("K1", 350)))
    long = network(*chain, leg("last", ("P4", 400), ("K1", 450)))
    assert len(short.long_haul(CONVOY, PlaceId("P0"), PlaceId("K2"))[0].hops) == 4
    assert long.long_haul(CONVOY, PlaceId("P0"), PlaceId("K2")) == ()


THROUGH = leg("through", ("K1", 700), ("K2", 710), ("Z1", 800), ("Z2", 810), ("K3", 900))


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("K1", "K2", ["through:0-1"]),
        ("K1", "K3", ["through:0-4"]),
        ("Z1", "Z2", ["through:2-3"]),
        ("K1", "Z1", []),
        ("A", "K1", []),
    ],
)
def test_a_part_of_a_coach_is_local_that_ends_in_the_town_where_it_began(
    start: str, end: str, found: list[str]
) -> None:
    net = network(THROUGH, leg("early", ("A", 100), ("K1", 200)))
    assert ids(net.across(CONVOY, PlaceId(start), PlaceId(end), START)) == found


def test_the_same_coach_goes_from_town_to_town() -> None:
    assert ids(network(FEEDER, THROUGH).long_haul(CONVOY, PlaceId("A"), PlaceId("Z2"))) == [
        "feeder:0-3|through:0-2",
        "feeder:0-3|through:0-3",
        "feeder:0-3|through:1-2",
        "feeder:0-3|through:1-3",
    ]


def test_nobody_crosses_a_town_by_a_coach_that_is_left_out() -> None:
    net = network(THROUGH, SHUTTLE)
    assert ids(net.across(CONVOY, PlaceId("K1"), PlaceId("K2"), START)) == ["through:0-1", "shuttle:0-2"]
    out = frozenset({LegId("through")})
    assert ids(net.across(CONVOY, PlaceId("K1"), PlaceId("K2"), START, out)) == ["shuttle:0-2"]
    (route, *_) = net.long_haul(CONVOY, PlaceId("K1"), PlaceId("Z1"))
    assert net.on_both(route.hops) == out
    assert network(SHUTTLE).on_both(route.hops) == frozenset()


@pytest.mark.parametrize(
    "stops",
    [
        (("K1", 700, "<"), ("K2", 710), ("Z1", 800)),
        (("K1", 700), ("K2", 710, ">"), ("Z1", 800)),
        (("A", 600), ("B", 700), ("Z1", 800)),
    ],
    ids=["nobody boards", "nobody gets off", "in no town"],
)
def test_no_part_is_local_that_nobody_can_ride(stops: tuple[tuple[str, int] | tuple[str, int, str], ...]) -> None:
    net = network(leg("coach", *stops))
    assert net.across(CONVOY, PlaceId("K1"), PlaceId("K2"), START) == ()
    assert net.across(CONVOY, PlaceId("A"), PlaceId("B"), START) == ()


@pytest.mark.parametrize(("whole", "found"), [(False, []), (True, ["rail:0-1"])], ids=["goes on", "stays in town"])
def test_a_train_is_local_only_where_it_never_leaves_the_town(found: list[str], *, whole: bool) -> None:
    stops = [("K1", 700), ("K2", 710), *([] if whole else [("Z1", 800)])]
    train = leg("rail", *stops)
    rail = evolve(train, vehicle=evolve(train.vehicle, mode=TransportMode.SPECIAL_TRAIN))
    assert ids(network(rail).across(CONVOY, PlaceId("K1"), PlaceId("K2"), START)) == found


def test_of_the_rides_of_a_way_the_first_is_always_of_the_long_haul() -> None:
    legs = {str(one.id): one for one in (THROUGH, SHUTTLE, TRAIN)}
    way = [("shuttle", "K1", "K2"), ("through", "K2", "K3"), ("train", "K2", "Z1"), ("through", "Z1", "Z2")]
    rides = [
        Ride(worker=WorkerId("W-1"), leg=LegId(name), board=PlaceId(start), alight=PlaceId(end), seat="1")
        for name, start, end in way
    ]
    haul, local = parted(rides, legs, HUBS)
    assert (haul, local) == ((rides[0], rides[2]), (rides[1], rides[3]))


LEGS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["A", "B", "K1", "K2", "Z1", "Z2"]), min_size=2, max_size=3, unique=True),
        st.integers(0, 300),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(plan=LEGS)
def test_every_route_leads_on_in_time_and_place_and_rides_no_leg_twice(plan: list[tuple[list[str], int]]) -> None:
    legs = [
        leg(f"L{i}", *((place, minute + 60 * j) for j, place in enumerate(places)))
        for i, (places, minute) in enumerate(plan)
    ]
    net = network(*legs)
    for route in net.long_haul(CONVOY, PlaceId("A"), PlaceId("Z2")):
        assert route.hops[0].start == "A"
        assert net.hub(route.end) == "Z"
        assert len({hop.leg.id for hop in route.hops}) == len(route.hops)
        for first, second in pairwise(route.hops):
            assert first.arrive <= second.depart
            assert first.end == second.start or net.hub(first.end) == net.hub(second.start) != ""


@pytest.mark.parametrize(
    ("arrive", "depart", "evenings"),
    [
        (datetime(2023, 2, 5, 21, 30), datetime(2023, 2, 6, 8, 35), [5]),  # noqa: DTZ001 - the test adds the zone
        (datetime(2023, 2, 6, 2, 59), datetime(2023, 2, 6, 8), [5]),  # noqa: DTZ001 - the same
        (datetime(2023, 2, 6, 3, 0), datetime(2023, 2, 6, 8), [5]),  # noqa: DTZ001 - the same
        (datetime(2023, 2, 6, 3, 1), datetime(2023, 2, 6, 8), []),  # noqa: DTZ001 - the same
        (datetime(2023, 2, 5, 21), datetime(2023, 2, 6, 2, 59), []),  # noqa: DTZ001 - the same
        (datetime(2023, 2, 5, 21), datetime(2023, 2, 6, 3, 0), [5]),  # noqa: DTZ001 - the same
        (datetime(2023, 2, 5, 8), datetime(2023, 2, 5, 20), []),  # noqa: DTZ001 - the same
        (datetime(2023, 2, 5, 8), datetime(2023, 2, 8, 8), [5, 6, 7]),  # noqa: DTZ001 - the same
    ],
)
def test_a_night_is_a_wait_through_the_small_hours(arrive: datetime, depart: datetime, evenings: list[int]) -> None:
    found = nights(arrive.replace(tzinfo=ZONE), depart.replace(tzinfo=ZONE))
    assert list(found) == [date(2023, 2, day) for day in evenings]
