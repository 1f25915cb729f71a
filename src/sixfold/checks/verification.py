"""An archive edition → what in it isn't what its own seed and catalogs give, built again by this program.

Nothing in the file is trusted. Its attachments are written to a folder of our own, under the names that their document gives them;
files, pages, bytes and seconds are limited.
"""

from __future__ import annotations

import hashlib
import re
import resource
import signal
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Stream

from sixfold.checks.findings import Finding, Rule
from sixfold.document.pictures import picture_files
from sixfold.document.seeds import parse_seed
from sixfold.errors import MachineError, SixfoldError, UsageError
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.files import read_file
from sixfold.project.paths import HOUSE, Project
from sixfold.publishing.composing import attached_name
from sixfold.publishing.earlier import UNREADABLE, read_attachments
from sixfold.publishing.pipeline import build_editions, typesetters
from sixfold.publishing.requests import ComposedPage, EditionRequest, TypesetEdition

VERSIONS = Rule(
    "other-versions", "note", "It was made by the programs and fonts that are here",
    "Pango of another version may set a line otherwise. Where pages are the same all the same, this is only noted.",
)  # fmt: skip
PAGE = Rule(
    "page-differs", "error", "Each page is the one that its sources give",
    "All that a page draws and links is compared. Where it differs, the page was changed, or an attachment: the file can't tell "
    "which. Where other versions made it, they may be the reason: then it is a warning.",
)  # fmt: skip
FILE = Rule(
    "file-differs", "error", "What isn't on a page is what its sources give, too",
    "Metadata, tags for screen readers, bookmarks, attachments, and bytes that no reader of PDF looks at.",
)  # fmt: skip
RULES = (VERSIONS, PAGE, FILE)

#: The longest of the specimens has 300 pages, and takes 20 seconds.
_MOST_PAGES = 5_000
_MOST_SECONDS = 600
#: Bytes of address space of the process that typesets.
_MOST_MEMORY = 4_000_000_000
#: Objects of ours lie within 40 others.
_DEEPEST = 100
#: Pages and versions that are named one by one, words of a page that are quoted, and signs of anything that is.
_MOST_NAMED, _MOST_WORDS, _MOST_SIGNS = 12, 8, 120

#: Keys by which an object names those above it, and what is compared by itself (fonts) or as unpacked (streams).
_PASSED_OVER = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Font", "/Length", "/Filter", "/DecodeParms"})
_NAMES = {
    "/Metadata": "the metadata", "/Info": "the metadata", "/StructTreeRoot": "the tags for screen readers",
    "/Outlines": "the bookmarks", "/Names": "the attachments", "/AF": "the attachments", "/OutputIntents": "the colour profile",
}  # fmt: skip
_HINT = "make pdf LANG=fr EDITION=archive makes one"
_MADE_WITH = re.compile(r"<sixfold:madeWith>.*?</sixfold:madeWith>|<pdf:Producer>.*?</pdf:Producer>", re.DOTALL)


class _Contents(NamedTuple):
    """The hashes of a PDF's pages, of the fonts of each, and of the entries of its catalog by name; what its metadata says."""

    pages: list[str]
    fonts: list[str]
    entries: Mapping[str, str]
    made_with: Mapping[str, str]
    options: Sequence[str]


def verify(project: Project, path: Path) -> list[Finding]:
    """Return what in the archive edition at *path* isn't what it was made from; nothing where it is the same, byte for byte.

    Raises: UsageError, for what is no archive edition; SixfoldError, where it can't be built again.
    """
    with _time_limit(path), tempfile.TemporaryDirectory() as folder:
        try:
            content = read_file(path)
        except OSError as error:
            raise UsageError(f"can’t be read: {error.strerror}", path, hint="check the path and its rights") from None
        sources = dict(read_attachments(path))
        try:
            with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
                if len(pdf.pages) > _MOST_PAGES:
                    raise UsageError(f"it has more than {_MOST_PAGES:,} pages", path, hint="no edition is that long")
                theirs = _look_at(pdf)
                request = _request(path, str(pdf.Root.get("/Lang")), theirs.options)
        except UNREADABLE as error:
            raise UsageError(f"this is no PDF that can be read: {error}", path) from None
        copy = Project(Path(folder))
        made = _build(copy, replace(request, seed=_unpack(project, request, sources, copy)), path)
        return [] if made == content else list(_compare(path, content, theirs, made))


