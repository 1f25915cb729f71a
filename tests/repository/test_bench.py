"""The benchmark: its statistics on made-up numbers, and that it runs. How fast anything is, no test can know."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from measure.bench.bench import (
    Contest,
    Side,
    Times,
    UnfairError,
    Workshop,
    check_commands,
    check_fair,
    deviation,
    measure,
    open_workshop,
    row,
)
from measure.bench.rivals import source
from measure.bench.scale import open_corpus
from sixfold.document.loading import load_document, translate_document
from sixfold.errors import RenderError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import installed_fonts
from sixfold.publishing.composing import compose_edition

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]


def test_deviation_is_the_median_distance_from_the_median() -> None:
    assert deviation([1.0, 2.0, 3.0, 10.0, 3.5]) == 1.0  # from 3.0: 2.0 1.0 0.0 7.0 0.5


def test_ratios_are_taken_round_by_round() -> None:
    assert Times([1.0, 3.0], [2.0, 2.0]).ratios == [0.5, 1.5]


def test_sides_with_different_numbers_of_rounds_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        _ = Times([1.0, 3.0], [2.0]).ratios


def test_row_has_medians_in_milliseconds_and_the_ratio_with_its_range() -> None:
    times = Times([0.4, 0.5, 1.2], [1.0, 2.0, 1.5])  # ratios 0.40 0.25 0.80
    assert row("fr", times) == ["fr", "500 ± 100", "1,500 ± 500", "0.40", "0.25–0.80"]


def test_sides_take_turns_and_only_run_is_timed() -> None:
    events: list[str] = []
    instants = iter([0.0, 1.0, 10.0, 13.0, 20.0, 22.0, 30.0, 36.0])

    def clock() -> float:
        events.append("clock")
        return next(instants)

    def note(event: str) -> Callable[[], None]:
        return lambda: events.append(event)

    contest = Contest("made up", Side(note("a"), prepare=note("prepare")), Side(note("b")))
    times = measure(contest, 2, clock)
    turn = ["prepare", "clock", "a", "clock", "clock", "b", "clock"]
    assert events == turn + turn
    assert times == Times([1.0, 2.0], [3.0, 6.0])  # 1 - 0, 22 - 20; 13 - 10, 36 - 30


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return open_workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def engine(workshop: Workshop) -> Engine:
    return Engine(workshop.project.templates, workshop.fontconfig)


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
    workshop.sixfold(*codes)
    for code in (*codes, *codes):
        page = workshop.composition(code)
        assert engine.render(page.html, make_edition("screen", page.metadata)) == workshop.built(code).read_bytes(), code


def test_faulty_stylesheet_is_refused_every_time(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "faulty.css").write_text("p { colour: red }")
    engine = Engine(tmp_path, workshop.fontconfig)
    for _ in range(2):
        with pytest.raises(RenderError, match="colour"):
            engine.render(_page("<p>Foo").replace("<body", '<link rel="stylesheet" href="faulty.css"><body'))


def test_import_of_the_engine_leaves_nothing_behind(workshop: Workshop) -> None:
    program = f"""
import gc
from pathlib import Path
from sixfold.pdf.editions import make_edition
from sixfold.pdf.engine import Engine
Engine(Path("."), Path({str(workshop.fontconfig)!r})).render("<html lang=en><title>Page</title>")
import cffi, fontTools.subset, fontTools.varLib.instancer
assert all(module.__file__ for module in (cffi, fontTools.subset, fontTools.varLib.instancer)) and gc.isenabled()
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_benchmark_runs() -> None:
    command = [sys.executable, "-m", "measure.bench", "--rounds=1", "--only=warm", "--only=where", "--lang=fr"]
    run = subprocess.run(command, cwd=CHECKOUT / "tests", capture_output=True, text=True, check=True)
    assert "where the time goes" in run.stdout
    assert "WeasyPrint" in run.stdout.splitlines()[0]
    assert "rounds: 1," in run.stdout
    assert run.stdout.count("again in a warm process") == 1


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


def test_rivals_get_the_whole_text(workshop: Workshop) -> None:
    for suffix in ("typ", "tex"):
        written = source(translate_document(workshop.project, workshop.document, "fr"), "fr", suffix)
        for words in ("Prévention du crime et justice pénale", "Bélarus", "Chargée d’affaires", "traite des personnes"):
            assert words in written
