"""Rules of the file: boxes, colours and output intent for a press; language, title, tags, links and metadata for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.preflight.model import PreflightSubject

CHECKS = Checks()

_NEAR = 0.05  # points
_LARGEST = 14_400  # points; ISO 32000-1, annex C
_MOST_BYTES_A_PAGE = 1_000_000


# ---- for a press ----


@CHECKS.enter("page-content", "error")
def _content(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Every page's operators can be read.

    Viewers guess at a broken operator, each in its own way; a press stops. ISO 32000-1, 7.8.2.
    """
    for page in subject.pdf.pages:
        if page.content.is_garbled:
            yield Diagnostic("the page has operators that can’t be read", "write the PDF again", page.number)


@CHECKS.enter("box-order", "error")
def _box_order(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Trim, bleed and media boxes lie within one another.

    ISO 15930-7, 6.4: the TrimBox lies in the BleedBox, the BleedBox in the MediaBox. A press edition gives its TrimBox.
    """
    for page in subject.pdf.pages:
        boxes = page.boxes
        for inner, outer in (("TrimBox", "BleedBox"), ("TrimBox", "MediaBox"), ("BleedBox", "MediaBox")):
            if inner in boxes and outer in boxes and boxes[inner].exceeds(boxes[outer], _NEAR):
                what = f"the {inner} reaches out of the {outer}"
                yield Diagnostic(what, "set the boxes when the PDF is written", page.number)
        if subject.pdf.is_for_press and "TrimBox" not in boxes:
            yield Diagnostic("the page of a press edition has no TrimBox", "write it again as PDF/X", page.number)


@CHECKS.enter("page-size", "error")
def _page_size(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """All pages have one size; some may be turned.

    Sheets of different size can't be printed and bound together; an edition of this project has the size of its layout.
    """
    width, height = subject.pdf.pages[0].trim.width, subject.pdf.pages[0].trim.height
    if subject.expected and abs(width - 2 * subject.expected.page_width_pt) > 1:  # not a sheet of two pages
        width, height = subject.expected.page_width_pt, subject.expected.page_height_pt
    for page in subject.pdf.pages:
        if max(page.trim.width, page.trim.height) > _LARGEST:
            yield Diagnostic("the page is larger than 200 inches", "make the pages smaller: viewers refuse it", page.number)
        elif all(max(abs(page.trim.width - w), abs(page.trim.height - h)) > 1 for w, h in ((width, height), (height, width))):
            found = f"{page.trim.width:.1f} × {page.trim.height:.1f} pt"
            yield Diagnostic(f"the page is {found}, not {width:.1f} × {height:.1f}", "make all pages one size", page.number)


@CHECKS.enter("output-intent", "error")
def _output_intent(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """A press edition names its printing condition.

    ISO 15930-7, 6.2: a PDF/X file has an output intent; one that is embedded has a profile of four inks for print in black.
    """
    if not subject.pdf.is_for_press:
        return
    channels = subject.pdf.press_channels
    if not channels:
        yield Diagnostic("the file claims PDF/X without an output intent", "write it again with a profile")
    elif channels[0] not in (None, 1, 4):
        what = f"the profile of the output intent has {channels[0]} channels"
        yield Diagnostic(what, "take a profile for print: 4 channels")


#: What to do about a colour that only a screen shows.
_IN_GREY = "the press prints it in grey: are parts of a figure still told apart?"


@CHECKS.enter("color-black", "note")
def _black(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Everything is black, but for links and figures.

    A parliamentary document is printed in one ink: what is coloured on a screen becomes a shade of grey, as dark as it looks.
    """
    for page in subject.pdf.pages:
        for operator, operands in sorted(page.content.colors):
            inks = operands[:3] if len(operands) in (3, 4) else (0.0,)
            is_grey = max(inks) < 0.01 or inks == (1.0, 1.0, 1.0) or (len(operands) == 3 and max(inks) - min(inks) < 0.01)
            if not is_grey:
                values = " ".join(f"{value:g}" for value in operands)
                yield Diagnostic(f"a colour is set: {values} {operator}", _IN_GREY, page.number)


@CHECKS.enter("color-press", "error")
def _press_colors(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """A press edition sets black ink only.

    In a press edition black is `0 0 0 1 k` or grey: black set in RGB becomes a mixture of four inks on the plates. Marks
    outside the trimmed page may be in the colour All.
    """
    for page in subject.pdf.pages if subject.pdf.is_for_press else ():
        for operator, operands in sorted(page.content.colors):
            if operator in ("rg", "RG") or (operator in ("k", "K") and max(operands[:3], default=0) > 0):
                what = f"a colour that isn’t black ink: {' '.join(f'{value:g}' for value in operands)} {operator}"
                yield Diagnostic(what, "make the press edition again", page.number)
        for name in sorted(page.content.separations - {"All", "Black"}):
            yield Diagnostic(f"the spot colour {name} needs a plate of its own", "set it in black", page.number)


@CHECKS.enter("transparency-press", "error")
def _transparency(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """A press edition has no transparency.

    Transparent parts are flattened differently by every press; this project's press edition has none.
    """
    for page in subject.pdf.pages:
        if subject.pdf.is_for_press and page.content.has_transparency:
            yield Diagnostic("something is transparent", "make it opaque", page.number)


# ---- for readers ----


@CHECKS.enter("document-language", "warning")
def _language(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The document says its language.

    A screen reader chooses its voice, and a search engine its dictionary, by /Lang. An edition says the language of its name.
    """
    found, expected = subject.pdf.language, subject.expected
    if not found:
        yield Diagnostic("the document doesn’t say its language", "give /Lang when the PDF is written")
    elif expected and found.lower().split("-")[0] != expected.language:
        what = f"the document says that its language is “{found}”"
        yield Diagnostic(what, f"make the edition in {expected.language} again")


@CHECKS.enter("document-title", "warning")
def _title(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The document has a title, and shows it.

    Without a title a reader's window and tabs show the file's name. PDF/UA-1, 7.1 asks for both.
    """
    if subject.pdf.is_for_press:
        return
    if not subject.pdf.title.strip():
        yield Diagnostic("the document has no title", "give one when the PDF is written")
    elif not subject.pdf.shows_title:
        yield Diagnostic("the title isn’t shown in the window", "set /DisplayDocTitle")


@CHECKS.enter("tags", "warning")
def _tags(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The document is tagged.

    Tags give the order of reading, headings, lists, tables and notes to those who listen. Figures have a text of their own.
    """
    if subject.pdf.is_for_press:
        return
    if not subject.pdf.is_tagged:
        yield Diagnostic("the document has no tags", "write it with tags (PDF/UA-1)")
    elif subject.pdf.figures_without_text:
        count = subject.pdf.figures_without_text
        yield Diagnostic(f"{count} figure{'s have' if count > 1 else ' has'} no alternative text", "describe each figure")


@CHECKS.enter("direction", "warning")
def _direction(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Arabic pages turn to the right.

    The viewer's preference /Direction /R2L lays two pages side by side in the order of a book in Arabic.
    """
    is_arabic = subject.pdf.language.lower().split("-")[0] in ("ar", "fa", "he", "ur")
    if is_arabic and subject.pdf.direction != "/R2L" and not subject.pdf.is_for_press:
        yield Diagnostic("the pages turn to the left", "set /Direction /R2L in the viewer’s preferences")


@CHECKS.enter("links", "warning")
def _links(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Links lead to safe addresses.

    A link of a published document begins with https, http or mailto; anything else may start a program or open a file.
    """
    for page in subject.pdf.pages:
        for link in page.links:
            if not re.match("(https?|mailto):", link, re.IGNORECASE):
                yield Diagnostic(f"a link leads to “{link[:60]}”", "link to a public address", page.number)


@CHECKS.enter("scripts", "error")
def _scripts(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The document runs no program.

    Scripts in a PDF are refused by archives and presses, and are how PDFs do harm.
    """
    if subject.pdf.has_scripts:
        yield Diagnostic("the document runs scripts", "write it again without them")


@CHECKS.enter("encryption", "error")
def _encryption(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The document is not encrypted.

    PDF/A, PDF/UA and PDF/X forbid it, also without a password: archives, presses and screen readers must get at the content.
    """
    if subject.pdf.is_encrypted:
        yield Diagnostic("the document is encrypted", "write it again without encryption")


@CHECKS.enter("metadata", "warning")
def _metadata(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """Symbol, job number and language stand in the metadata.

    Libraries sort by metadata. In an edition of this project they are the same as on the page.
    """
    expected, values = subject.expected, "\n".join(subject.pdf.xmp.values())
    if not subject.pdf.xmp:
        yield Diagnostic("the document has no metadata", "write it with XMP metadata")
    elif expected and not subject.pdf.is_for_press:
        wanted = [("symbol", symbol) for symbol in expected.symbols]
        for name, value in (*wanted, ("job number", expected.job_number), ("language", expected.language)):
            if value not in values:
                yield Diagnostic(f"the metadata lack the {name} {value}", "make the PDF again")


@CHECKS.enter("file-size", "warning")
def _size(subject: PreflightSubject) -> Iterator[Diagnostic]:
    """The file is no larger than its pages need.

    A page of text takes 100 kB or less. A megabyte a page is most often a picture, or a whole font embedded.
    """
    pages = len(subject.pdf.pages)
    if subject.pdf.size > _MOST_BYTES_A_PAGE * pages:
        size = f"{subject.pdf.size / 1_000_000:.1f} MB for {pages} page{'' if pages == 1 else 's'}"
        yield Diagnostic(f"the file has {size}", "embed subsets of fonts, and no pictures of pages")
