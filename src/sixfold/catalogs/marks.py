"""Comments that say who revised a unit, ask its author something, or how sure an imported translation is: known here alone.

# revised: AB 2026-11-27 3f9a0c1e
# query: which Committee? [2026-11-27 4f1a99c2]
# aligned: 0.61

A person types them without day and digits; `complete_marks`, at the next update, adds these. The digits tie a mark to what it was
made for, so that it speaks for nothing else: a revision to source and translation; a query to its own words and to the author's
notes that its unit had. Whatever the digits don't fit is kept as text, and doesn't count.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import decode
from sixfold.project.files import digest

_MARK = re.compile(r"\s*(revised|query)\s*[:：](.*)", re.IGNORECASE)
_ALIGNED = re.compile(r"aligned: [01]\.[0-9]{2}(?: \([a-z ]+\))?")
_DIGITS = re.compile("[0-9a-f]{8}")
_DAY_AND_DIGITS = re.compile(r"\[([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{8})\]\Z")
_FIGURE = re.compile("[0-9]")
_MOST_LETTERS = 40
#: What an update writes into a line `#.` of its own accord: an address in words (“… of the annex”, “… of annex 2”), and terms.
_OUR_NOTE = re.compile(
    r"([^\s.:-]+)(?:-([^\s.:]+))?\.[^\s:]*: (?:line [0-9]+ of the )?(?:words for a picture, for who can’t see it,|"
    r"[a-z]+(?: [a-z]+)?(?: (?:of|below) (?:the|a) [a-z]+(?: or [a-z]+)?)?)"
    r" [^\s:]+(?: \([^\s()]+\))* of (?:the (?:agenda item|\1)|\1 \2|page 1)\b"
    r"|and [0-9]+ places more\b|term: .* = .*|terms: [0-9]+ more, in \S+"
)


@dataclass(frozen=True)
class Revision:
    """A mark that somebody revised a unit: initials or a name, the day (ISO 8601), and the digits; `on` and `tie` may be empty."""

    by: str
    on: str = ""
    tie: str = ""

    def __str__(self) -> str:
        """Return the comment."""
        return " ".join(filter(None, ("revised:", self.by, self.on, self.tie)))


@dataclass(frozen=True)
class Query:
    """A question to the author of a unit, in its catalog's comment; `answer` is the author's notes, if they are newer.

    `on` is the day of the first update after it was asked (ISO 8601), empty before.
    """

    entry: Entry
    message: Message
    question: str
    on: str
    comment: str
    answer: str


@dataclass(frozen=True)
class _Question:
    """What the comment of a query says; day and digits are empty, where it was typed or edited since the last update."""

    text: str
    on: str = ""
    tie: str = ""


@dataclass(frozen=True)
class Damage:
    """A comment that looks like a mark and is none: what is wrong with it, and what to write."""

    comment: str
    what: str
    hint: str


def is_name(typed: str) -> bool:
    """Say whether *typed* can sign a revision: initials or a name, no sentence and no figure.

    >>> is_name("AB"), is_name("José-María D’Arc"), is_name("the second half"), is_name("B2")
    (True, True, False, False)
    """
    letters = all(sign in " .'’-" or unicodedata.category(sign)[0] in "LM" for sign in typed)
    return letters and 0 < len(typed) <= _MOST_LETTERS and typed[0].isalpha() and not typed[0].islower()


def _read(comment: str) -> Revision | _Question | Damage | None:
    """Return the mark that *comment* is, whole or damaged; None for any other comment."""
    match = _MARK.fullmatch(comment)
    if match is None:
        return None
    rest = match[2].strip()
    if match[1].lower() == "revised":
        return _read_revision(comment, rest.split())
    tied = _DAY_AND_DIGITS.search(rest)
    text = rest[: tied.start()].rstrip() if tied else rest
    if not text:
        return Damage(comment, "the query asks nothing", "write the question behind “# query:”, in its line, or delete the comment")
    return _Question(text, *tied.groups()) if tied and tied[2][:4] == _half([text]) else _Question(text)


def _read_revision(comment: str, words: Sequence[str]) -> Revision | Damage:
    first = next((number for number, word in enumerate(words) if _FIGURE.search(word)), len(words))
    by, rest = " ".join(words[:first]), words[first:]
    name = by if is_name(by) else "AB"
    hint = f"write # revised: {name}, with or without a date such as 2026-11-27: `make update` adds what is missing"
    if name != by:
        what = f"“{by[:_MOST_LETTERS]}” is no name of a reviser" if by else "the mark “revised” doesn’t say by whom"
    elif rest and not _is_day(rest[0]):
        what = f"“{rest[0][:_MOST_LETTERS]}” in the mark “revised” is no date"
    elif rest[2:] or (rest[1:] and not _DIGITS.fullmatch(rest[1])):
        what = f"“{' '.join(rest[1:])[:_MOST_LETTERS]}” in the mark “revised” isn’t what `make update` or `make revise` wrote"
    else:
        return Revision(by, *rest)
    return Damage(comment, what, hint)


def _is_day(word: str) -> bool:
    try:
        return datetime.date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def _tie(entry: Entry) -> str:
    """Return the digits for what a reviser reads: source and translation, in all their forms."""
    return digest("\0".join((entry.text, entry.plural or "", *entry.translations)).encode())[:8]


def _half(lines: Iterable[str]) -> str:
    return digest("\n".join(lines).encode())[:4]


def authors_notes(lines: Iterable[str]) -> tuple[str, ...]:
    """Return those of *lines* `#.` that the author wrote."""
    return tuple(line for line in map(str.strip, lines) if line and not _OUR_NOTE.fullmatch(line))


def typed_lines(entry: Entry, ours: Collection[str], was_ours: Callable[[str], bool]) -> Iterator[str]:
    """Yield what a person typed into the lines `#.` of *entry*: all but *ours*, written now, and what *was_ours* before.

    A line `term: …` that isn't written any more is taken for a former term.
    """
    for line in map(str.strip, entry.extracted):
        if line in ours or not line:
            continue
        label = line.partition(": ")[0]
        same = [one for one in ours if one.startswith(f"{label}: ")]
        begun = max((one for one in same if line.startswith(one)), key=len, default="")
        match = _OUR_NOTE.match(line) if label == "term" or not same else None
        rest = line[len(begun) or (match.end() if match else 0) :].strip()
        if rest and not was_ours(line):
            yield rest


# ---- writing ----


def complete_marks(catalog: Catalog, today: datetime.date) -> Catalog:
    """Return *catalog* with the marks completed that were typed by hand: those of a revision only where a unit is translated.

    What says how sure an imported translation was goes where a person has decided on it. It has to be done before an update
    changes units and notes: the mark is for those that its author saw.
    """
    entries = (_completed(one, today) if one.comments and not one.is_obsolete else one for one in catalog.entries[1:])
    return replace(catalog, entries=(catalog.header_entry, *entries))


def _completed(entry: Entry, today: datetime.date) -> Entry:
    lines = []
    for comment in entry.comments:
        mark = _read(comment)
        if _ALIGNED.fullmatch(comment.strip()) and entry.state == "translated":
            continue
        if isinstance(mark, Revision) and not mark.tie and entry.state == "translated":
            lines.append(str(Revision(mark.by, mark.on or today.isoformat(), _tie(entry))))
        elif isinstance(mark, _Question) and not mark.tie:
            tie = f"{_half([mark.text])}{_half(authors_notes(entry.extracted))}"
            lines.append(f"query: {mark.text} [{today.isoformat()} {tie}]")
        else:
            lines.append(comment)
    return replace(entry, comments=tuple(lines))


def mark_revised(entry: Entry, by: str, today: datetime.date) -> Entry:
    """Return *entry* with the mark that *by* revised it as it is now, in place of former marks of the same reviser."""
    if any(mark.by == by for mark in revisions(entry)):
        return entry
    others = (line for line in entry.comments if not (isinstance(mark := _read(line), Revision) and mark.by == by))
    return replace(entry, comments=(*others, str(Revision(by, today.isoformat(), _tie(entry)))))


def mark_aligned(entry: Entry, score: float, how: str = "") -> Entry:
    """Return *entry*, fuzzy, with the probability that its translation is the one of its source, and *how* it came about."""
    others = tuple(line for line in entry.comments if not _ALIGNED.fullmatch(line.strip()))
    return replace(entry, comments=(*others, f"aligned: {score:.2f}{how and f' ({how})'}")).marked_fuzzy()


# ---- reading ----


def revisions(entry: Entry) -> list[Revision]:
    """Return the marks of those who revised *entry* as it is now: none, where it isn't translated."""
    return [mark for mark in _revision_marks(entry) if mark.tie == _tie(entry)] if entry.state == "translated" else []


