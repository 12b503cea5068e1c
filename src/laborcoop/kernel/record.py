"""What every value of the domain is: a frozen record whose copies and pickles are built, and so checked, anew.

attrs restores a pickled or copied object without its validators and without ``__attrs_post_init__``. A record goes
through its constructor instead: whoever holds one holds a right one, wherever it came from.

Annotations are not checked when a program runs: a text where a date is meant would fail only in the rule that looks at
it. So a record looks at the kinds of its values when it is built.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from attrs import fields

from laborcoop.kernel.field_kinds import fits


class Record:
    """The base of the domain's frozen attrs classes.

    Raises:
        InvalidValue: a field is given a value of another kind than its annotation names; on copying or unpickling, what
            the constructor raises.
    """

    __slots__ = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let the constructor that attrs wrote look at the kinds of the values."""
        super().__init_subclass__(**kwargs)
        # attrs makes a slotted class of the one that was written: by then it has written the constructor.
        own = cls.__dict__.get("__attrs_attrs__", ())
        if any(each.validator is None for each in own) and "__init__" in cls.__dict__:
            cls.__init__ = _checked(cls.__dict__["__init__"])  # type: ignore[method-assign] # this is what is meant

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Copy and pickle by what the constructor takes."""
        return build, (type(self), arguments(self))


def _checked(init: Callable[..., None]) -> Callable[..., None]:
    """A constructor that refuses values of other kinds than the annotations of the fields name."""

    @wraps(init)
    def checked(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what attrs' constructor takes
        try:
            init(self, *args, **kwargs)
        except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
            # A converter, or what looks at the whole, met something else than it is for; or one field was refused,
            # which must not hide that others are of a wrong kind. A converter may take any kind.
            own = {each.alias: each for each in fields(type(self)) if each.init}
            given = {**dict(zip(own, args, strict=False)), **kwargs}
            taken = [alias for alias in given if alias in own]
            if isinstance(error, ValueError):
                taken = [alias for alias in taken if own[alias].converter is None]
            _refuse_misfits(self, {own[alias].name: given[alias] for alias in taken})
            raise
        kind: type = type(self)
        try:
            right = fits(kind)(self)
        except NameError:  # a class within a function, whose annotations nobody else can read
            return
        if not right:
            _refuse_misfits(self, {each.name: getattr(self, each.name) for each in fields(type(self))})

    return checked


def _refuse_misfits(record: object, values: dict[str, object]) -> None:
    # Errors are told in texts, and texts are records: those modules come later.
    from laborcoop.kernel.kinds import refuse_misfits

    refuse_misfits(type(record), values)


def unchecked(kind: type[Any]) -> Callable[..., None]:
    """The constructor of a record as attrs wrote it, for callers that have checked the types of the values already."""
    init: Callable[..., None] = getattr(kind.__init__, "__wrapped__", kind.__init__)
    return init


def arguments(record: Any) -> dict[str, object]:  # noqa: ANN401 - any attrs instance
    """What the constructor took, by the names that it takes."""
    return {attribute.alias: getattr(record, attribute.name) for attribute in fields(type(record)) if attribute.init}


def build(kind: Callable[..., object], given: dict[str, object]) -> object:
    """A record of this class from what its constructor takes."""
    return kind(**given)
