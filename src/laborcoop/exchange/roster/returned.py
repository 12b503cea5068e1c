"""What the copy that goes back to a county has before the sheets of its roster: the list of the rows refused.

A county corrects the sheets behind it and sends the whole workbook again, so the list has to be known for what it is:
its rows stand in the other sheets, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from laborcoop.exchange import cells
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.kernel.text import Text

LIST_NAME = Text("退回的行", "refused rows")
"""The name of the sheet; a workbook that has one of this name already has it numbered."""
LEGEND = Text(
    "后面是原来的各工作表，有问题的单元格已着色并加批注：红色为退回，黄色为存疑或未采用，蓝色为提示",
    "behind this are the sheets as they were sent; cells are coloured and commented: red is refused, yellow is "
    "doubtful or left out, blue is a note",
)
"""What stands in the first column of its second row, and in no other sheet."""
SEARCHED_ROWS = 5
"""How many rows, from the first on, the legend is sought in."""
_LEGENDS = frozenset({cells.text(LEGEND.zh), cells.text(LEGEND.en)})


def is_list_of_refused(sheet: Sheet) -> bool:
    """Whether a sheet is the list of refused rows of a copy that went back; told by its legend, whatever its name."""
    return says_list_of_refused(sheet.rows[:SEARCHED_ROWS])


def says_list_of_refused(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether the legend stands in some rows, the first of a sheet or of a CSV file."""
    return any(row and cells.text(row[0]) in _LEGENDS for row in rows)
