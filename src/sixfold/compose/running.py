"""Running text, ready for the page: escaped, tagged, symbols kept whole, digits turned, footnotes in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from sixfold.compose.models import Line
from sixfold.document import Text
from sixfold.errors import RenderError
from sixfold.house import House
from sixfold.inline import Run, note_calls, parse_inline, without_calls
from sixfold.languages import language as language_of
from sixfold.languages import to_arabic_indic
from sixfold.symbols import LIKE_A_SYMBOL

#: Where a line could break inside a symbol. Source: Unicode Standard Annex 14, classes SY and HY; the engine also breaks A/ 65/497.
_BREAK = re.compile(r"[/\-](?=[A-Za-z])|(?<=[A-Za-z])/(?=[0-9])")

#: A short first part of a word, which isn't parted from the rest at its hyphen. Source: "Non-Self-Governing" in A/AC.109/2009/17,
#: paragraph 7 (c) (vii), and in A/AC.109/2010/18, where the same line breaks after "Self-". Seen in English only: other languages
#: break there.
_PREFIX = re.compile(r"(?<![\w\-])[A-Za-z]{1,3}-(?=[A-Za-z])")

#: Words joined by a stroke ("européenne/Union"), which isn't a place to break a line, as it is in an address.
#: Source: A/HRC/WG.6/7/ITA/1, heading II.H.
_JOINED = re.compile(r"(?<![\w./:\-])[^\W\d_]+(?:/[^\W\d_]+)+(?![\w/:\-])")

#: Words without Latin letters, whose figures turn: not A/65/497, but 27 and 64/293. U+2060 is of our own making.
_WITHOUT_LATIN = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9][./\-\u2060])(?<!/\u2060)"
    r"[0-9][0-9./\-,]*(?![A-Za-z0-9./\-\u2060])"
)


_NOTHING = Markup()


@dataclass(frozen=True)
class Notes:
    """The footnotes of a part. Marks are given in the order of calls: 1, 2, … or a, b, …; a key of asterisks is its own mark."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    is_lettered: bool = False
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, key: str) -> str:
        """Return the mark that the note *key* is called by."""
        if key not in self.marks:
            count = sum(not mark.startswith("*") for mark in self.marks.values()) + 1
            own = chr(ord("a") + count - 1) if self.is_lettered else str(count)
            self.marks[key] = key if set(key) == {"*"} else own
        return self.marks[key]


@dataclass(frozen=True)
class Setter:
    """What every text on the page needs to know: the words of the language, the digits, whether contexts are shown."""

    house: House
    turns_digits: bool
    is_proof: bool

    def line(self, text: Text, notes: Notes | None = None, pattern: str | None = None) -> Line:
        """Return *text* for the page; *pattern* is what is printed where it differs (a name after "(Signed)")."""
        own = language_of(text.language)
        is_untranslated = text.state in ("fuzzy", "missing")
        html = self.markup(pattern or text.text, own.code, notes or Notes())
        label = text.context if self.is_proof else ""
        entry = self.markup(without_calls(text.text), own.code) if note_calls(text.text) else html
        return Line(html, own.code, own.direction, is_untranslated, label, text.context, entry)

    def nothing(self) -> Line:
        """Return what stands in an empty cell of a table."""
        own = self.house.language
        return Line(_NOTHING, own.code, own.direction, is_untranslated=False)

    def markup(self, source: str, language: str, notes: Notes | None = None) -> Markup:
        """Return running text of *language* as HTML.

        Arabic shows no emphasis: there an element would only cut a line in pieces, which the engine can't justify
        together from right to left.
        """
        hidden = {"em"} if language == "ar" else set()
        pieces = [self._piece(run, language, hidden, notes or Notes()) for run in parse_inline(source)]
        return Markup("").join(pieces)

    def _piece(self, run: Run, language: str, hidden: set[str], notes: Notes) -> Markup:
        if "fn" in run.tags:
            return self._note(run.text, notes)
        whole = _kept_together(run.text, keeps_prefixes=language_of(language).keeps_short_prefixes)
        html = escape(_turned(whole) if language == "ar" and self.turns_digits else whole)
        for tag in reversed([tag for tag in run.tags if tag not in hidden]):
            html = Markup(f"<{tag}>{html}</{tag}>")  # noqa: S704  (the tag is one of four, the rest is escaped)
        return html

    def _note(self, key: str, notes: Notes) -> Markup:
        if key not in notes.texts:
            hint = "write it under “notes”, or correct the key"
            raise RenderError(f"<fn>{key}</fn> calls a footnote that this part doesn’t have", hint=hint)
        is_repeated = key in notes.marks
        mark = self._mark(notes.mark(key))
        if is_repeated:  # one note, called again
            return Markup('<span class="note-call">{}</span>').format(mark)
        note = self.line(notes.texts[key])
        state = " untranslated" if note.is_untranslated else ""
        return Markup(
            '<span class="footnote" data-mark="{}" lang="{}" dir="{}"><span class="note{}">{}{}</span></span>'
        ).format(mark, note.language, note.direction, state, note.html, _label(note))

    def _mark(self, mark: str) -> str:
        return mark if set(mark) == {"*"} else self.house.language.footnote_mark.format(mark=self.figures(mark))

    def figure(self, line: Line, filler: str) -> Line:
        """Return *line*, a figure, with *filler* behind it, which takes room and isn't seen."""
        html = Markup('<span class="figure" dir="ltr">{}<span class="filler">{}</span></span>')
        return replace(line, html=html.format(line.html, self.figures(filler)) if filler else html.format(line.html, ""))

    def figures(self, text: str) -> str:
        """Return *text* in the figures of the page."""
        return to_arabic_indic(text) if self.turns_digits else text


def _label(note: Line) -> Markup:
    return Markup('<span class="context">{}</span>').format(note.label) if note.label else _NOTHING


def _kept_together(text: str, *, keeps_prefixes: bool) -> str:
    """Return *text* with word joiners where no line may break: in symbols, beside strokes, after short prefixes."""
    whole = LIKE_A_SYMBOL.sub(lambda match: _BREAK.sub("\\g<0>\u2060", match[0]), text)
    whole = whole.replace("\u2011", "-\u2060")  # a hyphen that doesn't break: the faces haven't got it
    whole = _JOINED.sub(lambda match: match[0].replace("/", "/\u2060"), whole)
    return _PREFIX.sub("\\g<0>\u2060", whole) if keeps_prefixes else whole


def _turned(text: str) -> str:
    """Return *text* with Arabic-Indic figures where they have no Latin letters beside them."""
    return _WITHOUT_LATIN.sub(lambda match: to_arabic_indic(match[0]), text)
