"""Rules of the file: boxes, colours and output intent for a press; language, title, tags, links and metadata for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.findings import Rule
from sixfold.checks.preflight.model import Fault, PreflightSubject, check

_NEAR = 0.05  # points
_LARGEST = 14_400  # points; ISO 32000-1, annex C
_MOST_BYTES_A_PAGE = 1_000_000


# ---- for a press ----


@check(Rule(
    "page-content", "error", "Every page's operators can be read",
    "Viewers guess at a broken operator, each in its own way; a press stops. ISO 32000-1, 7.8.2.",
    ("[<0039>105-10.2<0048>] TJ",), ("[<0039>105 -10.2<0048>] TJ",),
))  # fmt: skip
def _content(subject: PreflightSubject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        if page.is_garbled:
            yield Fault("the page has operators that can’t be read", "write the PDF again", page.number)


@check(Rule(
    "box-order", "error", "Trim, bleed and media boxes lie within one another",
    "ISO 15930-7, 6.4: the TrimBox lies in the BleedBox, the BleedBox in the MediaBox. A press edition gives its TrimBox.",
    ("/TrimBox wider than /MediaBox",), ("/MediaBox ⊇ /BleedBox ⊇ /TrimBox",),
))  # fmt: skip
def _box_order(subject: PreflightSubject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        boxes = page.boxes
        for inner, outer in (("TrimBox", "BleedBox"), ("TrimBox", "MediaBox"), ("BleedBox", "MediaBox")):
            if inner in boxes and outer in boxes and boxes[inner].exceeds(boxes[outer], _NEAR):
                what = f"the {inner} reaches out of the {outer}"
                yield Fault(what, "set the boxes when the PDF is written", page.number)
        if subject.pdf.is_for_press and "TrimBox" not in boxes:
            yield Fault("the page of a press edition has no TrimBox", "write it again as PDF/X", page.number)


@check(Rule(
    "page-size", "error", "All pages have one size",
    "Sheets of different size can't be printed and bound together; an edition of this project has the size of its layout.",
    ("page 3 is A4 among letter pages",), ("all pages 612 × 792 pt",),
))  # fmt: skip
def _page_size(subject: PreflightSubject) -> Iterator[Fault]:
    if not subject.pdf.pages:
        return
    width, height = subject.pdf.pages[0].trim.width, subject.pdf.pages[0].trim.height
    if subject.expected and abs(width - 2 * subject.expected.page_width_pt) > 1:  # not a sheet of two pages
        width, height = subject.expected.page_width_pt, subject.expected.page_height_pt
    for page in subject.pdf.pages:
        if max(page.trim.width, page.trim.height) > _LARGEST:
            yield Fault("the page is larger than 200 inches", "make the pages smaller: viewers refuse it", page.number)
        elif abs(page.trim.width - width) > 1 or abs(page.trim.height - height) > 1:
            found = f"{page.trim.width:.1f} × {page.trim.height:.1f} pt"
            yield Fault(f"the page is {found}, not {width:.1f} × {height:.1f}", "make all pages one size", page.number)


@check(Rule(
    "output-intent", "error", "A press edition names its printing condition",
    "ISO 15930-7, 6.2: a PDF/X file has an output intent; one that is embedded has a profile of four inks for print in black.",
    ("/GTS_PDFXVersion without /OutputIntents",), ("/OutputIntents with a profile of 4 channels",),
))  # fmt: skip
def _output_intent(subject: PreflightSubject) -> Iterator[Fault]:
    if not subject.pdf.is_for_press:
        return
    intents = [channels for kind, channels in subject.pdf.output_intents if kind == "/GTS_PDFX"]
    if not intents:
        yield Fault("the file claims PDF/X without an output intent", "write it again with a profile")
    elif intents[0] not in (None, 1, 4):
        what = f"the profile of the output intent has {intents[0]} channels"
        yield Fault(what, "take a profile for print: 4 channels")


@check(Rule(
    "color-black", "warning", "Everything is black",
    "A parliamentary document is printed in one ink. Anything else was coloured by mistake, or costs four plates.",
    ("1 0 0 rg",), ("0 0 0 rg", "0 0 0 1 k"),
))  # fmt: skip
def _black(subject: PreflightSubject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        for operator, operands in sorted(page.colors):
            if not _is_grey(operands):
                values = " ".join(f"{value:g}" for value in operands)
                yield Fault(f"a colour is set: {values} {operator}", "set it in black", page.number)


def _is_grey(operands: tuple[float, ...]) -> bool:
    if len(operands) == 3:
        return max(operands) - min(operands) < 0.01
    return len(operands) != 4 or max(operands[:3]) < 0.01 or operands[:3] == (1.0, 1.0, 1.0)


@check(Rule(
    "color-press", "error", "A press edition sets black ink only",
    "In a press edition black is `0 0 0 1 k` or grey: black set in RGB becomes a mixture of four inks on the plates. Marks outside "
    "the trimmed page may be in the colour All.",
    ("0 0 0 rg in a PDF/X file",), ("0 0 0 1 k", "0 g"),
))  # fmt: skip
def _press_colors(subject: PreflightSubject) -> Iterator[Fault]:
    for page in subject.pdf.pages if subject.pdf.is_for_press else ():
        for operator, operands in sorted(page.colors):
            if operator in ("rg", "RG") or (operator in ("k", "K") and max(operands[:3], default=0) > 0):
                what = f"a colour that isn’t black ink: {' '.join(f'{value:g}' for value in operands)} {operator}"
                yield Fault(what, "make the press edition again", page.number)
        for name in sorted(page.separations - {"All", "Black"}):
            yield Fault(f"the spot colour {name} needs a plate of its own", "set it in black", page.number)


@check(Rule(
    "transparency-press", "error", "A press edition has no transparency",
    "Transparent parts are flattened differently by every press; this project's press edition has none.",
    ("/ca 0.5 gs",), ("/ca 1",),
))  # fmt: skip
def _transparency(subject: PreflightSubject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        if subject.pdf.is_for_press and page.has_transparency:
            yield Fault("something is transparent", "make it opaque", page.number)


# ---- for readers ----


@check(Rule(
    "document-language", "warning", "The document says its language",
    "A screen reader chooses its voice, and a search engine its dictionary, by /Lang. An edition says the language of its name.",
    ("A-66-398.fr.pdf with /Lang (en)",), ("A-66-398.fr.pdf with /Lang (fr)",),
))  # fmt: skip
def _language(subject: PreflightSubject) -> Iterator[Fault]:
    found, expected = subject.pdf.language, subject.expected
    if not found:
        yield Fault("the document doesn’t say its language", "give /Lang when the PDF is written")
    elif expected and found.lower().split("-")[0] != expected.language:
        what = f"the document says that its language is “{found}”"
        yield Fault(what, f"make the edition in {expected.language} again")


@check(Rule(
    "document-title", "warning", "The document has a title, and shows it",
    "Without a title a reader's window and tabs show the file's name. PDF/UA-1, 7.1 asks for both.",
    ("no dc:title in the metadata",), ("dc:title, and /DisplayDocTitle true",),
))  # fmt: skip
def _title(subject: PreflightSubject) -> Iterator[Fault]:
    if subject.pdf.is_for_press:
        return
    if not subject.pdf.title.strip():
        yield Fault("the document has no title", "give one when the PDF is written")
    elif not subject.pdf.shows_title:
        yield Fault("the title isn’t shown in the window", "set /DisplayDocTitle")


@check(Rule(
    "tags", "warning", "The document is tagged",
    "Tags give the order of reading, headings, lists, tables and notes to those who listen. Figures have a text of their own.",
    ("/MarkInfo without /Marked true", "/Figure without /Alt"), ("a structure tree, and /Alt on each figure",),
))  # fmt: skip
def _tags(subject: PreflightSubject) -> Iterator[Fault]:
    if subject.pdf.is_for_press:
        return
    if not subject.pdf.is_marked or not sum(subject.pdf.tags.values()):
        yield Fault("the document has no tags", "write it with tags (PDF/UA-1)")
    elif subject.pdf.figures_without_text:
        count = subject.pdf.figures_without_text
        yield Fault(f"{count} figure{'s have' if count > 1 else ' has'} no alternative text", "describe each figure")


@check(Rule(
    "direction", "warning", "Arabic pages turn to the right",
    "The viewer's preference /Direction /R2L lays two pages side by side in the order of a book in Arabic.",
    ("A-66-398.ar.pdf without /Direction",), ("A-66-398.ar.pdf with /Direction /R2L",),
))  # fmt: skip
def _direction(subject: PreflightSubject) -> Iterator[Fault]:
    is_arabic = subject.pdf.language.lower().split("-")[0] in ("ar", "fa", "he", "ur")
    if is_arabic and subject.pdf.direction != "/R2L" and not subject.pdf.is_for_press:
        yield Fault("the pages turn to the left", "set /Direction /R2L in the viewer’s preferences")


@check(Rule(
    "links", "warning", "Links lead to safe addresses",
    "A link of a published document begins with https, http or mailto; anything else may start a program or open a file.",
    ("/URI (file:///etc/passwd)",), ("/URI (https://undocs.org/A/66/398)",),
))  # fmt: skip
def _links(subject: PreflightSubject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        for link in page.links:
            if not re.match("(https?|mailto):", link, re.IGNORECASE):
                yield Fault(f"a link leads to “{link[:60]}”", "link to a public address", page.number)


@check(Rule(
    "scripts", "error", "The document runs no program",
    "Scripts in a PDF are refused by archives and presses, and are how PDFs do harm.",
    ("/Names << /JavaScript … >>",), ("no scripts",),
))  # fmt: skip
def _scripts(subject: PreflightSubject) -> Iterator[Fault]:
    if subject.pdf.has_scripts:
        yield Fault("the document runs scripts", "write it again without them")


@check(Rule(
    "encryption", "error", "The document is not encrypted",
    "PDF/A, PDF/UA and PDF/X forbid it, also without a password: archives, presses and screen readers must get at the content.",
    ("/Encrypt << /Filter /Standard … >>",), ("no /Encrypt",),
))  # fmt: skip
def _encryption(subject: PreflightSubject) -> Iterator[Fault]:
    if subject.pdf.is_encrypted:
        yield Fault("the document is encrypted", "write it again without encryption")


@check(Rule(
    "metadata", "warning", "Symbol, job number and language stand in the metadata",
    "Libraries sort by metadata. In an edition of this project they are the same as on the page.",
    ("A-66-398.fr.pdf without “A/66/398” in its XMP",), ("sixfold:symbol A/66/398",),
))  # fmt: skip
def _metadata(subject: PreflightSubject) -> Iterator[Fault]:
    expected, values = subject.expected, "\n".join(subject.pdf.xmp.values())
    if not subject.pdf.xmp:
        yield Fault("the document has no metadata", "write it with XMP metadata")
    elif expected and not subject.pdf.is_for_press:
        wanted = [("symbol", symbol) for symbol in expected.symbols]
        for name, value in (*wanted, ("job number", expected.job_number), ("language", expected.language)):
            if value not in values:
                yield Fault(f"the metadata lack the {name} {value}", "make the PDF again")


@check(Rule(
    "file-size", "warning", "The file is no larger than its pages need",
    "A page of text takes 100 kB or less. A megabyte a page is most often a picture, or a whole font embedded.",
    ("3 pages in 9 MB",), ("3 pages in 90 kB",),
))  # fmt: skip
def _size(subject: PreflightSubject) -> Iterator[Fault]:
    pages = max(1, len(subject.pdf.pages))
    if subject.pdf.size > _MOST_BYTES_A_PAGE * pages:
        size = f"{subject.pdf.size / 1_000_000:.1f} MB for {pages} page{'' if pages == 1 else 's'}"
        yield Fault(f"the file has {size}", "embed subsets of fonts, and no pictures of pages")
