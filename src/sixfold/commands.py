"""What each verb of the command line does: it wires the rooms and talks to the person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from sixfold.catalogs import (
    Domain,
    counts,
    creation_date,
    merge,
    new_catalog,
    read_catalog,
    write_catalog,
    write_template,
)
from sixfold.cli import complain, warn
from sixfold.document import LANGUAGE_CODES, Document, LanguageCode
from sixfold.editions import (
    compose_edition,
    document_domain,
    emphasis_problems,
    find_seeds,
    house_domain,
    load_document,
    load_house,
    locate_characters,
    target_languages,
    translation_problems,
)
from sixfold.errors import MissingGlyphError, Problem, SixfoldError, UsageError
from sixfold.files import write_atomically
from sixfold.house import house_messages
from sixfold.messages import Message
from sixfold.messages import extract as extract_messages
from sixfold.project import HOUSE, Project, find_project


def _project() -> Project:
    return find_project(Path.cwd())


def _documents(project: Project, options: argparse.Namespace) -> list[Document]:
    return [load_document(path) for path in find_seeds(project, options.documents)]


def _domains(
    project: Project, options: argparse.Namespace
) -> Iterator[tuple[str, Domain, list[Message], list[LanguageCode]]]:
    """Yield name, header, messages and languages of each domain that is meant: the house's, too, if no document is named."""
    if not options.documents or options.verb == "check":  # a page prints words of the house, too
        languages = [code for code in getattr(options, "lang", None) or LANGUAGE_CODES if code != "en"]
        yield HOUSE, house_domain(), house_messages(), languages
    for document in _documents(project, options):
        messages = extract_messages(document, f"seeds/{document.slug}.yaml")
        yield (
            document.slug,
            document_domain(document),
            messages,
            target_languages(document, getattr(options, "lang", None) or []),
        )


def extract(options: argparse.Namespace) -> int:
    """Write the templates, and the schema of seeds for editors."""
    from sixfold.seeds import json_schema  # noqa: PLC0415

    project = _project()
    for domain, header, messages, _ in _domains(project, options):
        path = project.catalog_template(domain)
        write_template(path, messages, header)
        print(_shown(path))
    schema = json_schema().encode()
    if not project.schema.exists() or project.schema.read_bytes() != schema:
        write_atomically(project.schema, schema)
        print(_shown(project.schema))
    return 0


def update(options: argparse.Namespace) -> int:
    """Extract, then merge into each catalog; one that can't be read doesn't stop the others."""
    extract(options)
    project = _project()
    failures = [
        _carry_on(partial(_update, project.catalog(code, domain), code, header, messages), options)
        for domain, header, messages, languages in _domains(project, options)
        for code in languages
    ]
    return max(failures, default=0)


def _update(path: Path, code: LanguageCode, header: Domain, messages: list[Message]) -> int:
    catalog = read_catalog(path, with_msgfmt=True) if path.exists() else new_catalog(code, header)
    merged = merge(catalog.with_header_field("POT-Creation-Date", creation_date(header.date)), messages)
    is_written = write_catalog(path, merged.catalog)
    changes = ", ".join(f"{number} {name}" for name, number in merged.counts.items() if number and name != "kept")
    print(f"{_shown(path)}: {changes or ('header' if is_written else 'unchanged')}")
    return 0


def _carry_on(work: Callable[[], int], options: argparse.Namespace) -> int:
    """Do one piece of *work* of several; what stops it is told, and its exit code returned."""
    try:
        return work()
    except SixfoldError as error:
        if options.debug:
            raise
        complain(error)
        return error.exit_code


def pdf(options: argparse.Namespace) -> int:
    """Write a PDF for each document and language; an edition that fails doesn't stop the others."""
    project = _project()
    documents = _documents(project, options)
    if not documents:
        raise UsageError("there is no seed in seeds/", hint="write one: seeds/schema.json says what it holds")
    failures = [
        _carry_on(partial(_write_pdf, project, document, code, options), options)
        for document in documents
        for code in options.lang or LANGUAGE_CODES
    ]
    return max(failures)


