"""What stands behind the codes of a report: a rule in a sentence, so that nobody has to look a code up."""

from __future__ import annotations

from laborcoop.exchange.case.notices import NOTICES as OF_CASES
from laborcoop.exchange.notices import Notice
from laborcoop.exchange.roster.notices import NOTICES as OF_ROSTERS
from laborcoop.indicators.claims import CONTRADICTED
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.packs.statements import statement
from laborcoop.planning.check import UNKNOWN_SUBJECT, UNUSED_WAIVER, WITHOUT_BEDS
from laborcoop.planning.double_aid import DOUBLE_AID
from laborcoop.planning.impossible_wishes import IMPOSSIBLE_WISH
from laborcoop.planning.later_deeds import LATER
from laborcoop.planning.missed_changes import MISSED_CHANGE
from laborcoop.planning.miswritten_regions import NO_DIVISION, OUTSIDE
from laborcoop.planning.one_person import TWO_IDS
from laborcoop.planning.one_thing import ONE_THING
from laborcoop.planning.repeats import REPEATED
from laborcoop.rulebook import RuleBook

_NOTICES = {**OF_CASES, **OF_ROSTERS}

_OF_CHECKS = {
    UNUSED_WAIVER: Text("豁免没有用到。", "A waiver covers nothing."),
    UNKNOWN_SUBJECT: Text("附加记录所指的对象不在案例中。", "A further record names what the case does not have."),
    WITHOUT_BEDS: Text("登记的住宿没有床位。", "A lodging is recorded without a bed."),
    MISSED_CHANGE: Text("班次到站后没有可换乘的班次。", "A vehicle comes too late for every other that goes on."),
    IMPOSSIBLE_WISH: Text("登记的愿望无法满足。", "A registration asks for what cannot be."),
    CONTRADICTED: Text(
        "案例记录与补贴申请所写不符。", "The case's own records do not bear out what a claim for a subsidy says."
    ),
    REPEATED: Text(
        "同一事项登记了两次，统计只计第一处。", "One thing is recorded twice; figures count the first alone."
    ),
    TWO_IDS: Text("同一个人有两个编号，按一人统计。", "One person has two ids and is counted once."),
    ONE_THING: Text("两个编号可能是同一对象。", "Two ids may be of one thing."),
    DOUBLE_AID: Text("一名学生同一期的资助登记了两次。", "Aid for one student and one time is recorded twice."),
    LATER: Text(
        "记录的日期晚于案例日期，统计不计。", "A record is dated after the day of the case: no figure counts it."
    ),
    OUTSIDE: Text(
        "区划不在结对两地之内，按地区统计的数字没有计入这条记录。",
        "A division lies in neither region of the programme: the figures of the regions leave the record out.",
    ),
    NO_DIVISION: Text(
        "区划代码不存在，分县的数字没有计入这条记录。",
        "There is no such division: the figures of the counties leave the record out.",
    ),
}
"""What `laborcoop.check` and counting find beside the rules of a book."""


def rule_words(code: str, book: RuleBook) -> Text:
    """What is asked under a code, in a sentence; nothing where nobody knows the code.

    Of what can be wrong with a file, whatever the wording says of one record is left out: it could name somebody.
    """
    known = next((rule for rule in book if rule.code == code), None)
    if known is not None:
        return statement(known)
    if code in _NOTICES:
        return _without_facts(_NOTICES[code])
    return _OF_CHECKS.get(code, NO_TEXT)


def _without_facts(notice: Notice) -> Text:
    in_chinese, in_english = notice.message.placeholders()
    said = notice.message.format(**dict.fromkeys(in_chinese | in_english, "…"))
    return Text(f"{said.zh}。", f"{said.en[:1].upper()}{said.en[1:]}.")
