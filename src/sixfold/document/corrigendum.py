"""Two versions of a document → what its corrigendum says: which texts changed, in which words, at which place."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any, Final

import yaml

from sixfold.catalogs.differences import tokens
from sixfold.catalogs.inline import MarkupError, in_one_line, parse_inline, without_calls
from sixfold.catalogs.model import IDEOGRAPHS
from sixfold.document.fields import Text
from sixfold.document.house import House
from sixfold.document.matching import match_texts
from sixfold.document.model import NOT_APPLICABLE, Correction, Document
from sixfold.document.numbering import number_document
from sixfold.document.places import Places
from sixfold.document.units import TextPath, located_texts, text_at
from sixfold.languages.references import write_number

#: A change of more words than this is given as a whole text; so is one that only more words than this tell from other places.
_MOST_WORDS: Final = 12
#: A word of Chinese has mostly two ideographs, and nothing tells where it begins: three show which is meant.
_LEAST_IDEOGRAPHS: Final = 3
_IDEOGRAPHS: Final = re.compile(f"[{IDEOGRAPHS}]*")
_IN_FIGURE: Final = re.compile(r"[0-9][,.\u00a0\u202f]?\|[,.\u00a0\u202f]?[0-9]")
_NO_BEGINNING: Final = re.compile(r"\s*[,;:.!?)\]»،؛؟，；：。！？、）]")
_CALL: Final = re.compile(r"<fn>([^<>]*)</fn>")


@dataclass(frozen=True)
class ChangedText:
    """A text that differs between two versions: its path in the former one and in the present one, None where it isn't there."""

    before: TextPath | None
    after: TextPath | None


def changed_texts(former: Document, present: Document) -> list[ChangedText]:
    """Return the texts that differ, in reading order; a text that moved goes in one place and comes in the other."""
    old, new = ({text.address: path for path, text in located_texts(one)} for one in (former, present))
    changes: list[ChangedText] = []
    for match in match_texts(former, present):
        # a paragraph that was split is the first one, and others come
        pairs: list[tuple[Text | None, Text | None]] = [*zip_longest(match.before, match.after)]
        if match.kind == "moved":
            pairs = [*((text, None) for text in match.before), *((None, text) for text in match.after)]
        changes += (
            ChangedText(old[before.address] if before else None, new[after.address] if after else None)
            for before, after in pairs
            if not (before and after and before.text == after.text)
        )
    return changes


def quoted(document: Document, path: TextPath | None) -> str:
    """Return the text at *path* as a corrigendum quotes it: in one line, with the marks of footnotes for their calls."""
    if path is None:
        return ""
    text = text_at(document, path).text
    marks = {}
    if path[0] == "parts" and _CALL.search(text):
        numbers, notes = number_document(document), document.parts[int(path[1])].value.notes
        marks = {key: write_number(numbers[note.address], note.language) for key, note in notes.items() if note.address in numbers}
    return in_one_line(_CALL.sub(lambda call: f"<sup>{marks.get(call[1], call[1])}</sup>", text))


