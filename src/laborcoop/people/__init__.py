"""Who travels: workers, their households and their dated flags."""

from laborcoop.kernel.education import Education
from laborcoop.people.worker import Flag, FlagKind, Worker

__all__ = ["Education", "Flag", "FlagKind", "Worker"]
