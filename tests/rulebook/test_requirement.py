"""A checklist: what is there is silent, what is missing is a breach, what nobody wrote down is a warning."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import Breach
from laborcoop.rulebook.severity import Severity

PLAN = Text("应急预案", "an emergency plan")


def test_what_is_missing_is_a_breach_and_what_is_not_recorded_a_warning() -> None:
    answers = {"a": True, "b": False, "c": None}
    found = list(unmet(Requirement(path, met, PLAN) for path, met in answers.items()))
    assert found == [
        Breach({"fault": Text("缺少：应急预案", "missing: an emergency plan")}, "b"),
        Breach({"fault": Text("没有记录：应急预案", "not recorded: an emergency plan")}, "c", Severity.WARN),
    ]
