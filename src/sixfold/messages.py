"""What there is to translate in a document: one message for each text, with its name, its role and its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One text to translate, as gettext understands it.

    `context` is the `msgctxt` (`annex.op.5`), `comment` tells a translator what the text is ("operative paragraph 5 of the
    annex"), `place` names the file it comes from, without a line, so that catalogs change only where texts change. `plural` is
    the source text's plural form, where the message counts something.
    """

    context: str
    text: str
    comment: str = ""
    place: str = ""
    plural: str | None = None
