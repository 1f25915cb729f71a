"""The press edition, in real parts: what a print shop checks in a PDF, and the sheets that it makes of it.

No validator of PDF/X is in Debian or on PyPI, so the clauses of ISO 15930-7 that can be broken here are tests, each named.
"""

from __future__ import annotations

import io
import re
import shutil
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

from sixfold.document.loading import load_document
from sixfold.errors import RenderError
from sixfold.languages import LANGUAGE_CODES
from sixfold.pdf.icc_profiles import default_profile
from sixfold.pdf.press import ImpositionSettings, make_press_edition
from sixfold.pdf.press.black_ink import black_of
from sixfold.pdf.press.imposition import impose
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.made_files import make_profile
from support.pages import engine, set_page
from support.projects import CHECKOUT, Run, SetTranslation

pytestmark = pytest.mark.slow

BOOKLET = ImpositionSettings(page_multiple=4, imposition="booklet")
MARKED = ImpositionSettings(has_marks=True, bleed_mm=3)
ARABIC_BOOKLET = ImpositionSettings(page_multiple=4, imposition="booklet", has_marks=True, bleed_mm=3, is_bound_right=True)

#: 3 and 11 mm in points: from the trimmed page to the bleed, and to the edge of a marked sheet.
BLEED, EDGE = 8.5039, 31.1811


@cache
def plain(code: str) -> bytes:
    """Return A/66/398 as the engine makes it."""
    project = Project(CHECKOUT)
    document = load_document(CHECKOUT / "seeds/A-66-398.yaml")
    return set_page(compose_edition(project, document, code))  # type: ignore[arg-type]


@cache
def made(code: str, order: ImpositionSettings = MARKED) -> bytes:
    return make_press_edition(plain(code), order, default_profile())


@pytest.fixture(params=LANGUAGE_CODES)
def edition(request: pytest.FixtureRequest) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made(request.param)))


def made_of(project: Project, slug: str, code: str, order: ImpositionSettings) -> bytes:
    document = load_document(project.root / "seeds" / f"{slug}.yaml")
    page = engine().render(compose_edition(project, document, code).html)  # type: ignore[arg-type]
    return make_press_edition(page, order, default_profile())


def streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield everything that holds instructions: sheets, and each form that there is, shown or not."""
    yield from pdf.pages
    yield from (each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form")


def colours(pdf: pikepdf.Pdf) -> Counter[str]:
    """Return each instruction that sets a colour or state, paints a gradient or picture, and how often it stands there."""
    operators = {
        "g",
        "G",
        "rg",
        "RG",
        "k",
        "K",
        "cs",
        "CS",
        "sc",
        "SC",
        "scn",
        "SCN",
        "gs",
        "sh",
        "BI",
        "INLINE IMAGE",
        "ri",
    }
    return Counter(
        " ".join([*map(str, instruction.operands), str(instruction.operator)])
        for stream in streams(pdf)
        for instruction in pikepdf.parse_content_stream(stream)
        if str(instruction.operator) in operators
    )


def text_of_sides(content: bytes) -> list[list[str]]:
    """Return for each side of a booklet the page numbers or `1` for the first page's symbol, from left to right; `-` is empty."""
    found = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for sheet in pdf.pages:
            half = sheet.width / 2
            halves = [sheet.crop((left, 0, left + half, sheet.height)).extract_text() for left in (0, half)]
            found.append([_page_number(text) for text in halves])
    return found


def _page_number(text: str) -> str:
    if not text.strip():
        return "-"
    foot = re.findall(r"^(\d+) 11-530\d\d$|^11-530\d\d (\d+)$", text, re.MULTILINE)
    return "".join(foot[-1]) if foot else "1"


# ---- colour ----


def test_every_colour_of_a_page_is_black_and_the_marks_are_every_ink(edition: pikepdf.Pdf) -> None:
    found = colours(edition)
    assert set(found) == {"0 0 0 1 k", "0 0 0 1 K", "/Registration CS", "1 SCN"}
    assert found["/Registration CS"] == found["1 SCN"] == len(edition.pages)
    assert found["0 0 0 1 k"] >= 15


