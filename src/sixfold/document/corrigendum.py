"""Two versions of a document → what its corrigendum says: which texts changed, in which words, at which place."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import yaml
from rapidfuzz.distance import Indel

from sixfold.catalogs.differences import similarity, tokens
from sixfold.catalogs.inline import MarkupError, in_one_line, note_calls, parse_inline, without_calls
from sixfold.catalogs.model import IDEOGRAPHS
from sixfold.document.fields import Model, Text
from sixfold.document.house import House
from sixfold.document.model import HEADINGS, Block, Document, Passage, numbered_items
from sixfold.document.tables import Table, place_cells
from sixfold.document.units import TextPath, located_texts
from sixfold.languages import Numbered, number

#: A change of more words than this is given as a whole text; so is one that only more words than this tell from other places.
_MOST_WORDS: Final = 12
#: Texts of one role that share less than this, in per cent of their words, are two texts: one goes, another comes.
_LEAST_ALIKE: Final = 50
#: A word of Chinese has mostly two ideographs, and nothing tells where it begins: three show which is meant.
_LEAST_IDEOGRAPHS: Final = 3
_IDEOGRAPHS: Final = re.compile(f"[{IDEOGRAPHS}]*")
_IN_FIGURE: Final = re.compile(r"[0-9][,.\u00a0\u202f]?\|[,.\u00a0\u202f]?[0-9]")
_NO_BEGINNING: Final = re.compile(r"\s*[,;:.!?)\]»،؛؟，；：。！？、）]")
_CALL: Final = re.compile(r"<fn>([^<>]*)</fn>")
#: What a paragraph of each kind is called, and which kinds before it are counted with it; the others begin anew in each block.
_PARAGRAPHS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "numbered": ("place.paragraph", ("numbered", "operative")),
    "operative": ("place.operative", ("numbered", "operative")),
    "preambular": ("place.preambular", ("preambular",)),
    **dict.fromkeys(("lettered", "hanging"), ("place.paragraph", ())),
    **dict.fromkeys(("list", "bulleted", "dashed"), ("place.item", ())),
}


@dataclass(frozen=True)
class ChangedText:
    """A text that differs between two versions: its path in the former one and in the present one, None where it isn't there."""

    before: TextPath | None
    after: TextPath | None


def changed_texts(former: Document, present: Document) -> list[ChangedText]:
    """Return the texts that differ, in reading order; a text that moved goes in one place and comes in the other."""
    old, new = ([(path, _role(text), text.text) for path, text in located_texts(one)] for one in (former, present))
    changes: list[ChangedText] = []
    i = j = 0
    # difflib takes a minute for a table of 900 rows; rapidfuzz compares what can be hashed
    for start, other, size in Indel.opcodes([one[1:] for one in old], [one[1:] for one in new]).as_matching_blocks():
        changes += _paired(old[i:start], new[j:other])
        i, j = start + size, other + size
    return changes


def _role(text: Text) -> tuple[str, int]:
    """Return the part and kind of *text*, and how deep it stands: only texts of one role are versions of one another."""
    part, kind, _, *below = text.address.split(".")
    return f"{part}.{kind}", len(below)


_Located = tuple[TextPath, tuple[str, int], str]


def _paired(old: Sequence[_Located], new: Sequence[_Located]) -> Iterator[ChangedText]:
    """Yield the changes from *old* to *new*, which stand between texts that stayed."""
    if [role for _, role, _ in old] == [role for _, role, _ in new]:
        yield from (ChangedText(before[0], after[0]) for before, after in zip(old, new, strict=True))
        return
    left = list(new)
    for path, role, text in old:
        alike = (n for n, one in enumerate(left) if one[1] == role and similarity(text, one[2]) >= _LEAST_ALIKE)
        place = next(alike, None)
        if place is None:
            yield ChangedText(path, None)
            continue
        yield from (ChangedText(None, one[0]) for one in left[:place])
        yield ChangedText(path, left[place][0])
        del left[: place + 1]
    yield from (ChangedText(None, one[0]) for one in left)


def text_at(document: Document, path: TextPath) -> Text:
    """Return the text of *document* at *path*."""
    node: Any = document
    for step in path:
        node = getattr(node, str(step)) if isinstance(node, Model) else node[step]
    found: Text = node
    return found


def quoted(document: Document, path: TextPath | None) -> str:
    """Return the text at *path* as a corrigendum quotes it: in one line, with the marks of footnotes for their calls."""
    if path is None:
        return ""
    text = text_at(document, path).text
    marks = _note_marks(document)[path[1]] if path[0] == "parts" and _CALL.search(text) else {}
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


# ---- places ----


def place(document: Document, path: TextPath, house: House) -> str:
    """Return where the text at *path* stands, in the words of *house*: “Annex II, operative paragraph 7 (b)”."""
    if path[0] != "parts":
        if path[0] == "agenda":
            return house.word("place.footnote", number="*") if path[2] == "note" else house.word("place.agenda")
        return house.word("place.masthead")
    part = document.parts[int(path[1])]
    words = _place_in_part(document, path, house)
    if part.kind not in ("annex", "enclosure"):
        return words
    alike = [n for n, other in enumerate(document.parts) if other.kind == part.kind]
    label = house.part(part.kind, alike.index(int(path[1])) + 1 if len(alike) > 1 else None)
    return house.word("place.in-part", part=label, place=words[:1].lower() + words[1:])