@contextmanager
def _time_limit(path: Path) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise MachineError(f"to build it again takes longer than {_MOST_SECONDS} seconds", path, hint="is it an edition?")

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _request(path: Path, code: str, options: Sequence[str]) -> EditionRequest:
    """Return what was asked for when the edition at *path* was made, by its language and what its metadata says."""
    told = dict(option.partition(" ")[::2] for option in options)
    beside = told.get("beside")
    if code not in LANGUAGE_CODES or (beside is not None and beside not in LANGUAGE_CODES):
        raise UsageError("its language is none of the six", path, hint=_HINT)
    plain = EditionRequest(path, code, edition="archive", beside=beside)
    return replace(plain, is_proof="proof" in told, prints_fuzzy="fuzzy" in told, has_spreads="alternate" in told)


def _unpack(project: Project, request: EditionRequest, sources: Mapping[str, bytes], copy: Project) -> Path:
    """Write those of *sources* that the document of *request* has into the project *copy*; return the place of its seed."""
    path, name = request.seed, next((name for name in sources if name.endswith(".yaml")), None)
    if name is None:
        raise UsageError("no seed and catalogs are inside: it is no archive edition", path, hint=_HINT)
    document = parse_seed(sources[name].decode("utf-8-sig", errors="replace"), path / Path(name).name)
    seed = copy.seed(document.slug)
    if name != seed.name:
        raise UsageError(f"the seed inside is that of {document.printed_symbol}, its name another: {name[:_MOST_SIGNS]}", path)
    # a seed has to have its pictures in all languages, of which no page of this edition shows the others: they are empty
    pictures = {picture: sources.get(picture, b"") for one in LANGUAGE_CODES for picture in picture_files(document, one)}
    catalogs = [copy.catalog(code, domain) for code in request.languages for domain in (document.slug, HOUSE)]
    files = {place: sources[attached_name(place)] for place in (seed, *catalogs) if attached_name(place) in sources}
    for place, content in (files | {seed.parent / picture: found for picture, found in pictures.items()}).items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    copy.templates.symlink_to(project.templates.resolve())
    copy.build.symlink_to(project.build.resolve())
    return seed


