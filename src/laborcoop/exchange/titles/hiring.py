"""Titles of the matching of people and posts."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Match": Text("人岗匹配", "match"),
    "Suits": Text("人岗是否适合", "which posts suit whom"),
}

FIELDS: Mapping[str, Text] = {
    "Match.post": Text("岗位", "post"),
    "Suits.against": Text("不适合的理由", "why a post does not suit"),
}
