"""`make measure-code`: how much code there is, beside the norms that were set for it. Takes the checkout to measure, or this one.

What is counted, in src/sixfold:
- lines of code: lines with at least one token that is neither a comment nor a docstring;
- loaded: modules of sixfold that `sixfold pdf --lang fr A/66/398` imports, in whichever of its processes, in a copy of the project
  where nothing was made yet (`python -X importtime`);
- called once: of the functions and methods with one leading underscore, those whose name is read exactly once in their
  module (as a name or as an attribute), wherever that is; a function that is handed on counts as called;
- entries: files and folders directly in src/sixfold, without __pycache__;
- tests: lines of code in tests/**/*.py, by lines of code in src/sixfold;
- long: functions of more than 40 lines, from `def` to their last line, without their docstring.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[2]
LONG = 40
BIGGEST = 8
#: Neither code nor the end of any.
_LAYOUT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
    tokenize.ENDMARKER,
}  # fmt: skip
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One module: its lines of code, its functions that are longer than `LONG`, and how often its private ones are read."""

    name: str
    code: int
    long: dict[str, int]
    private: dict[str, int]


def main() -> int:
    """Print the figures of a checkout."""
    checkout = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    package = checkout / "src" / "sixfold"
    modules = [measure(path, package) for path in sorted(package.rglob("*.py"))]
    code = sum(module.code for module in modules)
    tests = sum(len(code_lines(path.read_text(encoding="utf-8"))) for path in (checkout / "tests").rglob("*.py"))
    private = [count for module in modules for count in module.private.values()]
    once = 100 * private.count(1) / (len(private) or 1)
    entries = [path for path in package.iterdir() if path.name != "__pycache__"]
    rows = (
        ("modules", len(modules), "at most 130"),
        ("lines of code", f"{code:,}", "at most 10,500"),
        ("lines of code by module", round(code / len(modules)), "110 or more"),
        ("loaded for one French PDF", loaded(checkout), "at most 70"),
        ("private functions called once", f"{once:.0f} % of {len(private)}", "at most 45 %"),
        ("entries of src/sixfold", len(entries), "at most 14"),
        ("tests to code", f"{tests / code:.2f} ({tests:,} lines)", "1.0 to 1.4"),
        ("lines of the way", way(checkout), "at most 2,500 in 20 files"),
    )
    for name, figure, asked in rows:
        print(f"{name:<32}{figure!s:>20}   {asked}")
    print("\nbiggest modules")
    for module in sorted(modules, key=lambda module: -module.code)[:BIGGEST]:
        print(f"{module.code:>6}  {module.name}")
    print(f"\nfunctions of more than {LONG} lines")
    for lines, name in sorted(((lines, name) for one in modules for name, lines in one.long.items()), reverse=True):
        print(f"{lines:>6}  {name}")
    print(f"\n{(__doc__ or '').partition('.')[2].strip()}")
    return 0


def measure(path: Path, package: Path) -> Module:
    """Return the figures of the module at *path*."""
    text = path.read_text(encoding="utf-8")
    name = str(path.relative_to(package))
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, _Function)]
    private = {one.name for one in functions if one.name.startswith("_") and not one.name.startswith("__")}
    read = Counter(_names_read(tree))
    long = {f"{name}: {one.name}": lines for one in functions if (lines := _length(one)) > LONG}
    return Module(name, len(code_lines(text)), long, {one: read[one] for one in private})


def code_lines(text: str) -> set[int]:
    """Return the numbers of the lines with code.

    >>> sorted(code_lines('def f():\\n    "Say."\\n\\n    # why\\n    return 1\\n'))
    [1, 5]
    """
    docstrings = {(node.lineno, node.col_offset) for node in _docstrings(ast.parse(text))}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _LAYOUT and token.start not in docstrings:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines


def _docstrings(tree: ast.AST) -> Iterator[ast.Expr]:
    for node in ast.walk(tree):
        if isinstance(node, _Function | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            yield cast("ast.Expr", node.body[0])


def _names_read(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name, ctx=ast.Load()):
                yield name


def _length(function: _Function) -> int:
    first = function.body[0]
    is_documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if is_documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def way(checkout: Path) -> str:
    """Return how many lines a newcomer reads: all lines of the files in bold on the page on architecture."""
    page = checkout / "docs" / "architecture.md"
    names = re.findall(r"\*\*`([\w/]+\.py)`\*\*", page.read_text(encoding="utf-8")) if page.exists() else []
    lines = sum(len((checkout / "src" / "sixfold" / name).read_text(encoding="utf-8").splitlines()) for name in names)
    return f"{lines:,} in {len(names)}"


def loaded(checkout: Path) -> int:
    """Return how many modules of sixfold one French PDF loads; the checkout's own fonts are used, its PDFs left alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "locales", "templates"):
            shutil.copytree(checkout / name, Path(folder) / name)
        (Path(folder) / "build").mkdir()
        for name in ("faces", "fonts"):
            if (checkout / "build" / name).is_dir():
                (Path(folder) / "build" / name).symlink_to(checkout / "build" / name)
        command = [sys.executable, "-X", "importtime", "-m", "sixfold", "pdf", "--lang", "fr", "A/66/398"]
        environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"the PDF was not made: {done.stderr[-2000:]}")
    return len(set(re.findall(r"^import time:.*\| +(sixfold(?:\.\S+)?)$", done.stderr, re.MULTILINE)))


if __name__ == "__main__":
    sys.exit(main())
