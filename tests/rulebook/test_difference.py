"""A book says what another changed: which rules and parameters, and the old and new lines of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve, frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.packs import epidemic_2020, national, zhuhai_nujiang, zhuhai_zunyi
from laborcoop.rulebook import (
    Breach,
    Change,
    Citation,
    Context,
    Convention,
    DatedValue,
    Document,
    Mark,
    Parameter,
    Parameters,
    RuleBook,
    Severity,
    rule,
)
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.unit_words import unit_text

WHY = Convention(Text("试验", "of this test"))
LAW = Document("T1", Text("试行办法", "trial measures"))
MOST = Parameter(name="most", title=Text("上限", "most"), unit="person", values=(DatedValue(value=4, source=WHY),))


@frozen
class Room:
    people: int


@rule(
    "XX-01",
    "test.room-full",
    Severity.ERROR,
    subject=Room,
    sources=(WHY,),
    message=Text("{people} 人太多", "{people} people are too many"),
    suggestion=Text("换房间", "find another room"),
    parameters=("most",),
)
def room_full(room: Room, ctx: Context) -> Iterator[Breach]:
    """No more people than the parameter says."""
    if room.people > ctx.whole("most"):
        yield Breach({"people": room.people}, "people")


def never(_room: Room, _ctx: Context) -> Iterator[Breach]:
    """Nothing is too many."""
    return iter(())


class Always:
    """A check that is an object."""

    def __call__(self, _room: Room, _ctx: Context) -> Iterator[Breach]:
        yield Breach()


BOOK = RuleBook(title=Text("试验", "test"), rules=(room_full,), parameters=Parameters.of([MOST]))


def lines(change: RuleBook) -> list[str]:
    return [line.en for difference in BOOK.diff(change) for line in difference.lines()]


def test_two_books_of_the_same_rules_do_not_differ() -> None:
    assert BOOK.diff(evolve(BOOK, title=Text("别名", "another title"))) == ()


def test_a_removed_rule_is_told_with_all_that_it_was() -> None:
    (difference,) = BOOK.diff(BOOK.without("XX-01"))
    assert (difference.kind, difference.name, difference.change) == ("rule", "XX-01", Change.REMOVED)
    assert difference.text().zh == "删除规则 XX-01"
    assert difference.after == ()
    assert [line.en for line in difference.before] == [
        "name test.room-full",
        "severity error",
        "says {people} people are too many",
        "suggests find another room",
        "source convention: of this test",
        "reads most",
        "checked by tests.rulebook.test_difference.room_full",
    ]


def test_an_added_parameter_is_told_with_all_that_it_is() -> None:
    law = Citation(LAW, "7", Mark.SECONDARY)
    value = DatedValue(value=3, source=law, since=date(2024, 1, 1), region=DivisionCode("530000"))
    added = BOOK.with_parameters(evolve(MOST, name="other", values=(value,)))
    assert lines(added) == [
        "added: parameter other",
        "+ title most",
        "+ unit person",
        "+ value 3 (since 2024-01-01, region 530000) — trial measures, art. 7 [V2]",
    ]
    assert [line.zh for line in BOOK.diff(added)[0].lines()][-1] == (
        "+ 数值 3 (自 2024-01-01, 地区 530000) — 《试行办法》第7条 [V2]"
    )


def test_a_value_beside_the_others_is_told_alone() -> None:
    beside = BOOK.overlaid(
        title=NO_TEXT, parameters=[evolve(MOST, values=(DatedValue(value=3, source=WHY, until=date(2024, 1, 1)),))]
    )
    assert lines(beside) == [
        "replaced: parameter most",
        "+ value 3 (before 2024-01-01) — convention: of this test",
    ]


def test_a_replaced_value_is_told_old_and_new() -> None:
    replaced = BOOK.with_parameters(evolve(MOST, values=(DatedValue(value=3, source=WHY),)))
    assert lines(replaced) == [
        "replaced: parameter most",
        "- value 4 — convention: of this test",
        "+ value 3 — convention: of this test",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (evolve(room_full, severity=Severity.BLOCK), ["- severity error", "+ severity block"]),
        (
            evolve(room_full, message=Text("{people} 人！", "{people} people!")),
            ["- says {people} people are too many", "+ says {people} people!"],
        ),
        (evolve(room_full, suggestion=NO_TEXT), ["- suggests find another room"]),
        (evolve(room_full, name="test.other"), ["- name test.room-full", "+ name test.other"]),
        (evolve(room_full, sources=(WHY, Citation(LAW))), ["+ source trial measures"]),
        (evolve(room_full, parameters=()), ["- reads most"]),
        (
            evolve(room_full, since=date(2024, 1, 1), until=date(2025, 1, 1), region=DivisionCode("440000")),
            ["+ since 2024-01-01", "+ before 2025-01-01", "+ region 440000"],
        ),
        (
            evolve(room_full, check=never),
            [
                "- checked by tests.rulebook.test_difference.room_full",
                "+ checked by tests.rulebook.test_difference.never",
            ],
        ),
        (
            evolve(room_full, check=Always()),
            [
                "- checked by tests.rulebook.test_difference.room_full",
                "+ checked by tests.rulebook.test_difference.Always",
            ],
        ),
    ],
    ids=lambda value: "" if isinstance(value, list) else value.name,
)
def test_a_replaced_rule_is_told_by_the_lines_that_differ(changed: AnyRule, told: list[str]) -> None:
    assert lines(BOOK.with_rules(changed)) == ["replaced: rule XX-01", *told]


def test_rules_come_before_parameters_and_each_by_name() -> None:
    other = BOOK.without("XX-01").merged(
        [evolve(room_full, code="AA-09"), evolve(room_full, code="AA-01")], [evolve(MOST, name="another")]
    )
    assert [(change.kind, change.name, change.change) for change in BOOK.diff(other)] == [
        ("rule", "AA-01", Change.ADDED),
        ("rule", "AA-09", Change.ADDED),
        ("rule", "XX-01", Change.REMOVED),
        ("parameter", "another", Change.ADDED),
    ]


def test_a_rule_and_a_parameter_are_told_in_chinese_as_in_english() -> None:
    bounded = evolve(room_full, since=date(2024, 1, 1), until=date(2025, 1, 1), region=DivisionCode("440000"))
    empty = RuleBook(title=Text("空", "empty"))
    added_rule, added_parameter = empty.diff(empty.merged([bounded], [MOST]))
    assert [line.zh for line in added_rule.lines()] == [
        "新增规则 XX-01",
        "+ 名称 test.room-full",
        "+ 程度 错误",
        "+ 提示 {people} 人太多",
        "+ 办法 换房间",
        "+ 出处 惯例：试验",
        "+ 读取参数 most",
        "+ 自 2024-01-01",
        "+ 至（不含） 2025-01-01",
        "+ 地区 440000",
        "+ 检查 tests.rulebook.test_difference.room_full",
    ]
    assert [line.zh for line in added_parameter.lines()] == [
        "新增参数 most",
        "+ 名称 上限",
        "+ 单位 人",
        "+ 数值 4 — 惯例：试验",
    ]
    replaced = BOOK.diff(BOOK.with_rules(evolve(room_full, message=Text("{people} 人！", "{people} people!"))))
    assert [line.zh for difference in replaced for line in difference.lines()] == [
        "替换规则 XX-01",
        "- 提示 {people} 人太多",
        "+ 提示 {people} 人！",
    ]


def test_every_unit_of_the_packs_has_a_chinese_word() -> None:
    books = (zhuhai_nujiang(), zhuhai_zunyi(), epidemic_2020(national()))
    units = {parameter.unit for book in books for parameter in book.parameters}
    assert [unit for unit in units if not re.search("[\u4e00-\u9fff%°]", unit_text(unit).zh)] == []
