"""The packages: each may import only from those below it, and only `cli` and `commands` print."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sixfold import __file__ as package

SOURCE = Path(package).parent

#: From the top; docs/architecture.md lists them in this order.
LAYERS = (
    "__main__", "cli", "commands", "proof", "alignment", "checks", "publishing", "pdf", "compose", "word", "document", "catalogs",
    "languages", "project", "errors",
)  # fmt: skip
MODULES = sorted(SOURCE.rglob("*.py"))


def layer(module: str) -> int:
    """Return the place of a module's package in LAYERS; the package `sixfold` itself imports nothing."""
    return LAYERS.index(module.split(".")[1])


def name(path: Path) -> str:
    parts = ("sixfold", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
NAMES = {name(path) for path in MODULES}


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and module of every import from sixfold, also inside functions and for types only."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("sixfold."))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sixfold":
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, one if one in NAMES else node.module) for one in inner)


def test_the_listing_of_the_package_is_the_architecture() -> None:
    found = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if not path.name.startswith("__pycache__")}
    assert found == {*LAYERS, "__init__", "data"}


def test_no_import_points_up() -> None:
    inner = [path for path in MODULES if path != SOURCE / "__init__.py"]
    upward = [
        f"{path}:{line}: {module}" for path in inner for line, module in imported(path)
        if module != "sixfold" and layer(module) < layer(name(path))
    ]  # fmt: skip
    assert upward == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    arrows = {name(path): {module for _, module in imported(path)} - {name(path)} for path in MODULES}
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for target in sorted(arrows.get(module, ())):
                if not module.startswith(f"{target}."):  # a package's own __init__ collects what its modules give
                    walk(target, (*way, module))
            done.add(module)

    for module in sorted(arrows):
        walk(module, ())


def test_only_commands_talk_to_a_person() -> None:
    printing = [
        f"{path}:{node.lineno}" for path in MODULES if name(path).split(".")[1:2] not in (["cli"], ["commands"])
        for node in ast.walk(TREES[path])
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr")
            and isinstance(node.value, ast.Name) and node.value.id == "sys")
    ]  # fmt: skip
    assert printing == []
