"""A text → the document symbols and job numbers in it; each of them → the forms in which it is printed.

Source: the symbol grammar of the Dag Hammarskjöld Library (research.un.org/en/docs/symbols); job numbers as printed by the
offices at New York, Geneva, Vienna and Nairobi.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: First elements of symbols: principal organs, then the bodies with a series of their own.
SERIES = (
    "A", "S", "E", "T", "ST",
    "ACC", "APLC", "AT", "BWC", "CAC", "CAT", "CBD", "CCM", "CCPR", "CCW", "CD", "CEB", "CED", "CEDAW", "CERD", "CES", "CMW",
    "CRC", "CRPD", "CSD", "CTOC", "DC", "DP", "DPI", "EC", "ECA", "ECE", "ESCAP", "FCCC", "GC", "HR", "HRI", "HS", "HSP", "ICCD",
    "ICEF", "ID", "IDB", "INSTRAW", "ISBA", "ITC", "JIU", "LC", "LOS", "NPT", "OS", "PBC", "PCN.1", "PCNICC", "SAICM", "SPLOS",
    "TD", "TRANS", "UNCC", "UNEP", "UNFF", "UNITAR", "UNODC", "UNU", "UNW", "WFP",
)  # fmt: skip

ELEMENT = r"[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*"
_BRACKET = r" ?\([A-Za-z0-9.][A-Za-z0-9. \-]*\)"  # (2011), (Part I), (Vol. II), (Sect. 16), (XXVI)
_SINGLE = re.compile(rf"(?P<series>[A-Z][A-Za-z.0-9]*)(?:/{ELEMENT}(?:{_BRACKET})?)+(?: [A-Z](?:-[A-Z])?)?(?:{_BRACKET})?")
JOINT = re.compile(rf"-(?=(?:{'|'.join(map(re.escape, SERIES))})/)")  # A/68/984-S/2014/642


#: What looks like a symbol wherever it stands, in one piece: what is kept whole in a line, and never translated letter by letter.
LIKE_A_SYMBOL = re.compile(r"[A-Z]{1,8}(?:\.1)?/[A-Za-z0-9./\-]*[A-Za-z0-9]")


class NotASymbolError(ValueError):
    """The text isn't a document symbol; the message says why."""


@dataclass(frozen=True)
class Symbol:
    """A document symbol, always in Latin letters and the same in every language. `reissues` counts its asterisks.

    >>> parse_symbol("A/66/398").slug
    'A-66-398'
    """

    text: str
    reissues: int = 0

    @property
    def series(self) -> str:
        """The first element, which the masthead prints large: `A` of A/66/398."""
        return self.text.split("/", 1)[0]

    @property
    def rest(self) -> str:
        """What follows the first element, slash and reissue asterisks included: `/66/398`."""
        return self.text[len(self.series) :] + "*" * self.reissues

    @property
    def slug(self) -> str:
        """The symbol as a file name; a reissue must not overwrite what it reissues."""
        again = {0: "", 1: "-reissued"}.get(self.reissues, f"-reissued-{self.reissues}")
        return re.sub(r"[^A-Za-z0-9.]+", "-", self.text).strip("-") + again

    def __str__(self) -> str:
        """Return the symbol as it is printed."""
        return self.series + self.rest


def parse_symbol(text: str) -> Symbol:
    """Return the symbol written in *text*.

    Raises: NotASymbolError, when it isn't one.

    >>> str(parse_symbol("A/65/L.78*")), parse_symbol("A/65/L.78*").slug
    ('A/65/L.78*', 'A-65-L.78-reissued')
    """
    bare = text.rstrip("*")
    match = _SINGLE.fullmatch(bare)
    if not match:
        raise NotASymbolError(f"“{text}” is not a document symbol{_foreign_letter(text)}")
    if match["series"] not in SERIES:
        raise NotASymbolError(f"“{text}” is not a document symbol: no series begins with “{match['series']}/”")
    if not re.search(r"[0-9]|/INF", bare):
        raise NotASymbolError(f"“{text}” is not a document symbol: it has no number")
    return Symbol(bare, len(text) - len(bare))


