"""Records that may be one, each but the first: employers of one code, sites, fairs and stations of one name and place.

So are employers of one name and division where one of the two has no code, and help cases of one worker, kind and day.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING
from unicodedata import normalize

from laborcoop.retention import HelpCase

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
    named: dict[Hashable, list[bool]] = {}
    for one in sorted(case.employers, key=lambda employer: employer.id):
        keys = {(name, one.division) for name in (_plain(one.name), *map(_plain_text, one.aliases))}
        before = [coded for key in keys for coded in named.get(key, ())]
        if before and not (one.credit_code and all(before)):
            yield "employer", one.id
        for key in keys:
            named.setdefault(key, []).append(one.credit_code is not None)


def _all(case: Case) -> Iterator[tuple[str, str, Hashable]]:
    yield from (("employer", one.id, one.credit_code) for one in case.employers if one.credit_code)
    yield from (("site", one.id, (_plain(one.name), one.division)) for one in case.sites)
    yield from (("fair", one.id, (_plain(one.name), one.division, one.starts)) for one in case.fairs)
    helped = {one.id: one for one in case.records_of(HelpCase)}.values()
    yield from (("help-case", one.id, (one.worker, one.kind, one.opened_on)) for one in helped)
    yield from (("station", one.id, (_plain(one.name), one.home, one.host)) for one in case.stations)


def _plain(name: Text) -> str:
    return _plain_text(name.zh)


def _plain_text(name: str) -> str:
    return "".join(normalize("NFKC", name).split()).casefold()
