"""Document symbols, resolutions, sub-paragraphs and addresses of the net, as every language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.translations.facts.numerals import letter_names
from sixfold.document.symbols import ELEMENT, JOINT, SERIES
from sixfold.languages import roman

#: The series, where none of a word's letters stands before it. A capital comes first: texts are searched for it in one go, and most
#: of them begin no symbol, which the slash tells.
_SERIES_ALONE = r"[A-Z](?=[A-Z.0-9]*/)(?<![A-Za-z0-9/].)(?:{})".format(
    "|".join(f"(?<={series[0]}){re.escape(series[1:])}" for series in sorted(SERIES, key=len, reverse=True))
)
_BRACKET = r" ?\((?:[0-9]{4}|Part [IVX]+|Vol\. ?[IVX]+|Sect\. ?[0-9]+|Resumption [0-9]+|[IVXL]+)\)"
_SYMBOL = re.compile(
    rf"(?:{_SERIES_ALONE})(?:/{ELEMENT}(?:{_BRACKET}(?=/|(?![\w])))?)+\*?"
    r"|(?:A(?<![A-Za-z].)(?:dd|mend)|C(?<![A-Za-z].)orr|R(?<![A-Za-z].)ev)\.[0-9]+"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>，。；）)]+|[\w.+-]+@[\w-]+\.[\w.-]+[A-Za-z]")
_ROMAN_SESSIONS = {roman(n): n for n in range(1, 100)}
_SESSION = {"دإط": "ES", "دإ": "S"}
_RESOLUTION = re.compile(
    r"(?<![0-9/A-Za-z.-])(?:"
    r"(?P<special>ES|S|د ?إ ?ط|د ?إ)-? ?(?P<session>[0-9]{1,2})/(?P<of>[0-9]+)"
    r"|(?P<number>[0-9]{1,4}) ?\((?:(?P<year>(?:19|20)[0-9]{2})|(?P<roman>[IVXL]+)|د ?- ?(?P<arabic>[0-9]+))\)"
    r"|(?P<plain>[0-9]{1,4}/[0-9]{1,4}))(?![0-9/])"
)
_LATIN_LETTERS = re.compile(
    r"(?<=[0-9]) ?(?:\(?[a-z]{1,4}\)(?:(?:, ?| ?(?:and|or|to|et|y|a|e|и|和|、|至) ?| ?[–-] ?)\(?[a-z]{1,4}\))*)"
)
_ANY_LETTER = re.compile(r"(?<![A-Za-z])([a-z]{1,4})\)")
_ARABIC_LETTERS = re.compile(r"(?<=[0-9]) ?\([ء-ي]ـ?\)(?:(?:، ?| ?و ?| إلى )\([ء-ي]ـ?\))*")
_ANY_ARABIC_LETTER = re.compile(r"\(([ء-ي]ـ?)\)")


def take_addresses(text: str) -> tuple[list[str], str]:
    """Return the addresses of the net in *text*, and the text with “¤” in their places."""
    if not any(sign in text for sign in ("@", "://", "www.")):
        return [], text
    found = [address.rstrip(".,;:") for address in _ADDRESS.findall(text)]
    return found, _ADDRESS.sub("¤", text)


def take_symbols(text: str) -> tuple[list[str], str]:
    """Return the document symbols of *text*, joint ones apart, and Corr.1 and its like; and the text without them."""
    symbols: list[str] = []

    def take(match: re.Match[str]) -> str:
        if not any(sign.isdigit() for sign in match[0]) and "/INF" not in match[0]:
            return match[0]
        symbols.extend(re.sub(r" ?\(", " (", part) for part in JOINT.split(match[0]))
        return "¤"

    is_suspect = any(sign in text for sign in ("/", "Add.", "Corr.", "Rev.", "Amend."))
    return symbols, _SYMBOL.sub(take, text) if is_suspect else text


def take_resolutions(text: str) -> tuple[list[str], str]:
    """Return the resolutions of *text* in one form for all languages, and the text with “¤” in their places.

    They look like 64/293, 1973 (2011) and 2837 (XXVI).
    """
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        if match["special"]:
            name = match["special"].replace(" ", "")
            found.append(f"{_SESSION.get(name, name)}-{match['session']}/{match['of']}")
        elif match["plain"]:
            found.append(match["plain"])
        else:
            session = match["year"] or match["arabic"] or _ROMAN_SESSIONS.get(match["roman"] or "", match["roman"])
            found.append(f"{match['number']} ({session})")
        return "¤"

    return found, _RESOLUTION.sub(take, text)


def sub_paragraphs(text: str, code: str) -> tuple[list[str], list[str]]:
    """Return the letters of sub-paragraphs that follow a number, 69 (b), and all others that may be such letters."""
    if ")" not in text:
        return [], []
    after, every = (_ARABIC_LETTERS, _ANY_ARABIC_LETTER) if code == "ar" else (_LATIN_LETTERS, _ANY_LETTER)
    firm = [letter for run in after.finditer(text) for letter in _letters(every.findall(run[0]), code)]
    soft = list(_letters(every.findall(text), code))
    for letter in firm:
        soft.remove(letter)
    return firm, soft


def _letters(found: list[str], code: str) -> Iterator[str]:
    names = letter_names(code) if code == "ar" else ()
    for letter in found:
        yield chr(ord("a") + names.index(letter)) if letter in names else letter
