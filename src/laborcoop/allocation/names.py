"""Many ids looked up at once, by their characters.

A dictionary of fifty thousand ids is larger than what a processor keeps at hand: it waits for memory at each id in
turn. numpy fetches many at once, which takes half the time or less.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    Array = NDArray[Any]

_WORD = 8
"""Bytes of a number."""
_FACTOR = 0x9E37_79B9_7F4A_7C15
"""2⁶⁴ divided by the golden ratio: what is multiplied by it is spread evenly (Knuth, TAOCP 6.4)."""
_SPARE = 4
"""Bits by which there are more slots than ids."""


@frozen(eq=False, repr=False)
class Names:
    """Ids that are all as long: each is a record of whole words, its bytes and line feeds that fill the last word.

    No id holds a line feed, so a text of records can be cut into ids in one way only.
    """

    gap: str
    """The line feeds behind each id."""
    words: tuple[Array, ...]
    """The first word of each id, then the second, …"""
    slots: Array
    """Slot -> the number of the last id that falls into it."""
    others: Mapping[bytes, int]
    """Record -> number, for the ids whose slot another one has."""

    @classmethod
    def of(cls, known: Mapping[str, int]) -> Self | None:
        """These ids by number, from 0 up in order; None where they are not all as long, or one holds a line feed."""
        import numpy as np

        ids = list(known)
        length = len(_written(ids[0]))
        gap = "\n" * (_WORD - length % _WORD)
        text = _written(gap.join(ids) + gap)
        if {len(_written(name)) for name in ids} != {length} or text.count(b"\n") != len(gap) * len(ids):
            return None
        words = np.frombuffer(text, dtype=np.uint64).reshape(len(ids), -1)
        slots = np.zeros(2 ** (len(ids).bit_length() + _SPARE), dtype=np.int32)
        slot = _slot(words, len(slots))
        slots[slot] = np.arange(len(ids))
        others = np.flatnonzero(slots[slot] != np.arange(len(ids))).tolist()
        return cls(
            gap=gap,
            words=tuple(map(np.ascontiguousarray, words.T)),
            slots=slots,
            others={words[number].tobytes(): number for number in others},
        )

    def numbers(self, ids: Collection[Any]) -> Array | None:
        """The number of each id; None if one of them is not known, or no text."""
        import numpy as np

        try:
            text = _written(self.gap.join(ids) + self.gap)
        except TypeError:
            return None
        if len(text) != len(ids) * len(self.words) * _WORD:
            return None
        words = np.frombuffer(text, dtype=np.uint64).reshape(len(ids), -1)
        found: Array = self.slots[_slot(words, len(self.slots))]
        is_other = np.zeros(len(ids), dtype=bool)
        for known, word in zip(self.words, words.T, strict=True):
            is_other |= known[found] != word
        for at in np.flatnonzero(is_other).tolist():
            number = self.others.get(words[at].tobytes())
            if number is None:
                return None
            found[at] = number
        return found


def _written(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _slot(words: Array, slots: int) -> Array:
    """The slot of each record: by the highest bits of its words, multiplied and mixed."""
    import numpy as np

    factor = np.uint64(_FACTOR)
    mixed = words[:, 0] * factor
    for column in range(1, words.shape[1]):
        mixed ^= words[:, column]
        mixed *= factor
    mixed >>= np.uint64(65 - slots.bit_length())
    return mixed.view(np.int64)
