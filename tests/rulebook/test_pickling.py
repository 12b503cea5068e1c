"""Rules, books and cases go through pickles, so that a process pool can judge them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.errors import UnknownName
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.rulebook import Rule, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.testing import Programme, small_case

BOOK = national()


def never(subject: object, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    yield from ()


PLAIN: AnyRule = Rule(
    code="XX-01",
    name="x.never",
    subject=object,
    severity=Severity.WARN,
    sources=(),
    message=Text("否", "no"),
    check=never,
)


def repickled(value: object) -> object:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


@pytest.mark.parametrize("one", BOOK.rules, ids=lambda one: one.code)
def test_a_rule_of_the_book_comes_back_as_itself(one: AnyRule) -> None:
    assert repickled(one) is one
    assert copy.copy(one) is copy.deepcopy(one) is one


def test_a_rule_that_was_changed_comes_back_changed() -> None:
    changed = evolve(BOOK["WK-01"], severity=Severity.INFO)
    again = repickled(changed)
    assert isinstance(again, Rule)
    assert again.severity is Severity.INFO
    assert (again.code, again.check, again.message) == (changed.code, changed.check, changed.message)


def test_a_rule_made_of_a_plain_function_comes_back() -> None:
    again = repickled(PLAIN)
    assert isinstance(again, Rule)
    assert again.check is never
    assert (again.code, again.severity, again.message) == ("XX-01", Severity.WARN, Text("否", "no"))


def test_a_rule_that_nobody_can_import_says_so() -> None:
    @rule("XX-02", "x.local", Severity.WARN, subject=object, sources=(), message=Text("否", "no"))
    def local(_: object, __: Context) -> Iterator[Breach]:
        raise NotImplementedError

    for made in (local, evolve(PLAIN, check=lambda *_: ()), evolve(PLAIN, check=partial(never))):
        with pytest.raises(UnknownName, match="define it at the top level of a module"):
            pickle.dumps(made)
    assert copy.deepcopy(local) is local


def test_a_rule_whose_module_has_gone_says_so() -> None:
    made_by, (module, name, said) = PLAIN.__reduce__()
    assert (module, name) == (__name__, "never")
    for gone in (("nowhere", name), (module, "never_again"), (module, "BOOK")):
        with pytest.raises(UnknownName, match="XX-01"):
            made_by(*gone, said)


def test_a_book_a_case_and_a_plan_come_back_the_same() -> None:
    case = small_case(Programme())
    assert repickled(BOOK) == BOOK == copy.deepcopy(BOOK)
    assert repickled(case) == case == copy.deepcopy(case)
    plan = lc.plan_return(case)
    assert repickled(plan) == plan
    assert repickled(RuleBook(title=Text("空", "empty"))) != BOOK


def test_another_process_finds_the_same() -> None:
    case = small_case(Programme())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(lc.check, case).result() == lc.check(case)
