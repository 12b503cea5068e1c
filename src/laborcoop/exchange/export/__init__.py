"""Tables out: records of any class, plans, postings and counts, by one function. See the page "Tables out"."""

from laborcoop.exchange.export.counts import count_table
from laborcoop.exchange.export.placements import Placement, placements
from laborcoop.exchange.export.postings import JobPosting, job_postings
from laborcoop.exchange.export.table import Table, table_of
from laborcoop.exchange.export.write import table_bytes, write_table

__all__ = [
    "JobPosting",
    "Placement",
    "Table",
    "count_table",
    "job_postings",
    "placements",
    "table_bytes",
    "table_of",
    "write_table",
]
