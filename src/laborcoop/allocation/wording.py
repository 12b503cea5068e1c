"""The reasons of an answer as sentences: what kinds there are, and how each is worded for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from laborcoop.allocation.cap import Cap
    from laborcoop.allocation.goals import Aim, Kind

REASONS: dict[str, Text] = {
    "here": Text("{who} 安排在 {place}", "{who} is at {place}"),
    "not-open": Text(
        "{place} 不对 {who} 开放：所给数据没有把两者列在一起",
        "{place} is not open to {who}: the data given do not list the two together",
    ),
    "forbidden": Text("{place} 不对 {who} 开放，不符合：{rules}", "{place} is not open to {who}, by the rule: {rules}"),
    "not-open-to-group": Text(
        "{place} 不对同组的 {blocked} 开放，小组不拆分",
        "{place} is not open to {blocked} of the same group, and a group is not split",
    ),
    "pinned": Text("{who} 已固定在 {there}", "{who} is pinned to {there}"),
    "pinned-away": Text(
        "{place} 有 {capacity} 个名额，已固定在那里的人（及其同组）占 {kept} 个，{party}要 {size} 个",
        "{place} has {openings}, of which those who are pinned there (with their groups) take {kept}; {party} would"
        " take {size}",
    ),
    "cap-too-small": Text(
        "无论他人如何安排，{party}去 {place} 都会超过{never}",
        "whatever others do, {party} at {place} would pass {never}",
    ),
    "no-opening": Text("{place} 没有名额", "{place} has no openings"),
    "cohort-above-capacity": Text(
        "{place} 至少要 {minimum} 人，但只有 {capacity} 个名额，因此不开放",
        "{place} wants at least {minimum} but has only {openings}, so it stays closed",
    ),
    "too-large": Text(
        "{party}共占 {size} 个名额，{place} 只有 {capacity} 个",
        "{party} would take {size} openings; {place} has only {capacity}",
    ),
    "no-cohort": Text(
        "{place} 至少要 {minimum} 人，没有凑够，因此不开放",
        "{place} wants at least {minimum}; they did not come together, so it stays closed",
    ),
    "full": Text("{place} 已满（{capacity} 个名额）", "{place} is full ({openings})"),
    "too-few-left": Text(
        "{place} 的 {capacity} 个名额只空 {free} 个，{party}要 {size} 个",
        "{place} has only {free} of its {openings} free; {party} would take {size}",
    ),
    "cap": Text("{place} 计入的限额已用完：{caps}", "what {place} counts towards is used up: {caps}"),
    "needed": Text(
        "若 {party}离开 {there} 去 {place}，而别人都不动，就达不到 {needed} 的最低要求",
        "if {party} left {there} for {place} and all others stayed, the least that {needed} asks for would not be"
        " reached",
    ),
    "worse": Text("去 {place} 会使{goal}减少 {loss}", "going to {place} would lower {goal} by {loss}"),
    "equal": Text(
        "去 {place} 同样好；同等的安排之间按编号固定抽签，与先后、姓名无关",
        "{place} would be exactly as good; between equals a fixed draw by the ids decides, not order or name",
    ),
    "better": Text(
        "去 {place} 本可更好；搜索在此之前已停止", "{place} would be better; the search was stopped before it got there"
    ),
    "prefers": Text(
        "{who} 得到的 {there} 不比 {place} 差", "{there}, which {who} got, suits them no less than {place}"
    ),
    "unstable": Text(
        "{party}与 {place} 都更愿意选择对方：有小组时未必有稳定的结果",
        "{party} and {place} would both rather have each other: with groups there may be no stable answer",
    ),
    "turn": Text("排队时，{before}", "in the queue, {before}"),
    "infeasible": Text(
        "各项要求互相矛盾，因此没有任何安排", "the demands contradict one another, so nothing was placed"
    ),
}
"""By code, which is stable."""

PRICED = Text(
    "{who} 去那里可使{goal}增加 {more}，其他人因此至少减少 {price}",
    "{who} there would add {more} to {goal}, and others would lose at least {price} by it",
)
"""The price at which others were worth more."""
UNPAID = Text(
    "{who} 去那里不会使{goal}增加，其他人却因此至少减少 {price}",
    "{who} there would add nothing to {goal}, and others would lose at least {price} by it",
)
"""The same, where the applicant adds nothing."""
OR_BEFORE = Text("，或在更靠前的目标上有所失", ", or something in a goal before that")
COMPARED = Text("（那里 {gain} 分，现在 {there} {own} 分）", " ({gain} there, {own} at {there})")
EVEN = Text(
    "{who} 去那里所得，其他人至少同样失去；得失相等时按编号固定抽签",
    "what {who} would gain there, others would lose at least; between equals a fixed draw by the ids decides",
)
UNBEATEN = Text(
    "{party}去那里可使{goal}增加 {more}；已证明：即使各项要求允许，其他人也至少同样减少",
    "{party} there would add {more} to {goal}, and it is proved that others would lose at least as much by it, if the"
    " demands allow it at all",
)
"""The same where people are indivisible, so that no price says how much more others would lose."""
LESS = Text(
    "{party}在 {place} 对{goal}的贡献会少 {loss}",
    "{party} at {place} would bring {loss} less to {goal}",
)
"""What somebody would lose, whatever others make of the room that is left."""
STILL_LOWER = Text(
    "；即使其他人尽量补上，{goal}仍会减少 {loss}",
    "; even with the best that others could make of it, {goal} would be lower by {loss}",
)
LOWER_AT_LEAST = Text(
    "；其他人至多补上一部分，{goal}至少减少 {loss}",
    "; others could make up for part of it at the most: {goal} would be lower by at least {loss}",
)
PINNED_WITH = Text(
    "同组的 {member} 已固定在 {there}，小组不拆分",
    "{member} of the same group is pinned to {there}, and a group is not split",
)
PREFERS_TOGETHER = Text(
    "按全组分值合计，{party}得到的 {there} 不比 {place} 差",
    "by the sum of their scores, {there} suits {party} no less than {place}",
)
NO_BETTER = Text(
    "已证明：在各项要求之内，腾出名额的任何办法都不会更好",
    "it is proved that no way of making room within the demands would be better",
)
KEEPING = Text(
    "限额 {name}（至少 {least}）要求那里的人留下", "the cap {name} (at least {least}) asks for people who are there"
)
WANTED = Text("{place} 对现有每个人的评价都不低于 {least}", "{place} wants everyone there at least as much as {least}")
LEAST_OF_GROUP = Text("（同组中它最不看重的人）", " (of their group the one whom it wants least)")
HELD_BACK = Text(
    "只放弃 {place} 更不看重且未固定的人，腾不出 {size} 个名额",
    "letting go of those whom {place} wants less, and who are not pinned, does not free {size}",
)
AS_ITS_LEAST = Text(
    "（小组按组内最不被看重的人计）", " (a group is wanted as much as the one of it who is wanted least)"
)
USED_UP = Text("已用完：{caps}", "used up: {caps}")
EARLIER = Text(
    "已占的名额归固定者和轮次在前的人", "what is taken went to the pinned and to those whose turn came before"
)
EARLIER_PART = Text(
    "轮到 {party}时，{taken}已归固定者和轮次在前的人",
    "when the turn of {party} came, {taken} had gone to the pinned and to those whose turn came before",
)
CALLED = Text(
    "{called} 有人固定，其最低人数优先于到达顺序和各人的意愿",
    "somebody is pinned to {called}: to reach the minimum there goes before the order of arrival, and before what"
    " people like better",
)
CLOSED = Text(
    "{place} 至少要 {minimum} 人，按到达顺序没有凑够，因此关闭",
    "{place} wants at least {minimum}; in the order of arrival they did not come together, so it was closed",
)

LIKEWISE = (
    Text("；另有 {names} 同此类", "; likewise {names}"),
    Text("；另有 {names} 等共 {count} 处同此类", "; likewise {names} and {rest} more"),
)
ALIKE = (
    Text("{names} 理由同类，数字各别", "{names}: reasons of the same kind, each with its own figures"),
    Text(
        "{names} 等共 {count} 处理由同类，数字各别",
        "{names} and {rest} more: reasons of the same kind, each with its own figures",
    ),
)
"""Places of which something else may be true than what was said."""

_GOALS: dict[Kind, Text] = {
    "people": Text("安置人数", "the number of people placed"),
    "score": Text("总分", "the total score"),
    "priority": Text("优先级 {key} 的安置人数", "the number of people placed of priority {key}"),
    "moves": Text("留在原处的人数", "the number of people who stay where they were"),
}
_IN_TIER = Text("第 {key} 层的{goal}", "{goal} in tier {key}")
_AFTER_COST = Text("{goal}（扣除变动成本）", "{goal} (less what moves cost)")


def goal_of(aim: Aim, aims: Sequence[Aim]) -> Text:
    """A goal in a sentence; the tier is named only where there are several."""
    text = _GOALS[aim.kind].format(key=aim.key)
    if aim.move_cost:
        text = _AFTER_COST.format(goal=text)
    is_one = len({other.key for other in aims if other.kind == aim.kind}) == 1
    return text if is_one or aim.kind not in {"people", "score"} else _IN_TIER.format(key=aim.key, goal=text)


def openings(count: int) -> Text:
    """So many openings."""
    return Text(f"{count} 个名额", "1 opening" if count == 1 else f"{count} openings")


def held(count: int, low: int, high: int, who: str, score: int) -> Text:
    """Who is there, by their scores, beside the score of somebody who is not."""
    zh = f"{low}" if low == high else f"{low} 至 {high}"
    en = f"a score of {low}" if low == high else f"scores from {low} to {high}"
    people = "1 person is" if count == 1 else f"{count} people are"
    return Text(
        f"那里有 {count} 人，分值 {zh}；{who} 为 {score}", f"{people} there, with {en}; {who} would have {score}"
    )


def pinned(count: int, alone: int) -> Text:
    """How many of those at a place are pinned to it, ``alone`` without those of their groups who are not."""
    people = "1 of those there is" if count == 1 else f"{count} of those there are"
    if alone < count:
        return Text(
            f"其中 {count} 人本人或同组有人固定在那里", f"{people} pinned to it, or of a group with somebody who is"
        )
    return Text(f"其中 {count} 人已固定在那里", f"{people} pinned to it")


def party(who: str, count: int) -> Text:
    """An applicant, with their group where they have one."""
    # An id may be the number of a row, which is no text.
    return Text(f"{who} ", f"{who}") if count == 1 else Text(f"{who} 及同组", f"{who} and their group")


def capped(cap: Cap) -> Text:
    """A cap with its limit."""
    return Text("限额 {name}（至多 {most}）", "the cap {name} (at most {most})").format(name=cap.name, most=cap.most)


def in_one(parts: Iterable[Text]) -> Text:
    """A sentence of several parts, nothing between them."""
    texts = tuple(parts)
    return Text("".join(text.zh for text in texts), "".join(text.en for text in texts))
