"""Several allocations in a row: own employer first, then the others (AL-03).

People placed in a stage take no part in the later ones, and take up places there wherever an id is the same.
Priority among the equally suitable is the ``priority`` of each stage's own problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, Unpack

from attrs import evolve, frozen

from laborcoop.allocation.allocate import allocate
from laborcoop.allocation.checks import Faults, as_written
from laborcoop.allocation.mapping import Fixed, is_in
from laborcoop.allocation.order import readable
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.result import Result
from laborcoop.allocation.settings import Settings, check_settings, not_honoured
from laborcoop.allocation.watch import Watch
from laborcoop.errors import UnknownName
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


Value = TypeVar("Value")

_AT = Text("阶段“{stage}”：{fault}", "stage '{stage}': {fault}")


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class Staged:
    """What :func:`allocate_in_stages` found."""

    problems: Mapping[str, Problem]
    """Stage -> the problem as it was given."""
    results: Mapping[str, Result]
    """Stage -> its result, of those whom no earlier stage placed and of what the earlier ones left free."""

    def __repr__(self) -> str:
        """Counts only."""
        return f"Staged({len(self.results)} stages, {len(self.placed)} placed, {len(self.unplaced)} unplaced)"

    @cached_property
    def placed(self) -> Mapping[str, str]:
        """Applicant id -> place id, over all stages."""
        found = {name: place for result in self.results.values() for name, place in result.placed.items()}
        return Fixed({name: found[name] for name in readable(found)})

    @cached_property
    def unplaced(self) -> Mapping[str, Mapping[str, tuple[Text, ...]]]:
        """Applicant id -> stage -> every reason, for each stage in which they took part."""
        everyone = readable(name for problem in self.problems.values() for name in problem.applicants)
        return Fixed(
            {
                name: Fixed(
                    {stage: result.unplaced[name] for stage, result in self.results.items() if name in result.unplaced}
                )
                for name in everyone
                if name not in self.placed
            }
        )

    def stage_of(self, applicant: str) -> str | None:
        """The stage that placed an applicant; None for somebody who is nowhere.

        Raises:
            UnknownName: ``applicant`` is in no stage.
        """
        for stage, result in self.results.items():
            if is_in(applicant, result.placed):
                return stage
        if is_in(applicant, self.unplaced):
            return None
        raise UnknownName(Text("没有申请人 {name}", "there is no applicant {name}").format(name=as_written(applicant)))

    def verify(self) -> tuple[Text, ...]:
        """What is wrong in a stage by its own check, or between the stages; empty when all is sound.

        Between stages: everybody is placed once or has their reasons, and no place holds more than it has, whoever
        came in which stage, nor fewer than the least cohort that a stage asks for there.
        """
        found = [
            _AT.format(stage=stage, fault=fault) for stage, result in self.results.items() for fault in result.verify()
        ]
        gone: set[str] = set()
        load: dict[str, int] = {}
        for stage, problem in self.problems.items():
            result = self.results[stage]
            found += _lost(stage, set(problem.applicants) - gone, result)
            for name, place in result.placed.items():
                size = problem.size.get(name, 1)
                load[place] = load.get(place, 0) + (size[place] if isinstance(size, Mapping) else size)
            found += _overfull(stage, {place: load[place] for place in result.placed.values()}, problem)
            found += _too_few(stage, load, problem)
            gone |= result.placed.keys()
        return tuple(found)


def _lost(stage: str, asked: AbstractSet[str], result: Result) -> list[Text]:
    text = Text("{name} 在阶段“{stage}”中缺失或多余", "{name} is missing from stage '{stage}', or too many there")
    names = readable(asked ^ {*result.placed, *result.unplaced})
    return [text.format(name=name, stage=stage) for name in names]


def _overfull(stage: str, load: Mapping[str, int], problem: Problem) -> list[Text]:
    text = Text(
        "到阶段“{stage}”为止，{place} 有 {taken} 人，只有 {room} 个名额",
        "by stage '{stage}' {place} has {taken}, and {room} openings",
    )
    return [
        text.format(stage=stage, place=place, taken=load[place], room=problem.capacity[place])
        for place in readable(load)
        if load[place] > problem.capacity[place]
    ]


def _too_few(stage: str, load: Mapping[str, int], problem: Problem) -> list[Text]:
    text = Text(
        "到阶段“{stage}”为止，{place} 有 {taken} 人，不足该阶段的最低人数 {least}",
        "by stage '{stage}' {place} has {taken}, fewer than the minimum of {least} there",
    )
    return [
        text.format(stage=stage, place=place, taken=load[place], least=problem.minimum[place])
        for place in readable(load.keys() & problem.minimum.keys())
        if load[place] < problem.minimum[place]
    ]


def allocate_in_stages(
    stages: Mapping[str, Problem], *, time_limit: float | None = None, **settings: Unpack[Settings]
) -> Staged:
    """Place applicants stage by stage.

    >>> from laborcoop.allocation import Problem
    >>> own = Problem.from_pairs([("W1", "P1", 1), ("W2", "P2", 1)], capacity={"P1": 1, "P2": 0})
    >>> others = Problem.from_pairs([("W2", "P1", 5), ("W2", "P3", 2), ("W3", "P3", 2)], capacity={"P1": 1, "P3": 1},
    ...     priority={"W3": 0})
    >>> staged = allocate_in_stages({"own employer": own, "open posts": others})
    >>> dict(staged.placed), staged.stage_of("W3")
    ({'W1': 'P1', 'W3': 'P3'}, 'open posts')
    >>> list(staged.unplaced["W2"]), staged.verify()
    (['own employer', 'open posts'], ())

    A later stage is asked of those whom no earlier one placed. Its capacities, and the ``least`` and ``most`` of its
    caps, are what they would be for everybody: those placed before count there by the places that they took, and so
    do they towards a least cohort: the later stage fills up all that is missing of it, or adds nobody. Nobody is moved
    again for a cohort's sake. Where an earlier stage has put fewer people at a place than a later one's cohort asks
    for, and too few join them, the place stays with fewer, and :meth:`Staged.verify` says so; an empty place gets its
    whole cohort or stays empty.

    Args:
        stages: name -> problem, in order. Places with one id are one place.
        time_limit: seconds for all stages together.
        **settings: those of :func:`laborcoop.allocation.allocate`, for every stage.

    Raises:
        ProblemError: a group of a later stage may be divided by an earlier one, or somebody is pinned in a later stage
            and takes part, without a pin, in an earlier one; and whatever ``allocate`` refuses.
        MissingExtra: ``optimal`` needs numpy and OR-tools.
    """
    _check(stages, time_limit, settings)
    watch = Watch(time_limit, None)
    taken: dict[str, tuple[str, int]] = {}
    results: dict[str, Result] = {}
    for stage, problem in stages.items():
        rest = _rest(problem, taken)
        results[stage] = allocate(rest, time_limit=watch.left(), **settings)
        taken |= {name: (place, rest.size_of(name, place)) for name, place in results[stage].placed.items()}
    return Staged(problems=Fixed(stages), results=Fixed(results))


def _rest(problem: Problem, taken: Mapping[str, tuple[str, int]]) -> Problem:
    """What a problem is once some are placed elsewhere, and at its own places."""
    load: dict[str, int] = {}
    for place, size in taken.values():
        load[place] = load.get(place, 0) + size
    caps = []
    for cap in problem.caps:
        used = sum(taken[name][1] for name in cap.applicants & taken.keys() if taken[name][0] in cap.places)
        caps.append(
            evolve(
                cap,
                applicants=cap.applicants - taken.keys(),
                least=max(0, cap.least - used),
                most=None if cap.most is None else max(0, cap.most - used),
            )
        )
    left = dict.fromkeys(name for name in problem.applicants if name not in taken)
    return evolve(
        problem,
        applicants=tuple(left),
        pairs=problem.pairs.only(left.keys()),
        regard=problem.regard_for(left.keys()),
        capacity=Fixed({place: max(0, count - load.get(place, 0)) for place, count in problem.capacity.items()}),
        minimum=Fixed({place: max(0, least - load.get(place, 0)) for place, least in problem.minimum.items()}),
        groups=tuple(group for group in problem.groups if group.isdisjoint(taken)),
        size=_without(problem.size, taken),
        tier=_without(problem.tier, taken),
        priority=_without(problem.priority, taken),
        caps=tuple(caps),
        pinned=_without(problem.pinned, taken),
        previous=_without(problem.previous, taken),
    )


def _without(given: Mapping[str, Value], gone: Mapping[str, object]) -> Mapping[str, Value]:
    return Fixed({name: value for name, value in given.items() if name not in gone})


def _check(stages: Mapping[str, Problem], time_limit: object, settings: Settings) -> None:
    """Everything that is asked for can be kept in each stage; groups stay whole and pins hold, whatever goes before."""
    faults = Faults()
    faults.seconds(time_limit)
    check_settings(faults, **settings)
    before: dict[str, Problem] = {}
    for stage, problem in faults.mapping(stages, Text("各阶段", "the stages")).items():
        if not faults.kind(problem, Problem, Text("阶段“{stage}”", "stage '{stage}'").format(stage=stage)):
            continue
        wrong = not_honoured(problem, settings.get("mechanism", "optimal"), settings.get("move_cost", 0))
        faults.extend(_AT.format(stage=stage, fault=fault) for fault in wrong)
        for earlier, one in before.items():
            part = frozenset(one.applicants)
            for group in problem.groups:
                if len(group) > 1 and not group.isdisjoint(part) and group not in one.groups:
                    faults.add(
                        "阶段“{stage}”的小组 {group} 在阶段“{earlier}”中不是同一小组，可能被拆分",
                        "the group {group} of stage '{stage}' is not one in stage '{earlier}', which may divide it",
                        stage=stage,
                        earlier=earlier,
                        group=group,
                    )
            for name in problem.pinned:
                if name in part and name not in one.pinned:
                    faults.add(
                        "{name} 在阶段“{stage}”中固定，却在此之前的阶段“{earlier}”中可被另行安排",
                        "{name} is pinned in stage '{stage}', but stage '{earlier}' before it may place them elsewhere",
                        name=name,
                        stage=stage,
                        earlier=earlier,
                    )
        before[stage] = problem
    faults.done()
