"""The template of a domain (`.pot`): what a translator of a new language begins with, and what catalogs are updated from."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sixfold.catalogs.headers import CatalogHeader, template_header
from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.reading import decode, parse_entries
from sixfold.catalogs.writing import render
from sixfold.project.files import write_atomically


def template(messages: Sequence[Message], header: CatalogHeader) -> tuple[Entry, ...]:
    """Return the entries of the template of *messages*, in their order, each once."""
    unique = {(message.context, message.text): message for message in messages}
    has_plurals = any(message.plural is not None for message in messages)
    return (template_header(header, has_plurals=has_plurals), *map(_entry, unique.values()))


def _entry(message: Message) -> Entry:
    forms = ("",) if message.plural is None else ("", "")
    extracted = tuple(line.strip() for line in message.comment.splitlines() if line.strip())
    places = (message.place,) if message.place else ()
    return Entry(message.context, message.text, forms, message.plural, extracted=extracted, places=places)


def write_template(path: Path, messages: Sequence[Message], header: CatalogHeader) -> bool:
    """Write the template to *path*; return whether that was needed.

    Raises: WriteError, where the file can't be written.
    """
    original = path.read_bytes() if path.exists() else None
    read: tuple[Entry, ...] = ()
    with suppress(OSError, UnicodeDecodeError):  # what can't be read was not written by us
        read = parse_entries(decode(original or b""))
    content = render(Catalog(template(messages, header), original, read))
    if content == original:
        return False
    write_atomically(path, content)
    return True
