"""From a document to HTML: small documents, and a toy translation that turns foo into FOO."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sixfold.compose import Composition
from sixfold.compose import compose as compose_page
from sixfold.compose.first_page import job_line
from sixfold.document.house import House
from sixfold.document.loading import load_house
from sixfold.document.model import Document, Job
from sixfold.document.seeds import read_seed
from sixfold.document.units import Translation, translate
from sixfold.languages import LanguageCode, language
from support.pages import PROJECT

Compose = Callable[..., Composition]

SEED: dict[str, Any] = {
    "symbol": "A/66/1",
    "organ": "general-assembly",
    "date": "2011-10-04",
    "job": "11-12345",
    "session": 66,
    "parts": [{"letter": {"title": "foo title", "body": ["foo bar"]}}],
}


def compose(document: Document, house: House, templates: Path, *, is_proof: bool = False) -> Composition:
    """Return the page without the names of its units, which test_unit_pages.py and test_session.py look at."""
    page = compose_page(document, house, templates, is_proof=is_proof)
    return replace(page, html=re.sub(' (?:id|data-unit)="[^"]*"', "", page.html))


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Document]:
    """Return a function that reads a small seed: `document(session=67)`."""

    def document(**changes: Any) -> Document:
        path = tmp_path / "seed.yaml"
        seed = {key: value for key, value in (SEED | changes).items() if value is not None}
        path.write_text(json.dumps(seed), encoding="utf-8")  # JSON is YAML
        return read_seed(path)

    return document


@pytest.fixture
def compose_in(document: Callable[..., Document]) -> Compose:
    """Return a function that composes a small seed in a language, with that language's own house words."""

    def compose_in(code: LanguageCode = "en", *, is_proof: bool = False, **changes: Any) -> Composition:
        given = document(**changes)
        if code != given.original:
            given = translate(given, code, lambda _, text: Translation("translated", text))
        return compose(given, load_house(PROJECT, code), PROJECT.templates, is_proof=is_proof)

    return compose_in


def _letter(*body: Any, signature: list[dict[str, str]] | None = None) -> list[dict[str, Any]]:
    return [{"letter": {"title": "foo title", "body": list(body), "signature": signature or []}}]


def _annex(*body: Any, numbering: str = "declaration") -> list[dict[str, Any]]:
    return [*_letter("foo"), {"annex": {"heading": "foo annex", "numbering": numbering, "body": list(body)}}]


def _text(markup: str) -> str:
    """Return the text of a piece of HTML."""
    return html.unescape(re.sub("<[^>]*>", "", _seen(markup))).strip()


def _seen(markup: str) -> str:
    """Return a piece of HTML without the signs that keep symbols together and isolate what runs from left to right."""
    return re.sub("[\u2060\u200e\u2066\u2069]", "", markup)


def _texts(composition: Composition, name: str) -> list[str]:
    """Return the texts of the elements that have the class or are the element *name*."""
    pattern = rf'<(\w+)[^>]*class="(?:[^"]* )?{name}(?: [^"]*)?"[^>]*>(.*?)</\1>|<{name}>(.*?)</{name}>'
    return [_text(found[2] or found[3] or "") for found in re.finditer(pattern, composition.html, re.DOTALL)]


def _paragraphs(composition: Composition) -> list[str]:
    """Return the HTML of each paragraph of a letter."""
    return re.findall(r'<p class="paragraph">\s*(.*?)</p>', composition.html, re.DOTALL)


def _paragraph(composition: Composition) -> str:
    """Return the HTML of the only paragraph of a letter."""
    (found,) = _paragraphs(composition)
    return found


# A toy translation


def _toy_house() -> House:
    """Return house words in capitals, their placeholders and tags kept; a language like French."""

    def shout(_: str, text: str, plural: str | None, count: int) -> str:
        text = plural if plural and count != 1 else text
        pieces = re.split(r"(\{[^}]*\}|<[^>]*>)", text)
        return "".join(piece if piece.startswith(("{", "<")) else piece.upper() for piece in pieces)

    return House(language("fr"), shout)


def test_every_word_of_a_page_is_translated(document: Callable[..., Document]) -> None:
    given = document(
        agenda={"items": [107], "title": "foo agenda"},
        parts=[
            *_letter("foo bar", signature=[{"name": "foo name", "role": "foo role"}]),
            {"annex": {"heading": "foo annex", "titles": ["foo declaration"], "body": [{"operative": ["foo op"]}]}},
        ],
    )
    shouted = translate(given, "fr", lambda _, text: Translation("translated", text.replace("foo", "FOO").upper()))
    page = compose(shouted, _toy_house(), PROJECT.templates).html
    body = page[page.index("<body") :]
    seen = _text(re.sub(r"(?s)<svg.*?</svg>", "", body)).split()
    small = [word for word in seen if re.search("[a-z]", word)]
    assert small == [
        "octobre",
        "Soixante-sixième",
    ]  # dates and ordinals are rules of the language, not words of the house
    assert " ".join(seen).count("FOO") == 8  # agenda; title, paragraph, role, name; heading, title, operative paragraph


