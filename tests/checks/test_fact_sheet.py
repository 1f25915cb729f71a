"""`sixfold facts`: what each unit states in six languages, what differs, and the page that a reviser signs."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pypdfium2
import pytest

from sixfold.project.paths import Project
from support.pages import LANGUAGES
from support.projects import SLUG, Run, SetTranslation, replace_once

pytestmark = pytest.mark.slow

UNIT = "annex.op.11"
FRENCH = (
    "<em>Décidons</em> de convoquer une réunion ministérielle du Groupe d’amis unis contre la traite des êtres humains en marge "
    "de la {} session de l’Assemblée générale des Nations Unies, le 1er juillet 2012."
)


@pytest.fixture
def made(run: Run, project: Project, set_translation: SetTranslation) -> tuple[str, dict[str, Any], str]:
    """Return what the command said, the JSON and the text of the page, after mistakes in French, one waived, and in Spanish."""
    path = set_translation("fr", UNIT, FRENCH.format("soixante-huitième"))
    replace_once(path, f"#. {UNIT}:", f"# waive ordinals: as the delegation \u202ewrote\n#. {UNIT}:")
    set_translation("es", "letter.title.1", "", is_fuzzy=False)
    set_translation("ru", UNIT, "Что-то", is_fuzzy=True)
    (project.root / "seeds" / "A-1.yaml").write_text("symbol: A/1\n", encoding="utf-8")  # which doesn't stop the other
    done = run("facts")
    assert (done.code, done.out.split()) == (3, [f"build/facts/{SLUG}.pdf", f"build/facts/{SLUG}.json"])
    with pypdfium2.PdfDocument(project.facts(SLUG)) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    return done.err, json.loads(project.facts(SLUG).with_suffix(".json").read_bytes()), text


def kinds_of(sheet: dict[str, Any], unit: str) -> dict[str, Any]:
    (found,) = [one for one in sheet["units"] if one["unit"] == unit]
    return {kind["kind"]: kind for kind in found["kinds"]}


def test_sheet_has_every_fact_in_six_languages_and_page_and_json_say_the_same(
    project: Project, made: tuple[str, dict[str, Any], str]
) -> None:
    err, sheet, page = made
    assert err.splitlines()[-1] == "A/66/398: 2 differences, 1 of them waived"
    assert err.startswith("error: seeds/A-1.yaml:")
    # facts that all languages have, as each of them writes them
    letter = kinds_of(sheet, "letter.p.1")
    (day,) = letter["dates"]["facts"]
    assert {code: day["texts"][code] for code in ("en", "es", "zh")} == {
        "en": "26\xa0September 2011", "es": "26\xa0de\xa0septiembre de 2011", "zh": "2011年9月26日",
    }  # fmt: skip
    states = letter["States"]["facts"]
    assert [len([one for one in states if one["texts"][code]]) for code in LANGUAGES] == [21] * 6
    assert states[0]["texts"]["ru"] == "Бахрейна"
    assert letter["figures"]["facts"][0]["texts"] == dict.fromkeys(LANGUAGES, "21")
    # what only one language has differs, with the reason where it is waived
    sessions = kinds_of(sheet, UNIT)["sessions and ordinals"]
    assert [(one["texts"]["en"], one["texts"]["fr"], one["differs"]) for one in sessions["facts"]] == [
        ("sixty-seventh", None, ["fr"]), (None, "soixante-huitième", ["fr"]),
    ]  # fmt: skip
    assert [one["waived"] for one in sessions["differences"]] == ["as the delegation \u202ewrote"]
    dates = kinds_of(sheet, UNIT)["dates"]
    assert [(one["texts"]["fr"], one["differs"]) for one in dates["facts"]] == [("1er\xa0juillet 2012", ["fr"])]
    assert [(one["language"], one["rule"], one["waived"]) for one in dates["differences"]] == [("fr", "dates", None)]
    # what isn't translated is no difference: it isn't printed
    assert "es" not in kinds_of(sheet, "letter.title.1")["dates"]["facts"][0]["texts"]
    assert "ru" not in sessions["facts"][0]["texts"]
    assert [one["rule"] for one in sheet["waivers"]] == ["ordinals"]
    # the page
    words = re.sub(r"\s+", " ", page)
    waived = "Waived: as the delegation \\u202ewrote"
    for wanted in ("≠ soixante-huitième", "≠ 1er juillet 2012", "not translated", "fuzzy", waived):
        assert wanted in words, wanted
    assert hashlib.sha256(project.facts(SLUG).with_suffix(".json").read_bytes()).hexdigest() in page
    assert words.count("Signature") == 1
