"""The reference of the site: a page for each package, with every public name of every module, from its docstrings.

Only the frame is written here; mkdocstrings fills it when the site is built, without importing the library.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
from pathlib import Path

import laborcoop
from laborcoop.errors import UnknownName
from laborcoop.exchange.titles import class_title

SOURCES = Path(laborcoop.__file__).parents[1]
FOLDER = "reference/python"
NOT_PUBLIC = frozenset({"laborcoop.cli", "laborcoop.__main__"})
"""The command line has a page of its own, and is not called from Python."""


def reference_pages() -> dict[str, str]:
    """The pages by their path in the site."""
    packages: dict[str, list[str]] = {}
    for module in modules():
        packages.setdefault(package_of(module), []).append(module)
    made = {}
    for package, inside in sorted(packages.items()):
        made[page_of(package)] = _text(package, inside)
        made[page_of(package).replace(".md", ".zh-CN.md")] = _chinese_text(package, inside)
    return made


@cache
def modules() -> tuple[str, ...]:
    """Every module of the library whose names are public."""
    found = []
    for path in sorted((SOURCES / "laborcoop").rglob("*.py")):
        parts = path.relative_to(SOURCES).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not any(module == hidden or module.startswith(f"{hidden}.") for hidden in NOT_PUBLIC):
            found.append(module)
    return tuple(found)


def package_of(module: str) -> str:
    """The package whose page a module stands on: the first below ``laborcoop``, or ``laborcoop`` itself."""
    first = ".".join(module.split(".")[:2])
    return first if _file(first).name == "__init__.py" else "laborcoop"


def home_of(path: str) -> str | None:
    """Where a source file of the repository is told of: the page and the place on it; None for any other file."""
    if not path.startswith("src/"):
        return None
    module = path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return f"{page_of(package_of(module))}#{module}" if module in modules() else None


def public_names(package: str) -> tuple[str, ...]:
    """What a package says is public: its ``__all__``, read without importing it."""
    tree = ast.parse(_file(package).read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return tuple(names)
    return ()


def page_of(package: str) -> str:
    """The page of a package, by its path in the site."""
    return f"{FOLDER}/{package}.md"


def _text(package: str, inside: list[str]) -> str:
    parts = [f"# `{package}`"]
    names = [name for name in public_names(package) if not name.startswith("__")]
    if names:
        linked = " · ".join(f"[`{name}`][{full_name(package, name)}]" for name in names)
        parts.append(f"To import from `{package}`: {linked}")
    parts += [f"::: {module}" for module in inside]
    return "\n\n".join(parts) + "\n"


def _chinese_text(package: str, inside: list[str]) -> str:
    """The Chinese index of a page of the reference: its names with their Chinese titles, each leading to the English.

    The docstrings are in English alone, and a name can be told of at one place only: so the reference is not built a
    second time for the Chinese site. A link to another language's site is no link between pages, hence HTML.
    """
    parts = [f"# `{package}`", "参考由代码的文档字符串生成，只有英文；这里是名称的中文索引。"]
    for module in inside:
        parts.append(f"## `{module}` {{ #{module} }}")
        parts.append("\n".join(f"- {_english(package, name)}{title}" for name, title in _titled(module)))
    return "\n\n".join(parts) + "\n"


def _english(package: str, name: str) -> str:
    way = f"../../../{FOLDER}/{package}.html#{name}"
    return f'<a href="{way}"><code>{name.rpartition(".")[2]}</code></a>'


def _titled(module: str) -> list[tuple[str, str]]:
    """The full name of a module and of what it defines for others, with the Chinese title of those that have one."""
    loaded = import_module(module)
    titled = []
    for node in ast.parse(_file(module).read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            title = _title(getattr(loaded, node.name)) if isinstance(node, ast.ClassDef) else ""
            titled.append((f"{module}.{node.name}", title))
    return [(module, ""), *titled]


def _title(kind: type) -> str:
    try:
        return f"：{class_title(kind).render('zh')}"
    except UnknownName:  # no record
        return ""


def _file(module: str) -> Path:
    path = SOURCES / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _imported(package: str) -> dict[str, str]:
    """Where each name that a package gives on is defined."""
    tree = ast.parse(_file(package).read_text("utf-8"))
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def full_name(package: str, name: str) -> str:
    """The full name of what a package gives under a name, followed through the packages that give it on."""
    full = _imported(package).get(name, f"{package}.{name}")
    module, _, last = full.rpartition(".")
    return full_name(module, last) if _file(module).name == "__init__.py" and module != package else full
