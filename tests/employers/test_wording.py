"""What a brochure says between the lines: restrictions found, lawful words left alone."""

from __future__ import annotations

from re import search
from unicodedata import normalize

import pytest

from laborcoop.employers.wording import WORDINGS, Ground, grounds_in

RESTRICTING = [
    ("限男性", Ground.WOMEN),
    ("仅限男士报名", Ground.WOMEN),
    ("限招男工5人", Ground.WOMEN),
    ("限 男 性", Ground.WOMEN),
    ("男性优先", Ground.WOMEN),
    ("男优先", Ground.WOMEN),
    ("不招女", Ground.WOMEN),
    ("不招收女工", Ground.WOMEN),
    ("女士勿扰", Ground.WOMEN),
    ("男，18-45岁", Ground.WOMEN),
    ("男18-45岁", Ground.WOMEN),
    ("性别：男", Ground.WOMEN),
    ("身体健康；性别要求：男性", Ground.WOMEN),
    ("限女性", Ground.MEN),
    ("只招女工", Ground.MEN),
    ("女工优先", Ground.MEN),
    ("不要男的", Ground.MEN),
    ("男性免谈", Ground.MEN),
    ("女，40岁以下", Ground.MEN),
    ("限汉族", Ground.ETHNICITY),
    ("汉族优先", Ground.ETHNICITY),
    ("不要少数民族", Ground.ETHNICITY),
    ("不招傈僳族", Ground.ETHNICITY),
    ("独龙族勿投", Ground.ETHNICITY),
    ("不招黑人", Ground.RACE),
    ("限白种人", Ground.RACE),
    ("不招信教人员", Ground.RELIGION),
    ("有宗教信仰者勿扰", Ground.RELIGION),
    ("只招无宗教信仰", Ground.RELIGION),
    ("须无宗教信仰", Ground.RELIGION),
    ("不招残疾人", Ground.DISABILITY),
    ("残疾人员勿扰", Ground.DISABILITY),
    ("要求无残疾", Ground.DISABILITY),
    ("不招云南人", Ground.REGISTER),
    ("不招昭通人", Ground.REGISTER),
    ("不接受外地户口", Ground.REGISTER),
    ("不招农民工", Ground.REGISTER),
    ("农村户口勿扰", Ground.REGISTER),
    ("限本地户籍", Ground.REGISTER),
    ("仅限珠海户籍", Ground.REGISTER),
    ("只招本地人", Ground.REGISTER),
    ("须为城镇户口", Ground.REGISTER),
]

LAWFUL = [
    "",
    "初中以上，18至45岁，身体健康",
    "限男女不限",
    "不限男女",
    "男女不限",
    "性别不限",
    "男、女均可",
    "男,女均可",
    "限男女工",
    "招男女工",
    "只招男工和女工",
    "男10人，女10人",
    "男，18-45岁，女，18-40岁",
    "不收女装",
    "限男装车间熟练工",
    "不限民族",
    "少数民族优先",
    "不限户籍",
    "不要求经验",
    "不收押金",
    "不收取任何费用",
    "谢绝中介",
    "不招未成年人",
    "不招16岁以下的人",
    "不招有犯罪记录的人",
    "不招无证人员",
    "不招临时工人",
    "不接受中间人介绍",
    "限18岁以上",
    "能接受夜班",
]


@pytest.mark.parametrize(("text", "ground"), RESTRICTING, ids=[text for text, _ in RESTRICTING])
def test_a_restriction_is_found_with_its_ground_and_no_other(text: str, ground: Ground) -> None:
    assert grounds_in(text) == {ground}


@pytest.mark.parametrize("text", LAWFUL)
def test_lawful_words_are_left_alone(text: str) -> None:
    assert grounds_in(text) == frozenset()


def test_every_wording_is_met_by_a_case_of_its_ground() -> None:
    texts = [(normalize("NFKC", text).replace(" ", ""), ground) for text, ground in RESTRICTING]
    for wording in WORDINGS:
        assert any(ground is wording.ground and search(wording.pattern, text) for text, ground in texts), wording


@pytest.mark.parametrize("ground", Ground)
def test_a_ground_has_a_name_in_both_languages(ground: Ground) -> None:
    assert ground.text.zh
    assert ground.text.en
