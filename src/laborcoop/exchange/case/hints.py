"""How a message speaks of names that are not known: what was meant, and what may be quoted."""

from __future__ import annotations

import re

from laborcoop.exchange.private import hidden
from laborcoop.kernel.naming import did_you_mean, nearest

__all__ = ["did_you_mean", "nearest", "shown"]

_PERSONAL = re.compile(r"[0-9]{11,}[0-9Xx]?")


def shown(written: str) -> str:
    """A name as a message may quote it: phones and resident numbers, strayed into it by a slipped column, are hidden.

    >>> shown("E-01"), shown("13800000000")
    ('E-01', '***')
    """
    return _PERSONAL.sub("***", hidden(written))
