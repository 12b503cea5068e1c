"""An order of ids that no input order, name or personal trait can bend: by a keyed-by-nothing, stable hash.

The hash is blake2b of the id's characters, the same on every machine and in every release.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TIE_BITS = 40


def _written(name: object) -> bytes:
    # A row number 1 and an id "1" must not share a hash.
    kind = "n" if isinstance(name, int) else "s"
    return f"{kind}{name}".encode("utf-8", "surrogatepass")


def key(name: object) -> bytes:
    """Where an id stands in the stable order: 16 bytes, compared as bytes."""
    return blake2b(_written(name), digest_size=16).digest()


def ordered(names: Iterable[str]) -> list[str]:
    """The ids without repetition, in the stable order."""
    return sorted(set(names), key=key)


def readable(names: Iterable[str]) -> tuple[str, ...]:
    """The ids without repetition in the order a reader expects: numbers by size, then texts by their characters."""
    # In the order given, which is often the one wanted: then there is little to sort.
    every = dict.fromkeys(names)
    if set(map(type, every)) <= {str}:
        return tuple(sorted(every))
    texts = {name for name in every if isinstance(name, str)}
    return (*sorted(every.keys() - texts), *sorted(texts))


def tie(applicant: object, place: object) -> int:
    """A number from 1 to 2⁴⁰ that only these two ids decide: the last word among equally good answers."""
    first = _written(applicant)
    digest = blake2b(len(first).to_bytes(4, "big") + first + _written(place), digest_size=TIE_BITS // 8).digest()
    return int.from_bytes(digest, "big") + 1
