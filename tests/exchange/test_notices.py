"""A notice becomes a finding with its facts, its subject and its place."""

from __future__ import annotations

import pytest

from laborcoop.exchange.case import notices as case
from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster import notices as roster
from laborcoop.rulebook import Locus, Severity

WHERE = Locus("a.xlsx", "一", 3)


def test_a_notice_is_worded_with_its_facts() -> None:
    finding = notice(
        roster.NOTICES, "RO-18", WHERE, {"column": "B", "other": "C"}, subject="a", kind="worker", path="x"
    )
    assert finding.render("en").startswith("RO-18 INFO a: column B repeats column C")
    assert "B 列" in finding.message.zh
    assert (finding.kind, finding.path, finding.where) == ("worker", "x", WHERE)


def test_where_no_record_is_known_its_place_stands_for_it() -> None:
    finding = notice(case.NOTICES, "CF-01", WHERE, {"file": "a"})
    assert (finding.subject, finding.severity) == ("a.xlsx · 一 · row 3", Severity.ERROR)


def test_a_notice_may_weigh_less_than_its_kind() -> None:
    finding = notice(case.NOTICES, "CF-01", WHERE, {"file": "a"}, severity=Severity.WARN)
    assert finding.severity is Severity.WARN


def test_no_code_stands_in_two_tables() -> None:
    assert not case.NOTICES.keys() & roster.NOTICES.keys()


@pytest.mark.parametrize("table", [case, roster])
def test_both_tables_hold_notices_of_one_class(table: object) -> None:
    assert {type(entry).__module__ for entry in table.NOTICES.values()} == {"laborcoop.exchange.notices"}  # type: ignore[attr-defined]  # a module
