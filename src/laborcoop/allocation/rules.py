"""Rules and preferences over pairs that name what they read of each side, so that nothing has to list the pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from inspect import signature
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from laborcoop.allocation.checks import UNREAD, are_texts
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from laborcoop.allocation.checks import Faults

    Array = NDArray[Any]

Kind = TypeVar("Kind")

Key = Callable[..., Hashable]
"""What is read of one worker or one post; one with a parameter ``on`` is given the day of the problem."""


@frozen
class PairRule:
    """A rule that a worker and a post keep or break together.

    ``worker_key`` and ``post_key`` say what the rule reads of each side: a worker's age, a post's range of ages. Keys
    are hashable; the fewer different ones, the less work. ``allows`` is a plain predicate of two keys. It is called
    once for each pair of different keys, whatever the number of people and posts, and must depend on nothing else.

    >>> rule = PairRule("age", lambda one: one["age"], lambda post: post["oldest"], lambda age, most: age <= most)
    >>> rule.allows(rule.worker_key({"age": 44}), rule.post_key({"oldest": 50}))
    True
    """

    name: str
    worker_key: Key
    post_key: Key
    allows: Callable[[Any, Any], bool]


@frozen
class Preference:
    """Points that a worker and a post earn together, added up over all preferences.

    The keys are as in :class:`PairRule`; ``score`` gives an integer for two of them, negative ones included.
    """

    name: str
    worker_key: Key
    post_key: Key
    score: Callable[[Any, Any], int]


def of_kind(given: object, kind: type[Kind], what: Text, faults: Faults) -> tuple[Kind, ...]:
    """Those that are of the kind; a fault for each that is not."""
    found: list[Kind] = []
    for one in faults.several(given, what):
        if isinstance(one, kind):
            found.append(one)
        else:
            faults.add(
                "{what}应为 {wanted}，而不是 {kind}",
                "{what} must be each a {wanted}, not {kind}",
                what=what,
                wanted=kind.__name__,
                kind=type(one).__name__,
            )
    return tuple(found)


def reader(key: Key, on: date | None, name: str, faults: Faults) -> Callable[[Any], Hashable]:
    """A key as a function of one worker or post; a fault where it asks for a day and there is none."""
    try:
        dated = "on" in signature(key).parameters
    except (ValueError, TypeError):  # a function of the interpreter that does not say what it takes; or none at all
        dated = False
    if not dated:
        return key
    if on is None:
        faults.add("规则 {name} 要知道是哪一天，请给出 on", "the rule {name} asks which day it is; give on", name=name)
        return lambda _: None
    return lambda one: key(one, on=on)


def named(given: Sequence[Any], id_of: Callable[[Any], Any], what: Text, faults: Faults) -> tuple[Any, ...]:
    """The id of each worker or post; a fault, and `UNREAD`, where there is none: ``what`` says what they are."""

    def of(at: int) -> Text:
        told = Text("{what}第 {at} 个（{kind}）的编号", "the id of {what} number {at} ({kind})")
        return told.format(what=what, at=at + 1, kind=type(given[at]).__name__)

    read = faults.each(id_of, given, of)
    if are_texts(read):
        return tuple(read)
    found = (UNREAD if one is UNREAD else faults.identity(one, of(at)) for at, one in enumerate(read))
    return tuple(UNREAD if name is None else name for name in found)


def keys_of(
    look: Callable[[Any], Hashable], names: Sequence[str], of: Sequence[Any], rule: str, faults: Faults
) -> list[Any]:
    """The key of each; a fault for each whose key cannot be read."""
    what = Text("规则 {rule} 要读的 {name} 的内容", "what the rule {rule} reads of {name}")
    return faults.each(look, of, lambda at: what.format(rule=rule, name=names[at]))


def distinct(values: list[Any], name: str, faults: Faults) -> tuple[list[Any], Array]:
    """The different keys in the order they come in, and the number of each value's key."""
    import numpy as np

    # Whatever is new gets the next number.
    number: defaultdict[Any, int] = defaultdict(count().__next__)
    try:
        codes = np.fromiter(map(number.__getitem__, values), dtype=np.int32, count=len(values))
    except TypeError:
        faults.add(
            "规则 {name} 读取的键不可散列，请改为元组、文本、数字等",
            "a key of the rule {name} is not hashable; make it a tuple, a text or a number",
            name=name,
        )
        return [None], np.zeros(len(values), dtype=np.int32)
    return list(number), codes
