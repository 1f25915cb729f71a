"""The texts of a document: visited in reading order, changed, named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from sixfold.document.models import Document, Model, Part
from sixfold.document.values import Text

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


#: The kind of a text, in its context, by the key that it stands under.
KINDS = {
    "title": "title", "titles": "title", "heading": "heading", "paragraph": "p", "numbered": "p", "preambular": "pp",
    "operative": "op", "name": "name", "role": "role",
}  # fmt: skip


def name_texts(document: Document) -> Document:
    """Return *document* with the context of every text filled in: `PART.KIND.N`, `annex.op.5`.

    N is the position among the texts of that kind in that part, or the author's own id. The second annex is `annex-2`.
    """
    names = _part_names(document.parts)
    counts: Counter[tuple[str, str]] = Counter()

    def name(text: Text, path: TextPath) -> Text:
        part = names[int(path[1])] if path[0] == "parts" else str(path[0])
        kind = KINDS[next(step for step in reversed(path) if isinstance(step, str))]
        counts[part, kind] += 1
        context = f"{part}.{kind}.{text.id or counts[part, kind]}"
        return replace(text, context=context, language=document.original)

    return map_texts(document, name)


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
