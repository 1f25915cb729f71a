"""The texts of a document: visited in reading order, changed, named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sixfold.document.model.base import Model
from sixfold.document.model.document import Document
from sixfold.document.model.fields import Text
from sixfold.document.model.parts import Part
from sixfold.languages import is_figure, roman

TextPath = tuple[str | int, ...]
_T = TypeVar("_T")


def map_texts(node: _T, change: Callable[[Text, TextPath], Text], path: TextPath = ()) -> _T:
    """Return *node* (a document or a part of one) with every text changed, in reading order.

    *change* also gets the text's path: field names and positions from *node* on.
    """
    if isinstance(node, Text):
        return change(node, path)  # type: ignore[return-value]
    if isinstance(node, tuple):
        return tuple(map_texts(child, change, (*path, i)) for i, child in enumerate(node))  # type: ignore[return-value]
    if isinstance(node, dict):
        return {key: map_texts(child, change, (*path, key)) for key, child in node.items()}  # type: ignore[return-value]
    if isinstance(node, Model):
        fields = [(name, getattr(node, name)) for name in type(node).model_fields if name in node.model_fields_set]
        return node.model_copy(update={name: map_texts(value, change, (*path, name)) for name, value in fields})
    return node


def texts(document: Document) -> Iterator[Text]:
    """Yield the texts of *document* in reading order."""
    found: list[Text] = []

    def keep(text: Text, _: TextPath) -> Text:
        found.append(text)
        return text

    map_texts(document, keep)
    yield from found


@dataclass(frozen=True)
class Kind:
    """A kind of texts: what a translator reads for it, and the keys of a seed that it stands under."""

    name: str
    keys: tuple[str, ...]


#: The kinds of texts, as a text's context names them. Every key of a seed that holds texts belongs to one.
KINDS: Mapping[str, Kind] = {
    "title": Kind("title", ("title", "titles", "subtitles")),
    "heading": Kind("heading", ("heading", "chapter", "section", "subsection", "subheading", "point", "minor")),
    "p": Kind("paragraph", ("paragraph", "continued", "indented", "numbered")),
    "pp": Kind("preambular paragraph", ("preambular",)),
    "op": Kind("operative paragraph", ("operative",)),
    "item": Kind("item", ("lettered", "list", "bulleted")),
    "cell": Kind("table cell", ("columns", "rows")),
    "note": Kind("footnote", ("note", "notes")),
    "name": Kind("name of the signatory", ("name",)),
    "role": Kind("function of the signatory", ("role",)),
    "subsidiary": Kind("subsidiary body", ("subsidiary",)),
    "venue": Kind("venue", ("venue",)),
    "basis": Kind("basis", ("basis",)),
}
_KIND_OF = {key: kind for kind, found in KINDS.items() for key in found.keys}


def name_texts(document: Document) -> Document:
    """Return *document* with the address and the context of every text filled in.

    An address is `PART.KIND.N`: `annex.op.5`, `annex-2.op.5.a`. N is the position among the texts of that kind in that part, the
    author's own id, or the key of a note. A sub-paragraph adds its Latin letter, and its own sub-paragraph a Roman number, whatever
    the page shows; a further line of a role its number (`letter.role.1.2`). The second annex is `annex-2`.

    The context is `PART.KIND` without any number, so that it outlives an insertion: `annex.op`, `annex.item` for a sub-paragraph.
    An author's own id makes one of its own, `annex.op.ID`. A cell that is only a figure is marked as no unit.
    """
    parts = _part_names(document.parts)
    counts: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], str] = {}

    def name(text: Text, path: TextPath) -> Text:
        part = parts[int(path[1])] if path[0] == "parts" else {"agenda": "agenda"}.get(str(path[0]), "masthead")
        owner = document.parts[int(path[1])].kind if path[0] == "parts" else part
        # the key of a footnote is the author's own word, and may be one of ours, "title"
        place = path.index("notes") if "notes" in path else max(i for i, step in enumerate(path) if step in _KIND_OF)
        key, kind = (part, _KIND_OF[str(path[place])]), _KIND_OF[str(path[place])]
        is_note = path[place] == "notes"
        below = [] if is_note else _letters(path[place + 1 :])
        letters = [] if is_note else _lines(path[place:]) or below
        if not letters:
            counts[key] += 1
            latest[key] = text.id or (str(path[-1]) if is_note else str(counts[key]))
        elif text.id:
            letters[-1] = text.id
        role = f"{owner}.{'item' if below else kind}"
        context = f"{role}.{text.id}" if text.id else role
        address = ".".join((part, kind, latest[key], *letters))
        own = document.own_language
        is_by_rule = kind == "cell" and not text.translate and is_figure(text.text, own)
        return replace(text, context=context, address=address, language=own, is_figure=is_by_rule)

    return map_texts(document, name)


def _lines(steps: TextPath) -> list[str]:
    """Return the number of a line of a role, from the second one on.

    >>> _lines(("role", 1)), _lines(("role", 0)), _lines(("operative", 1))
    (['2'], [], [])
    """
    return [str(int(steps[1]) + 1)] if steps[0] == "role" and steps[1] != 0 else []


def _letters(steps: TextPath) -> list[str]:
    """Return the names of a sub-paragraph among its brothers: a letter, then a Roman number.

    >>> _letters((4, "items", 1, "items", 2, "text")), _letters((4, "text"))
    (['b', 'iii'], [])
    """
    positions = [int(steps[i + 1]) for i, step in enumerate(steps) if step == "items"]
    names = [chr(ord("a") + positions[0])] if positions else []
    return names + [roman(position + 1).lower() for position in positions[1:]]


def _part_names(parts: tuple[Part, ...]) -> list[str]:
    """Return the name of each part: its kind, and from the second of a kind on its number.

    >>> _part_names(())
    []
    """
    seen: Counter[str] = Counter()
    names = []
    for part in parts:
        seen[part.kind] += 1
        names.append(part.kind if seen[part.kind] == 1 else f"{part.kind}-{seen[part.kind]}")
    return names
