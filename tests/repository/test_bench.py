"""The benchmark: its statistics on made-up numbers, and that it runs. How fast anything is, no test can know."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from measure.bench import __main__ as bench
from measure.bench.bench import (
    Cost,
    Row,
    Side,
    UnfairError,
    Workshop,
    check_commands,
    check_fair,
    measure,
    open_workshop,
    plain_environment,
    run_program,
)
from measure.bench.scale import open_corpus
from sixfold.document.loading import load_document
from sixfold.errors import MachineError, RenderError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import installed_fonts
from sixfold.publishing.composing import compose_edition

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]


def test_row_has_medians_and_the_median_of_the_ratios_of_each_round_with_its_range() -> None:
    row = Row("fr", [0.4, 0.5, 12.0], "plain", [1.0, 2.0, 15.0])  # ratios 0.40 0.25 0.80
    assert row.cells() == ["fr", "0.50", "plain", "2.00", "0.40", "0.25–0.80", "3"]


def test_figures_without_a_yardstick_of_their_round_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        _ = Row("fr", [1.0, 3.0], "plain", [2.0]).ratios


def test_sides_take_turns_between_two_runs_of_the_yardstick_and_only_run_is_timed() -> None:
    events: list[str] = []
    seconds = {"plain": iter([2.0, 4.0, 8.0]), "a": iter([1.0, 3.0]), "b": iter([6.0, 12.0])}
    now = 0.0

    def side(name: str) -> Side:
        def run() -> None:
            nonlocal now
            events.append(name)
            now += next(seconds[name])

        def prepare() -> None:
            nonlocal now
            now += 100

        return Side(name, run, prepare)

    rows = [*measure(side("plain"), [side("a"), side("b")], 2, clock=lambda: now)]
    assert events == ["plain", "a", "b", "plain", "a", "b", "plain"]
    beside = [3.0, 6.0]  # (2 + 4) / 2, (4 + 8) / 2
    assert rows == [Row("a: s", [1.0, 3.0], "plain", beside), Row("b: s", [6.0, 12.0], "plain", beside)]


def test_each_figure_of_a_cost_is_compared_with_the_same_one_of_the_yardstick() -> None:
    side = Side("a", lambda: Cost(1, 2, 30), figures=("computing", "memory"))
    rows = [*measure(Side("plain", lambda: Cost(4, 5, 60)), [side], 1)]
    assert rows == [Row("a: s of computing", [2.0], "plain", [5.0]), Row("a: MB", [30.0], "plain", [60.0])]


def _run(program: str) -> Cost:
    return run_program([sys.executable, "-S", "-c", program], CHECKOUT, dict(os.environ))[0]


def test_memory_is_the_programs_own_and_not_that_of_the_process_that_started_it() -> None:
    held = bytes(90_000_000)
    assert _run("").memory < 50 < _run(f"bytes({len(held)})  # and it is written to\nb'a' * {len(held)}").memory


def test_computing_of_a_process_that_the_program_leaves_is_counted() -> None:
    work = "import time\nwhile time.process_time() < 0.4: pass"
    assert _run(f"import subprocess, sys; subprocess.Popen([sys.executable, '-S', '-c', {work!r}])").computing >= 0.4


@pytest.mark.parametrize(
    ("program", "end"),
    [
        ("import os; os.kill(os.getpid(), 9)", "was ended by SIGKILL$"),
        ("1 / 0", "ended with exit code 1: ZeroDivisionError: division by zero$"),
        ("print('2 failed'); raise SystemExit(3)", "ended with exit code 3: 2 failed$"),
        ("print('2 failed'); raise SystemExit('make: *** [test] Error 1')", "ended with exit code 1: 2 failed$"),
        ("print('so far'); raise SystemExit('error: no\\n hint: yes')", "ended with exit code 1: error: no$"),
    ],
)
def test_command_that_fails_is_told_with_its_end_and_its_last_words(program: str, end: str) -> None:
    with pytest.raises(UnfairError, match=end):
        _run(program)


def _part(*failure: Exception) -> bench.Part:
    def part(_: Workshop) -> Iterator[Row]:
        yield Row("what is known", [1.0], "plain", [4.0])
        for error in failure:
            raise error

    return part


def test_part_that_fails_is_told_in_a_sentence_and_the_others_are_measured(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    failures = RuntimeError(), MachineError("out of memory?", hint="buy some"), UnfairError("one\ntwo")
    parts = {**{f"part {number}": _part(error) for number, error in enumerate(failures)}, "whole": _part()}
    assert bench.run(parts, workshop, bench.Table([*parts])) == 1
    said = capsys.readouterr()
    assert said.out.count("what is known") == 4
    assert said.err.splitlines() == [
        "error: part 0: RuntimeError()",
        "error: part 1: out of memory?",
        "error: part 2: one",
        "error: not measured, or not all of it: part 0, part 1, part 2",
    ]


def test_all_parts_measured_is_a_table_and_exit_code_0(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run({"whole": _part()}, workshop, bench.Table(["whole"])) == 0
    said = capsys.readouterr()
    head, _, row, _, end = said.out.splitlines()
    assert head.split() == ["figure", "beside", "its", "figure", "ratio", "from–to", "rounds"]
    assert row.split("  ")[0] == "what is known"
    assert row.split()[3:] == ["1.00", "plain", "4.00", "0.25", "0.25–0.25", "1"]
    assert "WeasyPrint" in end
    assert said.err == ""


STOPPED = """
import os, signal, sys
from measure.bench import __main__ as bench

