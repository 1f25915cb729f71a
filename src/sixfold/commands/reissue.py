"""`sixfold reissue`: a document that is published again, with asterisk and footnote, beside the one that was released."""

from __future__ import annotations

import argparse
import datetime
import sys

from sixfold.catalogs.model import Catalog
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.catalogs.updating import update_catalog
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.report import from_here
from sixfold.commands.selection import find_seeds
from sixfold.document.loading import load_document
from sixfold.document.reissue import reissued_seed
from sixfold.errors import UsageError
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.files import write_atomically
from sixfold.publishing.released import fingerprints, read_release


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
    wanted = CatalogSet(reissued.slug, (), reissued)
    for code in target_languages(document.own_language, ()):
        translated, target = project.catalog(code, document.slug), project.catalog(code, reissued.slug)
        if translated.exists() and not target.exists():
            catalog = update_catalog(read_catalog(translated), wanted.messages, wanted.header).catalog
            catalog = catalog.with_header_field("Project-Id-Version", wanted.header.project)
            write_catalog(target, Catalog(catalog.entries))  # a file of its own
            print(from_here(target))
    again = released.languages if released else LANGUAGE_CODES
    print(f"release again, since every edition has the asterisk: {' '.join(again)}", file=sys.stderr)
    if released:
        made_of = {one["language"]: one for one in released.manifest["languages"]}
        changed = [code for code, one in made_of.items() if one != fingerprints(project, document, code)]
        print(f"changed since the release: {' '.join(changed) or 'no language'}", file=sys.stderr)
    stays = f"what was released of {document.printed_symbol} stays"
    print(f"next: make update, make release DOC={reissued.slug}; {stays}", file=sys.stderr)
    return 0
