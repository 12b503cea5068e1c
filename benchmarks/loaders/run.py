"""Millions of damaged documents through the loaders: ``python benchmarks/loaders/run.py [MILLIONS] [SEED]``.

Whatever the damage, a loader answers with a value or with an error of the library's own; anything else is a fault,
shown with the seed that makes it again. The last figures stand in docs/mutated-inputs.md, which this writes.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from laborcoop.testing.loaders import loaders, outcome

PAGE = Path(__file__).parents[2] / "docs" / "mutated-inputs.md"
BATCH = 20_000
HEAD = """# Damaged documents

Written by `python benchmarks/loaders/run.py`; do not edit. Valid documents, each damaged by a seeded mutator
(`laborcoop.testing.mutations`: another type or shape, a field lost, doubled or renamed, hostile numbers and characters,
damaged text), and read. A loader may answer with a value or with an error of the library's own; a fault is anything
else.

Seed {seed}, {total} documents in {minutes:.0f} minutes on {cores} cores: **{faults}**.

| loader | documents | read | refused | faults |
|---|---|---|---|---|
"""


def batch(seed: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    """The outcomes of one batch by loader, and every fault with what makes it again."""
    random = Random(seed)
    known = loaders()
    names = sorted(known)
    counts: Counter[tuple[str, str]] = Counter()
    faults = []
    for number in range(BATCH):
        name = random.choice(names)
        said = outcome(known[name], random)
        kind = said if said in {"read", "refused"} else "faults"
        counts[name, kind] += 1
        if kind == "faults":
            faults.append(f"{name}: batch {seed}, document {number}: {said}")
    return counts, faults


def _counted(faults: list[str]) -> str:
    return "1 fault" if len(faults) == 1 else f"{len(faults)} faults"


def main(millions: float, seed: int) -> int:
    """Run the campaign, write the page, and give the number of faults."""
    batches = max(1, int(millions * 1_000_000) // BATCH)
    counts: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    began = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done, (some, wrong) in enumerate(pool.map(batch, range(seed, seed + batches)), start=1):
            counts += some
            for line in wrong:
                print(line, flush=True)
            faults += wrong
            if done % 50 == 0:
                print(f"{done * BATCH} documents, {_counted(faults)}", flush=True)
    minutes = (time.perf_counter() - began) / 60
    text = HEAD.format(
        seed=seed, total=f"{batches * BATCH:,}", minutes=minutes, cores=os.cpu_count(), faults=_counted(faults)
    )
    for name in sorted(loaders()):
        row = [counts[name, kind] for kind in ("read", "refused", "faults")]
        text += f"| {name} | {sum(row):,} | {row[0]:,} | {row[1]:,} | {row[2]:,} |\n"
    PAGE.write_text(text, encoding="utf-8")
    return len(faults)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(bool(main(float(given[0]) if given else 10, int(given[1]) if given[1:] else 1)))
