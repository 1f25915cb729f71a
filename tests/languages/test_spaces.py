"""Spaces and hyphens that end no line. In expected texts `_` stands for a no-break space, `~` for a hyphen that doesn't break."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.languages.spaces import keep_title_whole, keep_together


def kept(text: str, code: str) -> str:
    return shown(keep_together(text, code))


def shown(text: str) -> str:
    return text.replace("\u00a0", "_").replace("\u2011", "~")


#: Texts with what belongs together.
TOGETHER = (
    ("en", "on 28_October to 1_November 2024"),
    ("en", "Mr._Foo, Ms._Bar and J._R._R._Baz"),
    ("en", "$1.5_million and 2_billion, No._3810/n, EUR_5, items_7 and 8, item_69 (b)"),
    ("en", "para._29, paras._60–62, vol._12, 7_posts (2_P-4 and 10 P-3)"),
    ("en", "(a)_foo; (b)_bar; and (iii)_baz"),
    ("en", "foo_– bar_— baz, 2001–2010"),
    ("fr", "le 1er_juillet 2016 et le 27_septembre, no_29, point_107 de l’ordre du jour"),
    ("es", "27_de septiembre de 2011, núm._29, tema_107 del programa"),
    ("ru", "27_сентября 2011_года_— №_29"),
    ("ar", "27_أيلول/سبتمبر 2011، رقم_29، البند_107"),
    ("zh", "2011年9月27日，第29号，项目107"),
)
#: Texts that may be parted at each space.
APART = (
    ("en", "paragraph 7, resolution 1, article 4, 2231 (2015), in 2011 May Day, 128 October, 1.5 October"),
    ("en", "paragraph 32 (a) of foo, 12 posts, 0.5 posts, P-4 posts, A/79/5 and foo, (see annex), (foo) bar, E1 foo"),
    ("en", "foo - bar, a millionaire, 15 millions, No Foo, EURO 5, Mr Foo, the item foo, e.g. Foo, foo. A bar"),
    ("en", "the Security Council and the Secretary-General"),
    ("fr", "foo – bar, le paragraphe 7, la résolution 1, le piano 5, du 4 au 15, art. 1 et 4"),
    ("es", "párrafo 7, resolución 1, 4 a 15 de foo"),
    ("ru", "пункт 7, резолюция 1, 5 годовых"),
    ("ar", "الفقرة 7"),
)


def test_what_belongs_together_stands_in_one_line_and_anything_else_may_be_parted() -> None:
    assert [(code, kept(text.replace("_", " "), code)) for code, text in TOGETHER] == [*TOGETHER]
    assert [(code, kept(text, code)) for code, text in APART] == [*APART]


def test_names_are_whole_in_titles_of_today() -> None:
    for title in (
        "the United_Nations addressed to the Secretary~General and the President of the Security_Council",
        "the General_Assembly, the United_Kingdom of Great Britain, the United States",
    ):
        plain = title.replace("_", " ").replace("~", "-")
        assert shown(keep_title_whole(plain, "en", keeps_names=True)) == title
        assert kept(plain, "en") == plain


@pytest.mark.parametrize("keep", [keep_together, partial(keep_title_whole, keeps_names=True)])
@settings(max_examples=40)
@given(text=st.text("aM.№0123456789 –-/()Mayjuin№\u00a0"), code=st.sampled_from(LANGUAGE_CODES))
def test_a_text_stays_as_long_as_it_was(keep: Callable[[str, str], str], text: str, code: LanguageCode) -> None:
    kept_text = keep(text, code)
    assert kept_text.replace("\u00a0", " ").replace("\u2011", "-") == text.replace("\u00a0", " ")
    assert keep(kept_text, code) == kept_text


def test_the_space_in_a_tag_is_none_of_the_title() -> None:
    title = 'مقدمة إلى <ref to="annex">المرفق</ref>'
    assert keep_title_whole(title, "ar", keeps_names=False) == title.replace(" <", "\u00a0<")
