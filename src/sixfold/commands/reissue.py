"""`sixfold reissue`: a document that is published again, with asterisk and footnote, beside the one that was released."""

from __future__ import annotations

import argparse
import datetime
import sys

from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.catalogs.updating import update_catalog
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.report import from_here
from sixfold.commands.selection import find_seeds
from sixfold.document.loading import load_document
from sixfold.document.model import Document
from sixfold.document.reissue import reissued_seed
from sixfold.errors import UsageError
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.files import write_atomically
from sixfold.project.paths import Project
from sixfold.publishing.released import Released, fingerprints, read_release


def run(options: argparse.Namespace) -> int:
    """Write the seed and the catalogs of the reissue; say what has to be released again."""
    project = CommandContext(options).project
    (path,) = find_seeds(project, options.documents)
    document = load_document(path)
    released = read_release(project.release(document.slug))
    codes = options.lang or (released.languages if released else LANGUAGE_CODES)
    day = options.date or datetime.date.today()  # the day where the publisher sits
    text, reissued = reissued_seed(path.read_text(encoding="utf-8-sig"), path, day, codes)
    seed = project.seed(reissued.slug)
    if seed.exists():
        raise UsageError(f"the reissue of {document.printed_symbol} is there already", from_here(seed), hint="edit it")
    write_atomically(seed, text.encode())
    print(from_here(seed))
    for code in target_languages(document.own_language, ()):
        _copy_catalog(project, document, reissued, code)
    _tell(project, document, reissued, released)
    return 0


def _copy_catalog(project: Project, document: Document, reissued: Document, code: str) -> None:
    """Write the catalog of *reissued*, whose translations are those of *document*."""
    path, target = project.catalog(code, document.slug), project.catalog(code, reissued.slug)
    if path.exists() and not target.exists():
        wanted = CatalogSet(reissued.slug, (), reissued)
        catalog = update_catalog(read_catalog(path), wanted.messages, wanted.header).catalog
        entries = catalog.with_header_field("Project-Id-Version", wanted.header.project).entries
        write_catalog(target, type(catalog)(entries))
        print(from_here(target))


def _tell(project: Project, document: Document, reissued: Document, released: Released | None) -> None:
    """Say which languages have to be released again, and in which of them the text changed since they were released."""
    codes = released.languages if released else LANGUAGE_CODES
    changed = [one["language"] for one in released.manifest["languages"]
               if one != fingerprints(project, document, one["language"])] if released else []  # fmt: skip
    print(f"release again, since every edition has the asterisk: {' '.join(codes)}", file=sys.stderr)
    if released:
        print(f"changed since the release: {' '.join(changed) or 'no language'}", file=sys.stderr)
    stays = f"what was released of {document.printed_symbol} stays"
    print(f"next: make update, make release DOC={reissued.slug}; {stays}", file=sys.stderr)
