"""What is noted of a seed: typed references to its own paragraphs, sections and tables, and references by position."""

from __future__ import annotations

from pathlib import Path

from sixfold.checks.findings import Finding
from sixfold.checks.seeds import POSITION, RULES, TYPED, check_seed
from sixfold.document.seeds import read_seed
from sixfold.project.paths import Project
from support.projects import Run

#: A report with five paragraphs, of which the second has an id, a section II.A, two tables, a note and two annexes.
BODY = """\
symbol: A/67/1
organ: general-assembly
date: 2012-11-15
job: 12-00001
ORIGINAL
parts:
- report:
    titles: [Foo]
    body:
    - chapter: One
    - chapter: Two
    - section: A
    - numbered: [First, {text: Second<fn>a</fn>, id: staffing}, Third, Fourth, Fifth]
    - table: {number: true, title: Foo, columns: [x], rows: [[y]]}
    - table: {number: true, title: {text: Bar, id: bars}, columns: [x], rows: [[y]]}
    - TEXT
    notes: {a: Note}
- annex: {titles: [Foo], body: [foo]}
- annex: {titles: [Bar], body: [foo]}
"""


def findings(tmp_path: Path, text: str, language: str = "en") -> list[Finding]:
    path = tmp_path / "a.yaml"
    path.write_text(BODY.replace("ORIGINAL", f"original: {language}").replace("TEXT", repr(text)), encoding="utf-8")
    return check_seed(read_seed(path), path)


def test_rules_report_and_accept_what_their_samples_say(tmp_path: Path) -> None:
    reported = [(rule, sample) for rule in RULES for sample in rule.samples("reported")]
    found = [(sample, [one.rule for one in findings(tmp_path, sample)]) for _, sample in reported]
    assert found == [(sample, [rule]) for rule, sample in reported]
    accepted = [sample for rule in RULES for sample in rule.samples("accepted")]
    assert [sample for sample in accepted if findings(tmp_path, sample)] == []


def test_a_note_says_where_and_what_to_write(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "as shown in paragraph 2 above")
    assert (found.rule, found.line, found.what, found.hint) == (
        TYPED, 16, "report.p.6: “paragraph 2 above” is typed: no insertion moves its number", "write <ref>staffing</ref>",
    )  # fmt: skip
    (found,) = findings(tmp_path, "see paragraph 4 and <ref>report.p.3</ref>")[1:]
    assert found.hint == "give report.p.4 an id, {text: …, id: NAME}, and write <ref>NAME</ref>"
    (found,) = findings(tmp_path, "see <ref>report.p.3</ref>")
    assert (found.rule, found.what) == (
        POSITION, "report.p.6: <ref>report.p.3</ref> names a position, at which an insertion puts another text",
    )  # fmt: skip


def test_what_may_be_of_another_document_is_left_alone(tmp_path: Path) -> None:
    texts = [
        "in paragraph 5", "in paragraph 6 above",  # nobody knows whose; there is none
        "paragraph 2 of its decision", "see paragraph 2 of the Convention", "article 3, paragraph 2, of the Charter",
        "resolution 69/283, annexes I and II", "annex II to resolution 70/1", "table 7", "(A/80/1, sect. II.A)",
        "1 million", "section 2", "the annexed table", "<ref>staffing</ref>",
    ]  # fmt: skip
    assert [text for text in texts if findings(tmp_path, text)] == []


def test_every_language_of_a_seed_has_its_words(tmp_path: Path) -> None:
    typed = [
        ("fr", "comme indiqué au paragraphe 2 ci-dessus"), ("fr", "(voir par. 2 à 4)"), ("es", "véase el cuadro 1"),
        ("es", "en los párrafos 3 a 5 supra"), ("ru", "в пункте 2 выше"), ("ru", "см. пункты 3 и 4"), ("zh", "见上文第2段"),
        ("zh", "如表1所示"), ("ar", "انظر الفقرة 2 أعلاه"),
    ]  # fmt: skip
    found = [(code, text, [one.rule for one in findings(tmp_path, text, code)]) for code, text in typed]
    assert found == [(code, text, [TYPED]) for code, text in typed]


def test_sixfold_check_prints_notes_of_the_seed(run: Run, project: Project) -> None:
    seed = project.seed("A-66-398")
    text = seed.read_text(encoding="utf-8").replace("discouraging demand", "discouraging demand (see para. 1 above)")
    seed.write_text(text, encoding="utf-8")
    lines = run("check", "--lang", "fr", "A/66/398").out.splitlines()
    assert [line for line in lines if "[typed-reference]" in line] == [
        "note: seeds/A-66-398.yaml:70: annex.op.2: “see para. 1 above” is typed: no insertion moves its number [typed-reference]"
    ]
    assert "paragraph 5 of resolution 60/1" in run("check", "--explain", "typed-reference").out
