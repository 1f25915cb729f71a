"""Made-up seeds that hold every kind of text: they follow the models of a document, so that a new key is in them by itself."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from sixfold.document.fields import Model, OneOf, Text
from sixfold.document.model import Block, Document, Item, Part
from sixfold.document.symbols import JobNumber, Symbol

_WORDS = (
    "Measures taken by Member States", "the <em>report</em> of 4 October 2011", "A/66/398, annex", "1.5 million dollars",
    "Prevention & control", "<strong>Kazykhanov</strong>", "CO<sub>2</sub>", "the 10<sup>th</sup> session", "{items}",
)  # fmt: skip
#: Keys of footnotes; some are names of keys that hold texts.
_NOTES = ("a", "1", "title", "note-2", "role")
_DEEPEST_ITEM = 3


@dataclass
class Writer:
    """Writes one seed. With `is_whole` it has every key and every kind of part and block, else some of them."""

    random: Random
    is_whole: bool = False
    _called: set[str] = field(default_factory=set)
    _takes_notes: bool = False

    def seed(self) -> dict[str, Any]:
        """Return a seed as what YAML reads."""
        return self._model(Document, "document") | {"parts": [*self._parts()]}

    def _parts(self) -> list[dict[str, Any]]:
        kinds = [*Part.model_fields]
        if not self.is_whole:
            kinds = [self.random.choice(kinds) for _ in range(self.random.randint(1, 3))]
        return [{kind: self._part(kind)} for kind in kinds]

    def _part(self, kind: str) -> dict[str, Any]:
        self._called, self._takes_notes = set(), True
        part = self._value(Part.model_fields[kind].annotation, kind)
        self._takes_notes = False
        if self._called:
            words = (*_WORDS, "Foo, <ref>annex</ref>") if self.is_whole else _WORDS  # which has an annex
            part["notes"] = {key: self.random.choice(words) for key in sorted(self._called)}
        return dict(part)

    def _model(self, model: type[Model], name: str) -> Any:
        if issubclass(model, OneOf):
            key = self.random.choice([*model.model_fields])
            return {self._key(model, key): self._value(model.model_fields[key].annotation, key)}
        if model is Item:
            return self._item()
        keys = {key for key, one in model.model_fields.items() if one.is_required() or self.is_whole or self._maybe()}
        keys -= {"notes", "parts", "digits"} if name == "document" else {"notes"}
        fields = [(key, one.annotation) for key, one in model.model_fields.items() if key in keys]
        return {self._key(model, key): self._value(annotation, key) for key, annotation in fields}

    def _item(self, degree: int = 1) -> dict[str, Any]:
        text = self._text()
        item = dict(text) if isinstance(text, dict) else {"text": text}
        if degree < _DEEPEST_ITEM and self._maybe():
            item["items"] = [self._item(degree + 1) for _ in range(2)]
        return item

    @staticmethod
    def _key(model: type[Model], name: str) -> str:
        return model.model_fields[name].alias or name

    def _maybe(self) -> bool:
        return self.random.random() < 0.4

    def _value(self, annotation: Any, name: str) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(arguments[0], name)
        if origin in (Union, UnionType, Literal):
            chosen = self.random.choice([one for one in arguments if one is not type(None)])
            return chosen if origin is Literal else self._value(chosen, name)
        if origin is dict:
            return {self._value(one, name): self._value(other, name) for one, other in [arguments]}
        if origin is tuple:
            return self._list(arguments[0], name)
        if issubclass(annotation, Model):
            own = {"table": self._table, "figure": self._figure, "box": self._box, "contents": self._contents}
            return own[name]() if name in own else self._model(annotation, name)
        return self._plain(annotation, name)

    def _list(self, of: Any, name: str) -> list[Any]:
        if name in ("body", "summary") and self.is_whole:
            return self._every_block()
        if name == "corrections":
            forms = (("read", "for"), ("read",), ("delete",), ("insert",))
            return [self._correction(form) for form in (forms if self.is_whole else [self.random.choice(forms)])]
        if name == "items":
            return self.random.sample([7, "69 (b)", "107(a)"], self.random.randint(1, 3))
        most = 1 if name in ("symbol", "organ", "session", "dates") else 3
        return [self._value(of, name) for _ in range(self.random.randint(1, most))]

    def _correction(self, form: Sequence[str]) -> dict[str, Any]:
        texts = {"place": self._text(), **{key: self._text() for key in form}}
        return texts | {"for": "the former words"} if "for" in form else texts

    def _every_block(self) -> list[dict[str, Any]]:
        blocks = [{key: self._value(one.annotation, key)} for key, one in Block.model_fields.items()]
        return [*blocks, {"table": self._plain_table()}]

    def _table(self) -> dict[str, Any]:
        if not self.is_whole and self._maybe():
            return self._plain_table()
        columns = self.random.randint(1, 3)
        table: dict[str, Any] = {"title": self._text()}
        merged = [[{"text": "Merged<fn>t</fn>", "down": 2}, *self._cells(columns)], self._cells(columns)]
        table["rows"] = [
            {"group": self._text()}, *merged, *({kind: self._cells(columns + 1)} for kind in ("cells", "subtotal", "total")),
        ]  # fmt: skip
        table |= {key: self._text() for key in ("unit", "source", "note", "abbreviations")}
        table |= {"number": True, "wide": self._maybe(), "landscape": self._maybe(), "widths": [1.5] * (columns + 1)}
        head = [[{"text": self._text(), "across": columns + 1}], self._cells(columns + 1)]
        return table | {"head": head, "notes": {"t": "A note below."}}

    def _figure(self) -> dict[str, Any]:
        figure = {key: self._text() for key in ("source", "note", "abbreviations") if self.is_whole or self._maybe()}
        figure |= {"title": self._text(), "number": 66, "notes": {"f": "A note in the picture."}}
        figure |= {"wide": self._maybe(), "landscape": self._maybe()}
        return figure | {"picture": "emblem.svg", "alternative": "An olive branch round the world."}

    def _box(self) -> dict[str, Any]:
        body = [self._text(), {"bulleted": [self._item()]}, {"figure": self._figure()}]
        return {"title": self._text(), "number": True, "body": body}

    def _contents(self) -> dict[str, Any]:
        below = self.random.choice(["titles", "summary"])
        return {"levels": self.random.randint(1, 4), "paragraphs": self._maybe(), "below": below}

    def _plain_table(self) -> dict[str, Any]:
        columns = self.random.randint(1, 3)
        return {"title": self._text(), "columns": self._cells(columns), "rows": [self._cells(columns) for _ in range(2)]}

    def _cells(self, count: int) -> list[Any]:
        texts = [[self._text() for _ in range(self.random.randint(0, 2))] for _ in range(count)]
        return [cell if len(cell) > 1 else cell[0] if cell else "" for cell in texts]

    def _plain(self, kind: type, name: str) -> Any:
        if kind is Text:
            return self._text()
        if kind is bool:
            return self._maybe()
        values = {
            int: 2025 if name in ("of_year", "substantive") else 66, str: "emblem.svg",
            datetime.date: "2011-10-04", JobNumber: "11-53026", Symbol: "A/66/398",
        }  # fmt: skip
        return values[kind]

    def _text(self) -> str | dict[str, str]:
        words = self.random.choice(_WORDS)
        if self._takes_notes and self._maybe():
            self._called.add(key := self.random.choice(_NOTES))
            words += f"<fn>{key}</fn>"
        return {"text": words, "note": "For translators."} if self._maybe() else words
