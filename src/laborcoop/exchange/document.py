"""plan.json as classes: what a plan says to other programs. The page "plan.json" describes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange.entries import Entry, FindingEntry, IntakeEntry, WhereEntry, Words, check_masked
from laborcoop.kernel.text import Text

FORMAT = "laborcoop-plan"
VERSION = 1


@frozen(kw_only=True)
class CaseEntry(Entry):
    """The case that was planned."""

    id: Annotated[str, Text("编号", "id")]
    name: Annotated[Words, Text("名称", "name")]
    note: Annotated[Words, Text("说明", "note")]
    on: Annotated[date, Text("计划日", "the day on which the plan was made")]
    synthetic: Annotated[bool, Text("人员均为虚构", "all people are invented")]


@frozen(kw_only=True)
class FigureEntry(Entry):
    """One figure of the summary."""

    key: Annotated[str, Text("键", "key")]
    title: Annotated[Words, Text("名称", "what is counted")]
    value: Annotated[int, Text("数值", "value")]
    unit: Annotated[str, Text("单位", "unit")]


@frozen(kw_only=True)
class GoalEntry(Entry):
    """One goal of an allocation, and the bound that no answer can pass."""

    name: Annotated[Words, Text("目标", "goal")]
    value: Annotated[int, Text("达到的数值", "value reached")]
    bound: Annotated[int, Text("界", "bound")]


@frozen(kw_only=True)
class ProofEntry(Entry):
    """How good a stage's answer is; gap 0 is proved best."""

    status: Annotated[str, Text("状态", "status")]
    goals: Annotated[tuple[GoalEntry, ...], Text("按次序的目标", "goals in their order")]
    gap: Annotated[int, Text("差距", "gap")]
    faults: Annotated[tuple[Words, ...], Text("独立复核发现的问题", "what the independent check found")]


@frozen(kw_only=True)
class StageEntry(Entry):
    """One stage in persons: came in = placed + not needed + left out.

    Raises:
        InvalidValue: somebody is lost or counted twice.
    """

    stage: Annotated[str, Text("阶段", "stage")]
    hub: Annotated[str, Text("城镇（住宿阶段）", "town, of a beds stage")]
    title: Annotated[Words, Text("名称", "name")]
    came_in: Annotated[int, Text("进入人数", "came in")]
    placed: Annotated[int, Text("安排人数", "placed")]
    not_needed: Annotated[int, Text("不需要人数", "not needed")]
    left_out: Annotated[int, Text("未安排人数", "left out")]
    proof: Annotated[ProofEntry | None, Text("证明", "proof")]

    def __attrs_post_init__(self) -> None:
        parts = (self.placed, self.not_needed, self.left_out)
        if self.came_in != sum(parts) or min(parts) < 0:
            raise InvalidValue(
                Text(
                    "进入人数应等于安排、不需要、未安排之和",
                    "those who came in must be those placed, in no need and left out together",
                )
            )


@frozen(kw_only=True)
class ReasonEntry(Entry):
    """Why somebody is left out."""

    code: Annotated[str, Text("编号", "code")]
    zh: Annotated[str, Text("中文", "Chinese")]
    en: Annotated[str, Text("英文", "English")]


@frozen(kw_only=True)
class MatchEntry(Entry):
    """The employer and, of a new one, the post."""

    employer: Annotated[str, Text("企业编号", "id of the employer")]
    post: Annotated[str | None, Text("岗位编号；返回原企业的为空", "id of the post; none for a return")]
    first_day: Annotated[date, Text("首个工作日", "first working day")]


@frozen(kw_only=True)
class RideEntry(Entry):
    """A seat on a leg from stop to stop."""

    leg: Annotated[str, Text("班次编号", "id of the leg")]
    vehicle: Annotated[str, Text("车辆编号", "id of the vehicle")]
    train: Annotated[str, Text("车次", "numbers of the train")]
    board: Annotated[str, Text("上车地点编号", "id of the place boarded at")]
    depart: Annotated[datetime, Text("发车", "departure")]
    alight: Annotated[str, Text("下车地点编号", "id of the place alighted at")]
    arrive: Annotated[datetime, Text("到达", "arrival")]
    seat: Annotated[str, Text("座位", "seat")]


