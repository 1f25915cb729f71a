"""What a list of terms holds: concepts, and the forms of each in six languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sixfold.languages import LanguageCode


@dataclass(frozen=True, eq=False)
class Concept:
    """One thing that has a name in each language.

    The first of a language's `forms` is preferred, the others are admitted; `forbidden` are forms that a reviser corrects.
    `context` says when the term is meant, `source` where its forms were seen; `path` and `line` are its own place.
    """

    forms: Mapping[LanguageCode, tuple[str, ...]]
    forbidden: Mapping[LanguageCode, tuple[str, ...]]
    path: Path
    line: int
    context: str = ""
    source: str = ""

    def preferred(self, language: LanguageCode) -> str | None:
        """Return the form to use in *language*; None where the list knows none."""
        forms = self.forms.get(language)
        return forms[0] if forms else None


@dataclass(frozen=True, eq=False)
class TermBase:
    """All concepts, in the order of their files."""

    concepts: tuple[Concept, ...] = ()
