"""The press edition, in real parts: what a print shop checks in a PDF, and the sheets that it makes of it.

No validator of PDF/X is in Debian or on PyPI, so the clauses of ISO 15930-7 that can be broken here are tests, each named.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from sixfold.errors import RenderError
from sixfold.languages import LANGUAGE_CODES
from sixfold.pdf.icc_profiles import default_profile, read_profile
from sixfold.pdf.press import ImpositionSettings, make_press_edition
from sixfold.pdf.press.black_ink import black_of
from sixfold.pdf.press.imposition import impose
from sixfold.project.paths import Project
from support.made_files import make_profile
from support.pages import compose_seed, composition, edition, engine, set_page
from support.projects import Run, SetTranslation

pytestmark = pytest.mark.slow

PLAIN = ImpositionSettings()
BOOKLET = ImpositionSettings(page_multiple=4, imposition="booklet")
MARKED = ImpositionSettings(has_marks=True, bleed_mm=3)
ARABIC_BOOKLET = ImpositionSettings(page_multiple=4, imposition="booklet", has_marks=True, bleed_mm=3, is_bound_right=True)

#: 3 and 11 mm in points: from the trimmed page to the bleed, and to the edge of a marked sheet.
BLEED, EDGE = 8.5039, 31.1811


@cache
def made(code: str, order: ImpositionSettings = MARKED) -> bytes:
    """Return A/66/398 in the language *code* for the press, made once."""
    return make_press_edition(set_page(composition(code)), order, default_profile())


@pytest.fixture(scope="module")
def editions() -> dict[str, pikepdf.Pdf]:
    """Return marked editions, which no test changes: in letters that run to the left and join, in alphabets, in ideographs."""
    return {code: pikepdf.open(io.BytesIO(made(code))) for code in ("ar", "fr", "zh")}


@cache
def made_up(layout: str) -> bytes:
    """Return a report as the engine makes it, with links in its list of contents and a page that is turned."""
    table = {"title": "Turned", "landscape": True, "columns": ["One", "Two"], "rows": [["1", "2"]]}
    body = [{"chapter": "Chapter"}, "See A/65/1.", {"table": table}]
    parts = [{"report": {"titles": ["Title"], "contents": True, "body": body}}]
    return set_page(compose_seed({"layout": layout, "parts": parts}))


def streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield everything that holds instructions: sheets, and each form that there is, shown or not."""
    yield from pdf.pages
    yield from (each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form")


#: What sets a colour or state, paints a gradient or picture.
PAINTS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "gs", "sh", "BI", "INLINE IMAGE", "ri"}


def colours(pdf: pikepdf.Pdf) -> Counter[str]:
    """Return each instruction of `PAINTS`, and how often it stands there."""
    return Counter(
        " ".join([*map(str, instruction.operands), str(instruction.operator)])
        for stream in streams(pdf)
        for instruction in pikepdf.parse_content_stream(stream)
        if str(instruction.operator) in PAINTS
    )


def text_of_sides(content: bytes) -> list[list[str]]:
    """Return for each side of a booklet the page numbers or `1` for the first page's symbol, from left to right; `-` is empty."""
    found = []
    with pypdfium2.PdfDocument(content) as pdf:
        for sheet in pdf:
            half, text = sheet.get_width() / 2, sheet.get_textpage()
            halves = [text.get_text_bounded(left=left, right=left + half) for left in (0, half)]
            found.append([_page_number(text) for text in halves])
    return found


def _page_number(text: str) -> str:
    if not text.strip():
        return "-"
    foot = re.findall(r"^(\d+) 11-530\d\d\r?$|^11-530\d\d (\d+)\r?$", text, re.MULTILINE)
    return "".join(foot[-1]) if foot else "1"


# ---- colour ----


def test_every_colour_of_a_page_is_black_and_the_marks_are_every_ink(editions: dict[str, pikepdf.Pdf]) -> None:
    for pdf in editions.values():
        found = colours(pdf)
        assert set(found) == {"0 0 0 1 k", "0 0 0 1 K", "/Registration CS", "1 SCN"}
        assert found["/Registration CS"] == found["1 SCN"] == len(pdf.pages)
        assert found["0 0 0 1 k"] >= 15


