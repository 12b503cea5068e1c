"""Join the lines of Chinese: a line ends where the source is full, and HTML would make a blank of that between words.

Between a Chinese character and a Latin word or a number the blank stays, as it is written within a line, too.
"""

from __future__ import annotations

import re

_MARK = (
    "\u2018\u2019\u201c\u201d\u2014\u2026\u3000-\u303f\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Punctuation as wide as a character, which needs no blank on either side."""
_WIDE = f"{_MARK}\u2e80-\u9fff\uf900-\ufaff"
_OPENS = r"(?:\*\*|\[|`)"
_CLOSES = r"(?:\*\*|\]\([^()\s]*\)|`)"
_NO_BLOCK = r"(?![-*+] |#|>|\||<|```|\d+[.)] )"
"""What follows is no list, heading, quotation, table or code, which begin a line of their own."""
_BREAK = re.compile(
    rf"(?<=[{_MARK}])\n *{_NO_BLOCK}(?=\S)"  # behind punctuation
    rf"|(?<=\S)\n *(?={_OPENS}?[{_MARK}])"  # before punctuation
    rf"|(?P<end>[{_WIDE}]{_CLOSES}?)\n *(?={_OPENS}?[{_WIDE}])"
)


def joined(prose: str) -> str:
    r"""Prose in Markdown whose lines are joined where a blank would stand within Chinese.

    >>> joined("每个数字\n都有单位，\n`Count` 带单位：\n- 人\n- 人次"), joined("two\nlines, 两行\nof text")
    ('每个数字都有单位，`Count` 带单位：\n- 人\n- 人次', 'two\nlines, 两行\nof text')
    """
    return _BREAK.sub(lambda found: found["end"] or "", prose)
