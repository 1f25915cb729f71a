"""A document in one language → the facts of its edition."""

from __future__ import annotations

from sixfold.catalogs.inline import plain
from sixfold.document.house import House
from sixfold.document.metadata import Metadata, Status
from sixfold.document.model import Document, Session
from sixfold.document.symbols import public_address


def metadata(document: Document, house: House, title: str, status: Status) -> Metadata:
    """Return the facts of *document* in the language of *house*, as it is printed under *title*."""
    language = house.language
    return Metadata(
        title=title,
        symbols=tuple(map(str, document.symbol)),
        address=public_address(document.symbol[0].text, language.code),
        language=language.code,
        original=document.original,
        direction=language.direction,
        organs=document.organ,
        creators=tuple(house.organ(organ) for organ in document.organ),
        sessions=tuple(map(_session, document.session)),
        agenda=tuple(item for agenda in document.agenda for item in agenda.items),
        subjects=tuple(plain(agenda.title.text) for agenda in document.agenda),
        job_number=str(document.job[language.code].number),
        distribution=document.distribution,
        date=document.date.isoformat(),
        status=status,
    )


def _session(session: Session) -> str:
    """Return a session as a seed has it: `66`, `special 26`."""
    return str(session.value) if session.kind == "regular" else f"{session.kind.replace('_', '-')} {session.value}"
