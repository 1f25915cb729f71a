"""Words as a contract counts them."""

from __future__ import annotations

from sixfold.catalogs.counting import count_by_kind, kinds, weighted
from sixfold.catalogs.memory import Earlier
from sixfold.catalogs.model import Message
from support.made_up_catalogs import memory_of

NINE = "one two three four five six seven eight nine"


def counted(words: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in words.items() if count}


def count(*messages: Message, former: set[tuple[str | None, str]] | None = None, known: str = "") -> dict[str, int]:
    return counted(count_by_kind(messages, former or set(), set(), lambda text: Earlier("", known, "") if known else None))


def test_a_unit_counts_once_under_the_first_kind_that_fits() -> None:
    units = [Message("a.p", NINE), Message("a.op", NINE), Message("a.p", "Foo bar"), Message("a.op", "Foo bar")]
    assert count(*units, former={("a.p", NINE)}, known="Foo bar") == {"unchanged": 9, "repeated": 9 + 2, "100%": 2}


def test_words_are_banded_by_the_nearest_translated_text() -> None:
    ten, twenty = f"{NINE} ten", " ".join([NINE, NINE, "more", "words"])
    assert count(Message("a.p", ten), known=f"{NINE} TEN") == {"85%+": 10}  # 2 * 9 / 20 = 90 %
    assert count(Message("a.p", twenty), known=f"{NINE} {NINE} more WORDS") == {"95%+": 20}  # 2 * 19 / 40 = 95 %
    assert count(Message("a.p", "one two three"), known="one two four") == {"60%+": 3}  # 2 * 2 / 6
    assert count(Message("a.p", "one two three"), known="one") == {"new": 3}  # 2 / 4


def test_a_changed_unit_is_near_to_its_own_former_text_and_an_editorial_change_is_none() -> None:
    former = {("a.p", f"{NINE} TEN")}
    assert count(Message("a.p", f"{NINE} ten"), former=former) == {"85%+": 10}
    assert count(Message("a.p", f"{NINE} ten", formerly=f"{NINE} TEN"), former=former) == {"unchanged": 10}
    assert count(Message("a.op", f"{NINE} TEN"), former=former) == {"100%": 10}  # it moved: somebody has to look


def test_ideographs_count_one_by_one() -> None:
    assert count(Message("a.p", "中华人民共和国 A/66/398")) == {"new": 8}


def test_weights_are_rounded_to_the_nearest_word() -> None:
    nothing = {kind.name: 0 for kind in kinds()}
    assert [weighted(nothing | {"repeated": n}) for n in (4, 5, 14, 15)] == [0, 1, 1, 2]  # 10 % each


def test_memory_leaves_a_document_s_own_translations_out() -> None:
    known = Earlier("A-2:a.p.1", "Foo bar", "x"), Earlier("A-1:a.p.7", "Foo bar baz", "y"), Earlier("agency.po:7", "Foo qux", "z")
    memory = memory_of(*known)
    found = [memory.best(code, "Foo bar", besides) for code, besides in (("fr", ""), ("fr", "A-2"), ("fr", "A-1"), ("es", "A-2"))]
    assert [one and one.translation for one in found] == ["x", "y", "x", None]