@pytest.mark.parametrize(
    ("channels", "black"),
    [
        ([1, 1, 1], "0"),
        ([0, 0, 0], "1"),
        ([Decimal("0.4")] * 3, "0.6"),
        ([1], "0"),
        ([0, 0, 0, 1], "1"),
        ([0, 0, 0, 0], "0"),
        ([1, 0, 0], "0.701"),  # 1 - 0.299
        ([0, Decimal("0.5"), 1], "0.5925"),  # 1 - 0.587 / 2 - 0.114
    ],
)
def test_every_colour_becomes_a_share_of_black(channels: list[Decimal], black: str) -> None:
    assert black_of(channels) == Decimal(black)


@pytest.mark.parametrize("channels", [[0, 0, 1, 0], [pikepdf.Name("/P1")]])
def test_a_colour_is_no_share_of_black(channels: list[Any]) -> None:
    with pytest.raises(RenderError, match="which black ink alone can’t print"):
        black_of(channels)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ('<path d="M0 0h9v9z" opacity="0.5"/>', "something transparent"),
        ('<path d="M0 0h9v9z" fill-opacity="0.5"/>', "something transparent"),
    ],
)
def test_artwork_that_black_cannot_print_is_told_and_nothing_is_written(
    project: Project, run: Run, drawn: str, told: str
) -> None:
    (project.templates / "emblem.svg").write_text(SVG.format(drawn), encoding="utf-8")
    result = run("press", "--lang", "fr")
    assert result.code == 6
    assert result.errors[0].startswith(f"error: seeds/A-66-398.yaml: the page shows {told}")
    assert "save the artwork without gradients or transparency" in result.err
    assert not (project.build / "press").exists()


def test_grey_artwork_is_printed_as_a_share_of_black(project: Project, run: Run) -> None:
    drawn = '<path d="M0 0h9v9z" fill="#666"/><path d="M2 2h2v2z" fill="#fff"/>'
    (project.templates / "emblem.svg").write_text(SVG.format(drawn), encoding="utf-8")
    assert run("press", "--lang", "fr").code == 0
    with pikepdf.open(project.build / "press/A-66-398.fr.pdf") as pdf:
        assert set(colours(pdf)) == {"0 0 0 1 k", "0 0 0 1 K", "0 0 0 0.6 k", "0 0 0 0 k"}


needs_ghostscript = pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")


def ink(content: bytes, folder: Path, *, in_trim: bool) -> list[list[float]]:
    """Return the share of each sheet that cyan, magenta, yellow and black cover, as Ghostscript separates it."""
    path = folder / "press.pdf"
    path.write_bytes(content)
    trim = ["-dUseTrimBox"] if in_trim else []
    command = ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", "-r72", *trim, str(path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [[float(share) for share in line.split()[:4]] for line in printed.splitlines() if line.endswith("OK")]


@needs_ghostscript
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_only_black_is_inside_the_trim(code: str, tmp_path: Path) -> None:
    sheets = ink(made(code), tmp_path, in_trim=True)
    assert len(sheets) == 4
    assert {tuple(share[:3]) for share in sheets} == {(0, 0, 0)}
    assert all(share[3] > 0.001 for share in sheets[:3])


@needs_ghostscript
def test_only_marks_add_ink_and_they_add_it_to_every_plate_alike(tmp_path: Path) -> None:
    (marked,) = {tuple(share[:3]) for share in ink(made("ar", ARABIC_BOOKLET), tmp_path, in_trim=False)}
    assert marked[0] == marked[1] == marked[2] > 0.0002
    bare = ink(made("fr", ImpositionSettings(page_multiple=4)), tmp_path, in_trim=False)
    assert [tuple(share[:3]) for share in bare] == [(0, 0, 0)] * 4
    assert bare[3][3] > 0.001  # French has four pages


# ---- ISO 15930-7 (PDF/X-4), clause by clause ----


def test_the_file_is_pdf_1_6_with_an_identifier(edition: pikepdf.Pdf) -> None:
    assert edition.pdf_version == "1.6"
    assert len(edition.trailer.ID) == 2
    assert not edition.is_encrypted


