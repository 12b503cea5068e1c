"""Every error that the library raises on purpose.

::

    LaborcoopError
    ├── InvalidValue        a value type refused what it was given (also a ValueError)
    │   ├── UnitMismatch    two counts, figures or amounts of different units were mixed
    │   └── IllegalTransition   a lifecycle does not allow this step; says which it allows
    ├── UnknownName         nothing is known under this id or name (also a LookupError)
    ├── ProblemError        an allocation problem contradicts itself; lists every contradiction
    ├── DocumentError       a document cannot be read; lists every fault with its path
    ├── CaseError           a case cannot be read at all
    ├── TaskError           work handed to an executor came to no end: a process was lost, or the work itself failed
    └── MissingExtra        a part needs a package that is not installed; names the extra

Each carries its sentence in both languages and never a personal datum. ``str(error)`` shows both;
``error.text.render("zh")`` one of them.
"""

from __future__ import annotations

from laborcoop.kernel.text import Text


class LaborcoopError(Exception):
    """The root of all errors that the library raises on purpose."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        """The sentence in English and Chinese."""
        return str(self.text)


class InvalidValue(LaborcoopError, ValueError):
    """A value type refused what it was given.

    ``code`` names the rule that was broken where there is one (``ID-02``); the refused value is never held.
    """

    def __init__(self, text: Text, code: str = "") -> None:
        super().__init__(text)
        self.code = code

    def __reduce__(self) -> tuple[type[InvalidValue], tuple[Text, str]]:
        """Pickle both arguments, so that the error survives a process pool."""
        return type(self), (self.text, self.code)


class UnitMismatch(InvalidValue):
    """Two counts, figures or amounts of different units were added or compared."""


class IllegalTransition(InvalidValue):
    """A lifecycle does not allow this step; the sentence says which steps it allows.

    An `InvalidValue`, since a record whose facts take such a step cannot be built either.
    """


class UnknownName(LaborcoopError, LookupError):
    """Nothing is known under this id or name."""


class _Several(LaborcoopError):
    """An error that reports several faults at once, in ``faults``."""

    def __init__(self, text: Text, faults: tuple[Text, ...] = ()) -> None:
        super().__init__(text)
        self.faults = faults

    def __reduce__(self) -> tuple[type[_Several], tuple[Text, tuple[Text, ...]]]:
        """Pickle both arguments, so that the error survives a process pool."""
        return type(self), (self.text, self.faults)

    def __str__(self) -> str:
        """The sentence, then a line for each fault."""
        return "\n".join([str(self.text), *(f"- {fault}" for fault in self.faults)])


class ProblemError(_Several):
    """An allocation problem contradicts itself; ``faults`` lists every contradiction."""


class DocumentError(_Several):
    """A document cannot be read; ``faults`` lists every fault with its path."""


class CaseError(_Several):
    """A case cannot be read at all; ``faults`` says why."""


class TaskError(LaborcoopError):
    """Work handed to an executor came to no end: a process was lost, or what the caller gave failed there.

    What the executor reported is the error's ``__cause__``.
    """


class MissingExtra(LaborcoopError, ImportError):
    """A part of the library needs a package that is not installed; names the extra to install."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            Text(
                "这项功能需要 {package}：请运行 pip install 'laborcoop[{extra}]'",
                "this needs the package {package}: run pip install 'laborcoop[{extra}]'",
            ).format(package=package, extra=extra)
        )
        self.package = package
        self.extra = extra

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        """Pickle what the constructor takes, so that the error survives a process pool."""
        return type(self), (self.package, self.extra)
