"""The template of a domain (`.pot`), as Babel writes it: what a translator of a new language begins with."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from sixfold.catalogs.creating import Domain, creation_date
from sixfold.catalogs.model import Entry
from sixfold.catalogs.parsing import parse
from sixfold.files import write_atomically
from sixfold.messages import Message


def write_template(path: Path, messages: Sequence[Message], domain: Domain) -> bool:
    """Write the template of *domain* to *path*; return whether that was needed.

    Raises:
        WriteError: where the file can't be written.
    """
    content = render_template(messages, domain)
    if path.exists() and path.read_bytes() == content:
        return False
    write_atomically(path, content)
    return True


def is_template(path: Path, messages: Sequence[Message], domain: Domain) -> bool:
    """Say whether the template of *domain* stands at *path* and says what it should, however its lines are folded."""
    text = path.read_bytes().decode("utf-8", errors="replace") if path.exists() else ""
    parsed = parse(text)
    if parsed.faults or parsed.tail.strip() or not parsed.entries or "\r" in text:
        return False
    header, *entries = parsed.entries
    wanted = {(message.context, message.text): message for message in messages}
    return _is_header(header, domain) and list(map(_said, entries)) == list(map(_to_say, wanted.values()))


def _is_header(entry: Entry, domain: Domain) -> bool:
    fields = {
        "Project-Id-Version": domain.project,
        "Report-Msgid-Bugs-To": domain.bugs_to,
        "POT-Creation-Date": creation_date(domain.date),
        "Content-Type": "text/plain; charset=UTF-8",
    }
    lines = [f"{name}: {value}".strip() for name, value in fields.items()]
    is_complete = {line.strip() for line in entry.translation.split("\n")}.issuperset(lines)
    return is_complete and "".join("".join(entry.comments).split()) == "".join(domain.title.split())


def _said(entry: Entry) -> tuple[object, ...]:
    source = entry.context, entry.text, entry.plural
    is_more = bool(entry.comments or entry.is_typed or entry.is_fuzzy or entry.is_obsolete or entry.previous)
    return *source, " ".join(entry.extracted).split(), entry.places, is_more


def _to_say(message: Message) -> tuple[object, ...]:
    return message.context, message.text, message.plural, message.comment.split(), (message.place,), False


def render_template(messages: Sequence[Message], domain: Domain) -> bytes:
    """Return the bytes of the template of *domain*, in the order of *messages*."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415  (0.1 s, and only who extracts needs it)
    from babel.messages.pofile import write_po  # noqa: PLC0415

    project, _, version = domain.project.partition(" ")
    date = datetime.datetime.fromisoformat(domain.date).replace(tzinfo=datetime.UTC)
    template = Catalog(
        locale=None if all(message.plural is None for message in messages) else "en",  # else no rule for plurals
        project=project,
        version=version,
        msgid_bugs_address=domain.bugs_to,
        header_comment=f"# {' '.join(domain.title.split())}",
        creation_date=date,
        charset="UTF-8",
    )
    for message in messages:
        text = message.text if message.plural is None else (message.text, message.plural)
        comments = message.comment.splitlines()
        place = (message.place, 0)  # the line is not written
        template.add(text, context=message.context, auto_comments=comments, locations=[place])
    output = BytesIO()
    write_po(output, template, width=79, include_lineno=False)
    return output.getvalue()
