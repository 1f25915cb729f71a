"""Documents of every kind in `tests/documents`, each in six languages: reports, letters, notes verbales, resolutions, records."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest

from sixfold.checks.preflight import preflight
from sixfold.compose import Composition
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import embedded_fonts, set_page
from support.validators import broken_rules

pytestmark = pytest.mark.slow

#: The languages in which each is printed here: a report in all.
KINDS: dict[str, tuple[LanguageCode, ...]] = {
    "A-67-352-Add.1": LANGUAGE_CODES,
    "A-80-999": ("ar", "fr", "zh"),
    "A-68-984-S-2014-642-reissued": ("en", "fr"),
    "A-65-L.78": ("ar", "es"),
    "A-RES-65-190": ("ar", "en", "ru", "zh"),
    "S-2016-588": ("ar", "en"),
    "A-C.3-66-SR.12-Corr.1": ("en", "fr", "zh"),
    "A-HRC-26-37-Rev.1": ("es", "ru"),
}


@cache
def composed(project: Project, slug: str, code: str) -> tuple[Document, Composition]:
    document = load_document(project.root / "seeds" / f"{slug}.yaml")
    return document, compose_edition(project, document, code)  # type: ignore[arg-type]


@cache
def screen(project: Project, slug: str, code: str) -> bytes:
    """Return the screen edition of a document."""
    return set_page(composed(project, slug, code)[1], "screen")


@cache
def pages(project: Project, slug: str, code: str) -> tuple[str, ...]:
    """Return the text of each page, its white space folded."""
    pdf = pypdfium2.PdfDocument(screen(project, slug, code))
    return tuple(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_is_complete_in_every_language_and_passes_validator_and_preflight(documents: Project, slug: str) -> None:
    assert {code: composed(documents, slug, code)[1].untranslated for code in LANGUAGE_CODES} == dict.fromkeys(LANGUAGE_CODES, ())
    documents.build.mkdir(exist_ok=True)
    for code in KINDS[slug]:
        content = screen(documents, slug, code)
        assert broken_rules(content) == [], code
        documents.pdf(slug, code).write_bytes(content)
        number = composed(documents, slug, code)[0].job[code].number.text  # without the asterisk, which Arabic pages have elsewhere
        assert [page for page in pages(documents, slug, code) if number not in page] == []
    printed = [documents.pdf(slug, code) for code in KINDS[slug]]
    assert [finding for finding in preflight(printed, documents) if finding.severity != "note"] == []


def test_headings_and_sub_paragraphs_are_numbered_as_the_language_does(documents: Project) -> None:
    numbers = {
        "en": ["I. Introduction", "II. Replies", "A. Measures", "1. Legislation", "(a) Measures", "(i) Pledges", "Annex II"],
        "fr": ["I. Introduction", "II. ", "A. ", "1. ", "a) ", "i) ", "Annexe II"],
        "es": ["I. Introducción", "II. ", "A. ", "1. ", "a) ", "i) ", "Anexo II"],
        "ru": ["I. Введение", "II. ", "A. ", "1. ", "a) ", "i) ", "Приложение II"],
        "zh": ["一.", "二.", "A.", "1.", "(a)", "(一)", "附件二"],
        "ar": ["أولا", "ثانيا", "ألف", "١ -", "المرفق الثاني"],
    }
    for code, expected in numbers.items():
        text = " ".join(pages(documents, "A-67-352-Add.1", code))
        assert [number for number in expected if number not in text] == [], code


@pytest.mark.parametrize("code", ["en", "zh"])  # Arabic figures come out of a PDF in pieces
def test_contents_name_the_page_of_a_chapter_and_footnotes_stand_on_that_of_their_call(documents: Project, code: str) -> None:
    _, composition = composed(documents, "A-67-352-Add.1", code)
    found = pages(documents, "A-67-352-Add.1", code)
    entries = [entry.partition("</a>")[0].rpartition(">")[2] for entry in composition.html.split('class="entry ')[1:]]
    named = [entry for entry in entries if entry.strip() and "<" not in entry]
    assert len(named) == 7  # three chapters, two sections, two annexes
    for entry in named:
        squashed = entry.replace(" ", "")
        contents = found[0].replace(" ", "").replace(".", "")
        number = contents.partition(squashed.replace(".", ""))[2][:1]
        assert squashed in found[int(number) - 1].replace(" ", ""), (entry, number)
    words = {"en": "trust fund,", "zh": "信托基金"}[code]
    calls, notes = ([word in page.lower() for page in found].index(True) for word in (words, "a/66/398"))
    assert calls == notes


def test_a_note_to_the_agenda_is_called_by_an_asterisk_where_each_language_puts_it(documents: Project) -> None:
    assert "Items 7 and 69 (b) of the provisional agenda*" in pages(documents, "A-67-352-Add.1", "en")[0]
    assert "临时议程* 项目7" in pages(documents, "A-67-352-Add.1", "zh")[0]
    assert "A/67/150." in pages(documents, "A-67-352-Add.1", "en")[0]


def test_a_letter_of_two_organs_has_a_column_for_each_and_two_signatures(documents: Project) -> None:
    english, french = (pages(documents, "A-68-984-S-2014-642-reissued", code)[0].replace("\u00a0", " ") for code in ("en", "fr"))
    words = (
        "A/68/984-S/2014/642*", "General Assembly", "Security Council", "Sixty-eighth session", "Sixty-ninth year",
        "Agenda item 33", "Agenda items 99 and 107", "English", "Original: French", "14-60123* (E)",
        "Reissued for technical reasons on 10 September 2014.", "Hassan Ambassador Permanent Representative of Qatar",
    )  # fmt: skip
    assert [one for one in words if one not in english] == []
    assert english.index("Ivanova") < english.index("Hassan")
    assert english.count("(Signed)") == 2
    assert "Original : français" in french
    assert " Français " not in french  # the original language has no line of its own
    assert "L’Ambassadeur, Représentant permanent du Qatar (Signé) Ali Hassan" in french


def test_a_resolution_has_neither_language_nor_original_line_and_ends_with_its_meeting(documents: Project) -> None:
    page = pages(documents, "A-RES-65-190", "ru")[0]
    assert "Original" not in page
    assert "Russian" not in page
    assert "71-е пленарное заседание" in page


def test_an_adopted_resolution_says_on_what_below_its_title(documents: Project) -> None:
    english, chinese = (pages(documents, "A-RES-65-190", code)[0] for code in ("en", "zh"))
    assert english.index("[on the report of the Third Committee (A/65/457)]") < english.index("65/190.")
    assert chinese.index("[根据第三委员会的报告(A/65/457)通过]") < chinese.index("65/190.")


def test_nothing_is_slanted_in_arabic(documents: Project) -> None:
    for slug in ("A-RES-65-190", "A-67-352-Add.1"):  # a closing, a basis, heads of tables
        assert [name for name in embedded_fonts(screen(documents, slug, "ar")) if "Italic" in name] == []


def test_a_note_verbale_is_not_signed(documents: Project) -> None:
    assert "(Signed)" not in " ".join(pages(documents, "S-2016-588", "en"))
    assert "Seventy-first year" in pages(documents, "S-2016-588", "en")[0]


def test_provisional_distribution_is_translated_where_the_block_is_english(documents: Project) -> None:
    assert "Provisional" in pages(documents, "A-C.3-66-SR.12-Corr.1", "en")[0]
    assert "临时" in pages(documents, "A-C.3-66-SR.12-Corr.1", "zh")[0].replace(" ", "")


def test_corrigendum_has_its_places_as_headings_and_says_what_is_to_be_read(documents: Project) -> None:
    english, french = (" ".join(pages(documents, "A-C.3-66-SR.12-Corr.1", code)[0].split()) for code in ("en", "fr"))
    assert "Corrigendum 1. Paragraph 5 For July read June 2. Paragraph 7 The text should read The meeting rose" in english
    assert "Rectificatif 1. Paragraphe 5 Au lieu de juillet lire juin 2. Paragraphe 7 Le texte doit se lire" in french


def test_a_page_need_not_ask_to_recycle(documents: Project) -> None:
    assert "recycle" not in pages(documents, "A-C.3-66-SR.12-Corr.1", "en")[0]
    assert "Please recycle" in pages(documents, "S-2016-588", "en")[0]


def test_the_human_rights_council_stands_below_the_rule_and_has_an_agenda_in_spanish(documents: Project) -> None:
    page = pages(documents, "A-HRC-26-37-Rev.1", "es")[0]
    assert page.index("Asamblea General") < page.index("Consejo de Derechos Humanos")
    assert "26º período de sesiones" in page


def test_numbers_of_sections_stay_in_one_line_of_the_contents(documents: Project) -> None:
    contents = pages(documents, "A-67-352-Add.1", "zh")[0]
    assert "A. 国家一级的措施" in contents
    lines = pypdfium2.PdfDocument(screen(documents, "A-67-352-Add.1", "ar"))[0].get_textpage().get_text_range().splitlines()
    assert sum("ألف" in line for line in lines) == 1


def test_arabic_notes_are_called_in_brackets(documents: Project) -> None:
    html = composed(documents, "A-67-352-Add.1", "ar")[1].html
    assert [f'data-mark="{mark}"' in html for mark in ("(١)", "(٢)", "*")] == [True, True, True]
