"""Reasons that are worded when somebody asks for them: with very many people nobody reads all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from laborcoop.allocation.explain import Judge
from laborcoop.kernel.text import Text


@frozen(eq=False, repr=False, slots=False)
class Later(Mapping[str, tuple[Text, ...]]):
    """Applicant id -> reasons, in the order given."""

    word: Callable[[], Judge]
    """Makes the judge who words the reasons."""
    names: Sequence[str]
    _known: frozenset[str] = field(init=False)

    @_known.default
    def _(self) -> frozenset[str]:
        return frozenset(self.names)

    @cached_property
    def _judge(self) -> Judge:
        return self.word()

    def __getitem__(self, name: str) -> tuple[Text, ...]:
        if name not in self._known:
            raise KeyError(name)
        return self._judge.reasons(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def __repr__(self) -> str:
        """How many."""
        return f"<reasons of {len(self)}>"
