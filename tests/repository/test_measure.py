"""`make measure-code` and `make fidelity` count what they say they count."""

from __future__ import annotations

from pathlib import Path

from measure.code import LONG, code_lines, measure
from measure.tagged import Line, Paragraph
from measure.word_fidelity import read_words

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