def _write_pdf(project: Project, document: Document, code: LanguageCode, options: argparse.Namespace) -> int:
    path = project.pdf(document.slug, code)
    composition = compose_edition(project, document, code, is_proof=options.proof)
    if composition.untranslated:
        print(f"{_shown(path)}: a draft, not translated or fuzzy: {_listed(composition.untranslated)}", file=sys.stderr)
        if options.strict:
            print(f"{_shown(path)}: not written, because of --strict", file=sys.stderr)
            return 1
    try:
        content = _engine(project).render(composition.html)
    except MissingGlyphError as error:
        raise locate_characters(project, document, code, error) from None
    write_atomically(path, content)
    if options.proof:
        print(f"{_shown(path)}: a proof, with the names of its texts in the margins: not for print", file=sys.stderr)
    print(_shown(path), flush=True)
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


def status(options: argparse.Namespace) -> int:
    """Show a table of documents and languages."""
    from tabulate import tabulate  # noqa: PLC0415

    project = _project()
    rows = []
    for domain, _, messages, languages in _domains(project, options):
        for code in languages:
            path = project.catalog(code, domain)
            found = counts(read_catalog(path) if path.exists() else None, messages)
            share = found.words_translated / found.words if found.words else 1
            rows.append([domain, code, found.translated, found.fuzzy, found.missing, found.words, f"{share:.0%}"])
    print(
        tabulate(
            rows, headers=["document", "language", "translated", "fuzzy", "missing", "words", "done"], tablefmt="simple"
        )
    )
    return 0


def check(options: argparse.Namespace) -> int:
    """Check each catalog: damage, tags, what is missing or fuzzy, what `update` would change."""
    project = _project()
    findings = 0
    for domain, _, messages, languages in _domains(project, options):
        for code in languages:
            for problem in _catalog_problems(project.catalog(code, domain), messages):
                warn(problem)
                findings += 1
    print("no findings" if not findings else "1 finding" if findings == 1 else f"{findings} findings")
    return 1 if findings else 0


def _catalog_problems(path: Path, messages: list[Message]) -> Iterator[Problem]:
    if not path.exists():
        yield Problem("there is no catalog yet", path, hint="run `make update`")
        return
    try:
        catalog = read_catalog(path, with_msgfmt=True)
    except SixfoldError as error:
        yield from error.problems
        return
    for entry in catalog:
        yield from translation_problems(entry, path)
        yield from emphasis_problems(entry, path)
    for message in messages:
        found = catalog.find(message.context, message.text)
        if found is None:
            yield Problem(f"{message.context} is not in the catalog", path, hint="run `make update`")
        elif found.state != "translated":
            yield Problem(
                f"{message.context} is {found.state}",
                path,
                found.line,
                "translate it, or remove the mark “fuzzy” when it is right",
            )


def doctor(_: argparse.Namespace) -> int:
    """Report what Sixfold needs of this machine."""
    from sixfold.doctor import examine, report  # noqa: PLC0415

    requirements = examine()
    print(report(requirements))
    return 0 if all(requirement.found for requirement in requirements) else 1


def words(options: argparse.Namespace) -> int:
    """Print words in six languages, or the kinds of words there are."""
    from sixfold.inline import plain  # noqa: PLC0415
    from sixfold.words import KINDS  # noqa: PLC0415
    from sixfold.words import words as look_up  # noqa: PLC0415

    if not options.kind:
        width = max(len(kind.example) for kind in KINDS.values())
        for kind in KINDS.values():
            print(f"{kind.example:{width}}  {kind.help}")
        return 0
    project = _project()
    houses = [load_house(project, code) for code in LANGUAGE_CODES]
    for language, text in look_up(options.kind, options.values, houses):
        print(f"{language.code}  {plain(text)}")
    return 0


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
