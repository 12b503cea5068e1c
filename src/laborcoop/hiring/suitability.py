"""Whether a post suits a person: hard conditions, and a score among what suits.

Ethnicity, religion, sex and pregnancy are no features (AL-04); the one exception is work that state rules forbid to
women (EM-03, WK-11).
"""

from __future__ import annotations

from datetime import date

from laborcoop.employers import JobPost
from laborcoop.journey import Reason, Registration
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.people import Worker

_SUITED = 100
_WISHED = 50
_PER_SKILL = 5


def unsuited(worker: Worker, registration: Registration, post: JobPost, first_day: date) -> tuple[Reason, ...]:
    """Why a post does not suit a person on the first working day; empty where it does."""
    age = worker.age(first_day)
    broken = {
        "posts.age": (post.lowest_age is not None and age < post.lowest_age)
        or (post.highest_age is not None and age > post.highest_age),
        "posts.education": post.education is not None
        and (worker.education is None or worker.education.level < post.education.level),
        "posts.skills": not post.skills <= worker.skills,
        "posts.wage": registration.lowest_wage is not None
        and post.wage is not None
        and post.wage.high < registration.lowest_wage,
        "posts.forbidden-work": post.forbidden_to_women and worker.sex is Sex.FEMALE,
    }
    return tuple(Reason(code=code, text=_WHY[code]) for code, is_broken in broken.items() if is_broken)


_WHY = {
    "posts.age": Text("年龄不在岗位要求范围内", "outside the post's ages"),
    "posts.education": Text("文化程度未达到岗位要求", "less schooling than the post asks for"),
    "posts.skills": Text("缺少岗位要求的技能", "lacks a skill that the post asks for"),
    "posts.wage": Text("岗位工资低于本人期望", "the post pays less than is asked for"),
    "posts.forbidden-work": Text("国家规定女职工禁忌从事的工作", "work that state rules forbid to women"),
}


def score(worker: Worker, registration: Registration, post: JobPost) -> int:
    """How well a suiting post suits, in points: 100, 50 for the employer wished for, 5 for each skill it uses."""
    wished = registration.employer is not None and registration.employer == post.employer
    return _SUITED + (_WISHED if wished else 0) + _PER_SKILL * len(post.skills & worker.skills)
