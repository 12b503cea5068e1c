"""`laborcoop schema`: the JSON Schema of the documents that the library reads and writes."""

from __future__ import annotations

from laborcoop.cli.console import Console
from laborcoop.exchange.schema import SCHEMAS
from laborcoop.exchange.strict_json import json_text


def run_schema(console: Console, document: str | None) -> int:
    """Print one schema, or all of them by the name of the document; the exit status."""
    made = {name: schema() for name, schema in SCHEMAS.items()}
    console.out.write(json_text(made if document is None else made[document]))
    return 0
