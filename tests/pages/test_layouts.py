"""The layouts of today and of Geneva: places in points, from documents of 2019-2025, tolerance 0.5."""

from __future__ import annotations

import io

import pdfplumber
import pytest
import zxingcpp

from measure.fidelity import compare, typeset
from sixfold.document.seeds import parse_seed
from sixfold.languages import LanguageCode
from sixfold.publishing.composing import compose_edition
from support.pages import (
    PROJECT,
    SLUG,
    Page,
    Pdf,
    compose_seed,
    edition,
    ink,
    picture_of,
    plain_text,
    read_page,
    read_pdf,
    set_page,
)

pytestmark = pytest.mark.slow

_RUSSIAN: tuple[str, LanguageCode] = ("A-HRC-WG.6-34-ITA-3", "ru")
_FRENCH: tuple[str, LanguageCode] = ("A-HRC-WG.6-7-ITA-1", "fr")


def made(layout: str, code: LanguageCode) -> Pdf:
    """Return A/66/398 in another layout than its own."""
    seed = PROJECT.seed(SLUG)
    text = seed.read_text(encoding="utf-8").replace("layout: new-york-2011", f"layout: {layout}")
    return read_pdf(set_page(compose_edition(PROJECT, parse_seed(text, seed), code)))


def baselines(page: Page, *starts: str) -> dict[str, float]:
    return {start: page.line(start).baseline for start in starts}


def thick_rules(page: Page) -> list[tuple[float, float]]:
    """Return where each rule that is as wide as the page begins, and how thick it is."""
    return sorted((round(box.top, 1), round(box.bottom - box.top, 1)) for box in page.rectangles if box.x1 - box.x0 > 400)


def codes(content: bytes) -> list[str]:
    return sorted(code.text for code in zxingcpp.read_barcodes(picture_of(content, 1, 200 / 72)))


def test_new_york_of_today_stands_higher_and_later_pages_say_how_many_there_are() -> None:
    first, second, _ = made("new-york-2025", "en").pages
    expected = {
        "United Nations": 57.8, "A/66/398": 56.5, "General Assembly": 86.4, "Distr.: General": 86.7, "Sixty-sixth": 222.3,
        "11-53026 (E)": 747.5,
    }  # fmt: skip
    assert baselines(first, *expected) == pytest.approx(expected, abs=0.5)
    assert thick_rules(first) == [(64.8, 0.5), (208.8, 1.5)]
    expected = {"A/66/398": 59.0, "Annex to the letter": 84.4, "2/3": 755.3}
    assert baselines(second, *expected) == pytest.approx(expected, abs=0.5)
    assert max(line.baseline for line in second.lines if len(line.text) > 30) <= 732.0


def test_geneva_is_a4_with_its_own_masthead() -> None:
    first, second, *_ = made("geneva", "ru").pages
    assert (round(first.width, 1), first.height) == (595.3, 842.0)
    expected = {
        "Организация Объединенных Наций": 49.8, "A/66/398": 52.1, "Генеральная Ассамблея": 77.6, "Distr.: General": 78.8,
        "Original: English": 114.9,
    }  # fmt: skip
    masthead = {line.text.replace("\xa0", " "): line.baseline for line in first.lines if line.baseline < 190}
    assert {text: masthead[text] for text in expected} == pytest.approx(expected, abs=0.5)
    assert thick_rules(first) == [(56.7, 0.5), (198.6, 1.5)]
    assert second.line("A/66/398").baseline == pytest.approx(52.7, abs=0.5)


def test_arabic_of_today_has_european_figures_and_another_face() -> None:
    glyphs = made("new-york-2025", "ar").pages[1].glyphs
    assert "Sixfold-Naskh-Today" in {glyph.font.partition("+")[2] for glyph in glyphs}
    assert not {glyph.text for glyph in glyphs} & set("٠١٢٣٤٥٦٧٨٩")


