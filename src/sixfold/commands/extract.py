"""`sixfold extract`: the templates of catalogs, and the schema of seeds for editors."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sixfold import arguments
from sixfold.cache import Question
from sixfold.catalogs import Domain, is_template, write_template
from sixfold.cli import shown
from sixfold.commands.common import Work
from sixfold.files import write_atomically
from sixfold.messages import Message
from sixfold.seeds import json_schema
from sixfold.sharing import share

EXAMPLE = "sixfold extract A/66/398"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which documents."""
    arguments.documents(parser)


def run(options: argparse.Namespace) -> int:
    """Write the templates, and the schema."""
    work = Work(options)
    extract(work)
    work.cache.keep()
    return work.exit_code


def extract(work: Work) -> None:
    """Write the templates of the domains that are meant, and the schema, where they changed."""
    sets = [(catalogs, work.project.catalog_template(catalogs.domain)) for catalogs in work.catalog_sets()]
    questions = {path: catalogs.about("template", path) for catalogs, path in sets}
    doubtful = [(catalogs, path) for catalogs, path in sets if not work.cache.recall(questions[path])]
    tasks = [(path, catalogs.messages, catalogs.header) for catalogs, path in doubtful]
    changed = set()
    for (path, _, _), is_same in zip(tasks, share(_is_same, tasks, worth_it=30), strict=True):
        if is_same:
            work.cache.remember(questions[path], True)
        else:
            changed.add(path)
    for catalogs, path in sets:
        if path in changed:
            write_template(path, catalogs.messages, catalogs.header)
        print(shown(path))
    _write_schema(work)


def _is_same(task: tuple[Path, Sequence[Message], Domain]) -> bool:
    return is_template(*task)


def _write_schema(work: Work) -> None:
    path = work.project.schema
    question = Question("schema", path.name, (path,))
    if work.cache.recall(question):
        return
    schema = json_schema().encode()
    if path.exists() and path.read_bytes() == schema:
        work.cache.remember(question, True)
    else:
        write_atomically(path, schema)
        print(shown(path))
