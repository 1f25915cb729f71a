"""A translator's work in a proof, in a real browser: from the page to the unit and back, typing, saving."""

from __future__ import annotations

import re

import pytest

from sixfold.catalogs.po import read_catalog
from support.projects import SLUG
from support.proof import Proof, Screen, translations

pytestmark = pytest.mark.slow


def test_a_click_on_the_page_opens_the_unit_that_is_there_and_one_on_a_unit_shows_its_place(references: Screen) -> None:
    screen = references
    for name in ("p.1", "heading.section-cost", "title.1", "cell.2", "note.readers", "p.last-figure.by-mail"):
        address = f"report.{name}"
        screen.on_page(address).click()
        assert screen.opened == address
        assert "lit" in screen.on_page(address).get_attribute("class")
    screen.page.evaluate("document.getElementById('pages').scrollTo(0, 0)")
    for address in ("report.note.questions", "report.p.1", "annex-2.p.2"):
        assert "lit" not in screen.on_page(address).get_attribute("class")
        screen.in_list(address).click()
        assert "lit" in screen.on_page(address).get_attribute("class")
        box, pane = screen.on_page(address).bounding_box(), screen.page.locator("#pages").bounding_box()
        assert pane["y"] <= box["y"] <= pane["y"] + pane["height"], address


def test_what_is_typed_is_on_the_page_and_only_what_is_saved_in_the_catalog(screen: Screen, proof: Proof) -> None:
    path = proof.project.catalog("fr", SLUG)
    before, content = translations(proof, "fr", SLUG), path.read_bytes()
    keyboard = screen.edit("letter.p.2")
    picture = screen.picture("letter.p.2")
    screen.page.route("**/api/edit", lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}), times=1)
    keyboard.type(" Une phrase nouvelle.")  # what the server puts off is asked again
    screen.settled()
    assert screen.picture("letter.p.2") != picture
    assert path.read_bytes() == content
    screen.save()
    assert translations(proof, "fr", SLUG) == before | {"letter.p.2": f"{before['letter.p.2']} Une phrase nouvelle."}
    assert read_catalog(path).header["Last-Translator"] == "Zoë Example <zoe@example.org>"
    assert screen.page.locator("#problems").inner_text() == ""


def test_it_is_saved_with_its_flag_by_key_by_button_and_on_the_way_to_the_next_unit(screen: Screen, proof: Proof) -> None:
    before = translations(proof, "fr", SLUG)["letter.p.2"]
    keyboard = screen.edit("letter.p.2")
    for flag in ("fuzzy: ", ""):
        keyboard.press("Control+u")
        screen.until("byName(current).edited")
        screen.save()
        assert translations(proof, "fr", SLUG)["letter.p.2"] == f"{flag}{before}"
    keyboard.type(" Une")
    screen.settled()
    screen.page.locator("#editor [aria-keyshortcuts='Control+S']").click()
    screen.until("!byName(current).edited")
    keyboard.press("Control+End")
    keyboard.type(" phrase.")
    screen.save()
    assert translations(proof, "fr", SLUG)["letter.p.2"] == f"{before} Une phrase."
    screen.edit("letter.p.1").press("Control+u")
    screen.save()
    screen.edit("letter.p.2").type(" Fin.")
    keyboard.press("Control+Enter")
    keyboard.press("Control+End")
    keyboard.type(" Autre.")  # what is typed after saving is for the next unit
    assert screen.opened == "letter.p.1"  # from the last one round to the first
    screen.settled()
    screen.until("!byName([...main.proof.units].find(unit => unit.address === 'letter.p.2').name).edited")
    assert screen.typed().endswith(" Autre.")
    assert translations(proof, "fr", SLUG)["letter.p.2"] == f"{before} Une phrase. Fin."


def test_what_was_typed_is_undone_also_when_the_page_has_come_meanwhile(screen: Screen) -> None:
    keyboard = screen.edit("letter.p.2")
    before = screen.typed()
    keyboard.type("abc")
    keyboard.press("Control+Shift+Space")
    assert screen.typed() == f"{before}abc\u00a0"
    screen.settled()
    screen.page.evaluate("load('fr').then(loadFindings)")
    for _ in range(10):
        if screen.typed() != before:
            keyboard.press("Control+z")
    assert screen.typed() == before
    screen.settled()
    screen.until("!byName(current).edited")


