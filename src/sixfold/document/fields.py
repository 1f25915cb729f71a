"""What stands under a key of a seed → a value of the model: texts, dates, symbols, numbers; and the base of all models."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sixfold.catalogs.inline import check_characters, plain
from sixfold.document.symbols import JobNumber, Symbol, parse_job_number, parse_symbols
from sixfold.errors import UsageError
from sixfold.languages import LanguageCode
from sixfold.languages.formatting import ITEM_PATTERN, parse_items

Organ = Literal[
    "general-assembly", "security-council", "economic-and-social-council", "human-rights-council", "trusteeship-council",
    "secretariat",
]  # fmt: skip
Distribution = Literal["general", "limited", "restricted", "provisional"]
TextState = Literal["source", "translated", "fuzzy", "missing"]

#: The United Nations began in 1945: an earlier year is a typing mistake.
FIRST_YEAR = 1945


def _complete_schema(schema: JsonSchemaValue, model: type[BaseModel]) -> None:
    """Add to a model's JSON Schema what its validators know and pydantic can't see."""
    if issubclass(model, OneOf):
        for name, field in schema["properties"].items():
            form = next(form for form in field["anyOf"] if form != {"type": "null"})
            schema["properties"][name] = form | {key: field[key] for key in field if key not in ("anyOf", "default")}
        schema |= {"minProperties": 1, "maxProperties": 1}
    if issubclass(model, Model) and model.short_forms:
        whole = dict(schema)
        schema.clear()
        forms = (whole["properties"][form] if isinstance(form, str) else form for form in model.short_forms)
        schema["anyOf"] = [*forms, whole]


class Model(BaseModel):
    """The base of every part of a document: frozen, and refusing keys it doesn't know.

    `short_forms` are the JSON Schemas of other ways to write it, which its validators read; a field's name stands for its schema.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, json_schema_extra=_complete_schema,
        defer_build=True,  # of one document all are in a single validator: −15 ms
    )  # fmt: skip
    short_forms: ClassVar[tuple[JsonSchemaValue | str, ...]] = ()


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


@dataclass(frozen=True)
class Text:
    """One text of a document: what a translator translates at once.

    `address` is its place in the document (`annex.op.5`), `context` its role (`annex.op`), by which catalogs know it; `language` is
    the language that `text` is written in, so that a draft can show source text in a foreign page; `state` says how it came there:
    `missing` is source text, `fuzzy` a translation that nobody has confirmed. `sources` are the source text of that one
    and the one of now, `misfit` is the rule that keeps one from being printed.
    `id` is the author's own name for it and replaces its number; `note` is what the author wants translators to know; `formerly` is
    the text before a correction that leaves its translations right. `is_figure` says that the text is no unit: a cell that the
    rules of a language write, unless the author wants to `translate` it.
    """

    text: str
    id: str | None = None
    note: str | None = None
    formerly: str | None = None
    translate: bool = False
    is_figure: bool = False
    context: str = ""
    address: str = ""
    language: LanguageCode = "en"
    state: TextState = "source"
    sources: tuple[()] | tuple[str, str] = ()
    misfit: str = ""


def optional(description: str) -> Any:
    """Return the field of what may be absent, with its *description* in the schema."""
    return Field(None, description=description)


def describe(value: object) -> str:
    """Return what was found, for the sentence of an error.

    >>> describe(None), describe(3)
    ('nothing', '“3”')
    """
    if value is None or value == "":
        return "nothing"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    shown = str(value)
    return f"“{shown}”" if len(shown) <= 60 else f"“{shown[:59]}…”"


def expected(what: str, found: object) -> PydanticCustomError:
    """Return the error that *what* should stand where *found* does."""
    return PydanticCustomError("expected", "{what} is expected here, found {found}", {"what": what, "found": describe(found)})


_TYPED = {"type": "string", "minLength": 1}
_TEXT_PROPERTIES = {
    "text": _TYPED,
    "id": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
    "note": {"type": "string", "description": "What translators should know about this text."},
    "formerly": {"type": "string", "description": "The text before an editorial correction: translations of it stay valid."},
    "translate": {"const": True, "description": "Also a figure in a cell, which is otherwise written by rule, is translated."},
}


def _read_text(value: object) -> Text:
    """Return the text that a seed gives as a string, or as a mapping of `text` and the other keys."""
    if isinstance(value, Text):
        return value
    given: dict[str, Any] = value if isinstance(value, dict) else {"text": value}
    for key in given:
        if key not in _TEXT_PROPERTIES:
            raise PydanticCustomError("unknown_key", "unknown key “{key}”", {"key": key, "known": [*_TEXT_PROPERTIES]})
    source, name, note, formerly, translate = (given.get(key) for key in _TEXT_PROPERTIES)
    if not isinstance(source, str):
        raise expected("text", source)
    if name is not None and not (isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9-]+", name)):
        raise expected("an id of letters, digits and hyphens", name)
    for what, words in (("a note", note), ("the former text", formerly)):
        if words is not None and not isinstance(words, str):
            raise expected(f"{what}, which is a text,", words)
    if translate not in (None, True):
        raise expected("true, or no such key,", translate)
    if not any(letter.isprintable() and not letter.isspace() for letter in plain(source)):
        raise PydanticCustomError("empty", "text is expected here, found nothing that can be seen")
    read = Text(_fold(source), name, note and _fold(note), formerly and _fold(formerly), translate is True)
    if read.formerly == read.text:
        raise PydanticCustomError("same", "“formerly” says the same as the text; delete it")
    return read