def _foreign_letter(text: str) -> str:
    """Return what is said of the first character that only looks right: a Cyrillic А, a typographic dash."""
    found = next((letter for letter in text if not letter.isascii()), None)
    return f": “{found}” is the character U+{ord(found):04X}" if found else ""


def parse_symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols of *text*: one, or the parts of a joint symbol such as A/79/903-S/2025/294."""
    return tuple(parse_symbol(part) for part in JOINT.split(text))


#: What looks like a symbol in running text, with what belongs to it behind spaces: A/66/6 (Sect. 16)/Corr.1, A/70/93 A-B.
WHOLE_SYMBOL = re.compile(
    rf"(?<![\w/.]){LIKE_A_SYMBOL.pattern}(?:{_BRACKET}(?:/[A-Za-z0-9./\-]*[A-Za-z0-9])?)*(?: [A-Z](?:-[A-Z])?(?![\w.]))?\*{{0,2}}"
)

#: What may be a symbol in running text; resolutions of the Security Council have their year, S/RES/1373 (2001).
_IN_TEXT = re.compile(rf"(?<![\w/.]){LIKE_A_SYMBOL.pattern}(?:(?<=[0-9]) ?\([12][0-9]{{3}}\))?")


def find_symbols(text: str) -> Iterator[tuple[int, int, Symbol]]:
    """Yield each document symbol in running text, with where it begins and ends; of a joint one, taken whole, the first.

    So lead the links of nine joint symbols in letters of 2025, all that were found.

    >>> [str(symbol) for _, _, symbol in find_symbols("see A/65/497, annex, A/74/676-S/2020/90, and 24/7 and/or I/O")]
    ['A/65/497', 'A/74/676']
    """
    for match in _IN_TEXT.finditer(text):
        try:
            first, *_ = parse_symbols(match[0])
        except NotASymbolError:
            continue
        yield *match.span(), first


#: Since when documents name another server. Source: links and QR codes of S/2025/31, of 14 January 2025, and of A/79/753.
_NEW_SERVER = datetime.date(2025, 1, 27)


def public_address(symbol: str, language: str, date: datetime.date) -> str:
    """Return where anybody finds the document *symbol* in a language, as a document of *date* names it.

    Source: the QR codes of S/2024/228 and S/2023/664.

    >>> public_address("S/RES/1373 (2001)", "fr", datetime.date(2025, 1, 14))
    'https://undocs.org/fr/S/RES/1373(2001)'
    >>> public_address("A/79/843*", "en", datetime.date(2025, 4, 2))
    'https://docs.un.org/en/A/79/843'
    """
    server = "docs.un.org" if date >= _NEW_SERVER else "undocs.org"
    return f"https://{server}/{language}/{symbol.replace(' ', '').rstrip('*')}"


def join_slugs(symbols: tuple[Symbol, ...]) -> str:
    """Return the file name of the document that carries *symbols*."""
    return "-".join(symbol.slug for symbol in symbols)


#: New York: 11-53026; Geneva: GE.19-13879; Vienna: V.03-80680; Nairobi: K0360265 or K03-60265.
_JOB_NUMBER = re.compile(r"(?:(?:GE\.|V\.)?[0-9]{2}-|K[0-9]{2}-?)[0-9]{5}")


class NotAJobNumberError(ValueError):
    """The text isn't a job number; the message says why."""


@dataclass(frozen=True)
class JobNumber:
    """A job number, under which a documents office processes one document (one language version, until about 2013).

    `reissues` counts its asterisks, which are not in the bar code.
    """

    text: str
    bar_code: str
    reissues: int = 0

    def __str__(self) -> str:
        """Return the number as it stands before the language letter, `11-53026`."""
        return self.text + "*" * self.reissues


def parse_job_number(text: str) -> JobNumber:
    """Return the job number written in *text*.

    Raises: NotAJobNumberError, when it isn't one.

    >>> parse_job_number("11-53026").bar_code
    '1153026'
    """
    bare = text.rstrip("*")
    if _JOB_NUMBER.fullmatch(bare):
        return JobNumber(bare, re.sub("[^0-9]", "", bare), len(text) - len(bare))
    forms = "such as 11-53026, GE.19-13879, V.03-80680 or K0360265"
    raise NotAJobNumberError(f"“{text}” is not a job number {forms}{_foreign_letter(text)}")
