"""A document ↔ its units: texts visited in reading order, named, made into messages for catalogs, and put back translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sixfold.catalogs.model import Message, State
from sixfold.document.fields import Model, Text
from sixfold.document.house import House
from sixfold.document.model import Document
from sixfold.languages import LanguageCode, language
from sixfold.languages.formatting import convert_figure, is_figure
from sixfold.languages.numbers import roman

TextPath = tuple[str | int, ...]
_T = TypeVar("_T")

#: Places of one text that a translator is told of; a table may have the same cell a hundred times.
_MOST_PLACES = 6


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


def located_texts(node: object) -> list[tuple[TextPath, Text]]:
    """Return the texts of *node* (a document or a part of one) in reading order, each with its path from there."""
    found: list[tuple[TextPath, Text]] = []

    def keep(text: Text, path: TextPath) -> Text:
        found.append((path, text))
        return text

    map_texts(node, keep)
    return found


def node_at(document: Document, path: TextPath) -> Any:
    """Return the text of *document* at *path*, or what holds texts there."""
    node: Any = document
    for step in path:
        node = getattr(node, str(step)) if isinstance(node, Model) else node[step]
    return node


def text_at(document: Document, path: TextPath) -> Text:
    """Return the text of *document* at *path*."""
    found: Text = node_at(document, path)
    return found


def texts(document: Document) -> list[Text]:
    """Return the texts of *document* in reading order."""
    return [text for _, text in located_texts(document)]


#: The kinds of texts, as a text's context names them, and the keys of a seed that each stands under; every key that holds texts
#: belongs to one. What a translator reads for a kind is `proof.unit.…` of the house.
KINDS: Mapping[str, Sequence[str]] = {
    "title": ("title", "titles", "subtitles"),
    "heading": ("heading", "chapter", "section", "subsection", "subheading", "point", "minor"),
    "p": ("paragraph", "continued", "indented", "numbered", "lines", "right", "centred"),
    "pp": ("preambular",),
    "op": ("operative",),
    "item": ("lettered", "hanging", "list", "bulleted", "dashed"),
    "cell": ("columns", "head", "rows"),
    "unit": ("unit",),
    "source": ("source",),
    "abbreviations": ("abbreviations",),
    "table-note": (),  # the keys are those of footnotes: “note”, “notes”
    "note": ("note", "notes"),
    "alternative": ("alternative",),
    "name": ("name",),
    "role": ("role",),
    "subsidiary": ("subsidiary",),
    "venue": ("venue",),
    "rapporteur": ("rapporteur",),
    "submission": ("submission",),
    "basis": ("basis",),
    "place": ("place",),
    "for": ("before",),
    "read": ("read",),
    "delete": ("delete",),
    "insert": ("insert",),
}
_KIND_OF = {key: kind for kind, keys in KINDS.items() for key in keys}


def part_names(document: Document) -> list[str]:
    """Return the names of the parts of *document*, as addresses have them: the second annex is `annex-2`."""
    kinds = [part.kind for part in document.parts]
    earlier = [kinds[:place].count(kind) for place, kind in enumerate(kinds)]
    return [f"{kind}-{count + 1}" if count else kind for kind, count in zip(kinds, earlier, strict=True)]


def name_texts(document: Document) -> Document:
    """Return *document* with the address and the context of every text filled in.

    An address is `PART.KIND.N`: `annex.op.5`, `annex-2.op.5.a`. N is the position among the texts of that kind in that part, the
    author's own id, or the key of a note. A sub-paragraph adds its Latin letter, and its own sub-paragraph a Roman number, whatever
    the page shows; a further line of a role its number (`letter.role.1.2`). The second annex is `annex-2`; the summary of a report
    is a part of its own.

    The context is `PART.KIND` without any number, so that it outlives an insertion: `annex.op`, `annex.item` for a sub-paragraph.
    An author's own id makes one of its own, `annex.op.ID`. A cell that is only a figure is marked as no unit.
    """
    own = document.own_language
    names_of_parts = part_names(document)
    counts: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], str] = {}

    def name(text: Text, path: TextPath) -> Text:
        part = owner = "agenda" if path[0] == "agenda" else "masthead"
        if path[0] == "parts":
            part, owner = names_of_parts[int(path[1])], str(path[2])
            if path[3] == "summary":
                part, owner = part.replace(owner, "summary", 1), "summary"
        # the key of a footnote is the author's own word, and may be one of ours, "title"
        place = path.index("notes") if "notes" in path else max(i for i, step in enumerate(path) if step in _KIND_OF)
        step, below = path[place], path[place + 1 :]
        kind = _KIND_OF[str(step)]
        is_below_table = kind == "note" and path[place - 1] in ("table", "figure")
        kind = "table-note" if is_below_table else kind
        # a sub-paragraph among its siblings: a letter, and below it a Roman number
        positions = [] if step == "notes" else [int(below[i + 1]) for i, one in enumerate(below) if one == "items"]
        items = [roman(n + 1).lower() if depth else chr(ord("a") + n) for depth, n in enumerate(positions)]
        names = [str(int(below[0]) + 1)] if step == "role" and below[0] != 0 else items
        if not names:
            counts[part, kind] += 1
            is_keyed = step == "notes" and not is_below_table
            latest[part, kind] = text.id or (str(path[-1]) if is_keyed else str(counts[part, kind]))
        elif text.id:
            names = [*names[:-1], text.id]
        role = f"{owner}.{'item' if items else kind}"
        return replace(
            text,
            context=f"{role}.{text.id}" if text.id else role,
            address=".".join((part, kind, latest[part, kind], *names)),
            language=own,
            is_figure=kind == "cell" and not text.translate and is_figure(text.text, own),
        )

    return map_texts(document, name)


def extract(document: Document, place: str) -> list[Message]:
    """Return the messages of *document* in reading order; *place* is the seed's path from the root of the project.

    Equal texts of one role are one message. A cell that is only a figure is none: the rules of a language write it.
    """
    groups: dict[tuple[str, str], list[Text]] = {}
    for text in texts(document):
        if not text.is_figure:
            groups.setdefault((text.context, text.text), []).append(text)
    messages = []
    for (context, source), group in groups.items():
        comment = [f"{text.address}: {describe_address(text.address)}" for text in group[:_MOST_PLACES]]
        if len(group) > _MOST_PLACES:
            comment.append(f"and {len(group) - _MOST_PLACES} places more")
        comment += dict.fromkeys(text.note for text in group if text.note)
        formerly = next((text.formerly for text in group if text.formerly), None)
        address = group[0].address
        messages.append(Message(context, source, "\n".join(comment), place, formerly=formerly, address=address))
    return messages


def describe_address(address: str) -> str:
    """Return what an address means, in words.

    >>> describe_address("annex.op.5"), describe_address("annex-2.title.1")
    ('operative paragraph 5 of the annex', 'title 1 of annex 2')
    >>> describe_address("report.p.3.b.ii")
    'paragraph 3 (b) (ii) of the report'
    >>> describe_address("letter.role.1.2")
    'line 2 of the function of the signatory 1 of the letter'
    """
    return House(language("en")).unit(address)


@dataclass(frozen=True)
class Translation:
    """What a catalog says of one text. `text` is empty where the source text is printed.

    Of a fuzzy translation `sources` are the source text that it was made for and the one of now, `misfit` is the rule that keeps it
    from being printed.
    """

    state: State
    text: str = ""
    sources: tuple[()] | tuple[str, str] = ()
    misfit: str = ""


#: From context and source text to what the catalog has; the way in which `catalogs` is asked.
TextLookup = Callable[[str, str], Translation]


def translate(document: Document, language: LanguageCode, lookup: TextLookup) -> Document:
    """Return *document* in *language*.

    A text that *lookup* doesn't translate stays as it is, in its own language, and its state says so: it never vanishes.
    A cell that is only a figure is written by the rules of *language*.
    """

    def change(text: Text, _: object) -> Text:
        if text.is_figure:
            written = convert_figure(text.text, text.language, language)
            return replace(text, text=written, language=language, state="translated")
        found = lookup(text.context, text.text)
        if not found.text:
            return replace(text, state="missing", misfit=found.misfit)
        return replace(text, text=found.text, language=language, state=found.state, sources=found.sources)

    return map_texts(document, change)
