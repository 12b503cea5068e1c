"""What may leave the library of a person: masked, unless a caller asks for the identity (real-name tickets need it)."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from laborcoop.people import Worker


class Personal(Protocol):
    """A personal text: it has a mask, and tells itself only when asked to."""

    @property
    def masked(self) -> str:
        """The form that may be shown."""
        ...

    def reveal(self) -> str:
        """The text itself."""
        ...


def shown(text: Personal, *, reveal: bool) -> str:
    """A name, number or phone as it may be written: masked, or itself where the identity is asked for."""
    return text.reveal() if reveal else text.masked


def shown_birth(worker: Worker, *, reveal: bool) -> date | None:
    """The birth date, which is eight digits of the number: only with the identity."""
    return worker.born if reveal else None
