"""A strategy for every class: valid, varied, and there for whoever installs the library."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module, reload
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

import laborcoop.cli
from laborcoop.employers.contract import ContractKind, LaborContract
from laborcoop.errors import InvalidValue
from laborcoop.journey import EarlyEnd, Journey, Registration
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import LONGEST_ID, WorkerId, is_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.testing import record_classes, records
from laborcoop.testing.classes import own_records
from laborcoop.testing.entry_point import register
from laborcoop.transfer import Convoy, Leg, Vehicle

_SOME = settings(max_examples=3, deadline=None, phases=[Phase.generate], derandomize=True, database=None)
_MANY = settings(max_examples=2000, phases=[Phase.generate], derandomize=True, database=None)


@pytest.fixture(autouse=True, scope="module")
def _hypothesis_has_read_the_sources() -> None:
    """Its first draw of a process reads all sources for constants: in a checkout that takes a second of its own."""
    find(st.lists(st.integers(), min_size=300), bool, settings=_MANY)


@pytest.mark.parametrize("kind", record_classes(), ids=lambda kind: f"{kind.__module__[10:]}.{kind.__name__}")
def test_every_class_has_valid_values_under_the_health_checks_and_equal_ones_have_equal_hashes(
    kind: type[Record],
) -> None:
    @_SOME
    @given(records(kind))
    def values_are_of_the_class_and_a_copy_adds_nothing_to_a_set(value: Record) -> None:
        assert type(value) is kind
        assert {value, copy.copy(value)} == {value}

    values_are_of_the_class_and_a_copy_adds_nothing_to_a_set()


def test_no_class_is_left_out() -> None:
    listed = set(record_classes())
    assert {Worker, Text, Period, Leg} <= listed
    public = {kind for kind in _below(Record) if not kind.__name__.startswith("_")}
    assert {kind for kind in public if kind.__module__.startswith("laborcoop.")} == listed


def _below(kind: type[Record]) -> set[type[Record]]:
    found = set()
    for below in kind.__subclasses__():
        # attrs makes a slotted class of the one that was written; only the one that the module holds counts.
        held = getattr(sys.modules[below.__module__], below.__name__, None) is below
        found |= ({below} if held else set()) | _below(below)
    return found


def _even(_instance: object, _attribute: object, value: int) -> None:
    if value % 2:
        raise InvalidValue(Text("应为偶数", "an even number"))


def test_a_class_that_is_added_has_a_strategy_by_its_annotations() -> None:
    @frozen(kw_only=True)
    class Newcomer(Record):
        worker: WorkerId
        spell: Period
        notes: tuple[str, ...] = ()
        score: int = field(default=0, validator=_even)

    # Annotations are resolved in the class's module, as for every class of the library.
    Newcomer.__annotations__.update(worker=WorkerId, spell=Period, notes=tuple[str, ...], score=int)
    newcomer = find(records(Newcomer), lambda made: made.score > 0 and len(made.notes) > 1, settings=_MANY)
    assert is_id(newcomer.worker)
    assert newcomer.score % 2 == 0


def test_a_class_that_refuses_everything_draws_nothing() -> None:
    @frozen
    class Impossible(Record):
        value: int = field(validator=_refuse)

    Impossible.__annotations__.update(value=int)
    with pytest.raises(Unsatisfiable):
        find(records(Impossible), bool, settings=_SOME)


def _refuse(_instance: object, _attribute: object, _value: int) -> None:
    raise InvalidValue(Text("不行", "no"))


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (Worker, lambda worker: worker.born.month == 2 and worker.born.day == 29),
        (Worker, lambda worker: worker.number.is_masked),
        (Worker, lambda worker: worker.phone is None and not worker.flags and worker.education is None),
        (ResidentNumber, lambda number: number.reveal().endswith("X")),
        (Period, lambda period: period.end is None),
        (Period, lambda period: period.end is not None and (period.end - period.start).days == 1),
        (Leg, lambda leg: leg.depart.hour == leg.depart.minute == 0),
        (Leg, lambda leg: len(leg.stops) > 2 and len(leg.drivers) > 1),
        (Vehicle, lambda vehicle: len(vehicle.carriages) > 1),
        (Text, lambda text: "{" in text.zh or "\n" in text.en),
        (Text, lambda text: text.zh == ""),
        (LaborContract, lambda contract: contract.kind is ContractKind.FIXED_TERM),
        (LaborContract, lambda contract: contract.kind is ContractKind.OPEN_ENDED and contract.term is not None),
        (Registration, lambda registration: registration.lowest_wage == 0),
        (Journey, lambda journey: journey.entered_factory_at is not None),
        (Journey, lambda journey: journey.end is not None and journey.end.how is EarlyEnd.HOSPITAL),
        (Journey, lambda journey: journey.end is not None and journey.end.how is EarlyEnd.NO_SHOW),
        (Convoy, lambda convoy: convoy.handed_over_at is not None),
        (Convoy, lambda convoy: convoy.confirmed_at is not None and convoy.cancelled_at is not None),
    ],
)
def test_edges_are_drawn(kind: type[Record], wanted: Callable[[Any], bool]) -> None:
    assert wanted(find(records(kind), wanted, settings=_MANY))


@_SOME
@given(st.lists(records(Worker), min_size=10, max_size=10))
def test_nobody_drawn_is_a_real_person(workers: list[Worker]) -> None:
    assert {worker.number.area.code for worker in workers} == {"533399"}


def test_a_type_of_ids_has_a_strategy_too() -> None:
    assert find(records(WorkerId), lambda worker: len(worker) == LONGEST_ID, settings=_MANY).startswith("W")


_USER = """
from hypothesis import Phase, find, settings, strategies as st
from laborcoop import Outcome, Worker
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName, Phone

