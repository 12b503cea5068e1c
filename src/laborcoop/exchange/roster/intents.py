"""Whether somebody goes, and to what, as a cell says it: a no in whatever words, and never a yes by a part of a word.

The words are experience, checked by no source. What is neither a yes nor a no is refused; who reads it takes it for a
no, for nobody is to travel by a guess.
"""

from __future__ import annotations

import re

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Purpose
from laborcoop.kernel.text import Text

_BLANKS = re.compile(r"[\s。.!]")
_NEGATION = re.compile(
    "[不否未无没非勿弃拒]|暂[缓停时]?|取消|推迟|延[后期]|退出|作废|待定|改签|返乡|返家|返村|返贫|留守|在家|回家"
)
_YES = re.compile(
    r"(?:是的?|有|对|√|✓|✔|y|yes|愿意?|自愿|同意|有意[愿向]?|想去|要去|能去|可以|参加|愿意?(?:去|外出|务工|返岗)+|自愿外出(?:务工)?|自愿返岗"
    r"|有外出意[愿向]|同意外出)(?:[,;:(].*)?"
)
_NO = re.compile(
    r"(?:否|不是|无|没有|没|n/a|none|no|不|不愿意?.*|不同意.*|不自愿.*|不想.*|不去.*|不外出.*|不参加.*|不能.*|不返岗.*|非自愿"
    r"|拒绝.*|暂不.*|暂时不.*|暂无.*|暂缓.*|取消.*|放弃.*|退出.*|[无没]有?(?:外出)?意[愿向]|未同意)(?:[,;:(].*)?"
)
# Whoever is at the post, or goes there without help; not who only comes to where the coach stops so, nor who went home.
_GONE = re.compile(
    r"(?:自驾|(?:自行|自己)(?:前往|返(?![乡家村])|[到去走乘坐驾开]|外出|出发)|已经?(?:提前|先行)?(?:前往|出发|外出))"
    r"(?!.*(?:上车|集合|集中|[车铁]站))"
    r"|已经?(?:提前|先行)?(?:在岗|到岗|返岗|上岗|返厂|到厂)"
)
_CLAUSE = re.compile(r"[,;:()、]")
_TO_GO = "外出|前往|返岗|返厂|务工|上岗|参加|出行"
_STAYS = re.compile(
    rf"(?:不(?:想|愿意?|能|再|会|打算|准备)?(?:去|走|{_TO_GO})|[去走来]不了|(?:不[用需]要?|无[需须]|不)(?:乘车|坐车|接送|安排)|(?:无法|不便|不宜)(?:{_TO_GO})"
    rf"|(?:取消|放弃|退出|作废|暂不|暂缓|推迟|延期|拒绝)(?:{_TO_GO}|行程|报名|乘车|名额|安排)?|不[去回].{{1,6}}(?=了))了?$"
)
_ASKS = re.compile(
    rf"(?:是否|能否|可否|愿否)(?:.{{0,6}}(?:{_TO_GO}|意愿|愿意|自愿|出发|乘[车坐]|专[车列]|接送|报名|在岗|到岗)|(?:同意)?[去走返来])"
    r"|(?:返岗|外出|务工|出行|乘车|在岗|人员)(?:情况|状态|方式)|意愿$"
)
_OF_STAYERS = re.compile(
    rf"(?:已?(?:取消|放弃|退出|退票|作废)|不(?:想|愿意?|能|再)?(?:去|走|{_TO_GO})|去不了|暂[不缓]|推迟|自驾"
    r"|自行(?:前往|返岗|外出|乘车|出行)|已经?(?:自行)?(?:返岗|返厂|到岗|上岗|在岗|外出))"
    rf"(?:{_TO_GO}|行程|报名|乘车)*了?的?(?:务工)?(?=人|名单|名册|花名|工人|表|[\s.)\]/]|$)"
)
_ASKS_OTHERWISE = re.compile("经历|经验|培训|保险|医保|社保|参保|合作医疗|合同|技能|创业|岗位|党|(?<!今)年")
_EARLIER = re.compile("去年|前年|上年|往年|以前|之前|曾|[0-9]{4}年")
_CANNOT = re.compile(f"{_NEGATION.pattern}|难")
_WILL = Text("应为 是 或 否（愿意、不愿意）", "是 or 否 is expected (愿意, 不愿意)")
_PURPOSE = Text("应为 返岗、新增 或 随行", "返岗, 新增 or 随行 is expected")


