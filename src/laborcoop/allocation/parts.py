"""Very many workers in parts: read, priced and placed piece by piece on an executor, with one certificate for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from numbers import Real
from operator import attrgetter
from typing import Any, Unpack

from laborcoop.allocation.checks import Faults
from laborcoop.allocation.demands import Demands
from laborcoop.allocation.executor import Executor, Here, run
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import readable
from laborcoop.allocation.part_classes import Classes
from laborcoop.allocation.part_reading import Part, Reading, Rule, joined, read_part
from laborcoop.allocation.part_result import PartsResult, Reasons
from laborcoop.allocation.part_rounds import Rounds
from laborcoop.allocation.rules import PairRule, Preference, of_kind
from laborcoop.allocation.watch import Progress
from laborcoop.kernel.text import Text

_PER_TASK = 25_000
_PER_POST = 12
_GOAL = Text("分值", "score")
_PART = Text("第 {number} 份（从 0 数起）", "part {number}, counted from 0,")


def allocate_in_parts(  # noqa: PLR0913 - what a problem by rules takes, and how to work it out
    parts: Iterable[Part],
    posts: Iterable[Any],
    *,
    rules: Iterable[PairRule] = (),
    preferences: Iterable[Preference] = (),
    on: date | None = None,
    capacity: Mapping[str, int] | Callable[[Any], int] = attrgetter("openings"),
    id_of: Callable[[Any], str] = attrgetter("id"),
    executor: Executor | None = None,
    most_gap: Fraction | float = Fraction(1, 1000),
    per_task: int | None = None,
    progress: Callable[[Progress], bool | None] | None = None,
    **demands: Unpack[Demands],
) -> PartsResult:
    """Place workers for the best score, part by part, with a proof of how near the best that is.

    Where :func:`allocate` wants everybody at once, this wants them in parts, and needs no part beside another: each is
    read, priced and placed where ``executor`` runs it. Here stay, of each worker, the id and a number per rule. The
    answer depends neither on the executor nor on how the workers are parted, nor on the order of anything.

    Args:
        parts: the workers: for each part either workers, or a function without arguments that loads them, which is
            called where the part is read, and again for ``verify``. Nobody is in two parts.
        posts: the places: objects of any kind.
        rules: what forbids a pair. To be sent to other processes, their functions stand at the top of a module.
        preferences: what a pair is worth; the same.
        on: the day that keys with a parameter ``on`` are given.
        capacity: post id -> openings, or what reads them from a post (its ``openings``).
        id_of: reads the id of a worker, and of a post (their ``id``).
        executor: what runs the work, with ``submit(function, *arguments)`` and futures with ``result()``: a process
            pool, Dask's ``client.get_executor()``; here and one piece after the other if there is none.
        most_gap: how far the score may stay below the bound, as a part of the bound, from 0 up to 1.
        per_task: how many people one task places at the most; those whom nothing tells apart count once. By default
            25 000, or twelve for each post if that is more. With everybody in one task the answer is proved the best.
        progress: told the score and the bound after each round; returning True ends the search there.
        **demands: none is honoured; here to be refused by name.

    Raises:
        ProblemError: an id is in two of ``parts``, ``**demands`` are given, or another argument contradicts itself;
            with every contradiction in ``faults``.
        TaskError: ``executor`` could not finish a piece of work: a process was lost, or a function that was given
            failed.
        MissingExtra: numpy or OR-tools is not installed.
    """
    runner = Here() if executor is None else executor
    faults = Faults()
    kept = tuple(
        part if callable(part) else tuple(faults.several(part, _PART.format(number=number)))
        for number, part in enumerate(faults.several(parts, Text("各份", "the parts")))
    )
    listed = tuple(faults.several(posts, Text("岗位", "the posts")))
    every: tuple[Rule, ...] = (
        *of_kind(rules, PairRule, Text("规则", "the rules"), faults),
        *of_kind(preferences, Preference, Text("偏好", "the preferences"), faults),
    )
    faults.function(progress, Text.same("progress"))
    near = _check(demands, most_gap, per_task, faults)
    faults.done()
    nobody = read_part((), 0, every, on, id_of)
    # Whatever is wrong with the posts is said before a worker is read.
    Classes.of(nobody, listed, every, on, capacity, id_of)
    works = [(part, number, every, on, id_of) for number, part in enumerate(kept)]
    readings = run(runner, read_part, works, faults)
    faults.done()
    reading = joined([nobody, *readings])
    reading.repeated(faults)
    faults.done()
    classes = Classes.of(reading, listed, every, on, capacity, id_of)
    search = Rounds(
        executor=runner,
        everybody=classes.share,
        kind=classes.kind,
        room=classes.room,
        per_task=max(_PER_TASK, _PER_POST * len(listed)) if per_task is None else per_task,
        most_gap=near,
    )

    def tell(score: int, bound: int) -> bool:
        return progress is not None and bool(progress(Progress(_GOAL, 1, 1, score, bound)))

    seats, prices = search.best(tell)
    places = classes.share.places
    at = dict(zip(reading.ids, classes.places_of(seats).tolist(), strict=True))
    kind = dict(zip(reading.ids, classes.kind.tolist(), strict=True))
    price = dict(zip(places, prices.price.tolist(), strict=True))
    names = readable(reading.ids)
    missed = prices.bound - seats.value
    return PartsResult(
        status="proved" if missed == 0 else "certified" if missed <= near * prices.bound else "feasible",
        placed=Fixed({name: places[at[name]] for name in names if at[name] >= 0}),
        unplaced=Reasons(
            number=Fixed({name: kind[name] for name in names if at[name] < 0}),
            places=places,
            price=prices.price,
            nearest=search.nearest(prices.price),
        ),
        score=seats.value,
        bound=prices.bound,
        price=Fixed({place: price[place] for place in readable(price)}),
        most_gap=near,
        capacity=classes.capacity,
        parts=kept,
        posts=listed,
        rules=every,
        on=on,
        id_of=id_of,
        members=_members(reading, len(kept)),
    )


def _members(reading: Reading, parts: int) -> tuple[tuple[str, ...], ...]:
    """The ids of each part."""
    members: list[list[str]] = [[] for _ in range(parts)]
    for name, part in zip(reading.ids, reading.part.tolist(), strict=True):
        members[part].append(name)
    return tuple(map(tuple, members))


def _check(demands: Mapping[str, Any], most_gap: Fraction | float, per_task: int | None, faults: Faults) -> Fraction:
    """The gap that is wanted; a fault for each setting that cannot be."""
    for what, given in demands.items():
        if what not in Demands.__annotations__:
            faults.add("没有名为 {what} 的要求", "there is no demand {what}", what=what)
        elif given:
            faults.add(
                "分份求解不能保证 {what}：请用 allocate 整体求解",
                "allocation in parts cannot honour {what}: use allocate for the whole",
                what=what,
            )
    if per_task is not None:
        faults.whole(per_task, Text.same("per_task"), least=1)
    if isinstance(most_gap, bool) or not isinstance(most_gap, Real) or not 0 <= most_gap < 1:
        faults.add(
            "most_gap 应从 0 到 1（不含 1），而不是 {value}",
            "most_gap must be from 0 up to 1, not {value}",
            value=most_gap,
        )
        return Fraction(0)
    return Fraction(most_gap)
