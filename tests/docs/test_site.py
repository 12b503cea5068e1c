"""What the documentation site is built from: every page, every public name, and links that lead somewhere."""

from __future__ import annotations

import pkgutil
import posixpath
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import laborcoop

ROOT = Path(__file__).parents[2]
CHINESE = ".zh-CN.md"
PACKAGES = ["laborcoop"] + [
    f"laborcoop.{found.name}"
    for found in pkgutil.iter_modules(laborcoop.__path__)
    if found.ispkg and found.name != "cli"
]
Script = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def pages(script: Script) -> dict[str, str]:
    made: dict[str, str] = script("site_tree").site_pages()
    return made


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_in_the_reference_where_it_is_defined(
    script: Script, pages: dict[str, str], package: str
) -> None:
    reference = script("site_reference")
    page = pages[reference.page_of(package)]
    given = import_module(package)
    for name in getattr(given, "__all__", ()):
        if name == "__version__":
            continue
        module, _, last = reference.full_name(package, name).rpartition(".")
        assert getattr(import_module(module), last) is getattr(given, name), name
        assert f"[`{name}`][{module}.{last}]" in page
        assert f"\n::: {module}\n" in pages[reference.page_of(reference.package_of(module))]


def test_every_module_is_in_the_reference_once_but_for_the_command_line(pages: dict[str, str]) -> None:
    told = [module for text in pages.values() for module in re.findall(r"^::: (\S+)$", text, flags=re.MULTILINE)]
    there = {"laborcoop", *(found.name for found in pkgutil.walk_packages(laborcoop.__path__, "laborcoop."))}
    assert sorted(told) == sorted(m for m in there if not m.startswith(("laborcoop.cli", "laborcoop.__main__")))


def test_every_page_of_the_documentation_is_in_the_site(script: Script, pages: dict[str, str]) -> None:
    tree = script("site_tree")
    files = [*(ROOT / "docs").glob("**/*.md"), *(ROOT / "examples").glob("*/*.md")]
    written = [path.relative_to(ROOT).as_posix() for path in files]
    assert [path for path in written if tree.site_path(path) not in pages] == []
    assert {"index.md", "index.zh-CN.md", "reference/rules/WK-01.md", "reference/rules/WK-01.zh-CN.md"} <= set(pages)


def _leaves(entries: object) -> Iterator[str]:
    match entries:
        case str():
            yield entries
        case dict():
            for inside in entries.values():
                yield from _leaves(inside)
        case list():
            for inside in entries:
                yield from _leaves(inside)


def test_every_page_is_in_the_navigation_once(script: Script, pages: dict[str, str]) -> None:
    listed = list(_leaves(script("site_navigation").navigation(pages)))
    assert sorted(listed) == sorted(page for page in pages if not page.endswith(CHINESE))


def test_a_page_of_which_nobody_has_thought_is_refused_by_the_navigation(script: Script) -> None:
    with pytest.raises(ValueError, match=r"elsewhere/page\.md"):
        script("site_navigation").navigation({"index.md": "", "elsewhere/page.md": "# A page"})


def test_a_chinese_page_has_its_english_one(pages: dict[str, str]) -> None:
    chinese = [page for page in pages if page.endswith(CHINESE)]
    assert chinese
    assert [page for page in chinese if page.replace(CHINESE, ".md") not in pages] == []


def test_the_links_lead_to_pages_and_places_of_the_site(pages: dict[str, str]) -> None:
    pictures = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("**/*.svg")}
    lost = []
    for page, text in pages.items():
        prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", prose):
            goal, _, anchor = target.partition("#")
            full = posixpath.normpath(posixpath.join(posixpath.dirname(page), goal))
            there = pages.get(full, "" if full in pictures else None)
            module_is_told = not anchor.startswith("laborcoop") or f"\n::: {anchor}\n" in (there or "")
            if there is None or not module_is_told:
                lost.append(f"{page}: {target}")
    assert lost == []


