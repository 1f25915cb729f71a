"""Hyphens: beginnings of words that stay whole."""

from __future__ import annotations

import pyphen

from sixfold.pdf.engine.patches import hyphenation, installer


class _Dictionary:
    """Parts a word after every second letter."""

    def positions(self, word: str) -> list[int]:
        return list(range(2, len(word), 2))


def test_a_word_is_not_parted_where_its_beginning_stays_whole() -> None:
    spared = hyphenation._sparing(_Dictionary.positions, [["re", "public"]])
    assert spared(_Dictionary(), "republics") == [4, 6, 8]
    assert spared(_Dictionary(), "Republics") == [4, 6, 8]


def test_other_words_are_parted_where_the_dictionary_says() -> None:
    spared = hyphenation._sparing(_Dictionary.positions, [["re", "public"]])
    assert spared(_Dictionary(), "reports") == [2, 4, 6]
    assert spared(_Dictionary(), "") == []


def test_the_engine_spares_what_the_languages_name() -> None:
    installer.install()
    assert pyphen.Pyphen(lang="ru").positions("безопасности") == [7, 9]
    assert pyphen.Pyphen(lang="ru").positions("безумный") == [3, 5]
