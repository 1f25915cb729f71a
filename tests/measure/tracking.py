"""Where a Word file tracks or widens letters by hand, to gain or lose a line: what a seed doesn't say, and ours doesn't follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from sixfold.word.elements import W, value

#: How many words around the beginning of a line tell its paragraph.
AROUND = 4


def letters(text: str) -> str:
    """Return *text* without what PDF and Word write in different ways: spaces, hyphens, signs."""
    return re.sub(r"\W", "", text)


class Tracking:
    """The letters of a Word file in their order, and which of them stand in a paragraph that has letters tracked by hand."""

    def __init__(self, path: Path) -> None:
        """Read *path*, a file that an import has taken."""
        with ZipFile(path) as package:
            body, styles = (etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "styles"))
        self._styles = {style.get(W + "styleId"): style for style in styles.iter(W + "style")}
        paragraphs = (name for name, style in self._styles.items() if style.get(W + "type") == "paragraph")
        self._default = next((name for name in paragraphs if self._styles[name].get(W + "default")), "")
        self._letters, self._by_hand = "", list[bool]()
        for paragraph in body.iter(W + "p"):
            said = [(run, letters("".join(text.text or "" for text in run.iter(W + "t")))) for run in paragraph.iter(W + "r")]
            style = value(paragraph.find(W + "pPr"), "pStyle") or self._default
            by_hand = any(text and self._is_by_hand(run, style) for run, text in said)
            whole = "".join(text for _, text in said)
            self._letters += whole
            self._by_hand += [by_hand] * len(whole)

    def _is_by_hand(self, run: etree._Element, style: str) -> bool:
        own = run.find(W + "rPr")
        return any((given := value(own, name)) is not None and given != self._of(style, name) for name in ("spacing", "w"))

    def _of(self, style: str, name: str) -> str:
        """Return what the style says of its letters, or one that it is based on."""
        while style in self._styles:
            if (given := value(self._styles[style].find(W + "rPr"), name)) is not None:
                return given
            style = value(self._styles[style], "basedOn") or ""
        return {"spacing": "0", "w": "100"}[name]

    def is_by_hand(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Tell whether the paragraph that has these words *before* and *after* the beginning of a line is tracked by hand."""
        place = self._letters.find(letters("".join((*before[-AROUND:], *after[:AROUND]))))
        return place >= 0 and self._by_hand[place]
