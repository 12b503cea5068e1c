"""Every code block of the documentation runs: Python blocks of the pages, examples of the docstrings."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import HealthCheck, settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser


class Docstrings(PythonDocStringDocument):
    """The docstrings of a module; most modules have no examples, which is seen without looking for its docstrings."""

    @staticmethod
    def extract_docstrings(python_source_code: str) -> Iterator[tuple[int, int, str]]:
        """Where the docstrings are, if one of them holds an example."""
        if ">>>" in python_source_code:
            yield from PythonDocStringDocument.extract_docstrings(python_source_code)


pages = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["*.md"],
    excludes=["CHANGELOG.md", "docs/reference/rules/*"],  # the rules' pages, two for each, hold no code
)
docstrings = Sybil(
    parsers=[DocTestParser()],
    patterns=["*.py"],
    excludes=["conftest.py", "tests/*", "examples/*", "docs/*"],
    document_types={".py": Docstrings},
)

pytest_collect_file = (pages + docstrings).pytest()

# How fast examples are made depends on what else the machine is doing: no test fails for that.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")
