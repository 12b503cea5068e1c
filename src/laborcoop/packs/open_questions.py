"""Where texts contradict each other or are silent: one parameter for each question, and the readings that were found.

A book holds one reading of each; `answered` makes a book of another. No rule knows which reading its book holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from laborcoop.errors import UnknownName
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, RuleBook
from laborcoop.rulebook.documents import (
    COACH_SAFETY,
    COACH_SAFETY_TRIAL,
    COACH_TRAFFIC_NOTICE,
    FAIR_RECRUITMENT,
    INTERNSHIP_PRESS,
    LABOUR_LAW,
    TRAVEL_AID_NOTICES,
    WORKING_HOURS,
)
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.source import Source


@frozen
class Reading(Record):
    """One answer to an open question: a value of its parameter (None: no value), and where it comes from."""

    value: Value | None
    source: Source


def _as_tuple(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(readings)


@frozen(kw_only=True)
class OpenQuestion(Record):
    """A question that texts answer in several ways, the parameter that holds the answer, and its readings.

    The first reading is that of the national book.
    """

    parameter: str
    question: Text
    readings: tuple[Reading, ...] = field(converter=_as_tuple)


def _reading(zh: str, en: str, mark: Mark = Mark.UNVERIFIED) -> Convention:
    return Convention(Text(zh, en), mark)


_BOTH_INCLUDE = _reading(
    "第12条“5000人以下”“5000人以上”都包括 5000 人", "art. 12 says '5000 or fewer' and '5000 or more': both include 5000"
)

OPEN_QUESTIONS: tuple[OpenQuestion, ...] = (
    OpenQuestion(
        parameter="minimum_age",
        question=Text("最低就业年龄是 16 还是 18 周岁？", "Is the lowest age of employment 16 or 18?"),
        readings=(
            Reading(16, Citation(LABOUR_LAW, "15")),
            Reading(18, Citation(FAIR_RECRUITMENT, "A.3", Mark.SECONDARY)),
        ),
    ),
    OpenQuestion(
        parameter="age_completed",
        question=Text(
            "周岁从生日当天还是次日起算？", "Is a year of age completed on the birthday, or on the day after it?"
        ),
        readings=(
            Reading("day-after", _reading("刑法从生日次日起算，从严", "criminal law counts so: the stricter reading")),
            Reading("birthday", _reading("劳动法律没有写明", "labour law does not say")),
        ),
    ),
    OpenQuestion(
        parameter="leap_birthday",
        question=Text(
            "2 月 29 日出生的，平年以哪天为生日？",
            "Which day is the birthday of one born on 29 February in other years?",
        ),
        readings=(
            Reading("1-march", _reading("较晚的一日，从严", "the later day: the stricter reading")),
            Reading("28-february", _reading("所在月份的最后一天", "the last day of the same month")),
        ),
    ),
    OpenQuestion(
        parameter="weekly_hours",
        question=Text("每周正常工时是 40 还是 44 小时？", "Are the regular hours of a week 40 or 44?"),
        readings=(Reading(40, Citation(WORKING_HOURS, "3")), Reading(44, Citation(LABOUR_LAW, "36"))),
    ),
    OpenQuestion(
        parameter="stable_months_transfer",
        question=Text("稳定就业是满 6 个月还是 3 个月？", "Is employment stable after six months, or after three?"),
        readings=(
            Reading(
                6,
                _reading("一些转移就业统计以 6 个月为准", "some transfer statistics take six months", Mark.SECONDARY),
            ),
            Reading(3, Citation(TRAVEL_AID_NOTICES, "", Mark.SECONDARY)),
        ),
    ),
    OpenQuestion(
        parameter="permit_at_the_boundary",
        question=Text(
            "恰为 5000 人的活动由县级还是市级公安机关许可？",
            "Who permits an event of exactly 5000 visitors, the county's police or the city's?",
        ),
        readings=(
            Reading("open", _BOTH_INCLUDE),
            Reading("county", _reading("第12条“5000人以下”包括 5000 人", "art. 12, '5000 or fewer', includes 5000")),
            Reading("city", _reading("第12条“5000人以上”包括 5000 人", "art. 12, '5000 or more', includes 5000")),
        ),
    ),
    OpenQuestion(
        parameter="second_driver_asked",
        question=Text(
            "长途客车是否须配两名驾驶员（新旧安全管理规范不同）？",
            "Does a long run ask for two drivers (the older and the newer text on coach safety differ)?",
        ),
        readings=(
            Reading(True, Citation(COACH_SAFETY_TRIAL, "45", Mark.SECONDARY)),  # noqa: FBT003 - the value of a yes-or-no parameter
            Reading(False, Citation(COACH_SAFETY, "", Mark.UNVERIFIED)),  # noqa: FBT003 - as above
        ),
    ),
    OpenQuestion(
        parameter="two_drivers_boundary_counts",
        question=Text(
            "恰为 400（高速 600）公里是否须配两名驾驶员？", "Do exactly 400 km (600 by motorway) ask for two drivers?"
        ),
        readings=(
            Reading(True, Citation(COACH_TRAFFIC_NOTICE, "", Mark.SECONDARY)),  # noqa: FBT003 - as above
            Reading(False, Citation(COACH_SAFETY_TRIAL, "45", Mark.SECONDARY)),  # noqa: FBT003 - as above
        ),
    ),
    OpenQuestion(
        parameter="max_daily_driving",
        question=Text(
            "24 小时内驾驶不超过 8 小时，还是特殊情况可延长 2 小时？",
            "Is a driver's day eight hours at most, or two more where the case is special?",
        ),
        readings=(
            Reading(480, Citation(COACH_SAFETY, "38", Mark.SECONDARY)),
            Reading(600, Citation(COACH_SAFETY_TRIAL, "", Mark.UNVERIFIED)),
        ),
    ),
    OpenQuestion(
        parameter="guardian_consent_under",
        question=Text(
            "实习须监护人同意的是全部学生，还是未满 18 岁的？",
            "Does the guardian of every intern consent, or of those under 18?",
        ),
        readings=(
            Reading(None, Citation(INTERNSHIP_PRESS, "", Mark.SECONDARY)),
            Reading(
                18, _reading("较早的地方规定只要求未满 18 岁的", "older local rules ask those under 18", Mark.SECONDARY)
            ),
        ),
    ),
)


def answered(book: RuleBook, parameter: str, value: Value | None) -> RuleBook:
    """A copy of a book with another reading of an open question, whose source it cites from then on.

    >>> from laborcoop.packs import national
    >>> answered(national(), "weekly_hours", 44).diff(national())[0].before[0].en
    'value 44 — Labour Law, art. 36'

    Args:
        book: the book to start from.
        parameter: the parameter that holds the answer.
        value: the answer: one of the readings in `OPEN_QUESTIONS`.

    Raises:
        UnknownName: ``parameter`` belongs to no open question, or ``value`` to none of its readings.
    """
    readings = [one for asked in OPEN_QUESTIONS if asked.parameter == parameter for one in asked.readings]
    found = next((one for one in readings if (type(one.value), one.value) == (type(value), value)), None)
    if found is None:
        raise UnknownName(
            Text(
                "{parameter} 没有读法 {value}；有：{known}（要用其他数值，请用 with_parameters 并写明依据）",
                "{parameter} has no reading {value}; it has: {known} (another value: with_parameters, with its source)",
            ).format(parameter=parameter, value=value, known=[str(one.value) for one in readings] or "-")
        )
    values = () if found.value is None else (DatedValue(value=found.value, source=found.source),)
    return book.with_parameters(evolve(book.parameters[parameter], values=values))
