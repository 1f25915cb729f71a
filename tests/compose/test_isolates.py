"""Arabic text with what runs from left to right in it: what is isolated, and where its letters then stand on the page.

The order on a page is that of Unicode Standard Annex 9 for isolates: seen from outside each is one sign without a direction.
"""

from __future__ import annotations

import io
import random
import re
import unicodedata

import pdfplumber
import pytest

from sixfold.compose.isolates import find_isolates
from sixfold.languages.formatting import to_arabic_indic
from sixfold.languages.spaces import keep_together
from sixfold.pdf.engine.patches.isolates import open_isolates
from sixfold.pdf.tagging.actual_text import as_read, is_arabic
from support.pages import compose_seed, set_page

_TURN_BRACKETS = str.maketrans(")", "(")


# What is isolated


#: What is typed; the symbols and passages in it, which keep their digits; its figures.
FOUND = [
    ("في Treaty Series, vol. 2237, No. 39574، الصفحة 5", ["Treaty Series, vol. 2237, No. 39574"], ["5"]),
    ("معيار ISO 9001 للجودة و COVID-19", ["ISO 9001", "COVID-19"], []),
    ("A/66/6 (Sect. 16)/Corr.1 و 16", ["A/66/6 (Sect. 16)/Corr.1"], ["16"]),
    ("(S/RES/1973 (2011)) و S/PV.6498 (Resumption 1)", ["S/RES/1973 (2011)", "S/PV.6498 (Resumption 1)"], []),
    ("القرار 1973 (2011) و 2837 (د-26)", [], ["1973", "2011", "2837", "26"]),
    ("القرار 2837 (XXVI)", ["XXVI"], ["2837"]),
    ("(A/65/497، A/66/398)", ["A/65/497", "A/66/398"], []),
    ("A/65/497, A/66/398, 26", ["A/65/497", "A/66/398"], ["26"]),
    ("انظر A/65/497, annex, para. 2", ["A/65/497, annex, para. 2"], []),
    ("A/65/L.78* و A/68/984-S/2014/642 و A/RES/70/93 A-B", ["A/65/L.78*", "A/68/984-S/2014/642", "A/RES/70/93 A-B"], []),
    ("A/55/595 و Corr.1 و 2", ["A/55/595", "Corr.1"], ["2"]),
    ("4-15 تشرين", [], ["4", "15"]),
    ("26/9/2011 و 10:30 و 64/293 و 2,5 و -5 و $1,200 و 50%", [], ["26/9/2011", "10:30", "64/293", "2,5", "-5", "$1,200", "50"]),
    ("+1 212 963 1234 و 978-92-1-101234-5", ["+1 212 963 1234", "978-92-1-101234-5"], []),
    ("https://www.un.org/ar/ و info@un.org", ["https://www.un.org/ar/", "info@un.org"], []),
    ("(UNODC) 12 دولة، UNODC (12 دولة)", ["UNODC", "UNODC"], ["12", "12"]),
    ("”UNODC“, ”World Drug Report 2011“ و «Treaty Series»", ["UNODC", "World Drug Report 2011", "Treaty Series"], []),
    ("(26 September 2011)", ["26 September 2011"], []),
    ("\u200eTreaty \u200eSeries\u200e، \u20665\u2069", ["Treaty \u200eSeries"], ["5"]),
    ("في 26 UNODC", ["UNODC"], ["26"]),
    ("نسبة GDP 5% في U.S. (2010)", ["GDP 5%", "U.S. (2010)"], []),
    ("البندان 69 (أ) و (ب)", [], ["69"]),
    ("”а также“ و 中文", ["а также", "中文"], []),
]


def test_symbols_passages_and_figures_are_found() -> None:
    found = {}
    for text, _, _ in FOUND:
        isolates = [(text[start:end], keeps_digits) for start, end, keeps_digits in find_isolates(text)]
        found[text] = ([words for words, keeps in isolates if keeps], [words for words, keeps in isolates if not keeps])
    assert found == {text: (kept, figures) for text, kept, figures in FOUND}


@pytest.mark.parametrize("text", ["A (" * 30_000, "1" * 60_000, "A/" * 30_000, "1-" * 30_000, "“a” " * 15_000, "1 123" * 15_000])
def test_long_texts_are_looked_through_without_going_back(text: str) -> None:
    """Where a pattern goes back at each letter, these take hours."""
    assert all(start < end for start, end, _ in find_isolates(keep_together(text, "ar")))


def test_a_figure_is_kept_whole_whatever_space_was_typed_and_what_is_none_stays() -> None:
    typed = [f"12{space}345 in 2011" for space in (" ", "\u00a0", "\u2009", "\u2007", "\t")]
    assert {keep_together(text, "ar") for text in typed} == {"12\u00a0345 in 2011"}
    others = ["12\u202f345", "2011 345", "64/293 500", "+41 22 917 1234", "100 101 102 103 104 105 106"]
    assert [keep_together(text, "ar") for text in others] == others


def test_isolates_that_a_line_leaves_open_are_known() -> None:
    assert open_isolates("\u2066a\u2069 \u2067b \u2066c") == "\u2067\u2066"
    assert open_isolates("\u2069a") == ""


def test_a_line_of_an_arabic_text_is_read_from_right_to_left_where_it_is_more_than_one_isolate() -> None:
    assert is_arabic("(\u2066\u200eA/65/497\u2069، \u2066\u200eA/66/398\u2069)")
    assert not is_arabic("\u2066\u200eA/65/497\u2069")
    assert as_read("\u2066\u200eA/\u206065/497\u2069، ") == "A/65/497، "


