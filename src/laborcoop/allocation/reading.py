"""Reads pairs from the three forms that they come in: a list, a matrix, two sides' rankings."""

from __future__ import annotations

from math import isinf, isnan
from typing import TYPE_CHECKING, cast

from laborcoop.allocation.checks import whole
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

    from laborcoop.allocation.checks import Faults

    Matrix = ArrayLike
    Ranking = Sequence[str | tuple[str, ...]]

_DIMENSIONS = 2

Rows = dict[str, dict[str, int]]


def read_pairs(pairs: Iterable[tuple[str, str, int]], faults: Faults) -> Rows:
    """Applicant id -> place id -> score, in the order given; a pair given twice must say the same."""
    rows: Rows = {}
    for applicant, place, score in pairs:
        value = whole(score)
        if value is None:
            _not_whole(applicant, place, score, faults)
            continue
        if rows.setdefault(applicant, {}).setdefault(place, value) != value:
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

    matrix = np.asarray(scores)
    if matrix.size == 0 and matrix.ndim <= 1:
        matrix = matrix.reshape(0, len(places or ()))
    if len(matrix.shape) != _DIMENSIONS or matrix.dtype.kind not in "iuf":
        faults.add("分值应为二维数字矩阵", "the scores must be a matrix of numbers with two dimensions")
        faults.done()
    # Row and column numbers serve as ids where none are given; every other door gives texts, and the types say so.
    rows = cast("Sequence[str]", range(matrix.shape[0])) if applicants is None else list(applicants)
    columns = cast("Sequence[str]", range(matrix.shape[1])) if places is None else list(places)
    for ids, length, side in zip(
        (rows, columns), matrix.shape, (Text("行", "rows"), Text("列", "columns")), strict=True
    ):
        if len(set(ids)) != length or len(ids) != length:
            faults.add(
                "矩阵有 {length} {side}，需要同样多的不重复编号",
                "the matrix has {length} {side} and needs as many different ids",
                length=length,
                side=side,
            )
            faults.done()
    allowed = ~np.isnan(matrix)
    values = matrix if scale is None else np.where(allowed, matrix.astype(float) * scale, 0)
    if scale is not None:
        values = np.rint(values)
    wrong = allowed & (np.isinf(values) | (values != np.rint(values))) if values.dtype.kind == "f" else ~allowed
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


def _ranks(who: str, ranking: Ranking, faults: Faults) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, tied in enumerate(ranking):
        for name in [tied] if isinstance(tied, str | int) else tied:
            if ranks.setdefault(name, rank) != rank or (isinstance(tied, tuple) and tied.count(name) > 1):
                faults.add("{who} 的名单中 {name} 重复", "{who} lists {name} twice", who=who, name=name)
    return ranks


def read_preferences(
    applicants: Mapping[str, Ranking], places: Mapping[str, Ranking], capacity: Mapping[str, int], faults: Faults
) -> tuple[Rows, dict[str, dict[str, int]]]:
    """The pairs that both sides list, scored as the applicants rank them, and the places' regard for applicants."""
    wishes = {name: _ranks(name, ranking, faults) for name, ranking in applicants.items()}
    wanted = {name: _ranks(name, ranking, faults) for name, ranking in places.items()}
    for name in sorted({place for ranks in wishes.values() for place in ranks} | set(wanted), key=str):
        if name not in capacity:
            faults.add("去处 {name} 没有给出容量", "the place {name} has no capacity", name=name)
    for name in sorted({one for ranks in wanted.values() for one in ranks}, key=str):
        if name not in wishes:
            faults.add("去处的名单提到未知的申请人 {name}", "a place lists the unknown applicant {name}", name=name)
    longest = max((len(ranking) for ranking in applicants.values()), default=0)
    rows = {
        name: {place: longest - rank for place, rank in ranks.items() if name in wanted.get(place, ())}
        for name, ranks in wishes.items()
    }
    return rows, {place: {name: -rank for name, rank in ranks.items()} for place, ranks in wanted.items()}
