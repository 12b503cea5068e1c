"""plan.json: written from a document, and read back strictly."""

from __future__ import annotations

from pathlib import Path

from laborcoop.errors import DocumentError
from laborcoop.exchange.document import FORMAT, VERSION, PlanDocument
from laborcoop.exchange.structuring import read_document, write_document
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Text


def plan_json(document: PlanDocument) -> str:
    """The document as JSON text: sorted keys, the same bytes for the same document.

    Raises:
        DocumentError: a text in it cannot be written as JSON.
    """
    return write_document(document)


def read_plan_document(source: Path | str) -> PlanDocument:
    """Read plan.json: from the file if ``source`` is a `Path`, else ``source`` is the text.

    Nothing is coerced. Fields that this release does not know are kept, and `PlanDocument.unknown` names them.

    Raises:
        InvalidValue: ``source`` is neither a path nor a text.
        DocumentError: ``source`` cannot be read; with every fault and its path.
    """
    check_arguments("read_plan_document", (("source", source, Path | str | bytes),))
    text = read_text(source) if isinstance(source, Path) else source
    return read_document(text, PlanDocument, FORMAT, VERSION)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without BOM.

    Raises:
        DocumentError: there is no such file, or it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (
            Text("不是 UTF-8", "it is not UTF-8") if isinstance(error, ValueError) else Text.same(type(error).__name__)
        )
    # Raised outside the handler: a decoding error holds the whole file.
    raise DocumentError(Text("读不出 {file}：{why}", "{file} cannot be read: {why}").format(file=path.name, why=why))
