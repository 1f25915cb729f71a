"""From a document in one language to the HTML of its page: everything that has to be decided is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from sixfold.bar_code import bar_code_path
from sixfold.document import Annex, Block, Document, Job, Letter, Signatory, Text, texts
from sixfold.errors import RenderError
from sixfold.house import House
from sixfold.inline import parse_inline, plain
from sixfold.languages import language as language_of
from sixfold.languages import to_arabic_indic

#: Digits of Arabic running text, where a seed doesn't say. Source: New York printed ٠١٢ in 2009-2017, 012 since.
LAYOUT_DIGITS = {"new-york-2011": "arab"}

_STYLESHEETS = ("tokens", "fonts", "page", "masthead", "text", "marks")

_SYMBOL = re.compile(r"[A-Z]{1,5}/[A-Za-z0-9./\-]*[A-Za-z0-9]")

#: Where a line could break inside a symbol. Source: Unicode Standard Annex 14, classes SY and HY.
_BREAK = re.compile(r"[/\-](?=[A-Za-z])")

#: Words without Latin letters, whose figures turn: not A/65/497, but 27 and 64/293. U+2060 is of our own making.
_WITHOUT_LATIN = re.compile(r"(?<![A-Za-z0-9./\-\u2060])[0-9][0-9./\-,]*(?![A-Za-z0-9./\-\u2060])")


@dataclass(frozen=True)
class Line:
    """A text ready for the page. `label` is its context, where a proof shows it."""

    html: Markup
    language: str
    direction: str
    is_untranslated: bool
    label: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a body and its printed number, if it has one."""

    text: Line
    number: str = ""


@dataclass(frozen=True)
class Composition:
    """The HTML of an edition, and the contexts whose text is not translated: a document with any is a draft."""

    html: str
    title: str
    untranslated: tuple[str, ...]


