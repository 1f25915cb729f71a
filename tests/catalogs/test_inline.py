"""Running text: four tags, everything else is text or is refused."""

from __future__ import annotations

import pytest

from sixfold.catalogs.inline import MarkupError, Run, fill_placeholders, parse_inline, plain, strip_tags


@pytest.mark.parametrize("tag", ["em", "strong", "sup", "sub"])
def test_four_tags_are_known(tag: str) -> None:
    assert parse_inline(f"a <{tag}>b</{tag}> c") == (Run("a "), Run("b", (tag,)), Run(" c"))


def test_tags_nest_outermost_first() -> None:
    assert parse_inline("<strong>a<em>b</em></strong>") == (Run("a", ("strong",)), Run("b", ("strong", "em")))


@pytest.mark.parametrize(
    "text",
    ["1 < 2 > 0", "<", ">", "a<", "< em>", "<<", "&lt;b&gt;", "&amp;", "&", "{{ 7*7 }}", "{% for %}", "{0.__class__}", "%(a)s",
     "http://example.org/?a=b&c", "url(x)", "*a* _b_", '"', "'", "\u200fعربي\u2066", "a\u00a0b", "𝕏", "a\tb\nc"],
)  # fmt: skip
def test_what_only_looks_like_markup_of_another_kind_is_text(text: str) -> None:
    assert parse_inline(text) == (Run(text),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<b>a</b>", "unknown tag <b>"),
        ("<script>", "unknown tag <script>"),
        ("</style>", "unknown tag </style>"),
        ("<EM>a</EM>", "unknown tag <EM>"),
        ("<em class='x'>a</em>", "unknown tag <em class='x'>"),
        ("<em/>", "unknown tag <em/>"),
        ("</em/>", "unknown tag </em/>"),
        ("a<br/>b", "unknown tag <br/>"),
        ("a</br>b", "</br> breaks no line"),
        ("a<fn>b<br>c</fn>", "<br> breaks no line"),
        ("<!-- a -->", "unknown tag <!-- a -->"),
        ("<!DOCTYPE html>", "unknown tag <!DOCTYPE html>"),
        ("<?xml?>", "unknown tag <?xml?>"),
        ("<em", "unknown tag <em"),
        ("a <img src=x onerror=alert(1)>", "unknown tag <img src=x onerror=alert(1)>"),
        ("<em>a", "<em> is not closed"),
        ("a</em>", "</em> closes nothing"),
        ("a<fn></fn>", "<fn></fn> names no footnote"),
        ("a<fn></em>", "</em> crosses another tag"),
        ("<em>a<strong>b</em></strong>", "</em> crosses another tag"),
        ("<em>a<em>b</em></em>", "<em> inside <em>"),
        ("<em><em>", "<em> inside <em>"),
        (f"<{'x' * 100}>", f"unknown tag <{'x' * 38}…"),
    ],
)
def test_markup_that_is_not_ours_is_refused_in_one_clause(text: str, why: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_inline(text)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "code", [0x00, 0x07, 0x0B, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202D, 0x202E, 0xFFFE, 0xD800]
)
def test_control_character_is_refused(code: int) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_inline(f"a{chr(code)}b")
    assert str(refused.value) == f"control character U+{code:04X} in the text"


def test_an_unknown_tag_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(MarkupError) as refused:
        parse_inline("a<i>b</i>")
    assert refused.value.hint == "there is <em>, <strong>, <sup>, <sub>, <fn>, <ref>, <br>"


def test_plain_text_has_no_tags() -> None:
    assert plain("<em>Recall</em> CO<sub>2</sub>") == "Recall CO2"


def test_a_line_break_is_a_run_of_its_own_and_in_one_line_a_space() -> None:
    assert parse_inline("<em>a<br>b</em>") == (Run("a", ("em",)), Run(" ", ("em", "br")), Run("b", ("em",)))
    assert [plain(text) for text in ("a<br>b", "a <br> b", "报告：<br>草稿")] == ["a b", "a b", "报告：草稿"]
    assert strip_tags("a<br>b") == "a b"


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("<em>Recall</em> 65/1<fn>a</fn>", "Recall 65/1"),
        ("<em>Recall</strong> 65/1<fn>a", "Recall 65/1<fn>a"),
        ("1 < 2 <b>c</b>", "1 < 2 <b>c</b>"),
    ],
)
def test_tags_are_stripped_though_they_are_broken_and_nothing_else_is(text: str, stripped: str) -> None:
    assert strip_tags(text) == stripped


def test_placeholder_without_a_value_stays_and_what_str_format_reads_is_text() -> None:
    assert fill_placeholders("{item} {items} {} {0.__class__} {{items}}", {"items": "{item} 7"}) == (
        "{item} {item} 7 {} {0.__class__} {{item} 7}"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<em>a</em> " * 1_001, "2,002 tags in one text; at most 2,000 can be set"),
        ("a " + "b" * 10_001, "10,001 letters without a space; at most 10,000 can be set"),
    ],
)
def test_more_than_the_engine_can_set_in_good_time_is_refused(text: str, why: str) -> None:
    with pytest.raises(MarkupError, match=why) as caught:
        parse_inline(text)
    assert caught.value.hint == "divide the text"


@pytest.mark.parametrize("text", ["<em>a</em> " * 1_000, "b" * 10_000])
def test_a_very_long_text_can_be_set(text: str) -> None:
    assert plain(text).replace(" ", "") == text.replace("<em>a</em> ", "a")
