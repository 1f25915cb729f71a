"""An entry → its lines, wrapped as msgcat of GNU gettext does."""

from __future__ import annotations

from collections.abc import Iterator

from sixfold.catalogs.linebreaks import columns, pieces
from sixfold.catalogs.model import Entry, Previous
from sixfold.catalogs.syntax import escape

PAGE_WIDTH = 79
"""Columns of a line with its quotation marks. Source: GNU gettext manual, msgcat `--width`."""


def format_entry(entry: Entry) -> str:
    """Return the entry's lines, each with its end; an obsolete entry's extracted comments and places are left out."""
    return "".join(f"{line}\n" for line in _lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"#{comment}" for comment in entry.comments)
    if not entry.is_obsolete:
        yield from (f"#. {line}".rstrip() for line in entry.extracted)
        yield from (f"#: {place}" for place in entry.places)
    if entry.flags:
        yield f"#, {', '.join(entry.flags)}"
    is_wrapped = "no-wrap" not in entry.flags
    mark = "#~" if entry.is_obsolete else ""
    if entry.previous:
        yield from _fields(_source(entry.previous), f"{mark or '#'}| ", is_wrapped=is_wrapped)
    fields = _source(entry)
    if entry.plural is None:
        fields.append(("msgstr", entry.translation))
    else:
        fields += [(f"msgstr[{number}]", form) for number, form in enumerate(entry.translations)]
    yield from _fields(fields, f"{mark} ".lstrip(), is_wrapped=is_wrapped)


def _source(entry: Entry | Previous) -> list[tuple[str, str]]:
    fields = [("msgctxt", entry.context), ("msgid", entry.text), ("msgid_plural", entry.plural)]
    return [(keyword, text) for keyword, text in fields if text is not None]


def _fields(fields: list[tuple[str, str]], prefix: str, *, is_wrapped: bool) -> Iterator[str]:
    for keyword, text in fields:
        strings = wrap(text, len(prefix), len(keyword), is_wrapped=is_wrapped)
        yield f'{prefix}{keyword} "{strings[0]}"'
        yield from (f'{prefix}"{string}"' for string in strings[1:])


def wrap(text: str, prefix: int, keyword: int, *, is_wrapped: bool = True) -> list[str]:
    r"""Return the escaped strings of *text*; the first is empty where the text needs more than one line.

    *prefix* and *keyword* are the columns that stand before each string and before the first one.

    >>> wrap("One line\nand another", 0, 5)
    ['', 'One line\\n', 'and another']
    """
    portions = _portions(text)
    room = PAGE_WIDTH - prefix - 2 if is_wrapped else 1 << 30
    if len(portions) == 1 and (columns(portions[0]) <= room - keyword - 1 or len(pieces(portions[0])) == 1):
        return portions
    return ["", *(line for portion in portions for line in _fill(portion, room))]


def _portions(text: str) -> list[str]:
    lines = text.split("\n")
    ended = [f"{escape(line)}\\n" for line in lines[:-1]]
    return [*ended, escape(lines[-1])] if lines[-1] or not ended else ended


def _fill(portion: str, room: int) -> Iterator[str]:
    line, used = "", 0
    for piece in pieces(portion):
        width = columns(piece)
        if line and used + width > room:
            yield line
            line, used = "", 0
        line, used = line + piece, used + width
    yield line
