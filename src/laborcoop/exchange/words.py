"""Words that several files of a bureau use alike: how headers are compared, the sexes, the schools."""

from __future__ import annotations

import re
from collections.abc import Mapping

from laborcoop.exchange import cells
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import Sex

_DRESS = re.compile(r"[\s*:：、.。_☆★※◆●-]+")

SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(("男", "男性", "m", "male"), Sex.MALE),
    **dict.fromkeys(("女", "女性", "f", "female"), Sex.FEMALE),
}
"""The words for each sex."""

SCHOOLS: Mapping[str, Education] = {
    **dict.fromkeys(("文盲", "未上学", "学前"), Education.NONE),
    **dict.fromkeys(
        ("高中", "中专", "中等专科", "中等专业", "技校", "技工", "职高", "职中", "中技", "中职"),
        Education.SENIOR_SECONDARY,
    ),
    **dict.fromkeys(("大专", "专科", "高职"), Education.COLLEGE),
    **dict.fromkeys(("研究生", "硕士", "博士", "本科", "大学"), Education.UNIVERSITY),
    **dict.fromkeys(("初中", "初级中学"), Education.JUNIOR_SECONDARY),
    **dict.fromkeys(("小学",), Education.PRIMARY),
}
"""The words for each school, in the order in which a text is searched: 中等专科 is no college, 大学专科 is one."""


def folded(header: Cell) -> str:
    """A header without what writing adds: full width, blanks, line breaks, capitals, asterisks and stars, a colon.

    >>> folded(" 姓  名 "), folded("*身份证号:")
    ('姓名', '身份证号')
    """
    return _DRESS.sub("", cells.text(header)).casefold()
