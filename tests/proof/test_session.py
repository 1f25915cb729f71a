"""What a proof does with what is typed: it shows it, and writes it where it belongs, or says why not."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.catalogs.model import Catalog
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.errors import UsageError
from sixfold.project.paths import Project
from sixfold.proof.session import ConflictError, ProofSession
from support.projects import SLUG

UNIT = f"{SLUG}:letter.p.2"


@pytest.fixture
def session(project: Project) -> ProofSession:
    return ProofSession(project, project.seed(SLUG), "fr")


def other_program_types(session: ProofSession, address: str, text: str) -> None:
    path = session.project.catalog("fr", SLUG)
    catalog = read_catalog(path)
    entries = (replace(one, translations=(text,)) if one.name == address else one for one in catalog.entries)
    write_catalog(path, replace(catalog, entries=tuple(entries)))


def test_what_is_typed_is_on_the_page_and_not_in_the_file(session: ProofSession) -> None:
    before = session.project.catalog("fr", SLUG).read_bytes()
    session.edit(UNIT, ["Une phrase nouvelle."], is_fuzzy=False)
    assert "Une phrase nouvelle." in session.page().html
    assert session.unit(UNIT)["edited"]
    assert session.project.catalog("fr", SLUG).read_bytes() == before


def test_saving_writes_the_unit_and_nothing_else(session: ProofSession) -> None:
    path = session.project.catalog("fr", SLUG)
    before = {entry.key: entry for entry in read_catalog(path).entries}
    session.edit(UNIT, ["Une phrase nouvelle."], is_fuzzy=False)
    session.save(UNIT)
    changed = {entry.name: entry.translation for entry in read_catalog(path) if before[entry.key] != entry}
    assert changed == {"letter.p.2": "Une phrase nouvelle."}
    assert not session.unit(UNIT)["edited"]


def test_saving_says_in_the_header_who_changed_the_catalog_when(project: Project) -> None:
    path = project.catalog("fr", SLUG)
    before, texts = read_catalog(path).header, path.read_text(encoding="utf-8").partition("\n\n")[2]
    for translator, named in (("", before["Last-Translator"]), ("Zoë “Z” <zoe@example.org>", "Zoë “Z” <zoe@example.org>")):
        session = ProofSession(project, project.seed(SLUG), "fr", translator)
        session.save(UNIT)  # as it is: nothing is written
        session.edit(UNIT, ["Une phrase nouvelle."], is_fuzzy=not translator)
        began = datetime.datetime.now().astimezone().replace(second=0, microsecond=0)
        session.save(UNIT)
        header = read_catalog(path).header
        when = datetime.datetime.strptime(header["PO-Revision-Date"], "%Y-%m-%d %H:%M%z")
        assert began <= when <= datetime.datetime.now().astimezone()
        assert header == before | {"PO-Revision-Date": header["PO-Revision-Date"], "Last-Translator": named}
    now = path.read_text(encoding="utf-8").partition("\n\n")[2]
    assert len(set(texts.split("\n\n")) ^ set(now.split("\n\n"))) == 2  # the unit as it was, and as it is


def test_another_program_may_change_other_units_meanwhile(session: ProofSession) -> None:
    session.edit(UNIT, ["Une phrase nouvelle."], is_fuzzy=False)
    other_program_types(session, "letter.p.1", "Autre chose.")
    session.save(UNIT)
    texts = {entry.name: entry.translation for entry in read_catalog(session.project.catalog("fr", SLUG))}
    assert (texts["letter.p.1"], texts["letter.p.2"]) == ("Autre chose.", "Une phrase nouvelle.")


def test_what_is_saved_here_is_no_change_on_disk_and_what_others_write_in_the_same_moment_is(
    session: ProofSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not session.reload()
    session.edit(UNIT, ["Une phrase nouvelle."], is_fuzzy=False)
    session.save(UNIT)
    session.revise(UNIT, "AB")
    assert not session.reload()
    other_program_types(session, "letter.p.1", "Autre chose.")  # just before a save, which reads it
    session.edit(UNIT, ["Une phrase."], is_fuzzy=False)
    session.save(UNIT)
    assert session.reload()
    assert not session.reload()

    def write_and_be_overtaken(path: Path, catalog: Catalog) -> bool:
        written = write_catalog(path, catalog)
        other_program_types(session, "letter.p.1", "Encore autre chose.")
        return written

    monkeypatch.setattr("sixfold.proof.session.write_catalog", write_and_be_overtaken)  # before what was written is read again
    session.edit(UNIT, ["Une phrase nouvelle."], is_fuzzy=False)
    session.save(UNIT)
    assert session.reload()
    assert session.unit(f"{SLUG}:letter.p.1")["translations"] == ["Encore autre chose."]
    assert not session.reload()


def test_a_unit_that_both_changed_is_not_overwritten_until_a_person_decides(session: ProofSession) -> None:
    path = session.project.catalog("fr", SLUG)
    session.edit(UNIT, ["La mienne."], is_fuzzy=False)
    other_program_types(session, "letter.p.2", "La leur.")
    theirs = path.read_bytes()
    session.reload()
    with pytest.raises(ConflictError) as error:
        session.save(UNIT)
    assert error.value.theirs.translation == "La leur."
    assert path.read_bytes() == theirs
    assert session.unit(UNIT)["translations"] == ["La mienne."]
    session.take(UNIT, theirs=False)
    session.save(UNIT)
    assert {entry.name: entry.translation for entry in read_catalog(path)}["letter.p.2"] == "La mienne."


def test_who_begins_to_type_in_a_form_from_before_another_program_wrote_is_asked_which_version(session: ProofSession) -> None:
    was = session.unit(UNIT)["translations"]
    other_program_types(session, "letter.p.2", "La leur.")
    session.reload()
    session.edit(UNIT, [f"{was[0]} La mienne."], is_fuzzy=False, was=was)
    assert session.unit(UNIT)["theirs"] == {"translations": ("La leur.",), "fuzzy": False}
    with pytest.raises(ConflictError):
        session.save(UNIT)


def test_the_other_version_can_be_taken(session: ProofSession) -> None:
    session.edit(UNIT, ["La mienne."], is_fuzzy=False)
    other_program_types(session, "letter.p.2", "La leur.")
    session.take(UNIT, theirs=True)
    assert session.unit(UNIT)["translations"] == ["La leur."]
    assert not session.unit(UNIT)["edited"]


def test_a_damaged_file_leaves_what_was_read(session: ProofSession) -> None:
    path = session.project.catalog("fr", SLUG)
    session.edit(UNIT, ["La mienne."], is_fuzzy=False)
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr "', "msgstr ", 1), encoding="utf-8")
    with pytest.raises(Exception, match="po:"):
        session.reload()
    assert "La mienne." in session.page().html


def test_units_and_forms_that_the_catalog_does_not_have_are_refused(session: ProofSession) -> None:
    with pytest.raises(UsageError, match="no unit"):
        session.edit("house:nothing", ["x"], is_fuzzy=False)
    with pytest.raises(UsageError, match=r"letter\.p\.2"):
        session.edit(UNIT, ["x", "y"], is_fuzzy=False)


def test_the_page_names_the_unit_of_every_text_and_fixed_word(session: ProofSession) -> None:
    named = set(re.findall(r'(?: id|data-unit)="([^"]+)"', session.page().html))
    of_document = {address for address, name in session.addresses().items() if name.startswith(SLUG)}
    assert of_document <= named
    assert {"house:masthead.united-nations", "house:organ.general-assembly", "house:distribution.general"} <= named
    assert named <= of_document | {unit["name"] for unit in session.units()}


def test_questions_and_revisions_are_written_beside_the_unit(session: ProofSession) -> None:
    session.ask(UNIT, " which\nCommittee? ")
    session.revise(UNIT, "AB")
    shown = session.unit(UNIT)
    assert shown["queries"] == ["which Committee?"]
    assert not shown["unrevised"]
    assert "query: which Committee?" in shown["comments"]
    session.edit(UNIT, ["Autre chose."], is_fuzzy=False)
    with pytest.raises(UsageError, match="revised yet"):
        session.revise(UNIT, "AB")
    with pytest.raises(UsageError, match="asks nothing"):
        session.ask(UNIT, " ")
    with pytest.raises(UsageError, match="no name"):
        session.revise(UNIT, "the 2nd")