@frozen(kw_only=True)
class StayEntry(Entry):
    """A bed for the nights from ``start`` to before ``end``."""

    lodging: Annotated[str, Text("住宿编号", "id of the lodging")]
    room: Annotated[str, Text("房间编号", "id of the room")]
    bed: Annotated[int, Text("床位", "bed")]
    start: Annotated[date, Text("入住日", "first night")]
    end: Annotated[date | None, Text("离开日", "day of leaving")]


@frozen(kw_only=True)
class HandoverEntry(Entry):
    """The hand-over at the gate."""

    employer: Annotated[str, Text("企业编号", "id of the employer")]
    gate: Annotated[str, Text("厂门地点编号", "id of the gate's place")]
    at: Annotated[datetime, Text("时间", "time")]


@frozen(kw_only=True)
class PersonEntry(Entry):
    """One person of the rosters and what became of that person.

    ``name`` and ``number`` are None for a refused row: what could not be read is not repeated.

    Raises:
        InvalidValue: somebody travels without a match and a hand-over, goes along with a match or without a
            hand-over, or is left out or refused without a reason.
    """

    id: Annotated[str, Text("人员编号", "id of the worker")]
    name: Annotated[str | None, Text("姓名", "name")] = field(repr=False)
    number: Annotated[str | None, Text("身份证号码", "resident number")] = field(repr=False)
    where: Annotated[WhereEntry, Text("花名册中的位置", "place in the rosters")]
    outcome: Annotated[Literal["travelling", "accompanying", "left-out", "refused"], Text("结果", "outcome")]
    stage: Annotated[str | None, Text("在哪一阶段未安排", "stage at which the person was left out")]
    reasons: Annotated[tuple[ReasonEntry, ...], Text("理由", "reasons")]
    match: Annotated[MatchEntry | None, Text("岗位", "match")]
    rides: Annotated[tuple[RideEntry, ...], Text("乘车", "rides")]
    stays: Annotated[tuple[StayEntry, ...], Text("住宿", "stays")]
    handover: Annotated[HandoverEntry | None, Text("交接", "hand-over")]

    def __attrs_post_init__(self) -> None:
        works = self.outcome == "travelling"
        travels = works or self.outcome == "accompanying"
        if works is (self.match is None) or travels is (self.handover is None) or travels is bool(self.reasons):
            raise InvalidValue(
                Text(
                    "出行的人有岗位和交接、没有理由（随行的人没有岗位）；其他人没有岗位和交接、有理由",
                    "travellers must have a match (who goes along: none), a hand-over and no reasons; others must have "
                    "reasons alone",
                )
            )


@frozen(kw_only=True)
class PlanDocument(Entry):
    """plan.json. ``masked`` says whether names and numbers are masked.

    Raises:
        InvalidValue: ``masked`` is true, and one of the texts holds a whole resident number.
    """

    format: Annotated[Literal["laborcoop-plan"], Text("格式", "format")] = "laborcoop-plan"
    version: Annotated[Literal[1], Text("版本", "version")] = 1
    masked: Annotated[bool, Text("姓名和号码已遮蔽", "names and numbers are masked")]
    case: Annotated[CaseEntry, Text("案例", "case")]
    intake: Annotated[IntakeEntry, Text("花名册", "rosters")]
    summary: Annotated[tuple[FigureEntry, ...], Text("汇总", "summary")]
    stages: Annotated[tuple[StageEntry, ...], Text("各阶段", "stages")]
    sound: Annotated[bool, Text("独立核验无误", "the independent check found nothing")]
    people: Annotated[tuple[PersonEntry, ...], Text("人员", "people")]
    findings: Annotated[tuple[FindingEntry, ...], Text("问题", "findings")]

    def __attrs_post_init__(self) -> None:
        if self.masked:
            check_masked(self)

    def __repr__(self) -> str:
        """Counts only."""
        return f"<PlanDocument {self.case.id}: {len(self.people)} people, {len(self.findings)} findings>"
