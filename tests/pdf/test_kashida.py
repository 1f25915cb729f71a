"""Justified Arabic lines are filled by kashida: where, how long, and never in the text that is copied."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from measure.kashida import read_glyphs, read_lines
from sixfold.errors import MissingGlyphError
from sixfold.pdf.editions import Edition
from sixfold.pdf.fonts import KASHIDA, LONG_KASHIDA
from support.copying import words
from support.pages import edition, engine, picture_of

pytestmark = pytest.mark.slow

TAGGED = Edition({"pdf_tags": True})
FACES = ("Sixfold Naskh", "Sixfold Naskh Today")
#: Of A/66/398: words with a seen or a sad, and words without.
WITH = "نشدد أيضا على ضرورة تنفيذ خطة عمل الأمم المتحدة العالمية لمكافحة الاتجار بالأشخاص، التي اعتمدتها الجمعية العامة"
WITHOUT = "تبذلها مجموعة يعزز الجهود الوطنية والدولية المبذولة لمنع الاتجار وملاحقة وحماية ونعرب عن تقديرنا"
TEXT = f"{WITH} {WITHOUT} {WITH}"
#: Waws, which nothing can lengthen: too wide to stand in the line before.
TAIL = "و" * 20


@cache
def page(
    text: str, width: float = 200, face: str = FACES[0], style: str = "text-align: justify", weight: str = "normal"
) -> bytes:
    """Return a page with a paragraph of *text*, *width* points wide, 20 points high, 30 points a line."""
    font = f"font: {weight} 20pt/30pt '{face}', 'Sixfold 103 Serif'; font-variant-ligatures: no-common-ligatures contextual"
    rules = f"p {{ {font}; {style}; margin: 0 }} body {{ margin: 0 }}"
    head = f"<title>foo</title><style>@page {{ size: {width + 20}pt 800pt; margin: 10pt }} {rules}</style>"
    return engine().render(f'<html lang="ar" dir="rtl"><head>{head}</head><body><p>{text}</p></body></html>', TAGGED)


def rows(content: bytes, folder: Path) -> list[list[tuple[str, str, float]]]:
    """Return the kashida of each line of a PDF: the letters before and after, the length in em."""
    path = folder / "page.pdf"
    path.write_bytes(content)
    found = [line.rows for line in read_lines(path, least_letters=3)]
    return [[(row.before, row.after, round(row.length, 3)) for row in line] for line in found]


def edges(content: bytes) -> list[tuple[float, float]]:
    """Return where each line of a PDF begins and ends, from left to right, in points."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        glyphs = [*read_glyphs(pdf.pages[0])]
    lines = [[*line] for _, line in groupby(glyphs, lambda glyph: round(glyph.y, 1))]
    return [(min(glyph.x for glyph in line), max(glyph.x + glyph.width for glyph in line)) for line in lines]


def copied(content: bytes) -> str:
    """Return the text of a PDF as pdfium copies it."""
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_line_with_kashida_is_as_long_as_its_room(face: str, weight: str, tmp_path: Path) -> None:
    content = page(TEXT, face=face, weight=weight)
    lengthened = [edge for edge, line in zip(edges(content), rows(content, tmp_path), strict=True) if line]
    assert len(lengthened) > 8
    for start, end in lengthened:
        assert start == pytest.approx(10, abs=0.1)
        assert end == pytest.approx(210, abs=0.1)


@pytest.mark.parametrize("face", FACES)
def test_lines_break_as_they_would_without(face: str) -> None:
    justified, ragged = (copied(page(TEXT, face=face, style=f"text-align: {align}")) for align in ("justify", "start"))
    assert len(justified.splitlines()) > 10
    assert justified == ragged


def test_joints_after_seen_and_sad_come_first_and_share_alike(tmp_path: Path) -> None:
    first, *_ = rows(page(f"نشدد أيضا على ضرورة {TAIL}"), tmp_path)
    assert [row[:2] for row in first] == [("ش", "د"), ("ض", "ا"), ("ض", "ر")]
    assert 0.1 < first[0][2] < 1.1
    assert [length for _, _, length in first] == pytest.approx([first[0][2]] * 3, abs=0.0015)


def test_what_they_cannot_take_goes_into_joints_before_last_letters(tmp_path: Path) -> None:
    first, *_ = rows(page(f"بالأشخاص المتحدة بها {TAIL}"), tmp_path)
    assert [row[:2] for row in first] == [("ب", "ا"), ("ش", "خ"), ("خ", "ا"), ("ح", "د"), ("ه", "ا")]
    assert [length for _, _, length in first] == [0.22, 1.1, 0.22, 0.22, 0.22]


