"""A text with inline tags → HTML: escaped, symbols and figures kept whole, digits turned, footnotes in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sixfold.catalogs.inline import (
    BREAK,
    REFERENCE,
    Run,
    in_one_line,
    note_calls,
    parse_inline,
    references,
    without_calls,
)
from sixfold.compose.isolates import NOTE, Isolate, find_isolates
from sixfold.compose.models import FixedText, Line, Mark, NoteBelow
from sixfold.document.fields import Text
from sixfold.document.house import House
from sixfold.document.symbols import LIKE_A_SYMBOL
from sixfold.errors import RenderError
from sixfold.languages import LanguageCode
from sixfold.languages import language as language_of
from sixfold.languages.formatting import to_arabic_indic
from sixfold.languages.references import Number, write_number
from sixfold.languages.spaces import keep_title_whole, keep_together

if TYPE_CHECKING:
    from sixfold.compose.changes import Marks

#: Where a line could break inside a symbol. Source: Unicode Standard Annex 14, class HY.
_HYPHEN = re.compile("-(?=[A-Za-z])")

#: A web address: up to its host, and what follows.
_ADDRESS = r"(?P<host>[A-Za-z][A-Za-z0-9+.\-]*://[^\s/]+|(?<![\w.@/\-])(?:[a-z0-9\-]+\.)+[a-z]{2,}(?=/))(?P<path>/\S*)?"
#: Pango breaks a line after the stroke of EC-83/DEC.5, and after its full stop; documents do so in the path of an address only.
#: Source: 173 letters of 2025, and A/HRC/WG.6/7/ITA/1, heading II.H ("européenne/Union"). Between figures nothing breaks.
_STROKE = re.compile(rf"{_ADDRESS}|/(?![0-9\s])|(?<![0-9])/(?=[0-9])|(?<=[^\W\d_]\.)(?=[0-9])")

#: A short first part of a word, which isn't parted from the rest at its hyphen. Source: "Non-Self-Governing" in A/AC.109/2009/17,
#: paragraph 7 (c) (vii), and in A/AC.109/2010/18, where the same line breaks after "Self-". Seen in English only: other languages
#: break there.
_PREFIX = re.compile(r"(?<![\w\-])[A-Za-z]{1,3}-(?=[A-Za-z])")

#: Letters that join the next one; where a tag parts them, joiners say so: the engine shapes what is in an element by itself.
_JOINS_NEXT = re.compile("[\u0626\u0628\u062a-\u062e\u0633-\u063a\u0640-\u0647\u064a][\u064b-\u0652]*$")
_JOINS = re.compile("[\u0622-\u063a\u0640-\u064a]")
_JOINER = "\u200d"

#: What is round an isolate that runs from left to right. Source: Unicode Standard Annex 9, 2.4.
_ISOLATE, _END_OF_ISOLATE = "\u2066", "\u2069"
#: Before a sign that begins an isolate: FriBidi (1.0.8, measured) takes it as if it stood behind the isolate before.
_LEFT_TO_RIGHT_MARK = "\u200e"

#: How a draft marks a text, by its state.
_MARKS: Mapping[str, Mark] = {"missing": "untranslated", "fuzzy": "fuzzy"}


@dataclass(frozen=True)
class Notes:
    """The footnotes of a part and their marks, both by key; those that are `printed` are called again by their marks alone.

    The notes of a table stand below it; `outer` are then those of its part, which it may call, too.
    """

    texts: Mapping[str, Text] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    outer: Notes | None = None
    printed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, texts: Mapping[str, Text], numbers: Mapping[str, Number], code: str, outer: Notes | None = None) -> Notes:
        """Return the notes *texts*, by key, with the marks that the language *code* writes for their *numbers*, by address."""
        numbered = ((key, numbers[note.address]) for key, note in texts.items() if note.address in numbers)
        by_place = sorted(numbered, key=lambda one: one[1].steps[-1].n)
        return cls(texts, {key: write_number(number, code) for key, number in by_place}, outer)


@dataclass(frozen=True)
class Column:
    """One of two languages side by side: what stands before its anchors, and its footnotes, by address."""

    prefix: str = ""
    notes: dict[str, NoteBelow] = field(default_factory=dict)


@dataclass(frozen=True)
class TextRenderer:
    """Renders every text of a page: it knows the language's words and digits, whether addresses are shown, and names kept whole.

    `source` is the language that the document is written in. In a `column` footnotes are kept, and their calls name them; else
    they stand where they are called, and the engine puts them in the foot of the page. The second column shows no addresses.
    `marks` are those of a redline edition.
    """

    house: House
    turns_digits: bool
    is_proof: bool
    keeps_names: bool = False
    source: LanguageCode = "en"
    column: Column | None = None
    marks: Marks | None = None

    def line(self, text: Text, notes: Notes | None = None, pattern: str | None = None) -> Line:
        """Return *text* for the page; *pattern* is what is printed where it differs (a name after "(Signed)")."""
        own = language_of(text.language)
        marked = self.marks.texts.get(text.address) if self.marks else None
        html = self.markup(marked.within(pattern or text.text, text.text) if marked else pattern or text.text, own.code, notes)
        if marked and marked.former:
            former, words = language_of(marked.language), self.markup(marked.former, marked.language)
            html = Markup('<bdi lang="{}" dir="{}">{}</bdi> {}').format(former.code, former.direction, words, html)
        mark = _MARKS.get(text.state, "")
        label = text.address if self.is_proof and not (self.column and self.column.prefix) else ""
        change = Markup()
        if self.is_proof and text.sources:
            from sixfold.compose.changes import source_changes  # noqa: PLC0415  (only proofs have them)

            change = source_changes(text, self.source)
        elif marked and marked.remark:
            change = Markup('<span class="remark">{} </span>').format(self.markup(marked.remark, self.house.language.code))
        is_own = marked or note_calls(text.text) or references(text.text) or BREAK in text.text
        entry = self.markup(in_one_line(without_calls(REFERENCE.sub(r"\1", text.text))), own.code) if is_own else html
        look = marked.look if marked else ""
        return Line(html, own.code, own.direction, mark, label, self.anchor(text.address), entry, change, look)

    def anchor(self, address: str) -> str:
        """Return the name of the place of *address* on the page."""
        return f"{self.column.prefix}{address}" if self.column else address

    def title(self, text: Text, notes: Notes | None = None) -> Line:
        """Return *text*, a title or a heading, for the page."""
        whole = keep_title_whole(text.text, text.language, keeps_names=self.keeps_names)
        return self.line(replace(text, text=whole), notes)

    def fixed(self, text: str) -> FixedText:
        """Return *text*, HTML or not, whose words the house has just been asked for, for the page."""
        fixed = FixedText(escape(text))
        fixed.unit = f"house:{self.house.asked}" if text else ""
        return fixed

    def within(self, line: Line, words: str, place: str) -> Line:
        """Return *line* within fixed *words*, which have a *place* for it; where it came or went in a redline, so did they."""
        runs: Sequence[Run] = parse_inline(words)
        if self.marks:
            runs = self.marks.around(runs, place, line.revision)
        html = self.markup(runs, self.house.language.code).replace(place, line.html)
        return replace(line, html=self.marks.joined(html) if self.marks else html)

    def lines(self, texts: Sequence[Text], notes: Notes) -> tuple[Line, ...]:
        """Return *texts* for the page, whose footnotes are *notes*."""
        return tuple(self.line(text, notes) for text in texts)

    def markup(self, source: str | Sequence[Run], language: str, notes: Notes | None = None) -> Markup:
        """Return running text of *language*, or what was read of it, as HTML.

        What runs from left to right in Arabic is isolated, by an element only where it has tags inside.
        """
        runs = parse_inline(source) if isinstance(source, str) else source
        if language == "ar":
            runs = _with_joiners(runs)
        text = keep_together("".join(NOTE if "fn" in run.tags else run.text for run in runs), language)
        isolates = find_isolates(text) if language == "ar" else []
        cut = groupby(_cut(runs, text, isolates), itemgetter(0))
        html = Markup().join(
            self._isolated(isolate, [run for _, run in pieces], language, notes or Notes()) for isolate, pieces in cut
        )
        return self.marks.joined(html) if self.marks else html

    def _isolated(self, isolate: Isolate | None, runs: list[Run], language: str, notes: Notes) -> Markup:
        """Return *runs*, which are one *isolate*, or none."""
        if language == "ar" and self.turns_digits and not (isolate and isolate.keeps_digits):
            runs = [run if "fn" in run.tags else run._replace(text=to_arabic_indic(run.text)) for run in runs]
        if isolate and len(runs) == 1:
            mark = "" if runs[0].text[0].isalnum() else _LEFT_TO_RIGHT_MARK
            runs = [runs[0]._replace(text=f"{_ISOLATE}{mark}{runs[0].text}{_END_OF_ISOLATE}")]
        html = Markup()
        for run in runs:
            if "fn" in run.tags:
                marks = self.marks if "del" in run.tags else None
                html += marks.former_note(run, self.note_mark(run.form), self.markup) if marks else self._note(run, notes)
                continue
            piece = escape(_kept_together(run.text, keeps_prefixes=language_of(language).keeps_short_prefixes))
            if "br" in run.tags:  # the space parts words in bookmarks and in what is copied
                piece = Markup("<br>") if language == "zh" else Markup("<br> ")
            for tag in reversed([tag for tag in run.tags if tag != "br"]):
                if self.marks and tag in ("ins", "del"):
                    piece = self.marks.element(tag, piece)
                elif tag == "ref":
                    piece = Markup('<a class="reference" href="#{}">{}</a>').format(self.anchor(run.to), piece)
                else:
                    piece = Markup(f"<{tag}>{piece}</{tag}>")  # noqa: S704  (the tag is one of four, the rest is escaped)
            html += piece
        return Markup('<bdi dir="ltr">{}</bdi>').format(html) if len(runs) > 1 and isolate else html

    def _note(self, call: Run, notes: Notes) -> Markup:
        """Return the call of a note, and the note where it is called first. Pango would break a line between full stop and call."""
        key = call.text
        if key not in notes.texts and notes.outer:
            return self._note(call, notes.outer)
        if key not in notes.texts:
            hint = "write it under “notes”, or correct the key"
            raise RenderError(f"<fn>{key}</fn> calls a footnote that this part doesn’t have", hint=hint)
        is_repeated = key in notes.printed
        notes.printed.add(key)
        mark, came = self.note_mark(notes.marks[key]), " inserted" if "ins" in call.tags else ""
        is_former = self.marks is not None and self.marks.is_former
        if is_repeated or notes.outer or is_former:  # one note, called again, or one that stands below its table
            return Markup('\u2060<span class="note-call{}">{}</span>').format(came, mark)
        note = self.line(notes.texts[key])
        if self.column:
            self.column.notes[notes.texts[key].address] = NoteBelow(mark, note)
            return Markup('\u2060<span class="note-call" data-note="{}">{}</span>').format(notes.texts[key].address, mark)
        state = "".join(f" {one}" for one in (note.mark, note.revision) if one)
        label = Markup('<span class="context">{}</span>').format(note.label) if note.label else ""
        return Markup(
            '\u2060<span class="footnote{}" data-mark="{}" lang="{}" dir="{}"><span class="note{}" id="{}">{}{}{}</span></span>'
        ).format(came, mark, note.language, note.direction, state, note.anchor, note.html, label, note.change)

    def note_mark(self, mark: str) -> str:
        """Return the *mark* of a note as it is printed."""
        return mark if mark.startswith("*") else self.house.language.footnote_mark.format(mark=self.figures(mark))

    def figure(self, line: Line, filler: str) -> Line:
        """Return *line*, a figure, with *filler* behind it, which takes space and isn't seen."""
        html = Markup('<span class="figure" dir="ltr">{}<span class="filler">{}</span></span>')
        return replace(line, html=html.format(line.html, self.figures(filler)))

    def figures(self, text: str) -> str:
        """Return *text* in the figures of the page."""
        return to_arabic_indic(text) if self.turns_digits else text


