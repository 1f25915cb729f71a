"""The page as a whole: masthead, parts, foot, style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from sixfold.bar_code import bar_code_path, qr_code_path
from sixfold.compose.body import BodySetter, Element
from sixfold.compose.metadata import metadata
from sixfold.compose.running import Line, Notes, Setter
from sixfold.document import Agenda, Annex, Document, Job, Letter, Part, Report, Resolution, Signatory, texts
from sixfold.errors import RenderError
from sixfold.house import House
from sixfold.inline import plain
from sixfold.languages import Language
from sixfold.metadata import Metadata, Status
from sixfold.symbols import Symbol, public_address


@dataclass(frozen=True)
class Layout:
    """What a layout decides beyond its stylesheet.

    `digits` are those of Arabic running text; `contents` the headings that the list of contents names, which also has a column
    for the numbers of their paragraphs if `contents_count` is true; `job_gap` the spaces of the job line: before the language
    letter and before each date. `sets_colon_close` says that French has no space before the colon of the masthead.
    """

    digits: str
    has_qr_code: bool = False
    has_bar_code: bool = True
    has_bar_code_figures: bool = False
    contents: tuple[str, ...] = ("chapter", "section")
    contents_count: bool = False
    job_gap: tuple[int, int] = (1, 4)
    sets_colon_close: bool = False


_GENEVA_CONTENTS = ("chapter", "section", "subsection", "point")

#: Source: New York printed ٠١٢ in 2009-2017, 012 and a QR code today; Geneva 012, a QR code and figures
#: below the bars in 2019, not even a bar code in 2009.
#: "Original: anglais" without space: A/HRC/WG.6/7/ITA/1.
LAYOUTS = {
    "new-york-2011": Layout("arab"),
    "new-york-2025": Layout("latn", has_qr_code=True),
    "geneva": Layout(
        "latn", has_qr_code=True, has_bar_code_figures=True, contents=_GENEVA_CONTENTS, contents_count=True, job_gap=(2, 2)
    ),
    "geneva-2009": Layout("latn", has_bar_code=False, contents=_GENEVA_CONTENTS, contents_count=True, sets_colon_close=True),
}

#: Whose name the masthead bears instead; the organ's own stands below the rule. Source: A/HRC/RES/26/8.
_PARENTS = {"human-rights-council": "general-assembly"}

#: Resolutions have neither a line for their language nor one for the original. Source: A/RES/73/3, A/RES/55/67.
_WITHOUT_LANGUAGE = ("A/RES/", "S/RES/")

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
    page = _masthead(document, setter) | _foot(document, house)
    page["parts"] = _parts(document, setter)
    page |= _contents(document, page["parts"], setter)
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


def _masthead(document: Document, setter: Setter) -> dict[str, Any]:
    house = setter.house
    reissued = house.reissued(document.reissued) if document.reissued else ""
    is_resolution = document.symbol[0].text.startswith(_WITHOUT_LANGUAGE)
    return {
        "united_nations": house.language.stretched_names.get(house.united_nations(), house.united_nations()),
        "symbol": document.printed_symbol,
        "symbols": [_linked(symbol, house.language.code) for symbol in document.symbol],
        "emblem": document.emblem,
        "emblem_text": house.word("masthead.emblem") if document.emblem else "",
        "organs": [house.organ(_PARENTS.get(organ, organ)) for organ in document.organ],
        "distribution": house.distribution(document.distribution),
        "masthead_date": setter.markup(house.masthead_date(document.date), house.language.masthead_language),
        "language_line": None if is_resolution else house.language_line(document.original),
        "original_line": "" if is_resolution else _original_line(document, house),
        "masthead_language": house.language.masthead_language,
        "date": document.date.isoformat(),
        "subsidiary": setter.line(document.subsidiary) if document.subsidiary else None,
        "subsidiary_organ": house.organ(document.organ[0]) if document.organ[0] in _PARENTS else "",
        "columns": _columns(document, setter),
        "venue": setter.line(document.venue) if document.venue else None,
        "reissued": setter.markup(reissued, house.language.code),
    }


def _original_line(document: Document, house: House) -> str:
    line = house.original_line(document.original)
    return line.replace("\u00a0:", ":") if LAYOUTS[document.layout].sets_colon_close else line


def _linked(symbol: Symbol, language: str) -> dict[str, str]:
    """Return a symbol in two parts, which are printed in two sizes, and where the document is found."""
    return {"series": symbol.series, "rest": symbol.rest, "address": public_address(symbol.text, language)}


def _address(document: Document, house: House) -> str:
    """Return where the document is found in the language of *house*."""
    return public_address(document.symbol[0].text, house.language.code)


def _columns(document: Document, setter: Setter) -> list[dict[str, Any]]:
    """Return session and agenda: one column; for a joint symbol one for each organ, which it begins with."""
    house = setter.house
    is_joint = len(document.organ) > 1
    columns: list[dict[str, Any]] = []
    for place, session in enumerate(document.session):
        organ = document.organ[min(place, len(document.organ) - 1)]
        words = house.session(session.value, session.kind.replace("_", "-"), organ)
        column = {"organ": house.organ(organ) if is_joint else "", "session": setter.markup(words, house.language.code)}
        columns.append(column | {"agenda": []})
    if document.agenda and not columns:
        columns.append({"organ": "", "session": "", "agenda": []})
    for agenda in document.agenda:
        columns[0]["agenda"].append(_agenda(document, agenda, setter))
    return columns


def _agenda(document: Document, agenda: Agenda, setter: Setter) -> dict[str, Any]:
    """Return the line of the items, its note called by an asterisk (two, if the symbol has one), and their title."""
    house = setter.house
    mark = "**" if document.reissued else "*"
    notes = Notes({mark: agenda.note}) if agenda.note else None
    call = f"<fn>{mark}</fn>" if agenda.note else ""
    items = house.agenda_items(agenda.items, of=agenda.of, note_mark=call, organ=document.organ[0])
    return {"line": setter.markup(items, house.language.code, notes), "title": setter.line(agenda.title)}


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


def _contents(document: Document, parts: list[dict[str, Any]], setter: Setter) -> dict[str, Any]:
    """Return the list of contents, if a report has one, and the heads of its columns."""
    if not any(isinstance(part.value, Report) and part.value.contents for part in document.parts):
        return {"contents": [], "contents_words": {}}
    layout, house = LAYOUTS[document.layout], setter.house
    paragraphs = house.word("part.contents.paragraphs") if layout.contents_count else ""
    words = {"title": house.contents(), "paragraphs": paragraphs, "page": house.word("part.contents.page")}
    return {"contents": list(_entries(parts, layout, setter)), "contents_words": words}


def _entries(parts: list[dict[str, Any]], layout: Layout, setter: Setter) -> Iterator[dict[str, Any]]:
    """Yield the entries of the list of contents: the headings of reports, then each annex with its title."""
    for part in parts:
        if part["kind"] == "report":
            body = part["body"]
            for place, element in enumerate(body):
                if element.kind in layout.contents:
                    counted = _paragraphs(body[place:]) if layout.contents_count else ""
                    yield _entry(element.kind, element.number, element.text, setter.figures(counted))
        elif part["label"]:
            yield _entry("annex", part["label"])
            yield from (_entry("chapter", "", title) for title in part["titles"][:1])


def _entry(kind: str, number: str, text: Line | None = None, paragraphs: str = "") -> dict[str, Any]:
    anchor = text.anchor if text else ""
    return {"kind": kind, "number": number, "text": text, "anchor": anchor, "paragraphs": paragraphs}


def _paragraphs(elements: Sequence[Element]) -> str:
    """Return the numbers of the paragraphs under the heading that *elements* begin with: 3–45."""
    heading, *rest = elements
    below = takewhile(lambda element: not 0 < element.level <= heading.level, rest)
    positions = [element.position for element in below if element.position]
    return "–".join(dict.fromkeys(map(str, (positions[0], positions[-1])))) if positions else ""


def _foot(document: Document, house: House) -> dict[str, Any]:
    job = document.job[house.language.code]
    layout = LAYOUTS[document.layout]
    gaps = layout.job_gap
    return {
        "job_number": str(job.number),
        "job_line": job_line(job, house.language.job_letter, gaps, is_mirrored=house.language.direction == "rtl"),
        "qr_code": qr_code_path(str(document.symbol[0]), house.language.code) if layout.has_qr_code else None,
        "bar_code": bar_code_path(job.number.bar_code) if layout.has_bar_code else None,
        "bar_code_figures": f"*{job.number.bar_code}*" if layout.has_bar_code_figures else "",
        "bar_code_text": house.word("footer.bar-code", job_number=job.number.text),
        "qr_code_text": house.word("footer.qr-code", address=_address(document, house)) if layout.has_qr_code else "",
        "please_recycle": house.please_recycle() if document.recycle else "",
    }


def job_line(job: Job, letter: str, gaps: tuple[int, int] = (1, 4), *, is_mirrored: bool = False) -> str:
    """Return the line over the bar code: number, language letter and the dates as ddmmyy, *gaps* spaces before them.

    In Arabic the dates come first, so that the number stands at the outer edge. Source: 11-37474 (A) of June 2011.
    """
    before_letter, before_date = ("\u00a0" * count if count > 1 else " " for count in gaps)
    number = f"{job.number}{before_letter}({letter})"
    fields = [number, *(f"{date:%d%m%y}" for date in job.dates)]
    return before_date.join(reversed(fields) if is_mirrored else fields)


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
