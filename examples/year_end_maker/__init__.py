"""The maker of the synthetic case ``examples/year-end``: two years of a programme, and the return of 2023 as it went.

`write_case` writes the folder. Nothing here reads a clock or a global random source: the seed is
`spring_return_maker.frame.SEED`.
"""

from __future__ import annotations

from year_end_maker.folder import write_case

__all__ = ["write_case"]
