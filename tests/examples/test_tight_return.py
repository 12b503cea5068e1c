"""The case with too few seats: what its maker writes, and how many more arrive when all stages are seen together."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import laborcoop as lc
from laborcoop.journey import Stage

_ROOT = Path(__file__).parents[2]
_COMMITTED = _ROOT / "examples" / "tight-return"


@pytest.fixture(scope="module")
def case() -> lc.Case:
    return lc.load_case(_COMMITTED)


@pytest.fixture(scope="module")
def joint(case: lc.Case) -> lc.ReturnPlan:
    return lc.plan_return(case, joint=True)


def test_the_maker_writes_what_is_committed(tmp_path: Path) -> None:
    command = [sys.executable, str(_ROOT / "examples" / "make_tight_return.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "1"})  # noqa: S603 - our own script
    committed, made = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".md"
        }
        for folder in (_COMMITTED, tmp_path)
    )
    assert made == committed


def test_stage_by_stage_the_train_and_the_beds_for_women_leave_people_out(case: lc.Case) -> None:
    plan = lc.plan_return(case)
    assert len(plan.travellers) == 74
    assert Counter(reasons[-1].code for reasons in plan.unplaced.values()) == {"seats.train-full": 21, "beds.full": 5}
    assert plan.verify() == ()


def test_seen_together_everybody_arrives_and_no_plan_brings_more(joint: lc.ReturnPlan) -> None:
    assert len(joint.travellers) == 100
    assert joint.verify() == ()
    proof = joint.outcome(Stage.GATE).proof
    assert proof is not None
    assert (proof.goals[-1].value, proof.goals[-1].bound, proof.gap) == (100, 100, 0)


def test_only_those_who_take_another_post_leave_their_employer(case: lc.Case, joint: lc.ReturnPlan) -> None:
    own = {registration.worker: registration for registration in case.registrations if registration.employer}
    assert len(own) == 40
    for worker, registration in own.items():
        assert joint.matches[worker].returns or registration.accepts_other
    assert sum(joint.matches[worker].returns for worker in own) == 40


def test_on_the_spring_return_both_bring_the_same_number(spring_return: lc.Case) -> None:
    plan = lc.plan_return(spring_return, joint=True)
    proof = plan.outcome(Stage.GATE).proof
    assert proof is not None
    assert (len(plan.travellers), proof.goals[-1].bound, plan.verify()) == (997, 997, ())
