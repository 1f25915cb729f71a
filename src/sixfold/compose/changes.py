"""What changed in a text → what a page shows of it: in a redline edition, and in a proof beside a fuzzy translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from sixfold.catalogs.differences import compare, shorten
from sixfold.catalogs.inline import REFERENCE, Run, parse_inline, strip_tags
from sixfold.catalogs.model import IDEOGRAPHS
from sixfold.document.differences import Difference, Piece, Revision
from sixfold.document.fields import Text
from sixfold.document.house import House
from sixfold.document.matching import note_address
from sixfold.document.model import Document
from sixfold.document.places import Places
from sixfold.document.units import located_texts
from sixfold.languages import LanguageCode, language
from sixfold.languages.references import write_number

_CHANGED = {"kept": Markup("{}"), "deleted": Markup("<del>{}</del>"), "inserted": Markup("<ins>{}</ins>")}
#: Words that are shown before a change and after it.
_AROUND = 2
#: Letters of all changes of a text that are shown: the catalog has the rest.
_LONGEST = 400
#: The same of a table cell or a footnote, which have no margin: a line, which moves others.
_LONGEST_INSIDE = 100
#: Two words that only a mark parts.
_MEET: Final = re.compile(rf"[^\W{IDEOGRAPHS}]\|[^\W{IDEOGRAPHS}]")
#: The tags of a piece; and of fixed words around a text of this look, which came or went with it.
TAGS: Final[Mapping[str, tuple[str, ...]]] = {"kept": (), "inserted": ("ins",), "deleted": ("del",)}


@dataclass(frozen=True)
class MarkedText:
    """What is printed of a text that changed: `runs` of both versions, its `look` in the stylesheets, a `remark` beside it.

    A version in another language stands before, as the `former` runs of that `language`.
    """

    runs: tuple[Run, ...]
    look: str
    remark: str = ""
    former: tuple[Run, ...] = ()
    language: LanguageCode = "en"

    def within(self, source: str, text: str) -> Sequence[Run]:
        """Return its runs with what *source* has round *text*: “(Signed)”, which came or went with it."""
        if source == text:
            return self.runs
        own = TAGS.get(self.look, ())
        before, after = ([run._replace(tags=(*own, *run.tags)) for run in parse_inline(one)] for one in source.split(text, 1))
        return (*before, *self.runs, *after)


@dataclass(frozen=True)
class Marks:
    """What is printed of texts that changed, by address; footnotes that went, by theirs; the words before what is read out.

    Of the page that `is_former` only what went is printed, and no footnote but those.
    """

    texts: Mapping[str, MarkedText]
    notes: dict[str, Text]
    spoken: Mapping[str, str]
    is_former: bool = False

    def element(self, tag: str, html: Markup) -> Markup:
        """Return *html* as inserted or deleted, which a screen reader says."""
        return Markup('<{0} aria-label="{1}">{2}</{0}>').format(tag, self.spoken[tag], html)

    def joined(self, html: Markup) -> Markup:
        """Return *html* with what was inserted or deleted in one piece where only tags part it: it is read out once."""
        for tag in self.spoken:
            start, _, end = self.element(tag, Markup("|")).partition("|")
            html = html.replace(end + start, Markup())
        return html

    def around(self, runs: Sequence[Run], place: str, look: str) -> Sequence[Run]:
        """Return *runs*, fixed words with a *place* for a text of this *look*, with which they came or went."""
        if not (own := TAGS.get(look)):
            return runs
        pieces = [(run, piece) for run in runs for piece in re.split(f"({place})", run.text) if piece]
        return [run._replace(text=piece, tags=run.tags if piece == place else (*run.tags, *own)) for run, piece in pieces]

    def former_note(self, call: Run, mark: str, markup: Callable[[Sequence[Run], str], Markup]) -> Markup:
        """Return the *call* of a footnote of the earlier version by its *mark*, and the note, where that went, at its first call.

        *markup* makes HTML of that.
        """
        note = self.notes.pop(call.to, None)
        if note is None:
            return Markup('\u2060<span class="note-call deleted">{}</span>').format(mark)
        runs = [run._replace(tags=("del", *run.tags), to="") for run in parse_inline(note.text)]
        html = markup(runs, note.language)
        return Markup(
            '\u2060<span class="footnote deleted" data-mark="{}" lang="{}"><span class="note deleted">{}</span></span>'
        ).format(mark, note.language, html)


class Version(Places):
    """One version of the document: where its texts stand, and what numbers they have."""

    def __init__(self, document: Document, house: House) -> None:
        """Find every text of *document*."""
        super().__init__(document, house)
        self.paths = {text.address: path for path, text in located_texts(document)}

    def place(self, text: Text) -> str:
        """Return where *text* stands, in words; of what is no text, where it is printed."""
        if path := self.paths.get(text.address.removesuffix(".picture")):
            return self.of(path)
        return self.house.word("place.agenda" if text.address.startswith("agenda") else "place.masthead")

    def call(self, run: Run, address: str) -> Run:
        """Return the call *run* of a text at *address* as it is printed in the other version: its mark, and its note's address."""
        note = note_address(address, run.text)
        number = self.numbers.get(note)
        mark = write_number(number, self.code) if number else run.text
        return run._replace(form=mark, to=note if note in self.paths else "")


