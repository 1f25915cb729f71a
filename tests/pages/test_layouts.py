"""The layouts of today and of Geneva: places in points, from documents of 2019-2025, tolerance 0.5."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
import zxingcpp

from measure.fidelity import compare, typeset
from sixfold.document.loading import load_document
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import ink, set_page
from support.projects import copy_project

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]


@cache
def _pdf(project: Project, layout: str, code: str) -> bytes:
    seed = project.root / "seeds" / "A-66-398.yaml"
    text = (CHECKOUT / "seeds/A-66-398.yaml").read_text(encoding="utf-8")
    seed.write_text(text.replace("layout: new-york-2011", f"layout: {layout}"), encoding="utf-8")
    composition = compose_edition(project, load_document(seed), code)  # type: ignore[arg-type]
    return set_page(composition)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_project(tmp_path_factory.mktemp("layouts"))


def _lines(content: bytes, page: int) -> dict[str, tuple[float, float]]:
    """Return left edge and baseline of each line of a page by its text without spaces."""
    rows: dict[float, list[Any]] = {}
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        height = float(pdf.pages[page].height)
        for char in pdf.pages[page].chars:
            rows.setdefault(round(height - char["matrix"][5], 1), []).append(char)
    lines = {}
    for base, chars in rows.items():
        ordered = sorted(chars, key=lambda char: char["x0"])
        text = "".join(char["text"] for char in ordered).replace(" ", "").replace("\u00a0", "")
        lines[text] = (round(ordered[0]["x0"], 1), base)
    return lines


def _base(content: bytes, page: int, text: str) -> float:
    return min(base for line, (_, base) in _lines(content, page).items() if text in line)


def _rules(content: bytes) -> list[tuple[float, float]]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        shapes = [shape for shape in pdf.pages[0].rects if shape["width"] > 400]
        return sorted((round(shape["top"], 1), round(shape["height"], 1)) for shape in shapes)


def _codes(content: bytes) -> list[str]:
    image = pypdfium2.PdfDocument(content)[0].render(scale=200 / 72).to_pil()
    return sorted(code.text for code in zxingcpp.read_barcodes(image))


def test_new_york_of_today_stands_higher(documents: Project) -> None:
    pdf = _pdf(documents, "new-york-2025", "en")
    for text, base in (
        ("UnitedNations", 57.8), ("A/66/398", 56.5), ("GeneralAssembly", 86.4), ("Distr.:General", 86.7), ("Sixty-sixth", 222.3),
        ("11-53026(E)", 747.5),
    ):  # fmt: skip
        assert _base(pdf, 0, text) == pytest.approx(base, abs=0.5), text
    assert _rules(pdf) == [(64.8, 0.5), (208.8, 1.5)]


def test_later_pages_of_today_begin_higher_end_lower_and_say_how_many_there_are(documents: Project) -> None:
    pdf = _pdf(documents, "new-york-2025", "en")
    assert _base(pdf, 1, "A/66/398") == pytest.approx(59.0, abs=0.5)
    assert _base(pdf, 1, "Annextotheletter") == pytest.approx(84.4, abs=0.5)
    assert _base(pdf, 1, "2/3") == pytest.approx(755.3, abs=0.5)
    text = [base for line, (_, base) in _lines(pdf, 1).items() if len(line) > 30]
    assert max(text) <= 732.0


@pytest.mark.parametrize(("code", "number"), [("en", "1153026"), ("ru", "1153028"), ("ar", "1153024")])
def test_the_qr_code_is_the_documents_public_address_in_its_language(documents: Project, code: str, number: str) -> None:
    assert _codes(_pdf(documents, "new-york-2025", code)) == [number, f"https://undocs.org/{code}/A/66/398"]


def test_there_is_no_qr_code_in_2011(documents: Project) -> None:
    assert _codes(_pdf(documents, "new-york-2011", "en")) == ["1153026"]


def test_arabic_of_today_has_european_figures_and_another_face(documents: Project) -> None:
    with pdfplumber.open(io.BytesIO(_pdf(documents, "new-york-2025", "ar"))) as pdf:
        chars = pdf.pages[1].chars
    fonts = {char["fontname"].partition("+")[2] for char in chars}
    assert "Sixfold-Naskh-Today" in fonts
    assert not {char["text"] for char in chars} & set("٠١٢٣٤٥٦٧٨٩")


def test_geneva_is_a4_with_its_own_masthead(documents: Project) -> None:
    pdf = _pdf(documents, "geneva", "ru")
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert (round(float(read.pages[0].width), 1), float(read.pages[0].height)) == (595.3, 842.0)
    for text, base in (
        ("ОрганизацияОбъединенныхНаций", 49.8), ("A/66/398", 52.1), ("ГенеральнаяАссамблея", 77.6), ("Distr.:General", 78.8),
        ("Original:English", 114.9),
    ):  # fmt: skip
        assert _base(pdf, 0, text) == pytest.approx(base, abs=0.5), text
    assert _rules(pdf) == [(56.7, 0.5), (198.6, 1.5)]
    assert _base(pdf, 1, "A/66/398") == pytest.approx(52.7, abs=0.5)


# Boxes of the first page of Geneva: what is inked of the real one, in points: x0, x1, top, bottom

_RUSSIAN, _FRENCH = ("A-HRC-WG.6-34-ITA-3", "ru"), ("A-HRC-WG.6-7-ITA-1", "fr")


@pytest.mark.parametrize(
    ("document", "number", "region", "box"),
    [
        (_RUSSIAN, 1, (56, 60, 119, 140), (61.8, 115.8, 64.4, 108.6)),  # emblem
        (_RUSSIAN, 1, (50, 786, 200, 807.5), (56.6, 140.6, 790.2, 807.0)),  # bars of the bar code
        (_RUSSIAN, 1, (459, 790, 485, 822), (460.3, 478.3, 797.7, 815.6)),  # recycling mark
        (_RUSSIAN, 1, (486, 750, 560, 830), (489.0, 532.5, 768.3, 811.8)),  # QR code
        (_RUSSIAN, 1, (50, 55, 560, 58.2), (56.6, 538.7, 56.8, 57.3)),
        (_RUSSIAN, 1, (50, 195, 560, 203), (55.9, 538.7, 198.6, 200.1)),
        (_RUSSIAN, 1, (80, 735, 300, 743), (90.6, 164.4, 740.9, 741.4)),  # rule above the note
        (_RUSSIAN, 2, (50, 57, 560, 60.5), (55.2, 540.1, 58.6, 59.1)),
        (_FRENCH, 1, (56, 74, 119, 150), (61.7, 115.5, 78.5, 122.6)),
        (_FRENCH, 1, (521, 725, 560, 770), (522.1, 540.6, 737.0, 755.1)),
        (_FRENCH, 1, (50, 69.5, 560, 72.4), (56.6, 538.4, 70.9, 71.4)),
        (_FRENCH, 1, (50, 208, 560, 216), (55.9, 538.6, 212.8, 214.3)),
        (_FRENCH, 1, (80, 684, 300, 692), (90.6, 164.4, 689.3, 689.8)),
        (_FRENCH, 2, (50, 69.5, 560, 73), (55.2, 540.0, 71.1, 71.6)),
    ],
)
def test_marks_and_rules_of_geneva_fill_the_boxes_of_the_real_ones(
    document: tuple[str, str], number: int, region: tuple[float, float, float, float], box: tuple[float, ...]
) -> None:
    found = ink(typeset(*document), number, region)
    assert (found.x0, found.x1, found.top, found.bottom) == pytest.approx(box, abs=0.5)


@pytest.mark.parametrize(
    ("document", "region", "edges"),
    [(_RUSSIAN, (240, 790, 459, 822), (269.7, 458.0)), (_FRENCH, (430, 725, 521, 770), (453.7, 520.0))],
)
def test_words_beside_the_recycling_mark_begin_near_the_real_ones(
    document: tuple[str, str], region: tuple[float, float, float, float], edges: tuple[float, float]
) -> None:
    """The original has them as a picture."""
    found = ink(typeset(*document), 1, region)
    assert (found.x0, found.x1) == pytest.approx(edges, abs=1.5)


#: By how much the bars begin below the baseline of the job line, and where they end: ink of S/2023/664 (1.7), A/AC.109/2009/17 and
#: 2010/18 (1.8), S/2024/228 (2.3) and A/HRC/WG.6/34/ITA/3 (6.9 to 7.0).
_BARS = {
    ("new-york-2011", ""): (1.7, 735.1),
    ("new-york-2025", ""): (1.7, 762.1),
    ("new-york-2025", "ru"): (2.3, 760.3),
    ("geneva", ""): (7.0, 807.0),
}


@pytest.mark.parametrize("code", ["ar", "en", "es", "fr", "ru", "zh"])
@pytest.mark.parametrize("layout", ["new-york-2011", "new-york-2025", "geneva"])
def test_bars_begin_as_far_below_the_job_line_as_in_real_documents(documents: Project, layout: str, code: str) -> None:
    with pdfplumber.open(io.BytesIO(_pdf(documents, layout, code))) as pdf:
        page = pdf.pages[0]
        bars = [box for box in page.rects if box["height"] > 10 and box["width"] < 3]
        left, right = bars[0]["x0"], bars[-1]["x1"]
        job = {float(page.height) - char["matrix"][5] for char in page.chars if char["text"] == "(" and left < char["x0"] < right}
    gap, end = _BARS.get((layout, code), _BARS[layout, ""])
    assert (bars[0]["top"] - max(job), bars[0]["bottom"]) == pytest.approx((gap, end), abs=0.15)


def test_geneva_of_2009_has_neither_bar_code_nor_qr_code() -> None:
    assert _codes(typeset(*_FRENCH)) == []
    assert _codes(typeset(*_RUSSIAN)) == ["1913879", "https://undocs.org/ru/A/HRC/WG.6/34/ITA/3"]


def test_figures_stand_below_the_bar_code_of_geneva_as_in_the_real_one() -> None:
    figures = ink(typeset(*_RUSSIAN), 1, (66, 807.3, 131, 818))
    assert (figures.top, figures.bottom) == pytest.approx((807.8, 813.5), abs=0.5)
    with pdfplumber.open(io.BytesIO(typeset(*_RUSSIAN))) as pdf:
        chars = [char for char in pdf.pages[0].chars if "Sans" in char["fontname"]]
    assert "".join(char["text"] for char in chars) == "*1913879*"
    assert [(char["x0"] + char["x1"]) / 2 for char in chars] == pytest.approx([61.3 + 9.41 * n for n in range(9)], abs=0.5)


def test_geneva_of_2009_has_no_space_before_the_colon_of_the_masthead() -> None:
    text = pypdfium2.PdfDocument(typeset(*_FRENCH))[0].get_textpage().get_text_bounded()
    assert "Original: anglais" in text


@pytest.mark.parametrize(("slug", "code", "top"), [("S-2023-664", "es", 738.2), ("S-2024-228", "ru", None)])
def test_the_rule_that_ends_a_document_moves_up_at_the_foot_of_a_full_page(slug: str, code: str, top: float | None) -> None:
    with pdfplumber.open(io.BytesIO(typeset(slug, code))) as pdf:
        (rule,) = [shape for shape in pdf.pages[-1].rects if 70 < shape["width"] < 74 and shape["x0"] > 200]
        height = float(pdf.pages[-1].height)
        last = max(height - char["matrix"][5] for char in pdf.pages[-1].chars if 90 < height - char["matrix"][5] < 735)
    assert rule["top"] == pytest.approx(top or last + 32.4, abs=0.5)


def test_contents_of_geneva_count_paragraphs_beside_the_page() -> None:
    lines = list(_lines(typeset(*_FRENCH), 1))
    assert [line for line in lines if line.startswith("Paragraphes")] == ["ParagraphesPage"]
    text = [line.replace(".", "") for line in lines]
    assert any(line.startswith("IICadrenormatifetinstitutionnel") and line.endswith("3–454") for line in text)
    assert any(line.startswith("a)Évolutiondelasociétéitalienne") and line.endswith("53–5511") for line in text)


@pytest.mark.parametrize(("document", "dates"), [(_RUSSIAN, (134.2, 169.2)), (_FRENCH, (135.6, 175.5))])
def test_dates_of_the_job_line_stand_where_the_real_ones_do(document: tuple[str, str], dates: tuple[float, float]) -> None:
    """Two spaces part them since bar codes are printed there, four in 2009."""
    with pdfplumber.open(io.BytesIO(typeset(*document))) as pdf:
        words = pdf.pages[0].crop((50, 740, 240, 786)).extract_words(x_tolerance=1.5)
    assert [word["x0"] for word in words if word["text"].isdigit()] == pytest.approx(dates, abs=0.5)


# Held against real documents, each set in its own language


def _astray(slug: str, code: LanguageCode, first: float) -> list[str]:
    """Return the first words of lines that stand elsewhere, up to the baseline *first* of page 1; all feet and heads count."""
    return [
        place.starts
        for place, base, edge in compare(slug, code).errors
        if ((place.page, place.base) <= (1, first) or not 70 < place.base < 774) and max(base, edge) > 0.5
    ]


def test_russian_page_of_geneva_has_masthead_heads_and_feet_where_the_real_one_has() -> None:
    assert _astray(*_RUSSIAN, 270) == []


def test_french_pages_of_geneva_have_masthead_titles_heads_and_feet_where_the_real_ones_have() -> None:
    assert _astray(*_FRENCH, 800) == []
