"""`laborcoop schema`: the JSON Schema of the documents that the library reads and writes, and of every record."""

from __future__ import annotations

from laborcoop.cli.console import Console
from laborcoop.exchange.records.classes import record_classes
from laborcoop.exchange.records.schema import record_schema
from laborcoop.exchange.schema import SCHEMAS
from laborcoop.exchange.strict_json import json_text


def run_schema(console: Console, document: str | None) -> int:
    """Print the schema of a document or of a class of records, or all documents' by their names; the exit status."""
    console.out.write(json_text(_schema(document)))
    return 0


def _schema(document: str | None) -> object:
    if document is None:
        return {name: schema() for name, schema in SCHEMAS.items()}
    if document in SCHEMAS:
        return SCHEMAS[document]()
    return record_schema(record_classes()[document])
