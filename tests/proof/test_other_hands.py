"""Others work on the same files, tabs are closed and loaded again, processes die: nothing that was typed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.projects import SLUG, line_of, replace_once
from support.proof import Look, Proof, Screen, Serve, project_in, translations, type_elsewhere

pytestmark = pytest.mark.slow

UNIT = "letter.p.2"


@pytest.fixture
def own(serve: Serve, tmp_path: Path) -> Proof:
    """Give a proof of the test's own, which it may end."""
    return serve(project_in(tmp_path), "fr")


def problems(screen: Screen) -> str:
    return str(screen.page.locator("#problems").inner_text())


def until(is_so: Callable[[], bool], what: str) -> None:
    ended = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < ended, what
        time.sleep(0.05)


def test_a_unit_that_another_program_changes_while_it_is_edited_is_shown_in_both_versions(screen: Screen, proof: Proof) -> None:
    for keeps_mine in (False, True):
        keyboard = screen.edit(UNIT)
        keyboard.press("Control+a")
        keyboard.type("La mienne.")
        screen.settled()
        type_elsewhere(proof, UNIT, f"La leur, {keeps_mine}.")
        screen.until("document.querySelector('#conflict').innerText.includes('La leur')")
        assert screen.typed() == "La mienne."
        keyboard.press("Control+s")  # changes nothing
        screen.page.wait_for_timeout(300)
        assert translations(proof, "fr", SLUG)[UNIT] == f"La leur, {keeps_mine}."
        screen.page.locator("#conflict button").nth(int(keeps_mine)).click()
        expected = "La mienne." if keeps_mine else "La leur, False."
        screen.until(f"!byName(current).edited && byName(current).translations[0] === '{expected}'")
        until(lambda expected=expected: translations(proof, "fr", SLUG)[UNIT] == expected, "not saved")
        until(lambda expected=expected: screen.typed() == expected, "not shown")  # when its page is there
        assert screen.page.locator("#conflict").inner_text() == ""


def test_who_only_has_the_caret_in_a_form_gets_what_another_program_wrote_there(screen: Screen, proof: Proof) -> None:
    keyboard = screen.edit(UNIT)
    type_elsewhere(proof, UNIT, "La leur.")
    screen.until("typedIn(find('editor').querySelector('.form')) === 'La leur.'")
    keyboard.type(" Et la mienne.")
    screen.save()
    assert translations(proof, "fr", SLUG)[UNIT] == "La leur. Et la mienne."


def test_a_question_that_is_being_typed_stays_when_the_catalog_changes(screen: Screen, proof: Proof) -> None:
    screen.edit(UNIT)
    screen.page.locator("#editor [name=question]").click()
    screen.page.keyboard.type("which Comm")
    type_elsewhere(proof, UNIT, "La leur.")
    screen.until("find('editor').querySelector('.form').innerText === 'La leur.'")
    screen.page.keyboard.type("ittee?")
    assert screen.page.locator("#editor [name=question]").input_value() == "which Committee?"
    screen.page.keyboard.press("Enter")
    screen.until("byName(current).queries.length === 1 && find('editor').querySelector('[name=question]').value === ''")


def test_what_another_program_saves_is_shown(screen: Screen, proof: Proof, capsys: pytest.CaptureFixture[str]) -> None:
    waited = []
    for number in range(3):
        picture = screen.page.locator("figure img").first.get_attribute("src")
        type_elsewhere(proof, "letter.title.1", f"Lettre numéro {number}")
        began = time.monotonic()
        screen.until(f"byName('{SLUG}:letter.title.1').translations[0] === 'Lettre numéro {number}'")
        screen.until(f"document.querySelector('figure img').src !== '{picture}'")
        waited.append(time.monotonic() - began)
        assert f"Lettre numéro {number}" in screen.in_list("letter.title.1").inner_text()
    with capsys.disabled():
        print(f"\nproof: what another program saved was shown after {', '.join(f'{one:.2f}' for one in waited)} s")