# Where lines may break


@pytest.mark.parametrize("code", ["en", "fr"])
def test_short_prefix_stays_with_its_word(compose_in: Compose, code: str) -> None:
    printed = {
        "Non-Self-Governing": "Non-\u2060Self-Governing",
        "a co-operation": "a co-\u2060operation",
        "anti-foo": "anti-foo",
        "foo by-foo-co-foo": "foo by-\u2060foo-co-foo",
        "2001-2010": "2001-2010",
        "27-foo": "27-foo",
    }
    assert _paragraphs(compose_in(code, parts=_letter(*printed))) == [*printed.values()]


def test_short_prefix_may_end_a_line_where_nothing_else_was_seen(compose_in: Compose) -> None:
    source = "Non-Self-Governing co-operation"
    assert [_paragraph(compose_in(code, parts=_letter(source))) for code in ("es", "ru")] == [source, source]


def test_settings_have_stylesheets_of_their_own(compose_in: Compose) -> None:
    found = re.findall(
        'href="css/([a-z-]+/[a-z0-9-]+).css"', compose_in(width=100, lists="ragged", first_page="close").html
    )
    assert found == ["widths/100", "lists/ragged", "first-page/close"]
    assert re.findall('href="css/([a-z-]+/[a-z0-9-]+).css"', compose_in().html) == []


# Escaping


def test_markup_and_templates_in_a_text_are_text(compose_in: Compose) -> None:
    composition = compose_in(parts=_letter("{{ foo }} {% bar %} & 1 < 2 \"quoted\" 'single' url(http://foo)"))
    assert "{{ foo }} {% bar %} &amp; 1 &lt; 2 &#34;quoted&#34; &#39;single&#39; url(http://foo)" in _seen(
        _paragraph(composition)
    )


def test_a_title_with_quotation_marks_stays_in_its_element(compose_in: Compose) -> None:
    composition = compose_in(parts=[{"letter": {"title": 'foo "bar" & <em>more</em>', "body": ["foo"]}}])
    assert "<title>A/66/1: foo &#34;bar&#34; &amp; more</title>" in composition.html
    assert composition.metadata.title == 'A/66/1: foo "bar" & more'


def test_the_four_tags_become_elements(compose_in: Compose) -> None:
    source = "<em>Recall</em> <strong>foo</strong> 1<sup>er</sup> H<sub>2</sub>O"
    assert _paragraph(compose_in(parts=_letter(source))) == source


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_line_of_a_title_is_broken_where_it_says_and_not_in_the_title_of_the_file(compose_in: Compose, code: str) -> None:
    parts = [{"letter": {"title": "<strong>foo<br>bar</strong>", "body": [{"heading": ["foo<br>baz"]}]}}]
    composition = compose_in(code, parts=parts)
    assert "<strong>foo</strong><strong><br> </strong><strong>bar</strong>" in composition.html
    assert "foo<br> baz" in composition.html
    assert "<title>A/66/1: foo bar</title>" in composition.html


def test_arabic_words_with_tags_stay_joined(compose_in: Compose) -> None:
    printed = {
        "<em>نشير</em> <strong>إلى</strong>": "<em>نشير</em> <strong>إلى</strong>",
        "ب<em>الأمم</em>": "ب\u200d<em>\u200dالأمم</em>",  # letters that join, before a tag and after it
        "<em>نشجع</em>هم": "<em>نشجع\u200d</em>\u200dهم",
        "و<em>ندعو</em>": "و<em>ندعو</em>",  # a waw joins nothing that follows
    }
    assert _paragraphs(compose_in("ar", parts=_letter(*printed))) == [*printed.values()]


def test_markup_in_house_words_is_text(document: Callable[..., Document]) -> None:
    house = House(language("fr"), lambda context, text, *_: "<b>foo</b>" if context == "organ.general-assembly" else text)
    assert "&lt;b&gt;foo&lt;/b&gt;" in compose(document(), house, PROJECT.templates).html


def test_the_first_of_a_month_is_raised_in_a_french_masthead(compose_in: Compose) -> None:
    assert "<p>1<sup>er</sup> juillet 2011</p>" in compose_in("fr", date="2011-07-01").html.replace("\xa0", " ")


# Symbols and figures


def test_a_symbol_is_kept_in_one_line(compose_in: Compose) -> None:
    printed = {
        "see A/RES/65/230.": "see A/\u2060RES/\u206065/230.",
        "(E/2002/68/Add.1)": "(E/\u20602002/68/\u2060Add.\u20601)",
        "A/68/984-S/2014/642 foo": "A/\u206068/984-\u2060S/\u20602014/642 foo",
        "A/65/497, annex": "A/\u206065/497, annex",  # no line breaks between two figures
        "and/or anti-trafficking": "and/\u2060or anti-trafficking",  # words that a hyphen joins may part, not those of a stroke
        "foo\u2011bar": "foo-\u2060bar",  # the hyphen of the faces
    }
    assert _paragraphs(compose_in(parts=_letter(*printed))) == [*printed.values()]


