"""Whole cases: valid ones, and ones that are broken in exactly one named way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve
from hypothesis import strategies as st

from laborcoop.employers import JobPost, WageRange
from laborcoop.errors import UnknownName
from laborcoop.kernel.education import Education
from laborcoop.kernel.ids import EmployerId, PostId
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.case import Case
from laborcoop.testing.breakings import BREAKINGS, Breaking
from laborcoop.testing.leaves import births
from laborcoop.testing.programme import RECEIVING, small_case
from laborcoop.testing.shapes_values import names, phones
from laborcoop.testing.strategies import programmes

_OLDEST, _YOUNGEST = date(1975, 1, 1), date(2004, 12, 31)
_OPENINGS = st.integers(1, 8)
_VALID_UNTIL = date(2030, 1, 1)


def cases(least_workers: int = 0) -> st.SearchStrategy[Case]:
    """Small cases about which `laborcoop.check` finds nothing that leaves anybody out; warnings there may be.

    Workers, posts, seats, beds and prices vary; everyone is between 18 and 48.
    """
    programme = programmes(least_applicants=least_workers, born=births(_OLDEST, _YOUNGEST), families=False)
    return _varied(programme.map(small_case))


@st.composite
def _varied(draw: st.DrawFn, small: st.SearchStrategy[Case]) -> Case:
    case = draw(small)
    first = evolve(case.posts[0], openings=draw(_OPENINGS))
    hotel = evolve(case.lodgings[0], price=Decimal(draw(st.integers(0, 200))))
    return evolve(
        case,
        workers=tuple(draw(_as_somebody(worker)) for worker in case.workers),
        posts=(first, *draw(st.lists(_posts(), max_size=2, unique_by=lambda post: post.id))),
        lodgings=(hotel, *case.lodgings[1:]),
    )


@st.composite
def _as_somebody(draw: st.DrawFn, worker: Worker) -> Worker:
    kinds = draw(st.frozensets(st.sampled_from(FlagKind), max_size=2))
    return evolve(
        worker,
        name=draw(names()),
        phone=draw(st.none() | phones()),
        education=draw(st.none() | st.sampled_from(Education)),
        skills=draw(st.frozensets(st.sampled_from(("焊工", "电工")), max_size=2)),
        flags=tuple(
            Flag(kind=kind, as_of=date(2022, 12, 31), source="县乡村振兴局") for kind in FlagKind if kind in kinds
        ),
        card_valid_until=draw(st.none() | st.just(_VALID_UNTIL)),
    )


@st.composite
def _posts(draw: st.DrawFn) -> JobPost:
    wage = draw(st.integers(3000, 6000))
    return JobPost(
        id=PostId(f"P-{draw(st.integers(2, 9))}"),
        employer=EmployerId(draw(st.sampled_from(("E-1", "E-2")))),
        title="普工",
        openings=draw(_OPENINGS),
        division=RECEIVING,
        work="装配",
        conditions="身体健康",
        wage=WageRange(Decimal(wage), Decimal(wage + 1500)),
        lowest_age=18,
    )


def broken_cases(rule: str | None = None) -> st.SearchStrategy[tuple[Case, str, str]]:
    """Cases broken in exactly one of the ways of `BREAKINGS`: the case, the rule that fires, the id of the record.

    ``laborcoop.check`` finds what it found in the valid case, and this rule about this record.

    Args:
        rule: the code of the rule; any of them unless given.

    Raises:
        UnknownName: ``rule`` is a rule that no breaking makes fire.
    """
    ways = [breaking for breaking in BREAKINGS if rule in {None, breaking.rule}]
    if not ways:
        known = tuple(dict.fromkeys(breaking.rule for breaking in BREAKINGS))
        raise UnknownName(
            Text("没有触发 {rule} 的方式；有：{known}", "no breaking makes {rule} fire; there are {known}").format(
                rule=rule, known=known
            )
        )
    return _broken(ways)


@st.composite
def _broken(draw: st.DrawFn, ways: Sequence[Breaking]) -> tuple[Case, str, str]:
    case, breaking = draw(cases(least_workers=1)), draw(st.sampled_from(ways))
    return breaking.change(case), breaking.rule, breaking.record(case)
