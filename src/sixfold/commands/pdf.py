"""`sixfold pdf`: editions, as PDF."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sixfold.commands.common import Work, shown
from sixfold.document import Document, LanguageCode
from sixfold.editions import locate_characters, source_files
from sixfold.errors import MissingGlyphError, UsageError
from sixfold.files import write_atomically
from sixfold.pdf import make_edition
from sixfold.project import Project
from sixfold.pseudo import compose_as


def run(options: argparse.Namespace) -> int:
    """Write a PDF for each document and language; an edition that fails doesn't stop the others."""
    work = Work(options)
    if not work.documents and not work.exit_code:
        raise UsageError("there is no seed in seeds/", hint="write one: seeds/schema.json says what it holds")
    for document in work.documents:
        for code in work.languages:
            work.carry_on(partial(_write_pdf, work.project, document, code, options))
    return work.exit_code


def _write_pdf(project: Project, document: Document, code: LanguageCode, options: argparse.Namespace) -> int:
    path = project.pdf(document.slug, code, options.edition)
    composition = compose_as(project, document, code, is_proof=options.proof)
    if composition.untranslated:
        print(f"{shown(path)}: a draft, not translated or fuzzy: {_listed(composition.untranslated)}", file=sys.stderr)
        if options.strict:
            print(f"{shown(path)}: not written, because of --strict", file=sys.stderr)
            return 1
    try:
        edition = make_edition(options.edition, composition.metadata, source_files(project, document, code))
        content = _engine(project).render(composition.html, edition)
    except MissingGlyphError as error:
        raise locate_characters(project, document, code, error) from None
    write_atomically(path, content)
    if options.proof:
        print(f"{shown(path)}: a proof, with the names of its texts in the margins: not for print", file=sys.stderr)
    print(shown(path), flush=True)
    return 0


def _listed(contexts: Sequence[str], most: int = 12) -> str:
    """Return the first of *contexts*, and how many more there are."""
    more = len(contexts) - most
    return ", ".join(contexts[:most]) + (f" and {more} more (make check names them)" if more > 0 else "")


_engines: dict[Path, object] = {}


def _engine(project: Project):  # type: ignore[no-untyped-def]
    from sixfold.faces import prepare_faces  # noqa: PLC0415
    from sixfold.render import Engine  # noqa: PLC0415

    if project.root not in _engines:
        _engines[project.root] = Engine(project.templates, prepare_faces(project.build))
    return _engines[project.root]
