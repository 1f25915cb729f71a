"""A seed, the YAML file of a document → `Document`, or every problem at once, each with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sixfold.catalogs.inline import BREAK, MarkupError, may_break, note_calls, references
from sixfold.document.cross_references import CrossReferences
from sixfold.document.fields import Model, describe
from sixfold.document.model import Document
from sixfold.document.numbering import called_note, count_document, is_numbered
from sixfold.document.pictures import misplaced_pictures
from sixfold.document.units import located_texts, name_texts, texts
from sixfold.document.yaml_nodes import find_line, read_yaml
from sixfold.errors import Problem, SeedError, UsageError, near_match
from sixfold.languages import LANGUAGE_CODES
from sixfold.languages.references import Number, write_number
from sixfold.project.files import read_file

#: A seed is typed by people; what is larger than this (bytes) is something else.
SIZE_LIMIT = 4_000_000

#: Of one document. The engine takes up to 20 ms for each, as it lays out a page again for every note (measured).
NOTES_LIMIT = 1_000

#: So many wrong references are told of one seed: near names of each are searched in all.
_MOST_WRONG = 100

#: What pydantic calls its complaints, and what we say.
_EXPECTED = {
    "value_error": "{error}",
    "model_type": "a mapping (key: value) is expected here",
    "dict_type": "a mapping (key: value) is expected here",
    "tuple_type": "a list (- …) is expected here",
    "too_short": "at least one is expected here",
    "too_long": "at most {max_length} are expected here, found {actual_length}",
    "int_type": "a whole number is expected here",
    "greater_than_equal": "a number from {ge} on is expected here",
    "less_than_equal": "a number up to {le} is expected here",
}


def read_seed(path: Path) -> Document:
    """Return the document that the seed at *path* describes, its texts named.

    Raises: SeedError, with every problem of the file.
    """
    try:
        content = read_file(path)
        if len(content) > SIZE_LIMIT:
            raise SeedError(f"{len(content):,} bytes are too many for a seed", path, hint="is this a seed?")
        return parse_seed(content.decode("utf-8-sig"), path, has_pictures=True).lying_in(path.resolve().parent)
    except OSError as error:
        raise SeedError(f"can't be read: {error.strerror}", path, hint="check the name and the permissions") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SeedError("not UTF-8", path, line, "save the file in the encoding UTF-8") from error


def parse_seed(source: str, path: Path, *, has_pictures: bool = False) -> Document:
    """Return the document that the YAML text *source* describes; *path* is for messages only, unless it *has_pictures* beside it.

    Raises: SeedError, with every problem.
    """
    tree = read_yaml(source, path)
    if not isinstance(tree, dict):
        raise SeedError("a seed is a mapping that begins with “symbol: …”", path, 1, "see seeds/schema.json")
    try:
        document = name_texts(Document.model_validate(tree))
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        # a complaint about what holds another one only follows from it
        around = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
        problems = list(dict.fromkeys(_problem(error, tree, path) for error in errors if error["loc"] not in around))
    else:
        checks = (_texts, _notes, _unnumbered, _references, *((misplaced_pictures,) if has_pictures else ()))
        problems = [problem for check in checks for problem in dict.fromkeys(check(document, tree, path))]
        if not problems:
            return document
    raise SeedError.of(sorted(problems, key=lambda problem: problem.line or 0)) from None


def json_schema() -> str:
    """Return the JSON Schema of a seed, which editors use to complete and check while a person types."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Document.model_json_schema(by_alias=True)
    schema["title"] = "Seed of a parliamentary document"
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _problem(error: ErrorDetails, tree: Any, path: Path) -> Problem:
    """Return one of pydantic's complaints in the words of this project."""
    context = error.get("ctx", {})
    location = (*error["loc"], context["key"]) if "key" in context else (*error["loc"], *context.get("place", ()))
    place, line = find_line(location, tree)
    match error["type"]:
        case "extra_forbidden" | "unknown_key":
            steps, key = place[:-1], str(place[-1])
            known = context.get("known") or list(_known_keys(location[:-1]))
            hint = near_match(key, known, f"known here: {', '.join(known)}")
            if steps and (" " in key or key[:1].isupper()):
                hint = f"put the text in quotation marks if it begins with “{key}:”"
            return Problem(f"unknown key “{key}” in {_mapping(steps)}", path, line, hint)
        case "missing":
            key = str(error["loc"][-1])
            return Problem(f"“{key}” is missing in {_mapping(place)}", path, line, f"add “{key}: …”")
        case "literal_error":
            known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            what = f"{_name(place)}: {describe(error['input'])} is not known here"
            return Problem(what, path, line, near_match(str(error["input"]), known, f"known here: {', '.join(known)}"))
        case kind:
            expected = _EXPECTED[kind].format(**context) if kind in _EXPECTED else error["msg"]
            is_number = kind == "model_type" and isinstance(error["input"], int | float)
            hint = f"put {error['input']} in quotation marks if it is a text" if is_number else None
            if kind == "tuple_type" and is_numbered(str(place[-1])):
                hint = "begin each paragraph with “- ”; from another number on, write the first one {text: …, number: 52}"
            hint = getattr(context.get("error"), "hint", None) or hint
            return Problem(f"{_name(place)}: {expected}", path, line, hint)