def apart_from_text(value: object, model: type[Model]) -> object:
    """Return *value*, a text or a mapping, with the keys of *model* apart from what its text has besides itself."""
    if not isinstance(value, dict):
        return value if isinstance(value, model) else {"text": value}
    known = [*dict.fromkeys([*model.model_fields, *_TEXT_PROPERTIES])]
    if unknown := [key for key in value if key not in known]:
        raise PydanticCustomError("unknown_key", "unknown key “{key}”", {"key": unknown[0], "known": known})
    own = {key: value[key] for key in value if key in model.model_fields and key != "text"}
    inner = {key: one for key, one in value.items() if key not in own}
    return own | {"text": inner if set(inner) - {"text"} else inner.get("text")}


def _fold(text: str) -> str:
    """Return *text* in one line; a no-break space is the author's and stays."""
    check_characters(text)  # its MarkupError is a ValueError, which pydantic reports at this place
    return re.sub(r" ?(<br>) ?", r"\1", re.sub(r"[ \t\r\n]+", " ", text)).strip(" ")


TextField = Annotated[
    Text, BeforeValidator(_read_text),
    WithJsonSchema({
        "description": "Running text; its tags are <em>, <strong>, <sup>, <sub>, <fn>, <ref> and, in titles and headings, <br>. "
        "A mapping adds an id that stays, a note, the former text of an editorial correction, or that a figure in a cell is "
        "translated.",
        "anyOf": [
            _TYPED,
            {"type": "object", "properties": _TEXT_PROPERTIES, "required": ["text"], "additionalProperties": False},
        ],
    }),
]  # fmt: skip
Texts = Annotated[tuple[TextField, ...], Field(min_length=1)]


def read_list(value: object) -> Sequence[object]:
    """Return *value* as a list, if it isn't one."""
    return value if isinstance(value, list | tuple) else (value,)


@dataclass(frozen=True)
class OneOrMore:
    """Marks a list that is written without brackets when it has one member; if it `may_be_empty`, "" and nothing are none."""

    may_be_empty: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the list, for any value."""

        def read(value: object) -> Sequence[object]:
            is_empty = self.may_be_empty and (value is None or (isinstance(value, str) and not value.strip()))
            return () if is_empty else read_list(value)

        return core_schema.no_info_before_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the list, of its member, or of nothing."""
        schema = handler(core)
        return {"anyOf": [schema["items"], schema, *([{"enum": ["", None]}] if self.may_be_empty else ())]}


def only(what: str, is_right: Callable[[Any], object]) -> BeforeValidator:
    """Return what refuses a value that isn't right: *what* is expected."""

    def check(value: object) -> object:
        if is_right(value):
            return value
        raise expected(what, value)

    return BeforeValidator(check)


Organs = Annotated[tuple[Organ, ...], Field(min_length=1, max_length=2), OneOrMore()]

#: What has an ordinal in words: a session, a meeting.
OrdinalNumber = Annotated[int, Strict(), Field(ge=1, le=999)]
#: The year of a session: the first was the year after.
CalendarYear = Annotated[int, Strict(), Field(ge=FIRST_YEAR + 1, le=9999)]


def _read_item(value: object) -> object:
    if isinstance(value, int | str) and not isinstance(value, bool) and re.fullmatch(ITEM_PATTERN, str(value), re.ASCII):
        return str(value)
    is_range = isinstance(value, str) and re.search("[-–]", value)
    raise expected("a range such as 12-14 or 69(a)-(d)" if is_range else "an agenda item such as 107 or 69(b)", value)


def _check_items(items: tuple[str, ...]) -> tuple[str, ...]:
    try:
        parse_items(items)
    except UsageError as error:
        raise PydanticCustomError("items", "{what}", {"what": error.problems[0].what}) from error
    return items


AgendaItem = Annotated[
    str, BeforeValidator(_read_item),
    WithJsonSchema({"type": ["integer", "string"], "pattern": f"^{ITEM_PATTERN}$"}),
]  # fmt: skip
AgendaItems = Annotated[tuple[AgendaItem, ...], Field(min_length=1), AfterValidator(_check_items), OneOrMore()]


def _read_date(value: object) -> datetime.date:
    with suppress(ValueError):
        date = datetime.date.fromisoformat(str(value))
        if date.isoformat() == str(value) and date.year >= FIRST_YEAR:
            return date
    raise expected("a date such as 2011-10-04", value)


Date = Annotated[datetime.date, BeforeValidator(_read_date)]


JobNumberField = Annotated[
    JobNumber, BeforeValidator(parse_job_number),
    only("a job number such as 11-53026", lambda value: isinstance(value, str)), WithJsonSchema({"type": "string"}),
]  # fmt: skip


def _read_symbols(value: object) -> tuple[Symbol, ...]:
    symbols: tuple[Symbol, ...] = ()
    for text in read_list(value) or (None,):
        if not isinstance(text, str):
            raise expected("a document symbol such as A/66/398", text)
        symbols += parse_symbols(text)
    return symbols


Symbols = Annotated[
    tuple[Symbol, ...], BeforeValidator(_read_symbols),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]  # fmt: skip

#: A file below a folder, by steps that begin with a letter or digit: never an address, never a way out.
_FILE = r"([A-Za-z0-9_][A-Za-z0-9_.\-]*/)*[A-Za-z0-9_][A-Za-z0-9_.\-]*\."


def _is_file(value: object, kinds: str) -> bool:
    return isinstance(value, str) and re.fullmatch(_FILE + kinds, value) is not None


Emblem = Annotated[
    str | Literal[False],
    only("the name of an .svg file in templates/, or false for none,", lambda name: name is False or _is_file(name, "svg")),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": f"^{_FILE}svg$"}, {"const": False}]}),
]
PictureFile = Annotated[
    str, only("the name of an .svg or .png file beside the seed", lambda name: _is_file(name, "(svg|png)")),
    WithJsonSchema({"type": "string", "pattern": f"^{_FILE}(svg|png)$"}),
]  # fmt: skip