@pytest.mark.parametrize("code", ["en", "es", "fr", "ru", "zh"])
def test_no_line_ends_with_a_stroke_but_in_the_path_of_an_address(compose_in: Compose, code: LanguageCode) -> None:
    joined = {
        "EC-83/DEC.5 and E3/European": "EC-83/|DEC.|5 and E3/|European",
        "1/CP.28, 24/7, 3810/n": "1/|CP.|28, 24/7, 3810/|n",
        "https://foo.org/bar/baz": "https:/|/|foo.org/bar/baz",  # may break in its path
        "see foo.org/bar/A/65/497/x.": "see foo.org/bar/A/|65/497/|x.",
        "foo/<em>bar</em>": "foo/|<em>bar</em>",
    }
    printed = _paragraphs(compose_in(code, parts=_letter(*joined)))
    assert [text.replace("\u2060", "|") for text in printed] == [*joined.values()]


@pytest.mark.parametrize("code", ["en", "es", "fr", "ru", "zh", "ar"])
def test_a_figure_is_kept_in_one_line_in_every_language(compose_in: Compose, code: LanguageCode) -> None:
    typed = ("2 345", "2\u2009345", "<strong>2</strong> 345")
    found = [re.sub("<[^>]*>", "", _seen(text)) for text in _paragraphs(compose_in(code, digits="arab", parts=_letter(*typed)))]
    assert found == ["٢\u00a0٣٤٥" if code == "ar" else "2\u00a0345"] * 3


def test_an_element_isolates_only_where_tags_stand_inside(compose_in: Compose) -> None:
    plain, tagged = "Foo bar, vol. 5", "Foo <em>bar</em>, vol. 5"
    assert _paragraph(compose_in("ar", parts=_letter(plain))) == f"\u2066{plain}\u2069"
    assert _paragraph(compose_in("ar", parts=_letter(tagged))) == f'<bdi dir="ltr">{tagged}</bdi>'


def test_figures_of_arabic_text_turn_but_those_of_symbols_stay(compose_in: Compose) -> None:
    """Source: A/71/100/Add.1 has 2837 (د-26), the session of an old resolution."""
    printed = {
        "27 أيلول/سبتمبر 2011": "٢٧\u00a0أيلول/سبتمبر ٢٠١١",
        "القرار 64/293": "القرار ٦٤/٢٩٣",
        "(A/65/497، المرفق)": "(A/65/497، المرفق)",
        "S/2011/12 و 13": "S/2011/12 و ١٣",
        "1,600 و 8.5": "١,٦٠٠ و ٨.٥",
        "في 2012.": "في ٢٠١٢.",
        "2837 (د-26)": "٢٨٣٧ (د-٢٦)",
    }
    assert [*map(_text, _paragraphs(compose_in("ar", parts=_letter(*printed))))] == [*printed.values()]


def test_a_seed_can_ask_for_european_figures_in_arabic(compose_in: Compose) -> None:
    composition = compose_in("ar", digits="latn", parts=_annex({"operative": ["27 فو"]}))
    assert _texts(composition, "number") == ["1 -"]
    assert "27 فو" in _seen(composition.html)


def test_other_languages_keep_european_figures_whatever_the_seed_says(compose_in: Compose) -> None:
    assert "27" in _paragraph(compose_in("fr", digits="arab", parts=_letter("27 foo")))


# Numbering


def test_operative_and_numbered_paragraphs_count_on_and_others_have_no_number(compose_in: Compose) -> None:
    body = [{"preambular": ["foo"]}, {"operative": ["one", "two"]}, "bar", {"numbered": ["three"]}]
    composition = compose_in(parts=_annex(*body))
    assert _texts(composition, "numbered") == ["1.one", "2.two", "3.three"]
    assert _texts(composition, "paragraph") == ["foo", "foo", "bar"]  # the letter's, the preamble's, the plain one


def test_each_part_counts_for_itself(compose_in: Compose) -> None:
    parts = [*_annex({"numbered": ["one", "two"]}), {"annex": {"heading": "foo", "body": [{"numbered": ["one"]}]}}]
    assert _texts(compose_in(parts=parts), "number") == ["1.", "2.", "1."]


def test_a_number_is_written_as_the_language_does(compose_in: Compose) -> None:
    numbers = {"en": ["1."], "fr": ["1."], "zh": ["1."], "ar": ["١ -"]}
    assert {code: _texts(compose_in(code, parts=_annex({"operative": ["foo"]})), "number") for code in numbers} == numbers


@pytest.mark.parametrize("numbering", ["declaration", "report"])
def test_a_part_says_where_its_numbers_stand(compose_in: Compose, numbering: str) -> None:
    assert f'<section class="annex {numbering}">' in compose_in(parts=_annex("foo", numbering=numbering)).html


