"""Running text → what of it leads elsewhere, beside document symbols: numbers of resolutions, addresses of the net."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: Words for a resolution, for the General Assembly, and for other bodies, which count their own resolutions by session, too.
_WORDS: Mapping[str, tuple[str, str, str]] = {
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
_NUMBER = re.compile(
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
    if language not in _WORDS:
        return
    resolution, assembly, others = _WORDS[language]
    for sentence in _SENTENCE.split(_ADDRESS.sub(lambda match: " " * len(match[0]), text)):
        if not re.search(resolution, sentence):
            continue
        for match in _NUMBER.finditer(sentence):
            sides = sentence[: match.start()], sentence[match.end() :]
            before, after = (re.findall(f"(?P<assembly>{assembly})|{others}", side) for side in sides)
            named = [*reversed(before), *after] if language in _BODY_FIRST else [*after, *reversed(before)]
            if symbol := _symbol(match, is_assembly=bool(named and named[0])):
                yield match[0], symbol


def _symbol(match: re.Match[str], *, is_assembly: bool) -> str:
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
