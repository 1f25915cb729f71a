"""French. Source: documents S/2016/588 and S/2017/5 in French: New York sets a no-break space before high marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.translations.model import Check, Fault, Sample, Unit
from sixfold.checks.translations.typography.marks import outer_marks, straight_apostrophes, straight_quotes
from sixfold.languages import LanguageCode

_FRENCH: frozenset[LanguageCode] = frozenset({"fr"})
_GENEVA = ("geneva", "geneva-2009")
#: The mark comes first, so that a text is searched for it in one go: after a space that breaks, after a figure, after no space.
_BEFORE = re.compile(
    r"[;:!?»%](?:(?<=[ ].)|(?<=[0-9]%)|(?<=[^\u00a0\u202f\s0-9]:)(?=\s|$)"
    r"|(?<=[;!?»])(?<![\u00a0\u202f\s;:!?].)(?=\s|$|[,.)\]]))"
)
_AFTER = re.compile("«(?![\u00a0\u202f])")
#: Geneva sets no space inside guillemets and before a colon; one that is typed must not break.
_BREAKING = re.compile("[ ][;:!?»%]|«[ ]")


def find_missing_spaces(unit: Unit) -> Iterator[Fault]:
    """Yield high marks, guillemets and grouped figures without their no-break space."""
    text = unit.text
    patterns = [_BREAKING] if unit.layout in _GENEVA else [_BEFORE, _AFTER]
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        around = text[max(0, match.start() - 10) : match.end() + 3]
        yield Fault(f"a no-break space lacks: “{around}”", "type U+00A0 before ; : ! ? » % and after «")


def find_foreign_quotes(unit: Unit) -> Iterator[Fault]:
    """Yield quotation marks that are not « », or “ ” inside them, and straight apostrophes."""
    yield from straight_quotes(unit.text, "« and » with U+00A0 inside")
    if any(outer_marks(unit.text, ("«", "»"), "“")):
        yield Fault("“ ” stand outside « »", "write « and » with U+00A0 inside; “ ” are for a quotation in a quotation")
    yield from straight_apostrophes(unit.text)


CHECKS = (
    Check(
        "fr-spaces",
        "warning",
        "No-break spaces before high marks and inside guillemets",
        "French documents of New York have a no-break space (U+00A0, or the narrow U+202F) before ; : ! ? » "
        "and %, and after «. In the layouts of Geneva it may be left out, but not be a space that breaks.",
        find_missing_spaces,
        languages=_FRENCH,
        failing=(
            Sample("fr", "one;", "un;"),
            Sample("fr", "one;", "un ;"),
            Sample("fr", "the “plan”", "le «plan»"),
            Sample("fr", "Original: one", "Original: un"),
            Sample("fr", "5 per cent", "5 %"),
            Sample("fr", "the “plan”", "le « plan »", layout="geneva"),
            Sample("fr", "the “plan”", "le « plan »", layout="geneva-2009"),
        ),
        passing=(
            Sample("fr", "one; “two”: 5 per cent", "un\u00a0; «\u00a0deux\u00a0»\u00a0: 5\u202f%"),
            Sample("fr", "10:30", "10:30"),
            Sample("fr", "Original: the “plan”", "Original: le «plan»", layout="geneva"),
            Sample("fr", "Original: the “plan”; one", "Original: le «plan»; un", layout="geneva-2009"),
        ),
    ),
    Check(
        "fr-quotes",
        "warning",
        "Guillemets, and apostrophes that are turned",
        "French quotations stand in « », a quotation in a quotation in “ ”; the apostrophe is ’.",
        find_foreign_quotes,
        languages=_FRENCH,
        failing=(
            Sample("fr", "the “plan”", "le “plan”"),
            Sample("fr", "the “plan”", 'le "plan"'),
            Sample("fr", "the agenda", "l'ordre"),
        ),
        passing=(Sample("fr", "the “plan ‘a’”", "l’«\u00a0a “b” c\u00a0»"),),
    ),
)
