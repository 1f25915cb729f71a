"""What there is to translate in a document: one message for each text, with its name, its role and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sixfold.document import KINDS, Document, Text, texts


@dataclass(frozen=True)
class Message:
    """One text to translate, as gettext understands it.

    `context` is the `msgctxt` (`annex.op.5`), `comment` tells a translator what the text is ("operative paragraph 5 of the
    annex"), `place` names the file it comes from, without a line, so that catalogs change only where texts change. `plural` is
    the source text's plural form, where the message counts something; `formerly` the text before an editorial correction.
    """

    context: str
    text: str
    comment: str = ""
    place: str = ""
    plural: str | None = None
    formerly: str | None = None


_PART_NAMES = {"agenda": "the agenda item", "masthead": "page 1"}


def extract(document: Document, place: str) -> list[Message]:
    """Return the messages of *document* in reading order; *place* is the seed's path from the root of the project.

    A cell that is only a figure is none: the rules of a language write it.
    """
    return [
        Message(text.context, text.text, _comment(text), place, formerly=text.formerly)
        for text in texts(document)
        if not text.is_figure
    ]


def _comment(text: Text) -> str:
    role = describe(text.context)
    return f"{role}\n{text.note}" if text.note else role


def describe(context: str) -> str:
    """Return what a context stands for, in words.

    >>> describe("annex.op.5"), describe("annex-2.title.1")
    ('operative paragraph 5 of the annex', 'title 1 of annex 2')
    >>> describe("report.p.3.b.ii")
    'paragraph 3 (b) (ii) of the report'
    >>> describe("letter.role.1.2")
    'line 2 of the function of the signatory 1 of the letter'
    """
    part, kind, number, *letters = context.split(".")
    name, _, count = part.partition("-")
    owner = f"{name} {count}" if count else _PART_NAMES.get(name, f"the {name}")
    line = f"line {letters.pop()} of the " if kind == "role" and letters else ""
    place = " ".join([number, *(f"({letter})" for letter in letters)])
    return f"{line}{KINDS[kind].name} {place} of {owner}"


def extract_seed(
    fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield the messages of a seed as Babel wants them: the `babel.extractors` plug-in `sixfold-seed`.

    Source: Babel's manual, "Writing Extraction Methods".
    """
    from sixfold.seeds import parse_seed  # noqa: PLC0415  (a later user of this room reads no seed)

    source = fileobj.read().decode("utf-8-sig")
    document = parse_seed(source, Path(getattr(fileobj, "name", "seed")))
    for message in extract(document, ""):
        yield 1, "pgettext", (message.context, message.text), message.comment.splitlines()
