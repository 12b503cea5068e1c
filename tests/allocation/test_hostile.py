"""A backend that lies, and a caller who has had enough: neither gets past the library unnoticed."""

from __future__ import annotations

import _thread
import re
import signal
import subprocess
import sys
import threading
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from laborcoop.allocation import (
    Cap,
    Problem,
    Progress,
    allocate,
    allocate_in_stages,
    cohorts,
    contradiction,
    flow,
    integer,
    interrupt,
    network,
    relaxation,
    solver,
)
from laborcoop.allocation.order import ordered
from laborcoop.allocation.solver import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from laborcoop.allocation.outcome import Outcome

PAIRS = [("A", "P", 5), ("A", "Q", 4), ("B", "P", 4), ("B", "Q", 1), ("C", "P", 2), ("C", "Q", 3)]
plain = Problem.from_pairs(PAIRS, capacity={"P": 1, "Q": 1})
cohort = Problem.from_pairs(PAIRS, capacity={"P": 3, "Q": 3}, minimum={"P": 2, "Q": 2})
capped = Problem.from_pairs(
    PAIRS, capacity={"P": 1, "Q": 2}, caps=[Cap("c", list("ABC"), list("PQ"), most=2), Cap("f", ["C"], ["Q"], least=1)]
)


def faults(problem: Problem) -> list[str]:
    return [text.en for text in allocate(problem).verify()]


@pytest.mark.parametrize("problem", [plain, cohort, capped], ids=["plain", "cohort", "capped"])
def test_an_honest_backend_passes(problem: Problem) -> None:
    assert faults(problem) == []


def test_a_flow_that_puts_too_many_at_a_place_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "best", lambda net, _: network.best(evolve(net, capacity=net.capacity * 3), _))
    monkeypatch.setattr(flow, "restricted", lambda net, worth, _: (net, range(len(worth))))
    monkeypatch.setattr(flow, "worths", lambda *_: ({}, {}))
    assert any("it must have between 0 and 1" in fault for fault in faults(plain))


@pytest.mark.parametrize(
    ("lie", "fault"),
    [
        (lambda outcome: evolve(outcome, bounds=(7,)), "the goal 'total score' is 8; claimed 8, bound 7"),
        (lambda outcome: evolve(outcome, bounds=(9,)), "the goal 'total score' is 8; claimed 8, bound 9"),
        (lambda outcome: evolve(outcome, bounds=()), "the goals are not those of the problem"),
        (lambda outcome: evolve(outcome, placed={"A": "P"}, bounds=(5,)), "a chain of moves would improve the answer"),
        (lambda outcome: evolve(outcome, placed={"A": "P", "Z": "Q"}), None),
    ],
)
def test_an_outcome_with_a_false_bound_or_placement_is_caught(
    monkeypatch: pytest.MonkeyPatch, lie: Callable[[Outcome], Outcome], fault: str | None
) -> None:
    honest = flow.solve

    def lying(*given: Any) -> Outcome:
        outcome = honest(*given)
        assert outcome is not None
        return lie(outcome)

    monkeypatch.setattr(flow, "solve", lying)
    if fault is None:
        # Somebody who was never asked for cannot even be reported.
        with pytest.raises(KeyError):
            faults(plain)
    else:
        assert fault in faults(plain)


def lied(monkeypatch: pytest.MonkeyPatch, lie: Callable[[Answer], Answer]) -> None:
    """A solver that gives this instead of what it found."""
    honest = solver.run
    for module in (integer, contradiction):
        monkeypatch.setattr(module, "run", lambda *given, **named: lie(honest(*given, **named)))