def says_nothing(cell: Cell) -> bool:
    """Whether a cell on somebody's will is empty: 无 is a no, and a dash may be one."""
    return cells.is_empty(cell)


def will(cell: Cell) -> bool:
    """Whether somebody wants to go: yes or no as everywhere, and 愿意, 不愿意, 拒绝, 暂不外出 and the like.

    Raises:
        InvalidValue: it is neither.
    """
    written = _BLANKS.sub("", cells.text(cell)).casefold()
    if _NO.fullmatch(written) or has_gone(cell):
        return False
    if _YES.fullmatch(written) and not _NEGATION.search(written):
        return True
    try:
        return cells.yes_no(cell)
    except InvalidValue:
        raise InvalidValue(_WILL) from None


def purpose(cell: Cell) -> Purpose:
    """Whether somebody returns to a post, is new or only goes along: 返岗, 新增 or 随行 (also written 随迁).

    Raises:
        InvalidValue: it is none of them, or several, or says that one does not hold (see `denies`).
    """
    found = _named(cell)
    if found is None or denies(cell):
        raise InvalidValue(_PURPOSE)
    return found


def _named(cell: Cell) -> Purpose | None:
    written = cells.text(cell)
    meant = {
        Purpose.RETURN_TO_POST: any(word in written for word in ("返", "复工", "回厂", "回岗")),
        Purpose.NEW_PLACEMENT: "新" in written or "首次" in written,
        Purpose.ACCOMPANYING: "随行" in written or "随迁" in written,
    }
    found = [one for one, is_meant in meant.items() if is_meant]
    return found[0] if len(found) == 1 else None


@frozen
class Stays:
    """That somebody is not to be carried, and why this person goes or went, where that is said."""

    purpose: Purpose | None = None


def has_gone(cell: Cell) -> bool:
    """Whether a cell says that somebody is at the post or goes there without help: 已自行返岗, 自行前往, 已到岗.

    Where something is denied before it (未自行前往, 无法自行前往) it does not say so; what stands behind (自行前往,
    不用安排) or apart from it (不用安排, 自行前往) denies something else.
    """
    written = _BLANKS.sub("", cells.text(cell))
    before = (_CLAUSE.split(written[: found.start()])[-1] for found in _GONE.finditer(written))
    return any(_CANNOT.search(words) is None for words in before)


def may_stay(cell: Cell) -> bool:
    """Whether a remark, a stop or a batch may say that somebody does not go, or goes without help.

    So do 不去了, 因病取消 and 已自行返岗. What is denied of something else (不去夜班) or of another year (去年未外出)
    says nothing of it.
    """
    clauses = _CLAUSE.split(re.sub("[。.!]", ";", re.sub(r"\s", "", cells.text(cell))))
    stays = any(_STAYS.search(clause) is not None and _EARLIER.search(clause) is None for clause in clauses)
    return stays or has_gone(cell)


def asks_whether(header: str) -> bool:
    """Whether a header may ask if somebody goes, or how: 是否返岗, 务工意愿, 出行方式."""
    return _ASKS.search(header) is not None and _ASKS_OTHERWISE.search(header) is None


def words_of_stayers(name: str) -> str:
    """The words by which the name of a file or a sheet, or a title, may be of people who need no seat; else nothing.

    >>> words_of_stayers("取消返岗人员名单"), words_of_stayers("返岗名单 如有不去的请注明")
    ('取消返岗', '')
    """
    found = _OF_STAYERS.search(cells.text(name))
    return found[0] if found else ""


def gone(cell: Cell) -> Stays:
    """What a cell under the reason to go says of somebody who has gone: who went back went to the post."""
    return Stays(_named(cell))


def denies(cell: Cell) -> bool:
    """Whether a cell on why somebody goes denies something: 不返岗, 取消返岗, 返岗(不去了), 返乡, 不是新增."""
    return _NEGATION.search(cells.text(cell)) is not None


def first_time(cell: Cell) -> Purpose:
    """The purpose by the question whether somebody goes out for the first time.

    Raises:
        InvalidValue: it is neither yes nor no.
    """
    return Purpose.NEW_PLACEMENT if cells.yes_no(cell) else Purpose.RETURN_TO_POST
