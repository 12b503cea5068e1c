"""How values show themselves in a notebook: small tables of plain HTML, in both languages, everything escaped.

Nothing here knows what it shows, and no style comes along but the side on which numbers stand: the notebook's own fonts
and colours, light or dark, are those of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from laborcoop.kernel.text import Text

Cell = Text | str | int

MOST_ROWS = 20
"""How many rows a table shows; how many more there are is said below it."""


def words(cell: Cell) -> str:
    """A text, name or number as HTML: a text in Chinese, and in English where that differs.

    >>> words(Text("人数 < 5", "fewer than 5"))
    '<span lang="zh">人数 &lt; 5</span> <span lang="en">fewer than 5</span>'
    """
    if not isinstance(cell, Text):
        return escape(str(cell))
    if cell.zh == cell.en:
        return escape(cell.zh)
    return f'<span lang="zh">{escape(cell.zh)}</span> <span lang="en">{escape(cell.en)}</span>'


def table(caption: Cell, heads: Sequence[Cell], rows: Iterable[Sequence[Cell]], *, most: int = MOST_ROWS) -> str:
    """A table of which no more than ``most`` rows are shown, and the rest are counted.

    Args:
        caption: what the table is of.
        heads: the head of each column; none at all: no line of heads.
        rows: the rows; whole numbers stand on the right.
        most: how many rows to show.
    """
    given = list(rows)
    parts = [f'<caption style="text-align:left">{words(caption)}</caption>']
    if heads:
        cells = "".join(f'<th scope="col" style="text-align:left">{words(head)}</th>' for head in heads)
        parts.append(f"<thead><tr>{cells}</tr></thead>")
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in given[:most])
    parts.append(f"<tbody>{body}</tbody>")
    shown = f"<table>{''.join(parts)}</table>"
    left = len(given) - most
    if left <= 0:
        return shown
    return f"{shown}<p>{words(Text('另有 {left} 行', '{left} more').format(left=left))}</p>"


def paragraphs(told: Iterable[Text]) -> str:
    """Sentences, each as a paragraph."""
    return "".join(f"<p>{words(one)}</p>" for one in told)


def _cell(cell: Cell) -> str:
    side = "right" if isinstance(cell, int) else "left"
    return f'<td style="text-align:{side}">{words(cell)}</td>'
