"""A translator's work in a proof, in a real browser: from the page to the unit and back, typing, saving."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.projects import SLUG
from support.proof import Look, Proof, Screen, Serve, project_in, translations

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def with_notes(serve_beside: Serve, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """Give the proof of a document with footnotes, in which nothing is saved."""
    proof = serve_beside(project_in(tmp_path_factory.mktemp("project")), "fr", "A-67-352-Add.1")
    proof.listen()
    return proof


def test_a_click_on_the_page_opens_the_unit_that_is_there_and_one_on_a_unit_shows_its_place(look: Look, with_notes: Proof) -> None:
    screen = look(with_notes)
    for address in ("report.p.1", "report.heading.1", "report.title.1", "report.cell.2", "report.note.a", "report.p.2.b"):
        screen.on_page(address).click()
        assert screen.opened == address
        assert "lit" in screen.on_page(address).get_attribute("class")
    screen.page.evaluate("document.getElementById('pages').scrollTo(0, 0)")
    for address in ("report.note.b", "report.p.1", "annex.item.2"):
        assert "lit" not in screen.on_page(address).get_attribute("class")
        screen.in_list(address).click()
        assert "lit" in screen.on_page(address).get_attribute("class")
        box, pane = screen.on_page(address).bounding_box(), screen.page.locator("#pages").bounding_box()
        assert pane["y"] <= box["y"] <= pane["y"] + pane["height"], address


def test_what_is_typed_is_on_the_page_and_only_what_is_saved_in_the_catalog(screen: Screen, proof: Proof) -> None:
    before = translations(proof, "fr", SLUG)
    lines = proof.project.catalog("fr", SLUG).read_text(encoding="utf-8").splitlines()
    keyboard = screen.edit("letter.p.2")
    picture = screen.picture("letter.p.2")
    keyboard.type(" Une phrase nouvelle.")
    screen.settled()
    assert screen.picture("letter.p.2") != picture
    assert proof.project.catalog("fr", SLUG).read_text(encoding="utf-8").splitlines() == lines
    screen.save()
    after = translations(proof, "fr", SLUG)
    assert after == before | {"letter.p.2": f"{before['letter.p.2']} Une phrase nouvelle."}


def test_undo_takes_back_what_was_typed_and_a_space_that_was_inserted(screen: Screen) -> None:
    keyboard = screen.edit("letter.p.2")
    before = screen.typed()
    keyboard.type("abc")
    keyboard.press("Control+Shift+Space")
    assert screen.typed() == f"{before}abc\u00a0"
    for _ in range(10):
        if screen.typed() != before:
            keyboard.press("Control+z")
    assert screen.typed() == before
    screen.until("!byName(current).edited")


def test_the_fuzzy_flag_is_set_and_taken_off_by_key(screen: Screen, proof: Proof) -> None:
    keyboard = screen.edit("letter.p.2")
    before = translations(proof, "fr", SLUG)["letter.p.2"]
    keyboard.press("Control+u")
    screen.until("byName(current).edited")
    screen.save()
    assert translations(proof, "fr", SLUG)["letter.p.2"] == f"fuzzy: {before}"
    keyboard.press("Control+u")
    screen.until("byName(current).edited")
    screen.save()
    assert translations(proof, "fr", SLUG)["letter.p.2"] == before


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


def test_pasted_lines_and_markup_are_one_line_of_text(screen: Screen, proof: Proof) -> None:
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


def test_in_arabic_keys_read_from_the_left_and_the_points_of_english_lists_have_their_room(screen: Screen) -> None:
    screen.switch("ar")
    screen.in_list("annex.op.3").click()
    screen.until("find('editor').querySelector('li')")
    room = "[...document.querySelectorAll('#editor li')].map((item) => item.offsetLeft - item.parentElement.offsetLeft)"
    assert min(screen.page.evaluate(room)) >= 16  # a point and its gap, where an English line begins
    left = """([selector, at]) => { const range = document.createRange(), text = document.querySelector(selector).firstChild;
      range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect().left; }"""
    angle, slash = (screen.page.evaluate(left, ["#editor .form .token[data-token='</em>']", at]) for at in (0, 1))
    assert angle < slash  # </em>, not <em/>
    screen.page.locator("#help-button").click()
    begin, end = (screen.page.evaluate(left, ["#keys dt:nth-of-type(5) kbd", at]) for at in (0, len("Ctrl+Shift+")))
    assert begin < end


def test_one_types_on_behind_what_a_button_or_a_key_has_inserted(screen: Screen) -> None:
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


def test_a_pair_of_tags_goes_round_what_is_selected(screen: Screen) -> None:
    keyboard = screen.edit("annex.op.2")
    keyboard.press("Control+a")
    keyboard.type("Soulignons")
    keyboard.press("Control+a")
    keyboard.press("Alt+1")
    keyboard.type(" tout")
    assert screen.typed() == "<em>Soulignons</em> tout"


def test_a_reference_to_a_footnote_is_one_button(look: Look, with_notes: Proof) -> None:
    screen = look(with_notes)
    texts = screen.page.evaluate("main.proof.units.filter(unit => unit.source.includes('<fn>')).map(unit => unit.address)")
    assert texts
    keyboard = screen.edit(texts[0])
    keyboard.press("Control+a")
    keyboard.type("Texte")
    screen.settled()
    assert "<fn>" in screen.page.locator("#found").inner_text()
    screen.page.locator("#editor .actions button.token", has_text="<fn>").first.click()
    keyboard.type(".")
    assert screen.typed().startswith("Texte<fn>")
    assert screen.typed().endswith("</fn>.")


def test_a_reference_and_its_number_alone_are_buttons_and_the_page_prints_them(look: Look, serve: Serve, tmp_path: Path) -> None:
    screen = look(serve(project_in(tmp_path), "ru", "A/80/998"))
    keyboard = screen.edit("report.p.6")  # the cost of the services that are named in …
    keyboard.press("Control+a")
    keyboard.type("Сноска: ")
    screen.page.locator("#editor .actions button.token", has_text='<ref form="number">last-figure').click()
    keyboard.type(" и ")
    screen.page.locator("#editor .actions button.token", has_text="<ref>by-mail").click()
    keyboard.type(".")
    assert screen.typed() == 'Сноска: <ref form="number">last-figure</ref> и <ref>by-mail</ref>.'
    screen.settled()
    assert screen.page.evaluate("document.querySelectorAll('#editor .form .token').length") == 2


def test_what_is_typed_after_saving_is_for_the_next_unit(screen: Screen, proof: Proof) -> None:
    keyboard = screen.edit("letter.p.1")
    keyboard.press("Control+u")
    screen.save()
    keyboard = screen.edit("letter.p.2")
    keyboard.type(" Fin.")
    keyboard.press("Control+Enter")
    keyboard.press("Control+End")
    keyboard.type(" Autre.")
    assert screen.opened == "letter.p.1"  # from the last one round to the first
    screen.settled()
    screen.until("!byName([...main.proof.units].find(unit => unit.address === 'letter.p.2').name).edited")
    assert screen.typed().endswith(" Autre.")
    assert translations(proof, "fr", SLUG)["letter.p.2"].endswith(" Fin.")


def test_a_tag_half_typed_in_one_unit_keeps_the_page_of_the_others(screen: Screen) -> None:
    keyboard = screen.edit("letter.p.2")
    keyboard.type(" <em>")
    screen.settled()
    assert "em" in screen.page.locator("#found").inner_text()
    keyboard = screen.edit("letter.p.1")
    picture = screen.picture("letter.p.1")
    keyboard.type(" Une phrase.")
    screen.settled()
    assert screen.picture("letter.p.1") != picture
    assert screen.page.locator("#problems").inner_text() == ""


def test_what_the_server_puts_off_is_asked_again(screen: Screen, proof: Proof) -> None:
    screen.page.route("**/api/edit", lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}), times=1)
    keyboard = screen.edit("letter.p.2")
    keyboard.type(" Une phrase.")
    screen.save()
    assert translations(proof, "fr", SLUG)["letter.p.2"].endswith(" Une phrase.")
    assert screen.page.locator("#problems").inner_text() == ""


def test_who_saves_by_the_button_types_on(screen: Screen, proof: Proof) -> None:
    keyboard = screen.edit("letter.p.2")
    keyboard.type(" Une")
    screen.settled()
    screen.page.locator("#editor [aria-keyshortcuts='Control+S']").click()
    screen.until("!byName(current).edited")
    keyboard.press("Control+End")
    keyboard.type(" phrase.")
    screen.save()
    assert translations(proof, "fr", SLUG)["letter.p.2"].endswith(" Une phrase.")


def test_a_reference_to_a_footnote_goes_whole_and_is_not_in_the_list(look: Look, with_notes: Proof) -> None:
    screen = look(with_notes)
    address = screen.page.evaluate("main.proof.units.find((unit) => unit.source.includes('<fn>')).address")
    keyboard = screen.edit(address)
    assert screen.in_list(address).locator(".text").inner_text() == re.sub("<fn>.</fn>|<[^>]*>", "", screen.typed())
    keyboard.press("Control+a")
    keyboard.type("Texte")
    keyboard.press("Alt+1")
    assert screen.typed().startswith("Texte<fn>")
    keyboard.press("Backspace")
    assert screen.typed() == "Texte"


def test_a_page_that_is_as_it_was_is_neither_drawn_again_nor_given_new_buttons(screen: Screen) -> None:
    keyboard = screen.edit("annex.op.2")
    drawn = "main.figures.every((figure) => !figure.dataset.seen || figure.querySelector('img').src)"
    screen.until(drawn)
    screen.page.evaluate('window.before = main.figures.map((one) => ["img", "button"].map((name) => one.querySelector(name)))')
    asked = len(screen.requests)
    keyboard.type("x")
    screen.settled()
    screen.page.wait_for_timeout(500)
    own = screen.page.evaluate(f"main.places('{SLUG}:annex.op.2')[0].page")
    kept = screen.page.evaluate("main.figures.map((figure, number) => before[number].map((one) => figure.contains(one)))")
    assert kept[own][0] is False
    assert kept[own + 1 :] == [[True, True]] * (len(kept) - own - 1)
    assert [url for url in screen.requests[asked:] if f"number={own + 1}" in url] == []