@pytest.mark.parametrize("problem", [capped, evolve(cohort, caps=capped.caps)], ids=["capped", "cohort"])
@pytest.mark.parametrize(
    ("lie", "fault"),
    [
        pytest.param(
            lambda answer: evolve(answer, values=(1,) * len(answer.values)), "must have|is broken", id="too many"
        ),
        pytest.param(
            lambda answer: evolve(answer, values=tuple(0 for _ in answer.values)), "is broken: 0", id="nobody"
        ),
        pytest.param(lambda _: Answer("none", (), 0), "names no conflict", id="no answer at all"),
    ],
)
def test_an_integer_solver_that_lies_about_what_is_possible_is_caught(
    monkeypatch: pytest.MonkeyPatch, problem: Problem, lie: Callable[[Answer], Answer], fault: str
) -> None:
    lied(monkeypatch, lie)
    assert any(re.search(fault, one) for one in faults(problem))


def test_an_integer_solver_that_calls_the_second_best_the_best_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = integer.Search.best

    def lazy(search: Any, step: Any, counts: Any) -> Any:  # noqa: ANN401 - the search's own types
        honest(search, step, counts)
        return counts, search.total(step.worth, counts), False

    monkeypatch.setattr(integer.Search, "best", lazy)
    assert any("would improve the answer" in fault for fault in faults(capped))


def test_an_integer_solver_with_a_false_bound_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integer.Search, "bounds", lambda *_: [1])
    assert any("bound 1" in fault for fault in faults(capped))


def test_whoever_says_that_there_is_no_answer_where_the_pinned_alone_are_one_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = evolve(
        capped, caps=capped.caps[:1], pinned={"A": "P"}, groups=(frozenset("AB"),), capacity={"P": 2, "Q": 2}
    )
    monkeypatch.setattr(integer, "solve", lambda *_: None)
    found = faults(problem)
    assert "the answer says that there is none, but a placement keeps every demand" in found
    assert "the answer says that there is none, and names no conflict" in found


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(lambda *_: None, id="no answer at all"),
        pytest.param(lambda net, worth: network.attempt(net, -worth), id="the worst answer"),
    ],
)
def test_a_flow_between_cohorts_that_lies_is_caught(monkeypatch: pytest.MonkeyPatch, lie: Any) -> None:  # noqa: ANN401 - a function of arrays
    names = ordered(["A", "B", "C"])
    # The last in the stable order is worth most, so that an answer in turn is not the best.
    pairs = [(name, place, 9 if name == names[-1] else 1) for name in names for place in "PQ"]
    problem = Problem.from_pairs(pairs, capacity={"P": 2, "Q": 2}, minimum={"P": 2, "Q": 2})
    assert allocate(problem).score == 10
    monkeypatch.setattr(cohorts, "attempt", lie)
    assert faults(problem) != []


def test_multipliers_out_of_thin_air_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a linear program says is only ever advice: the bound is computed from it, not believed."""
    best = allocate(capped)
    chance = Random(1)
    made_up = lambda columns, rows: ([chance.uniform(-50, 50) for _ in rows], dict.fromkeys(columns, 1.0))  # noqa: E731
    monkeypatch.setattr(relaxation, "solved", made_up)
    for _ in range(20):
        result = allocate(capped)
        assert (result.placed, result.bound, result.verify()) == (best.placed, best.bound, ())


quarrel = Problem.from_pairs(PAIRS, capacity={"P": 1, "Q": 1}, caps=[Cap("f", list("ABC"), list("PQ"), least=3)])


@pytest.mark.parametrize("problem", [plain, cohort, capped, quarrel], ids=["plain", "cohort", "capped", "quarrel"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_what_a_callback_raises_is_never_swallowed(problem: Problem, kind: type[BaseException]) -> None:
    def fail(_: Progress) -> None:
        raise kind

    with pytest.raises(kind):
        allocate(problem, progress=fail)
    with pytest.raises(kind):
        allocate_in_stages({"one": problem}, progress=fail)


@pytest.mark.usefixtures("interrupts")
def test_an_interrupt_stops_foreign_work_and_reaches_the_caller() -> None:
    stopped = threading.Event()

    def work() -> None:
        _thread.interrupt_main()
        assert stopped.wait(10)

    with pytest.raises(KeyboardInterrupt):
        interrupt.interruptible(work, stopped.set)
    assert stopped.is_set()


def test_what_the_work_raises_is_raised_again() -> None:
    with pytest.raises(ZeroDivisionError):
        interrupt.interruptible(lambda: 1 // 0, lambda: None)


@pytest.mark.usefixtures("interrupts")
def test_a_second_interrupt_does_not_leave_the_work_running() -> None:
    """Nor does a stop that fails."""
    ended: list[bool] = []
    go_on = threading.Event()

    def work() -> None:
        _thread.interrupt_main()
        assert go_on.wait(10)
        ended.append(True)

    def stop() -> None:
        go_on.set()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt.interruptible(work, stop)
    assert ended == [True]


def test_work_whose_thread_does_not_start_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: threading.Thread) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", fail)
    with pytest.raises(KeyboardInterrupt):
        interrupt.interruptible(lambda: None, lambda: None)


def test_work_that_begins_after_the_interrupt_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = threading.Thread.start
    done: list[bool] = []

    def interrupted(thread: threading.Thread) -> None:
        monkeypatch.undo()
        late.append(thread)
        raise KeyboardInterrupt

    late: list[threading.Thread] = []
    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        interrupt.interruptible(lambda: done.append(True), lambda: None)
    honest(late[0])
    late[0].join()
    assert done == []


_ENDLESS = """
import threading
import time
from random import Random
from laborcoop.allocation import solver
from laborcoop.allocation.watch import Watch

