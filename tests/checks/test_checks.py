"""Every rule of the checks: each sample that it reports is found by it, each that it accepts isn't."""

from __future__ import annotations

from pathlib import Path

from sixfold.checks.findings import SampleKind
from sixfold.checks.translations.confusables import find_look_alikes
from sixfold.checks.translations.invariants import find_other_emphasis
from sixfold.checks.translations.model import Unit
from sixfold.checks.translations.runner import CHECKS, Task, check_catalog
from support.samples import HEADER, Sample, found_in, samples_of


def _wrong(kind: SampleKind, folder: Path) -> list[tuple[str, Sample, list[str]]]:
    """Return the samples of *kind* for which a rule does otherwise, with what it finds in them."""
    cases = [(check, sample) for check in CHECKS for sample in samples_of(check, kind)]
    found = [(check.rule.id, sample, found_in(check, sample, folder)) for check, sample in cases]
    return [one for one in found if bool(one[2]) is (kind == "accepted")]


def test_each_sample_that_a_rule_reports_is_found_and_none_that_it_accepts(tmp_path: Path) -> None:
    assert _wrong("reported", tmp_path) == []
    assert _wrong("accepted", tmp_path) == []


def test_tags_that_differ_are_named() -> None:
    expected = {
        "Rappelons": "<em> is missing",
        "<em>Rappelons</em> <strong>tout</strong>": "<strong> is added",
        "<strong>Rappelons</strong>": "<em> is missing, <strong> is added",
    }
    found = {text: find_other_emphasis(Unit("annex.p.1", "<em>Recall</em>", text, "en", "fr")) for text in expected}
    said = {text: [one.what for one in what] for text, what in found.items()}
    assert said == {text: [f"tags differ from the source: {what}"] for text, what in expected.items()}


def test_a_letter_between_two_marks_of_a_symbol_is_told_once() -> None:
    unit = Unit("annex.p.1", "A/65/C/1", "документ A/65/С/1", "en", "ru")
    assert [found.what for found in find_look_alikes(unit)] == ["U+0421 cyrillic capital letter es stands in “мент A/65/С/1”"]


#: Rule, source text, translation into Spanish; what is found, and how it is to be written.
DIFFERENCES = [
    (
        "dates", "on 3 June 2012", "el 4 de junio de 2012",
        "the source text has 3 June 2012, the translation 4 de junio de 2012", "write 3\u00a0de\u00a0junio de 2012",
    ),
    ("figures", "1.5 million", "Estados", "1.5 million of the source text isn’t in the translation", "write 1,5 millones"),
    ("figures", "5,400 people", "54.000", "the source text has 5,400, the translation 54.000", "write 5.400"),
    (
        "units", "$7.6 million", "7,6 millones de euros",
        "the source text has 7.6 million dollars, the translation 7,6 millones de euros", "write 7,6 millones de dólares",
    ),
    ("references", "item 14 (c)", "tema 14 d)", "the source text has (c), the translation d)", "write c)"),
    ("ordinals", "annex III", "anexo II", "the source text has III, the translation II", "write III"),
    (
        "ordinals", "the twenty-fifth", "vigésimo sexto",
        "the source text has twenty-fifth, the translation vigésimo sexto", "write vigésimo quinto",
    ),
    ("number-forms", "No. 5", "No. 5", "“No. 5” isn’t how it is written: “No. 5”", "write núm. 5"),
    ("dates", "since October", "desde marzo", "the source text has October, the translation marzo", "write octubre"),
    (
        "figures", "States", "1,5 Estados",
        "1,5 of the translation isn’t in the source text", "delete 1,5, or look at the source again",
    ),
    ("symbols", "see A/65/497", "véase", "A/65/497 of the source text isn’t in the translation", "write A/65/497"),
    ("dates", "at 3.10 p.m.", "hoy", "15:10 of the source text isn’t in the translation", "write 15.10 horas"),
]  # fmt: skip


def test_what_differs_is_written_as_the_language_writes_it() -> None:
    look = {check.rule.id: check.look for check in CHECKS}
    found = [
        [(one.what, one.hint) for one in look[rule](Unit("annex.p.1", source, translation, "en", "es"))]
        for rule, source, translation, _, _ in DIFFERENCES
    ]
    assert [[(what.replace("\u00a0", " "), hint) for what, hint in one] for one in found] == [
        [(what, hint)] for *_, what, hint in DIFFERENCES
    ]


def test_a_text_translated_otherwise_is_named_though_the_other_name_begins_alike(tmp_path: Path) -> None:
    path = tmp_path / "A-67-1.po"
    units = [("annex.p.21", "Un rapport."), ("annex.p.2", "Le rapport.")]
    entries = [f'msgctxt "{name}"\nmsgid "Report of the Assembly."\nmsgstr "{text}"\n' for name, text in units]
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8")
    found = [one.what for one in check_catalog(Task(path, "fr", "en", [])) if one.rule.id == "two-translations"]
    assert found == ["annex.p.2: the same text is translated otherwise in annex.p.21"]
