"""Pages that were made again in part are those that a whole layout makes."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from sixfold.document.loading import load_document
from sixfold.pdf.engine.relayout import LiveLayout, changed_units
from sixfold.project.paths import Project
from sixfold.proof.session import ProofSession
from sixfold.publishing.composing import compose_edition
from support.pages import engine
from support.projects import SLUG

pytestmark = pytest.mark.slow


def boxes(document: Any) -> list[list[tuple[Any, ...]]]:
    """Return what stands where on each page."""

    def shown(box: Any) -> tuple[Any, ...]:
        edges = (box.position_x, box.position_y, getattr(box, "width", 0), getattr(box, "height", 0))
        return box.element_tag, *(round(edge, 2) for edge in edges), getattr(box, "text", ""), box.bookmark_label

    return [[shown(box) for box in page._page_box.descendants()] for page in document.pages]


@pytest.mark.parametrize(
    ("unit", "more", "kept"),
    [
        ("annex.op.2", "deux mots", {2, 3}),  # within its page: those after it stay
        ("annex.op.4", " ".join(["encore"] * 40), set()),  # over the page: what follows moves
        ("annex.op.11", " ".join(["encore"] * 900), set()),  # another number of pages
        ("letter.title.1", "et un titre plus long", {1, 2, 3}),
    ],
)
def test_a_part_is_laid_out_as_the_whole_would_be(
    project: Project, unit: str, more: str, kept: set[int]
) -> None:
    session = ProofSession(project, project.seed(SLUG), "fr")
    live = LiveLayout(engine())
    before = live.lay_out(session.page().html).pages
    text = session.unit(f"{SLUG}:{unit}")["translations"][0]
    session.edit(f"{SLUG}:{unit}", [f"{text} {more}"], is_fuzzy=False)
    after = live.lay_out(session.page().html)
    assert boxes(after) == boxes(engine().lay_out(session.page().html))
    assert {number for number, page in enumerate(after.pages) if page in before} >= kept
    session.edit(f"{SLUG}:{unit}", [text], is_fuzzy=False)
    assert boxes(live.lay_out(session.page().html)) == boxes(engine().lay_out(session.page().html))


def test_a_unit_that_becomes_untranslated_changes_the_foot_of_every_page(project: Project) -> None:
    session = ProofSession(project, project.seed(SLUG), "fr")
    live = LiveLayout(engine())
    live.lay_out(session.page().html)
    session.edit(f"{SLUG}:annex.op.2", [""], is_fuzzy=False)
    assert boxes(live.lay_out(session.page().html)) == boxes(engine().lay_out(session.page().html))


def test_only_texts_of_units_may_differ(project: Project) -> None:
    def tree(html: str) -> Any:
        return engine().parse(html)[0].etree_element

    html = ProofSession(project, project.seed(SLUG), "fr").page().html
    assert changed_units(tree(html), tree(html)) == {}
    changed = changed_units(tree(html), tree(html.replace("Soulignons qu", "Soulignons bien qu")))
    assert changed is not None
    assert changed.keys() <= {"annex.op.2"}
    assert changed_units(tree(html), tree(html.replace('class="end-of-document"', ""))) is None


def composed(project: Project, slug: str, code: Any) -> str:
    return compose_edition(project, load_document(project.seed(slug)), code).html


def number_in_contents(document: Any, title: str) -> str:
    """Return the number of the page that the list of contents gives for a heading."""
    entry = [box for box in document.pages[0]._page_box.descendants() if box.element_tag == "a::after" and box.element is not None]
    return next(box.text for box in entry if getattr(box, "text", "").isdigit() and box.element.get("href") == title)


def test_a_heading_that_moves_to_the_next_page_has_its_new_number_in_the_list_of_contents(documents: Project) -> None:
    html = composed(documents, "A-AC.109-2009-17", "en")
    live = LiveLayout(engine())
    pages, numbers = len(live.lay_out(html).pages), []
    for count in (1, 60, 100, 140, 180, 220, 180, 1):
        document = live.lay_out(re.sub(r'(<p id="report\.item\.5\.b".*?)</p>', rf"\1{' and so on' * count}</p>", html))
        numbers.append(number_in_contents(document, "#report.heading.5"))
        assert len(document.pages) == pages
    assert numbers == ["3", "3", "3", "4", "4", "4", "4", "3"]


TYPED = ("o", " two words", " (12) ", "A/66/1", " again" * 60, "<em>stressed</em>")


def retyped(html: str, dice: random.Random) -> str:
    """Return *html* with words typed, or taken out, somewhere in its texts, now and then with a tag."""
    text = dice.choice([*re.finditer(r"(?<=>)[^<>&]{20,}(?=<)", html[html.index("<main>") :])])
    start, place = html.index("<main>") + text.start(), dice.randrange(len(text[0]))
    typed = dice.choice(TYPED) if dice.random() < 0.7 else ""
    deleted = dice.randrange(len(text[0]) - place) if dice.random() < 0.3 else 0
    return html[: start + place] + typed + html[start + place + deleted :]


@pytest.mark.parametrize(
    ("slug", "code"),
    [("A-AC.109-2009-17", "en"), ("A-80-999", "fr"), ("A-80-998", "ar"), ("A-67-352-Add.1", "ar"), ("S-2016-588", "zh")],
)
def test_whatever_is_typed_the_pages_are_those_of_a_whole_layout(documents: Project, slug: str, code: str) -> None:
    html, dice = composed(documents, slug, code), random.Random(slug)
    live = LiveLayout(engine())
    live.lay_out(html)
    for _ in range(7):
        html = retyped(html, dice)
        assert boxes(live.lay_out(html)) == boxes(engine().lay_out(html)), html
