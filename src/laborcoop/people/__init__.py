"""Who travels: workers, their households and their dated flags."""

from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.people.worker import Flag, FlagKind, Worker

__all__ = ["Education", "Flag", "FlagKind", "PersonName", "Phone", "ResidentNumber", "Sex", "Worker"]
