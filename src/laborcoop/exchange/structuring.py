"""Documents to JSON and back, by the form of their classes: nothing coerced, each fault with its path, all at once.

What a document holds beyond its fields is kept in ``Entry.extra``.
"""

from __future__ import annotations

from typing import TypeVar

from laborcoop.errors import DocumentError
from laborcoop.exchange.entries import Entry
from laborcoop.exchange.records.desk import Reading, Writing, worded
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.strict_json import json_text, parse_json, unreadable
from laborcoop.kernel.text import Text

Document = TypeVar("Document", bound=Entry)


def write_document(document: Entry) -> str:
    """A document as JSON text, the same bytes for the same document. It is masked already, or is not to be.

    Raises:
        DocumentError: a value in it cannot be written as JSON.
    """
    writing = Writing(reveal=True)
    written = form_of(type(document)).write(document, None, writing)
    if writing.faults:
        raise DocumentError(Text("无法写成 JSON", "this cannot be written as JSON"), worded(writing.faults))
    return json_text(written)


def read_document(text: str, kind: type[Document], document_format: str, version: int) -> Document:
    """Read a document.

    Args:
        text: JSON.
        kind: the class of the document.
        document_format: what its ``format`` must say.
        version: the latest version that this release reads.

    Raises:
        DocumentError: it cannot be read; with every fault and its path.
    """
    content = parse_json(text)
    written, newer = (content.get("format"), content.get("version")) if isinstance(content, dict) else (None, None)
    if written == document_format and type(newer) is int and newer > version:
        raise unreadable(
            Text(
                "version：这是第 {newer} 版，本程序只能读到第 {version} 版，请升级",
                "version: this is version {newer}, and this release can read up to {version}: upgrade it",
            ).format(newer=newer, version=version)
        )
    reading = Reading()
    document = form_of(kind).read(content, None, reading)
    if reading.faults or not isinstance(document, kind):
        raise unreadable(*worded(reading.faults))
    return document
