"""Paragraphs come, go and move: every reference of all six languages follows, and no unit of a catalog is touched."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.model import Catalog, Entry
from sixfold.catalogs.updating import update_catalog
from sixfold.document.cross_references import print_references
from sixfold.document.loading import translate_by
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.units import extract, texts
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from support.made_up_catalogs import HEADER, begun, saved

#: What the reference to one paragraph prints, and the words before it that a translator types where he wants the number alone.
PRINTED = {
    "en": "paragraph {}", "fr": "paragraphe {}", "es": "párrafo {}", "ru": "пункт {}", "zh": "第{}段", "ar": "الفقرة {}",
}  # fmt: skip
#: The names of the paragraphs that all versions have, and of others that come and go.
KEPT, OTHERS = ("alpha", "beta", "gamma"), ("delta", "epsilon", "zeta")
TRANSLATIONS: tuple[LanguageCode, ...] = tuple(code for code in LANGUAGE_CODES if code != "en")

orders = st.sets(st.sampled_from(OTHERS)).flatmap(lambda others: st.permutations([*KEPT, *sorted(others)]))
documents = st.tuples(orders, st.integers(1, 60), st.booleans())


def document(order: list[str], first: int, has_section: bool) -> Document:
    """Return a report of the paragraphs of *order*, of which each kept one refers to the next, and alpha to a list."""
    body: list[object] = [{"section": "Foo"}] if has_section else []
    items = []
    for name in order:
        target = KEPT[(KEPT.index(name) + 1) % 3] if name in KEPT else "alpha"
        text = f"The {name} of <ref>{target}</ref>" + (f" (see <ref>{KEPT[1]}, {KEPT[2]}</ref>)" if name == "alpha" else "")
        items.append({"text": text, "id": name} | ({"number": first} if name == order[0] else {}))
    body.append({"numbered": items})
    head = {"symbol": "A/67/1", "organ": "general-assembly", "date": "2012-11-15", "job": "12-00001"}
    seed = head | {"parts": [{"report": {"titles": ["Foo"], "body": body}}]}
    return parse_seed(yaml.safe_dump(seed), Path("a.yaml"))


def translated(source: Document, code: str) -> Catalog:
    """Return the catalog of *source*, wholly translated; Russian asks for the number alone."""
    of, words = ("of <ref>", 'в пункте <ref form="number">') if code == "ru" else ("The", code)
    found = (Entry(one.context, one.text, (one.text.replace(of, words),)) for one in extract(source, "a.yaml"))
    return saved(update_catalog(Catalog((*begun().entries, *found)), extract(source, "a.yaml"), HEADER).catalog)


@settings(max_examples=8)
@given(before=documents, after=documents)
def test_references_follow_in_six_languages_and_no_unit_is_touched(
    before: tuple[list[str], int, bool], after: tuple[list[str], int, bool]
) -> None:
    old, new = document(*before), document(*after)
    order, first, _ = after
    place = {name: first + n for n, name in enumerate(order)}
    for code in ("en", "ru", "ar") if first % 2 else ("fr", "es", "zh"):  # two updates for each
        shown = new
        if code in TRANSLATIONS:
            known = translated(old, code)
            updated = saved(update_catalog(known, extract(new, "a.yaml"), HEADER).catalog)
            of_kept = [entry.key for entry in known if str(entry.context).rpartition(".")[2] in KEPT]
            assert len(of_kept) == len(KEPT)
            for key in of_kept:
                was, now = known.find(*key), updated.find(*key)
                assert was and now and (now.state, now.translations) == ("translated", was.translations)
            shown = translate_by(new, code, updated)
        printed = {text.id: re.sub("<[^<>]*>", "", text.text).replace("\u00a0", " ") for text in texts(print_references(shown))}
        for name in KEPT:
            target = place[KEPT[(KEPT.index(name) + 1) % 3]]
            expected = f"в пункте {target}" if code == "ru" else f"of {PRINTED[code].format(target)}"
            assert re.search(rf"{expected}(?!\d)", str(printed[name]))
        assert {str(place[KEPT[1]]), str(place[KEPT[2]])} <= set(re.findall(r"\d+", str(printed["alpha"])))