def test_what_is_saved_here_is_not_loaded_again_but_by_other_tabs(screen: Screen, look: Look, proof: Proof) -> None:
    other = look(proof)
    screen.edit(UNIT).type(" Un.")
    screen.settled()
    asked, asked_there = len(screen.requests), len(other.requests)
    screen.save()
    other.until(f"!byName('{SLUG}:{UNIT}').edited && byName('{SLUG}:{UNIT}').translations[0].endsWith(' Un.')")
    screen.page.wait_for_timeout(700)
    assert [url for url in screen.requests[asked:] if "/api/proof" in url] == []
    assert [url for url in other.requests[asked_there:] if "/api/proof" in url] != []
    type_elsewhere(proof, "letter.title.1", "Lettre d’ailleurs")
    for tab in (screen, other):
        tab.until(f"byName('{SLUG}:letter.title.1').translations[0] === 'Lettre d’ailleurs'")


@pytest.mark.parametrize("broken", ["catalog", "seed", "template", "stylesheet"])
def test_a_broken_file_leaves_the_last_good_page_with_the_error_and_its_line(screen: Screen, proof: Proof, broken: str) -> None:
    path, text, wrong = {
        "catalog": (proof.project.catalog("fr", SLUG), 'msgctxt "letter.p"\nmsgid "', 'msgctxt "letter.p"\nmsgid '),
        "seed": (proof.project.seed(SLUG), "\norgan: ", "\nogran: "),
        "template": (proof.project.templates / "text.html.j2", "{%", "{% nothing %}{%"),
        "stylesheet": (proof.project.templates / "css/text.css", "{", "{ no-property: 1;"),
    }[broken]
    whole = path.read_text(encoding="utf-8")
    screen.edit(UNIT).type("X")
    screen.settled()
    replace_once(path, text, wrong)
    screen.until("document.querySelector('#problems').innerText !== ''")
    if broken != "stylesheet":
        line = line_of(path, wrong) + {"catalog": 1, "seed": 1}.get(broken, 0)
        assert f"{path.name}:{line}: " in problems(screen)
    screen.page.keyboard.type("Y")
    screen.settled()
    assert problems(screen) != ""
    screen.page.on("dialog", lambda dialog: dialog.accept())
    if broken in ("catalog", "seed"):
        screen.page.reload()
        screen.page.wait_for_selector("figure img[src]")
        assert path.name in problems(screen)
    assert screen.page.locator("figure img[src]").count() >= 1
    path.write_text(whole, encoding="utf-8")
    screen.until("document.querySelector('#problems').innerText === ''")
    screen.in_list(UNIT).click()
    assert screen.typed().endswith("XY")
    screen.save()
    assert translations(proof, "fr", SLUG)[UNIT].endswith("XY")


def test_a_catalog_that_is_deleted_is_told_and_what_was_typed_stays(screen: Screen, proof: Proof) -> None:
    path = proof.project.catalog("fr", SLUG)
    content = path.read_bytes()
    screen.edit(UNIT).type("X")
    screen.settled()
    path.unlink()
    screen.until("document.querySelector('#problems').innerText.includes('make update')")
    screen.page.keyboard.press("Control+s")
    screen.page.wait_for_timeout(300)
    assert not path.exists()
    path.write_bytes(content)
    screen.until("document.querySelector('#problems').innerText === ''")
    screen.save()
    assert translations(proof, "fr", SLUG)[UNIT].endswith("X")


