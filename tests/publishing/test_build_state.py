"""What is up to date stays as it is, whatever else was made before; what isn't is made again."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sixfold.document.metadata import Metadata
from sixfold.pdf.fonts import font_files
from sixfold.project.files import Hashes
from sixfold.project.paths import Project
from sixfold.publishing.build_state import BuildState
from sixfold.publishing.requests import ComposedPage, EditionRequest, TypesetEdition
from support.projects import SLUG, Run, SetTranslation, replace_once

pytestmark = pytest.mark.slow

UP_TO_DATE = "1 of 1 up to date already\n"


FACTS = Metadata("", (), "", "fr", "en", "ltr", (), (), (), (), (), "", "", "2011-09-28", "final")
MADE_UP = b"%PDF-made-up"


@pytest.fixture
def request_fr(project: Project) -> EditionRequest:
    return EditionRequest(project.seed(SLUG), "fr")


def record(state: BuildState, request: EditionRequest, *libraries: str) -> None:
    state.record(ComposedPage(request, "", FACTS, ("annex.op.5",)), TypesetEdition(MADE_UP, libraries))


@pytest.fixture
def made(project: Project, request_fr: EditionRequest) -> BuildState:
    """Return a state that knows the edition, whose PDF is made up: what it was made from is decided without looking into it."""
    state = BuildState(project)
    assert state.up_to_date(request_fr) is None
    state.save()
    request_fr.pdf(project).write_bytes(MADE_UP)
    record(state, request_fr)
    return state


def is_up_to_date(project: Project, request: EditionRequest) -> bool:
    return BuildState(project).up_to_date(request) is not None


def test_nothing_to_do_leaves_the_pdf_as_it_is_and_says_so(run: Run, project: Project) -> None:
    first = run("pdf", "--lang", "fr")
    written = project.pdf(SLUG, "fr").stat().st_mtime_ns
    second = run("pdf", "--lang", "fr")
    assert (first.out, first.err) == ("build/A-66-398.fr.pdf\n", "")
    assert (second.code, second.out, second.err) == (0, "build/A-66-398.fr.pdf\n", UP_TO_DATE)
    assert project.pdf(SLUG, "fr").stat().st_mtime_ns == written


def test_an_edition_made_again_has_the_same_bytes(run: Run, project: Project) -> None:
    path = project.pdf(SLUG, "zh")
    run("pdf", "--lang", "zh")
    before = path.read_bytes()
    path.unlink()
    run("pdf", "--lang", "fr", "--lang", "zh")
    assert path.read_bytes() == before


def test_what_is_up_to_date_is_still_a_draft_and_strict_still_refuses_it(
    run: Run, set_translation: SetTranslation
) -> None:
    set_translation("fr", "annex.op.5", "")
    draft = "build/A-66-398.fr.pdf: DRAFT: 1 unit untranslated or fuzzy: annex.op.5\n"
    assert run("pdf", "--lang", "fr").err == draft
    assert run("pdf", "--lang", "fr").err == draft + UP_TO_DATE
    strict = run("pdf", "--lang", "fr", "--strict")
    assert (strict.code, strict.out) == (1, "")
    assert strict.err == draft + "build/A-66-398.fr.pdf: not written: --strict (STRICT=1) wants a complete translation\n"


def test_a_proof_takes_the_edition_s_place_and_the_edition_the_proof_s(run: Run) -> None:
    run("pdf", "--lang", "fr")
    for options in (["--proof"], [], ["--fuzzy"], []):
        assert UP_TO_DATE not in run("pdf", "--lang", "fr", *options).err
        assert UP_TO_DATE in run("pdf", "--lang", "fr", *options).err


def test_editions_are_remembered_each_by_itself(run: Run, project: Project) -> None:
    run("pdf", "--lang", "fr")
    screen = project.pdf(SLUG, "fr").read_bytes()
    archive = run("pdf", "--lang", "fr", "--edition", "archive")
    assert (archive.out, archive.err) == ("build/archive/A-66-398.fr.pdf\n", "")
    for edition in ("screen", "archive"):
        assert run("pdf", "--lang", "fr", "--edition", edition).err == UP_TO_DATE
    assert project.pdf(SLUG, "fr").read_bytes() == screen != project.pdf(SLUG, "fr", "archive").read_bytes()


def test_side_by_side_is_out_of_date_when_either_catalog_changes(run: Run, project: Project) -> None:
    words = ("pdf", "--lang", "fr", "--beside", "es")
    assert run(*words).out == "build/A-66-398.fr-es.pdf\n"
    assert run(*words).err == UP_TO_DATE
    for code, domain in (("fr", SLUG), ("es", SLUG), ("es", "house")):
        append(project.catalog(code, domain))
        assert UP_TO_DATE not in run(*words).err
    assert UP_TO_DATE not in run(*words, "--pages", "alternate").err
    assert run(*words).err == UP_TO_DATE


def recorded(project: Project, request: EditionRequest) -> Sequence[str]:
    untranslated = BuildState(project).up_to_date(request)
    assert untranslated is not None
    return untranslated


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n# more\n")


CHANGES: dict[str, Callable[[Project], object]] = {
    "the seed": lambda project: append(project.root / "seeds" / f"{SLUG}.yaml"),
    "the catalog": lambda project: append(project.catalog("fr", SLUG)),
    "the catalog is gone": lambda project: project.catalog("fr", SLUG).unlink(),
    "the house's catalog": lambda project: append(project.catalog("fr", "house")),
    "a template": lambda project: append(project.templates / "document.html.j2"),
    "a stylesheet": lambda project: append(project.templates / "css" / "scripts" / "ar.css"),
    "a stylesheet more": lambda project: (project.templates / "css" / "widths" / "98.css").write_text("", "utf-8"),
    "the emblem": lambda project: append(project.templates / "emblem.svg"),
    "the PDF is gone": lambda project: project.pdf(SLUG, "fr").unlink(),
    "the PDF is another": lambda project: append(project.pdf(SLUG, "fr")),
    "the PDF is another of the same size": lambda project: project.pdf(SLUG, "fr").write_bytes(b"%PDF-make-up"),
    "the memory is gone": lambda project: shutil.rmtree(project.build / "freshness"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_an_edition_is_made_from_makes_it_out_of_date(
    project: Project, request_fr: EditionRequest, made: BuildState, change: Callable[[Project], object]
) -> None:
    assert recorded(project, request_fr) == ("annex.op.5",)
    change(project)
    assert not is_up_to_date(project, request_fr)


def test_a_change_that_is_taken_back_is_none(project: Project, request_fr: EditionRequest, made: BuildState) -> None:
    seed = request_fr.seed.read_bytes()
    append(request_fr.seed)
    assert not is_up_to_date(project, request_fr)
    request_fr.seed.write_bytes(seed)
    assert is_up_to_date(project, request_fr)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", [f"seeds/{SLUG}.yaml", f"build/{SLUG}.fr.pdf", "templates/css/tokens.css"])
def test_a_file_that_was_only_touched_has_not_changed(project: Project, request_fr: EditionRequest, name: str) -> None:
    os.utime(project.root / name)
    assert is_up_to_date(project, request_fr)


@pytest.mark.usefixtures("made")
def test_what_other_editions_are_made_from_does_not_matter(project: Project, request_fr: EditionRequest) -> None:
    append(project.catalog("es", SLUG))
    append(project.catalog("es", "house"))
    assert is_up_to_date(project, request_fr)


@pytest.mark.usefixtures("made")
def test_another_version_of_the_program_a_package_a_library_or_a_face_makes_everything_again(
    project: Project, request_fr: EditionRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.ttf"
    other.write_bytes(b"another face")
    changes = {
        "project.files.__version__": "99",
        "project.files.installed_packages": lambda: ["weasyprint-99.dist-info"],
        "publishing.build_state.font_files": lambda: [(name, other) for name, _ in font_files()],
        "project.files._PROGRAM": tmp_path,
    }
    for name, value in changes.items():
        with monkeypatch.context() as patch:
            patch.setattr(f"sixfold.{name}", value)
            assert not is_up_to_date(project, request_fr), name
    assert is_up_to_date(project, request_fr)


@pytest.mark.usefixtures("made")
def test_an_edition_is_made_again_when_a_library_of_the_engine_is_another(
    project: Project, request_fr: EditionRequest, tmp_path: Path
) -> None:
    library = tmp_path / "libpango.so"
    library.write_bytes(b"1.56")
    state = BuildState(project)
    assert state.up_to_date(request_fr) is not None
    record(state, request_fr, str(library))
    assert is_up_to_date(project, request_fr)
    library.write_bytes(b"1.57")
    assert not is_up_to_date(project, request_fr)


@pytest.mark.usefixtures("made")
def test_an_edition_made_with_other_libraries_makes_the_others_again(
    project: Project, request_fr: EditionRequest, tmp_path: Path
) -> None:
    state, request_es = BuildState(project), EditionRequest(request_fr.seed, "es")
    assert state.up_to_date(request_es) is None
    request_es.pdf(project).write_bytes(MADE_UP)
    record(state, request_es, str(tmp_path / "libpango.so"))
    assert (is_up_to_date(project, request_es), is_up_to_date(project, request_fr)) == (True, False)


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"{}", b"[]\n[]", b"cut"])
def test_a_damaged_memory_is_ignored_and_made_again(
    run: Run, project: Project, request_fr: EditionRequest, made: BuildState, content: bytes
) -> None:
    notes = sorted((project.build / "freshness").iterdir())
    assert [path.name for path in notes] == ["A-66-398.fr.screen.json", "shared.json"]
    for path in notes:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2] if content == b"cut" else content)
        assert is_up_to_date(project, request_fr) == (path.name == "shared.json")
        path.write_bytes(whole)


def test_a_note_that_says_something_else_than_was_written_is_no_note(
    project: Project, request_fr: EditionRequest, made: BuildState
) -> None:
    path = project.build / "freshness" / "A-66-398.fr.screen.json"
    replace_once(path, '["annex.op.5"]', "[]")  # what no longer called itself a draft
    assert not is_up_to_date(project, request_fr)


def test_a_memory_that_cannot_be_written_only_means_to_make_the_edition_again(run: Run, project: Project) -> None:
    (project.build / "freshness").write_text("a file where the folder should be", encoding="utf-8")
    for _ in range(2):
        result = run("pdf", "--lang", "fr")
        assert (result.code, result.out, result.err) == (0, "build/A-66-398.fr.pdf\n", "")


# Hashes of files


def old_file(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def remembered(path: Path, *, taken: int) -> Hashes:
    """Return hashes that remember a false one of *path*, taken *taken* nanoseconds after the file last changed."""
    status = path.stat()
    when = max(status.st_mtime_ns, status.st_ctime_ns) + taken
    entry = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, "remembered", when]
    return Hashes(json.loads(json.dumps({str(path): entry})))


def test_a_file_is_not_read_again_when_its_size_and_times_are_those_remembered(tmp_path: Path) -> None:
    path = old_file(tmp_path / "a", "foo")
    assert remembered(path, taken=3_000_000_000).of(path) == "remembered"


def test_a_file_that_changed_just_before_it_was_hashed_is_read_again(tmp_path: Path) -> None:
    path = old_file(tmp_path / "a", "foo")
    hashes = remembered(path, taken=1_000_000_000)
    assert hashes.of(path) == "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # sha256sum
    assert hashes.has_learned


def test_a_file_of_another_time_or_size_is_read_again(tmp_path: Path) -> None:
    path = old_file(tmp_path / "a", "foo")
    later = remembered(path, taken=3_000_000_000)
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
    assert later.of(path) != "remembered"
    longer = remembered(path, taken=3_000_000_000)
    path.write_text("food", encoding="utf-8")
    assert longer.of(path) != "remembered"


def test_a_file_put_in_another_s_place_with_its_size_and_time_is_read_again(tmp_path: Path) -> None:
    path = old_file(tmp_path / "a", "foo")
    hashes = remembered(path, taken=3_000_000_000)
    before = path.stat()
    time.sleep(0.02)
    other = old_file(tmp_path / "b", "bar")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert hashes.of(path) != "remembered"


def test_a_file_that_is_not_there_has_no_hash(tmp_path: Path) -> None:
    assert Hashes({str(tmp_path / "a"): ["nonsense"], "b": None}).of(tmp_path / "a") == ""
