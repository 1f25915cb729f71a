"""Files that LibreOffice makes .docx of: with one on the search path that does as it is told, and with the real one where it is."""

from __future__ import annotations

import os
import select
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from sixfold.errors import WordFileError
from sixfold.project.paths import Project
from sixfold.word import package
from sixfold.word.package import as_docx
from support.projects import Run
from support.word_files import FRONT, WordFile, paragraph
from support.word_files import run as run_of

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What the parts of OpenDocument are called. Source: OpenDocument 1.3, part 3.
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)
MANIFEST = """
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>
</m:manifest>
""".strip()

Put = Callable[[str], None]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a program soffice on the search path, of these lines of shell."""

    def put(lines: str) -> None:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")

    return put


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.doc"
    path.write_bytes(COMPOUND)
    return path


def test_what_takes_too_long_is_ended_with_all_that_it_started(
    put: Put, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "_PATIENCE", 1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    put(f"sleep 30 > {pipe} &\nwait")
    alive = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # its end comes when the last process that has it ends
    try:
        with pytest.raises(WordFileError, match="more than 1 seconds"), as_docx(old):
            pass
        assert select.select([alive], [], [], 10)[0]
    finally:
        os.close(alive)


def test_nothing_made_is_one_sentence(put: Put, old: Path) -> None:
    put("exit 0")
    with pytest.raises(WordFileError, match="LibreOffice can’t read it"), as_docx(old):
        pass


def test_it_has_a_profile_of_its_own_that_follows_no_links(put: Put, old: Path, tmp_path: Path) -> None:
    put(f'cp "${{1#-env:UserInstallation=file://}}/user/registrymodifications.xcu" {tmp_path}/settings')
    with pytest.raises(WordFileError), as_docx(old):
        pass
    assert "BlockUntrustedRefererLinks" in (tmp_path / "settings").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "content"), [
    ("page.doc", b'<html><p>Text</p>'), ("rich.doc", rb"{\rtf1 Text}"), ("text.odt", b"Text"), ("nothing.doc", b""),
])  # fmt: skip
def test_what_is_something_else_is_refused(put: Put, tmp_path: Path, name: str, content: bytes) -> None:
    put(f"touch {tmp_path}/started")
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WordFileError, match=r"no \.\w+ file"), as_docx(path):
        pass
    assert not (tmp_path / "started").exists()


def test_missing_file_is_one_sentence(put: Put, tmp_path: Path) -> None:
    put("exit 0")
    with pytest.raises(WordFileError, match="can’t be read"), as_docx(tmp_path / "none.doc"):
        pass


def test_errors_and_seed_name_the_file_of_the_user(run: Run, project: Project, put: Put, old: Path, tmp_path: Path) -> None:
    comments = f'<w:comment w:id="4" w:author="AB">{paragraph("Is this right?")}</w:comment>'
    body = [*FRONT, paragraph(run_of("First.") + '<w:r><w:commentReference w:id="4"/></w:r>')]
    made = WordFile(body, comments=comments).write(tmp_path / "made.docx")
    put(f'while [ "$1" != --outdir ]; do shift; done; cp {made} "$2/old.docx"')
    assert run("import", str(old)).errors == [f"error: {old}: has 1 comment (first in paragraph 6), which a seed can’t say"]
    assert run("import", str(old), "--reject=comments").code == 0
    assert "# Made of old.doc by" in project.seed("A-80-999").read_text(encoding="utf-8")


# ---- with LibreOffice itself ----


@pytest.fixture
def asked() -> Iterator[tuple[list[str], int]]:
    """What a server on this machine is asked for, and its port."""
    found: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            found.append(self.rfile.readline().decode(errors="replace"))
            self.close_connection = True

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield found, server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_reads_text_and_asks_for_nothing_outside(asked: tuple[list[str], int], tmp_path: Path) -> None:
    requests, port = asked
    link = f'<draw:image xlink:href="http://127.0.0.1:{port}/a.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
    frame = f'<draw:frame svg:width="1cm" svg:height="1cm" text:anchor-type="as-char">{link}</draw:frame>'
    text = f"<office:body><office:text><text:p>First.{frame}</text:p></office:text></office:body>"
    path = tmp_path / "linked.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<office:document-content {NAMESPACES}>{text}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    with as_docx(path) as made, zipfile.ZipFile(made) as docx:
        assert b"First." in docx.read("word/document.xml")
    assert requests == []