# Paragraphs, lists and tables


def test_paragraphs_that_stand_in_or_go_on_have_kinds_of_their_own(compose_in: Compose) -> None:
    composition = compose_in(parts=_letter("We,", {"indented": ["foo", "bar"]}, {"continued": "agree."}, {"indented": "baz"}))
    assert _texts(composition, "indented") == ["foo", "bar", "baz"]
    assert _texts(composition, "continued") == ["agree."]


def test_bullets_stand_before_points_and_dashes_before_those_below(compose_in: Compose) -> None:
    body = {"bulleted": [{"text": "foo", "items": [{"text": "bar", "items": ["baz"]}]}, "qux"]}
    composition = compose_in(parts=_letter(body))
    assert [_texts(composition, f"bulleted-{depth}") for depth in (1, 2, 3)] == [["•foo", "•qux"], ["–bar"], ["–baz"]]


def test_numbers_count_on_from_one_that_is_given(compose_in: Compose) -> None:
    parts = _letter(
        {"list": ["a", {"text": "b", "number": 52}, "c"]}, {"numbered": [{"text": "d", "number": 7}]}, {"numbered": ["e"]},
        {"hanging": [{"text": "f", "number": 3}, {"text": "g", "items": ["h"]}]}, {"dashed": ["i"]},
    )  # fmt: skip
    expected = ["1.", "52.", "53.", "7.", "8.", "(c)", "(d)", "(i)", "–"]
    assert _texts(compose_in(parts=parts), "number") == expected


def test_what_stands_in_as_a_whole_keeps_its_kind(compose_in: Compose) -> None:
    passages = ["foo", {"lettered": ["a"]}, {"bulleted": ["b"]}, {"lines": ["c", "d"]}]
    html = compose_in(parts=_letter({"indented": passages})).html
    for kind in ("indented", "sub-paragraph further-in", "listed bulleted bulleted-1 further-in", "lines further-in"):
        assert f'class="{kind}"' in html


def test_a_heading_in_the_contents_has_no_note(compose_in: Compose) -> None:
    body = [{"chapter": "foo<fn>a</fn> <em>bar</em>"}, "baz"]
    composition = compose_in(parts=[{"report": {"titles": ["foo"], "contents": True, "notes": {"a": "note"}, "body": body}}])
    assert composition.html.count('class="footnote"') == 1
    assert '<a class="entry-text" href="#report.heading.1">foo <em>bar</em></a>' in composition.html


def test_notes_are_marked_in_the_order_of_reading_from_the_title_to_the_signature(compose_in: Compose) -> None:
    signature = [{"name": "N<fn>n</fn>", "role": ["R", "S<fn>s</fn>"]}]
    letter = {"title": "T<fn>t</fn>", "body": ["B<fn>b</fn>"], "signature": signature, "notes": dict.fromkeys("tbns", "note")}
    composition = compose_in(parts=[{"letter": letter}])
    marks = dict(re.findall('([A-Z])\u2060<span class="footnote" data-mark="([0-9])"', composition.html))
    assert marks == {"T": "1", "B": "2", "N": "3", "S": "4"}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_two_notes_may_be_called_at_one_place(compose_in: Compose, code: str) -> None:
    letter = {"title": "t", "body": ["foo<fn>a</fn><fn>b</fn>"], "signature": [], "notes": {"a": "one", "b": "two"}}
    composition = compose_in(code, parts=[{"letter": letter}])
    assert composition.html.count('class="footnote"') == 2


def test_contents_of_a_draft_mark_what_is_not_translated(document: Callable[..., Document]) -> None:
    given = document(parts=[{"report": {"titles": ["t"], "contents": True, "body": [{"chapter": "foo"}, {"chapter": "bar"}]}}])

    def look_up(_: str, text: str) -> Translation:
        return Translation("missing") if text == "foo" else Translation("translated", text)

    page = compose(translate(given, "ar", look_up), load_house(PROJECT, "ar"), PROJECT.templates).html
    assert re.findall('<p class="(entry[^"]*)"', page) == ["entry entry-chapter untranslated", "entry entry-chapter"]
    assert '<bdi class="untranslated" lang="en" dir="ltr">foo</bdi></a>' in page


#: Language and cells of a column, and how they are printed with what fills them up; None where it is no column of figures.
COLUMNS: list[tuple[LanguageCode, list[str], list[str] | None]] = [
    ("en", ["1,250.5", "980", "–"], ["1,250.5[]", "980[.0]", "–[]"]),
    ("en", ["(5.25)", "3%", "12"], ["(5.25)[]", "3%[.00]", "12[.00]"]),
    ("fr", ["1,250.5", "1,234", "2.25"], ["1\u00a0250,5[0]", "1\u00a0234[,00]", "2,25[]"]),
    ("en", ["$2,153.6", "($687)", "…"], ["$2,153.6[]", "($687)[.0]", "…[]"]),
    ("es", ["1,250", "2.5"], ["1.250[,0]", "2,5[]"]),
    ("ar", ["8.5", "12"], ["٨,٥[]", "١٢[,٠]"]),
    ("en", ["7", "twelve"], None),
    ("en", ["–", "…"], ["–[]", "…[]"]),
    ("en", ["7.5", "N/A"], ["7.5[]", "N/A[]"]),
    ("fr", ["7", "s.o."], ["7[]", "s.o.[]"]),
    ("zh", ["7", "不适用"], ["7[]", "不适用[]"]),
    ("en", ["7", "No"], None),
    ("en", ["", ""], None),
    ("en", ["A/66/1", "2011"], None),
]


