"""Loading JSON side by side, in turn in one run: ``python benchmarks/records/json_loading.py`` writes its page.

The same 20 000 people (sixteen fields, records within) from JSON text to objects, by: cattrs as it is by default, which
coerces, over plain attrs classes with the same validators; this library, strict, every fault collected, over records;
the same with msgspec as its parser (extra ``fast``); pydantic models; msgspec over the plain attrs classes, which stops
at the first fault and lets unknown fields pass. Processor time, the best of the rounds; ratios are to cattrs.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from attrs import asdict
from cattrs import Converter
from classes import Person, PersonModel, PlainPerson, people
from pydantic import TypeAdapter

from laborcoop.exchange.records.desk import Reading
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.strict_json import parse_json

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-records.md"
COUNT = 20_000
ROUNDS = 3
LEAST = 0.9
"""Of cattrs' default speed."""

HEAD = """# Benchmarks of loading records

Written by `python benchmarks/records/json_loading.py`; do not edit. One run on {cores} cores, {system}, CPython
{python}: {count} people of sixteen fields with records within, all ways in turn, processor time, the best of {rounds}
rounds. Ratios are to cattrs as it is by default, which turns `7` into `"7"`; wanted: at least {least}.

"""


def _cattrs() -> Converter:
    converter = Converter()
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    return converter


def _ours(value: object) -> tuple[Person, ...]:
    reading = Reading()
    read: Any = form_of(tuple[Person, ...]).read(value, None, reading)
    assert not reading.faults
    return tuple(read)


def _measured(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The best processor time of each way, in seconds."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.process_time()
            way()
            best[name] = min(best[name], time.process_time() - start)
    return best


def _table(title: str, times: dict[str, float]) -> str:
    base = next(iter(times.values()))
    lines = [f"## {title}\n", "| | objects a second | ratio |", "|---|---|---|"]
    lines += [f"| {name} | {COUNT / seconds:,.0f} | {base / seconds:.2f} |" for name, seconds in times.items()]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page, measured now."""
    plain = people(COUNT)
    text = json.dumps(plain, ensure_ascii=False)
    broken = json.dumps([{**one, "id": 7, "born": "?"} if i % 40 == 0 else one for i, one in enumerate(plain)])
    data = text.encode()
    converter, models = _cattrs(), TypeAdapter(list[PersonModel])
    theirs = converter.structure(plain, list[PlainPerson])
    assert theirs == msgspec.json.decode(data, type=list[PlainPerson])
    assert list(map(asdict, theirs)) == [asdict(one) for one in _ours(plain)]

    def faults() -> int:
        reading = Reading()
        form_of(tuple[Person, ...]).read(parse_json(broken), None, reading)
        return len(reading.faults)

    assert faults() == COUNT // 40 * 2
    from_text = _measured(
        {
            "cattrs, default": lambda: converter.structure(json.loads(text), list[PlainPerson]),
            "laborcoop": lambda: _ours(parse_json(text)),
            "laborcoop, `fast`": lambda: _ours(parse_json(text, fast=True)),
            "laborcoop, one object in forty with two faults, all collected": faults,
            "pydantic": lambda: models.validate_json(text),
            "msgspec": lambda: msgspec.json.decode(data, type=list[PlainPerson]),
        }
    )
    parsed = _measured(
        {
            "cattrs, default": lambda: converter.structure(plain, list[PlainPerson]),
            "laborcoop": lambda: _ours(plain),
            "pydantic": lambda: models.validate_python(plain),
            "msgspec": lambda: msgspec.convert(plain, list[PlainPerson]),
        }
    )
    head = HEAD.format(
        cores=os.cpu_count(),
        system=platform.system(),
        python=platform.python_version(),
        count=COUNT,
        rounds=ROUNDS,
        least=LEAST,
    )
    return head + _table("From text", from_text) + "\n" + _table("From parsed JSON", parsed)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
