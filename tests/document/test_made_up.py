"""Whatever a seed can hold goes through every command: the work is done, or a sentence says why not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from sixfold.document.loading import load_document
from sixfold.document.seeds import parse_seed, read_seed
from sixfold.document.units import KINDS, describe_address, extract
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.made_up import Writer
from support.projects import SLUG, Run

# Each command, and how it ends: nothing is translated. OWN is the language that the seed is written in.
COMMANDS = (
    ("extract", 0), ("update", 0), ("status", 0), ("check", 1), ("pdf --lang ar --proof --edition archive", 0),
    ("press --lang OWN", 0), ("release", 1),
)  # fmt: skip


def made_up(number: int) -> str:
    """Return a made-up seed; that with the number 0 holds everything that a seed can hold."""
    return json.dumps(Writer(Random(number), is_whole=number == 0).seed(), ensure_ascii=False, indent=1)


def keys(tree: object) -> set[str]:
    """Return every key of *tree*, at any depth."""
    if isinstance(tree, dict):
        return {*tree, *(key for value in tree.values() for key in keys(value))}
    return {key for value in tree for key in keys(value)} if isinstance(tree, list) else set()


def test_a_made_up_seed_has_every_key_that_holds_texts() -> None:
    written = {"before": "for"}  # a word of Python, which no field can be named by
    wanted = {written.get(key, key) for own in KINDS.values() for key in own}
    assert wanted - keys(json.loads(made_up(0))) == set()


def test_every_text_has_an_address_of_its_own_and_its_role_in_words() -> None:
    for number in range(20):
        messages = extract(parse_seed(made_up(number), Path("a.yaml")), "")
        assert len({message.address for message in messages}) == len(messages) > 0, number
        assert [one.comment for one in messages if describe_address(one.address) not in one.comment] == [], number


def test_a_footnote_may_have_the_name_of_any_key() -> None:
    names = ("title", "role", "notes", "paragraph", "items")
    called = [f"One<fn>{name}</fn>" for name in names]
    notes = {name: f"A note on {name}" for name in names}
    seed = {"symbol": "A/66/398", "organ": "general-assembly", "date": "2011-10-04", "job": "11-53026"}
    table = {"columns": called, "rows": [["Two"] * len(names)], "notes": notes}
    addresses = []
    for body in ({"body": called, "notes": notes}, {"body": [{"table": table}]}):
        messages = extract(parse_seed(json.dumps(seed | {"parts": [{"letter": {"title": "T"} | body}]}), Path("a.yaml")), "")
        addresses.append({message.address for message in messages if "note" in message.comment})
    assert addresses == [{f"letter.note.{name}" for name in names}, {f"letter.table-note.{number}" for number in range(1, 6)}]


@pytest.mark.slow
def test_a_page_is_made_of_any_made_up_seed(project: Project) -> None:
    shutil.copy(project.templates / "emblem.svg", project.seed(SLUG).parent)
    for path in (project.root / "locales").rglob(f"{SLUG}.po"):
        path.unlink()
    for number in range(12):
        project.seed(SLUG).write_text(made_up(number), encoding="utf-8")
        document = load_document(project.seed(SLUG))
        untranslated = compose_edition(project, document, "ar").untranslated
        assert (untranslated == ()) == (document.own_language == "ar"), number


@pytest.mark.slow
def test_every_command_ends_in_order_with_a_seed_of_everything(run: Run, project: Project) -> None:
    project.seed(SLUG).write_text(made_up(0), encoding="utf-8")
    shutil.copy(project.templates / "emblem.svg", project.seed(SLUG).parent)
    for path in (project.root / "locales").rglob(f"{SLUG}.po*"):
        path.unlink()
    own = read_seed(project.seed(SLUG)).own_language
    for command, code in COMMANDS:
        result = run(*command.replace("OWN", own).split())
        assert (result.code, "Traceback" in result.err) == (code, False), (command, result.err)
