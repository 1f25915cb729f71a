"""The lines of a catalog: what each one is, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_UNESCAPED = {character: f"\\{letter}" for letter, character in ESCAPES.items()}
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*')
_PLAIN = re.compile(r'"([^"\\\r\0]*)"')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile('["\\\\\n\t\r\a\b\f\v]')
_WORDS = re.compile(r'([a-z_]+(?:\[[0-9]+\])?)(?![^ \t"])[ \t]*(.*)', re.DOTALL)
_KNOWN = re.compile(r"msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?")
_CONFLICT = re.compile(r"(<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)( |$)|=======$")


def escape(text: str) -> str:
    r"""Return *text* as it stands between the quotation marks of a catalog.

    >>> print(escape('a "b"\n'))
    a \"b\"\n
    """
    return _SPECIAL.sub(lambda match: _UNESCAPED[match[0]], text)


def unescape(text: str) -> str:
    """Return what *text* means; the opposite of `escape`."""
    return _ESCAPE.sub(lambda match: ESCAPES.get(match[1], match[0]), text) if "\\" in text else text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, and what to do about it."""

    what: str
    hint: str


_CARRIAGE_RETURN = Fault("a carriage return stands in the line", "save the file with the line ends LF or CRLF")
#: A flag; gettext parts them by commas or spaces.
_FLAG = re.compile(r"range:[ \t]*[0-9.]+|[^\s,]+")


class Line(NamedTuple):
    r"""One line, understood.

    `sign` is the comment's sign (`"#"`, `"#."`, `"#:"`, `"#,"`), `"|"` for the previous source, `""` for the entry;
    `keyword` is None in a line that goes on with a string. `text` is the string, or the comment after its sign.
    """

    sign: str
    keyword: str | None
    text: str
    is_obsolete: bool = False
    fault: Fault | None = None

    @property
    def is_comment(self) -> bool:
        """Say whether the line is a comment and no part of the entry or its previous source."""
        return self.sign[:1] == "#"


def is_conflict(line: str) -> bool:
    """Say whether git left a mark of an unfinished merge on this line."""
    return line[:1] in {"<", ">", "|", "="} and _CONFLICT.match(line) is not None


def read_line(line: str) -> Line | None:
    """Return what *line* (without its end) is; None where it is blank."""
    line = line.lstrip(" \t")
    if not line:
        return None
    if plain := _PLAIN.fullmatch(line):  # most lines of a catalog: no need to look closer
        return Line("", None, plain[1])
    if not line.startswith("#"):
        return _read_strings(line, "", is_obsolete=False)
    if line.startswith("#~"):
        rest = line[2:].lstrip(" \t")
        sign = "|" if rest.startswith("|") else ""
        rest = rest.lstrip("| \t") if sign else rest
        return _read_strings(rest, sign, is_obsolete=True) if rest.strip() else None
    if line.startswith("#|"):
        return _read_strings(line[2:].strip(" \t"), "|", is_obsolete=False) if line[2:].strip() else None
    sign = line[:2] if line[1:2] in {".", ":", ","} else "#"
    return Line(sign, None, line[len(sign) :], fault=_CARRIAGE_RETURN if "\r" in line else None)


class Comments(NamedTuple):
    """What the comments of an entry say: what translators typed, what was extracted, places and flags."""

    typed: tuple[str, ...]
    extracted: tuple[str, ...]
    places: tuple[str, ...]
    flags: tuple[str, ...]


def sort_comments(lines: Iterable[str]) -> Comments:
    """Return what *lines*, the comments of one entry with their signs, say."""
    typed, extracted, places, flags = [], [], [], []
    for line in lines:
        match line[1:2]:
            case ".":
                extracted.append(line[2:].removeprefix(" "))
            case ":":
                places.append(line[2:].strip())
            case ",":
                flags += _FLAG.findall(line[2:])
            case _:
                typed.append(line[1:])
    return Comments(tuple(typed), tuple(extracted), tuple(places), tuple(dict.fromkeys(flags)))


def _read_strings(line: str, sign: str, *, is_obsolete: bool) -> Line:
    keyword, rest = None, line
    if not line.startswith('"'):
        match = _WORDS.fullmatch(line)
        known = match is not None and _KNOWN.fullmatch(match[1])
        if match is None or not known:
            return Line(sign, None, "", is_obsolete, _strange(line))
        keyword, rest = match[1], match[2]
    quoted = _QUOTED.fullmatch(rest)
    if quoted is None:
        return Line(sign, keyword, unescape(rest.strip('" \t')), is_obsolete, _unquoted(rest, keyword))
    return Line(sign, keyword, unescape(quoted[1]), is_obsolete, _misspelt(quoted[1]))


def _strange(line: str) -> Fault:
    word = line.partition('"')[0].strip()
    if line.rstrip().endswith('"') and '"' not in line.rstrip()[:-1]:
        return Fault("a string has no opening quotation mark", 'begin the text with "')
    if near := get_close_matches(word, _KEYWORDS, n=1):
        return Fault(f"unknown keyword “{word}”", f"did you mean “{near[0]}”?")
    return Fault(
        f"“{line[:30].rstrip()}” is neither a comment, a keyword with a string, nor a string",
        "put the text in quotation marks, or # before it",
    )


def _unquoted(rest: str, keyword: str | None) -> Fault:
    if not rest.strip():
        return Fault(f"no string follows {keyword}", 'write "" for an empty text')
    if "\r" in rest:
        return _CARRIAGE_RETURN
    if not rest.startswith('"'):
        return Fault("a string has no opening quotation mark", 'begin the text with "')
    closing = _QUOTED.match(rest)
    if closing is None:
        return Fault("a string has no closing quotation mark", 'end the text with "')
    if rest.rstrip().endswith('"'):
        return Fault("a quotation mark inside a string is not escaped", r"write \" for it, or typographic marks")
    return Fault("text stands after the closing quotation mark of a string", r"close it at its end; inside, write \"")


def _misspelt(quoted: str) -> Fault | None:
    if "\r" in quoted or "\0" in quoted:
        return Fault("a control character stands in a string", "delete it")
    if "\\" in quoted:
        for match in _ESCAPE.finditer(quoted):
            if match[1] not in ESCAPES:
                return Fault(f"unknown escape “{match[0]}”", r"write \\ for a backslash, or the character itself")
    return None
