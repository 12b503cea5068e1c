"""Errors: one root, both languages, every fault at once, and whole after a trip through a process pool."""

from __future__ import annotations

import pickle

import pytest

from laborcoop import errors
from laborcoop.errors import (
    CaseError,
    DocumentError,
    IllegalTransition,
    InvalidValue,
    LaborcoopError,
    MissingExtra,
    ProblemError,
    TaskError,
    UnitMismatch,
    UnknownName,
)
from laborcoop.kernel.text import Text

WRONG = Text("错了", "it is wrong")
FAULTS = (Text("其一", "the first"), Text("其二", "the second"))
ALL: list[LaborcoopError] = [
    LaborcoopError(WRONG),
    InvalidValue(WRONG, "ID-02"),
    UnitMismatch(WRONG),
    IllegalTransition(WRONG),
    UnknownName(WRONG),
    ProblemError(WRONG, FAULTS),
    DocumentError(WRONG, FAULTS),
    CaseError(WRONG, FAULTS),
    TaskError(WRONG),
    MissingExtra("numpy", "plan"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_an_error_is_whole_after_pickling(error: LaborcoopError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert (str(again), again.text, vars(again)) == (str(error), error.text, vars(error))


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_an_error_speaks_both_languages(error: LaborcoopError) -> None:
    assert error.text.zh in str(error)
    assert error.text.en in str(error)


def test_every_error_has_the_one_root_and_is_tried_here() -> None:
    public = {
        value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception) and not name.startswith("_")
    }
    assert public == {type(error) for error in ALL}
    assert all(issubclass(kind, LaborcoopError) for kind in public)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [(InvalidValue, ValueError), (UnitMismatch, ValueError), (UnknownName, LookupError), (MissingExtra, ImportError)],
)
def test_an_error_is_also_what_python_calls_it(kind: type[LaborcoopError], builtin: type[Exception]) -> None:
    assert issubclass(kind, builtin)


def test_every_fault_has_a_line() -> None:
    assert str(CaseError(WRONG, FAULTS)).splitlines() == [
        "it is wrong / 错了",
        "- the first / 其一",
        "- the second / 其二",
    ]
    assert str(CaseError(WRONG)) == "it is wrong / 错了"


def test_a_missing_package_names_the_extra_to_install() -> None:
    error = MissingExtra("numpy", "plan")
    assert (error.package, error.extra) == ("numpy", "plan")
    assert "pip install 'laborcoop[plan]'" in error.text.zh
    assert "pip install 'laborcoop[plan]'" in error.text.en


def test_a_refused_value_names_its_rule_if_there_is_one() -> None:
    assert InvalidValue(WRONG, "ID-02").code == "ID-02"
    assert InvalidValue(WRONG).code == ""


def test_an_error_holds_its_sentence_for_whoever_reads_its_arguments() -> None:
    assert LaborcoopError(WRONG).args == (WRONG,)
