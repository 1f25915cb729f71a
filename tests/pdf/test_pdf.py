"""Editions as PDF: what they claim to be, and what they say of their document."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdftypes import resolve1

from sixfold import __version__
from sixfold.pdf.editions import make_edition
from sixfold.project.paths import Project
from sixfold.publishing.composing import read_sources
from sixfold.publishing.typesetting import made_with
from support.pages import LANGUAGES, PROJECT, SLUG, composition, edition, engine
from support.projects import Run, SetTranslation
from support.validators import broken_rules

pytestmark = pytest.mark.slow

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OWN = "{urn:x-sixfold:document:1.0#}"


@cache
def archived(code: str) -> bytes:
    """Return the archive edition of A/66/398, made once."""
    sources = read_sources(PROJECT.sources(PROJECT.seed(SLUG), code))
    page = composition(code)
    metadata = replace(page.metadata, made_with=made_with(PROJECT.templates, code))
    return engine().render(page.html, make_edition("archive", metadata, sources))


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_edition_is_what_it_claims_to_be(code: str) -> None:
    assert broken_rules(edition(code).content) == []  # `make validate` asks veraPDF
    assert broken_rules(archived(code), "archive") == []


def test_a_broken_pdf_is_found_broken() -> None:
    content = edition("en").content
    assert broken_rules(content.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>9")) != []
    assert broken_rules(content, "archive") != []


@pytest.mark.parametrize("arguments", [["--proof"], []], ids=["proof", "draft"])
def test_drafts_and_proofs_are_valid_too(
    run: Run, project: Project, set_translation: SetTranslation, arguments: list[str]
) -> None:
    set_translation("ar", "annex.op.5", "")
    assert run("pdf", "--lang", "ar", *arguments).code == 0
    content = project.pdf(SLUG, "ar").read_bytes()
    assert broken_rules(content) == []
    (status,) = _values(content, _OWN + "status")
    assert status == ("proof" if arguments else "draft")


# Metadata


def _catalog(content: bytes) -> dict[str, object]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return dict(pdf.doc.catalog)


def _values(content: bytes, name: str) -> list[str]:
    """Return the values of a property of the XMP packet."""
    packet = resolve1(_catalog(content)["Metadata"]).get_data()
    (found,) = ElementTree.fromstring(packet.decode()).iter(name)
    return [item.text or "" for item in found.iter(f"{_RDF}li")] or [found.text or ""]


def test_metadata_says_what_the_document_is_and_is_readable_without_unpacking() -> None:
    said = {
        _OWN + "symbol": ["A/66/398"],
        _OWN + "organ": ["general-assembly"],
        _OWN + "session": ["66"],
        _OWN + "agendaItem": ["107"],
        _OWN + "jobNumber": ["11-53025"],
        _OWN + "distribution": ["general"],
        _OWN + "language": ["zh"],
        _OWN + "originalLanguage": ["en"],
        _OWN + "status": ["final"],
        _DC + "identifier": ["https://undocs.org/zh/A/66/398"],
        _DC + "language": ["zh"],
        _DC + "creator": ["大会"],
        _DC + "subject": ["预防犯罪和刑事司法"],
        _DC + "date": ["2011-10-04"],
    }
    content = edition("zh").content
    assert {name: _values(content, name) for name in said} == said
    assert all(text in content.decode("utf-8", errors="replace") for text in ("<sixfold:symbol>", "预防犯罪和刑事司法"))


def test_archive_alone_says_what_it_was_made_with() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        _values(edition("zh").content, _OWN + "madeWith")
    told = _values(archived("zh"), _OWN + "madeWith")
    assert f"weasyprint {version('weasyprint')}" in told
    assert [one.split()[0] for one in told if ".ttc" in one][:1] == ["NotoSerifCJK-Regular.ttc"]
    assert told[0].startswith(f"Sixfold {__version__}-")


def test_a_viewer_shows_title_and_direction_of_the_language() -> None:
    for code in LANGUAGES:
        catalog = _catalog(edition(code).content)
        preferences = resolve1(catalog["ViewerPreferences"])
        assert catalog["Lang"] == code.encode()
        assert preferences["DisplayDocTitle"] is True
        assert ("Direction" in preferences) == (code == "ar")
        assert edition(code).title.startswith("A/66/398: ")


def test_bookmarks_are_the_titles_in_their_order() -> None:
    with pypdfium2.PdfDocument(edition("en").content) as pdf:
        found = [(mark.level, mark.get_title()[:30].strip(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    assert found == [
        (0, "Letter dated 27\xa0September 2011", 0),
        (0, "Annex to the letter dated 27\xa0S", 1),
        (1, "Second ministerial meeting of", 1),
        (1, "Declaration on the Global Effo", 1),
    ]


# The archive edition


def test_the_archive_has_the_seed_and_the_catalogs_as_its_sources() -> None:
    with pypdfium2.PdfDocument(archived("fr")) as pdf:
        files = {
            attachment.get_name(): bytes(attachment.get_data())
            for attachment in map(pdf.get_attachment, range(pdf.count_attachments()))
        }
    assert files == {
        "A-66-398.yaml": (PROJECT.root / "seeds" / "A-66-398.yaml").read_bytes(),
        "A-66-398.fr.po": PROJECT.catalog("fr", SLUG).read_bytes(),
        "house.fr.po": PROJECT.catalog("fr", "house").read_bytes(),
    }
    described = [resolve1(file) for file in resolve1(_catalog(archived("fr"))["AF"])]
    assert {str(file["AFRelationship"]) for file in described} == {"/'Source'"}


def test_the_archive_of_the_original_has_the_seed_that_was_named_alone_and_stands_in_a_folder_of_its_own(
    run: Run, project: Project, tmp_path: Path
) -> None:
    result = run("pdf", "--lang", "en", "--edition", "archive")
    assert (result.code, result.out) == (0, "build/archive/A-66-398.en.pdf\n")
    assert project.pdf(SLUG, "en", "archive").read_bytes() == archived("en")
    elsewhere = tmp_path / f"{SLUG}.yaml"
    elsewhere.write_bytes(project.seed(SLUG).read_bytes() + b"# elsewhere\n")
    assert run("pdf", "--lang", "en", "--edition", "archive", str(elsewhere)).code == 0
    with pypdfium2.PdfDocument(project.pdf(SLUG, "en", "archive")) as pdf:
        assert [pdf.get_attachment(number).get_name() for number in range(pdf.count_attachments())] == ["A-66-398.yaml"]
        assert bytes(pdf.get_attachment(0).get_data()) == elsewhere.read_bytes()
