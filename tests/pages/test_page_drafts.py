"""Drafts and proofs: what isn't translated is printed in the source language, marked and counted."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from sixfold.catalogs.model import Catalog, Previous
from sixfold.catalogs.po import read_catalog
from sixfold.compose import Composition, compose
from sixfold.document.loading import house_of, load_document, load_house, translate_by
from sixfold.document.seeds import parse_seed
from sixfold.document.units import Translation, translate
from sixfold.languages import LanguageCode
from support.pages import (
    HEAD,
    PROJECT,
    SLUG,
    Line,
    Page,
    Pdf,
    bars,
    edition,
    picture_of,
    read_page,
    read_pdf,
    set_page,
    translations,
)
from support.validators import broken_rules

pytestmark = pytest.mark.slow

STRESS = "Stress the importance of discouraging demand with a view to successfully preventing and combating trafficking in persons;"
ORGAN = "organ.general-assembly"


def changed_catalog(path: str, code: LanguageCode, missing: Collection[str], fuzzy: Collection[str], former: str = "") -> Catalog:
    """Return a catalog in which some units have no translation, and some a fuzzy one, made for other words before those of now."""
    catalog = read_catalog(PROJECT.catalog(code, path))
    entries = list(catalog.entries)
    for place, entry in enumerate(entries):
        if entry.name in missing or entry.context in missing:
            entries[place] = replace(entry, translations=("",))
        elif entry.name in fuzzy:
            entries[place] = replace(entry, previous=Previous(entry.context, former + entry.text)).marked_fuzzy()
    return Catalog(tuple(entries))


def draft(
    code: LanguageCode, missing: Collection[str] = (), fuzzy: Collection[str] = (), former: str = "We also ", **options: bool
) -> Composition:
    """Return the page of A/66/398 of which some units are not translated, and the translations of some fuzzy."""
    prints_fuzzy = options.pop("prints_fuzzy", False)
    catalog = changed_catalog(SLUG, code, missing, fuzzy, former)
    document = translate_by(load_document(PROJECT.seed(SLUG)), code, catalog, prints_fuzzy=prints_fuzzy)
    house = house_of(code, changed_catalog("house", code, missing, ()), PROJECT.catalog(code, "house"))
    return compose(document, house, PROJECT.templates, **options)


def printed(page: Composition) -> Pdf:
    return read_pdf(set_page(page, "screen"))


def bare(text: str) -> str:
    """Return *text* with plain spaces, without the points of Arabic."""
    return re.sub("[\u064b-\u0652]", "", re.sub(r"[\xa0 ]+", " ", text))


def foot_lines(page: Page) -> list[str]:
    """Return the lines below the text, but for job number, page number and the words beside the recycling mark."""
    return [bare(line.text) for line in page.lines if line.baseline > 730]


def paragraph(page: Page, start: str) -> list[Line]:
    """Return the line of *page* that begins with *start* and those that follow it without a gap."""
    lines = [line for line in page.flow if line.x0 > 120]
    first = next(i for i, line in enumerate(lines) if line.text.startswith(start))
    end = next(i for i in range(first + 1, len(lines)) if lines[i].baseline - lines[i - 1].baseline > 13)
    return lines[first:end]


# Drafts

#: What isn't translated of the French draft, as it is counted: by place, then the words of the house.
MISSING = ("agenda.title.1", "letter.title.1", "letter.role.1", "annex.op.2", f"house:{ORGAN}")


def french() -> Composition:
    return draft("fr", ("agenda.title.1", "letter.title.1", "letter.role.1", ORGAN), ("annex.op.2",))


def test_a_message_not_translated_prints_the_source_text_in_its_place() -> None:
    page = french()
    assert page.untranslated == MISSING
    pdf = printed(page)
    lines = paragraph(pdf.pages[1], "2.")
    assert " ".join(bare(line.text) for line in lines) == f"2. {STRESS}"
    assert "Soulignons qu’il importe" not in pdf.text  # which is fuzzy
    assert pdf.pages[1].line("3.").text.startswith("3. Soulignons également")  # the page goes on in French
    assert pdf.pages[0].line("General Assembly").baseline == pytest.approx(93.5, abs=0.1)
    assert pdf.title.replace("\xa0", " ").startswith("Version provisoire : A/66/398: Letter dated 27 September 2011")


def test_a_bar_stands_in_the_margin_beside_each_text_that_is_not_translated_and_only_there() -> None:
    pdf = printed(french())
    found = [(bar.x0, bar.bottom - bar.top) for bar in bars(pdf.content, 1)]
    wanted = [(49.8, 12.0), (113.1, 40.5), (113.1, 12.0)]  # 59.76 - 10; 3 x 13.5; both in the text's margin
    assert found == [pytest.approx(bar, abs=0.3) for bar in wanted]
    assert [len(bars(pdf.content, page.number)) for page in pdf.pages] == [3, 1, 0, 0]
    lines = paragraph(pdf.pages[1], "2.")
    assert len(lines) == 2
    (bar,) = bars(pdf.content, 2)
    assert (bar.x0, bar.x1) == pytest.approx((113.1, 115.1), abs=0.3)  # 59.76 + 63.35 - 10, and 2 wide
    assert bar.bottom - bar.top == pytest.approx(24, abs=0.3)  # two lines of 12
    assert bar.top < lines[0].baseline - 6  # the small letters of the first line are beside it
    assert bar.bottom >= lines[-1].baseline


def test_the_draft_line_stands_at_every_foot_clear_of_the_job_line_and_the_edge() -> None:
    pdf = printed(french())
    for page in pdf.pages:
        assert foot_lines(page) == ["Version provisoire : 5 passages de ce document ne sont pas encore traduits"]
        line = page.line("Version provisoire")
        below = [other for other in page.lines if other is not line and other.x1 > line.x0 and other.x0 < line.x1]
        assert min(abs(other.baseline - line.baseline) for other in below) > 9
        assert line.baseline < 770
        assert (line.x0 + line.x1) / 2 == pytest.approx(306, abs=1)  # 612 / 2


def test_source_text_in_a_chinese_page_has_its_emphasis_and_a_bar_that_goes_on_over_the_page() -> None:
    pdf = printed(draft("zh", ("annex.op.2", "annex.op.6")))
    line = next(line for line in pdf.flow if "Stress the importance" in bare(line.text))
    assert "".join(glyph.text for glyph in line.glyphs if "Italic" in glyph.font) == "Stress"
    assert re.search("[a-z]", pdf.pages[1].flow[-1].text)
    assert re.search("[a-z]", pdf.pages[2].flow[0].text)
    assert [len(bars(pdf.content, page.number)) for page in pdf.pages] == [0, 2, 1]
    assert bars(pdf.content, 3)[0].top < pdf.pages[2].flow[0].baseline - 6
    assert [foot_lines(page) for page in pdf.pages] == [["草稿：本文件尚有2处文字未翻译"]] * 3


def test_source_text_in_an_arabic_page_has_its_bar_at_the_left() -> None:
    pdf = printed(draft("ar", ("annex.op.3",)))
    lines = [line for line in pdf.pages[1].flow if re.search("[a-z]{3}", line.text)]
    assert "Stress also the need to implement" in bare(lines[0].text)
    (bar,) = bars(pdf.content, 2)
    assert bar.x0 == pytest.approx(113.2, abs=0.3)  # 612 - 488.8 - 10
    assert bar.top < lines[0].baseline - 6
    assert bar.bottom >= lines[-1].baseline
    assert [line.x1 for line in lines[:-1] if abs(line.x1 - 488.8) > 1.5] == []  # one face sets letters and spaces
    assert [foot_lines(page) for page in pdf.pages] == [[bare("مسودة: ١ من مقاطع هذه الوثيقة لم يُترجم بعد")]] * len(pdf.pages)


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_page_of_geneva_that_is_turned_has_room_for_the_line_of_a_draft(code: LanguageCode) -> None:
    table = {"columns": ["foo", "bar"], "rows": [["foo", "bar"]], "landscape": True}
    seed = HEAD | {"layout": "geneva", "parts": [{"letter": {"title": "Letter", "body": [{"table": table}]}}]}
    document = translate(parse_seed(json.dumps(seed), PROJECT.seed(SLUG)), code, lambda *_: Translation("missing"))
    pdf = printed(compose(document, load_house(PROJECT, code), PROJECT.templates))
    (page,) = (page for page in pdf.pages if page.width > page.height)
    assert max(line.baseline for line in page.lines) < page.height - 12


@pytest.mark.parametrize("code", ["ar", "fr", "zh"])
def test_a_complete_edition_has_neither_bar_nor_draft_line_nor_contexts(code: str) -> None:
    pdf = edition(code)
    assert [bar for page in pdf.pages for bar in bars(pdf.content, page.number)] == []
    assert [line.text for page in pdf.pages for line in page.lines if line.baseline > 735] == []
    assert [context for context in translations(code) if context in pdf.text] == []


# Fuzzy translations and proofs


def test_a_fuzzy_translation_is_printed_with_a_bar_in_dashes() -> None:
    page = draft("fr", ("annex.op.4",), ("annex.op.2",), prints_fuzzy=True)
    assert page.untranslated == ("annex.op.2", "annex.op.4")
    pdf = printed(page)
    assert bare(pdf.pages[1].line("2.").text).startswith("2. Soulignons qu’il importe de décourager")
    assert len(bars(pdf.content, 2)) == 1  # that of the missing text, which has no gap
    line = pdf.pages[1].line("2.").baseline
    dark = picture_of(pdf.content, 2, 4)[round(line - 10) * 4 : round(line + 15) * 4, 114 * 4] < 128
    assert np.abs(np.diff(dark.astype(int))).sum() >= 4  # two dashes at least beside two lines
    foot = "Version provisoire : la traduction de 2 passages n’est pas définitive"
    assert [foot_lines(page) for page in pdf.pages] == [[foot]] * len(pdf.pages)


LONG = "and whatever was said here before has nothing to do with what is said here now, however long it may go on; " * 4
REWRITTEN = ("agenda.title.1", "letter.title.1", "letter.p.1", "letter.role.1", "annex.op.2", "annex.op.3", "annex.op.6")


@pytest.mark.parametrize("code", ["ar", "fr", "zh"])
def test_a_proof_has_addresses_and_changes_in_its_margins_and_nothing_else_moves(code: LanguageCode) -> None:
    before, pdf = (printed(draft(code, (), REWRITTEN, LONG, prints_fuzzy=True, is_proof=is_proof)) for is_proof in (False, True))
    for page, other in zip(pdf.pages, before.pages, strict=True):
        notes = [glyph for glyph in page.glyphs if glyph.size == 5.5]
        text = [glyph for glyph in page.glyphs if glyph.size != 5.5]
        assert {replace(glyph, font="") for glyph in text} == {replace(glyph, font="") for glyph in other.glyphs}  # no line changed
        assert [glyph for glyph in notes if glyph.x0 < 55 or glyph.x1 > 558] == []  # within the frame
        for note in notes:
            near = [one for one in page.glyphs if abs(one.baseline - note.baseline) < 5 and one.x0 < note.x1 and note.x0 < one.x1]
            assert {one.baseline for one in near if one.text.strip()} <= {note.baseline}, note
    small = [line for page in pdf.pages for line in page.lines if line.size == 5.5]
    assert [glyph.text for page in pdf.pages for glyph in page.glyphs if glyph.size == 5.5].count("…") >= len(REWRITTEN)
    said = {re.sub(r"\s", "", line.text) for line in small}
    assert {*translations(code)} - said == set()
    assert bookmarks(pdf) == bookmarks(before) != []
    assert broken_rules(pdf.content) == []


def bookmarks(pdf: Pdf) -> list[str]:
    with pypdfium2.PdfDocument(pdf.content) as document:
        return [bare(bookmark.get_title()) for bookmark in document.get_toc()]


def test_address_and_change_in_a_proof_stand_beside_their_text() -> None:
    pdf = printed(draft("fr", (), ("annex.op.2",), prints_fuzzy=True, is_proof=True))
    page = pdf.pages[1]
    (address,) = (line for line in page.lines if line.text == "annex.op.2")
    assert address.x1 < 113  # left of the bar
    assert -8 < address.baseline - paragraph(page, "2.")[0].baseline < 2
    assert " ".join(bare(line.text) for line in page.lines if line.x0 > 490 and line.size == 5.5) == "We also <em><em>Stress …"


@pytest.mark.parametrize(("source", "words"), [("zh", "主席临时代办的信"), ("ar", "منع الجريمة والعدالة الجنائية")])
def test_source_text_in_another_script_has_the_fonts_of_its_own(source: str, words: str) -> None:
    head = HEAD | {"language": source, "session": 66, "agenda": {"items": [107], "title": words}}
    document = parse_seed(json.dumps(head | {"parts": [{"letter": {"title": "Letter", "body": ["Text."]}}]}), PROJECT.seed(SLUG))
    house = load_house(PROJECT, "en")
    for fuzzy, is_proof in ((Translation("missing"), False), (Translation("fuzzy", "Crime", (words * 2, words)), True)):
        english = translate(document, "en", lambda _, text: fuzzy if text == words else Translation("translated", text))  # noqa: B023
        page = read_page(set_page(compose(english, house, PROJECT.templates, is_proof=is_proof), "screen"), 1)
        foreign = [glyph for glyph in page.glyphs if glyph.size == (5.5 if is_proof else 10) and not glyph.text.isascii()]
        assert len(foreign) >= len(words.replace(" ", "")) - 2
    assert min(glyph.x0 for glyph in foreign) > 352  # right of the title, whichever way it is read
