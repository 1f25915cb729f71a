"""Writing: quietly, in one step, as gettext writes it, and never over somebody else's change."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.catalogs.model import Catalog, Message, count_words
from sixfold.catalogs.po import parse_catalog, read_catalog, render, write_catalog
from sixfold.catalogs.pot import CatalogHeader, new_catalog, write_template
from sixfold.catalogs.updating import update_catalog
from sixfold.errors import WriteError

DOMAIN = CatalogHeader("Sixfold A/1/1", "A/1/1: a letter", "https://example.org/", "2011-10-04")
HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
HAND_MADE = (  # nothing here is as gettext would write it
    f"{HEADER}\n\n\n"
    '#  spaced\n#odd\n#: b.yaml\n#.  about\n  msgid "Recall"\n\nmsgstr  ""\n"Rap"\n"pelons"\n'
    'msgid "Stress"\nmsgstr "Soulignons"   \n\n'
    '#~ msgid "Gone"\n#~ msgstr "Parti"\n\n# the end\n'
)
TIDY = (
    f"{HEADER}\n"
    '#  spaced\n# odd\n#.  about\n#: b.yaml\nmsgid "Recall"\nmsgstr "Rappelons"\n\n'
    'msgid "Stress"\nmsgstr "Insistons sur"\n\n# the end\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'
)


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "a.po"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def translated(catalog: Catalog, text: str, translation: str) -> Catalog:
    """Return the catalog with a translation typed for *text*."""
    entries = (replace(e, translations=(translation,)) if e.text == text else e for e in catalog.entries)
    return replace(catalog, entries=tuple(entries))


@pytest.mark.parametrize(("newline", "bom"), [("\n", b""), ("\r\n", b"\xef\xbb\xbf")], ids=["unix", "windows"])
def test_a_file_of_any_layout_is_left_alone_until_something_changes_in_it(
    tmp_path: Path, newline: str, bom: bytes
) -> None:
    data = bom + HAND_MADE.replace("\n", newline).encode()
    catalog = read_catalog(written(tmp_path, data))
    assert render(catalog) == data
    after = render(translated(catalog, "Stress", "Insistons sur"))
    assert after == TIDY.replace("\n", newline).encode()


def test_every_sign_survives_writing() -> None:
    odd = 'a "b" \\ c\\n\td\n\ne <fn>a</fn> \u00a0«م» %s {x} 中' * 5
    catalog = translated(parse_catalog(Path("a.po"), TIDY.encode()), "Stress", odd)
    assert parse_catalog(Path("a.po"), render(catalog)).find(None, "Stress").translation == odd  # type: ignore[union-attr]


def test_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = written(tmp_path, HAND_MADE)
    os.utime(path, ns=(1, 1))
    tmp_path.chmod(0o555)
    assert write_catalog(path, read_catalog(path)) is False
    assert path.stat().st_mtime_ns == 1
    tmp_path.chmod(0o755)


def test_changed_catalog_is_written_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, HAND_MADE)
    path.chmod(0o640)
    assert write_catalog(path, translated(read_catalog(path), "Stress", "Insistons")) is True
    assert '"Insistons"' in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_new_catalog_is_written_with_its_folders_and_ordinary_rights(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "fr" / "LC_MESSAGES" / "a.po"
    umask = os.umask(0o022)
    try:
        assert write_catalog(path, new_catalog("fr", DOMAIN)) is True
    finally:
        os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o644


def test_link_stays_a_link(tmp_path: Path) -> None:
    path = written(tmp_path, HAND_MADE)
    link = tmp_path / "link.po"
    link.symlink_to(path)
    write_catalog(link, translated(read_catalog(link), "Stress", "Insistons"))
    assert link.is_symlink()
    assert '"Insistons"' in path.read_text(encoding="utf-8")


def test_file_changed_by_another_program_is_not_overwritten(tmp_path: Path) -> None:
    path = written(tmp_path, HAND_MADE)
    catalog = translated(read_catalog(path), "Stress", "Mettons l’accent")
    for other in (HAND_MADE.replace("Soulignons", "Insistons"), None):
        path.unlink()
        if other is not None:
            path.write_text(other, encoding="utf-8")
        with pytest.raises(WriteError) as caught:
            write_catalog(path, catalog)
        assert str(caught.value) == (
            f"{path}: the file changed while we worked; nothing was written\n"
            " hint: save it in the program that has it open, close it there, then run this again"
        )
        assert caught.value.exit_code == 7
        assert [found.read_text(encoding="utf-8") for found in tmp_path.iterdir()] == ([other] if other else [])
    path.write_text(HAND_MADE, encoding="utf-8")
    with pytest.raises(WriteError, match="changed while we worked"):
        write_catalog(path, new_catalog("fr", DOMAIN))  # one that wasn't there
    assert path.read_text(encoding="utf-8") == HAND_MADE


def test_failure_in_the_middle_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, HAND_MADE)
    catalog = translated(read_catalog(path), "Stress", "Insistons")

    def fail(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError) as caught:
        write_catalog(path, catalog)
    assert str(caught.value).startswith(f"{path}: can’t be written: No space left on device\n hint: ")
    assert [found.read_text(encoding="utf-8") for found in tmp_path.iterdir()] == [HAND_MADE]


def test_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "locales").write_text("a file", encoding="utf-8")
    with pytest.raises(WriteError, match="can’t be written: "):
        write_catalog(tmp_path / "locales" / "a.po", new_catalog("fr", DOMAIN))


def test_new_catalog_is_complete(tmp_path: Path) -> None:
    assert render(new_catalog("fr", DOMAIN)).decode() == (
        "# A/1/1: a letter\n# French. Unofficial translation. Traduction non officielle.\n"
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Sixfold A/1/1\\n"\n"Report-Msgid-Bugs-To: https://example.org/\\n"\n'
        '"POT-Creation-Date: 2011-10-04 00:00+0000\\n"\n"PO-Revision-Date: 2011-10-04 00:00+0000\\n"\n'
        '"Last-Translator: Sixfold translators\\n"\n"Language-Team: French\\n"\n"Language: fr\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=n > 1;\\n"\n'
    )


#: How many plural forms a language has, and what the head of its catalogs says below the title.
LANGUAGES = {
    "ar": (6, "Arabic. Unofficial translation. ترجمة غير رسمية."),
    "en": (2, "English. Unofficial translation."),
    "es": (2, "Spanish. Unofficial translation. Traducción no oficial."),
    "fr": (2, "French. Unofficial translation. Traduction non officielle."),
    "ru": (3, "Russian. Unofficial translation. Неофициальный перевод."),
    "zh": (1, "Chinese. Unofficial translation. 非正式译文."),
}


def msgcat(text: str) -> str:
    return subprocess.run(["msgcat", "-"], input=text.encode(), capture_output=True, check=True).stdout.decode()


MESSAGES = [
    Message("annex.op.1", "<em>Recall</em> the declaration", "operative paragraph 1 of the annex", "seeds/a.yaml"),
    Message("draft.line", "{count} message", "the draft line", "src/house.py", "{count} messages"),
]


def test_gettext_and_i18nspector_object_to_nothing_in_new_catalogs_but_the_translator_s_address(tmp_path: Path) -> None:
    write_template(tmp_path / "a.pot", MESSAGES, DOMAIN)
    paths = {language: tmp_path / language / "LC_MESSAGES" / "a.po" for language in LANGUAGES}
    for language, path in paths.items():
        write_catalog(path, update_catalog(new_catalog(language, DOMAIN), MESSAGES, DOMAIN).catalog)
        command = ["msgfmt", "-c", "-o", str(tmp_path / "a.mo"), str(path)]
        run = subprocess.run(command, capture_output=True, check=False)
        assert (run.returncode, run.stderr) == (0, b""), language
        assert msgcat(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8"), language
        catalog = read_catalog(path)
        forms = catalog.header["Plural-Forms"].removeprefix("nplurals=").partition(";")[0]
        assert (int(forms), catalog.header_entry.comments[-1]) == LANGUAGES[language]
        assert catalog.header["Language"] == language
    run = subprocess.run(["i18nspector", tmp_path / "a.pot", *paths.values()], capture_output=True, check=False, text=True)
    found = [line.split(": ", 2)[2] for line in run.stdout.splitlines() if line.startswith(("E: ", "W: "))]
    assert set(found) <= {"invalid-last-translator 'Sixfold translators'"}


def is_written(path: Path, messages: Sequence[Message]) -> bool:
    before = path.read_bytes() if path.exists() else None
    write_template(path, messages, DOMAIN)
    return path.read_bytes() != before


def test_template_is_written_once_and_has_no_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "a.pot"
    assert is_written(path, MESSAGES)
    assert not is_written(path, MESSAGES)
    assert path.read_text(encoding="utf-8").partition("\n\n")[2].rstrip("\n") == (
        "#. operative paragraph 1 of the annex\n#: seeds/a.yaml\n"
        'msgctxt "annex.op.1"\nmsgid "<em>Recall</em> the declaration"\nmsgstr ""\n\n'
        "#. the draft line\n#: src/house.py\n"
        'msgctxt "draft.line"\nmsgid "{count} message"\nmsgid_plural "{count} messages"\nmsgstr[0] ""\nmsgstr[1] ""'
    )
    assert '"POT-Creation-Date: 2011-10-04 00:00+0000\\n"' in path.read_text(encoding="utf-8")


def test_template_is_written_anew_where_anything_in_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.pot"
    write_template(path, MESSAGES, DOMAIN)
    path.write_text(path.read_text(encoding="utf-8").replace("<em>Recall", '<em>Re"\n"call'), encoding="utf-8")
    assert not is_written(path, MESSAGES)  # only folded otherwise
    others = (
        [replace(MESSAGES[0], **{name: "another"}), MESSAGES[1]] for name in ("context", "text", "comment", "place")
    )
    for messages in (MESSAGES[:1], MESSAGES[::-1], *others):
        assert is_written(path, messages)
    path.write_text("broken", encoding="utf-8")
    assert is_written(path, MESSAGES)
    path.write_bytes(b"\xff")
    assert is_written(path, MESSAGES)


def test_title_of_two_lines_is_one_comment() -> None:
    catalog = new_catalog("en", replace(DOMAIN, title="A letter\nof two lines"))
    assert catalog.header_entry.comments[0] == "A letter of two lines"


def test_header_field_is_added_after_a_header_without_last_line_end(tmp_path: Path) -> None:
    catalog = read_catalog(written(tmp_path, 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n'))
    assert catalog.with_header_field("Language", "fr").header_entry.translation == (
        "Content-Type: text/plain; charset=UTF-8\nLanguage: fr\n"
    )


def test_header_field_is_set_in_its_place() -> None:
    catalog = new_catalog("fr", DOMAIN)
    assert catalog.with_header_field("POT-Creation-Date", "2011-10-04 00:00+0000") is catalog
    later = catalog.with_header_field("POT-Creation-Date", "2012-01-02 00:00+0000")
    assert list(later.header) == list(catalog.header)
    assert later.header["POT-Creation-Date"] == "2012-01-02 00:00+0000"
    assert list(catalog.with_header_field("X-Poedit-Basepath", "..").header)[-1] == "X-Poedit-Basepath"


def test_words_are_counted_without_tags() -> None:
    counts = {
        "": 0, "<em>Recall</em> resolution 65/230 of the rule-making, <em>and</em> A/66/398": 8, "d’où — « il »…": 2,
        "U.S.A. (5 %)": 2,  # the sign alone is no word
        "大会第65届会议": 6,  # five ideographs and 65
        "call<sup>1</sup>": 1,
    }  # fmt: skip
    assert {text: count_words(text) for text in counts} == counts
