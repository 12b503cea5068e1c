"""Each of the nine machines does what its table allows, refuses the rest and says what it allows."""

from __future__ import annotations

import copy
import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import event, given, settings
from hypothesis import strategies as st

from laborcoop.errors import IllegalTransition
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from tests.lifecycles.conftest import Machine

FIRST, LAST = -5, 80


def refusal(machine: Machine, before: str, after: str) -> Text:
    """The sentence that is to be said, built from the test's own list of what may follow."""
    names = [machine.label(status) for status in machine.may_follow(before)]
    zh = f"只能变为：{'、'.join(name.zh for name in names)}" if names else f"“{machine.label(before).zh}”之后没有下一步"
    en = f"allowed: {', '.join(name.en for name in names)}" if names else f"nothing follows {machine.label(before).en}"
    of, was, new = machine.lifecycle.of, machine.label(before), machine.label(after)
    return Text(f"{of.zh}不能从“{was.zh}”变为“{new.zh}”；{zh}", f"{of.en}: no step from {was.en} to {new.en}; {en}")


def test_the_table_is_what_the_sources_say(machine: Machine) -> None:
    table = {
        before.value: " ".join(after.value for after in machine.lifecycle.allowed(before))
        for before in machine.lifecycle.table
    }
    assert {before: set(after.split()) for before, after in table.items()} == {
        before: set(machine.may_follow(before)) for before in machine.allowed
    }
    assert machine.lifecycle.start.value == next(iter(machine.allowed))


def test_every_pair_of_statuses_is_allowed_or_refused_with_what_is_allowed(machine: Machine) -> None:
    refused = 0
    for before in type(machine.lifecycle.start):
        for after in type(machine.lifecycle.start):
            if after.value in machine.may_follow(before.value):
                machine.lifecycle.check(before, after)
                continue
            refused += 1
            with pytest.raises(IllegalTransition) as caught:
                machine.lifecycle.check(before, after)
            told = {machine.label(status).en for status in machine.may_follow(before.value)}
            _, _, said = caught.value.text.en.partition("allowed: ")
            assert (set(said.split(", ")) if said else set()) == told
            assert f"no step from {before.label.en} to {after.label.en}" in caught.value.text.en
    assert refused == len(machine.allowed) ** 2 - sum(len(after.split()) for after in machine.allowed.values())


def test_a_status_has_a_label_and_a_meaning_of_its_own_in_both_languages(machine: Machine) -> None:
    statuses = list(machine.lifecycle.table)
    for texts in ([status.label for status in statuses], [status.meaning for status in statuses]):
        assert all(text.zh and text.en for text in texts)
        assert len({text.zh for text in texts}) == len({text.en for text in texts}) == len(statuses)


class Walk:
    """A record and what the test expects of it, step by step."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.record = machine.fresh
        self.now = machine.lifecycle.start.value
        self.day = 0
        self.told: dict[int, str] = {}
        self.reached = {self.now}

    def wait(self, days: int) -> None:
        """Let days pass; what comes by itself comes where it may."""
        for _ in range(days):
            self.told[self.day] = self.now
            self.day += 1
            self.come_by_itself()

    def come_by_itself(self) -> None:
        for day, status in sorted(self.machine.due(self.record), key=lambda each: each[0]):
            if day == self.day and status in self.machine.may_follow(self.now):
                self.now = status
                self.reached.add(status)

    def take(self, after: str) -> bool:
        """Take a step, or see it refused."""
        before, step, when = self.record, self.machine.steps[after], self.machine.when(self.day)
        if after in self.machine.may_follow(self.now):
            self.record = step(before, when)
            assert before != self.record or after == self.now
            self.now = after
            self.reached.add(after)
            self.come_by_itself()
            return True
        sentence = refusal(self.machine, self.now, after)
        with pytest.raises(IllegalTransition, match=re.escape(sentence.zh)) as caught:
            step(before, when)
        assert caught.value.text == sentence
        return False


def walks(draw: Any, machine: Machine) -> Walk:  # noqa: ANN401 - hypothesis' data
    """A walk of up to twelve steps on even days, any step tried at any time."""
    walk = Walk(machine)
    for _ in range(draw.draw(st.integers(0, 12), label="steps")):
        walk.wait(draw.draw(st.sampled_from([2, 2, 4, 8]), label="days"))
        options = [after for after in machine.steps if after in machine.may_follow(walk.now)]
        pool = options if options and draw.draw(st.integers(0, 2), label="0: any step") else list(machine.steps)
        walk.take(str(draw.draw(st.sampled_from(sorted(pool)), label="step")))
    return walk


@settings(deadline=None, max_examples=50)
@given(draw=st.data())
def test_a_walk_is_the_tables_and_its_status_is_that_of_the_facts_on_every_day(machine: Machine, draw: Any) -> None:  # noqa: ANN401 - hypothesis' data
    walk = walks(draw, machine)
    walk.wait(LAST - walk.day if walk.day < LAST else 1)
    event(f"{machine.name}: ended {walk.now}")
    found = {day: machine.record_status(walk.record, day) for day in range(FIRST, walk.day + 1)}
    before = None if machine.begins is not None else machine.lifecycle.start.value
    assert {found[day] for day in range(FIRST, 0)} == {before}
    assert {day: found[day] for day in walk.told} == walk.told
    assert found[walk.day] == walk.now


@settings(deadline=None, max_examples=25)
@given(draw=st.data())
def test_a_walked_record_survives_pickling_copying_and_building_anew(machine: Machine, draw: Any) -> None:  # noqa: ANN401 - hypothesis' data
    record = walks(draw, machine).record
    again = [pickle.loads(pickle.dumps(record)), copy.deepcopy(record)]  # noqa: S301 - our own bytes
    assert again == [record, record]


def test_every_status_is_reached_by_steps_on_records(machine: Machine) -> None:
    """Take or leave a step on each of the first even days, every way that the table has, and wait for what follows."""
    reached: set[str] = set()
    ways: list[list[str]] = [[]]
    for _ in range(6):
        longer = []
        for way in ways:
            walk = Walk(machine)
            for after in way:
                walk.wait(2)
                if after:
                    walk.take(after)
            walk.wait(2)
            longer += [[*way, after] for after in machine.may_follow(walk.now) if after in machine.steps]
            longer.append([*way, ""])
            walk.wait(30)
            reached |= walk.reached
        ways = longer
    assert reached == set(machine.allowed)


def test_facts_out_of_order_are_refused_when_a_record_is_built_copied_or_read_back(machine: Machine) -> None:
    with pytest.raises(IllegalTransition, match="no step from"):
        evolve(machine.fresh, **machine.impossible)
    tampered = copy.copy(machine.fresh)
    for name, value in machine.impossible.items():
        object.__setattr__(tampered, name, value)
    stored = pickle.dumps(tampered)
    with pytest.raises(IllegalTransition):
        pickle.loads(stored)  # noqa: S301 - our own bytes
    with pytest.raises(IllegalTransition):
        copy.copy(tampered)
