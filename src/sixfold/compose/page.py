"""A document in one language → the HTML of its page: first page, parts, list of contents, stylesheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, compiler
from jinja2.bccache import Bucket, BytecodeCache

from sixfold.compose.body import BodyRenderer, with_turned_pages
from sixfold.compose.first_page import LAYOUTS, footer, layout_stylesheets, masthead, session_block
from sixfold.compose.models import Contents, ContentsEntry, FixedText, Page, PartOfPage
from sixfold.compose.text import Notes, TextRenderer
from sixfold.document.cross_references import print_references
from sixfold.document.house import House
from sixfold.document.metadata import Metadata, Status, edition_metadata
from sixfold.document.model import Annex, Document, Letter, Report, Resolution
from sixfold.document.numbering import number_document
from sixfold.document.pictures import picture_files
from sixfold.document.units import part_names, texts
from sixfold.errors import RenderError
from sixfold.languages import Language
from sixfold.languages.numbers import list_number
from sixfold.languages.references import Number
from sixfold.project.files import digest_file, digest_values, read_note, write_note
from sixfold.project.paths import Project

if TYPE_CHECKING:
    from sixfold.document.differences import Revision

_STYLESHEETS = ("tokens", "fonts", "page", "masthead", "text", "headings", "lists", "tables", "figures", "footnotes", "marks")

#: Headings that a list of contents may name, from the first degree down.
_NUMBERED_HEADINGS = ("chapter", "section", "subsection", "point")


@dataclass(frozen=True)
class Composition:
    """The HTML of an edition, and the addresses of the texts that are untranslated or fuzzy: a document with any is a draft.

    Behind the address of one whose fuzzy translation can't be printed stands the rule that says why: `annex.op.2 [broken-tags]`.
    `pictures` has the hash of each file that the page shows.
    """

    html: str
    untranslated: tuple[str, ...]
    metadata: Metadata
    pictures: Mapping[Path, str]


def compose(
    document: Document, house: House, templates: Path, *, is_proof: bool = False, revision: Revision | None = None
) -> Composition:
    """Return the HTML of *document*, which is in the language of *house* (drafts: mostly).

    *templates* holds the HTML templates, CSS and artwork; links in the HTML are relative to it; a layout, a setting, a script may
    have a stylesheet each, after the general ones. *is_proof* prints each text's address in the margin, *revision*, whose present
    version *document* is, what changed.
    """
    renderer = make_renderer(document, house, is_proof=is_proof)
    if revision:
        from sixfold.compose.redline import with_changes  # noqa: PLC0415  (in redline editions only)

        page, pictures = with_changes(revision, renderer, partial(make_page, templates=templates))
    else:
        page, pictures = make_page(print_references(document), renderer, templates)
    if untranslated := untranslated_units(document, house):
        line = renderer.figures(draft_line(document, house, len(untranslated)))
        title, draft = house.word("draft.title", title=page.title), " — ".join(filter(None, (line, page.draft_line)))
        page = replace(page, title=title, draft_line=draft)
    status: Status = "proof" if is_proof else "draft" if untranslated or revision else "final"
    metadata = edition_metadata(document, house, page.title, status)
    return Composition(fill_template("document.html.j2", templates, page=page), untranslated, metadata, pictures)


def make_renderer(document: Document, house: House, *, is_proof: bool = False) -> TextRenderer:
    """Return what renders the texts of *document* as its layout wants them."""
    layout = LAYOUTS[document.layout]
    turns_digits = house.language.code == "ar" and (document.digits or layout.digits) == "arab"
    return TextRenderer(house, turns_digits, is_proof, layout.keeps_names, document.own_language)


def make_page(document: Document, renderer: TextRenderer, templates: Path) -> tuple[Page, Mapping[Path, str]]:
    """Return what the templates print of *document*, whose references are in words, with the hashes of its pictures."""
    code = renderer.house.language.code
    settings = (f"widths/{document.width}", f"lists/{document.lists}", f"first-page/{document.first_page}")
    special = [
        name for name in (*layout_stylesheets(document), *settings, f"scripts/{code}")
        if (templates / "css" / f"{name}.css").exists()
    ]  # fmt: skip
    pictures = {name: document.folder / name for name in picture_files(document, code)}
    hashes = {path: digest_file(path) if path.is_file() else "" for path in pictures.values()}
    addresses = {name: f"{path.as_uri()}?{hashes[path]}" for name, path in pictures.items()}  # a proof sees that one has changed
    return _page(document, renderer, tuple(f"{name}.css" for name in (*_STYLESHEETS, *special)), addresses), hashes


def untranslated_units(document: Document, house: House) -> tuple[str, ...]:
    """Return the addresses of what a page of *document* prints untranslated or fuzzy, of words of the *house* their contexts."""
    marked = (text for text in texts(document) if text.state in ("fuzzy", "missing"))
    found = (f"{text.address} [{text.misfit}]" if text.misfit else text.address for text in marked)
    return (*found, *(f"house:{context}" for context in house.untranslated))


def draft_line(document: Document, house: House, count: int) -> str:
    """Return what *house* says at the foot of a draft of *document* of which *count* units aren't translated."""
    return house.draft_line(count, prints_fuzzy=any(text.state == "fuzzy" for text in texts(document)))


