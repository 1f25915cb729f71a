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
from sixfold.errors import UsageError, visible
from sixfold.project.paths import Project
from support.projects import CHECKOUT, SLUG, Result, replace_once

pytestmark = pytest.mark.slow

VARIABLES = (
    "LANG", "DOC", "EDITION", "PROOF", "FUZZY", "STRICT", "DEEP", "REQUIRE", "COUNT", "JOBS", "MARKS", "BLEED", "FOLD", "IMPOSE",
    "ICC", "CONDITION", "PYTHON",
)  # fmt: skip
INPUTS = ("pyproject.toml", "src/setup/constraints.txt", "src/sixfold/data/faces.toml", "src/sixfold/data/press.toml")
SETUP = 'echo "$1, LANG ${LANG-unset}" >>calls\n'
#: What a shell, or make itself, would carry out in one way or another.
HOSTILE = "fr; touch evil & touch${IFS}evil `touch evil` $(touch evil) $(shell touch evil) $$(touch evil) ' \" \ntouch evil\n#"


class Checkout:
    """A project with the real Makefile and program, and a set-up that is finished and only notes how it is called."""

    def __init__(self, project: Project) -> None:
        self.root, self.project = project.root, project
        for name in INPUTS:
            self.write(name, "")
        self.write("src/setup/setup.sh", SETUP)
        shutil.copy(CHECKOUT / "Makefile", self.root)
        for name in ("sixfold", "python"):
            (self.root / ".venv/bin").mkdir(parents=True, exist_ok=True)
            (self.root / ".venv/bin" / name).symlink_to(Path(sys.executable).parent / name)
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

    @property
    def setups(self) -> list[str]:
        path = self.root / "calls"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def checkout(project: Project) -> Checkout:
    root = project.root.rename(project.root.parent / "a b")  # every test is also the test of a path with a space
    return Checkout(Project(root))


def typed(target: str, value: str) -> list[str]:
    return words_from_make(target, {"SIXFOLD_LANG": value, "SIXFOLD_LANG_ORIGIN": "command line"})


def found(value: str) -> list[str]:
    return words_from_make("pdf", {"SIXFOLD_LANG": value, "SIXFOLD_LANG_ORIGIN": "environment"})


# ---- what the words mean ----


@pytest.mark.parametrize(
    ("value", "language"),
    [("fr", "fr"), ("AR", "ar"), ("Zh", "zh"), ("fr_FR.UTF-8", "fr"), ("zh-Hans", "zh"), ("ar@latin", "ar"), ("es.UTF-8", "es")],
)
def test_language_is_a_code_or_a_locale_name(value: str, language: str) -> None:
    assert typed("pdf", value) == found(value) == ["pdf", "--lang", language]
    assert typed("status", value) == ["status", "--lang", language]


@pytest.mark.parametrize("value", ["", "de", "french", "pt_BR", "C.UTF-8", "_fr", "frfr", "fr en", "fr:en", "fr_$(x y)", HOSTILE])
def test_any_other_typed_language_names_the_six(value: str) -> None:
    for target in ("pdf", "all", "status", "release"):
        with pytest.raises(UsageError, match="is none of the six languages: ar en es fr ru zh"):
            typed(target, value)


