"""The mark of a conflict: the other side's translation, in a comment beside ours, until a person has decided."""

from __future__ import annotations

import re
from typing import Final

from sixfold.catalogs.model import Entry
from sixfold.catalogs.syntax import escape

_LINE: Final = re.compile(r" theirs(?:\[[0-9]\])?: (?P<form>.*)")


def conflicting(ours: Entry, theirs: Entry) -> Entry:
    """Return *ours* as a marked conflict: fuzzy, with the other translation in a comment; the same text twice is none."""
    if ours.translations == theirs.translations:
        return _doubtful(ours) if theirs.is_fuzzy else ours
    if len(theirs.translations) == 1:
        lines = [theirs_line(theirs.translation)]
    else:
        lines = [theirs_line(form, f"[{n}]") for n, form in enumerate(theirs.translations) if form.strip()]
    fresh = (line for line in lines if line not in ours.comments)
    return _doubtful(ours.changed(comments=(*ours.comments, *fresh)))


def theirs_line(text: str, form: str = "") -> str:
    """Return the comment that keeps *text* of the other side; *form* is the plural form that it is, `[1]`."""
    return f" theirs{form}: {escape(text)}"


def conflict_lines(entry: Entry) -> tuple[str, ...]:
    """Return the comments that mark *entry* as a conflict."""
    return tuple(line for line in entry.comments if _LINE.fullmatch(line))


def settled(comments: tuple[str, ...], translations: tuple[str, ...]) -> tuple[str, ...]:
    """Return *comments* once the translator has decided: what was not chosen stays as an earlier translation."""
    chosen = {escape(form) for form in translations}
    kept = []
    for line in comments:
        match = _LINE.fullmatch(line)
        if match is None:
            kept.append(line)
        elif match["form"] not in chosen:
            kept.append(f" earlier: {match['form']}")
    return tuple(kept)


def _doubtful(entry: Entry) -> Entry:
    return entry if entry.is_fuzzy else entry.changed(flags=("fuzzy", *entry.flags))
