"""Reads pairs from a list or a matrix."""

from __future__ import annotations

from fractions import Fraction
from math import isinf, isnan
from typing import TYPE_CHECKING, Any, cast

from laborcoop.allocation.checks import LARGEST_TOTAL, Faults, check_total, whole
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Matrix = ArrayLike

_DIMENSIONS = 2
_EXACT = 2**53
"""Floats beyond this are whole numbers, and not all of those."""
_IDS = Text("各{side}的编号", "the ids of the {side}")
_COLUMNS = Text("列", "columns")
_ONE = {"rows": Text("行", "row"), "columns": Text("列", "column")}
_TIMES = Text("（乘以 scale {scale} 后）", ", times the scale {scale},")
_PAIR = Text("第 {number} 个配对", "pair number {number}")

Rows = dict[str, dict[str, int]]


def read_pairs(pairs: Iterable[tuple[str, str, int]], faults: Faults) -> Rows:
    """Applicant id -> place id -> score, in the order given; a pair given twice must say the same."""
    rows: Rows = {}
    for number, pair in enumerate(faults.several(pairs, Text("配对", "the pairs")), 1):
        try:
            given, wanted, score = pair
        except (TypeError, ValueError):
            faults.add(
                "第 {number} 个配对应为（申请人，去处，分值），而不是 {kind}",
                "pair number {number} must be (applicant, place, score), not {kind}",
                number=number,
                kind=type(pair).__name__,
            )
            continue
        if type(given) is str and type(wanted) is str:
            applicant, place = given, wanted
        else:
            what = _PAIR.format(number=number)
            applicant, place = faults.identity(given, what), faults.identity(wanted, what)
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
    try:
        matrix = np.asarray(np.ma.getdata(scores))
    except ValueError:  # rows of different lengths
        matrix = np.empty((), dtype=object)
    if matrix.size == 0 and matrix.ndim <= 1:
        width = 0 if places is None else len(faults.identities(places, _IDS.format(side=_COLUMNS)))
        matrix = matrix.reshape(0, width)
    if len(matrix.shape) != _DIMENSIONS or matrix.dtype.kind not in "iuf":
        faults.add(
            "分值应为二维数字矩阵，各行长度相同",
            "the scores must be a matrix of numbers with two dimensions, every row as long",
        )
        faults.done()
    rows = _ids(applicants, matrix.shape[0], Text("行", "rows"), faults)
    columns = _ids(places, matrix.shape[1], _COLUMNS, faults)
    if scale is not None:
        scale = faults.whole(scale, Text.same("scale"), least=1)
        check_total(Text.same("scale"), [scale], faults)
    faults.done()
    allowed = ~(np.isnan(matrix) | hidden)
    values = matrix if scale is None else _scaled(np.where(allowed, matrix, 0), scale)
    is_float = values.dtype.kind == "f"
    too_large = allowed & ((values > LARGEST_TOTAL) | (values < -LARGEST_TOTAL))
    wrong = allowed & ~too_large & (values != np.rint(values)) if is_float else np.zeros(matrix.shape, dtype=bool)
    for row, column in np.argwhere(too_large).tolist():
        faults.add(
            "第 {row} 行第 {column} 列的分值 {score}{scaled}超过 2⁶²；不允许的配对请用 NaN",
            "the score {score} in row {row}, column {column}{scaled} passes 2⁶²; give NaN where a pair is not allowed",
            row=row,
            column=column,
            score=matrix[row, column].item(),
            scaled="" if scale is None else _TIMES.format(scale=scale),
        )
    for row, column in np.argwhere(wrong).tolist():
        faults.add(
            "第 {row} 行第 {column} 列的分值 {score} 不是整数；请给出 scale，或用 NaN 表示不允许",
            "the score {score} in row {row}, column {column} is not an integer;"
            " give a scale, or NaN where it is not allowed",
            row=row,
            column=column,
            score=float(matrix[row, column]),
        )
    # What is wrong is told with all other faults; until then it is nothing.
    values = np.where(allowed & ~too_large & ~wrong, values, 0)
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
    ids = faults.identities(given, _IDS.format(side=side))
    if len(set(ids)) != length or len(ids) != length:
        faults.add(
            "矩阵有 {length} {side}，需要同样多的不重复编号",
            "the matrix has {length} {side} and needs {many}",
            length=length,
            side=side if length != 1 else _ONE[side.en],
            many="1 id" if length == 1 else "as many different ids",
        )
    return ids


def _scaled(matrix: NDArray[Any], scale: int) -> NDArray[Any]:
    """The scores times the scale: whole ones by Python's integers, exact however large, others to the nearest whole."""
    import numpy as np

    scaled: NDArray[Any]
    if matrix.dtype.kind != "f":
        scaled = matrix.astype(object) * scale
        return scaled
    with np.errstate(over="ignore"):  # what becomes infinite is told by name
        scaled = np.rint(matrix.astype(float) * scale)
    # Products that large are no longer exact.
    large = np.isfinite(matrix) & (np.abs(scaled) > _EXACT)
    if large.any():
        scaled = scaled.astype(object)
        scaled[large] = [round(Fraction(score) * scale) for score in matrix[large].tolist()]
    return scaled
