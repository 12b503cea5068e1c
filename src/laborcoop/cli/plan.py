"""`laborcoop plan CASE`: the main job, from the case folder to the plan's files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from laborcoop.cli.accounts import rows_left_out, say_findings, say_intake, say_refused_files, say_rows_left_out
from laborcoop.cli.console import Console
from laborcoop.cli.terminal import Style
from laborcoop.exchange.case import load_case
from laborcoop.exchange.plan_files import write_plan
from laborcoop.journey import Outcome
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.unread_files import refused_files
from laborcoop.rulebook import Finding

_HEADER = (
    Text("阶段", "stage"),
    Text("进入", "came in"),
    Text("安排", "placed"),
    Text("不需要", "not needed"),
    Text("未安排", "left out"),
)


def run_plan(console: Console, folder: Path, out: Path | None, on: date | None, *, reveal: bool) -> int:
    """Plan a case and write its files; the exit status.

    Args:
        console: where to speak.
        folder: the case folder.
        out: where to write to; ``out/`` and the folder's name unless given.
        on: the day of the plan; the case's unless given.
        reveal: whether names and numbers stand in the files.

    Raises:
        LaborcoopError: the case cannot be read at all, or a package is missing.
        OSError: the files cannot be written.
    """
    console.step(Text("正在读取案例", "reading the case"), 1, 4)
    case = load_case(folder, on=on)
    console.step(Text("正在制定计划", "planning"), 2, 4)
    plan = plan_return(case)
    console.step(Text("正在核验", "verifying"), 3, 4)
    faults = plan.verify()
    console.step(Text("正在写出文件", "writing the files"), 4, 4)
    target = out or Path("out") / folder.resolve().name
    written = write_plan(plan, target, locale=console.locale, reveal=reveal, faults=faults)
    console.done()
    return report(console, plan, faults, written)


def report(console: Console, plan: ReturnPlan, faults: tuple[Finding, ...], written: tuple[Path, ...]) -> int:
    """Say what a plan comes to and where its files are; the exit status.

    Args:
        console: where to speak.
        plan: the plan.
        faults: what `ReturnPlan.verify` found.
        written: the files.
    """
    console.say(Text("{name}（计划日 {on}）", "{name} (planned on {on})").format(name=plan.case.name, on=plan.case.on))
    if plan.case.synthetic:
        console.say(Text("合成数据：人员均为虚构", "synthetic data: all people are invented"))
    console.say()
    console.say(plan.summary().render(console.locale))
    console.say()
    say_intake(console, plan.case.intake)
    console.table(_HEADER, [_line(console, plan, outcome) for outcome in plan.outcomes])
    along = len(plan.handovers) - len(plan.matches)
    console.say(
        (_SUM_WITH_FAMILIES if along else _SUM).format(
            persons=_people(plan.case.intake.persons),
            arrived=_people(len(plan.matches)),
            along=_people(along),
            left_out=_people(len(plan.unplaced)),
            refused=_people(plan.case.intake.refused_persons),
        )
    )
    console.say()
    say_findings(console, plan.findings + faults)
    clean = _say_what_is_wrong(console, plan, faults)
    console.say()
    console.say(Text("请看：", "look here:"))
    console.files(written)
    return 0 if clean else 1


_SUM = Text(
    "{persons} = 到岗 {arrived} + 未安排 {left_out} + 退回 {refused}",
    "{persons} = {arrived} brought to the gate + {left_out} left out + {refused} refused",
)
_SUM_WITH_FAMILIES = Text(
    "{persons} = 到岗 {arrived} + 随行到厂 {along} + 未安排 {left_out} + 退回 {refused}",
    "{persons} = {arrived} brought to the gate + {along} brought along + {left_out} left out + {refused} refused",
)


def _people(number: int) -> Text:
    return Count(number, Unit.PERSON).text()


def _line(console: Console, plan: ReturnPlan, outcome: Outcome[Any]) -> tuple[str | int, ...]:
    name = outcome.stage.label.render(console.locale)
    return (
        f"{name} {plan.case.hub_name(outcome.hub).render(console.locale)}".strip(),
        len(outcome.came_in),
        len(outcome.placed),
        len(outcome.not_needed),
        len(outcome.left_out),
    )


def _say_what_is_wrong(console: Console, plan: ReturnPlan, faults: tuple[Finding, ...]) -> bool:
    """Say what makes the exit status 1; whether there is nothing of the kind."""
    refused, left_out = refused_files(plan.findings), rows_left_out(plan.case)
    say_refused_files(console, refused)
    say_rows_left_out(console, left_out)
    proofs = [(outcome, outcome.proof) for outcome in plan.outcomes if outcome.proof is not None]
    impossible = [outcome for outcome, proof in proofs if proof.status == "infeasible"]
    for outcome in impossible:
        stage = _line(console, plan, outcome)[0]
        console.say(Text("阶段无法完成：{stage}", "stage impossible: {stage}").format(stage=stage), Style.BAD)
    wrong = [*(fault.message for fault in faults), *(fault for _, proof in proofs for fault in proof.faults)]
    for message in wrong:
        console.say(Text("核验发现：{message}", "verification found: {message}").format(message=message), Style.BAD)
    if not wrong:
        console.say(Text("计划已通过独立核验", "the plan has passed the independent check"), Style.GOOD)
    return not (refused or left_out or impossible or wrong)
