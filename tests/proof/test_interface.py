"""The proof for everybody: right to left, by keyboard alone, for screen readers, enlarged, in six languages, dark and light."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest

from sixfold.languages import LANGUAGE_CODES
from support.projects import SLUG
from support.proof import Look, Proof, Screen, translations

pytestmark = pytest.mark.slow

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IN_VIEW = """[main, ...besides].filter((pages) => { const lit = pages.section.querySelector('button.lit')?.getBoundingClientRect();
  const pane = pages.section.getBoundingClientRect(); return !!lit && lit.top >= pane.top && lit.bottom <= pane.bottom; }).length"""
LEFT = """([selector, at]) => { const range = document.createRange(), text = document.querySelector(selector).firstChild;
  range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect().left; }"""


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


def test_six_languages_show_the_same_place_each_as_soon_as_it_is_there_and_each_is_typed_its_own_way(screen: Screen) -> None:
    """No violation of WCAG in any, dark or light."""
    held: list[Any] = []
    screen.page.route("**/api/proof*language=zh*", lambda route: (held.append(route), None)[1])
    screen.in_list("annex.op.2").click()
    screen.page.locator("#beside").select_option("all")
    screen.until(f"{IN_VIEW} === 5")
    held[0].continue_()
    screen.until(f"{IN_VIEW} === 6")
    assert screen.page.locator("#editor .beside-text").count() == 5
    assert screen.page.evaluate("place") == 0
    screen.page.unroute_all()
    screen.page.locator("#beside").select_option("")
    for code, scheme in zip(LANGUAGE_CODES, cycle(("light", "dark")), strict=False):  # a language has no colours of its own
        if code != "fr":
            screen.switch(code)
        screen.in_list("annex.op.2").click()
        screen.page.emulate_media(color_scheme=scheme)
        assert violations(screen) == [], (code, scheme)
        if code == "ar":
            types_from_right_to_left(screen)
        elif code == "en":
            only_reads(screen)


def types_from_right_to_left(screen: Screen) -> None:
    assert screen.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert screen.page.locator("#pages").bounding_box()["x"] > screen.page.locator("#catalog").bounding_box()["x"]
    screen.in_list("annex.op.3").click()
    screen.until("find('editor').querySelector('li')")
    room = "[...document.querySelectorAll('#editor li')].map((item) => item.offsetLeft - item.parentElement.offsetLeft)"
    assert min(screen.page.evaluate(room)) >= 16  # a point and its gap, where an English line begins
    angle, slash = (screen.page.evaluate(LEFT, ["#editor .form .token[data-token='</em>']", at]) for at in (0, 1))
    assert angle < slash  # </em>, not <em/>
    screen.page.locator("#help-button").click()
    begin, end = (screen.page.evaluate(LEFT, ["#keys dt:nth-of-type(5) kbd", at]) for at in (0, len("Ctrl+Shift+")))
    assert begin < end
    screen.page.keyboard.press("Escape")
    screen.edit("letter.p.2")
    assert (screen.form.get_attribute("dir"), screen.form.get_attribute("lang")) == ("rtl", "ar")
    source = screen.page.locator("#editor [dir]", has_text="It would be appreciated").first
    assert source.evaluate("one => getComputedStyle(one).direction") == "ltr"
    before, picture = screen.typed(), screen.picture("letter.p.2")
    screen.page.keyboard.type(" كلمة جديدة.")
    screen.settled()
    assert screen.typed().endswith(" كلمة جديدة.")
    assert screen.picture("letter.p.2") != picture
    for _ in range(len(screen.typed()) - len(before)):
        screen.page.keyboard.press("Backspace")
    screen.settled()
    screen.until("!byName(current).edited")


def only_reads(screen: Screen) -> None:
    """The own language is read and not typed."""
    for address in ("letter.p.2", "annex.op.2"):
        screen.in_list(address).click()
        assert screen.opened == address
        assert screen.page.locator("#editor [contenteditable=true], #editor input").count() == 0
    for key in ("Control+u", "Control+s", "Alt+1", "Control+Enter", "Control+Shift+Space"):
        screen.page.keyboard.press(key)
    assert screen.page.locator("#problems").inner_text() == ""


def test_a_unit_is_found_translated_and_saved_by_keyboard_alone(screen: Screen, proof: Proof) -> None:
    keyboard = screen.page.keyboard
    keyboard.press("?")
    assert screen.page.locator("#help").is_visible()
    keyboard.press("Escape")
    assert not screen.page.locator("#help").is_visible()
    keyboard.press("Control+/")
    keyboard.type("no such words")
    assert screen.page.locator("#units").inner_text() == "Aucune unité ne correspond."
    keyboard.press("Enter")
    keyboard.press("Control+a")
    keyboard.type("letter.p.2")
    assert screen.page.locator("#units button").count() == 1
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


def test_no_violation_of_wcag_with_problems_a_conflict_and_the_help_shown(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 1240, "height": 700})
    screen.on_page("annex.op.2").click()  # the unit that is open is seen in the list
    screen.until("""(() => {
        const row = inList(current).getBoundingClientRect(), units = find("units").getBoundingClientRect();
        return current.endsWith(":annex.op.2") && units.top - 1 <= row.top && row.bottom <= units.bottom + 1;
    })()""")
    screen.edit("annex.op.2").type("<bad>")
    screen.settled()
    screen.page.evaluate('byName(current).theirs = {translations: ["<em>Autre</em>"], fuzzy: true}; showEditor()')
    assert "<bad>" in screen.page.locator("#found").inner_text()
    assert screen.page.locator("#conflict button").count() == 2
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
    screen.page.set_viewport_size({"width": 640, "height": 300})  # the help begins at its beginning on a low screen
    screen.page.locator("#help-button").click()
    assert screen.page.evaluate("find('help').scrollTop") == 0
