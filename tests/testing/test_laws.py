"""Each law holds of the library itself, and is broken by an adapter that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import Factory, evolve, frozen
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from laborcoop.exchange.records import read_json, write_json
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.people import Worker
from laborcoop.people.entries import DivisionEntry
from laborcoop.people.hire import Hire
from laborcoop.planning.case import Case, Intake, Merged
from laborcoop.planning.check import check
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Breach, Context, Finding, Locus, Severity
from laborcoop.testing import Programme, cases, laws, programmes, records, small_case
from laborcoop.testing.leaves import days
from laborcoop.testing.shapes_planning import rule_subjects
from laborcoop.testing.shapes_values import division_codes

BOOK = china_with_regions()
_SOME = settings(max_examples=10, deadline=None)
_FEW = settings(max_examples=3, deadline=None, phases=[Phase.generate])


@_SOME
@given(records(Worker))
def test_a_worker_in_json_round_trips(worker: Worker) -> None:
    laws.round_trips(lambda value: write_json(value, reveal=True), lambda text: read_json(text, Worker).value, worker)


def _longer_each_time() -> Callable[[int], str]:
    widths = iter(range(3, 9))
    return lambda value: f"{value:0{next(widths)}}"


@pytest.mark.parametrize(
    ("write", "read", "words"),
    [
        (str, lambda text: int(text) + 1, "reads as another value"),
        (str, float, "reads as another value"),
        (_longer_each_time(), int, "written in two ways"),
    ],
)
def test_a_codec_that_loses_something_breaks_the_law(
    write: Callable[[int], str], read: Callable[[str], int], words: str
) -> None:
    with pytest.raises(AssertionError, match=words):
        laws.round_trips(write, read, 7)


@_FEW
@given(programmes())
def test_nobody_is_lost_in_a_plan(programme: Programme) -> None:
    plan = plan_return(small_case(programme))
    laws.nobody_is_lost((worker.id for worker in plan.case.workers), plan.outcomes)


@frozen
class Stage:
    placed: tuple[str, ...] = ()
    not_needed: tuple[str, ...] = ()
    left_out: dict[str, tuple[str, ...]] = Factory(dict)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage(("W-1",)), "lost W-2"),
        (Stage(("W-1", "W-2", "W-3")), "from nowhere W-3"),
        (Stage(("W-1", "W-2"), ("W-1",)), "twice W-1"),
        (Stage(("W-1",), (), {"W-2": ()}), "without a reason W-2"),
    ],
)
def test_a_stage_that_loses_somebody_breaks_the_law(stage: Stage, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        laws.nobody_is_lost(("W-1", "W-2"), [stage])


def test_those_left_out_do_not_go_on_to_the_next_stage() -> None:
    first = Stage(("W-1",), (), {"W-2": ("no seat",)})
    with pytest.raises(AssertionError, match=r"stage 2: .*from nowhere W-2"):
        laws.nobody_is_lost(("W-1", "W-2"), [first, Stage(("W-1", "W-2"))])


@_FEW
@given(cases(least_workers=2))
def test_the_order_of_workers_does_not_change_what_check_finds(case: Case) -> None:
    laws.order_changes_nothing(lambda workers: check(evolve(case, workers=tuple(workers))), case.workers)


def test_a_function_of_the_order_breaks_the_law() -> None:
    with pytest.raises(AssertionError, match="the order of the 3 items"):
        laws.order_changes_nothing(lambda items: items[0], ["a", "b", "c"])


@_FEW
@given(cases(least_workers=1))
def test_what_check_finds_and_what_a_case_shows_leak_nothing(case: Case) -> None:
    laws.leaks_nothing("\n".join(finding.render("zh") for finding in check(case)), case.workers)
    laws.leaks_nothing(repr(case.workers), case.workers)


@_SOME
@given(records(Worker), st.sampled_from(("name", "number", "phone", "born")))
def test_a_text_that_tells_a_personal_datum_breaks_the_law(worker: Worker, field: str) -> None:
    value = getattr(worker, field)
    told = f"{value:%Y-%m-%d}" if isinstance(value, date) else value.reveal() if value is not None else ""
    days_shown = {*(flag.as_of for flag in worker.flags), worker.card_valid_until, worker.registered_since}
    public = told in repr(worker) or not told or "*" in told or value in days_shown
    if not public:
        with pytest.raises(AssertionError, match="personal datum") as broken:
            laws.leaks_nothing(f"… {told} …", {"worker": worker})
        assert told not in str(broken.value)


@pytest.mark.parametrize("kind", rule_subjects(), ids=lambda kind: kind.__name__)
def test_no_rule_raises_or_tells_a_personal_datum_of_any_subject(kind: type) -> None:
    @_FEW
    @given(records(kind), days(), st.none() | division_codes())
    def keeps_the_laws(subject: object, on: date, region: object) -> None:
        ctx = BOOK.context(on, region)  # type: ignore[arg-type]  # a division or none
        for rule in BOOK:
            if isinstance(subject, rule.subject):
                for finding in laws.a_rule_never_raises(rule, subject, ctx):
                    laws.speaks_both_languages(finding)
                    if not isinstance(subject, DivisionEntry):  # its finding names the code: a county is nobody
                        laws.leaks_nothing(finding.render("zh") + finding.render("en"), subject)

    keeps_the_laws()


def _hire() -> Hire:
    return Hire(worker=small_case(Programme()).workers[0], first_day=date(2023, 2, 7))


def test_a_rule_that_raises_breaks_the_law() -> None:
    empty = Context(on=date(2023, 2, 7))
    with pytest.raises(AssertionError, match="WK-01 raises UnknownName"):
        laws.a_rule_never_raises(BOOK["WK-01"], _hire(), empty)


def test_a_rule_that_changes_its_mind_breaks_the_law() -> None:
    answers = iter([[], [Breach()]])
    moody = evolve(BOOK["WK-01"], check=lambda _subject, _ctx: next(answers), message=Text.same("no"))
    with pytest.raises(AssertionError, match="WK-01 finds something else"):
        laws.a_rule_never_raises(moody, _hire(), BOOK.context(date(2023, 2, 7)))


def test_a_finding_in_one_language_breaks_the_law() -> None:
    finding = Finding(rule="XX-01", severity=Severity.WARN, subject="S-1", message=Text("有", ""))
    with pytest.raises(AssertionError, match="XX-01"):
        laws.speaks_both_languages(finding)


def test_every_row_is_kept_or_the_law_is_broken() -> None:
    rows = [Locus(file="a.csv", row=row) for row in (2, 3)]
    one = Intake(rows=1, workers={WorkerId("W-1"): rows[0]})
    both = evolve(one, rows=2, merged=(Merged(where=rows[1], kept=WorkerId("W-1")),))
    laws.keeps_every_row(rows, both)
    with pytest.raises(AssertionError, match="row 3"):
        laws.keeps_every_row(rows, one)
    with pytest.raises(AssertionError, match="row 3"):
        laws.keeps_every_row(rows[:1], both)


@_SOME
@given(records(Count), records(Count))
def test_units_never_mix(one: Count, other: Count) -> None:
    laws.units_never_mix(Count.__add__, one, other)
    laws.units_never_mix(Count.__add__, one, evolve(other, unit=one.unit))


@pytest.mark.parametrize(
    ("add", "unit", "words"),
    [
        (lambda one, other: Count(one.value + other.value, one.unit), Unit.PERSON_TIME, "two units were added"),
        (Count.__sub__, Unit.PERSON, "sum is wrong"),
        (lambda one, other: one + evolve(other, unit=Unit.FAIR), Unit.PERSON, "cannot be added"),
    ],
)
def test_an_adder_that_mixes_units_breaks_the_law(add: Callable[[Count, Count], Count], unit: Unit, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        laws.units_never_mix(add, Count(3, Unit.PERSON), Count(1, unit))
