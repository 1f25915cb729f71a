"""Batches ↔ TMX 1.4b, XLIFF 1.2 and XLIFF 2.0, through the Translate Toolkit. No other module imports it.

The toolkit is published under the GPL, so it is an optional extra. What it does to a file was measured: it strips notes and
drops what is no XML character without a word, so notes are written and texts are read here element by element.

Source: TMX 1.4b Specification (LISA OSCAR, 2005); XLIFF 1.2 and 2.0 (OASIS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sixfold import __version__
from sixfold.errors import RequirementError, UsageError
from sixfold.memory.segments import COMMENT, Batch, Segment, entries, segments
from sixfold.xml_reading import read_xml

_XLIFF_1: Final = "urn:oasis:names:tc:xliff:document:1.2"
_XLIFF_2: Final = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_MISBUILT: Final = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the toolkit raises for XML that is none of its formats."""
_DONE: Final = {"translated", "signed-off", "final"}


Placed = tuple[Path, Batch]


@dataclass(frozen=True)
class Format:
    """One way of writing batches down: its suffix, whether a file holds several batches, and what makes the file."""

    suffix: str
    holds_several: bool
    write: Callable[[Sequence[Placed]], bytes]


def write_batches(batches: Sequence[Placed], form: Format) -> bytes:
    """Return the file that holds *batches*, each with the place of its catalog, to be named where it can't be written.

    Raises:
        RequirementError: where the Translate Toolkit is not installed.
        CatalogError: where a text has a character that XML can't hold.
    """
    return form.write(batches)


def read_batches(path: Path) -> list[Batch]:
    """Return what the TMX or XLIFF file at *path* holds; which of them it is, the file says.

    Raises:
        RequirementError: where the Translate Toolkit is not installed.
        UsageError: where it is another kind of file, or doesn't say its languages.
        XmlError: where it isn't XML or could do harm.
    """
    content, root = read_xml(path)
    name = root.tag.rpartition("}")[2]
    version = root.get("version", "")
    readers = {"tmx": _read_tmx, "xliff 1": _read_xliff_1, "xliff 2": _read_xliff_2}
    reader = readers.get(name if name == "tmx" else f"{name} {version.partition('.')[0]}")
    if reader:
        try:
            return _grouped(path, reader(content))
        except _MISBUILT as error:
            hint = "export it again from the program it comes from"
            raise UsageError(f"the file isn’t built as {name} {version} wants it: {error}", path, hint=hint) from None
    hint = "`sixfold memory export` writes TMX and XLIFF; other programs export them, too"
    raise UsageError(f"<{name}> {version}".rstrip() + " begins neither TMX nor XLIFF 1 or 2", path, hint=hint)


_Found = tuple[str, str, str, Segment]  # domain, source language, target language


def _grouped(path: Path, found: Iterable[_Found]) -> list[Batch]:
    batches = []
    for (domain, source, target), group in groupby(found, lambda item: item[:3]):
        if not source or not target:
            hint = "export it again with the languages of source and translation"
            raise UsageError("the file doesn’t say its languages", path, hint=hint)
        units = entries(segment for *_, segment in group)
        batches.append(Batch(domain, _short(source), _short(target), units))
    return batches


