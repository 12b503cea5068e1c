"""What `import laborcoop` does and does not do."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import laborcoop
import laborcoop.transfer

_HEAVY = (
    "cattrs",
    "docx",
    "hypothesis",
    "icalendar",
    "jinja2",
    "numpy",
    "ortools",
    "polars",
    "python_calamine",
    "pyvrp",
    "xlsxwriter",
)


_LAZY = (
    "laborcoop",
    *(
        f"laborcoop.{name}"
        for name in (
            "exchange",
            "journey",
            "kernel",
            "outreach",
            "planning",
            "retention",
            "testing",
            "training",
            "transfer",
        )
    ),
)
"""The packages whose names load when they are first used."""

_ENTITIES = "Worker, Employer, RecruitmentFair, Convoy, WorkStation, TrainingPlacement"


def _modules_after(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(  # noqa: S603 - the interpreter that runs the tests, on a script written here
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def _imported_for_types(package: ModuleType) -> dict[str, str]:
    tree = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.name: node.module or "" for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_importing_the_package_loads_none_of_its_parts_and_nothing_heavy() -> None:
    loaded = _modules_after("import laborcoop")
    assert {name for name in loaded if name.startswith("laborcoop")} == {"laborcoop"}
    assert not loaded & {*_HEAVY, "attrs", "attr", "dateutil"}


def test_every_public_name_together_still_loads_neither_a_solver_nor_hypothesis() -> None:
    loaded = _modules_after("import laborcoop\nfor name in laborcoop.__all__: getattr(laborcoop, name)")
    assert not loaded & set(_HEAVY) - {"cattrs"}


def test_a_star_import_gives_exactly_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from laborcoop import *", names)  # noqa: S102 - a star import is allowed at module level only
    assert sorted(set(names) - {"__builtins__"}) == sorted(laborcoop.__all__)


def test_the_records_of_the_field_load_neither_the_allocation_nor_whatever_plans_with_it() -> None:
    loaded = {name for name in _modules_after(f"from laborcoop import {_ENTITIES}") if name.startswith("laborcoop")}
    kept_out = ("allocation", "exchange", "hiring", "indicators", "packs", "planning")
    assert not [name for name in loaded if name.startswith(tuple(f"laborcoop.{package}" for package in kept_out))]
    every = sum(1 for _ in pkgutil.walk_packages(laborcoop.__path__, "laborcoop."))
    assert len(loaded) * 8 < every, sorted(loaded)


@pytest.mark.parametrize("package", [*map(import_module, _LAZY)], ids=_LAZY)
def test_a_name_is_the_object_that_type_checkers_see(package: ModuleType) -> None:
    for name, home in _imported_for_types(package).items():
        assert getattr(package, name) is getattr(import_module(home), name), name


@pytest.mark.parametrize("package", [*map(import_module, _LAZY)], ids=_LAZY)
def test_type_checkers_see_every_public_name_and_no_other(package: ModuleType) -> None:
    own = ["__version__"] if package is laborcoop else []
    assert sorted([*_imported_for_types(package), *own]) == sorted(package.__all__)
    assert dir(package) == sorted(package.__all__)


@pytest.mark.parametrize("package", [*map(import_module, _LAZY)], ids=_LAZY)
def test_no_module_hides_a_name_of_its_package(package: ModuleType) -> None:
    assert not {found.name for found in pkgutil.iter_modules(package.__path__)} & set(package.__all__)


def test_the_public_names_are_listed_once_in_order() -> None:
    assert laborcoop.__all__ == sorted(set(laborcoop.__all__))
    assert dir(laborcoop) == laborcoop.__all__


def test_a_name_that_is_not_there_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Wroker'") as raised:
        laborcoop.Wroker  # type: ignore[attr-defined]  # noqa: B018 - the point of the test
    assert raised.value.name == "Wroker"
    assert raised.value.obj is laborcoop
    with pytest.raises(AttributeError, match=r"'laborcoop\.transfer' has no attribute 'Convoi'") as raised:
        laborcoop.transfer.Convoi  # type: ignore[attr-defined]  # noqa: B018 - as above
    assert raised.value.name == "Convoi"


def test_the_version_is_that_of_the_installed_package() -> None:
    assert laborcoop.__version__.count(".") == 2


def test_what_documents_name_can_be_imported_from_its_package_and_is_what_the_library_gives() -> None:
    from laborcoop.exchange import charts, read_roster
    from laborcoop.kernel import Count
    from laborcoop.people import PersonName
    from laborcoop.planning import Case, plan_return
    from laborcoop.rulebook import Waiver

    assert (read_roster, charts) == (laborcoop.read_roster, laborcoop.charts)
    assert (Case, plan_return, Count) == (laborcoop.Case, laborcoop.plan_return, laborcoop.Count)
    assert PersonName is laborcoop.PersonName
    assert Waiver.__module__ == "laborcoop.rulebook.finding"


def test_the_kernel_loads_no_module_before_its_name_is_used() -> None:
    loaded = {name for name in _modules_after("import laborcoop.kernel") if name.startswith("laborcoop.kernel.")}
    assert loaded == {"laborcoop.kernel.lazy"}
