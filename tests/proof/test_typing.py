"""What was typed is what is kept, letter by letter, whatever comes from the server between two keys."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from support.proof import Screen, translations, type_elsewhere

pytestmark = pytest.mark.slow

SLUG, LANGUAGE = "A-80-998", "ru"
#: Two units; the first has references to insert.
UNITS = "report.p.6", "report.p.1"
#: A blank is a blank, and what a French or Russian keyboard gives as a no-break space is one: neither becomes the other.
LETTERS = "   \u00a0\u202fa.и’1"
#: What happens, and how often.
OFTEN = {"type": 40, "space": 3, "delete": 6, "go": 4, "button": 6, "label": 3, "unit": 2, "news": 5, "answer": 30}
NUMBER = '<ref form="number">last-figure</ref>'


class Line:
    """The requests of a page, which wait until they are let through."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.held, self.is_open = screen, list[Any](), False
        screen.page.route(re.compile("/api/(edit|save|proof|findings)"), self.hold)

    def hold(self, route: Any) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def let_one_through(self) -> None:
        if self.held:
            self.held.pop(0).continue_()

    def end(self) -> None:
        """Let all through, and wait until what was typed is on the page."""
        self.is_open = True
        while self.held:
            self.let_one_through()
        self.screen.settled()


class Hands:
    """A person who types in two units, and what must stand there: letters, and whole tags, with the caret between them."""

    def __init__(self, screen: Screen, dice: random.Random) -> None:
        self.screen, self.dice, self.keyboard = screen, dice, screen.page.keyboard
        self.texts: dict[str, list[str]] = {}
        self.caret = 0
        for unit in reversed(UNITS):
            self.texts[unit] = []
            self.open(unit)
            self.keyboard.press("Control+a")
            self.keyboard.press("Delete")

    def open(self, unit: str) -> None:
        self.unit = unit
        self.screen.in_list(unit).click()
        self.go_to("end")

    @property
    def text(self) -> list[str]:
        return self.texts[self.unit]

    def go_to(self, where: str) -> None:
        self.keyboard.press(f"Control+{where.title()}")
        self.caret = len(self.text) if where == "end" else 0

    def put(self, piece: str) -> None:
        self.text.insert(self.caret, piece)
        self.caret += 1

    def type(self, letter: str) -> None:
        self.keyboard.type(letter)
        self.put(letter)

    def insert_space(self) -> None:
        self.keyboard.press("Control+Shift+Space")
        self.put("\u00a0")

    def delete(self) -> None:
        self.keyboard.press("Backspace")
        if self.caret:
            self.caret -= 1
            del self.text[self.caret]

    def press_and_let_go(self, meanwhile: Any) -> None:
        """Press the mouse on the button of a reference, and let it go after *meanwhile*."""
        if self.unit != UNITS[0]:
            return
        button = self.screen.page.locator("#editor .actions button.token", has_text=NUMBER)
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        self.screen.page.mouse.move(box["x"] + 4, box["y"] + 4)
        self.screen.page.mouse.down()
        meanwhile()
        self.screen.page.mouse.up()
        self.put(NUMBER)

    def click_on_a_label(self) -> None:
        labels = self.screen.page.locator("#editor .form .token")
        if labels.count():
            labels.first.click()
            self.go_to(self.dice.choice(("home", "end")))

    def check(self, done: str) -> None:
        assert self.screen.typed() == "".join(self.text), (self.unit, done)


def news(screen: Screen, dice: random.Random) -> Iterator[str]:
    """Let something come to the page that has nothing to do with what is typed, and say what."""
    for number in range(10_000):
        what = dice.choice(("load(main.proof.language)", "loadFindings()", "another program", "save()"))
        if what == "another program":
            type_elsewhere(screen.proof, "report.title.1", f"Название {number}", LANGUAGE, SLUG)
        else:
            screen.page.evaluate(f"void {what}")
        yield what


