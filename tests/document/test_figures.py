"""Pictures, summaries, boxes and appendices in a seed: what may stand there, which units they have, where files have to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.document.model import Report
from sixfold.document.numbering import number_document
from sixfold.document.pictures import picture_files
from sixfold.document.seeds import parse_seed, read_seed
from sixfold.document.units import extract
from sixfold.errors import SeedError
from sixfold.languages import LanguageCode
from sixfold.languages.references import write_number

HEAD = "symbol: A/67/1\norgan: general-assembly\ndate: 2012-11-15\njob: 12-00001\nparts:\n"
REPORT = "- report:\n    titles: [Foo]\n"
NAME = "the name of an .svg or .png file beside the seed"
FIGURE = "figure: {picture: a.svg, alternative: Bar}"


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """Return the place of a seed with two pictures beside it."""
    (tmp_path / "seeds" / "sub").mkdir(parents=True)
    for name in ("a.svg", "sub/b.png"):
        (tmp_path / "seeds" / name).write_bytes(b"")
    return tmp_path / "seeds" / "A-67-1.yaml"


def complaints(path: Path, body: str) -> list[str]:
    """Return what is said of a seed with this body, whose text begins in line 8."""
    path.write_text(f"{HEAD}{REPORT}    body:\n{body}", encoding="utf-8")
    try:
        read_seed(path)
    except SeedError as error:
        return [str(problem).replace(f"{path.parent}/", "") for problem in error.problems]
    return []


#: A picture, and what is said of it.
PICTURES: tuple[tuple[str, list[str]], ...] = (
    ("a.svg", []),
    ("sub/b.png", []),
    ("c.svg", ["A-67-1.yaml:10: the picture c.svg isn’t there\n hint: put it in {}, or correct its name"]),
    ("{ar: a.svg, en: a.svg, es: a.svg, fr: c.svg, ru: a.svg, zh: a.svg}",
     ["A-67-1.yaml:10: the picture c.svg isn’t there\n hint: put it in {}, or correct its name"]),
    ("out.svg", ["A-67-1.yaml:10: the picture out.svg is a link out of the folder of the seed\n hint: copy the file there"]),
    ("sub", [f"A-67-1.yaml:10: report.figure.picture: {NAME} is expected here, found “sub”"]),
    ("../a.svg", [f"A-67-1.yaml:10: report.figure.picture: {NAME} is expected here, found “../a.svg”"]),
    ("{en: a.svg, fr: a.svg, es: a.svg, ru: a.svg, zh: a.svg}",
     ["A-67-1.yaml:10: “ar” is missing in report.figure.picture\n hint: add “ar: …”"]),
)  # fmt: skip


def test_a_picture_is_a_file_in_the_folder_of_its_seed(seed: Path) -> None:
    (seed.parent.parent / "out.svg").write_bytes(b"")
    (seed.parent / "out.svg").symlink_to("../out.svg")
    for picture, told in PICTURES:
        found = complaints(seed, f"    - figure:\n        picture: {picture}\n        alternative: Bar\n")
        assert found == [one.format("") for one in told], picture


def test_what_a_figure_or_a_box_lacks_is_told_with_its_line(seed: Path) -> None:
    lacking = {
        "figure: {picture: a.svg}": "“alternative” is missing in report.figure",
        "figure: {picture: a.svg, alternative: Bar, number: true}": "what has a number needs a title, too",
        "figure: {picture: a.svg, alternative: Bar, title: Baz, number: none}": "true, or a number from 1 to 999, is",
        "box: {body: [{box: {body: [Bar]}}]}": "a box can’t stand in a box",
        "box: {number: true, body: [Bar]}": "what has a number needs a title, too",
    }
    for block, told in lacking.items():
        (found,) = complaints(seed, f"    - Text\n    - {block}\n")
        assert (found.startswith("A-67-1.yaml:10: "), told in found) == (True, True), found


def read(parts: str) -> list[tuple[str, str]]:
    return [(one.address or "", one.text) for one in extract(parse_seed(HEAD + parts, Path("a.yaml")), "")]


def test_a_summary_is_a_part_of_its_own_and_a_box_belongs_to_its_part() -> None:
    box = "box: {title: Six, body: [Seven, {bulleted: [Eight]}]}"
    first = f"{REPORT}    summary: [One, {{subheading: Two}}]\n    body: [Three, {{{box}}}, Four]\n"
    found = read(first + REPORT.replace("Foo", "Baz") + "    summary: [Five]\n    body: [Nine]\n")
    assert found == [
        ("report.title.1", "Foo"), ("summary.p.1", "One"), ("summary.heading.1", "Two"), ("report.p.1", "Three"),
        ("report.title.2", "Six"), ("report.p.2", "Seven"), ("report.item.1", "Eight"), ("report.p.3", "Four"),
        ("report-2.title.1", "Baz"), ("summary-2.p.1", "Five"), ("report-2.p.1", "Nine"),
    ]  # fmt: skip


def test_words_for_a_picture_are_a_unit_and_its_file_is_none(seed: Path) -> None:
    notes = "source: Baz, notes: {a: Qux}"
    found = read(f"{REPORT}    body: [{{figure: {{title: Foo, picture: a.svg, alternative: Bar, {notes}}}}}]\n")
    assert found[1:] == [("report.alternative.1", "Bar"), ("report.source.1", "Baz"), ("report.table-note.1", "Qux")]


def test_each_language_has_its_picture() -> None:
    picture = "{ar: r.svg, en: a.svg, es: a.svg, fr: b.svg, ru: a.svg, zh: a.svg}"
    inside = f"box: {{body: [{{figure: {{picture: {picture}, alternative: Bar}}}}, {{{FIGURE}}}]}}"
    document = parse_seed(f"{HEAD}{REPORT}    body: [{{{inside}}}]\n", Path("a.yaml"))
    assert [picture_files(document, code) for code in ("en", "fr", "ar")] == [("a.svg",), ("b.svg", "a.svg"), ("r.svg", "a.svg")]


def numbers(parts: str, code: LanguageCode = "en") -> dict[str, str]:
    found = number_document(parse_seed(HEAD + parts, Path("a.yaml")))
    return {address: write_number(number, code) for address, number in found.items()}


def test_appendices_are_counted_by_annex() -> None:
    kinds = ("annex", "appendix", "annex", "appendix", "appendix")
    parts = REPORT + "    body: [Foo]\n" + "".join(f"- {kind}: {{body: [Foo]}}\n" for kind in kinds)
    assert numbers(parts) == {"annex": "I", "appendix": "", "annex-2": "II", "appendix-2": "I", "appendix-3": "II"}
    assert numbers(parts, "ar")["appendix-3"] == "الثاني"


def test_figures_have_roman_numbers_and_boxes_others_and_what_is_in_a_box_counts() -> None:
    figure = "{figure: {title: Foo, number: true, picture: a.svg, alternative: Bar}}"
    box = f"{{box: {{title: Foo, number: true, body: [{{numbered: [Bar]}}, {figure}]}}}}"
    found = numbers(f"{REPORT}    body: [{{numbered: [Bar]}}, {figure}, {box}, {{numbered: [Baz]}}]\n")
    assert found == {
        "report.p.1": "1", "report.figure.1": "I", "report.title.2": "I", "report.box.1": "1", "report.title.3": "1",
        "report.p.2": "2", "report.figure.2": "II", "report.title.4": "II", "report.p.3": "3",
    }  # fmt: skip


def test_a_list_of_contents_is_asked_for_in_one_word_or_in_more() -> None:
    asked: dict[str, tuple[int | None, str] | None] = {
        "true": (None, "titles"), "{levels: 3}": (3, "titles"), "{below: summary, paragraphs: true}": (None, "summary"),
        "false": None,
    }  # fmt: skip
    for written, wanted in asked.items():
        report = parse_seed(f"{HEAD}{REPORT}    contents: {written}\n    body: [Foo]\n", Path("a.yaml")).parts[0].value
        assert isinstance(report, Report)
        assert (report.contents and (report.contents.levels, report.contents.below)) == wanted, written
