"""A document and a catalog, made into the same document in the catalog's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sixfold.document.model import Document, Text, map_texts
from sixfold.languages import LanguageCode, convert_figure

TranslationState = Literal["translated", "fuzzy", "missing"]


@dataclass(frozen=True)
class Translation:
    """What a catalog says of one text. `text` is empty unless `state` is `translated`."""

    state: TranslationState
    text: str = ""


#: From context and source text to what the catalog has; the way in which `catalogs` is asked.
Lookup = Callable[[str, str], Translation]


def translate(document: Document, language: LanguageCode, lookup: Lookup) -> Document:
    """Return *document* in *language*.

    A text that *lookup* doesn't translate stays as it is, in its own language, and its state says so: it never vanishes.
    A cell that is only a figure is written by the rules of *language*.
    """

    def change(text: Text, _: object) -> Text:
        if text.is_figure:
            written = convert_figure(text.text, text.language, language)
            return replace(text, text=written, language=language, state="translated")
        found = lookup(text.context, text.text)
        if found.state == "translated":
            return replace(text, text=found.text, language=language, state="translated")
        return replace(text, state=found.state)

    return map_texts(document, change)