#: Words, and the letters between which they may be lengthened.
PLACES: dict[str, list[tuple[str, str]]] = {
    "هذه": [("ه", "ذ")],  # before a thal, and not before a heh that isn't joined
    "منه": [("ن", "ه")],
    "ثقيل": [("ي", "ل")],
    "كذلك": [("ك", "ذ"), ("ل", "ك")],
    "جانب": [("ج", "ا"), ("ن", "ب")],
    "بين": [],  # not before noon, reh, waw, yeh, fa, meem
    "خبير": [],
    "نحو": [],
    "في": [],
    "تحليلها": [("ه", "ا")],  # not before a lam that isn't the last letter
    "الإعلام": [],  # never within a lam-alef
    "بهـا": [],  # nor beside a typed one
    "نسّق": [],  # nor where a letter has a mark
    "بٌا": [],
    "Seas": [],
    "٢٠١١": [],
}


def test_places(tmp_path: Path) -> None:
    found = rows(page("</p><p>".join(f"و {word} ثم في {TAIL}" for word in PLACES)), tmp_path)
    assert dict(zip(PLACES, ([row[:2] for row in line] for line in found[::2]), strict=True)) == PLACES


@pytest.mark.parametrize(
    "style", ["text-align: start", "text-align: center", "text-align: justify; text-align-last: end"]
)
def test_a_line_that_is_not_justified_has_none(style: str, tmp_path: Path) -> None:
    *filled, last = rows(page(TEXT, style=style), tmp_path)
    assert last == []
    assert any(filled) is ("justify" in style)


def test_a_line_in_a_font_without_kashida_has_none(tmp_path: Path) -> None:
    assert not any(rows(page(TEXT, face="Noto Naskh Arabic"), tmp_path))


@pytest.mark.parametrize("face", FACES)
def test_what_is_copied_and_read_aloud_has_none(face: str, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(content := page(TEXT, face=face))
    assert any(rows(content, tmp_path))
    assert words(copied(content)) == words(TEXT)
    with pikepdf.open(path) as pdf:
        read = "".join(
            str(node.ActualText)
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and "/ActualText" in node
        )
    assert words(read) == words(TEXT)
    assert not re.search(f"[\u0640{KASHIDA}{LONG_KASHIDA}]", copied(content) + read)


def test_words_are_found() -> None:
    with pypdfium2.PdfDocument(page(TEXT)) as pdf:
        text = pdf[0].get_textpage()
        assert [word for word in TEXT.split() if text.search(word).get_next() is None] == []


def test_a_typed_one_is_copied() -> None:
    assert "١٤٣٢ هـ" in copied(page(f"عام ١٤٣٢ هـ {TEXT}", width=500))


def test_a_word_in_which_the_font_puts_a_tatweel_of_its_own_is_copied_without() -> None:
    for text in ("مملكة المملكة العالم لكن", "المتحـدة مملكة المملكة العالم لكن"):
        assert words(copied(page(text, width=500))) == words(text)


def test_what_only_the_engine_may_draw_is_refused_as_text() -> None:
    for typed in (KASHIDA, LONG_KASHIDA):
        with pytest.raises(MissingGlyphError, match=f"U\\+{ord(typed):04X}"):
            page(f"كلمة{typed}")


def test_the_same_page_has_the_same_bytes() -> None:
    assert page.__wrapped__(TEXT) == page.__wrapped__(TEXT)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_the_stroke_is_joined_and_has_no_step(face: str, weight: str) -> None:
    """At 600 dpi: between two letters the stroke is as high as at its ends, in every column of dots."""
    dark = picture_of(page(f"كساء {TAIL}", face=face, weight=weight), 1, 600 / 72) < 128
    columns = dark[: 40 * 600 // 72].T
    shapes = [(int(np.flatnonzero(column)[-1]), int(column.sum())) if column.any() else (0, 0) for column in columns]
    starts = [
        start for start in range(len(shapes) - 100) if len({*shapes[start : start + 100]}) == 1 and shapes[start][1]
    ]
    for joint in (starts[0], starts[-1] + 99):
        for (lowest, high), (next_lowest, next_high) in pairwise(
            shapes[joint - 6 : joint + 6]
        ):  # 0.6 points on either side
            assert abs(lowest - next_lowest) <= 1
            assert abs(high - next_high) <= 1


def test_all_justified_paragraphs_of_an_edition_have_kashida(tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(edition("ar").content)
    lines = read_lines(path)
    filled = [line for line in lines if line.is_filled]
    assert len(filled) > 50
    assert sum(bool(line.rows) for line in filled) > 0.8 * len(filled)  # others lack less than letters take that are drawn apart
    assert [line for line in lines if line.rows and not line.is_filled] == []


def test_an_alef_after_a_lam_has_a_form_of_its_own_on_the_page() -> None:
    alefs: dict[str, set[int]] = {"ل": set(), "ب": set()}
    with pikepdf.open(io.BytesIO(edition("ar").content)) as pdf:
        for sheet in pdf.pages:
            for left, right in pairwise(sorted(read_glyphs(sheet), key=lambda glyph: (-round(glyph.y, 1), glyph.x))):
                if left.text == "ا" and right.text in alefs and "Bold" not in left.font:
                    alefs[right.text].add(left.code)
    assert all(alefs.values())
    assert alefs["ل"].isdisjoint(alefs["ب"])
