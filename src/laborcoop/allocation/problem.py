"""The problem: who wants where, how many fit, and what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Unpack

from attrs import frozen

from laborcoop.allocation.cap import Cap
from laborcoop.allocation.checks import (
    UNREAD,
    Faults,
    are_texts,
    check_caps,
    check_groups,
    check_known,
    check_names,
    check_pins,
    check_places,
    check_posts,
    check_previous,
    check_total,
)
from laborcoop.allocation.demands import Asked, Demands
from laborcoop.allocation.mapping import Fixed, Table
from laborcoop.allocation.pairs import Listed, Pairs
from laborcoop.allocation.placement import Placement
from laborcoop.allocation.read_rankings import read_preferences
from laborcoop.allocation.read_rules import read_rules
from laborcoop.allocation.reading import read_matrix, read_pairs
from laborcoop.allocation.rules import PairRule, Preference
from laborcoop.allocation.sizes import Size, check_sizes, largest, read_sizes
from laborcoop.kernel.text import Text, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from laborcoop.allocation.read_rankings import Ranking
    from laborcoop.allocation.reading import Matrix


_CAPACITY = Text("容量", "the capacity")
_CAPACITY_OF = Text("去处 {name} 的容量", "the capacity of the place {name}")


@frozen(kw_only=True, eq=False, repr=False)
class Problem:
    """An allocation problem, checked when it is made; build one with a ``from_`` method, never directly.

    ``applicants`` are in order of arrival, which only the mechanism ``queue`` reads.
    """

    applicants: tuple[str, ...]
    pairs: Pairs
    capacity: Mapping[str, int]
    minimum: Mapping[str, int]
    groups: tuple[frozenset[str], ...]
    size: Mapping[str, Size]
    tier: Mapping[str, int]
    priority: Mapping[str, int]
    caps: tuple[Cap, ...]
    pinned: Mapping[str, str]
    previous: Mapping[str, str]
    regard: Mapping[str, Mapping[str, int]] | None
    """Place id -> applicant id -> how much the place wants them (more is better); None where the score says it."""

    def __repr__(self) -> str:
        """Counts only."""
        return f"Problem({len(self.applicants)} applicants, {len(self.capacity)} places, {self.pairs.extent})"

    def size_of(self, applicant: str, place: str) -> int:
        """How many places an applicant takes at a place that is open to them."""
        size = self.size.get(applicant, 1)
        return size.get(place, 1) if isinstance(size, Mapping) else size

    def regard_of(self, place: str, applicant: str) -> int:
        """How much a place wants an applicant of one of its pairs; more is better."""
        return self.pairs.of(applicant)[place] if self.regard is None else self.regard[place][applicant]

    def regard_for(self, applicants: AbstractSet[str]) -> Mapping[str, Mapping[str, int]] | None:
        """How much each place wants these applicants; None where the score says it."""
        if self.regard is None:
            return None
        return Table(
            {
                place: {name: value for name, value in wanted.items() if name in applicants}
                for place, wanted in self.regard.items()
            }
        )

    def changed(self, capacity: Mapping[str, int] | None = None, **demands: Unpack[Demands]) -> Problem:
        """The same applicants, places and pairs with other capacities or demands; nothing is read again.

        Args:
            capacity: place id -> places, for the places whose capacity changes.
            **demands: see :class:`Demands`; each replaces the one that the problem had.

        Raises:
            ProblemError: the arguments contradict one another or the problem; with every contradiction in ``faults``.
        """
        asked: dict[str, Any] = {name: getattr(self, name) for name in Demands.__annotations__}
        faults = Faults()
        changed = {} if capacity is None else faults.mapping(capacity, _CAPACITY)
        held = {**self.capacity, **changed}
        check_places(self.capacity, {Text("新的容量", "a new capacity"): changed}, faults)
        return _assembled(
            self.pairs, ((), ()), held, self.applicants, Asked.of({**asked, **demands}, faults), faults, self.regard
        )

    @classmethod
    def from_pairs(
        cls,
        pairs: Iterable[tuple[str, str, int]],
        *,
        capacity: Mapping[str, int],
        applicants: Iterable[str] | None = None,
        **demands: Unpack[Demands],
    ) -> Problem:
        """A problem from its allowed pairs.

        Args:
            pairs: (applicant id, place id, integer score); a pair that is not named is not allowed. A negative score
                is used only where a demand or an earlier goal asks for it.
            capacity: place id -> places, counted by size.
            applicants: everyone concerned, also those without a pair; an id outside it is then an error.
            **demands: see :class:`Demands`.

        Raises:
            ProblemError: the arguments contradict one another; with every contradiction in ``faults``.
        """
        faults = Faults()
        held = faults.mapping(capacity, _CAPACITY)
        return _listed(read_pairs(pairs, faults), held, applicants, Asked.of(demands, faults), faults)

    @classmethod
    def from_matrix(
        cls,
        scores: Matrix,
        *,
        capacity: Mapping[str, int] | Iterable[int],
        scale: int | None = None,
        applicants: Sequence[str] | None = None,
        places: Sequence[str] | None = None,
        **demands: Unpack[Demands],
    ) -> Problem:
        """A problem from a matrix of scores: a row per applicant, a column per place.

        NaN, or a masked cell, is a pair that is not allowed.

        Args:
            scores: a numpy array, or whatever ``numpy.asarray`` takes, of shape (applicants, places).
            capacity: places per column: a sequence in the order of the columns, or place id -> places.
            scale: factor for scores that are not whole: each is multiplied by it and rounded to the nearest integer.
                A positive integer; whole scores stay exact. Without it such a score is an error.
            applicants: an id per row; the row numbers (integers from 0) otherwise.
            places: an id per column; the column numbers (integers from 0) otherwise.
            **demands: see :class:`Demands`.

        Raises:
            ProblemError: the arguments contradict one another; with every contradiction in ``faults``.
            MissingExtra: numpy is not installed.
        """
        faults = Faults()
        names, columns, rows = read_matrix(scores, scale, applicants, places, faults)
        held = capacity if isinstance(capacity, Mapping) else _by_column(columns, capacity, faults)
        return _listed(rows, held, names, Asked.of(demands, faults), faults)

    @classmethod
    def from_preferences(
        cls,
        *,
        applicants: Mapping[str, Ranking],
        places: Mapping[str, Ranking],
        capacity: Mapping[str, int],
        **demands: Unpack[Demands],
    ) -> Problem:
        """A problem from two sides' rankings, best first; ties are nested tuples: ``["P1", ("P2", "P3")]``.

        A pair is allowed if both list each other. Where a mechanism needs scores, a pair's score is what the applicant
        makes of it: 1 for the last rank of the longest list, one more for each rank above.

        Raises:
            ProblemError: the arguments contradict one another; with every contradiction in ``faults``.
        """
        faults = Faults()
        held = faults.mapping(capacity, _CAPACITY)
        pairs = read_preferences(applicants, places, held, faults)
        # The places of the pairs have capacities, or that is a fault by now.
        return _assembled(
            pairs, (pairs.wishes, ()), held, pairs.wishes, Asked.of(demands, faults), faults, Table(pairs.wanted)
        )

    @classmethod
    def from_rules(
        cls,
        workers: Iterable[Any],
        posts: Iterable[Any],
        *,
        rules: Iterable[PairRule] = (),
        preferences: Iterable[Preference] = (),
        on: date | None = None,
        capacity: Mapping[str, int] | Callable[[Any], int] = attrgetter("openings"),
        id_of: Callable[[Any], str] = attrgetter("id"),
        listed_up_to: int = 200_000,
        **demands: Unpack[Demands],
    ) -> Problem:
        """A problem from rules and preferences; the pairs are computed in blocks and never listed.

        A pair is allowed if every rule allows it; its score is the sum of the preferences. Memory goes to a few
        numbers per worker and rule, a table per rule over the different keys of the two sides, and the square of the
        number of posts; a key that is different for everybody makes its table as long as all pairs.

        Args:
            workers: the applicants, in order of arrival: objects of any kind.
            posts: the places: objects of any kind.
            rules: what forbids a pair.
            preferences: what a pair is worth.
            on: the day that keys with a parameter ``on`` are given.
            capacity: post id -> openings, or what reads them from a post (its ``openings``).
            id_of: reads the id of a worker, and of a post (their ``id``).
            listed_up_to: with at most so many workers times posts the mechanisms treat the problem as one from listed
                pairs, to the last tie. Above it ``optimal`` goes by prices: the goals are as exact, but among answers
                that are equally good in every goal the sum of the hashes need not be the largest. With groups, sizes,
                caps or cohorts an answer may then end ``feasible``, with the bound that prices prove, without a time
                limit. ``queue`` always goes through the pairs one by one.
            **demands: see :class:`Demands`.

        Raises:
            ProblemError: the arguments contradict one another; with every contradiction in ``faults``.
            MissingExtra: numpy is not installed.
        """
        faults = Faults()
        pairs = read_rules(
            workers,
            posts,
            rules=rules,
            preferences=preferences,
            on=on,
            id_of=id_of,
            listed_up_to=faults.whole(listed_up_to, Text.same("listed_up_to"), least=0),
            faults=faults,
        )
        held = _openings(pairs.posts, capacity, faults) if callable(capacity) else faults.mapping(capacity, _CAPACITY)
        check_posts(pairs.posts, held, faults)
        return _assembled(pairs, (pairs.workers, pairs.posts), held, pairs.workers, Asked.of(demands, faults), faults)


def _openings(posts: Mapping[str, Any], capacity: Callable[[Any], int], faults: Faults) -> dict[str, Any]:
    """The capacity of each post; none where it cannot be read."""
    names = list(posts)
    read = faults.each(capacity, list(posts.values()), lambda at: _CAPACITY_OF.format(name=names[at]))
    return {name: 0 if count is UNREAD else count for name, count in zip(names, read, strict=True)}


def _by_column(columns: Sequence[str], capacity: Iterable[int], faults: Faults) -> dict[str, int]:
    numbers = list(faults.several(capacity, _CAPACITY))
    if len(numbers) != len(columns):
        faults.add(
            "矩阵有 {columns} 列，却给出 {given} 个容量",
            "the matrix has {columns}, but {given}",
            columns=Text(f"{len(columns)}", "1 column" if len(columns) == 1 else f"{len(columns)} columns"),
            given=Text(
                f"{len(numbers)}",
                "1 capacity is given" if len(numbers) == 1 else f"{len(numbers)} capacities are given",
            ),
        )
    return dict(zip(columns, numbers, strict=False))


def _listed(
    rows: dict[str, dict[str, int]],
    capacity: Mapping[str, int],
    applicants: Iterable[str] | None,
    asked: Asked,
    faults: Faults,
) -> Problem:
    scores = chain.from_iterable(row.values() for row in rows.values())
    check_total(Text("全部分值", "all scores"), map(abs, scores), faults)
    reached = dict.fromkeys(chain.from_iterable(rows.values()))
    return _assembled(Listed(rows), (rows, reached), capacity, applicants, asked, faults)


def _assembled(
    pairs: Pairs,
    named: tuple[Iterable[str], Iterable[str]],
    capacity: Mapping[str, int],
    applicants: Iterable[str] | None,
    asked: Asked,
    faults: Faults,
    regard: Mapping[str, Mapping[str, int]] | None = None,
) -> Problem:
    """Check every part against the others, then freeze them; ``named`` are the ids of both sides of the pairs."""
    held = faults.table(capacity, _CAPACITY_OF, least=0)
    minimum = faults.table(asked.minimum, Text("去处 {name} 的最低人数", "the minimum of the place {name}"), least=0)
    size = read_sizes(asked.size, faults)
    tier = faults.table(asked.tier, Text("{name} 的层级", "the tier of {name}"), least=0)
    priority = faults.table(asked.priority, Text("{name} 的优先级", "the priority of {name}"))
    member = Text("一个小组", "a group")
    groups = tuple(frozenset(faults.identities(group, member)) for group in asked.groups)
    # In an order of their own, so that the one they were given in can decide nothing.
    caps = tuple(sorted(asked.caps, key=lambda cap: written(cap.name)))
    pinned = faults.places(asked.pinned)
    # A placement by an answer for the same pairs needs no check.
    is_known = isinstance(asked.previous, Placement) and asked.previous.pairs is pairs
    previous = asked.previous if is_known else faults.places(asked.previous)

    used: dict[Text, Iterable[str]] = {
        Text("配对", "a pair"): named[0],
        Text("小组", "a group"): [name for group in groups for name in sorted(group, key=written)],
        Text("占用名额", "the mapping of sizes"): size,
        Text("层级", "the mapping of tiers"): tier,
        Text("优先级", "the mapping of priorities"): priority,
        Text("固定安排", "the mapping of pins"): pinned,
        Text("原有安排", "the previous placement"): () if is_known else previous,
    }
    in_caps = {cap: Text("限额 {name}", "the cap {name}").format(name=cap.name) for cap in caps}
    if applicants is None:
        everyone = tuple(dict.fromkeys(chain.from_iterable(used.values())))
    else:
        known = dict.fromkeys(faults.identities(applicants, Text("申请人名单", "the applicants")))
        everyone = tuple(known)
        used |= {text: cap.applicants for cap, text in in_caps.items()}
        check_known(known.keys(), used, faults)
    if not are_texts(everyone):
        check_names(used, faults)
    check_names({_CAPACITY: held}, faults)
    reached: dict[Text, Iterable[str]] = {
        Text("配对", "a pair"): named[1],
        Text("最低人数", "the minimum"): minimum,
    }
    check_places(held, reached | {text: cap.places for cap, text in in_caps.items()}, faults)
    caps = check_caps(caps, faults)
    if not is_known:
        check_previous(previous, faults)
    check_pins(pinned, held, pairs, faults)
    check_groups(groups, pinned, pairs, faults)
    check_sizes(size, held, pairs, faults)
    check_total(Text("全部人数", "all sizes"), map(largest, size.values()), faults)
    faults.done()
    return Problem(
        applicants=everyone,
        pairs=pairs,
        capacity=Fixed(held),
        minimum=Fixed(minimum),
        groups=groups,
        size=Fixed(size),
        tier=Fixed(tier),
        priority=Fixed(priority),
        caps=caps,
        pinned=Fixed(pinned),
        previous=previous if is_known else Fixed(previous),
        regard=regard,
    )
