"""Pictures on the page: which are refused, how they are made plain, tagged and printed, what is up to date with them."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from sixfold.errors import RenderError
from sixfold.pdf.engine.png_safety import read_png
from sixfold.project.paths import Project
from support.pages import engine
from support.projects import SLUG, Run, replace_once

pytestmark = pytest.mark.slow

CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}<rect width="50" height="9" fill="#f00"/></svg>'
FIGURE = """\
        - figure:
            number: true
            title: Foo
            picture: {}
            alternative: One bar.
"""


def png(width: int = 20, height: int = 20, mode: str = "RGB", color: object = "red") -> bytes:
    written = io.BytesIO()
    Image.new(mode, (width, height), color).save(written, "PNG")  # type: ignore[arg-type]
    return written.getvalue()


def made_up_png(width: int, height: int) -> bytes:
    """Return a PNG file that says it has so many dots and has none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_picture_that_cannot_be_shown_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    wrong = [
        (b"GIF89a", "this is no PNG picture"),
        (b"", "this is no PNG picture"),
        (png()[:60], "this PNG picture is damaged"),
        (made_up_png(60_000, 60_000), "it has 60,000 × 60,000 dots, the most that a page shows are 20 million"),
        (png(4, 400), "it has 4 × 400 dots, which nobody sees"),
    ]
    for content, told in wrong:
        path.write_bytes(content)
        with pytest.raises(RenderError, match=told):
            read_png(path)


def test_a_picture_is_made_grey_or_rgb_and_opaque(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    pictures = [
        (png(), "RGB", (255, 0, 0)),
        (png(mode="L", color=80), "L", 80),
        (png(mode="LA", color=(0, 0)), "L", 255),  # transparent black on white paper
        (png(mode="RGBA", color=(0, 0, 255, 0)), "RGB", (255, 255, 255)),
        (png(mode="P", color=0), "RGB", (0, 0, 0)),
        (png(mode="1", color=1), "L", 255),
    ]
    for content, mode, dot in pictures:
        path.write_bytes(content)
        with Image.open(io.BytesIO(read_png(path))) as image:
            assert (image.mode, image.getpixel((3, 3))) == (mode, dot)


@pytest.fixture
def shown(project: Project) -> Project:
    """Return the project, whose document shows a chart and a PNG picture."""
    seed = project.seed(SLUG)
    (seed.parent / "chart.svg").write_text(CHART.format(""), encoding="utf-8")
    (seed.parent / "dots.png").write_bytes(png())
    figures = FIGURE.format("chart.svg") + FIGURE.format("dots.png")
    replace_once(seed, "      signature:", figures + "      signature:")
    return project


def test_a_figure_is_tagged_with_its_words_and_place_and_made_again_when_its_picture_changes(shown: Project, run: Run) -> None:
    assert run("pdf", "--lang", "en").code == 0
    with pikepdf.open(shown.pdf(SLUG, "en")) as pdf:
        nodes = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]
        figures = [one for one in nodes if one.S == "/Figure" and str(one.Alt) == "One bar."]
        boxes = [[round(float(side)) for side in one.A.BBox] for one in figures]
        captions = [one for one in nodes if one.S == "/Caption"]
    assert [right - left for left, _, right, _ in boxes] == [366, 366]  # the width of the text
    assert len(captions) == 2
    assert "1 of 1 up to date already" in run("pdf", "--lang", "en").err
    (shown.seed(SLUG).parent / "dots.png").write_bytes(png(color="blue"))
    assert "up to date" not in run("pdf", "--lang", "en").err
    assert "1 of 1 up to date already" in run("pdf", "--lang", "en").err


def test_the_press_prints_pictures_in_grey(shown: Project, run: Run) -> None:
    assert run("press", "--lang", "en").code == 0
    with pikepdf.open(shown.press(SLUG, "en", "1153026e")[0]) as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [str(one.ColorSpace) for one in images] == ["/DeviceGray"]
        assert set(images[0].read_bytes()) == {76}  # 0.299 × 255
        contents = b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream) and one is not images[0])
        assert b"0 0 0 0.701 k" in contents  # 1 - 0.299


def test_an_archive_edition_carries_its_pictures(shown: Project, run: Run) -> None:
    run("pdf", "--lang", "en", "--edition", "archive")
    with pikepdf.open(shown.pdf(SLUG, "en", "archive")) as pdf:
        assert {"chart.svg", "dots.png"} <= set(pdf.attachments)
    path = f"build/archive/{SLUG}.en.pdf"
    assert run("verify", path).out == f"{path}: the same bytes\n"  # wherever they lie


def test_a_hostile_picture_is_told_with_its_line(shown: Project, run: Run) -> None:
    (shown.seed(SLUG).parent / "chart.svg").write_text(CHART.format("\n<script/>"), encoding="utf-8")
    result = run("pdf", "--lang", "en")
    assert (result.code, "Traceback" in result.err) == (6, False)
    assert "seeds/chart.svg:2: the element <script> is not allowed in artwork" in result.err
    assert not shown.pdf(SLUG, "en").exists()


def test_a_page_shows_only_the_pictures_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "chart.svg").write_text(CHART.format(""), encoding="utf-8")
    address = (tmp_path / "chart.svg").as_uri()
    page = '<html lang="en"><head><title>foo</title></head><body>{}</body></html>'
    assert engine().render(page.format(f'<img class="picture" src="{address}" alt="">'))
    with pytest.raises(RenderError, match="pages are made of the project's own files"):
        engine().render(page.format(f'<img src="{address}" alt="">'))


def drawn(tmp_path: Path, text: str) -> str:
    """Return the letters of an SVG text as they stand on the page, from left to right."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{text}</svg>'
    (tmp_path / "a.svg").write_text(svg, encoding="utf-8")
    style = "<style>@page { size: 200pt 100pt; margin: 0 } body { font-family: 'Sixfold Naskh' }</style>"
    image = f'<img class="picture" src="{(tmp_path / "a.svg").as_uri()}" alt="">'
    page = f'<html lang="ar"><head><title>foo</title>{style}</head><body>{image}</body></html>'
    with pdfplumber.open(io.BytesIO(engine().render(page))) as pdf:
        return "".join(char["text"] for char in sorted(pdf.pages[0].chars, key=lambda char: char["x0"]))


def test_arabic_words_of_a_picture_run_from_right_to_left_and_join(tmp_path: Path) -> None:
    assert drawn(tmp_path, '<text x="9" y="20" font-family="Sixfold Naskh">بحر</text>') == "رحب"
    assert drawn(tmp_path, '<text x="9" y="20" font-family="Liberation Serif">foo</text>') == "foo"


def test_arabic_letters_that_are_placed_one_by_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="placed one by one, which takes Arabic words apart"):
        drawn(tmp_path, '<text x="9 19 29" y="20">بحر</text>')
    assert drawn(tmp_path, '<text x="9 19 29" y="20" font-family="Liberation Serif">foo</text>') == "foo"
