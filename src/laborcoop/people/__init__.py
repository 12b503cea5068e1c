"""Who travels: workers, their households and their dated flags."""

from laborcoop.people.worker import Education, Flag, FlagKind, Worker

__all__ = ["Education", "Flag", "FlagKind", "Worker"]
