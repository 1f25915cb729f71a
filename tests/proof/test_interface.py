"""The proof for everybody: right to left, by keyboard alone, for screen readers, enlarged, in six languages, dark and light."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from sixfold.languages import LANGUAGE_CODES
from support.projects import SLUG
from support.proof import Look, Proof, Screen, Serve, project_in, translations, type_elsewhere

pytestmark = pytest.mark.slow

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(screen: Screen) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, with the elements that it is about.

    A place on a page may be smaller than 24 pixels (2.5.8): the page says where it is, and the list has the same unit in full size.
    """
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  (needs Playwright)

    found: dict[str, Any] = Axe().run(screen.page, options={"runOnly": WCAG_2_2_AA}).response
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
        if not (one["id"] == "target-size" and node["target"][0].startswith("figure"))
    ]


def test_no_violation_of_wcag_in_six_languages_dark_and_light(screen: Screen) -> None:
    for code, scheme in zip(LANGUAGE_CODES, cycle(("light", "dark")), strict=False):  # a language has no colours of its own
        if code != "fr":
            screen.switch(code)
        screen.in_list("annex.op.2").click()
        screen.page.emulate_media(color_scheme=scheme)
        assert violations(screen) == [], (code, scheme)


def test_no_violation_of_wcag_with_problems_a_conflict_and_the_help_shown(screen: Screen, proof: Proof) -> None:
    screen.edit("annex.op.2").type("<bad>")
    screen.settled()
    theirs = '{translations: ["<em>Autre</em>"], fuzzy: true}'
    screen.page.evaluate(f"byName(current).theirs = {theirs}; showEditor()")
    assert "<bad>" in screen.page.locator("#found").inner_text()
    screen.page.evaluate("showProblems([{what: 'the catalog is damaged', file: 'A-66-398.po', line: 3}])")
    for scheme in ("light", "dark"):
        screen.page.emulate_media(color_scheme=scheme)
        assert violations(screen) == [], scheme
    screen.page.locator("#help-button").click()
    assert violations(screen) == []