def _name(location: Sequence[str | int]) -> str:
    """Return what a person calls a place: `agenda.items`, `letter.body`, `the seed`."""
    words = [step for step in location if isinstance(step, str)]
    names = [step for i, step in enumerate(words) if step not in ("parts", "body") or i == len(words) - 1]
    return ".".join(names) or "the seed"


def _mapping(location: Sequence[str | int]) -> str:
    """Return what a person calls the mapping in which a key stands: `annex`, also for what stands in its body."""
    inner = [step for step in location if isinstance(step, str) and step not in ("parts", "body")]
    return _name(inner or location)


def _known_keys(location: Sequence[str | int]) -> Iterator[str]:
    """Yield the keys that may stand at *location*, as they are written."""
    model: type[Model] = Document
    for step in location:
        if isinstance(step, str):
            field = next(field for name, field in model.model_fields.items() if step in (name, field.alias))
            model = next(_models(field.annotation), model)
    for name, field in model.model_fields.items():
        yield field.alias or name


def _models(annotation: Any) -> Iterator[type[Model]]:
    """Yield the models that the type *annotation* mentions."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _texts(document: Document, tree: Any, path: Path) -> Iterator[Problem]:
    """Yield each text with the address of another, and each with a line break that is neither a title nor a heading."""
    lines: dict[str, int] = {}
    for location, text in located_texts(document):
        place, line = find_line(location, tree)
        first = lines.setdefault(text.address, line)
        if first != line:
            what = f"this text is named “{text.address}”, like the one in line {first}"
            yield Problem(what, path, line, "give one of them another id")
        if BREAK in text.text and not may_break(text.context):
            yield Problem(f"{_name(place)}: <br> breaks lines of titles and headings only", path, line, "write two texts")


def _notes(document: Document, tree: Any, path: Path) -> Iterator[Problem]:
    """Yield each call of a note that there isn't, each note that nothing calls (it would not be printed), and too many.

    A note stands in the foot of a page, for its part, or below a table or figure, for what that holds; those of a figure may be
    called in its picture.
    """
    places = located_texts(document)
    uncalled = dict.fromkeys(location for location, _ in places if location[0] == "parts" and "notes" in location)
    known = frozenset(uncalled)
    for location, text in places:
        for key in note_calls(text.text):
            called = called_note(location, key, known)
            uncalled.pop(called, None)
            if "notes" in location:
                what, hint = f"<fn>{key}</fn> stands in a footnote, which can’t call another", "call it in the text"
            elif called:
                continue
            else:
                what, hint = f"<fn>{key}</fn> calls a footnote that isn’t there", f"write “notes: {{{key}: …}}” in this part"
            yield Problem(what, path, find_line(location, tree)[1], hint)
    if (count := sum(len(part.value.notes) for part in document.parts)) > NOTES_LIMIT:
        yield Problem(f"{count:,} footnotes; at most {NOTES_LIMIT:,} can be set", path, 1, "divide the document")
    for location in (one for one in uncalled if one[one.index("notes") - 1] != "figure"):
        _, line = find_line(location, tree)
        hint = f"write <fn>{location[-1]}</fn> where its mark belongs"
        yield Problem(f"nothing calls the footnote “{location[-1]}”", path, line, hint)


def _unnumbered(document: Document, tree: Any, path: Path) -> Iterator[Problem]:
    """Yield each heading and sub-paragraph for whose number one of the six languages has no sign, or which can have none."""
    for steps, _, counted, is_given in count_document(document):
        found, line = find_line(steps, tree)
        if is_given and not counted:
            yield Problem(f"{_name(found)}: what has no number can’t begin with one", path, line, "delete “number”")
        own = counted._replace(steps=counted.steps[-1:]) if counted else Number("annex")
        try:
            for code in LANGUAGE_CODES:
                write_number(own, code)
        except UsageError as error:
            yield Problem(f"{_name(found)}: {error.problems[0].what}", path, line, error.problems[0].hint)


def _references(document: Document, tree: Any, path: Path) -> Iterator[Problem]:
    """Yield each reference to what isn’t there or can’t be printed, and each circle: a text or notes that refer to themselves."""
    if not any(references(text.text) for text in texts(document)):
        return
    found = CrossReferences(document)
    lines = {text.address: find_line(location, tree)[1] for location, text in located_texts(document)}
    named: dict[str, set[str]] = {}
    wrong = 0
    for text in texts(document):
        for reference in references(text.text):
            if wrong == _MOST_WRONG:
                return
            try:
                named.setdefault(text.address, set()).update(found.check(reference))
            except MarkupError as error:
                wrong += 1
                yield Problem(str(error), path, lines[text.address], error.hint)
    # paragraphs may well refer to one another; a note that leads to a note that leads back tells nothing
    of_notes = {address: {one for one in to if _is_note(found, one)} for address, to in named.items() if _is_note(found, address)}
    for address, to in named.items():
        if address in to or address in _reached(address, of_notes):
            hint = "name another place, or say “the present paragraph”"
            yield Problem(f"{address} refers to itself", path, lines[address], hint)


def _is_note(found: CrossReferences, address: str) -> bool:
    return address in found.numbers and found.numbers[address].what == "footnote"


def _reached(start: str, ways: Mapping[str, set[str]]) -> set[str]:
    """Return what *ways* lead to from *start*, in one step or more."""
    reached: set[str] = set()
    ahead = [*ways.get(start, ())]
    while ahead:
        if (address := ahead.pop()) not in reached:
            reached.add(address)
            ahead += ways.get(address, ())
    return reached
