"""Tables of counts that identify nobody: small cells are hidden, and enough others that totals do not reveal them.

A table with its totals is a flow: each cell runs from its row to its column, each row's total from a source to its row,
each column's total from its column to a sink, and the whole from the sink back. What goes into a node comes out of it:
that is all that the totals say. How large a cell that is left out can be, as far as anybody can compute from the cells
that are shown, is then a largest flow (D. Gusfield, A graph theoretic approach to statistical data security, SIAM J.
Comput. 17, 1988).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count

from laborcoop.errors import InvalidValue
from laborcoop.kernel.field_kinds import is_of_kind
from laborcoop.kernel.text import Text

SMALLEST_COUNT = 5
"""The smallest count of people that a published table shows, unless a caller says otherwise.

A convention of statistics, verified by no source (PR-07); the book's parameter ``smallest_count`` has the same value.
"""

Shown = tuple[tuple[int | None, ...], ...]
"""A table with its totals as the last row and column; None where a count is left out."""

_Cell = tuple[int, int]


def suppress(counts: Sequence[Sequence[int]], least: int = SMALLEST_COUNT) -> Shown:
    """A table of counts with its totals, without the cells that would point at somebody.

    Left out are counts from 1 to ``least - 1``, totals included, and so many others that each of them could be
    ``least`` or more, for all that can be computed from what is shown and from knowing that no cell that is left out is
    zero. Zeros stay, for they identify nobody. What readers know about individuals from elsewhere is not considered.

    >>> suppress([[2, 30], [20, 40]])
    ((None, None, 32), (None, None, 60), (22, 70, 92))

    Args:
        counts: rows of counts, of one length.
        least: the smallest count that is shown.

    Raises:
        InvalidValue: ``counts`` has rows of different lengths or a value that is not a count, or ``least`` is below 1.
    """
    rows = _checked(counts, least)
    flow = _Flow([[*row, sum(row)] for row in (*rows, [sum(column) for column in zip(*rows, strict=True)])])
    small = [cell for cell, value in flow.value.items() if 0 < value < least]
    hidden = set(small)
    for cell in small:
        while flow.most(cell, hidden, least) < least:
            hidden |= flow.cheapest_cover(cell, hidden)
    # What was left out for the sake of one cell may have become needless by what was left out for another.
    for cell in sorted(hidden - set(small), key=lambda cell: (flow.cost(cell), cell), reverse=True):
        fewer = hidden - {cell}
        if all(flow.most(one, fewer, least) >= least for one in small):
            hidden = fewer
    return tuple(
        tuple(None if (i, j) in hidden else value for j, value in enumerate(row)) for i, row in enumerate(flow.table)
    )


def _checked(counts: Sequence[Sequence[int]], least: int) -> list[list[int]]:
    rows = [list(row) for row in counts]
    if any(len(row) != len(rows[0]) for row in rows):
        raise InvalidValue(Text("表格各行的列数不同", "the rows of the table are of different lengths"))
    if any(not is_of_kind(value, int) or value < 0 for row in rows for value in row):
        raise InvalidValue(Text("计数必须是不小于零的整数", "a count must be a whole number, zero or more"))
    if not is_of_kind(least, int) or least < 1:
        raise InvalidValue(Text("最小公开人数至少为 1", "the smallest count that is shown must be 1 or more"))
    return rows


class _Flow:
    """A table with its totals as a flow: rows, columns, and one node each before and behind them."""

    def __init__(self, table: list[list[int]]) -> None:
        self.table = table
        self.value: dict[_Cell, int] = {
            (i, j): value for i, row in enumerate(table) for j, value in enumerate(row) if value
        }
        self._rows, self._columns = len(table) - 1, len(table[0]) - 1
        # A total that is left out costs the table more than any cell of it.
        self._dear = table[-1][-1]

    def ends(self, cell: _Cell) -> tuple[int, int]:
        """The nodes between which a cell runs: rows first, then columns, then the source and the sink."""
        i, j = cell
        source = self._rows + self._columns
        column = source + 1 if j == self._columns else self._rows + j
        if i < self._rows and j < self._columns:
            return i, column
        if i < self._rows:
            return source, i
        return (column, source + 1) if j < self._columns else (source + 1, source)

    def cost(self, cell: _Cell) -> int:
        """What is lost where a cell is left out: its people; with a total, more."""
        i, j = cell
        return self.value[cell] + self._dear * ((i == self._rows) + (j == self._columns))

    def most(self, cell: _Cell, hidden: set[_Cell], enough: int) -> int:
        """How large a hidden cell can be at the most, or ``enough`` where it can be that.

        By paths from its end back to its start, in whole people: each hidden cell may grow, or shrink down to one.
        """
        start, end = self.ends(cell)
        value = dict(self.value)
        largest = value[cell]
        while largest < enough:
            path = self._path(end, start, {one: 0 for one in hidden if one != cell}, value)
            if path is None:
                break
            for one, step in path:
                value[one] += step
            largest += 1
        return largest

    def cheapest_cover(self, cell: _Cell, hidden: set[_Cell]) -> set[_Cell]:
        """The cells that cost least, and let a hidden cell grow by one more when they are left out as well."""
        start, end = self.ends(cell)
        value = dict(self.value)
        free = {one: 0 for one in hidden if one != cell}
        while path := self._path(end, start, free, value):
            for one, step in path:
                value[one] += step
        costs = {one: self.cost(one) for one in self.value if one not in hidden} | free
        # There is one: what flows through a cell comes back to where it started, along cells that are not nought.
        path = self._path(end, start, costs, value)
        return {one for one, _ in path or ()}

    def _path(
        self, start: int, end: int, costs: dict[_Cell, int], value: dict[_Cell, int]
    ) -> list[tuple[_Cell, int]] | None:
        """The cheapest way from node to node: along a cell, which grows by one, or against it while it is above one."""
        ways: dict[int, list[tuple[int, _Cell, int]]] = {}
        for cell in costs:
            tail, head = self.ends(cell)
            ways.setdefault(tail, []).append((head, cell, 1))
            if value[cell] > 1:
                ways.setdefault(head, []).append((tail, cell, -1))
        order = count()
        queue: list[tuple[int, int, int, list[tuple[_Cell, int]]]] = [(0, next(order), start, [])]
        seen: set[int] = set()
        while queue:
            cost, _, node, path = heappop(queue)
            if node == end:
                return path
            if node not in seen:
                seen.add(node)
                for other, cell, step in ways.get(node, ()):
                    heappush(queue, (cost + costs[cell], next(order), other, [*path, (cell, step)]))
        return None
