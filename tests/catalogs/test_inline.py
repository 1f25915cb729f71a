"""Running text: four tags, everything else is text or is refused."""

from __future__ import annotations

import pytest

from sixfold.catalogs.inline import MarkupError, Run, fill_placeholders, parse_inline, plain, strip_tags


def test_four_tags_are_known_and_nest_outermost_first() -> None:
    for tag in ("em", "strong", "sup", "sub"):
        assert parse_inline(f"a <{tag}>b</{tag}> c") == (Run("a "), Run("b", (tag,)), Run(" c"))
    assert parse_inline("<strong>a<em>b</em></strong>") == (Run("a", ("strong",)), Run("b", ("strong", "em")))


def test_what_only_looks_like_markup_of_another_kind_is_text() -> None:
    for text in (
        "1 < 2 > 0", "<", ">", "a<", "< em>", "<<", "&lt;b&gt;", "&amp;", "&", "{{ 7*7 }}", "{% for %}", "{0.__class__}", "%(a)s",
        "http://example.org/?a=b&c", "*a* _b_", '"', "'", "\u200fعربي\u2066", "a\u00a0b", "𝕏", "a\tb\nc",
    ):  # fmt: skip
        assert parse_inline(text) == (Run(text),)


#: What is no markup of ours, and what is said of it.
REFUSED = {
    "<b>a</b>": "unknown tag <b>",
    "<script>": "unknown tag <script>",
    "<EM>a</EM>": "unknown tag <EM>",
    "<em class='x'>a</em>": "unknown tag <em class='x'>",
    "<em/>": "unknown tag <em/>",
    "</em/>": "unknown tag </em/>",
    "a<br/>b": "unknown tag <br/>",
    "a</br>b": "</br> breaks no line",
    "a<fn>b<br>c</fn>": "<br> breaks no line",
    "<!-- a -->": "unknown tag <!-- a -->",
    "<!DOCTYPE html>": "unknown tag <!DOCTYPE html>",
    "<em": "unknown tag <em",
    "a <img src=x onerror=alert(1)>": "unknown tag <img src=x onerror=alert(1)>",
    "<em>a": "<em> is not closed",
    "a</em>": "</em> closes nothing",
    "a<fn></fn>": "<fn></fn> names no footnote",
    "a<fn></em>": "</em> crosses another tag",
    "<em>a<strong>b</em></strong>": "</em> crosses another tag",
    "<em>a<em>b</em></em>": "<em> inside <em>",
    f"<{'x' * 100}>": f"unknown tag <{'x' * 38}…",
    "a<i>b</i>": "unknown tag <i>",
    **{f"a{sign}b": f"control character U+{ord(sign):04X} in the text" for sign in "\x00\x0b\x7f\x85\u2028\u202e\ufffe\ud800"},
}


def test_markup_that_is_not_ours_is_refused_in_one_clause() -> None:
    told = {}
    for text in REFUSED:
        with pytest.raises(MarkupError) as refused:
            parse_inline(text)
        told[text] = str(refused.value)
    assert told == REFUSED
    with pytest.raises(MarkupError) as refused:
        parse_inline("a<i>b</i>")
    assert refused.value.hint == "there is <em>, <strong>, <sup>, <sub>, <fn>, <ref>, <br>"


def test_plain_text_has_no_tags() -> None:
    assert plain("<em>Recall</em> CO<sub>2</sub>") == "Recall CO2"


def test_a_line_break_is_a_run_of_its_own_and_in_one_line_a_space() -> None:
    assert parse_inline("<em>a<br>b</em>") == (Run("a", ("em",)), Run(" ", ("em", "br")), Run("b", ("em",)))
    assert [plain(text) for text in ("a<br>b", "a <br> b", "报告：<br>草稿")] == ["a b", "a b", "报告：草稿"]
    assert strip_tags("a<br>b") == "a b"


def test_tags_are_stripped_though_they_are_broken_and_nothing_else_is() -> None:
    stripped = {
        "<em>Recall</em> 65/1<fn>a</fn>": "Recall 65/1",
        "<em>Recall</strong> 65/1<fn>a": "Recall 65/1<fn>a",
        "1 < 2 <b>c</b>": "1 < 2 <b>c</b>",
    }
    assert {text: strip_tags(text) for text in stripped} == stripped


def test_placeholder_without_a_value_stays_and_what_str_format_reads_is_text() -> None:
    assert fill_placeholders("{item} {items} {} {0.__class__} {{items}}", {"items": "{item} 7"}) == (
        "{item} {item} 7 {} {0.__class__} {{item} 7}"
    )


def test_a_very_long_text_can_be_set_but_no_more_than_the_engine_can_set_in_good_time() -> None:
    for text, one_more, why in (
        ("<em>a</em> " * 1_000, "<em>a</em>", "2,002 tags in one text; at most 2,000 can be set"),
        ("b" * 10_000, "b", "10,001 letters without a space; at most 10,000 can be set"),
    ):
        assert plain(text).replace(" ", "") == text.replace("<em>a</em> ", "a")
        with pytest.raises(MarkupError, match=why) as caught:
            parse_inline(text + one_more)
        assert caught.value.hint == "divide the text"
