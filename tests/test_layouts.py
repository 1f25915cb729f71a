"""The layouts of today and of Geneva: places in points, from documents of 2019-2025, tolerance 0.5."""

from __future__ import annotations

import io
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
import zxingcpp

from fidelity import read_facts
from sixfold.editions import compose_edition, load_document
from sixfold.faces import prepare_faces
from sixfold.project import Project
from sixfold.render import Engine
from sixfold.tools.record_places import Place, read_places

CHECKOUT = Path(__file__).parents[1]


@cache
def _pdf(project: Project, layout: str, code: str) -> bytes:
    seed = project.root / "seeds" / "A-66-398.yaml"
    text = (CHECKOUT / "seeds/A-66-398.yaml").read_text(encoding="utf-8")
    seed.write_text(text.replace("layout: new-york-2011", f"layout: {layout}"), encoding="utf-8")
    composition = compose_edition(project, load_document(seed), code)  # type: ignore[arg-type]
    return Engine(project.templates, prepare_faces(CHECKOUT / "build")).render(composition.html)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("layouts")
    for name in ("locales", "templates", "seeds"):
        shutil.copytree(CHECKOUT / name, root / name)
    return Project(root)


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
        ("UnitedNations", 57.8), ("A/66/398", 56.5), ("GeneralAssembly", 86.4), ("Distr.:General", 86.9), ("Sixty-sixth", 223.4),
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


# Held against real documents, each set in its own language


@cache
def _against(slug: str, code: str) -> list[tuple[Place, Place]]:
    """Return the lines of the real document, each with the nearest of ours on the same page that begins alike."""
    document = load_document(CHECKOUT / "tests/documents/seeds" / f"{slug}.yaml")
    html = compose_edition(Project(CHECKOUT), document, code).html  # type: ignore[arg-type]
    pdf = Engine(CHECKOUT / "templates", prepare_faces(CHECKOUT / "build")).render(html)
    ours: dict[tuple[int, str], list[Place]] = {}
    for place in read_places(io.BytesIO(pdf)):
        ours.setdefault((place.page, place.starts), []).append(place)
    pairs = []
    for place in read_facts(CHECKOUT / "tests/places" / f"{slug}.{code}.json"):
        alike = ours.get((place.page, place.starts), [])
        pairs += [(place, min(alike, key=lambda one: abs(one.base - place.base)))] if alike else []
    return pairs


def _astray(slug: str, code: str, until: tuple[int, float]) -> list[str]:
    """Return the first words of lines that stand elsewhere, up to the page and baseline *until*; all feet and heads count."""
    return [
        real.starts
        for real, ours in _against(slug, code)
        if ((real.page, real.base) <= until or not 70 < real.base < 774)
        and max(abs(real.base - ours.base), abs(real.x0 - ours.x0)) > 0.5
    ]


def test_spanish_letter_of_today_stands_where_the_real_one_does() -> None:
    assert len(_against("S-2023-664", "es")) > 20
    assert _astray("S-2023-664", "es", (2, 260)) == ["Embajador y"]  # in two lines there, in one here


def test_russian_letter_of_today_stands_where_the_real_one_does() -> None:
    """Its list of States stands one tab in, what goes on after it at the edge; its annex has bullets and dashes."""
    found = _against("S-2024-228", "ru")
    starts = [real.starts for real, _ in found]
    assert len(starts) > 55
    assert {"Австрия, Венгрия,", "имеем честь", "Постоянный представитель", "Программа работы", "• Добавить"} <= set(starts)
    assert _astray("S-2024-228", "ru", (2, 720)) == []


def test_russian_page_of_geneva_has_masthead_heads_and_feet_where_the_real_one_has() -> None:
    assert _astray("A-HRC-WG.6-34-ITA-3", "ru", (1, 260)) == ["A/HRC/WG.6/34/ITA/3"]


def test_french_page_of_geneva_has_the_edges_of_the_real_one() -> None:
    """It stands lower in 2009, but begins at the same left edges: the layout is that of 2019."""
    edges = {real.starts: abs(real.x0 - ours.x0) for real, ours in _against("A-HRC-WG.6-7-ITA-1", "fr") if real.page == 1}
    assert {"Nations Unies", "Assemblée générale", "Conseil des", "Septième session"} <= {
        starts for starts, edge in edges.items() if edge < 0.5
    }
