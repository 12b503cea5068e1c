"""Sources: what a finding cites, with its mark where the law itself was not read."""

from __future__ import annotations

import pytest

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, Document, Mark, documents

LAW = Document("L1", Text("劳动法", "Labour Law"), "2018-12-29")
WHY = Text("一人一号", "a number belongs to one person")


@pytest.mark.parametrize(
    ("citation", "zh", "en"),
    [
        (Citation(LAW, "15"), "《劳动法》第15条", "Labour Law, art. 15"),
        (Citation(LAW), "《劳动法》", "Labour Law"),
        (Citation(LAW, "62(7)"), "《劳动法》第62条第（7）项", "Labour Law, art. 62(7)"),
        (Citation(LAW, "26-31"), "《劳动法》第26条至第31条", "Labour Law, arts 26-31"),
        (Citation(LAW, "F087–F091"), "《劳动法》F087–F091", "Labour Law, F087–F091"),
        (Citation(LAW, "15", Mark.SECONDARY), "《劳动法》第15条 [V2]", "Labour Law, art. 15 [V2]"),
        (Citation(LAW, "", Mark.UNVERIFIED), "《劳动法》 [U]", "Labour Law [U]"),
        (Convention(WHY), "惯例：一人一号", "convention: a number belongs to one person"),
        (Convention(WHY, Mark.SECONDARY), "惯例：一人一号 [V2]", "convention: a number belongs to one person [V2]"),
        (Convention(WHY, Mark.UNVERIFIED), "惯例：一人一号 [U]", "convention: a number belongs to one person [U]"),
    ],
)
def test_a_source_says_its_mark_unless_it_was_read(citation: Citation | Convention, zh: str, en: str) -> None:
    assert citation.text() == Text(zh, en)


def test_a_document_shows_its_name_in_both_languages() -> None:
    assert str(LAW) == "Labour Law / 劳动法"


def test_no_two_documents_have_one_name_and_version() -> None:
    known = [value for value in vars(documents).values() if isinstance(value, Document)]
    assert len({(document.name, document.version) for document in known}) == len(known) > 20


def test_every_document_has_a_key_and_a_name_in_both_languages() -> None:
    for document in (value for value in vars(documents).values() if isinstance(value, Document)):
        assert document.key
        assert document.name.zh
        assert document.name.en
