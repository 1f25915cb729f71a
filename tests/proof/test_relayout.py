"""Pages that were made again in part are those that a whole layout makes."""

from __future__ import annotations

from typing import Any

import pytest

from sixfold.pdf.engine.relayout import LiveLayout, changed_units
from sixfold.project.paths import Project
from sixfold.proof.session import ProofSession
from support.pages import engine
from support.projects import SLUG

pytestmark = pytest.mark.slow


def boxes(document: Any) -> list[list[tuple[Any, ...]]]:
    """Return what stands where on each page."""

    def shown(box: Any) -> tuple[Any, ...]:
        return box.element_tag, round(box.position_x, 2), round(box.position_y, 2), getattr(box, "text", "")

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
    assert changed_units(tree(html), tree(html)) == set()
    assert changed_units(tree(html), tree(html.replace("Soulignons qu", "Soulignons bien qu"))) <= {"annex.op.2"}
    assert changed_units(tree(html), tree(html.replace('class="end-of-document"', ""))) is None