chance = Random(1)
model = solver.load().CpModel()
shops = [model.new_bool_var("") for _ in range(50)]
for _ in range(6):
    demand = [chance.randrange(100) for _ in shops]
    model.add(sum(one * shop for one, shop in zip(demand, shops)) == sum(demand) // 2)
print("begun", flush=True)
try:
    solver.run(model, [], Watch(60.0, None))
finally:
    for _ in range(50):
        if threading.active_count() > 1:
            time.sleep(0.1)
    print(threading.active_count())
"""
"""A market split in exact halves (Cornuéjols and Dawande 1998): nothing that a search ends within a minute."""

_CHECKING = """
import threading
import time
from random import Random
from laborcoop.allocation.better import Column, Row, Search

chance = Random(1)
shops = range(50)
rows = []
for _ in shops[:6]:
    demand = {shop: chance.randrange(100) for shop in shops}
    rows.append(Row({**demand, 50: -(sum(demand.values()) // 2)}, 0, 0))
print("begun", flush=True)
try:
    Search([Column(0, 1, (0,)) for _ in shops] + [Column(0, 1, (1,))], rows).is_beaten([0])
finally:
    for _ in range(50):
        if threading.active_count() > 1:
            time.sleep(0.1)
    print(threading.active_count())
"""
"""The same for the check's own solver, which would answer an interrupt itself."""

_TALKATIVE = """
import time
from laborcoop.allocation import solver
from laborcoop.allocation.watch import Watch

def tell(value, bound):
    print("begun", flush=True)
    for _ in range(2000):
        time.sleep(0.001)

model = solver.load().CpModel()
model.maximize(model.new_bool_var(""))
solver.run(model, [], Watch(60.0, None), tell=tell)
"""
"""Foreign code that is inside the caller's callback when the interrupt comes."""


_LISTENS = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""A program that was started from the background ignores interrupts unless it says otherwise."""


@pytest.mark.parametrize(
    ("program", "left"),
    [(_ENDLESS, "1\n"), (_CHECKING, "1\n"), (_TALKATIVE, "")],
    ids=["endless", "checking", "talkative"],
)
def test_ctrl_c_ends_a_search_and_aborts_nothing(program: str, left: str) -> None:
    with subprocess.Popen(  # noqa: S603 - a program written above
        [sys.executable, "-c", _LISTENS + program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.5)
        child.send_signal(signal.SIGINT)
        more, said = child.communicate(timeout=30)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert (child.returncode, more) == (-signal.SIGINT, left)
