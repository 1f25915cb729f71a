"""The page as a whole: masthead, parts, foot, style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from sixfold.compose.body import BodySetter
from sixfold.compose.contents import contents
from sixfold.compose.first_page import foot, masthead
from sixfold.compose.layouts import LAYOUTS
from sixfold.compose.metadata import metadata
from sixfold.compose.running import Line, Notes, Setter
from sixfold.document import Annex, Document, Letter, Part, Report, Resolution, Signatory, texts
from sixfold.errors import RenderError
from sixfold.house import House
from sixfold.inline import plain
from sixfold.languages import Language
from sixfold.metadata import Metadata, Status

_STYLESHEETS = ("tokens", "fonts", "page", "masthead", "text", "headings", "lists", "tables", "footnotes", "marks")


@dataclass(frozen=True)
class Composition:
    """The HTML of an edition, and the contexts whose text is not translated: a document with any is a draft."""

    html: str
    title: str
    untranslated: tuple[str, ...]
    metadata: Metadata


def compose(document: Document, house: House, templates: Path, *, is_proof: bool = False) -> Composition:
    """Return the HTML of *document*, which is in the language of *house* (drafts: mostly).

    *templates* holds the HTML templates, CSS and artwork; links in the HTML are relative to it. *is_proof* prints each text's
    context in the margin.
    """
    digits = document.digits or LAYOUTS[document.layout].digits
    setter = Setter(house, house.language.code == "ar" and digits == "arab", is_proof)
    page = _page(document, setter)
    untranslated = (
        *(text.context for text in texts(document) if text.state in ("fuzzy", "missing")),
        *house_contexts(house),
    )
    page["draft_line"] = house.draft_line(len(untranslated)) if untranslated else ""
    page["title"] = house.draft_title(document_title(document)) if untranslated else document_title(document)
    page |= _style(house, document, templates) | {"digits": "arab" if setter.turns_digits else "latn"}
    status: Status = "proof" if is_proof else "draft" if untranslated else "final"
    facts = metadata(document, house, page["title"], status)
    return Composition(_html(templates, page), page["title"], untranslated, facts)


def _page(document: Document, setter: Setter) -> dict[str, Any]:
    """Return what the templates print of *document*, in their order, but for what only a draft has."""
    house = setter.house
    page = masthead(document, setter) | foot(document, house)
    page["parts"] = _parts(document, setter)
    page |= contents(document, page["parts"], setter)
    return page


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


def _html(templates: Path, page: dict[str, Any]) -> str:
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


def document_title(document: Document) -> str:
    """Return symbol and title of the first part, without tags, in one line."""
    first = document.parts[0].value
    title = first.title if isinstance(first, Letter) else first.heading if isinstance(first, Annex) else first.titles[0]
    return f"{document.printed_symbol}: {plain(title.text)}" if title else document.printed_symbol


def _parts(document: Document, setter: Setter) -> list[dict[str, Any]]:
    """Return the parts as their templates want them. Notes of a report are numbered on, those of its annexes lettered."""
    bodies = BodySetter(setter)
    is_report = any(part.kind == "report" for part in document.parts)
    marks: dict[str, str] = {}
    parts = []
    for place, part in enumerate(document.parts):
        is_lettered = is_report and part.kind != "report"
        notes = Notes(part.value.notes, is_lettered, {} if is_lettered else marks)
        own = {"kind": part.kind, "body": bodies.body(part.value.body, notes)}
        parts.append(own | _part(document, place, setter, notes))
    return parts


def _part(document: Document, place: int, setter: Setter, notes: Notes) -> dict[str, Any]:
    part = document.parts[place].value
    if isinstance(part, Letter):
        return {"title": setter.line(part.title, notes), "signature": _signatures(part, setter)}
    titles = [setter.line(title, notes) for title in part.titles]
    if isinstance(part, Resolution):
        basis = setter.line(part.basis, notes) if part.basis else None
        return {"titles": titles, "basis": basis, "closing": _closing(part, setter)}
    if isinstance(part, Report):
        return {"titles": titles, "subtitles": [setter.line(title, notes) for title in part.subtitles]}
    heading = setter.line(part.heading, notes) if part.heading else None
    label = "" if heading else _label(document.parts, place, setter)
    own = {"titles": titles, "heading": heading, "label": label, "numbering": part.numbering}
    return own | {"signature": _signatures(part, setter)}


def _closing(resolution: Resolution, setter: Setter) -> list[Markup]:
    """Return the lines that close an adopted resolution: its meeting, its date."""
    house = setter.house
    meeting = [house.plenary_meeting(resolution.meeting)] if resolution.meeting else []
    date = [house.date(resolution.adopted)] if resolution.adopted else []
    return [setter.markup(words, house.language.code) for words in (*meeting, *date)]


def _label(parts: tuple[Part, ...], place: int, setter: Setter) -> str:
    """Return "Annex", or "Annex II" where there are several."""
    kind = parts[place].kind
    brothers = [index for index, part in enumerate(parts) if part.kind == kind]
    count = brothers.index(place) + 1 if len(brothers) > 1 else None
    words = {"annex": setter.house.annex, "enclosure": setter.house.enclosure}
    return setter.figures(words[kind](count))


def _signatures(part: Letter | Annex, setter: Setter) -> list[list[Line]]:
    return [_signature(signatory, setter) for signatory in part.signature]


def _signature(signatory: Signatory, setter: Setter) -> list[Line]:
    """Return the lines of a signature in the order of the language."""
    name = setter.line(signatory.name, pattern=setter.house.signed(signatory.name.text))
    roles = [setter.line(line) for line in signatory.role]
    return [name, *roles] if setter.house.language.signature_order == "name-first" else [*roles, name]


def _style(house: House, document: Document, templates: Path) -> dict[str, Any]:
    """Return language, direction and stylesheets, the general ones first; a layout, a setting, a script may have one each."""
    code = house.language.code
    settings = (f"widths/{document.width}", f"lists/{document.lists}", f"first-page/{document.first_page}")
    names = (f"layouts/{document.layout}", *settings, f"scripts/{code}")
    special = [name for name in names if (templates / "css" / f"{name}.css").exists()]
    return {
        "language": code,
        "direction": house.language.direction,
        "hyphenation": "auto" if house.language.hyphenate else "manual",
        "stylesheets": [f"{name}.css" for name in (*_STYLESHEETS, *special)],
    }
