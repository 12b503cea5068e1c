"""Measure, and write the tables of docs/benchmarks.md: ``python benchmarks/tables.py``."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import import_time
import spring_return

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `python benchmarks/tables.py` (`make benchmarks`); do not edit. One run on {machine}. Ratios compare what was
measured in turn in that run. Reading rosters is measured by itself, by `python benchmarks/exchange/roster.py`.

## The example

`python benchmarks/spring_return.py`: `laborcoop plan examples/spring-return` in a fresh process, reading, checking,
planning, verifying and writing included.

| | measured | wanted |
|---|---|---|
| time | {seconds:.1f} s | about {limit_seconds} s on two cores |
| memory, at the most | {peak:.0f} MiB | under {limit_memory} MiB |

## Importing

`python benchmarks/import_time.py`: fresh processes in turn.

| | time | ratio | wanted |
|---|---|---|---|
"""


def page() -> str:
    """The page, measured now."""
    seconds, peak = spring_return.main(3)
    medians = import_time.main(25)
    base = next(iter(medians.values()))
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    text = HEAD.format(
        machine=machine,
        seconds=seconds,
        peak=peak,
        limit_seconds=spring_return.SECONDS,
        limit_memory=spring_return.MEBIBYTES,
    )
    for name, median in medians.items():
        wanted = f"at most {import_time.MOST}" if name == "laborcoop" else ""
        text += f"| {name} | {median:.0f} ms | {median / base:.2f} | {wanted} |\n"
    return text + others()


def others() -> str:
    """The pages that other benchmarks have written, each by its heading."""
    lines = [
        f"- [{page.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}]({page.name})\n"
        for page in sorted(PAGE.parent.glob("benchmarks-*.md"))
    ]
    return "\n## More\n\n" + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
