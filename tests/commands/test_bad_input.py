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


TITLE = 'msgstr "Prévention du crime et justice pénale"'

# What is done to the catalog (old text, new text), and part of a sentence about it.
DAMAGES = {
    "missing closing quote": (TITLE, TITLE[:-1], "22: msgfmt: end-of-line within string"),
    "missing opening quote": (TITLE, TITLE.replace(' "', " "), "22: msgfmt: keyword "),
    "dropped letter of a keyword": ('msgctxt "agenda.title"', 'sgctxt "agenda.title"', "sgctxt"),
    "quote in a text": (
        TITLE,
        TITLE.replace("crime", '"crime"'),
        '22: msgfmt: keyword "crime" unknown',
    ),
    "unknown escape": (TITLE, TITLE.replace("crime", "\\crime"), "22: msgfmt: invalid control sequence"),
    "duplicate": (
        "#. letter.title.1: title",
        f'msgctxt "agenda.title"\nmsgid "Crime prevention and criminal justice"\n{TITLE}\n\n#. letter.title.1: title',
        "duplicate message definition",
    ),
    "conflict markers": (
        TITLE,
        f"<<<<<<< HEAD\n{TITLE}\n=======\n{TITLE}\n>>>>>>> main",
        "22: a merge was left unfinished",
    ),
    "no encoding in the header": ('"Content-Type: text/plain; charset=UTF-8\\n"\n', "", "names no encoding"),
}


