"""The page as a whole: masthead, parts, footer, stylesheets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from sixfold.compose.body import BodySetter
from sixfold.compose.contents import contents
from sixfold.compose.first_page import footer, masthead, session_block
from sixfold.compose.layouts import LAYOUTS
from sixfold.compose.metadata import metadata
from sixfold.compose.models import Line, Page, PartOfPage
from sixfold.compose.text import Notes, Setter
from sixfold.document.house import House
from sixfold.document.metadata import Metadata, Status
from sixfold.document.model import Annex, Document, Letter, Part, Report, Resolution, Signatory, texts
from sixfold.errors import RenderError
from sixfold.languages import Language

_STYLESHEETS = ("tokens", "fonts", "page", "masthead", "text", "headings", "lists", "tables", "footnotes", "marks")


@dataclass(frozen=True)
class Composition:
    """The HTML of an edition, and the addresses of the texts that are not translated: a document with any is a draft."""

    html: str
    title: str
    untranslated: tuple[str, ...]
    metadata: Metadata


def compose(document: Document, house: House, templates: Path, *, is_proof: bool = False) -> Composition:
    """Return the HTML of *document*, which is in the language of *house* (drafts: mostly).

    *templates* holds the HTML templates, CSS and artwork; links in the HTML are relative to it. *is_proof* prints each text's
    address in the margin.
    """
    digits = document.digits or LAYOUTS[document.layout].digits
    setter = Setter(house, house.language.code == "ar" and digits == "arab", is_proof)
    page = _page(document, setter, _stylesheets(document, house.language.code, templates))
    untranslated = (
        *(text.address for text in texts(document) if text.state in ("fuzzy", "missing")),
        *house_contexts(house),
    )
    if untranslated:
        page = replace(page, title=house.draft_title(page.title), draft_line=house.draft_line(len(untranslated)))
    status: Status = "proof" if is_proof else "draft" if untranslated else "final"
    return Composition(_html(templates, page), page.title, untranslated, metadata(document, house, page.title, status))


def _page(document: Document, setter: Setter, stylesheets: tuple[str, ...] = ()) -> Page:
    """Return what the templates print of *document*, but for what only a draft has. House words are asked for in their order."""
    language = setter.house.language
    head, block, foot = masthead(document, setter), session_block(document, setter), footer(document, setter.house)
    parts = _parts(document, setter)
    return Page(
        title=document.full_title,
        symbol=document.printed_symbol,
        date=document.date.isoformat(),
        draft_line="",
        language=language.code,
        direction=language.direction,
        hyphenation="auto" if language.hyphenate else "manual",
        digits="arab" if setter.turns_digits else "latn",
        stylesheets=stylesheets,
        masthead=head,
        session_block=block,
        footer=foot,
        contents=contents(document, parts, setter),
        parts=parts,
    )


def printed_words(document: Document, language: Language) -> tuple[str, ...]:
    """Return the contexts of the house words that *document* prints in *language*, in the order of printing.

    Raises: UsageError, for a word that house.toml does not have.
    """
    house = House(language, lambda _context, _text: None)  # what isn't translated is noted
    _page(document, Setter(house, turns_digits=False, is_proof=False))
    return tuple(house.untranslated)


def house_contexts(house: House) -> list[str]:
    """Return the house words that had to be printed in English, as `house:CONTEXT`."""
    return [f"house:{context}" for context in house.untranslated]


def _html(templates: Path, page: Page) -> str:
    try:
        return _environment(templates).get_template("document.html.j2").render(page=page)
    except TemplateSyntaxError as error:
        path = templates / error.filename if error.filename else templates
        raise RenderError(f"not a template: {error.message}", path, error.lineno) from None
    except TemplateError as error:
        raise RenderError(f"the templates ask for what isn’t there: {error}", templates) from error


@cache
def _environment(templates: Path) -> Environment:
    """Return the templates, compiled once in a process (0.97 of the time for six editions)."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _parts(document: Document, setter: Setter) -> tuple[PartOfPage, ...]:
    """Return the parts as their templates want them. Notes of a report are numbered on, those of its annexes lettered."""
    bodies = BodySetter(setter)
    is_report = any(part.kind == "report" for part in document.parts)
    marks: dict[str, str] = {}
    parts = []
    for place, part in enumerate(document.parts):
        is_lettered = is_report and part.kind != "report"
        notes = Notes(part.value.notes, is_lettered, {} if is_lettered else marks)
        begun = _headed(document, place, setter, notes)  # in the order of reading, in which notes are marked
        body = bodies.body(part.value.body, notes)
        signatories = part.value.signature if isinstance(part.value, Letter | Annex) else ()
        signatures = tuple(_signature(signatory, setter, notes) for signatory in signatories)
        parts.append(replace(begun, body=body, signatures=signatures))
    return tuple(parts)


def _headed(document: Document, place: int, setter: Setter, notes: Notes) -> PartOfPage:
    """Return the part at *place* without its body and what follows that."""
    part = document.parts[place].value
    bare = PartOfPage(document.parts[place].kind, ())
    if isinstance(part, Letter):
        return replace(bare, titles=(setter.line(part.title, notes),))
    titles = tuple(setter.line(title, notes) for title in part.titles)
    if isinstance(part, Resolution):
        basis = setter.line(part.basis, notes) if part.basis else None
        return replace(bare, titles=titles, basis=basis, closing=_closing(part, setter))
    if isinstance(part, Report):
        return replace(bare, titles=titles, subtitles=tuple(setter.line(title, notes) for title in part.subtitles))
    heading = setter.line(part.heading, notes) if part.heading else None
    label = "" if heading else _label(document.parts, place, setter)
    return replace(bare, titles=titles, heading=heading, label=label, numbering=part.numbering)


def _closing(resolution: Resolution, setter: Setter) -> tuple[Markup, ...]:
    """Return the lines that close an adopted resolution: its meeting, its date."""
    house = setter.house
    meeting = [house.plenary_meeting(resolution.meeting)] if resolution.meeting else []
    date = [house.date(resolution.adopted)] if resolution.adopted else []
    return tuple(setter.markup(words, house.language.code) for words in (*meeting, *date))


def _label(parts: tuple[Part, ...], place: int, setter: Setter) -> str:
    """Return "Annex", or "Annex II" where there are several."""
    kind = parts[place].kind
    brothers = [index for index, part in enumerate(parts) if part.kind == kind]
    count = brothers.index(place) + 1 if len(brothers) > 1 else None
    words = {"annex": setter.house.annex, "enclosure": setter.house.enclosure}
    return setter.figures(words[kind](count))


def _signature(signatory: Signatory, setter: Setter, notes: Notes) -> tuple[Line, ...]:
    """Return the lines of a signature in the order of the language."""
    name = setter.line(signatory.name, notes, setter.house.signed(signatory.name.text))
    roles = [setter.line(line, notes) for line in signatory.role]
    return (name, *roles) if setter.house.language.signature_order == "name-first" else (*roles, name)


def _stylesheets(document: Document, code: str, templates: Path) -> tuple[str, ...]:
    """Return the stylesheets, the general ones first; a layout, a setting, a script may have one each."""
    settings = (f"widths/{document.width}", f"lists/{document.lists}", f"first-page/{document.first_page}")
    names = (f"layouts/{document.layout}", *settings, f"scripts/{code}")
    special = [name for name in names if (templates / "css" / f"{name}.css").exists()]
    return tuple(f"{name}.css" for name in (*_STYLESHEETS, *special))
