"""What reading and writing a document share: where in it one stands, what was wrong there, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from attrs import define, field

from laborcoop.exchange.strict_json import shown_key
from laborcoop.kernel.text import Text

At = tuple[Any, "str | int"] | None
"""A place in a document: the place around it and the step from there, a field's name or a position; None: the whole."""

Fault = tuple[At, Text]


class _Refused:
    """Stands where a value could not be read."""


REFUSED: Final = _Refused()


def shown_path(at: At) -> str:
    """A place as it may stand in an error: ``workers[3].number``; a key that may be personal is ``…``."""
    steps: list[str | int] = []
    while at is not None:
        at, step = at
        steps.append(step)
    path = ""
    for step in reversed(steps):
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{shown_key(step)}" if path else shown_key(step)
    return path or "."


def worded(faults: Iterable[Fault]) -> tuple[Text, ...]:
    """Each fault as a sentence that begins with its path."""
    return tuple(Text("{path}：{what}", "{path}: {what}").format(path=shown_path(at), what=what) for at, what in faults)


@define
class Reading:
    """The reading of one document: what is collected while it goes on.

    ``unknown`` holds, for each record that has fields beyond its own, the place, the record and those fields;
    ``hidden`` the places at which a masked document hides something. ``known`` are records by class and id: where a
    record is expected, its id may stand for one of them.
    """

    masked: bool = False
    known: Mapping[tuple[str, str], object] = field(factory=dict)
    faults: list[Fault] = field(factory=list)
    unknown: list[tuple[At, object, Mapping[str, object]]] = field(factory=list)
    hidden: list[At] = field(factory=list)

    def refuse(self, at: At, what: Text) -> object:
        """Note a fault; returns what stands in the value's place."""
        self.faults.append((at, what))
        return REFUSED


@define
class Writing:
    """The writing of one document; ``kept`` holds the unknown fields of records by the identity of the record."""

    reveal: bool
    kept: Mapping[int, Mapping[str, object]] = field(factory=dict)
    hid: bool = False
    faults: list[Fault] = field(factory=list)

    def refuse(self, at: At, what: Text) -> object:
        """Note that a value cannot be written; returns what stands in its place."""
        self.faults.append((at, what))
        return None


class Form(Protocol):
    """How values of one annotation stand in JSON.

    ``exact`` is the class of which every value is right as it stands (str, int, bool); None where there is more to
    see to. ``tag`` names the form where a document has to say which of several it is. ``hides`` says whether a masked
    document may hide something of such a value.
    """

    @property
    def exact(self) -> type | None:
        """The class whose values need no reading and no writing."""
        ...

    @property
    def tag(self) -> str:
        """The name of the form in a union."""
        ...

    @property
    def hides(self) -> bool:
        """Whether something of the value may be hidden."""
        ...

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The value that plain JSON stands for, or `REFUSED` with the fault noted."""
        ...

    def write(self, value: object, at: At, writing: Writing) -> object:
        """A value as plain JSON; None with the fault noted where it cannot be."""
        ...

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """The JSON Schema of the form; the classes below it go into ``definitions``."""
        ...