def test_the_qr_code_is_the_documents_public_address_in_its_language_and_older_documents_have_none() -> None:
    printed = {
        "of today": made("new-york-2025", "ar").content, "of 2011": edition("en").content, "of Geneva": typeset(*_RUSSIAN),
        "of Geneva, 2009": typeset(*_FRENCH),
    }  # fmt: skip
    assert {layout: codes(content) for layout, content in printed.items()} == {
        "of today": ["1153024", "https://undocs.org/ar/A/66/398"],
        "of 2011": ["1153026"],
        "of Geneva": ["1913879", "https://undocs.org/ru/A/HRC/WG.6/34/ITA/3"],
        "of Geneva, 2009": [],
    }


#: What is inked of the real pages of Geneva: document, page, where nothing else is, its box in points: x0, x1, top, bottom.
_INKED = {
    "emblem": (_RUSSIAN, 1, (56, 60, 119, 140), (61.8, 115.8, 64.4, 108.6)),
    "bars of the bar code": (_RUSSIAN, 1, (50, 786, 200, 807.5), (56.6, 140.6, 790.2, 807.0)),
    "recycling mark": (_RUSSIAN, 1, (459, 790, 485, 822), (460.3, 478.3, 797.7, 815.6)),
    "QR code": (_RUSSIAN, 1, (486, 750, 560, 830), (489.0, 532.5, 768.3, 811.8)),
    "rule below the name": (_RUSSIAN, 1, (50, 55, 560, 58.2), (56.6, 538.7, 56.8, 57.3)),
    "rule below the masthead": (_RUSSIAN, 1, (50, 195, 560, 203), (55.9, 538.7, 198.6, 200.1)),
    "rule above the note": (_RUSSIAN, 1, (80, 735, 300, 743), (90.6, 164.4, 740.9, 741.4)),
    "rule of the head": (_RUSSIAN, 2, (50, 57, 560, 60.5), (55.2, 540.1, 58.6, 59.1)),
    "emblem of 2009": (_FRENCH, 1, (56, 74, 119, 150), (61.7, 115.5, 78.5, 122.6)),
    "recycling mark of 2009": (_FRENCH, 1, (521, 725, 560, 770), (522.1, 540.6, 737.0, 755.1)),
    "rule below the name of 2009": (_FRENCH, 1, (50, 69.5, 560, 72.4), (56.6, 538.4, 70.9, 71.4)),
    "rule below the masthead of 2009": (_FRENCH, 1, (50, 208, 560, 216), (55.9, 538.6, 212.8, 214.3)),
    "rule above the note of 2009": (_FRENCH, 1, (80, 684, 300, 692), (90.6, 164.4, 689.3, 689.8)),
    "rule of the head of 2009": (_FRENCH, 2, (50, 69.5, 560, 73), (55.2, 540.0, 71.1, 71.6)),
}


def test_marks_and_rules_of_geneva_fill_the_boxes_of_the_real_ones() -> None:
    found = {name: ink(typeset(*document), number, region) for name, (document, number, region, _) in _INKED.items()}
    boxes = {name: (box.x0, box.x1, box.top, box.bottom) for name, box in found.items()}
    assert boxes == {name: pytest.approx(box, abs=0.5) for name, (*_, box) in _INKED.items()}
    # the words beside the recycling mark, which the original has as a picture
    beside = [ink(typeset(*_RUSSIAN), 1, (240, 790, 459, 822)), ink(typeset(*_FRENCH), 1, (430, 725, 521, 770))]
    assert [(box.x0, box.x1) for box in beside] == [pytest.approx(edges, abs=1.5) for edges in ((269.7, 458.0), (453.7, 520.0))]


#: By how much the bars begin below the baseline of the job line, and where they end: ink of S/2023/664 (1.7), A/AC.109/2009/17 and
#: 2010/18 (1.8), S/2024/228 (2.3) and A/HRC/WG.6/34/ITA/3 (6.9 to 7.0).
_BARS = {
    ("new-york-2011", ""): (1.7, 735.1),
    ("new-york-2025", ""): (1.7, 762.1),
    ("new-york-2025", "ru"): (2.3, 760.3),
    ("geneva", ""): (7.0, 807.0),
}


