"""The worked example on Dask runs as its page says: a cluster of two workers, a certified gap, a sound check."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "examples" / "allocation-in-parts" / "allocate_on_dask.py"


def test_two_workers_of_a_cluster_come_within_the_gap() -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    command = [sys.executable, str(SCRIPT), "--people", "1600", "--posts", "40"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)  # noqa: S603 - our script
    found = re.search(r"^certified gap ([\d.]+)% \((certified|proved);", done.stdout, re.MULTILINE)
    assert found is not None, done.stdout
    assert float(found[1]) <= 0.1
    placed, nowhere = map(int, re.findall(r"^(\d+) placed, (\d+) nowhere", done.stdout, re.MULTILINE)[0])
    assert placed + nowhere == 1600
    assert done.stdout.endswith("checked on the cluster: sound\n")
