"""Messy rosters (花名册) in: workers, registrations and findings out, every row accounted for."""

from laborcoop.exchange.roster.known import Batch, Known
from laborcoop.exchange.roster.read import RosterResult, read_rosters
from laborcoop.exchange.roster.settle import Merge

__all__ = ["Batch", "Known", "Merge", "RosterResult", "read_rosters"]