def test_every_colour_becomes_a_share_of_black_or_is_none() -> None:
    shares = {
        (1, 1, 1): "0",
        (0, 0, 0): "1",
        (Decimal("0.4"),) * 3: "0.6",
        (1,): "0",
        (0, 0, 0, 1): "1",
        (0, 0, 0, 0): "0",
        (1, 0, 0): "0.701",  # 1 - 0.299
        (0, Decimal("0.5"), 1): "0.5925",  # 1 - 0.587 / 2 - 0.114
    }
    assert {channels: black_of(channels) for channels in shares} == {channels: Decimal(share) for channels, share in shares.items()}
    for channels in ([0, 0, 1, 0], [pikepdf.Name("/P1")]):
        with pytest.raises(RenderError, match="which black ink alone can’t print"):
            black_of(channels)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def showing(folder: Path, drawn: str) -> bytes:
    """Return a page for the press that shows artwork."""
    path = folder / "a.svg"
    path.write_text(SVG.format(drawn), encoding="utf-8")
    body = f'<p style="font-family: Liberation Serif">foo</p><img class="picture" src="{path.as_uri()}" alt="">'
    page = engine().render(f'<html lang="en"><head><title>foo</title></head><body>{body}</body></html>')
    return make_press_edition(page, PLAIN, default_profile())


def test_artwork_is_printed_in_shares_of_black(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(showing(tmp_path, '<path d="M0 0h9v9z" fill="#666"/><path d="M2 2h2v2z" fill="#fff"/>'))) as pdf:
        assert set(colours(pdf)) == {"0 0 0 1 k", "0 0 0 0.6 k", "0 0 0 0 k"}
    with pytest.raises(RenderError, match="the page shows something transparent"):
        showing(tmp_path, '<path d="M0 0h9v9z" fill-opacity="0.5"/>')


def test_artwork_that_black_cannot_print_is_told_and_nothing_is_written(project: Project, run: Run) -> None:
    (project.templates / "emblem.svg").write_text(SVG.format('<path d="M0 0h9v9z" opacity="0.5"/>'), encoding="utf-8")
    result = run("press", "--lang", "fr")
    assert (result.code, (project.build / "press").exists()) == (6, False)
    assert result.errors[0].startswith("error: seeds/A-66-398.yaml: the page shows something transparent")
    assert "save the artwork without gradients or transparency" in result.err


def ink(folder: Path, *contents: bytes, in_trim: bool) -> list[list[float]]:
    """Return the share of each sheet that cyan, magenta, yellow and black cover, as Ghostscript separates it."""
    path = folder / "press.pdf"
    with pikepdf.new() as together:
        for content in contents:
            together.pages.extend(pikepdf.open(io.BytesIO(content)).pages)
        together.save(path)
    trim = ["-dUseTrimBox"] if in_trim else []
    command = ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", "-r72", *trim, str(path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [[float(share) for share in line.split()[:4]] for line in printed.splitlines() if line.endswith("OK")]


def test_only_black_is_inside_the_trim(tmp_path: Path) -> None:
    sheets = ink(tmp_path, *(made(code) for code in ("ar", "fr", "zh")), in_trim=True)
    assert len(sheets) == 4 * 3  # of Arabic, French and Chinese; the last one of Chinese is empty
    assert {tuple(share[:3]) for share in sheets} == {(0, 0, 0)}
    assert [share[3] > 0.001 for share in sheets] == [True] * 11 + [False]


def test_only_marks_add_ink_and_they_add_it_to_every_plate_alike(tmp_path: Path) -> None:
    *marked, bare = ink(tmp_path, made("ar", ARABIC_BOOKLET), made("en", BOOKLET), in_trim=False)[:3]
    for cyan, magenta, yellow, _ in marked:
        assert cyan == magenta == yellow > 0.0002
    assert bare[:3] == [0, 0, 0]
    assert bare[3] > 0.001


# ---- ISO 15930-7 (PDF/X-4), clause by clause ----


def test_the_file_is_pdf_1_6_with_an_identifier(editions: dict[str, pikepdf.Pdf]) -> None:
    for pdf in editions.values():
        assert pdf.pdf_version == "1.6"
        assert len(pdf.trailer.ID) == 2
        assert not pdf.is_encrypted


def test_xmp_identifies_pdf_x_4_and_is_stored_as_it_is(editions: dict[str, pikepdf.Pdf]) -> None:
    pdf = editions["ar"]
    assert "/Filter" not in pdf.Root.Metadata
    assert bytes(pdf.Root.Metadata.read_raw_bytes()).startswith(b"<?xpacket ")
    xmp = pdf.open_metadata()
    assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert re.fullmatch(r"uuid:[0-9a-f-]{36}", xmp["xmpMM:DocumentID"])
    assert re.fullmatch(r"uuid:[0-9a-f-]{36}", xmp["xmpMM:InstanceID"])
    assert (xmp["xmpMM:RenditionClass"], xmp["xmpMM:VersionID"]) == ("default", "1")


