"""All the files of a plan, written into one folder."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.itineraries_csv import itineraries_csv
from laborcoop.exchange.manifest import manifests_xlsx
from laborcoop.exchange.page import render_page
from laborcoop.exchange.plan_document import plan_document
from laborcoop.exchange.plan_json import plan_json
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Locale
from laborcoop.planning.plan import ReturnPlan
from laborcoop.rulebook import Finding


def write_plan(
    plan: ReturnPlan, folder: str | Path, *, locale: Locale = "zh", reveal: bool = False, faults: Iterable[Finding] = ()
) -> tuple[Path, ...]:
    """Write plan.json, findings.csv, itineraries.csv, manifests.xlsx and index.html; the same plan, the same bytes.

    Everything is made before anything is written, so that a failure leaves no half of a plan.

    Args:
        plan: the plan.
        folder: where to; made if it is not there, files of the same names replaced.
        locale: the language of findings and manifests, and the one in which the page opens; it holds both.
        reveal: whether names and numbers stand in plan.json and the manifests; masked unless asked for.
        faults: what `ReturnPlan.verify` found.

    Returns:
        The files, in the order above.

    Raises:
        InvalidValue: ``plan`` is no plan, ``folder`` no path, or ``locale`` neither ``zh`` nor ``en``.
        MissingExtra: a package that writes one of them is not installed.
        OSError: the folder cannot be written to.
    """
    check_arguments("write_plan", (("plan", plan, ReturnPlan), ("folder", folder, str | PathLike)))
    faults = tuple(faults)
    contents = {
        "plan.json": plan_json(plan_document(plan, reveal=reveal, faults=faults)).encode(),
        "findings.csv": findings_csv(plan.findings + faults, locale),
        "itineraries.csv": itineraries_csv(plan),
        "manifests.xlsx": manifests_xlsx(plan, locale, reveal=reveal),
        "index.html": render_page(plan, locale, verified=faults).encode(),
    }
    return write_files(folder, contents)


def write_files(folder: str | Path, contents: dict[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, which is made if it is not there.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in contents)
