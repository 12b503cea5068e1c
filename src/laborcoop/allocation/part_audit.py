"""The independent check of an answer worked out in parts: every part is loaded and read anew, every pair gone through.

Each part's check is a few sums and the faults found in it; the checks of all parts are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import reduce
from inspect import signature
from operator import add
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from laborcoop.allocation.checks import Faults
from laborcoop.allocation.executor import Executor, run
from laborcoop.allocation.rules import PairRule, Preference
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.part_result import PartsResult

    Array = NDArray[Any]

_CELLS = 2**17
_SHORT = 2**31


@frozen
class Checked:
    """What the check of some parts found."""

    faults: tuple[Text, ...] = ()
    score: int = 0
    gain: int = 0
    """What everybody gets at best after paying."""
    load: Counter[str] = field(factory=Counter)
    """Post id -> people."""

    def __add__(self, other: Checked) -> Checked:
        """Both together."""
        return Checked(
            self.faults + other.faults,
            self.score + other.score,
            self.gain + other.gain,
            self.load + other.load,
        )


def audit(result: PartsResult, executor: Executor) -> tuple[Text, ...]:
    """Everything that is wrong with an answer."""
    ids = [result.id_of(post) for post in result.posts]
    price = [result.price.get(name, -1) for name in ids]
    works = [
        (
            part,
            [(name, result.placed.get(name)) for name in names],
            result.posts,
            ids,
            price,
            result.rules,
            result.on,
            result.id_of,
        )
        for part, names in zip(result.parts, result.members, strict=True)
    ]
    problem = Faults()
    whole = reduce(add, run(executor, check_part, works, problem), Checked())
    problem.done()
    found = [*whole.faults, *_everyone(result)]
    for place, taken in sorted(whole.load.items(), key=lambda one: str(one[0])):
        if taken > result.capacity.get(place, 0):
            text = Text("{place} 超员", "{place} has {taken} for {high} openings")
            found.append(text.format(place=place, taken=taken, high=result.capacity.get(place, 0)))
    # No place can take more than everybody; openings beyond one more than that need not be paid for.
    most = 1 + sum(map(len, result.members))
    bound = whole.gain + sum(
        one * min(result.capacity.get(name, 0), most) for name, one in zip(ids, price, strict=True)
    )
    if min(price, default=0) < 0:
        found.append(Text("价格缺失或为负", "a price is missing or negative"))
    if whole.score != result.score:
        found.append(Text("分值合计不符", "the score is not the sum of the pairs"))
    if bound != result.bound:
        found.append(Text("上界与价格不符", "the bound is not what the prices give"))
    if result.status != _status(bound, whole.score, result):
        found.append(Text("状态与差距不符", "the status is not what the gap allows"))
    return tuple(found)


def _everyone(result: PartsResult) -> Iterator[Text]:
    """Each worker of some part is placed or nowhere, and once; nobody else is."""
    known: Counter[str] = Counter(name for names in result.members for name in names)
    if known.keys() != result.placed.keys() | result.unplaced.keys() or known.total() != len(known):
        yield Text("名单与各份人员不符", "those in the answer are not those in the parts")
    if result.placed.keys() & result.unplaced.keys():
        yield Text("有人既已安排又列为未安排", "somebody is both placed and not")


def _status(bound: int, score: int, result: PartsResult) -> str:
    if bound == score:
        return "proved"
    return "certified" if bound - score <= result.most_gap * bound else "feasible"


def check_part(
    part: Any,  # noqa: ANN401 - workers of any kind, or what loads them
    answer: Sequence[tuple[str, str | None]],
    posts: Sequence[Any],
    ids: Sequence[str],
    price: Sequence[int],
    rules: Sequence[PairRule | Preference],
    on: date | None,
    id_of: Callable[[Any], str],
) -> Checked:
    """Load a part, and check its people's answer: pairs that are open, their score, and what could be had at best."""
    import numpy as np

    workers = {id_of(worker): worker for worker in (part() if callable(part) else part)}
    if workers.keys() != {name for name, _ in answer}:
        return Checked((Text("有一份的人员与求解时不同", "a part no longer has the people it had"),))
    tables = [_table(rule, list(workers.values()), posts, on) for rule in rules]
    reach = max(price, default=0) + sum(int(np.abs(said).max(initial=0)) for is_rule, _, said in tables if not is_rule)
    kind = np.int32 if reach < _SHORT else np.int64
    tables = [(is_rule, key, said if is_rule else said.astype(kind)) for is_rule, key, said in tables]
    row = {name: at for at, name in enumerate(workers)}
    column = {name: at for at, name in enumerate(ids)}
    faults, here = [], np.full(len(workers), -1)
    for name, place in answer:
        here[row[name]] = column.get(place, -1) if place is not None else -1
        if place is not None and place not in column:
            faults.append(Text("没有去处 {place}", "there is no place {place}").format(place=place))
    score = gain = 0
    dues = np.array(price, dtype=kind)
    step = max(1, _CELLS // max(1, len(posts)))
    for start in range(0, len(workers), step):
        some = slice(start, min(start + step, len(workers)))
        is_open = np.ones((some.stop - start, len(posts)), dtype=bool)
        worth = np.zeros(is_open.shape, dtype=kind)
        for is_rule, key, said in tables:
            if is_rule:
                is_open &= said[key[some]]
            else:
                worth += said[key[some]]
        gain += int(np.where(is_open, worth - dues, 0).max(axis=1, initial=0).sum(dtype=np.int64))
        at = np.flatnonzero(here[some] >= 0)
        where = here[some][at]
        score += int(worth[at, where].sum(dtype=np.int64))
        for one in at[~is_open[at, where]].tolist():
            text = Text("{name} 不能去指派的岗位", "{name} cannot go to the post that they are sent to")
            faults.append(text.format(name=list(workers)[start + one]))
    return Checked(tuple(faults), score, gain, Counter(place for _, place in answer if place is not None))


def _table(
    rule: PairRule | Preference, workers: Sequence[Any], posts: Sequence[Any], on: date | None
) -> tuple[bool, Array, Array]:
    """(whether it is a rule, worker -> number of their key, keys by posts)."""
    import numpy as np

    keys = _read(rule.worker_key, workers, on)
    wanted = _read(rule.post_key, posts, on)
    judge = rule.allows if isinstance(rule, PairRule) else rule.score
    asked = dict.fromkeys(wanted)
    said = {left: {right: judge(left, right) for right in asked} for left in dict.fromkeys(keys)}
    number = {one: at for at, one in enumerate(said)}
    kind = bool if isinstance(rule, PairRule) else np.int64
    table = np.array([[row[right] for right in wanted] for row in said.values()], dtype=kind)
    return (
        isinstance(rule, PairRule),
        np.array([number[one] for one in keys], dtype=np.int64),
        table.reshape(len(said), len(posts)),
    )


def _read(look: Callable[..., Any], those: Sequence[Any], on: date | None) -> list[Any]:
    try:
        wants = "on" in signature(look).parameters
    except ValueError:
        wants = False
    return [look(one, on=on) if wants else look(one) for one in those]
