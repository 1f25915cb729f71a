"""Editions: which seed a name means, and what of a catalog is printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sixfold.catalogs.inline import blocking_errors
from sixfold.catalogs.model import Entry
from sixfold.commands.common import document_header, target_languages
from sixfold.commands.selection import find_seeds
from sixfold.document.loading import (
    load_document,
    load_house,
    open_catalog,
)
from sixfold.errors import CatalogError, SeedError, UsageError
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.projects import CHECKOUT, SLUG, SetTranslation, line_of, replace_once


def test_document_is_found_by_symbol_slug_and_path_from_any_folder(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, names in (("", ("A/66/398", "A-66-398", "seeds/A-66-398.yaml")), ("locales", ("../seeds/A-66-398.yaml",))):
        monkeypatch.chdir(project.root / folder)
        for name in (*names, "seeds/A-66-398.yaml"):
            assert [path.name for path in find_seeds(project, [name])] == ["A-66-398.yaml"], name


def test_no_name_means_all_seeds_and_a_name_given_twice_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    (project.root / "seeds" / "S-2014-642.yaml").touch()
    assert [path.stem for path in find_seeds(project, [])] == ["A-66-398", "S-2014-642"]
    assert len(find_seeds(project, ["A/66/398", "A-66-398", "seeds/A-66-398.yaml"])) == 1


def test_unknown_document_is_one_sentence_with_what_there_is(project: Project) -> None:
    near, all_of_them = "did you mean A-66-398?", "there are: A-66-398"
    hints = {
        "A/66/389": near, "A/66/39855": near, "a-66-398": near,
        "nonsense": all_of_them, "": all_of_them, "../../etc/passwd": all_of_them, "none.yaml": all_of_them,
    }  # fmt: skip
    for name, hint in hints.items():
        with pytest.raises(UsageError) as refused:
            find_seeds(project, [name])
        assert str(refused.value) == f"no document “{name}”\n hint: {hint}"


def test_a_joint_document_is_found_by_either_symbol_and_by_no_part_of_one(project: Project) -> None:
    for slug in ("A-79-982-S-2025-493", "A-79-982-Add.1", "A-79-352", "A-S-10-2"):
        (project.root / "seeds" / f"{slug}.yaml").touch()
    for name in ("A/79/982", "S/2025/493", "A-79-982", "S-2025-493", "A/79/982-S/2025/493", "A-79-982-S-2025-493"):
        assert [path.stem for path in find_seeds(project, [name])] == ["A-79-982-S-2025-493"], name
    for name in ("A/79/98", "S-10-2", "Add.1", "A", "2025-493", "A/79/892"):
        with pytest.raises(UsageError, match="no document"):
            find_seeds(project, [name])


def test_a_symbol_of_two_joint_documents_is_told_with_both(project: Project) -> None:
    for slug in ("A-79-982-S-2025-493", "A-79-983-S-2025-493"):
        (project.root / "seeds" / f"{slug}.yaml").touch()
    with pytest.raises(UsageError) as refused:
        find_seeds(project, ["S/2025/493"])
    assert str(refused.value) == (
        "more than one document is “S/2025/493”\n hint: did you mean A-79-982-S-2025-493 or A-79-983-S-2025-493?"
    )


def test_a_hint_names_no_other_document(project: Project) -> None:
    for number in (352, 353, *range(400, 420)):
        (project.root / "seeds" / f"A-79-{number}.yaml").touch()
    with pytest.raises(UsageError) as refused:
        find_seeds(project, ["A/79/982"])
    assert str(refused.value) == "no document “A/79/982”\n hint: `make status` lists them"


def test_seed_is_named_after_its_symbol_so_that_two_never_share_catalogs(project: Project) -> None:
    copy = project.root / "seeds" / "other.yaml"
    shutil.copy(project.root / "seeds" / "A-66-398.yaml", copy)
    with pytest.raises(SeedError) as refused:
        load_document(copy)
    assert str(refused.value) == (
        f"{copy}: the seed of A/66/398 is named other.yaml\n hint: rename it A-66-398.yaml, or correct the symbol"
    )


def test_language_of_the_original_has_no_catalog_and_its_header_names_the_document() -> None:
    document = load_document(CHECKOUT / "seeds" / "A-66-398.yaml")
    assert target_languages(document.own_language, []) == ["ar", "es", "fr", "ru", "zh"]
    assert target_languages(document.own_language, ["zh", "en", "fr"]) == ["zh", "fr"]
    domain = document_header(document)
    assert (domain.project, domain.date) == ("Sixfold A/66/398", "2011-10-04")


def test_complete_catalog_makes_no_draft_and_a_missing_one_a_draft_of_every_text(project: Project) -> None:
    document = load_document(project.root / "seeds" / "A-66-398.yaml")
    assert [compose_edition(project, document, code).untranslated for code in ("en", "fr")] == [(), ()]
    project.catalog("fr", SLUG).unlink()
    assert len(compose_edition(project, document, "fr").untranslated) == 21


def test_fuzzy_message_prints_source_text(project: Project, set_translation: SetTranslation) -> None:
    set_translation("fr", "annex.title.1", "Une traduction douteuse", is_fuzzy=True)
    document = load_document(project.root / "seeds" / "A-66-398.yaml")
    composition = compose_edition(project, document, "fr")
    assert composition.untranslated == ("annex.title.1",)
    assert "douteuse" not in composition.html
    assert "Second ministerial meeting of the Group of Friends" in composition.html


def test_broken_tag_is_an_error_with_its_line(tmp_path: Path) -> None:
    hints = {"unknown": "there is <em>, <strong>, <sup>, <sub>, <fn>, <ref>, <br>", "control": "delete it"}
    translations = {
        "<em>Rappelons": "<em> is not closed", "<b>Rappelons</b>": "unknown tag <b>",
        "<em>Rappelons</strong>": "</strong> crosses another tag", "Rappelons\u202e": "control character U+202E in the text",
    }  # fmt: skip
    path = tmp_path / "a.po"
    for translation, why in translations.items():
        path.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#. annex.op.1: operative paragraph 1 of the annex\n'
            f'msgctxt "annex.op"\nmsgid "<em>Recall</em>"\nmsgstr "{translation}"\n', encoding="utf-8",
        )  # fmt: skip
        hint = hints.get(why.split(maxsplit=1)[0], "type the tags as they stand in the source text")
        with pytest.raises(CatalogError) as refused:
            open_catalog(path)
        assert str(refused.value) == f"{path}:7: {why} in the translation of annex.op.1\n hint: {hint}"


def test_broken_tag_in_a_fuzzy_message_stops_nothing(project: Project, set_translation: SetTranslation) -> None:
    assert open_catalog(set_translation("fr", "annex.op.1", "<b>", is_fuzzy=True)) is not None


def test_fuzzy_translations_are_printed_on_request_where_they_fit(project: Project, set_translation: SetTranslation) -> None:
    typed = {
        "annex.op.1": ("Rappelons quoi", ""),
        "annex.op.2": ("<b>Soulignons", " [broken-tags]"),
        "annex.op.3": ("Soulignons aussi<fn>a</fn>", " [footnote-calls]"),
        "house:footer.please-recycle": ("Recyclez", ""),
        "house:signature.signed": ("Signature", " [gaps]"),
    }
    for name, (translation, _) in typed.items():
        domain = "house" if name.startswith("house:") else SLUG
        set_translation("fr", name.removeprefix("house:"), translation, domain=domain, is_fuzzy=True)
    document = load_document(project.root / "seeds" / "A-66-398.yaml")
    composition = compose_edition(project, document, "fr", prints_fuzzy=True)
    assert {*composition.untranslated} == {name + rule for name, (_, rule) in typed.items()}
    assert {name: translation in composition.html for name, (translation, _) in typed.items()} == {
        name: not rule for name, (_, rule) in typed.items()
    }
    assert {*compose_edition(project, document, "fr").untranslated} == {*typed}


def test_broken_house_word_is_an_error_of_its_own_catalog(project: Project, set_translation: SetTranslation) -> None:
    path = set_translation("fr", "footer.please-recycle", "<em>Merci", domain="house")
    with pytest.raises(CatalogError, match=r"house\.po:\d+: <em> is not closed in the translation of footer"):
        load_house(project, "fr")
    replace_once(path, "<em>Merci", "Merci")
    assert load_house(project, "fr").please_recycle() == "Merci"


def test_placeholder_of_a_house_word_is_neither_lost_nor_invented(project: Project, set_translation: SetTranslation) -> None:
    complaints = {
        "Point de l’ordre du jour": "lacks {items}", "Point {items.__class__}": "lacks {items}",
        "Point {items!r:>999}": "lacks {items}", "Point {items} {page}": "has a placeholder too many: {page}",
    }  # fmt: skip
    for translation, complaint in complaints.items():
        path = set_translation("fr", "item.one", translation, domain="house")
        with pytest.raises(CatalogError) as refused:
            load_house(project, "fr")
        assert str(refused.value) == (
            f"{path}:{line_of(path, translation)}: the translation of item.one {complaint}\n"
            " hint: keep the placeholders of “Agenda item {items}”"
        )


def test_plural_rule_that_only_gettext_understands_is_told(project: Project, set_translation: SetTranslation) -> None:
    rule = f"{'(' * 30}n > 1{')' * 30}"  # Python's own gettext takes twenty brackets
    replace_once(project.catalog("fr", "house"), "plural=(n > 1)", f"plural={rule}")
    set_translation("fr", "annex.op.1", "")  # a draft: its line counts
    with pytest.raises(CatalogError) as refused:
        compose_edition(project, load_document(project.root / "seeds" / "A-66-398.yaml"), "fr")
    assert str(refused.value) == (
        f"{project.catalog('fr', 'house')}:4: “Plural-Forms: nplurals=2; plural={rule};” gives no form for 1\n"
        " hint: take it from the catalog’s earlier version"
    )


def test_catalog_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert open_catalog(tmp_path / "none.po") is None


def test_footnote_call_that_a_translation_drops_or_invents_is_an_error() -> None:
    for form in ("décide", "décide<fn>b</fn>", "décide<fn>a</fn><fn>a</fn>"):
        entry = Entry("report.p.1", "decides<fn>a</fn>", (form,))
        (error,) = blocking_errors(entry, is_house=False)
        assert (error.kind, error.hint) == ("footnote-calls", "it has to call: <fn>a</fn>")
    assert not list(blocking_errors(Entry("report.p.1", "decides<fn>a</fn>", ("a<fn>a</fn> décidé",)), is_house=False))
