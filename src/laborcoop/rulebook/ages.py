"""How a book counts ages, for every rule that asks how old somebody is."""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.ages import AgeReading, Completion, LeapBirthday, is_leap_day
from laborcoop.rulebook.rule import Context

LEAP_BIRTHDAY = "leap_birthday"
AGE_READING = ("age_completed", LEAP_BIRTHDAY)
"""The parameters that a rule reads through `age_reading`."""


def age_reading(ctx: Context, born: date, completion: Completion | None = None) -> AgeReading:
    """How the age of one born on a day is counted, by the parameters ``age_completed`` and ``leap_birthday``.

    What a birth on 29 February means is cited for those born on it only. Where a value is missing, the stricter reading
    holds.

    Args:
        ctx: the day, the place and the parameters.
        born: the day of birth.
        completion: the day that completes a year, where the rule's own text or practice settles it.

    Raises:
        UnknownName: the book lacks one of the parameters.
    """
    asked = ctx if is_leap_day(born) else ctx.reading(None)
    early = asked.value(LEAP_BIRTHDAY) == LeapBirthday.FEBRUARY_28.value
    if completion is None:
        on_the_day = ctx.value("age_completed") == Completion.BIRTHDAY.value
        completion = Completion.BIRTHDAY if on_the_day else Completion.DAY_AFTER
    return AgeReading(completion, LeapBirthday.FEBRUARY_28 if early else LeapBirthday.MARCH_1)