def test_xmp_and_info_say_the_same(editions: dict[str, pikepdf.Pdf]) -> None:
    for code, pdf in editions.items():
        info, xmp = pdf.docinfo, pdf.open_metadata()
        assert (info.CreationDate, info.ModDate, info.Trapped) == ("D:20111004", "D:20111004", pikepdf.Name("/False"))
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            assert xmp[f"xmp:{name}"] == "2011-10-04"
        assert (xmp["pdf:Trapped"], xmp["pdf:Producer"]) == ("False", str(info.Producer))
        assert xmp["dc:title"] == str(info.Title)
        assert xmp["dc:language"] == {str(pdf.Root.Lang)} == {code}
        assert str(info.Title).startswith("A/66/398: ")


def test_the_output_intent_carries_a_cmyk_profile(editions: dict[str, pikepdf.Pdf]) -> None:
    (intent,) = editions["fr"].Root.OutputIntents
    profile = intent.DestOutputProfile
    content = profile.read_bytes()
    assert (intent.S, profile.N, content[12:20], content[36:40]) == ("/GTS_PDFX", 4, b"prtrCMYK", b"acsp")
    assert content == default_profile().content
    assert (intent.OutputConditionIdentifier, intent.Info) == ("Custom", "Artifex CMYK SWOP Profile")


def test_the_profile_of_a_press_is_carried_under_its_registered_name(tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(make_profile())
    with pikepdf.open(io.BytesIO(make_press_edition(set_page(composition("fr")), PLAIN, read_profile(path)))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.OutputConditionIdentifier, intent.RegistryName) == ("FOGRA47L", "http://www.color.org")
        assert (intent.Info, intent.DestOutputProfile.read_bytes()) == ("Uncoated", path.read_bytes())


def test_every_font_is_embedded_as_a_subset(editions: dict[str, pikepdf.Pdf]) -> None:
    for pdf in editions.values():
        objects = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [font for font in objects if font.get("/Type") == "/Font"]
        assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType2", "/CIDFontType0"}
        descriptors = [font.FontDescriptor for font in fonts if font.Subtype != "/Type0"]
        assert len(descriptors) > 3
        for descriptor in descriptors:
            assert re.match(r"/[A-Z]{6}\+", str(descriptor.FontName))
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_nothing_is_transparent_and_no_picture_gradient_or_pattern_is_left(editions: dict[str, pikepdf.Pdf]) -> None:
    transparent = {"/SMask", "/ca", "/CA", "/BM", "/Group", "/ExtGState", "/TR", "/HTP"}
    painted = {"/Shading", "/Pattern", "/PatternType", "/ShadingType"}
    for pdf in editions.values():
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                assert not (transparent | painted) & set(each.keys())
                assert each.get("/Subtype") not in ("/Image", "/PS")


def test_nothing_can_be_clicked_run_or_filled_in() -> None:
    with pikepdf.open(io.BytesIO(made_up("new-york-2025"))) as pdf:
        assert sum(len(page.get("/Annots", [])) for page in pdf.pages) >= 2  # its list of contents and its symbol
    with pikepdf.open(io.BytesIO(make_press_edition(made_up("new-york-2025"), MARKED, default_profile()))) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
        for page in pdf.pages:
            assert not {"/Annots", "/AA", "/Group"} & set(page.keys())


# ---- boxes and marks ----


def boxes(page: pikepdf.Page) -> list[list[float]]:
    return [[float(side) for side in box] for box in (page.TrimBox, page.BleedBox, page.MediaBox)]


def test_marks_stand_on_a_larger_sheet_outside_three_millimetres_of_bleed(editions: dict[str, pikepdf.Pdf]) -> None:
    with pikepdf.open(io.BytesIO(made("fr", PLAIN))) as pdf:
        assert [boxes(page) for page in pdf.pages] == [[[0, 0, 612, 792]] * 3] * 4  # without them it is the trimmed page
    for page in editions["fr"].pages:
        trim, bleed, media = boxes(page)
        assert trim == pytest.approx([EDGE, EDGE, 612 + EDGE, 792 + EDGE], abs=0.001)
        assert bleed == pytest.approx([EDGE - BLEED, EDGE - BLEED, 612 + EDGE + BLEED, 792 + EDGE + BLEED], abs=0.001)
        assert media == pytest.approx([0, 0, 612 + 2 * EDGE, 792 + 2 * EDGE], abs=0.001)


@pytest.mark.parametrize(("code", "order", "lines"), [("fr", MARKED, 8 + 4 * 2), ("ar", ARABIC_BOOKLET, 8 + 6 * 2 + 6)])
def test_every_mark_lies_between_bleed_and_edge(code: str, order: ImpositionSettings, lines: int) -> None:
    with pikepdf.open(io.BytesIO(made(code, order))) as pdf:
        for page in pdf.pages:
            _, bleed, media = boxes(page)
            points = [
                (float(x), float(y))
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) in ("m", "l", "c")
                for x, y in zip(instruction.operands[::2], instruction.operands[1::2], strict=True)
            ]
            drawn = Counter(str(each.operator) for each in pikepdf.parse_content_stream(page))
            assert drawn["l"] == lines
            for x, y in points:
                assert media[0] < x < media[2]
                assert media[1] < y < media[3]
                assert not (bleed[0] <= x <= bleed[2] and bleed[1] <= y <= bleed[3])


