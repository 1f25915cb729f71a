"""A document: data only. What a seed says, in frozen models; a translation has the same shape.

The models carry the rules of the seed format (which keys, which values), so that one place says them; reading a file, and saying
where in it a rule is broken, is the business of `seeds`.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sixfold.inline import parse_inline
from sixfold.symbols import JobNumber, Symbol, join_slugs, parse_job_number, parse_symbols

LanguageCode = Literal["ar", "en", "es", "fr", "ru", "zh"]
LANGUAGE_CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)

Organ = Literal[
    "general-assembly", "security-council", "economic-and-social-council", "human-rights-council", "trusteeship-council",
    "secretariat",
]  # fmt: skip
Distribution = Literal["general", "limited", "restricted", "provisional"]
State = Literal["source", "translated", "fuzzy", "missing"]


@dataclass(frozen=True)
class Text:
    """One text of a document: what a translator translates at once.

    `context` names it (`annex.op.5`); `language` is the language that `text` is written in, so that a draft can show source text in
    a foreign page; `state` says how it came there. `id` is the author's own name for it and replaces its number; `note` is what the
    author wants translators to know.
    """

    text: str
    id: str | None = None
    note: str | None = None
    context: str = ""
    language: LanguageCode = "en"
    state: State = "source"


def _read_text(value: object) -> Text:
    """Return the text that a seed gives as a string, or as a mapping of `text`, `id` and `note`."""
    if isinstance(value, Text):
        return value
    given = value if isinstance(value, dict) else {"text": value}
    for key in given.keys() - {"text", "id", "note"}:
        raise PydanticCustomError("unknown_key", "unknown key “{key}”", {"key": key, "known": ["text", "id", "note"]})
    source, name, note = given.get("text"), given.get("id"), given.get("note")
    if not isinstance(source, str) or not source.strip():
        raise PydanticCustomError("no_text", "text is expected here, found {found}", {"found": _describe(source)})
    if name is not None and not (isinstance(name, str) and name.replace("-", "").isalnum() and name.isascii()):
        raise PydanticCustomError(
            "bad_id", "an id is made of letters, digits and hyphens, found “{id}”", {"id": str(name)}
        )
    if note is not None and not isinstance(note, str):
        raise PydanticCustomError("bad_note", "a note is a text, found “{note}”", {"note": str(note)})
    text = re.sub(r"[ \t\r\n]+", " ", source).strip(" ")  # a no-break space is the author's and stays
    parse_inline(text)  # its MarkupError is a ValueError, which pydantic reports at this place
    return Text(text, name, note)


def _describe(value: object) -> str:
    if value is None:
        return "nothing"
    return "an empty text" if value == "" or isinstance(value, str) else f"“{value}”"


TextField = Annotated[
    Text,
    BeforeValidator(_read_text),
    WithJsonSchema({
        "description": "Running text; <em>, <strong>, <sup> and <sub> are the only tags. A mapping adds an id that stays, a note.",
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "minLength": 1},
                    "id": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
                    "note": {"type": "string", "description": "What translators should know about this text."},
                },
                "required": ["text"],
                "additionalProperties": False,
            },
        ],
    }),
]  # fmt: skip
Texts = Annotated[tuple[TextField, ...], Field(min_length=1)]


class Model(BaseModel):
    """The base of every part of a document: frozen, and refusing keys it doesn't know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class OneOf(Model):
    """A mapping with exactly one key, which says what the value is."""

    @model_validator(mode="after")
    def _has_one_key(self) -> OneOf:
        keys = ", ".join(field.alias or name for name, field in type(self).model_fields.items())
        given = ", ".join(sorted(self.model_fields_set)) or "nothing"
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError(
                "one_of", "exactly one of {keys} is expected here, found {given}", {"keys": keys, "given": given}
            )
        if self.value is None:
            raise PydanticCustomError("nothing", "nothing stands under “{given}”", {"given": given})
        return self

    @property
    def kind(self) -> str:
        """The key that is given."""
        return next(iter(self.model_fields_set))

    @property
    def value(self) -> Any:
        """The value of that key."""
        return getattr(self, self.kind)


class Block(OneOf):
    """One or more paragraphs of one kind; a plain string in a seed is an unnumbered paragraph."""

    paragraph: TextField | None = None
    preambular: Texts | None = Field(None, description="Paragraphs that open a declaration or resolution, unnumbered.")
    operative: Texts | None = Field(None, description="Numbered paragraphs of a declaration or resolution.")
    numbered: Texts | None = Field(None, description="Numbered paragraphs of a report.")

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        return {"paragraph": value} if isinstance(value, str | Text) else value


class Signatory(Model):
    """Who signed, and as what. The family name stands in `<strong>`."""

    name: TextField
    role: TextField


class Letter(Model):
    """A letter: its title, its paragraphs, who signed it."""

    title: TextField
    body: Annotated[tuple[Block, ...], Field(min_length=1)]
    signature: tuple[Signatory, ...] = ()


