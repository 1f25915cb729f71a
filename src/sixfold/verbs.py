"""The verbs, each with what can be typed after it. What a verb does is in the module of its name in `commands/`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from sixfold import arguments


@dataclass(frozen=True)
class Verb:
    """One verb: what it does, an example that runs, and what adds its arguments to a parser."""

    name: str
    purpose: str
    example: str
    arguments: tuple[Callable[[ArgumentParser], object], ...] = ()


VERBS = (
    Verb("new", "begin a document: write a commented seed", "sixfold new A/67/1 --kind letter", (arguments.beginning,)),
    Verb("extract", "write the templates of catalogs (.pot)", "sixfold extract A/66/398", (arguments.documents,)),
    Verb(
        "update",
        "merge the texts of seeds into the catalogs (.po)",
        "sixfold update --lang fr",
        (arguments.documents, arguments.languages),
    ),
    Verb(
        "pdf",
        "write PDFs",
        "sixfold pdf --lang fr A/66/398",
        (arguments.documents, arguments.edition_languages, arguments.drafts, arguments.edition, arguments.jobs),
    ),
    Verb(
        "press",
        "write PDF/X-4 for the print shop, in black alone",
        "sixfold press --lang fr --marks A/66/398",
        (arguments.documents, arguments.languages, arguments.sheets),
    ),
    Verb(
        "status",
        "show how far each translation is",
        "sixfold status --lang ru",
        (arguments.documents, arguments.languages, arguments.standing),
    ),
    Verb(
        "check",
        "check the translations",
        "sixfold check --lang zh A-66-398",
        (arguments.documents, arguments.languages, arguments.report, arguments.deep),
    ),
    Verb(
        "merge-driver",
        "merge two versions of a catalog for git",
        "sixfold merge-driver base.po ours.po theirs.po fr.po",
        (arguments.versions,),
    ),
    Verb(
        "preflight",
        "tell whether PDFs are fit for screen, archive and press",
        "sixfold preflight build/A-66-398.fr.pdf",
        (arguments.pdfs, arguments.report),
    ),
    Verb(
        "release",
        "make every edition in all six languages, all or nothing",
        "sixfold release A/66/398",
        (arguments.documents, arguments.comparison),
    ),
    Verb("doctor", "tell what this machine lacks", "sixfold doctor"),
    Verb(
        "words",
        "print a fixed word, session, item or date in six languages",
        "sixfold words session 73",
        (arguments.word,),
    ),
)
