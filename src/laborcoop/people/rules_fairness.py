"""Rules about fair decisions and free will: WK-14, WK-15, WK-21, WK-23."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.people.decision import (
    DecisionGround,
    DecisionKind,
    HiringForm,
    Participation,
    PersonnelDecision,
    Refusable,
)
from laborcoop.people.forbidden import Forbidden, on_list, too_heavy
from laborcoop.people.rules_women import WOMEN_LISTS
from laborcoop.rulebook import Breach, Citation, Context, Mark, Severity, rule
from laborcoop.rulebook.documents import (
    EMPLOYMENT_PROMOTION_LAW,
    FAIR_RECRUITMENT,
    LABOUR_LAW,
    WOMEN_RIGHTS_LAW,
    WOMEN_WORKERS_RULES,
)
from laborcoop.rulebook.rule import AnyRule

_MATERNITY_LISTS = {
    DecisionGround.PREGNANCY: "pregnancy_work_listed",
    DecisionGround.NURSING: "nursing_work_listed",
}
_MATERNITY = (DecisionGround.PREGNANCY, DecisionGround.BIRTH, DecisionGround.NURSING)
_UNFAIR = (
    DecisionGround.ETHNICITY,
    DecisionGround.RACE,
    DecisionGround.SEX,
    DecisionGround.RELIGION,
    DecisionGround.RURAL,
    DecisionGround.DISABILITY,
    DecisionGround.PATHOGEN,
)


def _certain(found: Iterator[Forbidden]) -> bool:
    return any(work.severity is None for work in found)


@rule(
    "WK-14",
    "people.maternity-no-reason",
    Severity.BLOCK,
    subject=PersonnelDecision,
    sources=(
        Citation(WOMEN_WORKERS_RULES, "5"),
        Citation(WOMEN_RIGHTS_LAW, "43"),
        Citation(WOMEN_RIGHTS_LAW, "48"),
    ),
    message=Text(
        "{ground}不得作为拒绝录用、降低工资或辞退的理由", "{ground} is no reason to reject, cut pay or dismiss"
    ),
    suggestion=Text(
        "请撤销该决定或筛选条件；孕期、哺乳期禁忌的岗位在招用时除外。",
        "Undo the decision or the filter; posts forbidden in that state are excepted when hiring.",
    ),
    parameters=tuple(_MATERNITY_LISTS.values()),
)
def maternity_no_reason(decision: PersonnelDecision, ctx: Context) -> Iterator[Breach]:
    """Pregnancy, birth and nursing decide nothing; when hiring, a post forbidden in that state is excepted."""
    for ground in _MATERNITY:
        if ground in decision.grounds and not _state_forbids(ground, decision, ctx):
            yield Breach({"ground": ground.text}, "grounds")


def _state_forbids(ground: DecisionGround, decision: PersonnelDecision, ctx: Context) -> bool:
    name = _MATERNITY_LISTS.get(ground)
    if name is None or decision.duties is None or decision.kind is not DecisionKind.REFUSE:
        return False
    return _certain(on_list(decision.duties, ctx, name))


@rule(
    "WK-15",
    "people.equal-treatment",
    Severity.BLOCK,
    subject=PersonnelDecision,
    sources=(
        Citation(LABOUR_LAW, "12"),
        Citation(LABOUR_LAW, "13"),
        Citation(EMPLOYMENT_PROMOTION_LAW, "3"),
        Citation(EMPLOYMENT_PROMOTION_LAW, "26-31"),
    ),
    message=Text("以{ground}区别对待求职者或劳动者", "{ground} decides about a worker"),
    suggestion=Text(
        "请撤销该决定或筛选条件。例外：国家规定不适合妇女的岗位；病原携带者治愈前不得从事的工作。",
        "Undo the decision or the filter. Excepted: posts that state rules call unsuitable for women; work that "
        "carriers must not do before they are cured.",
    ),
    parameters=WOMEN_LISTS,
)
def equal_treatment(decision: PersonnelDecision, ctx: Context) -> Iterator[Breach]:
    """Nobody is refused, paid less or dismissed for these grounds; two exceptions hold, when hiring only."""
    for ground in _UNFAIR:
        if ground in decision.grounds and not _excepted(ground, decision, ctx):
            yield Breach({"ground": ground.text}, "grounds")


def _excepted(ground: DecisionGround, decision: PersonnelDecision, ctx: Context) -> bool:
    if decision.kind is not DecisionKind.REFUSE:
        return False
    if ground is DecisionGround.SEX:
        return decision.sex is Sex.FEMALE and (decision.listed_unsuitable or _closed_to_women(decision, ctx))
    return ground is DecisionGround.PATHOGEN and decision.work_closed_to_carriers and not decision.cleared


def _closed_to_women(decision: PersonnelDecision, ctx: Context) -> bool:
    duties = decision.duties
    return duties is not None and (
        _certain(on_list(duties, ctx, "women_work_listed")) or _certain(too_heavy(duties, ctx, "women"))
    )


@rule(
    "WK-21",
    "people.voluntary",
    Severity.BLOCK,
    subject=Participation,
    sources=(Citation(FAIR_RECRUITMENT, "", Mark.SECONDARY), Citation(EMPLOYMENT_PROMOTION_LAW, "3")),
    message=Text("自愿原则：{fault}", "free will: {fault}"),
    suggestion=Text(
        "请征求本人意愿；拒绝岗位或车辆不影响资格，请恢复。",
        "Ask for the worker's own wish; refusing costs no eligibility: give it back.",
    ),
)
def voluntary(part: Participation, _ctx: Context) -> Iterator[Breach]:
    """Nobody takes part against the own will, and refusing a post or a vehicle costs no eligibility.

    Where the wish is not recorded, somebody asks: a note.
    """
    if part.voluntary is None:
        yield Breach(
            {"fault": Text("没有记录本人意愿", "the worker's wish is not recorded")}, "voluntary", Severity.INFO
        )
    elif not part.voluntary:
        yield Breach({"fault": Text("并非自愿参加", "does not take part of free will")}, "voluntary")
    for refused in Refusable:
        if refused in part.lost_for:
            fault = Text("因拒绝{what}而失去资格", "lost eligibility for refusing {what}")
            yield Breach({"fault": fault.format(what=refused.text)}, "lost_for")


@rule(
    "WK-23",
    "people.no-intimate-questions",
    Severity.BLOCK,
    subject=HiringForm,
    sources=(Citation(WOMEN_RIGHTS_LAW, "43"),),
    message=Text(
        "招聘表格第 {position} 项询问或要求{question}", "item {position} of the hiring form asks for {question}"
    ),
    suggestion=Text("请删去该项。", "Remove the item."),
)
def no_intimate_questions(form: HiringForm, _ctx: Context) -> Iterator[Breach]:
    """No question on marriage or childbirth, and no pregnancy test, when hiring."""
    for position, question in form.questions():
        yield Breach({"position": position + 1, "question": question.text}, f"labels[{position}]")


RULES: tuple[AnyRule, ...] = (maternity_no_reason, equal_treatment, voluntary, no_intimate_questions)
