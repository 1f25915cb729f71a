"""`sixfold facts`: a page to sign, and JSON: what every unit of a document states in six languages, and where they differ."""

from __future__ import annotations

import argparse
import json
import sys

from sixfold.catalogs.po import read_catalog
from sixfold.catalogs.terms import read_terms
from sixfold.checks.translations.fact_sheet import fact_sheet
from sixfold.commands.check import catalog_tasks
from sixfold.commands.common import CatalogSet, CommandContext, target_languages
from sixfold.commands.report import derive_fonts, from_here
from sixfold.languages import LANGUAGE_CODES, LANGUAGES
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.files import digest, write_atomically
from sixfold.publishing.manifest import page_template


def run(options: argparse.Namespace) -> int:
    """Write both for each document; one that can't be read doesn't stop the others."""
    context = CommandContext(options)
    project = context.project
    for document in context.documents:
        with context.continue_on_error():
            languages = target_languages(document.own_language, ())
            tasks = catalog_tasks(project, [CatalogSet(document.slug, languages, document)])
            catalogs = {task.language: read_catalog(task.path) for task in tasks if task.path.exists()}
            sheet = fact_sheet(document, catalogs, read_terms(project.term_list), tasks)
            content = json.dumps(sheet, ensure_ascii=False, indent=1).encode() + b"\n"
            engine = Engine(project.templates, prepare_fonts(project.build, LANGUAGE_CODES, derive_fonts))
            path = project.facts(document.slug)
            names = {code: LANGUAGES[code].english_name for code in LANGUAGE_CODES}
            template = page_template(project.templates, "facts")
            html = template.render(sheet=sheet, date=document.date, names=names, languages=LANGUAGES, digest=digest(content))
            write_atomically(path, engine.render(html))
            write_atomically(path.with_suffix(".json"), content)
            print(from_here(path), from_here(path.with_suffix(".json")), sep="\n")
            found = [one for unit in sheet["units"] for kind in unit["kinds"] for one in kind["differences"]]
            differences = f"{len(found)} {'difference' if len(found) == 1 else 'differences'}"
            waived = sum(one["waived"] is not None for one in found)
            print(f"{document.printed_symbol}: {differences}, {waived} of them waived", file=sys.stderr)
    return context.exit_code
