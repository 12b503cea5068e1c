"""Characters that no page, document or calendar may hold, shown by a picture of each instead."""

from __future__ import annotations

import re

# What XML 1.0 (2.2) and iCalendar (RFC 5545, 3.1) do not take: controls but tab and line ends, halves of a pair,
# and the two code points that are no characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = "\x7f", "\u2421"


def visible(text: str) -> str:
    r"""A text in which each character that a document cannot hold is one that can be seen.

    >>> visible("怒江\x0b报表")
    '怒江␋报表'
    """
    return _UNFIT.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    one = found[0]
    if one == _DELETE:
        return _DELETE_PICTURE
    return chr(_PICTURES + ord(one)) if one < " " else "\ufffd"
