"""A form to tick within a cell says what is ticked in it; one that is not filled in, or twice, says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.roster.readings import UNCLEAR, UNTICKED
from laborcoop.exchange.roster.tick_forms import ticked_answer
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Purpose
from laborcoop.kernel.identity import Sex
from laborcoop.people import FlagKind

One = Callable[..., RosterResult]
FORMS: dict[Cell, Cell] = {
    **dict.fromkeys(("☑是 □否", "☑是□否", "□否\n■是", "是√ 否□", "是(√) 否( )", "是[√]/否[]", "（√）是（）否"), "是"),
    **dict.fromkeys(("☒是 ☐否", "√是 ×否", "否× 是✓", "●是○否", " ✔ 是 | ☐ 否 "), "是"),
    **dict.fromkeys(("□是 ☑否", "×是 √否", "是□否☑"), "否"),
    "□脱贫户 □监测户 ☑一般户": "一般户",
    **dict.fromkeys(("□是 □否", "是( )否( )", "○是○否"), UNTICKED),
    **dict.fromkeys(("☑是 ☑否", "×是 □否", "是√否√", "×是×否"), UNCLEAR),
}
NO_FORMS: tuple[Cell, ...] = (
    *("是", "√", "□", "☑是", "是√", "", "√√", "是否√", "√是否", "☑是□", "是(张三)", "√是一个很长很长的说明□否"),
    *(None, 1, True),
)


@pytest.mark.parametrize(("cell", "answer"), FORMS.items())
def test_the_answer_that_is_ticked_in_a_form_is_what_its_cell_says(cell: Cell, answer: Cell) -> None:
    assert ticked_answer(cell) == answer


@pytest.mark.parametrize("cell", NO_FORMS)
def test_a_cell_that_is_no_form_stays_as_it_is(cell: Cell) -> None:
    assert ticked_answer(cell) is cell


@pytest.mark.parametrize(
    ("cell", "willing", "rules"),
    [("☑是 □否", True, []), ("□愿意 ☑不愿意", False, []), ("□是 □否", True, ["RO-02"]), ("☑是 ☑否", False, ["RO-36"])],
)
def test_nobody_travels_by_a_form_that_cannot_be_read(
    one: One,
    cell: str,
    willing: bool,  # noqa: FBT001 - a column of the table
    rules: list[str],
) -> None:
    result = one(是否自愿外出=cell)
    assert result.registrations[0].willing is willing
    assert [found.rule for found in result.findings if found.rule in {"RO-02", "RO-36"}] == rules


def test_every_column_of_answers_may_be_a_form(one: One) -> None:
    further: dict[str, Cell] = {
        "性别": "☑男 □女",
        "返岗/新增": "□返岗 ☑新增",
        "是否脱贫户": "□脱贫户 ☑监测户",
    }
    result = one(**further)
    assert result.workers[0].sex is Sex.MALE
    assert [flag.kind for flag in result.workers[0].flags] == [FlagKind.RELAPSE_MONITORED]
    assert result.registrations[0].purpose is Purpose.NEW_PLACEMENT
    assert "RO-02" not in {found.rule for found in result.findings}