@dataclass(frozen=True)
class _Composer:
    """What every decision needs to know: the words of the language, the digits, whether contexts are shown."""

    house: House
    turns_digits: bool
    is_proof: bool

    def line(self, text: Text, pattern: str | None = None) -> Line:
        """Return *text* for the page; *pattern* is what is printed where it differs (a name after "(Signed)")."""
        own = language_of(text.language)
        is_untranslated = text.state in ("fuzzy", "missing")
        html = self.markup(pattern or text.text, own.code)
        return Line(html, own.code, own.direction, is_untranslated, text.context if self.is_proof else "")

    def markup(self, source: str, language: str) -> Markup:
        """Return running text of *language* as HTML: escaped, tagged, symbols whole, digits turned where it asks.

        Arabic shows no emphasis: there an element would only cut a line in pieces, which the engine can't justify
        together from right to left.
        """
        is_arabic = language == "ar"
        pieces = []
        for run in parse_inline(source):
            tags = tuple(tag for tag in run.tags if tag != "em") if is_arabic else run.tags
            pieces.append(_tagged(tags, _escaped(run.text, turns_digits=is_arabic and self.turns_digits)))
        return Markup("").join(pieces)

    def body(self, blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
        """Yield the paragraphs of a body; operative and numbered ones count on, each for itself."""
        count = 0
        for block in blocks:
            for text in (block.value,) if isinstance(block.value, Text) else block.value:
                if block.kind in ("operative", "numbered"):
                    count += 1
                    yield Paragraph(self.line(text), self._number(count))
                else:
                    yield Paragraph(self.line(text))

    def _number(self, count: int) -> str:
        number = self.house.language.paragraph_number.format(n=count)
        return to_arabic_indic(number) if self.turns_digits else number

    def signature(self, signatory: Signatory) -> list[Line]:
        """Return the lines of a signature in the order of the language."""
        name = self.line(signatory.name, self.house.signed(signatory.name.text))
        lines = [name, self.line(signatory.role)]
        return lines if self.house.language.signature_order == "name-first" else lines[::-1]

    def part(self, kind: str, part: Letter | Annex) -> dict[str, Any]:
        """Return a part as its template wants it."""
        common = {"kind": kind, "body": list(self.body(part.body))}
        if isinstance(part, Letter):
            return common | {
                "title": self.line(part.title),
                "signature": [self.signature(one) for one in part.signature],
            }
        titles = [self.line(title) for title in part.titles]
        return common | {"heading": self.line(part.heading), "titles": titles, "numbering": part.numbering}


def _tagged(tags: tuple[str, ...], inner: Markup) -> Markup:
    for tag in reversed(tags):
        inner = Markup(f"<{tag}>{inner}</{tag}>")  # noqa: S704  (the tag is one of four, the rest is escaped)
    return inner


def _escaped(text: str, *, turns_digits: bool) -> Markup:
    """Return *text* escaped, each symbol kept in one line, its figures turned where it has no Latin letters."""
    whole = _SYMBOL.sub(lambda match: _BREAK.sub("\\g<0>\u2060", match[0]), text)
    return escape(_WITHOUT_LATIN.sub(lambda match: to_arabic_indic(match[0]), whole) if turns_digits else whole)


def compose(document: Document, house: House, templates: Path, *, is_proof: bool = False) -> Composition:
    """Return the HTML of *document*, which is in the language of *house* (drafts: mostly).

    *templates* holds the HTML templates, CSS and artwork; links in the HTML are relative to it. *is_proof* prints each text's
    context in the margin.
    """
    digits = document.digits or LAYOUT_DIGITS[document.layout]
    composer = _Composer(house, house.language.code == "ar" and digits == "arab", is_proof)
    page = _masthead(document, composer) | _foot(document, house)
    page["parts"] = [composer.part(part.kind, part.value) for part in document.parts]
    untranslated = (
        *(text.context for text in texts(document) if text.state in ("fuzzy", "missing")),
        *house_contexts(house),
    )
    title = document_title(document)
    page["draft_line"] = house.draft_line(len(untranslated)) if untranslated else ""
    page["title"] = house.draft_title(title) if untranslated else title
    page |= _style(house, document.layout, templates)
    return Composition(_html(templates, page), page["title"], untranslated)


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


def _environment(templates: Path) -> Environment:
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
    title = first.title if isinstance(first, Letter) else first.heading
    return f"{document.printed_symbol}: {plain(title.text)}"


def _masthead(document: Document, composer: _Composer) -> dict[str, Any]:
    house = composer.house
    organ = document.organ[0]
    session = house.session(document.session.value, document.session.kind.replace("_", "-"), organ)
    page: dict[str, Any] = {
        "united_nations": house.united_nations(),
        "symbol": document.printed_symbol,
        "symbols": document.symbol,
        "emblem": document.emblem,
        "emblem_text": house.word("masthead.emblem"),
        "organs": [house.organ(organ) for organ in document.organ],
        "distribution": house.distribution(document.distribution),
        "masthead_date": house.masthead_date(document.date),
        "language_line": house.language_line(document.original),
        "original_line": house.original_line(document.original),
        "masthead_language": house.language.masthead_language,
        "date": document.date.isoformat(),
        "session": composer.markup(session, house.language.code),
        "agenda": None,
    }
    if agenda := document.agenda:
        items = house.agenda_items(agenda.items, of=agenda.of, organ=organ)
        page["agenda"] = {"line": composer.markup(items, house.language.code), "title": composer.line(agenda.title)}
    return page


def _foot(document: Document, house: House) -> dict[str, Any]:
    job = document.job[house.language.code]
    return {
        "job_number": str(job.number),
        "job_line": job_line(job, house.language.job_letter, is_mirrored=house.language.direction == "rtl"),
        "bar_code": bar_code_path(job.number.bar_code),
        "bar_code_text": f"*{job.number.bar_code}*",
        "please_recycle": house.please_recycle(),
    }


def job_line(job: Job, letter: str, *, is_mirrored: bool = False) -> str:
    """Return the line over the bar code: number, language letter and, four spaces on, the dates as ddmmyy.

    In Arabic the dates come first, so that the number stands at the outer edge. Source: 11-37474 (A) of June 2011.
    """
    number = f"{job.number} ({letter})"
    fields = [number, *(f"{date:%d%m%y}" for date in job.dates)]
    return "\u00a0\u00a0\u00a0\u00a0".join(reversed(fields) if is_mirrored else fields)


def _style(house: House, layout: str, templates: Path) -> dict[str, Any]:
    """Return language, direction and the stylesheets, the general ones first; a layout and a script may have one each."""
    special = [
        name
        for name in (f"layouts/{layout}", f"scripts/{house.language.code}")
        if (templates / "css" / f"{name}.css").exists()
    ]
    return {
        "language": house.language.code,
        "direction": house.language.direction,
        "hyphenation": "auto" if house.language.hyphenate else "manual",
        "stylesheets": [f"{name}.css" for name in (*_STYLESHEETS, *special)],
    }
