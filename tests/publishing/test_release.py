"""A release is whole or isn't there: editions, sums, manifest, and what stops it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from sixfold.catalogs.po import read_catalog, write_catalog
from sixfold.document.loading import load_document
from sixfold.errors import FindingsError, WriteError
from sixfold.project.paths import Project
from sixfold.publishing.manifest import write_sums
from sixfold.publishing.release import release_folder
from sixfold.publishing.released import Released, check_unchanged, fingerprints, read_release
from support.pages import LANGUAGES
from support.projects import CHECKOUT, SLUG, Run, SetTranslation, replace_once
from support.released import QUESTION

pytestmark = pytest.mark.slow


def test_release_has_every_edition_in_six_languages(released: Path) -> None:
    names = sorted(path.relative_to(released).as_posix() for path in released.rglob("*.pdf"))
    jobs = zip("acefrs", (24, 25, 26, 27, 28, 29), strict=True)
    press = [f"press/11530{number}{letter}.pdf" for letter, number in jobs]
    editions = [f"{edition}/{SLUG}.{code}.pdf" for edition in ("archive", "press", "screen") for code in LANGUAGES]
    assert names == sorted([*editions, *press])


def test_sums_are_right(released: Path) -> None:
    lines = (released / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    listed = dict(line.split("  ")[::-1] for line in lines)
    there = {path.relative_to(released).as_posix(): path for path in released.rglob("*") if path.is_file()}
    assert set(listed) == set(there) - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256(there[name].read_bytes()).hexdigest() == digest


def test_manifest_says_what_was_made_of_what_by_whom(released: Path) -> None:
    text = (released / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert (manifest["symbol"], manifest["original"]) == ("A/66/398", "en")
    assert {one["path"] for one in manifest["sources"]} >= {
        "seeds/A-66-398.yaml",
        "locales/fr/LC_MESSAGES/A-66-398.po",
        "locales/fr/LC_MESSAGES/house.po",
    }
    french = next(one for one in manifest["catalogs"] if (one["language"], one["domain"]) == ("fr", SLUG))
    assert (french["translated"], french["fuzzy"], french["missing"]) == (21, 0, 0)
    assert french["last_translator"] == "Sixfold translators"
    assert french["last_change"].startswith("20")
    assert (french["revised"], french["revisers"]) == (21, [{"name": "AB", "units": 21}, {"name": "CD", "units": 1}])
    assert french["queries"] == [{"unit": "annex.op.2", "question": QUESTION}]
    russian = next(one for one in manifest["catalogs"] if (one["language"], one["domain"]) == ("ru", SLUG))
    assert (russian["revised"], russian["revisers"], russian["queries"]) == (0, [], [])
    (made,) = manifest["made_with"]  # the same tools for all languages
    assert made["languages"] == list(LANGUAGES)
    assert made["tools"]["weasyprint"].startswith("70.")
    assert any(font["file"] == "LiberationSerif-Regular.ttf" and font["version"] for font in made["fonts"])
    assert str(CHECKOUT) not in text
    assert os.uname().nodename not in text or len(os.uname().nodename) < 4


def test_page_for_people_is_whole_html_and_links_to_each_file(released: Path) -> None:
    class Links(HTMLParser):
        found: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]

    page = Links()
    page.feed((released / "index.html").read_text(encoding="utf-8"))
    assert all((released / link).is_file() for link in page.found)
    assert {path.relative_to(released).as_posix() for path in released.rglob("*.pdf")} <= set(page.found)


def test_page_for_people_names_revisers_and_open_queries_as_text(released: Path) -> None:
    page = (released / "index.html").read_text(encoding="utf-8")
    assert '<td class="number">21</td><td><bdi>AB</bdi>, <bdi>CD</bdi></td></tr>' in page
    assert "<li>fr, annex.op.2: <bdi>demand for &lt;b&gt;what&lt;/b&gt;?\\u202e</bdi></li>" in page


def test_editions_are_what_their_folder_says(released: Path) -> None:
    for edition, claim in (("screen", "PDF/UA"), ("archive", "PDF/UA"), ("press", "PDF/X")):
        with pikepdf.open(released / edition / f"{SLUG}.fr.pdf") as pdf:
            xmp = bytes(pdf.Root.Metadata.read_bytes())
            assert ({"PDF/UA": b"pdfuaid:part", "PDF/X": b"GTS_PDFXVersion"}[claim] in xmp) is True
            assert bool(list(pdf.attachments)) is (edition == "archive")
    with pikepdf.open(released / "press" / f"{SLUG}.en.pdf") as pdf:
        assert len(pdf.pages) == 4  # 3, and an empty one
    assert (released / "press" / "1153027f.pdf").read_bytes() == (released / "press" / f"{SLUG}.fr.pdf").read_bytes()


def test_release_in_parts_has_the_bytes_of_one_that_is_made_at_once(released: Path, tmp_path: Path) -> None:
    root = shutil.copytree(released.parents[2], tmp_path / "project", symlinks=True)
    sums = root / "build" / "release" / SLUG / "SHA256SUMS"
    before = sums.read_bytes()
    command = [sys.executable, "-m", "sixfold", "release", "--again", "--lang", "en", "--lang", "fr"]  # of either part one
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert sums.read_bytes() == before
    assert "replaced" not in done.stderr


def test_corrigendum_begins_from_the_seed_and_the_catalogs_inside_the_archives(released: Path, tmp_path: Path) -> None:
    for name in ("seeds", "locales", "templates", "build/release"):
        shutil.copytree(released.parents[2] / name, tmp_path / name)
    replace_once(tmp_path / "seeds" / f"{SLUG}.yaml", "starting in 2012", "starting in 2013")
    command = [sys.executable, "-m", "sixfold"]
    subprocess.run([*command, "update"], cwd=tmp_path, capture_output=True, check=True)
    french = tmp_path / "locales" / "fr" / "LC_MESSAGES" / f"{SLUG}.po"
    catalog = read_catalog(french)
    (unit,) = (one for one in catalog if one.name == "annex.op.10")
    decided = replace(unit, translations=(unit.translation.replace("2012", "2013"),), flags=(), previous=None)
    write_catalog(french, replace(catalog, entries=tuple(decided if one is unit else one for one in catalog.entries)))
    done = subprocess.run([*command, "corrigendum", SLUG], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr.startswith("1 entry: what changed since the release\nwarning: ")
    assert "isn’t translated yet in ar, es, ru, zh" in done.stderr
    filled = {one.name: one.translation for one in read_catalog(french.with_name(f"{SLUG}-Corr.1.po"))}
    assert (filled["letter.for.1"], filled["letter.read.1"]) == ("2012", "2013")


# Released in parts


def test_first_part_says_which_languages_are_there_and_which_are_not(released: Path) -> None:
    first = released.parents[2] / "first"
    names = {path.relative_to(first).as_posix() for path in first.rglob("*.pdf")}
    editions = {f"{edition}/{SLUG}.{code}.pdf" for edition in ("archive", "press", "screen") for code in ("en", "ru")}
    assert names == {*editions, "press/1153026e.pdf", "press/1153028r.pdf"}
    page = (first / "index.html").read_text(encoding="utf-8")
    assert "Released in English, Russian. <strong>Not yet in Arabic, Chinese, French, Spanish.</strong>" in page
    assert "<p>To read, search and listen to: PDF/A-2a and PDF/UA-1.</p>" in page
    assert [one["language"] for one in json.loads((first / "manifest.json").read_bytes())["languages"]] == ["en", "ru"]
    assert "Not yet" not in (released / "index.html").read_text(encoding="utf-8")


def test_what_was_released_first_stays_byte_for_byte(released: Path) -> None:
    first = released.parents[2] / "first"
    for path in first.rglob("*.pdf"):
        assert (released / path.relative_to(first)).read_bytes() == path.read_bytes()


@pytest.fixture
def english(project: Project) -> Path:
    """Return the folder of a release in English, whose one edition is made up."""
    folder = project.release(SLUG)
    edition = folder / "screen" / f"{SLUG}.en.pdf"
    edition.parent.mkdir(parents=True)
    edition.write_bytes(b"released")
    sha256 = hashlib.sha256(b"released").hexdigest()
    found = fingerprints(project, load_document(project.seed(SLUG)), "en")
    file = {"path": f"screen/{SLUG}.en.pdf", "sha256": sha256, "language": "en"}
    made = {"languages": ["en"], "tools": {"sixfold": "0"}, "fonts": []}
    manifest = {"languages": [found], "files": [file], "sources": [], "catalogs": [], "made_with": [made]}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_sums(folder)
    return folder


def test_released_language_is_left_alone(run: Run, english: Path) -> None:
    result = run("release", "--lang", "en")
    assert (result.code, result.out) == (0, "build/release/A-66-398/index.html\n")
    assert result.err == "A/66/398 is released already in en: nothing to do (AGAIN=1 makes it again)\n"
    assert (english / "screen" / f"{SLUG}.en.pdf").read_bytes() == b"released"


def test_seed_that_changed_since_stops_what_would_join(run: Run, project: Project, english: Path) -> None:
    replace_once(project.seed(SLUG), "starting in 2012", "starting in 2013")
    result = run("release", "--lang", "ru")
    what = "not released: what the page prints of this changed since it was released in en"
    assert (result.code, result.errors) == (1, [f"error: seeds/A-66-398.yaml: {what}"])
    assert "make corrigendum or make reissue" in result.err
    assert sorted(path.name for path in english.rglob("*.pdf")) == [f"{SLUG}.en.pdf"]


@pytest.mark.parametrize(("old", "new"), [
    ("note: The signatory is a woman.", "note: The signatory is a woman, Ms. Kolontai."),  # an answer to a query
    ("fr: 11-53027", "fr: 11-53072"),  # the job of a language that isn't released
])  # fmt: skip
def test_change_that_the_released_page_does_not_print_stops_nothing(
    project: Project, english: Path, old: str, new: str
) -> None:
    released = read_release(english)
    assert released
    replace_once(project.seed(SLUG), old, new)
    assert check_unchanged(released, project, load_document(project.seed(SLUG)), ["en"]) == []


def test_fixed_word_that_a_released_page_prints_may_not_change(project: Project, set_translation: SetTranslation) -> None:
    document = load_document(project.seed(SLUG))
    released = Released(project.release(SLUG), {"languages": [fingerprints(project, document, "fr")]})
    set_translation("fr", "organ.trusteeship-council", "Conseil", domain="house")  # which isn't printed
    set_translation("fr", "letter.role.1", "Chargée d’affaires", domain=SLUG)
    assert check_unchanged(released, project, document, ["fr"]) == ["fr"]  # the translation, which stays as released
    path = set_translation("fr", "organ.general-assembly", "Assemblée", domain="house")
    with pytest.raises(FindingsError) as stopped:
        check_unchanged(released, project, document, ["fr"])
    assert [problem.path for problem in stopped.value.problems] == [path]


@pytest.mark.parametrize(("name", "content", "what"), [
    (f"screen/{SLUG}.en.pdf", "other", "this is not the file that was released: its SHA-256 is another one"),
    ("manifest.json", "{}", "this is not the file that was released: its SHA-256 is another one"),
])  # fmt: skip
def test_release_that_was_damaged_is_told_before_anything_joins(
    run: Run, english: Path, name: str, content: str, what: str
) -> None:
    (english / name).write_text(content, encoding="utf-8")
    result = run("release", "--lang", "ru")
    assert (result.code, result.errors) == (1, [f"error: build/release/A-66-398/{name}: {what}"])
    assert (english / name).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("content", [
    "{}",
    '{"languages": [], "files": []}',
    "[" * 100_000,
    '{"files": [], "languages": [{"language": "../x", "content": "", "house_words": "", "translations": ""}]}',
])  # fmt: skip
def test_manifest_that_says_nothing_of_use_is_one_sentence(run: Run, english: Path, content: str) -> None:
    (english / "manifest.json").write_text(content, encoding="utf-8")
    write_sums(english)
    result = run("release", "--lang", "ru")
    what = "what was released here can’t be read from its manifest"
    assert (result.code, result.errors) == (1, [f"error: build/release/A-66-398/manifest.json: {what}"])


def test_again_replaces_and_says_what(run: Run, english: Path) -> None:
    result = run("release", "--lang", "en", "--again")
    assert result.code == 0
    assert f"replaced: build/release/A-66-398/screen/{SLUG}.en.pdf\n" in result.err
    assert (english / "screen" / f"{SLUG}.en.pdf").read_bytes().startswith(b"%PDF")


# What stops a release


def test_fuzzy_message_stops_it(run: Run, project: Project) -> None:
    replace_once(
        project.catalog("fr", SLUG), "#. agenda.title.1: title 1 of the agenda item\n", "#. agenda.title.1: title 1\n#, fuzzy\n"
    )
    result = run("release")
    assert (result.code, result.out) == (1, "")
    assert "warning: locales/fr/LC_MESSAGES/A-66-398.po:" in result.err
    assert result.errors[-1].startswith("error: A/66/398 isn’t released: 1 finding")
    assert not project.release(SLUG).exists()


def test_finding_of_a_check_stops_it_and_the_former_release_stands(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    former = project.release(SLUG) / "index.html"
    former.parent.mkdir(parents=True)
    former.write_text("former", encoding="utf-8")
    set_translation("fr", "letter.role.1", "Chargée  d’affaires")
    result = run("release", "--again")
    assert result.code == 1
    assert "[spaces]" in result.err
    assert former.read_text(encoding="utf-8") == "former"


def test_unit_that_nobody_revised_stops_it_where_revision_is_asked_for(run: Run, project: Project) -> None:
    everything = [word for code in ("ar", "es", "fr", "ru", "zh") for word in ("--lang", code)]
    assert run("revise", "A/66/398", "house", *everything, "--by", "AB").code == 0
    replace_once(project.catalog("fr", SLUG), "# revised: AB", "# AB")
    replace_once(project.catalog("ru", "house"), "# revised: AB", "# AB")
    result = run("release", "--revised")
    assert (result.code, result.out) == (1, "")
    words = len(re.findall("^msgid ", project.catalog("ru", "house").read_text("utf-8"), re.MULTILINE)) - 1
    assert [line.partition(": A/66/398 isn’t released: ")[::2] for line in result.errors] == [
        ("error: locales/ru/LC_MESSAGES/house.po", f"1 of {words} units are not revised: masthead.united-nations"),
        ("error: locales/fr/LC_MESSAGES/A-66-398.po", "1 of 21 units are not revised: agenda.title.1"),
    ]
    assert not project.release(SLUG).exists()


def test_finding_of_preflight_stops_it(run: Run, project: Project) -> None:
    replace_once(project.templates / "css" / "tokens.css", "--tiny-size: 7pt", "--tiny-size: 3pt")
    result = run("release", "--lang", "en")
    assert result.code == 1
    assert "[type-size]" in result.err
    assert names(project.release(SLUG).parent) == []


def test_seed_from_elsewhere_is_refused(run: Run, project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "A-66-398.yaml"
    text = (project.root / "seeds" / "A-66-398.yaml").read_text(encoding="utf-8")
    elsewhere.write_text(text.replace("11-53027", "11-53072"), encoding="utf-8")
    result = run("release", str(elsewhere))
    assert result.code == 2
    assert result.errors == ["error: seeds/A-66-398.yaml: the seed of A/66/398 lies outside of seeds/"]


# The folder


def names(folder: Path) -> list[str]:
    """Return what is in *folder* but for the lock, which stays."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def test_a_release_that_another_process_is_making_is_left_alone(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from sixfold.publishing.release import release_folder\n"
        "with release_folder(Path(sys.argv[1])) as folder:\n"
        "    print('there', flush=True); sys.stdin.read(); (folder / 'first.pdf').touch()"
    )
    place = tmp_path / "A-1"
    command = [sys.executable, "-c", script, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        with pytest.raises(WriteError, match="another process is making this folder") as refused, release_folder(place):
            pass
        assert refused.value.problems[0].path == place
        with release_folder(tmp_path / "A-2"):  # another document is not concerned
            pass
        process.communicate()
    assert process.returncode == 0
    assert names(place) == ["first.pdf"]
    with release_folder(place) as folder:
        (folder / "second.pdf").touch()
    assert names(place) == ["second.pdf"]


def test_folder_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    place = tmp_path / "A-1"
    for number in ("1", "2"):
        with release_folder(place) as folder:
            (folder / f"{number}.pdf").write_text(number, encoding="utf-8")
    assert names(tmp_path) == ["A-1"]
    assert [path.name for path in place.iterdir()] == ["2.pdf"]


def test_failure_leaves_the_former_one(tmp_path: Path) -> None:
    place = tmp_path / "A-1"
    with release_folder(place) as folder:
        (folder / "1.pdf").touch()
    with pytest.raises(RuntimeError), release_folder(place) as folder:
        (folder / "2.pdf").touch()
        raise RuntimeError
    assert names(tmp_path) == ["A-1"]
    assert [path.name for path in place.iterdir()] == ["1.pdf"]


def test_former_release_whose_place_was_never_taken_is_put_back(tmp_path: Path) -> None:
    (tmp_path / ".A-1.former").mkdir()
    (tmp_path / ".A-1.former" / "1.pdf").touch()
    with pytest.raises(RuntimeError), release_folder(tmp_path / "A-1"):
        assert (tmp_path / "A-1" / "1.pdf").exists()
        raise RuntimeError
    assert names(tmp_path) == ["A-1"]


def test_release_that_is_killed_leaves_nothing_in_its_place(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from sixfold.publishing.release import release_folder\n"
        "with release_folder(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half.pdf').touch(); print('there', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "A-1")], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "A-1").exists()
    with release_folder(tmp_path / "A-1") as folder:
        (folder / "whole.pdf").touch()
    assert names(tmp_path) == ["A-1"]
    assert names(tmp_path / "A-1") == ["whole.pdf"]


def test_place_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "release").touch()
    with pytest.raises(WriteError, match="the folder can’t be made"), release_folder(tmp_path / "release" / "A-1"):
        pass