def marked_texts(revision: Revision, versions: tuple[Version, Version]) -> tuple[dict[str, MarkedText], dict[str, MarkedText]]:
    """Return what is printed of what came or changed, by address, and of what went, by the address that it had."""
    former, present = versions
    came, went = {}, {}
    for one in revision.differences:
        for place, text in enumerate(one.after):
            remark = origin(one, former) if place == (one.kind == "split") else ""
            runs = tuple(_runs(one.pieces[place], former, one.before))
            came[text.address] = MarkedText(runs, one.kind, remark)
            if one.before and one.before[0].language != text.language:
                old, new = (tuple(run for run in runs if ("del" in run.tags) is is_former) for is_former in (True, False))
                came[text.address] = MarkedText(new, one.kind, remark, old, one.before[0].language)
        for place, text in enumerate(one.before if one.kind in ("deleted", "moved") else ()):
            is_moved = one.after and not place
            remark = present.house.word("redline.moved-to", place=present.place(one.after[0])) if is_moved else ""
            pieces = [Piece("deleted", run) for run in parse_inline(text.text)]
            went[text.address] = MarkedText(tuple(_runs(pieces, former, one.before)), "deleted", remark)
    return came, went


def origin(one: Difference, former: Version) -> str:
    """Return from where what was moved, split or merged comes, and the level that a heading had, in words; else nothing."""
    words = []
    if one.kind in ("moved", "split", "merged"):
        places = dict.fromkeys(map(former.place, one.before if one.kind == "merged" else one.before[:1]))
        words.append(former.house.word(f"redline.{one.kind}-from", place="; ".join(places)))
    if one.levels[0] != one.levels[1]:
        words.append(former.house.word("redline.level", before=one.levels[0], after=one.levels[1]))
    return "; ".join(words)


def _runs(pieces: Sequence[Piece], former: Version, before: Sequence[Text]) -> Iterator[Run]:
    """Yield *pieces* as runs; what went leads nowhere, breaks no line, and calls a note of the *former* version."""
    for kind, run in apart(pieces):
        if kind == "deleted" and "fn" in run.tags:
            yield former.call(run, before[0].address)._replace(tags=("del", "fn"))
        elif kind == "deleted":
            yield run._replace(tags=("del", *(tag for tag in run.tags if tag not in ("ref", "br"))), to="")
        else:
            yield run._replace(tags=(*TAGS[kind], *run.tags))


def apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield *pieces* with the space before what changed outside of it, and one between words that stand for one another."""
    latest = Piece("kept", Run(""))
    for piece in pieces:
        bare = piece.run.text.lstrip()
        if piece.kind not in ("kept", latest.kind) and "fn" not in piece.run.tags:
            space = piece.run.text.removesuffix(bare) if bare else ""
            if latest.kind == "deleted" and _MEET.search(f"{latest.run.text[-1:]}|{bare[:1]}"):
                space = " "
            if space:
                yield Piece("kept", Run(space))
                piece = piece._replace(run=piece.run._replace(text=bare))  # noqa: PLW2901
        yield piece
        latest = piece


def source_changes(text: Text, source: LanguageCode) -> Markup:
    """Return what changed in the source of *text*, written in *source*: what went is struck out, what came is underlined."""
    changes = compare(*text.sources)
    if all(change.kind == "kept" for change in changes):
        return Markup()
    left = _LONGEST_INSIDE if text.context.split(".")[1:2] in (["cell"], ["note"]) else _LONGEST
    shown = Markup()
    for change in shorten(changes, _AROUND):
        piece = strip_tags(REFERENCE.sub(r"\1", change.text)) if change.kind == "kept" else change.text
        piece = piece.replace("\u2011", "-")[:left] + "…" * (len(piece) > left)  # the fonts haven't got that hyphen
        bare = piece.lstrip(" ") or piece  # a space alone is a change that can be seen
        shown += piece.removesuffix(bare) + _CHANGED[change.kind].format(bare)
        left -= len(piece)
        if left <= 0:
            break
    own = language(source)
    return Markup('<span class="change" lang="{}" dir="{}">{}</span>').format(own.code, own.direction, shown)
