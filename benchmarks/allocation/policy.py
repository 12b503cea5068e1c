"""What each policy means in people, on seeded problems of 5 000 workers and 200 posts.

Run ``python benchmarks/allocation/policy.py`` (two minutes) to write the tables of docs/explanation/policy.md and its
Chinese twin, between their marks. ``300 20`` after it prints the table for other sizes instead. Nothing is timed; the
same seeds give the same figures on every machine.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import instances
from attrs import evolve, frozen
from scale import scored

from laborcoop.allocation import Problem, Result, allocate

PAGES = Path(__file__).parents[2] / "docs" / "explanation"
SEEDS = (1, 2, 3)
SIZE = (5000, 200)
FLAGGED = 0.3
"""The share of people whom the programme would serve first."""
OLDER = 50


@frozen
class Policy:
    """A way to decide, in both languages, and how it is asked for."""

    en: str
    zh: str
    asked: Mapping[str, Any]
    tier: bool = False
    """Whether the flagged are a tier of their own, before everybody else."""
    priority: bool = False
    """Whether the flagged come first among equally good answers."""
    band: int = 1
    """How many points of score count as one."""


POLICIES = (
    Policy("queue: in order of arrival", "排队：先到先得", {"mechanism": "queue"}),
    Policy("stable: nobody can undo it", "稳定：无人能推翻", {"mechanism": "stable"}),
    Policy("optimal, score first", "最优，分值优先", {"objective": "score"}),
    Policy("optimal, count first", "最优，人数优先", {"objective": "count-then-score"}),
    Policy(
        "score first; priority for the flagged",
        "分值优先；同等条件下照顾对象优先",
        {"objective": "score"},
        priority=True,
    ),
    Policy("score first in bands of 20 points", "分值优先，20 分为一档", {"objective": "score"}, band=20),
    Policy(
        "the same; priority for the flagged",
        "同上；同等条件下照顾对象优先",
        {"objective": "score"},
        priority=True,
        band=20,
    ),
    Policy("score first; the flagged as tier 0", "分值优先；照顾对象为第 0 层", {"objective": "score"}, tier=True),
    Policy(
        "count first; the flagged as tier 0",
        "人数优先；照顾对象为第 0 层",
        {"objective": "count-then-score"},
        tier=True,
    ),
)
COLUMNS = {
    "placed": ("placed", "已安置"),
    "score": ("total score", "总分"),
    "first": ("at their own best place", "得到自己的首选"),
    "blocked": ("could undo it", "可推翻安排者"),
    "waiting": ("waiting", "等待"),
    "flagged": ("of them flagged", "其中照顾对象"),
    "older": (f"of them {OLDER} or older", f"其中 {OLDER} 岁以上"),
    "unschooled": ("of them of the lowest schooling", "其中学历最低者"),
}


def figures(result: Result, workers: Iterable[instances.Seeker], flagged: frozenset[str]) -> dict[str, int]:
    """One result in people, by the scores of its problem."""
    pairs = result.problem.pairs
    waiting = [one for one in workers if one.id in result.unplaced]
    return {
        "placed": len(result.placed),
        "score": result.score,
        "first": sum(pairs.of(name)[place] == max(pairs.of(name).values()) for name, place in result.placed.items()),
        "blocked": len({name for name, _ in result.blocking_pairs()}),
        "waiting": len(waiting),
        "flagged": sum(one.id in flagged for one in waiting),
        "older": sum(one.age >= OLDER for one in waiting),
        "unschooled": sum(one.education == 0 for one in waiting),
    }


def seen(seed: int, people: int, posts: int) -> list[dict[str, int]]:
    """The figures of every policy on one problem."""
    workers, places = instances.seekers(people, seed), instances.openings(posts, people, seed + 1)
    pairs = [
        (workers[first + row].id, places[column].id, int(score[row, column]))
        for first, is_open, score in scored(workers, places)
        for row, column in zip(*map(list, is_open.nonzero()), strict=True)
    ]
    chance = Random(seed)
    flagged = frozenset(one.id for one in workers if chance.random() < FLAGGED)
    parts: dict[str, Any] = {
        "capacity": {place.id: place.openings for place in places},
        "applicants": [one.id for one in workers],
    }
    exact = Problem.from_pairs(pairs, **parts)
    found = []
    for policy in POLICIES:
        problem = Problem.from_pairs(
            [(name, place, score // policy.band) for name, place, score in pairs],
            tier={one.id: int(one.id not in flagged) for one in workers} if policy.tier else {},
            priority=dict.fromkeys(flagged, 0) if policy.priority else {},
            **parts,
        )
        result = allocate(problem, **policy.asked)
        assert result.status == ("feasible" if result.mechanism == "queue" else "proved")
        assert result.verify() == ()
        found.append(figures(evolve(result, problem=exact), workers, flagged))
        assert found[-1]["blocked"] == 0 or result.mechanism != "stable"
        print(seed, policy.en, found[-1], file=sys.stderr, flush=True)
    return found


def table(every: list[list[dict[str, int]]], locale: str) -> str:
    """A line for each policy: the median over the seeds."""
    at = ("en", "zh").index(locale)
    heads = ["policy" if locale == "en" else "办法", *(names[at] for names in COLUMNS.values())]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for number, policy in enumerate(POLICIES):
        shown = [f"{median(one[number][key] for one in every):,}".replace(",", " ") for key in COLUMNS]
        lines.append("| " + " | ".join([getattr(policy, locale), *shown]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Work the policies out and write, or print, their tables."""
    people, posts = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else SIZE  # noqa: PLR2004 - a size is two numbers
    every = [seen(seed, people, posts) for seed in SEEDS]
    for page, locale in (("policy.md", "en"), ("policy.zh-CN.md", "zh")):
        made = table(every, locale)
        if (people, posts) != SIZE:
            print(made)
            continue
        path = PAGES / page
        marked = re.compile(r"(?<=<!-- made by benchmarks/allocation/policy.py -->\n).*?(?=\n<!-- end -->)", re.DOTALL)
        path.write_text(marked.sub(lambda _: made, path.read_text("utf-8")), encoding="utf-8")  # noqa: B023 - at once


if __name__ == "__main__":
    main()