def test_a_column_of_figures_is_aligned_at_the_decimal_mark(compose_in: Compose) -> None:
    for code, cells, printed in COLUMNS:
        table = {"columns": ["foo", "bar"], "rows": [["1", cell] for cell in cells]}
        page = _seen(compose_in(code, parts=_letter({"table": table})).html)
        found = re.findall(r'<span class="figure" dir="ltr">(.*?)<span class="filler">(.*?)</span></span>', page)
        assert [f"{figure}[{filler}]" for figure, filler in found] == (printed or []), (code, cells)
        assert re.findall('<(t[hd])[^>]* class="figures"', page) == (["th"] + ["td"] * len(cells) if printed else [])


# Signature

SIGNATORY = {"name": "Foo <strong>Bar</strong>", "role": "foo role"}


#: The lines of a signature: its name, and a role of one line or two.
SIGNED: dict[LanguageCode, list[str]] = {
    "en": ["(Signed) Foo Bar", "ROLE"],
    "es": ["(Firmado) Foo Bar", "ROLE"],
    "fr": ["ROLE", "(Signé) Foo Bar"],
    "ru": ["(Подпись) Foo Bar", "ROLE"],
    "zh": ["ROLE", "Foo Bar(签名)"],
    "ar": ["(توقيع) Foo Bar", "ROLE"],
}


@pytest.mark.parametrize("role", [["foo role"], ["first line", "second line"]])
def test_name_and_role_follow_the_order_of_the_language(compose_in: Compose, role: list[str]) -> None:
    for code, order in SIGNED.items():
        composition = compose_in(code, parts=_letter("foo", signature=[SIGNATORY | {"role": role}]))
        block = re.findall(r'(?s)<div class="signature">(.*?)</div>', composition.html)[0]
        expected = [line for one in order for line in (role if one == "ROLE" else [one])]
        assert [_text(line) for line in re.findall("(?s)<p>(.*?)</p>", block)] == expected
        assert "<strong>Bar</strong>" in block


def test_a_signature_may_be_a_name_alone(compose_in: Compose) -> None:
    expected = {
        ("en", True): "(Signed) Foo Bar", ("zh", True): "Foo Bar(签名)", ("ar", True): "(توقيع) Foo Bar", ("fr", False): "Foo Bar",
    }  # fmt: skip
    for (code, signed), line in expected.items():
        composition = compose_in(code, parts=_letter("foo", signature=[{"name": SIGNATORY["name"], "signed": signed}]))
        assert [text.strip() for text in _texts(composition, "signature")] == [line]


def test_every_signatory_has_a_block(compose_in: Compose) -> None:
    second = {"name": "Second <strong>Name</strong>", "role": "second role"}
    composition = compose_in(parts=_letter("foo", signature=[SIGNATORY, second]))
    assert [" ".join(text.split()) for text in _texts(composition, "signature")] == [
        "(Signed) Foo Bar foo role",
        "(Signed) Second Name second role",
    ]


def test_a_letter_without_signature_has_no_empty_block(compose_in: Compose) -> None:
    assert 'class="signature"' not in compose_in(parts=_letter("foo")).html


# Job line and bar code


def _job(**job: Any) -> Job:
    return Job.model_validate(job)


def test_a_job_line_has_number_letter_and_dates_four_spaces_apart() -> None:
    job = _job(number="10-27256", dates=["2010-03-17"])
    assert job_line(job, "E") == "10-27256 (E)\xa0\xa0\xa0\xa0170310"
    assert job_line(_job(number="11-53026"), "E") == "11-53026 (E)"


def test_an_arabic_job_line_has_its_dates_first() -> None:
    """Source: 11-37474 (A) of June 2011, "150611 150611 11-37474 (A)" as stored."""
    job = _job(number="11-37474", dates=["2011-06-15", "2011-06-16"])
    gap = "\xa0" * 4
    assert job_line(job, "R") == f"11-37474 (R){gap}150611{gap}160611"
    assert job_line(job, "A", is_mirrored=True) == f"160611{gap}150611{gap}11-37474 (A)"


