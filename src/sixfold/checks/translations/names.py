"""Names in Latin letters, which no translation changes: Ezeilo, not Ezielo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA, Levenshtein

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.model import Unit
from sixfold.languages.folding import fold

CHECKS = Checks()

_WORD = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
_OTHER_ALPHABETS = ("ar", "ru", "zh")
_FEWEST_LETTERS = 5
#: Letters that stand for each other in words of the same origin: National, Nacional; Organization, Organisation; Kenya, Kenia.
_COGNATE = str.maketrans("czyk", "tsit")


@CHECKS.enter("names", "warning")
def find_misspelt_names(unit: Unit) -> Iterator[Diagnostic]:
    """Names in Latin letters are spelt as in the source text.

    A name that is nearly one of the source text has a slip in it: a letter lost, added, changed, or two in the wrong order. In
    French and Spanish a word with a capital is taken for a name where the name beside it is the same in both texts, or where two
    letters have changed places; in Arabic, Chinese and Russian every Latin word is.
    """
    names, there = _names(unit.source_text), _names(unit.text)
    if unit.is_house or unit.source_language in _OTHER_ALPHABETS or names == there:
        return
    is_other_alphabet = unit.language in _OTHER_ALPHABETS
    known, typed = set(names), set(there)
    for place, word in enumerate(there):
        if word in known or len(word) < _FEWEST_LETTERS or not (is_other_alphabet or word[0].isupper()):
            continue
        for at, name in enumerate(names):
            if len(name) < _FEWEST_LETTERS or name in typed or not (is_other_alphabet or name[0].isupper()):
                continue
            is_sure = is_other_alphabet or _is_beside(names, at, there, place)
            if is_exchange(name, word) or (is_sure and is_slip(name, word)):
                yield Diagnostic(f"“{word}” is spelt “{name}” in the source text", f"write {name}")
                break


def _names(text: str) -> Sequence[str]:
    return _WORD.findall(text)


def _is_beside(names: Sequence[str], at: int, there: Sequence[str], place: int) -> bool:
    """Say whether the word before or after is the same name in both texts."""
    return any(
        0 <= at + step < len(names) and 0 <= place + step < len(there)
        and names[at + step] == there[place + step] and names[at + step].istitle()
        for step in (-1, 1)
    )  # fmt: skip


def is_exchange(name: str, word: str) -> bool:
    """Say whether *word* is *name* with two neighbouring letters in the wrong order; Minister and ministre are two words.

    >>> is_exchange("Ezeilo", "Ezielo"), is_exchange("Minister", "Ministre"), is_exchange("Ezeilo", "Ezeila")
    (True, False, False)
    """
    one, other = (fold(text).removesuffix("s") for text in (name, word))
    return OSA.distance(one, other) == 1 < Levenshtein.distance(one, other) and {one[-2:], other[-2:]} != {"er", "re"}


def is_slip(name: str, word: str) -> bool:
    """Say whether *word* is *name* with a letter more, less or other; endings and what else languages vary are none.

    >>> is_slip("Ezeilo", "Ezalo"), is_slip("Ezeilo", "Ezelo"), is_slip("Argentina", "Argentine"), is_slip("Bahreïn", "Bahrein")
    (False, True, False, False)
    """
    one, other = (fold(text).removesuffix("s").translate(_COGNATE) for text in (name, word))
    return one[-1:] == other[-1:] and Levenshtein.distance(one, other) == 1
