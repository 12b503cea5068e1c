"""Which bed each gets of a pool whose beds are alike: the own one, unless somebody would then have none."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.retention.bed_labels import Run, beside_adults, settled
from laborcoop.retention.bed_request import BedRequest

FIRST = Run((), Period(date(2023, 2, 5), date(2023, 2, 6)))
SECOND = Run((), Period(date(2023, 2, 6), date(2023, 2, 7)))
BOTH = Run((), Period(date(2023, 2, 5), date(2023, 2, 7)))


@pytest.mark.parametrize(
    ("own", "beds"),
    [
        pytest.param([None, None, None], ["a", "b", "a"], id="nobody had one: first come, first served"),
        pytest.param(["b", None, "b"], ["b", "a", "b"], id="the own bed"),
        pytest.param(["a", None, "b"], ["a", "b", "a"], id="both own beds would leave none for two nights"),
        pytest.param(["c", None, None], ["a", "b", "a"], id="the own bed is in another pool"),
    ],
)
def test_the_own_bed_is_given_where_that_leaves_one_for_everybody(own: list[str | None], beds: list[str]) -> None:
    assert settled("ab", [FIRST, BOTH, SECOND], own) == beds


def guest(number: int, who: str, period: Period) -> Run:
    """Somebody by a letter: an adult ``a``, a child ``c``, of the party that follows; ``z`` is somebody else."""
    one = BedRequest(
        worker=WorkerId(f"W-{number}"),
        sex=Sex.FEMALE,
        period=period,
        lodgings=frozenset({LodgingId("H")}),
        party=PartyId(who[1:]) if who[1:] else None,
        child=who[0] == "c",
        adult=who[0] == "a",
    )
    return Run((one,), period)


@pytest.mark.parametrize(
    ("people", "changed"),
    [
        pytest.param("z aP cP z", "cP aP z z", id="the child changes with who sleeps beside the adult"),
        pytest.param("aP cP z z", "aP cP z z", id="they are in one room"),
        pytest.param("aP aQ cQ cP", "aP aQ cQ cP", id="nobody gives way who has a child, too"),
        pytest.param("z zP cP z", "z zP cP z", id="no adult"),
        pytest.param("z a c z", "z a c z", id="no party"),
        pytest.param("aP z- cP z", "aP z- cP z", id="other nights"),
    ],
)
def test_a_child_gets_a_bed_in_the_room_of_an_adult_of_the_party(people: str, changed: str) -> None:
    """Two rooms of two beds each, given in this order."""
    names = people.split()
    runs = [guest(at, one.strip("-"), BOTH.period if "-" in one else FIRST.period) for at, one in enumerate(names)]
    beds = [(LodgingId("H"), RoomId(room), bed) for room in "12" for bed in (1, 2)]
    given = beside_adults(runs, beds)
    assert [names[given.index(bed)] for bed in beds] == changed.split()
