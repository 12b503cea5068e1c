"""The maker of the synthetic case ``examples/spring-return``.

`write_case` writes the folder. Nothing here reads a clock or a global random source: the seed is `frame.SEED`.
"""

from __future__ import annotations

from spring_return_maker.folder import write_case

__all__ = ["write_case"]