@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025", "geneva"])
def test_bars_begin_as_far_below_the_job_line_as_in_real_documents(layout: str) -> None:
    found = {}
    for code in ("ar", "en", "es", "ru", "zh"):  # French stylesheets are those of English
        seed = {"layout": layout, "parts": [{"letter": {"title": "Letter", "body": ["Text."]}}]}
        page = read_page(set_page(compose_seed(seed, code)), 1)
        bars = [box for box in page.rectangles if box.bottom - box.top > 10 and box.x1 - box.x0 < 3]
        brackets = [glyph for glyph in page.glyphs if glyph.text == "(" and bars[0].x0 < glyph.x0 < bars[-1].x1]
        found[code] = (bars[0].top - max(glyph.baseline for glyph in brackets), bars[0].bottom)
    assert found == {code: pytest.approx(_BARS.get((layout, code), _BARS[layout, ""]), abs=0.15) for code in found}


def test_figures_stand_below_the_bar_code_of_geneva_as_in_the_real_one() -> None:
    figures = ink(typeset(*_RUSSIAN), 1, (66, 807.3, 131, 818))
    assert (figures.top, figures.bottom) == pytest.approx((807.8, 813.5), abs=0.5)
    page = read_page(typeset(*_RUSSIAN), 1)
    glyphs = sorted((glyph for glyph in page.glyphs if "Sans" in glyph.font), key=lambda glyph: glyph.x0)
    assert "".join(glyph.text for glyph in glyphs) == "*1913879*"
    assert [(glyph.x0 + glyph.x1) / 2 for glyph in glyphs] == pytest.approx([61.3 + 9.41 * n for n in range(9)], abs=0.5)


def test_geneva_of_2009_has_no_space_before_the_colon_of_the_masthead() -> None:
    assert "Original: anglais" in plain_text(typeset(*_FRENCH), pages=1)


@pytest.mark.parametrize(("slug", "code", "top"), [("S-2023-664", "es", 738.2), ("S-2024-228", "ru", None)])
def test_the_rule_that_ends_a_document_moves_up_at_the_foot_of_a_full_page(
    slug: str, code: LanguageCode, top: float | None
) -> None:
    page = read_pdf(typeset(slug, code)).pages[-1]
    (rule,) = [box for box in page.rectangles if 70 < box.x1 - box.x0 < 74 and box.x0 > 200]
    last = max(line.baseline for line in page.lines if 90 < line.baseline < 735)
    assert rule.top == pytest.approx(top or last + 32.4, abs=0.5)


def test_contents_of_geneva_count_paragraphs_beside_the_page() -> None:
    rows: dict[float, str] = {}
    for line in sorted(read_page(typeset(*_FRENCH), 2).lines, key=lambda line: line.x0):
        base = round(line.baseline, 1)
        rows[base] = rows.get(base, "") + line.text.replace(" ", "").replace("\xa0", "")
    assert [line for line in rows.values() if line.startswith("Paragraphes")] == ["ParagraphesPage"]
    text = [line.replace(".", "") for line in rows.values()]
    assert any(line.startswith("IICadrenormatifetinstitutionnel") and line.endswith("3–454") for line in text)
    assert any(line.startswith("a)Évolutiondelasociétéitalienne") and line.endswith("53–5511") for line in text)


def test_dates_of_the_job_line_stand_where_the_real_ones_do() -> None:
    """Two spaces part them since bar codes are printed there, four in 2009."""
    for document, dates in ((_RUSSIAN, (134.2, 169.2)), (_FRENCH, (135.6, 175.5))):
        with pdfplumber.open(io.BytesIO(typeset(*document)), pages=[1]) as pdf:
            words = pdf.pages[0].crop((50, 740, 240, 786)).extract_words(x_tolerance=1.5)
        assert [word["x0"] for word in words if word["text"].isdigit()] == pytest.approx(dates, abs=0.5)


@pytest.mark.parametrize(("document", "first"), [(_RUSSIAN, 270), (_FRENCH, 800)])
def test_masthead_heads_and_feet_of_geneva_stand_where_the_real_ones_do(document: tuple[str, LanguageCode], first: float) -> None:
    """Lines count up to the baseline *first* of page 1, and all heads and feet; each document is in its own language."""
    astray = [
        place.starts
        for place, base, edge in compare(*document).errors
        if ((place.page, place.base) <= (1, first) or not 70 < place.base < 774) and max(base, edge) > 0.5
    ]
    assert astray == []
