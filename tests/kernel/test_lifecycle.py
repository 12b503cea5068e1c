"""A lifecycle refuses a table with holes, says what it allows, and derives a status from facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

from laborcoop.errors import IllegalTransition, InvalidValue
from laborcoop.kernel.lifecycle import Lifecycle, Status, WithLifecycle, check_reason
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class Light(Status):
    RED = "red", Text("红", "red"), Text("停", "stop")
    GREEN = "green", Text("绿", "green"), Text("行", "go")
    OFF = "off", Text("关", "off"), Text("没有", "nothing")


class Other(Status):
    RED = "red", Text("红", "red"), Text("停", "stop")


NONE: frozenset[Light] = frozenset()
RED, GREEN, OFF = Light.RED, Light.GREEN, Light.OFF
EVERY: dict[Status, frozenset[Light]] = {RED: frozenset({GREEN, OFF}), GREEN: frozenset({RED}), OFF: NONE}
DAY = [date(2023, 2, day) for day in range(1, 29)]


def lights(table: Any = EVERY, *, hourly: bool = False) -> Lifecycle[Light]:  # noqa: ANN401 - also wrong ones
    return Lifecycle(of=Text("灯", "light"), start=RED, table=table, hourly=hourly)


def test_the_value_of_a_status_is_its_code_and_finds_it_again() -> None:
    assert (GREEN.value, GREEN.label, GREEN.meaning) == ("green", Text("绿", "green"), Text("行", "go"))
    assert Light("green") is GREEN


@pytest.mark.parametrize(
    ("table", "says"),
    [
        pytest.param({RED: frozenset({GREEN, OFF}), GREEN: frozenset()}, "each of its statuses", id="one is missing"),
        pytest.param({**EVERY, Other.RED: NONE}, "no others", id="one of another enum is named"),
        pytest.param({**EVERY, OFF: frozenset({Other.RED})}, "no others", id="a target of another enum"),
        pytest.param({**EVERY, RED: frozenset({GREEN})}, "can never become: off", id="one cannot be reached"),
    ],
)
def test_a_table_with_a_hole_is_refused(table: Any, says: str) -> None:  # noqa: ANN401 - a case as data
    with pytest.raises(InvalidValue) as caught:
        lights(table)
    assert says in caught.value.text.en


def test_a_status_that_is_reached_only_by_way_of_another_is_reachable() -> None:
    chain = lights({RED: frozenset({GREEN}), GREEN: frozenset({OFF}), OFF: frozenset()})
    assert chain.allowed(RED) == (GREEN,)


def test_a_refused_step_names_the_thing_the_step_and_what_is_allowed_in_both_languages() -> None:
    lights().check(RED, GREEN)
    with pytest.raises(IllegalTransition) as caught:
        lights().check(RED, RED)
    assert caught.value.text == Text(
        "灯不能从“红”变为“红”；只能变为：绿、关", "light: no step from red to red; allowed: green, off"
    )


def test_a_step_after_the_end_is_refused_as_one() -> None:
    with pytest.raises(IllegalTransition) as caught:
        lights().check(OFF, RED)
    assert caught.value.text == Text(
        "灯不能从“关”变为“红”；“关”之后没有下一步", "light: no step from off to red; nothing follows off"
    )


def test_a_fact_counts_from_its_day_and_what_has_not_happened_does_not() -> None:
    facts = [(GREEN, DAY[4]), (RED, None), (OFF, None)]
    assert [lights().status(DAY[day], facts) for day in (3, 4, 5)] == [RED, GREEN, GREEN]


def test_before_a_dated_beginning_there_is_no_status_and_without_a_date_it_has_begun_ever_since() -> None:
    assert lights().status(DAY[3], [(RED, DAY[4]), (GREEN, DAY[6])]) is None
    assert lights().status(DAY[4], [(RED, DAY[4])]) is RED
    assert lights().status(DAY[3], []) is RED


def test_facts_of_one_day_are_taken_in_the_order_given_and_others_by_their_day() -> None:
    assert lights().course([(OFF, DAY[5]), (RED, DAY[4]), (GREEN, DAY[4]), (RED, DAY[4])]) == (
        (RED, DAY[4]),
        (GREEN, DAY[4]),
        (RED, DAY[4]),
        (OFF, DAY[5]),
    )
    with pytest.raises(IllegalTransition, match="no step from green to off"):
        lights().course([(GREEN, DAY[5]), (OFF, DAY[5])])


def test_a_beginning_after_the_first_fact_is_refused() -> None:
    with pytest.raises(IllegalTransition, match="no step from off to red"):
        lights().course([(RED, DAY[6]), (OFF, DAY[5])])


def test_what_comes_by_itself_comes_only_where_it_may_and_after_what_is_recorded_that_day() -> None:
    assert lights().course([], due=[(GREEN, DAY[4]), (GREEN, DAY[5])]) == ((GREEN, DAY[4]),)
    assert lights().course([(OFF, DAY[4])], due=[(GREEN, DAY[4])]) == ((OFF, DAY[4]),)
    with pytest.raises(IllegalTransition, match="no step from green to off"):
        lights().course([(OFF, DAY[5])], due=[(GREEN, DAY[4])])


def test_moments_are_compared_as_instants() -> None:
    east = datetime(2023, 2, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    facts = [(GREEN, east)]
    assert lights(hourly=True).status(datetime(2023, 2, 1, 0, tzinfo=UTC), facts) is GREEN
    assert lights(hourly=True).status(datetime(2023, 1, 31, 23, 59, tzinfo=UTC), facts) is RED


def test_the_hour_that_comes_twice_in_autumn_is_two_hours() -> None:
    zone = ZoneInfo("Europe/Berlin")
    summer = datetime(2023, 10, 29, 2, 30, tzinfo=zone)
    winter = datetime(2023, 10, 29, 2, 10, tzinfo=zone, fold=1)
    assert lights(hourly=True).status(winter, [(GREEN, summer)]) is GREEN
    assert lights(hourly=True).status(summer, [(GREEN, winter)]) is RED


@pytest.mark.parametrize(
    ("hourly", "when", "says"),
    [
        (False, datetime(2023, 2, 1, tzinfo=UTC), "by the day, not by the moment"),
        (True, date(2023, 2, 1), "by the moment, not by the day"),
        (True, datetime(2023, 2, 1), "a time must have a zone"),  # noqa: DTZ001 - what is refused
    ],
)
def test_days_and_moments_do_not_mix(hourly: bool, when: date, says: str) -> None:  # noqa: FBT001 - a case as data
    with pytest.raises(InvalidValue, match=says):
        lights(hourly=hourly).course([(GREEN, when)])
    with pytest.raises(InvalidValue, match=says):
        lights(hourly=hourly).status(when, [])


@frozen(kw_only=True)
class Lamp(Record, WithLifecycle[Light, date]):
    green_on: date | None = None
    off_on: date | None = None

    lifecycle = lights()

    def _recorded(self) -> Iterator[tuple[Light, date | None]]:
        yield GREEN, self.green_on
        yield OFF, self.off_on

    def go(self, on: date) -> Lamp:
        return self._after(GREEN, on, green_on=on)


def test_a_step_gives_a_new_record_and_leaves_the_old_one() -> None:
    lamp = Lamp()
    assert lamp.go(DAY[4]) == Lamp(green_on=DAY[4])
    assert lamp == Lamp()


@pytest.mark.parametrize("day", [3, 4, 5])
def test_a_step_taken_already_is_not_taken_again_on_another_day(day: int) -> None:
    with pytest.raises(IllegalTransition, match="no step from green to green; allowed: red"):
        Lamp(green_on=DAY[4]).go(DAY[day])


def test_a_record_checks_its_facts_when_it_is_built() -> None:
    with pytest.raises(IllegalTransition, match="no step from green to off"):
        Lamp(green_on=DAY[4], off_on=DAY[5])


@pytest.mark.parametrize(("when", "reason"), [(DAY[0], ""), (DAY[0], " "), (None, "rain")])
def test_an_end_has_its_day_and_its_reason(when: date | None, reason: str) -> None:
    with pytest.raises(InvalidValue, match="its day and its reason"):
        check_reason(when, reason)


def test_an_end_with_both_and_no_end_at_all_are_right() -> None:
    check_reason(DAY[0], "rain")
    check_reason(None, "")


def test_a_status_that_says_only_its_code_has_no_label_and_no_meaning() -> None:
    class Bare(Status):
        ONE = "one"

    assert (Bare.ONE.value, Bare.ONE.label, Bare.ONE.meaning) == ("one", Text("", ""), Text("", ""))


def test_every_status_that_can_never_be_reached_is_named_in_the_order_of_the_enum() -> None:
    with pytest.raises(InvalidValue) as caught:
        lights({RED: NONE, GREEN: NONE, OFF: NONE})
    assert caught.value.text == Text("灯永远不会到达状态：绿、关", "the light can never become: green, off")


def test_what_may_follow_is_told_in_the_order_of_the_enum_and_nothing_follows_an_end() -> None:
    assert [lights().allowed(status) for status in Light] == [(GREEN, OFF), (RED,), ()]


def test_facts_are_days_unless_a_lifecycle_says_that_they_are_moments() -> None:
    assert Lifecycle(of=Text("灯", "light"), start=RED, table=EVERY).status(DAY[3], [(GREEN, DAY[3])]) is GREEN


def test_what_is_due_counts_from_its_day() -> None:
    due = [(GREEN, DAY[4]), (RED, None)]
    assert [lights().status(DAY[day], [], due) for day in (3, 4)] == [RED, GREEN]
    assert lights().status(DAY[3], [(RED, DAY[5])], [(GREEN, DAY[6])]) is None


def test_what_is_due_and_may_not_come_is_left_out_and_the_next_comes() -> None:
    assert lights().course([], due=[(RED, DAY[3]), (GREEN, DAY[4])]) == ((GREEN, DAY[4]),)


@frozen(kw_only=True)
class Timed(Lamp):
    green_due: date | None = None

    def _due(self) -> Iterator[tuple[Light, date | None]]:
        yield GREEN, self.green_due

    def ask_to_go(self, on: date) -> None:
        self._check_step(GREEN, on)


def test_a_record_has_the_status_of_its_facts_and_of_what_is_due_on_a_day() -> None:
    assert [Lamp(green_on=DAY[4]).status(DAY[day]) for day in (3, 4)] == [RED, GREEN]
    assert [Lamp(off_on=DAY[4]).status(DAY[day]) for day in (3, 4)] == [RED, OFF]
    assert [Timed(green_due=DAY[4]).status(DAY[day]) for day in (3, 4)] == [RED, GREEN]
    assert [Timed(green_due=DAY[4], off_on=DAY[3]).status(DAY[day]) for day in (2, 3, 4)] == [RED, OFF, OFF]


def test_a_record_checks_its_facts_against_what_is_due_too() -> None:
    with pytest.raises(IllegalTransition, match="no step from green to off"):
        Timed(green_due=DAY[4], off_on=DAY[5])


def test_a_step_is_checked_against_what_is_due_before_it_is_taken() -> None:
    with pytest.raises(IllegalTransition, match="no step from green to green"):
        Timed(green_due=DAY[4]).ask_to_go(DAY[5])
    Timed().ask_to_go(DAY[5])