def test_xmp_identifies_pdf_x_4_and_is_stored_as_it_is(edition: pikepdf.Pdf) -> None:
    assert "/Filter" not in edition.Root.Metadata
    assert bytes(edition.Root.Metadata.read_raw_bytes()).startswith(b"<?xpacket ")
    xmp = edition.open_metadata()
    assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert re.fullmatch(r"uuid:[0-9a-f-]{36}", xmp["xmpMM:DocumentID"])
    assert re.fullmatch(r"uuid:[0-9a-f-]{36}", xmp["xmpMM:InstanceID"])
    assert (xmp["xmpMM:RenditionClass"], xmp["xmpMM:VersionID"]) == ("default", "1")


def test_xmp_and_info_say_the_same(edition: pikepdf.Pdf) -> None:
    info, xmp = edition.docinfo, edition.open_metadata()
    assert (info.CreationDate, info.ModDate, info.Trapped) == ("D:20111004", "D:20111004", pikepdf.Name("/False"))
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        assert xmp[f"xmp:{name}"] == "2011-10-04"
    assert (xmp["pdf:Trapped"], xmp["pdf:Producer"]) == ("False", str(info.Producer))
    assert xmp["dc:title"] == str(info.Title)
    assert xmp["dc:language"] == {str(edition.Root.Lang)}
    assert str(info.Title).startswith("A/66/398: ")


def test_the_output_intent_carries_a_cmyk_profile(edition: pikepdf.Pdf) -> None:
    (intent,) = edition.Root.OutputIntents
    profile = intent.DestOutputProfile
    content = profile.read_bytes()
    assert (intent.S, profile.N, content[12:20], content[36:40]) == ("/GTS_PDFX", 4, b"prtrCMYK", b"acsp")
    assert content == default_profile().content
    assert (intent.OutputConditionIdentifier, intent.Info) == ("Custom", "Artifex CMYK SWOP Profile")


def test_every_font_is_embedded_as_a_subset(edition: pikepdf.Pdf) -> None:
    objects = [each for each in edition.objects if isinstance(each, pikepdf.Dictionary)]
    fonts = [font for font in objects if font.get("/Type") == "/Font"]
    assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType2", "/CIDFontType0"}
    descriptors = [font.FontDescriptor for font in fonts if font.Subtype != "/Type0"]
    assert len(descriptors) > 3
    for descriptor in descriptors:
        assert re.match(r"/[A-Z]{6}\+", str(descriptor.FontName))
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_nothing_is_transparent(edition: pikepdf.Pdf) -> None:
    for each in edition.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/SMask", "/ca", "/CA", "/BM", "/Group", "/ExtGState", "/TR", "/HTP"} & set(each.keys())


def test_no_picture_gradient_or_pattern_is_left(edition: pikepdf.Pdf) -> None:
    for each in edition.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            assert each.get("/Subtype") not in ("/Image", "/PS")
            assert not {"/Shading", "/Pattern", "/PatternType", "/ShadingType"} & set(each.keys())


def test_nothing_can_be_clicked_run_or_filled_in(documents: Project) -> None:
    content = made_of(documents, "A-HRC-26-37-Rev.1", "en", MARKED)
    with pikepdf.open(io.BytesIO(content)) as pdf:  # its list of contents is made of links
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
        for page in pdf.pages:
            assert not {"/Annots", "/AA", "/Group"} & set(page.keys())


def test_arabic_is_said_to_be_bound_on_the_right() -> None:
    with pikepdf.open(io.BytesIO(made("ar", ARABIC_BOOKLET))) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


# ---- boxes and marks ----


def boxes(page: pikepdf.Page) -> list[list[float]]:
    return [[float(side) for side in box] for box in (page.TrimBox, page.BleedBox, page.MediaBox)]


def test_without_marks_the_sheet_is_the_trimmed_page() -> None:
    with pikepdf.open(io.BytesIO(made("fr", ImpositionSettings()))) as pdf:
        assert all(boxes(page) == [[0, 0, 612, 792]] * 3 for page in pdf.pages)