# ---- folding and imposing ----


def test_empty_pages_fill_up_the_last_sheet() -> None:
    assert [len(impose(pages, ImpositionSettings(page_multiple=2))) for pages in (1, 2, 3, 4, 5)] == [2, 2, 4, 4, 6]
    assert [len(impose(pages, ImpositionSettings(page_multiple=4))) for pages in (1, 2, 3, 4, 5)] == [4, 4, 4, 4, 8]
    assert len(impose(3, ImpositionSettings(page_multiple=1))) == 3


def test_an_empty_page_says_nothing_and_the_others_keep_their_numbers() -> None:
    with pypdfium2.PdfDocument(made("en", ImpositionSettings(page_multiple=4))) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert len(texts) == 4
    assert [text.splitlines()[-2] for text in texts[1:3]] == ["2 11-53026", "11-53026 3"]
    assert texts[3].strip() == ""


def test_a_stitched_booklet_has_four_pages_on_each_sheet_and_reads_in_order_when_its_leaves_are_turned() -> None:
    for pages, sheets in ((1, 1), (4, 1), (5, 2), (8, 2), (9, 3), (16, 4)):
        for is_bound_right in (False, True):
            laid = impose(pages, ImpositionSettings(page_multiple=4, imposition="booklet", is_bound_right=is_bound_right))
            assert len(laid) == 2 * sheets
            folded = [side[::-1] if is_bound_right else side for side in laid]  # as one bound on the left
            fronts, backs = folded[::2], folded[1::2]
            first_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
            second_half = [page for front, back in zip(fronts[::-1], backs[::-1], strict=True) for page in (back[1], front[0])]
            assert first_half + second_half == [*range(pages), *[None] * (4 * sheets - pages)]


def test_a_booklet_has_its_first_page_opposite_the_side_where_it_is_bound() -> None:
    assert text_of_sides(made("en", BOOKLET)) == [["-", "1"], ["2", "3"]]
    assert text_of_sides(made("ar", ARABIC_BOOKLET)) == [["1", "4"], ["3", "2"]]
    with pikepdf.open(io.BytesIO(made("ar", ARABIC_BOOKLET))) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_a_page_that_is_turned_stands_upright_on_its_sheet_also_on_two_pages_of_a4() -> None:
    content = make_press_edition(made_up("new-york-2025"), PLAIN, default_profile())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert all(boxes(page) == [[0, 0, 612, 792]] * 3 for page in pdf.pages)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        (page,) = [page for page in pdf.pages if any(abs(char["matrix"][0]) < 0.1 for char in page.chars)]
        symbol = [char for char in page.chars if abs(char["matrix"][1]) < 0.1 and char["top"] < 80]
        assert "".join(char["text"] for char in symbol) == "A/66/1"  # the head of an odd page: at the right of its upper edge
        assert symbol[-1]["x1"] == pytest.approx(552.0, abs=0.5)
    with pikepdf.open(io.BytesIO(make_press_edition(made_up("geneva"), BOOKLET, default_profile()))) as pdf:
        assert all(boxes(page) == [[0, 0, 1190.6, 842]] * 3 for page in pdf.pages)


