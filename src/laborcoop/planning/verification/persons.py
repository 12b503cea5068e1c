"""Those whom further records of a case hold and whose numbers others have: by name and number one person, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from laborcoop.kernel.record import Record, arguments
from laborcoop.people import Worker

if TYPE_CHECKING:
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.case import Case

_IN_LETTERS = re.compile(r"[(\[【〔][A-Za-z\u00c0-\u024f\s'·-]*[)\]】〕]")


def known_by_two_ids(case: Case) -> Iterator[WorkerId]:
    """Those of further records who have the name and the number of somebody with another id that stands before theirs.

    Workers of the case stand before all others, and these by id.
    """
    for one, group in _with_their_group(case):
        if any(_name(other) == _name(one) for other in group[: group.index(one)]):
            yield one.id


def sharing(case: Case) -> Iterator[tuple[WorkerId, tuple[WorkerId, ...]]]:
    """Those of further records whose number others have under other names, with the ids of all of these."""
    for one, group in _with_their_group(case):
        others = [other.id for other in group if _name(other) != _name(one)]
        if others:
            yield one.id, (one.id, *others)


def identity(worker: Worker) -> tuple[str, str]:
    """By what somebody is told to be the same person as another: the number, and the name as it is compared."""
    return _digits(worker), _name(worker)


def held_beside(case: Case) -> dict[WorkerId, Worker]:
    """Those whom further records hold and who are no workers of the case, each as the first of the records says."""
    held: dict[WorkerId, Worker] = {}
    for record in case.records:
        for worker in _held(record):
            held.setdefault(worker.id, worker)
    for worker in case.workers:
        held.pop(worker.id, None)
    return held


def _with_their_group(case: Case) -> Iterator[tuple[Worker, Sequence[Worker]]]:
    held = held_beside(case)
    if not held:
        return
    everybody = (*case.workers, *(held[name] for name in sorted(held)))
    groups: dict[str, list[Worker]] = {}
    for worker in everybody:
        groups.setdefault(_digits(worker), []).append(worker)
    yield from ((worker, groups[_digits(worker)]) for worker in held.values())


def _held(value: object) -> Iterator[Worker]:
    if isinstance(value, Worker):
        yield value
        return
    if isinstance(value, Record):
        parts: object = tuple(arguments(value).values())
    elif isinstance(value, Mapping):
        parts = (*value.keys(), *value.values())
    else:
        parts = value
    if isinstance(parts, tuple | frozenset):
        for part in parts:
            yield from _held(part)


def _digits(worker: Worker) -> str:
    """The number; what a mask hides of it is the birth date."""
    number = worker.number.reveal()
    return number.replace("*" * 8, worker.born.strftime("%Y%m%d"))


def _name(worker: Worker) -> str:
    written = worker.name.reveal()
    return re.sub(r"\s", "", _IN_LETTERS.sub("", written).strip() or written).casefold()