class Annex(Model):
    """An annex, on a page of its own.

    `numbering` is where paragraph numbers stand: `declaration` one tab in, `report` at the left edge of the text.
    """

    heading: TextField
    titles: tuple[TextField, ...] = ()
    numbering: Literal["declaration", "report"] = "report"
    body: Annotated[tuple[Block, ...], Field(min_length=1)]


class Part(OneOf):
    """A part of a document."""

    letter: Letter | None = None
    annex: Annex | None = None


def _read_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


def _read_session(value: object) -> object:
    return {"regular": value} if isinstance(value, int) and not isinstance(value, bool) else value


SessionNumber = Annotated[int, Strict(), Field(ge=1, le=999)]


class Session(OneOf):
    """A session; a plain number in a seed is a regular one. `year` is how the Security Council counts."""

    regular: SessionNumber | None = None
    special: SessionNumber | None = None
    emergency_special: SessionNumber | None = Field(None, alias="emergency-special")
    year: SessionNumber | None = None


_ITEM = r"[1-9]\d{0,3} ?(\([a-z]\))?"


def _read_item(value: object) -> object:
    if isinstance(value, int | str) and not isinstance(value, bool) and re.fullmatch(_ITEM, str(value)):
        return str(value)
    raise PydanticCustomError("item", "“{item}” is not an agenda item such as 107 or 69(b)", {"item": str(value)})


Item = Annotated[
    str, BeforeValidator(_read_item), WithJsonSchema({"type": ["integer", "string"], "pattern": f"^{_ITEM}$"})
]


def _read_date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.datetime.strptime(str(value), "%Y-%m-%d").date()
    except ValueError:
        raise PydanticCustomError(
            "date", "“{value}” is not a date; write it as 2011-10-04", {"value": str(value)}
        ) from None


Date = Annotated[datetime.date, BeforeValidator(_read_date)]


class Agenda(Model):
    """The items under which a document is issued, of the agenda or of what comes before it, and their title."""

    items: Annotated[tuple[Item, ...], BeforeValidator(_read_list), Field(min_length=1)]
    of: Literal["agenda", "provisional", "preliminary"] = "agenda"
    title: TextField


def _read_job_number(value: object) -> JobNumber:
    if isinstance(value, str):
        return parse_job_number(value)
    raise PydanticCustomError("job", "a job number such as 11-53026 is expected here, found “{n}”", {"n": str(value)})


class Job(Model):
    """What the foot of page 1 prints of a document's processing: its number and up to two dates."""

    number: Annotated[JobNumber, BeforeValidator(_read_job_number), WithJsonSchema({"type": "string"})]
    dates: Annotated[tuple[Date, ...], Field(max_length=2)] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        return value if isinstance(value, dict | Job) else {"number": value}


class Jobs(Model):
    """The job of each language version; in a seed, one number may stand for all."""

    ar: Job
    en: Job
    es: Job
    fr: Job
    ru: Job
    zh: Job

    @model_validator(mode="before")
    @classmethod
    def _from_one(cls, value: object) -> object:
        if isinstance(value, dict) and "number" not in value:
            return value
        return dict.fromkeys(LANGUAGE_CODES, value)

    def __getitem__(self, code: str) -> Job:
        """Return the job of the language *code*."""
        job: Job = getattr(self, code)
        return job


def _read_symbols(value: object) -> tuple[Symbol, ...]:
    given = value if isinstance(value, list) else [value]
    written = [text for text in given if isinstance(text, str)]
    if not given or len(written) < len(given):
        raise PydanticCustomError("symbol", "a document symbol such as A/66/398 is expected here")
    return tuple(symbol for text in written for symbol in parse_symbols(text))


Symbols = Annotated[
    tuple[Symbol, ...], BeforeValidator(_read_symbols),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]  # fmt: skip


class Document(Model):
    """One parliamentary document, in one language."""

    symbol: Symbols = Field(description="The document symbol, A/66/398; a list makes a joint symbol.")
    organ: Annotated[tuple[Organ, ...], BeforeValidator(_read_list), Field(min_length=1, max_length=2)]
    distribution: Distribution = "general"
    date: Date = Field(description="The masthead's date: submission for processing, not the date of the letter.")
    original: LanguageCode = Field("en", description="The language in which this text is written.")
    job: Jobs
    session: Annotated[Session, BeforeValidator(_read_session)]
    agenda: Agenda | None = None
    layout: Literal["new-york-2011"] = "new-york-2011"
    digits: Literal["arab", "latn"] | None = Field(
        None, description="Digits of Arabic running text; the layout's, if absent."
    )
    emblem: str | Literal[False] = Field("emblem.svg", description="An SVG file in templates/, or false for none.")
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @property
    def slug(self) -> str:
        """The symbol as a file name, which is also the domain of the document's catalogs."""
        return join_slugs(self.symbol)

    @property
    def printed_symbol(self) -> str:
        """The symbol or joint symbol as it is printed."""
        return "-".join(map(str, self.symbol))


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
