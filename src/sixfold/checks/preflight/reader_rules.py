"""Rules of reading: language, title, tags, links, metadata, size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.findings import Rule
from sixfold.checks.preflight.registry import Fault, PreflightSubject, check

_MOST_BYTES_A_PAGE = 1_000_000


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
        yield Fault(
            f"the document says that its language is “{found}”", f"make the edition in {expected.language} again"
        )


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
