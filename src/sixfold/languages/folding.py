"""Text as people look for it: without accents, vowel signs and capitals; and the order of a language's alphabet."""

from __future__ import annotations

import re
import unicodedata

#: Accents; Arabic vowel signs, hamzas and the stroke that lengthens a word; hyphens, joiners, marks of direction and controls.
_IGNORED = re.compile(
    "[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1b\x7f-\x9f]+"
)
_ALIKE = str.maketrans("ىةٱ‘’ʼ“”„«»‐‑‒–—−٠١٢٣٤٥٦٧٨٩", "يها'''\"\"\"\"\"------0123456789")
_SPACED = re.compile(r"\s+")


def fold(text: str, language: str = "") -> str:
    """Return *text* as it is compared when people look for it, in one line. In Chinese a space means nothing.

    >>> fold("L’Assemblée\\n générale"), fold("الأُمَم المُتَّحِدة"), fold("联 合 国", "zh")
    ("l'assemblee generale", 'الامم المتحده', '联合国')
    """
    seen = _IGNORED.sub("", unicodedata.normalize("NFKD", text)).translate(_ALIKE).casefold()
    return _SPACED.sub("" if language == "zh" else " ", seen).strip()