# Where letters stand on the page


def rows(digits: str, *paragraphs: str, notes: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    """Return the lines of a letter of *paragraphs* as they are seen, letters from left to right."""
    letter = {"title": "foo", "body": list(paragraphs), "notes": dict(notes)}
    content = set_page(compose_seed({"digits": digits, "session": 66, "parts": [{"letter": letter}]}, "ar"), "screen")
    found = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            lines: dict[int, list[tuple[float, str]]] = {}
            for char in page.chars:
                baseline = round(page.height - char["matrix"][5])
                if (290 if page.page_number == 1 else 90) < baseline < 700 and char["size"] > 9:
                    lines.setdefault(baseline, []).append((char["x0"], char["text"]))
            found += ["".join(text for _, text in sorted(lines[baseline])) for baseline in sorted(lines)]
    return tuple(seen(line) for line in found)


def seen(text: str) -> str:
    """Return *text* as it can be compared: a bracket is a bracket, a glyph reads alike in both directions; spaces are spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TURN_BRACKETS).split())


#: What is typed, and what is seen from left to right; the Arabic words are without لا, which is one letter there.
ORDER = [
    ("4-15 تموز 2019", "2019 زومت 15-4"),
    ("2010-2011", "2011-2010"),
    ("بلغ 12 345 و 1 234 567,5", "1 234 567,5 و 12 345 غلب"),
    ("بلغ 12\u202f345 و 12\u2009345", "12 345 و 12 345 غلب"),
    ("في Treaty Series, vol. 2237, No. 39574، ص 5", "5 ص ،Treaty Series, vol. 2237, No. 39574 يف"),
    ("(A/65/497، A/66/398)", "(A/66/398 ،A/65/497("),
    ("S/2011/100، 26 تموز 2011", "2011 زومت 26 ،S/2011/100"),
    ("A/66/6 (Sect. 16)/Corr.1 و S/RES/1973 (2011)", "S/RES/1973 (2011( و A/66/6 (Sect. 16(/Corr.1"),
    ("بلغ -5 و 50% و $1,200 و 3.5", "3.5 و $1,200 و %50 و -5 غلب"),
    ("رقم +1 212 963 1234", "+1 212 963 1234 مقر"),
    ("رقم 69 (ب) و (ج)", "(ج( و (ب( 69 مقر"),
    ("في <em>12</em> 345 و <strong>12</strong> 345", "12 345 و 12 345 يف"),
    ("في <strong>Treaty</strong> Series, vol. <strong>2237</strong>، ص 5", "5 ص ،Treaty Series, vol. 2237 يف"),
]


def test_letters_stand_where_the_bidirectional_algorithm_puts_isolates() -> None:
    assert rows("latn", *(typed for typed, _ in ORDER)) == tuple(shown for _, shown in ORDER)


def test_figures_that_turn_stand_where_others_do() -> None:
    expected = []
    for typed, shown in ORDER:
        turned = to_arabic_indic(shown)
        for start, end, keeps_digits in find_isolates(typed):
            if keeps_digits:
                words = seen(typed[start:end])
                turned = turned.replace(to_arabic_indic(words), words)
        if "<strong>2237" in typed:  # found without its tags
            turned = shown.replace("5 ص", "٥ ص")
        expected.append(turned)
    assert rows("arab", *(typed for typed, _ in ORDER)) == tuple(expected)


_ARABIC = ("نص", "تقرير", "مجموعة", "في", "سنة")
_OTHERS = ("A/65/497", "S/RES/1973 (2011)", "ISO 9001", "vol. 5, No. 7", "26/9/2011", "12\u00a0345", "-5", "2,5", "64/293")
_BETWEEN = ("، ", " و ", "؛ ", " (و) ")


def test_any_line_has_the_order_of_its_words_from_right_to_left_and_of_each_isolate_from_left_to_right() -> None:
    chance = random.Random(66398)
    typed, shown = [], []
    for _ in range(60):
        words = [chance.choice(_ARABIC + _OTHERS * 2) for _ in range(chance.randint(1, 4))]
        units = [unit for word in words for unit in (word, chance.choice(_BETWEEN))][:-1]
        typed.append("".join(units))
        shown.append(seen("".join(unit if unit in _OTHERS else unit[::-1] for unit in reversed(units))))
    assert rows("latn", *typed) == tuple(shown)


@pytest.mark.parametrize("digits", ["latn", "arab"])
def test_a_passage_goes_on_from_left_to_right_over_the_ends_of_lines(digits: str) -> None:
    plain, tagged = (" ".join(map(str, range(first, first + 60))) for first in (1000, 2000))
    lines = rows(digits, f"في Series {plain}، نص", f"في Series <strong>{tagged}</strong>، نص")
    assert len(lines) > 10  # figures begin most of them
    assert re.findall("[0-9]{4}", " ".join(lines)) == [*plain.split(), *tagged.split()]


def test_a_passage_goes_on_in_a_note_that_goes_over_to_the_next_page() -> None:
    filler = " ".join(["نص"] * 700)
    numbers = " ".join(map(str, range(1000, 1200)))
    lines = rows("latn", f"{filler}<fn>a</fn>", notes=(("a", f"في Series {numbers}، نص"),))
    assert re.findall("[0-9]{4}", " ".join(lines)) == numbers.split()
    assert any(line.startswith("نص"[::-1]) for line in lines[-12:])