def test_marks_stand_on_a_larger_sheet_outside_three_millimetres_of_bleed(edition: pikepdf.Pdf) -> None:
    for page in edition.pages:
        trim, bleed, media = boxes(page)
        assert trim == pytest.approx([EDGE, EDGE, 612 + EDGE, 792 + EDGE], abs=0.001)
        assert bleed == pytest.approx([EDGE - BLEED, EDGE - BLEED, 612 + EDGE + BLEED, 792 + EDGE + BLEED], abs=0.001)
        assert media == pytest.approx([0, 0, 612 + 2 * EDGE, 792 + 2 * EDGE], abs=0.001)


def test_a_booklet_of_geneva_is_cut_to_two_pages_of_a4(documents: Project) -> None:
    with pikepdf.open(io.BytesIO(made_of(documents, "A-HRC-WG.6-34-ITA-3", "ru", BOOKLET))) as pdf:
        assert all(boxes(page) == [[0, 0, 1190.6, 842]] * 3 for page in pdf.pages)


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
    pages = pypdfium2.PdfDocument(made("en", ImpositionSettings(page_multiple=4)))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) == 4
    assert [text.splitlines()[-2] for text in texts[1:3]] == ["2 11-53026", "11-53026 3"]
    assert texts[3].strip() == ""


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3), (16, 4)])
def test_a_booklet_has_four_pages_on_each_sheet(pages: int, sheets: int) -> None:
    laid = impose(pages, BOOKLET)
    assert len(laid) == 2 * sheets
    shown = [place for side in laid for place in side if place is not None]
    assert sorted(shown) == list(range(pages))


@pytest.mark.parametrize("is_bound_right", [False, True])
def test_a_stitched_booklet_reads_in_order_when_its_leaves_are_turned(*, is_bound_right: bool) -> None:
    laid = impose(12, ImpositionSettings(page_multiple=4, imposition="booklet", is_bound_right=is_bound_right))
    folded = [side[::-1] if is_bound_right else side for side in laid]  # as one bound on the left
    fronts, backs = folded[::2], folded[1::2]
    first_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second_half = [page for front, back in zip(fronts[::-1], backs[::-1], strict=True) for page in (back[1], front[0])]
    assert first_half + second_half == list(range(12))


def test_a_booklet_bound_on_the_left_has_the_first_page_on_the_right() -> None:
    assert text_of_sides(made("en", BOOKLET)) == [["-", "1"], ["2", "3"]]


def test_a_booklet_bound_on_the_right_has_the_first_page_on_the_left() -> None:
    assert text_of_sides(made("ar", ARABIC_BOOKLET)) == [["1", "4"], ["3", "2"]]


def test_a_page_that_is_turned_stands_upright_on_its_sheet(documents: Project) -> None:
    content = made_of(documents, "A-80-999", "en", ImpositionSettings())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert all(boxes(page) == [[0, 0, 612, 792]] * 3 for page in pdf.pages)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        (page,) = [page for page in pdf.pages if any(abs(char["matrix"][0]) < 0.1 for char in page.chars)]
        symbol = [char for char in page.chars if abs(char["matrix"][1]) < 0.1 and char["top"] < 80]
        assert "".join(char["text"] for char in symbol) == "A/80/999"  # the head of an odd page: at the right of its upper edge
        assert symbol[-1]["x1"] == pytest.approx(552.0, abs=0.5)


def test_the_bar_code_is_read_from_a_sheet_and_the_qr_code_of_today(documents: Project) -> None:
    sheet = pypdfium2.PdfDocument(made("fr", BOOKLET))[0].render(scale=300 / 72).to_pil()
    assert "1153027" in {code.text.strip("*") for code in zxingcpp.read_barcodes(sheet)}
    sheet = pypdfium2.PdfDocument(made_of(documents, "S-2024-228", "ru", BOOKLET))[0].render(scale=300 / 72).to_pil()
    assert "https://undocs.org/ru/S/2024/228" in {code.text for code in zxingcpp.read_barcodes(sheet)}


def test_the_smallest_type_is_large_enough_for_a_press() -> None:
    for code in LANGUAGE_CODES:
        with pdfplumber.open(io.BytesIO(made(code))) as pdf:
            assert min(letter["size"] for page in pdf.pages for letter in page.chars) >= 5.5


# ---- the command ----


