"""A catalog's text → its entries, each with its exact bytes, and everything that is wrong with their order.

The strict reading understands every line anyway, so that it makes the entries as well. polib 1.2 would have to read the file
a second time and lose what we must keep: it forgets each entry's own layout, wraps unlike msgcat, refuses a comment without a
space (`#note`), which gettext accepts, and breaks a string at U+2028. It is the tests' second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sixfold.catalogs.model import Entry, Previous
from sixfold.catalogs.plain import read_plain
from sixfold.catalogs.syntax import Fault, Line, is_conflict, read_line, sort_comments

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MAY_FOLLOW: Mapping[str, set[str | None]] = {
    "msgctxt": {None},
    "msgid": {None, "msgctxt"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[0]": {"msgid_plural"},
}


@dataclass
class Parsed:
    """The entries of a catalog, what stands after the last, and what is wrong, by line."""

    entries: list[Entry] = field(default_factory=list)
    tail: str = ""
    faults: dict[int, Fault] = field(default_factory=dict)
    has_conflict: bool = False


@dataclass
class _Draft:
    """An entry while its lines are read; `last` is the keyword that a string without one goes on with.

    `inside` is the line of a comment after the entry began, `obsolete_previous` that of a previous source marked #~, `end` the
    entry's last line; 0 is none.
    """

    comments: list[Line] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    last: tuple[str, str] | None = None
    keyword: str | None = None
    is_obsolete: bool = False
    is_damaged: bool = False
    inside: int = 0
    obsolete_previous: int = 0
    line: int = 0
    translation_line: int = 0
    end: int = 0

    @property
    def is_complete(self) -> bool:
        return self.keyword is not None and self.keyword.startswith("msgstr")


def parse(text: str) -> Parsed:
    """Return the entries of *text*, a catalog without byte-order mark, and its faults."""
    return _Parser(text).parse()


class _Parser:
    """Goes through the lines once; `start` is the first line (from 0) that belongs to the draft."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = _LINES.findall(text)
        self.parsed = Parsed()
        self.draft = _Draft()
        self.start = 0
        self.in_conflict = False

    def parse(self) -> Parsed:
        done = position = 0  # lines and characters that are read
        while done < len(self.lines):
            if self._is_between_entries(done) and (plain := read_plain(self.text, position, done + 1)):
                self._finish()
                self.parsed.entries.append(plain.entry)
                self.start = done = done + plain.lines
                position = plain.end
            else:
                self._read(done + 1, self.lines[done])
                position += len(self.lines[done])
                done += 1
        self._finish()
        self.parsed.tail = "".join(self.lines[self.start :])
        return self.parsed

    def _is_between_entries(self, done: int) -> bool:
        if self.in_conflict:
            return False
        if self.draft.is_complete:
            return self.draft.end == done
        return self.start == done and not self.draft.is_damaged

    def _read(self, number: int, ended: str) -> None:
        line = ended.removesuffix("\n").removesuffix("\r")
        if is_conflict(line):
            if not self.in_conflict:
                self._fault(number, Fault("a merge was left unfinished: git’s marks stand here", _MERGE_HINT))
            self.parsed.has_conflict = True
            self.in_conflict = not line.startswith(">")
        elif not self.in_conflict and (read := read_line(line)):
            self._take(number, read)

    def _fault(self, number: int, fault: Fault) -> None:
        self.draft.is_damaged = True
        self.parsed.faults.setdefault(number, fault)

    def _take(self, number: int, line: Line) -> None:
        if self._begins_an_entry(line):
            self._finish()
        if line.fault:
            self._fault(number, line.fault)
        if line.is_comment:
            self._take_comment(number, line)
        elif line.sign == "|":
            self._take_previous(number, line)
        else:
            self._take_string(number, line)

    def _begins_an_entry(self, line: Line) -> bool:
        if line.keyword is None and not line.sign:
            return False
        if self.draft.is_complete:
            return line.is_comment or line.sign == "|" or line.keyword in {"msgctxt", "msgid"}
        if line.sign or line.keyword not in {"msgctxt", "msgid"} or self.draft.keyword is None:
            return False
        return self.draft.keyword not in _MAY_FOLLOW[line.keyword]

    def _take_comment(self, number: int, line: Line) -> None:
        if self.draft.keyword is not None:
            self.draft.inside = self.draft.inside or number
        self.draft.comments.append(line)
        self.draft.last = None

    def _take_previous(self, number: int, line: Line) -> None:
        draft = self.draft
        if draft.keyword is not None:
            draft.inside = draft.inside or number
        if line.keyword is None:
            self._go_on(number, line, "|")
            return
        if line.keyword.startswith("msgstr"):
            self._fault(number, Fault("a previous source (#|) has no msgstr", "delete the line"))
        draft.previous[line.keyword] = line.text
        draft.last = "|", line.keyword
        draft.obsolete_previous = number if line.is_obsolete else draft.obsolete_previous

    def _take_string(self, number: int, line: Line) -> None:
        draft = self.draft
        draft.end = number
        if "\x04" in line.text:
            self._fault(number, Fault("the control character U+0004 stands in the text", "delete it"))
        if line.keyword is None:
            self._go_on(number, line, "")
            return
        self._check_order(number, line.keyword)
        if draft.keyword is None:
            draft.line, draft.is_obsolete = number, line.is_obsolete
        elif draft.is_obsolete != line.is_obsolete:
            self._fault(number, _HALF_OBSOLETE)
        if line.keyword in {"msgstr", "msgstr[0]"}:
            draft.translation_line = number
        draft.strings[line.keyword] = line.text
        draft.keyword, draft.last = line.keyword, ("", line.keyword)

    def _go_on(self, number: int, line: Line, sign: str) -> None:
        draft = self.draft
        if draft.last is None or draft.last[0] != sign:
            if draft.inside and not draft.is_damaged:
                self._fault(draft.inside, _INSIDE)
            elif not draft.is_damaged:
                hint = "write msgid or msgstr before it"
                hint = f"move the comment above it to the beginning of its entry, or {hint}" if draft.comments else hint
                self._fault(number, Fault("a string belongs to no keyword", hint))
            return
        if not sign and draft.is_obsolete != line.is_obsolete:
            self._fault(number, _HALF_OBSOLETE)
        parts = draft.previous if sign else draft.strings
        parts[draft.last[1]] = parts.get(draft.last[1], "") + line.text

    def _check_order(self, number: int, keyword: str) -> None:
        draft = self.draft
        if draft.is_damaged:
            return
        allowed = _MAY_FOLLOW.get(keyword) or {f"msgstr[{int(keyword[7:-1]) - 1}]"}
        if draft.keyword not in allowed:
            before = f"after {draft.keyword}" if draft.keyword else "without msgid"
            self._fault(number, Fault(f"{keyword} stands {before}", _ORDER_HINT))
        elif draft.inside:
            self._fault(draft.inside, _INSIDE)

    def _finish(self) -> None:
        draft = self.draft
        if draft.keyword is None:
            if draft.obsolete_previous:
                self._fault(draft.obsolete_previous, _LONE_PREVIOUS)
            self.draft = _Draft()
            return
        if draft.obsolete_previous and not draft.is_obsolete:
            self._fault(draft.obsolete_previous, _HALF_OBSOLETE)
        if not draft.is_complete and not draft.is_damaged:
            self._fault(draft.line, Fault("the entry has no msgstr", 'add msgstr "" to it'))
        if "msgid" not in draft.previous and draft.previous and not draft.is_damaged:
            self._fault(draft.line, Fault("the previous source (#|) has no msgid", "add it, or delete the lines"))
        if not draft.is_damaged:
            self.parsed.entries.append(self._entry(draft))
        self.start = draft.end
        self.draft = _Draft()

    def _entry(self, draft: _Draft) -> Entry:
        first = self.start
        while not self.lines[first].strip():
            first += 1
        strings = draft.strings
        return Entry(
            strings.get("msgctxt"),
            strings["msgid"],
            tuple(text for keyword, text in strings.items() if keyword.startswith("msgstr")),
            strings.get("msgid_plural"),
            *sort_comments(line.sign + line.text for line in draft.comments),
            _previous(draft.previous),
            draft.is_obsolete,
            draft.line,
            draft.translation_line,
            "".join(self.lines[first : draft.end]),
            "".join(self.lines[self.start : first]),
        )


_HALF_OBSOLETE = Fault("one part of the entry is obsolete (#~), another is not", "mark all its lines with #~, or none")
_LONE_PREVIOUS = Fault("a previous source (#~|) belongs to no entry", "delete the line")
_INSIDE = Fault("a comment stands inside an entry", "move it above msgctxt or msgid")
_ORDER_HINT = "the order is msgctxt, msgid, msgid_plural, msgstr; msgstr[0], msgstr[1] … beside msgid_plural"
_MERGE_HINT = "decide between the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"


def _previous(strings: dict[str, str]) -> Previous | None:
    if not strings:
        return None
    return Previous(strings.get("msgctxt"), strings["msgid"], strings.get("msgid_plural"))