@pytest.mark.parametrize("value", ["", "C.UTF-8", "de_DE.UTF-8", HOSTILE])
def test_any_other_language_of_the_environment_is_told_in_a_line(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(value) == ["pdf", "--lang", "en"]
    told = capsys.readouterr().err
    assert told == "LANG names none of ar en es fr ru zh: writing English (make pdf LANG=fr writes French)\n"


def test_pseudo_language_is_for_the_pdf_alone() -> None:
    assert typed("pdf", "QPS") == ["pdf", "--lang", "qps"]
    with pytest.raises(UsageError, match=r"LANG=qps is none of .* \(make pdf also takes qps qpr\)"):
        typed("all", "qps")


@pytest.mark.parametrize(
    ("target", "words", "expected"),
    [
        ("all", "PROOF=1 STRICT=yes EDITION=archive JOBS=3", "pdf --strict --proof --edition=archive --jobs=3"),
        ("all", "PROOF=0 STRICT= DEEP=1", "pdf"),
        ("all", "FUZZY=1", "pdf --fuzzy"),
        ("all", "BESIDE=en PAGES=alternate", "pdf --beside=en --pages=alternate"),
        ("press", "MARKS=1 BLEED=5 FOLD=4 IMPOSE=booklet", "press --marks --bleed-mm=5 --fold=4 --impose=booklet"),
        ("press", "MARKS=0 ICC=a.icc CONDITION=FOGRA39", "press --profile=a.icc --condition=FOGRA39"),
        ("check", "DEEP=1 DOC=--help", "check --deep -- --help"),
        ("status", "REQUIRE=100 DOC=A/66/398", "status --require=100 -- A/66/398"),
        ("pot", "DOC=A/66/398", "extract -- A/66/398"),
        ("preflight", "", "preflight"),
        ("verify", "FILE=a.pdf DOC=A/66/398", "verify -- a.pdf"),
        ("revise", "BY=AB UNIT=annex.op.2 DOC=house", "revise --by=AB --unit=annex.op.2 -- house"),
        ("queries", "DOC=A/66/398", "queries -- A/66/398"),
        ("find", "TEXT=annex.op.7 DOC=A/66/398", "find -- annex.op.7 A/66/398"),
        ("release", "REVISED=1 BY=AB", "release --revised"),
        ("release", "LANGS=en,fr AGAIN=1", "release --lang=en --lang=fr --again"),
        ("all", "CLUSTER=tcp://host:8786 STORE=s3://bucket", "pdf --cluster=tcp://host:8786 --store=s3://bucket"),
        ("press", "CLUSTER=tcp://host:8786 STORE=store", "press --cluster=tcp://host:8786 --store=store"),
        ("release", "CLUSTER=tcp://host:8786", "release --cluster=tcp://host:8786"),
        ("pdf", "LANGS=fr,zh", "pdf --lang=fr --lang=zh"),
        ("status", "LANGS=fr,zh", "status --lang=fr --lang=zh"),
        ("all", "SINCE=HEAD~2", "pdf --since=HEAD~2"),
        ("changes", "SINCE=v1 DOC=A/66/398", "changes --since=v1 -- A/66/398"),
        ("corrigendum", "SINCE=HEAD~2 DOC=A/66/398", "corrigendum --since=HEAD~2 -- A/66/398"),
    ],
)  # fmt: skip
def test_variables_are_options(target: str, words: str, expected: str) -> None:
    variables = dict(word.split("=") for word in words.split())
    environment = {f"SIXFOLD_{name}": value for name, value in variables.items()}
    assert words_from_make(target, environment) == expected.split()


@pytest.mark.parametrize(
    ("target", "words", "sentence"),
    [
        ("revise", "BY=AB LANG=fr", "the following arguments are required: DOC="),
        ("revise", "DOC=A/66/398", "the following arguments are required: LANG=, BY="),
        ("corrigendum", "DATE=soon DOC=--by", "argument DATE: “soon” is not a date such as 2012-09-18"),
        ("release", "LANGS=xx", "argument LANGS: invalid choice: 'xx' (choose from"),
        ("all", "BESIDE=qps", "argument BESIDE: invalid choice: 'qps' (choose from"),
        ("press", "BLEED=--date ICC=a", "argument BLEED: “--date” is not a bleed from 0 to 50 mm"),
    ],
)
def test_what_is_wrong_with_a_word_is_said_in_the_words_of_make(
    target: str, words: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (word.split("=") for word in words.split()):
        monkeypatch.setenv(f"SIXFOLD_{name}", value)
    monkeypatch.setenv("SIXFOLD_LANG_ORIGIN", "command line" if "LANG=" in words else "environment")
    with pytest.raises(SystemExit) as stopped:
        main(["--from-make", target])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith(f"error: {sentence}")
    assert told.endswith("\n hint: `make` lists the targets, and what they take\n")


# ---- make, with the program ----


def test_typed_language_wins_over_the_environment(checkout: Checkout) -> None:
    result = checkout.make("pdf", "LANG=ru", "DOC=A/66/398", LANG="es_ES.UTF-8")
    assert (result.code, result.out, result.err) == (0, f"build/{SLUG}.ru.pdf\n", "")


def test_only_pdf_looks_at_the_environment(checkout: Checkout) -> None:
    assert checkout.make("pdf", LANG="fr_FR.UTF-8").out == f"build/{SLUG}.fr.pdf\n"
    status = checkout.make("status", "DOC=A-66-398", LANG="fr_FR.UTF-8")
    assert status.code == 0
    assert [line.split()[1] for line in status.out.splitlines()[2:]] == ["ar", "es", "fr", "ru", "zh"]


def test_what_is_wrong_is_said_by_the_program_and_make_fails(checkout: Checkout) -> None:
    for words, what in {
        ("pdf", "LANG=xx"): "error: LANG=xx is none of the six languages: ar en es fr ru zh",
        ("pdf", "LANG=fr", "EDITION=paper"): "error: EDITION=paper is none of the editions: screen archive",
        ("press", "PROOF=1"): "error: make press takes neither EDITION nor PROOF",
        ("press", "FUZZY=1"): "error: make press takes neither EDITION nor PROOF nor FUZZY",
        ("press", "SINCE=HEAD"): "error: make press takes no SINCE",
        ("release", "PAGES=alternate"): "error: make release takes no PAGES",
        ("import", "LANGS=fr,zh"): "error: make import takes no LANGS\n hint: LANG=fr names one language",
        ("facts", "LANGS=fr"): "error: make facts takes no LANGS",
        ("status", "REQUIRE=all"): "error: argument REQUIRE: “all” is not a percentage from 0 to 100",
    }.items():
        result = checkout.make(*words)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(what)


def test_draft_is_no_failure_but_strict_makes_it_one(checkout: Checkout) -> None:
    replace_once(checkout.project.catalog("fr", SLUG), '\nmsgid "', '\n#, fuzzy\nmsgid "')  # the header: no draft
    assert checkout.make("pdf", "LANG=fr", "STRICT=1").code == 0
    checkout.project.catalog("fr", SLUG).unlink()
    assert checkout.make("pdf", "LANG=fr").code == 0
    assert checkout.make("pdf", "LANG=fr", "STRICT=1").code == 2


@pytest.mark.parametrize("name", ["DOC", "BLEED", "REQUIRE", "JOBS"])
def test_what_is_typed_reaches_the_program_letter_for_letter(checkout: Checkout, name: str) -> None:
    target = {"DOC": "check", "BLEED": "press", "REQUIRE": "status", "JOBS": "all"}[name]
    for result in (checkout.make(target, f"{name}={HOSTILE}"), checkout.make(target, **{name: HOSTILE})):
        assert result.code == 2
        typed = visible(HOSTILE[:60] if name == "DOC" else HOSTILE)  # an unknown document is quoted short
        assert typed in result.err
    assert not list(checkout.root.rglob("evil"))


@pytest.mark.parametrize("target", ["pdf", "press", "check", "doctor", "setup", "help", "clean"])
def test_nothing_typed_is_carried_out(checkout: Checkout, target: str) -> None:
    everything = {name: HOSTILE for name in VARIABLES if name != "EDITION"}
    checkout.make(target, *(f"{name}={value}" for name, value in everything.items()))
    checkout.make(target, "LANG=fr", *(f"{name}={value}" for name, value in everything.items() if name != "LANG"))
    checkout.make(target, **everything)
    checkout.make(target, EDITION=HOSTILE)
    checkout.make(target, f"EDITION={HOSTILE}")
    assert not list(checkout.root.rglob("evil"))


# ---- make itself ----


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


def test_recipes_run_without_a_language(checkout: Checkout) -> None:
    checkout.make("setup", "LANG=fr", LANG="es_ES.UTF-8")
    assert checkout.setups == ["run, LANG unset"]


def test_finished_setup_is_not_asked_again(checkout: Checkout) -> None:
    assert checkout.make("check").code == 0
    assert checkout.setups == []


@pytest.mark.parametrize("changed", [*INPUTS, "src/setup/setup.sh"])
def test_setup_is_done_again_when_what_it_reads_has_changed(checkout: Checkout, changed: str) -> None:
    later = (checkout.root / ".venv/.ready").stat().st_mtime + 5
    os.utime(checkout.root / changed, (later, later))
    checkout.make("preflight")
    assert checkout.setups == ["run, LANG unset"]


def test_setup_is_done_again_when_the_checkout_was_moved(checkout: Checkout) -> None:
    checkout.root = checkout.root.rename(checkout.root.parent / "elsewhere")
    checkout.make("preflight")
    assert checkout.setups == ["run, LANG unset"]


def test_setup_is_done_again_when_its_python_is_gone(checkout: Checkout) -> None:
    python = checkout.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    checkout.make("preflight")
    assert checkout.setups == ["run, LANG unset"]


def test_parallel_targets_do_the_setup_once(checkout: Checkout) -> None:
    (checkout.root / ".venv/.ready").unlink()
    checkout.write("src/setup/setup.sh", f"{SETUP}pwd -P >.venv/.ready\n")
    assert checkout.make("-j4", "check", "pot", "status", "LANG=fr").code == 0
    assert checkout.setups == ["run, LANG unset"]


def test_doctor_works_without_setup(checkout: Checkout) -> None:
    (checkout.root / ".venv/.ready").unlink()
    assert checkout.make("doctor").code == 0
    assert checkout.setups == ["doctor, LANG unset"]


def test_clean_removes_only_what_was_built(checkout: Checkout) -> None:
    assert checkout.make("clean").code == 0
    assert not checkout.project.build.exists()
    assert checkout.project.seed(SLUG).exists()
    assert checkout.project.catalog("fr", SLUG).exists()
