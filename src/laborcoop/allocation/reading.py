"""Reads pairs from the three forms that they come in: a list, a matrix, two sides' rankings."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from math import isinf, isnan
from typing import TYPE_CHECKING, Any, cast

from attrs import define, field

from laborcoop.allocation.checks import Faults, check_total, plain, whole
from laborcoop.allocation.ranked import Ranked
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Matrix = ArrayLike
    Ranking = Sequence[str | tuple[str, ...]]

_DIMENSIONS = 2

Rows = dict[str, dict[str, int]]


def read_pairs(pairs: Iterable[tuple[str, str, int]], faults: Faults) -> Rows:
    """Applicant id -> place id -> score, in the order given; a pair given twice must say the same."""
    rows: Rows = {}
    for given, wanted, score in pairs:
        if type(given) is str and type(wanted) is str:
            applicant, place = given, wanted
        else:
            applicant, place = faults.identity(given), faults.identity(wanted)
            if applicant is None or place is None:
                continue
        value = score if type(score) is int else whole(score)
        if value is None:
            _not_whole(applicant, place, score, faults)
            continue
        row = rows.get(applicant)
        if row is None:
            row = rows[applicant] = {}
        if row.setdefault(place, value) != value:
            faults.add(
                "配对 {applicant} – {place} 给出两次，分值不同",
                "the pair {applicant} - {place} is given twice with different scores",
                applicant=applicant,
                place=place,
            )
    return rows


def _not_whole(applicant: object, place: object, score: object, faults: Faults) -> None:
    if isinstance(score, float) and (isnan(score) or isinf(score)):
        faults.add(
            "配对 {applicant} – {place} 的分值是 {score}；不允许的配对请不要列出",
            "the score of the pair {applicant} - {place} is {score}; leave out a pair that is not allowed",
            applicant=applicant,
            place=place,
            score=score,
        )
    else:
        faults.add(
            "配对 {applicant} – {place} 的分值应为整数，而不是 {score}；小数请用 from_matrix(..., scale=)",
            "the score of the pair {applicant} - {place} must be an integer, not {score};"
            " fractions go through from_matrix(..., scale=)",
            applicant=applicant,
            place=place,
            score=score,
        )


def read_matrix(
    scores: Matrix,
    scale: int | None,
    applicants: Sequence[str] | None,
    places: Sequence[str] | None,
    faults: Faults,
) -> tuple[Sequence[str], Sequence[str], Rows]:
    """The ids of the rows, of the columns, and the pairs that are not NaN."""
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtra("numpy", "plan") from error

    hidden = np.ma.getmaskarray(scores) if np.ma.isMaskedArray(scores) else False
    matrix = np.asarray(np.ma.getdata(scores))
    if matrix.size == 0 and matrix.ndim <= 1:
        matrix = matrix.reshape(0, len(places or ()))
    if len(matrix.shape) != _DIMENSIONS or matrix.dtype.kind not in "iuf":
        faults.add("分值应为二维数字矩阵", "the scores must be a matrix of numbers with two dimensions")
        faults.done()
    rows = _ids(applicants, matrix.shape[0], Text("行", "rows"), faults)
    columns = _ids(places, matrix.shape[1], Text("列", "columns"), faults)
    if scale is not None:
        scale = faults.whole(scale, Text.same("scale"), least=1)
        check_total(Text.same("scale"), [scale], faults)
    faults.done()
    allowed = ~(np.isnan(matrix) | hidden)
    values = matrix if scale is None else _scaled(np.where(allowed, matrix, 0), scale)
    wrong = np.zeros(matrix.shape, dtype=bool)
    if values.dtype.kind == "f":
        wrong = allowed & (np.isinf(values) | (values != np.rint(values)))
    for row, column in np.argwhere(wrong).tolist():
        faults.add(
            "第 {row} 行第 {column} 列的分值 {score} 不是整数；请给出 scale，或用 NaN 表示不允许",
            "the score {score} in row {row}, column {column} is not an integer;"
            " give a scale, or NaN where it is not allowed",
            row=row,
            column=column,
            score=float(matrix[row, column]),
        )
    faults.done()
    read: Rows = {}
    for row, name in enumerate(rows):
        at = np.flatnonzero(allowed[row]).tolist()
        read[name] = {columns[column]: int(score) for column, score in zip(at, values[row, at].tolist(), strict=True)}
    return rows, columns, read


def _ids(given: Sequence[str] | None, length: int, side: Text, faults: Faults) -> Sequence[str]:
    """The ids of the rows or columns: their numbers where none are given."""
    if given is None:
        # Every other door gives texts, and the types say so.
        return cast("Sequence[str]", range(length))
    ids = faults.identities(given, Text("各{side}的编号", "the ids of the {side}").format(side=side))
    if len(set(ids)) != length or len(ids) != length:
        faults.add(
            "矩阵有 {length} {side}，需要同样多的不重复编号",
            "the matrix has {length} {side} and needs as many different ids",
            length=length,
            side=side,
        )
    return ids


def _scaled(matrix: NDArray[Any], scale: int) -> NDArray[Any]:
    """The scores times the scale: whole ones by Python's integers, exact however large, others to the nearest whole."""
    import numpy as np

    is_whole = matrix.dtype.kind != "f"
    scaled: NDArray[Any] = matrix.astype(object) * scale if is_whole else np.rint(matrix.astype(float) * scale)
    return scaled


