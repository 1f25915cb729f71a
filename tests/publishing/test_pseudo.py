"""Pseudo-languages: what passes through a catalog is changed, longer and in brackets; what doesn't is plain."""

from __future__ import annotations

import re

import pdfplumber
import pytest

from sixfold.catalogs.inline import note_calls, plain
from sixfold.document.loading import load_document
from sixfold.document.units import texts
from sixfold.project.paths import Project
from sixfold.publishing.pseudo import compose_pseudo, pseudo_text
from support.projects import CHECKOUT, Run


@pytest.mark.parametrize(
    ("text", "code", "pseudo"),
    [
        ("General", "qps", "[Ĝéñéŕáł ôñ]"),  # 2 more of 7 letters, and a space
        ("<em>Recall</em> A/66/398<fn>a</fn>", "qps", "[<em>Ŕéçáłł</em> A/66/398<fn>a</fn> ôñé ţ]"),
        ("Agenda item {items}", "qps", "[Áĝéñđá îţém {items} ôñé ţŵô]"),
        ("Chargé d’affaires", "qpr", "[سهارغع د’اففايرعش ونع تط]"),
    ],
)
def test_text_is_changed_longer_and_in_brackets(text: str, code: str, pseudo: str) -> None:
    assert pseudo_text(text, code) == pseudo


@pytest.mark.parametrize("code", ["qps", "qpr"])
def test_every_text_is_at_least_two_fifths_longer_and_keeps_tags_and_footnotes(project: Project, code: str) -> None:
    for text in texts(load_document(project.root / "seeds" / "A-66-398.yaml")):
        pseudo = pseudo_text(text.text, code)
        assert len(plain(pseudo)) >= 1.4 * len(plain(text.text))
        assert re.findall("<[^>]*>", pseudo) == re.findall("<[^>]*>", text.text)
        assert note_calls(pseudo) == note_calls(text.text)


def test_page_shows_plain_what_no_catalog_has(project: Project) -> None:
    document = load_document(project.root / "seeds" / "A-66-398.yaml")
    composition = compose_pseudo(project, document, "qps")
    body = re.sub(r"<[^>]*>", " ", composition.html.partition("<body")[2].partition(">")[2])
    outside = re.sub(r"\[[^\[\]]*\]", " ", re.sub(r"\[[^\[\]]*\]", " ", body))  # a name stands inside “(Signed) …”
    words = re.findall("[A-Za-z]{2,}", outside)
    assert words == ["October"]  # the date of the masthead: a rule of languages.toml
    assert composition.untranslated == ()
    assert "[Sixty-sixth šéššîôñ ôñé ţŵ]" in composition.html


def test_page_from_right_to_left_is_set_as_arabic(project: Project) -> None:
    html = compose_pseudo(project, load_document(project.root / "seeds" / "A-66-398.yaml"), "qpr").html
    assert '<html lang="ar" dir="rtl"' in html
    assert "scripts/ar.css" in html


@pytest.mark.slow
def test_pdf_of_a_pseudo_language_needs_no_catalog(project: Project, run: Run) -> None:
    for path in (project.root / "locales").rglob("*.po"):
        path.unlink()
    done = run("pdf", "--lang", "qps", "--strict")
    assert (done.code, done.out, done.err) == (0, "build/A-66-398.qps.pdf\n", "")


@pytest.mark.parametrize("verb", ["update", "status", "check"])
def test_pseudo_language_is_no_target_of_translation(run: Run, verb: str) -> None:
    assert run(verb, "--lang", "qps").code == 2


def test_label_of_an_annex_longer_than_the_column_of_numbers_stays_in_one_line(project: Project, run: Run) -> None:
    """Seen in the pseudo-language: it folded, and pushed the title of the annex down."""
    seed = CHECKOUT / "tests" / "documents" / "seeds" / "A-67-352-Add.1.yaml"
    content = seed.read_text(encoding="utf-8")
    (project.root / "seeds" / seed.name).write_text(content[: content.rindex("  - annex:")], encoding="utf-8")
    assert run("pdf", "--lang", "qps", "A/67/352/Add.1").code == 0
    with pdfplumber.open(project.pdf(seed.stem, "qps")) as pdf:
        lines = pdf.pages[0].extract_text().splitlines()
    assert [line for line in lines if "Áññéx" in line] == ["[Áññéx ô]"]
