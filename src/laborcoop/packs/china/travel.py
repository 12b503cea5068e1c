"""Parameters about transport and lodging."""

from __future__ import annotations

from laborcoop.rulebook import Parameter

PARAMETERS: tuple[Parameter, ...] = ()
