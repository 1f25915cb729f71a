"""Rules of content: what an edition of this project says on its pages is what its seed and house words say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from sixfold.catalogs.inline import plain
from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.preflight.model import Expected, Page, PreflightSubject
from sixfold.compose import LAYOUTS
from sixfold.document.loading import load_document, load_house
from sixfold.document.symbols import public_address
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import Project

CHECKS = Checks()

_NAME = re.compile(rf"(?P<slug>.+)\.(?P<language>{'|'.join(LANGUAGE_CODES)})")
_IMPORT = re.compile(r'@import "(?P<file>[a-z0-9-]+\.css)"')
_LENGTH = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<points>[0-9.]+)pt")
_AGAIN = "make the edition again; look at the seed if it stays so"


def expect(project: Project | None, path: Path) -> Expected | None:
    """Return what the PDF at *path* has to say; None where its name isn't that of an edition (`A-66-398.fr.pdf`).

    Raises: SeedError, CatalogError, for the seed or house words that it would be compared with.
    """
    named = _NAME.fullmatch(path.stem)
    if project is None or named is None or not (seed := project.seed(named["slug"])).exists():
        return None
    code: LanguageCode = named["language"]  # type: ignore[assignment]
    document, house = load_document(seed), load_house(project, code)
    job = document.job[code]
    css = project.templates / "css"
    sheets = _sheet(css / "tokens.css") + _sheet(css / "layouts" / f"{document.layout}.css")
    lengths = {match["name"]: float(match["points"]) for match in _LENGTH.finditer(sheets)}  # the layout's stand over the others
    organs = document.organ
    sessions = (
        house.session(one.value, one.kind.replace("_", "-"), organs[min(place, len(organs) - 1)])
        for place, one in enumerate(document.session)
    )
    has_qr_code = LAYOUTS[document.layout].has_qr_code
    return Expected(
        slug=document.slug,
        language=code,
        symbols=tuple(str(symbol).rstrip("*") for symbol in document.symbol),
        job_number=str(job.number).rstrip("*"),
        bar_code=job.number.bar_code if LAYOUTS[document.layout].has_bar_code else None,
        sessions=tuple(plain(words) for words in sessions),
        date=plain(house.masthead_date(document.date)),
        address=public_address(str(document.symbol[0]), code, document.date) if has_qr_code else None,
        page_width_pt=lengths["page-width"],
        page_height_pt=lengths["page-height"],
        frame_start_pt=lengths["frame-start"],
    )


def _sheet(path: Path) -> str:
    """Return the stylesheet at *path* up to the rules for one language, with what it imports; "" where there is none."""
    text = path.read_text(encoding="utf-8").partition(":is(:root, .second):")[0] if path.exists() else ""
    return _IMPORT.sub(lambda match: _sheet(path.with_name(match["file"])), text)


@CHECKS.enter("symbol-printed", "error")
def _symbol(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Each page bears the symbol of the document.

    The symbol stands in the masthead and at the head of each page that follows.
    """
    for symbol in subject.expected.symbols if subject.expected else ():
        yield from _find_unprinted(subject, "symbol", symbol)


@CHECKS.enter("job-number-printed", "error")
def _job_number(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Each page bears the job number.

    The job number stands over the bar code of page 1 and at the foot of each page that follows.
    """
    if subject.expected:
        yield from _find_unprinted(subject, "job number", subject.expected.job_number)


def _find_unprinted(subject: PreflightSubject, name: str, words: str) -> Iterator[Diagnostic]:
    for page in subject.pdf.pages if not _is_sheet(subject) else ():
        if page.lines and not _has(page, words):
            yield Diagnostic(f"the {name} {words} isn’t on the page", _AGAIN, page.number)


@CHECKS.enter("session-printed", "error")
def _session(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Page 1 bears the session.

    The line of the session below the masthead is the seed's, in the edition's language.
    """
    for words in subject.expected.sessions if subject.expected else ():
        if not _has(_first(subject), words):
            yield Diagnostic(f"the session “{words}” isn’t on page 1", _AGAIN, 1)


@CHECKS.enter("date-printed", "error")
def _date(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Page 1 bears the date.

    The date of the masthead is the seed's, in the form of the language that mastheads have.
    """
    if subject.expected and not _has(_first(subject), subject.expected.date):
        yield Diagnostic(f"the date “{subject.expected.date}” isn’t on page 1", _AGAIN, 1)


@CHECKS.enter("bar-code", "error")
def _bar_code(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The bar code says the job number.

    It is read from the picture of page 1 as a scanner reads it. A PDF that isn't an edition of this project may have none.
    """
    if subject.expected and subject.expected.bar_code:
        yield from _compare_code(subject, "Code39", subject.expected.bar_code, "bar code")


@CHECKS.enter("qr-code", "error")
def _qr_code(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The QR code leads to the document.

    It holds the document's public address in the edition's language, where the layout has one.
    """
    if subject.expected and subject.expected.address:
        yield from _compare_code(subject, "QRCode", subject.expected.address, "QR code")


def _compare_code(subject: PreflightSubject, kind: str, wanted: str, name: str) -> Iterator[Diagnostic]:
    found = [text.strip("*") for form, text in _first(subject).codes if form.replace(" ", "") == kind]
    if not found:
        yield Diagnostic(f"the {name} can’t be read", "make the edition again; look at page 1", 1)
    elif wanted not in found:
        yield Diagnostic(f"the {name} says “{found[0]}”, not “{wanted}”", _AGAIN, 1)


def _first(subject: PreflightSubject) -> Page:
    """Return page 1, or in a booklet the sheet that it stands on."""
    if subject.expected and _is_sheet(subject):
        symbol = subject.expected.symbols[0]
        return next((page for page in subject.pdf.pages if page.codes and _has(page, symbol)), subject.pdf.pages[0])
    return subject.pdf.pages[0]


def _is_sheet(subject: PreflightSubject) -> bool:
    """Say whether the pages are sheets with two pages each."""
    expected = subject.expected
    return bool(expected and subject.pdf.pages[0].trim.width > 1.8 * expected.page_width_pt)


def _has(page: Page, words: str) -> bool:
    """Say whether *words* stand on *page*, wherever lines break and in whatever order their letters are stored.

    pdfium gives letters of Arabic words as they stand on the page; so there each word is compared by its letters. Latin words
    between Arabic ones may come in pieces; they are found where they stand side by side.
    """
    text, wanted = _folded(page.text), _folded(words)
    if not re.search(r"[\u0600-\u06ff]", wanted):
        letters = wanted.replace(" ", "")
        return letters in text.replace(" ", "") or letters in _folded(page.rows)
    there = {"".join(sorted(word)) for word in text.split()}
    return all("".join(sorted(word)) in there for word in wanted.split())


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn", "Lm")).split())
