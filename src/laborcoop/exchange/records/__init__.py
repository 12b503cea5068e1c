"""Every record of the domain as JSON, and back: see the page "Records as JSON"."""

from laborcoop.exchange.records.document import JsonDocument, read_json, read_records, write_json, write_records

__all__ = ["JsonDocument", "read_json", "read_records", "write_json", "write_records"]
