"""A text → the document symbols and job numbers in it, with the forms in which each is printed; resolutions, addresses of the net.

Source: the symbol grammar of the Dag Hammarskjöld Library (research.un.org/en/docs/symbols); job numbers as printed by the
offices at New York, Geneva, Vienna and Nairobi.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
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


# ---- what else of running text leads elsewhere ----

#: Words for a resolution, for the General Assembly, and for other bodies, which count their own resolutions by session, too.
_RESOLUTION_WORDS: Mapping[str, tuple[str, str, str]] = {
    "en": (r"[Rr]esolutions?\b", r"Assembly", r"Council|Commission|Committee|Conference|Congress|Parliament"),
    "fr": (r"[Rr]ésolutions?\b", r"Assemblée", r"Conseil|Commission|Comité|Conférence|Congrès|Parlement"),
    "es": (r"[Rr]esoluci(?:ón|ones)\b", r"Asamblea", r"Consejo|Comisión|Comité|Conferencia|Congreso|Parlamento"),
    "ru": (r"[Рр]езолюци\w+", r"Ассамбле\w+", r"Совет\w*|Комисси\w+|Комитет\w*|Конференци\w+|Конгресс\w*|Парламент\w*"),
    "zh": (r"决议", r"大会", r"理事会|委员会|会议|议会"),
    "ar": (r"قرار", r"الجمعية", r"مجلس|لجنة|اللجنة|مؤتمر|برلمان"),
}

#: Languages that name the body before the number: General Assembly resolution 79/12.
_BODY_FIRST = ("en", "zh", "ar")

#: What parts sentences, beyond which a word for a resolution says nothing of a number.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z\d_])|(?<=[。！？])")

#: A number with its year is the Security Council's, one with a session the Assembly's: 2231 (2015), 79/12, ES-10/23, 2625 (XXV).
_RESOLUTION = re.compile(
    r"(?<![0-9A-Za-z/.-])(?:(?P<council>[0-9]{1,4})[ \u00a0]?\((?P<year>19[4-9][0-9]|20[0-9]{2})\)"
    r"|(?P<old>[0-9]{1,4})[ \u00a0]?\((?P<session>[IVXL]+)\)"
    r"|(?P<special>(?:ES|S)-[0-9]{1,2}/[0-9]{1,3})|(?P<regular>[1-9][0-9]{1,2}/[0-9]{1,3}))(?![0-9A-Za-z/-])"
)

#: The Assembly's sessions have been part of the number since the thirty-first.
_FIRST_SESSION = 31

#: An address of the net, without the mark that ends its sentence.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>，。；）)”»]*[^\s<>，。；）)”».,;:!?]")


def find_references(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each number of a resolution in *text* with its symbol, and each address of the net with itself as it is opened.

    A number is one of a resolution only in a sentence that says so. Numbers with a session are left alone where another body than
    the General Assembly is named next to them.

    >>> [*find_references("In its resolution 2231 (2015), the Council … see www.un.org/sc.", "en")]
    [('www.un.org/sc', 'http://www.un.org/sc'), ('2231 (2015)', 'S/RES/2231(2015)')]
    >>> [*find_references("Human Rights Council resolution 55/1 and General Assembly resolution 48/114", "en")]
    [('48/114', 'A/RES/48/114')]
    """
    for match in _ADDRESS.finditer(text):
        yield match[0], match[0] if "://" in match[0] else f"http://{match[0]}"
    if language not in _RESOLUTION_WORDS:
        return
    resolution, assembly, others = _RESOLUTION_WORDS[language]
    for sentence in _SENTENCE.split(_ADDRESS.sub(lambda match: " " * len(match[0]), text)):
        if not re.search(resolution, sentence):
            continue
        for match in _RESOLUTION.finditer(sentence):
            sides = sentence[: match.start()], sentence[match.end() :]
            before, after = (re.findall(f"(?P<assembly>{assembly})|{others}", side) for side in sides)
            named = [*reversed(before), *after] if language in _BODY_FIRST else [*after, *reversed(before)]
            if symbol := _symbol_of(match, is_assembly=bool(named and named[0])):
                yield match[0], symbol


def _symbol_of(match: re.Match[str], *, is_assembly: bool) -> str:
    """Return the symbol of the resolution whose number *match* is; nothing where it may be another body's."""
    if match["council"]:
        return f"S/RES/{match['council']}({match['year']})"
    if match["special"]:
        return f"A/RES/{match['special']}"
    if not is_assembly:
        return ""
    if match["old"]:
        return f"A/RES/{match['old']}({match['session']})"
    return f"A/RES/{match['regular']}" if int(match["regular"].partition("/")[0]) >= _FIRST_SESSION else ""
