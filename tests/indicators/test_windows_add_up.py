"""Adjacent windows add up: everything that is counted has one day of its own, and nothing falls between two windows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import Basis
from laborcoop.indicators import CATALOGUE, measure, year_end_report
from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.ids import ConvoyId, LegId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

SUMS = [one for one in CATALOGUE if one.basis is Basis.CUMULATIVE and one.whole is None]
SINCE = date(2023, 1, 1)


@pytest.fixture(scope="module")
def season() -> lc.Case:
    """A season of two batches that are a night on their way, some of whose people come with another or not at all."""
    done = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 6))).carried_out()
    (convoy,) = done.convoys
    journeys = [one for one in done.records if isinstance(one, Journey)]
    later = evolve(
        convoy,
        id=ConvoyId("C-LATER"),
        batch=2,
        legs=tuple(
            evolve(
                leg,
                id=LegId(f"{leg.id}-2"),
                stops=tuple(
                    evolve(
                        stop,
                        arrive=stop.arrive + timedelta(days=1),
                        depart=stop.depart + timedelta(days=1),
                    )
                    for stop in leg.stops
                ),
            )
            for leg in convoy.legs
        ),
    )
    moved = [_moved(one, later.id) for one in journeys[3:]]
    missed = [
        Journey(
            worker=one.worker,
            convoy=convoy.id,
            registered_at=one.registered_at,
            end=JourneyEnd(at=one.boarded_at, how=EarlyEnd.NO_SHOW),
        )
        for one in journeys[3:5]
        if one.boarded_at is not None
    ]
    others = [one for one in done.records if not isinstance(one, Journey)]
    strangers = [_alone("C-ELSE", day) for day in (4, 5, 6)]
    return evolve(
        done,
        on=date(2023, 2, 12),
        convoys=(convoy, later),
        records=(*journeys[:3], *moved, *missed, *strangers, *others),
    )


def _moved(one: Journey, convoy: ConvoyId) -> Journey:
    names = ("left_home_at", "boarded_at", "arrived_at", "received_at", "entered_factory_at")
    moments: dict[str, Any] = {name: getattr(one, name) and getattr(one, name) + timedelta(days=1) for name in names}
    return evolve(one, convoy=convoy, **moments)


def _alone(convoy: str, day: int) -> Journey:
    """A way with a convoy that the case does not have, home to gate from evening to morning."""
    evening = datetime(2023, 2, day, 10, tzinfo=UTC)
    names = ("left_home_at", "boarded_at", "arrived_at", "received_at", "entered_factory_at")
    moments: dict[str, Any] = {name: evening + timedelta(hours=4 * n) for n, name in enumerate(names)}
    return Journey(
        worker=WorkerId(f"S-{day}"), convoy=ConvoyId(convoy), registered_at=evening - timedelta(days=3), **moments
    )


@pytest.mark.parametrize("cut", [date(2023, 2, day) for day in range(4, 11)], ids=str)
def test_the_figures_of_adjacent_windows_add_up(season: lc.Case, cut: date) -> None:
    end = season.on + timedelta(days=1)
    before, after, whole = (
        measure(season, windows=dict.fromkeys((one.code for one in SUMS), days), indicators=SUMS)
        for days in (Period(SINCE, cut), Period(cut, end), Period(SINCE, end))
    )
    codes = [figure.code for figure in whole]
    assert {"batches", "trips", "brought", "person_trips", "registered", "bed_nights"} <= set(codes)
    for code in codes:
        assert (before[code] + after[code]).count == whole[code].count, code
    # What happens to nobody twice adds up as it stands.
    for code in ("batches", "trips", "brought", "person_trips"):
        assert before[code].count.value + after[code].count.value == whole[code].count.value > 0, code


def test_who_leaves_on_one_day_and_comes_to_the_gate_on_the_next_is_brought_on_the_next(season: lc.Case) -> None:
    figures = measure(season, since=SINCE)
    arrivals = {row.on for row in figures["brought"].evidence()}
    departures = {row.on for row in figures["registered"].evidence()}
    assert max(arrivals) > max(departures)
    assert (figures["brought"].count.value, figures["registered"].count.value) == (9, 9)
    late = measure(season, since=max(arrivals))
    assert late["brought"].count.value == 4
    assert late["registered"].count.value == late["batches"].count.value == 0


def test_of_arrivals_at_one_moment_the_known_batch_counts_and_one_of_another_window_does_not(season: lc.Case) -> None:
    (one, *_) = [one for one in season.records if isinstance(one, Journey)]
    twin = evolve(one, convoy=ConvoyId("C-UNKNOWN"))
    year_ago = timedelta(days=365)
    before = evolve(
        _moved(one, ConvoyId("C-LATER")),
        **{
            name: getattr(one, name) - year_ago
            for name in (
                "registered_at",
                "left_home_at",
                "boarded_at",
                "arrived_at",
                "received_at",
                "entered_factory_at",
            )
        },
    )
    for records in ((one, twin, before), (before, twin, one)):
        report = year_end_report(evolve(season, records=records), since=SINCE, findings=Findings(()))
        (batches,) = [part for part in report.breakdowns if (part.code, part.by.en) == ("brought", "by batch")]
        assert [(part.label.en, part.count.value) for part in batches.parts] == [("batch 1", 1)]
