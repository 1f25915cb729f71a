"""Numbers in words: “sixty-sixth”, “soixante-sixième”, “двадцати одного”, 第六十六. Roman numerals are among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from sixfold.checks.facts.tables import TABLES
from sixfold.languages import LANGUAGES, ordinal, roman

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?<![A-Za-z./])[IVX]{2,6}(?=(?:e|er|re|ème)?(?![A-Za-z]))")
_ONE_LETTER_ROMAN = re.compile(r"(?<![A-Za-z./’'])[IVX](?![A-Za-z./’'])")
_ROMAN_VALUES = {roman(n): n for n in range(1, 40)}
_CHINESE_ORDINAL = re.compile("第([零一二三四五六七八九十百]+)")
_CHINESE_COUNT = re.compile(
    "[零一二三四五六七八九十百两]{2,}|[一二三四五六七八九十百两](?=[个名项次年届位国天周月条款件份种])|(?<=附件)[一二三四五六七八九十]"
    "|(?<=百分之)[一二三四五六七八九十百]"
)
_CHINESE_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_ARABIC_DUAL = ("تين", "تان")  # دولتين is two States
_MOST = 130  # sessions; above it ordinals are written in figures
_PER_CENT = 100  # المائة alone; and والعشرون is the rest of a cardinal: الواحد والعشرون
_LONGEST = 5  # words of one number: “cent quatre-vingt-dix-neuvième” is five

_ARTICLE = re.compile("^(?:و?ال|و(?!احد))")
_RUSSIAN_ENDING = re.compile(
    "(?:ьего|ьему|ьей|ого|ому|его|ему|ыми|ими|ьем|ья|ью|ье|ьи|ая|ую|ое|ой|ом|ый|ий|ый|ые|ых|ым|их|им|яя|ей)$"
)


def _russian(word: str) -> str:
    return _RUSSIAN_ENDING.sub("", word.replace("ё", "е"))


def _arabic(word: str) -> str:
    for article in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(article):
            word = word[len(article) :]
            return f"ال{word[:-2]}ون" if word.endswith("ين") else f"ال{word.removesuffix('ة')}"
    return word.removesuffix("ة")  # without the article it is no ordinal, but for the last word of eleven to nineteen


def _french(word: str) -> str:
    return word.removesuffix("s")


def _spanish(word: str) -> str:
    return word.removesuffix("s").rstrip("oa") if len(word) > 4 else word


_STEMS: Mapping[str, Callable[[str], str]] = {"ru": _russian, "ar": _arabic, "fr": _french, "es": _spanish}


@cache
def _ordinals(code: str) -> Mapping[tuple[str, ...], int]:
    """Return what numbers the words of ordinals stand for, whatever their gender and case."""
    stem = _STEMS.get(code, str)
    written: dict[tuple[str, ...], int] = {}
    for use in ("session", "year", "meeting", "annex"):
        for n in range(1, _MOST):
            words = tuple(stem(word) for word in _WORD.findall(ordinal(n, code, use)))
            written.setdefault(words, n)
    if code == "fr":
        written |= {("second",): 2, ("seconde",): 2, ("premier",): 1, ("premi",): 1}
    return written


@cache
def _first_words(code: str) -> frozenset[str]:
    return frozenset(words[0] for words in _ordinals(code))


def ordinals(text: str, code: str) -> Iterator[int]:
    """Yield the ordinals written in words in *text*."""
    if code == "zh":
        yield from (chinese_value(match[1]) for match in _CHINESE_ORDINAL.finditer(text))
        return
    stem, first = _STEMS.get(code, str), _first_words(code)
    typed = _WORD.findall(text.lower())
    words = [stem(word) for word in typed]
    position = 0
    while position < len(words):
        number, taken = _ordinal_at(words, position, code) if words[position] in first else (None, 1)
        is_loose = code == "ar" and taken == 1 and (typed[position].startswith("و") or number == _PER_CENT)
        if number is not None and not is_loose:
            yield number
        position += taken


def _ordinal_at(words: Sequence[str], position: int, code: str) -> tuple[int | None, int]:
    """Return the longest ordinal that begins at *position*, and how many words it has."""
    known = _ordinals(code)
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        if (number := known.get(tuple(words[position : position + length]))) is not None:
            return number, length
    return None, 1


def cardinals(text: str, code: str) -> Iterator[int]:
    """Yield the numbers that words or Chinese signs in *text* may stand for: each word's, and those of neighbours together."""
    if code == "zh":
        yield from (chinese_value(match[0]) for match in _CHINESE_COUNT.finditer(text))
        return
    if code == "ar":
        yield from (2 for word in _WORD.findall(text) if word.endswith(_ARABIC_DUAL))
    numerals, links = TABLES[code].numerals, {"and", "et", "y", "и", "و"}
    total, count, last = 0, 0, -1
    for position, word in enumerate(_WORD.findall(text.lower())):
        value = numerals.get(_ARTICLE.sub("", word) if code == "ar" else word)
        if value is None:
            if word not in links and count:
                if count > 1:
                    yield total
                total, count = 0, 0
            continue
        yield value
        total = _joined(total, value, code) if last == position - 1 or count else value
        count, last = count + 1, position
    if count > 1:
        yield total


def _joined(total: int, value: int, code: str) -> int:
    is_score = code == "fr" and total == 4 and value == 20  # quatre-vingts
    return total * value if total and (is_score or value in (100, 1000)) else total + value


def roman_numerals(text: str) -> Iterator[int]:
    """Yield the Roman numerals of two signs or more."""
    yield from (_ROMAN_VALUES[match[0]] for match in _ROMAN.finditer(text) if match[0] in _ROMAN_VALUES)


def roman_letters(text: str) -> Iterator[int]:
    """Yield what single letters I, V, X may stand for."""
    yield from (_ROMAN_VALUES[match[0]] for match in _ONE_LETTER_ROMAN.finditer(text))


def chinese_value(signs: str) -> int:
    """Return the number that Chinese numerals write.

    >>> chinese_value("六十六"), chinese_value("十"), chinese_value("一百零一")
    (66, 10, 101)
    """
    total, digit = 0, 0
    for sign in signs:
        if sign in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[sign]
        else:
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
    return total + digit


def letter_names(code: str) -> tuple[str, ...]:
    """Return the letters that sub-items carry, a first."""
    return LANGUAGES[code].lists.letters
