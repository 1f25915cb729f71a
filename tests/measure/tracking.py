"""Where a Word file tracks letters or sets an indent by hand, to gain or lose a line: a seed doesn’t say it, ours doesn’t do it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from sixfold.word.elements import W, value

#: How many words around the beginning of a line tell its paragraph: few where it begins or ends near.
AROUND = 6
_NEAR = 4
#: By so many twips an indent at the right may differ from that of the style: 1260 often stands for 1267.
_SAME_INDENT = 40


def letters(text: str) -> str:
    """Return *text* without what PDF and Word write in different ways: spaces, hyphens, signs."""
    return re.sub(r"\W", "", text)


class Tracking:
    """The letters of a Word file in their order, and which of them stand in a paragraph that is tracked or indented by hand."""

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
            by_hand = any(text and self._is_tracked(run, style) for run, text in said) or self._is_indented(paragraph, style)
            whole = "".join(text for _, text in said)
            self._letters += whole
            self._by_hand += [by_hand] * len(whole)

    def _is_tracked(self, run: etree._Element, style: str) -> bool:
        own = run.find(W + "rPr")
        return any((given := value(own, name)) is not None and given != self._of(style, "rPr", name) for name in ("spacing", "w"))

    def _is_indented(self, paragraph: etree._Element, style: str) -> bool:
        given = value(paragraph.find(W + "pPr"), "ind", "right")
        return given is not None and abs(int(given) - int(self._of(style, "pPr", "ind", "right"))) > _SAME_INDENT

    def _of(self, style: str, kind: str, name: str, attribute: str = "val") -> str:
        """Return what the style says, or one that it is based on."""
        while style in self._styles:
            if (given := value(self._styles[style].find(W + kind), name, attribute)) is not None:
                return given
            style = value(self._styles[style], "basedOn") or ""
        return "100" if name == "w" else "0"

    def is_by_hand(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Tell whether the paragraph with these words *before* and *after* the beginning of a line is set by hand."""
        for count in (AROUND, _NEAR):
            place = self._letters.find(letters("".join((*before[-count:], *after[:count]))))
            if place >= 0:
                return self._by_hand[place]
        return False
