"""Rules about a person: identity (ID) and who may work (WK)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.people.rules_entries import RULES as ENTRY_RULES
from laborcoop.people.rules_fairness import RULES as FAIRNESS_RULES
from laborcoop.people.rules_identity import IDENTITY_RULES
from laborcoop.people.rules_minors import RULES as MINOR_RULES
from laborcoop.people.rules_women import RULES as WOMEN_RULES
from laborcoop.people.rules_work import RULES as WORK_RULES
from laborcoop.people.worker import Worker
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import (
    CHILD_LABOUR_BAN,
    IDENTITY_CARD_LAW,
    LABOUR_LAW,
    MINORS_LAW,
)
from laborcoop.rulebook.rule import AnyRule

_AGE_PARAMETERS = ("minimum_age", *AGE_READING)
_OPEN_READING = Text(
    "；{minimum} 周岁从生日当天还是次日起算（2 月 29 日出生的，平年以哪天为生日），劳动法律没有写明，请人工决定",
    "; labour law does not say whether {minimum} years are completed on the birthday or on the day after it (or which "
    "day that is for a birth on 29 February): decide by hand",
)


@rule(
    "ID-13",
    "people.card-valid",
    Severity.WARN,
    subject=Traveller,
    sources=(Citation(IDENTITY_CARD_LAW, "5"),),
    message=Text("身份证在出行日 {day} 已过有效期", "the identity card has expired on the day of travel, {day}"),
    suggestion=Text(
        "请在出行前换领。有效期：未满 16 岁 5 年，16 至 25 岁 10 年，26 至 45 岁 20 年，46 岁以上长期。",
        "Renew it before the journey. A card is valid for 5 years when issued under 16, 10 years at 16 to 25, 20 years "
        "at 26 to 45, and for good from 46.",
    ),
)
def card_valid(traveller: Traveller, _ctx: Context) -> Iterator[Breach]:
    """The card is valid on the day of travel; its last day counts."""
    until = traveller.worker.card_valid_until
    if until is not None and until < traveller.travels_on:
        yield Breach({"day": traveller.travels_on}, "card_valid_until")


@rule(
    "WK-01",
    "people.minimum-age",
    Severity.BLOCK,
    subject=Hire,
    sources=(
        Citation(LABOUR_LAW, "15"),
        Citation(CHILD_LABOUR_BAN, "2"),
        Citation(CHILD_LABOUR_BAN, "4"),
        Citation(CHILD_LABOUR_BAN, "13"),
        Citation(MINORS_LAW, "61"),
    ),
    message=Text(
        "录用日（签订合同与首个工作日中较早者）{day} 年龄为 {age} 周岁，最低为 {minimum} 周岁{reading}",
        "is {age} on the day of hire, {day} (the earlier of signing and the first working day); the minimum is "
        "{minimum}{reading}",
    ),
    suggestion=Text(
        "不得录用。文艺、体育和特种工艺单位按国家规定招用的，请登记豁免。",
        "Do not hire. For arts, sports and special-craft units that hire under state rules, record a waiver.",
    ),
    parameters=_AGE_PARAMETERS,
)
def minimum_age(hire: Hire, ctx: Context) -> Iterator[Breach]:
    """Nobody is hired under the minimum age; the birthday itself is a question left open."""
    yield from _too_young(hire.worker, hire.counts_on, ctx)


@rule(
    "WK-02",
    "people.minimum-age-brokering",
    Severity.BLOCK,
    subject=Brokering,
    sources=(
        Citation(CHILD_LABOUR_BAN, "2"),
        Citation(CHILD_LABOUR_BAN, "7"),
    ),
    message=Text(
        "介绍就业之日 {day} 年龄为 {age} 周岁，未满 {minimum} 周岁的人不得介绍就业{reading}",
        "is {age} on {day}; nobody may find or recommend work for a person under {minimum}{reading}",
    ),
    suggestion=Text("请撤回推荐。", "Withdraw the recommendation."),
    parameters=_AGE_PARAMETERS,
)
def minimum_age_brokering(brokering: Brokering, ctx: Context) -> Iterator[Breach]:
    """Nobody brokers work for a person under the minimum age; recommending counts."""
    yield from _too_young(brokering.worker, brokering.on, ctx)


def _too_young(worker: Worker, day: date, ctx: Context) -> Iterator[Breach]:
    minimum = ctx.whole("minimum_age")
    reading = age_reading(ctx, worker.born)
    age = reading.age(worker.born, day)
    if age >= minimum:
        return
    is_open = reading.is_open(worker.born, minimum, day)
    yield Breach(
        {
            "day": day,
            "age": age,
            "minimum": minimum,
            "reading": _OPEN_READING.format(minimum=minimum) if is_open else NO_TEXT,
        },
        "birth_date",
        Severity.WARN if is_open else None,
    )


RULES: tuple[AnyRule, ...] = tuple(
    sorted(
        (
            *IDENTITY_RULES,
            card_valid,
            *ENTRY_RULES,
            minimum_age,
            minimum_age_brokering,
            *MINOR_RULES,
            *WOMEN_RULES,
            *FAIRNESS_RULES,
            *WORK_RULES,
        ),
        key=lambda rule: rule.code,
    )
)
