"""The Makefile: what LANG, DOC and the other variables mean, and that nothing typed in them is ever carried out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODES = ("ar", "en", "es", "fr", "ru", "zh")
OF_MAKE = (
    "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "LANG", "DOC", "EDITION", "PROOF", "STRICT", "DEEP", "PYTHON",
    "MARKS", "BLEED", "FOLD", "IMPOSE", "ICC", "CONDITION",
)  # fmt: skip

# Stands for .venv/bin/sixfold: one line of JSON for each call, with its words and what it sees of the variables.
SIXFOLD = """#!/usr/bin/env python3
import json, os, sys
with open("calls", "a") as calls:
    seen = {name: os.environ.get(name) for name in ("LANG", "DOC")}
    print(json.dumps({"words": sys.argv[1:], **seen}), file=calls)
"""


@dataclass(frozen=True)
class Run:
    """What one make did: its exit code and talk, and the calls of sixfold."""

    code: int
    out: str
    err: str
    calls: Sequence[Mapping[str, object]]

    @property
    def words(self) -> object:
        assert self.code == 0, self.err
        assert len(self.calls) == 1
        return self.calls[0]["words"]


class Checkout:
    """A folder with the real Makefile, a finished set-up and a sixfold that only notes how it is called."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in (
            "pyproject.toml",
            "src/setup/constraints.txt",
            "src/sixfold/data/faces.toml",
            "src/sixfold/data/press.toml",
        ):
            self.write(name, "")
        self.write("src/setup/setup.sh", 'echo "set-up $1" >>calls.setup\n')
        shutil.copy(ROOT / "Makefile", root)
        self.write(".venv/bin/sixfold", SIXFOLD).chmod(0o755)
        self.write(".venv/bin/python", "")
        self.write(".venv/.ready", f"{root.resolve()}\n")
        self.write(".venv/.ready-tools", f"{root.resolve()}\n")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def make(self, *words: str, **environment: str) -> Run:
        calls = self.root / "calls"
        calls.unlink(missing_ok=True)
        kept = {name: value for name, value in os.environ.items() if name not in OF_MAKE}
        done = subprocess.run(
            ["make", "-C", str(self.root), "--no-print-directory", *words],
            env=kept | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        lines = calls.read_text().splitlines() if calls.exists() else []
        return Run(done.returncode, done.stdout, done.stderr, [json.loads(line) for line in lines])

    def setups(self) -> list[str]:
        path = self.root / "calls.setup"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "a b"  # every test is also the test of a path with a space
    root.mkdir()
    return Checkout(root)


@pytest.mark.parametrize(
    ("typed", "language"),
    [(code, code) for code in CODES]
    + [(code.upper(), code) for code in CODES]
    + [("Fr", "fr"), ("fr_FR.UTF-8", "fr"), ("FR_CA", "fr"), ("zh-Hans", "zh"), ("ar@latin", "ar"), ("es.UTF-8", "es")],
)
def test_typed_language_is_a_code_or_a_locale_name(checkout: Checkout, typed: str, language: str) -> None:
    assert checkout.make("pdf", f"LANG={typed}").words == ["pdf", "--lang", language]


@pytest.mark.parametrize("typed", ["qps", "qpr", "QPS"])
def test_pseudo_language_is_for_the_pdf_alone(checkout: Checkout, typed: str) -> None:
    assert checkout.make("pdf", f"LANG={typed}").words == ["pdf", "--lang", typed.lower()]
    for target in ("all", "status", "update", "check"):
        assert f"LANG={typed} is none of the six languages" in checkout.make(target, f"LANG={typed}").err


def test_threshold_reaches_the_program_as_one_word(checkout: Checkout) -> None:
    assert checkout.make("status", "REQUIRE=100").words == ["status", "--require=100"]


@pytest.mark.parametrize("typed", ["", "de", "french", "pt_BR", "C.UTF-8", "_fr", "f", "frfr", "fr en", "fr:en", "en%"])
@pytest.mark.parametrize("target", ["pdf", "all", "status"])
def test_any_other_typed_language_stops_and_names_the_six(checkout: Checkout, typed: str, target: str) -> None:
    run = checkout.make(target, f"LANG={typed}")
    assert run.code != 0
    assert f"LANG={typed} is none of the six languages: ar en es fr ru zh" in run.err
    assert run.calls == []


@pytest.mark.parametrize(
    ("found", "language"), [("es_ES.UTF-8", "es"), ("fr", "fr"), ("RU", "ru"), ("zh_CN.GB2312", "zh")]
)
def test_pdf_takes_a_language_of_the_environment(checkout: Checkout, found: str, language: str) -> None:
    run = checkout.make("pdf", LANG=found)
    assert run.words == ["pdf", "--lang", language]
    assert run.err == ""


@pytest.mark.parametrize("environment", [{}, {"LANG": ""}, {"LANG": "C.UTF-8"}, {"LANG": "de_DE.UTF-8"}])
def test_pdf_says_in_one_line_that_it_writes_english(checkout: Checkout, environment: dict[str, str]) -> None:
    run = checkout.make("pdf", **environment)
    assert run.words == ["pdf", "--lang", "en"]
    assert len(run.err.splitlines()) == 1
    assert "English" in run.err


def test_typed_language_wins_over_the_environment(checkout: Checkout) -> None:
    assert checkout.make("pdf", "LANG=ru", LANG="es_ES.UTF-8").words == ["pdf", "--lang", "ru"]


@pytest.mark.parametrize(
    ("target", "verb"),
    [(same, same) for same in ("press", "update", "status", "check", "doctor")] + [("all", "pdf"), ("pot", "extract")],
)
def test_other_targets_mean_all_languages(checkout: Checkout, target: str, verb: str) -> None:
    run = checkout.make(target, LANG="fr_FR.UTF-8")
    assert run.words == [verb]
    assert run.err == ""


@pytest.mark.parametrize("target", ["all", "press", "update", "status", "check"])
def test_other_targets_take_a_typed_language(checkout: Checkout, target: str) -> None:
    assert checkout.make(target, "LANG=fr").words[1:] == ["--lang", "fr"]


def test_recipes_run_without_a_language(checkout: Checkout) -> None:
    assert checkout.make("pdf", "LANG=fr", LANG="es_ES.UTF-8").calls[0]["LANG"] is None


@pytest.mark.parametrize("document", ["A/66/398", "A-66-398", "seeds/A-66-398.yaml", "seeds/with space.yaml", "--help"])
def test_document_is_passed_on_as_one_word(checkout: Checkout, document: str) -> None:
    run = checkout.make("pdf", "LANG=fr", f"DOC={document}")
    assert run.words == ["pdf", "--lang", "fr", "--", document]


def test_proof_and_strict_are_passed_on(checkout: Checkout) -> None:
    assert checkout.make("all", "PROOF=1", "STRICT=1").words == ["pdf", "--strict", "--proof"]
    assert checkout.make("all", "PROOF=0", "STRICT=").words == ["pdf"]


def test_what_a_print_shop_orders_is_passed_on(checkout: Checkout) -> None:
    run = checkout.make(
        "press", "LANG=fr", "MARKS=1", "BLEED=5", "FOLD=4", "IMPOSE=booklet", "ICC=a b.icc", "DOC=A/66/398"
    )
    order = ["--marks", "--bleed-mm=5", "--fold=4", "--impose=booklet", "--profile=a b.icc"]
    assert run.words == ["press", "--lang", "fr", *order, "--", "A/66/398"]
    assert checkout.make("press", "MARKS=0").calls[-1]["words"] == ["press"]


def test_number_of_jobs_is_passed_on_as_one_word(checkout: Checkout) -> None:
    assert checkout.make("all", "JOBS=3").words == ["pdf", "--jobs=3"]
    assert checkout.make("all", "JOBS=3 --proof", "DOC=A/1/1").words == ["pdf", "--jobs=3 --proof", "--", "A/1/1"]


DANGEROUS = [
    "fr; touch evil",
    "fr;touch${IFS}evil",
    "$(shell touch evil)",
    "$$(touch evil)",
    "`touch evil`",
    "fr' ; touch evil ; '",
    'fr" ; touch evil ; "',
    "fr\ntouch evil",
    "fr_$(shell touch evil)",
    "$(error evil)",
    "fr & touch evil &",
]


@pytest.mark.parametrize("value", DANGEROUS)
@pytest.mark.parametrize("name", ["LANG", "DOC", "PROOF", "STRICT", "PYTHON"])
def test_nothing_typed_is_carried_out(checkout: Checkout, name: str, value: str) -> None:
    others = [] if name == "LANG" else ["LANG=fr"]
    run = checkout.make("pdf", f"{name}={value}", *others)
    assert not list(checkout.root.rglob("evil"))
    if name == "DOC":
        assert run.words == ["pdf", "--lang", "fr", "--", value]
    if run.calls:
        assert run.calls[0]["words"][:3] == ["pdf", "--lang", "fr"]


@pytest.mark.parametrize("value", DANGEROUS)
@pytest.mark.parametrize("name", ["MARKS", "BLEED", "FOLD", "IMPOSE", "ICC", "CONDITION"])
def test_nothing_ordered_for_the_press_is_carried_out(checkout: Checkout, name: str, value: str) -> None:
    words = {"MARKS": "--marks", "BLEED": f"--bleed-mm={value}", "ICC": f"--profile={value}"}
    run = checkout.make("press", f"{name}={value}")
    assert run.words == ["press", words.get(name, f"--{name.lower()}={value}")]
    assert not list(checkout.root.rglob("evil"))


@pytest.mark.parametrize("value", DANGEROUS)
def test_nothing_of_the_environment_is_carried_out(checkout: Checkout, value: str) -> None:
    run = checkout.make("pdf", LANG=value, DOC=value, PROOF=value, PYTHON=value, ICC=value, MARKS=value)
    assert not list(checkout.root.rglob("evil"))
    assert run.calls[0]["DOC"] == value


def test_make_alone_prints_every_target(checkout: Checkout) -> None:
    run = checkout.make()
    assert run.code == 0
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    printed = re.findall(r"^  ([a-z-]+) +\w", run.out, re.MULTILINE)
    assert set(printed) == set(phony[1].split()) - {"again"}
    assert {"pdf", "all", "update", "pot", "status", "check", "doctor", "lint", "test", "clean"} <= set(printed)


def test_finished_setup_is_not_asked_again(checkout: Checkout) -> None:
    checkout.make("pdf", "LANG=fr")
    checkout.make("all")
    assert checkout.setups() == []


@pytest.mark.parametrize("changed", ["pyproject.toml", "src/setup/constraints.txt", "src/sixfold/data/faces.toml"])
def test_setup_is_done_again_when_what_it_reads_has_changed(checkout: Checkout, changed: str) -> None:
    later = (checkout.root / ".venv/.ready").stat().st_mtime + 5
    os.utime(checkout.root / changed, (later, later))
    checkout.make("pdf", "LANG=fr")
    assert checkout.setups() == ["set-up run"]


def test_setup_is_done_again_when_the_checkout_was_moved(checkout: Checkout) -> None:
    moved = checkout.root.rename(checkout.root.parent / "elsewhere")
    checkout.root = moved
    checkout.make("pdf", "LANG=fr")
    assert checkout.setups() == ["set-up run"]


def test_setup_is_done_again_when_its_python_is_gone(checkout: Checkout) -> None:
    python = checkout.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    checkout.make("pdf", "LANG=fr")
    assert checkout.setups() == ["set-up run"]


def test_parallel_targets_do_the_setup_once(checkout: Checkout) -> None:
    (checkout.root / ".venv/.ready").unlink()
    checkout.write("src/setup/setup.sh", 'echo "set-up $1" >>calls.setup; pwd -P >.venv/.ready\n')
    run = checkout.make("-j4", "pdf", "all", "status", "LANG=fr")
    assert run.code == 0, run.err
    assert checkout.setups() == ["set-up run"]
    assert len(run.calls) == 3


def test_doctor_works_without_setup(checkout: Checkout) -> None:
    (checkout.root / ".venv/.ready").unlink()
    assert checkout.make("doctor").code == 0
    assert checkout.setups() == ["set-up doctor"]


def test_clean_removes_only_what_was_built(checkout: Checkout) -> None:
    for name in ("build/A-66-398.fr.pdf", "seeds/A-66-398.yaml", "locales/fr/LC_MESSAGES/A-66-398.po"):
        checkout.write(name, "")
    assert checkout.make("clean").code == 0
    assert not (checkout.root / "build").exists()
    assert (checkout.root / "seeds/A-66-398.yaml").exists()
    assert (checkout.root / "locales/fr/LC_MESSAGES/A-66-398.po").exists()


def test_edition_is_one_of_ours_or_nothing_is_done(checkout: Checkout) -> None:
    assert checkout.make("pdf", "LANG=fr", "EDITION=archive").words == ["pdf", "--lang", "fr", "--edition", "archive"]
    for wrong in ("paper", "screen archive", "$(shell touch hacked)"):
        refused = checkout.make("pdf", "LANG=fr", f"EDITION={wrong}")
        assert refused.code == 2
        assert refused.calls == []
        assert "is none of the editions: screen archive" in refused.err
    assert not (checkout.root / "hacked").exists()
