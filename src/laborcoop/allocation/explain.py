"""Why an applicant is where they are, and why each other place did not come to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from laborcoop.allocation.goals import Aim
from laborcoop.allocation.order import readable
from laborcoop.allocation.parties import open_to
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.situation import Situation
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.kernel.text import Locale

Mechanism = Literal["optimal", "stable", "queue"]

_SHOWN = 5

_TEXTS: dict[str, Text] = {
    "here": Text("{who} 就在 {place}", "{who} is at {place}"),
    "not-open": Text("没有 {who} 与 {place} 的配对", "{place} is not open to {who}: there is no such pair"),
    "forbidden": Text("{place} 不对 {who} 开放：{rules}", "{place} is not open to {who}: {rules}"),
    "not-open-to-group": Text(
        "{place} 不对同组的 {blocked} 开放，小组不拆分",
        "{place} is not open to {blocked} of the same group, and a group is not split",
    ),
    "pinned": Text("{who} 已固定在 {there}", "{who} is pinned to {there}"),
    "no-opening": Text("{place} 没有名额", "{place} has no openings"),
    "cohort-above-capacity": Text(
        "{place} 至少要 {minimum} 人，但只有 {capacity} 个名额，因此不开放",
        "{place} wants at least {minimum} but has {capacity} openings, so it stays closed",
    ),
    "too-large": Text(
        "{who} 及同组共占 {size} 个名额，{place} 只有 {capacity} 个",
        "{who} and their group take {size} openings; {place} has {capacity}",
    ),
    "no-cohort": Text(
        "{place} 至少要 {minimum} 人，没有凑够，因此不开放",
        "{place} wants at least {minimum}; they did not come together, so it stays closed",
    ),
    "full": Text("{place} 的 {capacity} 个名额已满", "the {capacity} openings of {place} are taken"),
    "cap": Text("限额 {caps} 已满", "the cap {caps} is used up"),
    "needed": Text(
        "{who} 离开 {there} 会破坏 {needed} 的要求", "if {who} left {there}, the demand of {needed} would fail"
    ),
    "worse": Text("去 {place} 会使目标“{goal}”减少 {loss}", "going to {place} would lower the goal '{goal}' by {loss}"),
    "equal": Text(
        "{place} 与现结果同样好，由编号的稳定散列决定",
        "{place} is exactly as good; the stable hash of the ids decided",
    ),
    "better": Text(
        "去 {place} 本可更好；搜索在此之前已停止", "{place} would be better; the search was stopped before it got there"
    ),
    "prefers": Text(
        "{who} 得到的 {there} 不比 {place} 差", "{there}, which {who} got, suits them no less than {place}"
    ),
    "unstable": Text(
        "{who} 与 {place} 都更愿意选择对方：有小组时未必有稳定的结果",
        "{who} and {place} would both rather have each other: with groups there may be no stable answer",
    ),
    "turn": Text("轮到 {who} 时已不可行", "it was not possible when it was {who}'s turn"),
    "infeasible": Text("各项要求互相矛盾，没有任何安排", "the demands contradict one another, so nothing was placed"),
}

_PRICE = Text(
    "为此他人至少失去 {price}，而这一配对带来 {gain}（目标“{goal}”）",
    "making room would cost others at least {price}, and this pair brings {gain} (goal '{goal}')",
)
_PRICES = Text(
    "为此他人至少失去 {price}，而这一配对带来 {gain}，现在的 {there} 带来 {own}（目标“{goal}”）",
    "making room would cost others at least {price}, and this pair brings {gain} where {there} brings {own}"
    " (goal '{goal}')",
)
_EVEN = Text("改去那里，他人所失不少于所得", "what going there brings, others would lose")
_HELD = Text(
    "现有 {count} 人，分值 {low} 至 {high}；这一配对为 {score}",
    "{count} people are there, with scores from {low} to {high}; this pair has {score}",
)


@frozen
class Refusal:
    """Why one place did not come to one applicant (or, with the code ``here``, that it did)."""

    applicant: str
    place: str
    code: str
    """Which kind of reason: ``full``, ``cap``, ``not-open``, … Stable, for counting."""
    text: Text
    score: int | None
    """The pair's score; None where there is no such pair."""

    def render(self, locale: Locale) -> str:
        """The reason as a sentence."""
        return self.text.render(locale)


