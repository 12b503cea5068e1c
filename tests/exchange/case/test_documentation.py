"""The format's page and the reader name the same tables, keys, headers and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from laborcoop.exchange.case import readers
from laborcoop.exchange.case.table import Table
from laborcoop.exchange.case.tables import TABLES
from laborcoop.exchange.roster.columns import BY_KEY

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "case-folder.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTION = TEXT[TEXT.index("## Tables") : TEXT.index("## How the journey is read")]
ZONE = ZoneInfo("Asia/Shanghai")

Pairs = dict[str, str]


def _from_rows(text: str) -> Pairs:
    """Keys and headers of a Markdown table; a row may name several of each."""
    pairs: Pairs = {}
    for keys, headers in re.findall(r"^\| (`[^|]*) \| ([^|]*) \|", text, flags=re.MULTILINE):
        names = re.findall(r"`(\w+)`", keys)
        pairs.update(zip(names, [header.strip() for header in headers.split(", ")], strict=True))
    return pairs


def _from_sentence(text: str) -> Pairs:
    """Keys and headers as they stand in a sentence: `` `id` 招聘会编号, `name` 名称 ``."""
    return dict(re.findall(r"`(\w+)` ([\u4e00-\u9fff()/]+)", " ".join(text.split())))


def documented(section: str) -> Iterator[tuple[str, Pairs]]:
    """Each table that a page describes."""
    for match in re.finditer(r"\*\*(\w+)\*\*\s\(((?:[^()]|\([^()]*\))*)\)", section):
        yield match[1], _from_sentence(match[2])
    for block in re.split(r"\n(?=\*\*)", section):
        stems = re.findall(r"\*\*(\w+)\*\*", block.splitlines()[0])
        tables = [_from_rows(part) for part in re.split(r"\n\n(?=\|)", block) if part.startswith("|")]
        if tables:
            yield from zip(stems, tables, strict=True)


DOCUMENTED = dict(documented(SECTION))
CHINESE = PAGE.with_suffix(".zh-CN.md").read_text(encoding="utf-8")


def test_the_chinese_page_describes_what_the_english_one_does() -> None:
    section = CHINESE[CHINESE.index("## 表格") : CHINESE.index("## 行程怎样读取")]
    assert dict(documented(section)) == DOCUMENTED
    roster, chinese = (
        _from_rows(text[text.index("## rosters/") : text.index(tables)])
        for text, tables in ((TEXT, "## Tables"), (CHINESE, "## 表格"))
    )
    assert chinese == roster
    code = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
    assert [_without_comments(block) for block in code.findall(CHINESE)] == [
        _without_comments(block) for block in code.findall(TEXT)
    ]


def _without_comments(code: str) -> str:
    return re.sub(r" *# .*", "", code)


def test_the_page_describes_every_table_that_is_read_and_no_other() -> None:
    assert sorted(DOCUMENTED) == sorted(table.stem for table in TABLES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_the_page_names_every_key_with_its_header_and_no_other(table: Table) -> None:
    assert DOCUMENTED[table.stem] == {column.key: column.header for column in table.columns}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_key_and_header_of_the_page_finds_its_own_column(table: Table) -> None:
    for key, header in DOCUMENTED[table.stem].items():
        for spelling in (key, header):
            column = table.column(spelling)
            assert column is not None
            assert column.key == key


def test_no_two_columns_of_a_table_answer_to_one_header() -> None:
    for table in TABLES:
        names = [name for column in table.columns for name in column.answers_to()]
        assert len(set(names)) == len(names), table.stem


def test_the_page_says_which_tables_are_needed() -> None:
    sentence = " ".join(TEXT[TEXT.index("Only `case.toml`") : TEXT.index(" are needed to")].split())
    named = set(re.findall(r"`(\w+)`", sentence))
    assert named == {table.stem for table in TABLES if table.needed}


def test_the_further_headers_of_a_case_may_name_every_roster_key_of_the_page() -> None:
    section = TEXT[TEXT.index("## rosters/") : TEXT.index("## Tables")]
    keys = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
    assert len(keys) > 20
    assert set(keys) <= set(BY_KEY)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("| `kind` | 类型 | 村, 安置点, 集合点, 车站, 住宿, 厂门 |", readers.place_kind),
        ("| `mode` | 类型 | 包车, 专列, 包车厢, 普通列车, 包机 |", readers.mode),
        ("| `road` | 道路 | from here to the next stop: 高速, 普通, 山区 |", readers.road),
        ("| `labels` | 标签 | a list of 重点企业, 优质企业, 用工大户 |", readers.labels),
        ("| `only_sex` | 限性别 | 男 or 女 |", readers.sex),
        ("| `kind` | 类型 | 员工之家, 中转酒店 |", readers.lodging_kind),
        ("| `use` | 用途 | 男, 女, 家庭 |", readers.room_use),
        ("`level` 级别: 州级, 县级, 乡镇级", readers.cadre_level),
        ("Kinds: 人员, 企业, 岗位, 批次, 班次, 驾驶员, 住宿, 招聘会, 安置点, 小分队, 工作站", readers.record_kind),
        ("文盲, 小学, 初中, 高中, 中专, 大专, 本科", readers.education),
    ],
)
def test_the_words_of_the_page_are_read(line: str, read: Callable[[Any, ZoneInfo], object]) -> None:
    assert line in " ".join(TEXT.split(" "))
    words = re.findall(r"[\u4e00-\u9fff]+", re.split(r"[|:] ", line.rstrip("| "))[-1].removeprefix("级别: "))
    values = [read(word, ZONE) for word in words]
    assert len(values) > 1
    assert None not in values
