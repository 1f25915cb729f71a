"""Others work on the same files, tabs are closed and loaded again, processes die: nothing that was typed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold.catalogs.po import read_catalog
from support.projects import SLUG, line_of, replace_once
from support.proof import LIMIT, Look, Proof, Screen, Serve, project_in, translations, type_elsewhere

pytestmark = pytest.mark.slow

UNIT, NAME = "letter.p.2", f"{SLUG}:letter.p.2"


def problems(screen: Screen) -> str:
    return str(screen.page.locator("#problems").inner_text())


def test_a_unit_that_another_program_changes_while_it_is_edited_is_shown_in_both_versions(screen: Screen, proof: Proof) -> None:
    for keeps_mine in (False, True):
        keyboard = screen.edit(UNIT)
        keyboard.press("Control+a")
        keyboard.type("La ")
        screen.settled()
        type_elsewhere(proof, UNIT, f"La leur, {keeps_mine}.")
        screen.until("document.querySelector('#conflict').innerText.includes('La leur')")
        keyboard.type("mienne.")
        assert screen.typed() == "La mienne."
        screen.settled()
        with screen.page.expect_response("**/api/save") as answer:
            keyboard.press("Control+s")  # changes nothing
        assert answer.value.status == 409
        assert translations(proof, "fr", SLUG)[UNIT] == f"La leur, {keeps_mine}."
        screen.page.locator("#conflict button").nth(int(keeps_mine)).click()
        expected = "La mienne." if keeps_mine else "La leur, False."
        screen.until(f"!byName(current).edited && byName(current).translations[0] === '{expected}'")
        screen.until_so(lambda expected=expected: translations(proof, "fr", SLUG)[UNIT] == expected, "it is saved")
        assert screen.typed() == expected
        assert screen.page.locator("#conflict").inner_text() == ""


def test_what_another_program_saves_is_shown_and_leaves_list_focus_caret_and_question_as_they_are(
    screen: Screen, proof: Proof
) -> None:
    screen.page.evaluate("window.rows = [...find('units').children]")
    others = "rows.filter((row) => !row.innerText.startsWith('letter.title.1'))"
    for number in range(2):
        picture = screen.page.locator("figure img").first.get_attribute("src")
        type_elsewhere(proof, "letter.title.1", f"Lettre numéro {number}")
        screen.until(f"inList('{SLUG}:letter.title.1').innerText.includes('Lettre numéro {number}')")
        screen.until(f"document.querySelector('figure img').src !== '{picture}'")
    assert screen.page.evaluate(f"{others}.length > 10 && {others}.every((row) => row.isConnected)")

    keyboard = screen.edit(UNIT)  # who only has the caret in a form gets what another program wrote there
    type_elsewhere(proof, UNIT, "La leur.")
    screen.until("typedIn(find('editor').querySelector('.form')) === 'La leur.'")
    keyboard.type(" Et la mienne.")
    screen.save()
    assert translations(proof, "fr", SLUG)[UNIT] == "La leur. Et la mienne."

    screen.page.locator("#editor [name=question]").click()
    keyboard.type("which ittee?")
    for _ in range(len("ittee?")):
        keyboard.press("ArrowLeft")
    type_elsewhere(proof, UNIT, "La leur, encore.")
    screen.until("typedIn(find('editor').querySelector('.form')) === 'La leur, encore.'")
    keyboard.type("Comm")
    assert screen.page.locator("#editor [name=question]").input_value() == "which Committee?"
    keyboard.press("Enter")
    screen.until("byName(current).queries.length === 1 && find('editor').querySelector('[name=question]').value === ''")

    keyboard.press("Escape")
    with screen.page.expect_response("**/api/findings*"):
        type_elsewhere(proof, "letter.p.1", "La leur.")
    screen.page.evaluate("loadFindings()")  # behind that one
    assert screen.page.evaluate(f"byName('{SLUG}:letter.p.1').translations[0]") == "La leur."
    assert screen.page.evaluate("document.activeElement.dataset.unit") == NAME


def test_two_tabs_show_the_same_and_what_is_saved_here_is_loaded_again_by_the_other_alone(
    screen: Screen, look: Look, proof: Proof
) -> None:
    other = look(proof)
    other.in_list(UNIT).click()
    screen.edit(UNIT).type(" Un.")
    screen.settled()
    typed = screen.typed()
    other.until(f"byName('{NAME}').translations[0].endsWith(' Un.')")
    other.page.bring_to_front()
    other.edit(UNIT).type(" Deux.")
    other.settled()
    assert other.typed() == f"{typed} Deux."
    screen.until(f"byName('{NAME}').translations[0].endsWith(' Un. Deux.')")
    assert proof.shown("fr")["problems"] == []
    screen.until("turn.then(() => true)")
    asked = len(screen.requests)
    screen.save()
    other.until(f"!byName('{NAME}').edited")
    for number in range(2):  # what was written then is told before this
        type_elsewhere(proof, "letter.title.1", f"Lettre d’ailleurs {number}")
        for tab in (screen, other):
            tab.until(f"byName('{SLUG}:letter.title.1').translations[0] === 'Lettre d’ailleurs {number}'")
    assert len([url for url in screen.requests[asked:] if "/api/proof" in url]) == 2


def test_a_broken_file_leaves_the_last_good_page_with_the_error_and_its_line(screen: Screen, proof: Proof) -> None:
    catalog, seed, templates = proof.project.catalog("fr", SLUG), proof.project.seed(SLUG), proof.project.templates
    screen.page.on("dialog", lambda dialog: dialog.accept())
    screen.edit(UNIT).type("X")
    screen.settled()
    for path, text, wrong, line in (
        (catalog, 'msgctxt "letter.p"\nmsgid "', 'msgctxt "letter.p"\nmsgid ', 1),
        (seed, "\norgan: ", "\nogran: ", 1),
        (templates / "text.html.j2", "{%", "{% nothing %}{%", 0),
        (templates / "css/text.css", "{", "{ no-property: 1;", None),
    ):
        whole = path.read_text(encoding="utf-8")
        replace_once(path, text, wrong)
        screen.until("document.querySelector('#problems').innerText !== ''")
        if line is not None:
            assert f"{path.name}:{line_of(path, wrong) + line}: " in problems(screen)
        screen.page.keyboard.type("Y")
        screen.settled()
        assert problems(screen) != ""
        if path in (catalog, seed):
            screen.page.reload()
            screen.page.wait_for_selector("figure img[src]")
            assert path.name in problems(screen)
            screen.edit(UNIT)
        assert screen.page.locator("figure img[src]").count() >= 1
        path.write_text(whole, encoding="utf-8")
        screen.until("document.querySelector('#problems').innerText === ''")
    assert screen.typed().endswith("XYYYY")
    content = catalog.read_bytes()
    catalog.unlink()
    screen.until("document.querySelector('#problems').innerText.includes('make update')")
    with screen.page.expect_response("**/api/save"):
        screen.page.keyboard.press("Control+s")
    assert not catalog.exists()
    catalog.write_bytes(content)
    screen.until("document.querySelector('#problems').innerText === ''")
    screen.save()
    assert translations(proof, "fr", SLUG)[UNIT].endswith("XYYYY")


def test_a_unit_survives_its_plural_forms_an_update_and_the_end_of_processes_and_pages(
    look: Look, serve: Serve, tmp_path: Path
) -> None:
    """A proof from its first page to its last."""
    proof = serve(project_in(tmp_path / "project"), "ru", "E/2025/999", "--by", "Ann Example")
    slug, screen = "E-2025-999", look(proof)
    screen.page.on("dialog", lambda dialog: dialog.accept())
    keyboard = screen.page.keyboard

    screen.in_list("original-bracket.line").click()
    forms = screen.page.locator("#editor .form")
    assert forms.count() == 3
    before = translations(proof, "ru", "house")["original-bracket.line"].split(" | ")
    for number in range(3):
        forms.nth(number).click()
        keyboard.press("Control+End")
        keyboard.type(f" {number}")
        screen.page.locator("#editor [aria-keyshortcuts='Alt+1']").click()  # inserts where the caret is
    screen.save()
    after = translations(proof, "ru", "house")["original-bracket.line"].split(" | ")
    assert after == [f"{form} {number}{{languages}}" for number, form in enumerate(before)]
    assert read_catalog(proof.project.catalog("ru", "house")).header["Last-Translator"] == "Ann Example"

    screen.edit(UNIT).type(" И ещё.")
    screen.settled()
    typed = screen.typed()
    picture = screen.picture(UNIT)
    largest = max(proof.children(), key=lambda one: int(Path(f"/proc/{one}/statm").read_text().split()[1]))
    os.kill(largest, signal.SIGKILL)  # the typesetting process is begun again
    keyboard.type(" Вот.")
    screen.settled()
    assert problems(screen) == ""
    assert screen.picture(UNIT) != picture

    replace_once(proof.project.seed(slug), "I should be grateful", "I would be most grateful")
    command = [sys.executable, "-m", "sixfold", "update", "--lang", "ru", "E/2025/999"]
    subprocess.run(command, cwd=proof.project.root, check=True, capture_output=True)
    screen.until(f"byName('{slug}:{UNIT}')?.source.startsWith('I would be') && byName('{slug}:{UNIT}').edited")
    assert proof.shown("ru")["problems"] == []
    screen.in_list("letter.p.1").click()
    screen.in_list(UNIT).click()
    assert screen.typed() == f"{typed} Вот."
    screen.save()
    assert translations(proof, "ru", slug)[UNIT] == f"fuzzy: {typed} Вот."

    screen.edit(UNIT).type(" Encore.")
    screen.settled()
    for _ in range(2):
        screen.page.reload()
        screen.page.wait_for_selector("figure img[src]")
        screen.in_list(UNIT).click()
        assert screen.typed().endswith(" Encore.")
    screen.page.close()
    assert proof.wait() == 1
    assert f"warning: locales/ru/LC_MESSAGES/{slug}.po: {UNIT} was not saved: “" in "".join(proof.errors)


def test_a_document_without_a_catalog_is_told_before_a_page_opens(tmp_path: Path) -> None:
    project = project_in(tmp_path / "project")
    project.catalog("fr", SLUG).unlink()
    command = [sys.executable, "-m", "sixfold", "proof", "--no-browser", "--lang", "fr", "A/66/398"]
    run = subprocess.run(command, cwd=project.root, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert (run.returncode, run.stdout) == (4, "")
    assert run.stderr == f"error: locales/fr/LC_MESSAGES/{SLUG}.po: there is no catalog yet\n hint: run `make update`\n"
