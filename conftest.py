"""Every code block of the documentation runs: Python blocks of the pages, examples of the docstrings."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

pages = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["*.md"],
    excludes=["CHANGELOG.md", "docs/reference/rules/*"],  # the rules' pages, two for each, hold no code
)
docstrings = Sybil(
    parsers=[DocTestParser()], patterns=["*.py"], excludes=["conftest.py", "tests/*", "examples/*", "docs/*"]
)

pytest_collect_file = (pages + docstrings).pytest()

# How fast examples are made depends on what else the machine is doing: no test fails for that.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")
