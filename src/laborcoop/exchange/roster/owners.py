"""Whose a column of a header is: the worker's, or other people's that a roster names beside the worker.

A header may name a householder (户主), a contact, an official beside the worker, each with a name, a number, a phone in
cells that say no more than 姓名 or 电话. Whose these are the cell above says (the group of columns), or where they
stand: a group that names somebody once more, beside columns that name the worker under no group, names somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from laborcoop.exchange.roster.columns import ANNOTATION

WHO = frozenset({"name", "id_number"})
"""The columns that tell who somebody is."""
_REACHED = WHO | {"phone"}
_PERSONAL = _REACHED | {"sex", "birth_date", "age", "ethnicity", "education", "home_address", "residence"}
_NAME_OTHERS = frozenset({"emergency_contact", "head"})
_HAVE_PHONES = frozenset({"employer", "employer_code", "village", "resettlement_site", "destination", "trip", "batch"})
"""Columns of what has a phone of its own."""

_OTHERS = re.compile(
    "户主|监护|配偶|丈夫|妻|父|母|子女|儿子|女儿|兄弟|姐妹|家长|家属|亲属|亲友|亲戚"
    "|联系人|联络人|联络员|介绍人|推荐人|担保人|保证人|证明人|见证人|代办人|代领人|委托人|接收人|收款人|帮扶|包保|挂联|挂钩|结对"
    "|干部|负责人|责任人|法人|法定代表|领队|带队|队长|组长|班长|主任|书记|村长|镇长|乡长|局长|站长|经理|老板|师傅"
    "|队员|专员|网格员|信息员|协管员|经纪人|中介|教师|老师|导师|辅导员|医生|村医|司机|驾驶员|房东"
)
"""Words for people beside the worker: relations, contacts, officials. Experience, checked by no source."""
_KIN = re.compile("爱人|老公|老婆|媳妇|家人|亲人|[哥姐弟妹嫂爷奶岳叔伯舅姑姨]|邻居|同乡|他人")
"""Further words, of use in brackets behind a header or a number: 张弟 may as well be a name."""
_BODIES = re.compile("企业|公司|单位|工厂|村委|社区|机构|学校|办公")
"""What has a phone and is nobody."""
_WORKERS = re.compile("本人|务工人员|劳动力|劳动者|个人|员工|工人|人员(?:基本)?(?:信息|情况)|基本(?:信息|情况)")
"""Words for the worker, of use where no word for others stands beside them."""
_CONTACTS = re.compile("联系人|联络")
_PHONE = re.compile("电话|手机|号码|联系方式")
_TITLE = re.compile(r".*(?:册|单|表|台账)(?:\([^()]*\))?|.*[0-9]{7}.*")
_LONGEST_GROUP = 20


class Named(NamedTuple):
    """A column of a header: its key (empty where nothing is known of it), the rank of what says so, its group.

    ``group`` is what stands above, in ``run``, the number of the columns side by side that have it in common.
    ``says`` is the lowest cell, ``is_lowest`` whether that cell has part in telling the key. ``under`` is the header
    that names the column where a ``label`` tells it from others under that header (see `choices`).
    """

    at: int
    key: str
    rank: int
    says: str
    group: str = ""
    run: int = 0
    is_lowest: bool = True
    under: str = ""
    label: str = ""


class Owners(NamedTuple):
    """Whose the columns of a header are.

    ``theirs`` are the columns of other people, by index; the value says whether a word tells so, and not their place
    alone. ``doubtful`` columns are the worker's if no other column says the same. ``has_others`` says that a group
    names other people.
    """

    theirs: Mapping[int, bool]
    doubtful: frozenset[int]
    has_others: bool


def owners(named: Sequence[Named], group_keys: Mapping[str, str]) -> Owners:
    """Whose the columns of a header are.

    Args:
        named: the columns, in their order.
        group_keys: the key that a group would have if it were the header of one column.
    """
    groups: dict[int, list[Named]] = {}
    for one in named:
        if one.group:
            groups.setdefault(one.run, []).append(one)
    theirs: dict[int, bool] = {}
    others = {
        run for run, (one, *_) in groups.items() if group_keys.get(one.group) in _NAME_OTHERS or names_others(one.group)
    }
    for run in others:
        # What all cells together say of a contact or a householder is known for what it is.
        theirs |= {one.at: True for one in groups[run] if one.key not in _NAME_OTHERS}
    alone = {one.key for one in named if not one.group}
    rest = [group for run, group in groups.items() if run not in others]
    home = _home(rest) if "name" not in alone else None
    doubtful: set[int] = set()
    for group in rest:
        keys = {one.key for one in group}
        above = group[0].group
        if "name" in keys and group is not home and _names_somebody_else(keys, home):
            theirs |= {one.at: False for one in group if one.key in _PERSONAL}
        elif group_keys.get(above) in _HAVE_PHONES:
            theirs |= {one.at: True for one in group if one.key in _REACHED and one.is_lowest}
        doubtful |= {one.at for one in group if one.key in _REACHED & alone}
    beside, behind = _behind_others([one for one in named if not one.group])
    return Owners(theirs | beside, frozenset(doubtful | behind), bool(others or theirs))


def names_others(above: str) -> bool:
    """Whether the header of a column or of a group is one of other people."""
    return bool(_OTHERS.search(above))


def says_others(header: str) -> bool:
    """Whether the header of a column speaks of other people and not of the worker, too (本人或家属)."""
    return names_others(header) and not _WORKERS.search(header)


def belongs_to_others(key: str, header: str) -> bool:
    """Whether a header known under a key is one of other people all the same: 联系电话(家属), 文化程度(配偶)."""
    inside = "".join(ANNOTATION.findall(header))
    if key not in _PERSONAL - {"name"} or _WORKERS.search(header):
        return False
    is_body = key == "phone" and _BODIES.search(inside)
    return bool(is_body or _KIN.search(inside)) or names_others(header)


def is_others_number(cell: str) -> bool:
    """Whether a cell says of a number that it is another person's: 13800000001(妻)."""
    return (names_others(cell) or bool(_KIN.search(cell))) and not _WORKERS.search(cell)


