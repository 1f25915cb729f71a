"""`<ref>` in the texts of a document → what it names, and the words and numbers that are printed for it, with the place of each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from sixfold.catalogs.inline import REFERENCE, MarkupError, Reference, references, strip_tags
from sixfold.document.fields import Text
from sixfold.document.model import Annex, Document
from sixfold.document.numbering import count_document
from sixfold.document.units import map_texts, part_names, texts
from sixfold.errors import near_match
from sixfold.languages import language
from sixfold.languages.numbers import capitalized
from sixfold.languages.references import Number, ReferenceForm, write_reference

#: Behind which a sentence begins: a mark that ends one, which stands behind no abbreviation of up to three letters.
_BEGINNING = re.compile(r"(?:^|(?:[^\W\d_]{4}|[0-9)\]”»])[.!?][”»)]?\s)[“«\"\s]*$")


class Target(NamedTuple):
    """What a reference leads to: its address, or that of the first text of an annex, table, figure or box, and its number."""

    address: str
    number: Number

    @property
    def part(self) -> str:
        """The part in which its number counts; annexes count through the document."""
        return "" if self.number.what in ("annex", "enclosure", "appendix") else self.address.partition(".")[0]


class CrossReferences:
    """What the references of a document can name: its `numbers` by address, the addresses of each id, every address of a text.

    `headings` are the addresses of those of annexes, or of their first titles, by the name of the annex, and those of the first
    texts of tables, figures and boxes by their names; `named` are the ids of texts by the addresses that they would have without
    one.
    """

    def __init__(self, document: Document) -> None:
        """Count what has a number in *document*."""
        self.ids: dict[str, list[str]] = {}
        self.named: dict[str, str] = {}
        self.addresses = {text.address for text in texts(document)}
        positions: Counter[str] = Counter()
        for text in texts(document):
            role = text.address.rpartition(".")[0]
            positions[role] += 1
            if text.id:
                self.ids.setdefault(text.id, []).append(text.address)
                self.named[f"{role}.{positions[role]}"] = text.id
        counted = [*count_document(document)]
        self.numbers = {one.address: one.number for one in counted if one.number}
        on_page = {one.path: one.address for one in counted}  # a table is known by its own name and, last, by its first text
        self.headings = {one.address: on_page[one.path] for one in counted if on_page[one.path] != one.address}
        for name, part in zip(part_names(document), document.parts, strict=True):
            if isinstance(part.value, Annex) and (first := part.value.heading or next(iter(part.value.titles), None)):
                self.headings[name] = first.address  # by its id an annex is named, too
                self.numbers[first.address] = self.numbers[name]

    def find(self, name: str) -> Target:
        """Return what *name*, an address or an author's id, names.

        Raises: MarkupError, where there is no such thing, or it has no number on the page.
        """
        if name not in self.numbers and len(named := self.ids.get(name, ())) > 1:
            raise MarkupError(f"<ref> names “{name}”, the id of {len(named)} texts", f"write one of {', '.join(named)}")
        address = name if name in self.numbers else next(iter(self.ids.get(name, (name,))))
        if address in self.numbers:
            return Target(self.headings.get(address, address), self.numbers[address])
        if address in self.addresses:
            raise MarkupError(f"<ref> names {name}, which has no number on the page", "name it in words")
        known = [*self.ids, *self.numbers]
        hint = near_match(name, known, "write an address, such as annex.op.3, or the id of a text")
        if name in self.named:
            hint = f"the text there has an id: write <ref>{self.named[name]}</ref>"
        elif any(name[:place] in known and name[place + 1 :] in known for place, sign in enumerate(name) if sign == "-"):
            hint = "write an en dash, “–”, between the ends of a range"
        raise MarkupError(f"<ref> names {name}, which isn’t there", hint)

    def resolve(self, names: str) -> list[tuple[Target, Target | None]]:
        """Return what *names*, a list of addresses and ids and ranges of them, names.

        Raises: MarkupError, where something isn't there, and for what no language can print as one list.
        """
        members = []
        for name in names.split(","):
            first, *others = (self.find(one.strip()) for one in name.split("–"))
            last = others[0] if others else None
            if len(others) > 1 or (last and last.number.steps <= first.number.steps):
                raise MarkupError(f"<ref> has a range that doesn’t rise, {name.strip()}", "write the lower number first")
            members.append((first, last))
        every = [one for member in members for one in member if one]
        kinds, parts = {one.number.what for one in every}, {one.part for one in every}
        if len(kinds) > 1 or len(parts) > 1:
            what = f"<ref> names a {' and a '.join(sorted(kinds))}" if len(kinds) > 1 else "<ref> names places of several parts"
            raise MarkupError(what, "write a <ref> for each")
        return members

    def check(self, reference: Reference) -> set[str]:
        """Return the addresses that *reference* names, but for the ends of a range, in which the text itself may be.

        Raises: MarkupError, where it can't be printed.
        """
        if reference.to:
            raise MarkupError("<ref> has no “to”", "write <ref>ADDRESS</ref>")
        members = self.resolve(reference.names)
        if reference.form == "number" and not members[0][0].number.steps:
            raise MarkupError(f"<ref> names {reference.names}, which is the only one and has no number", "delete the form")
        return {first.address for first, last in members if not last}


def print_references(document: Document) -> Document:
    """Return *document* with what is printed for each reference in its place: `<ref to="annex.op.3">paragraph 3</ref>`.

    Raises: MarkupError, for a reference to what isn't there.
    """
    if not any(references(text.text) for text in texts(document)):
        return document
    found = CrossReferences(document)

    def change(text: Text, _: object) -> Text:
        return replace(text, text=_printed(text, found)) if references(text.text) else text

    return map_texts(document, change)


def quote_references(document: Document) -> Document:
    """Return *document* with what is printed for each reference as plain words, as another document quotes it."""
    return map_texts(print_references(document), lambda text, _: replace(text, text=REFERENCE.sub(r"\1", text.text)))


def _printed(text: Text, found: CrossReferences) -> str:
    given = iter(references(text.text))

    def write(match: re.Match[str]) -> str:
        reference, typed = next(given), strip_tags(text.text[: match.start()])
        form: ReferenceForm = reference.form  # type: ignore[assignment]
        members = found.resolve(reference.names)
        targets = [one for member in members for one in member if one]
        numbers = [(first.number, last.number if last else None) for first, last in members]
        after_see = typed.lower().replace("\u00a0", " ").rstrip().endswith(tuple(language(text.language).references["see"]))
        begins = form != "number" and bool(_BEGINNING.search(typed))
        printed = ""
        for piece in write_reference(numbers, text.language, form, after_see=after_see):
            words = capitalized(piece.text) if begins and not printed else piece.text
            to = "" if piece.place is None else targets[piece.place].address
            printed += f'<ref to="{to}">{words}</ref>' if to and '"' not in to else words  # a note's key is the author's own word
        return printed

    return REFERENCE.sub(write, text.text)
