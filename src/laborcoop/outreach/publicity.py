"""Who tells which village of a fair, and when: visits of cadres and work teams, given out by the allocation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from laborcoop.allocation import Problem, allocate
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.fair_tour import FairPublicity, UntoldVillage
from laborcoop.outreach.tour import PublicityTeam, Touring
from laborcoop.outreach.visit import Outreach

_DAY = timedelta(days=1)


def publicise(
    fairs: Sequence[RecruitmentFair], question: Touring
) -> tuple[tuple[FairPublicity, ...], tuple[UntoldVillage, ...], Proof | None]:
    """Have every village of a county told of each fair there, once, in the days before it.

    As many villages as possible are told, and among as many, as early as possible. Without ``publicity_days`` nobody is
    sent.
    """
    if not question.publicity_days:
        return (), (), None
    tasks = [
        (fair, village) for fair in fairs for village in sorted(question.villages) if _there(fair, village, question)
    ]
    pairs: list[tuple[str, str, int]] = []
    slots: dict[str, tuple[PublicityTeam, date]] = {}
    for number, (fair, village) in enumerate(tasks):
        days = _days(fair, question)
        for team in question.teams:
            if village in team.villages:
                for left, day in enumerate(reversed(days)):
                    slot = f"{team.id}/{day}"
                    slots[slot] = team, day
                    pairs.append((_task(number), slot, left))
    result = allocate(
        Problem.from_pairs(
            pairs,
            capacity={slot: team.visits_a_day for slot, (team, _) in slots.items()},
            applicants=[_task(number) for number in range(len(tasks))],
        ),
        objective="count-then-score",
    )
    told, untold = [], []
    for number, (fair, village) in enumerate(tasks):
        found = result.placed.get(_task(number))
        if found is None:
            untold.append(_untold(fair, village, question))
        else:
            told.append(_visit(fair, village, *slots[found]))
    return tuple(told), tuple(untold), Proof.of(result)


def _task(number: int) -> str:
    return f"task-{number}"


def _there(fair: RecruitmentFair, village: str, question: Touring) -> bool:
    return question.villages[village].within(fair.division)


def _days(fair: RecruitmentFair, question: Touring) -> Sequence[date]:
    """The days before a fair on which villages are told of it, and not before today."""
    start = fair.starts.date()
    days = [start - number * _DAY for number in range(question.publicity_days, 0, -1)]
    return [day for day in days if day >= question.on]


def _visit(fair: RecruitmentFair, village: str, team: PublicityTeam, on: date) -> FairPublicity:
    posts = frozenset(post for booth in fair.booths for post in booth.posts)
    visit = Outreach(actor=team.actor, on=on, village=village, channel=team.channel, posts=posts)
    return FairPublicity(fair=fair.id, team=team.id, visit=visit)


def _untold(fair: RecruitmentFair, village: str, question: Touring) -> UntoldVillage:
    teams = tuple(team.id for team in question.teams if village in team.villages)
    if teams:
        code, text = (
            "publicity.teams-busy",
            Text("会前各日 {teams} 的走访都已排满", "{teams} have no visit left on the days before the fair"),
        )
    else:
        code, text = "publicity.no-team", Text("没有人负责该村的宣传", "nobody carries word to the village")
    reason = Reason(code=code, about=teams, text=text.format(teams=teams))
    return UntoldVillage(fair=fair.id, village=village, reasons=(reason,))
