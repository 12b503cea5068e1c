"""The maker of ``examples/tight-return``: a small return in which seats and beds are short on some ways."""

from tight_return_maker.folder import write_case

__all__ = ["write_case"]
