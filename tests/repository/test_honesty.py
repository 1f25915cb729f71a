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


#: Files are made, or other files needed; `watch` and `proof` go on until they are stopped.
UNTRIED = (
    "import", "pdf", "watch", "proof", "press", "merge-driver", "preflight", "release", "handover", "changes", "corrigendum",
    "doctor", "verify", "facts",
)  # fmt: skip


def test_every_verb_is_in_the_help_with_an_example_that_is_understood_and_runs(run: Run) -> None:
    assert re.findall(r"^    ([a-z-]+)(?: |$)", run("--help").out, re.MULTILINE) == VERBS
    for verb in VERBS:
        assert isinstance(cli.work_of(verb), types.FunctionType)
        last = run(verb, "--help").out.strip().splitlines()[-1]
        program, *arguments = shlex.split(last.removeprefix("example: "))
        assert (program, cli._parser().parse_args(arguments).verb) == ("sixfold", verb)
        if verb not in UNTRIED:
            assert (verb, run(*arguments).code) == (verb, 0)


#: Runs each of its arguments as a command line, one after the other, where neither engine nor library can be loaded.
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
for command in sys.argv[1:]:
    try:
        code = main(command.split())
    except SystemExit as ended:
        code = ended.code
    if code:
        sys.exit(f"{command}: {code}")
"""


@pytest.mark.slow
@pytest.mark.usefixtures("run")  # which goes to the project
def test_commands_that_render_nothing_need_no_engine_and_no_pango() -> None:
    commands = [
        "--help", "words", "words session 73", "status --lang ru A/66/398", "check --lang fr", "extract", "update", "queries",
        "changes A/66/398 --since seeds/A-66-398.yaml", "revise A/66/398 --lang fr --by AB",
    ]  # fmt: skip
    done = subprocess.run([sys.executable, "-c", WITHOUT_ENGINE, *commands], capture_output=True, text=True, check=False)
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


def test_all_of_a_package_is_what_is_public() -> None:
    packages = [name for name in modules() if only_collects(name)]
    assert {"sixfold.compose", "sixfold.pdf.fonts"} <= set(packages)
    for name in packages:
        package = importlib.import_module(name)
        public = {
            key
            for key, value in vars(package).items()
            if not key.startswith("_") and not isinstance(value, types.ModuleType)
        }
        assert (name, sorted(package.__all__)) == (name, sorted(public))