def test_a_page_has_the_job_line_of_its_language(compose_in: Compose) -> None:
    jobs = {code: f"11-5302{i}" for i, code in enumerate(("ar", "zh", "en", "fr", "ru", "es"), 4)}
    jobs["ar"] = {"number": "11-53024", "dates": ["2011-10-05"]}  # type: ignore[assignment]
    assert _texts(compose_in("fr", job=jobs), "job") == ["11-53027 (F)"]
    assert _texts(compose_in("zh", job=jobs), "job") == ["11-53025 (C)"]
    assert _texts(compose_in("ar", job=jobs), "job") == ["051011\xa0\xa0\xa0\xa011-53024 (A)"]


def test_the_bar_code_has_neither_hyphen_nor_check_character(compose_in: Compose) -> None:
    composition = compose_in(job="11-53026")
    assert 'aria-label="Bar code of job number 11-53026"' in composition.html
    assert 'viewBox="0 0 143 1"' in composition.html  # 9 characters of 15 modules and 8 gaps of 1


def test_a_reissued_document_has_asterisks_at_symbol_and_job_number(compose_in: Compose) -> None:
    composition = compose_in(symbol="A/65/L.78*", job="11-37476*")
    assert _texts(composition, "symbol") == ["A/65/L.78*"]
    assert _texts(composition, "job") == ["11-37476* (E)"]
    assert 'aria-label="Bar code of job number 11-37476"' in composition.html


# Masthead


def test_the_series_of_a_symbol_stands_apart_for_its_large_letter(compose_in: Compose) -> None:
    assert '<span class="series">A</span>/66/1</a></span>' in compose_in().html


def test_a_joint_symbol_has_two_series_and_two_organs(compose_in: Compose) -> None:
    organs = ["general-assembly", "security-council"]
    composition = compose_in(symbol=["A/79/903", "S/2025/294"], organ=organs)
    assert _texts(composition, "symbol") == ["A/79/903-S/2025/294"]
    assert re.findall(r'<span class="series">(\w+)</span>', composition.html) == ["A", "S"]
    assert _texts(composition, "organ") == ["General Assembly", "Security Council"]
    assert 'data-symbol="A/79/903-S/2025/294"' in composition.html


def test_an_emblem_can_be_left_out_or_be_another_file(compose_in: Compose) -> None:
    assert 'src="emblem.svg" alt="Emblem of the United Nations"' in compose_in().html
    assert 'class="emblem"' not in compose_in(emblem=False).html
    assert 'src="other.svg"' in compose_in(emblem="other.svg").html


def test_session_and_agenda_are_what_the_house_says(compose_in: Compose) -> None:
    """Its lines for all kinds of sessions and items: tests/document/test_house.py."""
    composition = compose_in(session={"special": 26}, agenda={"items": ["12-15", 17, "69(a)-(c)"], "title": "foo agenda"})
    assert _texts(composition, "session") == ["Twenty-sixth special session"]
    assert _texts(composition, "agenda-items") == ["Agenda items\xa012 to 15, 17 and 69\xa0(a) to (c)"]
    assert _texts(composition, "agenda-title") == ["foo agenda"]
    provisional = compose_in(agenda={"items": "12-15", "of": "provisional", "title": "foo agenda"})
    assert _texts(provisional, "agenda-items") == ["Items 12 to 15 of the provisional agenda"]


def test_a_document_without_agenda_has_the_session_alone(compose_in: Compose) -> None:
    composition = compose_in()
    assert _texts(composition, "session") == ["Sixty-sixth session"]
    assert 'class="agenda-items"' not in composition.html


def test_the_line_of_the_language_is_left_free_in_the_original(compose_in: Compose) -> None:
    def block(composition: Composition) -> list[str]:
        found = re.findall(r'(?s)<div class="distribution">(.*?)</header>', composition.html)[0]
        return [_text(line).replace("\xa0", " ") for line in re.findall("<p>(.*?)</p>", found)]

    assert block(compose_in()) == ["Distr.: General", "4 October 2011", "", "Original: English"]
    assert block(compose_in("fr", distribution="limited")) == [
        "Distr. limitée", "4 octobre 2011", "Français", "Original : anglais",
    ]  # fmt: skip
    assert block(compose_in("fr", original="fr")) == ["Distr. générale", "4 octobre 2011", "", "Original : français"]


def test_a_page_says_language_and_direction_and_takes_the_stylesheets_of_its_script(compose_in: Compose) -> None:
    arabic, french = compose_in("ar").html, compose_in("fr").html
    assert '<html lang="ar" dir="rtl" class="hyphens-manual digits-arab">' in arabic
    assert '<html lang="fr" dir="ltr" class="hyphens-manual digits-latn">' in french
    assert "hyphens-auto" in compose_in("ru").html
    assert re.findall(r'href="css/([^"]+)"', arabic) == [
        "tokens.css", "fonts.css", "page.css", "masthead.css", "text.css", "headings.css", "lists.css",
        "tables.css", "figures.css", "footnotes.css", "marks.css", "scripts/ar.css",
    ]  # fmt: skip
    assert re.findall(r'href="css/(scripts[^"]+)"', french) == []


# Drafts and proofs


