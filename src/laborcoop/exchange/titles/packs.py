"""Titles of open questions."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "OpenQuestion": Text("未定问题", "open question"),
    "Reading": Text("读法", "reading"),
}

FIELDS: Mapping[str, Text] = {
    "OpenQuestion.parameter": Text("参数", "parameter"),
    "OpenQuestion.question": Text("问题", "question"),
    "OpenQuestion.readings": Text("各种读法", "readings"),
    "Reading.source": Text("依据", "source"),
}