def fill_template(name: str, templates: Path, **values: object) -> str:
    """Return the HTML that the template *name* makes of *values*.

    Raises: RenderError, for a template that is none, or asks for what isn't there.
    """
    try:
        return _environment(templates).get_template(name).render(**values)
    except TemplateSyntaxError as error:
        path = templates / error.filename if error.filename else templates
        raise RenderError(f"not a template: {error.message}", path, error.lineno) from None
    except TemplateError as error:
        raise RenderError(f"the templates ask for what isn’t there: {error}", templates) from error


def printed_words(document: Document, language: Language) -> tuple[str, ...]:
    """Return the contexts of the house words that *document* prints in *language*, in the order of printing.

    Raises: UsageError, for a number that the language has no sign for.
    """
    house = House(language, lambda *_: None)  # what isn't translated is noted
    _page(document, TextRenderer(house, turns_digits=False, is_proof=False), (), {})
    return tuple(house.untranslated)


def _page(document: Document, renderer: TextRenderer, stylesheets: tuple[str, ...], pictures: Mapping[str, str]) -> Page:
    """Return what the templates print of *document*, but for what only a draft has. House words are asked for in their order."""
    language = renderer.house.language
    layout = LAYOUTS[document.layout]
    symbols = "\n".join(symbol.text for symbol in document.symbol)
    has_marks = any(set(mark) == {"*"} for mark in document.parts[0].value.notes)
    head, block, foot = masthead(document, renderer), session_block(document, renderer), footer(document, renderer)
    parts = _parts(document, renderer, pictures)
    return Page(
        title=document.full_title,
        running_symbol=symbols if layout.has_short_heads else document.printed_symbol,
        date=document.date.isoformat(),
        draft_line="",
        language=language.code,
        direction=language.direction,
        hyphenation="auto" if language.hyphenate else "manual",
        digits="arab" if renderer.turns_digits else "latn",
        has_asterisk_notes=has_marks or bool(document.reissued) or any(agenda.note for agenda in document.agenda),
        has_blue_links=layout.has_blue_links,
        stylesheets=stylesheets,
        masthead=head,
        session_block=block,
        footer=foot,
        contents=_contents(document, parts, renderer),
        parts=parts,
    )


def _parts(document: Document, renderer: TextRenderer, pictures: Mapping[str, str]) -> tuple[PartOfPage, ...]:
    """Return the parts as their templates want them."""
    numbers, names = number_document(document), part_names(document)
    parts = []
    for place, part in enumerate(document.parts):
        notes = Notes.of(part.value.notes, numbers, renderer.house.language.code)
        head = _head_of_part(document, place, renderer, notes, numbers.get(names[place]))
        is_letter = isinstance(part.value, Letter | Annex)
        body = BodyRenderer(renderer, notes, numbers, pictures, part.value.sizes if is_letter else {})
        if isinstance(part.value, Report) and part.value.summary:
            title = renderer.fixed(renderer.house.word("part.summary"))
            head = replace(head, summary_title=title, summary=tuple(body.render(part.value.summary)))
        elements = with_turned_pages([*body.render(part.value.body)])
        signatures = []
        for signatory in part.value.signature if is_letter else ():
            pattern = renderer.house.signed(signatory.name.text) if signatory.signed else None
            name = renderer.line(signatory.name, notes, pattern)
            roles = renderer.lines(signatory.role, notes)
            is_first = renderer.house.language.signature_order == "name-first"
            signatures.append((name, *roles) if is_first else (*roles, name))
        parts.append(replace(head, anchor=renderer.anchor(names[place]), body=elements, signatures=tuple(signatures)))
    return tuple(parts)


