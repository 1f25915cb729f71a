"""Why a line break or a line of a real document isn't where ours is: causes, for `make fidelity` and its test."""

from __future__ import annotations

_SHORT = "the original breaks the title by hand: the next word would fit (as in the other document)"
_UNTRACKED = (
    "the original sets this paragraph without the tracking of 0.2 points that the others have: more fits in its lines"
)

#: Why a line of the original ends where ours doesn't: document, and the words before and after its break.
BREAKS = {
    ("A-AC.109-2010-18", "the Eradication", "of Colonialism"): _SHORT,
    ("A-AC.109-2009-17", "the Eradication", "of Colonialism"): _SHORT,
    ("A-AC.109-2010-18", "end of", "the Second"): _UNTRACKED,
    ("A-AC.109-2010-18", "on the", "resolution of"): _UNTRACKED,
    ("A-AC.109-2009-17", "arrangements regarding", "the organization"): _UNTRACKED,
}

#: Why a line of the original stands more than half a point elsewhere: document, page and its first words.
PLACES_ELSEWHERE = {
    ("A-AC.109-2010-18", 4, "a"): "the call of a note, which the original sets 0.8 points off its word",
    ("A-AC.109-2009-17", 1, "Annex"): "of the contents, 1.8 points further left there than in the other document",
}