def is_group(above: str) -> bool:
    """Whether a cell above others may name a group of columns: it is no title, and no line that is filled in."""
    return bool(above) and len(above) <= _LONGEST_GROUP and not _TITLE.fullmatch(above)


def _home(groups: Iterable[Sequence[Named]]) -> Sequence[Named] | None:
    """The group that names the worker: one that says so, else one with a number, else the first that has a name."""
    naming = [group for group in groups if any(one.key == "name" for one in group)]
    says_so = [group for group in naming if _WORKERS.search(group[0].group)]
    numbered = [group for group in naming if any(one.key == "id_number" for one in group)]
    return next(iter(says_so or numbered or naming), None)


def _names_somebody_else(keys: Iterable[str], home: Sequence[Named] | None) -> bool:
    """Whether a group with a name names other people than the workers: else it is a further list of workers.

    It does where the worker is named under no group, or under one that says so, or more fully.
    """
    if home is None or _WORKERS.search(home[0].group):
        return True
    return not WHO.intersection(one.key for one in home) <= {*keys}


def _behind_others(named: Sequence[Named]) -> tuple[dict[int, bool], set[int]]:
    """Of columns under no group, those of other people (whether a word tells so) and those that may be.

    A number or a phone behind one that names others, and does not say that it is the worker's own (本人电话), is the
    worker's if no other column has one, but for the only phone of all, right behind a contact, or somebody else, who
    is given none of their own.
    """
    phones = [one for one in named if one.key == "phone"]
    theirs: dict[int, bool] = {}
    doubtful: set[int] = set()
    is_theirs = False
    for before, one in zip([None, *named], named, strict=False):
        if one.key in _NAME_OTHERS or (not one.key and names_others(one.says)):
            is_theirs = True
        elif one.key == "name":
            is_theirs = False
        elif is_theirs and one.key in _REACHED and not _WORKERS.search(one.says):
            doubtful.add(one.at)
            if phones == [one] and before and _has_no_phone(before):
                theirs[one.at] = _is_contact(before)
    return theirs, doubtful


def _has_no_phone(one: Named) -> bool:
    """Whether a column names a contact, or somebody else who is no relation, and gives no phone."""
    is_one = _is_contact(one) or (not one.key and names_others(one.says) and "关系" not in one.says)
    return is_one and not _PHONE.search(one.says)


def _is_contact(one: Named) -> bool:
    return one.key == "emergency_contact" or (not one.key and bool(_CONTACTS.search(one.says)))
