"""A new document: a commented seed that builds at once."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from sixfold.document.scaffold import (
    KINDS,
    ScaffoldOptions,
    distribution_of,
    new_seed,
    organ_of,
    read_symbols,
    session_of,
)
from sixfold.document.seeds import parse_seed, read_seed
from sixfold.document.symbols import parse_symbols
from sixfold.project.paths import Project
from support.projects import Run

DAY = datetime.date(2012, 9, 18)


def test_new_seeds_of_every_kind_are_read_updated_and_printed(run: Run, project: Project) -> None:
    for number, kind in enumerate(KINDS, 1):
        done = run("new", f"A/67/{number}", "--kind", kind, "--date", "2012-09-18")
        assert (done.code, done.out) == (0, f"seeds/A-67-{number}.yaml\n"), kind
        document = read_seed(project.seed(f"A-67-{number}"))
        assert (document.organ, document.session[0].regular, document.layout) == (("general-assembly",), 67, "new-york-2011"), kind
    assert run("update", "--lang", "fr").code == 0
    assert run("status", "--lang", "fr").code == 0
    assert run("pdf", "--strict", "--lang", "en", f"A/67/{KINDS.index('letter') + 1}").code == 0


def test_what_a_new_report_may_have_is_there_where_its_comment_signs_are_deleted(run: Run, project: Project) -> None:
    run("new", "A/67/9", "--kind", "report")
    seed = project.seed("A-67-9").read_text(encoding="utf-8")
    document = parse_seed(re.sub(r"(?m)^( {2}| {6}| {8})# (?=[- ]|summary)", r"\1", seed), Path("A-67-9.yaml"))
    report = document.parts[0].value
    assert [part.kind for part in document.parts] == ["report", "annex", "appendix"]
    assert [block.kind for block in report.body[-3:]] == ["table", "figure", "box"]
    assert len(report.summary) == 1
    table = report.body[-3].table
    assert (len(table.head_rows), [row.kind for row in table.rows]) == (2, ["group", "cells", "total"])


def test_seed_that_is_there_is_not_overwritten(run: Run, project: Project) -> None:
    before = (project.root / "seeds" / "A-66-398.yaml").read_bytes()
    done = run("new", "A/66/398", "--kind", "letter")
    assert (done.code, done.errors) == (2, ["error: seeds/A-66-398.yaml: the seed of A/66/398 is there already"])
    assert (project.root / "seeds" / "A-66-398.yaml").read_bytes() == before


#: What is typed behind `sixfold new`, and what is said of it.
UNKNOWN = {
    "A/67/1 --kind leter": "unknown kind of document “leter”\n hint: did you mean “letter”?",
    "a/67/1 --kind letter": "“a/67/1” is not a document symbol\n hint: did you mean “A/67/1”?",
    "A-67-1 --kind letter": "“A-67-1” is not a document symbol\n hint: did you mean “A/67/1”?",
    "A/67/1 --kind report --organ genral-assembly": "unknown organ “genral-assembly”\n hint: did you",
    "CRC/C/1 --kind report": "CRC/C/1 doesn’t tell its organ\n hint: add --organ with one of",
    "A/67/1 --kind letter --job 5": "“5” is not a job number such as 11-53026",
}


def test_what_is_not_known_is_one_sentence(run: Run, project: Project) -> None:
    for words, said in UNKNOWN.items():
        done = run("new", *words.split())
        assert (done.code, said in done.err) == (2, True), done.err
    assert [path.name for path in project.seeds()] == ["A-66-398.yaml"]


def test_organ_may_be_typed_and_the_original_chosen(run: Run, project: Project) -> None:
    assert run("new", "CRC/C/1", "--kind", "report", "--organ", "general-assembly", "--original", "fr").code == 0
    document = read_seed(project.root / "seeds" / "CRC-C-1.yaml")
    assert (document.original, document.session) == ("fr", ())


#: What a symbol tells: organ, session and distribution.
TOLD = {
    "A/67/1": ("general-assembly", "67", "general"),
    "A/C.3/66/SR.12": ("general-assembly", "66", "provisional"),
    "A/HRC/26/37/Rev.1": ("human-rights-council", "26", "general"),
    "A/S-26/2": ("general-assembly", "{special: 26}", "general"),
    "S/2016/588": ("security-council", "{year: 71}", "general"),
    "S/RES/1325 (2000)": ("security-council", None, "general"),
    "S/RES/2804": ("security-council", None, "general"),
    "E/2025/L.19": ("economic-and-social-council", "2025", "limited"),
    "E/2002/68": ("economic-and-social-council", "{substantive: 2002}", "general"),
    "E/CN.6/2025/NGO/40": ("economic-and-social-council", None, "general"),
    "ST/SGB/2011/1": ("secretariat", None, "general"),
}


def test_symbol_tells_organ_session_and_distribution() -> None:
    symbols = {written: parse_symbols(written)[0] for written in TOLD}
    assert {written: (organ_of(one), session_of(one), distribution_of(one)) for written, one in symbols.items()} == TOLD


def test_layout_is_that_of_the_time_and_the_office() -> None:
    layouts = {
        "A/67/1": "new-york-2011", "A/80/1": "new-york-2025", "A/HRC/26/1": "geneva", "S/2011/1": "new-york-2011",
        "A/AC.109/2009/17": "new-york-2011", "A/INF/1": "new-york-2011", "E/2025/L.19": "new-york-2025",
        "E/2002/68": "new-york-2011",
    }  # fmt: skip
    seeds = {symbol: new_seed(read_symbols(symbol), ScaffoldOptions("report", DAY)) for symbol in layouts}
    assert {symbol: seed.partition("\nlayout: ")[2].split()[0] for symbol, seed in seeds.items()} == layouts


def test_joint_symbol_and_reissue_are_written_as_lists_and_in_quotation_marks() -> None:
    text = new_seed(read_symbols("A/68/984-S/2014/642*"), ScaffoldOptions("letter", DAY, job="14-60123"))
    assert '\nsymbol: [A/68/984, "S/2014/642*"]\n' in text
    assert "\norgan: [general-assembly, security-council]\n" in text
    assert "\nsession: [68, {year: 69}]\n" in text
    assert "\njob: 14-60123 " in text
