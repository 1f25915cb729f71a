"""Text left in the source language; one text translated in two ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Check, Fault, Sample, Unit

_WORD = re.compile(r"[^\W\d_]+")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z’'\-]*(?:,? [A-Za-z][A-Za-z’'\-]*){2,}")
_OTHER_ALPHABETS = {"ar", "ru", "zh"}
#: A text of fewer words may rightly be the same in two languages: names, symbols, “Mission permanente”.
_FEWEST_WORDS = 3
_RUN = 4
#: One text may be translated in two ways where its role differs, or its words are few: “Note”, “Total”.
_FEWEST_REPEATED = 4


def find_untranslated(unit: Unit) -> Iterator[Fault]:
    """Yield a translation that is its source text, or has a stretch of it."""
    if unit.is_house or unit.kind in ("name", "cell"):
        return
    text = unit.text
    if text == unit.source_text and len(unit.words) >= _FEWEST_WORDS:
        yield Fault("the translation is the source text", "translate it")
        return
    if unit.language in _OTHER_ALPHABETS and unit.source_language not in _OTHER_ALPHABETS:
        runs = (match[0] for match in _LATIN_RUN.finditer(text))
        foreign = next((run for run in runs if any(word.islower() for word in run.split()[1:])), None)
    else:
        foreign = _shared_run(unit.words, unit)
    if foreign:
        yield Fault(f"“{foreign}” is left in the source language", "translate it")


def _shared_run(words: Sequence[str], unit: Unit) -> str | None:
    """Return a run of words that both texts have, with words among them that only the source language has."""
    signs = TABLES[unit.source_language].own_words - TABLES[unit.language].own_words
    if signs.isdisjoint(words):
        return None
    source = f" {' '.join(_WORD.findall(unit.source_text))} "
    for start in range(len(words) - _RUN + 1):
        run = words[start : start + _RUN]
        if f" {' '.join(run)} " in source and not signs.isdisjoint(run):
            return " ".join(run)
    return None


def find_two_translations(units: Sequence[Unit]) -> Iterator[tuple[Unit, Fault]]:
    """Yield texts of one role and one source text that differ from its most frequent translation."""
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        if not unit.is_house:
            groups.setdefault((unit.kind, unit.source), []).append(unit)
    for (_, source), group in groups.items():
        wordings = Counter(unit.translation for unit in group)
        if len(wordings) == 1 or len(_WORD.findall(source)) < _FEWEST_REPEATED:
            continue
        first = next(unit for unit in group if unit.translation == wordings.most_common(1)[0][0])
        for unit in group:
            if unit.translation != first.translation:
                what = f"the same text is translated otherwise in {first.name}"
                yield unit, Fault(what, f"choose one: “{first.text[:60]}”")


CHECKS = (
    Check(
        "untranslated",
        "error",
        "Nothing is left in the source language",
        "A translation isn’t its source text, and has no stretch of four words of it (in another alphabet: "
        "three words of Latin letters, "
        "one of them small). Names are left alone.",
        find_untranslated,
        failing=(
            Sample("fr", "on the margins of the session", "on the margins of the session"),
            Sample("es", "the importance of the plan of action", "subraya the importance of the plan"),
            Sample("ru", "the private sector and civil society", "частный сектор and civil society"),
            Sample("zh", "the private sector and civil society", "the private sector和民间社会"),
            Sample("ar", "best practices and lessons", "best practices and lessons"),
        ),
        passing=(
            Sample("fr", "Zoya Kolontai", "Zoya Kolontai"),
            Sample("ru", "UNODC and ICAT", "ЮНОДК (UNODC)"),
            Sample("es", "Group of Friends", "Grupo de Amigos"),
        ),
    ),
    Check(
        "two-translations",
        "warning",
        "The same text is translated in one way",
        "Where a document says the same twice in the same role (titles, paragraphs, notes of four words or "
        "more), so does its translation.",
        look_at_all=find_two_translations,
        failing=(
            Sample(
                "fr",
                "Report of the Secretary-General",
                "Rapport du Secrétaire général",
                others=(("annex.p.2", "Report of the Secretary-General", "Le rapport du Secrétaire général"),),
            ),
        ),
        passing=(
            Sample(
                "fr",
                "Report of the Secretary-General",
                "Rapport du Secrétaire général",
                others=(
                    ("annex.p.2", "Report of the Secretary-General", "Rapport du Secrétaire général"),
                    ("annex.title.1", "Report of the Secretary-General", "Le rapport"),
                ),
            ),
        ),
    ),
)
