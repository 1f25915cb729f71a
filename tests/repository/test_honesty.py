"""What is promised is so: examples that run, commands that need no engine, packages that say what is public."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import re
import shlex
import subprocess
import sys
import types
from pathlib import Path

import pytest

import sixfold
from sixfold import cli
from support.projects import Run

VERBS = [
    "new", "import", "extract", "update", "pdf", "watch", "proof", "press", "status", "check", "facts", "find", "revise", "queries",
    "merge-driver", "preflight", "verify", "release", "handover", "changes", "corrigendum", "reissue", "doctor", "words",
]  # fmt: skip


def test_every_verb_is_in_the_help_and_no_other(run: Run) -> None:
    result = run("--help")
    assert re.findall(r"^    ([a-z-]+)(?: |$)", result.out, re.MULTILINE) == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb_ends_with_an_example_that_is_understood(run: Run, verb: str) -> None:
    last = run(verb, "--help").out.strip().splitlines()[-1]
    program, *arguments = shlex.split(last.removeprefix("example: "))
    assert (program, arguments[0]) == ("sixfold", verb)
    options = cli._parser().parse_args(arguments)
    assert options.verb == verb


#: Files are made, or other files needed; `watch` and `proof` go on until they are stopped.
UNTRIED = (
    "import", "pdf", "watch", "proof", "press", "merge-driver", "preflight", "release", "handover", "changes", "corrigendum",
    "doctor", "verify", "facts",
)  # fmt: skip


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in UNTRIED])
def test_example_of_a_verb_runs(run: Run, verb: str) -> None:
    last = run(verb, "--help").out.strip().splitlines()[-1]
    assert run(*shlex.split(last.removeprefix("example: "))[1:]).code == 0


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_function_that_does_its_work(verb: str) -> None:
    assert isinstance(cli.work_of(verb), types.FunctionType)


WITHOUT_ENGINE = """
import ctypes, ctypes.util, sys
def refuse(name, *rest, **more):
    raise OSError(f"cannot load library '{name}'")
ctypes.CDLL.__init__ = refuse
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("weasyprint", "fontTools"):
            raise AssertionError(f"{name} is imported")
sys.meta_path.insert(0, Finder())
from sixfold.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        "status",
        "words session 73",
        "words",
        "update",
        "check --lang fr",
        "extract",
        "--help",
        "status --lang ru A/66/398",
        "queries",
        "changes A/66/398 --since seeds/A-66-398.yaml",
        "revise A/66/398 --lang fr --by AB",
    ],
)
@pytest.mark.usefixtures("run")  # which goes to the project
def test_command_that_renders_nothing_needs_no_engine_and_no_pango(arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ENGINE, *arguments.split()], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.usefixtures("run")
def test_missing_pango_is_one_sentence(tmp_path: Path) -> None:
    """A package in the engine's place refuses as that does; the processes that typeset look for it by themselves."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0': error 0x7e\")", "utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "sixfold", "pdf", "--lang", "fr", "--lang", "en"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr == "error: the library libpango-1.0-0 is missing\n hint: `make doctor` says what to install\n"


def modules() -> list[str]:
    return [
        module.name
        for module in pkgutil.walk_packages(sixfold.__path__, "sixfold.")
        if module.name != "sixfold.__main__"
    ]


def only_collects(name: str) -> bool:
    """Say whether a package imports what is public and has no code of its own."""
    package = importlib.import_module(name)
    if not {"__path__", "__all__"} <= vars(package).keys():
        return False
    tree = ast.parse(inspect.getsource(package))
    return not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)


PACKAGES = [name for name in modules() if only_collects(name)]


def test_packages_are_found() -> None:
    assert {"sixfold.compose", "sixfold.pdf.fonts"} <= set(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_all_of_a_package_is_what_is_public(name: str) -> None:
    package = importlib.import_module(name)
    public = {
        key
        for key, value in vars(package).items()
        if not key.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(package.__all__) == public
    assert len(package.__all__) == len(public)
