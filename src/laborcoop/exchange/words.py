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


_SCHOOL_WORDS = {
    **SCHOOLS,
    **dict.fromkeys(("半文盲", "不识字", "未上过学", "没上过学", "没读过书", "未读过书", "学前教育"), Education.NONE),
    **dict.fromkeys(("大学专科", "高等专科", "高专"), Education.COLLEGE),
    **dict.fromkeys(("普高", "职业高中", "中师", "职校", "中等职业"), Education.SENIOR_SECONDARY),
}
_SCHOOL = re.compile("|".join(sorted(_SCHOOL_WORDS, key=len, reverse=True)))
_BESIDE_SCHOOLS = re.compile(
    r"[\s()/、,;]|非?全日制|普通|成人|函授|自考|电大|夜大|在职|统招|毕业|学历|学位|文化|程度|水平|教育|学校|学院|生"
)


def school(written: str) -> Education | None:
    """The one school that a text names in whole words; None where it says anything else (没上过小学, 高中在读).

    >>> school("大专(高职)毕业"), school("高中以下"), school("小学/初中")
    (<Education.COLLEGE: 'college'>, None, None)
    """
    found = {_SCHOOL_WORDS[word] for word in _SCHOOL.findall(written)}
    is_all = not _BESIDE_SCHOOLS.sub("", _SCHOOL.sub("", written))
    return found.pop() if is_all and len(found) == 1 else None


def folded(header: Cell) -> str:
    """A header without what writing adds: full width, blanks, line breaks, capitals, asterisks and stars, a colon.

    >>> folded(" 姓  名 "), folded("*身份证号:")
    ('姓名', '身份证号')
    """
    return _DRESS.sub("", cells.text(header)).casefold()
