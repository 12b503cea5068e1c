"""Parameters about people, employers and posts."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import LABOUR_LAW

_NAMES = Convention(Text("花名册中所见的姓名", "names as met in rosters"), Mark.UNVERIFIED)

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="minimum_age",
        title=Text("最低就业年龄", "lowest age of employment"),
        unit="year",
        values=(DatedValue(value=16, source=Citation(LABOUR_LAW, "15")),),
    ),
    Parameter(
        name="age_completed",
        title=Text(
            "周岁从何日起算：birthday 为生日当天，day-after 为次日（生日当天给出警告）",
            "when a year of age is completed: birthday, or day-after (a warning on the birthday itself)",
        ),
        unit="birthday|day-after",
        values=(
            DatedValue(
                value="day-after",
                source=Convention(
                    Text(
                        "劳动法律没有写明；刑法从生日次日起算，从严",
                        "labour law does not say; criminal law counts from the day after: the stricter reading",
                    ),
                    Mark.UNVERIFIED,
                ),
            ),
        ),
    ),
    Parameter(
        name="leap_birthday",
        title=Text(
            "2 月 29 日出生者在平年的生日：28-february 为 2 月 28 日，1-march 为 3 月 1 日",
            "the birthday of one born on 29 February in other years: 28-february or 1-march",
        ),
        unit="28-february|1-march",
        values=(
            DatedValue(
                value="1-march",
                source=Convention(
                    Text(
                        "所读条文没有写明；取较晚的一日，从严",
                        "no article that was read says it; the later day, the stricter reading",
                    ),
                    Mark.UNVERIFIED,
                ),
            ),
        ),
    ),
    Parameter(
        name="name_shortest",
        title=Text("姓名最短字符数", "fewest characters of a name"),
        unit="character",
        values=(DatedValue(value=2, source=_NAMES),),
    ),
    Parameter(
        name="name_longest",
        title=Text("姓名最长字符数", "most characters of a name"),
        unit="character",
        values=(DatedValue(value=25, source=_NAMES),),
    ),
    # No national text asks for either: a region's pack says where they hold.
    Parameter(
        name="brochure_complete",
        title=Text("招聘信息各项都须写明", "all facts of a brochure must be given"),
        unit="yes/no",
        values=(),
    ),
    Parameter(
        name="disability_protected",
        title=Text("招聘信息不得歧视残疾人", "a brochure must not discriminate by disability"),
        unit="yes/no",
        values=(),
    ),
    # No amount was verified: a case gives that of its own work places.
    Parameter(name="minimum_wage", title=Text("最低工资", "minimum wage"), unit="CNY/month", values=()),
)
