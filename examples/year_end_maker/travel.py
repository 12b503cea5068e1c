"""The return of 2023 as it went: 400 and 597 persons at the gate, who did not come, who changed batch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrs import frozen
from spring_return_maker.frame import BATCHES, Batch, at, stream

from year_end_maker.people import Person
from year_end_maker.work import Spell, in_post

ARRIVED = (400, 597)
"""At the gate, of each batch; the article gives the second, and both together."""

_NEW = (39, 78)
"""Of them new in post, 117 in all."""

_NO_SHOW, _WITHDRAWN, _MOVED = (5, 22), (2, 7), 3
"""Registered and not arrived, by batch; three of the first batch moved to the second."""

_LATE = (timedelta(minutes=12), timedelta())
"""How much after its timetable the train of each batch came."""

_DEADLINE = timedelta(days=9)


@frozen(kw_only=True)
class Trip:
    """One person registered for one batch: at the gate, or how it ended."""

    worker: str
    batch: Batch
    end: str = ""


def trips(people: Sequence[Person], work: Sequence[Spell]) -> tuple[Trip, ...]:
    """Everybody registered for either batch."""
    rng = stream("year-end/travel")
    new = [person.id for person in people if person.cohort == "2023"]
    own = {person.id for person in people if person.cohort != "2023"}
    returning = sorted(own & set(in_post(work, BATCHES[0].feeder_day)))
    rng.shuffle(returning)
    made: list[Trip] = []
    moved: list[str] = []
    for place, batch in enumerate(BATCHES):
        fresh, new = new[: _NEW[place]], new[_NEW[place] :]
        wanted = ARRIVED[place] - len(fresh) - len(moved)
        going, returning = returning[:wanted], returning[wanted:]
        made += [Trip(worker=one, batch=batch) for one in (*fresh, *going, *moved)]
        moved = returning[:_MOVED] if place == 0 else []
        made += [Trip(worker=one, batch=batch, end="已改批次") for one in moved]
        returning = returning[len(moved) :]
        for count, end in ((_NO_SHOW[place], "未到"), (_WITHDRAWN[place], "已退出")):
            made += [Trip(worker=one, batch=batch, end=end) for one in returning[:count]]
            returning = returning[count:]
    return tuple(sorted(made, key=lambda trip: (trip.batch.number, trip.worker)))


def journey_rows(made: Sequence[Trip]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of journeys."""
    yield (
        "务工人员编号",
        "批次编号",
        "报名时间",
        "出家门时间",
        "上车时间",
        "到达时间",
        "接站时间",
        "进厂门时间",
        "未到厂原因",
        "中止时间",
    )
    rng = stream("year-end/hours")
    for trip in made:
        listed = at(trip.batch.feeder_day, 9, 0) - _DEADLINE + timedelta(hours=rng.randrange(8))
        moments = [""] * 5
        ended = ""
        if trip.end:
            ended = _written(at(trip.batch.feeder_day, 12, 0) - timedelta(days=0 if trip.end == "未到" else 2))
        else:
            moments = [_written(moment) for moment in _moments(trip, rng)]
        yield trip.worker, trip.batch.convoy, _written(listed), *moments, trip.end, ended


def _moments(trip: Trip, rng: random.Random) -> Iterator[datetime]:
    """Out of the door, on the coach, in Zhuhai, met at the station, in at the gate the same evening or the next day."""
    batch = trip.batch
    home = at(batch.feeder_day, 7, 0) + timedelta(minutes=5 * rng.randrange(18))
    arrived = at(batch.train_day, *batch.arrive) + _LATE[batch.number - 1]
    yield home
    yield home + timedelta(minutes=30 + 5 * rng.randrange(8))
    yield arrived
    yield arrived + timedelta(minutes=10)
    if stays_a_night(trip):
        yield at(batch.next_day, 9, 0) + timedelta(minutes=10 * rng.randrange(12))
    else:
        yield arrived + timedelta(minutes=60 + 5 * rng.randrange(12))


def stays_a_night(trip: Trip) -> bool:
    """Whether somebody sleeps at the Home before going to the gate: about three in ten."""
    return int(trip.worker[2:]) % 10 in {1, 4, 7}


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
