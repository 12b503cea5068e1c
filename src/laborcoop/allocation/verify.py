from __future__ import annotations
from typing import Any


def verify(result: Any) -> tuple[Any, ...]:
    return ()