def stopped(_):
    yield bench.Row("what is known", [1.0], "plain", [4.0])
    os.kill(0, signal.SIGTERM)
    yield bench.Row("what is not", [1.0], "plain", [4.0])

bench.PARTS = {"stopped": stopped, "never": stopped}
sys.exit(bench.main([]))
"""


def test_who_stops_it_reads_what_is_known_and_what_is_missing() -> None:
    command = ["timeout", "300", sys.executable, "-c", STOPPED]  # which sends the signal once more, as make does
    started = {"cwd": CHECKOUT / "tests", "env": plain_environment(), "start_new_session": True}
    run = subprocess.run(command, **started, capture_output=True, text=True, check=False)
    assert run.stdout.count("what is") == run.stdout.count("what is known") == 1
    assert run.stderr == "error: not measured, or not all of it: stopped, never\n"


def test_part_that_is_none_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        bench.main(["rivals"])
    assert "no part rivals; there are pages, warm, many, catalogs, proof, tests" in capsys.readouterr().err


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return open_workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def engine(workshop: Workshop) -> Engine:
    return Engine(workshop.project.templates, workshop.fonts)


def _page(text: str) -> str:
    family = installed_fonts()[0].family
    return f'<html lang="en"><title>Page</title><body style="font-family: {family}">{text}'


def test_same_letters_in_another_line_are_fair(engine: Engine) -> None:
    check_fair("made up", engine.render(_page("Foo bar")), engine.render(_page("Foo<br>bar")))


@pytest.mark.parametrize("other", ["Foo ba", "Foo bar<p style='break-before: page'>"])
def test_missing_letter_and_additional_page_are_unfair(engine: Engine, other: str) -> None:
    with pytest.raises(UnfairError, match="made up: the pages"):
        check_fair("made up", engine.render(_page("Foo bar")), engine.render(_page(other)))


def test_larger_file_is_unfair(engine: Engine) -> None:
    pdf = engine.render(_page("Foo bar"))
    with pytest.raises(UnfairError, match="bytes by sixfold"):
        check_fair("made up", pdf, pdf + b"%" * len(pdf))


def test_command_that_complains_is_unfair(workshop: Workshop) -> None:
    with pytest.raises(UnfairError, match="no document"):
        workshop.call("sixfold", "pdf", "A/1/1")


def test_page_again_in_a_warm_process_has_the_bytes_of_a_fresh_one(workshop: Workshop, engine: Engine) -> None:
    codes: tuple[LanguageCode, ...] = ("ar", "fr", "zh")  # one of each script, and each after another one
    check_commands(workshop, ["fr"])
    workshop.forget()
    workshop.sixfold(*codes)
    for code in (*codes, *codes):
        page = workshop.composition(code)
        assert engine.render(page.html, make_edition("screen", page.metadata)) == workshop.built(code).read_bytes(), code


def test_faulty_stylesheet_is_refused_every_time(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "faulty.css").write_text("p { colour: red }")
    engine = Engine(tmp_path, workshop.fonts)
    for _ in range(2):
        with pytest.raises(RenderError, match="colour"):
            engine.render(_page("<p>Foo").replace("<body", '<link rel="stylesheet" href="faulty.css"><body'))


def test_import_of_the_engine_leaves_nothing_behind(workshop: Workshop) -> None:
    program = f"""
import gc
from pathlib import Path
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
Engine(Path("."), Path({str(workshop.fonts)!r})).render("<html lang=en><title>Page</title>")
import cffi, fontTools.subset, fontTools.varLib.instancer
assert all(module.__file__ for module in (cffi, fontTools.subset, fontTools.varLib.instancer)) and gc.isenabled()
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_part_runs_but_the_one_that_is_this() -> None:
    parts = [name for name in bench.PARTS if name != "tests"]
    command = [sys.executable, "-m", "measure.bench", "--small", *parts]
    run = subprocess.run(command, cwd=CHECKOUT / "tests", env=plain_environment(), capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    for what in ("fr, from nothing: s", "all languages: s", "fr, again in a process that is kept: s", "6 editions: MB",
                 "find, 2 documents: s of computing", "proof of A-66-398, a letter typed: s"):  # fmt: skip
        assert run.stdout.count(what) == 1, what


def test_corpus_is_the_same_every_time_and_translated_in_full(tmp_path: Path) -> None:
    found = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        corpus = open_corpus(tmp_path / name, CHECKOUT, 3)
        found.append({path.relative_to(corpus.root): path.read_bytes() for path in corpus.root.rglob("A-67-*")})
    assert found[0] == found[1]
    assert len(found[0]) == 3 * 6  # a seed and five catalogs each
    for seed in corpus.seeds():
        for code in LANGUAGE_CODES:
            assert compose_edition(corpus, load_document(seed), code).untranslated == ()
