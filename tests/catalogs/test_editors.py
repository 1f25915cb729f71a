"""What editors write and what `update` writes differ nowhere but in the units that a person edited (docs/editors.md)."""

from __future__ import annotations

import difflib
import re
import subprocess
from pathlib import Path

import pytest
from translate.storage import pypo

from sixfold.project.paths import Project
from support.projects import CHECKOUT, Run, replace_once

CATALOGS = sorted((CHECKOUT / "locales").glob("*/LC_MESSAGES/*.po"))
NAMES = [f"{path.parents[1].name}-{path.stem}" for path in CATALOGS]

each_catalog = pytest.mark.parametrize("path", CATALOGS, ids=NAMES)


def changed(before: str, after: str) -> list[str]:
    """Return the lines that went and those that came, with their signs."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and not line.startswith(("---", "+++"))]


#: Comments of every kind that stand beside units, one of them longer than any program's line.
COMMENTS = (
    "# my own note",
    "#",
    "# query: which Committee? [2026-11-27 8d97e3b0]",
    "# revised: AB 2026-11-27 e7d857c0",
    f"# sixfold: source changed: … importance of {'{+all+} demand [-and-] ' * 20}…",
    "# from A-65-497:annex.op.3, 82 %: … as [-a-] {+the+} document …",
    "# وما هي اللجنة؟ 哪个委员会？",
)


def marked(text: str) -> str:
    """Return the catalog *text* with such comments beside a unit that is fuzzy, and beside an obsolete one."""
    header, first, second, *rest = text.rstrip("\n").split("\n\n")
    comments = "\n".join(COMMENTS)
    fuzzy = second.replace("\nmsgctxt", '\n#, fuzzy\n#| msgid "An earlier source text"\nmsgctxt')
    obsolete = f'{comments}\n#~ msgctxt "annex.op"\n#~ msgid "foo"\n#~ msgstr "bar"'
    return "\n\n".join((header, first, f"{comments}\n{fuzzy}", *rest, obsolete)) + "\n"


def test_every_language_has_catalogs_to_try() -> None:
    assert [f"{code}-{domain}" for code in ("ar", "es", "fr", "ru", "zh") for domain in ("A-66-398", "house")] == NAMES


@each_catalog
def test_neither_weblate_s_toolkit_nor_gettext_changes_what_nobody_edited(path: Path) -> None:
    """Poedit folds the whole file at the width of its longest line: none is longer than gettext's."""
    before = path.read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line.startswith(('"', "msg")) and len(line) > 80] == []
    text = marked(before)
    store = pypo.pofile.parsestring(text.encode())
    assert bytes(store).decode() == text
    edited = next(unit for unit in store.units if unit.source in ("Chargé d’affaires a.i.", "Human Rights Council"))
    target, edited.target = str(edited.target), "foo"
    (fuzzy,) = (unit for unit in store.units if unit.isfuzzy() and not unit.isobsolete())
    fuzzy.markfuzzy(False)
    assert changed(text, bytes(store).decode()) == ["-#, fuzzy", f'-msgstr "{target}"', '+msgstr "foo"']
    assert msgcat(text) == text


@each_catalog
def test_msgcat_folds_back_what_omegat_writes_in_one_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header, gap, units = text.partition("\n\n")
    head = re.compile(r'^(msgstr(?:\[\d\])?) ""\n((?:".*"\n?)+)', re.MULTILINE)
    unfolded = header + gap + head.sub(lambda match: f'{match[1]} "{_joined(match[2])}"\n', units)
    is_short = NAMES[CATALOGS.index(path)] == "zh-house"  # where every text fits in one line
    assert (unfolded == text) is is_short
    assert msgcat(unfolded) == text


def msgcat(text: str) -> str:
    return subprocess.run(["msgcat", "-"], input=text.encode(), capture_output=True, check=True).stdout.decode()


def _joined(lines: str) -> str:
    return "".join(line[1:-1] for line in lines.splitlines())


def test_update_leaves_alone_what_poedit_writes(run: Run, project: Project) -> None:
    """What Poedit 3.2.2 was seen to write: the date, its name, a mark, a note of the translator before the other comments."""
    path = project.catalog("ru", "A-66-398")
    text = path.read_text(encoding="utf-8")
    saved = re.sub(r"(PO-Revision-Date: )[^\\]*", r"\g<1>2026-11-24 03:20+0000", text)
    saved = saved.replace(
        "\n\n#. agenda.title.1:", '\n"X-Generator: Poedit 3.2.2\\n"\n\n#. agenda.title.1:'
    )
    saved = saved.replace("#. annex.op.2: operative paragraph 2 of", "# a note\n#. annex.op.2: operative paragraph 2 of")
    saved = saved.replace('\nmsgctxt "annex.op"', '\n#, fuzzy\nmsgctxt "annex.op"', 1)
    saved = saved.replace("гражданское общество;", "гражданское общество; foo")
    assert len(changed(text, saved)) == 7  # two lines replaced, three more
    path.write_text(saved, encoding="utf-8")
    assert run("update", "--lang", "ru").code == 0
    assert path.read_text(encoding="utf-8") == saved


def test_after_a_decision_in_poedit_an_update_changes_our_comments_only(run: Run, project: Project) -> None:
    """What Poedit 3.2 and 3.6 were seen to write when a fuzzy unit is edited: no flag, no previous source, all comments."""
    replace_once(project.root / "seeds" / "A-66-398.yaml", "discouraging demand", "discouraging all demand")
    path = project.catalog("ru", "A-66-398")
    assert run("update", "--lang", "ru").code == 0
    fuzzy = path.read_text(encoding="utf-8")
    saved, found = re.subn(r"(# sixfold: .*\n(?:#[.:].*\n)*)#, fuzzy\n(?:#\|.*\n)+", r"# query: which one?\n\1", fuzzy)
    assert found == 1
    path.write_text(saved, encoding="utf-8")
    assert run("update", "--lang", "ru").code == 0
    completed, asked, note = sorted(changed(saved, path.read_text(encoding="utf-8")))
    assert asked == "-# query: which one?"
    assert completed.startswith("+# query: which one? [")
    assert note.startswith("-# sixfold: source changed: ")
