"""The shares of interns (TP-06) in a plan of internships: what room they leave, whom they keep out, what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Context
from laborcoop.training.internship import InternshipKind
from laborcoop.training.internship_question import InternshipOpening, InternshipQuestion

_PER_CENT = 100


@frozen(kw_only=True)
class ShareLimit:
    """How many more interns a share of the staff leaves room for, at some openings together."""

    name: str
    openings: frozenset[str]
    most: int
    text: Text


def share_limits(question: InternshipQuestion) -> Iterator[ShareLimit]:
    """The limits of all hosts and kinds of post of which the staff is known.

    Of a host there is one for each day on which internships in posts start there: between two such days interns only
    leave, so that at no other time there are more of them. That of a kind of post is left out where it leaves as much
    room as the opening offers.
    """
    limited = [one for one in question.openings if _is_limited(one, question)]
    for host in question.staff:
        openings = [one for one in limited if one.host == host.host]
        for first in {one.period.start: one for one in openings}.values():
            start = first.period.start
            share = _at_start(first, question).number("interns_share")
            most = _room(host.staff, share, host.interns)
            facts = {"staff": host.staff, "interns": host.interns, "share": share, "most": most, "start": start}
            yield ShareLimit(
                name=f"TP-06 {host.host} {start}",
                openings=frozenset(one.id for one in openings if start in one.period),
                most=most,
                text=_HOST.format(host=host.host, **facts),
            )
    for one in limited:
        if one.post_staff is not None:
            share = _at_start(one, question).number("interns_post_share")
            most = _room(one.post_staff, share, one.post_interns)
            if most < one.openings:
                facts = {"staff": one.post_staff, "interns": one.post_interns, "share": share, "most": most}
                text = _POST.format(opening=one.id, openings=one.openings, **facts)
                yield ShareLimit(name=f"TP-06 {one.id}", openings=frozenset({one.id}), most=most, text=text)


_HOST = Text(
    "{host} 在岗职工 {staff} 人，已有实习学生 {interns} 人，不超过 {share}%：{start} 最多再安排 {most} 人",
    "{host}: {staff} staff on duty, interns there already: {interns}; no more than {share} % leaves room for {most} on "
    "{start}",
)
_POST = Text(
    "{opening} 同类岗位在岗职工 {staff} 人，已有实习学生 {interns} 人，不超过 {share}%：{openings} 个名额最多再安排 "
    "{most} 人",
    "{opening}: {staff} staff on duty in that kind of post, interns there already: {interns}; no more than {share} % "
    "leaves room for {most} of its {openings} openings",
)


def used_up(limits: Iterable[ShareLimit], taken: Mapping[str, int], not_full: Collection[str]) -> Iterator[Reason]:
    """The limits that are reached, with those of some openings, all of which have places left, that they close."""
    for limit in limits:
        closed = tuple(sorted(limit.openings.intersection(not_full)))
        if closed and sum(taken[name] for name in limit.openings) >= limit.most:
            yield Reason(code="TP-06", about=closed, text=limit.text)


def unlimited(
    openings: Iterable[InternshipOpening], question: InternshipQuestion
) -> dict[EmployerId, tuple[Reason, ...]]:
    """The hosts of openings that are taken, of which it cannot be told whether the interns are too many."""
    known = {one.host for one in question.staff}
    taken = [one for one in openings if _is_limited(one, question)]
    found: dict[EmployerId, tuple[Reason, ...]] = {}
    for host in sorted({one.host for one in taken}):
        posts = tuple(one.id for one in taken if one.host == host and one.post_staff is None)
        reasons = [_NO_STAFF] if host not in known else []
        if posts:
            text = _NO_POST_STAFF.format(openings=posts)
            reasons.append(Reason(code="TP-06", about=posts, text=text))
        if reasons:
            found[host] = tuple(reasons)
    return found


_NO_STAFF = Reason(
    code="TP-06",
    text=Text(
        "在岗职工人数未知，无法判断实习学生是否超过比例",
        "the number of staff on duty is not known: whether interns are too many cannot be told",
    ),
)
_NO_POST_STAFF = Text(
    "{openings} 同类岗位职工人数未知，无法判断实习学生是否超过比例",
    "how many staff {openings} have in that kind of post is not known: whether interns are too many cannot be told",
)


def without_opening(question: InternshipQuestion) -> dict[EmployerId, tuple[Reason, ...]]:
    """The hosts without an opening of which the staff is given: a bureau may give that of all, or an id is wrong."""
    offering = {one.host for one in question.openings}
    return {one.host: (_NO_OPENING,) for one in question.staff if one.host not in offering}


_NO_OPENING = Reason(
    code="internships.host-without-opening",
    text=Text(
        "所给的在岗职工人数没有用到：该单位没有实习岗位",
        "the number of staff that is given is not used: the host has no opening",
    ),
)


def _is_limited(opening: InternshipOpening, question: InternshipQuestion) -> bool:
    return opening.kind is InternshipKind.POST and any(rule.code == "TP-06" for rule in question.book)


def _at_start(opening: InternshipOpening, question: InternshipQuestion) -> Context:
    return question.book.context(opening.period.start, question.region)


def _room(staff: int, share: Decimal, interns: int) -> int:
    """How many more interns a share of the staff leaves room for."""
    return max(0, int(staff * share / _PER_CENT) - interns)
