"""Numbers in words: “sixty-sixth”, “soixante-sixième”, “двадцати одного”, 第六十六. Roman numerals are among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sixfold.catalogs.model import IDEOGRAPHS
from sixfold.checks.translations.figures import TABLES
from sixfold.languages.numbers import ordinal, roman

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?<![A-Za-z./])[IVX]{2,6}(?=(?:e|er|re|ème)?(?![A-Za-z]))")
_ONE_LETTER_ROMAN = re.compile(r"(?<![A-Za-z./’'])[IVX](?![A-Za-z./’'])")
_ROMAN_VALUES = {roman(n): n for n in range(1, 40)}
_CHINESE_ORDINAL = re.compile("第([零一二三四五六七八九十百]+)")
#: Before a measure word, which from two on may be any sign: 三类, 两轮. Weekdays count nothing, nor does 十分, “very”; with 一 many
#: words begin (一般, 一致).
_CHINESE_COUNT = re.compile(
    f"[零一二三四五六七八九十百两]{{2,}}|(?<![期周拜])(?!十分(?!钟)|.分之)[二三四五六七八九十两](?=[{IDEOGRAPHS}])"
    "|[一百](?=[个名项次年届位国天周月条款件份种类组批轮期段章节页级层方家人户所处场门套张本册篇封座间队])"
    "|(?<=附件)[一二三四五六七八九十]|(?<=百分之)[一二三四五六七八九十百]"
)
_CHINESE_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_ARABIC_DUAL = ("تين", "تان")  # دولتين is two States
_MOST = 130  # sessions; above it ordinals are written in figures
_PER_CENT = 100  # المائة alone; and والعشرون is the rest of a cardinal: الواحد والعشرون
_LINKS = {"and", "et", "y", "и", "و"}
_LONGEST = 5  # words of one number: “cent quatre-vingt-dix-neuvième” is five

_ARTICLE = re.compile("^(?:و?ال|و(?!احد))")
_RUSSIAN_ENDING = re.compile(
    "(?:ьего|ьему|ьей|ого|ому|его|ему|ыми|ими|ьем|ья|ью|ье|ьи|ая|ую|ое|ой|ом|ый|ий|ый|ые|ых|ым|их|им|яя|ей)$"
)


def _stem(word: str, code: str) -> str:
    """Return the stem of a word of an ordinal, whatever its gender, number and case."""
    match code:
        case "ar":
            for article in ("وال", "بال", "كال", "فال", "لل", "ال"):
                if word.startswith(article):
                    word = word[len(article) :]
                    return f"ال{word[:-2]}ون" if word.endswith("ين") else f"ال{word.removesuffix('ة')}"
            return word.removesuffix("ة")  # without the article it is no ordinal, but for the last word of eleven to nineteen
        case "es":
            return word.removesuffix("s").rstrip("oa") if len(word) > 4 else word
        case "fr":
            return word.removesuffix("s")
        case "ru":
            return _RUSSIAN_ENDING.sub("", word.replace("ё", "е"))
    return word


@cache
def _ordinals(code: str) -> Mapping[str, Mapping[tuple[str, ...], int]]:
    """Return what numbers the words of ordinals stand for, whatever their gender and case, by the first of the words."""
    written: dict[str, dict[tuple[str, ...], int]] = {}
    for use in ("session", "year", "meeting", "annex"):
        for n in range(1, _MOST):
            words = tuple(_stem(word, code) for word in _WORD.findall(ordinal(n, code, use)))
            written.setdefault(words[0], {}).setdefault(words, n)
    for word, n in (("second", 2), ("seconde", 2), ("premier", 1), ("premi", 1)) if code == "fr" else ():
        written.setdefault(word, {})[word,] = n
    return written


class _Word(NamedTuple):
    """What is known of a word: the ordinals that begin with it, by stems; its value as a cardinal has it."""

    typed: str
    stem: str
    ordinals: Mapping[tuple[str, ...], int]
    value: int | None
    is_dual: bool


@cache
def _word(typed: str, code: str) -> _Word:
    stem = _stem(typed, code)
    value = TABLES[code].numerals.get(_ARTICLE.sub("", typed) if code == "ar" else typed)
    return _Word(typed, stem, _ordinals(code).get(stem, {}), value, code == "ar" and typed.endswith(_ARABIC_DUAL))


def counted(text: str, code: str) -> tuple[list[int], list[int]]:
    """Return the ordinals that *text* has in words, and the numbers that words or Chinese signs may stand for.

    The latter are each word's, and those of neighbours together.
    """
    if code == "zh":
        return (
            [chinese_value(match[1]) for match in _CHINESE_ORDINAL.finditer(text)],
            [chinese_value(match[0]) for match in _CHINESE_COUNT.finditer(text)],
        )
    words = [_word(word, code) for word in _WORD.findall(text.lower())]
    return list(_ordinals_among(words, code)), list(_cardinals_among(words, code))


def _ordinals_among(words: Sequence[_Word], code: str) -> Iterator[int]:
    """Yield the ordinals among *words*, the longest that begins at each place."""
    end = 0
    for position, word in enumerate(words):
        if position < end or not word.ordinals:  # inside the one before, or no beginning
            continue
        stems = tuple(word.stem for word in words[position : position + _LONGEST])
        taken = next((length for length in range(len(stems), 0, -1) if stems[:length] in word.ordinals), 0)
        end = position + max(taken, 1)
        number = word.ordinals.get(stems[:taken])
        is_loose = code == "ar" and taken == 1 and (word.typed.startswith("و") or number == _PER_CENT)
        if number is not None and not is_loose:
            yield number


def _cardinals_among(words: Sequence[_Word], code: str) -> Iterator[int]:
    """Yield the value of each of *words* that has one, and those of neighbours together."""
    yield from (2 for word in words if word.is_dual)
    total, count = 0, 0
    for word in words:
        if word.value is not None:
            yield word.value
            is_score = code == "fr" and total == 4 and word.value == 20  # quatre-vingts
            total = total * word.value if total and (is_score or word.value in (100, 1000)) else total + word.value
            count += 1
        elif count and word.typed not in _LINKS:
            if count > 1:
                yield total
            total, count = 0, 0
    if count > 1:
        yield total


def roman_numerals(text: str) -> tuple[list[int], list[int]]:
    """Return the Roman numerals of two signs or more, and what single letters I, V, X may stand for."""
    if not any(letter in text for letter in "IVX"):
        return [], []
    return (
        [_ROMAN_VALUES[match[0]] for match in _ROMAN.finditer(text) if match[0] in _ROMAN_VALUES],
        [_ROMAN_VALUES[match[0]] for match in _ONE_LETTER_ROMAN.finditer(text)],
    )


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
