"""A document in one language → the facts of its edition beside its page: for catalogues and search, in the words of the seed.

They go from the process that composes to the one that prints, which must not import what composes: hence a module of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sixfold.document.symbols import public_address

if TYPE_CHECKING:
    from sixfold.document.house import House
    from sixfold.document.model import Document

Status = Literal["final", "draft", "proof"]


@dataclass(frozen=True)
class Metadata:
    """The facts of one edition. `creators` and `subjects` are in its language, the rest are words of the seed.

    The last two are added where an archive edition is typeset: what was asked for, and the version of each program and font.
    """

    title: str
    symbols: tuple[str, ...]
    address: str
    language: str
    original: str
    direction: str
    organs: tuple[str, ...]
    creators: tuple[str, ...]
    sessions: tuple[str, ...]
    agenda: tuple[str, ...]
    subjects: tuple[str, ...]
    job_number: str
    distribution: str
    date: str
    status: Status
    options: tuple[str, ...] = ()
    made_with: tuple[str, ...] = ()


def edition_metadata(document: Document, house: House, title: str, status: Status) -> Metadata:
    """Return the facts of *document* in the language of *house*, as it is printed under *title*."""
    language = house.language
    return Metadata(
        title=title,
        symbols=tuple(map(str, document.symbol)),
        address=public_address(document.symbol[0].text, language.code, document.date),
        language=language.code,
        original=document.original,
        direction=language.direction,
        organs=document.organ,
        creators=tuple(house.organ(organ) for organ in document.organ),
        sessions=tuple(map(str, document.session)),
        agenda=tuple(item for agenda in document.agenda for item in agenda.items),
        subjects=document.subjects,
        job_number=str(document.job[language.code].number),
        distribution=document.distribution,
        date=document.date.isoformat(),
        status=status,
    )
