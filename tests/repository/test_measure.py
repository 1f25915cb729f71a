"""`make measure-code` and `make fidelity` count what they say they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from measure.code import LONG, code_lines, measure
from measure.tagged import Cell, Line, Paragraph
from measure.tracking import Tracking
from measure.word_fidelity import Pair, Word, read_words
from support.word_files import WordFile, paragraph, run

MODULE = '''"""What it is.

Two lines more.
"""

import re  # a comment beside code

TEXT = """one

three"""


def shown(text: str) -> str:
    """Say."""
    # why
    return _once(_twice(_twice(text)))


def _once(text: str) -> str:
    "Docstring."; return text


class Box:
    """A class."""

    def _twice(self) -> None:
        if self:
            "no docstring, but a statement without use"
        self._twice2()
        self._twice2()


def _twice(text: str) -> str:
    return re.sub("a", "b", text)


def _never() -> None: ...
'''


def test_lines_of_code_are_those_without_comments_docstrings_and_blanks() -> None:
    lines = [MODULE.splitlines()[number - 1] for number in sorted(code_lines(MODULE))]
    assert lines[:6] == [
        "import re  # a comment beside code", 'TEXT = """one', "", 'three"""', "def shown(text: str) -> str:",
        "    return _once(_twice(_twice(text)))",
    ]  # fmt: skip
    assert '    "Docstring."; return text' in lines
    assert "    # why" not in lines


def test_private_functions_are_counted_by_how_often_their_module_reads_their_name(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(MODULE)
    assert measure(tmp_path / "module.py", tmp_path).private == {"_once": 1, "_twice": 2, "_never": 0}


def test_a_long_function_is_one_of_more_than_forty_lines_without_its_docstring(tmp_path: Path) -> None:
    for body, is_long in ((LONG - 1, False), (LONG, True)):
        lines = ["def story():", '    """Tell."""', *["    print()"] * body]
        (tmp_path / "module.py").write_text("\n".join(lines))
        assert bool(measure(tmp_path / "module.py", tmp_path).long) == is_long


def test_leaders_of_the_contents_are_no_words() -> None:
    words = ["D.", "Results-based", "frame.", ".", ".", ".", ".", ".", ".", "13"]
    entry = Paragraph("LBody", [Line(1, 100.0, 60.0, 550.0, words)], None)
    assert [word.text for word in read_words([entry])] == ["D.", "Results-", "based", "frame", "13"]
    etc = Paragraph("P", [Line(1, 100.0, 60.0, 550.0, ["and", "so", "on", "..."])], None)
    assert [word.text for word in read_words([etc])] == ["and", "so", "on", "..."]


def words_of(*lines: tuple[int, float, str], role: str = "P", cell: Cell | None = None) -> list[Word]:
    """Return the words of a paragraph for each line: its page, its baseline, what it says."""
    said = [Paragraph(role, [Line(page, base, 60.0, 550.0, text.split())], cell) for page, base, text in lines]
    return read_words(said)


def pair_of(real: list[Word], ours: list[Word]) -> Pair:
    """Return a pair in which each real word is that of ours which says the same, where one does."""
    by_text = {word.text: word for word in ours}
    return Pair("x", real, ours, [(word, by_text[word.text]) for word in real if word.text in by_text])


def test_numbers_of_pages_and_heads_that_word_tags_on_each_page_are_no_words_that_ours_lacks() -> None:
    ours = [*words_of((1, 90, "Introduction 7"), role="TOCI"), *words_of((2, 90, "Head"), cell=(0, 0, 0))]
    ours += [*words_of((2, 100, "Chad"), cell=(0, 1, 0)), *words_of((3, 100, "Peru"), cell=(0, 9, 0)), *words_of((3, 300, "end"))]
    real = words_of((1, 90, "Introduction 6"), (2, 90, "Head Chad"), (3, 80, "Head"), (3, 100, "Peru"), (3, 300, "12 end"))
    pair = pair_of(real, ours)
    once = [(word, our) for word, our in pair.same if word.text != "Head" or word.page == 2]
    assert [word.text for word in Pair("x", real, ours, once).lacking()] == ["12"]


def test_words_that_are_parted_or_stand_elsewhere_are_not_lacking() -> None:
    real, ours = words_of((1, 90, "a contingents b Note lost")), words_of((1, 90, "Note a contin- gents b"))
    pair = Pair("x", real, ours, [(real[0], ours[1]), (real[2], ours[4])])
    assert [word.text for word in pair.lacking()] == ["lost"]
    assert pair.words() == (3, 4)


def test_a_page_after_one_that_begins_alike_counts_alone_and_what_moved_it_is_told() -> None:
    real = words_of((1, 90, "a"), (2, 90, "b"), (2, 102, "c"), (2, 114, "d"), (3, 90, "e"), (4, 90, "f"))
    ours = words_of((1, 90, "a"), (2, 90, "b"), (2, 102, "c"), (2, 124.5, "d"), (2, 136, "e"), (3, 90, "x"), (3, 102, "f"))
    pair = pair_of(real, ours)
    assert [is_right for is_right, _ in pair.page_starts()] == [True, False, True]
    assert [(is_right, word.text) for is_right, word in pair.pages_alike()] == [(True, "b"), (False, "e")]
    start = next(word for is_right, word in pair.pages_alike() if not is_right)
    assert [(by, word.text) for by, word in pair.moves_before(start)] == [(pytest.approx(10.5), "d")]


def test_a_line_is_set_by_hand_where_letters_or_indent_of_its_paragraph_are_unlike_its_style(tmp_path: Path) -> None:
    body = [
        paragraph("One two three."), paragraph(run("Four five ") + run("six.", "spacing=2")), paragraph(run("Eight.", "w=100")),
        *(paragraph(text, properties=f'<w:ind w:right="{twips}"/>') for text, twips in (("Nine.", 7), ("Ten.", 500))),
    ]  # fmt: skip
    tracking = Tracking(WordFile(body).write(tmp_path / "report.docx"))
    around = (["One"], ["two"]), (["Four"], ["five"]), ([], ["Eight."]), ([], ["Nine."]), ([], ["Ten."])
    assert [tracking.is_by_hand(before, after) for before, after in around] == [False, True, False, False, True]