def _with_joiners(runs: Sequence[Run]) -> Sequence[Run]:
    """Return *runs* with joiners where a tag stands between two letters of a word that join."""
    joined = [*runs]
    for place, (run, following) in enumerate(pairwise(runs)):
        if "fn" not in run.tags + following.tags and _JOINS_NEXT.search(run.text) and _JOINS.match(following.text):
            joined[place] = joined[place]._replace(text=joined[place].text + _JOINER)
            joined[place + 1] = following._replace(text=_JOINER + following.text)
    return joined


def _kept_together(text: str, *, keeps_prefixes: bool) -> str:
    """Return *text* with word joiners where no line may break: in symbols, after strokes, after short prefixes."""
    whole = LIKE_A_SYMBOL.sub(lambda symbol: _HYPHEN.sub("-\u2060", symbol[0]), text)
    whole = _STROKE.sub(_joined, whole).replace(")-(", ")-\u2060(")  # a formula above a column: (3)=(1)-(2)
    whole = whole.replace("\u2011", "-\u2060")  # a hyphen that doesn't break: the fonts haven't got it
    return _PREFIX.sub("\\g<0>\u2060", whole) if keeps_prefixes else whole


def _joined(stroke: re.Match[str]) -> str:
    """Return a stroke that ends no line, or an address whose host and whose symbols are whole."""
    if not stroke["host"]:
        return f"{stroke[0]}\u2060"
    path = LIKE_A_SYMBOL.sub(lambda symbol: _STROKE.sub(_joined, symbol[0]), stroke["path"] or "")
    return stroke["host"].replace("/", "/\u2060") + path


def _cut(runs: Sequence[Run], text: str, isolates: Sequence[Isolate]) -> Iterator[tuple[Isolate | None, Run]]:
    """Yield the pieces of *runs*, whose words are now those of *text*, each with the isolate that it is in."""
    of_place: list[Isolate | None] = [None] * len(text)
    for isolate in isolates:
        of_place[isolate.start : isolate.end] = [isolate] * (isolate.end - isolate.start)
    start = 0
    for run in runs:
        end = start + (1 if "fn" in run.tags else len(run.text))
        for isolate_here, places in groupby(range(start, end), of_place.__getitem__):
            piece = [*places]
            yield isolate_here, run if "fn" in run.tags else run._replace(text=text[piece[0] : piece[-1] + 1])
        start = end
