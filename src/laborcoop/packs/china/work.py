"""Parameters about people, employers and posts."""

from __future__ import annotations

from laborcoop.rulebook import Parameter

PARAMETERS: tuple[Parameter, ...] = ()
