"""Reads two sides' rankings: every list as numbers, ties and whatever is wrong one by one."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from attrs import define, field

from laborcoop.allocation.checks import Faults, are_texts, plain
from laborcoop.allocation.names import Names
from laborcoop.allocation.ranked import Ranked
from laborcoop.allocation.rankings import Rankings
from laborcoop.kernel.text import Text, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    Ranking = Sequence[str | tuple[str, ...]]

_MANY, _LONG = 2**14, 2**9
"""From so many known ids on, lists from so long on are looked up at once."""
_CELLS = 2**20
"""Lists times ids that are looked at together, at the most."""
_APPLICANTS, _PLACES = (
    Text("申请人的名单", "the rankings of the applicants"),
    Text("去处的名单", "the rankings of the places"),
)
_RANKING = Text("{who} 的名单", "the ranking of {who}")


@define
class _Side:
    """One side's rankings as they are read."""

    known: Mapping[str, int]
    """The other side's ids -> their numbers."""
    worths: Sequence[int]
    """What each rank counts for, best first."""
    faults: Faults
    rows: dict[str, dict[str, int]] = field(factory=dict)
    """The lists that were read one by one."""
    torn: set[str] = field(factory=set)
    """Whose ranking holds a tie."""
    strange: set[str] = field(factory=set)
    """Ids named that are not known."""
    are_texts: bool = field(init=False)
    """Whether all known ids are texts: then nothing but a text is equal to one."""
    names: Names | None = field(init=False)
    """The known ids, where they are many and can be looked up many at a time."""

    @are_texts.default
    def _are_texts(self) -> bool:
        return are_texts(self.known)

    @names.default
    def _names(self) -> Names | None:
        return Names.of(self.known) if self.are_texts and len(self.known) >= _MANY else None

    def read(self, rankings: Mapping[str, Ranking], owners: Mapping[str, int]) -> Rankings:
        """The rankings of these owners; who is not in the mapping lists nobody."""
        # Without a sign, as such an array takes a number in half the time.
        numbers, starts = array("I"), [0]
        for who in owners:
            ranking = rankings.get(who, ())
            if self._is_list(who, ranking):
                flat = self._flat(ranking)
                numbers.extend(self._one_by_one(who, ranking) if flat is None else flat)
            starts.append(len(numbers))
        listing = list(owners)
        for number in repeating(numbers, starts, len(self.known)):
            self._one_by_one(listing[number], rankings[listing[number]])
        return Rankings(
            owners=owners,
            listed=tuple(self.known),
            numbers=numbers,
            starts=starts,
            worths=self.worths,
            tied=self.rows,
        )

    def _is_list(self, who: str, ranking: object) -> bool:
        if isinstance(ranking, Collection) and not isinstance(ranking, str | set | frozenset):
            return True
        self.faults.add(
            "{who} 的名单应为若干编号的列表，而不是 {kind}",
            "the ranking of {who} must be a list of ids, not {kind}",
            who=who,
            kind=Text("一段文本", "one text") if isinstance(ranking, str) else type(ranking).__name__,
        )
        return False

    def _flat(self, ranking: Ranking) -> array[int] | None:
        """The numbers listed, if all are known; a tie is nothing known."""
        if not self.are_texts:
            # A number may be equal to one that is no id: True, or a float.
            return None
        if self.names is not None and len(ranking) >= _LONG:
            found = self.names.numbers(ranking)
            return None if found is None else array("I", found.tobytes())
        try:
            # The getter is twice as fast as asking one by one; it makes no tuple of a single one.
            if len(ranking) > 1:
                return array("I", itemgetter(*ranking)(self.known))
            return array("I", map(self.known.__getitem__, cast("Sequence[str]", ranking)))
        except (KeyError, TypeError):
            return None

    def _one_by_one(self, who: str, ranking: Ranking) -> array[int]:
        found = self.rows[who] = {}
        what = _RANKING.format(who=who)
        for value, tied in zip(self.worths, ranking, strict=False):
            names = self.faults.identities(tied if isinstance(tied, tuple | list | AbstractSet) else [tied], what)
            if len(names) > 1:
                self.torn.add(who)
            for name in names:
                if name in found:
                    self.faults.add("{who} 的名单中 {name} 重复", "{who} lists {name} twice", who=who, name=name)
                found[name] = value
        self.strange |= found.keys() - self.known.keys()
        return array("I", [self.known[name] for name in found if name in self.known])


def repeating(numbers: array[int], starts: Sequence[int], known: int) -> list[int]:
    """The lists, by their number, that hold one of the ``known`` numbers twice."""
    lists = range(len(starts) - 1)
    try:
        import numpy as np
    except ImportError:
        return [
            one for one in lists if len(set(numbers[starts[one] : starts[one + 1]])) < starts[one + 1] - starts[one]
        ]
    listed, cuts = np.asarray(numbers), np.array(starts)
    step = max(1, _CELLS // max(1, known))
    found: list[int] = []
    for first in range(0, len(lists), step):
        some = cuts[first : first + step + 1]
        row = np.repeat(np.arange(len(some) - 1), np.diff(some))
        seen = np.zeros((len(some) - 1, known), dtype=bool)
        seen[row, listed[some[0] : some[-1]]] = True
        if np.count_nonzero(seen) < len(row):
            found += (first + np.flatnonzero(seen.sum(axis=1) < np.diff(some))).tolist()
    return found


def _owners(ids: Iterable[Any], what: Text, faults: Faults) -> dict[str, int]:
    """The ids by number, in order."""
    return {name: at for at, name in enumerate(faults.identities(ids, what))}


def _longest(rankings: Iterable[Ranking]) -> int:
    return max((len(ranking) for ranking in rankings if isinstance(ranking, Collection)), default=0)


def read_preferences(
    applicants: Mapping[str, Ranking], places: Mapping[str, Ranking], capacity: Mapping[str, int], faults: Faults
) -> Ranked:
    """Both sides' rankings: an applicant's rank is a score from 1 up, a place's a regard from 0 down."""
    applicants = faults.mapping(applicants, _APPLICANTS)
    places = faults.mapping(places, _PLACES)
    longest, most = _longest(applicants.values()), _longest(places.values())
    people, held = _owners(applicants, _APPLICANTS, faults), {plain(name): at for at, name in enumerate(capacity)}
    wishes = _Side(held, range(longest, 0, -1), faults)
    wanted = _Side(people, range(0, -most, -1), faults)
    listing = {
        **held,
        **{name: len(held) + at for at, name in enumerate(_owners(places, _PLACES, faults).keys() - held.keys())},
    }
    read = Ranked(
        wishes=wishes.read(applicants, people),
        wanted=wanted.read(places, listing),
        tied=frozenset(wishes.torn),
        torn=frozenset(wanted.torn),
    )
    for name in sorted(wishes.strange | (listing.keys() - held.keys()), key=written):
        faults.add("去处 {name} 没有给出容量", "the place {name} has no capacity", name=name)
    for name in sorted(wanted.strange, key=written):
        faults.add("去处的名单提到未知的申请人 {name}", "a place lists the unknown applicant {name}", name=name)
    return read
