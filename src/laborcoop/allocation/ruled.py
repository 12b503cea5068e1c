"""Pairs that are computed from rules and preferences, never listed: a few numbers per person, a small table per rule.

Every rule and preference is a table over the different keys of the two sides. A single pair is read from the tables
with plain indexing; whole blocks of people are numpy's work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve, frozen

from laborcoop.allocation.checks import LARGEST_TOTAL, UNREAD, Faults, whole
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import ordered, readable
from laborcoop.allocation.rules import PairRule, Preference, distinct, keys_of, named, of_kind, reader
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_BLOCK = 2**18
_EXACT = 2**62


@frozen(eq=False, repr=False)
class Table:
    """One rule or preference: what it says of each pair of different keys, and the number of everybody's key."""

    of: PairRule | Preference
    worker: Any
    """Worker number -> number of their key."""
    post: Any
    """Post number -> number of its key."""
    values: Any
    """Of a rule: whether it allows (bool); of a preference: its points (64-bit integers); worker keys by post keys."""

    @property
    def is_rule(self) -> bool:
        """Whether it forbids pairs, rather than scoring them."""
        return isinstance(self.of, PairRule)


@frozen(eq=False, repr=False, slots=False)
class Ruled:
    """The pairs that every rule allows, each with the sum of its preferences."""

    workers: Mapping[str, Any]
    """Worker id -> the worker, in order of arrival."""
    posts: Mapping[str, Any]
    """Post id -> the post."""
    rules: tuple[PairRule, ...]
    preferences: tuple[Preference, ...]
    on: date | None
    listed_up_to: int
    tables: tuple[Table, ...]
    reach: int
    """No score is larger, nor its negative."""
    number: Mapping[str, int]
    """Worker id -> their number."""
    column: Mapping[str, int]
    """Post id -> its number."""
    ids: tuple[str, ...]
    """The posts' ids by number."""

    @cached_property
    def stable(self) -> tuple[tuple[str, ...], Array]:
        """The workers' ids in the stable order, and their numbers."""
        import numpy as np

        names = tuple(ordered(self.workers))
        return names, np.array([self.number[name] for name in names], dtype=np.int64)

    @cached_property
    def readable(self) -> tuple[str, ...]:
        """The workers' ids in the order a reader expects."""
        return readable(self.workers)

    @cached_property
    def readable_rows(self) -> Array:
        """The workers' numbers in the order a reader expects."""
        import numpy as np

        return np.array([self.number[name] for name in self.readable], dtype=np.int64)

    @cached_property
    def alike(self) -> Array:
        """A number for each worker, in the stable order, that is the same for those whom no table tells apart."""
        import numpy as np

        rows = self.stable[1]
        return np.unique(joined([table.worker[rows] for table in self.tables], len(rows)), return_inverse=True)[1]

    @property
    def is_large(self) -> bool:
        """Whether there are too many combinations to list."""
        return len(self.workers) * len(self.posts) > self.listed_up_to

    @property
    def extent(self) -> str:
        """How the pairs are given."""
        return f"pairs by {len(self.rules)} rules and {len(self.preferences)} preferences"

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score, computed when they are asked for."""
        number = self.number.get(applicant)
        return Fixed({}) if number is None else Row(self, number)

    def barriers(self, applicant: str, place: str) -> tuple[str, ...]:
        """The rules, by name, that forbid one pair."""
        row, column = self.number[applicant], self.column[place]
        return tuple(
            table.of.name
            for table in self.tables
            if table.is_rule and not table.values[table.worker[row], table.post[column]]
        )

    def score(self, row: int, column: int) -> int | None:
        """The score of one pair by numbers; None where a rule forbids it."""
        total = 0
        for table in self.tables:
            value = table.values.item(table.worker.item(row), table.post.item(column))
            if value is False:
                return None
            if value is not True:
                total += value
        return total

    def scores(self, rows: Array, columns: Array) -> Array:
        """The score of each of some allowed pairs, given by numbers."""
        import numpy as np

        found = np.zeros(len(rows), dtype=np.int64)
        for table in self.tables:
            if not table.is_rule:
                found += table.values[table.worker[rows], table.post[columns]]
        return found

    def block(self, rows: Array) -> tuple[Array, Array]:
        """Of some workers and all posts: whether the pair is allowed, and its score."""
        import numpy as np

        shape = (len(rows), len(self.ids))
        allowed, score = np.ones(shape, dtype=bool), np.zeros(shape, dtype=np.int64)
        for table in self.tables:
            values = table.values[table.worker[rows]][:, table.post]
            if table.is_rule:
                allowed &= values
            else:
                score += values
        return allowed, score

    def open_to(self, applicants: Iterable[str]) -> Mapping[str, int]:
        """Place id -> to how many of these applicants it is open."""
        import numpy as np

        rows = np.array([self.number[name] for name in applicants], dtype=np.int64)
        total = np.zeros(len(self.ids), dtype=np.int64)
        for some in _blocks(rows, len(self.ids)):
            total += self.block(some)[0].sum(axis=0)
        return dict(zip(self.ids, total.tolist(), strict=True))

    def only(self, applicants: AbstractSet[str]) -> Self:
        """The pairs of these workers alone, numbered anew; no key is read again."""
        import numpy as np

        workers = {name: worker for name, worker in self.workers.items() if name in applicants}
        rows = np.array([self.number[name] for name in workers], dtype=np.int64)
        return evolve(
            self,
            workers=workers,
            number={name: number for number, name in enumerate(workers)},
            tables=tuple(evolve(table, worker=table.worker[rows]) for table in self.tables),
        )

    def __len__(self) -> int:
        return sum(self.open_to(self.number).values())


def joined(codes: Iterable[Array], people: int) -> Array:
    """One number for each person, the same where all the codes are."""
    import numpy as np

    kind, size = np.zeros(people, dtype=np.int64), 1
    seen: list[Array] = []
    for code in codes:
        if any(np.array_equal(code, other) for other in seen):
            continue
        seen.append(code)
        values = int(code.max(initial=0)) + 1
        if size * values > _EXACT:
            found, kind = np.unique(kind, return_inverse=True)
            size = len(found)
        kind, size = kind * values + code, size * values
    return kind


def alike(code: Array) -> tuple[Array, Array]:
    """Of numbers: where one of each kind is, any of them, and the kind of each; in half the time of `numpy.unique`."""
    import numpy as np

    order = np.argsort(code)
    inorder = code[order]
    new = np.ones(len(code), dtype=bool)
    np.not_equal(inorder[1:], inorder[:-1], out=new[1:])
    kind = np.empty(len(code), dtype=np.int64)
    kind[order] = np.cumsum(new) - 1
    return order[new], kind


def _blocks(rows: Array, width: int) -> Iterator[Array]:
    step = max(1, _BLOCK // max(1, width))
    for first in range(0, len(rows), step):
        yield rows[first : first + step]


class Row(Mapping[str, int]):
    """The places open to one worker; a single one costs a few look-ups, all of them one row of the tables."""

    __slots__ = ("_number", "_pairs")

    def __init__(self, pairs: Ruled, number: int) -> None:
        self._pairs = pairs
        self._number = number

    def __getitem__(self, place: str) -> int:
        score = self._pairs.score(self._number, self._pairs.column[place])
        if score is None:
            raise KeyError(place)
        return score

    def _listed(self) -> dict[str, int]:
        import numpy as np

        allowed, score = self._pairs.block(np.array([self._number]))
        at = np.flatnonzero(allowed[0])
        return {
            self._pairs.ids[column]: value for column, value in zip(at.tolist(), score[0, at].tolist(), strict=True)
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed())

    def items(self) -> Any:  # noqa: ANN401 - an items view of a dict, which the base class types as its own
        """Places with their scores, from one row of the tables."""
        return self._listed().items()

    def values(self) -> Any:  # noqa: ANN401 - the same
        """The scores."""
        return self._listed().values()

    def __len__(self) -> int:
        return len(self._listed())


def read_rules(
    workers: Iterable[Any],
    posts: Iterable[Any],
    *,
    rules: Iterable[PairRule],
    preferences: Iterable[Preference],
    on: date | None,
    id_of: Callable[[Any], str],
    listed_up_to: int,
    faults: Faults,
) -> Ruled:
    """The pairs of rules: every key is read once, every predicate called once per pair of different keys."""
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtra("numpy", "plan") from error

    people = _named(workers, id_of, Text("工作者", "worker"), faults)
    places = _named(posts, id_of, Text("岗位", "post"), faults)
    rules = of_kind(rules, PairRule, Text("规则", "the rules"), faults)
    preferences = of_kind(preferences, Preference, Text("偏好", "the preferences"), faults)
    _check_names(rules, faults)
    _check_names(preferences, faults)
    tables: list[Table] = []
    reach = 0
    every: tuple[PairRule | Preference, ...] = (*rules, *preferences)
    sides = ((tuple(people), tuple(people.values())), (tuple(places), tuple(places.values())))
    for one in every:
        known = len(faults)
        (worker_keys, worker), (post_keys, post) = (
            distinct(keys_of(reader(key, on, one.name, faults), *side, one.name, faults), one.name, faults)
            for key, side in zip((one.worker_key, one.post_key), sides, strict=True)
        )
        if len(faults) > known:
            continue
        values = np.array(
            _said(one, (worker_keys, worker, sides[0][0]), (post_keys, post, sides[1][0]), faults),
            dtype=bool if isinstance(one, PairRule) else np.int64,
        ).reshape(len(worker_keys), len(post_keys))
        if values.dtype != bool:
            reach += max(abs(int(values.min(initial=0))), int(values.max(initial=0)))
        tables.append(Table(one, worker, post, values))
    pairs = Ruled(
        workers=people,
        posts=places,
        rules=rules,
        preferences=preferences,
        on=on,
        listed_up_to=listed_up_to,
        tables=tuple(tables),
        reach=reach,
        number={name: number for number, name in enumerate(people)},
        column={name: number for number, name in enumerate(places)},
        ids=tuple(places),
    )
    if reach * len(people) * len(places) > LARGEST_TOTAL and _total(pairs, reach) > LARGEST_TOTAL:
        faults.add("全部分值合计超过 2⁶²", "all scores together pass 2⁶²")
    return pairs


def _total(pairs: Ruled, reach: int) -> int:
    """All scores together, exactly, unless a single one may already be too large."""
    if reach > LARGEST_TOTAL:
        return reach
    return sum(abs(score) for name in pairs.workers for score in pairs.of(name).values())


def _named(given: Iterable[Any], id_of: Callable[[Any], str], what: Text, faults: Faults) -> dict[str, Any]:
    listed = tuple(faults.several(given, Text(what.zh, f"the {what.en}s")))
    found: dict[str, Any] = {}
    for one, name in zip(listed, named(listed, id_of, what, faults), strict=True):
        if name is not UNREAD and found.setdefault(name, one) is not one:
            faults.add("{what}编号 {name} 重复", "the {what} id {name} is used twice", what=what, name=name)
    return found


def _check_names(given: Sequence[PairRule | Preference], faults: Faults) -> None:
    names = [one.name for one in given]
    faults.identities(names, Text("规则的名称", "the name of a rule"))
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        faults.add("规则名称 {name} 重复", "the rule name {name} is used twice", name=name)


_Side = tuple[Sequence[Any], Any, Sequence[str]]
"""The different keys, the number of everybody's, and their ids."""


