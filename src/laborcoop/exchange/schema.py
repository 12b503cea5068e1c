"""JSON Schema (2020-12) of the documents, made from their classes; titles in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from laborcoop.exchange.case_schema import case_schema
from laborcoop.exchange.document import PlanDocument
from laborcoop.exchange.entries import Entry
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.records.record_form import RecordForm
from laborcoop.exchange.records.schema import DIALECT, records_schema
from laborcoop.exchange.report.figures_document import FiguresDocument
from laborcoop.exchange.workers_document import WorkersDocument
from laborcoop.kernel.text import Text

_ALWAYS = ("format", "version")


def document_schema(kind: type[Entry], title: Text) -> dict[str, object]:
    """The schema of a document: its own fields, and a definition for each class of entry below it.

    Fields beyond those named are allowed: a reader keeps them.
    """
    definitions: dict[str, object] = {}
    form = RecordForm(kind, form_of)
    whole = form.object_schema(definitions, masked=False)
    required = [slot.key for slot in form.slots if slot.required or slot.key in _ALWAYS]
    return {"$schema": DIALECT, **whole, "title": str(title), "required": required, "$defs": definitions}


def _plan_schema() -> dict[str, object]:
    return document_schema(PlanDocument, Text("返岗计划 plan.json", "a planned return, plan.json"))


def _figures_schema() -> dict[str, object]:
    return document_schema(FiguresDocument, Text("年终报表的数字 figures.json", "figures of a report, figures.json"))


def _workers_schema() -> dict[str, object]:
    return document_schema(WorkersDocument, Text("务工人员 workers.json", "workers of rosters, workers.json"))


def _case_schema() -> dict[str, object]:
    return {"$schema": DIALECT, **case_schema()}


SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = {
    "case.toml": _case_schema,
    "figures.json": _figures_schema,
    "plan.json": _plan_schema,
    "records.json": records_schema,
    "workers.json": _workers_schema,
}
"""Each document by the name of its file."""

WRITTEN_AS: Mapping[str, str] = {
    "Case": "case.toml",
    "Figures": "figures.json",
    "FiguresDocument": "figures.json",
    "PlanDocument": "plan.json",
    "ReturnPlan": "plan.json",
    "RosterResult": "workers.json",
    "WorkersDocument": "workers.json",
    "YearEndReport": "figures.json",
}
"""The classes that are no records of one value, each with the document in which it is written."""
