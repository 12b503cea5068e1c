"""The codes of a report in words: rules of a book, faults of files, what planning and counting find."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import laborcoop as lc
from laborcoop.employers import JobPost
from laborcoop.exchange.case.notices import NOTICES as OF_CASES
from laborcoop.exchange.report.rule_words import rule_words
from laborcoop.exchange.roster.notices import NOTICES as OF_ROSTERS
from laborcoop.indicators.claims import CONTRADICTED
from laborcoop.packs import china_with_regions
from laborcoop.packs.statements import statement
from laborcoop.planning import check as checks
from laborcoop.planning.one_person import TWO_IDS
from laborcoop.planning.one_thing import ONE_THING
from laborcoop.planning.repeats import REPEATED
from laborcoop.rulebook import Breach, Convention, Severity
from laborcoop.rulebook.rule import Context, rule

OF_CHECKS = sorted(
    code
    for code in vars(checks).values()
    if isinstance(code, str) and re.fullmatch(r"PL-\d\d", code) and code != checks.DEPARTED  # which no report tells of
)


@pytest.mark.parametrize(
    "code",
    [
        *(each.code for each in china_with_regions()),
        *OF_CASES,
        *OF_ROSTERS,
        *OF_CHECKS,
        REPEATED,
        TWO_IDS,
        ONE_THING,
        CONTRADICTED,
    ],
)
def test_every_code_that_a_report_can_hold_has_words_in_both_languages(code: str) -> None:
    said = rule_words(code, china_with_regions())
    assert said.zh.endswith("。")
    assert re.search(r"[\u4e00-\u9fff]", said.zh)
    assert re.fullmatch(r"[^\u4e00-\u9fff]+\.|.*(姓名|出发).*", said.en)
    assert not re.search(r"[{}]", said.zh + said.en)


def test_a_rule_is_worded_by_what_it_asks() -> None:
    said = rule_words("SB-05", lc.national())
    assert (
        said.en
        == "A person gets a kind of subsidy once a year, whichever counties pay, and an employer one for each worker."
    )
    assert said.zh == "同一人同类补贴每年只发一次，不论由哪个县支付；同一用人单位为同一人每年同类只发一次。"


def test_a_fault_of_a_file_is_worded_without_the_facts_of_one_record() -> None:
    said = rule_words("RO-02", lc.national())
    assert said == lc.Text("“…”读不出来，未采用：…。", "“…” cannot be read and is left out: ….")
    assert rule_words("CF-06", lc.national()).en.startswith("… … is given … times")


def test_a_code_that_nobody_knows_has_no_words() -> None:
    assert rule_words("QQ-77", lc.national()) == lc.Text("", "")


@rule(
    "QQ-01",
    "own.rule",
    Severity.WARN,
    subject=JobPost,
    sources=(Convention(lc.Text("约定", "agreed")),),
    message=lc.Text("第一天未开放", "is not open on the first day"),
)
def own_rule(_post: JobPost, _ctx: Context) -> Iterator[Breach]:
    """A post is open on the first day.

    That day counts.
    """
    yield Breach()


def test_a_rule_of_ones_own_is_worded_by_the_first_sentence_of_its_docstring() -> None:
    assert statement(own_rule) == lc.Text.same("A post is open on the first day.")