def test_at_200_percent_everything_is_reached_without_scrolling_sideways(look: Look, proof: Proof) -> None:
    screen = look(proof, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    screen.in_list("letter.p.2").click()
    box = screen.form.bounding_box()
    seen = "([x, y]) => !!document.elementFromPoint(x, y)?.closest('.form')"
    for y in (box["y"] + 4, box["y"] + min(box["height"], 60) - 4):  # what is typed is seen
        assert screen.page.evaluate(seen, [box["x"] + box["width"] / 2, y])
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth")
    for element in (screen.form, screen.in_list("letter.p.1"), screen.on_page("letter.p.2"), screen.page.locator("#search")):
        element.scroll_into_view_if_needed()
        box = element.bounding_box()
        assert box["width"] > 0 and box["x"] >= 0 and box["x"] + min(box["width"], 300) <= 640
        assert element.is_visible()
    screen.form.click(trial=True)
    assert violations(screen) == []


def test_six_languages_show_the_same_place_each_as_soon_as_it_is_there(look: Look, serve: Serve, tmp_path: Path) -> None:
    screen = look(serve(project_in(tmp_path), "fr"))
    screen.in_list("annex.op.2").click()
    screen.page.locator("#beside").select_option("all")
    in_view = """[main, ...besides].map((pages) => { const lit = pages.section.querySelector('button.lit')?.getBoundingClientRect();
      const pane = pages.section.getBoundingClientRect(); return !!lit && lit.top >= pane.top && lit.bottom <= pane.bottom; })"""
    screen.until(f"({in_view}).filter(Boolean).length >= 2")
    assert False in screen.page.evaluate(in_view)
    screen.until(f"({in_view}).filter(Boolean).length === 6")
    assert screen.page.locator("#editor .beside-text").count() == 5
    assert screen.page.evaluate("place") == 0


def test_the_help_begins_at_its_beginning_on_a_low_screen(look: Look, proof: Proof) -> None:
    screen = look(proof, viewport={"width": 640, "height": 300}, device_scale_factor=2)
    screen.page.locator("#help-button").click()
    assert screen.page.evaluate("find('help').scrollTop") == 0


def test_arabic_is_typed_and_shown_from_right_to_left(screen: Screen) -> None:
    screen.switch("ar")
    assert screen.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert screen.page.locator("#pages").bounding_box()["x"] > screen.page.locator("#catalog").bounding_box()["x"]
    screen.edit("letter.p.2")
    assert (screen.form.get_attribute("dir"), screen.form.get_attribute("lang")) == ("rtl", "ar")
    source = screen.page.locator("#editor [dir]", has_text="It would be appreciated").first
    assert source.evaluate("one => getComputedStyle(one).direction") == "ltr"
    picture = screen.picture("letter.p.2")
    screen.page.keyboard.type(" كلمة جديدة.")
    screen.settled()
    assert screen.typed().endswith(" كلمة جديدة.")
    assert screen.picture("letter.p.2") != picture


def test_a_unit_is_found_translated_and_saved_by_keyboard_alone(screen: Screen, proof: Proof) -> None:
    keyboard = screen.page.keyboard
    keyboard.press("?")
    assert screen.page.locator("#help").is_visible()
    keyboard.press("Escape")
    assert not screen.page.locator("#help").is_visible()
    keyboard.press("Control+/")
    keyboard.type("letter.p.2")
    assert screen.page.locator("#units li").count() == 1
    keyboard.press("Enter")
    assert screen.opened == "letter.p.2"
    assert screen.page.evaluate("document.activeElement.classList.contains('form')")
    keyboard.press("Control+End")
    keyboard.type(" Par clavier?")
    screen.save()
    assert translations(proof, "fr", SLUG)["letter.p.2"].endswith(" Par clavier?")
    keyboard.press("Tab")
    assert not screen.page.evaluate("document.activeElement.classList.contains('form')")
    screen.page.locator("#search").fill("")
    keyboard.press("Alt+ArrowDown")
    assert screen.opened == "letter.name.1"
    keyboard.press("Escape")
    assert screen.page.evaluate("document.activeElement.dataset.unit").endswith(":letter.name.1")


def test_the_unit_that_is_open_is_seen_in_the_list_and_the_list_keeps_the_focus(screen: Screen, proof: Proof) -> None:
    screen.page.set_viewport_size({"width": 1240, "height": 700})
    screen.on_page("annex.op.2").click()
    screen.until("""(() => {
        const row = inList(current).getBoundingClientRect(), units = find("units").getBoundingClientRect();
        return current.endsWith(":annex.op.2") && units.top - 1 <= row.top && row.bottom <= units.bottom + 1;
    })()""")
    screen.page.keyboard.press("Escape")
    type_elsewhere(proof, "letter.p.2", "La leur.")
    screen.until(f"byName('{SLUG}:letter.p.2').translations[0] === 'La leur.'")
    screen.page.wait_for_timeout(1000)  # findings come, too
    assert screen.page.evaluate("document.activeElement.dataset.unit") == f"{SLUG}:annex.op.2"


def test_rows_that_are_as_they_were_stay_when_the_catalog_changes(screen: Screen, proof: Proof) -> None:
    screen.page.evaluate("window.rows = [...find('units').children]")
    type_elsewhere(proof, "letter.p.2", "La leur, encore.")
    screen.until(f"byName('{SLUG}:letter.p.2').translations[0] === 'La leur, encore.'")
    others = "rows.filter((row) => !row.innerText.startsWith('letter.p.2'))"
    screen.until("inList(main.proof.units.find((unit) => unit.address === 'letter.p.2').name).innerText.includes('encore')")
    assert screen.page.evaluate(f"{others}.length > 10 && {others}.every((row) => row.isConnected)")


def test_a_list_without_units_says_so(screen: Screen) -> None:
    screen.page.locator("#search").fill("no such words")
    assert screen.page.locator("#units").inner_text() == "Aucune unité ne correspond."
    screen.page.keyboard.press("Enter")
    screen.page.locator("#search").fill("letter.p.2")
    assert screen.page.locator("#units button").count() == 1


def test_the_own_language_is_read_and_not_typed(screen: Screen) -> None:
    screen.switch("en")
    for address in ("letter.p.2", "annex.op.2"):
        screen.in_list(address).click()
        assert screen.opened == address
        assert screen.page.locator("#editor [contenteditable=true], #editor input").count() == 0
    for key in ("Control+u", "Control+s", "Alt+1", "Control+Enter", "Control+Shift+Space"):
        screen.page.keyboard.press(key)
    assert screen.page.locator("#problems").inner_text() == ""


def test_each_plural_form_of_a_fixed_word_is_typed_and_saved(look: Look, serve: Serve, tmp_path: Path) -> None:
    proof = serve(project_in(tmp_path), "ru", "E/2025/999")
    screen = look(proof)
    screen.in_list("original-bracket.line").click()
    forms = screen.page.locator("#editor .form")
    assert forms.count() == 3
    before = translations(proof, "ru", "house")["original-bracket.line"].split(" | ")
    for number in range(3):
        forms.nth(number).click()
        screen.page.keyboard.press("Control+End")
        screen.page.keyboard.type(f" {number}")
    screen.save()
    after = translations(proof, "ru", "house")["original-bracket.line"].split(" | ")
    assert after == [f"{form} {number}" for number, form in enumerate(before)]
