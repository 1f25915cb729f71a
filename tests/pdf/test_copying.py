"""What is copied out of a PDF is its text: all words, in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.languages import language
from support.copying import WANTED, Copy, by_pdfium, compare, source_words, words
from support.pages import LANGUAGES, edition, translated


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_copied_is_the_text(code: str, tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(edition(code).content)
    source = source_words(translated(code), language(code))  # type: ignore[arg-type]
    assert compare(source, words(by_pdfium(path))) >= WANTED[code]


def test_words_lost_and_words_moved_are_counted() -> None:
    source = ["a", "b", "c", "d"]
    assert compare(source, ["x", "a", "b", "c", "d", "y"]) == Copy(1, 1)
    assert compare(source, ["a", "b", "c"]) == Copy(0.75, 0.75)
    assert compare(source, ["b", "c", "d", "a"]) == Copy(1, 0.75)


def test_divided_words_are_joined_and_hyphenated_ones_are_not() -> None:
    assert words("réso\u00ad\nlution") == ["résolution"]
    assert words("sous-\u2060\r\nrégion") == ["sous-région"]
    assert words("第六十六届") == ["第", "六", "十", "六", "届"]
    assert words("٢٦ أيلول") == ["26", "أيلول"]