def changed_words(before: str, after: str) -> tuple[str, str] | None:
    """Return the words to be corrected and the right ones, with as many around them as tell the place; None for too many.

    >>> changed_words("in full and effective use", "in the full and effective use")
    ('full', 'the full')
    >>> changed_words("the end of the day", "the end of a day")
    ('the day', 'a day')
    """
    old, new = tokens(before), tokens(after)
    bare = [one.strip() for one in old]
    head = tail = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    for more in range(_MOST_WORDS):
        for left in sorted(range(more + 1), key=lambda left: abs(left - more // 2)):  # as many on either side
            start, end = head - left, tail - (more - left)
            if start < 0 or end < 0:
                continue
            wrong, right = old[start : len(old) - end], new[start : len(new) - end]
            if max(len(wrong), len(right)) > _MOST_WORDS:
                return None
            places = sum(bare[at : at + len(wrong)] == bare[start : start + len(wrong)] for at in range(len(old)))
            words = "".join(wrong).strip(" "), "".join(right).strip(" ")
            is_part = (start > 0 or end > 0) and len(wrong) < _LEAST_IDEOGRAPHS and bool(_IDEOGRAPHS.fullmatch(words[0]))
            is_part = is_part or any(map(_is_cut, (old, new), (start, start), (end, end)))
            if places == 1 and not is_part and all(map(_stands_alone, words)) and words[0] != words[1]:
                return words
    return None


def _is_cut(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a figure, 1,250 or 1 250, goes on before *start* or beyond the last *end* of *words*."""
    parts = "".join(words[:start]), "".join(words[start : len(words) - end]), "".join(words[len(words) - end :])
    return any(_IN_FIGURE.search(f"{left[-2:]}|{right[:2]}") for left, right in pairwise(parts))


def _stands_alone(words: str) -> bool:
    """Tell whether *words* can be printed by themselves: they begin with no stop, and each tag has its other half."""
    try:
        runs = [run for run in parse_inline(words) if run.text.strip()]
    except MarkupError:
        return False
    return bool(runs) and not _NO_BEGINNING.match(runs[0].text) and not {"sup", "sub"}.intersection(runs[0].tags)


# ---- the seed ----

#: What a corrigendum has in common with the document that it corrects: it stands under the same session and agenda.
_SHARED: Final = (
    "organ", "distribution", "original", "language", "session", "venue", "agenda", "subsidiary", "layout", "digits", "width",
    "first_page", "recycle", "emblem",
)  # fmt: skip
_HEAD: Final = """\
# yaml-language-server: $schema=schema.json
#
# The day and the job numbers are yours to write. A place may be told more exactly (“Paragraph 5, line 3”), in each language as its
# page has it. Translations of what was corrected are in the catalogs, fuzzy, where both versions are translated. Then: make pdf.
"""


def _place(change: ChangedText, former: Places, present: Places) -> str:
    """Return where *change* stands: in the present version, if it is there, else in the former one."""
    return present.of(change.after) if change.after else former.of(change.before or ())


def corrections(former: Document, present: Document, house: House) -> list[tuple[ChangedText, dict[str, str]]]:
    """Return each changed text, and its entry in a corrigendum, as a seed in the language of *house* has it."""
    entries = []
    places = Places(former, house), Places(present, house)
    for change in changed_texts(former, present):
        words = {"place": _place(change, *places)}
        before, after = quoted(former, change.before), quoted(present, change.after)
        if before and after:
            found = changed_words(before, after)
            words |= {"for": found[0], "read": found[1]} if found else {"read": after}
        else:
            words |= {"insert": after} if after else {"delete": before}
        entries.append((change, words))
    return entries


def corrigendum_seed(
    tree: Mapping[str, Any], symbols: Sequence[str], entries: Sequence[Mapping[str, str]], date: datetime.date, heading: str
) -> str:
    """Return the text of a seed of *symbols*, which corrects the document whose seed is *tree*, headed “Corrigendum”: *heading*."""
    seed: dict[str, Any] = {"symbol": symbols[0] if len(symbols) == 1 else symbols}
    shared = {key: _plain(tree[key]) for key in _SHARED if key in tree}
    seed |= shared | {"date": date, "job": f"{date:%y}-00000"}
    kind, first = next(iter(tree["parts"][0].items()))
    times = Counter((key, text) for entry in entries for key, text in entry.items() if key != "place")
    corrections = [  # words that another entry has, too, get an id: another language may need two translations of them
        {key: {"text": text, "id": f"entry-{n}"} if times[key, text] > 1 else text for key, text in entry.items()}
        for n, entry in enumerate(entries, 1)
    ]
    body: list[object] = [{"corrections": corrections}]
    if kind == "letter":
        part: dict[str, Any] = {"letter": {"title": _title(first["title"]), "body": [{"heading": [heading]}, *body]}}
    else:
        titles = first.get("titles") or [first.get("heading", heading)]
        subtitles = [_title(one) for one in first.get("subtitles", ())]
        part = {"report": {"titles": [*map(_title, titles)], "subtitles": [*subtitles, heading], "body": body}}
    written: str = yaml.safe_dump(seed | {"parts": [part]}, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + written


def _title(title: Any) -> Any:
    """Return a title of a seed without its calls of footnotes, which are those of the document."""
    text = without_calls(title["text"] if isinstance(title, dict) else title)
    return {"text": text, "id": title["id"]} if isinstance(title, dict) and "id" in title else text


def _plain(value: Any) -> Any:
    """Return *value*, of a seed's tree, in Python's own classes."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


# ---- the catalogs ----

#: A unit of the corrigendum, its translation, and a comment for the translator, or nothing.
Filled = tuple[Text, str, str]
#: Our comment beside a unit that waits for the document's translation.
UNREADY: Final = re.compile(r"corrigendum: [^:]* has no translation that is decided: translate there, then here")


def fill_in(
    corrigendum: Document, changes: Sequence[ChangedText], versions: tuple[Document, Document], house: House
) -> Iterator[Filled]:
    """Yield the texts of *corrigendum* with what they are in the language of *house*, in which both *versions* are."""
    places = Places(versions[0], house), Places(versions[1], house)
    body = corrigendum.parts[0].value.body
    for text in (text for block in body for text in (block.value if block.kind == "heading" else ())):
        yield text, house.word("part.corrigendum"), ""
    for text in corrigendum.parts[0].value.subtitles[-1:] if corrigendum.parts[0].kind == "report" else ():
        yield text, house.word("part.corrigendum"), ""
    for correction, change in zip(body[-1].value, changes, strict=True):
        yield correction.place, _place(change, *places), ""
        yield from _fill_words(correction, change, versions)


def _fill_words(correction: Correction, change: ChangedText, versions: tuple[Document, Document]) -> Iterator[Filled]:
    wanted = [text for text in (correction.before, correction.read or correction.delete or correction.insert) if text]
    sides = zip(("former", "present"), versions, (change.before, change.after), strict=True)
    texts = {side: text_at(one, path) for side, one, path in sides if path}
    if unready := [f"{text.address} of the {side} version" for side, text in texts.items() if text.state in ("fuzzy", "missing")]:
        note = f"corrigendum: {' and '.join(unready)} has no translation that is decided: translate there, then here"
        yield from ((text, "", note) for text in wanted)
        return
    before, after = (quoted(one, path) for one, path in zip(versions, (change.before, change.after), strict=True))
    if before == after:
        address = texts["present"].address
        note = f"corrigendum: the translation of {address} did not change; “{NOT_APPLICABLE}” prints that nothing is corrected here"
        yield from ((text, NOT_APPLICABLE, note) for text in wanted)
        return
    words = (changed_words(before, after) or (before, after)) if correction.before else (after or before,)
    yield from ((text, translation, "") for text, translation in zip(wanted, words, strict=True))
