"""A word for a sex or a school means the same in a roster and in a table."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.exchange.case import readers
from laborcoop.exchange.roster import readings
from laborcoop.exchange.words import SCHOOLS, SEXES, folded
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import Sex

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("word", SCHOOLS)
def test_a_school_is_read_alike_in_rosters_and_posts(word: str) -> None:
    assert readings.education(word) is readers.education(word, ZONE) is SCHOOLS[word]


def test_a_technical_school_is_known_to_posts() -> None:
    assert readers.education("技校", ZONE) is Education.SENIOR_SECONDARY


def test_a_post_s_school_is_one_word_for_a_limit_may_mean_the_contrary() -> None:
    with pytest.raises(InvalidValue):
        readers.education("初中以下", ZONE)


def test_every_school_and_sex_has_a_word() -> None:
    assert set(SCHOOLS.values()) == set(Education)
    assert set(SEXES.values()) == set(Sex)


@pytest.mark.parametrize("word", SEXES)
def test_a_sex_is_read_alike_in_rosters_and_posts(word: str) -> None:
    assert readings.sex(word) is readers.sex(word, ZONE) is SEXES[word]


def test_the_codes_of_forms_are_a_roster_s_alone() -> None:
    assert readings.sex("1") is Sex.MALE
    with pytest.raises(InvalidValue):
        readers.sex("1", ZONE)


@pytest.mark.parametrize(
    ("header", "plain"), [(" 姓  名 ", "姓名"), ("*身份证号：", "身份证号"), ("Name_EN", "nameen")]
)
def test_headers_are_compared_without_their_dress(header: str, plain: str) -> None:
    assert folded(header) == plain
