"""An independent check of a plan, from its records alone.

It shares records and rules with the stages that made the plan, and no other code: what follows from them is worked out
here in other words, so that a mistake of the one is not a mistake of the other.
"""

from laborcoop.planning.verification.verify import verify

__all__ = ["verify"]