for asked in (Worker, Outcome, Outcome[str], WorkerId, ResidentNumber, PersonName, Phone):
    print(type(find(st.from_type(asked), bool, settings=settings(phases=[Phase.generate]))).__name__)
"""


def _as_installed(script: str, site: Path) -> str:
    """Run a script where the entry point of pyproject.toml is installed, whatever else the environment holds."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = site / f"{project['name']}-{project['version']}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8")
    lines = [f"{name} = {target}" for name, target in project["entry-points"]["hypothesis"].items()]
    (metadata / "entry_points.txt").write_text("\n".join(["[hypothesis]", *lines, ""]), encoding="utf-8")
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(  # noqa: S603 - the interpreter that runs the tests, on a script written here
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_type_works_for_whoever_installs_the_library(tmp_path: Path) -> None:
    assert _as_installed(_USER, tmp_path).split() == [
        "Worker",
        "Outcome",
        "Outcome",
        "str",
        "ResidentNumber",
        "PersonName",
        "Phone",
    ]


def test_whoever_imports_hypothesis_alone_imports_next_to_nothing_of_the_library(tmp_path: Path) -> None:
    script = "import sys, hypothesis\nprint(*sorted(name for name in sys.modules if name.startswith('laborcoop')))"
    assert _as_installed(script, tmp_path).split() == [
        "laborcoop",
        "laborcoop.testing",
        "laborcoop.testing.entry_point",
    ]


def test_records_are_entered_when_their_module_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    register()
    register()  # as where the library is installed, and hypothesis has run it already
    assert type(find(st.from_type(Worker), bool, settings=_MANY)) is Worker
    watch = sys.meta_path[0]
    assert watch.find_spec("json", None) is None
    assert watch.find_spec("laborcoop.no_such_module", laborcoop.__path__) is None
    reload(laborcoop.cli)  # a module that holds nothing, imported anew through the watch


def test_a_module_s_own_records_are_entered_and_no_others() -> None:
    assert own_records(import_module("laborcoop.people.worker"))[-1] is Worker
    assert own_records(import_module("laborcoop.people")) == []
