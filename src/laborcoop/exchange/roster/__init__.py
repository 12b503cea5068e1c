"""Messy rosters (花名册) in: workers, registrations and findings out, every row accounted for."""

from laborcoop.exchange.roster.alone import Alone, Details
from laborcoop.exchange.roster.front import read_roster, stream_roster
from laborcoop.exchange.roster.gathered import Gathered, rosters_in
from laborcoop.exchange.roster.known import Batch, Known
from laborcoop.exchange.roster.outcome import Counts, Outcome, RefusedRow, Repeated, Taken
from laborcoop.exchange.roster.read import RosterResult, read_rosters
from laborcoop.exchange.roster.rows import OriginalRow
from laborcoop.exchange.roster.settle import Merge
from laborcoop.exchange.roster.stream import RosterStream, stream_rosters
from laborcoop.exchange.roster.unread import UnreadFile

__all__ = [
    "Alone",
    "Batch",
    "Counts",
    "Details",
    "Gathered",
    "Known",
    "Merge",
    "OriginalRow",
    "Outcome",
    "RefusedRow",
    "Repeated",
    "RosterResult",
    "RosterStream",
    "Taken",
    "UnreadFile",
    "read_roster",
    "read_rosters",
    "rosters_in",
    "stream_roster",
    "stream_rosters",
]
