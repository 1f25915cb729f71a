"""On which page a unit stands: what the PDF says, held against the addresses that a proof prints."""

from __future__ import annotations

import json
import shutil

import pypdfium2
import pytest

from sixfold.document.loading import load_document
from sixfold.document.units import texts
from sixfold.project.paths import Project
from sixfold.publishing.unit_pages import unit_pages
from support.projects import CHECKOUT, SLUG, Run, SetTranslation


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["A-67-352-Add.1", "E-2025-999"])  # footnotes, tables, a list of contents, several parts
def test_every_unit_stands_on_the_page_whose_margin_or_foot_has_its_address(run: Run, project: Project, slug: str) -> None:
    seed = project.seed(slug)
    shutil.copy(CHECKOUT / "tests/documents/seeds" / seed.name, seed)
    assert run("pdf", "--lang", "en", "--proof", slug).code == 0
    with pypdfium2.PdfDocument(project.pdf(slug, "en")) as pdf:
        pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    addresses = [text.address for text in texts(load_document(seed)) if not text.is_figure]
    assert len(pages) > 2
    assert len(addresses) > 20
    for address in addresses:
        (place,) = unit_pages(project, [slug], address, ["en"])[slug]
        assert place.page is not None and address in pages[place.page - 1].replace("\ufffe", "-").replace("\x02", "-")


@pytest.mark.slow
def test_find_tells_the_page_or_that_the_edition_is_not_built_or_out_of_date(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    def places() -> list[str]:
        return [line.strip() for line in run("find", "annex.op.9", "--lang", "fr").out.splitlines() if "build" in line]

    make = f"make pdf LANG=fr DOC={SLUG} EDITION="
    assert places() == [f"build/{SLUG}.fr.pdf: not built; {make}screen"]
    for edition in ("screen", "archive"):
        assert run("pdf", "--lang", "fr", "--edition", edition).code == 0
    assert places() == [f"build/{SLUG}.fr.pdf: page 3", f"build/archive/{SLUG}.fr.pdf: page 3"]
    (unit,) = json.loads(run("find", f"{SLUG}:annex.op.9", "--lang", "fr", "--format", "json").out)["units"]
    assert [(page["edition"], page["state"], page["page"]) for page in unit["pages"]] == [
        ("screen", "up to date", 3), ("archive", "up to date", 3),
    ]  # fmt: skip
    set_translation("fr", "annex.op.1", "Une autre traduction ;")
    assert places() == [
        f"build/{SLUG}.fr.pdf: out of date; {make}screen", f"build/archive/{SLUG}.fr.pdf: out of date; {make}archive",
    ]  # fmt: skip
    assert run("find", "Soulignons", "--lang", "fr").out.count("build") == 0  # asked for by a text