def _place_in_part(document: Document, path: TextPath, house: House) -> str:
    field, *below = path[3:]
    if field == "notes":
        return house.word("place.footnote", number=_note_marks(document)[path[1]].get(str(below[0]), str(below[0])))
    if field != "body":
        return house.word("place.signature" if field == "signature" else "place.title")
    body: Sequence[Block] = document.parts[int(path[1])].value.body
    at, (kind, *steps) = int(below[0]), below[1:]
    block: Passage = body[at]
    if kind in HEADINGS:
        return house.word("place.heading")
    if kind == "table":
        return _place_in_table(block.value, sum(one.kind == "table" for one in body[: at + 1]), steps, house)
    if kind == "indented":
        block, steps = block.value[int(steps[0])], steps[2:]
    if block.kind in _PARAGRAPHS:
        word, kinds = _PARAGRAPHS[block.kind]
        before = 0
        for earlier in body[:at]:
            before = [n for n, _ in numbered_items(earlier.value, before)][-1] if earlier.kind in kinds else before
        return house.word(word, number=_number(block, steps, house, before))
    is_counted = any(one.kind in ("numbered", "operative", "preambular") for one in body)
    unnumbered = [n for n, one in enumerate(body) if one.kind not in (*HEADINGS, *_PARAGRAPHS, "table", "corrections")]
    return house.word("place.unnumbered" if is_counted else "place.paragraph", number=unnumbered.index(at) + 1)


def _place_in_table(table: Table, count: int, steps: Sequence[Any], house: House) -> str:
    """Return the place in *table*, which is table *count*, of what is at *steps*. A merged cell stands where it begins."""
    match steps:
        case ["columns", cell, *_]:
            column = place_cells(table.head_rows, table.width, "")[0][cell]
        case ["head", row, cell, *_]:
            column = place_cells(table.head_rows, table.width, "")[row][cell]
        case ["rows", row, kind, cell, *_]:
            column = 0 if kind == "group" else place_cells(table.body_rows, table.width, "rows")[row][cell]
            return house.word("place.table", table=count, row=row + 1, column=column + 1)
        case [kind, *_]:
            return house.word("place.table-title" if kind in ("title", "unit") else "place.table-notes", table=count)
    return house.word("place.table-head", table=count, column=column + 1)


def _number(block: Passage, steps: Sequence[str | int], house: House, before: int) -> str:
    """Return the number of the item at *steps* of *block*, which follows the number *before*: 7 (b) (ii)."""
    code, items = house.language.code, block.value
    letters: list[Numbered | None] = ["letter", "sub_letter"]
    kinds = letters if block.kind in ("lettered", "hanging") else [None, *letters]
    signs: list[str] = []
    for depth, step in enumerate(one for one in steps if isinstance(one, int)):
        n, item = list(numbered_items(items, 0 if depth else before))[step]
        kind = kinds[min(depth, len(kinds) - 1)]
        signs.append(number(kind, n, code) if kind else str(n))
        items = item.items
    return ("" if code == "zh" else "\u00a0").join(signs)


def _note_marks(document: Document) -> Mapping[str | int, Mapping[str, str]]:
    """Return the printed mark of each footnote by its key, for each part: a number, or a letter in the annexes of a report."""
    is_report = any(part.kind == "report" for part in document.parts)
    numbers: dict[str, str] = {}
    marks = {n: {} if is_report and part.kind != "report" else numbers for n, part in enumerate(document.parts)}
    for path, text in located_texts(document):
        for key in note_calls(text.text) if path[0] == "parts" else ():
            found = marks[int(path[1])]
            count = sum(set(mark) != {"*"} for mark in found.values()) + 1
            found.setdefault(key, key if set(key) == {"*"} else str(count) if found is numbers else chr(ord("a") + count - 1))
    return marks  # type: ignore[return-value]


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


def corrections(former: Document, present: Document, house: House) -> list[tuple[ChangedText, dict[str, str]]]:
    """Return each changed text, and its entry in a corrigendum, as a seed in the language of *house* has it."""
    entries = []
    for change in changed_texts(former, present):
        document, path = (present, change.after) if change.after else (former, change.before)
        words = {"place": place(document, path or (), house)}
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
    body: list[object] = [{"corrections": _with_ids(entries)}]
    if kind == "letter":
        part: dict[str, Any] = {"letter": {"title": _title(first["title"]), "body": [{"heading": [heading]}, *body]}}
    else:
        titles = first.get("titles") or [first.get("heading", heading)]
        subtitles = [_title(one) for one in first.get("subtitles", ())]
        part = {"report": {"titles": [*map(_title, titles)], "subtitles": [*subtitles, heading], "body": body}}
    written: str = yaml.safe_dump(seed | {"parts": [part]}, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + written


def _with_ids(entries: Sequence[Mapping[str, str]]) -> list[dict[str, object]]:
    """Return *entries*; words that another entry has, too, get an id: another language may need two translations of them."""
    times = Counter((key, text) for entry in entries for key, text in entry.items() if key != "place")
    return [
        {key: {"text": text, "id": f"entry-{n}"} if times[key, text] > 1 else text for key, text in entry.items()}
        for n, entry in enumerate(entries, 1)
    ]


def _title(title: Any) -> Any:
    """Return a title of a seed without its calls of footnotes, which are those of the document."""
    text = without_calls(title["text"] if isinstance(title, dict) else title)
    return {"text": text, "id": title["id"]} if isinstance(title, dict) and "id" in title else text


def _plain(value: Any) -> Any:
    """Return *value*, of a seed's tree, in Python's own classes."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
