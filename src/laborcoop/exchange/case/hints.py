"""How a message speaks of names that are not known: what was meant, and what may be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from laborcoop.exchange.private import hidden
from laborcoop.kernel.text import Text

_SHOWN = 12
_PERSONAL = re.compile(r"[0-9]{11,}[0-9Xx]?")


def shown(written: str) -> str:
    """A name as a message may quote it: phones and resident numbers, strayed into it by a slipped column, are hidden.

    >>> shown("E-01"), shown("13800000000")
    ('E-01', '***')
    """
    return _PERSONAL.sub("***", hidden(written))


def did_you_mean(name: str, known: Iterable[str]) -> Text:
    """A suggestion: the nearest known name, else what is known, as far as it fits into a sentence."""
    names = sorted(set(known))
    near = get_close_matches(name.casefold(), [known_name.casefold() for known_name in names], n=1)
    if near:
        meant = next(known_name for known_name in names if known_name.casefold() == near[0])
        return Text("是否应为“{meant}”？", "did you mean “{meant}”?").format(meant=meant)
    if not names:
        return Text("目前一个也没有", "there is none so far")
    if len(names) > _SHOWN:
        return Text("请核对拼写", "check the spelling")
    return Text("可用的有：{names}", "known are: {names}").format(names=names)
