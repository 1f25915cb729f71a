"""Pseudo-languages: an edition that shows every text that can't be translated, and every place too narrow for a longer one.

`qps` reads from left to right, in the Latin faces, with the rules of English; `qpr` from right to left, in the Arabic
face, with the rules of Arabic. Each text that passes through a catalog has other letters, is two fifths longer and
stands in brackets. What doesn't, shows: it is plain. The codes are of the range that ISO 639-2 leaves for local use.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from itertools import cycle
from types import MappingProxyType
from typing import Final

from sixfold.catalogs.inline import TAG, plain
from sixfold.document.symbols import LIKE_A_SYMBOL
from sixfold.languages import LanguageCode

PSEUDO: Final[Mapping[str, LanguageCode]] = MappingProxyType({"qps": "en", "qpr": "ar"})
"""Each pseudo-language and the language whose page and rules it borrows."""

GROWTH: Final = 0.4
"""How much longer a text becomes. Source: what translators of English allow for (French of the United Nations: 20–35 %)."""

_LETTERS: Final = {
    "en": str.maketrans("ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz", "ÁÇĐÉĜĤÎĴĶŁÑÔŔŠŢÛŴÝŽáçđéĝĥîĵķłñôŕšţûŵýž"),
    "ar": str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 2 * "ابسدعفغهيجكلمنوثقرشتضظطخىز"),
}
_PADDING: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

#: Tags, calls of footnotes, gaps of house words and document symbols stay as they are.
_KEPT: Final = re.compile(rf"({TAG.pattern}|\{{[a-z_]+\}}|{LIKE_A_SYMBOL.pattern})")


def pseudo_text(text: str, code: str) -> str:
    """Return *text* as the pseudo-language *code* has it.

    >>> pseudo_text("<em>Recall</em> the {items} of A/66/398", "qps")
    '[<em>Ŕéçáłł</em> ţĥé {items} ôf A/66/398 ôñé ţŵô ţĥ]'
    """
    letters = _LETTERS[PSEUDO[code]]
    pieces = _KEPT.split(text)
    pieces[::2] = [_bare(piece).translate(letters) for piece in pieces[::2]]
    return f"[{''.join(pieces)} {_padding(text).translate(letters)}]"


def _bare(text: str) -> str:
    """Return *text* without the accents of its letters (“Chargé”): each has a letter of its own coming."""
    bare = (unicodedata.normalize("NFD", letter)[0] for letter in text)
    return "".join(one if one.isascii() else letter for one, letter in zip(bare, text, strict=True))


def _padding(text: str) -> str:
    """Return words for two fifths of the letters of *text*, the last one cut."""
    wanted, words = math.ceil(GROWTH * len(plain(text))) - 1, ""
    for word in cycle(_PADDING):
        if len(words) >= wanted:
            return words[: max(wanted, 1)].strip()
        words += f"{word} "
    return words
