"""Typed ids: a worker's id is not an employer's, and mypy says so.

An id is the text by which one record names another. It is stable under reordering: the one in the data, else a
keyed hash of what identifies the thing (`keyed_id`), never a position and never a bare hash.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NewType, TypeVar

from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from attrs import Attribute

WorkerId = NewType("WorkerId", str)
PartyId = NewType("PartyId", str)
EmployerId = NewType("EmployerId", str)
PostId = NewType("PostId", str)
PlaceId = NewType("PlaceId", str)
SiteId = NewType("SiteId", str)
SquadId = NewType("SquadId", str)
CadreId = NewType("CadreId", str)
FairId = NewType("FairId", str)
ConvoyId = NewType("ConvoyId", str)
LegId = NewType("LegId", str)
VehicleId = NewType("VehicleId", str)
DriverId = NewType("DriverId", str)
StationId = NewType("StationId", str)
LodgingId = NewType("LodgingId", str)
RoomId = NewType("RoomId", str)
SchoolId = NewType("SchoolId", str)
PlacementId = NewType("PlacementId", str)
ContractId = NewType("ContractId", str)
EventId = NewType("EventId", str)

LONGEST_ID = 64

_Id = TypeVar("_Id", bound=str)


def is_id(text: str) -> bool:
    """Whether a text may be an id: 1 to 64 visible characters, no blanks at the ends."""
    return 0 < len(text) <= LONGEST_ID and text.isprintable() and text == text.strip()


def check_id(instance: object, attribute: Attribute[_Id], value: _Id) -> None:
    """Validate an id: 1 to 64 visible characters, no blanks at the ends.

    Raises:
        InvalidValue: the id is empty, too long, or holds characters that cannot be seen.
    """
    if not isinstance(value, str) or not is_id(value):
        raise InvalidValue(
            Text(
                "{type}.{name} 不是有效的编号：应为 1 到 {longest} 个可见字符，首尾无空格",
                "{type}.{name} is not a valid id: it must be 1 to {longest} visible characters, without "
                "blanks at the ends",
            ).format(type=type(instance).__name__, name=attribute.name, longest=LONGEST_ID)
        )


def check_once(ids: Iterable[str]) -> None:
    """Whether each id is given once.

    Raises:
        InvalidValue: one is given twice; says which.
    """
    twice = sorted(each for each, times in Counter(ids).items() if times > 1)
    if twice:
        raise InvalidValue(Text("编号重复：{ids}", "given twice: {ids}").format(ids=twice))


def check_known(ids: Iterable[str], known: Iterable[str]) -> None:
    """Whether each id names something.

    Raises:
        InvalidValue: some name nothing; says which, all at once.
    """
    unknown = sorted(set(ids) - set(known))
    if unknown:
        raise InvalidValue(Text("没有这些编号：{ids}", "nothing here has these ids: {ids}").format(ids=unknown))


def keyed_id(prefix: str, salt: str, text: str) -> str:
    """An id that only the holder of the salt can derive from ``text`` (HMAC-SHA-256, 12 hex digits).

    Raises:
        InvalidValue: the salt is shorter than 16 characters: a short one can be guessed.
    """
    shortest = 16
    if len(salt) < shortest:
        raise InvalidValue(
            Text(
                "salt 太短：至少 {shortest} 个字符",
                "the salt is too short: at least {shortest} characters",
            ).format(shortest=shortest)
        )
    digest = hmac.digest(salt.encode(), text.encode(), "sha256").hex()
    return f"{prefix}-{digest[:12]}"


def order_key(text: str) -> bytes:
    """A key that orders ids without favour: by a hash, not by the alphabet and not by the order of arrival."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
