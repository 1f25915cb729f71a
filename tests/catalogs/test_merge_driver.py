"""The merge driver, called by a real git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sixfold.catalogs.po import read_catalog
from support.projects import CHECKOUT, Run

PATH = "locales/fr/LC_MESSAGES/A-66-398.po"
CATALOG = (CHECKOUT / PATH).read_bytes().decode()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with the French catalog, whose branch `theirs` and `main` are one yet."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "a place"
    (root / PATH).parent.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ann Example")
    git(root, "config", "user.email", "a@example.org")
    git(root, "config", "merge.sixfold.driver", f"'{sys.executable}' -m sixfold merge-driver %O %A %B %P")
    (root / ".gitattributes").write_text((CHECKOUT / ".gitattributes").read_text())
    (root / PATH).write_bytes(CATALOG.encode())
    commit(root)
    git(root, "branch", "theirs")
    return root


def git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    assert git(root, "commit", "-q", "-m", "x").returncode == 0


def change(root: Path, branch: str, *changes: tuple[str, str]) -> None:
    assert git(root, "switch", "-q", branch).returncode == 0
    content = (root / PATH).read_bytes().decode()
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    (root / PATH).write_bytes(content.encode())
    commit(root)


def merge(root: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    assert git(root, "switch", "-q", "main").returncode == 0
    done = git(root, "merge", "theirs", "-m", "merge")
    return done, (root / PATH).read_bytes().decode()


def test_work_on_neighbouring_units_is_merged_without_a_conflict(repository: Path) -> None:
    change(repository, "main", ("Prévention du crime", "Prévention de la criminalité"), ("2026", "2027"))
    change(repository, "theirs", ("Lettre datée", "Lettre en date"))
    done, content = merge(repository)
    assert (done.returncode, git(repository, "status", "--porcelain").stdout) == (0, "")
    wanted = CATALOG.replace("Prévention du crime", "Prévention de la criminalité", 1).replace("2026", "2027", 1)
    assert content == wanted.replace("Lettre datée", "Lettre en date", 1)


def test_conflict_is_marked_parses_and_stops_git(repository: Path, run: Run) -> None:
    change(repository, "main", ("Prévention du crime", "Prévention de la criminalité"))
    change(repository, "theirs", ("Prévention du crime", "Lutte contre le crime"))
    done, content = merge(repository)
    assert done.returncode == 1
    assert f"warning: {PATH}: agenda.title.1: both sides translated it" in done.stdout + done.stderr
    assert git(repository, "status", "--porcelain").stdout == f"UU {PATH}\n"
    entry = next(entry for entry in read_catalog(repository / PATH) if entry.context == "agenda.title")
    assert (entry.translation, entry.state) == ("Prévention de la criminalité et justice pénale", "fuzzy")
    today = git(repository, "log", "-1", "--format=%as", "theirs").stdout.strip()
    assert entry.comments == (
        f"theirs (Ann Example, {today}): Lutte contre le crime et justice pénale",
        "before: Prévention du crime et justice pénale",
    )
    Path(PATH).write_text(content, encoding="utf-8")  # in the project that `run` made
    assert "agenda.title.1 was translated differently on two sides" in run("check", "--lang", "fr", "A-66-398").out


def test_two_files_begun_anew_are_merged(repository: Path) -> None:
    git(repository, "rm", "-q", PATH)
    git(repository, "commit", "-q", "-m", "gone")
    git(repository, "branch", "-f", "theirs")
    for branch, title in (("main", "Prévention du crime"), ("theirs", "Lutte contre le crime")):
        git(repository, "switch", "-q", branch)
        (repository / PATH).parent.mkdir(parents=True, exist_ok=True)
        (repository / PATH).write_bytes(CATALOG.replace("Prévention du crime", title).encode())
        commit(repository)
    done, content = merge(repository)
    assert done.returncode == 1
    assert "): Lutte contre le crime et justice pénale\n" in content
    assert "<<<<" not in content


def test_damaged_catalog_gets_git_s_own_marks_so_that_nothing_is_lost(repository: Path) -> None:
    change(repository, "main", ("Prévention du crime", "Prévention de la criminalité"))
    change(repository, "theirs", ('msgstr "Prévention du crime', 'msgstr Lutte contre le crime'))
    done, content = merge(repository)
    assert done.returncode == 1
    assert f"error: {PATH}" in done.stdout + done.stderr
    assert "Prévention de la criminalité" in content
    assert "Lutte contre le crime" in content
    assert "<<<<<<< ours" in content


def test_without_the_setting_git_merges_lines_as_ever(repository: Path) -> None:
    git(repository, "config", "--unset", "merge.sixfold.driver")
    change(repository, "main", ("Prévention du crime", "Prévention de la criminalité"))
    change(repository, "theirs", ("Prévention du crime", "Lutte contre le crime"))
    done, content = merge(repository)
    assert done.returncode == 1
    assert "<<<<<<< " in content


def test_a_difference_shows_no_line_that_only_moved(repository: Path) -> None:
    """As another version of gettext folds a file (docs/editors.md)."""
    path = repository / PATH
    subprocess.run(["msgcat", "--width=60", str(path), "-o", str(path)], check=True)
    assert git(repository, "diff").stdout != ""
    git(repository, "config", "diff.po.textconv", "msgcat --no-wrap")
    assert git(repository, "diff").stdout == ""
    path.write_bytes(path.read_bytes().replace(b"La Charg", b"Le Charg"))
    assert "Le Charg" in git(repository, "diff").stdout
