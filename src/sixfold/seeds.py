"""Seeds: the YAML file of a document, read and checked. Every problem is told at once, with its line."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from sixfold.document import Document, Model, name_texts, texts
from sixfold.errors import Problem, SeedError

#: A seed is typed by people; what is larger than this (bytes) is something else.
SIZE_LIMIT = 4_000_000


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are typed: the model reads them and can say where a wrong one stands."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_scalar)


def read_seed(path: Path) -> Document:
    """Return the document that the seed at *path* describes, its texts named.

    Raises: SeedError, with every problem of the file.
    """
    document = parse_seed(_read(path), path)
    if problems := list(_repeated_contexts(document, path)):
        raise SeedError.of(problems)
    return document


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SeedError(f"can't be read: {error.strerror}", path, hint="check the name and the permissions") from error
    if len(content) > SIZE_LIMIT:
        raise SeedError(f"{len(content):,} bytes are too many for a seed", path, hint="is this a seed?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SeedError("not UTF-8", path, line, "save the file in the encoding UTF-8") from error


def parse_seed(source: str, path: Path) -> Document:
    """Return the document that the YAML text *source* describes; *path* is for messages only.

    Raises: SeedError, with every problem.
    """
    tree = _load(source, path)
    if not isinstance(tree, dict):
        raise SeedError("a seed is a mapping that begins with “symbol: …”", path, 1, "see seeds/schema.json")
    try:
        return name_texts(Document.model_validate(tree))
    except ValidationError as invalid:
        problems = [_problem(error, tree, path) for error in invalid.errors(include_url=False)]
        raise SeedError.of(sorted(problems, key=lambda problem: problem.line or 0)) from None
    except RecursionError:
        raise SeedError("nested too deeply", path, hint="a seed is at most a few levels deep") from None


def _load(source: str, path: Path) -> Any:
    """Return the YAML tree, whose nodes know their lines.

    Aliases are refused: a seed needs none, and a few lines of them can stand for gigabytes.
    """
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _Constructor
    yaml.allow_duplicate_keys = False
    try:
        for event in yaml.parse(StringIO(source)):
            if isinstance(event, AliasEvent):
                raise SeedError(
                    "aliases (*name) are not for seeds", path, event.start_mark.line + 1, "write the text out"
                )
        return yaml.load(StringIO(source))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sentence = " ".join(str(part) for part in (error.problem, error.context) if part).splitlines()[0]
        raise SeedError(
            f"not valid YAML: {sentence}", path, mark.line + 1 if mark else None, _yaml_hint(sentence)
        ) from None
    except (YAMLError, ValueError) as error:
        raise SeedError(f"not valid YAML: {str(error).splitlines()[0]}", path, _yaml_line(error)) from None
    except RecursionError:
        raise SeedError("nested too deeply", path, hint="a seed is at most a few levels deep") from None


def _yaml_line(error: Exception) -> int | None:
    line = getattr(error, "line", None)
    return line + 1 if isinstance(line, int) else None


def _yaml_hint(sentence: str) -> str:
    if "duplicate key" in sentence:
        return "keep one of the two"
    return "is a text with a colon or a quotation mark in it without quotes? put it in a block: key: >-"


def _problem(error: ErrorDetails, tree: Any, path: Path) -> Problem:
    """Return one of pydantic's complaints in the words of this project."""
    location, line = _find(error["loc"], tree)
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            key = str(location[-1])
            known = list(_known_keys(location[:-1]))
            return Problem(f"unknown key “{key}” in {_name(location[:-1])}", path, line, _did_you_mean(key, known))
        case "unknown_key":
            key = str(context["key"])
            _, line = _find((*error["loc"], key), tree)
            return Problem(
                f"unknown key “{key}” in {_name(location)}", path, line, _did_you_mean(key, context["known"])
            )
        case "missing":
            place = _name(error["loc"][:-1])
            return Problem(f"“{error['loc'][-1]}” is missing in {place}", path, line, f"add “{error['loc'][-1]}: …”")
        case "literal_error":
            known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            what = f"{_name(location)}: “{error['input']}” is not known here"
            return Problem(what, path, line, _did_you_mean(str(error["input"]), known))
        case "value_error":
            return Problem(f"{_name(location)}: {context['error']}", path, line)
        case _:
            expected = _EXPECTED.get(error["type"], error["msg"])
            return Problem(f"{_name(location)}: {expected}", path, line)


#: What pydantic calls its complaints, and what we say.
_EXPECTED = {
    "model_type": "a mapping (key: value) is expected here",
    "dict_type": "a mapping (key: value) is expected here",
    "tuple_type": "a list (- …) is expected here",
    "too_short": "at least one is expected here",
    "int_type": "a whole number is expected here",
    "string_type": "a text is expected here",
}


def _find(location: Sequence[str | int], tree: Any) -> tuple[tuple[str | int, ...], int]:
    """Return as much of *location* as the file has, and its line, from 1."""
    found: list[str | int] = []
    line = 0
    for step in location:
        try:
            line = (tree.lc.key(step) if hasattr(tree, "keys") else tree.lc.item(step))[0]
            tree = tree[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # a step of the model that the file doesn't write
        found.append(step)
    return tuple(found), line + 1


def _name(location: Sequence[str | int]) -> str:
    """Return what a person calls the place: `annex`, `agenda.items`, `the seed`."""
    names = [str(step) for step in location if isinstance(step, str) and step not in ("parts", "body")]
    return ".".join(names) or "the seed"


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


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else f"known here: {', '.join(known)}"


def _repeated_contexts(document: Document, path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for text in texts(document):
        if text.context in seen:
            yield Problem(f"two texts are named “{text.context}”", path, hint="give one of them another id")
        seen.add(text.context)


def json_schema() -> str:
    """Return the JSON Schema of a seed, which editors use to complete and check while a person types."""
    schema = Document.model_json_schema(by_alias=True)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Seed of a parliamentary document",
    } | schema
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
