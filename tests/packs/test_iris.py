"""Swapping a pack changes findings and no code."""

from __future__ import annotations

from datetime import date

from laborcoop.packs import iris, national
from laborcoop.planning.check import check
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

SEVENTEEN = Programme(applicants=(Applicant(born=date(2005, 6, 1)),))


def test_a_worker_of_seventeen_may_work_by_the_law_and_not_by_iris() -> None:
    by_law = check(small_case(SEVENTEEN))
    by_iris = check(small_case(SEVENTEEN, iris(national())))
    assert "WK-01" not in by_law.by_rule()
    (finding,) = (finding for finding in by_iris if finding.rule == "WK-01")
    assert finding.subject == "W-000"
    assert "IOM IRIS and ILO principles, A.3 [V2]" in [source.text().en for source in finding.sources]


def test_the_overlay_says_what_it_changed() -> None:
    assert [change.text().en for change in national().diff(iris(national()))] == ["replaced: parameter minimum_age"]
