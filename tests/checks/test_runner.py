"""Checks of whole catalogs: waivers, what isn't printed, the command and its formats."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import read_catalog, render
from sixfold.checks import preflight, seeds
from sixfold.checks.findings import SAMPLE_KINDS, sample_table
from sixfold.checks.translations.completeness import Waiver, waivers
from sixfold.checks.translations.external import EXTERNAL_CHECKS
from sixfold.checks.translations.model import Unit
from sixfold.checks.translations.runner import CHECKS, Task, check_catalog
from sixfold.checks.translations.wording import TERM_RULES
from sixfold.project.paths import HOUSE, Project
from support.projects import CHECKOUT, SLUG, Run, SetTranslation, copy_project, replace_once

WRONG = "La Chargée  d’affaires par intérim"  # two spaces


EVERY_RULE = [*seeds.RULES, *(check.rule for check in CHECKS), *TERM_RULES, *(check.rule for check in EXTERNAL_CHECKS)]


def _rules(out: str) -> list[str]:
    return [line.rpartition(" [")[2].rstrip("]") for line in out.splitlines() if ".po:" in line]


def test_translations_that_moved_round_are_one_finding_and_a_number_more_in_one_of_them_is_none(tmp_path: Path) -> None:
    texts = [
        ("Sent on 5 May 2010.", "Envoyé le 5 mai 2010."), ("12 of 30 States.", "12 des 30 États."),
        ("A/65/1, A/65/2.", "A/65/1, A/65/2."),
    ]
    header = read_catalog(CHECKOUT / "locales" / "fr" / "LC_MESSAGES" / f"{SLUG}.po").header_entry

    def found(*translations: str) -> list[str]:
        entries = [
            Entry("annex.p", source, (translation,), extracted=(f"annex.p.{n}: x",))
            for n, ((source, _), translation) in enumerate(zip(texts, translations, strict=True), 1)
        ]
        path = tmp_path / "A-67-1.po"
        path.write_bytes(render(Catalog((header, *entries))))
        return [one.what for one in check_catalog(Task(path, "fr", "en", [])) if one.rule.id in ("swapped", "figures", "dates")]

    right = [translation for _, translation in texts]
    assert found(*right) == []
    assert found(right[1], right[2], right[0]) == [
        "the translations of 3 units stand at each other’s: that of annex.p.1 at annex.p.3, "
        "annex.p.3 at annex.p.2, annex.p.2 at annex.p.1"
    ]
    assert found(right[0], "12 des 31 États.", right[2]) == ["annex.p.2: the source text has 30, the translation 31"]


def test_translations_that_stand_at_each_others_units_are_one_finding(run: Run, project: Project) -> None:
    path = project.catalog("es", SLUG)
    catalog = read_catalog(path)
    by_name = {entry.name: entry.translation for entry in catalog}
    exchanged = {"annex.op.4": by_name["annex.op.11"], "annex.op.11": by_name["annex.op.4"]}
    entries = (replace(entry, translations=(exchanged.get(entry.name, entry.translation),)) for entry in catalog)
    path.write_bytes(render(Catalog((catalog.header_entry, *entries))))
    result = run("check", "--lang", "es")
    *_, found, hint, summary = result.out.splitlines()
    assert found.endswith("the translations of annex.op.4 and annex.op.11 are swapped [swapped]")
    assert (hint, summary, result.code) == (" hint: exchange them", "1 finding: 1 error", 1)


def test_catalogs_of_the_project_need_at_most_five_waivers_a_language() -> None:
    paths = [path for root in (CHECKOUT, CHECKOUT / "tests" / "documents") for path in root.glob("locales/*/LC_MESSAGES/*.po")]
    needed = Counter(path.parts[-3] for path in paths for entry in read_catalog(path) for _ in waivers(entry))
    assert len(paths) > 30
    assert {language: count for language, count in needed.items() if count > 5} == {}


@pytest.mark.slow
def test_catalogs_of_the_test_documents_have_no_findings(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_project(tmp_path / "with documents", has_documents=True)
    monkeypatch.chdir(project.root)
    names = {path.stem for path in project.root.glob("locales/ru/LC_MESSAGES/*.po")} - {SLUG, HOUSE}
    assert len(names) >= 7
    result = run("check", *sorted(names))
    assert (result.code, result.err, result.out) == (0, "", "no findings\n")


def test_waiver_that_is_not_needed_unknown_or_without_reason_is_a_finding(run: Run, project: Project) -> None:
    path = project.catalog("fr", SLUG)
    for comment, rules in [
        ("# waive spaces: why", ["waiver-unused"]),
        ("# waive spases: why", ["waiver-unknown"]),
        ("# waive broken-tags: why", ["waiver-unknown"]),
        ("# waive spaces", ["waiver-reason", "waiver-unused"]),
    ]:
        before = path.read_bytes()
        replace_once(path, 'msgctxt "letter.role"', f'{comment}\nmsgctxt "letter.role"')
        result = run("check", "--lang", "fr")
        assert (comment, result.code, sorted(_rules(result.out))) == (comment, 1, rules)
        path.write_bytes(before)


def test_waiver_beside_a_unit_silences_its_rule_there_and_survives_an_update(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    path = set_translation("fr", "letter.role.1", WRONG)
    assert _rules(run("check", "--lang", "fr").out) == ["spaces"]
    comment = "# waive spaces: the title has a gap in the letter"
    replace_once(path, 'msgctxt "letter.role"', f'{comment}\nmsgctxt "letter.role"')
    assert run("check", "--lang", "fr").code == 0
    replace_once(project.root / "seeds" / f"{SLUG}.yaml", "Chargé d’affaires a.i.\n", "Chargé d’affaires a. i.\n")
    assert run("update", "--lang", "fr").code == 0
    (entry,) = (entry for entry in read_catalog(path) if entry.context == "letter.role")
    assert (entry.is_fuzzy, list(waivers(entry))) == (True, [Waiver("spaces", "the title has a gap in the letter")])
    assert _rules(run("check", "--lang", "fr").out) == ["fuzzy"]  # not waiver-unused: a fuzzy unit isn’t checked


def test_broken_tag_is_an_error_where_it_would_print_and_a_warning_where_it_would_not(
    run: Run, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.2", "<em>Soulignons")
    assert run("check", "--lang", "fr").out.startswith("error: ")
    set_translation("es", "annex.op.2", "<em>Destacamos", is_fuzzy=True)
    result = run("check", "--lang", "es")
    assert sorted(_rules(result.out)) == ["broken-tags", "fuzzy"]
    assert "error:" not in result.out


def test_a_source_text_edited_so_that_its_tags_break_is_a_text_of_no_document(run: Run, project: Project) -> None:
    path = project.catalog("fr", SLUG)
    replace_once(path, '"<em>Stress</em>', '"Stress</em>')
    result = run("check", "--lang", "fr")
    assert (result.code, sorted(_rules(result.out))) == (1, ["emphasis", "not-in-catalog", "not-in-document"])
    assert run("status", "--lang", "fr").code == 0
    assert run("update", "--lang", "fr").code == 0
    assert "Soulignons" in path.read_text(encoding="utf-8")


def test_a_reordered_translation_is_no_finding(tmp_path: Path) -> None:
    source = "On 27 September 2011 the Assembly, in resolution 64/293 (A/65/497), welcomed<fn>a</fn> 21 States."
    path = tmp_path / "A-67-1.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "report.p.1"\nmsgid "'
        f'{source}"\nmsgstr "Двадцать одно государство приветствовала<fn>a</fn> в резолюции 64/293 Ассамблея (A/65/497) '
        '27 сентября 2011 года."\n',
        encoding="utf-8",
    )
    assert check_catalog(Task(path, "ru", "en", [Message("report.p.1", source)])) == []


def test_formats_for_machines_are_the_product_and_hold_the_same_findings(
    run: Run, set_translation: SetTranslation
) -> None:
    set_translation("fr", "letter.role.1", WRONG)
    place = f"locales/fr/LC_MESSAGES/{SLUG}.po"
    result = run("check", "--lang", "fr", "--format", "json")
    assert result.code == 1
    assert [(one["rule"], one["path"]) for one in json.loads(result.out)["findings"]] == [("spaces", place)]
    log = json.loads(run("check", "--lang", "fr", "--format", "sarif").out)
    (found,) = log["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == place
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} == {rule.id for rule in EVERY_RULE}


def test_rules_are_listed_and_each_is_explained_with_its_samples(run: Run) -> None:
    listed = [line.split()[0] for line in run("check", "--rules").out.splitlines()]
    assert listed == [rule.id for rule in EVERY_RULE]
    told = run("check", "--explain", "figures").out
    assert "the 21 Member States → fr: les 12 États Membres" in told
    assert run("check", "--explain", "figurs").errors == ["error: no rule “figurs”"]


def test_every_rule_says_what_it_wants_and_has_samples_of_both_kinds() -> None:
    ids = [check.rule.id for check in CHECKS]
    assert len(set(ids)) == len(ids) > 40
    with_samples = {*ids, *(rule.id for rule in (*seeds.RULES, *TERM_RULES, *preflight.RULES))}
    assert set(sample_table()) == with_samples
    for check in CHECKS:
        assert check.rule.explanation.endswith(".")
        assert all(map(check.rule.samples, SAMPLE_KINDS)), check.rule.id


def test_house_words_of_the_english_block_are_read_as_english(run: Run, set_translation: SetTranslation) -> None:
    set_translation("ru", "distribution.general", "Распространение: общее", domain="house")
    assert _rules(run("check", "--lang", "ru").out) == ["masthead-block"]


def test_unit_knows_its_role() -> None:
    kinds = {"annex.op": "op", "annex.op.own": "op", "annex.item": "item", "report.note": "note", "agenda": ""}
    assert {context: Unit(context, "", "", "en", "fr").kind for context in kinds} == kinds
