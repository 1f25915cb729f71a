"""The command line: verbs, exit codes, what goes where."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pikepdf
import pytest

from sixfold import __version__
from sixfold.cli import main
from sixfold.commands import status
from sixfold.errors import UsageError
from sixfold.project.paths import Project
from support.projects import SLUG, Run, SetTranslation

CODES = ["ar", "en", "es", "fr", "ru", "zh"]


def test_language_is_known_in_either_case_and_may_be_given_again(look: Run) -> None:
    result = look("status", "--lang", "RU", "--lang", "zh", "A/66/398")
    assert [line.split()[1] for line in result.out.splitlines()[2:]] == ["ru", "zh"]


def test_committed_catalogs_have_no_findings(look: Run) -> None:
    assert look("check").out == "no findings\n"


def test_check_finds_what_is_missing_fuzzy_or_broken(run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.title.1", "Deuxième réunion", is_fuzzy=True)
    set_translation("fr", "annex.title.2", "")
    set_translation("fr", "annex.op.2", "<em>Soulignons")
    result = run("check", "--lang", "fr")
    *findings, summary = result.out.splitlines()  # all of it is what was asked for
    assert (result.code, result.err, summary) == (1, "", "3 findings: 1 error, 2 warnings")
    assert [line.partition(".po:")[2].partition(":")[2].strip() for line in findings[::2]] == [
        "annex.title.1 is fuzzy [fuzzy]",
        "annex.title.2 is missing [missing]",
        "<em> is not closed in the translation of annex.op.2 [broken-tags]",
    ]


def test_update_and_extract_of_an_unchanged_project_change_no_byte(run: Run, project: Project) -> None:
    files = [project.catalog(code, domain) for code in CODES if code != "en" for domain in (SLUG, "house")]
    files += [project.catalog_template(SLUG), project.catalog_template("house"), project.schema]
    before = [path.read_bytes() for path in files]
    result = run("update")
    assert result.code == 0
    assert [line.partition(": ")[2] for line in result.out.splitlines() if ".po:" in line] == ["unchanged"] * 10
    assert run("extract").code == 0
    assert [path.read_bytes() for path in files] == before


def test_words_are_printed_in_six_languages(look: Run) -> None:
    result = look("words", "session", "73")
    assert (result.code, result.out) == (
        0,
        "ar  الدورة الثالثة والسبعون\n"
        "en  Seventy-third session\n"
        "es  Septuagésimo tercer período de sesiones\n"
        "fr  Soixante-treizième session\n"
        "ru  Семьдесят третья сессия\n"
        "zh  第七十三届会议\n",
    )
    assert look("--version").out == f"sixfold {__version__}\n"


def test_wrong_usage_is_one_sentence_and_exit_code_2(look: Run) -> None:
    for arguments in (
        (), ("frobnicate",), ("pdf", "--lang", "de"), ("pdf", "--nonsense"), ("words", "session"), ("words", "session", "-1"),
        ("extract", "--lang", "fr"), ("status", "A/1/1"),
    ):  # fmt: skip
        result = look(*arguments)
        assert (arguments, result.code, result.out, len(result.errors)) == (arguments, 2, "", 1)
        assert len(result.err.splitlines()) <= 2  # the sentence and, mostly, a hint
    for jobs in ("abc", "0", "-1", "", "１"):
        assert f"“{jobs}” is not a number of editions, from 1 on" in look("pdf", f"--jobs={jobs}").err
    for words, sentence in {
        "--lang en --beside en": "en can stand beside another of the six languages only: not beside en\n"
        " hint: for example: --lang fr --beside en (LANG=fr BESIDE=en)",
        "--lang qps --beside fr": "fr can stand beside another of the six languages only: not beside qps",
        "--lang fr --beside xx": "argument --beside: invalid choice: 'xx'",
        "--lang fr --pages alternate": "pages alternate between two languages",
    }.items():
        result = look("pdf", *words.split())
        assert (words, result.code, result.out) == (words, 2, "")
        assert result.err.startswith(f"error: {sentence}")
    # The argparse of Python 3.11 makes an empty list of it: `status` left the option out, `corrigendum` broke off.
    for arguments in (("corrigendum", SLUG, "--since=--"), ("status", "--since=--"), ("revise", SLUG, "--lang=fr", "--by=--")):
        result, option = look(*arguments), arguments[-1][:-3]
        said = f"error: argument {option}: “--” is no value\n hint: try sixfold --help\n"
        assert (result.code, result.out, result.err) == (2, "", said)


def test_outside_a_project_there_is_one_sentence(run: Run, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root.parent)
    result = run("status")
    assert (result.code, len(result.errors)) == (2, 1)
    assert "no project here" in result.err


def test_project_without_seeds_has_nothing_to_print(run: Run, project: Project) -> None:
    (project.root / "seeds" / "A-66-398.yaml").unlink()
    result = run("pdf")
    assert (result.code, result.errors) == (2, ["error: there is no seed in seeds/"])
    assert run("status").code == 0  # the house words are there


def test_debug_is_understood_before_and_after_the_verb(look: Run) -> None:
    for arguments in (("--debug", "status", "A/1/1"), ("status", "--debug", "A/1/1")):
        with pytest.raises(UsageError, match="no document “A/1/1”"):
            look(*arguments)


def test_what_the_machine_refuses_our_own_mistake_and_an_interruption_are_a_sentence(
    look: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for raised, code, told in (
        (OSError(28, "No space left on device", "build"), 8, "error: build: No space left on device\n"),
        (KeyError("key"), 9, "error: a mistake in Sixfold itself: KeyError: 'key'\n"),
        (KeyboardInterrupt(), 130, "stopped; what was being written was not changed\n"),
    ):
        monkeypatch.setattr(status, "run", Mock(side_effect=raised))
        result = look("status")
        assert (result.code, result.err[: len(told)]) == (code, told)


def test_terminal_without_unicode_is_printed_to_all_the_same(shared: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shared.root)
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert main(["words", "session", "73"]) == 0
    assert "第七十三届会议".encode() in written.getvalue()


def test_pdf_that_fails_does_not_stop_the_others(run: Run, project: Project, set_translation: SetTranslation) -> None:
    set_translation("es", "annex.op.1", "<b>")
    result = run("pdf", "--lang", "es", "--lang", "fr")
    assert (result.code, result.out, len(result.errors)) == (4, "build/A-66-398.fr.pdf\n", 1)
    assert not project.pdf(SLUG, "es").exists()


def test_draft_is_written_and_told_unless_a_whole_translation_is_asked_for(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    path = project.pdf(SLUG, "fr")
    path.write_bytes(b"former")
    set_translation("fr", "annex.op.5", "Douteux", is_fuzzy=True)
    set_translation("fr", "annex.op.7", "")
    result = run("pdf", "--strict", "--lang", "fr")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[-1] == f"build/{path.name}: not written: --strict (STRICT=1) wants a complete translation"
    assert path.read_bytes() == b"former"
    result = run("pdf", "--lang", "fr", "A/66/398")
    assert (result.code, result.out) == (0, f"build/{path.name}\n")
    assert result.err == f"build/{path.name}: DRAFT: 2 units untranslated or fuzzy: annex.op.5, annex.op.7\n"
    assert path.read_bytes().startswith(b"%PDF-")


def test_side_by_side_names_the_language_of_what_is_not_translated(run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.5", "")
    set_translation("es", "annex.op.7", "")
    result = run("pdf", "--lang", "fr", "--beside", "es", "--edition", "archive")
    path = "build/archive/A-66-398.fr-es.pdf"
    assert (result.code, result.out) == (0, f"{path}\n")
    assert result.err == f"{path}: DRAFT: 2 units untranslated or fuzzy: fr:annex.op.5, es:annex.op.7\n"
    with pikepdf.open(path) as pdf:
        catalogs = {f"{name}.{code}.po" for name in (SLUG, "house") for code in ("fr", "es")}
        assert {*pdf.attachments} == {f"{SLUG}.yaml", *catalogs}


@pytest.mark.slow
def test_closed_streams_change_nothing_but_what_is_seen(project: Project) -> None:
    command = f'"{sys.executable}" -m sixfold pdf --lang fr >&- 2>&- <&-'
    assert subprocess.run(["sh", "-c", command], cwd=project.root, check=False).returncode == 0
    content = project.pdf(SLUG, "fr").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_link_that_leads_back_to_itself_is_one_sentence(run: Run, tmp_path: Path) -> None:
    link = tmp_path / "loop.pdf"
    link.symlink_to(link)
    result = run("preflight", str(link))
    assert "this symbolic link leads back to itself" in result.err or "Too many levels of symbolic links" in result.out


def test_what_was_typed_is_quoted_short_and_without_control_characters(look: Run) -> None:
    for typed in ("x\u202e\x1b[31m", "x" * 5000):
        for words in ((f"--{typed}",), (typed,), ("pdf", "--lang", typed), ("press", "--bleed-mm", typed), ("pdf", typed)):
            result = look(*words)
            first = result.err.splitlines()[0]
            assert (result.code, first.isprintable()) == (2, True)
            assert len(first) < 320
