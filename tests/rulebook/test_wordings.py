"""What the rule book says when it refuses, in full and in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest
from attrs import evolve

from laborcoop.errors import LaborcoopError
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Context, Convention, DatedValue, Parameter, Parameters, RuleBook, Severity, rule
from laborcoop.rulebook.rule import Rule

WHY = Convention(Text("试验", "of this test"))
WORD = Parameter(name="word", title=Text("词", "word"), unit="", values=(DatedValue(value="night", source=WHY),))


def never(_: object, __: Context) -> Iterator[Breach]:
    yield from ()


RULE = Rule(
    code="XX-01",
    name="x.never",
    subject=object,
    severity=Severity.WARN,
    sources=(),
    message=Text("否", "no"),
    parameters=("word", "age"),
    check=never,
)


def book() -> RuleBook:
    return RuleBook(title=Text("空", "empty"))


def local_rule() -> object:
    @rule("XX-02", "x.local", Severity.WARN, subject=object, sources=(), message=Text("否", "no"))
    def local(_: object, __: Context) -> Iterator[Breach]:
        raise NotImplementedError

    return local.__reduce__()


def loaded_from_nowhere(said: dict[str, object]) -> object:
    made_by, (module, _, __) = RULE.__reduce__()
    return made_by(module, "gone", said)


@pytest.mark.parametrize(
    ("asked", "zh", "en"),
    [
        (lambda: book()["YY-01"], "规则手册中没有 YY-01", "the book has no rule YY-01"),
        (
            lambda: evolve(book(), rules=(RULE, RULE)),
            "规则手册不完整：重复的规则编号 XX-01；缺少的参数 age、word",
            "the rule book is not sound: codes used twice: XX-01; parameters missing: age, word",
        ),
        (
            lambda: evolve(book(), rules=(RULE,)),
            "规则手册不完整：重复的规则编号 -；缺少的参数 age、word",
            "the rule book is not sound: codes used twice: -; parameters missing: age, word",
        ),
        (
            lambda: evolve(book(), rules=(evolve(RULE, parameters=()),) * 2),
            "规则手册不完整：重复的规则编号 XX-01；缺少的参数 -",
            "the rule book is not sound: codes used twice: XX-01; parameters missing: -",
        ),
        (lambda: Parameters()["age"], "没有名为 age 的参数", "there is no parameter named age"),
        (
            lambda: Context(on=date(2023, 2, 6), parameters=Parameters.of([WORD])).number("word"),
            "参数 word 在 2023-02-06 没有生效的数值",
            "the parameter word has no number in force on 2023-02-06",
        ),
        (
            local_rule,
            (
                "规则 XX-02 的检查函数不能按名称 local_rule.<locals>.local 从模块 tests.rulebook.test_wordings 取得："
                "请在模块顶层定义"
            ),
            (
                "the check of rule XX-02 is not to be had from the module tests.rulebook.test_wordings under the name "
                "local_rule.<locals>.local: define it at the top level of a module"
            ),
        ),
        (
            lambda: evolve(RULE, check=partial(never)).__reduce__(),
            "规则 XX-01 的检查函数不能按名称 partial 从模块 functools 取得：请在模块顶层定义",
            (
                "the check of rule XX-01 is not to be had from the module functools under the name partial: define it "
                "at the top level of a module"
            ),
        ),
        (
            lambda: loaded_from_nowhere({"code": "XX-09"}),
            "规则 XX-09 的检查函数不能按名称 gone 从模块 tests.rulebook.test_wordings 取得：请在模块顶层定义",
            (
                "the check of rule XX-09 is not to be had from the module tests.rulebook.test_wordings under the name "
                "gone: define it at the top level of a module"
            ),
        ),
        (
            lambda: loaded_from_nowhere({}),
            "规则 gone 的检查函数不能按名称 gone 从模块 tests.rulebook.test_wordings 取得：请在模块顶层定义",
            (
                "the check of rule gone is not to be had from the module tests.rulebook.test_wordings under the name "
                "gone: define it at the top level of a module"
            ),
        ),
    ],
)
def test_a_refusal_is_a_sentence_in_both_languages(asked: Callable[[], object], zh: str, en: str) -> None:
    with pytest.raises(LaborcoopError) as refused:
        asked()
    assert refused.value.text == Text(zh, en)
