"""References on the page: their words in six languages, and a link to the place of each."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest

from sixfold.document.loading import load_document
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import set_page

pytestmark = pytest.mark.slow

#: Where the references of A/80/998 lead to.
PLACES = [
    "report.heading.section-use", "report.heading.section-cost", "report.p.measures", "annex-2.title.annex-plan",
    "report.title.table-readers", "report.p.first-figure", "report.p.last-figure", "report.title.table-readers",
    "report.p.last-figure", "report.p.last-figure.by-mail", "report.p.request", "report.p.first-figure", "report.p.last-figure",
    "report.p.first-figure", "report.p.last-figure", "report.p.request-and-figures", "annex.title.hours", "report.note.readers",
    "annex.title.hours", "annex.p.august", "report.heading.section-cost",
]  # fmt: skip
PRINTED: dict[LanguageCode, tuple[str, ...]] = {
    "en": ("in section II.A", "(see also paras. 3–5 below)", "Table 1 shows", "Paragraphs 3 to 5 and 7"),
    "fr": ("à la section II.A", "au paragraphe 5 b)", "aux paragraphes 3 et 5", "des paragraphes 3 à 5 et 7"),
    "es": ("los párrs. 3 a 5 más abajo", "en el párrafo 5 b)", "de los párrafos 3 y 5", "véase el anexo I"),
    "ru": ("в пункте 8 и в приложении II", "см. также пп. 3–5 ниже", "Пункты 3–5 и 7 показывают", "в пунктах 3 и 5"),
    "zh": ("第二.A节说明", "另见下文第3至5段", "第5(b)段所述", "附件一第2段"),
    "ar": ("الفقرتين 3 و 5", "الفقرات 3 إلى 5", "المرفق الأول"),
}  # fmt: skip


@pytest.mark.parametrize("code", ["en", "ar"])
def test_references_lead_to_their_places(documents: Project, code: LanguageCode) -> None:
    composition = compose_edition(documents, load_document(documents.seed("A-80-998")), code)
    assert composition.untranslated == ()
    with pikepdf.open(BytesIO(set_page(composition))) as document:
        annotations = [one for page in document.pages for one in page.get("/Annots", ())]
        names = document.Root.Names.Dests.Names
        known = {str(name) for name in list(names)[::2]}
        found = [str(one.Dest) for one in annotations if "/Dest" in one]
        assert set(found) <= known
    assert sorted(dict.fromkeys(found)) == sorted(dict.fromkeys(PLACES))


def test_references_are_printed_in_the_words_of_each_language(documents: Project) -> None:
    document = load_document(documents.seed("A-80-998"))
    for code, expected in PRINTED.items():
        html = compose_edition(documents, document, code).html
        words = re.sub("[\u2060\u2066\u2069\u200d\u200e]", "", re.sub("<[^<>]*>", "", html)).replace("\u00a0", " ")
        assert [one for one in expected if one not in words] == [], code