@frozen
class Why:
    """Everything that was open to an applicant, and why each came to them or not, the best score first."""

    applicant: str
    place: str | None
    options: tuple[Refusal, ...]
    text: Text

    def render(self, locale: Locale) -> str:
        """A heading and a line for each open place."""
        return "\n".join([self.text.render(locale), *(f"- {option.render(locale)}" for option in self.options)])


@frozen
class Judge:
    """Words the reasons of one result."""

    problem: Problem
    mechanism: Mechanism
    aims: Sequence[Aim]
    status: str
    situation: Situation
    worth: Mapping[str, tuple[int, ...]]
    loss: Mapping[str, tuple[int, ...]]
    held: Mapping[str, tuple[int, int, int]]
    """Place id -> how many people are there, their lowest and their highest score."""

    @classmethod
    def of(
        cls,
        problem: Problem,
        placed: Mapping[str, str],
        *,
        mechanism: Mechanism,
        aims: Sequence[Aim],
        status: str,
        worth: Mapping[str, tuple[int, ...]],
        loss: Mapping[str, tuple[int, ...]],
    ) -> Judge:
        """A judge of one placement."""
        scores: dict[str, list[int]] = {}
        for name, place in placed.items():
            scores.setdefault(place, []).append(problem.pairs.of(name)[place])
        held = {place: (len(there), min(there), max(there)) for place, there in scores.items()}
        return cls(problem, mechanism, aims, status, Situation(problem, placed), worth, loss, held)

    def why(self, applicant: str) -> Why:
        """Each open place and why it did not come to them, the best score first."""
        place = self.situation.placed.get(applicant)
        row = self.problem.pairs.of(applicant)
        options = sorted(readable(row), key=lambda name: (name != place, -row[name]))
        if place is None:
            text = Text("{who} 没有去处", "{who} is not placed").format(who=applicant)
        else:
            text = _TEXTS["here"].format(who=applicant, place=place)
        return Why(applicant, place, tuple(self.refusal(applicant, option) for option in options), text)

    def refusal(self, applicant: str, place: str) -> Refusal:
        """Why one place did not come to them."""
        code, text = self._reason(applicant, place)
        return Refusal(applicant, place, code, text, self.problem.pairs.of(applicant).get(place))

    def reasons(self, applicant: str) -> tuple[Text, ...]:
        """Why an applicant is nowhere: the open places gathered by kind of reason."""
        row = self.problem.pairs.of(applicant)
        members = self.situation.party(applicant)
        if not row:
            return (Text("没有任何去处向 {who} 开放", "no place is open to {who}").format(who=applicant),)
        if not open_to(self.problem, members):
            return (
                Text(
                    "没有一个去处向 {who} 的全组 {count} 人开放，小组不拆分",
                    "no place is open to all {count} of the group of {who}, and a group is not split",
                ).format(who=applicant, count=len(members)),
            )
        if self.status == "infeasible":
            return (_TEXTS["infeasible"],)
        by_code: dict[str, list[Refusal]] = {}
        for place in readable(row):
            option = self.refusal(applicant, place)
            by_code.setdefault(option.code, []).append(option)
        return tuple(_gathered(options) for options in by_code.values())

    def _reason(self, applicant: str, place: str) -> tuple[str, Text]:
        seats, problem = self.situation, self.problem
        members = seats.party(applicant)
        here = seats.placed.get(applicant)
        capacity, minimum = problem.capacity[place], problem.minimum.get(place, 0)
        facts = {"who": applicant, "place": place, "there": here, "capacity": capacity, "minimum": minimum}
        pin = next((problem.pinned[name] for name in members if name in problem.pinned), place)
        blocked = tuple(name for name in members if place not in problem.pairs.of(name))
        code = next(
            code
            for code, holds in (
                ("here", here == place),
                ("forbidden", applicant in blocked and bool(problem.pairs.barriers(applicant, place))),
                ("not-open", applicant in blocked),
                ("not-open-to-group", bool(blocked)),
                ("pinned", pin != place),
                ("no-opening", capacity == 0),
                ("cohort-above-capacity", minimum > capacity),
                ("too-large", seats.size(members) > capacity),
                ("infeasible", self.status == "infeasible"),
                ("no-cohort", seats.load[place] == 0 and not seats.opens(members, place)),
                ("full", not seats.has_room(members, place)),
                ("cap", bool(seats.full_caps(members, place))),
                ("needed", self.mechanism == "optimal" and bool(seats.needed_by(members, place))),
                ("", True),
            )
            if holds
        )
        if not code:
            return self._choice(members, place, facts)
        text = _TEXTS[code].format(
            **facts | {"there": pin if code == "pinned" else here},
            blocked=blocked,
            rules=problem.pairs.barriers(applicant, place) if code == "forbidden" else (),
            size=seats.size(members),
            caps=tuple(cap.name for cap in seats.full_caps(members, place)) if code == "cap" else (),
            needed=seats.needed_by(members, place) if code == "needed" else (),
        )
        return code, _joined(text, self._contest(members, place)) if code == "full" else text

    def _choice(self, members: tuple[str, ...], place: str, facts: Mapping[str, object]) -> tuple[str, Text]:
        """They would fit: what the mechanism preferred."""
        if self.mechanism == "optimal":
            change = self._change(members, place)
            aim, by = next(((aim, by) for aim, by in zip(self.aims, change, strict=True) if by), (None, 0))
            if aim is None:
                return "equal", _TEXTS["equal"].format(**facts)
            code = "worse" if by < 0 else "better"
            return code, _TEXTS[code].format(**facts, goal=aim.name, loss=-by)
        here = self.situation.placed.get(members[0])
        if here is not None and self._wish(members, here) >= self._wish(members, place):
            return "prefers", _TEXTS["prefers"].format(**facts)
        code = "unstable" if self.mechanism == "stable" else "turn"
        return code, _TEXTS[code].format(**facts)

    def _wish(self, members: tuple[str, ...], place: str) -> int:
        return sum(self.problem.pairs.of(name)[place] for name in members)

    def _gains(self, members: tuple[str, ...], place: str | None) -> tuple[int, ...]:
        if place is None:
            return (0,) * len(self.aims)
        rows = [(name, self.problem.pairs.of(name)[place]) for name in members]
        return tuple(sum(aim.gain(self.problem, name, place, score) for name, score in rows) for aim in self.aims)

    def _change(self, members: tuple[str, ...], place: str) -> tuple[int, ...]:
        now = self._gains(members, self.situation.placed.get(members[0]))
        return tuple(there - here for there, here in zip(self._gains(members, place), now, strict=True))

    def _contest(self, members: tuple[str, ...], place: str) -> Text:
        """What stands against them at a full place: what others would lose, where that is known, else who is there."""
        if place in self.loss:
            return self._priced(members, place)
        count, low, high = self.held[place]
        score = self._wish(members[:1], place)
        return _HELD.format(count=count, low=low, high=high, score=score)

    def _priced(self, members: tuple[str, ...], place: str) -> Text:
        """The first goal in which others lose more than the applicant brings."""
        here = self.situation.placed.get(members[0])
        none = (0,) * len(self.aims)
        # Any prices that prove the answer bound what others lose when somebody leaves here for there.
        others = max(
            tuple(there - left for there, left in zip(prices[place], prices.get(here or "", none), strict=True))
            for prices in (self.loss, self.worth)
        )
        columns = zip(self.aims, self._gains(members, place), self._gains(members, here), others, strict=True)
        for aim, gain, own, price in columns:
            if gain - own != price:
                text = _PRICE if here is None else _PRICES
                return text.format(price=price, gain=gain, own=own, goal=aim.name, there=here)
        return _EVEN


def _joined(text: Text, more: Text) -> Text:
    return Text(f"{text.zh}；{more.zh}", f"{text.en}; {more.en}")


def _gathered(options: Sequence[Refusal]) -> Text:
    """One reason for several places of the same kind: the first in full, then the others' names."""
    first, *others = options
    if not others:
        return first.text
    names = tuple(option.place for option in others[:_SHOWN])
    rest = len(others) - len(names)
    more = Text("；另有 {names} 同此类", "; likewise {names}").format(names=names)
    tail = Text("等共 {count} 处", " and {rest} more").format(count=len(others), rest=rest) if rest else Text.same("")
    return Text(first.text.zh + more.zh + tail.zh, first.text.en + more.en + tail.en)
