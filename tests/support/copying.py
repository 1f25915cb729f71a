"""How much of a document's text comes out of its PDF again, and in which order: what copying, searching and indexing get."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2

from sixfold.catalogs.inline import plain
from sixfold.document.model import Document
from sixfold.document.units import texts
from sixfold.languages import Language

#: A word divided at the end of a line: a soft hyphen, or what pdfium makes of it.
_DIVIDED = re.compile("[\u00ad\ufffe\x02]\\s*")
#: A hyphen of the text at the end of a line.
_AT_HYPHEN = re.compile(r"(?<=\w-)[\r\n]+(?=\w)")
_IDEOGRAPH = re.compile("([\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")
_MARKS_OF_DIRECTION = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u2060"))


#: Points of the sheet, and of what is above and below its text, in the layout of 2011.
HEIGHT, HEAD, FOOT = 792, 80, 90


@dataclass(frozen=True)
class Copy:
    """What of the words of a source is found again, and what of them in the source's order; 1 is all."""

    words: float
    order: float

    def __ge__(self, other: Copy) -> bool:
        """Tell whether nothing is worse than in *other*."""
        return self.words >= other.words and self.order >= other.order


#: What pdfium has to give back. It takes brackets in Arabic for their mirror images, and begins a symbol at its first slash.
WANTED = dict.fromkeys(("en", "es", "fr", "ru", "zh"), Copy(1, 1)) | {"ar": Copy(0.98, 0.98)}


def words(text: str) -> list[str]:
    """Return the words of *text*, a Chinese character being one; figures in European form."""
    joined = _AT_HYPHEN.sub("", _DIVIDED.sub("", unicodedata.normalize("NFKC", text).translate(_MARKS_OF_DIRECTION)))
    figures = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in joined)
    return _IDEOGRAPH.sub(r" \1 ", figures).split()


def source_words(document: Document, language: Language) -> list[str]:
    """Return the words of the texts of *document*, in its order; of a signature in that of *language*."""
    ordered = list(texts(document))
    for place, text in enumerate(ordered):
        if "role" in text.context.split(".") and language.signature_order == "role-first":
            ordered[place - 1 : place + 1] = text, ordered[place - 1]
    return [word for text in ordered for word in words(plain(text.text))]


def compare(source: list[str], copied: list[str]) -> Copy:
    """Return what of *source* is in *copied*, which may have more: the words of the masthead, numbers of paragraphs."""
    found = sum((Counter(source) & Counter(copied)).values())
    blocks = SequenceMatcher(None, source, copied, autojunk=False).get_matching_blocks()
    return Copy(found / len(source), sum(block.size for block in blocks) / len(source))


def by_pdfium(pdf: Path) -> str:
    """Return the text of *pdf* as Chromium copies it, without running heads and feet."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [
            page.get_textpage().get_text_bounded(bottom=FOOT, top=HEIGHT - (HEAD if number else 0))
            for number, page in enumerate(document)
        ]
    return "\n".join(pages)


def by_poppler(pdf: Path) -> str | None:
    """Return the text of *pdf* as Evince and Okular copy it, without running heads and feet; None where poppler isn't installed."""
    if not shutil.which("pdftotext"):
        return None
    parts = ((1, 1, 0), (2, 999, HEAD))
    return "\n".join(
        subprocess.run(
            ["pdftotext", "-f", str(first), "-l", str(last), "-x", "0", "-y", str(top), "-W", "1000",
             "-H", str(HEIGHT - FOOT - top), str(pdf), "-"],
            capture_output=True, text=True, check=True,
        ).stdout.replace("\f", "")
        for first, last, top in parts
    )  # fmt: skip