def _head_of_part(
    document: Document, place: int, renderer: TextRenderer, notes: Notes, number: Number | None
) -> PartOfPage:
    """Return the part at *place*, of this *number*, without body and signatures: titles, "Annex II", what closes a resolution."""
    house, kind, part = renderer.house, document.parts[place].kind, document.parts[place].value
    titles = (part.title,) if isinstance(part, Letter) else part.titles
    head = PartOfPage(kind, titles=tuple(renderer.title(title, notes) for title in titles))
    if isinstance(part, Letter):
        return head
    if isinstance(part, Report):
        name = part.rapporteur
        rapporteur = renderer.line(name, notes, house.rapporteur(name.text)) if name else None
        return replace(head, subtitles=tuple(renderer.title(title, notes) for title in part.subtitles), rapporteur=rapporteur)
    if isinstance(part, Resolution):
        submission = renderer.title(part.submission, notes) if part.submission else None
        basis = renderer.line(part.basis, notes) if part.basis else None
        code = house.language.code
        closing = [renderer.fixed(renderer.markup(house.plenary_meeting(part.meeting), code))] if part.meeting else []
        closing += [FixedText(renderer.markup(house.date(part.adopted), code))] if part.adopted else []
        return replace(head, submission=submission, basis=basis, closing=tuple(closing))
    original = renderer.fixed(house.original_bracket(*part.original) if part.original else "")
    head = replace(head, numbering=part.numbering, original=original)
    if part.heading:
        return replace(head, heading=renderer.title(part.heading, notes))
    label = house.part(kind, number.steps[0].n if number and number.steps else None)
    is_large = kind != "appendix" and (LAYOUTS[document.layout].has_large_annexes or document.parts[0].kind != "letter")
    return replace(head, label=renderer.fixed(renderer.figures(label)), has_large_titles=is_large)


def _contents(document: Document, parts: Sequence[PartOfPage], renderer: TextRenderer) -> Contents | None:
    """Return the list of contents, if a report has one: the headings of reports, then the annexes with their titles."""
    wanted = next((part.value.contents for part in document.parts if isinstance(part.value, Report) and part.value.contents), None)
    if not wanted:
        return None
    layout, house = LAYOUTS[document.layout], renderer.house
    kinds = _NUMBERED_HEADINGS[: wanted.levels or layout.contents_levels]
    has_paragraphs = layout.contents_count if wanted.paragraphs is None else wanted.paragraphs
    # Source: A/56/822 in Chinese, 1-13; A/HRC/WG.6/7/ITA/1 in French, 3–45
    to = "-" if house.language.code in ("ar", "zh") else "–"
    entries = []
    for part in parts:
        if part.kind == "report":
            for place, element in enumerate(part.body):
                if element.kind in kinds:
                    below = part.body[place + 1 :]
                    end = next((n for n, one in enumerate(below) if 0 < one.level <= element.level), None)
                    numbers = [str(one.position) for one in below[:end] if one.position and has_paragraphs]
                    counted = to.join(dict.fromkeys([*numbers[:1], *numbers[-1:]]))
                    paragraphs = renderer.markup(counted, house.language.code)
                    entries.append(ContentsEntry(element.kind, element.number, element.text, paragraphs))
    annexes = [part for part in parts if part.kind == "annex" and part.label]
    if len(annexes) == 1:
        entries.append(ContentsEntry("annex", annexes[0].label))
        entries += [ContentsEntry("chapter", "", title) for title in annexes[0].titles[:1]]
    elif annexes:
        entries.append(ContentsEntry("annex", renderer.fixed(house.word("part.annexes"))))
        for place, annex in enumerate(annexes, 1):
            number = renderer.figures(list_number(place, house.language.code))
            entries += [ContentsEntry("chapter", number, title) for title in annex.titles[:1]]
    title = renderer.fixed(house.word("part.contents"))
    column = renderer.fixed(house.word("part.contents.paragraphs") if has_paragraphs else "")
    page = renderer.fixed(house.word("part.contents.page"))
    return Contents(tuple(entries), title, column, page, is_below_summary=wanted.below == "summary")


class _CompiledTemplates(BytecodeCache):
    """Templates as Python has compiled them, kept for the next command: −30 ms. Who compiles them is part of their checksum."""

    _compiled_by = tuple(Path(file).stat().st_mtime_ns for file in (compiler.__file__, __file__))

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source_checksum(self, source: str) -> str:
        return digest_values([source, self._compiled_by])

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := read_note(self._folder / f"{bucket.key}.json").get("code"):
            bucket.bytecode_from_string(bytes.fromhex(code))

    def dump_bytecode(self, bucket: Bucket) -> None:
        write_note(self._folder / f"{bucket.key}.json", {"code": bucket.bytecode_to_string().hex()})


@cache
def _environment(templates: Path) -> Environment:
    """Return the templates, compiled once in a process (0.97 of the time for six editions)."""
    loader, cache = FileSystemLoader(templates), _CompiledTemplates(Project(templates.parent).template_cache)
    return Environment(
        loader=loader, bytecode_cache=cache, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
