"""PDFs that Sixfold prints, read again: what comes back is what the seed says; hostile ones are refused with one sentence."""

from __future__ import annotations

import re
import zlib
from difflib import SequenceMatcher
from pathlib import Path

import pikepdf
import pytest

from sixfold.compose import Composition
from sixfold.document.loading import load_document, load_house, translate_document
from sixfold.document.model import Document
from sixfold.document.units import texts
from sixfold.errors import WordFileError
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from sixfold.word import pdf_lines
from sixfold.word.importing import Imported, read_document
from sixfold.word.model import Paragraph
from sixfold.word.pdf_reading import is_pdf, read_pdf
from support.pages import PROJECT, SLUG, composition, set_page, translated


def plain(document: Document) -> list[str]:
    """Return the texts of *document* without calls of notes, line breaks and no-break spaces, which a page doesn't tell."""
    found = (re.sub("<fn>[^<]*</fn>|<br>", " ", text.text.replace("\u00a0", " ")) for text in texts(document) if not text.is_figure)
    return [" ".join(text.split()) for text in found]


def same(one: list[str], other: list[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


def read_again(path: Path, composition: Composition) -> Imported:
    path.write_bytes(set_page(composition, "screen"))
    return read_document(path, [load_house(PROJECT, code) for code in LANGUAGE_CODES])


@pytest.mark.slow
def test_a_printed_letter_comes_back_text_by_text_in_six_languages(tmp_path: Path) -> None:
    """What PDFium doesn't tell are spaces and marks beside figures in Arabic: three texts of 21."""
    source = load_document(PROJECT.seed(SLUG))
    for code, missing in (("en", 0), ("es", 0), ("fr", 0), ("ru", 1), ("zh", 1), ("ar", 3)):
        found = read_again(tmp_path / f"A-66-398.{code}.pdf", composition(code))
        wanted = plain(translated(code))
        assert len(wanted) - same(wanted, plain(found.document)) <= missing, code
        assert not found.lost or code == "ar", code
        assert [part.kind for part in found.document.parts] == ["letter", "annex"] or code == "ar", code
        if code == "en":
            heads = [(one.printed_symbol, one.date, one.session, one.agenda) for one in (found.document, source)]
            assert heads[0] == heads[1]
    assert "(A/65/497" in " ".join(plain(found.document))


@pytest.mark.slow
def test_headings_items_and_lists_come_back_with_their_numbers_made(documents: Project, tmp_path: Path) -> None:
    """What is missing are breaks of titles, what stands in bold for its place, and in Chinese titles that break without a space."""
    source = load_document(documents.seed("E-2025-999"))
    for code, missing in (("en", 2), ("zh", 5)):
        found = read_again(tmp_path / f"E-2025-999.{code}.pdf", compose_edition(documents, source, code))  # type: ignore[arg-type]
        wanted = plain(translate_document(documents, source, code))  # type: ignore[arg-type]
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


def with_content(path: Path, content: bytes) -> Path:
    """Write a page with this content, packed, in Helvetica."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = pikepdf.Stream(pdf, b"")
        shown.write(zlib.compress(content, 9), filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = pdf.make_indirect(shown)
        pdf.save(path, compress_streams=False)
    return path


@pytest.mark.slow
def test_what_is_no_letter_is_refused_in_one_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    assert is_pdf(damaged)
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(blank(tmp_path / "open.pdf")) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    full = with_content(tmp_path / "full.pdf", b"BT /F1 1 Tf 10 10 Td (" + b"a" * 25_000 + b") Tj ET")
    files = {
        blank(tmp_path / "scan.pdf"): "the PDF has no text: its pages are pictures",
        blank(tmp_path / "long.pdf", 301): "the PDF has 301 pages; at most 300 are read",
        damaged: "the PDF can’t be read", locked: "the PDF can’t be read",
        full: "a page has 25,000 letters; at most 20,000 are read",
    }  # fmt: skip
    assert {path: refusal(path) for path in files} == files


@pytest.mark.slow
def test_what_unpacks_to_more_than_a_page_can_hold_ends_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of 1,400 MB takes ten seconds: less is allowed here."""
    monkeypatch.setattr(pdf_lines, "_MOST_MEMORY", 400_000_000)
    bomb = with_content(tmp_path / "bomb.pdf", b"BT /F1 1 Tf 10 10 Td " + b"(a) Tj " * 3_000_000 + b" ET")
    assert bomb.stat().st_size < 100_000
    assert refusal(blank(tmp_path / "small.pdf")) == "the PDF has no text: its pages are pictures"
    assert refusal(bomb) == "the PDF takes too long to read, or too much memory"


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
