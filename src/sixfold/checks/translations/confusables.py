"""Confusable characters (Unicode UTS 39): letters of two scripts in one word; and characters that can't be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.model import Unit

CHECKS = Checks()

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_GREEK = re.compile("[\u0370-\u03ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
#: A Latin letter beside one of another alphabet. This and the patterns below begin with the rarer sign, which is found in one go.
_MIXED = re.compile("[A-Za-z\u00c0-\u024f](?:(?=[\u0370-\u04ff])|(?<=[\u0370-\u04ff].))")
_PERSIAN = re.compile("[\u06a9\u06cc\u06c1\u06d5]")
#: A Latin letter alone that Russian has as a word: с, о, а, у, и, к, в; the letter of an item is followed by a bracket.
_LONE_LATIN = re.compile(r"([aceokyABCEHKMOPTXx])(?<=[\u0400-\u04ff,;.») ] .)(?= [«(]?[\u0400-\u04ff0-9])")
_ONLY_LOOK_ALIKES = re.compile(r"[aceopxyABCEHKMOPTX](?<![\w/.].)[aceopxyABCEHKMOPTX]+(?![\w/.])")
_BEFORE_MARK = re.compile(r"[./](?<=([\u0400-\u04ff]).)(?=[A-Z0-9])")
_AFTER_MARK = re.compile(r"/(?<=[0-9A-Z].)([\u0400-\u04ff])[\u0400-\u04ff]*(?=[./0-9])")

_INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")
_TATWEEL = re.compile("(?<!\u0647)\u0640+(?=[\u0621-\u064a])|\u0640{2,}|(?<![\u0647\u0644\u0628\u0643])\u0640")


@CHECKS.enter("look-alikes", "error")
def find_look_alikes(unit: Unit) -> Iterator[Diagnostic]:
    """A word is written in one alphabet.

    A Latin c in a Cyrillic word, or a Cyrillic А in a document symbol, looks right and isn’t: searches miss it, and readers who
    listen hear it. Persian ya and kaf in Arabic are of the kind.
    """
    text = unit.text
    if text.isascii() and unit.language != "ru":
        return
    is_russian = unit.language == "ru"
    if _GREEK.search(text) or (_MIXED if is_russian else _CYRILLIC).search(text):
        for word in unit.words:
            alphabets = [pattern for pattern in (_LATIN, _CYRILLIC, _GREEK) if pattern.search(word)]
            if len(alphabets) > 1 or (not is_russian and alphabets == [_CYRILLIC] and len(word) < 3):
                odd = min(alphabets, key=lambda pattern: len(pattern.findall(word)))
                letter = _named(odd.findall(word)[0])
                yield Diagnostic(f"“{word}” has a letter of another alphabet: {letter}", "type the word again")
    if is_russian:
        for word in _ONLY_LOOK_ALIKES.findall(text):
            if word not in unit.source:  # OOH, HATO: every letter has a Cyrillic twin
                yield Diagnostic(f"“{word}” is written in Latin letters", "type the word again")
        patterns = (_LONE_LATIN, _BEFORE_MARK, _AFTER_MARK)
        for place in sorted({match.start(1) for pattern in patterns for match in pattern.finditer(text)}):
            passage = text[max(0, place - 10) : place + 11]
            yield Diagnostic(f"{_named(text[place])} stands in “{passage}”", "type it again")
    if unit.language == "ar" and (persian := _PERSIAN.search(text)):
        yield Diagnostic(f"{_named(persian[0])} is no letter of Arabic", "type the word again with an Arabic keyboard")


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip()


@CHECKS.enter("invisible", "warning")
def find_invisible_signs(unit: Unit) -> Iterator[Diagnostic]:
    """No sign that can’t be seen.

    Controls of the writing direction, spaces without width and soft hyphens come along when text is copied. They break
    searches, and in mixed lines move brackets. The page isolates symbols, figures and Latin passages by itself.
    """
    if unit.translation.isascii():
        return
    for sign in sorted(set(_INVISIBLE.findall(unit.translation))):
        hint = "delete it: the page isolates symbols, figures and Latin passages by itself"
        yield Diagnostic(f"the text has {_named(sign)}, which can’t be seen", hint)


@CHECKS.enter("tatweel", "warning", languages=("ar",))
def find_tatweel(unit: Unit) -> Iterator[Diagnostic]:
    """No tatweel in Arabic words.

    Lines are filled, and names stretched, by the page. A tatweel typed as a character breaks searches and looks wrong in
    another font. The stroke of هـ) and of لـ before a foreign word is spelling and stays.
    """
    if "\u0640" in unit.text and _TATWEEL.search(unit.text):
        yield Diagnostic("the text has U+0640 arabic tatweel", "delete it: lines are filled by the page")
