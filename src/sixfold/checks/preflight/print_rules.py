"""Rules of printing: boxes, colours, output intent."""

from __future__ import annotations

from collections.abc import Iterator

from sixfold.checks.findings import Rule
from sixfold.checks.preflight.registry import Fault, PreflightSubject, check

_NEAR = 0.05  # points
_LARGEST = 14_400  # points; ISO 32000-1, annex C


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
                yield Fault(
                    f"the {inner} reaches out of the {outer}", "set the boxes when the PDF is written", page.number
                )
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
        yield Fault(
            f"the profile of the output intent has {intents[0]} channels", "take a profile for print: 4 channels"
        )


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
