"""Rules for the fixed words of the house."""

from __future__ import annotations

from collections.abc import Iterator

from sixfold.checks.translations.model import Check, Fault, Sample, Unit
from sixfold.languages import LANGUAGES

_ENGLISH_BLOCK = ("distribution.", "language.", "original.")
_TRANSLATED = "distribution.provisional"


def stands_in_masthead_block(context: str) -> bool:
    """Say whether a fixed word stands at the right of the masthead, in English also in Arabic, Chinese and Russian."""
    return context.startswith(_ENGLISH_BLOCK) and context != _TRANSLATED


def find_translated_block(unit: Unit) -> Iterator[Fault]:
    """Yield a word of the distribution block that is translated where it stays English."""
    is_english = LANGUAGES[unit.language].masthead_language == "en"
    if unit.is_house and is_english and stands_in_masthead_block(unit.context) and unit.translation != unit.source:
        yield Fault(f"“{unit.text}” stands in a block that stays English", f"write “{unit.source}”")


CHECKS = (
    Check(
        "masthead-block",
        "error",
        "The block at the right of the masthead stays English",
        "In Arabic, Chinese and Russian documents the lines of distribution, date and languages are English: "
        "Distr.: General.",
        find_translated_block,
        languages=frozenset({"ar", "ru", "zh"}),
        failing=(Sample("ru", "Distr.: General", "Общее", "distribution.general", is_house=True),),
        passing=(
            Sample("ru", "Distr.: General", "Distr.: General", "distribution.general", is_house=True),
            Sample("ru", "Provisional", "Предварительный отчет", "distribution.provisional", is_house=True),
        ),
    ),
)
