"""Document symbols and job numbers: text to value, value to the forms in which they are printed.

Source: the symbol grammar of the Dag Hammarskjöld Library (research.un.org/en/docs/symbols); job numbers as printed by the
offices at New York, Geneva, Vienna and Nairobi.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: First elements of symbols: principal organs, then the bodies with a series of their own.
SERIES = (
    "A", "S", "E", "T", "ST",
    "ACC", "AT", "BWC", "CAT", "CCPR", "CCW", "CD", "CEDAW", "CEB", "CERD", "CMW", "CRC", "CRPD", "CED", "CSD", "DP", "DPI",
    "ECA", "ECE", "FCCC", "HR", "HRI", "HS", "HSP", "ICCD", "ICEF", "IDB", "INSTRAW", "ISBA", "ITC", "JIU", "LC", "NPT", "OS",
    "PBC", "PCN.1", "SPLOS", "TD", "UNCC", "UNEP", "UNFF", "UNITAR", "UNU", "UNW", "WFP",
)  # fmt: skip

_ELEMENT = r"[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*"
_BRACKET = r" ?\([A-Za-z0-9.][A-Za-z0-9. \-]*\)"  # (2011), (Part I), (Vol. II), (Sect. 16), (XXVI)
_SINGLE = re.compile(
    rf"(?P<series>[A-Z][A-Za-z.0-9]*)(?:/{_ELEMENT}(?:{_BRACKET})?)+(?: [A-Z](?:-[A-Z])?)?(?:{_BRACKET})?"
)
_JOINT = re.compile(r"-(?=[A-Z][A-Za-z.0-9]*/)")  # A/68/984-S/2014/642


class NotASymbolError(ValueError):
    """The text isn't a document symbol; the message says why."""


@dataclass(frozen=True)
class Symbol:
    """A document symbol, always in Latin letters and the same in every language.

    >>> parse_symbol("A/66/398").slug
    'A-66-398'
    """

    text: str
    is_reissued: bool = False

    @property
    def series(self) -> str:
        """The first element, which the masthead prints large: `A` of A/66/398."""
        return self.text.split("/", 1)[0]

    @property
    def rest(self) -> str:
        """What follows the first element, slash and reissue asterisk included: `/66/398`."""
        return self.text[len(self.series) :] + ("*" if self.is_reissued else "")

    @property
    def slug(self) -> str:
        """The symbol as a file name; a reissue must not overwrite what it reissues."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", self.text).strip("-") + ("-reissued" if self.is_reissued else "")

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
        raise NotASymbolError(f"“{text}” is not a document symbol")
    if match["series"] not in SERIES:
        raise NotASymbolError(f"“{text}” is not a document symbol: no series begins with “{match['series']}/”")
    if not re.search(r"\d|/INF", bare):
        raise NotASymbolError(f"“{text}” is not a document symbol: it has no number")
    return Symbol(bare, is_reissued=text.endswith("*"))


def parse_symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols of *text*: one, or the parts of a joint symbol such as A/79/903-S/2025/294."""
    return tuple(parse_symbol(part) for part in _JOINT.split(text))


def join_slugs(symbols: tuple[Symbol, ...]) -> str:
    """Return the file name of the document that carries *symbols*."""
    return "-".join(symbol.slug for symbol in symbols)


_JOB_FORMS = (
    re.compile(r"(?P<year>\d\d)-(?P<number>\d{5})"),  # New York: 11-53026
    re.compile(r"GE\.(?P<year>\d\d)-(?P<number>\d{5})"),  # Geneva: GE.19-13879
    re.compile(r"V\.(?P<year>\d\d)-(?P<number>\d{5})"),  # Vienna: V.03-80680
    re.compile(r"K(?P<year>\d\d)-?(?P<number>\d{5})"),  # Nairobi: K0360265
)


class NotAJobNumberError(ValueError):
    """The text isn't a job number; the message says why."""


@dataclass(frozen=True)
class JobNumber:
    """A job number, under which a documents office processes one document (one language version, until about 2013)."""

    text: str
    bar_code: str
    is_reissued: bool = False

    def __str__(self) -> str:
        """Return the number as it stands before the language letter, `11-53026`."""
        return self.text + ("*" if self.is_reissued else "")


def parse_job_number(text: str) -> JobNumber:
    """Return the job number written in *text*.

    Raises: NotAJobNumberError, when it isn't one.

    >>> parse_job_number("11-53026").bar_code
    '1153026'
    """
    bare = text.rstrip("*")
    for form in _JOB_FORMS:
        if match := form.fullmatch(bare):
            return JobNumber(bare, match["year"] + match["number"], is_reissued=text.endswith("*"))
    raise NotAJobNumberError(f"“{text}” is not a job number such as 11-53026, GE.19-13879, V.03-80680 or K0360265")
