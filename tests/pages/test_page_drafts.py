"""Drafts and proofs: what isn't translated is printed in the source language, marked and counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polib
import pypdfium2
import pytest

from sixfold.document.loading import load_document
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import LANGUAGES, Line, Page, Pdf, bars, edition, picture_of, read_pdf, set_page, translations
from support.projects import Run, SetTranslation, replace_once
from support.validators import broken_rules

pytestmark = pytest.mark.slow

SLUG = "A-66-398"
Build = Callable[..., tuple[tuple[str, ...], Pdf]]
STRESS = "Stress the importance of discouraging demand with a view to successfully preventing and combating trafficking in persons;"
ONE = {
    "ar": "مسودة: ١ من مقاطع هذه الوثيقة لم يُترجم بعد",
    "es": "Borrador: queda por traducir 1 pasaje de este documento",
    "fr": "Version provisoire : 1 passage de ce document n’est pas encore traduit",
    "ru": "Черновик: в этом документе еще не переведен 1 фрагмент",
    "zh": "草稿：本文件尚有1处文字未翻译",
}


@pytest.fixture
def build(project: Project) -> Build:
    """Return a function that makes a PDF of the project, and returns the units that aren't translated in it, too."""

    def build(language: LanguageCode, **options: bool) -> tuple[tuple[str, ...], Pdf]:
        page = compose_edition(project, load_document(project.seed(SLUG)), language, **options)
        return page.untranslated, read_pdf(set_page(page, "screen"))

    return build


def _foot_lines(page: Page) -> list[str]:
    """Return the lines below the text, but for job number, page number and the words beside the recycling mark."""
    return [_bare(line) for line in page.lines if line.baseline > 730]


def _bare(line: Line) -> str:
    return re.sub(r"[\xa0 ]+", " ", line.text)


def _paragraph(page: Page, start: str) -> list[Line]:
    """Return the line of *page* that begins with *start* and those that follow it without a gap."""
    lines = [line for line in page.flow if line.x0 > 120]
    first = next(i for i, line in enumerate(lines) if line.text.startswith(start))
    end = next(i for i in range(first + 1, len(lines)) if lines[i].baseline - lines[i - 1].baseline > 13)
    return lines[first:end]


@pytest.mark.parametrize("is_fuzzy", [True, False], ids=["fuzzy", "missing"])
def test_a_message_not_translated_prints_the_source_text_in_its_place(
    build: Build, set_translation: SetTranslation, is_fuzzy: bool
) -> None:
    set_translation("fr", "annex.op.2", "Soulignons peut-être ;" if is_fuzzy else "", is_fuzzy=is_fuzzy)
    _, pdf = build("fr")
    lines = _paragraph(pdf.pages[1], "2.")
    assert " ".join(map(_bare, lines)) == f"2. {STRESS}"
    assert "Soulignons peut-être" not in pdf.text
    assert pdf.pages[1].line("3.").text.startswith("3. Soulignons également")  # the page goes on in French


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_page_of_geneva_that_is_turned_has_room_for_the_line_of_a_draft(
    build: Build, project: Project, code: LanguageCode
) -> None:
    replace_once(project.seed(SLUG), "layout: new-york-2011", "layout: geneva")
    table = "        - table: {columns: [foo, bar], rows: [[foo, bar]], landscape: true}\n"
    replace_once(project.seed(SLUG), "      body:\n", f"      body:\n{table}")
    _, pdf = build(code)
    (page,) = (page for page in pdf.pages if page.width > page.height)
    assert max(line.baseline for line in page.lines) < page.height - 12