def _short(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _toolkit(module: str) -> Any:
    try:
        return import_module(f"translate.storage.{module}")
    except ModuleNotFoundError:
        hint = ".venv/bin/python -m pip install -c src/setup/constraints.txt -e '.[memory]'"
        raise RequirementError("TMX and XLIFF need the Translate Toolkit, which isn’t installed", hint=hint) from None


# ---- TMX ----


def _write_tmx(batches: Sequence[Placed]) -> bytes:
    store = _toolkit("tmx").tmxfile(sourcelanguage=batches[0][1].source, targetlanguage=batches[0][1].target)
    header = store.document.getroot().find("header")
    header.set("creationtool", "Sixfold")
    header.set("creationtoolversion", __version__)
    for path, batch in batches:
        for segment in _segments(path, batch):
            unit = store.addsourceunit(segment.source, batch.source)
            form = "" if segment.form is None else f"[{segment.form}]"
            unit.xmlelement.set("tuid", f"{batch.domain}:{segment.context}{form}")
            if segment.target:
                unit.settarget(segment.target, batch.target)
            _insert_notes(unit.xmlelement, list(_tmx_notes(batch, segment)))
    return _bytes(store)


def _tmx_notes(batch: Batch, segment: Segment) -> Iterator[tuple[str, str, str]]:
    yield from (("note", "", text) for label, text in segment.notes if label == COMMENT)
    yield "prop", "x-domain", batch.domain
    yield "prop", "x-target", batch.target
    yield "prop", "x-context", segment.context
    if segment.form is not None:
        yield "prop", "x-form", str(segment.form)
    if segment.is_fuzzy:
        yield "prop", "x-fuzzy", "yes"
    yield from (("prop", f"x-{label}", text) for label, text in segment.notes if label != COMMENT)


def _insert_notes(element: Any, notes: Sequence[tuple[str, str, str]]) -> None:
    for number, (tag, kind, text) in enumerate(notes):
        child = element.makeelement(tag, {"type": kind} if kind else {})
        child.text = text
        element.insert(number, child)


def _read_tmx(content: bytes) -> Iterator[_Found]:
    store = _toolkit("tmx").tmxfile.parsestring(content)
    header = store.document.getroot().find("header")
    default = "" if header is None else header.get("srclang", "")
    for unit in store.units:
        element = unit.xmlelement
        texts = {_short(_language(tuv)): _text(tuv.find("seg")) for tuv in element.iterchildren("tuv")}
        named = _short(element.get("srclang") or default)
        source = named if named in texts else next(iter(texts), "")
        notes = [(child.get("type", "").removeprefix("x-"), _text(child)) for child in element.iterchildren("prop")]
        known = dict(reversed(notes))
        own = known.get("target")
        kept = [(COMMENT, _text(child)) for child in element.iterchildren("note")]
        kept += [(label, text) for label, text in notes if label in _LABELS]
        for target in [own] if own else [code for code in texts if code != source]:
            pair = texts.get(source, ""), texts.get(target, "")
            yield known.get("domain", ""), source, target, _tmx_segment(known, pair, kept)


def _tmx_segment(known: Mapping[str, str], texts: tuple[str, str], notes: Sequence[tuple[str, str]]) -> Segment:
    form = known.get("form", "")
    number = int(form) if form.isdecimal() else None
    return Segment(known.get("context", ""), *texts, known.get("fuzzy") == "yes", number, tuple(notes))


_LABELS: Final = {"developer", "plural", "previous", "previous-plural", "previous-context"}


def _language(element: Any) -> str:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return str(element.get(name) or element.get("lang") or "")


# ---- XLIFF ----


def _write_xliff_1(batches: Sequence[Placed]) -> bytes:
    ((path, batch),) = batches
    languages = f"source-language={_quoted(batch.source)} target-language={_quoted(batch.target)}"
    skeleton = (
        f'<xliff version="1.2" xmlns="{_XLIFF_1}"><file original={_quoted(batch.domain)} {languages} '
        'datatype="po"><body/></file></xliff>'
    )
    store = _toolkit("xliff").xlifffile.parsestring(skeleton.encode())
    for segment in _segments(path, batch):
        unit = store.addsourceunit(segment.source, filename=batch.domain)
        form = "" if segment.form is None else f"[{segment.form}]"
        unit.xmlelement.set("id", f"{segment.context}{form}")
        unit.xmlelement.set("resname", segment.context)
        if segment.target:
            unit.target = segment.target
            unit.target_dom.set("state", "needs-review-translation" if segment.is_fuzzy else "translated")
            unit.xmlelement.set("approved", "no" if segment.is_fuzzy else "yes")
        for label, text in _xliff_notes(segment):
            _add_note(unit.xmlelement, unit.namespaced("note"), "from", (label, text))
    return _bytes(store)


def _write_xliff_2(batches: Sequence[Placed]) -> bytes:
    ((path, batch),) = batches
    store = _toolkit("xliff2").Xliff2File(sourcelanguage=batch.source, targetlanguage=batch.target)
    store.body.set("original", batch.domain)
    store.body.set("canResegment", "no")  # one text, one translation: a page has no sentences to put together again
    for number, segment in enumerate(_segments(path, batch), 1):
        unit = store.addsourceunit(segment.source)
        element = unit.getunitelement()
        element.set("id", f"u{number}")
        element.set("name", segment.context)
        element.set(_SPACE, "preserve")
        if segment.target:
            unit.target = segment.target
            unit.xmlelement.set("state", "initial" if segment.is_fuzzy else "translated")
        unit.xmlelement.attrib.pop(_SPACE, None)  # the specification has it on units, not on segments
        if notes := list(_xliff_notes(segment)):
            holder = element.makeelement(unit.namespaced("notes"), {})
            element.insert(0, holder)
            for note in notes:
                _add_note(holder, unit.namespaced("note"), "category", note)
    return _bytes(store)


def _xliff_notes(segment: Segment) -> Iterator[tuple[str, str]]:
    yield from segment.notes
    if segment.form is not None:
        yield "form", str(segment.form)


def _add_note(parent: Any, tag: str, attribute: str, note: tuple[str, str]) -> None:
    child = parent.makeelement(tag, {attribute: note[0]})
    child.text = note[1]
    parent.append(child)


def _read_xliff_1(content: bytes) -> Iterator[_Found]:
    store = _toolkit("xliff").xlifffile.parsestring(content)
    for unit in store.units:
        element = unit.xmlelement
        file = next(element.iterancestors(unit.namespaced("file")))
        target = _text(unit.target_dom)
        state = "" if unit.target_dom is None else unit.target_dom.get("state", "")
        is_fuzzy = bool(target) and state not in _DONE and element.get("approved") != "yes"
        notes = [_note(note, "from") for note in element.iterchildren(unit.namespaced("note"))]
        segment = _segment(element.get("resname", ""), (_text(unit.source_dom), target), notes, is_fuzzy=is_fuzzy)
        yield file.get("original", ""), file.get("source-language", ""), file.get("target-language", ""), segment


def _read_xliff_2(content: bytes) -> Iterator[_Found]:
    store = _toolkit("xliff2").Xliff2File.parsestring(content)
    root = store.document.getroot()
    for unit in store.units:
        element = unit.getunitelement()
        file = next(element.iterancestors(unit.namespaced("file")))
        target = _text(unit.target_dom)
        is_fuzzy = bool(target) and unit.xmlelement.get("state", "initial") == "initial"
        found = element.iterfind(f"{unit.namespaced('notes')}/{unit.namespaced('note')}")
        notes = [_note(note, "category") for note in found]
        segment = _segment(element.get("name", ""), (_text(unit.source_dom), target), notes, is_fuzzy=is_fuzzy)
        yield file.get("original", ""), root.get("srcLang", ""), root.get("trgLang", ""), segment


def _note(element: Any, attribute: str) -> tuple[str, str]:
    """Return label and text; a note of another program has no label, and nothing before its first word."""
    label = element.get(attribute)
    return (label, _text(element)) if label else (COMMENT, f" {_text(element).strip()}")


def _segment(context: str, texts: tuple[str, str], notes: Sequence[tuple[str, str]], *, is_fuzzy: bool) -> Segment:
    form = next((text for label, text in notes if label == "form"), "")
    number = int(form) if form.isdecimal() else None
    return Segment(context, *texts, is_fuzzy, number, tuple(note for note in notes if note[0] != "form"))


# ---- both ----


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


def _bytes(store: Any) -> bytes:
    """Return the file of *store*, without names of namespaces that the toolkit leaves behind."""
    import_module("lxml.etree").cleanup_namespaces(store.document)
    return bytes(store)


def _segments(path: Path, batch: Batch) -> Iterator[Segment]:
    for entry in batch.entries:
        yield from segments(entry, path)


def _text(element: Any) -> str:
    """Return the text of *element* as it stands, white space and all: the toolkit's own reading may fold it."""
    return "" if element is None else "".join(element.itertext())


FORMATS: Final = {
    "tmx": Format("tmx", holds_several=True, write=_write_tmx),
    "xliff1": Format("xlf", holds_several=False, write=_write_xliff_1),
    "xliff2": Format("xlf", holds_several=False, write=_write_xliff_2),
}
