"""A corrigendum begins from what changed since a release, a commit or a file; translations come along, fuzzy."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf

from sixfold.catalogs.model import Entry
from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.document.seeds import read_seed
from sixfold.project.files import MOST_BYTES
from sixfold.project.paths import Project
from support.projects import SLUG, Run, SetTranslation, replace_once

CORR = f"{SLUG}-Corr.1"


def corrected(project: Project) -> Path:
    seed = project.seed(SLUG)
    replace_once(seed, "starting in 2012", "starting in 2013")
    replace_once(seed, "Zoya <strong>", "Zoja <strong>")
    return seed


def decide(project: Project, code: str, translations: dict[str, str]) -> None:
    """Translate units by address, and clear their fuzzy flags."""
    path = project.catalog(code, SLUG)
    catalog = read_catalog(path)
    decided = (
        replace(one, translations=(translations[one.name],), flags=(), previous=None) if one.name in translations else one
        for one in catalog.entries
    )
    write_catalog(path, replace(catalog, entries=tuple(decided)))


def entries(project: Project, code: str) -> dict[str, Entry]:
    return {entry.name: entry for entry in read_catalog(project.catalog(code, CORR))}


def test_each_change_is_an_entry_and_each_translation_comes_along_fuzzy(
    run: Run, committed: Project
) -> None:
    french = {one.name: one for one in read_catalog(committed.catalog("fr", SLUG))}
    corrected(committed)
    assert run("update", "A/66/398").code == 0
    changed = french["annex.op.10"].translation.replace("2012", "2013")
    decide(committed, "fr", {"annex.op.10": changed, "letter.name.1": french["letter.name.1"].translation})  # a name left as it was
    done = run("corrigendum", "A/66/398", "--date", "2011-11-14")
    assert done.code == 0
    what = "what changed in A/66/398 isn’t translated yet in ar, es, ru, zh"
    assert done.err.startswith(f"2 entries: what changed since HEAD\nwarning: {what}\n")
    assert done.out.splitlines()[0] == f"seeds/{CORR}.yaml"
    document = read_seed(committed.seed(CORR))
    assert (document.printed_symbol, document.date.isoformat(), document.agenda[0].items) == (
        "A/66/398/Corr.1", "2011-11-14", ("107",),
    )  # fmt: skip
    said = [(one.place.text, one.before.text, one.read.text) for one in document.parts[0].value.body[1].value]
    assert said == [("Signature", "Zoya", "Zoja"), ("Annex, operative paragraph 10", "2012", "2013")]
    units = entries(committed, "fr")
    assert all(one.is_fuzzy for one in units.values())
    assert units["letter.title.1"].translation == french["letter.title.1"].translation
    assert units["letter.heading.1"].translation == "Rectificatif"
    assert units["letter.place.2"].translation == "Annexe, paragraphe 10 du dispositif"
    assert (units["letter.for.2"].translation, units["letter.read.2"].translation) == ("2012", "2013")
    assert (units["letter.for.1"].translation, units["letter.read.1"].translation) == ("—", "—")
    note = "corrigendum: the translation of letter.name.1 did not change; “—” prints that nothing is corrected here"
    assert units["letter.read.1"].comments == (note,)


def test_change_that_nobody_translated_yet_stays_empty_and_says_where_to_translate(run: Run, committed: Project) -> None:
    corrected(committed)
    assert run("corrigendum", "A/66/398").code == 0  # without an update: the catalogs have the former texts
    unit = entries(committed, "ru")["letter.read.2"]
    note = "annex.op.10 of the present version has no translation that is decided: translate there, then here"
    assert (unit.translation, unit.is_fuzzy, unit.comments) == ("", False, (f"corrigendum: {note}",))


def test_corrigendum_begun_too_early_says_so_and_is_filled_in_when_the_translations_are_done(
    run: Run, committed: Project
) -> None:
    french = {one.name: one for one in read_catalog(committed.catalog("fr", SLUG))}
    corrected(committed)
    run("update", "A/66/398")
    early = run("corrigendum", "A/66/398")
    what = "what changed in A/66/398 isn’t translated yet in ar, es, fr, ru, zh"
    assert f"warning: {what}\n hint: translate it there, then run this again" in early.err
    seed = committed.seed(CORR)
    replace_once(seed, "-00000", "-53028")
    replace_once(committed.catalog("fr", CORR), "# corrigendum: letter", "# ask Ann\n# corrigendum: letter")
    by_hand = entries(committed, "fr")["letter.read.1"]
    decide_all = {"annex.op.10": french["annex.op.10"].translation.replace("2012", "2013"), "letter.name.1": "Zoja S"}
    decide(committed, "fr", decide_all)
    edited = seed.read_bytes()
    late = run("corrigendum", "A/66/398")
    assert "A/66/398/Corr.1 has these entries already" in late.err
    assert "isn’t translated yet in ar, es, ru, zh\n" in late.err
    assert (seed.read_bytes(), committed.seed(f"{SLUG}-Corr.2").exists()) == (edited, False)
    units = entries(committed, "fr")
    assert (units["letter.read.2"].translation, units["letter.read.2"].comments) == ("2013", ())
    assert not by_hand.translation
    assert "ask Ann" in [line for unit in units.values() for line in unit.comments]
    path = committed.catalog("fr", CORR)
    replace_once(path, 'msgstr "2013"', 'msgstr "2013 (typed)"')
    assert run("corrigendum", "A/66/398").code == 0
    assert entries(committed, "fr")["letter.read.2"].translation == "2013 (typed)"


def test_second_corrigendum_follows_the_first_and_asks_for_its_version(run: Run, committed: Project) -> None:
    seed = corrected(committed)
    assert run("corrigendum", "A/66/398").code == 0
    replace_once(seed, "importance of discouraging demand", "importance of lowering demand")
    done = run("corrigendum", "A/66/398")
    assert done.out.splitlines()[0] == f"seeds/{SLUG}-Corr.2.yaml"
    assert "note: Corr.1 is there" in done.err


def test_version_may_be_a_file_or_an_archive_edition(run: Run, project: Project, tmp_path: Path) -> None:
    former = tmp_path / "former.yaml"
    former.write_bytes(project.seed(SLUG).read_bytes())
    corrected(project)
    done = run("corrigendum", "A/66/398", "--since", str(former))
    assert (done.code, done.err.splitlines()[0]) == (0, "2 entries: what changed since former.yaml")
    assert "of the former version and " in entries(project, "es")["letter.read.1"].comments[0]


def test_version_that_is_damaged_or_of_another_document_is_told(run: Run, project: Project, tmp_path: Path) -> None:
    seed = project.seed(SLUG).read_bytes()
    damaged = {"latin.yaml": seed.replace(b"letter:", b"l\xe9tter:"), "other.yaml": seed.replace(b"A/66/398\n", b"A/66/399\n")}
    sentences = {"latin.yaml": "error: A-66-398.yaml of latin.yaml:", "other.yaml": "error: other.yaml is the seed of A/66/399"}
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)
        done = run("corrigendum", "A/66/398", "--since", str(tmp_path / name))
        assert (done.code in (2, 3), done.errors[0].startswith(sentences[name])) == (True, True), done.err
        assert "DOC=" not in done.err  # A/66/399 isn't in the project
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7 and no more")
    done = run("corrigendum", "A/66/398", "--since", str(tmp_path / "no.pdf"))
    assert (done.code, len(done.errors), "this is no PDF that can be read" in done.err) == (2, 1, True)


def test_archive_edition_that_is_hostile_is_told_and_takes_no_memory(run: Run, project: Project, tmp_path: Path) -> None:
    path, seed = tmp_path / "hostile.pdf", project.seed(SLUG).read_bytes()
    packer = zlib.compressobj()
    comment = (packer.compress(b"#" * 1_000_000) for _ in range(MOST_BYTES // 1_000_000))
    packed = b"".join([packer.compress(seed), *comment, packer.flush()])
    for encryption, said in ((pikepdf.Encryption(owner="a", user="b"), "invalid password"), (False, "memory limit exceeded")):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.attachments[f"{SLUG}.yaml"] = seed
            if not encryption:
                pdf.attachments[f"{SLUG}.yaml"].obj.EF.F.write(packed, filter=pikepdf.Name.FlateDecode)
            pdf.save(path, encryption=encryption)
        assert path.stat().st_size < 1_000_000
        done = run("corrigendum", "A/66/398", "--since", str(path))
        assert (done.code, len(done.errors), said in done.err) == (2, 1, True), done.err


def test_catalog_with_a_broken_tag_stops_its_language_alone(run: Run, committed: Project, set_translation: SetTranslation) -> None:
    corrected(committed)
    set_translation("fr", "annex.op.2", "<em>Soulignons")
    done = run("corrigendum", "A/66/398")
    assert (done.code, len(done.errors), "<em> is not closed" in done.err) == (4, 1, True), done.err
    assert [code for code in ("ar", "es", "fr", "ru", "zh") if not committed.catalog(code, CORR).exists()] == ["fr"]


def test_setting_that_changed_is_told_because_no_entry_says_it(run: Run, committed: Project) -> None:
    replace_once(corrected(committed), "items: [107]", "items: [108]")
    told = run("corrigendum", "A/66/398").err
    assert "warning: agenda changed, too: write an entry by hand for what the page shows of it\n" in told


def test_version_that_is_none_is_told_and_nothing_written(run: Run, committed: Project) -> None:
    for since, sentence in {
        "HEAD": "no text of A/66/398 changed since HEAD",
        "no-such-branch": "“no-such-branch” is no earlier version",
        "--output=x": "“--output=x” is no earlier version",
        "seeds": "no archive edition with the seed inside is here",
    }.items():
        done = run("corrigendum", "A/66/398", f"--since={since}")
        assert (done.code, sentence in done.err, done.err.count("\n")) == (2, True, 2), done.err
    assert not committed.seed(CORR).exists()