_KEPT = frozenset([str, int])
_TIE = Text("并列的名次", "a tie")


@define
class _Side:
    """One side's rankings as they are read."""

    known: frozenset[str]
    """The other side's ids."""
    values: list[int]
    """What each rank counts for, best first: made once, since millions of entries hold a few thousand numbers."""
    faults: Faults
    lists: Rows
    tied: set[str] = field(factory=set)
    """Whose ranking holds a tie."""
    strange: set[str] = field(factory=set)
    """Ids named that are not known."""

    def read(self, rankings: Mapping[str, Ranking]) -> None:
        """Every ranking as a mapping from the ids that it names to what their ranks count for, best first."""
        for given, ranking in rankings.items():
            who = self.faults.identity(given)
            if who is None or not self._is_list(who, ranking):
                continue
            try:
                flat = cast("dict[str, int]", dict(zip(ranking, self.values, strict=False)))
            except TypeError:  # a tie that was given as a list
                flat = {}
            # A tie is no id that is known: whatever may be wrong, or a tie, is looked at one by one.
            is_flat = len(flat) == len(ranking) and self.known.issuperset(flat) and _KEPT.issuperset(map(type, flat))
            self.lists[who] = flat if is_flat else self._one_by_one(who, ranking)

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

    def _one_by_one(self, who: str, ranking: Ranking) -> dict[str, int]:
        found: dict[str, int] = {}
        for value, tied in zip(self.values, ranking, strict=False):
            names = self.faults.identities(tied if isinstance(tied, tuple | list | AbstractSet) else [tied], _TIE)
            if len(names) > 1:
                self.tied.add(who)
            for name in names:
                if name in found:
                    self.faults.add("{who} 的名单中 {name} 重复", "{who} lists {name} twice", who=who, name=name)
                found[name] = value
        self.strange |= found.keys() - self.known
        return found


def _longest(rankings: Iterable[Ranking]) -> int:
    return max((len(ranking) for ranking in rankings if isinstance(ranking, Collection)), default=0)


def read_preferences(
    applicants: Mapping[str, Ranking], places: Mapping[str, Ranking], capacity: Mapping[str, int], faults: Faults
) -> Ranked:
    """Both sides' rankings: an applicant's rank is a score from 1 up, a place's a regard from 0 down."""
    longest, most = _longest(applicants.values()), _longest(places.values())
    known = frozenset(map(plain, capacity))
    wishes = _Side(known, list(range(longest, 0, -1)), faults, {})
    wanted = _Side(frozenset(map(plain, applicants)), list(range(0, -most, -1)), faults, {name: {} for name in known})
    wishes.read(applicants)
    wanted.read(places)
    for name in sorted(wishes.strange | (wanted.lists.keys() - wishes.known), key=str):
        faults.add("去处 {name} 没有给出容量", "the place {name} has no capacity", name=name)
    for name in sorted(wanted.strange, key=str):
        faults.add("去处的名单提到未知的申请人 {name}", "a place lists the unknown applicant {name}", name=name)
    return Ranked(wishes=wishes.lists, wanted=wanted.lists, tied=frozenset(wishes.tied), torn=frozenset(wanted.tied))
