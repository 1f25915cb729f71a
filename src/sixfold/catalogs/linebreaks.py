"""Where a line of a catalog may be broken, and how wide it is, as GNU gettext counts.

The line-breaking classes and their pair table are those of Unicode Standard Annex #14, for the scripts of the six
languages; libunistring 1.0, which gettext 0.21 uses, was asked about every pair. Other releases differ in rare pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

_ORDER: Final = "WJ GL B2 BA BB HY CL CP EX IN NS OP OW QU IS NU PO PR SY AL ID"
_PAIRS: Final = {
    "WJ": "PIIIIIPPPIIIIIPIIIPII",
    "GL": "PIIIIIPPPIIIIIPIIIPII",
    "B2": "PIPIDIPPPIIDDIPDDDPDD",
    "BA": "PDDIDIPPPIIDDIPDDDPDD",
    "BB": "PIIIIIPPPIIIIIPIIIPII",
    "HY": "PDDIDIPPPIIDDIPIDDPDD",
    "CL": "PIDIDIPPPIPDDIPDIIPDD",
    "CP": "PIDIDIPPPIIDDIPIIIPID",
    "EX": "PIDIDIPPPIIDDIPDDDPDD",
    "IN": "PIDIDIPPPIIDDIPDDDPDD",
    "NS": "PIDIDIPPPIIDDIPDDDPDD",
    "OP": "PPPPPPPPPPPPPPPPPPPPP",
    "OW": "PPPPPPPPPPPPPPPPPPPPP",
    "QU": "PIIIIIPPPIIPPIPIIIPII",
    "IS": "PIDIDIPPPIIDDIPIDDPDD",
    "NU": "PIDIDIPPPIIIDIPIIIPID",
    "PO": "PIDIDIPPPIIIIIPIDDPID",
    "PR": "PIDIDIPPPIIIIIPIDDPII",
    "SY": "PIDIDIPPPIIDDIPIDDPDD",
    "AL": "PIDIDIPPPIIIDIPIIIPID",
    "ID": "PIDIDIPPPIIDDIPDIDPDD",
}
"""For each class before (row) and after (column, in the order above): D break, I break only at a space, P no break."""
_TABLE: Final = {(before, after): row[n] for before, row in _PAIRS.items() for n, after in enumerate(_ORDER.split())}

_MEMBERS: Final = {
    "WJ": "\u2060\ufeff",
    "GL": "\u00a0\u2007\u202f\u2011\u034f\u035c\u035d\u035e\u035f\u0360\u0361\u0362",
    "B2": "\u2014",
    "BA": "\u00ad\u2010\u2012\u2013\u2027\u2056\u2058\u2059\u205a\u205b\u205d\u205e\u205f\u058a|\u3000",
    "BB": "\u00b4\u02c8\u02cc\u02df",
    "HY": "-",
    "CL": "}、。〉》」』】〕〗〙〛〞〟，．）］｝｠｡｣､\u2046\u207e\u208e",
    "CP": ")]",
    "EX": "!?؛؞؟۔！？",
    "IN": "․‥…⋯",
    "NS": "々〜〻ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜ゝゞ・ヽヾ：；･‼‽⁇⁈⁉",
    "OP": "([{¡¿‚„⁅",
    "OW": "〈《「『【〔〖〘〚〝（［｛｟｢",
    "QU": "\"'«»‘’‛“”‟‹›",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u2044",
    "NU": "\u066b\u066c",
    "PO": "%¢°‰‱′″‴‵‶‷℃℉٪％￠₧₶₻₾\u0609\u060a\u060b",
    "PR": "$+\\£¤¥±№−∓＄￡￥￦",
    "SY": "/",
    "SP": " ",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
}
_CLASSES: Final = {character: name for name, members in _MEMBERS.items() for character in members}


@cache
def break_class(character: str) -> str:
    """Return the line-breaking class of *character*: an ambiguous or unknown one is a letter, as in gettext.

    `OW` is a wide opening bracket, which unlike a narrow one may begin a line after a letter.
    """
    if name := _CLASSES.get(character):
        return name
    category = unicodedata.category(character)
    if category in {"Mn", "Mc", "Me", "Cf", "Cc"}:
        return "CM"
    if "\u2000" <= character <= "\u200a":
        return "BA"
    if "\u20a0" <= character <= "\u20cf":
        return "PR"
    if _is_wide(character):
        return "ID"
    return "NU" if category == "Nd" else "AL"


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


@cache
def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if _is_wide(character) else 1


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes: an ideograph takes two, a combining mark none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def pieces(text: str) -> list[str]:
    r"""Return the pieces of *text* (escaped) that stay together; a line may end after each.

    >>> pieces("one-off “word” 中文。\\n")
    ['one-', 'off ', '“word” ', '中', '文。\\n']
    """
    starts = [0, *_breaks(text)]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _breaks(text: str) -> Iterator[int]:
    glued = {match.start() + 1 for match in re.finditer(r"\\.", text)}
    if text.endswith("\\n"):
        glued.add(len(text) - 2)
    last = before = ""  # the class of the last character but spaces and marks, and of the one just before
    is_after_space = False
    for index, character in enumerate(text):
        name = break_class(character)
        if name == "SP":
            is_after_space = True
        elif name in {"CM", "ZWJ"} and _is_attached(last, is_after_space=is_after_space):
            pass
        else:
            name = "AL" if name in {"CM", "ZWJ"} else name
            if index not in glued and before != "ZWJ" and _may_break(last, name, is_after_space=is_after_space):
                yield index
            last, is_after_space = name, False
        before = break_class(character)


def _is_attached(last: str, *, is_after_space: bool) -> bool:
    return last not in {"", "ZW"} and (not is_after_space or last in {"OP", "OW"})


def _may_break(last: str, name: str, *, is_after_space: bool) -> bool:
    if not last or name == "ZW":
        return False
    pair = "D" if last == "ZW" else _TABLE[last, name]
    return pair == "D" or (pair == "I" and is_after_space)