def test_a_bar_stands_beside_the_text_that_is_not_translated_and_only_there(
    build: Build, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.2", "", is_fuzzy=False)
    _, pdf = build("fr")
    lines = _paragraph(pdf.pages[1], "2.")
    assert len(lines) == 2
    assert [len(bars(pdf.content, page.number)) for page in pdf.pages] == [0, 1, 0, 0]
    (bar,) = bars(pdf.content, 2)
    assert bar.x0 == pytest.approx(113.1, abs=0.3)  # 59.76 + 63.35 - 10
    assert bar.x1 == pytest.approx(115.1, abs=0.3)  # 113.1 + 2
    assert bar.bottom - bar.top == pytest.approx(24, abs=0.3)  # two lines of 12
    assert bar.top < lines[0].baseline - 6  # the small letters of the first line are beside it
    assert bar.bottom >= lines[-1].baseline


def test_the_bar_of_a_title_and_of_a_signature_stands_in_the_margin_too(
    build: Build, set_translation: SetTranslation
) -> None:
    set_translation("fr", "letter.title.1", "")
    set_translation("fr", "letter.role.1", "")
    set_translation("fr", "agenda.title.1", "")
    _, pdf = build("fr")
    found = [(bar.x0, bar.bottom - bar.top) for bar in bars(pdf.content, 1)]
    wanted = [(49.8, 12.0), (113.1, 40.5), (113.1, 12.0)]  # 59.76 - 10; 3 x 13.5; both in the text's margin
    assert found == [(pytest.approx(x0, abs=0.3), pytest.approx(height, abs=0.3)) for x0, height in wanted]


def test_the_bar_goes_on_where_a_text_goes_over_a_page(build: Build, set_translation: SetTranslation) -> None:
    set_translation("zh", "annex.op.6", "")
    _, pdf = build("zh")
    assert re.search("[a-z]", pdf.pages[1].flow[-1].text)
    assert re.search("[a-z]", pdf.pages[2].flow[0].text)
    assert [len(bars(pdf.content, page.number)) for page in pdf.pages] == [0, 1, 1]
    assert bars(pdf.content, 3)[0].top < pdf.pages[2].flow[0].baseline - 6


@pytest.mark.parametrize("code", ONE)
def test_every_foot_says_in_the_language_how_much_is_missing(
    build: Build, set_translation: SetTranslation, code: str
) -> None:
    set_translation(code, "annex.op.2", "")
    _, pdf = build(code)
    wanted = re.sub("[\u064b-\u0652]", "", ONE[code])
    for page in pdf.pages:
        found = [re.sub("[\u064b-\u0652]", "", line) for line in _foot_lines(page)]
        assert found == [wanted]


@pytest.mark.parametrize(
    ("code", "count", "words"),
    [
        ("ru", 2, "Черновик: в этом документе еще не переведены 2 фрагмента"),
        ("ru", 5, "Черновик: в этом документе еще не переведено 5 фрагментов"),
        ("ar", 3, "مسودة: ٣ مقاطع من هذه الوثيقة لم تترجم بعد"),
    ],
)
def test_the_count_takes_its_plural_form_in_the_figures_of_the_page(
    build: Build, set_translation: SetTranslation, code: str, count: int, words: str
) -> None:
    for number in range(1, count + 1):
        set_translation(code, f"annex.op.{number}", "", is_fuzzy=code == "ru" and number == 1)
    _, pdf = build(code)
    found = [[re.sub("[\u064b-\u0652]", "", line) for line in _foot_lines(page)] for page in pdf.pages]
    assert found == [[words]] * len(pdf.pages)


def test_the_draft_line_stands_clear_of_the_job_line_and_the_edge(
    build: Build, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.2", "")
    _, pdf = build("fr")
    for page in pdf.pages:
        draft = page.line("Version provisoire")
        others = [line for line in page.lines if line is not draft]
        assert (
            min(abs(line.baseline - draft.baseline) for line in others if line.x1 > draft.x0 and line.x0 < draft.x1) > 9
        )
        assert draft.baseline < 770
        assert (draft.x0 + draft.x1) / 2 == pytest.approx(306, abs=1)  # 612 / 2


def test_title_and_standard_error_say_that_it_is_a_draft(project: Project, run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.2", "")
    set_translation("fr", "letter.p.1", "", is_fuzzy=True)
    result = run("pdf", "--lang", "fr")
    pdf = read_pdf(project.pdf(SLUG, "fr").read_bytes())
    assert pdf.title.replace("\xa0", " ").startswith("Version provisoire : A/66/398: Lettre datée du 27 septembre 2011")
    assert _foot_lines(pdf.pages[0]) == ["Version provisoire : 2 passages de ce document ne sont pas encore traduits"]
    assert result.err == "build/A-66-398.fr.pdf: DRAFT: 2 units untranslated or fuzzy: letter.p.1, annex.op.2\n"
    assert result.out == "build/A-66-398.fr.pdf\n"


def test_a_house_word_that_is_missing_is_printed_in_english_and_counted(
    build: Build, set_translation: SetTranslation
) -> None:
    set_translation("fr", "organ.general-assembly", "", domain="house")
    set_translation("fr", "annex.op.2", "")
    untranslated, pdf = build("fr")
    assert pdf.pages[0].line("General Assembly").baseline == pytest.approx(93.5, abs=0.1)
    assert untranslated == ("annex.op.2", "house:organ.general-assembly")
    assert _foot_lines(pdf.pages[0]) == ["Version provisoire : 2 passages de ce document ne sont pas encore traduits"]


def test_source_text_in_an_arabic_page_has_its_bar_at_the_left(build: Build, set_translation: SetTranslation) -> None:
    set_translation("ar", "annex.op.3", "")
    _, pdf = build("ar")
    page = pdf.pages[1]
    lines = [line for line in page.flow if re.search("[a-z]{3}", line.text)]
    assert "Stress also the need to implement" in _bare(lines[0])
    (bar,) = bars(pdf.content, 2)
    assert bar.x0 == pytest.approx(113.2, abs=0.3)  # 612 - 488.8 - 10
    assert bar.top < lines[0].baseline - 6
    assert bar.bottom >= lines[-1].baseline
    assert [
        round(line.x1, 1) for line in lines[:-1] if abs(line.x1 - 488.8) > 1.5
    ] == []  # one face sets letters and spaces


def test_source_text_in_a_chinese_page_keeps_its_own_emphasis(build: Build, set_translation: SetTranslation) -> None:
    set_translation("zh", "annex.op.2", "")
    _, pdf = build("zh")
    line = next(line for line in pdf.flow if "Stress the importance" in _bare(line))
    assert "".join(glyph.text for glyph in line.glyphs if "Italic" in glyph.font) == "Stress"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_complete_edition_has_neither_bar_nor_draft_line_nor_contexts(code: str) -> None:
    pdf = edition(code)
    assert [bar for page in pdf.pages for bar in bars(pdf.content, page.number)] == []
    assert [line.text for page in pdf.pages for line in page.lines if line.baseline > 735] == []
    assert [context for context in translations(code) if context in pdf.text] == []


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
def test_a_proof_prints_the_context_of_every_text_in_the_margin(build: Build, code: str) -> None:
    untranslated, pdf = build(code, is_proof=True)
    small = [line for page in pdf.pages for line in page.lines if line.size == 5.5]
    assert sorted(re.sub(r"\s", "", line.text) for line in small) == sorted(translations(code))
    assert [str(line) for line in small if line.x0 <= 0 or line.x1 >= 612] == []
    assert untranslated == ()


def test_the_context_in_a_proof_stands_beside_its_text_clear_of_all_others(build: Build) -> None:
    _, pdf = build("fr", is_proof=True)
    for page in pdf.pages:
        small = [line for line in page.lines if line.size == 5.5]
        large = [line for line in page.lines if line.size != 5.5]
        for note in small:
            beside = [
                line
                for line in large
                if abs(line.baseline - note.baseline) < 5 and line.x1 > note.x0 and line.x0 < note.x1
            ]
            assert beside == [], f"{note} lies over {beside[0]}"
    context = next(line for line in pdf.pages[1].lines if line.text == "annex.op.2")
    assert context.x1 < 113  # left of the bar
    text = _paragraph(pdf.pages[1], "2.")
    assert -8 < context.baseline - text[0].baseline < 2


def test_bookmarks_of_a_proof_are_those_of_the_page(build: Build, project: Project) -> None:
    make_fuzzy(project.catalog("zh", SLUG), "annex.title.2", "We also ")

    def bookmarks(*, is_proof: bool) -> list[str]:
        with pypdfium2.PdfDocument(build("zh", prints_fuzzy=True, is_proof=is_proof)[1].content) as pdf:
            return [bookmark.get_title() for bookmark in pdf.get_toc()]

    assert bookmarks(is_proof=True) == bookmarks(is_proof=False) != []


@pytest.mark.parametrize("options", [[], ["--fuzzy"]])
def test_a_strict_build_writes_no_draft(
    project: Project, run: Run, set_translation: SetTranslation, options: list[str]
) -> None:
    set_translation("fr", "annex.op.2", "Soulignons", is_fuzzy=True)
    result = run("pdf", "--lang", "fr", "--strict", *options)
    assert result.code == 1
    assert "not written" in result.err
    assert not project.pdf(SLUG, "fr").exists()


def make_fuzzy(path: Path, name: str, former: str) -> None:
    """Make the unit *name* fuzzy: its source text had the words *former* before those that it has now."""
    catalog = polib.pofile(str(path), wrapwidth=100)
    (entry,) = [entry for entry in catalog if entry.comment.startswith(f"{name}: ")]
    entry.flags, entry.previous_msgctxt, entry.previous_msgid = ["fuzzy"], entry.msgctxt, former + entry.msgid
    catalog.save()


@pytest.mark.parametrize("is_proof", [False, True])
def test_a_fuzzy_translation_is_printed_with_a_bar_in_dashes(build: Build, project: Project, is_proof: bool) -> None:
    make_fuzzy(project.catalog("fr", SLUG), "annex.op.2", "We also ")
    untranslated, pdf = build("fr", prints_fuzzy=True, is_proof=is_proof)
    assert untranslated == ("annex.op.2",)
    assert _bare(pdf.pages[1].line("2.")).startswith("2. Soulignons qu’il importe de décourager")
    assert bars(pdf.content, 2) == []  # that of a missing text has no gap
    dark = picture_of(pdf.content, 2, 4)[80 * 4 : 705 * 4, 114 * 4] < 128
    assert np.abs(np.diff(dark.astype(int))).sum() >= 4  # two dashes at least beside two lines
    beside = " ".join(_bare(line) for line in pdf.pages[1].lines if line.x0 > 490 and line.size == 5.5)
    assert beside == ("We also <em><em>Stress …" if is_proof else "")
    foot = "Version provisoire : la traduction de 1 passage n’est pas définitive"
    assert [_foot_lines(page) for page in pdf.pages] == [[foot]] * len(pdf.pages)


def test_fuzzy_and_missing_texts_are_counted_together(
    build: Build, project: Project, set_translation: SetTranslation
) -> None:
    set_translation("ru", "annex.op.4", "")
    make_fuzzy(project.catalog("ru", SLUG), "annex.op.2", "We also ")
    untranslated, pdf = build("ru", prints_fuzzy=True)
    assert untranslated == ("annex.op.2", "annex.op.4")
    assert _foot_lines(pdf.pages[0]) == ["Черновик: перевод 2 фрагментов этого документа не завершен"]
    assert len(bars(pdf.content, 2)) == 1


LONG = "and whatever was said here before has nothing to do with what is said here now, however long it may go on; " * 4


@pytest.mark.parametrize("code", ["ar", "es", "fr", "ru", "zh"])
def test_what_changed_stands_beside_its_text_and_no_further_down(build: Build, project: Project, code: str) -> None:
    path = project.catalog(code, SLUG)
    units = ["agenda.title.1", "letter.title.1", "letter.p.1", "letter.role.1", *(f"annex.op.{number}" for number in (2, 3, 6))]
    for name in units:
        make_fuzzy(path, name, LONG)
    _, before = build(code, prints_fuzzy=True)
    _, pdf = build(code, prints_fuzzy=True, is_proof=True)
    for page, other in zip(pdf.pages, before.pages, strict=True):
        notes = [glyph for glyph in page.glyphs if glyph.size == 5.5]
        text = [glyph for glyph in page.glyphs if glyph.size != 5.5]
        assert {replace(glyph, font="") for glyph in text} == {replace(glyph, font="") for glyph in other.glyphs}  # no line changed
        assert [glyph for glyph in notes if glyph.x0 < 55 or glyph.x1 > 558] == []  # within the frame
        for note in notes:
            near = [one for one in page.glyphs if abs(one.baseline - note.baseline) < 5 and one.x0 < note.x1 and note.x0 < one.x1]
            assert {one.baseline for one in near if one.text.strip()} <= {note.baseline}, note
    ends = [glyph for page in pdf.pages for glyph in page.glyphs if glyph.size == 5.5 and glyph.text == "…"]
    assert len(ends) >= len(units)
    assert broken_rules(pdf.content) == []


@pytest.mark.parametrize(("source", "words"), [("zh", "主席临时代办的信"), ("ar", "منع الجريمة والعدالة الجنائية")])
def test_source_text_in_another_script_has_the_fonts_of_its_own(project: Project, run: Run, source: str, words: str) -> None:
    seed = project.seed(SLUG)
    replace_once(seed, "original: en\n", f"original: en\nlanguage: {source}\n")
    replace_once(seed, "title: Crime prevention and criminal justice", f"title: {words}")
    assert run("update", SLUG, "--lang", "en").code == 0
    path = project.catalog("en", SLUG)
    unit = f'msgctxt "agenda.title"\nmsgid "{words}"\nmsgstr "'
    replace_once(path, unit, f'#, fuzzy\n#| msgctxt "agenda.title"\n#| msgid "{words}{words}"\n{unit}Crime')
    for options in ([], ["--proof"]):
        result = run("pdf", "--lang", "en", SLUG, *options)
        assert (result.code, result.errors) == (0, [])
    page = read_pdf(project.pdf(SLUG, "en").read_bytes()).pages[0]
    change = [glyph for glyph in page.glyphs if glyph.size == 5.5 and not glyph.text.isascii()]
    assert min(glyph.x0 for glyph in change) > 352  # right of the title, whichever way it is read