def test_a_text_that_is_not_translated_is_marked_counted_and_in_its_own_language(
    document: Callable[..., Document],
) -> None:
    def look_up(context: str, text: str) -> Translation:
        states = {"foo bar": "fuzzy"} | ({text: "missing"} if context == "letter.title" else {})
        return Translation(states[text]) if text in states else Translation("translated", text.upper())  # type: ignore[arg-type]

    given = translate(document(parts=_letter("foo bar", "foo baz")), "ar", look_up)
    composition = compose(given, load_house(PROJECT, "ar"), PROJECT.templates)
    assert composition.untranslated == ("letter.title.1", "letter.p.1")
    assert '<p class="paragraph untranslated" lang="en" dir="ltr">' in composition.html
    assert '<p class="paragraph">FOO BAZ</p>' in re.sub(r">\s+", ">", _seen(composition.html))
    assert composition.metadata.title.startswith("مسودة: ")
    assert 'data-draft="مسودة: ' in composition.html


@pytest.mark.parametrize("is_proof", [True, False])
def test_a_fuzzy_text_is_marked_otherwise_and_a_proof_shows_what_changed(
    document: Callable[..., Document], is_proof: bool
) -> None:
    before, after = "Of <em>foo</em> and the former bar on 7\u2011day & <b>", "Of <em>foo</em> and the bar on 7\u2011day & <b> baz"

    def look_up(context: str, text: str) -> Translation:
        return Translation("fuzzy", "QUX", (before, after)) if context == "letter.p" else Translation("translated", text)

    given = translate(document(parts=_letter("foo")), "fr", look_up)
    composition = compose(given, load_house(PROJECT, "fr"), PROJECT.templates, is_proof=is_proof)
    assert composition.untranslated == ("letter.p.1",)
    change = '<span class="change" lang="en" dir="ltr">… and the <del>former</del> bar on … &amp; &lt;b&gt; <ins>baz</ins></span>'
    name = '<span class="context">letter.p.1</span>'
    assert f'<p class="paragraph fuzzy">{f"{name}{change}" if is_proof else ""}QUX</p>' in composition.html
    assert 'data-draft="Version provisoire\u00a0: la traduction de 1 passage n’est pas définitive"' in composition.html


def test_what_changed_is_shortened_and_left_out_where_only_the_place_did(document: Callable[..., Document]) -> None:
    def proof(before: str, after: str) -> str:
        translation = Translation("fuzzy", "QUX", (before, after))
        given = translate(document(parts=_letter("foo")), "zh", lambda context, _: translation)
        return compose(given, load_house(PROJECT, "zh"), PROJECT.templates, is_proof=True).html

    assert f'<del>foo {"bar " * 99}…</del></span>QUX' in proof(f"foo {'bar ' * 200}", "baz")  # 4 + 99 * 4 letters of 400
    assert "change" not in proof("foo", "foo")


def test_what_changed_in_a_cell_or_a_note_is_shortened_to_a_line(document: Callable[..., Document]) -> None:
    sources = "bar " * 200, "baz"
    body = ["foo<fn>a</fn>", {"table": {"columns": ["foo"], "rows": [["qux"]]}}]
    part = {"letter": {"title": "foo", "body": body, "notes": {"a": "foo"}}}
    given = translate(document(parts=[part]), "fr", lambda context, text: Translation("fuzzy", text, sources))
    html = compose(given, load_house(PROJECT, "fr"), PROJECT.templates, is_proof=True).html
    shown = [len(one) for one in re.findall("<del>(.*?)…</del>", html)]
    assert sorted(shown) == [100] * 3 + [400] * (len(shown) - 3)  # two cells and a note


def test_source_text_keeps_its_figures_and_emphasis_in_an_arabic_draft(document: Callable[..., Document]) -> None:
    given = translate(document(parts=_letter("<em>Recall</em> 27")), "ar", lambda *_: Translation("missing"))
    page = compose(given, load_house(PROJECT, "ar"), PROJECT.templates).html
    assert "<em>Recall</em> 27</p>" in page


def test_a_house_word_that_is_missing_is_counted_after_the_texts(document: Callable[..., Document]) -> None:
    def look_up(context: str, text: str) -> Translation:
        return Translation("missing") if "title" in context else Translation("translated", text)

    given = translate(document(), "fr", look_up)
    house = House(language("fr"), lambda context, text, plural, count: None if context.startswith("organ.") else text)
    composition = compose(given, house, PROJECT.templates)
    assert composition.untranslated[:2] == ("letter.title.1", "house:organ.general-assembly")
    assert _texts(composition, "organ") == ["General Assembly"]


def test_a_complete_document_is_no_draft(compose_in: Compose) -> None:
    composition = compose_in("fr")
    assert composition.untranslated == ()
    assert 'data-draft=""' in composition.html
    assert "untranslated" not in composition.html


def test_a_proof_names_every_text_and_a_page_for_readers_none(compose_in: Compose) -> None:
    parts = _annex({"operative": ["foo"]})
    assert _texts(compose_in(parts=parts, is_proof=True), "context") == [
        "letter.title.1", "letter.p.1", "annex.heading.1", "annex.op.1",
    ]  # fmt: skip
    assert 'class="context"' not in compose_in(parts=parts).html


