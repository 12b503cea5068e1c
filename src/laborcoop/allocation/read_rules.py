"""Reads rules and preferences into tables: every key once, every predicate once for each pair of different keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from laborcoop.allocation.checks import LARGEST_TOTAL, UNREAD, Faults, whole
from laborcoop.allocation.ruled import Ruled, Table
from laborcoop.allocation.rules import PairRule, Preference, distinct, keys_of, named, of_kind, reader
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text


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
        if name in found:
            faults.add("{what}编号 {name} 重复", "the {what} id {name} is used twice", what=what, name=name)
        elif name is not UNREAD:
            found[name] = one
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
