"""An independent check of a plan, from its records alone; it shares no code with the stages that made the plan."""

from laborcoop.planning.verification.verify import verify

__all__ = ["verify"]
