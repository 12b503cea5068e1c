"""Without hypothesis: what needs it says which extra to install."""

from __future__ import annotations

import sys

import pytest

from laborcoop import testing
from laborcoop.errors import MissingExtra


def without(monkeypatch: pytest.MonkeyPatch, package: str, home: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"laborcoop.testing.{home}", raising=False)


def test_what_needs_hypothesis_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "hypothesis", "whole_cases")
    with pytest.raises(MissingExtra, match=r"laborcoop\[testing\]"):
        getattr(testing, "cases")  # noqa: B009 - as an import of the name asks for it


def test_another_package_that_is_missing_is_named_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "laborcoop.testing.leaves", "whole_cases")
    with pytest.raises(ModuleNotFoundError, match=r"laborcoop\.testing\.leaves"):
        getattr(testing, "cases")  # noqa: B009 - as an import of the name asks for it