def former_revisions(entry: Entry) -> list[Revision]:
    """Return the marks of those who revised what *entry* was before source or translation changed; none, if one still counts."""
    marks = [mark for mark in _revision_marks(entry) if mark.tie]
    return [] if any(mark.tie == _tie(entry) for mark in marks) else marks


def _revision_marks(entry: Entry) -> list[Revision]:
    return [mark for mark in map(_read, entry.comments) if isinstance(mark, Revision)]


def unrevised(catalog: Catalog | None, messages: Iterable[Message]) -> list[Message]:
    """Return those of *messages* whose translation nobody revised as it is now."""
    return [one for one in messages if not (catalog and (entry := catalog.find(*one.key)) and revisions(entry))]


def queries(catalog: Catalog | None, messages: Iterable[Message]) -> Iterator[Query]:
    """Yield the queries beside *messages* in *catalog*, in the order of the document.

    A query is answered when the author's notes aren't those any more that were in the catalog when it was asked.
    """
    for message in messages:
        entry = catalog.find(*message.key) if catalog else None
        for comment in entry.comments if entry else ():
            mark = _read(comment)
            if entry and isinstance(mark, _Question):
                notes = authors_notes(message.comment.splitlines())
                is_newer = _half(notes) != (mark.tie[4:] or _half(authors_notes(entry.extracted)))
                yield Query(entry, message, mark.text, mark.on, comment, " ".join(notes) if is_newer else "")


def damaged_marks(entry: Entry) -> list[Damage]:
    """Return the comments of *entry* that look like a mark and are none."""
    return [mark for mark in map(_read, entry.comments) if isinstance(mark, Damage)]


def as_asked(comment: str) -> str:
    """Return the *comment* of a query as it was before an update completed it; any other as it is."""
    mark = _read(comment)
    return f"query: {mark.text}" if isinstance(mark, _Question) else comment


def line_of(catalog: Catalog, entry: Entry, comment: str) -> int:
    """Return the line of *entry*'s *comment* in the file of *catalog*; where it can't be found, that of the entry."""
    places = _comment_lines(catalog.original or b"").get(_bare(comment), ())
    return max((number for number in places if number < entry.line), default=entry.line)


@lru_cache(maxsize=1)  # thousands of queries are looked up in one file
def _comment_lines(content: bytes) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(decode(content).split("\n"), 1):
        if line.lstrip().startswith("#"):
            places[_bare(line)].append(number)
    return places


def _bare(comment: str) -> str:
    return comment.lstrip("# \t").rstrip()
