"""Terms: read with every mistake named, found whatever their endings, missed where they lack, offered to the translator."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from sixfold.catalogs.model import Message
from sixfold.catalogs.po import read_catalog
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import check_terms, offer_terms, read_terms
from sixfold.checks.findings import SAMPLE_KINDS
from sixfold.checks.translations.wording import term_checks
from sixfold.errors import SixfoldError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.paths import Project
from support.projects import CHECKOUT, Run, line_of, replace_once
from support.samples import samples_of, units_of

OUR_LIST = CHECKOUT / "locales" / "terms.csv"


@pytest.fixture(scope="module")
def ours() -> TermBase:
    return read_terms(OUR_LIST)


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def found(terms: TermBase, source: str, translation: str, code: LanguageCode = "fr") -> list[tuple[str, str, str]]:
    return [(f.kind, f.term, f.found or f.expected) for f in check_terms(terms, ("en", source), (code, translation))]


# ---- reading ----


def test_table_has_preferred_admitted_and_forbidden_forms(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "en,fr,fr_forbidden,context,source",
        "Member States,États Membres | États,États membres,of the Organization,A/RES/70/1",
        "",
        "the Sudan,Soudan (le),,,UNTERM",
    )
    one, other = read_terms(path).concepts
    assert (one.forms["fr"], one.forbidden["fr"], one.preferred("fr")) == (
        ("États Membres", "États"),
        ("États membres",),
        "États Membres",
    )
    assert (one.preferred("ru"), other.preferred("fr")) == (None, "Soudan (le)")


#: Lines of a table, and what is said of them: line, sentence, hint.
MISTAKES = {
    "en,fr,frr_forbidden|a,b,c": (1, "unknown column “frr_forbidden”", "did you mean “fr_forbidden”?"),
    "en,context|a,b": (1, "a list of terms needs columns for two languages at least", "the first line"),
    "en,fr,fr|a,b,c": (1, "the column “fr” stands twice", "keep one of them"),
    "en,fr|one,un,deux": (2, "the row has 3 cells, the table 2 columns", "put a cell with “,” in quotation"),
    "en,fr,fr_forbidden|one,un,|two,deux,deux": (3, "“deux” (fr) is both to be used and forbidden", "delete it in one"),
    "en,fr|one,": (2, "a concept has a term in one language only", "give the term in two languages"),
    "en,fr|one,u\x00n": (2, "“u\x00n” (fr) has the control character U+0000", "write the term"),
    'en,fr|one,"u|n"': (2, "“u\nn” (fr) has the control character U+000A", "write the term"),
    "en,fr|one,—": (2, "“—” (fr) has no word to look for", "write the term"),
    'en,fr|"one" x,un': (2, "this isn’t a table", "put a cell"),
}


def test_mistake_in_a_table_is_told_with_its_line(tmp_path: Path) -> None:
    for lines, (line, what, hint) in MISTAKES.items():
        path = table(tmp_path, *lines.split("|"))
        with pytest.raises(SixfoldError) as raised:
            read_terms(path)
        (problem,) = raised.value.problems
        assert (problem.path, problem.line) == (path, line), lines
        assert problem.what.startswith(what)
        assert (problem.hint or "").startswith(hint)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = table(tmp_path, "en,fr", "one,", "two,deux", "three,trois,drei")
    with pytest.raises(SixfoldError) as raised:
        read_terms(path)
    assert sorted(problem.line or 0 for problem in raised.value.problems) == [2, 4]


def test_line_counts_lines_of_the_file_where_a_cell_has_several_and_where_one_is_empty(tmp_path: Path) -> None:
    path = table(tmp_path, "en,fr,context", "", 'one,un,"over', 'two lines"', "two,")
    with pytest.raises(SixfoldError) as raised:
        read_terms(path)
    assert [problem.line for problem in raised.value.problems] == [5]


def test_table_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes("en,fr\none,un\nState,État\n".encode("latin-1"))
    with pytest.raises(SixfoldError) as raised:
        read_terms(path)
    assert str(raised.value.problems[0]).startswith(f"{path}:3: a list of terms is UTF-8, and this line isn’t")


def test_list_that_is_not_there_has_no_terms(tmp_path: Path) -> None:
    assert read_terms(tmp_path / "terms.csv").concepts == ()


# ---- finding ----


FORMS: tuple[tuple[LanguageCode, str, str], ...] = (
    ("fr", "to Belarus", "au Bélarus"),
    ("fr", "the Republic of India", "de la République de l’Inde"),
    ("fr", "Member States and Egypt", "aux États Membres et à l’Égypte"),
    ("fr", "the Philippines", "<em>des</em> Philippines"),
    ("es", "the Special Rapporteur", "a las Relatoras Especiales"),
    ("es", "India", "de la India"),
    ("ru", "the General Assembly of the United Nations", "Генеральной Ассамблее Организации Объединённых Наций"),
    ("ru", "Egypt and Belarus", "Египта и Беларуси"),
    ("ru", "the Russian Federation", "Российской Федерацией"),
    ("ru", "the Commission on Crime Prevention and Criminal Justice",
     "Комиссией по предупреждению преступности и уголовному правосудию"),
    ("ru", "Member States", "ГОСУДАРСТВАМ-ЧЛЕНАМ"),
    ("ar", "to the United Nations", "للأمم المتحدة"),
    ("ar", "and by the General Assembly", "وبالجمعية العامة"),
    ("ar", "trafficking in persons", "والاتجار بالأشخاص"),
    ("ar", "Belarus", "لبيلاروس"),
    ("ar", "civil society", "لِلمُجتَمَعِ المَدَنِيِّ"),
    ("zh", "the General Assembly", "在联合国大会第六十六届会议期间"),
    ("en", "trafficking in persons", "Trafficking in Persons"),
)  # fmt: skip


def test_term_is_found_in_any_form_of_its_words(ours: TermBase) -> None:
    assert [(row, told) for row in FORMS if (told := found(ours, row[1], row[2], row[0]))] == []


WRONG: tuple[tuple[LanguageCode, str, str, list[tuple[str, str, str]]], ...] = (
    ("fr", "Member States", "les États membres", [("forbidden", "Member States", "États membres")]),
    ("fr", "the general assembly of Member States", "les pays", [("missing", "Member States", "États Membres")]),
    ("es", "Member States", "los Estados miembros", [("forbidden", "Member States", "Estados miembros")]),
    ("ru", "Belarus", "Белоруссии", [("forbidden", "Belarus", "Белоруссии")]),
    ("ru", "the General Assembly", "Генеральной ассамблеи", [("forbidden", "General Assembly", "Генеральной ассамблеи")]),
    ("zh", "trafficking in persons", "贩卖人口", [("forbidden", "trafficking in persons", "贩卖人口")]),
    ("ar", "the Russian Federation", "لروسيا", [("forbidden", "Russian Federation", "لروسيا")]),
    ("fr", "by UNODC and <em>Qatar</em>", "par l’UNODC", [("forbidden", "UNODC", "UNODC"), ("missing", "Qatar", "Qatar")]),
    ("fr", "the Russian Federation", "la Fédération de Russie", []),
    ("zh", "human trafficking", "贩卖人口", [("forbidden", "human trafficking", "贩卖人口")]),
    ("fr", "the Russian Federation", "la Russie", [("forbidden", "Russian Federation", "Russie")]),
    ("ru", "Guinea. Bissau", "Гвинея", []),
    ("es", "Grenada", "Gran Bretaña", [("missing", "Grenada", "Granada")]),  # both have the stem “gran”
)  # fmt: skip


def test_wrong_word_is_a_finding(ours: TermBase) -> None:
    told = {row[:3]: found(ours, row[1], row[2], row[0]) for row in WRONG}
    assert told == {row[:3]: row[3] for row in WRONG}


def test_wrong_word_is_a_finding_where_another_terms_wrong_word_stands_too(tmp_path: Path) -> None:
    lines = ("en,fr,fr_forbidden", "apple,conseils national,conseil nationale", "pear,poire,Conseil National")
    terms = read_terms(table(tmp_path, *lines))
    assert found(terms, "an apple", "Conseil National") == [("forbidden", "apple", "Conseil National")]


def test_term_inside_a_longer_one_is_no_finding_by_itself(ours: TermBase) -> None:
    source = "the United Nations Office on Drugs and Crime"
    assert found(ours, source, "l’Office contre la drogue") == [
        ("missing", "United Nations Office on Drugs and Crime", "Office des Nations Unies contre la drogue et le crime")
    ]
    assert found(ours, f"{source} of the United Nations", "l’Office")[1][:2] == ("missing", "United Nations")


def test_a_small_letter_is_no_name(ours: TermBase) -> None:
    assert found(ours, "a chad, a turkey and the member states of mind", "un confetti, une dinde") == []


def test_marks_that_stand_alone_are_no_word(ours: TermBase) -> None:
    assert found(ours, "civil society", "\u0640 المجتمع المدني \u064b", "ar") == []


def test_term_that_the_source_says_twice_needs_one_place(ours: TermBase) -> None:
    assert found(ours, "Qatar and the people of Qatar", "le Qatar et sa population") == []


def test_own_translations_use_the_terms(ours: TermBase) -> None:
    checked = 0
    for path in sorted(CHECKOUT.glob("locales/*/LC_MESSAGES/*.po")):
        code: LanguageCode = next(code for code in LANGUAGE_CODES if code == path.parts[-3])
        for entry in read_catalog(path):
            for form in entry.translations:
                assert list(check_terms(ours, ("en", entry.text), (code, form))) == [], (path, entry.context)
                checked += 1
    assert checked > 150


def states() -> list[str]:
    rows = csv.DictReader((CHECKOUT / "locales" / "terms.csv").read_text(encoding="utf-8").splitlines())
    return [row["en"].partition("|")[0].strip() for row in rows if row["context"] == "Member State"]


def test_our_list_names_every_state_in_six_languages(ours: TermBase) -> None:
    assert len(states()) == 193
    complete = {concept.preferred("en") for concept in ours.concepts if set(concept.forms) == set(LANGUAGE_CODES)}
    assert set(states()) <= complete


# ---- offering ----


def test_terms_stand_beside_the_text_in_reading_order(ours: TermBase) -> None:
    message = Message(
        "a.op.1", "<em>Invite</em> Qatar to the Trust Fund of the United Nations in Qatar", "operative paragraph 1"
    )
    (offered,) = offer_terms([message], ours, "en", "fr")
    assert offered.comment.splitlines() == [
        "operative paragraph 1",
        "term: Qatar = Qatar (le)",
        "term: Trust Fund = Fonds de contributions volontaires",
        "term: United Nations = Organisation des Nations Unies",
    ]


def test_a_table_of_all_states_gets_no_more_than_thirty_lines(ours: TermBase) -> None:
    (offered,) = offer_terms([Message("a.p.1", "; ".join(states()))], ours, "en", "ru")
    lines = offered.comment.splitlines()
    assert (len(lines), lines[-1]) == (30, "terms: 164 more, in locales/terms.csv")  # 193 − 29


def test_update_offers_terms_and_gettext_accepts_them(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    term = "#. term: Permanent Mission = Mission permanente\n"
    replace_once(path, term, "")
    assert run("update", "--lang", "fr", "A/66/398").out.splitlines()[-1].endswith("A-66-398.po: notes or header")
    assert term in path.read_text(encoding="utf-8")
    assert subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=False).returncode == 0
    assert "term:" not in (CHECKOUT / "locales" / "A-66-398.pot").read_text(encoding="utf-8")


def test_broken_list_stops_update_and_touches_no_catalog(run: Run, project: Project) -> None:
    terms, path = project.root / "locales" / "terms.csv", project.catalog("fr", "A-66-398")
    replace_once(terms, "Member States,", "Member States,,,")
    before = path.read_bytes()
    result = run("update", "--lang", "fr")
    assert (result.code, path.read_bytes()) == (4, before)
    line = line_of(terms, "Member States,,,")
    assert result.errors == [f"error: locales/terms.csv:{line}: the row has 15 cells, the table 13 columns"]


# ---- the rules of `sixfold check` ----

def test_rules_find_the_samples_that_they_report_and_leave_the_others(ours: TermBase) -> None:
    for check in term_checks(ours):
        for kind in SAMPLE_KINDS:
            for sample in samples_of(check, kind):
                assert isinstance(sample, Mapping)
                (unit,) = units_of(sample)
                assert bool(list(check.look(unit))) == (kind == "reported"), (check.rule.id, sample)


def test_check_tells_a_wrong_term_with_its_place_until_it_is_waived_with_its_reason(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, "États Membres de", "États membres de")
    result = run("check", "--lang", "fr", "A/66/398")
    line = line_of(path, "J’ai l’honneur de vous faire tenir") - 1  # msgstr "" stands above
    what = "letter.p.1: “États membres” is not the term for “Member States” [term-forbidden]"
    told = [f"warning: locales/fr/LC_MESSAGES/A-66-398.po:{line}: {what}", " hint: write “États Membres”, or a form of it"]
    assert (result.code, result.out.splitlines()[:2]) == (1, told)
    place = "#. letter.p.1: paragraph 1 of the letter"
    replace_once(path, place, f"# waive term-forbidden: members of the Group\n{place}")
    assert run("check", "--lang", "fr", "A/66/398").out == "no findings\n"