def test_an_update_that_changes_the_source_of_the_unit_keeps_what_is_typed_as_fuzzy(look: Look, own: Proof) -> None:
    screen = look(own)
    screen.edit(UNIT).type(" Et plus.")
    screen.settled()
    typed = screen.typed()
    replace_once(own.project.seed(SLUG), "It would be appreciated if", "We would be grateful if")
    command = [sys.executable, "-m", "sixfold", "update", "--lang", "fr", "A/66/398"]
    subprocess.run(command, cwd=own.project.root, check=True, capture_output=True)
    screen.until(f"byName('{SLUG}:{UNIT}')?.source.startsWith('We would be') && byName('{SLUG}:{UNIT}').edited")
    assert own.shown("fr")["problems"] == []
    screen.in_list("letter.p.1").click()
    screen.in_list(UNIT).click()
    assert screen.typed() == typed
    screen.save()
    assert translations(own, "fr", SLUG)[UNIT] == f"fuzzy: {typed}"


def test_a_unit_that_is_gone_leaves_what_was_typed_on_the_screen_and_in_the_terminal(look: Look, own: Proof) -> None:
    screen = look(own)
    screen.edit(UNIT).type(" Et plus.")
    screen.settled()
    path = own.project.catalog("fr", SLUG)
    units = path.read_text(encoding="utf-8").split("\n\n")
    path.write_text("\n\n".join(unit for unit in units if f"#. {UNIT}: " not in unit), encoding="utf-8")
    screen.until("document.querySelector('#problems').innerText.includes('Et plus.')")
    assert own.kill(signal.SIGINT) == 130
    assert "Et plus.”" in "".join(own.errors)


def test_a_typesetting_process_that_is_killed_is_begun_again(look: Look, own: Proof) -> None:
    screen = look(own)
    screen.edit(UNIT)
    picture = screen.picture(UNIT)
    largest = max(own.children(), key=lambda one: int(Path(f"/proc/{one}/statm").read_text().split()[1]))
    os.kill(largest, signal.SIGKILL)
    screen.page.keyboard.type(" Encore.")
    screen.settled()
    assert problems(screen) == ""
    assert screen.picture(UNIT) != picture


def test_two_tabs_show_the_same_and_neither_waits_for_the_other(screen: Screen, look: Look, proof: Proof) -> None:
    other = look(proof)
    other.in_list(UNIT).click()
    screen.edit(UNIT).type(" Un.")
    screen.settled()
    typed = screen.typed()
    other.until(f"byName('{SLUG}:{UNIT}').translations[0].endsWith(' Un.')")
    other.page.bring_to_front()
    other.edit(UNIT).type(" Deux.")
    other.settled()
    assert other.typed() == f"{typed} Deux."
    screen.until(f"byName('{SLUG}:{UNIT}').translations[0].endsWith(' Un. Deux.')")
    assert proof.shown("fr")["problems"] == []
    other.save()
    screen.until(f"!byName('{SLUG}:{UNIT}').edited")


def test_what_is_typed_outlives_a_page_that_is_loaded_again_and_the_last_page_closed_ends_it(look: Look, own: Proof) -> None:
    screen = look(own)
    screen.page.on("dialog", lambda dialog: dialog.accept())
    screen.edit(UNIT).type(" Encore.")
    screen.settled()
    for _ in range(2):
        screen.page.reload()
        screen.page.wait_for_selector("figure img[src]")
        screen.in_list(UNIT).click()
        assert screen.typed().endswith(" Encore.")
    screen.page.wait_for_timeout(3500)
    assert own.process.poll() is None
    screen.page.close()
    assert own.wait() == 1
    assert f"warning: locales/fr/LC_MESSAGES/{SLUG}.po: {UNIT} was not saved: “" in "".join(own.errors)


def test_a_document_without_a_catalog_is_told_before_a_page_opens(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    project.catalog("fr", SLUG).unlink()
    command = [sys.executable, "-m", "sixfold", "proof", "--no-browser", "--lang", "fr", "A/66/398"]
    run = subprocess.run(command, cwd=project.root, capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stdout) == (4, "")
    assert run.stderr == f"error: locales/fr/LC_MESSAGES/{SLUG}.po: there is no catalog yet\n hint: run `make update`\n"
