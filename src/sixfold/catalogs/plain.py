"""An entry written as gettext writes it → the entry, by one pattern: three times as fast as line by line.

Anything else (obsolete, plural, a previous source, indented, damaged, a comment in a strange place, CRLF) is for `parsing`, which
understands every line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sixfold.catalogs.model import Entry
from sixfold.catalogs.syntax import sort_comments, unescape

# Possessive where it can go wrong: a text that doesn't match is given up at once. (No group is remembered inside a possessive one:
# Python 3.11.7 forgets it.)
_STRING = r'"[^"\\\r\n\0\x04]*+(?:\\[nt"\\rabfv][^"\\\r\n\0\x04]*+)*+"\n'
_STRINGS = rf"((?:{_STRING})++)"
_ENTRY = re.compile(
    r"((?:[ \t]*+\n)*+)"  # the gap
    r"((?:#(?:[^~|\r\n][^\r\n]*+)?+\n)*+)"  # comments; #~ is obsolete, #| a previous source
    rf"(?:msgctxt {_STRINGS})?msgid {_STRINGS}msgstr {_STRINGS}"
    r"(?=(?:[ \t]*+\n)*+(?:#(?![~|])|msgctxt |msgid |\Z))"  # nothing that could go on with the last string
)


class Plain(NamedTuple):
    """An entry; where its text ends, and how many lines it takes with the gap before it."""

    entry: Entry
    end: int
    lines: int


def read_plain(text: str, start: int, line: int) -> Plain | None:
    """Return the entry of the catalog *text* whose gap begins at *start*, in line number *line*; None where it is no plain one."""
    match = _ENTRY.match(text, start)
    if match is None:
        return None
    gap, comments, context, source, translation = match.groups()
    first = line + gap.count("\n") + comments.count("\n")
    translated = first + (context.count("\n") if context else 0) + source.count("\n")
    said = sort_comments(comments.split("\n")[:-1])
    entry = Entry(
        _join(context) if context else None,
        _join(source),
        (_join(translation),),
        None,
        *said,
        line=first,
        translation_line=translated,
        raw=text[match.end(1) : match.end()],
        gap=gap,
    )
    return Plain(entry, match.end(), translated + translation.count("\n") - line)


def _join(strings: str) -> str:
    """Return the text of *strings*: lines of one quoted string each."""
    return unescape(strings[1:-2] if strings.count("\n") == 1 else "".join(line[1:-1] for line in strings.split("\n")))
