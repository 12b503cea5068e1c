"""What is kept of a part of the workers: their ids, and for each rule the number of what it reads of them.

Readings of parts are merged into one, in any order and any grouping: it is in the stable order of the ids, and keys are
numbered as they first occur in it. So nothing tells afterwards how the workers were parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.checks import Faults
from laborcoop.allocation.order import key
from laborcoop.allocation.rules import PairRule, Preference, distinct, keys_of, named, reader
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Rule = PairRule | Preference
Part = Iterable[Any] | Callable[[], Iterable[Any]]
"""Some workers, or a function without arguments that loads them where the work is done."""


@frozen(eq=False, repr=False)
class Reading:
    """The workers of some parts in the stable order of their ids."""

    ids: tuple[str, ...]
    order: Any
    """Worker -> the hash that the order goes by."""
    part: Any
    """Worker -> number of the part that they came from."""
    keys: tuple[tuple[Any, ...], ...]
    """Rule -> its different keys, as they first occur."""
    codes: Any
    """Workers by rules: the number of the key."""

    def __add__(self, other: Reading) -> Reading:
        """Both together; which comes first makes no difference."""
        return joined((self, other))

    def __len__(self) -> int:
        return len(self.ids)

    def repeated(self, faults: Faults) -> None:
        """A fault for each id that is used more than once, with the parts it is in."""
        again: dict[str, list[int]] = {}
        for at in (self.order[1:] == self.order[:-1]).nonzero()[0].tolist():
            again.setdefault(self.ids[at], [int(self.part[at])]).append(int(self.part[at + 1]))
        for name, parts in again.items():
            faults.add(
                "工作者编号 {name} 重复：在第 {parts} 份中（从 0 数起）",
                "the worker id {name} is used more than once: in the parts {parts}, counted from 0",
                name=name,
                parts=", ".join(map(str, parts)),
            )


def read_part(part: Part, number: int, rules: Sequence[Rule], on: date | None, id_of: Callable[[Any], str]) -> Reading:
    """Read every key of every worker of a part, once.

    Raises:
        ProblemError: a key is not hashable, asks for a day that was not given, or an id is not a text.
        MissingExtra: numpy is not installed.
    """
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtra("numpy", "plan") from error

    faults = Faults()
    workers = list(part() if callable(part) else part)
    what = Text("第 {number} 份（从 0 数起）的工作者", "part {number} (counted from 0), worker").format(number=number)
    ids = named(workers, id_of, what, faults)
    readers = [reader(rule.worker_key, on, rule.name, faults) for rule in rules]
    faults.done()
    read = [
        distinct(keys_of(look, ids, workers, rule.name, faults), rule.name, faults)
        for rule, look in zip(rules, readers, strict=True)
    ]
    faults.done()
    reading = Reading(
        ids=ids,
        order=np.array([key(name) for name in ids], dtype="S16"),
        part=np.full(len(ids), number, dtype=np.int32),
        keys=tuple(tuple(keys) for keys, _ in read),
        codes=np.array([codes for _, codes in read], dtype=np.int32).reshape(len(rules), len(ids)).T,
    )
    return joined((reading,))


def joined(readings: Sequence[Reading]) -> Reading:
    """Readings as one; at least one is given."""
    import numpy as np

    order = np.concatenate([one.order for one in readings])
    part = np.concatenate([one.part for one in readings])
    at = np.lexsort((part, order))
    names = list(chain.from_iterable(one.ids for one in readings))
    keys, columns = [], []
    for rule in range(len(readings[0].keys)):
        number: dict[Any, int] = {}
        renamed = [
            np.array([number.setdefault(one, len(number)) for one in reading.keys[rule]], dtype=np.int32)
            for reading in readings
        ]
        column = np.concatenate([new[reading.codes[:, rule]] for new, reading in zip(renamed, readings, strict=True)])[
            at
        ]
        met, first = np.unique(column, return_index=True)
        met = met[np.argsort(first)]
        rank = np.zeros(len(number), dtype=np.int32)
        rank[met] = np.arange(len(met))
        listed = list(number)
        keys.append(tuple(listed[one] for one in met.tolist()))
        columns.append(rank[column])
    return Reading(
        ids=tuple(names[one] for one in at.tolist()),
        order=order[at],
        part=part[at],
        keys=tuple(keys),
        codes=np.array(columns, dtype=np.int32).reshape(len(columns), len(at)).T,
    )
