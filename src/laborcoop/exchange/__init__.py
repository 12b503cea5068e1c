"""Reading and writing: the case folder, rosters, workbooks, JSON. Values or findings with their place, never less.

The names load when they are first used; `charts` is a module and needs no other name.
"""

from typing import TYPE_CHECKING

from laborcoop.exchange import charts as charts  # a module: it has its name by being imported
from laborcoop.kernel.lazy import lazy

if TYPE_CHECKING:
    from laborcoop.exchange.case import load_case
    from laborcoop.exchange.document import PlanDocument
    from laborcoop.exchange.export import count_table, job_postings, placements, write_table
    from laborcoop.exchange.plan_files import write_plan
    from laborcoop.exchange.plan_json import read_plan_document
    from laborcoop.exchange.records import JsonDocument, read_json, read_records, write_json, write_records
    from laborcoop.exchange.report import write_report
    from laborcoop.exchange.roster import RosterResult, read_roster, stream_roster
else:  # hidden from type checkers, for whom a module with `__getattr__` has every name
    __getattr__ = lazy(
        __name__,
        {
            "case": "load_case",
            "document": "PlanDocument",
            "export": "count_table job_postings placements write_table",
            "plan_files": "write_plan",
            "plan_json": "read_plan_document",
            "records": "JsonDocument read_json read_records write_json write_records",
            "report": "write_report",
            "roster": "RosterResult read_roster stream_roster",
        },
    )


__all__ = [
    "JsonDocument",
    "PlanDocument",
    "RosterResult",
    "count_table",
    "job_postings",
    "load_case",
    "placements",
    "read_json",
    "read_plan_document",
    "read_records",
    "read_roster",
    "stream_roster",
    "write_json",
    "write_plan",
    "write_records",
    "write_report",
    "write_table",
]


def __dir__() -> list[str]:
    return __all__
