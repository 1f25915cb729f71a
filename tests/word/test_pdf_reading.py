"""PDFs that Sixfold prints, read again: what comes back is what the seed says; hostile ones are refused with one sentence."""

from __future__ import annotations

import re
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
    assert refusal(tmp_path / "full.pdf") == "page 1 has 25,000 letters; at most 20,000 are read"
