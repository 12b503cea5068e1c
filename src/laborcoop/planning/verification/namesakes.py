"""Employers that share a credit code, and sites, fairs and stations that share name and place: each but the first."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from laborcoop.kernel.text import Text
    from laborcoop.planning.case import Case


def second_ids(case: Case) -> Iterator[tuple[str, str]]:
    """The kind and id of each of them."""
    seen: set[Hashable] = set()
    for kind, record_id, alike in sorted(_all(case), key=lambda one: one[:2]):
        if (kind, alike) in seen:
            yield kind, record_id
        seen.add((kind, alike))


def _all(case: Case) -> Iterator[tuple[str, str, Hashable]]:
    yield from (("employer", one.id, one.credit_code) for one in case.employers if one.credit_code)
    yield from (("site", one.id, (_plain(one.name), one.division)) for one in case.sites)
    yield from (("fair", one.id, (_plain(one.name), one.division, one.starts)) for one in case.fairs)
    yield from (("station", one.id, (_plain(one.name), one.home, one.host)) for one in case.stations)


def _plain(name: Text) -> str:
    return "".join(normalize("NFKC", name.zh).split()).casefold()
