"""Wishes that nothing can meet: days in the wrong order, a batch or a boarding place that the case does not have."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.journey import Reason, Registration
from laborcoop.kernel.text import Text
from laborcoop.planning.accompanying import takers
from laborcoop.planning.case import Case
from laborcoop.rulebook import Finding, Severity

IMPOSSIBLE_WISH = "PL-10"


def impossible(case: Case, wish: Registration) -> tuple[Reason, ...]:
    """Why nobody can travel as a registration asks, whatever runs; empty where somebody may."""
    found = dict(_wrong(case, wish))
    if wish.batches - {convoy.id for convoy in case.convoys} != wish.batches:
        found.pop("batches", None)
    return tuple(Reason(code=f"seats.impossible-{path}", text=text) for path, text in found.items())


def about_wishes(case: Case) -> Iterator[Finding]:
    """What registrations ask for that the case cannot have, by the worker and with what was asked."""
    adults_of = takers(case)
    for wish in case.registrations:
        alone = [("together", _ALONE)] if wish.worker in adults_of and not adults_of[wish.worker] else []
        for path, text in (*_wrong(case, wish), *alone):
            yield Finding(
                rule=IMPOSSIBLE_WISH,
                severity=Severity.WARN,
                subject=wish.worker,
                kind="worker",
                path=path,
                message=text,
                suggestion=Text("向本人核实后更正登记", "ask the person, and mend the registration"),
                where=case.locus("worker", wish.worker, path),
            )


_ALONE = Text(
    "登记为随行，但同行的人中没有成年务工人员",
    "is registered to go along, and no adult of the party is registered for work",
)


def _wrong(case: Case, wish: Registration) -> Iterator[tuple[str, Text]]:
    first, last = wish.available_from, wish.available_until
    if first is not None and last is not None and first > last:
        yield (
            "window",
            Text(
                "可出发日期 {first} 晚于最迟日期 {last}", "can go from {first} on and until {last}, which is before it"
            ).format(first=first, last=last),
        )
    unknown = wish.batches - {convoy.id for convoy in case.convoys}
    if unknown:
        yield (
            "batches",
            Text("案例中没有所报批次 {batches}", "the case has no batch {batches}, which is registered for").format(
                batches=unknown
            ),
        )
    if wish.boarding is not None and case.place(wish.boarding) is None:
        yield (
            "boarding",
            Text(
                "案例中没有所报上车点 {place}", "the case has no place {place}, which is registered to board at"
            ).format(place=wish.boarding),
        )
