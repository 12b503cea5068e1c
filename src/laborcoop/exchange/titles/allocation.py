"""Titles of what an allocation reports."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Goal": Text("分配目标", "goal of an allocation"),
}

FIELDS: Mapping[str, Text] = {
    "Goal.bound": Text("界", "bound that no answer can pass"),
    "Goal.key": Text("层次或优先级", "tier or priority"),
    "Goal.kind": Text("目标类别", "kind of goal"),
    "Goal.value": Text("达到的数值", "value reached"),
}