@pytest.mark.parametrize("seed", range(3))
def test_what_was_typed_is_what_is_kept_letter_by_letter(references: Screen, seed: int) -> None:
    screen, dice = references, random.Random(seed)
    hands = Hands(screen, dice)
    line, arrives = Line(screen), news(screen, dice)
    done: list[str] = []
    for _ in range(120):
        what = dice.choices([*OFTEN], [*OFTEN.values()])[0]
        if what == "type":
            hands.type(dice.choice(LETTERS))
        elif what == "go":
            hands.go_to(dice.choice(("home", "end")))
        elif what == "button":
            hands.press_and_let_go(dice.choice((line.let_one_through, lambda: next(arrives))))
        elif what == "unit":
            hands.open(dice.choice(UNITS))
        elif what == "news":
            what = next(arrives)
        elif what == "answer":
            line.let_one_through()
        else:
            {"space": hands.insert_space, "delete": hands.delete, "label": hands.click_on_a_label}[what]()
        done.append(what)
        hands.check(" ".join(done))
    line.end()
    for unit, text in hands.texts.items():
        hands.open(unit)
        hands.check("end")
        screen.save()
        assert translations(screen.proof, LANGUAGE, SLUG)[unit] == "".join(text)


def test_a_button_that_is_pressed_while_findings_come_inserts_where_the_caret_was(references: Screen) -> None:
    """They moved the button away from under the mouse: only the blank that was typed next pressed it, and was lost."""
    screen = references
    hands = Hands(screen, random.Random(0))
    for letter in "Сноска: ":
        hands.type(letter)
    screen.settled()
    line = Line(screen)
    screen.page.evaluate("void loadFindings()")
    finding = {"severity": "error", "what": "found just now", "unit": f"{SLUG}:{UNITS[0]}"}

    def meanwhile() -> None:
        screen.until_so(lambda: bool(line.held), "findings are asked for")
        route = line.held.pop()
        route.fulfill(json={"findings": [finding]})
        route.request.response().finished()
        screen.page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))")

    hands.press_and_let_go(meanwhile)
    screen.until("find('found').innerText.includes('found just now')")
    for letter in " и ":
        hands.type(letter)
    screen.page.locator("#editor .actions button.token", has_text="<ref>by-mail").click()
    hands.keyboard.type(".")
    assert screen.typed() == f"Сноска: {NUMBER} и <ref>by-mail</ref>."
    line.end()


def test_what_is_typed_in_one_language_is_kept_there_when_the_page_shows_another(references: Screen) -> None:
    """Its answer came when the other language was shown, whose unit of that name then had the wrong text."""
    screen = references
    hands = Hands(screen, random.Random(0))
    line = Line(screen)
    other = screen.proof.shown("fr")["units"]
    for letter in "Да. ":
        hands.type(letter)
    screen.page.locator("#language").select_option("fr")
    hands.screen.form.click()
    hands.go_to("end")
    hands.type("!")  # the other language isn't there yet
    line.end()
    screen.until("document.documentElement.lang === 'fr'")
    assert [unit["translations"] for unit in screen.proof.shown("fr")["units"]] == [unit["translations"] for unit in other]
    assert screen.page.evaluate("main.proof.units.map((unit) => unit.translations)") == [unit["translations"] for unit in other]
    screen.switch(LANGUAGE)
    hands.check("after the other language")


def test_what_is_copied_is_what_the_text_says(references: Screen) -> None:
    """A label stands for a tag or a space: copied with it, a no-break space came back as its sign."""
    screen = references
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hands = Hands(screen, random.Random(0))
    for letter in "5 a":
        hands.type(letter)
    hands.insert_space()
    hands.press_and_let_go(lambda: None)
    hands.keyboard.press("Control+a")
    hands.keyboard.press("Control+c")
    hands.go_to("end")
    hands.keyboard.press("Control+v")
    assert screen.typed() == f"5 a\u00a0{NUMBER}" * 2
    hands.keyboard.press("Control+a")
    hands.keyboard.press("Control+x")
    assert screen.typed() == ""
    hands.keyboard.press("Control+v")
    assert screen.typed() == f"5 a\u00a0{NUMBER}" * 2
    screen.settled()
