"""How each language refers to what has a number: its word, one, two and several, lists and ranges, the number alone."""

from __future__ import annotations

from sixfold.languages import LANGUAGES
from sixfold.languages.references import Member, Number, ReferenceForm, Step, write_reference


def paragraph(n: int, *letters: int) -> Number:
    below = (Step(kind, one) for kind, one in zip(("letter", "sub_letter"), letters, strict=False))  # type: ignore[arg-type]
    return Number("paragraph", (Step("paragraph", n), *below))


def section(*places: int) -> Number:
    return Number("section", tuple(map(Step, ("chapter", "section", "subsection", "letter"), places)))


def written(code: str, *members: Member | Number, form: ReferenceForm = "") -> str:
    pairs = [(one, None) if isinstance(one, Number) else one for one in members]
    return "".join(piece.text for piece in write_reference(pairs, code, form)).replace("\u00a0", " ")


def six(*members: Member | Number, form: ReferenceForm = "") -> list[str]:
    return [written(code, *members, form=form) for code in ("en", "fr", "es", "ru", "zh", "ar")]


def test_a_paragraph() -> None:
    assert six(paragraph(3)) == ["paragraph 3", "paragraphe 3", "párrafo 3", "пункт 3", "第3段", "الفقرة 3"]


def test_two_paragraphs_have_the_dual_in_arabic() -> None:
    assert six(paragraph(3), paragraph(7)) == [
        "paragraphs 3 and 7", "paragraphes 3 et 7", "párrafos 3 y 7", "пункты 3 и 7", "第3和7段", "الفقرتين 3 و 7",
    ]  # fmt: skip


def test_a_range_and_a_sub_paragraph() -> None:
    assert six((paragraph(3), paragraph(5)), paragraph(9, 1)) == [
        "paragraphs 3 to 5 and 9 (a)", "paragraphes 3 à 5 et 9 a)", "párrafos 3 a 5 y 9 a)", "пункты 3–5 и 9 a)", "第3至5和9(a)段",
        "الفقرات 3 إلى 5 و 9 (أ)",
    ]  # fmt: skip


def test_the_number_alone_has_no_word() -> None:
    assert six((paragraph(3), paragraph(5)), form="number") == ["3 to 5", "3 à 5", "3 a 5", "3–5", "3至5", "3 إلى 5"]


def test_the_word_is_abbreviated_where_the_language_has_an_abbreviation() -> None:
    assert six((paragraph(21), paragraph(25)), form="short") == [
        "paras. 21–25", "par. 21 à 25", "párrs. 21 a 25", "пп. 21–25", "第21至25段", "الفقرات 21 إلى 25",
    ]  # fmt: skip


def test_a_range_of_two_is_two() -> None:
    assert written("en", (paragraph(3), paragraph(4))) == "paragraphs 3 and 4"
    assert written("ar", (paragraph(9, 1), paragraph(9, 2))) == "الفقرتين 9 (أ) و (ب)"


def test_sub_paragraphs_share_the_number_of_their_paragraph() -> None:
    assert written("en", paragraph(9, 1), paragraph(9, 2), paragraph(12)) == "paragraphs 9 (a) and (b) and 12"
    assert written("fr", (paragraph(9, 1), paragraph(9, 4))) == "paragraphes 9 a) à d)"
    assert written("en", (paragraph(9, 1), paragraph(11, 2))) == "paragraphs 9 (a) to 11 (b)"
    assert written("ar", (paragraph(9, 1), paragraph(9, 3))) == "الفقرة 9 (أ) إلى (ج)"  # a matter of one paragraph


def test_a_section_is_named_with_those_that_it_is_in() -> None:
    assert six(section(2, 1)) == ["section II.A", "section II.A", "sección II.A", "раздел II.A", "第二.A节", "الفرع ثانيا - ألف"]
    assert written("en", section(2, 1, 3, 1)) == "section II.A.3 (a)"
    assert written("en", section(2), section(3), form="short") == "sects. II and III"


def test_roman_numerals_are_no_words_with_an_i_in_spanish() -> None:
    annexes = [Number("annex", (Step("annex", n),)) for n in (1, 2)]
    assert six(*annexes) == [
        "annexes I and II", "annexes I et II", "anexos I y II", "приложения I и II", "附件一和二", "المرفقين الأول و الثاني",
    ]  # fmt: skip
    assert written("es", paragraph(19, 8), paragraph(19, 9)) == "párrafos 19 h) e i)"


def test_the_only_annex_has_no_number_and_a_footnote_its_mark() -> None:
    assert six(Number("annex")) == ["annex", "annexe", "anexo", "приложение", "附件", "المرفق"]
    assert written("en", Number("footnote", (Step("note", 1),), "a")) == "footnote a"


def test_each_number_is_a_piece_with_its_place() -> None:
    pieces = write_reference([(paragraph(3), paragraph(5)), (paragraph(9, 1), None)], "zh")
    assert [(piece.text, piece.place) for piece in pieces] == [
        ("第", None), ("3", 0), ("至", None), ("5", 1), ("和", None), ("9(a)", 2), ("段", None),
    ]  # fmt: skip
    assert [piece.place for piece in write_reference([(paragraph(3), None)], "zh")] == [0]


def test_every_language_has_words_for_everything_that_has_a_number() -> None:
    others = ("step", "short_range", "own", "own_before", "see", "other")
    places = {"paragraph", "subparagraph", "item", "section", "annex", "appendix", "enclosure", "footnote"}
    for code, one in LANGUAGES.items():
        forms = {key: words for key, words in one.references.items() if key not in others}
        whole = {key for key in forms if not key.startswith(("only_", "short_", "see_"))}
        assert whole == places | {"table", "figure", "box"}, code
        assert {"only_annex", "only_enclosure"} <= forms.keys(), code
        assert all(word.count("{n}") == (not key.startswith("only_")) for key, words in forms.items() for word in words), code