def test_a_missing_word_that_the_page_does_not_print_makes_no_draft(document: Callable[..., Document]) -> None:
    unprinted = {"part.contents", "part.contents.page", "masthead.emblem", "part.annex"}
    whole = load_house(PROJECT, "fr")

    def look_up(context: str, text: str, plural: str | None, count: int) -> str | None:
        return None if context in unprinted else whole.word(context) if "{" not in text else whole.pattern(context)

    house = House(language("fr"), look_up)
    given = translate(
        document(parts=_letter("foo"), emblem=False), "fr", lambda _, text: Translation("translated", text)
    )
    assert compose(given, house, PROJECT.templates).untranslated == ()


# Corrigenda


_ENTRIES = [
    {"place": "Paragraph 5", "for": "<em>full</em> use", "read": "the full use"},
    {"place": "Annex", "read": "A text of its own."},
    {"place": "Signature", "delete": "Mr."},
    {"place": "Title", "insert": "on progress"},
]


def test_corrigendum_says_in_its_own_words_what_is_to_be_read(compose_in: Compose) -> None:
    page = compose_in(parts=_letter({"corrections": _ENTRIES}))
    assert _texts(page, "subsection") == ["1.Paragraph 5", "2.Annex", "3.Signature", "4.Title"]
    assert _texts(page, "paragraph") == [
        "For full use read the full use", "The text should read", "A text of its own.", "Delete the following text", "Mr.",
        "Insert the following text", "on progress",
    ]  # fmt: skip
    introducing = ["The text should read", "Delete the following text", "Insert the following text"]
    assert _texts(page, "introducing") == introducing  # which the stylesheet keeps on the page of what follows
    assert "<em>For</em> <em>full</em> use <em>read</em> the full use" in _seen(page.html)


def test_only_entry_of_a_corrigendum_has_no_number(compose_in: Compose) -> None:
    page = compose_in(parts=_letter({"corrections": _ENTRIES[:1]}))
    assert (_texts(page, "subheading"), _texts(page, "subsection")) == (["Paragraph 5"], [])


def test_words_of_a_corrigendum_are_those_of_the_language(compose_in: Compose) -> None:
    words = {
        "fr": ["Au lieu de full use lire the full use"],
        "es": ["Donde dice full use debe decir the full use"],
        "ru": ["Вместо full use следует читать the full use"],
        "zh": ["将“full use”改为“the full use”。"],
        "ar": ["يستعاض عن عبارة ”full use“ بعبارة ”the full use“."],
    }
    assert {code: _texts(compose_in(code, parts=_letter({"corrections": _ENTRIES[:1]})), "paragraph") for code in words} == words


def test_entry_that_a_language_does_not_need_says_so(document: Callable[..., Document]) -> None:
    given = document(parts=_letter({"corrections": [*_ENTRIES]}))
    translated = translate(given, "fr", lambda context, text: Translation("translated", text if "place" in context else "—"))
    page = compose(translated, load_house(PROJECT, "fr"), PROJECT.templates)
    assert _texts(page, "paragraph") == ["(Sans objet en français.)"] * 4


def test_entry_that_is_half_translated_counts_as_untranslated(document: Callable[..., Document]) -> None:
    given = document(parts=_letter({"corrections": _ENTRIES[:1]}))

    def look_up(context: str, text: str) -> Translation:
        return Translation("missing") if context == "letter.for" else Translation("translated", text)

    page = compose(translate(given, "fr", look_up), load_house(PROJECT, "fr"), PROJECT.templates, is_proof=True)
    assert page.untranslated == ("letter.for.1",)
    (entry,) = (one for one in re.findall(r"<p.*?</p>", page.html, re.DOTALL) if "Au lieu de" in one)
    assert "untranslated" in entry
    assert "letter.for.1 letter.read.1" in entry


def test_numbers_of_tables_and_boxes_in_arabic_have_the_figures_of_the_text(compose_in: Compose) -> None:
    table = {"table": {"number": True, "title": {"text": "أ", "id": "t"}, "columns": ["أ", "ب"], "rows": [["ج", "د"]]}}
    body = ["انظر <ref>t</ref>", table, {"box": {"number": True, "title": "أ", "body": ["ب"]}}]
    shown = {("2011", ""): "١", ("2011", "latn"): "1", ("2025", ""): "1", ("2025", "arab"): "١"}
    for (year, digits), figure in shown.items():
        changes = {"layout": f"new-york-{year}"} | ({"digits": digits} if digits else {})
        html = compose_in("ar", parts=[{"report": {"titles": ["أ"], "body": body}}], **changes).html
        words = re.sub("<[^>]*>|[\u2066\u2069]", "", html)
        assert [words.count(f"{word} {figure}") for word in ("الجدول", "الإطار")] == [2, 1], (year, digits)
