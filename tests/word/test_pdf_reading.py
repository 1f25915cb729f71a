"""PDFs that Sixfold prints, read again: what comes back is what the seed says; hostile ones are refused with one sentence."""

from __future__ import annotations

import re
import shutil
import zlib
from difflib import SequenceMatcher
from pathlib import Path

import pikepdf
import pytest

from sixfold.document.loading import load_document, load_house, translate_document
from sixfold.document.model import Document
from sixfold.document.units import texts
from sixfold.errors import WordFileError
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project
from sixfold.word.importing import Imported, read_document
from sixfold.word.model import Paragraph
from sixfold.word.pdf_reading import is_pdf, read_pdf
from support.projects import Run


def plain(document: Document) -> list[str]:
    """Return the texts of *document* without calls of notes, line breaks and no-break spaces, which a page doesn't tell."""
    found = (re.sub("<fn>[^<]*</fn>|<br>", " ", text.text.replace("\u00a0", " ")) for text in texts(document) if not text.is_figure)
    return [" ".join(text.split()) for text in found]


def same(one: list[str], other: list[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


def imported(project: Project, code: str, slug: str = "A-66-398") -> Imported:
    return read_document(project.root / f"build/{slug}.{code}.pdf", [load_house(project, one) for one in LANGUAGE_CODES])


@pytest.mark.slow
def test_a_printed_letter_comes_back_text_by_text(project: Project, run: Run) -> None:
    assert run("pdf", *(f"--lang={code}" for code in ("en", "es", "fr", "ru", "zh")), "A/66/398").code == 0
    source = load_document(project.seed("A-66-398"))
    for code, missing in (("en", 0), ("es", 0), ("fr", 0), ("ru", 1), ("zh", 1)):
        found = imported(project, code)
        wanted = plain(translate_document(project, source, code))  # type: ignore[arg-type]
        assert len(wanted) - same(wanted, plain(found.document)) <= missing, code
        assert not found.lost, code
        assert [part.kind for part in found.document.parts] == ["letter", "annex"], code
    first = imported(project, "en").document
    assert (first.printed_symbol, first.date, first.session, first.agenda) == (
        source.printed_symbol, source.date, source.session, source.agenda,
    )  # fmt: skip


@pytest.mark.slow
def test_a_printed_arabic_letter_comes_back_in_its_order(project: Project, run: Run) -> None:
    """What PDFium doesn't tell are spaces and marks beside figures: three texts of 21."""
    assert run("pdf", "--lang=ar", "A/66/398").code == 0
    found = imported(project, "ar")
    wanted = plain(translate_document(project, load_document(project.seed("A-66-398")), "ar"))
    assert same(wanted, plain(found.document)) >= 18
    assert "(A/65/497" in " ".join(plain(found.document))


@pytest.mark.slow
def test_headings_items_and_lists_come_back_with_their_numbers_made(project: Project, documents: Project, run: Run) -> None:
    """What is missing are breaks of titles, what stands in bold for its place, and in Chinese titles that break without a space."""
    for name in ("seeds/E-2025-999.yaml", *(f"locales/{code}/LC_MESSAGES/E-2025-999.po" for code in ("es", "zh"))):
        shutil.copy(documents.root / name, project.root / name)
    assert run("pdf", "--lang=en", "--lang=es", "--lang=zh", "E/2025/999").code == 0
    source = load_document(project.seed("E-2025-999"))
    for code, missing in (("en", 2), ("es", 2), ("zh", 5)):
        found = imported(project, code, "E-2025-999")
        wanted = plain(translate_document(project, source, code))  # type: ignore[arg-type]
        assert len(wanted) - same(wanted, plain(found.document)) <= missing, code
        assert not found.lost, code
        assert [part.kind for part in found.document.parts] == ["letter", "annex", "enclosure"], code


# ---- hostile files ----


def blank(path: Path, pages: int = 1) -> Path:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(WordFileError) as caught:
        read_pdf(path)
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.what


def test_pages_that_are_pictures_are_refused(tmp_path: Path) -> None:
    assert refusal(blank(tmp_path / "scan.pdf")) == "the PDF has no text: its pages are pictures"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    assert refusal(blank(tmp_path / "long.pdf", 301)) == "the PDF has 301 pages; at most 300 are read"


def test_what_is_damaged_or_locked_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    assert is_pdf(damaged)
    assert refusal(damaged) == "the PDF can’t be read"
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(blank(tmp_path / "open.pdf")) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(locked) == "the PDF can’t be read"


def test_a_page_with_more_letters_than_a_page_has_is_refused(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 1 Tf 10 10 Td (" + b"a" * 25_000 + b") Tj ET")
        pdf.save(tmp_path / "full.pdf")
    assert refusal(tmp_path / "full.pdf") == "a page has 25,000 letters; at most 20,000 are read"


@pytest.mark.slow
def test_what_unpacks_to_more_than_a_page_can_hold_ends_in_one_sentence(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = pikepdf.Stream(pdf, b"")
        packed = zlib.compress(b"BT /F1 1 Tf 10 10 Td " + b"(a) Tj " * 10_000_000 + b" ET", 9)
        shown.write(packed, filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = pdf.make_indirect(shown)
        pdf.save(tmp_path / "bomb.pdf", compress_streams=False)
    assert (tmp_path / "bomb.pdf").stat().st_size < 200_000
    assert refusal(tmp_path / "bomb.pdf") == "the PDF takes too long to read, or too much memory"


# ---- lines, drawn by hand ----


def drawn(path: Path, *lines: tuple[float, float, str]) -> Path:
    """Write a page with each of *lines* at its place, in points from the left and from above, in 10 points."""
    shown = "".join(f"BT /F1 10 Tf {x} {792 - y} Td ({text}) Tj ET\n" for x, y, text in lines)
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times-Roman"))
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.pages[0].Contents = pdf.make_stream(shown.encode("latin-1"))
        pdf.save(path)
    return path


FULL = "and these words fill the whole line of running text up to its right edge, more or"


def test_lines_are_one_paragraph_where_the_next_word_had_no_room(tmp_path: Path) -> None:
    first = (147, 300, "A paragraph that begins with a tab, and goes on through a second line, which")
    lines = [first, (123, 312, FULL), (123, 324, "less.")]
    listed = [(123, 342, "Ana Martins, Chair"), (123, 354, "Paul Keller, hydrologist")]
    found = read_pdf(drawn(tmp_path / "a.pdf", *lines, *listed))
    assert [block.text.split()[-1] for block in found.body if isinstance(block, Paragraph)] == ["less.", "Chair", "hydrologist"]


def test_a_line_at_the_edge_of_the_text_is_not_indented(tmp_path: Path) -> None:
    lines = [(123.4, 300, FULL), (123.4, 312, FULL), (123.4, 330, "Excellency,"), (147.1, 348, "It is so.")]
    found = read_pdf(drawn(tmp_path / "a.pdf", *lines))
    looks = {block.text: block.look.first for block in found.body if isinstance(block, Paragraph)}
    assert (looks["Excellency,"], looks["It is so."]) == (0, 482)  # 20 * (147.1 - 123)


def test_words_stand_once_whatever_page_and_margin_they_stand_in(tmp_path: Path) -> None:
    lines = [(123, 60, "High up"), (123, 300, FULL), (123, 700, "Low down"), (60, 750, "25-99999 \\(E\\)")]
    found = read_pdf(drawn(tmp_path / "a.pdf", *lines))
    body = [block.text for block in found.body if isinstance(block, Paragraph)]
    assert [text for text in body if text in ("High up", "Low down")] == ["High up", "Low down"]
    assert [paragraph.text for paragraph in found.feet] == ["25-99999 (E)"]


def test_a_wide_gap_inside_a_word_is_no_space(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", (123, 300, FULL), (123, 330, "conte"), (146.1, 330, "xt"))
    assert read_pdf(path).body[-1].text == "context"  # type: ignore[union-attr]
