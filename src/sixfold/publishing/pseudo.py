"""A document → its page in a pseudo-language.

A pseudo-language is an edition that shows every unit that can't be translated, and every place too narrow for a longer one: `qps`
reads from left to right, in the Latin fonts, with the rules of English; `qpr` from right to left, in the Arabic font, with the
rules of Arabic. Each unit that passes through a catalog has other letters, is two fifths longer and stands in brackets. What
doesn't, shows: it is plain. The codes are of the range that ISO 639-2 leaves for local use.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sixfold.catalogs.inline import TAG, plain
from sixfold.compose import Composition, compose
from sixfold.document.house import House
from sixfold.document.model import Document
from sixfold.document.symbols import LIKE_A_SYMBOL
from sixfold.document.units import Translation, translate
from sixfold.languages import LanguageCode, language
from sixfold.project.paths import Project

PSEUDO: Final[Mapping[str, LanguageCode]] = MappingProxyType({"qps": "en", "qpr": "ar"})
"""Each pseudo-language and the language whose page and rules it borrows."""

GROWTH: Final = 0.4
"""How much longer a text becomes. Source: what translators of English allow for (French of the United Nations: 20–35 %)."""

_LETTERS: Final = {
    "en": str.maketrans("ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz", "ÁÇĐÉĜĤÎĴĶŁÑÔŔŠŢÛŴÝŽáçđéĝĥîĵķłñôŕšţûŵýž"),
    "ar": str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 2 * "ابسدعفغهيجكلمنوثقرشتضظطخىز"),
}
_PADDING: Final = "one two three four five six seven eight nine ten "

#: Tags, calls of footnotes, placeholders of house words and document symbols stay as they are.
_KEPT: Final = re.compile(rf"({TAG.pattern}|\{{[a-z_]+\}}|{LIKE_A_SYMBOL.pattern})")
_ACCENT: Final = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")


def compose_pseudo(project: Project, document: Document, code: str, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in the pseudo-language *code*."""
    like = PSEUDO[code]

    def look_up(_: str, text: str) -> Translation:
        return Translation("translated", pseudo_text(text, code))

    house = House(language(like), lambda _, text, plural, count: pseudo_text(plural if plural and count != 1 else text, code))
    return compose(translate(document, like, look_up), house, project.templates, is_proof=is_proof)


def pseudo_text(text: str, code: str) -> str:
    """Return *text* as the pseudo-language *code* has it.

    >>> pseudo_text("<em>Recall</em> the {items} of A/66/398", "qps")
    '[<em>Ŕéçáłł</em> ţĥé {items} ôf A/66/398 ôñé ţŵô ţĥ]'
    """
    letters = _LETTERS[PSEUDO[code]]
    pieces = _KEPT.split(text)
    for number in range(0, len(pieces), 2):
        bare = _ACCENT.sub("", unicodedata.normalize("NFD", pieces[number]))  # “Chargé”: each letter has one of its own coming
        pieces[number] = unicodedata.normalize("NFC", bare).translate(letters)
    wanted = max(math.ceil(GROWTH * len(plain(text))) - 1, 0)
    padding = (_PADDING * (wanted // len(_PADDING) + 1))[:wanted].strip()
    return f"[{''.join(pieces)} {padding.translate(letters)}]"