@pytest.mark.parametrize("verb", ["pdf", "update", "check"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_catalog_is_told_with_its_line(run: Run, project: Project, damage: str, verb: str) -> None:
    old, new, sentence = DAMAGES[damage]
    replace_once(project.catalog("fr", SLUG), old, new)
    result = run_in_vain(run, project, verb, "--lang", "fr", "A/66/398")
    printed = result.out if verb == "check" else result.err  # findings are its product
    told = [line for line in printed.splitlines() if line.startswith(("error", "warning"))]
    assert told
    for line in told:
        assert re.match(rf"(error|warning): {CATALOG}:\d+: \S", line)
    assert sentence in printed


def test_damaged_catalog_does_not_stop_status_of_the_others(run: Run, project: Project) -> None:
    replace_once(project.catalog("fr", SLUG), 'msgstr "Prévention', "msgstr Prévention")
    assert run("status", "--lang", "ru").code == 0
    assert run("status", "--lang", "fr").code == 4


def test_catalog_in_another_encoding_is_refused(run: Run, project: Project) -> None:
    catalog = project.catalog("fr", SLUG)
    catalog.write_bytes(catalog.read_text(encoding="utf-8").replace("’", "'").encode("cp1252", errors="replace"))
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert "is not UTF-8" in result.err


@pytest.mark.parametrize(
    ("translation", "why"),
    [
        ("<em>Rappelons", "<em> is not closed"),
        ("Rappelons</em>", "</em> closes nothing"),
        ("<b>Rappelons</b>", "unknown tag <b>"),
        ("Rappelons</style><style>*{display:none}", "unknown tag </style>"),
        ('"><img src=x onerror=alert(1)>', "unknown tag <img src=x onerror=alert(1)>"),
        ("<script src='http://example.org/x.js'>", "unknown tag <script src='http://example.org/x.js'>"),
        ("<!-- -->", "unknown tag <!-- -->"),
        ("<em style='x'>a</em>", "unknown tag <em style='x'>"),
    ],
)
def test_wrong_tag_of_a_translator_is_told_with_its_line(
    run: Run, project: Project, set_translation: SetTranslation, translation: str, why: str
) -> None:
    path = set_translation("fr", "annex.op.2", translation)
    line = line_of(path, 'msgstr "' + translation.replace('"', '\\"') + '"\n')
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert (result.code, result.errors) == (
        4,
        [f"error: {CATALOG}:{line}: {why} in the translation of annex.op.2"],
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("operative:", "oprative:", "unknown key “oprative” in annex"),
        ("2011-10-04", "2011-10-32", "date: a date such as 2011-10-04 is expected here, found “2011-10-32”"),
        ("symbol: A/66/398", "symbol: A-66-398", "symbol: “A-66-398” is not a document symbol"),
        ("en: 11-53026", "en: 11-5302", "job.en: “11-5302” is not a job number such as"),
        ("- >-\n              <em>Decide</em>", "- <em>Decide", "annex.operative: <em> is not closed"),
        ("- >-\n              <em>Decide</em>", "- <h1>Decide</h1>", "annex.operative: unknown tag <h1>"),
        ("layout: new-york-2011", "emblem: http://example.org/e.svg", "emblem: the name of an .svg file in templates/"),
        ("layout: new-york-2011", "emblem: ../../../etc/e.svg", "emblem: the name of an .svg file in templates/"),
        ("layout: new-york-2011", "layout: [", "not valid YAML"),
    ],
)
def test_wrong_seed_is_told_with_its_line(run: Run, project: Project, old: str, new: str, sentence: str) -> None:
    path = project.root / SEED
    line = line_of(path, old)
    replace_once(path, old, new)
    for verb in ("pdf", "update", "status", "check", "extract"):
        result = run_in_vain(run, project, verb)
        assert (result.code, len(result.errors)) == (3, 1)
        assert result.errors[0].startswith(f"error: {SEED}:{line}") or "YAML" in sentence
        assert sentence in result.errors[0]


def test_seed_under_another_name_is_refused(run: Run, project: Project) -> None:
    shutil.copy(project.root / SEED, project.root / "seeds" / "A-66-399.yaml")
    result = run_in_vain(run, project, "pdf", "A-66-399")
    assert result.errors == ["error: seeds/A-66-399.yaml: the seed of A/66/398 is named A-66-399.yaml"]


@pytest.mark.parametrize("verb", ["pdf", "status", "update"])
def test_seed_that_cant_be_read_does_not_stop_the_others(run: Run, project: Project, verb: str) -> None:
    (project.root / "seeds" / "A-66-399.yaml").write_text("symbol: [", encoding="utf-8")
    result = run(verb, "--lang", "fr")
    assert (result.code, len(result.errors)) == (3, 1)
    assert result.errors[0].startswith("error: seeds/A-66-399.yaml:")
    assert "A-66-398" in result.out


def test_missing_face_is_told_with_the_package(run: Run, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        folders, "find_font_file", lambda name, least: None if name == "ukai.ttc" else find_font_file(name, least)
    )
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (5, 1)
    assert result.errors[0].startswith("error: the typeface file ukai.ttc (AR PL UKai CN")
    assert "sudo apt-get install fonts-arphic-ukai" in result.err


def test_folder_that_cannot_be_written_is_one_sentence(run: Run, project: Project) -> None:
    shutil.rmtree(project.build)
    project.build.write_bytes(b"not a folder")
    result = run("pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (7, 1)
    assert project.build.read_bytes() == b"not a folder"


def test_folder_in_the_pdfs_place_is_one_sentence(run: Run, project: Project) -> None:
    project.pdf(SLUG, "fr").mkdir()
    result = run("pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (7, 1)
    assert result.errors[0].startswith("error: build/A-66-398.fr.pdf: can’t be written: ")
    assert {path.name for path in project.build.iterdir()} - {"faces", "freshness"} == {"A-66-398.fr.pdf"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '<image href="http://example.org/x.png"/>',
            "templates/arms.svg:1: the element <image> is not allowed in artwork",
        ),
        ('<use href="other.svg#a"/>', "templates/arms.svg:1: href=“other.svg#a” is not allowed in artwork"),
        (
            "<style>@import url(http://example.org)</style>",
            "templates/arms.svg:1: an address in a style is not allowed",
        ),
        ("<path", "templates/arms.svg:1: not valid SVG"),
    ],
)
def test_emblem_that_reaches_outside_is_refused(run: Run, project: Project, content: str, sentence: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    (project.templates / "arms.svg").write_text(svg, encoding="utf-8")
    replace_once(project.root / SEED, "layout: new-york-2011", "emblem: arms.svg")
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (6, 1)
    assert sentence in result.errors[0]


def test_emblem_that_is_not_there_is_one_sentence(run: Run, project: Project) -> None:
    replace_once(project.root / SEED, "layout: new-york-2011", "emblem: none.svg")
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert (result.code, result.errors) == (6, ["error: templates/none.svg: can't be read: No such file or directory"])


def test_emblem_by_a_link_that_leads_outside_is_refused(run: Run, project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside.svg"
    outside.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (project.templates / "arms.svg").symlink_to(outside)
    replace_once(project.root / SEED, "layout: new-york-2011", "emblem: arms.svg")
    result = run_in_vain(run, project, "pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (6, 1)
    assert "is refused: pages are made of the project's own files" in result.errors[0]


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


@pytest.mark.parametrize("text", TEXTS)
def test_code_in_a_translation_appears_as_text(project: Project, set_translation: SetTranslation, text: str) -> None:
    for context in ("annex.op.2", "annex.title.1", "letter.title.1", "letter.name.1", "agenda.title.1"):
        set_translation("fr", context, text)
    html = compose_edition(project, load_document(project.root / SEED), "fr").html.replace(WORD_JOINER, "")
    assert html.count(TEXTS[text]) == 6  # five texts, and letter.title.1 in <title> too


@pytest.mark.parametrize("text", TEXTS)
def test_code_in_a_seed_appears_as_text(project: Project, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    replace_once(project.root / SEED, "Crime prevention and criminal justice", quoted)
    replace_once(project.root / SEED, "role: Chargé d’affaires a.i.", f"role: {quoted}")
    html = compose_edition(project, load_document(project.root / SEED), "en").html.replace(WORD_JOINER, "")
    assert html.count(TEXTS[text]) == 2


def test_pdf_of_a_text_full_of_code_is_made_without_a_fetch(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.title.1", " ".join(TEXTS))
    assert run("pdf", "--lang", "fr").code == 0
    assert project.pdf(SLUG, "fr").exists()


def test_marks_of_a_draft_stand_in_the_html(project: Project, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.5", "Douteux", is_fuzzy=True)
    set_translation("fr", "annex.title.2", "")
    composition = compose_edition(project, load_document(project.root / SEED), "fr")
    assert composition.untranslated == ("annex.title.2", "annex.op.5")
    assert composition.html.count('lang="en" dir="ltr">') == 2
    assert composition.html.count(' untranslated"') == 2
    assert "Douteux" not in composition.html
    assert 'data-draft=""' not in composition.html
    assert composition.html.count('class="context"') == 0  # no proof was asked for


def test_whole_translation_is_no_draft(project: Project) -> None:
    composition = compose_edition(project, load_document(project.root / SEED), "fr")
    assert 'data-draft=""' in composition.html
    assert "untranslated" not in composition.html


def test_proof_names_every_text(project: Project) -> None:
    composition = compose_edition(project, load_document(project.root / SEED), "fr", is_proof=True)
    assert composition.html.count('class="context"') == 21
    assert '<span class="context">annex.op.5</span>' in composition.html


@pytest.mark.parametrize(
    ("place", "verb"),
    [(SEED, "status"), (SEED, "pdf"), (CATALOG, "pdf"), (CATALOG, "check"), (CATALOG, "update"), ("locales/terms.csv", "update")],
)
def test_nobody_waits_for_a_pipe_in_a_files_place(run: Run, project: Project, place: str, verb: str) -> None:
    (project.root / place).unlink()
    os.mkfifo(project.root / place)
    result = run(verb, "--lang", "fr")
    assert result.code in (1, 3, 4)
    printed = result.out if verb == "check" else result.err
    assert f"{place}: " in printed
    assert "it is a pipe or a device, not a file" in printed


def test_a_device_without_end_is_one_sentence(run: Run, project: Project) -> None:
    result = run_in_vain(run, project, "press", "--lang", "fr", "--profile", "/dev/zero")
    assert result.code == 2
    assert "it is a pipe or a device, not a file" in result.err


def test_text_in_a_script_that_no_face_has_is_told_with_some_of_its_lines(run: Run, project: Project) -> None:
    with (project.root / CATALOG).open("a", encoding="utf-8") as catalog:
        catalog.write("# 😀\n" * 20)
    replace_once(project.root / CATALOG, TITLE, TITLE.replace("crime", "😀"))
    result = run("pdf", "--lang", "fr")
    assert (result.code, len(result.errors)) == (6, 13)
    assert result.errors[-1] == "error: … and in 9 more lines"
