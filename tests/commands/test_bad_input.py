"""Bad input at the command line: one sentence each, with file and line; nothing is overwritten, nothing is carried out."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from sixfold.document.loading import load_document
from sixfold.pdf.fonts import folders
from sixfold.pdf.fonts.installed import find_font_file
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.projects import SLUG, Result, Run, SetTranslation, line_of, replace_once

SEED = "seeds/A-66-398.yaml"
CATALOG = "locales/fr/LC_MESSAGES/A-66-398.po"
TITLE = 'msgstr "Prévention du crime et justice pénale"'


def contents(project: Project) -> dict[Path, bytes]:
    """Return every file of the project but the shared faces and what is remembered."""
    others = {"faces", "freshness", "cache"}
    files = (path for path in project.root.rglob("*") if path.is_file() and others.isdisjoint(path.parts))
    return {path: path.read_bytes() for path in files}


def run_in_vain(run: Run, project: Project, *arguments: str) -> Result:
    """Run a command that must fail in sentences and leave every file, a former PDF among them, as it is."""
    project.pdf(SLUG, "fr").write_bytes(b"the former PDF")
    before = contents(project)
    result = run(*arguments)
    assert result.code != 0
    assert "Traceback" not in result.err
    assert contents(project) == before
    return result


def test_damaged_catalog_is_told_with_its_line_by_each_verb_and_stops_no_other_language(run: Run, project: Project) -> None:
    path = project.catalog("fr", SLUG)
    sound = path.read_text(encoding="utf-8")
    for damaged, sentence in (
        (sound.replace(TITLE, TITLE[:-1]), "22: msgfmt: end-of-line within string"),
        (sound.replace(TITLE, f"<<<<<<< HEAD\n{TITLE}\n=======\n{TITLE}\n>>>>>>> main"), "22: a merge was left unfinished"),
        (sound.replace('"Content-Type: text/plain; charset=UTF-8\\n"\n', ""), "names no encoding"),
    ):
        path.write_text(damaged, encoding="utf-8")
        for verb in ("pdf", "update", "check"):
            result = run_in_vain(run, project, verb, "--lang", "fr", "A/66/398")
            printed = result.out if verb == "check" else result.err  # findings are its product
            told = [line for line in printed.splitlines() if line.startswith(("error", "warning"))]
            assert told and sentence in printed
            assert [line for line in told if not re.match(rf"(error|warning): {CATALOG}:\d+: \S", line)] == []
    assert (run("status", "--lang", "ru").code, run("status", "--lang", "fr").code) == (0, 4)
    path.write_bytes(sound.replace("’", "'").encode("cp1252", errors="replace"))
    assert "is not UTF-8" in run_in_vain(run, project, "pdf", "--lang", "fr").err


def test_wrong_tags_of_a_translator_are_told_with_their_lines(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    wrong = {"annex.op.2": ("<em>Rappelons", "<em> is not closed"), "annex.op.3": ("a</style>*{}", "unknown tag </style>")}
    for address, (translation, _) in wrong.items():
        path = set_translation("fr", address, translation)
    lines = {address: line_of(path, f'msgstr "{translation}"\n') for address, (translation, _) in wrong.items()}
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert result.code == 4
    assert result.errors == [
        f"error: {CATALOG}:{lines[address]}: {why} in the translation of {address}" for address, (_, why) in wrong.items()
    ]


def test_wrong_seed_is_told_with_its_lines_by_each_verb_and_stops_no_other(run: Run, project: Project) -> None:
    path = project.root / SEED
    sound = path.read_text(encoding="utf-8")
    wrong = {
        line_of(path, "en: 11-53026"): ("en: 11-53026", "en: 11-5302", "job.en: “11-5302” is not a job number such as"),
        line_of(path, "operative:"): ("operative:", "oprative:", "unknown key “oprative” in annex"),
    }
    for old, new, _ in wrong.values():
        replace_once(path, old, new)
    expected = [f"error: {SEED}:{line}: {sentence}" for line, (*_, sentence) in wrong.items()]
    for verb in ("pdf", "update", "status", "check", "extract"):
        result = run_in_vain(run, project, verb)
        assert (verb, result.code) == (verb, 3)
        assert [error[: len(start)] for error, start in zip(result.errors, expected, strict=True)] == expected
    path.write_text(sound, encoding="utf-8")
    shutil.copy(path, project.root / "seeds" / "A-66-399.yaml")
    assert run_in_vain(run, project, "pdf", "A-66-399").errors == [
        "error: seeds/A-66-399.yaml: the seed of A/66/398 is named A-66-399.yaml"
    ]
    (project.root / "seeds" / "A-66-399.yaml").write_text("symbol: [", encoding="utf-8")
    for verb in ("pdf", "status", "update"):
        result = run(verb, "--lang", "fr")
        assert (result.code, len(result.errors), "A-66-398" in result.out) == (3, 1, True)
        assert result.errors[0].startswith("error: seeds/A-66-399.yaml:")
        assert "not valid YAML" in result.errors[0]


def test_missing_face_is_told_with_the_package(run: Run, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        folders, "find_font_file", lambda name, least: None if name == "ukai.ttc" else find_font_file(name, least)
    )
    assert run("pdf", "--lang", "fr").code == 0  # which needs no other letters
    result = run_in_vain(run, project, "pdf", "--lang", "fr", "--lang", "zh")
    assert (result.code, len(result.errors)) == (5, 1)
    assert result.errors[0].startswith("error: the typeface file ukai.ttc (AR PL UKai CN")
    assert "sudo apt-get install fonts-arphic-ukai" in result.err


def test_a_place_that_cannot_be_written_is_one_sentence(run: Run, project: Project) -> None:
    project.pdf(SLUG, "fr").mkdir()
    result = run("pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (7, 1)
    assert result.errors[0].startswith("error: build/A-66-398.fr.pdf: can’t be written: ")
    assert {path.name for path in project.build.iterdir()} - {"cache", "faces", "freshness"} == {"A-66-398.fr.pdf"}
    shutil.rmtree(project.build)
    project.build.write_bytes(b"not a folder")
    result = run("pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (7, 1)
    assert project.build.read_bytes() == b"not a folder"


def test_emblem_that_is_not_there_or_reaches_outside_is_refused(run: Run, project: Project, tmp_path: Path) -> None:
    replace_once(project.root / SEED, "layout: new-york-2011", "emblem: arms.svg")
    arms, outside = project.templates / "arms.svg", tmp_path / "outside.svg"

    def refused() -> str:
        result = run_in_vain(run, project, "pdf", "--lang", "fr")
        assert (result.code, len(result.errors)) == (6, 1)
        return result.errors[0]

    arms.write_text('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/x.png"/></svg>', encoding="utf-8")
    assert "templates/arms.svg:1: the element <image> is not allowed in artwork" in refused()
    outside.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    arms.unlink()
    arms.symlink_to(outside)
    assert "is refused: pages are made of the project's own files" in refused()
    replace_once(project.root / SEED, "emblem: arms.svg", "emblem: none.svg")
    assert refused() == "error: templates/none.svg: can't be read: No such file or directory"


# Text that looks like something to carry out, and how it stands in the HTML.
TEXTS = {
    "{{ 7*7 }}": "{{ 7*7 }}",
    "{% include 'x' %}": "{% include &#39;x&#39; %}",
    "{# gone #}": "{# gone #}",
    "{0.__class__} {page} %(x)s": "{0.__class__} {page} %(x)s",
    "&lt;b&gt; &amp; &": "&amp;lt;b&amp;gt; &amp;amp; &amp;",
    'a" onclick="b': "a&#34; onclick=&#34;b",
    "http://example.org/?a=b": "http://example.org/?a=b",
    "*{display:none} @import url(x)": "*{display:none} @import url(x)",
    "1 < 2 > 0": "1 &lt; 2 &gt; 0",
    "\\n \\0022": "\\n \\0022",
}
WORD_JOINER = "\u2060"  # keeps the host of an address in one line


def test_code_in_a_translation_or_a_seed_appears_as_text_and_nothing_is_fetched(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    code = " ; ".join(TEXTS)
    for context in ("annex.op.2", "annex.title.1", "letter.title.1", "letter.name.1", "agenda.title.1"):
        set_translation("fr", context, code)
    seed = load_document(project.root / SEED)
    html = compose_edition(project, seed, "fr").html.replace(WORD_JOINER, "")
    # five texts, and letter.title.1 in <title> too
    assert {text: html.count(printed) for text, printed in TEXTS.items()} == dict.fromkeys(TEXTS, 6)
    quoted = "'" + code.replace("'", "''") + "'"
    replace_once(project.root / SEED, "role: Chargé d’affaires a.i.", f"role: {quoted}")
    html = compose_edition(project, load_document(project.root / SEED), "en").html.replace(WORD_JOINER, "")
    assert {text: html.count(printed) for text, printed in TEXTS.items()} == dict.fromkeys(TEXTS, 1)
    assert run("pdf", "--lang", "fr").code == 0
    assert project.pdf(SLUG, "fr").exists()


def test_nobody_waits_for_a_pipe_in_a_files_place(run: Run, project: Project) -> None:
    verbs = {SEED: ("status", "pdf"), CATALOG: ("pdf", "check", "update"), "locales/terms.csv": ("update",)}
    for place, tried in verbs.items():
        path = project.root / place
        content = path.read_bytes()
        path.unlink()
        os.mkfifo(path)
        for verb in tried:
            result = run(verb, "--lang", "fr")
            printed = result.out if verb == "check" else result.err
            assert result.code in (1, 3, 4)
            assert f"{place}: " in printed and "it is a pipe or a device, not a file" in printed
        path.unlink()
        path.write_bytes(content)
    result = run_in_vain(run, project, "press", "--lang", "fr", "--profile", "/dev/zero")
    assert (result.code, "it is a pipe or a device, not a file" in result.err) == (2, True)


def test_text_in_a_script_that_no_face_has_is_told_with_some_of_its_lines(run: Run, project: Project) -> None:
    with (project.root / CATALOG).open("a", encoding="utf-8") as catalog:
        catalog.write("# 😀\n" * 20)
    replace_once(project.root / CATALOG, TITLE, TITLE.replace("crime", "😀"))
    result = run("pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (6, 13)
    assert result.errors[-1] == "error: … and in 9 more lines"