@pytest.mark.parametrize(
    ("path", "written", "expected"),
    [
        ("docs/how-to/check.md", "# Check\n\n[中文](check.zh-CN.md)\n\nText.", "# Check\n\n\nText."),
        ("docs/how-to/check.md", "[rule](../reference/rules/WK-01.md)", "[rule](../reference/rules/WK-01.md)"),
        (
            "docs/how-to/check.zh-CN.md",
            "[规则](../reference/rules/zh-CN/WK-01.md)、[表](../reference/rules.zh-CN.md)",
            "[规则](../reference/rules/WK-01.md)、[表](../reference/rules.md)",
        ),
        (
            "docs/reference/rules/zh-CN/WK-01.md",
            "由 `make` 生成。[English](../WK-01.md) · [全部规则](../../rules.zh-CN.md)",
            "由 `make` 生成。[全部规则](../rules.md)",
        ),
        ("README.md", "[how](docs/how-to/check.md#run)", "[how](how-to/check.md#run)"),
        ("README.md", "the [example](examples/spring-return/README.md)", "the [example](examples/spring-return.md)"),
        (
            "examples/service/README.md",
            "[中文](README.zh-CN.md)\n[out](../../docs/how-to/export.md)",
            "[out](../how-to/export.md)",
        ),
        ("README.md", "the [pack](examples/rse_pack.py)", "the pack"),
        ("README.md", "[far](https://example.org/a.md) and [here](#install)", None),
        ("docs/benchmarks.md", "![times](benchmarks-allocation.svg)", None),
        (
            "docs/reference/glossary.md",
            "[`Worker`](../../src/laborcoop/people/worker.py)",
            "[`Worker`](python/laborcoop.people.md#laborcoop.people.worker)",
        ),
        (
            "docs/architecture.md",
            "[allocation](../src/laborcoop/allocation/__init__.py)",
            "[allocation](reference/python/laborcoop.allocation.md#laborcoop.allocation)",
        ),
        ("docs/architecture.md", "[main](../src/laborcoop/cli/plan.py)", "main"),
        ("docs/how-to/check.md", "```python\nx = a[0](check.zh-CN.md)\n```", None),
    ],
)
def test_links_are_rewritten_for_the_site(script: Script, path: str, written: str, expected: str | None) -> None:
    assert script("site_tree").rewritten(written, path) == (written if expected is None else expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("每个数字都注明法条，\n数字都带单位", "每个数字都注明法条，数字都带单位"),
        ("各县的数字\n不能直接相加", "各县的数字不能直接相加"),
        ("珠海与怒江的\n**劳务协作**\n和[示例](a.md)\n一起", "珠海与怒江的**劳务协作**和[示例](a.md)一起"),
        ("见下文。\n[计划](a.md)，\n`plan.json`\n（文件）", "见下文。[计划](a.md)，`plan.json`（文件）"),
        ("- 第一项，\n  接着写。\n- 第二项。\n1. 甲。\n2. 乙", "- 第一项，接着写。\n- 第二项。\n1. 甲。\n2. 乙"),
        ("共有 3\n人，用 Python\n写成", None),
        ("**结果**\nof words", None),
        ("段落。\n\n另一段", None),
        ("标题：\n# 一\n> 引用。\n| 表。|\n<!-- 说明。 -->", None),
        ("两行  \n分开", None),
        ("English, and\nmore (see\nbelow).", None),
        ("```text\n第一行，\n第二行\n```", None),
        ("说明，\n续。\n\n```text\n甲，\n乙\n```", "说明，续。\n\n```text\n甲，\n乙\n```"),
    ],
)
def test_no_blank_stands_within_chinese_where_a_line_of_the_source_ends(
    script: Script, written: str, expected: str | None
) -> None:
    assert script("site_tree").rewritten(written, "docs/how-to/check.zh-CN.md") == (expected or written)


def test_no_list_table_or_heading_is_lost_where_lines_are_joined(script: Script, pages: dict[str, str]) -> None:
    begun = re.compile(r"^ *(?:[-*+]|\d+[.)]|#+|>) |^ *[|<]", re.MULTILINE)
    for path in [*ROOT.glob("docs/how-to/*.md"), *ROOT.glob("docs/tutorial/*.md"), *ROOT.glob("README*.md")]:
        within = path.relative_to(ROOT).as_posix()
        given, made = path.read_text("utf-8"), pages[script("site_tree").site_path(within)]
        assert len(begun.findall(given)) == len(begun.findall(made)), within


def test_the_chinese_index_of_a_package_has_the_titles_of_its_records(pages: dict[str, str]) -> None:
    index = pages["reference/python/laborcoop.people.zh-CN.md"]
    english = "../../../reference/python/laborcoop.people.html#laborcoop.people.worker.Worker"
    assert f'- <a href="{english}"><code>Worker</code></a>：务工人员' in index
    assert "## `laborcoop.people.worker` { #laborcoop.people.worker }" in index


def test_a_field_of_which_nothing_is_said_is_sought_at_its_class(script: Script) -> None:
    page = "reference/python/laborcoop.people.html#laborcoop.people.worker"
    field = {"title": "sex  <code>instance-attribute</code>", "text": "<pre><code>sex: Sex</code></pre>"}
    entries = [
        {"location": f"{page}.Worker", "title": "Worker", "text": "<p>A worker.</p>"},
        {"location": f"{page}.Worker.sex", **field},
        {"location": f"{page}.Worker.born", **field, "text": "<p>The day of birth.</p>"},
        {"location": f"{page}.LIMIT", **field},
        {"location": "how-to/check.html#sex", **field},
    ]
    assert script("site_search").lighter(entries) == [
        {"location": f"{page}.Worker", "title": "Worker", "text": "<p>A worker.</p> <code>sex</code>"},
        *entries[2:],
    ]
