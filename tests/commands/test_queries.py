"""Queries: one list for the author, unit by unit, with the answers."""

from __future__ import annotations

import datetime
import json

from sixfold.project.paths import Project
from support.projects import Result, Run, line_of, replace_once

SEED_TEXT = "<em>Stress</em> the importance of discouraging demand"


def ask(project: Project, code: str, address: str, question: str, domain: str = "A-66-398") -> str:
    """Write a query beside a unit, and return its file and line."""
    path = project.catalog(code, domain)
    replace_once(path, f"#. {address}", f"# query: {question}\n#. {address}")
    return f"{path.relative_to(project.root)}:{line_of(path, f'# query: {question}')}"


def test_the_author_reads_one_list_by_unit_over_all_languages(run: Run, project: Project) -> None:
    places = [
        ask(project, code, address, question)
        for code, address, question in (
            ("ru", "annex.op.2:", "whose demand?"),
            ("fr", "annex.op.2:", "demand for what?"),
            ("es", "annex.op.1:", "which <b>Plan</b>? \u202e"),
        )
    ]
    done = run("queries", "A/66/398")
    assert done.code == 0
    units = [unit.splitlines() for unit in done.out.split("\n\n")]
    assert [unit[0].partition(": ")[0] for unit in units] == ["A/66/398, annex.op.1", "A/66/398, annex.op.2"]
    assert units[0][1:] == [f"  {places[2]}: which <b>Plan</b>? \\u202e"]
    assert units[1][0].startswith(f"A/66/398, annex.op.2: {SEED_TEXT}")
    assert units[1][1:] == [f"  {places[1]}: demand for what?", f"  {places[0]}: whose demand?"]
    assert done.err.startswith("3 queries, 0 answered; ")
    assert run("queries", "--lang", "fr").out.splitlines()[1:] == [f"  {places[1]}: demand for what?"]


def test_a_note_in_the_seed_answers_and_the_translator_reads_it(run: Run, project: Project) -> None:
    place = ask(project, "fr", "annex.op.2:", "demand for what?")
    told = [line for line in run("check", "--lang", "fr").out.splitlines() if "[query]" in line]
    assert told == [f"note: {place}: annex.op.2 has a query: demand for what? [query]"]
    seed = project.seed("A-66-398")
    replace_once(seed, f">-\n{14 * ' '}{SEED_TEXT}", f"note: for <services> of people\n{14 * ' '}text: >-\n{16 * ' '}{SEED_TEXT}")
    replace_once(seed, f"\n{14 * ' '}in persons;", f"\n{16 * ' '}in persons;")
    assert f"  {place}: demand for what?\n    answered: for <services> of people\n" in run("queries").out
    assert run("update", "A/66/398").code == 0
    after = run("queries", "--format", "json")
    (unit,) = json.loads(after.out)["units"]
    assert unit["source"].startswith(SEED_TEXT)
    assert (unit["document"], unit["unit"]) == ("A/66/398", "annex.op.2")
    path = project.catalog("fr", "A-66-398")
    (query,) = unit["queries"]
    today = datetime.date.today().isoformat()
    assert f": demand for what? ({today})\n    answered: for <services> of people\n" in run("queries").out
    assert query == {
        "language": "fr", "file": "locales/fr/LC_MESSAGES/A-66-398.po", "line": line_of(path, "# query:"),
        "question": "demand for what?", "asked": today, "answer": "for <services> of people",
    }  # fmt: skip
    told = [line for line in run("check", "--lang", "fr").out.splitlines() if "[query]" in line]
    assert told[0].endswith("annex.op.2 has a query: demand for what? Answered: for <services> of people [query]")
    assert "#. for <services> of people\n" in project.catalog("ar", "A-66-398").read_text(encoding="utf-8")


def test_an_empty_query_and_a_damaged_catalog_stop_no_other(run: Run, project: Project) -> None:
    assert run("queries") == Result(0, "no queries\n", "")
    path = project.catalog("fr", "A-66-398")
    replace_once(path, "#. annex.op.2:", "# query:\n#. annex.op.2:")
    done = run("check", "--lang", "fr")
    what = f"{path.relative_to(project.root)}:{line_of(path, '# query:')}: annex.op.2: the query asks nothing [mark-damaged]"
    assert (done.code, done.out.splitlines()[0]) == (1, f"warning: {what}")
    assert run("queries").out == "no queries\n"
    ask(project, "fr", "annex.op.2:", "demand for what?")
    project.catalog("ru", "A-66-398").write_text("msgid", encoding="utf-8")
    done = run("queries")
    assert (done.code, done.out.count("demand for what?"), len(done.errors)) == (4, 1, 1)
