"""What an allocation problem may not say: every contradiction is found and named before any work begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import filterfalse
from numbers import Real
from operator import index
from typing import TYPE_CHECKING, Any

from attrs import evolve

from laborcoop.errors import ProblemError
from laborcoop.kernel.text import LONGEST_NUMBER, Text, written

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from laborcoop.allocation.cap import Cap
    from laborcoop.allocation.pairs import Pairs

LARGEST_TOTAL = 2**62
_TOLD = 20
_NOW: Any = 0
"""No seconds, to compare any kind of number with."""
UNREAD = object()
"""Stands for what a function of the caller's could not read."""


class Faults:
    """Collects faults while a problem is read, to raise all of them at once."""

    def __init__(self) -> None:
        # Fault -> its kind: the sentence before its facts are filled in.
        self._found: dict[Text, str] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, zh: str, en: str, **facts: object) -> None:
        """Note one fault: a whole sentence in both languages."""
        self._found.setdefault(Text(zh, en).format(**facts), en)

    def extend(self, found: Iterable[Text]) -> None:
        """Note faults that were found elsewhere."""
        for text in found:
            self._found.setdefault(text, text.en)

    def done(self) -> None:
        """Raise :class:`ProblemError` with everything found, if anything was.

        Of very many faults of one kind the first are told, and how many more there are.
        """
        if not self._found:
            return
        alike: dict[str, list[Text]] = {}
        for text, kind in self._found.items():
            alike.setdefault(kind, []).append(text)
        told = sorted((text for texts in alike.values() for text in texts[:_TOLD]), key=lambda text: text.en)
        more = Text("……另有 {count} 处与此同类：{first}", "... and {count} more like this: {first}")
        told += [
            more.format(count=len(texts) - _TOLD, first=texts[0]) for texts in alike.values() if len(texts) > _TOLD
        ]
        count = len(self._found)
        text = Text(
            "分配问题自相矛盾，共 {count} 处",
            "the allocation problem contradicts itself: {count} " + ("fault" if count == 1 else "faults"),
        )
        raise ProblemError(text.format(count=count), tuple(told))

    def identity(self, value: object, what: Text) -> Any:  # noqa: ANN401 - an id; the types say text, and rows of a matrix are numbers
        """The value as an id, numpy's integers as integers; a fault and None if it is none: ``what`` says where."""
        name = plain(value)
        if is_id(name):
            return name
        if isinstance(name, int) and not isinstance(name, bool):
            self.add(
                "{what}：数字 {name} 过大，不能作为编号", "{what}: {name} is too large for an id", what=what, name=name
            )
            return None
        self.add(
            "{what}：编号应为文本，而不是 {kind}",
            "{what}: an id must be text, not {kind}",
            what=what,
            kind=type(name).__name__,
        )
        return None

    def identities(self, given: object, what: Text) -> tuple[str, ...]:
        """Some ids without those that are none; a fault where there is one text, or nothing to go through."""
        if isinstance(given, str) or not isinstance(given, Iterable):
            self.add(
                "{what}应为若干编号，而不是 {kind}",
                "{what} must be several ids, not {kind}",
                what=what,
                kind=Text("一段文本", "one text") if isinstance(given, str) else type(given).__name__,
            )
            return ()
        names = tuple(given)
        if are_texts(names):
            return names
        return tuple(name for one in names for name in [self.identity(one, what)] if name is not None)

    def each(self, look: Callable[[Any], Any], given: Sequence[Any], what: Callable[[int], Text]) -> list[Any]:
        """What a function of the caller's reads of each; a fault, and `UNREAD`, where it fails.

        The kind of its error is told and not its words, which may hold what the function read.
        """
        try:
            return list(map(look, given))
        except Exception:  # noqa: BLE001 - whatever the caller's function raises; which of them, is told below
            return [self._one(look, one, what, at) for at, one in enumerate(given)]

    def _one(self, look: Callable[[Any], Any], one: object, what: Callable[[int], Text], at: int) -> object:
        try:
            return look(one)
        except Exception as error:  # noqa: BLE001 - whatever the caller's function raises
            self.add(
                "{what}读不出来：{error}", "{what} cannot be read: {error}", what=what(at), error=type(error).__name__
            )
            return UNREAD

    def mapping(self, given: object, what: Text) -> Mapping[Any, Any]:
        """What is given if it is a mapping; a fault and an empty one otherwise."""
        if isinstance(given, Mapping):
            return given
        self.add(
            "{what}应为映射，而不是 {kind}",
            "{what} must be a mapping, not {kind}",
            what=what,
            kind=type(given).__name__,
        )
        return {}

    def kind(self, given: object, wanted: type, what: Text) -> bool:
        """Whether it is of the kind; a fault if it is not."""
        if isinstance(given, wanted):
            return True
        self.add(
            "{what}应为 {wanted}，而不是 {kind}",
            "{what} must be a {wanted}, not {kind}",
            what=what,
            wanted=wanted.__name__,
            kind=type(given).__name__,
        )
        return False

    def function(self, given: object, what: Text) -> None:
        """A fault unless this is a function, or None."""
        if given is not None and not callable(given):
            self.add(
                "{what} 应为函数，而不是 {kind}",
                "{what} must be a function, not {kind}",
                what=what,
                kind=type(given).__name__,
            )

    def several(self, given: object, what: Text) -> Iterable[Any]:
        """What is given if it can be gone through; a fault and nothing if it cannot, or is one text."""
        if isinstance(given, Iterable) and not isinstance(given, str):
            return given
        self.add(
            "{what}应可逐一读取，而不是 {kind}",
            "{what} must be something to go through, not {kind}",
            what=what,
            kind=type(given).__name__,
        )
        return ()

    def seconds(self, value: object, what: str = "time_limit") -> None:
        """A fault unless this is a number of seconds from 0 up, or None."""
        if value is not None and (isinstance(value, bool) or not isinstance(value, Real) or not value >= _NOW):
            self.add(
                "{what} 应为不小于 0 的秒数，而不是 {value}",
                "{what} must be seconds from 0 up, not {value}",
                what=what,
                value=value,
            )
        elif value is not None and not _is_float(value):
            self.add(
                "{what} 过大，不能作为秒数；不设限度请用 None",
                "{what} is too large for seconds; give None where there is no limit",
                what=what,
            )

    def whole(self, value: object, what: Text, *, least: int | None = None) -> int:
        """The value as an integer not below ``least``; a fault and that floor otherwise."""
        number = whole(value)
        if number is None:
            self.add(
                "{what} 应为整数，而不是 {value}", "{what} must be an integer, not {value}", what=what, value=value
            )
            return least or 0
        if least is not None and number < least:
            self.add(
                "{what} 不能小于 {least}，现为 {value}",
                "{what} cannot be below {least}; it is {value}",
                what=what,
                least=least,
                value=number,
            )
            return least
        if number.bit_length() > LONGEST_NUMBER:
            self.add("{what} 过大：{value}", "{what} is too large: {value}", what=what, value=number)
            return least or 0
        return number

    def table(self, given: Mapping[str, Any], what: Text, *, least: int | None = None) -> dict[str, int]:
        """A mapping of integers, each checked; ``what`` words one entry and holds ``{name}``."""
        read = {}
        low = -LARGEST_TOTAL if least is None else least
        for name, value in given.items():
            # Nearly all are as they should be: the words for an entry are put together for the others alone.
            fits = type(value) is int and low <= value <= LARGEST_TOTAL
            read[plain(name)] = value if fits else self.whole(value, what.format(name=name), least=least)
        return read

    def places(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        """Applicant id -> place id, numpy's integers as integers; an id that is none is left to its own check."""
        if are_texts(given) and are_texts(given.values()):
            return given
        return {plain(name): plain(place) for name, place in given.items()}


def whole(value: object) -> int | None:
    """An integer of any integer type (numpy's included); None for floats, texts and booleans."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)  # type: ignore[arg-type]  # the question is whether it is one
    except TypeError:
        return None


def _is_float(value: Real) -> bool:
    try:
        float(value)
    except OverflowError:
        return False
    return True


def plain(name: object) -> Any:  # noqa: ANN401 - what it was, or an integer
    """An id as it is kept: numpy's integers as integers, everything else as it is."""
    if isinstance(name, str):
        return name
    number = whole(name)
    return name if number is None else number


def are_texts(names: Collection[object]) -> bool:
    """Whether all are texts, as nearly all ids are: to ask for all at once is much quicker."""
    return set(map(type, names)) <= {str}


def is_id(name: object) -> bool:
    """Whether this can be an id: a text, or the number of a row or column."""
    return isinstance(name, str) or (
        isinstance(name, int) and not isinstance(name, bool) and name.bit_length() <= LONGEST_NUMBER
    )


def as_written(name: object) -> str:
    """What was given as an id, so that it is seen: nothing but an id that has characters stands without quotes."""
    return written(name) if isinstance(name, int) or (is_id(name) and name != "") else written(name, repr)


def check_names(used: Mapping[Text, Iterable[object]], faults: Faults) -> None:
    """Ids are texts, or the row and column numbers of a matrix."""
    for part, names in used.items():
        for name in names:
            if type(name) is not str:
                faults.identity(name, part)


def check_known(known: AbstractSet[str], used: Mapping[Text, Iterable[str]], faults: Faults) -> None:
    """Everyone that a part of the problem names is among the applicants given."""
    for part, names in used.items():
        for name in filterfalse(known.__contains__, names):
            faults.add(
                "{part} 提到的 {name} 不在申请人名单中",
                "{part} names {name}, who is not among the applicants given",
                part=part,
                name=name,
            )


def check_places(capacity: Mapping[str, int], used: Mapping[Text, Iterable[str]], faults: Faults) -> None:
    """Every place that a part of the problem names has a capacity."""
    for part, names in used.items():
        for name in names:
            if name not in capacity:
                faults.add(
                    "{part} 提到的去处 {name} 没有给出容量",
                    "{part} names the place {name}, which has no capacity",
                    part=part,
                    name=name,
                )


def check_groups(groups: Iterable[frozenset[str]], pinned: Mapping[str, str], pairs: Pairs, faults: Faults) -> None:
    """Nobody is in two groups, and no group is pinned apart or to where a member may not go."""
    seen: set[str] = set()
    for group in groups:
        for name in sorted(group & seen, key=written):
            faults.add("{name} 同时属于两个小组", "{name} is in more than one group", name=name)
        seen |= group
        pins = {pinned[name] for name in group if name in pinned and is_id(pinned[name])}
        if len(pins) > 1:
            faults.add(
                "小组 {group} 的成员被固定在不同的去处：{places}",
                "the members of the group {group} are pinned apart: {places}",
                group=group,
                places=frozenset(pins),
            )
        for place in pins:
            for name in group:
                if name not in pinned and place not in pairs.of(name):
                    faults.add(
                        "{name} 的小组被固定在 {place}，而 {name} 不能去那里",
                        "the group of {name} is pinned to {place}, which is not open to {name}",
                        name=name,
                        place=place,
                    )


def check_previous(previous: Mapping[str, str], faults: Faults) -> None:
    """Whoever has no place to stay close to is left out of the previous placement."""
    for name, place in () if are_texts(previous.values()) else previous.items():
        if not is_id(place):
            faults.add(
                "{name} 的原有去处应为编号，而不是 {place}；没有原有去处的人请不要列出",
                "the previous place of {name} must be an id, not {place}; leave out whoever had none",
                name=name,
                place=place,
            )


def check_pins(pinned: Mapping[str, str], capacity: Mapping[str, int], pairs: Pairs, faults: Faults) -> None:
    """A pin names a known place that is open to the applicant."""
    for name, place in pinned.items():
        if not is_id(place) or place not in capacity:
            faults.add(
                "{name} 被固定在未知的去处 {place}",
                "{name} is pinned to the unknown place {place}",
                name=name,
                place=place,
            )
        elif place not in pairs.of(name):
            faults.add(
                "{name} 被固定在 {place}，但没有这一配对",
                "{name} is pinned to {place}, which is not open to them",
                name=name,
                place=place,
            )


def check_caps(caps: Iterable[Cap], faults: Faults) -> tuple[Cap, ...]:
    """Caps have names of their own and limits that are whole numbers: the caps with those as integers."""
    seen: set[str] = set()
    read: list[Cap] = []
    for cap in caps:
        faults.identity(cap.name, Text("限额的名称", "the name of a cap"))
        if cap.name in seen:
            faults.add("限额名称 {name} 重复", "the cap name {name} is used twice", name=cap.name)
        seen.add(cap.name)
        low = Text("限额 {name} 的下限", "the least of the cap {name}").format(name=cap.name)
        high = Text("限额 {name} 的上限", "the most of the cap {name}").format(name=cap.name)
        read.append(
            evolve(
                cap,
                least=faults.whole(cap.least, low, least=0),
                most=None if cap.most is None else faults.whole(cap.most, high, least=0),
            )
        )
    return tuple(read)


def check_posts(posts: Iterable[str], capacity: Mapping[str, int], faults: Faults) -> None:
    """A capacity is that of a post."""
    for name in capacity.keys() - frozenset(posts):
        faults.add("容量提到的 {name} 不在岗位之中", "a capacity names {name}, which is not among the posts", name=name)


def check_total(what: Text, amounts: Iterable[int], faults: Faults) -> None:
    """All weights together stay in the range in which sums are exact on every machine."""
    if sum(amounts) > LARGEST_TOTAL:
        faults.add("{what}合计超过 2⁶²", "{what} together pass 2⁶²", what=what)
