"""`make watch`: each save makes the PDF again, in a line; what is broken leaves the last good one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sixfold.project.paths import Project
from support.projects import SLUG, SetTranslation, line_of, replace_once
from support.proof import AS_IN_A_TERMINAL, LIMIT, until, write_by_renaming

pytestmark = pytest.mark.slow


class Watch:
    """`sixfold watch` of A/66/398 in Spanish, running, and all that it has printed."""

    def __init__(self, project: Project, **environment: str) -> None:
        command = [*AS_IN_A_TERMINAL, sys.executable, "-m", "sixfold", "watch", "--lang", "es", "A/66/398"]
        self.pdf = project.pdf(SLUG, "es")
        self.process = subprocess.Popen(
            command, cwd=project.root, env={**os.environ, **environment}, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.lines: dict[str, list[str]] = {"out": [], "err": []}
        streams = {"out": self.process.stdout, "err": self.process.stderr}
        self.readers = [threading.Thread(target=self.read, args=(name, stream)) for name, stream in streams.items()]
        for reader in self.readers:
            reader.start()

    def read(self, name: str, stream: object) -> None:
        with stream as lines:  # type: ignore[attr-defined]
            self.lines[name].extend(lines)

    def read_line(self, name: str, number: int) -> str:
        """Wait for the line *number* of what is printed."""
        lines = self.lines[name]
        until(lambda: len(lines) > number or self.process.poll() is not None, f"line {number} of {name}", lambda: self.lines)
        assert len(lines) > number, self.lines
        return self.lines[name][number]

    def end(self, number: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        code = self.process.wait(LIMIT)
        for reader in self.readers:
            reader.join()
        return code


@pytest.fixture
def watch(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Watch]]:
    monkeypatch.setattr(Path, "write_text", write_by_renaming)
    started: list[Watch] = []

    def start(**environment: str) -> Watch:
        started.append(Watch(project, **environment))
        return started[-1]

    yield start
    for one in started:
        one.end(signal.SIGKILL)


def test_each_save_makes_the_pdf_again_and_what_is_broken_leaves_the_last_good_one(
    watch: Callable[..., Watch], project: Project, set_translation: SetTranslation
) -> None:
    running = watch()
    line = rf"build/{SLUG}.es.pdf: "
    assert running.read_line("out", 0).startswith(line)
    assert running.read_line("err", 0) == "watching seeds, locales and templates; Ctrl+C ends it\n"
    seen = {running.pdf.read_bytes()}

    path = set_translation("es", "letter.p.2", "Otra frase.")
    assert running.read_line("out", 1).startswith(line)
    seen.add(running.pdf.read_bytes())
    replace_once(project.seed(SLUG), "date: 2011-10-04", "date: 2011-10-05")
    assert running.read_line("out", 2).startswith(line)
    seen.add(running.pdf.read_bytes())
    replace_once(project.templates / "css/tokens.css", ":root, .second {", ":root, .second {\n  --unused: 1pt;")
    assert running.read_line("out", 3).startswith(line)
    replace_once(project.templates / "document.html.j2", "<body", '<body data-new="yes"')
    assert running.read_line("out", 4).startswith(line)
    replace_once(project.templates / "css/text.css", "{", "{ color: #123456; ")
    assert running.read_line("out", 5).startswith(line)
    seen.add(running.pdf.read_bytes())
    assert len(seen) == 4  # the stylesheet is not the one that a worker has read before

    good, whole = running.pdf.read_bytes(), path.read_text(encoding="utf-8")
    replace_once(path, 'msgstr "Otra', "msgstr Otra")
    assert running.read_line("err", 1).startswith(f"error: locales/es/LC_MESSAGES/{SLUG}.po:{line_of(path, 'msgstr Otra')}: ")
    assert running.pdf.read_bytes() == good
    path.unlink()  # an editor that saves by renaming
    path.write_text(whole.replace("Otra frase", "Una frase"), encoding="utf-8")
    assert running.read_line("out", 6).startswith(line)
    assert running.pdf.read_bytes() != good

    (project.root / "seeds/notes.txt").write_text("nothing of the document", encoding="utf-8")
    set_translation("es", "letter.p.2", "La última frase.")
    assert running.read_line("out", 7).startswith(line)
    assert running.end(signal.SIGINT) == 130
    assert running.lines["err"][-1] == "stopped; what was being written was not changed\n"
    assert len(running.lines["out"]) == 8
    assert not [one for one in running.lines["err"] if "Traceback" in one]


def test_where_a_file_system_sends_no_events_folders_are_looked_at(
    watch: Callable[..., Watch], set_translation: SetTranslation
) -> None:
    running = watch(WATCHFILES_FORCE_POLLING="true")
    running.read_line("out", 0)
    set_translation("es", "letter.p.2", "Otra frase.")
    assert running.read_line("out", 1).startswith(f"build/{SLUG}.es.pdf: ")
