"""What catalogs begin with: their headers, and the template of a domain (`.pot`), from which they are updated."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import decode, parse_entries, render
from sixfold.languages import language
from sixfold.project.files import write_atomically

_MIME = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}


@dataclass(frozen=True)
class CatalogHeader:
    """What the headers of a domain's catalogs and of its template say.

    `project` names it with a version or symbol (“Sixfold A/66/398”); `title` is a line for people; `bugs_to` an address
    or URL for mistakes in the source; `date` the day of the source (`2011-10-04`).
    """

    project: str
    title: str
    bugs_to: str
    date: str

    @property
    def creation_date(self) -> str:
        """The day of the source as gettext writes a time: midnight in Greenwich."""
        return f"{self.date} 00:00+0000"


def new_catalog(code: str, header: CatalogHeader) -> Catalog:
    """Return an empty catalog in the language *code*."""
    own = language(code)
    sentences = dict.fromkeys((own.english_name, language("en").unofficial, own.unofficial))
    fields = (header.creation_date, "Sixfold translators", own.english_name, code)
    return Catalog((_header(header, fields, own.plural_forms, f"{'. '.join(sentences)}."),))


def _header(header: CatalogHeader, own: Sequence[str], plural_forms: str, *comments: str) -> Entry:
    """Return the header of a catalog or template; its *own* are the revision, the translator, the team and the language."""
    fields = {
        "Project-Id-Version": header.project,
        "Report-Msgid-Bugs-To": header.bugs_to,
        "POT-Creation-Date": header.creation_date,
        **dict(zip(("PO-Revision-Date", "Last-Translator", "Language-Team", "Language"), own, strict=True)),
        **_MIME,
        **({"Plural-Forms": plural_forms} if plural_forms else {}),
    }
    text = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items())
    return Entry(None, "", (text,), comments=(" ".join(header.title.split()), *comments))


def template(messages: Sequence[Message], header: CatalogHeader) -> tuple[Entry, ...]:
    """Return the entries of the template of *messages*, in their order, each once."""
    unique = {message.key: message for message in messages}
    has_plurals = any(message.plural is not None for message in messages)
    to_fill_in = ("YEAR-MO-DA HO:MI+ZONE", "FULL NAME <EMAIL@ADDRESS>", "LANGUAGE <LL@li.org>", "")
    plural_forms = "nplurals=INTEGER; plural=EXPRESSION;" if has_plurals else ""
    entries = [_header(header, to_fill_in, plural_forms).marked_fuzzy()]
    for message in unique.values():
        forms = ("",) if message.plural is None else ("", "")
        extracted = tuple(line.strip() for line in message.comment.splitlines() if line.strip())
        places = (message.place,) if message.place else ()
        entries.append(Entry(message.context, message.text, forms, message.plural, extracted=extracted, places=places))
    return tuple(entries)


def write_template(path: Path, messages: Sequence[Message], header: CatalogHeader) -> frozenset[str]:
    """Write the template to *path*, where that is needed; return the lines `#.` that it had and has no more.

    Raises: WriteError, where the file can't be written.
    """
    original = path.read_bytes() if path.exists() else None
    read: tuple[Entry, ...] = ()
    with suppress(OSError):  # what can't be read was not written by us
        read = parse_entries(decode(original or b""))
    wanted = template(messages, header)
    content = render(Catalog(wanted, original, read))
    if content != original:
        write_atomically(path, content)
    former, present = (frozenset(line for entry in entries for line in entry.extracted) for entries in (read, wanted))
    return former - present
