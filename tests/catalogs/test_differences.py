"""The difference of two versions of a text, word by word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.differences import as_text, compare, similarity

_TEXTS = st.text(st.sampled_from("ab cd<em>/,. \u00a0\n’字国مُ"), max_size=60)


@settings(max_examples=60)
@given(_TEXTS, _TEXTS)
def test_both_versions_can_be_read_out_of_a_difference_letter_for_letter(before: str, after: str) -> None:
    changes = compare(before, after)
    assert "".join(one.text for one in changes if one.kind != "inserted") == before
    assert "".join(one.text for one in changes if one.kind != "deleted") == after
    assert (before == after) == all(one.kind == "kept" for one in changes)
    assert (before == after) == (similarity(before, after) == 100)


#: Two versions of a text, and what is shown.
SHOWN = (
    ("Calls for progress in full implementation of the plan", "Calls for progress in the full implementation of the plan",
     "… for progress in {+the+} full implementation of …"),
    ("paragraph 5 above", "paragraph 6 above", "paragraph [-5-] {+6+} above"),
    ("<em>Recall</em> it", "<em>Recalling</em> it", "<em>[-Recall-]{+Recalling+}</em> it"),
    ("打击贩运人口行为", "打击贩卖人口行为", "打击贩[-运-]{+卖+}人口行 …"),
    ("从2012年起与会员国", "从2013年起与会员国", "从[-2012-]{+2013+}年起与 …"),
    ("كما قُرِّرَ في القرار", "كما قَرَّرَ في القرار", "كما [-قُرِّرَ-] {+قَرَّرَ+} في القرار"),
    ("27 September", "27\u00a0September", "27 [-September-]{+␣September+}"),
    ("one and two are three", "uno y and mas son three", "[-one and two are-]{+uno y and mas son+} three"),
)  # fmt: skip


def test_a_difference_shows_words_with_what_stands_beside_them() -> None:
    assert [as_text(before, after) for before, after, _ in SHOWN] == [shown for *_, shown in SHOWN]


def test_similarity_counts_words() -> None:
    assert similarity("in full implementation of it", "in the full implementation of it") == 90
    assert similarity("a b", "c d") == 0
