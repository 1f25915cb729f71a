"""Word files that are damaged, or made to do harm: each is read, or refused with one sentence."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from sixfold.errors import SixfoldError, WordFileError
from sixfold.word import package
from sixfold.word.importing import read_document
from support.word_files import FRONT, WordFile, cell, paragraph, run, table

BODY = [
    *FRONT, paragraph("\tI.\tChapter", "HCh"), paragraph("1.\tText:"), paragraph("\t(a)\tOne;"),
    table([cell("A", merge="restart"), cell("B", across=2)], [cell("", merge="continue"), "C", "D"], widths=[900, 900, 900]),
    paragraph(run("Call") + '<w:r><w:footnoteReference w:id="3"/></w:r>'),
]  # fmt: skip


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, bytes]:
    return parts_of(WordFile(BODY, notes={3: "A note."}).write(tmp_path / "whole.docx"))


def refusal(path: Path) -> str:
    with pytest.raises(WordFileError) as refused:
        read_document(path)
    assert len(refused.value.problems) == 1
    return str(refused.value.problems[0].what)


def test_entities_are_refused_and_never_expanded(tmp_path: Path, parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "' + b"ha" * 500 + b'"><!ENTITY b "' + b"&a;" * 500 + b'">]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"?>", b"?>" + bomb, 1).replace(b"Text:", b"&b;")
    assert "not a whole Word file: word/document.xml" in refusal(write(tmp_path / "a.docx", parts))


def test_outer_entity_is_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    outer = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"?>", b"?>" + outer, 1).replace(b"Text:", b"&a;")
    assert "declares a document type" in refusal(write(tmp_path / "a.docx", parts))


def test_part_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_PART_BYTES", 100_000)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Text:", b"x" * 100_000)
    assert "unpacks to more than can be read" in refusal(write(tmp_path / "a.docx", parts))


def test_heap_of_tags_is_refused(tmp_path: Path, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_TAGS", 500)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 500)
    assert refusal(write(tmp_path / "a.docx", parts)) == "word/document.xml has more than 500 tags"


def test_tables_in_tables_without_end_are_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    deep = b"<w:tbl><w:tr><w:tc>" * 3000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 3000
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep)
    assert "not a whole Word file" in refusal(write(tmp_path / "a.docx", parts))


@pytest.mark.parametrize(("content", "what"), [
    (b"", "not a Word file (.docx)"), (b"no file", "not a Word file (.docx)"), (b"PK\x03\x04 cut", "not a Word file (.docx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "is encrypted, or is in the format of Word before 2007"),
])  # fmt: skip
def test_what_is_no_word_file_is_told(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert refusal(tmp_path / "a.docx") == what


def test_zip_file_without_a_text_is_told(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "a.docx", {"xl/workbook.xml": b"<a/>"})) == "has no text in it: not a Word file"


def test_strict_form_of_the_format_is_read(tmp_path: Path, parts: dict[str, bytes]) -> None:
    names = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/")
    written = {name: names.sub(rb"http://purl.oclc.org/ooxml/\1/", content) for name, content in parts.items()}
    assert written != parts
    assert read_document(write(tmp_path / "a.docx", written)).tree["symbol"] == "A/80/999"


def test_capitals_mean_nothing_in_the_name_of_a_part(tmp_path: Path, parts: dict[str, bytes]) -> None:
    written = {name.replace("footnotes.xml", "FootNotes.xml"): content for name, content in parts.items()}
    assert read_document(write(tmp_path / "a.docx", written)).tree["parts"][0]["report"]["notes"] == {"n1": "A note."}


def mutant(chance: random.Random, whole: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the file with bytes changed, cut, or a part of it damaged, exchanged or left out."""
    kind = chance.choice(["bytes", "cut", "part", "part", "part", "exchange", "drop"])
    if kind == "cut":
        return whole[: chance.randrange(len(whole))]
    if kind == "bytes":
        changed = bytearray(whole)
        for _ in range(chance.choice([1, 20])):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    changed_parts = dict(parts)
    first, second = chance.sample(sorted(changed_parts), 2)
    if kind == "drop":
        del changed_parts[first]
    elif kind == "exchange":
        changed_parts[first], changed_parts[second] = changed_parts[second], changed_parts[first]
    else:
        tags = changed_parts[first].split(b"<")
        for _ in range(chance.choice([1, 3])):
            place = chance.randrange(len(tags))
            tags[place : place + 1] = chance.choice([[], [tags[place]] * 2, [tags[place].replace(b'"', b'"-9', 1)]])
        changed_parts[first] = b"<".join(tags)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in changed_parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_damaged_files_are_read_or_refused_with_one_sentence(tmp_path: Path, parts: dict[str, bytes]) -> None:
    chance, whole = random.Random(15), (tmp_path / "whole.docx").read_bytes()
    outcomes = set()
    for _ in range(60):
        (tmp_path / "mutant.docx").write_bytes(mutant(chance, whole, parts))
        try:
            assert read_document(tmp_path / "mutant.docx").document
            outcomes.add("read")
        except SixfoldError as error:
            assert len(error.problems) == 1
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}