def test_a_tag_goes_whole_or_not_at_all(screen: Screen) -> None:
    """Whatever is typed, deleted and pasted around tags: each that is left is one of the text's own, letter for letter."""
    keyboard = screen.edit("annex.op.2")
    screen.until("typedIn(document.querySelector('#editor .form')).startsWith('<em>')")
    text = screen.typed()
    end = text.index("</em>")
    keyboard.press("Control+Home")
    keyboard.type("A")
    assert screen.typed() == f"A{text}"
    keyboard.press("Delete")
    assert screen.typed() == f"A{text[4:]}"  # <em> is gone whole
    keyboard.press("Control+z")
    keyboard.press("Backspace")
    for _ in range(len(text[4:end]) + 2):  # over the word between the tags, and the closing one
        keyboard.press("ArrowRight")
    keyboard.type("B")
    assert screen.typed().replace("B", "") == text
    keyboard.press("Backspace")
    keyboard.press("Backspace")
    left = screen.typed()
    assert left in (text[:end] + text[end + 5 :], text[: end + 5] + text[end + 6 :], text[: end - 1] + text[end:])
    assert set(screen.page.locator("#editor .form .token:not(.space)").all_inner_texts()) <= {"<em>", "</em>"}


def test_a_pair_of_tags_goes_round_what_is_typed_next_or_what_is_selected(screen: Screen) -> None:
    keyboard = screen.edit("annex.op.2")
    keyboard.press("Control+a")
    keyboard.press("Delete")
    keyboard.press("Alt+1")
    keyboard.type("Soulignons")
    keyboard.press("ArrowRight")
    keyboard.press("Control+End")
    keyboard.type(" tout")
    keyboard.press("Control+Shift+Space")
    keyboard.type("ceci")
    assert screen.typed() == "<em>Soulignons</em> tout\u00a0ceci"
    keyboard.press("Control+a")
    keyboard.type("Soulignons")
    keyboard.press("Control+a")
    keyboard.press("Alt+1")
    keyboard.type(" tout")
    assert screen.typed() == "<em>Soulignons</em> tout"


def test_pasted_lines_and_markup_are_one_line_of_text(screen: Screen) -> None:
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keyboard = screen.edit("letter.p.2")
    before = screen.typed()
    screen.page.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
            "text/plain": new Blob([" un\\n  deux\\r\\n\\n<em>trois</em> <script>alert(1)</script>\\u0007"], {type: "text/plain"}),
            "text/html": new Blob(["<h1>un</h1><p><b>deux</b></p>"], {type: "text/html"}),
        })])"""
    )
    keyboard.press("Control+v")
    assert screen.typed() == f"{before} un deux <em>trois</em> <script>alert(1)</script>"
    keyboard.press("Enter")
    assert screen.typed() == f"{before} un deux <em>trois</em> <script>alert(1)</script>"
    screen.settled()
    assert "letter.p.2" in screen.page.locator("#found").inner_text()
    assert screen.page.locator("script").count() == 3
    assert screen.page.locator("#editor .form :not(.token)").count() == 0
    picture = screen.picture("letter.p.1")  # a tag that is wrong in one unit keeps the page of no other
    screen.edit("letter.p.1").type(" Une phrase.")
    screen.settled()
    assert screen.picture("letter.p.1") != picture
    assert screen.page.locator("#problems").inner_text() == ""


def test_a_reference_to_a_footnote_is_one_button_goes_whole_and_is_not_in_the_list(references: Screen) -> None:
    screen = references
    address = screen.page.evaluate("main.proof.units.find((unit) => unit.source.includes('<fn>')).address")
    keyboard = screen.edit(address)
    listed = re.sub("<(fn|ref)>[^<]*</(fn|ref)>|<[^>]*>", "", screen.typed())
    assert screen.in_list(address).locator(".text").inner_text().split() == listed.split()
    keyboard.press("Control+a")
    keyboard.type("Texte")
    screen.settled()
    assert "<fn>" in screen.page.locator("#found").inner_text()
    screen.page.locator("#editor .actions button.token", has_text="<fn>").first.click()
    keyboard.type(".")
    assert re.fullmatch("Texte<fn>[^<]*</fn>[.]", screen.typed())
    for left in ("</fn>", "Texte"):
        keyboard.press("Backspace")
        assert screen.typed().endswith(left)


def test_a_page_that_is_as_it_was_is_neither_drawn_again_nor_given_new_buttons(screen: Screen) -> None:
    keyboard = screen.edit("annex.op.2")
    screen.until("main.figures.every((figure) => !figure.dataset.seen || figure.querySelector('img').src)")
    screen.page.evaluate('window.before = main.figures.map((one) => ["img", "button"].map((name) => one.querySelector(name)))')
    asked = len(screen.requests)
    keyboard.type("x")
    screen.settled()
    screen.page.evaluate("main.drawSeen()")  # asks for whatever was not asked for yet
    own = screen.page.evaluate(f"main.places('{SLUG}:annex.op.2')[0].page")
    kept = screen.page.evaluate("main.figures.map((figure, number) => before[number].map((one) => figure.contains(one)))")
    assert kept[own][0] is False
    assert kept[own + 1 :] == [[True, True]] * (len(kept) - own - 1)
    assert [url for url in screen.requests[asked:] if f"number={own + 1}" in url] == []
