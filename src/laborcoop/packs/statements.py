"""What a rule asks, in a sentence: for readers of a report who see a code and do not have the rule's page at hand."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

from laborcoop.kernel.text import Text
from laborcoop.rulebook.rule import AnyRule

STATEMENTS_ZH = "rules-zh.txt"
"""Beside this module: a line for each rule with its code, the English that was put into Chinese, the Chinese."""


@frozen(kw_only=True)
class Statement:
    """What a rule asks: the English that was put into Chinese, and the Chinese."""

    english: str
    chinese: str


@cache
def statements() -> Mapping[str, Statement]:
    """The statements of the library's own rules, by code."""
    lines = files(__package__).joinpath(STATEMENTS_ZH).read_text("utf-8").splitlines()
    parted = (line.split("|") for line in lines)
    return {code: Statement(english=english, chinese=chinese) for code, english, chinese in parted}


def english_statement(rule: AnyRule) -> tuple[str, ...]:
    """What a rule asks: the paragraphs of its check's docstring, each on one line."""
    return tuple(" ".join(part.split()) for part in (inspect.getdoc(rule.check) or "").split("\n\n"))


def statement(rule: AnyRule) -> Text:
    """What a rule asks, in a sentence; of a rule that is not the library's own, its docstring's first in both.

    >>> from laborcoop.packs import national
    >>> statement(national()["WK-01"]).zh
    '不得招用未满最低年龄的人；生日当天是否已满，尚无定论。'
    """
    english = english_statement(rule)
    own = statements().get(rule.code)
    if own is None or own.english != " ".join(english):
        return Text.same(english[0])
    return Text(f"{own.chinese.partition('。')[0]}。", english[0])
