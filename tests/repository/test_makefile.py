"""The Makefile with the program itself: what LANG, DOC and the other variables mean, and that nothing typed is ever carried out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold.cli import main, words_from_make
from sixfold.errors import UsageError
from sixfold.project.paths import Project
from support.projects import CHECKOUT, SLUG, Result

pytestmark = pytest.mark.slow

VARIABLES = (
    "LANG", "DOC", "EDITION", "PROOF", "FUZZY", "STRICT", "DEEP", "REQUIRE", "COUNT", "JOBS", "MARKS", "BLEED", "FOLD", "IMPOSE",
    "ICC", "CONDITION", "PYTHON",
)  # fmt: skip
INPUTS = ("pyproject.toml", "src/setup/constraints.txt", "src/sixfold/data/faces.toml", "src/sixfold/data/press.toml")
SETUP = 'echo "$1, LANG ${LANG-unset}" >>calls\n'
#: What a shell, or make itself, would carry out in one way or another.
HOSTILE = "fr; touch evil & touch${IFS}evil `touch evil` $(touch evil) $(shell touch evil) $$(touch evil) ' \" \ntouch evil\n#"


#: A program that notes what it is called with, and ends with 2 where a file says so.
PROGRAM = """#!/bin/bash
echo "${0##*/} $*" >>calls
env -0 >environment
[ ! -e failing ] || exit 2
"""


class Checkout:
    """A folder with the real Makefile, in which set-up is finished, and set-up and program only note how they are called."""

    def __init__(self, root: Path) -> None:
        self.root = root / "a b"  # every test is also the test of a path with a space
        for name in INPUTS:
            self.write(name, "")
        self.write("src/setup/setup.sh", SETUP)
        shutil.copy(CHECKOUT / "Makefile", self.root)
        self.write(".venv/bin/sixfold", PROGRAM)
        (self.root / ".venv/bin/sixfold").chmod(0o755)
        (self.root / ".venv/bin/python").symlink_to(sys.executable)
        for name in (".ready", ".ready-proof", ".ready-tools"):
            self.write(f".venv/{name}", f"{self.root.resolve()}\n")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def make(self, *words: str, **environment: str) -> Result:
        of_make = {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", *VARIABLES}
        kept = {name: value for name, value in os.environ.items() if name not in of_make}
        command = ["make", "-C", str(self.root), "--no-print-directory", *words]
        done = subprocess.run(command, env=kept | environment, capture_output=True, text=True, timeout=300, check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    def calls(self) -> list[str]:
        """Return how set-up and program were called since this was asked last."""
        path = self.root / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def handed_over(self) -> dict[str, str]:
        """Return the environment in which the program was called since this was asked last."""
        path = self.root / "environment"
        pairs = path.read_bytes().decode().rstrip("\0").split("\0")
        path.unlink()
        return dict(pair.split("=", 1) for pair in pairs)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def typed(target: str, value: str) -> list[str]:
    return words_from_make(target, {"SIXFOLD_LANG": value, "SIXFOLD_LANG_ORIGIN": "command line"})


def found(value: str, target: str = "pdf") -> list[str]:
    return words_from_make(target, {"SIXFOLD_LANG": value, "SIXFOLD_LANG_ORIGIN": "environment"})


# ---- what the words mean ----


def test_language_is_a_code_or_a_locale_name_that_only_pdf_takes_from_the_environment() -> None:
    languages = {"fr": "fr", "AR": "ar", "fr_FR.UTF-8": "fr", "zh-Hans": "zh", "ar@latin": "ar", "es.UTF-8": "es"}
    for value, language in languages.items():
        assert typed("pdf", value) == found(value) == ["pdf", "--lang", language]
        assert (typed("status", value), found(value, "status")) == (["status", "--lang", language], ["status"])


def test_any_other_language_names_the_six(capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("", "de", "french", "C.UTF-8", "_fr", "frfr", "fr en", "fr:en", "fr_$(x y)", HOSTILE):
        for target in ("pdf", "all", "release"):
            with pytest.raises(UsageError, match="is none of the six languages: ar en es fr ru zh"):
                typed(target, value)
        assert found(value) == ["pdf", "--lang", "en"]  # of the environment it is told in a line
        told = capsys.readouterr().err
        assert told == "LANG names none of ar en es fr ru zh: writing English (make pdf LANG=fr writes French)\n"


def test_pseudo_language_is_for_the_pdf_alone() -> None:
    assert typed("pdf", "QPS") == ["pdf", "--lang", "qps"]
    with pytest.raises(UsageError, match=r"LANG=qps is none of .* \(make pdf also takes qps qpr\)"):
        typed("all", "qps")


def test_variables_are_options() -> None:
    expected = {
        "all PROOF=1 STRICT=yes EDITION=archive JOBS=3": "pdf --strict --proof --edition=archive --jobs=3",
        "all PROOF=0 STRICT= DEEP=1": "pdf",
        "all FUZZY=1": "pdf --fuzzy",
        "all BESIDE=en PAGES=alternate": "pdf --beside=en --pages=alternate",
        "press MARKS=1 BLEED=5 FOLD=4 IMPOSE=booklet": "press --marks --bleed-mm=5 --fold=4 --impose=booklet",
        "press MARKS=0 ICC=a.icc CONDITION=FOGRA39": "press --profile=a.icc --condition=FOGRA39",
        "check DEEP=1 DOC=--help": "check --deep -- --help",
        "status REQUIRE=100 DOC=A/66/398": "status --require=100 -- A/66/398",
        "pot DOC=A/66/398": "extract -- A/66/398",
        "preflight": "preflight",
        "verify FILE=a.pdf DOC=A/66/398": "verify -- a.pdf",
        "revise BY=AB UNIT=annex.op.2 DOC=house": "revise --by=AB --unit=annex.op.2 -- house",
        "queries DOC=A/66/398": "queries -- A/66/398",
        "find TEXT=annex.op.7 DOC=A/66/398": "find -- annex.op.7 A/66/398",
        "release REVISED=1 BY=AB": "release --revised",
        "release LANGS=en,fr AGAIN=1": "release --lang=en --lang=fr --again",
        "all CLUSTER=tcp://host:8786 STORE=s3://bucket": "pdf --cluster=tcp://host:8786 --store=s3://bucket",
        "press CLUSTER=tcp://host:8786 STORE=store": "press --cluster=tcp://host:8786 --store=store",
        "release CLUSTER=tcp://host:8786": "release --cluster=tcp://host:8786",
        "pdf LANGS=fr,zh": "pdf --lang=fr --lang=zh",
        "all SINCE=HEAD~2": "pdf --since=HEAD~2",
        "changes SINCE=v1 DOC=A/66/398": "changes --since=v1 -- A/66/398",
        "corrigendum SINCE=HEAD~2 DOC=A/66/398": "corrigendum --since=HEAD~2 -- A/66/398",
    }
    options = {}
    for line in expected:
        target, *variables = line.split()
        pairs = (word.split("=") for word in variables)
        options[line] = " ".join(words_from_make(target, {f"SIXFOLD_{name}": value for name, value in pairs}))
    assert options == expected


def test_what_is_wrong_with_a_word_is_said_in_the_words_of_make(capsys: pytest.CaptureFixture[str]) -> None:
    for words, sentence in {
        "revise BY=AB LANG=fr": "the following arguments are required: DOC=",
        "revise DOC=A/66/398": "the following arguments are required: LANG=, BY=",
        "corrigendum DATE=soon DOC=--by": "argument DATE: “soon” is not a date such as 2012-09-18",
        "release LANGS=xx": "argument LANGS: invalid choice: 'xx' (choose from",
        "all BESIDE=qps": "argument BESIDE: invalid choice: 'qps' (choose from",
        "press BLEED=--date ICC=a": "argument BLEED: “--date” is not a bleed from 0 to 50 mm",
        "status REQUIRE=all": "argument REQUIRE: “all” is not a percentage from 0 to 100",
        "pdf LANG=xx": "LANG=xx is none of the six languages: ar en es fr ru zh",
        "pdf LANG=fr EDITION=paper": "EDITION=paper is none of the editions: screen archive",
        "press PROOF=1": "make press takes neither EDITION nor PROOF",
        "press FUZZY=1": "make press takes neither EDITION nor PROOF nor FUZZY",
        "press SINCE=HEAD": "make press takes no SINCE",
        "release PAGES=alternate": "make release takes no PAGES",
        "import LANGS=fr,zh": "make import takes no LANGS\n hint: LANG=fr names one language",
        "facts LANGS=fr": "make facts takes no LANGS",
    }.items():
        target, *variables = words.split()
        environment = {f"SIXFOLD_{name}": value for name, value in (word.split("=") for word in variables)}
        environment["SIXFOLD_LANG_ORIGIN"] = "command line" if "LANG=" in words else "environment"
        code = 0
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            try:
                code = main(["--from-make", target])
            except SystemExit as stopped:
                code = int(stopped.code or 0)
        told = capsys.readouterr().err
        assert (words, code, told[: len(sentence) + 7]) == (words, 2, f"error: {sentence}")
        if "argument" in sentence:
            assert told.endswith("\n hint: `make` lists the targets, and what they take\n")


# ---- make ----


def test_make_runs_the_program_and_fails_where_it_does(project: Project) -> None:
    """The one test with the program itself: a draft is no failure, but STRICT=1 makes it one."""
    checkout = Checkout(project.root.parent)
    for name in ("seeds", "locales", "templates", "build"):
        (project.root / name).rename(checkout.root / name)
    program = checkout.root / ".venv/bin/sixfold"
    program.unlink()
    program.symlink_to(Path(sys.executable).parent / "sixfold")
    (checkout.root / "locales/ru/LC_MESSAGES/A-66-398.po").unlink()
    result = checkout.make("pdf", "LANG=ru", "DOC=A/66/398", LANG="es_ES.UTF-8")
    assert (result.code, result.out) == (0, f"build/{SLUG}.ru.pdf\n")
    assert "DRAFT" in result.err
    result = checkout.make("pdf", "LANG=ru", "STRICT=1", LANG="es_ES.UTF-8")
    assert (result.code, result.out) == (2, "")
    assert "STRICT=1" in result.err


def test_what_is_typed_reaches_the_program_letter_for_letter_and_is_not_carried_out(checkout: Checkout) -> None:
    everything = dict.fromkeys((name for name in VARIABLES if name != "PYTHON"), HOSTILE)
    for target in ("pdf", "press", "check", "doctor", "help", "clean", "setup"):  # the last one deletes .venv
        for words, environment in (
            (everything, {}), ({}, everything), ({"LANG": "fr", "PYTHON": HOSTILE}, {"PYTHON": HOSTILE, "LANG": HOSTILE}),
        ):  # fmt: skip
            result = checkout.make(target, *(f"{name}={value}" for name, value in words.items()), **environment)
            assert result.code == 0, result.err
            if target not in ("help", "clean", "setup"):
                there = checkout.handed_over()
                assert {name: there[f"SIXFOLD_{name}"] for name in everything} == {
                    name: words.get(name, environment.get(name, "")) for name in everything
                }
                assert there["SIXFOLD_LANG_ORIGIN"] == ("command line" if words else "environment")
                assert there.get("PYTHON", "") == {**environment, **words}.get("PYTHON", "")
                assert "LANG" not in there
    assert not list(checkout.root.rglob("evil"))
    checkout.write("failing", "")
    assert checkout.make("check").code == 2


def test_make_alone_prints_every_target_those_of_translators_and_publishers_first(checkout: Checkout) -> None:
    run = checkout.make()
    assert run.code == 0
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8").replace("\\\n", "")
    lists = re.findall(r"^(?:commands :=|\.PHONY: \$\(commands\)) (.*)$", makefile, re.MULTILINE)
    targets = set(" ".join(lists).split())
    assert set(re.findall(r"^  ([a-z-]+) +\w", run.out, re.MULTILINE)) == targets - {"again"}
    words = ("For translators:", "  pdf ", "For publishers:", "  press ", "For developers:", "  lint ")
    places = [run.out.index(word) for word in words]
    assert places == sorted(places)


def test_setup_is_done_again_when_what_it_reads_has_changed_and_only_then(checkout: Checkout) -> None:
    ready = checkout.root / ".venv/.ready"

    def setups() -> list[str]:
        checkout.make("check", "LANG=fr", LANG="es_ES.UTF-8")
        return [call for call in checkout.calls() if not call.startswith("sixfold")]

    assert setups() == []
    for name in (*INPUTS, "src/setup/setup.sh"):
        path, before = checkout.root / name, ready.stat().st_mtime
        os.utime(path, (before + 5, before + 5))
        assert (name, setups()) == (name, ["run, LANG unset"])
        os.utime(path, (before - 5, before - 5))
    checkout.root = checkout.root.rename(checkout.root.parent / "elsewhere")
    assert setups() == ["run, LANG unset"]
    checkout.root = checkout.root.rename(checkout.root.parent / "a b")
    assert setups() == []
    python = checkout.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert setups() == ["run, LANG unset"]


def test_parallel_targets_do_the_setup_once(checkout: Checkout) -> None:
    (checkout.root / ".venv/.ready").unlink()
    assert checkout.make("doctor").code == 0  # which works without set-up
    assert checkout.calls() == ["doctor, LANG unset"]
    checkout.write("src/setup/setup.sh", f"{SETUP}pwd -P >.venv/.ready\n")
    assert checkout.make("-j4", "check", "pot", "status", "LANG=fr").code == 0
    setup, *programs = checkout.calls()
    assert setup == "run, LANG unset"
    assert sorted(programs) == ["sixfold --from-make check", "sixfold --from-make pot", "sixfold --from-make status"]


def test_clean_removes_only_what_was_built(checkout: Checkout) -> None:
    for name in ("build/A-66-398.fr.pdf", "seeds/A-66-398.yaml"):
        checkout.write(name, "")
    before = {path for path in checkout.root.rglob("*") if "build" not in path.parts}
    assert checkout.make("clean").code == 0
    assert {*checkout.root.rglob("*")} == before