def _build(project: Project, request: EditionRequest, path: Path) -> bytes:
    """Return the edition that *request* wants of *project*, which is made of the attachments of *path*."""
    made: list[bytes] = []

    def keep(_: ComposedPage, edition: TypesetEdition) -> list[Path]:
        made.append(edition.pdf)
        return []

    with typesetters(project, [request.language]) as executor:
        executor.submit(resource.setrlimit, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        ((_, outcome),) = build_editions(project, [request], executor, keep)
    if failure := outcome.failure:
        inside = [path / attached_name(one.path) if one.path and one.path != path else path for one in failure.problems]
        told = [replace(one, path=place) for one, place in list(zip(failure.problems, inside, strict=True))[:_MOST_NAMED]]
        error = SixfoldError.of([replace(told[0], what=f"it can't be built again: {told[0].what}"), *told[1:]])
        error.exit_code = failure.exit_code
        raise error
    return made[0]


def _compare(path: Path, content: bytes, theirs: _Contents, made: bytes) -> Iterator[Finding]:
    """Yield how *content* differs from *made*, which is built from its attachments."""
    with pikepdf.open(BytesIO(made)) as pdf:
        ours = _look_at(pdf)
    there, here = theirs.made_with, ours.made_with
    names = [name for name in {**there, **here} if there.get(name) != here.get(name)]
    versions = [f"{name} {there.get(name, 'none')}, here {here.get(name, 'none')}" for name in names]
    if versions:
        more = f"; and {len(versions) - _MOST_NAMED} more" if len(versions) > _MOST_NAMED else ""
        what = f"made with {'; '.join(one[:_MOST_SIGNS] for one in versions[:_MOST_NAMED])}{more}"
        yield Finding(VERSIONS, what if there else "it doesn't say what it was made with", path)
    differ = [n for n, (one, other) in enumerate(zip_longest(theirs.pages, ours.pages), 1) if one != other]
    hint = "build it with those versions, to know" if versions else "the page was changed, or an attachment"
    for place, n in enumerate(differ[:_MOST_NAMED], 1):
        more = f"; {len(differ) - place} more pages differ" if place == _MOST_NAMED < len(differ) else ""
        what = _page_difference(content, made, n) + more
        yield Finding(PAGE, what, path, page=n, hint=hint, own_severity="warning" if versions else None)
    if differ:
        return  # tags, bookmarks and fonts follow the pages
    entries = theirs.entries if there else {**theirs.entries, "/Metadata": ours.entries["/Metadata"]}
    keys = [key for key in {**entries, **ours.entries} if entries.get(key) != ours.entries.get(key)]
    parts = list(dict.fromkeys(_NAMES.get(key, f"{key} of its catalog") for key in keys))
    parts += ["the fonts"] if theirs.fonts != ours.fonts and not versions else []
    if not parts and not versions:
        after = len(content) - len(made)
        parts = [f"{after} bytes after its end" if content.startswith(made) else "the same objects, written otherwise"]
    if parts:
        yield Finding(FILE, f"the pages are the same, the file isn't: {', '.join(parts)}", path)


def _page_difference(content: bytes, made: bytes, n: int) -> str:
    """Return how the page *n* of *content* differs from that of *made*: the first words that do."""
    words = []
    for one in (content, made):
        try:
            with pypdfium2.PdfDocument(one) as pdf:
                words.append(pdf[n - 1].get_textpage().get_text_range().split() if n <= len(pdf) else None)
        except pypdfium2.PdfiumError:  # it has no pages, or this is none
            words.append(None)
    there, here = words
    if there is None or here is None:
        return "its sources give no such page" if here is None else "it is missing"
    if there == here:
        return "it has the words that its sources give, and is drawn otherwise"
    first = next(place for place, (one, other) in enumerate(zip_longest(there, here)) if one != other)
    start = max(first - 2, 0)
    quoted = [" ".join(one[start : start + _MOST_WORDS])[:_MOST_SIGNS] for one in (there, here)]
    return f"“{quoted[0]}”, where its sources give “{quoted[1]}”"


def _look_at(pdf: pikepdf.Pdf) -> _Contents:
    digests = _Digests(pdf)
    pages = [digests.of(page.obj, is_page=True) for page in pdf.pages]
    fonts = [digests.of(page.obj.get("/Resources", Dictionary()).get("/Font")) for page in pdf.pages]
    packet = pdf.Root.get("/Metadata")
    xmp = packet.read_bytes().decode(errors="replace") if isinstance(packet, Stream) else ""
    entries = {key: digests.of(value) for key, value in pdf.Root.items() if key not in ("/Metadata", "/Pages")}
    entries["/Metadata"] = hashlib.sha256(_MADE_WITH.sub("", xmp).encode()).hexdigest()
    entries["/Info"] = digests.of(Dictionary({key: value for key, value in pdf.docinfo.items() if key != "/Producer"}))
    made_with = dict(item.partition(" ")[::2] for item in _listed(xmp, "madeWith"))
    return _Contents(pages, fonts, entries, made_with, _listed(xmp, "options"))


def _listed(xmp: str, name: str) -> list[str]:
    """Return the values of one of our properties in the metadata *xmp*, as `pdf/xmp.py` writes it."""
    found = re.search(rf"<sixfold:{name}>(.*?)</sixfold:{name}>", xmp, re.DOTALL)
    return [unescape(item) for item in re.findall(r"<rdf:li>(.*?)</rdf:li>", found[1])] if found else []


class _Digests:
    """Hashes of the objects of a PDF with all that they hold, whatever their numbers are and however their streams are packed."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.objgen: f"page {n}" for n, page in enumerate(pdf.pages, 1)}
        self._known: dict[Any, str] = {}

    def of(self, value: Any, depth: int = 0, *, is_page: bool = False) -> str:
        if not isinstance(value, pikepdf.Object):
            return f"{type(value).__name__} {value}"
        place: Any = value.objgen
        if not is_page and (known := self._pages.get(place) or self._known.get(place)):
            return known
        if depth > _DEEPEST:
            raise ValueError("objects within objects without end")
        if value.is_indirect:
            self._known[place] = "a circle"
        if isinstance(value, Array):  # with hashes in the place of what it holds
            written = f"[{' '.join(self.of(one, depth + 1) for one in value)}]".encode()
        elif isinstance(value, Dictionary | Stream):
            entries = [f"{key} {self.of(value[key], depth + 1)}" for key in sorted(value.keys()) if key not in _PASSED_OVER]
            written = f"<<{' '.join(entries)}>>".encode()
        else:
            written = value.unparse()
        if isinstance(value, Stream):
            try:
                written += value.read_bytes()
            except pikepdf.PdfError:  # damaged, packed as none of ours is, or too large
                written += value.read_raw_bytes()
        found = hashlib.sha256(written).hexdigest()
        if value.is_indirect:
            self._known[place] = found
        return found
