"""What several tests need: a project of their own to break, and the command line run in it."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from sixfold.cli import main
from sixfold.languages import LANGUAGE_CODES
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.paths import Project
from sixfold.publishing.executors import share
from support import made_once
from support.projects import CHECKOUT, SLUG, Result, Run, SetTranslation, copy_project
from support.released import released_folder

# The same examples in every run, as long as each may take, and no file of former failures: what fails here fails everywhere.
settings.register_profile("sixfold", derandomize=True, deadline=None, database=None)
settings.load_profile("sixfold")


def pytest_configure() -> None:
    """Let programs that tests start hear Ctrl+C, where tests run in the background of a script, which ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Derive the fonts of the checkout before tests share them: each process would do it for itself."""
    if not hasattr(session.config, "workerinput"):
        prepare_fonts(CHECKOUT / "build", LANGUAGE_CODES, lambda make, fonts: share(make, fonts, worth_it=2))
        made_once.begin()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Delete what the processes of this run made for each other."""
    if not hasattr(session.config, "workerinput"):
        made_once.end()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with copies of the checkout's templates, catalogs and seeds."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project of the test documents, which stays as it is, with the checkout's house words and templates."""
    root = tmp_path_factory.mktemp("documents")
    shutil.copytree(CHECKOUT / "locales", root / "locales")
    shutil.copytree(CHECKOUT / "tests/documents/locales", root / "locales", dirs_exist_ok=True)
    shutil.copytree(CHECKOUT / "tests/documents/seeds", root / "seeds")
    shutil.copytree(CHECKOUT / "templates", root / "templates")
    return Project(root)


@pytest.fixture(scope="session")
def released() -> Path:
    """Return the folder of a release of A/66/398, made by the command in a copy of the checkout. No test changes it."""
    return released_folder()


@pytest.fixture
def run(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command line in the project: `run("pdf", "--lang", "fr")`."""
    monkeypatch.chdir(project.root)

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:  # argparse's own end, for --help and wrong usage
            code = int(ended.code or 0)
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def set_translation(project: Project) -> SetTranslation:
    """Return a function that replaces one translation, by address or context: `set_translation("fr", "annex.op.5", "…")`."""

    def set_translation(
        language: str, name: str, translation: str, *, domain: str = SLUG, is_fuzzy: bool = False
    ) -> Path:
        path = project.catalog(language, domain)
        units = path.read_text(encoding="utf-8").split("\n\n")
        (place,) = [place for place, unit in enumerate(units) if f"#. {name}: " in unit or f'msgctxt "{name}"\n' in unit]
        before, context, rest = units[place].partition("msgctxt ")
        source = rest[: rest.index("\nmsgstr ") + 1]
        quoted = json.dumps(translation, ensure_ascii=False)
        end = "\n" if place == len(units) - 1 else ""
        units[place] = f"{before}{'#, fuzzy' if is_fuzzy else ''}\n{context}{source}msgstr {quoted}{end}".replace("\n\n", "\n")
        path.write_text("\n\n".join(units), encoding="utf-8")
        return path

    return set_translation