def _said(one: PairRule | Preference, workers: _Side, posts: _Side, faults: Faults) -> list[list[int]]:
    """What is said of each pair of keys; a fault for each of which nothing is said."""
    judge = _judge(one, faults)
    try:
        return [[judge(left, right) for right in posts[0]] for left in workers[0]]
    except Exception:  # noqa: BLE001 - whatever the caller's function raises; where, is told below
        who, where = (
            dict(zip(reversed(numbers.tolist()), reversed(names), strict=True))
            for _, numbers, names in (workers, posts)
        )
        return [
            [
                _tried(one, judge, (left, right), (who[row], where[column]), faults)
                for column, right in enumerate(posts[0])
            ]
            for row, left in enumerate(workers[0])
        ]


def _tried(
    one: PairRule | Preference,
    judge: Callable[[Any, Any], int],
    keys: tuple[Any, Any],
    names: tuple[str, str],
    faults: Faults,
) -> int:
    try:
        return judge(*keys)
    except Exception as error:  # noqa: BLE001 - whatever the caller's function raises
        faults.add(
            "规则 {rule} 判断不了 {worker} 与 {post}：{error}",
            "the rule {rule} fails for {worker} and {post}: {error}",
            rule=one.name,
            worker=names[0],
            post=names[1],
            error=type(error).__name__,
        )
        return 0


def _judge(one: PairRule | Preference, faults: Faults) -> Callable[[Any, Any], int]:
    if isinstance(one, PairRule):
        return lambda left, right: bool(one.allows(left, right))

    def points(left: Any, right: Any) -> int:  # noqa: ANN401 - whatever the keys are
        given = one.score(left, right)
        value = given if type(given) is int else whole(given)
        if value is None or abs(value) > LARGEST_TOTAL:
            faults.add(
                "偏好 {name} 给出的分值 {value} 不是 2⁶² 以内的整数",
                "the preference {name} gives {value}, which is not an integer within 2⁶²",
                name=one.name,
                value=given,
            )
            return 0
        return value

    return points