def test_an_edition_stands_under_its_own_name_and_that_of_the_press(project: Project, run: Run) -> None:
    result = run("press", "--lang", "fr")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == ["build/press/A-66-398.fr.pdf", "build/press/A-66-398/1153027f.pdf"]
    first = [(project.build / "press" / name).read_bytes() for name in ("A-66-398.fr.pdf", "A-66-398/1153027f.pdf")]
    assert first[0] == first[1] == made("fr", ImpositionSettings())
    run("press", "--lang", "fr")
    assert (project.build / "press/A-66-398.fr.pdf").read_bytes() == first[0]


def test_a_booklet_does_not_take_the_place_of_single_pages(project: Project, run: Run) -> None:
    result = run("press", "--lang", "ar", "--lang", "zh", "--impose", "booklet", "--marks")
    assert result.out.splitlines() == [
        "build/press/A-66-398.ar.booklet.pdf",
        "build/press/A-66-398/1153024a.booklet.pdf",
        "build/press/A-66-398.zh.booklet.pdf",
        "build/press/A-66-398/1153025c.booklet.pdf",
    ]
    assert (project.build / "press/A-66-398.ar.booklet.pdf").read_bytes() == made("ar", ARABIC_BOOKLET)


def test_a_draft_does_not_go_to_the_press(project: Project, run: Run, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.op.5", "Se félicitons", is_fuzzy=True)
    result = run("press", "--lang", "fr")
    assert result.code == 1
    assert result.err.startswith("build/press/A-66-398.fr.pdf: not written: 1 unit untranslated or fuzzy; ")
    assert not (project.build / "press").exists()


def test_a_booklet_of_two_pages_is_refused(run: Run) -> None:
    result = run("press", "--impose", "booklet", "--fold", "2")
    assert (result.code, result.errors) == (2, ["error: a booklet can’t have a multiple of 2 pages"])


@pytest.mark.parametrize("bleed", ["-1", "51", "nan", "wide"])
def test_a_bleed_that_no_sheet_has_is_refused(run: Run, bleed: str) -> None:
    result = run("press", f"--bleed-mm={bleed}")
    assert result.code == 2
    assert f"“{bleed}” is not a bleed from 0 to 50 mm" in result.err


def test_the_profile_of_a_press_is_carried_under_its_registered_name(
    project: Project, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(make_profile())
    assert run("press", "--lang", "en", "--profile", str(path)).code == 0
    with pikepdf.open(project.build / "press/A-66-398.en.pdf") as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.OutputConditionIdentifier, intent.RegistryName) == ("FOGRA47L", "http://www.color.org")
        assert intent.Info == "Uncoated"
        assert intent.DestOutputProfile.read_bytes() == path.read_bytes()


def test_a_condition_that_the_profile_does_not_tell_can_be_typed(project: Project, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(make_profile())
    assert run("press", "--lang", "en", "--profile", str(path), "--condition", "FOGRA52").code == 0
    with pikepdf.open(project.build / "press/A-66-398.en.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "FOGRA52"
    result = run("press", "--condition", "FOGRA52")
    assert (result.code, result.errors) == (2, ["error: a condition is that of a profile"])


def test_no_profile_stops_the_press_with_a_remedy(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sixfold.pdf.icc_profiles.profile_directories", lambda: (tmp_path,))
    result = run("press", "--lang", "fr")
    assert (result.code, result.errors) == (5, ["error: the colour profile default_cmyk.icc is not installed"])
    assert "sudo apt-get install libgs-common" in result.err


def test_pages_of_several_sizes_fit_no_sheet() -> None:
    with pikepdf.open(io.BytesIO(plain("fr"))) as pdf:
        pdf.pages[1].TrimBox = pikepdf.Array([0, 0, 595, 842])
        mixed = io.BytesIO()
        pdf.save(mixed)
    with pytest.raises(RenderError, match="the pages are of several sizes"):
        make_press_edition(mixed.getvalue(), MARKED, default_profile())


def test_a_face_that_is_not_embedded_stops_the_press() -> None:
    with pikepdf.open(io.BytesIO(plain("fr"))) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
                del each["/FontFile2"]
        bare = io.BytesIO()
        pdf.save(bare)
    with pytest.raises(RenderError, match=r"the typeface .* is not embedded"):
        make_press_edition(bare.getvalue(), MARKED, default_profile())
