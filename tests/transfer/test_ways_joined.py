"""Ways that a table lacks are driven over those that it has: the quickest, and with the rests where they meet."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.ids import PlaceId
from laborcoop.transfer import RestPlace, Road, TravelTimes, Way, joined

PLACES = [PlaceId(name) for name in "ABCDE"]


def table(ways: dict[tuple[str, str], int]) -> TravelTimes:
    return TravelTimes(
        tuple(Way(start=PlaceId(a), end=PlaceId(b), minutes=far, km=Decimal(far)) for (a, b), far in ways.items())
    )


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")).filter(lambda ends: ends[0] != ends[1]),
        st.integers(1, 50),
        max_size=7,
    ),
    st.none() | st.integers(1, 50),
)
@settings(max_examples=80)
def test_a_joined_way_is_the_quickest_of_all_chains_and_a_given_one_gives_room_where_it_is_too_long_alone(
    ways: dict[tuple[str, str], int], longest: int | None
) -> None:
    given_ways = table(ways)
    found = joined(given_ways, PLACES, longest=longest)
    for start, end in permutations(PLACES, 2):
        known = given_ways.find(start, end)
        chains = [
            (start, *between, end)
            for count in range(4)
            for between in permutations([place for place in PLACES if place not in {start, end}], count)
        ]
        driven = [
            [given_ways.between(a, b).minutes for a, b in pairwise(chain)]
            for chain in chains
            if all(given_ways.find(a, b) for a, b in pairwise(chain))
        ]
        rested = [each for each in driven if longest is None or max(each) <= longest]
        way = found.find(start, end)
        if known is not None and (not rested or longest is None or known.minutes <= longest):
            assert way == known
        else:
            assert (None if way is None else way.minutes) == min(map(sum, rested or driven), default=None)
            assert way is None or sum(part.km for part in way.parts()) == way.km


def test_a_way_that_is_joined_in_one_direction_alone_stays_as_it_was_in_the_other() -> None:
    # From B to A the road is too long to drive without a rest, so that B to E is as well whichever way one goes.
    ways = table({("E", "B"): 30, ("E", "A"): 10, ("A", "B"): 10, ("B", "A"): 40})
    found = joined(ways, PLACES, longest=20)
    assert [rest.place for rest in found.between(PlaceId("E"), PlaceId("B")).rests] == ["A"]
    assert found.between(PlaceId("B"), PlaceId("E")) == ways.between(PlaceId("B"), PlaceId("E"))


def test_ways_meet_at_rest_places_too_and_keep_their_roads() -> None:
    rest = (RestPlace(place=PlaceId("R"), minutes=30, km=Decimal(20), road=Road.MOUNTAIN),)
    one = Way(start=PlaceId("A"), end=PlaceId("S"), minutes=100, km=Decimal(90), rests=rest)
    other = Way(start=PlaceId("B"), end=PlaceId("S"), minutes=80, km=Decimal(80), rests=rest)
    way = joined(TravelTimes((one, other)), [PlaceId("A"), PlaceId("B")]).between(PlaceId("A"), PlaceId("B"))
    assert (way.minutes, way.km) == (60, Decimal(40))
    assert [(part.start, part.end, part.road) for part in way.parts()] == [
        ("A", "R", Road.MOUNTAIN),
        ("R", "B", Road.MOUNTAIN),
    ]


def test_where_nothing_is_lacking_or_can_be_joined_the_table_stays_as_it_is() -> None:
    whole = table({("A", "B"): 10})
    assert joined(whole, [PlaceId("A"), PlaceId("B")]) is whole
    assert joined(whole, [PlaceId("A"), PlaceId("E")]) == whole