def test_the_bar_code_is_read_from_a_sheet_and_the_qr_code_of_today() -> None:
    with pypdfium2.PdfDocument(made("fr", BOOKLET)) as pdf:
        assert "1153027" in {code.text.strip("*") for code in _codes(pdf[0])}
    with pypdfium2.PdfDocument(make_press_edition(made_up("new-york-2025"), PLAIN, default_profile())) as pdf:
        assert "https://undocs.org/en/A/66/1" in {code.text for code in _codes(pdf[0])}


def _codes(sheet: pypdfium2.PdfPage) -> list[Any]:
    return zxingcpp.read_barcodes(sheet.render(scale=300 / 72, grayscale=True).to_pil())


def test_the_smallest_type_is_large_enough_for_a_press() -> None:
    for code in LANGUAGE_CODES:
        assert min(glyph.size for page in edition(code).pages for glyph in page.glyphs) >= 5.5


# ---- the command ----


def test_editions_stand_under_their_own_names_and_a_booklet_not_in_the_place_of_single_pages(project: Project, run: Run) -> None:
    result = run("press", "--lang", "ar")
    assert (result.code, result.err) == (0, "")
    names = result.out.splitlines()
    assert names == ["build/press/A-66-398.ar.pdf", "build/press/A-66-398/1153024a.pdf"]
    result = run("press", "--lang", "ar", "--impose", "booklet", "--marks")
    assert result.out.splitlines() == [name.replace(".pdf", ".booklet.pdf") for name in names]
    bound_right = ImpositionSettings(is_bound_right=True)
    contents = [(project.root / name.replace(".pdf", end)).read_bytes() for end in (".pdf", ".booklet.pdf") for name in names]
    assert contents == [made("ar", bound_right)] * 2 + [made("ar", ARABIC_BOOKLET)] * 2


def test_a_draft_does_not_go_to_the_press(project: Project, run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.5", "Se félicitons", is_fuzzy=True)
    result = run("press", "--lang", "fr")
    assert result.code == 1
    assert result.err.startswith("build/press/A-66-398.fr.pdf: not written: 1 unit untranslated or fuzzy; ")
    assert not (project.build / "press").exists()


def test_what_no_press_has_is_refused(run: Run) -> None:
    result = run("press", "--impose", "booklet", "--fold", "2")
    assert (result.code, result.errors) == (2, ["error: a booklet can’t have a multiple of 2 pages"])
    for bleed in ("-1", "51", "nan", "wide"):
        result = run("press", f"--bleed-mm={bleed}")
        assert result.code == 2
        assert f"“{bleed}” is not a bleed from 0 to 50 mm" in result.err


def test_a_condition_that_the_profile_does_not_tell_can_be_typed(project: Project, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(make_profile())
    assert run("press", "--lang", "en", "--profile", str(path), "--condition", "FOGRA52").code == 0
    with pikepdf.open(project.build / "press/A-66-398.en.pdf") as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.OutputConditionIdentifier, intent.DestOutputProfile.read_bytes()) == ("FOGRA52", path.read_bytes())
    result = run("press", "--condition", "FOGRA52")
    assert (result.code, result.errors) == (2, ["error: a condition is that of a profile"])


def test_no_profile_stops_the_press_with_a_remedy(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sixfold.pdf.icc_profiles.profile_directories", lambda: (tmp_path,))
    result = run("press", "--lang", "fr")
    assert (result.code, result.errors) == (5, ["error: the colour profile default_cmyk.icc is not installed"])
    assert "sudo apt-get install libgs-common" in result.err


def test_pages_of_several_sizes_fit_no_sheet() -> None:
    with pikepdf.open(io.BytesIO(set_page(composition("fr")))) as pdf:
        pdf.pages[1].TrimBox = pikepdf.Array([0, 0, 595, 842])
        mixed = io.BytesIO()
        pdf.save(mixed)
    with pytest.raises(RenderError, match="the pages are of several sizes"):
        make_press_edition(mixed.getvalue(), MARKED, default_profile())


def test_a_face_that_is_not_embedded_stops_the_press() -> None:
    with pikepdf.open(io.BytesIO(set_page(composition("fr")))) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
                del each["/FontFile2"]
        bare = io.BytesIO()
        pdf.save(bare)
    with pytest.raises(RenderError, match=r"the typeface .* is not embedded"):
        make_press_edition(bare.getvalue(), MARKED, default_profile())
