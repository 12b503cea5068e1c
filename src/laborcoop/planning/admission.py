"""The admission stage: who may go at all, and what the rules bar.

A person, employer, post, leg or lodging with an unwaived BLOCK or ERROR finding is left out with that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from laborcoop.journey import Outcome, Reason, Registration, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.rulebook import Findings

_UNWILLING = Reason(
    code="admission.unwilling",
    text=Text(
        "本人不愿外出或不需要座位；参加自愿，不影响今后资格",
        "does not want to go, or needs no seat; taking part is voluntary",
    ),
)

Reasons = Mapping[str, tuple[Reason, ...]]


@frozen(kw_only=True)
class Barred(Record):
    """What the rules leave out of the plan, with the reasons, by id."""

    workers: Reasons = field(hash=False)
    employers: Reasons = field(hash=False)
    posts: Reasons = field(hash=False)
    legs: Reasons = field(hash=False)
    lodgings: Reasons = field(hash=False)

    @classmethod
    def of(cls, case: Case, findings: Findings) -> Barred:
        """What the excluding findings bar: a driver's bar all legs of the driver, a convoy's all its legs."""
        by_record = {
            record: tuple(dict.fromkeys(map(Reason.of, group)))
            for record, group in findings.excluding().by_record().items()
        }

        def these(kind: str, ids: Iterable[str]) -> Reasons:
            return {name: by_record[kind, name] for name in ids if (kind, name) in by_record}

        legs: dict[str, tuple[Reason, ...]] = {}
        for convoy in case.convoys:
            for leg in convoy.legs:
                records = [("convoy", convoy.id), ("leg", leg.id), *(("driver", one) for one in sorted(leg.drivers))]
                reasons = tuple(reason for record in records for reason in by_record.get(record, ()))
                if reasons:
                    legs[leg.id] = reasons
        return cls(
            workers=these("worker", (worker.id for worker in case.workers)),
            employers=these("employer", (employer.id for employer in case.employers)),
            posts=these("post", (post.id for post in case.posts)),
            legs=legs,
            lodgings=these("lodging", (lodging.id for lodging in case.lodgings)),
        )


def barred_out(case: Case, barred: Barred) -> dict[WorkerId, tuple[Reason, ...]]:
    """Who may not go, or does not want to, with the reasons."""
    left_out = {}
    for registration in case.registrations:
        reasons = barred.workers.get(registration.worker, ())
        if not registration.willing:
            reasons = (_UNWILLING, *reasons)
        if reasons:
            left_out[registration.worker] = reasons
    return left_out


def admit(case: Case, barred: Barred) -> Outcome[Registration]:
    """Who may go: everyone whom no rule bars and who wants to."""
    left_out = barred_out(case, barred)
    return Outcome(
        stage=Stage.ADMISSION,
        came_in=frozenset(worker.id for worker in case.workers),
        placed={one.worker: one for one in case.registrations if one.worker not in left_out},
        left_out=left_out,
    )
